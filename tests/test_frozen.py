"""A model and its answers are frozen all the way down; they are pickled and copied like values."""

# ruff: noqa: S301 - what is unpickled here is our own

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import operator
import pickle
import pkgutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from every_model import load_every

import dataflow as df
from dataflow.common import values
from dataflow.common.values import Frozen
from dataflow.engine.evidence import Evidence
from dataflow.engine.paths import State
from dataflow.figures.sketch import Narrower, TooLargeError
from dataflow.problems import Location, Problem
from dataflow.reading.disk import OpeningError
from dataflow.reading.git import GitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dataflow.answers.answer import Tellable
    from dataflow.model import Model

TOWN = Path(__file__).parent / "models" / "town.yaml"
INSIDE = {"documents", "add", "evidence", "after", "state", "stay", "target"}
"""What answers are worked out from, and a model is built again from: no part of what they say."""

CHANGES: dict[str, Callable[[Any], object]] = {
    "set": lambda it: operator.setitem(it, "x", 1),
    "delete": lambda it: operator.delitem(it, next(iter(it))),
    "join": lambda it: operator.ior(it, {"x": 1}),
    "clear": lambda it: it.clear(),
    "pop": lambda it: it.pop(next(iter(it))),
    "popitem": lambda it: it.popitem(),
    "setdefault": lambda it: it.setdefault("x", 1),
    "update": lambda it: it.update(x=1),
}

ROUND: dict[str, Callable[[Any], Any]] = {
    "pickled": lambda it: pickle.loads(pickle.dumps(it)),
    "pickled in an old way": lambda it: pickle.loads(pickle.dumps(it, 2)),
    "pickled in the oldest way": lambda it: pickle.loads(pickle.dumps(it, 0)),
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
}
rounds = pytest.mark.parametrize("again", ROUND.values(), ids=ROUND)


def answers(model: Model) -> dict[str, Tellable]:
    return {
        "reach": df.reach(model, "email", owners=True),
        "why": df.why(model, "email", "board", all=True),
        "exposure": df.exposure(model),
        "claims": df.claims(model),
        "cut": df.cut(model, "email", "board", {"ads": 2}),
        "diff": df.diff(model, before="2010"),
        "show": df.show(model),
        "one": df.show(model, "board"),
        "test": df.test(model),
        "ask": df.ask(model, "which companies can reach my email in 2015?"),
    }


@pytest.fixture(scope="module")
def town() -> Model:
    return df.load(TOWN)


