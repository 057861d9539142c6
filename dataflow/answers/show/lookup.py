"""Names as people say them → the things of a model, whatever their kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.answers.show.things import SECTIONS, Thing
from dataflow.building import BUILT_IN
from dataflow.common.nearest import find_nearest, list_names
from dataflow.model.names import list_called, list_nearest, make_plain, names_of
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Sequence

_HOLDERS = ("company", "service")


def find_thing(things: Sequence[Thing], name: str, otherwise: str) -> Thing | tuple[Thing, ...]:
    """Return what a name means: an id first, else a name; or all of a section, by its key.

    Args:
        things: what there is.
        name: what it was asked for by.
        otherwise: the advice where nothing is called nearly so.

    Raises:
        QuestionError: nothing is called so (with the nearest names), or several things are.
    """
    asked, name = _take_kind(things, name)
    for fitting in ([thing for thing in asked if thing.id == name], list_called(asked, name)):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            keys = [thing.key for thing in fitting]
            message = f"`{name}` may mean {list_names(keys, 'or')}: ask with one of these"
            raise QuestionError(message, keys, ambiguous=True)
    if name in SECTIONS and asked is things:
        return search_section(things, name)
    message, nearest = f"nothing in this model is called `{name}`", list_nearest(asked, name)
    raise QuestionError(message, nearest, otherwise=otherwise)


def _take_kind(things: Sequence[Thing], name: str) -> tuple[Sequence[Thing], str]:
    """Return the things of the kind that stands before a name, and the name; else all of them."""
    kind, colon, rest = name.partition(":")
    if not colon or kind not in {*_HOLDERS, *(thing.kind for thing in things)}:
        return things, name
    # a holder may be both, and is listed once
    kinds = _HOLDERS if kind in _HOLDERS else (kind,)
    return [thing for thing in things if thing.kind in kinds], rest


def search_section(things: Sequence[Thing], section: str) -> tuple[Thing, ...]:
    """Return the things of a section.

    Raises:
        QuestionError: there is no such section.
    """
    if section not in SECTIONS:
        message = f"`{section}` is no section: a search is in all of a model, or in one of "
        raise QuestionError(message + list_names(SECTIONS), find_nearest(section, SECTIONS))
    return tuple(thing for thing in things if thing.kind in SECTIONS[section])


def list_named(things: Sequence[Thing]) -> list[Thing]:
    """Return what a model has of its own, and what that names of the built-in vocabulary."""
    own = [thing for thing in things if thing.at.file != BUILT_IN]
    named = {key for thing in own for key in (thing.key, *thing.refers_to)}
    return [thing for thing in things if thing.key in named]


def in_use(things: Sequence[Thing]) -> tuple[Thing, ...]:
    """Return everything but what a model does not use of the built-in vocabulary."""
    by_key = {thing.key: thing for thing in things}
    used: set[str] = set()
    waiting = list_named(things)
    while waiting:
        thing = waiting.pop()
        if thing.key not in used:
            used.add(thing.key)
            # and what that is a kind of, to stand below it
            waiting += [by_key[key] for key in thing.refers_to if key in by_key]
    return tuple(thing for thing in things if thing.key in used) or tuple(things)


def search_things(things: Sequence[Thing], words: str) -> tuple[Thing, ...]:
    """Return the things with all these words in their ids, names or other names."""
    wanted = make_plain(words).split()
    return tuple(
        thing
        for thing in things
        if all(any(word in make_plain(called) for called in names_of(thing)) for word in wanted)
    )
