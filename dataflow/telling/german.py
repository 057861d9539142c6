"""Sentences that German tells in its own way, by the names of the functions that tell them.

A German verb is in two pieces, and what passed stands between them; and no relative clause follows
a name, which has no gender here. So these are built anew, from the same parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.dates import NEVER, Window
from dataflow.engine.certainty import is_firm
from dataflow.model import Derivation, Flow, Operation
from dataflow.telling import sentences, since, steps
from dataflow.telling.german_verbs import DOING, PASSING, SHARE, GermanVerb, conjugate, plainly
from dataflow.telling.length import LONGEST
from dataflow.telling.roles import tell_basis, tell_role
from dataflow.telling.verbs import MEANS, Names, Verb, in_brackets
from dataflow.telling.words import behind, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.common.dates import PartialDate
    from dataflow.engine.path_steps import PathStep
    from dataflow.language.words import Status
    from dataflow.model import Hold, Holder, Ownership
    from dataflow.model import Operation as OperationOf
    from dataflow.telling.counting import Count
    from dataflow.telling.sentences import Told
    from dataflow.telling.steps import DayTold

_NO_START: Final = "Beginn nicht genannt"


_ENDS: Final[dict[Status, str]] = {
    "permitted": ", laut Bedingungen erlaubt",
    "observed": ", wie beobachtet wurde",
}
"""What stands at the end of a clause."""


def _join(*phrases: str) -> str:
    return " ".join(filter(None, (phrase.strip() for phrase in phrases)))


def _fill(text: str, names: dict[str, str]) -> str:
    """Put names in place of what stands in braces; braces in names stay."""
    return re.sub(r"{(\w+)}", lambda match: names[match[1]], text)


# what somebody did: the clauses of steps


def tell_passing(
    mechanism: str | None, status: Status, names: Names, *, final: bool = False
) -> tuple[str, str]:
    """Return how something passed, as a clause, and what stands at its end.

    The names may have the day, `when`: it stands behind what passed.
    """
    verb = PASSING.get(mechanism or "", SHARE)
    many = verb.subject in names.many
    first, last = conjugate(verb, status, many=many, over=False, done=True)
    means = spoken().say(MEANS[mechanism]) if mechanism in MEANS else in_brackets(mechanism)
    clause = _join(
        names.words[verb.subject],
        first,
        _fill(verb.middle, names.words),
        names.words.get("when", ""),
        "" if final else _fill(verb.to, names.words),
        means,
        last,
    )
    if verb.coda:
        clause += f", und {names.words['receiver']} {_tell_coda(status, names)}"
    return clause, _ENDS.get(status, "")


def _tell_coda(status: Status, names: Names) -> str:
    """Return that the receiver then had what was exposed."""
    got = GermanVerb(
        ("erhält", "erhalten"), ("erhielt", "erhielten"), "erhalten", "erhalten", "Zugriff darauf"
    )
    first, last = conjugate(got, status, many="receiver" in names.many, over=False, done=True)
    return _join(first, got.middle, last)


def tell_doing(
    subject: str, verb: Verb, status: Status, names: Names, *, is_over: bool = False
) -> tuple[str, str]:
    """Return what somebody does now, as a clause, and what stands at its end."""
    if verb.infinitive == "be worked out":
        return _tell_worked_out(subject, status, names, is_over=is_over)
    own, words = DOING[verb.infinitive], names.words
    if verb.behind == "{data}":
        own = own._replace(middle="{data}")
    elif verb.behind == "{of}":
        own = own._replace(middle="{of}")
    once = verb.infinitive == "take"  # a takeover is told as what happened
    many = "receiver" in names.many
    happened = once and (verb.past == "took" or status in ("alleged", "permitted"))
    first, last = conjugate(own, status, many=many, over=is_over, done=happened)
    clause = _join(subject, first, _fill(own.middle, words), words.get("when", ""), last)
    if own.tail:
        clause += f"{'' if own.tail.startswith('(') else ','} {_fill(own.tail, words)}"
    return clause, "" if "laut Bedingungen" in last else _ENDS.get(status, "")


def _tell_worked_out(
    subject: str, status: Status, names: Names, *, is_over: bool
) -> tuple[str, str]:
    """Return that something can be worked out: without a verb, whose number nobody knows."""
    able = f"erschließbar {'war' if is_over else 'ist'}"
    hedge = {
        "alleged": " (behauptet)",
        "assumed": " (angenommen)",
        "permitted": " (laut Bedingungen erlaubt)",
        "announced": " (angekündigt)",
        "observed": " (beobachtet)",
    }.get(status, "")
    body, rule = names.words["body"], names.words["id"]
    return f"{able}: {subject}, und zwar aus: {body} ({rule})", hedge


def tell_cause(
    step: PathStep, what: str, known: DayTold | None, *, final: bool
) -> tuple[str, str, str]:
    """Return what a step did, as a clause; whom that concerns; and what stands at its end."""
    match step.cause:
        case Flow() as flow:
            return _tell_flow(step, flow, what, known, final=final)
        case Derivation() as rule:
            names = Names({"what": what, "body": sentences.tell_data(rule.body)}, _many(step))
            verb = Verb("", "", "be able to work")
            clause, end = tell_doing(
                step.receiver.name, verb, step.told_as, names, is_over=step.is_over
            )
            return clause, sentences.tell_whom(step.conditions), end
        case Operation() as operation:
            service = operation.service.name
            before = behind(" von ", sentences.tell_names(step.before))
            when = steps.tell_day(step, known)
            names = Names({"service": f"{service}{before}", "when": when}, _many(step))
            verb = Verb("takes" if known is None else "took", "taken", "take")
            clause, end = tell_doing(step.receiver.name, verb, operation.status, names)
            return clause, "", end
        case hold:
            return _tell_hold(step, hold, what)


def _tell_flow(
    step: PathStep, flow: Flow, what: str, known: DayTold | None, *, final: bool
) -> tuple[str, str, str]:
    assert step.sender is not None  # of a flow
    names = steps.name_parties(what, step.sender, step.receiver)
    names.words["when"] = steps.tell_day(step, known)
    clause, end = tell_passing(flow.mechanism, step.told_as, names, final=final)
    clause += tell_role(flow, step.sender) + sentences.tell_aim(flow.purposes) + tell_basis(flow)
    return clause, sentences.tell_whom(step.conditions, step.sender), end


_HOLDING: Final = {
    "given": "collect",
    "observed": "observe",
    "inferred": "infer",
    "bought": "buy",
    "stored": "have",
}


def _tell_hold(step: PathStep, hold: Hold, what: str) -> tuple[str, str, str]:
    """Return what somebody collects, whether from others than their users too, and its use."""
    verb, many = DOING[_HOLDING[hold.how]], is_plural(step.receiver)
    first, last = conjugate(verb, step.told_as, many=many, over=step.is_over)
    aim = spoken().purposes(hold.purposes)
    also = f", {spoken().say('from non-users as well')}" if steps.is_of_anyone(hold) else ""
    comma = "," if also and (last or aim) else ""
    clause = _join(step.receiver.name, first, f"{what}{also}{comma}", _use(verb, last, aim))
    if aim and not _is_infinitive(last):
        clause += f" und {plainly(_USE, many=many, over=step.is_over)} sie {aim}"
    end = "" if "laut Bedingungen" in last else _ENDS.get(step.told_as, "")
    return clause, sentences.tell_whom(step.conditions), end


_USE: Final = GermanVerb(("nutzt", "nutzen"), ("nutzte", "nutzten"), "nutzen", "genutzt")
"""What the purposes of a hold are: what its holder does with the data, not why people gave it."""


def _is_infinitive(last: str) -> bool:
    """Return whether the last piece of a verb that has no prefix is one that others can join."""
    return last.strip() not in ("", "laut Annahme")


def _use(verb: GermanVerb, last: str, aim: str) -> str:
    """Return the last piece of a verb with what somebody does with the data besides."""
    if not aim or not _is_infinitive(last):
        return last
    if last == f"{verb.participle} haben":
        return f"{verb.participle} und {aim} {_USE.participle} haben"
    return f"{last} und {aim} {_USE.infinitive}"


def add_whom(clause: str, whom: str, end: str, cited: str) -> str:
    """Return a clause with whom it concerns: where that makes it long, in a sentence of its own.

    >>> add_whom("A gab die Daten weiter", ", außer nach Widerspruch", "", " [1]")
    'A gab die Daten weiter, außer nach Widerspruch [1]'
    """
    told = f"{clause}{whom}{end}"
    if not whom or len(told.split()) <= LONGEST:
        return f"{told}{cited}"
    applies = re.sub("^, außer ", ", nicht ", whom).removeprefix(",")
    return f"{clause}{end}{cited}{steps.begin_applying()}{applies}"


def _many(step: PathStep) -> frozenset[str]:
    return frozenset({"receiver"} if is_plural(step.receiver) else ())


# who has it


_ALONE: Final = re.compile(
    r"(?i)(eine?|an?|one|the|der|das|some(one|body)|jemand|unknown|unbekannte[rs]?)\b"
)
"""How a name begins that is that of one."""


def is_plural(holder: Holder) -> bool:
    """Return whether a name is that of several: a kind of recipient is, unless it says "ein"."""
    return holder.unnamed and _ALONE.match(holder.name) is None


def announce(since_when: str) -> str:
    """Return from when something is to be so, of since when it is."""
    return re.sub("^seit", "ab", since_when)


def tell_again(told: Told, what: str) -> str:
    """Return since when somebody has the data again that they had for a while, behind a comma."""
    clauses = []
    for later in told.later:
        when = tell_from(later, later.end)
        alike = (later.certainty, later.how == "infers") == (told.certainty, told.how == "infers")
        is_alike = alike and not when.startswith(_NO_START)
        clauses.append(f"wieder {when}" if is_alike else tell_having(later, what, later.end))
    return "".join(f", und {clause}" for clause in clauses)


class _Having(NamedTuple):
    """How somebody is said to have data: the first and the last piece, now and once."""

    now: tuple[tuple[str, str], str]
    once: tuple[tuple[str, str], str]


_HAS: Final = _Having((("hat", "haben"), ""), (("hatte", "hatten"), ""))
_SOLL: Final = ("soll", "sollen")

_HAVING: Final[dict[Status, _Having]] = {
    "alleged": _Having((_SOLL, "haben (behauptet)"), (_SOLL, "gehabt haben (behauptet)")),
    "assumed": _Having(
        (("hat", "haben"), "laut Annahme"),
        (("hatte", "hatten"), "laut Annahme"),
    ),
    "permitted": _Having(
        (("könnte", "könnten"), "haben, laut Bedingungen erlaubt"),
        (("könnte", "könnten"), "gehabt haben, laut Bedingungen erlaubt"),
    ),
    "announced": _Having(
        (_SOLL, "haben, wie angekündigt"), (("sollte", "sollten"), "haben, wie angekündigt")
    ),
}
_CAN: Final = _Having((("kann", "können"), "erschließen"), (("konnte", "konnten"), "erschließen"))
_WORKING_OUT: Final[dict[Status, _Having]] = {
    "alleged": _Having(
        (_SOLL, "erschließen können (behauptet)"), (_SOLL, "erschließen können (behauptet)")
    ),
    "assumed": _Having(
        (("kann", "können"), "laut Annahme erschließen"),
        (("konnte", "konnten"), "laut Annahme erschließen"),
    ),
    "permitted": _Having(
        (("könnte", "könnten"), "erschließen, laut Bedingungen erlaubt"),
        (("könnte", "könnten"), "erschließen, laut Bedingungen erlaubt"),
    ),
    "announced": _Having(
        (_SOLL, "erschließen können, wie angekündigt"),
        (("sollte", "sollten"), "erschließen können, wie angekündigt"),
    ),
}


def tell_having(told: Told, what: str, end: tuple[int, PartialDate | None]) -> str:
    """Return since when somebody has some data, or from when to when, without their name."""
    goes_on = end[0] == NEVER
    table, usual = (_WORKING_OUT, _CAN) if told.how == "infers" else (_HAVING, _HAS)
    having = table.get(told.certainty, usual)
    first, last = having.now if goes_on else having.once
    when = tell_from(told, end)
    if told.certainty == "announced":
        when = announce(when)
    verb = first[is_plural(told.company)]
    if _NO_START in when:
        return f"{_join(verb, what, last)}, {when}"
    return _join(verb, what, when, last)


def tell_from(told: Told, end: tuple[int, PartialDate | None]) -> str:
    """Return since when somebody has something, and until when where that is told."""
    day, kind, started = told.known
    begun = since.tell_since(day, kind, started, told.bound)
    last, ended = end
    if last == NEVER:
        return begun
    words = spoken()
    if kind == "stated":
        return words.span(Window(day, last), (started, ended))
    until = words.say("until {date}", date=words.date(ended) if ended else words.day(last))
    if begun.startswith(_NO_START):
        return f"{until}, {begun}"
    return f"{begun.replace('seit', 'ab', 1)} {until}"


# who could have it, were it asked otherwise


def tell_otherwise(phrase: str, count: Count, what: str) -> str:
    """Return how many could reach something, if it were asked otherwise, as the phrase says."""
    if count.first is None:  # who only owns is told as more than nobody
        groups = [re.sub(r"^noch |(?<=\d) weitere\b", "", group.text) for group in count.more]
        return f"{phrase}: {spoken().enumerate(groups)}."
    return f"{phrase} \N{EN DASH} {count.tell(what)}"


# who operates what, and who owns whom


def tell_operator(tie: OperationOf, *, is_over: bool) -> str:
    """Return who operates a service, or did, in brackets: no relative clause follows a name."""
    once = "früher " if is_over else ""
    hedge = behind(", ", sentences.tell_status(tie.status).strip(" ()"))
    return f"{tie.company.name} ({once}Betreiber von {tie.service.name}{hedge})"


def tell_owning(ties: Sequence[Ownership], goes_on: Sequence[bool], having: str) -> str:
    """Return down which chain a company owns one that has some data, each since its own day."""
    clauses = [
        f"{tie.owner.name} {_own(tie, goes_on=still)}"
        for tie, still in zip(ties, goes_on, strict=True)
    ]
    return _list_clauses([*clauses, f"{ties[-1].owned.name} {having}"])


def tell_owning_before(ties: Sequence[Ownership], goes_on: Sequence[bool], having: str) -> str:
    """Return down which other chain the company that was just told of had it before."""
    clauses = [
        f"{tie.owner.name} {_own(tie, goes_on=still)}"
        for tie, still in zip(ties, goes_on, strict=True)
    ]
    if goes_on[0] and is_firm(ties[0].status):  # it did not only own it before
        clauses[0] = f"über {ties[0].owned.name}{sentences.tell_when(ties[0])}"
    if having:
        clauses.append(f"{ties[-1].owned.name} {having}")
    return f"zuvor: {_list_clauses(clauses)}"


def _list_clauses(clauses: Sequence[str]) -> str:
    *others, last = clauses
    return f"{', '.join(others)}, und {last}" if others else last


def _own(tie: Ownership, *, goes_on: bool) -> str:
    """Return that somebody owns a company, and from when to when."""
    verb = DOING["own"]
    first, last = conjugate(verb, tie.status, many=is_plural(tie.owner), over=not goes_on)
    days = sentences.tell_when(tie)
    end = "" if "laut Bedingungen" in last else _ENDS.get(tie.status, "")
    return _join(first, tie.owned.name + days, last) + end
