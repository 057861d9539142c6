"""Holds, flows and promises as sentences without their stop: for who does not see the figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from dataflow.answers.passing import Passing, conditions_of, start_on
from dataflow.answers.reach.report import list_reaching
from dataflow.common.dates import PartialDate, show_day
from dataflow.figures.figure import Entry, Sample
from dataflow.model import (
    Claim,
    Conditional,
    Derivation,
    Event,
    Flow,
    Hold,
    Holder,
    Operation,
    Term,
)
from dataflow.telling.counting import Count, count_reaching
from dataflow.telling.roles import tell_basis, tell_role
from dataflow.telling.sentences import is_plural
from dataflow.telling.verbs import MEANS, VERBS, in_brackets
from dataflow.telling.words import behind

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from dataflow.answers import Status
    from dataflow.answers.reach import Reach
    from dataflow.common.dates import Window
    from dataflow.model import Model
    from dataflow.model.holders import Stated
    from dataflow.telling.words import Words

NAMED: Final = 4
"""How many data types or purposes are named."""


def list_terms(words: Words, terms: Sequence[Term]) -> str:
    """Name data types or purposes, and count those that would be too many."""
    return words.name_few([term.name for term in terms], NAMED)


HAVING: Final = {
    "collects": "collects it",
    "receives": "receives it",
    "infers": "can work it out",
    "owns": "owns who has it: control, not sharing",
}
"""How a company has some data."""

STATUS: Final[dict[Status, str]] = {
    "alleged": "alleged",
    "assumed": "assumed",
    "permitted": "permitted by its terms",
    "announced": "announced",
}
"""What is said of a statement that is not firm, where no verb tells it."""

UNSURE: Final[dict[Sample, str]] = {
    "alleged": "alleged: one side says so",
    "assumed": "assumed: nobody says so",
    "permitted": "permitted by its terms: no source says that it happens",
}
"""What the legend says of lines and outlines that are dashed or dotted."""

UNNAMED: Final = "not named by the source"


def explain(words: Words, texts: Mapping[Sample, str], samples: Container[str]) -> Iterator[Entry]:
    """Explain the samples that are drawn, in the order of their texts."""
    for sample, text in texts.items():
        if sample in samples:
            yield Entry(sample, words.say(text))


def count_companies(words: Words, answer: Reach) -> Count:
    """Count who can reach the data of an answer, by how sure that is."""
    return count_reaching(list_reaching(answer), words, services=answer.by_service)


def tell_nobody(words: Words, answer: Reach) -> str:
    """Return that nobody can reach the data of an answer, as the beginning of a sentence."""
    template = "no company in this model can reach your {data}"
    if answer.by_service:
        template = "no service in this model, and no company itself, can reach your {data}"
    return words.say(template, data=answer.data.name)


# holds and flows


def date_of(day: int) -> PartialDate:
    """Return a day as somebody would write it."""
    return PartialDate(show_day(day) or "", day, day)


def is_over(answer: Reach, cause: Conditional) -> bool:
    """Return whether something ended before the day asked about, or, without one, ended at all.

    For a person it ends with their account, or as they opt out.
    """
    return answer.evidence.last_day(cause) < answer.setting.day


def tell_last(words: Words, answer: Reach, cause: Conditional) -> str:
    """Tell until when something was so that is over, no more precisely than it was written."""
    date, day = _name_last(words, answer, cause), answer.evidence.last_day(cause)
    if cause.ended and day == cause.ended.last:
        return words.say("until {date} at the latest", date=date)
    return words.say("until {date}", date=date)


Cause = Hold | Flow | Derivation


def tell_start(words: Words, cause: Cause, day: int) -> str:
    """Tell since when something is so by its own word, where it gave from that day on."""
    own = start_on(cause, day)
    if own is None:
        return ""
    if cause.status == "announced" and own.kind == "stated":
        return tell_begin(words, cause, words.when(own.day, own.written))
    return words.since(*own)


def tell_begin(words: Words, fact: Stated, date: str) -> str:
    """Tell since which date something is so, or from which it is to be, where that is announced."""
    return words.say("from {date}" if fact.status == "announced" else "since {date}", date=date)


def tell_when(words: Words, answer: Reach, cause: Cause, day: int) -> str:
    """Tell from when to when something was so that gave from a day on; "" where neither is known.

    A day on which it gave is none of its own where only what it gave came then.
    """
    since = tell_start(words, cause, day)
    if not is_over(answer, cause):
        return since
    if since and cause.since and not cause.ended:
        begun, date = words.date(cause.since), _name_last(words, answer, cause)
        return _tell_between(words, cause.since, begun, date)
    return ", ".join(filter(None, [since, tell_last(words, answer, cause)]))


def _name_last(words: Words, answer: Reach, cause: Conditional) -> str:
    day = answer.evidence.last_day(cause)
    ended = answer.evidence.ended(day, cause.end)
    return words.date(ended) if ended else words.day(day)


def tell_span(
    words: Words, fact: Stated, tell: Callable[[PartialDate], str], *, over: bool
) -> list[str]:
    """Tell in one or two phrases from when to when something was so by its own word.

    Args:
        words: the language.
        fact: what was so.
        tell: tells a date.
        over: whether its end is told: it lies within the days that are shown.
    """
    end = fact.end if over else None
    if fact.since and fact.until and end:
        return [_tell_between(words, fact.since, tell(fact.since), tell(fact.until))]
    told = []
    if fact.since:
        told.append(tell_begin(words, fact, tell(fact.since)))
    elif fact.known:
        told.append(words.say("since {date} at the latest", date=tell(fact.known)))
    if end:
        text = "until {date}" if fact.until else "until {date} at the latest"
        told.append(words.say(text, date=tell(end)))
    return told


def _tell_between(words: Words, since: PartialDate, begun: str, ended: str) -> str:
    """Tell from when to when something was so; where both read alike, when it was."""
    if begun == ended:
        return words.on(since.first, since)
    return words.say("from {since} until {date}", since=begun, date=ended)


def tell_years(words: Words, operation: Operation) -> str:
    """Return who operates a service, with the years: "Shop AG since 2015"."""
    if operation.since and operation.until:
        first, last = _name_year(operation.since), _name_year(operation.until)
        years = first if first == last else f"{first}\N{EN DASH}{last}"
    else:
        years = " ".join(tell_span(words, operation, _name_year, over=True))
    status = "" if operation.is_firm else words.say(STATUS[operation.status])
    told = " ".join(filter(None, [operation.company.name, years]))
    return f"{told} ({status})" if status else told


def _name_year(date: PartialDate) -> str:
    return date.written[:4]


def name_then(words: Words, model: Model, holder: Holder, fact: Flow | Hold) -> str:
    """Name a holder; of a service that changed hands, with who operated it on the days of a fact.

    Never with a later owner: what was shared before was not theirs to share.
    """
    operations = model.operations_of(holder)
    if not have_changed(operations):
        return holder.name
    then = [each for each in operations if _meet(each.window, fact.window)]
    names = name_operators(words, holder, then)
    return f"{holder.name} ({words.enumerate(names)})" if names else holder.name


def name_operators(
    words: Words, service: Holder, operations: Sequence[Operation], drawn: Container[str] = ()
) -> list[str]:
    """Name who operates a service, with the years where it changed hands.

    Those in `drawn`, by their ids, are left out, as is one of the service's own name.
    """
    changed = have_changed(operations)
    names = (
        tell_years(words, operation) if changed else operation.company.name
        for operation in sorted(operations, key=lambda each: (each.window, each.company.id))
        if operation.company.id not in drawn and operation.company.name != service.name
    )
    return list(dict.fromkeys(names))


def have_changed(operations: Iterable[Operation]) -> bool:
    """Return whether these are of several companies: the service changed hands."""
    return len({operation.company.id for operation in operations}) > 1


def _meet(window: Window, other: Window) -> bool:
    return window.start <= other.end and other.start <= window.end


def tell_whom(words: Words, answer: Reach, passing: Passing) -> str:
    """Tell for whom something passes."""
    return words.conditions(conditions_of(answer, passing), passing.sender)


def tell_status(words: Words, fact: Conditional | Claim | Event) -> str:
    """Tell how sure something is that is not firm; "" of what is firm."""
    status = STATUS.get(fact.status)
    return words.say(status) if status else ""


def tell_replies(words: Words, fact: Flow | Claim | Event) -> list[str]:
    """Return what was replied to a statement, each reply as a sentence without its stop."""
    return [
        words.say(
            "{by} said: “{quote}”",
            by=reply.by if isinstance(reply.by, str) else reply.by.name,
            quote=reply.quote,
        )
        for reply in fact.replies
    ]


def tell_passing(words: Words, answer: Reach, passing: Passing) -> str:
    """Tell a hold or flow as a sentence without its stop, no surer than it is."""
    cause = passing.cause
    deed, end = _tell_deed(words, answer, passing)
    aim = behind(", ", words.purposes(cause.purposes))
    if isinstance(cause, Hold) and aim:
        aim = f" ({tell_use(words, words.enumerate([term.name for term in cause.purposes]))})"
    parts = [
        f"{deed}{aim}{tell_basis(cause, words)}",
        tell_when(words, answer, cause, passing.day),
        tell_whom(words, answer, passing),
    ]
    return ", ".join(filter(None, parts)) + end


def tell_use(words: Words, purposes: str) -> str:
    """Tell what the purposes of a hold are: its holder's use, not why people gave it."""
    return words.say("used for {purposes}", purposes=purposes)


