"""What a model says of a thing, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataflow.common.values import thaw
from dataflow.telling.report import Report, Table, name_columns
from dataflow.telling.words import behind, end_sentence, spoken

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from dataflow.answers.show import Show
    from dataflow.answers.show.things import Thing

CALLED = {"data": "{name} is a data type", "event": "{name} is an event"}
"""What is said of a thing of a kind, where that is not `a KIND`."""

_A_KIND = "{name} is a KIND"

TOLD = {"also", "source", "is_a"}
"""The fields that the sentences tell."""


def report_show(answer: Show) -> Report:
    """Return what it is, in a sentence, then what the model says of it and what names it."""
    thing = answer.thing
    rows = [
        row
        for key, value in _tell_sources(thaw(thing.fields), TOLD).items()
        for row in _rows(key, value)
    ]
    return Report(
        sentences=tuple(_sentences(answer)),
        table=Table(name_columns(("key", "value")), tuple(rows)) if rows else None,
        remarks=(str(thing.at),),
        sources=thing.sources,
        looks=((thing.name, "company"),) if thing.kind == "company" else (),
    )


def _sentences(answer: Show) -> Iterator[str]:
    thing, words = answer.thing, spoken()
    name = thing.name if thing.name == thing.id else f"{thing.name} (`{thing.id}`)"
    called = words.say(CALLED.get(thing.kind) or _A_KIND.replace("KIND", thing.kind), name=name)
    also = words.say_if("also called {names}", names=", ".join(thing.also))
    yield end_sentence(f"{called}{behind(', ', also)}")
    above = thing.list_texts("is_a")
    if above:
        yield words.say("It is a kind of {names}.", names=", ".join(above))
    below = [other.id for other in answer.referred_to_by if thing.id in other.list_texts("is_a")]
    if below and thing.kind in {"data", "purpose"}:
        yield words.say("Kinds of it: {names}.", names=", ".join(below))
    others = [other for other in answer.referred_to_by if other.id not in below]
    for kind, ids in list_by_kind(others):
        yield words.say("Named by {kind}: {names}.", kind=words.say(kind), names=", ".join(ids))


def list_by_kind(things: Iterable[Thing]) -> Iterator[tuple[str, list[str]]]:
    """Yield the ids by kind; the kind is in the plural where there are several."""
    kinds: dict[str, list[str]] = {}
    for thing in things:
        kinds.setdefault(thing.kind, []).append(thing.id)
    for kind, ids in kinds.items():
        plural = {"company": "companies", "data": "data types"}.get(kind, f"{kind}s")
        single = {"data": "data type"}.get(kind, kind)
        yield (single if len(ids) == 1 else plural), ids


def _tell_sources(fields: dict[str, Any], told: Container[str] = ()) -> dict[str, Any]:
    """Return what is said, but for what is told elsewhere, its sources as people read them.

    Those by default are marked so; what is quoted of one stands with the page.
    """
    said = {key: value for key, value in fields.items() if key not in told}
    if said.pop("by_default", False):
        said["source"] = f"{say(fields['source'])} ({spoken().say('by default')})"
    if "quotes" in said:
        said["quotes"] = [_tell_quote(**quote) for quote in said["quotes"]]
    return said


def _tell_quote(source: str, quote: str | None = None, page: str | None = None) -> str:
    words = spoken()
    place = words.say("{source}, page {page}", source=source, page=page) if page else source
    return f"{words.say('“{title}”', title=quote)} ({place})" if quote else place


def _rows(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Return a row a value, and to each of a list of mappings a row of its own."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, item in enumerate(value):
            yield ("" if number else key), say(item)
    else:
        yield key, say(value)


def say(value: object) -> str:
    """Return the value of a field in words."""
    match value:
        case bool():
            return "true" if value else "false"
        case dict():
            return "; ".join(f"{key}: {say(item)}" for key, item in _tell_sources(value).items())
        case list():
            return ", ".join(say(item) for item in value)
        case None:
            return spoken().say("always")
        case _:
            return str(value)
