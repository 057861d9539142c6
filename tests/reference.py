"""The rules of `semantics.md` a second time: plain, slow, and easy to hold against the page.

Nothing here is shared with the engines but the model itself. Facts are pairs of ids, a state is a
set of them, and every state is closed by applying the rules until nothing is added. Sentences in
quotation marks are those of the page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol

from dataflow.common.dates import ALWAYS, NEVER
from dataflow.model import Derivation, Flow, Hold, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from dataflow.common.dates import PartialDate, Window
    from dataflow.model import Condition, Holder, Model, Persona, Sent, Term

Fact = tuple[str, str]
"""(holder, data type)"""

Facts = frozenset[Fact]

Levels = tuple[Facts, ...]
"""At place k: what is had by at most k flows. Beyond the last place, as at the last."""

Gift = tuple[str, str, str]
"""(holder, data type, purpose): a hold or flow for the purpose gives the holder the type."""


class Setting(Protocol):
    """What a question is asked under."""

    @property
    def as_of(self) -> PartialDate | None: ...
    @property
    def persona(self) -> Persona | None: ...
    @property
    def origin(self) -> Holder | None: ...
    @property
    def purpose(self) -> Term | None: ...
    @property
    def role(self) -> str | None: ...
    @property
    def owners(self) -> bool: ...
    @property
    def announced(self) -> bool: ...
    @property
    def firm(self) -> bool: ...
    @property
    def region(self) -> str | None: ...
    @property
    def without(self) -> tuple[str, ...]: ...
    @property
    def by(self) -> Literal["company", "service"]: ...


class Step(Protocol):
    """A step of a path: what happened on one day, and what it gave to whom."""

    @property
    def kind(self) -> Literal["hold", "flow", "derive", "operator"]: ...
    @property
    def cause(self) -> Hold | Flow | Derivation | Operation: ...
    @property
    def sender(self) -> Holder | None: ...
    @property
    def receiver(self) -> Holder: ...
    @property
    def data(self) -> tuple[Term, ...]: ...
    @property
    def day(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one company; `until` is the last day of the stay, NEVER where it goes on.

    By service, it is said of one holder.
    """

    how: str
    since: int
    until: int
    hops: int | None
    data: frozenset[str]
    services: frozenset[str]
    purposes: frozenset[str]


# --------------------------------------------------------------------------------------------
# How sure a statement is

STATUSES = ("announced", "assumed", "alleged", "permitted", "stated", "observed", "confirmed")
""" "Weakest first." """

WEAK = ("announced", "assumed", "alleged", "permitted")
""" "A statement is firm unless it is announced, alleged or permitted"; or assumed. """


def is_counted(setting: Setting, status: str) -> bool:
    """ "Without `--announced` an announced one does not count"; `--firm`: "only firm" ones."""
    if setting.firm:
        return status not in WEAK
    return status != "announced" or setting.announced


def counting(model: Model, setting: Setting) -> Model:
    """The model with the owners and operators that count: they "may be alleged or announced"."""
    return with_ties(model, {status for status in STATUSES if is_counted(setting, status)})


def with_ties(model: Model, statuses: set[str]) -> Model:
    """The model with only those owners and operators."""
    return replace(
        model,
        operations=tuple(tie for tie in model.operations if tie.status in statuses),
        ownerships=tuple(tie for tie in model.ownerships if tie.status in statuses),
    )


# --------------------------------------------------------------------------------------------
# Who is meant, and when


def lies_in(day: int, window: Window) -> bool:
    """ "Windows include both their ends." """
    return window.start <= day <= window.end


def brings(model: Model, holder: Holder, day: int) -> frozenset[str]:
    """Itself, and for a company "the services that it operates that day"."""
    operated = {
        operation.service.id
        for operation in model.operations
        if operation.company.id == holder.id and lies_in(day, operation.window)
    }
    return frozenset(operated | {holder.id}) if holder.is_company else frozenset({holder.id})


def owned_by(model: Model, company: Holder, day: int) -> frozenset[str]:
    """The companies that it owns that day, "through any number of steps"."""
    owned: set[str] = set()
    while True:
        further = {
            ownership.owned.id
            for ownership in model.ownerships
            if ownership.owner.id in owned | {company.id} and lies_in(day, ownership.window)
        }
        if further <= owned:
            return frozenset(owned)
        owned |= further


