"""`expect`: questions with the answers that the author expects."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from dataflow.language.leaves import Before, Date, Id, OneOrMany, Words, fault, one_of
from dataflow.language.parts import Asked, Part
from dataflow.reading import Fields, Text

KINDS = ("reach", "ask", "claim", "cut")
ANSWERS = {
    "reach": {"companies"},
    "ask": {"companies"},
    "claim": {"verdict", "on"},
    "cut": {"company", "flows"},
}


class ExpectedRow(Part):
    """What is expected of one company; a key that is left out is not compared."""

    called = "an expected company"
    may_be_empty = True

    since: Date | None = None
    hops: Words | None = None
    how: Annotated[Words, one_of("collects", "receives", "owns")] | None = None


def _rows(value: object) -> object:
    if isinstance(value, Fields):
        return value
    return dict.fromkeys(value if isinstance(value, list) else [value])


class Expectation(Asked):
    """One question, the settings it is asked with, and its answer."""

    called = "an expectation"

    reach: Id | None = None
    ask: Words | None = None
    claim: Id | None = None
    cut: Id | None = None
    scenario: Id | None = None
    companies: Annotated[dict[Id, ExpectedRow | None], Before(_rows)] | None = None
    verdict: Annotated[Words, one_of("kept", "broken", "untrue")] | None = None
    on: Date | None = None
    company: Id | None = None
    flows: OneOrMany[Id] | None = None
    note: Words | None = Field(default=None)

    @property
    def kind(self) -> str:
        """Which question it is: one of `KINDS`."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        asked = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(asked) != 1:
            raise fault(
                "missing-key" if not asked else "wrong-kind",
                f"an expectation asks one question, found {len(asked)}",
                "write one of `reach`, `ask`, `claim`, `cut`",
            )
        known = ANSWERS[asked[0]]
        for key in sorted(set().union(*ANSWERS.values()) - known):
            if key in self.model_fields_set:
                raise fault(
                    "unknown-key",
                    f"`{key}` is no answer to `{asked[0]}`",
                    "its answer is told by " + ", ".join(f"`{one}`" for one in sorted(known)),
                    at=_first_of(getattr(self, key)),
                )
        return self


def _first_of(value: object) -> Text | None:
    """Find a text to point at in the value of a field."""
    if isinstance(value, (list, dict)):
        return next(iter(value), None)
    return value if isinstance(value, Text) else None
