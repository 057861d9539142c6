"""What the local page shows, as HTML: the figure, the answers, and what is wrong.

The page is made of parts, each an element with an id. What changes with the file is in them, so
that the script puts a new part in place of the old one, and leaves alone what did not change.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dataflow.figures.formats.html import name_hash
from dataflow.figures.style.palette import fill_in_colours, write_styles
from dataflow.figures.style.pen import element, escape
from dataflow.serving.sight import Picture, Sight, Wish
from dataflow.telling.page import render
from dataflow.telling.text import escape as make_visible
from dataflow.telling.text import list_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.common.values import JsonObject
    from dataflow.model import Model
    from dataflow.problems import Problem


def policy() -> str:
    """Return the policy of the page: its own style and script, and the style of figures."""
    figures = name_hash(write_styles("auto"))
    return (
        "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none';"
        f" style-src 'self' {figures}; form-action 'none'; frame-ancestors 'none'"
    )


def read_part(name: str) -> str:
    """Return the style or script of the page."""
    text = resources.files("dataflow.serving").joinpath(name).read_text("utf-8")
    return fill_in_colours(text)


def write_page(sight: Sight, wish: Wish) -> str:
    """Write the page as it is first asked for."""
    parts = write_parts(sight, wish)
    news = {"class_": "current" if sight.is_current else "wrong", "tabindex": "-1"}
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_title(sight)}</title>\n"
        '<link rel="stylesheet" href="/page.css">\n<script src="/page.js" defer></script>\n'
        f'</head>\n<body data-version="{escape(sight.version)}">\n<header>\n'
        f'<h1 id="heading">{parts["heading"]}</h1>\n'
        f'<nav id="choices" aria-label="What to draw">{parts["choices"]}</nav>\n'
        "</header>\n<main>\n"
        + element(
            "p", escape(tell_state(sight)), id="news", role="status", aria_live="polite", **news
        )
        + f'\n<section id="problems">{parts["problems"]}</section>\n'
        f'<figure id="figure">{parts["figure"]}</figure>\n'
        f'<section id="answers">{parts["answers"]}</section>\n'
        f'<section id="doubts">{parts["doubts"]}</section>\n'
        "</main>\n</body>\n</html>\n"
    )


def write_state(sight: Sight, wish: Wish) -> JsonObject:
    """Return what the script puts into the page."""
    return {
        "version": sight.version,
        "title": _name(sight),
        "news": tell_state(sight),
        "current": sight.is_current,
        "parts": write_parts(sight, wish),
    }


def write_parts(sight: Sight, wish: Wish) -> dict[str, str]:
    """Write what changes with the file: what each part holds, by its id."""
    errors = sight.now.problems if sight.now.model is None else ()
    doubts = sight.now.problems if sight.now.model else ()
    shown = sight.picture
    return {
        "heading": _title(sight),
        "choices": _choices(sight.model, wish) if sight.model else "",
        "problems": "".join([*_problems(errors, "What is wrong"), *_refusal(shown)]),
        "figure": shown.drawing.svg if shown.drawing else "",
        "answers": "".join(_answers(shown)),
        "doubts": "".join(_problems(doubts, "What is doubtful")),
    }


def tell_state(sight: Sight) -> str:
    """Return in words how the file is, in a sentence or two.

    The time is in it, so that each change is a new sentence for who hears the page.
    """
    now, shown = sight.now, sight.picture
    if sight.is_current:
        current = f"The figure shows the model as it is, read at {now.when:%H:%M:%S}."
        doubts = f" {_count(now.problems, 'doubt')} below." if now.problems else ""
        return current + doubts
    if now.model is None:
        wrong = f"At {now.when:%H:%M:%S} the model had {_count(now.problems, 'error')}."
    else:
        wrong = f"The model, read at {now.when:%H:%M:%S}, cannot be drawn so."
    if shown.drawing and shown.when:
        return f"{wrong} The figure below is the last good one, of {shown.when:%H:%M:%S}."
    return wrong if now.model else f"{wrong} There is no figure to show yet."


def _count(problems: tuple[Problem, ...], name: str) -> str:
    return f"{len(problems)} {name}{'' if len(problems) == 1 else 's'}"


def _name(sight: Sight) -> str:
    title = sight.model.title if sight.model else None
    return title or make_visible(Path(sight.path).name)


def _title(sight: Sight) -> str:
    return escape(_name(sight))


def _choices(model: Model, wish: Wish) -> str:
    """Link to the whole, to the views, and to the data types that something is about."""
    given = [hold.data for hold in model.holds]
    given += [sent.data for flow in model.flows.values() for sent in flow.sent]
    named = {term.id for terms in given for term in terms}
    views = [(Wish(view=view.id), view.title or view.id) for view in model.views.values()]
    data = [(Wish(data=key), model.data[key].name) for key in sorted(named)]
    figures = _list("Figures", [(Wish(), "the whole model"), *views], wish)
    return figures + (_list("Where a data type gets", data, wish) if data else "")


def _list(heading: str, links: list[tuple[Wish, str]], here: Wish) -> str:
    """Write links under a heading; the one to where the reader is says so."""
    name = heading.lower().replace(" ", "-")
    items = []
    for wish, text in links:
        mark = {"aria_current": "page"} if wish == here else {}
        items.append(element("li", element("a", escape(text), href=_address(wish), **mark)))
    return element("p", escape(heading), id=name) + element("ul", items, aria_labelledby=name)


def _address(wish: Wish) -> str:
    asked = {"view": wish.view, "data": wish.data}
    query = urlencode({key: value for key, value in asked.items() if value is not None})
    return f"/?{query or 'view='}"


def _problems(problems: tuple[Problem, ...], heading: str) -> Iterator[str]:
    if problems:
        yield element("h2", escape(heading))
        yield element("pre", escape(list_problems(problems)), tabindex="0")


def _refusal(shown: Picture) -> Iterator[str]:
    if shown.refusal is not None:
        yield element("h2", "Why it cannot be drawn")
        yield element("p", escape(make_visible(shown.refusal)))


def _answers(shown: Picture) -> Iterator[str]:
    """Tell the answers; those of a figure's panels under the titles of these."""
    panels = shown.drawing.figure.panels if shown.drawing and shown.refusal is None else ()
    titles = [panel.title for panel in panels] if len(panels) == len(shown.answers) else []
    for number, answer in enumerate(shown.answers):
        title = titles[number] if titles else None
        yield element("h2", escape(f"The answer: {title}" if title else "The answer"))
        yield render(answer.report())
