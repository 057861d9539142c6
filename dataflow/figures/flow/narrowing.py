"""What of a picture lies between the holders that it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dataflow.figures.passing import Passing
    from dataflow.figures.promises import Denial
    from dataflow.model import Holder, Model


def keep_between(
    model: Model, passings: Sequence[Passing], only: Collection[Holder]
) -> tuple[Passing, ...]:
    """Keep what some holders are given, and what lies on a way from one of them to another.

    Args:
        model: says which services a company operates: they stand for it.
        passings: what passes.
        only: the holders; none for all.
    """
    if not only:
        return tuple(passings)
    named = _with_services(model, only)
    links = [(one.sender.id, to.id) for one in passings if one.sender for to in one.receivers]
    kept = named | (
        _reached(named, links) & _reached(named, [(end, start) for start, end in links])
    )
    return tuple(_narrow(passings, kept))


def keep_denial(model: Model, denial: Denial, only: Collection[Holder]) -> Denial | None:
    """Keep of a denial whom a picture is about; None where it is about nobody of them."""
    named = _with_services(model, only)
    receivers = tuple(one for one in denial.receivers if not only or one.id in named)
    return replace(denial, receivers=receivers) if receivers else None


def _narrow(passings: Iterable[Passing], kept: Collection[str]) -> Iterable[Passing]:
    for one in passings:
        receivers = tuple(holder for holder in one.receivers if holder.id in kept)
        if receivers and (one.sender is None or one.sender.id in kept):
            yield replace(one, receivers=receivers)


def _with_services(model: Model, only: Collection[Holder]) -> set[str]:
    services = {service.id for one in only for service in model.services_of(one)}
    return {one.id for one in only} | services


def _reached(starts: Collection[str], links: Sequence[tuple[str, str]]) -> set[str]:
    """Give everything that lies behind some holders along the links."""
    ends: dict[str, set[str]] = {}
    for start, end in links:
        ends.setdefault(start, set()).add(end)
    found: set[str] = set()
    left = list(starts)
    while left:
        further = ends.get(left.pop(), set()) - found
        found |= further
        left += further
    return found
