"""Random models in the language, as plain dicts: `json.dumps` of one is a model file.

Every model is valid. Few holders, types and days, so that things meet; and on purpose more of what
is rare in life: long chains, loops of sharing and deriving, deletions with the data coming back,
services sold on the day on which something else changes. Ids are a letter for their section and a
number: c(ompany), s(ervice), d(ata), p(urpose), f(low), r(ule), n(obody in particular: a persona),
v(ow: a claim), h(old).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeVar

from hypothesis import strategies as st

from dataflow.common.dates import parse_date, show_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hypothesis.strategies import SearchStrategy

T = TypeVar("T")
Entry = dict[str, Any]
Written = Any
"""A value as the language has it: text, a list, a mapping."""
Document = dict[str, Any]
"""A model as a mapping of sections."""

DATES: Final = (
    *("2009", "2010", "2010-06", "2010-06-01", "2010-06-30", "2010-07-01", "2010-12-31"),
    *("2011", "2011-01-01", "2011-02", "2011-02-28", "2011-03-01", "2012", "2012-02-29"),
    *("2012-03", "2013-01-01", "2013", "2014-05-05"),
)
"""Many that begin or end where others do, or a day beside."""

STATUSES: Final = (
    *("stated", "alleged", "permitted", "announced", "observed", "confirmed", "alleged", "stated"),
)

MECHANISMS: Final = ("sale", "theft", "breach", "leak", "sdk", "a drop")

REGIONS: Final = ("DE", "EU", "US")

TAPE: Final = 1536
"""How many throws there are for a model; the longest take about 1,100."""


class Dice:
    """What is thrown, in the words of this page.

    The throws are bytes of one tape, on which Hypothesis makes each byte smaller while the test
    still fails: 0 is always *no*, *none* and *the first*. (Drawn one by one, most models would
    come twice: Hypothesis likes to repeat parts of what it has drawn.)
    """

    def __init__(self, tape: bytes) -> None:
        self.tape = iter(tape)
        self.dates = list(DATES[:1])

    def number(self, least: int, most: int) -> int:
        return least + next(self.tape, 0) * (most - least + 1) // 256

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent

    def pick(self, items: Sequence[T]) -> T:
        return items[self.number(0, len(items) - 1)]

    def some(self, items: Sequence[T], most: int) -> list[T]:
        """One to so many of them, none twice."""
        return self.take(items, self.number(1, min(most, len(items))))

    def take(self, items: Sequence[T], number: int) -> list[T]:
        """Exactly so many of them, none twice."""
        left = list(items)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(number)]

    def ones(self, items: Sequence[T], most: int) -> T | list[T]:
        """Some of them as the language has them: a single one may stand alone."""
        picked = self.some(items, most)
        return picked[0] if len(picked) == 1 and self.chance(50) else picked

    def maybe(self, percent: int, make: Callable[[], Entry]) -> Entry:
        return make() if self.chance(percent) else {}

    @property
    def days(self) -> list[str]:
        """The dates that things have, in their order."""
        return sorted(set(self.dates), key=lambda date: parse_date(date).first)

    def date(self) -> str:
        """Most often one of the few that the model has; else any."""
        return self.pick(DATES if self.chance(12) else self.dates)

    def after(self, date: str) -> str:
        """One that starts after another has ended, if there is one."""
        later = [day for day in self.days if parse_date(day).first > parse_date(date).last]
        return self.pick(later or [date])

    def window(self, percent: int = 60) -> Entry:
        """`since`, `until`, both or none; never one that ends before it starts."""
        if not self.chance(percent):
            return {}
        shape = self.number(0, 9)
        if shape <= 3:
            return {"since": self.date()}
        if shape <= 6:
            return {"until": self.date()}
        one, other = self.date(), self.date()
        if parse_date(one).first > parse_date(other).last:
            one, other = other, one
        return {"since": one, "until": other}

    def stated(self, percent: int = 60) -> Entry:
        """A window of a statement: often `known` in place of `since`, `ended` of `until`."""
        window = self.window(percent)
        for key, other in (("since", "known"), ("until", "ended")):
            if key in window and self.chance(35):
                window[other] = window.pop(key)
        first, last = window.get("known"), window.get("until", window.get("ended"))
        if first and last and parse_date(first).last > parse_date(last).last:
            window["since"] = window.pop("known")
        return window

    def surety(self, percent: int) -> Entry:
        """How sure a statement is."""
        return self.maybe(percent, lambda: {"status": self.pick(STATUSES)})


class Cast:
    """The ids that a model has."""

    def __init__(self, dice: Dice, *, chain: bool) -> None:
        self.services = [f"s{i}" for i in range(7 if chain else dice.number(3, 6))]
        self.companies = [f"c{i}" for i in range(dice.number(2, 6))]
        self.data = [f"d{i}" for i in range(dice.number(3, 6))]
        self.purposes = [f"p{i}" for i in range(dice.number(2, 3))]
        self.personas = [f"n{i}" for i in range(dice.number(1, 2))]

    @property
    def holders(self) -> list[str]:
        return self.services + self.companies


def taxonomy(dice: Dice, ids: Sequence[str]) -> dict[str, Entry]:
    """Each a kind of some that stand before it, or of none."""
    return {
        term: {"is_a": dice.ones(ids[:i], 2)} if i and dice.chance(55) else {}
        for i, term in enumerate(ids)
    }


def tie(dice: Dice, company: str, window: Entry) -> Entry:
    """An operator or owner."""
    return {"company": company, **window, **dice.surety(20)}


def operators(dice: Dice, companies: Sequence[str]) -> Entry:
    """Nobody, one company, one after another, one with a gap, or two at once."""
    shape = dice.number(0, 10)
    if shape <= 2:
        return {}
    if shape <= 5:
        return {"operator": dice.pick(companies)}
    if shape <= 7:
        seller, buyer = dice.pick(companies), dice.pick(companies)
        sale = dice.date()
        start = "known" if dice.chance(25) else "since"
        bought = {start: sale if dice.chance(70) else dice.date()}
        return {"operator": [tie(dice, seller, {"until": sale}), tie(dice, buyer, bought)]}
    if shape <= 8:
        company, sale = dice.pick(companies), dice.days[0]
        again = {"since": dice.after(sale)}
        return {"operator": [tie(dice, company, {"until": sale}), tie(dice, company, again)]}
    return {
        "operator": [tie(dice, company, dice.stated(40)) for company in dice.some(companies, 2)]
    }


def owners(dice: Dice, companies: Sequence[str], number: int) -> Entry:
    """Only those that stand before it in the list own it, so that no day has a cycle."""
    if not number or not dice.chance(45):
        return {}
    owned = [tie(dice, owner, dice.stated(50)) for owner in dice.some(companies[:number], 2)]
    return {"owned_by": owned if len(owned) > 1 or dice.chance(50) else owned[0]}


def condition(dice: Dice, cast: Cast) -> Entry:
    asked: Entry = {}
    shape = dice.number(0, 4)
    if shape in {0, 3}:
        asked["account"] = dice.ones(cast.holders, 2)
    if shape == 1:
        asked["accounts"] = dice.some(cast.holders, 2)
    if shape in {2, 3, 4}:
        asked["region"] = dice.ones(REGIONS, 2)
    return asked | dice.window(40)


def conditions(dice: Dice, cast: Cast, percent: int) -> Entry:
    """`when`, `unless`, both or none."""

    def listed() -> Entry | list[Entry]:
        found = [condition(dice, cast) for _ in range(dice.number(1, 2))]
        return found[0] if len(found) == 1 and dice.chance(50) else found

    return {
        **dice.maybe(percent, lambda: {"when": listed()}),
        **dice.maybe(percent, lambda: {"unless": listed()}),
    }


def purposes(dice: Dice, cast: Cast) -> Entry:
    return dice.maybe(60, lambda: {"purposes": dice.ones(cast.purposes, 2)})


def exactly(dice: Dice, percent: int) -> Entry:
    return dice.maybe(percent, lambda: {"exactly": True})


def hold(dice: Dice, cast: Cast, data: Sequence[str]) -> Entry:
    return {
        "data": dice.ones(data, 2),
        **dice.stated(45),
        **exactly(dice, 12),
        **dice.maybe(40, lambda: {"whose": "anyone"}),
        **dice.maybe(8, lambda: {"readable": False}),
        **dice.maybe(12, lambda: choice(dice)),
        **conditions(dice, cast, 15),
        **dice.surety(20),
        **purposes(dice, cast),
    }


def sent(dice: Dice, cast: Cast, data: Sequence[str]) -> Written:
    """What a flow carries, in one of the ways of writing it."""
    items: list[Written] = list(dice.some(data, 2))
    items = [
        {"data": item, "as": dice.pick(cast.data), **exactly(dice, 15)}
        if dice.chance(20)
        else {"data": item, "exactly": True}
        if dice.chance(8)
        else item
        for item in items
    ]
    return items[0] if len(items) == 1 and dice.chance(50) else items


def choice(dice: Dice) -> Entry:
    return {"choice": dice.pick(["opt-out", "opt-in"])}


def flow(dice: Dice, cast: Cast) -> Entry:
    """Any flow at all."""
    sender = dice.pick(cast.holders)
    others = [holder for holder in cast.holders if holder != sender]
    more = dice.take(others, 1) if dice.chance(12) else []
    others = [holder for holder in others if holder not in more]
    return {
        "from": [sender, *more] if more else sender,
        "to": dice.ones(others, 2),
        "data": sent(dice, cast, cast.data),
        **dice.stated(60),
        **exactly(dice, 6),
        **conditions(dice, cast, 20),
        **dice.maybe(35, lambda: choice(dice)),
        **dice.surety(30),
        **dice.maybe(30, lambda: {"mechanism": dice.pick(MECHANISMS)}),
        **purposes(dice, cast),
        **dice.maybe(15, lambda: {"role": dice.pick(["processor", "joint_controller"])}),
        **dice.maybe(20, lambda: {"basis": dice.pick(["consent", "contract"])}),
    }


def link(dice: Dice, cast: Cast, ends: tuple[str, str], data: str) -> Entry:
    """A flow of a chain: it seldom stands in the way."""
    return {
        "from": ends[0],
        "to": ends[1],
        "data": data,
        **dice.maybe(35, lambda: {"known" if dice.chance(25) else "since": dice.date()}),
        **dice.surety(12),
        **dice.maybe(8, lambda: {"when": condition(dice, cast)}),
        **dice.maybe(8, lambda: choice(dice)),
        **purposes(dice, cast),
    }


def chain(dice: Dice, cast: Cast) -> tuple[list[Entry], Entry]:
    """A chain of flows through most holders, one by one, and the hold that it starts from."""
    alone = [service for service in cast.services if service != "s0"]
    through = [cast.services[0], *alone, *dice.some(cast.companies, 2)]
    turn = dice.number(0, len(through) - 1)
    through = through[turn:] + through[:turn]
    data = dice.pick(cast.data)
    links = [link(dice, cast, ends, data) for ends in pairwise(through)]
    start = {"holder": through[0], "data": data, **dice.maybe(30, lambda: {"since": dice.date()})}
    return links, start | dice.maybe(60, lambda: {"whose": "anyone"})


def derivation(dice: Dice, cast: Cast) -> Entry:
    return {
        "from": dice.ones(cast.data, 3),
        "to": dice.pick(cast.data),
        **dice.maybe(40, lambda: {"by": dice.ones(cast.holders, 3)}),
        **dice.stated(45),
        **conditions(dice, cast, 10),
        **dice.surety(12),
    }


def loop(dice: Dice, cast: Cast) -> tuple[list[Entry], list[Entry]]:
    """Derive, share, derive: a works something out and b works out from it what a needed."""
    one, two, three = (cast.data * 2)[dice.number(0, 2) :][:3]
    a, b = dice.take(cast.holders, 2)
    by_a = dice.maybe(40, lambda: {"by": a})
    by_b = dice.maybe(40, lambda: {"by": [b, a]})
    rules = [
        {"from": [one, two], "to": three, **by_a, **dice.window(25)},
        {"from": three, "to": two, **by_b, **dice.window(25)},
    ]
    there = {"from": a, "to": b, "data": three, **dice.window(30), **purposes(dice, cast)}
    back: Entry = {"from": b, "to": a, "data": {"data": two, "as": one}, **dice.window(30)}
    first: Entry = {"from": b, "to": a, "data": [one, two], **dice.window(30)}
    return [there, back] + ([first] if dice.chance(60) else []), rules


def regained(dice: Dice, cast: Cast) -> tuple[list[Entry], list[Entry], Entry]:
    """Flows, holds and a deletion: a holder gets something, deletes it, and gets it again."""
    holder, data = dice.pick(cast.holders), dice.pick(cast.data)
    first = dice.days[0]
    second = dice.after(first)
    windows: list[Entry] = [{"until": first}]
    if dice.chance(70):
        windows.append({"since": dice.after(second)})
    gone = {"holder": holder, "data": data, "date": second}
    if dice.chance(40):
        whose = dice.maybe(60, lambda: {"whose": "anyone"})
        again = [{"holder": holder, "data": data, **window, **whose} for window in windows]
        return [], [entry | purposes(dice, cast) for entry in again], gone
    giver = dice.pick([other for other in cast.holders if other != holder])
    sends: list[Entry] = [
        {"from": giver, "to": holder, "data": data, **window, **purposes(dice, cast)}
        for window in windows
    ]
    return sends, [{"holder": giver, "data": data, "whose": "anyone"}], gone


def accounts(dice: Dice, cast: Cast) -> Written:
    """As a list, or with a date, a window or several windows."""
    at = dice.some(cast.holders, 6)
    if dice.chance(50):
        return at

    def since() -> Written:
        shape = dice.number(0, 2)
        if shape == 0:
            return dice.date()
        window = dice.window(100)
        return window if shape == 1 else [window, {"since": dice.date()}]

    return {holder: since() for holder in at}


def with_ids(dice: Dice, holds: Sequence[Entry]) -> list[Entry]:
    """The same, with an id for those that leave a choice and a few others."""
    named = [dice.chance(8) or "choice" in entry for entry in holds]
    return [
        {"id": f"h{i}", **entry} if is_named else entry
        for i, (entry, is_named) in enumerate(zip(holds, named, strict=True))
    ]


def chosen(dice: Dice, flows: dict[str, Entry], asked: str) -> Written:
    """Some of the flows and holds that leave a choice, as a list or with dates."""
    ids = [key for key, entry in flows.items() if entry.get("choice") == asked]
    ids = [key for key in ids if dice.chance(60)]
    return {key: dice.date() for key in ids} if ids and dice.chance(60) else ids


def persona(dice: Dice, cast: Cast, flows: dict[str, Entry]) -> Entry:
    return {
        "region": dice.ones(REGIONS, 2),
        **dice.maybe(85, lambda: {"accounts": accounts(dice, cast)}),
        "opted_out": chosen(dice, flows, "opt-out"),
        "opted_in": chosen(dice, flows, "opt-in"),
    }


def placed(dice: Dice, document: Document, section: str, entries: list[Entry]) -> None:
    """Put holds or deletions under their holders, or into the section of their own."""
    for entry in entries:
        holder = entry["holder"]
        if dice.chance(20):
            document.setdefault(section, []).append(entry)
        else:
            home = document["services" if holder[0] == "s" else "companies"][holder]
            inner = {key: value for key, value in entry.items() if key != "holder"}
            home.setdefault(section, []).append(inner)


def numbered(letter: str, entries: Sequence[Entry]) -> dict[str, Entry]:
    return {f"{letter}{i}": entry for i, entry in enumerate(entries)}


def model_from(tape: bytes) -> Document:
    """A valid model."""
    dice = Dice(tape)
    long, looped, back = dice.chance(55), dice.chance(45), dice.chance(55)
    cast = Cast(dice, chain=long)
    dice.dates = [dice.pick(DATES) for _ in range(5)]

    flows = [flow(dice, cast) for _ in range(dice.number(0, 3) if long else dice.number(3, 8))]
    rules = [derivation(dice, cast) for _ in range(dice.number(0, 2))]
    held = [
        {"holder": dice.pick(cast.holders), **hold(dice, cast, cast.data)}
        for _ in range(dice.number(0, 1) if long else dice.number(1, 3))
    ]
    deleted = [
        {
            "holder": dice.pick(cast.holders),
            "data": dice.some(cast.data, 3),
            "date": dice.date(),
            **dice.surety(15),
        }
        for _ in range(dice.number(0, 4))
    ]
    if long:
        links, start = chain(dice, cast)
        flows, held = links + flows, [start, *held]
    if looped:
        shares, works = loop(dice, cast)
        flows, rules = flows + shares, rules + works
    if back:
        sends, again, gone = regained(dice, cast)
        flows, held, deleted = flows + sends, held + again, [*deleted, gone]

    named = numbered("f", flows)
    held = with_ids(dice, held)
    choices = named | {entry["id"]: entry for entry in held if "id" in entry}
    both = cast.services[-1] if dice.chance(25) else None
    companies = list(cast.companies)
    if both:
        companies.insert(dice.number(0, len(companies)), both)
    document: Document = {
        "dataflow": 1,
        "vocabulary": "none",
        "data": taxonomy(dice, cast.data),
        "purposes": taxonomy(dice, cast.purposes),
        "companies": {company: owners(dice, companies, i) for i, company in enumerate(companies)},
        "services": {
            service: {}
            if service == both or (long and dice.chance(70))
            else operators(dice, companies)
            for service in cast.services
        },
        "flows": named,
        "derivations": numbered("r", rules),
        "personas": {name: persona(dice, cast, choices) for name in cast.personas},
    }
    placed(dice, document, "holds", held)
    placed(dice, document, "deletes", deleted)
    return document


def holds_in(document: Document) -> list[Entry]:
    """Every hold, wherever it stands."""
    entries = [*document["services"].values(), *document["companies"].values(), document]
    return [hold for entry in entries for hold in entry.get("holds", ())]


def days_around(document: Document) -> list[str]:
    """The days that a model names, and those just before and after them, as they are written."""
    days: set[str] = set()
    for date in sorted(dates_in(document)):
        first, last = parse_date(date).first, parse_date(date).last
        days |= {show_day(day) or "" for day in (first - 1, first, last, last + 1)} | {date}
    return sorted(days)


def dates_in(part: Written) -> set[str]:
    """The texts in it that are one of the dates."""
    if isinstance(part, dict):
        return set().union(*(dates_in(value) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(dates_in(value) for value in part))
    return {part} & set(DATES) if isinstance(part, str) else set()


def setting_from(tape: bytes, document: Document) -> Entry:
    """Settings for a question about a model, by their names as keywords."""
    dice = Dice(tape)
    dates = days_around(document) or ["2010"]
    holders = sorted({*document["services"], *document["companies"]})
    left_out = [
        list(document["flows"]) or ["role:controller"],
        [f"purpose:{purpose}" for purpose in document["purposes"]],
        [entry["id"] for entry in holds_in(document) if "id" in entry] or ["role:processor"],
        [f"from:{holder}" for holder in holders],
        [f"to:{holder}" for holder in holders],
        ["role:processor", "role:controller", *(f"status:{status}" for status in STATUSES[:5])],
        ["basis:consent", "basis:contract"],
    ]

    def without() -> Entry:
        return {"without": tuple(dice.pick(kind) for kind in dice.some(left_out, 2))}

    return {
        **dice.maybe(55, lambda: {"as_of": dice.pick(dates)}),
        **dice.maybe(60, lambda: {"persona": dice.pick(sorted(document["personas"]))}),
        **dice.maybe(25, lambda: {"origin": dice.pick(holders)}),
        **dice.maybe(30, lambda: {"purpose": dice.pick(sorted(document["purposes"]))}),
        **dice.maybe(35, lambda: {"owners": True}),
        **dice.maybe(40, lambda: {"announced": True}),
        **dice.maybe(15, lambda: {"firm": True}),
        **dice.maybe(25, without),
        **dice.maybe(35, lambda: {"by": "service"}),
        **dice.maybe(20, lambda: {"role": dice.pick(["processor", "controller"])}),
    }


def collecting(document: Document) -> list[str]:
    """Who holds something, and, of a service, who has ever operated it."""
    entries = {**document["services"], **document["companies"]}
    found = {name for name, entry in entries.items() if "holds" in entry}
    found |= {hold["holder"] for hold in document.get("holds", ())}
    for name in sorted(found):
        operator = entries[name].get("operator", [])
        found |= {operator} if isinstance(operator, str) else {one["company"] for one in operator}
    return sorted(found)


def claim(dice: Dice, document: Document, dates: Sequence[str]) -> Entry:
    """A promise that the language allows: mostly an early one, on what somebody collects."""
    holders = sorted({*document["services"], *document["companies"]})
    sure = collecting(document) or holders

    def origin() -> str:
        return dice.pick(holders if dice.chance(15) else sure)

    date = min(dice.pick(dates), dice.pick(dates))
    later = [day for day in dates if parse_date(day).last >= parse_date(date).first]
    shape = dice.number(0, 9)
    reach = dice.ones(holders, 3) if shape <= 3 else "anyone" if shape <= 6 else "outsiders"
    never: Entry = {"data": dice.some(sorted(document["data"]), 4), "reach": reach}
    never |= dice.maybe(50, lambda: {"from": origin()})
    never |= dice.maybe(15, lambda: {"through": dice.ones(MECHANISMS, 3)})
    never |= dice.maybe(20, lambda: {"unless_choice": dice.pick(["opt-in", "any"])})
    aim = dice.number(0, 9)
    if aim >= 6:
        never["for" if aim >= 8 else "except_for"] = dice.ones(sorted(document["purposes"]), 2)
    return {
        "by": origin(),
        "date": date,
        **(
            {"past": True}
            if dice.chance(15)
            else dice.maybe(25, lambda: {"until": dice.pick(later)})
        ),
        **dice.maybe(20, lambda: {"when": {"region": dice.ones(REGIONS, 2)}}),
        **dice.maybe(12, lambda: {"findings": [finding(dice)]}),
        **dice.surety(12),
        "never": never,
    }


def finding(dice: Dice) -> Entry:
    """What somebody found about a promise."""
    found = dice.pick(["broken", "untrue", "misleading", "kept", "settled", "open"])
    return {"by": "a court", "date": dice.date(), "found": found}


def claims_from(tape: bytes, document: Document, number: int) -> dict[str, Entry]:
    """So many promises about a model: v(ows). They stand apart, since they change no answer."""
    dice, dates = Dice(tape), days_around(document) or ["2010"]
    return {f"v{i}": claim(dice, document, dates) for i in range(number)}


CLAIMED: Final = ("as_of", "without", "firm", "by")
"""The settings that claims take."""


def claimed_models(claims: int) -> SearchStrategy[tuple[Document, Entry]]:
    """Models with so many claims each, and a setting that claims take."""
    short = TAPE // 32

    def claimed(tape: bytes) -> tuple[Document, Entry]:
        document = model_from(tape[5 * short :])
        document["claims"] = claims_from(tape[short : 5 * short], document, claims)
        setting = setting_from(tape[:short], document)
        return document, {key: setting[key] for key in CLAIMED if key in setting}

    size = TAPE + 5 * short
    return st.binary(min_size=size, max_size=size).map(claimed)


def models() -> SearchStrategy[Document]:
    """Valid models."""
    return st.binary(min_size=TAPE, max_size=TAPE).map(model_from)


def asked_models(questions: int) -> SearchStrategy[tuple[Document, list[Entry]]]:
    """Models with so many settings each; the first is always the plain question."""
    short = TAPE // 32

    def asked(tape: bytes) -> tuple[Document, list[Entry]]:
        document = model_from(tape[questions * short :])
        starts = range(short, questions * short, short)
        return document, [{}, *(setting_from(tape[i : i + short], document) for i in starts)]

    size = TAPE + questions * short
    return st.binary(min_size=size, max_size=size).map(asked)