def has_account(model: Model, persona: Persona, holder: Holder, day: int) -> bool:
    """An account at a company is "one at the company itself or at any service that it operates"."""
    return any(
        account.holder.id in brings(model, holder, day) and lies_in(day, account.window)
        for account in persona.accounts
    )


def condition_holds(model: Model, persona: Persona, condition: Condition, day: int) -> bool:
    """A condition "holds on a day of its window on which all its keys do"."""
    if not lies_in(day, condition.window):
        return False
    if condition.region and not set(condition.region) & set(persona.region):
        return False
    at = [has_account(model, persona, holder, day) for holder in condition.account]
    if condition.account and not any(at):
        return False
    return all(has_account(model, persona, holder, day) for holder in condition.accounts)


def has_chosen(persona: Persona, flow: Hold | Flow, day: int) -> bool:
    """Opt-out: "on the days before the persona's opting out"; opt-in: "only from its opting in"."""
    named = flow.id or ""  # "a hold may carry an `id`, in one namespace with flows"
    if flow.choice == "opt-out" and named in persona.opted_out:
        date = persona.opted_out[named]
        return date is not None and day < date.first
    if flow.choice == "opt-in":
        if named not in persona.opted_in:
            return False
        date = persona.opted_in[named]
        return date is None or day >= date.first
    return True


def applies(model: Model, setting: Setting, thing: Hold | Flow | Derivation, day: int) -> bool:
    """ "On each day of its window on which it applies to the person."

    "What has `status: announced` never applies unless the question says `--announced`"; `--firm`
    counts "only firm statements". "Without
    a persona: every hold and every flow, whatever its conditions and their windows. With one:
    `when` must hold that day and `unless` must not."
    """
    if not lies_in(day, thing.window):
        return False
    if not is_counted(setting, thing.status):
        return False
    persona = setting.persona
    if persona is None:
        return setting.region is None or may_apply(setting.region, thing, day)
    when = [condition_holds(model, persona, condition, day) for condition in thing.when]
    unless = [condition_holds(model, persona, condition, day) for condition in thing.unless]
    if (when and not any(when)) or any(unless):
        return False
    return isinstance(thing, Derivation) or has_chosen(persona, thing, day)


def may_apply(region: str, thing: Hold | Flow | Derivation, day: int) -> bool:
    """A promise is judged "for a person who has exactly that region".

    "Accounts and choices stay open: a condition on them may hold, an exception need not."
    """
    fitting = [one for one in thing.when if not one.region or region in one.region]
    if thing.when and not any(lies_in(day, one.window) for one in fitting):
        return False
    return not any(
        region in one.region and not one.account and not one.accounts and lies_in(day, one.window)
        for one in thing.unless
    )


def collects(model: Model, setting: Setting, hold: Hold, day: int) -> bool:
    """Rule 1, but for what is given.

    "With a persona, a hold of users' data counts only on days on which the persona has an account
    at h; `whose: anyone` asks for no account. `readable: false` gives nothing." "from: rule 1
    counts for the origin alone", and "a company brings the services that it operates that day".
    """
    if not hold.readable or not applies(model, setting, hold, day):
        return False
    if hold.id is not None and hold.id in setting.without:
        return False
    origin, persona = setting.origin, setting.persona
    if origin is not None and hold.holder.id not in brings(model, origin, day):
        return False
    return (
        persona is None or hold.whose == "anyone" or has_account(model, persona, hold.holder, day)
    )


def is_left_out(model: Model, flow: Flow, item: str) -> bool:
    """`--without` of "a flow by id, or all flows that have KEY:VALUE", but for their ends."""
    if ":" not in item:
        return flow.id == item
    key, value = item.split(":", 1)
    if key == "purpose":  # "with every kind of ads"
        return any(purpose.id in model.purposes.down(value) for purpose in flow.purposes)
    return {"role": flow.role, "status": flow.status, "basis": flow.basis}.get(key) == value


Ends = tuple["Holder", "Holder"]
"""A sender and a receiver of a flow."""