def _tell_deed(words: Words, answer: Reach, passing: Passing) -> tuple[str, str]:
    """Tell what was done, in a verb that how it passed chooses, and what stands at its end."""
    cause, data = passing.cause, words.enumerate([term.name for term in passing.data])
    if isinstance(cause, Flow):
        # a mechanism may be any text, that of another deed as well
        deed = cause.mechanism if cause.mechanism in VERBS else "share"
        data += f" ({cause.label})" if cause.label else ""
    elif not passing.readable:
        deed = "carry"
    else:
        deed = f"given by {cause.whose}" if cause.how == "given" else cause.how
        if cause.how == "given" and cause.status not in ("stated", "confirmed"):
            # what is seen, alleged or permitted is what its holder does, not what people do
            deed = f"collected from {cause.whose}"
    template = _DEEDS[deed or "share"][is_over(answer, cause)]
    name = partial(name_then, words, answer.model, fact=cause)
    subject = [passing.sender] if template.startswith("{sender}") else passing.receivers
    told, end = words.deed(
        template,
        passing.status,
        many=are_many(filter(None, subject)),
        sender=name(passing.sender) if passing.sender else "",
        data=data,
        receivers=words.enumerate([*map(name, passing.receivers)]),
    )
    return told + _tell_means(words, passing), end


