"""What many answers say: who has data and since when, who owns whom, who stands for others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import NEVER, PartialDate, Window
from dataflow.engine.certainty import is_firm
from dataflow.engine.later import find_later
from dataflow.model.written import is_change
from dataflow.telling.since import NO_START, announce, tell_since, tell_start
from dataflow.telling.verbs import Names, Verb, tell_doing
from dataflow.telling.words import behind, in_own_words, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dataflow.engine.certainty import Known
    from dataflow.engine.conditions import Applied
    from dataflow.engine.evidence import Evidence, Grounds
    from dataflow.engine.reach import Finding, How
    from dataflow.language.words import Status
    from dataflow.model import Holder, Operation, Ownership, Reply, Stated, Term
    from dataflow.telling.report import Notes


NONE: Final = "\N{EN DASH}"
"""What stands in a cell that has nothing to say."""

CONTROL: Final = "Owning is control, not sharing."

ANYONE: Final = "This is for anyone, on any day; `--as PERSONA` and `--as-of DATE` narrow it."

_CARRYING: Final = (
    ("{who} carries {what} and cannot read it.", "{who} carry {what} and cannot read it."),
    ("{who} carries {what} and cannot read them.", "{who} carry {what} and cannot read them."),
)
"""What is said of one and of several who carry what they cannot read."""

_STATUS: Final = {
    "alleged": "alleged",
    "assumed": "assumed",
    "permitted": "permitted by its terms",
    "announced": "only announced",
}


def tell_status(status: str) -> str:
    """Return the note on a statement that is less than stated, where no verb tells it."""
    note = _STATUS.get(status)
    return f" ({spoken().say(note)})" if note else ""


def tell_aim(purposes: Sequence[Term]) -> str:
    """Return what something is for, behind a comma."""
    return behind(", ", spoken().purposes(purposes))


def tell_whom(conditions: Iterable[Applied], sender: Holder | None = None) -> str:
    """Return whom something concerns, behind a comma; "" for everybody."""
    return behind(", ", spoken().conditions(conditions, sender))


def tell_names(holders: Sequence[Holder]) -> str:
    """Return the names of holders, as prose joins them."""
    return spoken().enumerate([holder.name for holder in holders])


def tell_data(data: Sequence[Term]) -> str:
    """Return the names of data types, as prose joins them."""
    return spoken().enumerate([term.name for term in data])


def tell_carrying(carriers: Sequence[Holder], what: str) -> str:
    """Return a sentence which says that some carry data that they cannot read."""
    several = len(carriers) > 1 or is_plural(carriers[0])
    text = _CARRYING[is_several(what)][several]
    return spoken().say(text, who=tell_names(carriers), what=what)


# who stands for others


def show_name(holder: Holder) -> str:
    """Return a name as cells of tables have it."""
    return f"{holder.name} ({spoken().say('not named')})" if holder.unnamed else holder.name


def tell_unnamed(unnamed: Sequence[Holder]) -> str:
    """Return the middle of a sentence which says that holders stand for others."""
    texts = (
        "{names} stands for recipients that the source does not name",
        "{names} stand for recipients that the source does not name",
    )
    return spoken().say(texts[len(unnamed) > 1], names=_quote_names(unnamed))


def tell_kinds(unnamed: Sequence[Holder]) -> str:
    """Return a sentence which says that holders are no companies, but kinds of them."""
    text = "{names}: the source names only a kind of recipient, no company."
    return spoken().say(text, names=_quote_names(unnamed))


def _quote_names(holders: Sequence[Holder]) -> str:
    return spoken().enumerate([spoken().say("“{title}”", title=holder.name) for holder in holders])


# one and several


@in_own_words
def is_plural(holder: Holder) -> bool:
    """Return whether a name is that of several: only a group is called by a kind, "Insurers"."""
    head = re.split(r" (?:of|on|who|that|in|from)\b", holder.name)[0]
    is_group = holder.unnamed or holder.kind == "group"
    return is_group and re.search(r"[^su]s$", head) is not None


def is_several(what: str) -> bool:
    """Return whether the name of what is told of is that of several.

    >>> is_several("purchases"), is_several("status"), is_several("email and phone")
    (True, False, True)
    """
    return re.search(r"[^su]s$", what) is not None or " and " in what


def agree(holder: Holder, verb: str) -> str:
    """Return a verb in the number of its subject: "have" for several."""
    return make_plural(verb) if is_plural(holder) else verb


def make_plural(verb: str) -> str:
    """Return the form of a verb for several subjects, and after "to".

    >>> make_plural("has"), make_plural("carries"), make_plural("collects")
    ('have', 'carry', 'collect')
    """
    if verb == "has":
        return "have"
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")


# who has data


class Having(NamedTuple):
    """The forms in which somebody is said to have some data, by how sure that is."""

    has: str
    had: str


_HAVING: Final = {
    "alleged": Having("{is} said to have had {what} {since} (alleged)", "{is} said to have had"),
    "assumed": Having("{is} assumed to have had {what} {since}", "{is} assumed to have had"),
    "permitted": Having("may have had {what} {since}, under {its} terms", "may have had"),
    "announced": Having("{is} to have {what} {from}, as announced", "{was} to have"),
}

_WORKING_OUT: Final = {
    "alleged": "{is} said to be able to work {out}, {since} (alleged)",
    "assumed": "{is} assumed to be able to work {out}, {since}",
    "permitted": "may be able to work {out}, {since}, under {its} terms",
    "announced": "{is} to be able to work {out}, {from}, as announced",
}


def work_out(what: str) -> str:
    """Return what stands behind "work" where something is worked out.

    >>> work_out("it"), work_out("home address")
    ('it out', 'out home address')
    """
    return "it out" if what == "it" else f"out {what}"


class Told(NamedTuple):
    """Who has some data, as far as a sentence tells it.

    Attributes:
        known: since when, and how well that is known.
        bound: a later day by which they have it in any case.
        end: the last day on which they have it so surely, where it is another than that of the
            answer; of who is owned, their last day. NEVER where it goes on.
        later: how they have it again after that, or less surely, run by run.
        called: how the company is called, where its name alone might be misread.
    """

    company: Holder
    how: How
    certainty: Status
    known: Known
    bound: PartialDate | None = None
    end: tuple[int, PartialDate | None] = (NEVER, None)
    later: tuple[Told, ...] = ()
    called: str | None = None


def told_of(finding: Finding) -> Told:
    """Return what a sentence tells of a finding: what is so less surely later stands behind it."""
    first, *others = finding.told_parts
    told = Told(first.company, first.how, first.certainty, first.dated, first.bound)
    told = told._replace(called=call_alone(finding.evidence, finding.company))
    if finding.ties:
        return told
    later = told_later(finding, finding.stay.until)
    if not others:
        return told._replace(later=later)
    less_sure = tuple(_told_of(each.grounds, each.stay.until) for each in others)
    end = finding.evidence.told_end(first.stay.until)
    return told._replace(end=end, later=(*less_sure, *later))


def call_alone(evidence: Evidence, holder: Holder) -> str:
    """Return a name; by service, with "itself" for a company whose services are told of apart."""
    services = evidence.model.services_of(holder)
    is_apart = evidence.setting.by == "service" and any(each != holder for each in services)
    return spoken().say("{who} itself", who=holder.name) if is_apart else holder.name


def told_later(finding: Finding, until: int) -> tuple[Told, ...]:
    """Return how a company has the data again after a last day, run by run.

    What it has by firm statements alone is told by itself.
    """
    grounds = finding.grounds
    holder = grounds.holder if finding.ties else finding.stay.company
    had = grounds.evidence.had_on(holder, finding.mask, finding.stay.since)
    # who is owned has what all its services have, whoever was asked about
    by = grounds.evidence.setting.by
    later = find_later(finding.evidence.counted_by(by), holder, had, until)
    apart = finding.firmly.stay.since if finding.firmly else None
    return tuple(_told_of(each, run.end) for each, run in later if run.start != apart)


def tell_having(
    told: Told, what: str, end: tuple[int, PartialDate | None], *, subject: bool = True
) -> str:
    """Return who has had some data, and since when or from when to when, no surer than it is.

    Args:
        told: who has it, and since when.
        what: what it has, in words.
        end: the last day that is told, and how it is written; NEVER where it goes on.
        subject: whether the sentence begins with the name, or goes on after it.
    """
    if told.end[0] != NEVER:
        end = told.end
    first = _tell_having(told, what, end)
    again = tell_again(told, what) if end[0] != NEVER else ""
    return f"{f'{told.called or told.company.name} ' if subject else ''}{first}{again}"


@in_own_words
def tell_again(told: Told, what: str) -> str:
    """Return since when somebody has the data again that they had for a while, behind a comma."""
    clauses, it = [], "them" if is_several(what) else "it"
    for later in told.later:
        since = tell_from(later, later.end)
        is_alike = _form_of(later) == _form_of(told) and not since.startswith(NO_START)
        clauses.append(since if is_alike else _tell_having(later, it, later.end))
    return "".join(f", and {clause}" for clause in clauses)


def _form_of(told: Told) -> tuple[Having | None, bool]:
    return _HAVING.get(told.certainty), told.how == "infers"


@in_own_words
def _tell_having(told: Told, what: str, end: tuple[int, PartialDate | None]) -> str:
    """Return since when somebody has some data, or from when to when, without their name."""
    holder, status = told.company, told.certainty
    is_, was = ("are", "were") if is_plural(holder) else ("is", "was")
    words = {"what": what, "out": work_out(what), "since": tell_from(told, end)}
    its = "their" if is_plural(holder) else "its"
    words |= {"is": is_, "was": was, "its": its, "from": announce(words["since"])}
    if told.how == "infers":
        can = "can" if end[0] == NEVER else "could"
        form = _WORKING_OUT.get(status, f"{can} work {{out}}, {{since}}")
    elif end[0] != NEVER:
        having = _HAVING.get(status)
        form = f"{having.had if having else 'had'} {{what}} {{since}}"
    else:
        having = _HAVING.get(status)
        form = having.has if having else f"{agree(holder, 'has')} had {{what}} {{since}}"
    if words["since"].startswith(NO_START):
        form = re.sub(r"{what} {(since|from)}", r"{what}, {\1}", form)
    return re.sub(r"{(\w+)}", lambda match: words[match[1]], form)


@in_own_words
def tell_from(told: Told, end: tuple[int, PartialDate | None]) -> str:
    """Return since when somebody has something, and until when where that is told."""
    day, kind, started = told.known
    since = tell_since(day, kind, started, told.bound)
    last, ended = end
    if last == NEVER:
        return since
    if kind == "stated":
        return spoken().span(Window(day, last), (started, ended))
    date = spoken().date(ended) if ended else spoken().day(last)
    until = f"{'until' if ended is None or is_change(last, ended) else 'up to'} {date}"
    if since.startswith(NO_START):
        return f"{until}, {since}"
    return f"{since.replace('since', 'from', 1)} {until}"


@in_own_words
def tell_operator(tie: Operation, *, is_over: bool) -> str:
    """Return who operates a service, or did: "Shop AG, which operates Shop,"."""
    many = is_plural(tie.company)
    verb = Verb(agree(tie.company, "operates"), "operated", "operate", "{service}")
    names = Names({"service": tie.service.name}, frozenset(["receiver"] if many else ()))
    clause, end = tell_doing("which", verb, tie.status, names, is_over=is_over)
    return f"{tie.company.name}, {clause}{end},"


@in_own_words
def tell_owning(ties: Sequence[Ownership], goes_on: Sequence[bool], having: str) -> str:
    """Return down which chain a company owns one that has some data, each since its own day.

    Args:
        ties: the owners, from the company down to who has the data.
        goes_on: whether each of them still owns the next.
        having: what the last of the chain has, without its name.
    """
    owned = _tell_owned(ties, goes_on)
    # its own end: where owning ended, who was owned may have it on
    return ", which ".join([f"{ties[0].owner.name} {owned[0]}", *owned[1:], having])


@in_own_words
def tell_owning_before(ties: Sequence[Ownership], goes_on: Sequence[bool], having: str) -> str:
    """Return down which other chain the company that was just told of had it before.

    `having` is "" where it was the same company that had it.
    """
    owned = _tell_owned(ties, goes_on)
    first = f"it {owned[0]}"
    if goes_on[0] and is_firm(ties[0].status):  # it did not only own it before
        first = f"through {ties[0].owned.name}{tell_when(ties[0])}"
    return f"before, {', which '.join(filter(None, [first, *owned[1:], having]))}"


def _tell_owned(ties: Sequence[Ownership], goes_on: Sequence[bool]) -> list[str]:
    return [
        f"{_tell_tie(tie, goes_on=still)} {tie.owned.name}{tell_when(tie)}"
        for tie, still in zip(ties, goes_on, strict=True)
    ]


def _tell_tie(tie: Ownership, *, goes_on: bool) -> str:
    is_ = "are" if is_plural(tie.owner) else "is"
    owning = _OWNING.get(tie.status)
    if owning is None:
        return agree(tie.owner, "owns") if goes_on else "owned"
    return owning[not goes_on].replace("{is}", is_)


_OWNING: Final[dict[str, tuple[str, str]]] = {
    "alleged": ("{is} said to own", "{is} said to have owned"),
    "assumed": ("{is} assumed to own", "{is} assumed to have owned"),
    "permitted": ("may own", "may have owned"),
    "announced": ("{is} to own, as announced,",) * 2,
}
"""The verb of an owner who is less than sure, of one that goes on and of one that has ended."""


def tell_when(tie: Stated) -> str:
    """Return from when to when a company owns another or operates a service, in brackets.

    It is "" where no day is stated.
    """
    if tie.since and tie.until:
        return f" ({spoken().span(tie.window, (tie.since, tie.until))})"
    since = tell_start(tie) if tie.start else ""
    words = spoken()
    until = words.say("until {date}", date=words.date(tie.until)) if tie.until else ""
    until = words.say("ended by {date}", date=words.date(tie.ended)) if tie.ended else until
    return behind(" (", ", ".join(filter(None, [since, until]))) + ")" * bool(since or until)


def told_of_owned(finding: Finding) -> Told:
    """Return what a sentence tells of who has the data that another has by owning it."""
    first, *others = finding.owned_parts
    less_sure = [_told_of(part.grounds, part.until) for part in others]
    later = told_later(finding, max(part.until for part in finding.owned_parts))
    return _told_of(first.grounds, first.until)._replace(later=(*less_sure, *later))


def _told_of(grounds: Grounds, until: int) -> Told:
    """Return what a sentence tells of the path by which somebody has some data until a day."""
    how: How = "infers" if grounds.state.derived else "receives"
    known = grounds.known
    known = known._replace(written=grounds.evidence.written(known.day, known.written))
    end = grounds.evidence.told_end(until)
    company = grounds.evidence.world.holders[grounds.holder]
    return Told(company, how, grounds.certainty, known, end=end)


def tell_stop(reason: str) -> str:
    """Return why a search has not found all that there may be; its number goes into a template.

    >>> from dataflow.telling.words import speaking
    >>> with speaking("de"):
    ...     tell_stop("the search stopped after 30,000 steps: there may be longer paths")
    'die Suche endete nach 30.000 Schritten, und es kann längere geben'
    """
    number = re.search(r"\d[\d,]*", reason)
    if number is None:
        return spoken().say(reason)
    text = reason.replace(number[0], "{n}", 1)
    return spoken().say(text, n=spoken().number(number[0]))


# what was replied


def tell_reply(reply: Reply, notes: Notes) -> str:
    """Return what somebody replied to a statement about them."""
    by = reply.by if isinstance(reply.by, str) else reply.by.name
    said = spoken().say("{by} said: “{quote}”", by=by, quote=reply.quote)
    return f"{said}{notes.cite(reply.sources)}"


def tell_replies(replies: Iterable[Reply], notes: Notes) -> list[str]:
    """Return sentences with what was replied; what was said ends them, where it has a stop."""
    told = [(reply, tell_reply(reply, notes)) for reply in replies]
    return [text if reply.quote.endswith((".", "!", "?")) else f"{text}." for reply, text in told]
