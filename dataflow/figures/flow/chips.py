"""Holds and flows as chips: what they say in a few words, and in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.answers.passing import Passing, keep_widest
from dataflow.figures.figure import Chip
from dataflow.figures.flow.boxes import PEOPLE, Boxes
from dataflow.figures.labels import (
    is_over,
    list_terms,
    tell_last,
    tell_manner,
    tell_passing,
    tell_replies,
    tell_start,
    tell_status,
    tell_use,
    tell_whom,
)
from dataflow.figures.promises import (
    name_promise,
    quote_promise,
    tell_promise,
    tell_unless_firm,
)
from dataflow.model import Claim, Flow, Hold, Model, Term
from dataflow.telling.words import Words, behind, capitalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.answers.breaches import Break, Denial
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.frame import Citations


QUOTED: Final = 80
"""How many characters of a promise a chip quotes; what is longer stands whole in a note."""


def make_chips(scene: Scene, boxes: Boxes, citations: Citations, most: int) -> tuple[Chip, ...]:
    """Make chips of the holds and flows of a scene, and of what is denied there.

    More than `most` between the same boxes become one chip.
    """
    making = _Making(scene, boxes, citations)
    bold = _group(scene, scene.passings, boxes, most)
    thin = _group(scene, scene.rest, boxes, 1)
    numbered = enumerate([*bold, *thin], 1)
    chips = [making.share(number, group, quiet=number > len(bold)) for number, group in numbered]
    denied = enumerate(scene.denials, len(chips) + 1)
    return (*chips, *(making.deny(number, denial) for number, denial in denied))


def count_chips(scene: Scene, boxes: Boxes, most: int) -> int:
    """Count the chips that `make_chips` would make."""
    bold, thin = _group(scene, scene.passings, boxes, most), _group(scene, scene.rest, boxes, 1)
    return len(bold) + len(thin) + len(scene.denials)


def _group(
    scene: Scene, passings: Iterable[Passing], boxes: Boxes, most: int
) -> list[list[Passing]]:
    """Put together what passes between the same boxes, where it is more than what can be read.

    What breaks a promise is not put together with what breaks none, nor what is firm with what is
    not.
    """
    between: dict[tuple[object, ...], list[Passing]] = {}
    for passing in passings:
        giver, receivers = boxes.ends_of(passing)
        if receivers:
            certain = {broken.is_firm for broken in scene.breaks_of([passing])}
            status = "firm" if passing.is_firm else passing.status
            key = (giver, receivers, passing.readable, bool(certain), True in certain, status)
            between.setdefault(key, []).append(passing)
    return [
        group
        for together in between.values()
        for group in ([together] if len(together) > most else [[passing] for passing in together])
    ]


class _Making:
    """Makes the chips of one scene."""

    def __init__(self, scene: Scene, boxes: Boxes, citations: Citations) -> None:
        self.scene, self.boxes, self.citations = scene, boxes, citations
        self.words, self.answer = scene.words, scene.answer

    def share(self, number: int, group: Sequence[Passing], *, quiet: bool) -> Chip:
        """Make the chip of some holds or flows between the same boxes."""
        words, answer, first = self.words, self.answer, group[0]
        giver, receivers = self.boxes.ends_of(first)
        data = keep_widest(answer, [term for passing in group for term in passing.data])
        told = list_terms(words, data)
        brief = "; ".join(tell_passing(words, answer, passing) for passing in group)
        breaks = self.scene.breaks_of(group)
        broken = [self._tell_break(each) for each in breaks]
        replies = self._tell_replies(group)
        return Chip(
            id=f"f{number}",
            sender=giver,
            receivers=receivers,
            # whose data it is has to be said where others give it
            data=capitalise(words.say("your {data}", data=told) if giver == PEOPLE else told),
            lines=tuple(filter(None, self._lines(group))),
            label="; ".join([brief, *broken, *replies]),
            brief="; ".join([brief, *replies]),
            causes=tuple(
                dict.fromkeys(name_cause(answer.model, passing.cause) for passing in group)
            ),
            types=self._find_types(data),
            locked=not first.readable,
            status=first.status,
            hot=bool(breaks),
            unsure=bool(breaks) and not any(each.is_firm for each in breaks),
            quiet=quiet,
        )

    def _tell_break(self, broken: Break) -> str:
        words, promise = self.words, tell_promise(self.words, broken.claim)
        told = words.say(_BREACH[broken.untrue], promise=promise)
        return tell_unless_firm(words, told, broken)

    def _tell_replies(self, group: Sequence[Passing]) -> list[str]:
        flows = [passing.cause for passing in group if isinstance(passing.cause, Flow)]
        replies = (reply for flow in flows for reply in tell_replies(self.words, flow))
        return list(dict.fromkeys(replies))

    def deny(self, number: int, denial: Denial) -> Chip:
        """Make the chip of something that was promised not to happen, and does not."""
        words, claim, sender = self.words, denial.claim, self.boxes.of(denial.sender)
        sentence = words.say(
            "said not to happen: {sender} shares {data} with {receivers}",
            sender=denial.sender.name,
            data=words.enumerate([term.name for term in denial.data]),
            receivers=words.enumerate([holder.name for holder in denial.receivers]),
        )
        purposes, promise = _tell_purposes(words, claim), name_promise(words, claim)
        label = ", ".join(filter(None, [sentence, purposes, promise]))
        quote, notes = quote_promise(words, claim), tell_replies(words, claim)
        if len(quote) > QUOTED:
            quote, notes = words.say("said not to happen"), [self._tell_saying(claim), *notes]
        if claim.except_for:
            notes = [capitalise(purposes), *notes]
        lines = [
            _tell_aim(words, claim.purposes, claim),
            quote,
            words.say("with exceptions") if claim.except_for else "",
            tell_status(words, claim),
            self.citations.cite(claim.sources, notes),
        ]
        return Chip(
            id=f"f{number}",
            sender=sender,
            receivers=self.boxes.of_receivers(denial.receivers, sender),
            data=capitalise(list_terms(words, denial.data)),
            lines=tuple(filter(None, lines)),
            label=label,
            brief=label,
            causes=(f"claim:{claim.id}",),
            types=self._find_types(denial.data),
            status=claim.status,
            denied=True,
        )

    def _tell_saying(self, claim: Claim) -> str:
        """Tell who said what, and how that is read, as a sentence without its stop."""
        words, quote = self.words, quote_promise(self.words, claim)
        if claim.by:
            quote = words.say("{by} said: “{quote}”", by=claim.by.name, quote=claim.quote)
        return quote + behind("; ", words.say_if("read so: {reading}", reading=claim.reading))

    def _find_types(self, data: Iterable[Term]) -> tuple[str, ...]:
        down = self.scene.model.data.down
        return tuple(sorted({below for term in data for below in down(term.id)}))

    def _lines(self, group: Sequence[Passing]) -> Iterator[str]:
        yield from self._lines_of_one(group[0]) if len(group) == 1 else self._lines_of_many(group)
        whom = (capitalise(tell_whom(self.words, self.answer, passing)) for passing in group)
        yield self.citations.cite(
            (source for passing in group for source in passing.cause.sources),
            (*whom, *self._tell_replies(group)),
        )

    def _lines_of_one(self, passing: Passing) -> Iterator[str]:
        cause, words, answer = passing.cause, self.words, self.answer
        how = cause.how if isinstance(cause, Hold) and cause.how != "given" else ""
        if not passing.readable:
            yield words.say("encrypted: cannot be read")
        manner = words.say(how) if how else tell_manner(words, cause)
        yield ", ".join(filter(None, [manner, _tell_aim(words, cause.purposes, cause)]))
        if self.scene.dated:
            start = tell_start(words, cause, passing.day)
            unknown = words.say("(start not stated)") if cause.start is None else ""
            if start or unknown:
                yield start or unknown
        if is_over(answer, cause):
            yield tell_last(words, answer, cause)
        yield tell_status(words, cause)

    def _lines_of_many(self, group: Sequence[Passing]) -> Iterator[str]:
        purposes = {term.id: term for passing in group for term in passing.cause.purposes}
        yield self.words.count("{n} flows" if group[0].sender else "{n} ways", len(group))
        yield _tell_aim(self.words, [term for _, term in sorted(purposes.items())], group[0].cause)


_BREACH: Final = ("this breaks the promise {promise}", "this contradicts the promise {promise}")
"""Of a promise that held until then, and of one that was untrue when it was made."""


def _tell_purposes(words: Words, claim: Claim) -> str:
    """Tell for what a promise says that something does not happen: for these, or all but these."""
    names = [purpose.name for purpose in claim.except_for]
    but = words.say("for anything but {purposes}", purposes=words.either(names)) if names else ""
    return but or words.purposes(claim.purposes)


def _tell_aim(words: Words, purposes: Sequence[Term], fact: Hold | Flow | Claim) -> str:
    """Tell what for, in a few words; a line must not end in the first of them."""
    names = list_terms(words, purposes)
    aim = words.say("for {purposes}", purposes=names)
    if isinstance(fact, Hold):
        aim = tell_use(words, names)
    return aim.replace(" ", "\u00a0", 1) if purposes else ""


def name_cause(model: Model, cause: Hold | Flow) -> str:
    """Name a flow or hold in a way that all figures of a model share."""
    if isinstance(cause, Flow):
        return f"flow:{cause.id}"
    return f"hold:{model.holds.index(cause) + 1}"