def parts(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Go through what a value holds, each with how it is reached."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in INSIDE:
                yield f".{field.name}", getattr(value, field.name)
    elif isinstance(value, Frozen):
        yield from ((f"[{key!r}]", one) for key, one in value.items())
    elif isinstance(value, tuple | frozenset):
        yield from ((f"[{number}]", one) for number, one in enumerate(value))


def changeable(value: Any, way: str, seen: set[int]) -> Iterator[str]:  # noqa: ANN401
    """Go through everything that can be changed, by the way that leads there."""
    if id(value) in seen or isinstance(value, Evidence | State):
        return
    seen.add(id(value))
    if isinstance(value, bytearray | list | set) or type(value) is dict:
        yield f"{way}: {type(value).__name__}"
    for step, one in parts(value):
        yield from changeable(one, f"{way}{step}", seen)


def test_nothing_in_a_model_can_be_changed() -> None:
    count = 0
    for model in load_every():
        seen: set[int] = set()
        assert list(changeable(model, model.path, seen)) == []
        count += len(seen)
    assert count > 10_000


def test_nothing_in_an_answer_can_be_changed(town: Model) -> None:
    seen: set[int] = set()
    for name, answer in answers(town).items():
        assert list(changeable(answer, name, seen)) == []
        for row in getattr(answer, "__iter__", tuple)():
            assert isinstance(getattr(row, "path", ()), tuple)
    assert len(seen) > 300


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_mapping_of_a_model_refuses_every_change(
    town: Model, change: Callable[[Any], object]
) -> None:
    before = dict(town.holders)
    with pytest.raises(TypeError, match="do not change"):
        change(town.holders)
    assert town.holders == before
    plain = dict(town.holders)
    change(plain)


def test_a_mapping_has_the_same_changes_as_a_dictionary() -> None:
    same = {"__or__", "__ror__", "copy", "fromkeys"}  # these give another
    changing = {
        name
        for name in vars(dict)
        if callable(getattr(dict, name)) and getattr(Frozen, name) is getattr(dict, name)
    } - same
    assert not changing & {
        "__setitem__", "__delitem__", "__ior__", "clear", "pop", "popitem", "setdefault", "update",
    }  # fmt: skip
    assert type(Frozen(a=1) | {"b": 2}) is dict
    assert len({Frozen(a=(1,)), Frozen(a=(1,)), Frozen(a=(2,))}) == 2


@rounds
def test_a_model_that_went_round_answers_the_same(town: Model, again: Callable[[Any], Any]) -> None:
    other = again(town)
    for name, answer in answers(town).items():
        assert answers(other)[name].to_dict() == answer.to_dict()
    late = df.reach(other, "email", scenario="sold")
    assert late.to_dict() == df.reach(town, "email", scenario="sold").to_dict()
    assert df.draw(other).svg == df.draw(town).svg
    assert df.show(other).tell() == df.show(town).tell()
    with pytest.raises(TypeError):
        other.holders["x"] = 1


@rounds
def test_an_answer_that_went_round_says_the_same(town: Model, again: Callable[[Any], Any]) -> None:
    for answer in [*answers(town).values(), df.check(TOWN)]:
        other = again(answer)
        assert other.to_dict() == answer.to_dict()
        assert other.tell() == answer.tell()
        assert other.to_csv() == answer.to_csv()
    drawing = df.draw(town)
    assert again(drawing).svg == drawing.svg
    assert again(drawing).convert("html") == drawing.convert("html")


@rounds
def test_a_long_chain_goes_round_too(again: Callable[[Any], Any]) -> None:
    ids = [f"s{number:04}" for number in range(1_200)]
    services = ", ".join(f"{one}: " for one in ids[1:])
    flows = ", ".join(f"{{from: {a}, to: {b}, data: email}}" for a, b in pairwise(ids))
    model = df.loads(
        f"{{dataflow: 1, services: {{{ids[0]}: {{holds: email}}, {services}}}, flows: [{flows}]}}"
    )
    answer = again(df.why(model, "email", ids[-1]))
    assert answer.paths[0].hops == len(ids) - 1


def test_every_part_of_a_model_of_an_answer_and_of_a_figure_can_stand_in_a_set(
    town: Model,
) -> None:
    made = {*answers(town).values(), df.check(TOWN), df.draw(town), *map(df.draw, drawn(town))}
    made |= {row for answer in answers(town).values() for row in rows_of(answer)}
    assert len({*made, *town.holders.values(), *town.flows.values(), town}) > len(made) > 20


def drawn(model: Model) -> list[Tellable]:
    asked = answers(model)
    return [asked[name] for name in ("reach", "why", "exposure", "claims")]


def rows_of(answer: Tellable) -> Iterator[object]:
    values = [getattr(answer, one.name) for one in dataclasses.fields(answer)]  # type: ignore[arg-type]
    return (row for value in values if isinstance(value, tuple) for row in value)


# --- exceptions -----------------------------------------------------------------------------------


def exceptions() -> list[type[Exception]]:
    """Every exception that the package defines."""
    for module in pkgutil.walk_packages(df.__path__, "dataflow."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found: list[type[Exception]] = []
    waiting: list[type[Exception]] = [Exception]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("dataflow."):
                found.append(one)
    return sorted(set(found), key=lambda one: one.__name__)


MADE: dict[str, Callable[[], Exception]] = {
    "ModelError": lambda: df.ModelError(
        [Problem("unknown-data", "no such data", "add it", Location("a.yaml", 1, 2))]
    ),
    "QuestionError": lambda: df.QuestionError("no such data", ["email"], ambiguous=True),
    "OpeningError": lambda: OpeningError("unreadable", "it cannot be read", "ask for it"),
    "GitError": lambda: GitError("it does not know this revision"),
    "TooLargeError": lambda: TooLargeError("a figure of 41 holders", "all", Narrower("email", 2)),
}
"""Those that take something; the others take nothing."""


@rounds
def test_every_exception_goes_round(again: Callable[[Any], Any]) -> None:
    found = exceptions()
    assert set(MADE) < {one.__name__ for one in found}
    for one in found:
        wrong = MADE.get(one.__name__, one)()
        wrong.add_note("in the town")
        other = again(wrong)
        assert type(other) is one
        assert (str(other), other.args, vars(other)) == (str(wrong), wrong.args, vars(wrong))
        assert other.__notes__ == ["in the town"]


# --- classes --------------------------------------------------------------------------------------


def make_both(**how: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Return a class that the library made, and one that Python made, of the same fields."""
    made = []
    for dataclass in (values.dataclass, dataclasses.dataclass):

        class Loaf:
            """What a baker sells."""

            grain: str
            grams: int = 500
            seeds: list[str] = dataclasses.field(default_factory=list, hash=False)

            def __post_init__(self) -> None:
                object.__setattr__(self, "grain", self.grain.lower())

        made.append(dataclass(frozen=True, **how)(Loaf))
    return made[0], made[1]


HOWS = [
    {},
    {"slots": True},
    {"kw_only": True},
    {"slots": True, "eq": False},
    {"slots": True, "order": True},
    {"slots": True, "kw_only": True, "repr": False, "match_args": False},
]


@pytest.mark.parametrize("how", HOWS)
def test_a_frozen_class_is_what_python_makes_of_it(how: dict[str, bool]) -> None:
    ours, theirs = make_both(**how)
    assert str(inspect.signature(ours)) == str(inspect.signature(theirs))
    assert getattr(ours, "__match_args__", None) == getattr(theirs, "__match_args__", None)
    loaf, their_loaf = (kind(grain="RYE", grams=750) for kind in (ours, theirs))
    assert dataclasses.astuple(loaf) == dataclasses.astuple(their_loaf) == ("rye", 750, [])
    same = dataclasses.replace(loaf)
    assert (same == loaf) is how.get("eq", True)
    assert (hash(same) == hash(loaf)) is how.get("eq", True)
    assert loaf.seeds is not ours(grain="rye").seeds
    if how.get("repr", True):
        assert repr(loaf) == repr(their_loaf)
    if how.get("order"):
        assert loaf < ours("wheat")
    again = copy.deepcopy(loaf)
    assert dataclasses.astuple(again) == dataclasses.astuple(loaf)


@pytest.mark.parametrize("how", HOWS)
def test_a_frozen_class_refuses_what_python_does(how: dict[str, bool]) -> None:
    ours, theirs = make_both(**how)

    def told(kind: Any, attempt: Callable[[Any], object]) -> tuple[type, str]:  # noqa: ANN401
        with pytest.raises((TypeError, AttributeError)) as raised:
            attempt(kind)
        return raised.type, str(raised.value)

    def set_grams(kind: Any) -> None:  # noqa: ANN401
        kind(grain="rye").grams = 1

    def delete_grams(kind: Any) -> None:  # noqa: ANN401
        del kind(grain="rye").grams

    for attempt in (set_grams, delete_grams, lambda kind: kind(), lambda kind: kind(flour="rye")):
        assert told(ours, attempt) == told(theirs, attempt)
