"""The steps of a path as sentences: each in full, or as clauses of one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALWAYS, PartialDate
from dataflow.model import Derivation, Flow, Operation
from dataflow.telling.length import LONGEST
from dataflow.telling.report import Notes, Step
from dataflow.telling.roles import tell_basis, tell_role
from dataflow.telling.sentences import (
    agree,
    is_plural,
    is_several,
    tell_aim,
    tell_data,
    tell_names,
    tell_reply,
    tell_whom,
    work_out,
)
from dataflow.telling.since import show_since
from dataflow.telling.verbs import MOODS, Names, Verb, tell_doing, tell_passing
from dataflow.telling.words import behind, capitalise, in_own_words, spoken

if TYPE_CHECKING:
    from dataflow.engine.path_steps import PathStep
    from dataflow.model import Hold, Holder, Term

DayTold = tuple[int, PartialDate | None]
"""A day that a sentence has told, and how the model has it written."""

QUOTED: Final = 2
"""How many quotes stand below a step; the sources have the rest."""

_HOW: Final = {
    "given": Verb("collects", "collected", "collect"),
    "observed": Verb("observes", "observed", "observe"),
    "inferred": Verb("infers", "inferred", "infer"),
    "bought": Verb("buys", "bought", "buy"),
    "stored": Verb("has", "had", "have"),
}

_USES: Final = Verb("uses", "used", "use", "{it} {aim}")
"""What the purposes of a hold are: what its holder does with the data, not why people gave it."""

_WORKS_OUT: Final = Verb(
    "can work", "been able to work", "be able to work", "{out} from {body}", over="could work"
)

_TAKES_OVER: Final = Verb("takes", "taken", "take", "{service} over{before}")
_TOOK_OVER: Final = Verb("took", "taken", "take", "{service} over{before}")


def tell_in_full(step: PathStep, notes: Notes) -> Step:
    """Return one step of a path with its own day, what its sources say, and its place."""
    own = step.own_start
    when = f"{show_since(*own)}: " if own else ""
    sentence = end_several(f"{when}{tell_step(step, notes)}")
    quotes = [
        spoken().say("“{title}”", title=quote.quote) + notes.cite([quote.source], quote.page)
        for quote in step.quotes
        if quote.quote
    ]
    reasons = [capitalise(each.because) for each in step.conditions if each.because]
    replies = [tell_reply(reply, notes) for reply in step.replies]
    where = f"{step.at.file}:{step.at.line}"
    return Step(sentence, (*reasons, *quotes[:QUOTED], *replies, where))


def tell_step(
    step: PathStep,
    notes: Notes,
    *,
    known: DayTold | None = None,
    final: bool = False,
    asked: tuple[Term, ...] = (),
) -> str:
    """Return one step of a path: who did what, when, for what, for whom, with its sources.

    `known` is a day that was just named, and how; without it, the day goes without saying. `final`
    tells that the receiver was just named, and how sure it is; `asked` is what "it" stands for.
    """
    what = spoken().say("it") if step.data == asked else tell_data(step.data)
    clause, whom, end = _tell_cause(step, what, known, final=final)
    if final and step.told_as in MOODS:
        end = ""
    return add_whom(clause, whom, _if_it_went_on(step) + end, notes.cite(step.sources))


@in_own_words
def add_whom(clause: str, whom: str, end: str, cited: str) -> str:
    """Return a clause with whom it concerns: where that makes it long, in a sentence of its own.

    >>> add_whom("Shop shared it", ", if you live in DE", ", under its terms", " [1]")
    'Shop shared it, if you live in DE, under its terms [1]'
    """
    told = f"{clause}{whom}{end}"
    if not whom or len(told.split()) <= LONGEST:
        return f"{told}{cited}"
    return f"{clause}{end}{cited}{begin_applying()}{whom.removeprefix(',')}"


def begin_applying() -> str:
    """Return how a sentence begins that says whom it concerns what was told, behind a stop."""
    return f". {spoken().say('This applies')}"


def end_several(line: str) -> str:
    """Return a line of a list with a stop at its end where it is several sentences."""
    return f"{line}." if begin_applying() in line else line


@in_own_words
def _tell_cause(
    step: PathStep, what: str, known: DayTold | None, *, final: bool
) -> tuple[str, str, str]:
    """Return what a step did, as a clause; whom that concerns; and what stands at its end."""
    match step.cause:
        case Flow() as flow:
            return _tell_flow(step, flow, what, known, final=final)
        case Derivation() as rule:
            names = Names({"out": work_out(what), "body": tell_data(rule.body)}, _many(step))
            clause, end = _tell_doing(step, _WORKS_OUT, names)
            return clause, tell_whom(step.conditions), end
        case Operation() as operation:
            clause, end = _tell_takeover(step, operation, known)
            return clause, "", end
        case hold:
            clause, end = _tell_hold(step, hold, what)
            return clause, tell_whom(step.conditions), end


def _tell_hold(step: PathStep, hold: Hold, what: str) -> tuple[str, str]:
    """Return what somebody collects, whether from others than their users too, and its use."""
    verb, uses = (
        verb._replace(past=agree(step.receiver, verb.past)) for verb in (_HOW[hold.how], _USES)
    )
    aim = spoken().purposes(hold.purposes)
    also = f", from non-users as well{',' if aim else ''}" if is_of_anyone(hold) else ""
    it = "them" if is_several(what) else "it"
    names = Names({"what": f"{what}{also}", "it": it, "aim": aim}, _many(step))
    return _tell_doing(step, verb._replace(then=uses) if aim else verb, names)


def is_of_anyone(hold: Hold) -> bool:
    """Return whether somebody collects data from others than their users, too."""
    # what asks for an account is of users, whoever else it may be of
    asks = any(condition.account or condition.accounts for condition in hold.when)
    return hold.whose == "anyone" and not asks


def _tell_doing(step: PathStep, verb: Verb, names: Names) -> tuple[str, str]:
    """Return what whoever has it after a step does, or did where that is over."""
    return tell_doing(step.receiver.name, verb, step.told_as, names, is_over=step.is_over)


def _tell_flow(
    step: PathStep, flow: Flow, what: str, known: DayTold | None, *, final: bool
) -> tuple[str, str, str]:
    assert step.sender is not None  # of a flow
    names = name_parties(what, step.sender, step.receiver)
    clause, end = tell_passing(flow.mechanism, step.told_as, names, final=final)
    clause += tell_day(step, known)
    clause += tell_role(flow, step.sender) + tell_aim(flow.purposes) + tell_basis(flow)
    return clause, tell_whom(step.conditions, step.sender), end


def _tell_takeover(step: PathStep, operation: Operation, known: DayTold | None) -> tuple[str, str]:
    before = behind(" from ", tell_names(step.before))
    names = Names({"service": operation.service.name, "before": before}, _many(step))
    verb = _TAKES_OVER if known is None else _TOOK_OVER  # the first stands behind a day
    clause, end = tell_doing(step.receiver.name, verb, operation.status, names)
    return clause + tell_day(step, known), end


def _many(step: PathStep) -> frozenset[str]:
    return frozenset({"receiver"} if is_plural(step.receiver) else ())


def name_parties(what: str, sender: Holder, receiver: Holder) -> Names:
    """Return what passed from whom to whom, and which of them are several."""
    several = {
        "what": is_several(what),
        "sender": is_plural(sender),
        "receiver": is_plural(receiver),
    }
    words = {"what": what, "sender": sender.name, "receiver": receiver.name}
    return Names(words, frozenset(key for key, many in several.items() if many))


def _if_it_went_on(step: PathStep) -> str:
    """Return the doubt about what is used later than its start, and had ended by some day only."""
    if isinstance(step.cause, Operation) or step.cause.ended is None or step.day == ALWAYS:
        return ""
    return "" if step.own_start else f", {spoken().say('if it still went on then')}"


def tell_day(step: PathStep, known: DayTold | None) -> str:
    """Return the day of a flow or takeover, behind a space, where that is its own start."""
    own = step.own_start
    if known is None or own is None:
        return ""
    (day, written), start = known, own.written
    assert start is not None  # it is the statement's own
    if own.kind == "by":
        text = "by {date} at the latest"
        return "" if step.day == day else f" {spoken().say(text, date=spoken().date(start))}"
    return behind(" ", spoken().on(step.day, written if step.day == day else start, known=day))
