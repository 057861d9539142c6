"""Doubts about regions: any text may be one, so that only a doubt tells of two meant as one."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from dataflow.common.nearest import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.language.validating import Desk
    from dataflow.model import Conditional, Model
    from dataflow.problems import Location

CODE: Final = re.compile(r"[A-Z]{2,3}(?:-[A-Z0-9]{1,3})?")
"""How codes of countries, of unions and of their parts look: `DE`, `EEA`, `US-CA`."""


def doubt_regions(model: Model, desk: Desk) -> None:
    """Report regions that differ only in how they are written, and those that nobody shares."""
    asked, lived = _regions_of_conditions(model), _regions_of_personas(model)
    first: dict[str, str] = {}
    for region in sorted({*asked, *lived}):
        twin = first.setdefault(fold(region), region)
        at = (asked | lived)[region]
        if twin != region:
            message = f"the region `{region}` is not `{twin}`, which is written differently"
            desk.doubt("odd-region", message, at, (), "write both alike, if they are one region")
    for regions, others, what in (
        (asked, lived, "no persona lives in the region"),
        (lived, asked, "no condition names the region"),
    ):
        folded = {fold(other) for other in others}
        for region, at in sorted(regions.items()):
            if others and not CODE.fullmatch(region) and fold(region) not in folded:
                known = ", ".join(f"`{other}`" for other in sorted(others))
                advice = f"write it as it is written there, if it is one of {known}"
                desk.doubt("odd-region", f"{what} `{region}`", at, (), advice)


def _regions_of_conditions(model: Model) -> dict[str, Location]:
    """Give the regions that conditions name, each with its first place."""
    facts: Iterator[Conditional] = chain(
        model.holds, model.flows.values(), model.derivations.values()
    )
    named = {
        (condition.at, region)
        for fact in facts
        for condition in (*fact.when, *fact.unless)
        for region in condition.region
    }
    return {region: at for at, region in sorted(named, reverse=True)}


def _regions_of_personas(model: Model) -> dict[str, Location]:
    """Give the regions that personas live in, each with its first place."""
    named = {(one.at, region) for one in model.personas.values() for region in one.region}
    return {region: at for at, region in sorted(named, reverse=True)}
