"""Setting: the date, the persona, origin, purpose, what is left out or added.

A scenario is a named Setting; options override what it sets, and `without` adds to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from reprlib import repr as shorten
from typing import TYPE_CHECKING, Literal, TypedDict, TypeVar, cast, get_args

from dataflow.building import build_with
from dataflow.common.dates import NEVER, PartialDate, parse_date, show_day
from dataflow.common.nearest import find_nearest
from dataflow.common.values import Brief, JsonObject, dataclass, id_of
from dataflow.engine.certainty import FIRMEST, ties_at_least
from dataflow.language.words import By
from dataflow.model import Holder, Model, Persona, Scenario, Term, names
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from dataflow.language.words import Role, Status

Part = TypeVar("Part")
Value = TypeVar("Value")


class Settings(TypedDict, total=False):
    """How a question is asked: the keyword arguments of every question.

    Attributes:
        as_of: the day asked about: text (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; its last day counts),
            a `datetime.date`, or a year as a number.
        persona: a persona's name.
        scenario: a scenario's id, which sets what the others do not.
        origin: only what comes from this holder.
        purpose: only what was given for this purpose.
        role: only what was shared with a recipient in this role: `controller`,
            `joint_controller` or `processor`.
        owners: whether a company also counts for what companies it owns have.
        announced: whether what was only announced counts.
        firm: whether only what is at least stated counts: nothing alleged, permitted,
            assumed or announced.
        without: flows and holds to take out, by id, or flows as KEY:VALUE: one, or several.
        by: who the answer is about: `company`, with all that it operates, or `service`: each
            service by itself, and each company by what it holds itself.
    """

    as_of: str | int | dt.date | PartialDate | None
    persona: str | None
    scenario: str | None
    origin: str | None
    purpose: str | None
    role: str | None
    owners: bool | None
    announced: bool | None
    firm: bool | None
    without: str | Iterable[str] | None
    by: By | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Setting(Brief):
    """How a question is asked, every name looked up.

    Attributes:
        surely: how sure a statement must be to count, where that is asked for in place of `firm`
            and `announced`: so the certainty of an answer is found. No question is asked so.
        aims, through, unless_choice, region: what a claim may ask for besides, and no question: the
            ids of the purposes that count, in place of those in `purpose`; the mechanisms that
            count, none for all; the choices that are left out; where the person lives, whatever
            their accounts and choices are.
    """

    as_of: PartialDate | None = None
    persona: Persona | None = None
    scenario: str | None = None
    origin: Holder | None = None
    purpose: Term | None = None
    role: Role | None = None
    owners: bool = False
    announced: bool = False
    firm: bool = False
    without: tuple[str, ...] = ()
    by: By = "company"
    surely: Status | None = None
    aims: frozenset[str] | None = None
    through: frozenset[str] = frozenset()
    unless_choice: frozenset[str] = frozenset()
    region: str | None = None

    @property
    def least(self) -> Status:
        """The weakest status that counts."""
        if self.firm:
            return self.surely or FIRMEST
        return self.surely or ("announced" if self.announced else "assumed")

    def brief(self) -> str:
        """Return what is set."""
        return ", ".join(f"{key} {value}" for key, value in self.to_dict().items() if value)

    @property
    def day(self) -> int:
        """The day asked about: the last of `as_of`, or `NEVER`."""
        return self.as_of.last if self.as_of else NEVER

    def to_dict(self) -> JsonObject:
        """Return the setting as the `question` of an answer repeats it."""
        return {
            "as_of": show_day(self.day),
            "persona": id_of(self.persona),
            "scenario": self.scenario,
            "from": id_of(self.origin),
            "for": id_of(self.purpose),
            "role": self.role,
            "owners": self.owners,
            "announced": self.announced,
            "firm": self.firm,
            "without": list(self.without),
        }


def settle(model: Model, asked: Settings) -> tuple[Model, Setting]:
    """Return the model that a question is about and how it is asked: so every question begins.

    The model is the one that was handed in, unless a scenario adds something to it, or it has
    owners or operators that are too unsure to count.

    Raises:
        QuestionError: something is named that does not exist, or a date is none.
    """
    model, setting = settle_whole(model, asked)
    return keep_ties(model, setting.least), setting


def settle_whole(model: Model, asked: Settings) -> tuple[Model, Setting]:
    """Return the same, with the owners and operators that are too unsure to count.

    Raises:
        QuestionError: something is named that does not exist, or a date is none.
    """
    named = asked.get("scenario")
    scenario = names.find_scenario(model, named) if named is not None else None
    if scenario is not None and scenario.add is not None:
        model = add_to_model(model, scenario)
    return model, look_up(model, asked, scenario)


def keep_ties(model: Model, least: Status) -> Model:
    """Return a model with the owners and operators that are sure enough to count.

    The model itself where all of them are; its holders are the same in any case.
    """
    operations = ties_at_least(model.operations, least)
    ownerships = ties_at_least(model.ownerships, least)
    if len(operations) == len(model.operations) and len(ownerships) == len(model.ownerships):
        return model
    return replace(model, operations=operations, ownerships=ownerships)


def add_to_model(model: Model, scenario: Scenario) -> Model:
    """Build the model again with what a scenario adds. No other question builds anything.

    What is added may be a kind of what is there, or be named by it; so the whole is looked up anew.
    """
    return build_with(model, scenario)


def look_up(model: Model, asked: Settings, scenario: Scenario | None = None) -> Setting:
    """Return how a question is asked, every name looked up in the model.

    Raises:
        QuestionError: something is named that does not exist, or a date is none.
    """

    def choose(key: str, value: Value | None) -> Value | None:
        return getattr(scenario, key) if value is None and scenario is not None else value

    def find(
        key: Literal["persona", "origin", "purpose"], look: Callable[[Model, str], Part]
    ) -> Part | None:
        name = choose(key, asked.get(key))
        return None if name is None else look(model, name)

    more, role = asked.get("without"), choose("role", asked.get("role"))
    without = scenario.without if scenario else ()
    without += () if more is None else read_texts(more, "without")
    for text in without:
        names.find_removal(model, text)
    return Setting(
        as_of=_date(choose("as_of", asked.get("as_of"))),
        persona=find("persona", names.find_persona),
        scenario=id_of(scenario),
        origin=find("origin", names.find_holder),
        purpose=find("purpose", names.find_purpose),
        role=None if role is None else names.find_role(role),
        owners=bool(choose("owners", asked.get("owners"))),
        announced=bool(choose("announced", asked.get("announced"))),
        firm=bool(choose("firm", asked.get("firm"))),
        without=tuple(dict.fromkeys(without)),
        by=read_by(choose("by", asked.get("by")) or "company", "by"),
    )


def _date(asked: object) -> PartialDate | None:
    if asked is None or isinstance(asked, PartialDate):
        return asked
    text = read_day(asked, "as_of")
    try:
        return parse_date(text)
    except ValueError as wrong:
        raise QuestionError(f"`{text}` is not a date: {wrong}") from None


def read_day(value: object, key: str) -> str:
    """Read a day or a year, as Python has it, into the text of the language.

    Raises:
        QuestionError: it is neither, nor text.

    >>> read_day(dt.date(2016, 8, 25), "as_of"), read_day(2016, "as_of")
    ('2016-08-25', '2016')
    """
    match value:
        case str() | PartialDate():
            return str(value)
        case bool():
            pass
        case int() if dt.MINYEAR <= value <= dt.MAXYEAR:
            return f"{value:04}"
        case int():
            raise QuestionError(
                f"`{key}` is a year where it is a number, and {value} is none"
                " (`datetime.date.fromordinal` makes a date of a day that an answer has)"
            )
        case dt.date() if value == value:  # noqa: PLR0124 - pandas calls a date what is none
            return dt.date(value.year, value.month, value.day).isoformat()
    raise QuestionError(
        f"`{key}` is a day (a `datetime.date`, or text as YYYY, YYYY-MM or YYYY-MM-DD) or a year"
        f" as a number, not {describe(value)}"
    )


def read_texts(value: object, key: str) -> tuple[str, ...]:
    """Read one text or several; a set of them is sorted, so that it has an order.

    Raises:
        QuestionError: it is something else, or has something else in it.

    >>> read_texts("ads", "without"), read_texts({"b", "a"}, "without")
    (('ads',), ('a', 'b'))
    """
    expected = f"`{key}` is text, or a list of texts"
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping | bytes) or not isinstance(value, Iterable):
        raise QuestionError(f"{expected}, not {describe(value)}")
    several = tuple(value)
    for text in several:
        if not isinstance(text, str):
            raise QuestionError(f"{expected}, and {describe(text)} is none")
    return tuple(sorted(several)) if isinstance(value, set | frozenset) else several


def read_by(value: object, key: str) -> By:
    """Read who an answer is about.

    Raises:
        QuestionError: it is neither of the two.
    """
    known = get_args(By)
    if value in known:
        return cast("By", str(value))
    shown = f"`{value}`" if isinstance(value, str) else describe(value)
    nearest = find_nearest(value, known) if isinstance(value, str) else ()
    raise QuestionError(f"`{key}` is `company` or `service`, not {shown}", nearest)


def read_number(value: object, key: str) -> int:
    """Read a whole number.

    Raises:
        QuestionError: it is something else.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise QuestionError(f"`{key}` is a whole number, not {describe(value)}")
    return value


def describe(value: object) -> str:
    """Return a description of a value that was not expected.

    >>> describe(3), describe(None), describe(["a"])
    ('3 (int)', 'None', "['a'] (list)")
    """
    return "None" if value is None else f"{shorten(value)} ({type(value).__name__})"
