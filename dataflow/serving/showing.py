"""What the local page shows, as HTML: the figure, the answers, and what is wrong."""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dataflow.drawing.markup import element, escape
from dataflow.drawing.styles import write_styles
from dataflow.telling.listing import list_problems
from dataflow.telling.page import render
from dataflow.telling.text import escape as make_visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Model
    from dataflow.problems import Problem
    from dataflow.serving.following import Sight, Wish


def policy() -> str:
    """Give the policy that the page has: its own style and script, and the style of figures."""
    digest = base64.b64encode(hashlib.sha256(write_styles("auto").encode()).digest()).decode()
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none';"
        f" style-src 'self' 'sha256-{digest}'; form-action 'self'; frame-ancestors 'none'"
    )


def read_part(name: str) -> str:
    """Read the page's style or script."""
    return resources.files("dataflow.serving").joinpath(name).read_text("utf-8")


def write_page(sight: Sight, wish: Wish) -> str:
    """Write the page as it is first asked for."""
    title = (sight.model.title if sight.model else None) or "dataflow"
    lang = sight.model.language if sight.model else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(make_visible(title))}</title>\n"
        '<link rel="stylesheet" href="/page.css">\n<script src="/page.js" defer></script>\n'
        "</head>\n<body>\n"
        '<p id="news" role="status" aria-live="polite"></p>\n'
        f'<div id="content" data-version="{sight.version}">{write_content(sight, wish)}</div>\n'
        "</body>\n</html>\n"
    )


def write_content(sight: Sight, wish: Wish) -> str:
    """Write what changes with the file."""
    return "\n".join(_content(sight, wish))


def tell_state(sight: Sight) -> str:
    """Say how the file is, in a sentence."""
    errors = sum(one.severity == "error" for one in sight.problems)
    if sight.current:
        doubts = len(sight.problems)
        rest = f" {doubts} {'doubt' if doubts == 1 else 'doubts'} below." if doubts else ""
        return f"The figure shows the file as it is.{rest}"
    wrong = f"{errors} {'error' if errors == 1 else 'errors'}" if errors else "a problem"
    if sight.drawing is None:
        return f"The file has {wrong}, so there is nothing to show yet."
    when = f"{sight.read:%H:%M:%S}" if sight.read else "before"
    return f"The file has {wrong}; the figure is the last good one, of {when}."


def _content(sight: Sight, wish: Wish) -> Iterator[str]:
    title = (sight.model.title if sight.model else None) or "A model"
    yield "<header>" + element("h1", escape(make_visible(title)))
    if sight.model:
        yield _choices(sight.model, wish)
    yield "</header>\n<main>"
    yield element(
        "p", escape(tell_state(sight)), class_="state" if sight.current else "state wrong"
    )
    serious = [one for one in sight.problems if one.severity == "error"]
    yield from _problems(serious, "What is wrong")
    if sight.drawing:
        yield element("figure", sight.drawing.svg)
        for answer in sight.drawing.figure.answers:
            yield element("section", element("h2", "The answer") + render(answer.report()))
    yield from _problems([one for one in sight.problems if one not in serious], "Doubts")
    yield "</main>"


def _choices(model: Model, wish: Wish) -> str:
    """Link to the views, and to the data types that something in the model is about."""
    named = {term.id for hold in model.holds for term in hold.data}
    named |= {term.id for flow in model.flows.values() for sent in flow.sent for term in sent.data}
    links = [("", "All", wish.view is None and wish.data is None)]
    links += [
        (urlencode({"view": one.id}), one.title or one.id, wish.view == one.id)
        for one in model.views.values()
    ]
    links += [
        (urlencode({"data": key}), model.data[key].name, wish.data == key) for key in sorted(named)
    ]
    items = [
        element(
            "li",
            element(
                "a",
                escape(make_visible(name)),
                href=f"/?{query}" if query else "/",
                **({"aria_current": "page"} if here else {}),
            ),
        )
        for query, name, here in links
    ]
    return element("nav", element("ul", items), aria_label="What to draw")


def _problems(problems: list[Problem], heading: str) -> Iterator[str]:
    if problems:
        said = element("pre", escape(list_problems(problems)), tabindex="0")
        yield element("section", element("h2", escape(heading)) + said, class_="problems")
