"""Holds, flows and promises as sentences without their stop: for who does not see the figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALWAYS
from dataflow.engine.conditions import apply_conditions
from dataflow.model import Flow

if TYPE_CHECKING:
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.passing import Passing
    from dataflow.model import Conditional


def is_over(scene: Scene, cause: Conditional) -> bool:
    """Say whether something ended before the day asked about, or, without one, ended at all.

    For a person it ends with their account, or as they opt out.
    """
    return scene.answer.evidence.last_day(cause) < scene.setting.day


def tell_last(scene: Scene, cause: Conditional) -> str:
    """Say until when something was so that is over, no more precisely than it was written."""
    evidence = scene.answer.evidence
    day = evidence.last_day(cause)
    ended = evidence.ended(day, cause.until)
    return scene.words.date(ended) if ended else scene.words.day(day)


def tell_passing(scene: Scene, one: Passing) -> str:
    """Say a hold or flow as a sentence without its stop."""
    status = one.cause.status
    return ", ".join(
        filter(
            None,
            [
                _who(scene, one),
                scene.words.purposes(one.cause.purposes),
                tell_when(scene, one.cause, one.day),
                tell_whom(scene, one),
            ],
        )
    ) + (f" ({scene.words.say(status)})" if status in {"alleged", "announced"} else "")


def tell_whom(scene: Scene, one: Passing) -> str:
    """Say for whom it is so."""
    applied = apply_conditions(one.cause, scene.model, scene.setting, one.day)
    return scene.words.conditions(applied, one.sender)


def _who(scene: Scene, one: Passing) -> str:
    cause, words = one.cause, scene.words
    data = words.enumerate([term.name for term in one.data])
    receivers = words.enumerate([holder.name for holder in one.receivers])
    past = is_over(scene, cause)
    if isinstance(cause, Flow):
        data += f" ({cause.label})" if cause.label else ""
        said = _SHARED[past]
        return words.say(said, sender=cause.sender.name, data=data, receivers=receivers)
    if not one.readable:
        return words.say(_CARRIED[past], receivers=receivers, data=data)
    if cause.how == "given":
        given = _GIVEN[cause.whose][past]
        return words.say(given, receivers=receivers, data=data)
    return words.say(_GOT[cause.how][past], receivers=receivers, data=data)


_SHARED: Final = (
    "{sender} shares {data} with {receivers}",
    "{sender} shared {data} with {receivers}",
)
_CARRIED: Final = (
    "{receivers} carries your {data}, which it cannot read",
    "{receivers} carried your {data}, which it cannot read",
)
_GIVEN: Final = {
    "users": ("You give {receivers} your {data}", "You gave {receivers} your {data}"),
    "anyone": (
        "People you know give {receivers} your {data}",
        "People you know gave {receivers} your {data}",
    ),
}
_GOT: Final = {
    "observed": ("{receivers} observes your {data}", "{receivers} observed your {data}"),
    "inferred": ("{receivers} infers your {data}", "{receivers} inferred your {data}"),
    "bought": ("{receivers} buys your {data}", "{receivers} bought your {data}"),
}


def tell_when(scene: Scene, cause: Conditional, day: int) -> str:
    """Say from when to when something was so that began on a day; "" where neither is known."""
    words, written = scene.words, scene.answer.evidence.written(day, cause.since)
    since = "" if day == ALWAYS else words.since(day, written)
    if not is_over(scene, cause):
        return since
    until = tell_last(scene, cause)
    if not since:
        return words.say("until {date}", date=until)
    begun = words.date(written) if written else words.day(day)
    return words.say("from {since} until {date}", since=begun, date=until)
