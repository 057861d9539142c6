"""`views` and `expect`: named figures, and questions with the answers that are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self, get_args

from dataflow.language.kinds import OneOrMany, Walk
from dataflow.language.leaves import DATE, ID, TRUTH, WORDS, OneOf, refuse_listing
from dataflow.language.parts import Mapped, Part, at_least_one, optional, part, several
from dataflow.language.sections import ExpectedRows
from dataflow.language.words import (
    STATUSES,
    By,
    Figure,
    Group,
    Having,
    Question,
    Role,
    SinceIs,
    Verdict,
)
from dataflow.reading import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

DRAWN_NEEDS = {"paths": ("highlight", "company")}
"""The keys without which a kind of view could not be drawn."""


@part
class Asked(Part):
    """The settings of a question, as scenarios and expectations write them."""

    as_of: Text | None = optional(DATE, "on which day; a year or a month stands for the last of it")
    persona: Text | None = optional(ID, "for which person")
    origin: Text | None = optional(ID, "only what comes from this holder", "from")
    purpose: Text | None = optional(ID, "only what was given for this purpose", "for")
    role: Text | None = optional(
        OneOf(*get_args(Role)),
        "only what was shared with a controller, joint_controller or processor",
    )
    owners: bool | None = optional(
        TRUTH, "whether a company counts for what companies it owns have"
    )
    announced: bool | None = optional(TRUTH, "whether what was only announced counts")
    firm: bool | None = optional(
        TRUTH, "whether only what is firm counts: neither alleged nor assumed, permitted, announced"
    )
    without: tuple[Text, ...] = several(
        WORDS,
        "as if these flows and holds were not there: their ids, or KEY:VALUE of flows such as "
        "`purpose:ads`",
    )
    by: Text | None = optional(
        OneOf(*get_args(By)),
        "who is asked about: company (default), with all that it operates, or service: each holder"
        " by itself",
    )


@part
class View(Part):
    """A figure of the model, or of scenarios side by side."""

    called = "a view"

    rules = tuple(
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"required": list(keys)},
        }
        for kind, keys in DRAWN_NEEDS.items()
    )

    title: Text | None = optional(WORDS, "the line above the figure")
    subtitle: Text | None = optional(WORDS, "the smaller line below the title")
    kind: Text | None = optional(
        OneOf(*get_args(Figure)),
        "flow (default), matrix, timeline, or paths (which needs `highlight` and `company`)",
    )
    panels: tuple[Text, ...] = at_least_one(
        ID, "scenarios, side by side; left out, one panel: the model as it is"
    )
    highlight: Text | None = optional(ID, "a data type to emphasise: how it spreads is drawn bold")
    company: Text | None = optional(ID, "the company that the paths lead to")
    only: tuple[Text, ...] = at_least_one(
        ID, "these companies and services, and what lies between them"
    )
    group: Text | None = optional(
        OneOf(*get_args(Group)), "whether services stand in their company: company (default), none"
    )
    caption: Text | None = optional(WORDS, "the text below the figure")
    alt: Text | None = optional(
        WORDS, "the text alternative; left out, it is composed from the answer"
    )
    note: Text | None = optional(WORDS, "a remark")

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:
        """Refuse a view of a kind that needs more."""
        missing = [
            key for key in DRAWN_NEEDS.get(self.kind or "", ()) if getattr(self, key) is None
        ]
        if cut or not missing:
            return self
        needed = " and ".join(f"`{key}: …`" for key in missing)
        message = f"a view of `{self.kind}` cannot be drawn without "
        message += " and ".join(f"`{key}`" for key in missing)
        walk.report("missing-key", message, self.at, f"add {needed}")
        return None


KINDS: Final[tuple[Question, ...]] = get_args(Question)
ANSWERS: Final[dict[Question, set[str]]] = {
    "reach": {"companies", "services", "at_least"},
    "ask": {"companies", "services", "at_least"},
    "claim": {"verdict", "on"},
    "cut": {"company", "flows"},
}

NEEDED: Final[dict[Question, tuple[tuple[str, ...], ...]]] = {
    "reach": (("companies",), ("services",), ("at_least",)),
    "ask": (("companies",), ("services",), ("at_least",)),
    "claim": (("verdict",),),
    "cut": (("company", "flows"),),
}
"""Without one of these, nothing would be compared, and the entry could not fail.

