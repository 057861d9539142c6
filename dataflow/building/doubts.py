"""Doubts that need no answer: what cannot be what its author meant, or nobody vouches for."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final

from dataflow.building.stock import Entry
from dataflow.common.dates import join_days, meet_days
from dataflow.common.nearest import fold, list_names
from dataflow.common.regions import CODE
from dataflow.model import Conditional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dataflow.building.stock import Stock
    from dataflow.common.dates import Days
    from dataflow.language.desk import Desk
    from dataflow.language.parts import Part
    from dataflow.model import (
        Claim,
        Condition,
        Dated,
        Deletion,
        Event,
        Flow,
        Hold,
        Holder,
        Model,
        Taxonomy,
        Term,
    )
    from dataflow.problems import Location

    Fact = Dated | Deletion | Claim | Event

_WHOSE_WORD: Final = "add `source: …`, or `status: alleged` with a `note`"


def find_doubts(model: Model, desk: Desk) -> None:
    """Report every statement that cannot be what its author meant, or that nobody vouches for."""
    for called, fact, data in _facts(model):
        _doubt_source(called, fact, data, desk)
        if isinstance(fact, Conditional) and _never_applies(fact):
            desk.doubt(
                "never-applies",
                f"{called} can never apply: its conditions and dates exclude every day",
                fact.at,
                data,
                "check `when`, `unless`, `since` and `until`",
            )
    for flow in model.flows.values():
        _doubt_loop(flow, desk)
    _doubt_wider(model, desk)
    for derivation in model.derivations.values():
        if derivation.to in derivation.body:
            desk.doubt(
                "idle-derivation",
                f"`{derivation.id}` derives `{derivation.to.id}` from itself",
                derivation.at,
                [derivation.to.id],
                "drop it from `from`, or derive something else",
            )
    _doubt_regions(model, desk)
    obtainable = _obtainable(model)
    for claim in model.claims.values():
        _doubt_claim(claim, obtainable, model, desk)


def _facts(model: Model) -> Iterator[tuple[str, Fact, set[str]]]:
    """Go through everything that states a fact: its name, the fact, the data types it is about."""
    for hold in model.holds:
        yield f"what `{hold.holder.id}` holds", hold, _ids(hold.data)
    for gone in model.deletions:
        yield f"what `{gone.holder.id}` deletes", gone, _ids(gone.data)
    for flow in model.flows.values():
        yield f"the flow `{flow.id}`", flow, carried(flow)
    for rule in model.derivations.values():
        yield f"the derivation `{rule.id}`", rule, {rule.to.id, *_ids(rule.body)}
    for claim in model.claims.values():
        yield f"the claim `{claim.id}`", claim, set()
    for event in model.events.values():
        yield f"the event `{event.id}`", event, set()
    for owning in model.ownerships:
        yield f"who owns `{owning.owned.id}`", owning, set()


def _ids(things: Iterable[Term | Holder]) -> set[str]:
    return {thing.id for thing in things}


def carried(flow: Flow) -> set[str]:
    """Return the ids of what a flow takes and of what arrives."""
    arriving = {sent.arrives.id for sent in flow.sent if sent.arrives}
    return arriving | _ids(chain.from_iterable(sent.data for sent in flow.sent))


def _doubt_source(called: str, fact: Fact, data: set[str], desk: Desk) -> None:
    status = getattr(fact, "status", "")
    vouched = fact.sources or status == "assumed" or (status == "alleged" and fact.note)
    if not vouched:
        desk.doubt(
            "no-source",
            f"no source is given for {called}",
            fact.at,
            data,
            _WHOSE_WORD if isinstance(fact, Conditional) else "add `source: …`",
        )


def _doubt_wider(model: Model, desk: Desk) -> None:
    """Report holders that have a type through a wider one earlier than by its own entry."""
    for holds in _by_holder(model):
        first = _find_first_wider(holds, model.data)
        for hold in holds:
            for term in hold.data:
                earlier = first.get((term.id, hold.when, hold.unless), hold)
                if _start_of(earlier) < _start_of(hold):
                    _report_wider(hold, term, earlier, desk)


def _find_first_wider(holds: Iterable[Hold], data: Taxonomy) -> dict[tuple[object, ...], Hold]:
    """Return by which entry for a wider type a holder has each type first, and for whom."""
    first: dict[tuple[object, ...], Hold] = {}
    spread: set[tuple[object, ...]] = set()
    for hold in sorted(holds, key=_start_of):
        for term in () if hold.exactly else hold.data:
            if (term.id, hold.when, hold.unless) not in spread:
                spread.add((term.id, hold.when, hold.unless))
                for narrower in data.down(term.id) - {term.id}:
                    first.setdefault((narrower, hold.when, hold.unless), hold)
    return first


def _start_of(hold: Hold) -> int:
    return hold.window.start


def _by_holder(model: Model) -> Iterable[list[Hold]]:
    """Return what each holder holds and can read, by more than an announcement."""
    by_holder: dict[str, list[Hold]] = defaultdict(list)
    for hold in model.holds:
        if hold.status != "announced" and hold.readable:
            by_holder[hold.holder.id].append(hold)
    return by_holder.values()


def _report_wider(hold: Hold, term: Term, earlier: Hold, desk: Desk) -> None:
    names = list_names(sorted(_ids(earlier.data)))
    desk.doubt(
        "wider-earlier",
        f"`{hold.holder.id}` has `{term.id}` earlier than here, since it has {names}",
        hold.at,
        [term.id],
        "write `exactly: true` on the wider one, if its source says no more",
    )


def _doubt_loop(flow: Flow, desk: Desk) -> None:
    for sender in flow.senders:
        if sender not in flow.receivers:
            continue
        desk.doubt(
            "shares-with-itself",
            f"`{flow.id}` shares with its own sender, `{sender.id}`",
            flow.at,
            carried(flow),
            "name another receiver, or use `derivations` for what a holder works out itself",
        )


def _obtainable(model: Model) -> set[str]:
    """Return every data type that some holder may come to have."""
    named = chain(
        *(_ids(hold.data) for hold in model.holds),
        *(carried(flow) for flow in model.flows.values()),
        (rule.to.id for rule in model.derivations.values()),
    )
    return {below for term in set(named) for below in model.data.down(term)}


def _doubt_claim(claim: Claim, obtainable: set[str], model: Model, desk: Desk) -> None:
    """Doubt a promise not to pass on what nobody has; "we do not have it" needs nobody to."""
    if claim.origin is None and not isinstance(claim.reach, str):
        return
    nothing = [term.id for term in claim.data if not model.data.down(term.id) & obtainable]
    if nothing:
        desk.doubt(
            "claim-about-nothing",
            f"`{claim.id}` is about {list_names(nothing)}, but the model says nothing about it",
            claim.at,
            nothing,
            "this model can never contradict it: add who holds the data, if anybody does",
        )


def _doubt_regions(model: Model, desk: Desk) -> None:
    """Report regions that differ only in how they are written, and those that nobody shares.

    Whatever text there is may be a region, so that only a doubt tells of two that are meant as one.
    """
    facts = (*model.holds, *model.flows.values(), *model.derivations.values())
    conditions = (condition for fact in facts for condition in (*fact.when, *fact.unless))
    asked = _first_places((condition.at, condition.region) for condition in conditions)
    lived = _first_places((persona.at, persona.region) for persona in model.personas.values())
    first: dict[str, str] = {}
    for region in sorted({*asked, *lived}):
        twin = first.setdefault(fold(region), region)
        at = (asked | lived)[region]
        if twin != region:
            message = f"the regions `{region}` and `{twin}` are spelled differently"
            desk.doubt(
                "odd-region",
                message,
                at,
                (),
                "spell both the same way, if they are the same region",
            )
    _doubt_unshared(asked, lived, "no persona lives in the region", desk)
    _doubt_unshared(lived, asked, "no condition names the region", desk)


def _doubt_unshared(
    regions: Mapping[str, Location], others: Iterable[str], message: str, desk: Desk
) -> None:
    if not others:
        return
    folded = set(map(fold, others))
    known = ", ".join(f"`{other}`" for other in sorted(others))
    advice = f"spell it as it is spelled there, if it is one of {known}"
    for region, at in sorted(regions.items()):
        if not CODE.fullmatch(region) and fold(region) not in folded:
            desk.doubt("odd-region", f"{message} `{region}`", at, (), advice)


def _first_places(regions: Iterable[tuple[Location, Iterable[str]]]) -> dict[str, Location]:
    """Return each region with the first place at which something names it."""
    named = {(at, region) for at, names in regions for region in names}
    return {region: at for at, region in sorted(named, reverse=True)}


def open_days(fact: Conditional) -> Days:
    """Return the days on which a fact can be so for anybody: its own, and those of its `when`."""
    days = join_days([fact.window])
    if fact.when:
        days = meet_days(days, join_days(condition.window for condition in fact.when))
    return days


def _never_applies(fact: Conditional) -> bool:
    """Return whether a fact can be so for nobody: each of its ways is empty or barred.

    A way is the window of the fact, met with that of one of its `when`.
    """
    if any(part.window.start > part.window.end for part in (fact, *fact.when, *fact.unless)):
        return False  # that is an error of its own
    if not fact.when:
        return False
    ways = ((when, meet_days((fact.window,), (when.window,))) for when in fact.when)
    return all(not way or any(_bars(bar, when, way) for bar in fact.unless) for when, way in ways)


def _bars(bar: Condition, when: Condition, way: Days) -> bool:
    """Return whether everybody for whom `when` holds is barred on every day of the way."""
    if meet_days(way, (bar.window,)) != way:
        return False
    lives = not bar.region or (bool(when.region) and set(when.region) <= set(bar.region))
    return lives and _bars_accounts(bar, when)


def _bars_accounts(bar: Condition, when: Condition) -> bool:
    """Return whether everybody with the accounts of `when` has those of a bar.

    Who has any of several accounts surely has those of `accounts` only; a single one is sure too.
    """
    sure, either = _ids(when.accounts), _ids(when.account)
    if len(either) == 1:
        sure |= either
    if not _ids(bar.accounts) <= sure:
        return False
    any_of = _ids(bar.account)
    return not any_of or bool(any_of & sure) or (bool(either) and either <= any_of)


SECTIONS: Final = (
    *("sources", "data", "purposes"),
    *("derivations", "claims", "events", "personas"),
)

LIKE_LATIN: Final = str.maketrans(
    "авеёкмнорстухіјѕԁԛԝαβεηικνορτυχγϲ0", "abeekmhopctyxijsdqwabenikvoptuxyco"
)
"""Letters, small, of Cyrillic and Greek that look like Latin ones (after Unicode's TR 39)."""


def look_of(name: str) -> str:
    """Return a name without what readers overlook: case, normalisation, look-alike letters.

    >>> look_of("Аcme") == look_of("acme")  # the first has a Cyrillic А
    True
    """
    return unicodedata.normalize("NFKC", name).casefold().translate(LIKE_LATIN)


def compare_names(stock: Stock, model: Model, desk: Desk) -> None:
    """Report ids that differ only in `-` and `_` (an error), and names that look the same."""
    holders: Mapping[str, Entry[Part]] = {**stock.entries["services"], **stock.entries["companies"]}
    asked: dict[str, Mapping[str, Entry[Part]]] = {
        section: {str(key): Entry(key, part) for key, part in getattr(stock.first, section).items()}
        for section in ("scenarios", "views")
    }
    entries: Mapping[str, Entry[Part]]
    holds = {str(hold.id): Entry(hold.id, hold) for hold in stock.list_holds() if hold.id}
    flows = {**stock.section("flows"), **holds}
    sections = (stock.section(section) for section in SECTIONS)
    for entries in (holders, flows, *sections, *asked.values()):
        _compare_ids(entries, desk)
    for kinds, things, entries in (
        ("companies and services", model.holders, holders),
        ("data types", model.data.terms, stock.section("data")),
        ("purposes", model.purposes.terms, stock.section("purposes")),
    ):
        _compare_looks(kinds, things, entries, desk)


def _order(entry: Entry[Part]) -> tuple[bool, int]:
    # the built-in vocabulary was there first: what is reported stands in a file of the model
    return not entry.bundled, entry.at


def _compare_ids(entries: Mapping[str, Entry[Part]], desk: Desk) -> None:
    seen: dict[str, str] = {}
    for name, entry in sorted(entries.items(), key=lambda pair: _order(pair[1])):
        twin = seen.setdefault(name.replace("_", "-"), name)
        if twin != name:
            place = desk.reader.locate(entries[twin].at)
            desk.report(
                "similar-ids",
                f"`{name}` and `{twin}` differ only in `-` and `_` (first at {place})",
                entry.key,
                "use one of the two everywhere, or give one another id",
            )


def _compare_looks(
    kinds: str, things: Mapping[str, Holder | Term], entries: Mapping[str, Entry[Part]], desk: Desk
) -> None:
    by_look: dict[str, dict[str, tuple[str, Holder | Term]]] = defaultdict(dict)
    for name, thing in sorted(things.items(), key=lambda pair: _order(entries[pair[0]])):
        for called in (thing.name, *thing.also):
            # ids that are twins are told of already
            by_look[look_of(called)].setdefault(name.replace("_", "-"), (called, thing))
    for alike in by_look.values():
        if len(alike) > 1:
            (first, _), (second, thing), *_ = alike.values()
            same = "is also the name of another" if first == second else f"looks like `{first}`"
            desk.doubt(
                "look-alike",
                f"`{second}` {same} among the {kinds}",
                thing.at,
                (),
                "give them names that a reader can tell apart",
            )