def ends_of(model: Model, setting: Setting, flow: Flow) -> tuple[Ends, ...]:
    """Between whom a flow still goes: `to:` "leaves a flow's other recipients".

    "`from` may be a list of senders: one flow", "as a list in `to` is".
    """
    if any(is_left_out(model, flow, item) for item in setting.without):
        return ()
    return tuple(
        (sender, receiver)
        for sender in flow.senders
        for receiver in flow.receivers
        if f"from:{sender.id}" not in setting.without and f"to:{receiver.id}" not in setting.without
    )


def down(model: Model, terms: Iterable[Term]) -> frozenset[str]:
    """ "Every member" of any of these: "a category stands for all its members"."""
    return frozenset().union(*(model.data.down(term.id) for term in terms))


def held(model: Model, hold: Hold) -> frozenset[str]:
    """What a hold gives: with `exactly`, "D alone passes"."""
    return frozenset(term.id for term in hold.data) if hold.exactly else down(model, hold.data)


def may_derive(model: Model, derivation: Derivation, holder: Holder, day: int) -> bool:
    """ "`by` names who does it; a company there brings the services that it operates that day"."""
    return derivation.by is None or any(
        holder.id in brings(model, named, day) for named in derivation.by
    )


# --------------------------------------------------------------------------------------------
# The rules of one day


@dataclass(frozen=True, slots=True)
class Rules:
    """What applies on a day.

    Attributes:
        model: what is asked about.
        wanted: with `for: purpose` or `role: role`, what counts; else None.
        brings: each holder with, for a company, the services that it operates.
        owns: each company with the companies that it owns.
        holds: those that count.
        flows: with the ends that are left.
        derivations: each with the holders that may do it.
    """

    model: Model
    wanted: Wanted | None
    brings: Mapping[str, frozenset[str]]
    owns: Mapping[str, frozenset[str]]
    holds: tuple[Hold, ...]
    flows: tuple[tuple[Flow, tuple[Ends, ...]], ...]
    derivations: tuple[tuple[Derivation, tuple[Holder, ...]], ...]


def rules_of(model: Model, setting: Setting, day: int) -> Rules:
    """Say what applies on a day."""
    return Rules(
        model=model,
        wanted=wanted(model, setting),
        brings={holder.id: brings(model, holder, day) for holder in model.holders.values()},
        owns={company.id: owned_by(model, company, day) for company in model.companies},
        holds=tuple(hold for hold in model.holds if collects(model, setting, hold, day)),
        flows=tuple(
            (flow, ends_of(model, setting, flow))
            for flow in model.flows.values()
            if applies(model, setting, flow, day) and ends_of(model, setting, flow)
        ),
        derivations=tuple(
            (
                derivation,
                tuple(
                    holder
                    for holder in model.holders.values()
                    if may_derive(model, derivation, holder, day)
                ),
            )
            for derivation in model.derivations.values()
            if applies(model, setting, derivation, day)
        ),
    )


def had_by(rules: Rules, facts: Facts) -> Mapping[str, set[str]]:
    """The types that each holder has.

    "A service has what the rules give it. A company has what the rules give it, and what the
    services that it operates that day have."
    """
    own: dict[str, set[str]] = defaultdict(set)
    for holder, kind in facts:
        own[holder].add(kind)
    return {
        holder: set().union(*(own[part] for part in parts if part in own))
        for holder, parts in rules.brings.items()
    }


def arriving(model: Model, sent: Sent, had: set[str]) -> frozenset[str]:
    """What arrives of one item of a flow from a sender that has these types (rule 2).

    "Every d in down(D) that h has that day. With `as: E`: if h has any d in down(D) that day, g
    gets every type in down(E)." With `exactly`, "D alone passes; with `as: E`, E alone arrives; of
    a sender that has only members of D nothing passes (with `as`, any is enough)".
    """
    carried = down(model, sent.data) & had
    if sent.arrives is None:
        return carried & {term.id for term in sent.data} if sent.exactly else carried
    if not carried:
        return frozenset()
    return frozenset({sent.arrives.id}) if sent.exactly else model.data.down(sent.arrives.id)