Where there are several ways to say what is expected, an entry takes one of them.
"""


@part
class ExpectedRow(Part):
    """What is expected of one company; a key that is left out is not compared."""

    called = "an expected company"
    may_be_empty = True

    since: Text | None = optional(DATE, "since when it has it")
    hops: Text | None = optional(WORDS, "by how many flows it gets there; 0: by none")
    how: Text | None = optional(
        OneOf(*get_args(Having)),
        "collects, receives, infers, or owns a company that does",
    )
    certainty: Text | None = optional(
        OneOf(*STATUSES),
        "how sure it is: announced, assumed, alleged, permitted, stated, observed, confirmed",
    )
    since_is: Text | None = optional(
        OneOf(*get_args(SinceIs)),
        "what that day is: stated, by (at the latest), from (at the earliest), unknown",
    )


COUNTED: Final[dict[By, str]] = {"company": "companies", "service": "services"}
"""By what an entry says of whom it expects the answer, by who is asked about."""


def _strange_to(kind: Question, needed: Iterable[str]) -> set[str]:
    """Return the keys that do not go with a question whose answer is said in one of its ways."""
    others = {key for way in NEEDED[kind] for key in way} - {*needed}
    return ({*KINDS, *set().union(*ANSWERS.values())} - {kind} - ANSWERS[kind]) | others


@part
class Expectation(Asked):
    """One question, the settings it is asked with, and its answer."""

    called = "an expectation"

    rules = (
        {
            "oneOf": [
                {
                    "required": [kind, *needed],
                    "properties": dict.fromkeys(sorted(_strange_to(kind, needed)), False),
                }
                for kind, ways in NEEDED.items()
                for needed in ways
            ]
        },
        {
            "if": {
                "required": ["services"],
                "not": {"anyOf": [{"required": [key]} for key in ("ask", "scenario")]},
            },
            "then": {"required": ["by"]},
        },
        *(
            {"if": {"required": [answer]}, "then": {"properties": {"by": {"const": by}}}}
            for by, answer in COUNTED.items()
        ),
    )

    reach: Text | None = optional(ID, "which companies can reach this data type?")
    ask: Text | None = optional(WORDS, "the same in words")
    claim: Text | None = optional(ID, "was this promise kept?")
    cut: Text | None = optional(
        ID, "which sharing would have to stop, so that it cannot be reached?"
    )
    scenario: Text | None = optional(ID, "the scenario whose settings the question is asked with")
    companies: Mapping[Text, ExpectedRow] | None = optional(
        ExpectedRows(Mapped(ExpectedRow)), "exactly these: ids, or ids with what is known of each"
    )
    services: Mapping[Text, ExpectedRow] | None = optional(
        ExpectedRows(Mapped(ExpectedRow)),
        "with `by: service`: exactly these services, and companies that have it themselves",
    )
    at_least: tuple[Text, ...] = at_least_one(
        ID, "in place of `companies` or `services`: these, and maybe others: one id or a list"
    )
    verdict: Text | None = optional(
        OneOf(*get_args(Verdict)),
        "what became of the promise: kept, broken, or untrue when made",
    )
    on: Text | None = optional(DATE, "the day from which it was broken")
    company: Text | None = optional(
        ID, "the company that is to be cut off; with `by: service`, the service"
    )
    flows: tuple[Text, ...] | None = optional(
        OneOrMany(ID, refuses=refuse_listing), "the flows that would have to stop"
    )
    note: Text | None = optional(WORDS, "a remark")

    @property
    def kind(self) -> Question:
        """Which question it is: one of `KINDS`."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    def checked(self, walk: Walk, *, cut: bool) -> Self | None:
        """Refuse what asks no question or several, or does not say what is expected."""
        asked = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(asked) != 1:
            if not cut:
                self._report_questions(asked, walk)
            return None
        kind = asked[0]
        strange = set().union(*ANSWERS.values()) - ANSWERS[kind]
        if others := sorted(strange & self.given):
            return self._without(others, kind, walk, cut=cut)
        says = self._says_what(kind, walk) and self._says_of_whom(kind, walk) if not cut else True
        return self if says else None

    def _report_questions(self, asked: Sequence[Question], walk: Walk) -> None:
        code = "wrong-kind" if asked else "missing-key"
        message = f"an expectation asks one question, found {len(asked)}"
        walk.report(code, message, self.at, "write one of `reach`, `ask`, `claim`, `cut`")

    def _says_what(self, kind: Question, walk: Walk) -> bool:
        """Return whether it says in just one way what is expected; report where it does not."""
        ways = [way for way in NEEDED[kind] if self.given.intersection(way)]
        if len(ways) > 1:
            self._report_ways(ways, walk)
            return False
        # of a way that was begun, what is left of it; where none was, all that each needs
        lacking = [[key for key in way if key not in self.given] for way in ways or NEEDED[kind]]
        if all(lacking):
            needed = " or ".join(" and ".join(f"`{key}`" for key in keys) for keys in lacking)
            message = f"an expectation of `{kind}` says what is expected"
            walk.report("missing-key", message, self.at, f"add {needed}")
        return not all(lacking)

    def _says_of_whom(self, kind: Question, walk: Walk) -> bool:
        """Return whether the answer is of those who are asked about; report where it is not.

        A scenario may say who that is, and a question in words does.
        """
        told = next((by for by, key in COUNTED.items() if getattr(self, key) is not None), None)
        asked = self.by or ("company" if kind == "reach" and not self.scenario else told)
        if told is None or asked == told:
            return True
        key = COUNTED[told]
        at = _first_of(getattr(self, key)) or self.at
        message = f"`{key}` are no answer to what is asked by {asked}"
        advice = f"add `by: {told}`" if self.by is None else f"write `by: {told}`"
        walk.report("wrong-kind", message, at, advice)
        return False

    def _report_ways(self, ways: Sequence[tuple[str, ...]], walk: Walk) -> None:
        keys = " and ".join(f"`{key}`" for way in ways for key in way)
        at = _first_of(getattr(self, ways[-1][-1]))
        message = f"{keys} cannot be used together"
        walk.report("wrong-kind", message, self.at if at is None else at, "keep one of them")

    def _without(self, others: list[str], kind: Question, walk: Walk, *, cut: bool) -> Self:
        """Refuse what is no answer to the question that is asked, and leave it out."""
        if not cut:
            advice = "the answer to it goes into "
            advice += ", ".join(f"`{answer}`" for answer in sorted(ANSWERS[kind]))
            at = _first_of(getattr(self, others[0]))
            message = f"`{others[0]}` is no answer to `{kind}`"
            walk.report("unknown-key", message, self.at if at is None else at, advice)
        return self.changed(dict.fromkeys(others))


def _first_of(value: object) -> Text | None:
    """Return a text to point at in the value of a field."""
    if isinstance(value, (tuple, dict)):
        return next(iter(value), None)
    return value if isinstance(value, Text) else None
