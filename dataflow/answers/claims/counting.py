"""How many promises there are, and what became of them: several readings of one are one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dataflow.answers.claims.table import VERDICTS
from dataflow.engine.certainty import is_firm
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from dataflow.answers.verdicts.judgement import Judgement
    from dataflow.language.words import Status

    Promise = Sequence[Judgement]
    """The judgements on the readings of one promise."""


def tell_counts(promises: Sequence[Promise]) -> str:
    """Return how many promises there are, and what became of them, the firm verdicts first."""
    if not promises:
        return spoken().say("Nobody claims anything in this model.")
    firm = _count_verdicts([[each.firmly or each for each in promise] for promise in promises])
    claims = _tell_number(promises)
    besides = _tell_besides([promise for promise in promises if any(map(_differs, promise))])
    if not besides:
        return f"{claims}: {firm}."
    firmly = spoken().say("by firm statements alone: {told}", told=firm)
    return f"{claims}, {firmly}. {besides}."


def _tell_number(promises: Sequence[Promise]) -> str:
    several = sum(len(promise) > 1 for promise in promises)
    unheard = sum(not is_firm(promise[0].claim.status) for promise in promises)
    say = spoken().say
    if len(promises) == 1:  # of several readings
        only = say("Of 1 claim, read in several ways")
        return f"{only}, {say('not firmly made')}" if unheard else only
    parts = [
        say("Of {n} claims", n=len(promises)),
        say("{n} of them read in several ways", n=several) if several else "",
        say("{n} of them not firmly made", n=unheard) if unheard else "",
    ]
    return ", ".join(filter(None, parts))


def _differs(judgement: Judgement) -> bool:
    """Return whether the verdict is another by firm statements alone."""
    return judgement.firmly is not None


def _tell_besides(differ: Sequence[Promise]) -> str:
    """Return what less sure statements change: what they break, and what they break sooner."""
    if not differ:
        return ""
    changes = [_find_change(promise) for promise in differ]
    told = [
        _count_verdicts(
            [promise for promise, change in zip(differ, changes, strict=True) if not change]
        ),
        *(
            f"{changes.count(change)} {spoken().say(change)}"
            for change in ("contradicted sooner", "contradicted in more readings", _SPARED)
            if change in changes
        ),
    ]
    parts = list(filter(None, told))
    joint = "; " if parts[2:] else f", {spoken().say('and')} "
    besides = spoken().say("Besides, {told}", told=joint.join(parts))
    certainties = {each.certainty for promise in differ for each in promise if each.firmly}
    return f"{besides}, {tell_if(certainties)}"


_SPARED: Final = "not contradicted"


def _find_change(promise: Promise) -> str:
    """Return what less sure statements change of a promise; "" where they first contradict it."""
    if all(each.verdict == "kept" for each in promise):
        return _SPARED
    firm = {(each.firmly or each).verdict for each in promise}
    if firm == {"kept"}:
        return ""
    more = any(each.firmly and each.firmly.verdict == "kept" for each in promise)
    return "contradicted in more readings" if more else "contradicted sooner"


def tell_if(certainties: Collection[Status | None]) -> str:
    """Return on what it depends whether some promises were broken."""
    text = "if what is assumed or alleged is so, or what is permitted was done"
    if "assumed" not in certainties:
        text = "if what is alleged is so, or what is permitted was done"
    elif {*certainties} == {"assumed"}:
        text = "if what is assumed is so"
    return spoken().say(text)


def _count_verdicts(promises: Iterable[Promise]) -> str:
    """Count what became of promises; where readings differ, that it depends on the reading."""
    counts = Counter(map(_name_verdict, promises))
    words = spoken()
    return words.enumerate(
        [f"{counts[name]} {words.say(name)}" for name in _VERDICTS if counts[name]]
    )


def _name_verdict(promise: Promise) -> str:
    """Return what became of a promise, in words."""
    names = {_LATER if is_made_later(each) else VERDICTS[each.verdict] for each in promise}
    return _READING if len(names) > 1 else names.pop()


_READING: Final = "depending on the reading"

_LATER: Final = "made later"

_VERDICTS: Final = (*VERDICTS.values(), _READING, _LATER)
"""What becomes of promises, in the order in which it is counted."""


def is_made_later(judgement: Judgement) -> bool:
    """Return whether a claim was only made after the day asked about."""
    return judgement.claim.date.first > judgement.evidence.setting.day