def lies_in_one_service(holder: Holder, pieces: Iterable[Fact]) -> bool:
    """Whether all that a company has of a body lies in one of its services (rule 3)."""
    places = {place for place, _ in pieces}
    return len(places) == 1 and holder.id not in places


def can_derive(
    model: Model, derivation: Derivation, holder: Holder, pieces: Iterable[Fact]
) -> bool:
    """Whether a holder has the body, by these facts of its own or, a company's, of its services.

    "For every body type B at least one d in down(B)": "each service that has the whole body by
    itself; and each company that has the whole body, unless all that it has of it lies in one of
    its services."
    """
    body = down(model, derivation.body)
    pieces = [fact for fact in pieces if fact[1] in body]
    if not pieces:
        return False
    kinds = {kind for _, kind in pieces}
    whole = all(kinds & model.data.down(part.id) for part in derivation.body)
    return whole and not lies_in_one_service(holder, pieces)


def rule_1(rules: Rules) -> Facts:
    """ "A hold of D by h gives h every d in down(D)." """
    return frozenset(
        (hold.holder.id, kind) for hold in rules.holds for kind in held(rules.model, hold)
    )


def rule_2(rules: Rules, facts: Facts) -> Facts:
    """What the flows of the day give, from what their senders have."""
    had = had_by(rules, facts)
    return frozenset(
        (receiver.id, kind)
        for flow, ends in rules.flows
        for sent in flow.sent
        for sender, receiver in ends
        for kind in arriving(rules.model, sent, had[sender.id])
    )


def rule_3(rules: Rules, facts: Facts) -> Facts:
    """What is worked out: "given every type in down(to)"."""
    own: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        own[fact[0]].append(fact)
    pieces = {
        holder: [fact for part in parts if part in own for fact in own[part]]
        for holder, parts in rules.brings.items()
    }
    return frozenset(
        (holder.id, kind)
        for derivation, holders in rules.derivations
        for holder in holders
        if can_derive(rules.model, derivation, holder, pieces[holder.id])
        for kind in rules.model.data.down(derivation.to.id)
    )


def closed(facts: Facts, *more: Callable[[Facts], Facts]) -> Facts:
    """ "The least set of facts closed under these rules." """
    while True:
        grown = facts.union(*(rule(facts) for rule in more))
        if grown == facts:
            return facts
        facts = grown


def deleted_on(model: Model, day: int) -> Facts:
    """What rule 5 takes at the start of a day.

    "Every d in down(D) from h at the start of day t; from a company, also from the services that
    it operates that day." "An alleged, permitted or announced deletion takes nothing", and so does
    one by somebody who only so operates the service.
    """
    deletions = [
        deletion
        for deletion in model.deletions
        if deletion.day == day and deletion.status not in WEAK
    ]
    firm = with_ties(model, {*STATUSES} - {*WEAK}) if deletions else model
    return frozenset(
        (part, kind)
        for deletion in deletions
        for part in brings(firm, deletion.holder, day)
        for kind in down(model, deletion.data)
    )


def at(levels: Levels, hops: int) -> Facts:
    """What is had by at most so many flows."""
    return levels[min(hops, len(levels) - 1)]


def levels_of_day(rules: Rules, copies: Levels) -> Levels:
    """What is had by at most 0, 1, 2, … flows, from the copies that are still there.

    "What a holder collects has 0; a derivation adds none: it has the least k for which what is
    had by at most k flows satisfies rule 3."
    """
    levels: list[Facts] = []
    while True:
        hops = len(levels)
        start = at(copies, hops) | rule_1(rules)
        if hops:
            start |= levels[-1] | rule_2(rules, levels[-1])
        level = closed(start, lambda facts: rule_3(rules, facts))
        if levels and level == levels[-1] and hops >= len(copies):
            return tuple(levels)
        levels.append(level)


# --------------------------------------------------------------------------------------------
# Only what was given for a purpose, or in a role


@dataclass(frozen=True, slots=True)
class Wanted:
    """What counts: with `for`, `down(purpose)`; with `role`, the role of the recipient."""

    purpose: frozenset[str] | None
    role: str | None