def are_many(holders: Iterable[Holder]) -> bool:
    """Return whether a verb whose subject these are is one of several."""
    subjects = list(holders)
    return len(subjects) > 1 or any(map(is_plural, subjects))


def _tell_means(words: Words, passing: Passing) -> str:
    """Tell by what something passed, where no verb tells it, and for whom its receiver works."""
    cause = passing.cause
    if not isinstance(cause, Flow):
        return ""
    means = MEANS.get(cause.mechanism or "")
    told = behind(" ", words.say(means) if means else in_brackets(cause.mechanism))
    return told + tell_role(cause, passing.sender, words)


_TAKEN: Final = ("{receivers} took {data} from {sender}",) * 2
"""What is taken is taken once, whenever that was found out."""

_DEEDS: Final = {
    "share": (
        "{sender} shares {data} with {receivers}",
        "{sender} shared {data} with {receivers}",
    ),
    "sale": ("{sender} sells {data} to {receivers}", "{sender} sold {data} to {receivers}"),
    "order": (
        "{sender} hands {data} over to {receivers}",
        "{sender} handed {data} over to {receivers}",
    ),
    "leak": ("{sender} exposed {data} to {receivers}",) * 2,
    "theft": _TAKEN,
    "breach": _TAKEN,
    "scrape": (
        "{receivers} scrapes {data} from {sender}",
        "{receivers} scraped {data} from {sender}",
    ),
    "carry": (
        "{receivers} carries your {data} without being able to read the content",
        "{receivers} carried your {data} without being able to read the content",
    ),
    "given by users": ("You give {receivers} your {data}", "You gave {receivers} your {data}"),
    "given by anyone": (
        "People you know give {receivers} your {data}",
        "People you know gave {receivers} your {data}",
    ),
    "collected from users": (
        "{receivers} collects your {data}",
        "{receivers} collected your {data}",
    ),
    "collected from anyone": (
        "{receivers} collects your {data} from people you know",
        "{receivers} collected your {data} from people you know",
    ),
    "observed": ("{receivers} observes your {data}", "{receivers} observed your {data}"),
    "inferred": ("{receivers} infers your {data}", "{receivers} inferred your {data}"),
    "bought": ("{receivers} buys your {data}", "{receivers} bought your {data}"),
    "stored": ("{receivers} has {data}", "{receivers} had {data}"),
}
"""What is done, while it is so and once it is over."""

_MANNER: Final = {
    "sale": "sold",
    "order": "handed over on an order",
    "leak": "exposed",
    "theft": "stolen",
    "breach": "taken in a breach",
    "scrape": "scraped",
}
"""How it passed, in a word, where that is no sharing."""


def tell_manner(words: Words, cause: Flow | Hold) -> str:
    """Tell in a word how something passed that was not shared; "" of all else."""
    manner = _MANNER.get(cause.mechanism or "") if isinstance(cause, Flow) else None
    return words.say(manner) if manner else ""
