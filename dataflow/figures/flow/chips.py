"""Holds and flows as chips: what they say in a few words, and in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.figures.figure import Chip
from dataflow.figures.labels import is_over, tell_last, tell_passing, tell_whom
from dataflow.figures.passing import keep_widest
from dataflow.figures.promises import name_promise, shorten, tell_promise
from dataflow.model import Flow, Hold
from dataflow.telling.words import capitalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.figures.flow.holders import Boxes
    from dataflow.figures.flow.scenes import Scene
    from dataflow.figures.frame import Citations
    from dataflow.figures.passing import Passing
    from dataflow.figures.promises import Breach, Denial
    from dataflow.model import Model, Term
    from dataflow.telling.words import Words

YOU: Final = "person:you"
PEOPLE: Final = "person:people"
SELLERS: Final = "person:sellers"
PERSONS: Final = {YOU: "You", PEOPLE: "People you know", SELLERS: "Sellers"}
"""Who gives what no holder of the model shares; sellers are those that no source names."""

NAMED: Final = 4
"""How many data types or purposes a chip names."""


def make_chips(scene: Scene, boxes: Boxes, citations: Citations, most: int) -> tuple[Chip, ...]:
    """Say holds and flows as chips.

    Args:
        scene: what is shown.
        boxes: in which box a holder stands.
        citations: marks sources and conditions.
        most: more than these between the same boxes become one chip.
    """
    strong = _group(scene, scene.passings, boxes, most)
    quiet = _group(scene, scene.rest, boxes, 1)
    groups = [(some, False) for some in strong] + [(some, True) for some in quiet]
    chips = [
        _Saying(scene, boxes, citations, some).chip(number, quiet=weak)
        for number, (some, weak) in enumerate(groups, 1)
    ]
    for number, denial in enumerate(scene.denials, len(chips) + 1):
        chips.append(_deny(scene, boxes, citations, denial, number))
    return tuple(chips)


def count_chips(scene: Scene, boxes: Boxes, most: int) -> int:
    """Count the chips that `make_chips` would make."""
    strong, quiet = _group(scene, scene.passings, boxes, most), _group(scene, scene.rest, boxes, 1)
    return len(strong) + len(quiet) + len(scene.denials)


def _group(
    scene: Scene, passings: Iterable[Passing], boxes: Boxes, most: int
) -> list[list[Passing]]:
    """Put together what passes between the same boxes, where it is more than what can be read.

    What breaks a promise is not put together with what breaks none.
    """
    between: dict[tuple[str, tuple[str, ...], bool, bool], list[Passing]] = {}
    for one in passings:
        ends = giver_of(one, boxes), receivers_of(one, boxes)
        if ends[1]:
            hot = bool(scene.breaches_of([one]))
            between.setdefault((*ends, one.readable, hot), []).append(one)
    return [
        group
        for together in between.values()
        for group in ([together] if len(together) > most else [[one] for one in together])
    ]


def giver_of(one: Passing, boxes: Boxes) -> str:
    """Give the box that something comes from."""
    cause = one.cause
    if isinstance(cause, Flow):
        return boxes.of(cause.sender)
    if cause.how == "bought":
        return SELLERS
    return PEOPLE if cause.whose == "anyone" and cause.how == "given" else YOU


def receivers_of(one: Passing, boxes: Boxes) -> tuple[str, ...]:
    """Give the boxes that something goes to, but for the one that it comes from."""
    found = {boxes.of(holder) for holder in one.receivers}
    return tuple(sorted(found - {giver_of(one, boxes)}))


class _Saying:
    """Says some holds or flows between the same boxes."""

    def __init__(
        self, scene: Scene, boxes: Boxes, citations: Citations, group: Sequence[Passing]
    ) -> None:
        self.scene, self.boxes, self.citations, self.group = scene, boxes, citations, group
        self.words, self.first = scene.words, group[0]

    def chip(self, number: int, *, quiet: bool) -> Chip:
        first, answer = self.first, self.scene.answer
        data = keep_widest(answer, [term for one in self.group for term in one.data])
        label = "; ".join(tell_passing(self.scene, one) for one in self.group)
        breaches = self.scene.breaches_of(self.group)
        return Chip(
            id=f"f{number}",
            sender=giver_of(first, self.boxes),
            receivers=receivers_of(first, self.boxes),
            data=capitalise(self._your(list_terms(self.words, data))),
            lines=tuple(filter(None, self._lines())),
            label=self._with_breaches(label, breaches),
            brief=label,
            causes=tuple(dict.fromkeys(name_cause(answer.model, one.cause) for one in self.group)),
            types=tuple(
                sorted({below for term in data for below in answer.model.data.down(term.id)})
            ),
            locked=not first.readable,
            hot=bool(breaches),
            quiet=quiet,
        )

    def _your(self, data: str) -> str:
        """Say whose it is where others give it."""
        if giver_of(self.first, self.boxes) == PEOPLE:
            return self.words.say("your {data}", data=data)
        return data

    def _lines(self) -> Iterator[str]:
        if len(self.group) == 1:
            yield from self._of_one(self.first)
        else:
            yield from self._of_several()
        yield self.citations.cite(
            (source for one in self.group for source in one.cause.sources),
            (capitalise(tell_whom(self.scene, one)) for one in self.group),
        )

    def _of_one(self, one: Passing) -> Iterator[str]:
        cause, words = one.cause, self.words
        how = cause.how if isinstance(cause, Hold) and cause.how != "given" else ""
        if not one.readable:
            yield words.say("encrypted: cannot be read")
        yield ", ".join(filter(None, [words.say(how), self._purposes(cause.purposes)]))
        if self.scene.dated:
            yield _keep_together(
                words.since(one.day, self.scene.answer.evidence.written(one.day, cause.since))
            )
        if is_over(self.scene, cause):
            yield _keep_together(words.say("until {date}", date=tell_last(self.scene, cause)))
        if cause.status in {"alleged", "announced"}:
            yield words.say(cause.status)

    def _of_several(self) -> Iterator[str]:
        purposes = {term.id: term for one in self.group for term in one.cause.purposes}
        kinds = "{n} flows" if self.first.sender else "{n} ways"
        yield self.words.count(kinds, len(self.group))
        yield self._purposes([term for _, term in sorted(purposes.items())])

    def _purposes(self, purposes: Sequence[Term]) -> str:
        return _aim(self.words, purposes)

    def _with_breaches(self, label: str, breaches: Sequence[Breach]) -> str:
        said = [
            self.words.say(_BREACH[one.untrue], promise=tell_promise(self.words, one.claim))
            for one in breaches
        ]
        return "; ".join([label, *said])


_BREACH: Final = ("this breaks the promise {promise}", "this contradicts the promise {promise}")
"""Of a promise that held until then, and of one that was untrue when it was made."""


def _aim(words: Words, purposes: Sequence[Term]) -> str:
    """Say what for, in a few words; a line must not end in the first of them."""
    said = words.say("for {purposes}", purposes=list_terms(words, purposes))
    return said.replace(" ", "\u00a0", 1) if purposes else ""


def _keep_together(date: str) -> str:
    """Keep a line from ending between a day and its month."""
    first, *rest = date.split(" ")
    return " ".join([first, "\u00a0".join(rest)])


def _deny(scene: Scene, boxes: Boxes, citations: Citations, denial: Denial, number: int) -> Chip:
    """Say what is said not to happen, by whose word."""
    words, claim = scene.words, denial.claim
    quote = words.say("“{title}”", title=shorten(claim.quote)) if claim.quote else ""
    label = words.say(
        "said not to happen: {sender} shares {data} with {receivers}",
        sender=denial.sender.name,
        data=words.enumerate([term.name for term in denial.data]),
        receivers=words.enumerate([one.name for one in denial.receivers]),
    )
    purposes = words.purposes(claim.purposes)
    label = ", ".join(filter(None, [label, purposes, name_promise(words, claim)]))
    sender = boxes.of(denial.sender)
    lines = [_aim(words, claim.purposes), quote, citations.cite(claim.sources)]
    return Chip(
        id=f"f{number}",
        sender=sender,
        receivers=tuple(sorted({boxes.of(one) for one in denial.receivers} - {sender})),
        data=capitalise(list_terms(words, denial.data)),
        lines=tuple(filter(None, lines)),
        label=label,
        brief=label,
        causes=(f"claim:{claim.id}",),
        types=tuple(
            sorted({below for term in denial.data for below in scene.model.data.down(term.id)})
        ),
        denied=True,
    )


def name_cause(model: Model, cause: Hold | Flow) -> str:
    """Name a flow or hold in a way that all figures of a model share."""
    if isinstance(cause, Flow):
        return f"flow:{cause.id}"
    return f"hold:{model.holds.index(cause) + 1}"


def list_terms(words: Words, terms: Sequence[Term]) -> str:
    """Name data types or purposes, and count what would be too many."""
    return words.name_few([term.name for term in terms], NAMED)