def wanted(model: Model, setting: Setting) -> Wanted | None:
    """What counts; None where everything does."""
    purpose = model.purposes.down(setting.purpose.id) if setting.purpose else None
    return Wanted(purpose, setting.role) if purpose or setting.role else None


def is_for(asked: Wanted, thing: Hold | Flow) -> bool:
    """ "A hold or flow that names no purpose, and a derivation, are for none."

    With a role, it is a flow whose recipient has it, "with their defaults counted"; a hold and a
    derivation have none. With both, one and the same flow is so.
    """
    if asked.role is not None and not (isinstance(thing, Flow) and thing.role == asked.role):
        return False
    return asked.purpose is None or any(term.id in asked.purpose for term in thing.purposes)


def only_for(rules: Rules) -> Rules:
    """The holds and flows "for a purpose in down(purpose)", and no derivation."""
    assert rules.wanted is not None, "something is asked for"
    asked = rules.wanted
    return Rules(
        model=rules.model,
        wanted=asked,
        brings=rules.brings,
        owns=rules.owns,
        holds=tuple(hold for hold in rules.holds if is_for(asked, hold)),
        flows=tuple(entry for entry in rules.flows if is_for(asked, entry[0])),
        derivations=(),
    )


def marked_of_day(rules: Rules, levels: Levels, copies: Levels) -> Levels:
    """What is had, at most 0, 1, 2, … flows long, by a chain that ends in a giving for the purpose.

    "Only what some hold or flow for a purpose in down(purpose) gave directly counts, and stays as
    its copy does; `hops` is of a chain whose last hold or flow is such a one."
    """
    given = only_for(rules)
    marked: list[Facts] = []
    for hops in range(max(len(copies), len(levels) + 1)):
        here = at(copies, hops) | rule_1(given)
        if hops:
            here |= marked[-1] | rule_2(given, at(levels, hops - 1))
        marked.append(here)
    return tuple(marked)


