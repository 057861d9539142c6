"""`views` and `expect`: named figures, and questions with the answers that are expected."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import ValidationInfo, model_validator

from dataflow.language.leaves import (
    Before,
    Date,
    Id,
    OneOrMany,
    Schema,
    Words,
    at_least_one,
    fault,
    named,
    one_of,
    optional,
    refuse_listing,
)
from dataflow.language.parts import Asked, Part, is_cut, refuse_non_id
from dataflow.language.words import Figure, Group
from dataflow.reading import Fields, Text

DRAWN_NEEDS = {"paths": ("highlight", "company")}
"""The keys without which a kind of view could not be drawn."""


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

    title: Words | None = optional("the line above the figure")
    subtitle: Words | None = optional("the smaller line below the title")
    kind: Annotated[Words, one_of(*get_args(Figure))] | None = optional(
        "flow (default), matrix, timeline, or paths (which needs `highlight` and `company`)"
    )
    panels: OneOrMany[Id] = at_least_one(
        "scenarios, side by side; left out, one panel: the model as it is"
    )
    highlight: Id | None = optional("a data type: where it can get is drawn strong")
    company: Id | None = optional("the company that the paths lead to")
    only: OneOrMany[Id] = at_least_one("these companies and services, and what lies between them")
    group: Annotated[Words, one_of(*get_args(Group))] | None = optional(
        "whether services stand in their company: company (default), none"
    )
    caption: Words | None = optional("the text below the figure")
    alt: Words | None = optional("the text alternative; left out, it is composed from the answer")
    note: Words | None = optional("a remark")

    @model_validator(mode="after")
    def _can_be_drawn(self, info: ValidationInfo) -> Self:
        missing = [
            key for key in DRAWN_NEEDS.get(self.kind or "", ()) if getattr(self, key) is None
        ]
        if missing and not is_cut(info):
            needed = " and ".join(f"`{key}: …`" for key in missing)
            raise fault(
                "missing-key",
                f"a view of `{self.kind}` cannot be drawn without "
                + " and ".join(f"`{key}`" for key in missing),
                f"add {needed}",
            )
        return self


Kind = Literal["reach", "ask", "claim", "cut"]
KINDS: Final[tuple[Kind, ...]] = ("reach", "ask", "claim", "cut")
ANSWERS = {
    "reach": {"companies"},
    "ask": {"companies"},
    "claim": {"verdict", "on"},
    "cut": {"company", "flows"},
}


NEEDED = {
    "reach": ["companies"],
    "ask": ["companies"],
    "claim": ["verdict"],
    "cut": ["company", "flows"],
}
"""Without these, nothing would be compared, and the entry could not fail."""


class ExpectedRow(Part):
    """What is expected of one company; a key that is left out is not compared."""

    called = "an expected company"
    may_be_empty = True

    since: Date | None = optional("since when it has it")
    hops: Words | None = optional("in how many steps it gets there; 0: it collects it")
    how: Annotated[Words, one_of("collects", "receives", "owns")] | None = optional(
        "collects, receives, or owns a company that does"
    )


def _rows(value: object) -> object:
    if isinstance(value, Fields):
        return value
    refuse_listing(value)
    names: list[Any] = value if isinstance(value, list) else [value]
    for name in names:
        refuse_non_id(name, "company")
    return dict.fromkeys(names)


def _or_ids(rows: Schema) -> Schema:
    return {"anyOf": [rows, named("id"), {"type": "array", "items": named("id")}]}


class Expectation(Asked):
    """One question, the settings it is asked with, and its answer."""

    called = "an expectation"

    rules = (
        {
            "oneOf": [
                {
                    "required": [kind, *NEEDED[kind]],
                    "properties": dict.fromkeys(
                        sorted({*KINDS, *set().union(*ANSWERS.values())} - {kind} - known), False
                    ),
                }
                for kind, known in ANSWERS.items()
            ]
        },
    )

    reach: Id | None = optional("which companies can reach this data type?")
    ask: Words | None = optional("the same in words")
    claim: Id | None = optional("was this promise kept?")
    cut: Id | None = optional("which sharing would have to stop, so that it cannot be reached?")
    scenario: Id | None = optional("the scenario whose settings the question is asked with")
    companies: Annotated[dict[Id, ExpectedRow | None], Before(_rows, _or_ids)] | None = optional(
        "exactly these: ids, or ids with what is known of each"
    )
    verdict: Annotated[Words, one_of("kept", "broken", "untrue")] | None = optional(
        "what became of the promise: kept, broken, or untrue when made"
    )
    on: Date | None = optional("the day from which it was broken")
    company: Id | None = optional("the company that is to be cut off")
    flows: OneOrMany[Id] | None = optional("the flows that would have to stop")
    note: Words | None = optional("a remark")

    @property
    def kind(self) -> Kind:
        """Which question it is: one of `KINDS`."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @model_validator(mode="after")
    def _one_question(self, info: ValidationInfo) -> Self:
        asked = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(asked) != 1:
            raise fault(
                "missing-key" if not asked else "wrong-kind",
                f"an expectation asks one question, found {len(asked)}",
                "write one of `reach`, `ask`, `claim`, `cut`",
            )
        self._refuse_others(asked[0])
        missing = [key for key in NEEDED[asked[0]] if key not in self.model_fields_set]
        if missing and not is_cut(info):
            needed = " and ".join(f"`{key}`" for key in missing)
            raise fault(
                "missing-key",
                f"an expectation of `{asked[0]}` says what is expected",
                f"add {needed}",
            )
        return self

    def _refuse_others(self, kind: Kind) -> None:
        """Refuse what is no answer to the question that is asked."""
        known = ANSWERS[kind]
        for key in sorted(set().union(*ANSWERS.values()) - known):
            if key in self.model_fields_set:
                raise fault(
                    "unknown-key",
                    f"`{key}` is no answer to `{kind}`",
                    "its answer is told by " + ", ".join(f"`{answer}`" for answer in sorted(known)),
                    at=_first_of(getattr(self, key)),
                )


def _first_of(value: object) -> Text | None:
    """Find a text to point at in the value of a field."""
    if isinstance(value, (list, dict)):
        return next(iter(value), None)
    return value if isinstance(value, Text) else None
