"""What an answer rests on that no statement of the model says: the notes below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.model import Derivation, Flow, Hold
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from dataflow.engine.path_steps import PathStep
    from dataflow.model import Operation, Taxonomy, Term

_COPIES: Final = (
    "Assumed: what somebody has got they keep, unless the model says that it is deleted."
)


def list_assumptions(
    *, copies: bool, paths: Iterable[Sequence[PathStep]], asked: Collection[str], data: Taxonomy
) -> list[str]:
    """Return the assumptions that an answer rests on.

    Args:
        copies: whether somebody only has a copy of what is no longer given.
        paths: the paths that are told.
        asked: the ids of the data types that were asked about.
        data: what is a kind of what.
    """
    wide = {term.name for path in paths for term in _find_wide(path, asked, data)}
    assumed = [spoken().say(_COPIES)] if copies else []
    if wide:
        names = spoken().enumerate(sorted(wide))
        text = "Assumed: a category stands for all its members, here {names}."
        assumed.append(spoken().say(text, names=names))
    return assumed


def _find_wide(path: Sequence[PathStep], asked: Collection[str], data: Taxonomy) -> Iterator[Term]:
    """Yield the categories on a path of which a member is what counts.

    A statement names a category, and only a member of it passes; or a category passes, and what
    comes next, or the question, is about a member.
    """
    for number, step in enumerate(path):
        stated = _stated_types(step.cause)
        for named in step.data:
            if stated and named not in stated:
                yield from (term for term in stated if named.id in data.down(term.id))
        for need in step.needs:
            yield from _find_wider(path[need].data, _taken_by(step, data), data)
        if number == len(path) - 1:
            yield from _find_wider(step.data, asked, data)


def _find_wider(had: Iterable[Term], wanted: Collection[str], data: Taxonomy) -> Iterator[Term]:
    """Yield what is had of which only members are wanted."""
    if not any(term.id in wanted for term in had):
        yield from (term for term in had if not data.down(term.id).isdisjoint(wanted))


def _stated_types(cause: Hold | Flow | Derivation | Operation) -> tuple[Term, ...]:
    """Return the data types that a statement gives, in its own words."""
    match cause:
        case Hold():
            return cause.data
        case Flow():
            return tuple(
                t for sent in cause.sent for t in ([sent.arrives] if sent.arrives else sent.data)
            )
        case Derivation():
            return (cause.to,)
    return ()


def _taken_by(step: PathStep, data: Taxonomy) -> frozenset[str]:
    """Return what a step can take, by its own words; of a flow, what it carried."""
    match step.cause:
        case Derivation():
            terms: Iterable[Term] = step.cause.body
        case Flow() if any(sent.arrives in step.data for sent in step.cause.sent):
            terms = [term for sent in step.cause.sent if sent.arrives for term in sent.data]
        case _:
            terms = step.data
    return frozenset().union(*(data.down(term.id) for term in terms))