# --------------------------------------------------------------------------------------------
# The walk through the days


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something may change; it is the same until the next one.

    Attributes:
        day: which.
        rules: what applies.
        levels: the state, by hops.
        marked: with `for` or `role`, what counts of it, by hops.
        gifts: what holds and flows give directly, with their purposes.
    """

    day: int
    rules: Rules
    levels: Levels
    marked: Levels
    gifts: frozenset[Gift]

    @property
    def counted(self) -> Levels:
        """The facts that answers are made of, by hops."""
        return self.levels if self.rules.wanted is None else self.marked


def windows(model: Model) -> Iterator[Window]:
    """Every window that stands anywhere in a model."""
    dated: list[Hold | Flow | Derivation] = [
        *model.holds,
        *model.flows.values(),
        *model.derivations.values(),
    ]
    for thing in dated:
        yield thing.window
        for condition in (*thing.when, *thing.unless):
            yield condition.window
    for tie in (*model.operations, *model.ownerships):
        yield tie.window
    for persona in model.personas.values():
        for account in persona.accounts:
            yield account.window


def days_of(model: Model) -> list[int]:
    """The days on which anything can change, ALWAYS first; rather too many than too few."""
    days = {ALWAYS}
    for window in windows(model):
        days |= {window.start, window.end + 1}
    days |= {deletion.day for deletion in model.deletions}
    for persona in model.personas.values():
        choices = (*persona.opted_out.values(), *persona.opted_in.values())
        days |= {date.first for date in choices if date is not None}
    return sorted(day for day in days if day < NEVER)


def gifts_of(rules: Rules, facts: Facts) -> frozenset[Gift]:
    """What holds and flows give directly on a day with these facts, with their purposes."""
    had = had_by(rules, facts)
    kept = {
        (hold.holder.id, kind, purpose.id)
        for hold in rules.holds
        for kind in held(rules.model, hold)
        for purpose in hold.purposes
    }
    sent = {
        (receiver.id, kind, purpose.id)
        for flow, ends in rules.flows
        for item in flow.sent
        for sender, receiver in ends
        for kind in arriving(rules.model, item, had[sender.id])
        for purpose in flow.purposes
    }
    return frozenset(kept | sent)


def state_of_day(rules: Rules, copies: Facts) -> Facts:
    """The state, straight from its definition."""
    return closed(
        copies | rule_1(rules),
        lambda facts: rule_2(rules, facts),
        lambda facts: rule_3(rules, facts),
    )


def walk(model: Model, setting: Setting) -> tuple[Day, ...]:
    """ "The states are found by walking through those days in order."

    "What a holder has been given it has on every later day, until it deletes it." A day without
    deletions on which the rules are those of the day before has the state of the day before, which
    is closed under them, and is passed over.
    """
    days: list[Day] = []
    levels: Levels = (frozenset(),)
    marked: Levels = (frozenset(),)
    for day in days_of(model):
        rules = rules_of(model, setting, day)
        gone = deleted_on(model, day)
        if days and not gone and rules == days[-1].rules:
            continue
        copies = tuple(level - gone for level in levels)
        levels = levels_of_day(rules, copies)
        assert levels[-1] == state_of_day(rules, copies[-1]), "levels lead to the state"
        if rules.wanted is not None:
            marked = marked_of_day(rules, levels, tuple(level - gone for level in marked))
        days.append(Day(day, rules, levels, marked, gifts_of(rules, levels[-1])))
    return tuple(days)


# --------------------------------------------------------------------------------------------
# reach


@dataclass(frozen=True, slots=True)
class Had:
    """What a company has of what was asked, from a day until the next such record.

    Attributes:
        day: the record that it was taken from.
        facts: its own, or its services'.
    """

    day: Day
    facts: Facts


def itself(day: Day, company: Holder) -> frozenset[str]:
    """The holders through which a company has data of its own."""
    return day.rules.brings[company.id]


def alone(_day: Day, holder: Holder) -> frozenset[str]:
    """By service: "a service has what the rules give it", and so has a company by itself."""
    return frozenset({holder.id})


def through_owned(day: Day, company: Holder) -> frozenset[str]:
    """The holders through which it has what "the companies that it owns have that day"."""
    owned = day.rules.owns[company.id]
    return frozenset(part for other in owned for part in day.rules.brings[other])


def of_these(facts: Facts, holders: frozenset[str], kinds: frozenset[str]) -> Facts:
    """Those of some holders and some types."""
    return frozenset(fact for fact in facts if fact[0] in holders and fact[1] in kinds)


def stay(history: Sequence[Had], last: int | None) -> tuple[Had, int] | None:
    """The first day of the stay that counts, and its last day.

    "A stay is an unbroken run of such days." It is "the stay that T lies in; without `as_of`, the
    first stay"; there may be none.
    """
    first: Had | None = None
    for had, following in pairwise([*history, None]):
        assert had is not None
        end = following.day.day - 1 if following else NEVER
        if not had.facts:
            first = None
            continue
        first = first or had
        if following and following.facts:
            continue
        if last is None or first.day.day <= last <= end:
            return first, end
    return None


def row_of(
    history: Sequence[Had], kinds: frozenset[str], last: int | None, *, owns: bool
) -> Row | None:
    """The row of a company with this history, None where it has nothing on day T, or ever.

    `data` and `services` are those "on day T; without `as_of`, on any day"; `purposes` "of the
    holds and flows that gave such a d directly to such a holder on some day up to T".
    """
    found = stay(history, last)
    if found is None:
        return None
    first, end = found
    past = [had for had in history if last is None or had.day.day <= last]
    facts = frozenset(fact for had in past for fact in had.facts)
    if last is not None:
        facts = past[-1].facts
    data, services = frozenset(d for _, d in facts), frozenset(h for h, _ in facts)
    if owns:
        return Row("owns", first.day.day, end, None, data, services, frozenset())
    hops = next(k for k, level in enumerate(first.day.counted) if level & first.facts)
    purposes = frozenset(
        purpose
        for had in past
        for holder, kind, purpose in had.day.gifts
        if holder in services and kind in kinds
    )
    how = "collects" if hops == 0 else "receives"
    return Row(how, first.day.day, end, hops, data, services, purposes)


def rows(days: Sequence[Day], model: Model, data_id: str, setting: Setting) -> dict[str, Row]:
    """What `reach` answers after this walk.

    The spread is between holders, so by service each is asked about; owners are companies.
    """
    kinds = model.data.down(data_id)
    last = setting.as_of.last if setting.as_of else None
    by_service = setting.by == "service"
    answer = {}
    for company in model.holders.values() if by_service else model.companies:
        ways = [(alone if by_service else itself, False)]
        if setting.owners and company.is_company:
            ways.append((through_owned, True))
        for through, owns in ways:
            history = [
                Had(day, of_these(day.counted[-1], through(day, company), kinds)) for day in days
            ]
            row = row_of(history, kinds, last, owns=owns)
            if row is not None:
                answer[company.id] = row
                break
    return answer


def reach(model: Model, data_id: str, setting: Setting) -> dict[str, Row]:
    """ "The companies that have any d in down(q): on day T with `as_of: T`, else on any day." """
    return rows(walk(model, setting), model, data_id, setting)


# --------------------------------------------------------------------------------------------
# Replaying a path


@dataclass(frozen=True, slots=True)
class Proven:
    """A fact that a step has given, on its day, with the flows that it took."""

    holder: str
    kind: str
    day: int
    hops: int
    cause: Hold | Flow | Derivation


def is_there(model: Model, proven: Proven, day: int) -> bool:
    """Whether a copy given on one day is there on another: rules 4 and 5."""
    return proven.day <= day and not any(
        proven.day < deletion.day <= day
        and (proven.holder, proven.kind) in deleted_on(model, deletion.day)
        for deletion in model.deletions
    )


def there(model: Model, proven: Iterable[Proven], holder: Holder, day: int) -> list[Proven]:
    """What a holder has on a day of what has been proven, "a company also of its services"."""
    parts = brings(model, holder, day)
    return [one for one in proven if one.holder in parts and is_there(model, one, day)]


def replay_hold(model: Model, setting: Setting, step: Step) -> dict[str, int]:
    """Rule 1: the types that the step gives, with their hops."""
    hold = step.cause
    assert isinstance(hold, Hold), "the cause of a hold is a hold"
    assert step.sender is None, "a hold has no sender"
    assert step.receiver.id == hold.holder.id, "a hold gives to its own holder"
    assert collects(model, setting, hold, step.day), "the hold does not count on this day"
    return dict.fromkeys(held(model, hold), 0)


def replay_flow(
    model: Model, setting: Setting, step: Step, proven: Sequence[Proven]
) -> dict[str, int]:
    """Rule 2: the types that the step gives, with their least hops."""
    flow = step.cause
    assert isinstance(flow, Flow), "the cause of a flow is a flow"
    assert step.sender is not None, "a flow has a sender"
    assert step.sender in flow.senders, "the flow has another sender"
    ends = step.sender, step.receiver
    assert ends in ends_of(model, setting, flow), "the flow does not go there"
    assert applies(model, setting, flow, step.day), "the flow does not apply on this day"
    gives: dict[str, int] = {}
    for one in there(model, proven, step.sender, step.day):
        for sent in flow.sent:
            for kind in arriving(model, sent, {one.kind}):
                gives[kind] = min(one.hops + 1, gives.get(kind, one.hops + 1))
    return gives


def carried_by(model: Model, setting: Setting, step: Step) -> set[str]:
    """Rule 2: what arrives by the flow of a step on its day, of all that the sender then has."""
    if not isinstance(step.cause, Flow) or step.sender is None:
        return set()
    record = [day for day in walk(model, setting) if day.day <= step.day][-1]
    pieces = brings(model, step.sender, step.day)
    had = {kind for piece, kind in record.levels[-1] if piece in pieces}
    return {kind for sent in step.cause.sent for kind in arriving(model, sent, had)}


def replay_derive(
    model: Model, setting: Setting, step: Step, proven: Sequence[Proven]
) -> dict[str, int]:
    """Rule 3: the types that the step gives, with their least hops."""
    rule = step.cause
    assert isinstance(rule, Derivation), "the cause of a derivation is a derivation"
    assert step.sender is None, "a derivation has no sender"
    assert applies(model, setting, rule, step.day), "the derivation does not apply on this day"
    assert may_derive(model, rule, step.receiver, step.day), "`by` names others"
    had = there(model, proven, step.receiver, step.day)
    for hops in sorted({one.hops for one in had}):
        pieces = [(one.holder, one.kind) for one in had if one.hops <= hops]
        if can_derive(model, rule, step.receiver, pieces):
            return dict.fromkeys(model.data.down(rule.to.id), hops)
    return {}


def replay_takeover(model: Model, step: Step, proven: Sequence[Proven], statuses: set[str]) -> None:
    """A takeover gives nothing new: what the service has, the company has from that day on.

    It is "where the service had the data the day before and the company has it by an operator entry
    that begins that day". An entry that is less sure than all of the path (`statuses`) does not
    tell whether it had it before: the surest path is told.
    """
    entry = step.cause
    assert isinstance(entry, Operation), "the cause of a takeover is an operator"
    assert entry in model.operations, "the operator does not count"
    assert entry.company == step.receiver, "the operator is another"
    assert entry.window.start == step.day, "the operator begins on another day"
    surely = with_ties(model, statuses)
    assert entry.service.id not in brings(surely, entry.company, step.day - 1), "it had it before"
    had = {
        one.kind
        for one in there(model, proven, entry.service, step.day - 1)
        if is_there(model, one, step.day)
    }
    assert {term.id for term in step.data} <= had, "the service had no such thing the day before"


def replay_step(
    model: Model, setting: Setting, step: Step, proven: Sequence[Proven], statuses: set[str]
) -> list[Proven]:
    """What a step gives: a category that it names "stands for all its members"."""
    assert step.data, "a step gives something"
    cause = step.cause
    if isinstance(cause, Operation):
        replay_takeover(model, step, proven, statuses)
        return []
    if step.kind == "hold":
        gives = replay_hold(model, setting, step)
    elif step.kind == "flow":
        gives = replay_flow(model, setting, step, proven)
    else:
        assert step.kind == "derive", f"there is no kind {step.kind}"
        gives = replay_derive(model, setting, step, proven)
    for term in step.data:
        if term.id not in gives:
            # "a step names the widest of what it carried", of which the path may need less
            assert gives.keys() & model.data.down(term.id), (
                f"{term.id} does not follow from the steps before"
            )
            carried = carried_by(model, setting, step)
            assert term.id in carried, f"{term.id} does not follow from the steps before"
    return [
        Proven(step.receiver.id, kind, step.day, hops, cause)
        for kind, hops in gives.items()
        if kind in down(model, step.data)
    ]


def replay(model: Model, setting: Setting, steps: Iterable[Step]) -> list[Proven]:
    """Go through a path by the rules, each step from what the steps before it gave.

    Raises:
        AssertionError: a step that the rules do not allow; it says which and why.
    """
    proven: list[Proven] = []
    path = list(steps)
    weakest = min((STATUSES.index(step.cause.status) for step in path), default=0)
    statuses = {*STATUSES} - ({*STATUSES[:weakest]} & {*WEAK})
    for number, step in enumerate(path, 1):
        try:
            proven += replay_step(model, setting, step, proven, statuses)
        except AssertionError as problem:
            raise AssertionError(f"step {number} to {step.receiver.id}: {problem}") from problem
    return proven


def arrives(
    model: Model,
    setting: Setting,
    proven: Iterable[Proven],
    asked: tuple[Holder, str, int],
) -> list[Proven]:
    """What a replayed path has for a company of a type on a day, that counts under `for`.

    By service, what it has for a holder by itself.
    """
    company, data_id, day = asked
    counted = wanted(model, setting)
    return [
        one
        for one in there(model, proven, company, day)
        if one.kind in model.data.down(data_id)
        and (setting.by == "company" or one.holder == company.id)
        and (
            counted is None
            or (not isinstance(one.cause, Derivation) and is_for(counted, one.cause))
        )
    ]


def path_hops(
    model: Model, setting: Setting, steps: Iterable[Step], asked: tuple[Holder, str, int]
) -> int | None:
    """The least number of flows in a proof of (company, type, day); None where it is none."""
    found = arrives(model, setting, replay(model, setting, steps), asked)
    return min((one.hops for one in found), default=None)
