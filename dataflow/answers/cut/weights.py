"""What it takes to stop each flow: numbers above 0 that people write, as whole millionths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

from dataflow.common.nearest import advise, find_nearest
from dataflow.model.names import advise_listing
from dataflow.problems import Location, ModelError, Problem, QuestionError
from dataflow.reading import Fields, Items, Reader, Text
from dataflow.reading.characters import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dataflow.model import Model

Weights: TypeAlias = Mapping[str, int | float | str | Decimal | Fraction]
"""Numbers by flow id, as they are given from Python."""

UNIT: Final = 1_000_000
"""Weights are whole millionths, so that sums of them are exact: 0.1 and 0.2 are 0.3."""

HEAVIEST: Final = 1_000_000

_EXPECTED: Final = f"a number above 0 and up to {HEAVIEST:,}, with at most 6 digits after the point"
_ADVICE: Final = "write each flow once, as `FLOW: NUMBER`, or in CSV as `FLOW,NUMBER`"
_HEADS: Final = (["flow", "weight"], ["id", "weight"])
_LONGEST: Final = 24
"""No number of that form is longer, even with zeros around it; a longer text is not looked at."""


def find_weights(model: Model, given: Weights | str | Path | None) -> dict[str, int]:
    """Look up what was given: the weights of flows, in millionths.

    Raises:
        ModelError: what is wrong with the file, each with its place.
        QuestionError: what is wrong with a mapping: no such flow, or no such number.
    """
    if given is None:
        return {}
    if isinstance(given, Mapping):
        return _look_up(model, given)
    reader = Reader()
    if Path(given).suffix.lower() == ".csv":
        entries = _from_table(reader, str(given))
    else:
        entries = _from_tree(reader, str(given))
    weights = _check(model, entries, reader)
    if reader.problems:
        raise ModelError(reader.problems)
    return weights


def show_weight(weight: int) -> int | float:
    """Return a weight as a number that people and programs read.

    >>> show_weight(3_000_000), show_weight(300_000)
    (3, 0.3)
    """
    return weight // UNIT if weight % UNIT == 0 else weight / UNIT


def parse_weight(value: object) -> int:
    """Read a weight, in millionths.

    Raises:
        ValueError: it is no number, or none that may be a weight.

    >>> parse_weight("2"), parse_weight(0.1), parse_weight(Fraction(1, 4))
    (2000000, 100000, 250000)
    >>> parse_weight("nan")
    Traceback (most recent call last):
    ValueError: expected a number above 0 and up to 1,000,000, with at most 6 digits after the point
    """
    units = _exact(value) * UNIT
    if not 0 < units <= HEAVIEST * UNIT or units.denominator != 1:
        raise ValueError(f"expected {_EXPECTED}")
    return units.numerator


def _exact(value: object) -> Fraction:
    """Return a number exactly, or 0 for what is no number. A float counts as it is written."""
    match value:
        case str():
            return Fraction(value if _is_plain(value) else 0)
        case bool():
            return Fraction(0)
        case int() | Fraction():
            return Fraction(value)
        case float() | Decimal():
            exact = Decimal(repr(value)) if isinstance(value, float) else value
            # a huge exponent would make a number of a million digits
            sane = exact.is_finite() and abs(exact.adjusted()) <= _LONGEST
            return Fraction(exact if sane else 0)
        case _:
            return Fraction(0)


def _is_plain(text: str) -> bool:
    """Return whether a text is digits, with a point between two of them or none."""
    digits = text.isascii() and text.replace(".", "", 1).isdigit() and len(text) <= _LONGEST
    return digits and not text.startswith(".") and not text.endswith(".")


def _look_up(model: Model, given: Weights) -> dict[str, int]:
    weights = {}
    for flow, value in given.items():
        if flow not in model.flows:
            nearest = find_nearest(str(flow), model.flows)
            message = f"no flow is called {show(str(flow))}"
            listing = advise_listing(model, "flows", model.flows)
            raise QuestionError(message, nearest, otherwise=listing)
        try:
            weights[flow] = parse_weight(value)
        except ValueError as wrong:
            raise QuestionError(f"{show(str(value))} is no weight of `{flow}`: {wrong}") from None
    return weights


class _Entry(NamedTuple):
    """A flow and its weight as they stand in a file: in a tree they know their places."""

    flow: str
    value: str
    row: Location | None = None


def _from_tree(reader: Reader, path: str) -> Iterator[_Entry]:
    tree = reader.read(path)
    if tree is None:
        reader.problems[:] = [_about_weights(problem) for problem in reader.problems]
        return
    for key, value in tree.items():
        if isinstance(value, Fields | Items):
            what = "a mapping" if isinstance(value, Fields) else "a list"
            message = f"expected the weight of {show(key)}, found {what}"
            reader.problems.append(reader.problem("wrong-kind", message, value, _ADVICE))
        else:
            yield _Entry(key, value)


def _from_table(reader: Reader, path: str) -> Iterator[_Entry]:
    for number, row in enumerate(reader.read_table(path)):
        match [cell.strip() for cell in row.cells]:
            case [flow, weight]:
                if number or [flow.lower(), weight.lower()] not in _HEADS:
                    yield _Entry(flow, weight, row.at)
            case cells:
                message = f"expected two cells, a flow and its weight, found {len(cells)}"
                reader.problems.append(Problem("wrong-kind", message, _ADVICE, row.at))
                return  # every other row has as many


def _about_weights(problem: Problem) -> Problem:
    """Return a problem of the reader, which speaks of models, in words for weights."""
    messages = {
        "not-a-mapping": problem.message.replace("mapping of sections", "mapping of flows"),
        "empty-file": problem.message.replace("holds no model", "holds no weights"),
    }
    if problem.code not in messages:
        return problem
    return replace(problem, message=messages[problem.code], help=_ADVICE)


def _check(model: Model, entries: Iterable[_Entry], reader: Reader) -> dict[str, int]:
    weights: dict[str, int] = {}

    def report(code: str, message: str, advice: str | None, at: str) -> None:
        place = entry.row
        found = Problem(code, message, advice, place) if place else None
        reader.problems.append(found or reader.problem(code, message, cast("Text", at), advice))

    for entry in entries:
        flow = str(entry.flow)
        if flow not in model.flows:
            advice = advise(flow, model.flows)
            report("unknown-flow", f"no flow is called {show(flow)}", advice, entry.flow)
            continue
        if flow in weights:
            report("defined-twice", f"`{flow}` has a weight already", _ADVICE, entry.flow)
        try:
            weights[flow] = parse_weight(str(entry.value))
        except ValueError as wrong:
            report("bad-value", f"{show(entry.value)} is no weight: {wrong}", None, entry.value)
    return weights
