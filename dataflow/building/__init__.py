"""load(): the conductor of reading, checking and building, and their one public door."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dataflow.building import questions
from dataflow.building.doubts import compare_names, find_doubts
from dataflow.building.facts import (
    make_deletions,
    make_derivation,
    make_flow,
    make_holds,
    make_source,
    make_taxonomy,
)
from dataflow.building.holders import (
    add_replies,
    make_holders,
    make_operations,
    make_ownerships,
)
from dataflow.building.names import Names, plain_of
from dataflow.building.stock import each, gather
from dataflow.building.vocabulary import CORE, doubt_language, read_vocabulary
from dataflow.common.values import dataclass
from dataflow.language.desk import Desk
from dataflow.language.document import Checked, validate
from dataflow.language.meaning import Meaning
from dataflow.model import Model
from dataflow.problems import ModelError, Problem, sort_problems
from dataflow.reading import Reader, collector_off
from dataflow.reading.characters import show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dataflow.building.names import Said
    from dataflow.building.stock import Entry, Stock
    from dataflow.language.document import Document, Sections
    from dataflow.language.parts import Part
    from dataflow.model import Scenario
    from dataflow.reading import Fields


BUILT_IN = f"{CORE.parent.name}/{CORE.name}"
"""The built-in vocabulary, as places name it."""


def load(path: str | Path, *more: str | Path, root: str | Path | None = None) -> Model:
    """Load a model from a file, with more files beside it.

    Args:
        path: the file; `-` reads standard input.
        more: files that are read as if the first one included them.
        root: how far includes may go; left out, the folder of the first file.

    A pipe or device is read to its end; what it includes lies in the current folder. `REV:path`,
    where no file is called so, is the file as git has it, with what it includes from there.

    Raises:
        ModelError: the model is not valid; every problem, with its place.
    """
    model, problems = examine(path, *more, root=root)
    return _accept(model, problems)


def loads(text: str, name: str = "<text>") -> Model:
    """Load a model from text.

    Raises:
        ModelError: the model is not valid; every problem, with its place.

    >>> loads("{dataflow: 1, services: [whatsapp]}").holders["whatsapp"].name
    'whatsapp'
    """
    reader = Reader()
    return _accept(*_make(reader, reader.read_all_text(text, name), name))


def examine(
    path: str | Path, *more: str | Path, root: str | Path | None = None
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Load a model as far as it goes, with everything that is wrong or doubtful, sorted.

    The model is None where there is an error.

    Raises:
        ModelError: `root` is no folder.
    """
    refuse_root(root)
    return examine_with(Reader(root, everything=True), path, *more)


def refuse_root(root: str | Path | None) -> None:
    """Make sure that how far includes may go is a folder.

    Raises:
        ModelError: it is none.
    """
    if root is None or Path(root).is_dir():
        return
    name, is_there = show(str(root)), Path(root).exists()
    message = f"{name} is not a folder" if is_there else f"there is no folder {name}"
    advice = "`--root FOLDER` says how far includes may go: name the folder that the files lie in"
    code = "not-a-file" if is_there else "no-such-file"
    raise ModelError([Problem(code, message, advice)])


def examine_with(
    reader: Reader, path: str | Path, *more: str | Path
) -> tuple[Model | None, tuple[Problem, ...]]:
    """Load a model as `examine` does, with a reader that knows afterwards where it looked."""
    trees = reader.read_all(path)
    for extra in more:
        trees.extend(reader.read_all(extra))
    return _make(reader, trees, str(path))


def _make(
    reader: Reader, trees: Sequence[Fields], path: str
) -> tuple[Model | None, tuple[Problem, ...]]:
    if not trees:
        return None, sort_problems(reader.problems)
    desk = Desk(reader, meaning=Meaning(trees, lambda: _read_core(trees[0], reader)))
    with collector_off():
        files = tuple(validate(tree, desk) for tree in trees)
        blueprint = Blueprint(path, files, read_vocabulary(files[0].document, reader), reader)
        model, more = build(blueprint)
        problems = sort_problems([*reader.problems, *desk.problems, *more])
    failed = any(problem.severity == "error" for problem in problems)
    return (None if failed else replace(model, doubts=problems)), problems


def _read_core(first: Fields, reader: Reader) -> Fields | None:
    """Read the built-in vocabulary for what it calls things, where the model has it."""
    return None if first.get("vocabulary") == "none" else reader.read_bundled(CORE)


def _accept(model: Model | None, problems: tuple[Problem, ...]) -> Model:
    if model is None:
        raise ModelError(problems)
    return model


P = TypeVar("P", bound="Part")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Blueprint:
    """What a model is built from, kept so that it can be built again with something added.

    Attributes:
        path: the first file, as it was named.
        files: every file's document; the first is the one that was opened.
        vocabulary: the built-in terms, None for `vocabulary: none`.
        reader: knows the places.
    """

    path: str
    files: tuple[Checked, ...]
    vocabulary: Document | None
    reader: Reader


def build(blueprint: Blueprint) -> tuple[Model, tuple[Problem, ...]]:
    """Build a model and everything that is wrong with it; with an error it is not to be used."""
    desk = Desk(blueprint.reader)
    document = blueprint.files[0].document
    doubt_language(document, desk)
    plain = _build_facts(blueprint, (), desk)
    worlds = {
        str(name): _build_facts(blueprint, (part.add,), desk) if part.add is not None else plain
        for name, part in document.scenarios.items()
    }
    scenarios = {
        str(name): questions.make_scenario(str(name), part, worlds[str(name)])
        for name, part in sorted(document.scenarios.items())
    }
    views = {
        str(name): questions.make_view(name, part, plain[1], scenarios)
        for name, part in sorted(document.views.items())
    }
    expectations = tuple(
        questions.make_expectation(part, lambda name: worlds.get(name or "", plain), scenarios)
        for part in document.expect
    )
    model = replace(plain[0], scenarios=scenarios, views=views, expectations=expectations)
    return model, tuple(desk.problems)


def build_with(model: Model, scenario: Scenario) -> Model:
    """Build a model again with what a scenario adds; the model has been checked with it."""
    blueprint: Blueprint = model.documents
    added = () if scenario.add is None else (scenario.add,)
    more, _ = _build_facts(blueprint, added, Desk(blueprint.reader, muted=True))
    kept = ("scenarios", "views", "expectations", "doubts")
    return replace(more, **{name: getattr(model, name) for name in kept})


def _build_facts(blueprint: Blueprint, adds: Sequence[Sections], desk: Desk) -> tuple[Model, Names]:
    """Build what is stated; each stage looks up what those before it have made."""
    stock = gather(blueprint.files, blueprint.vocabulary, adds, desk)
    names = Names(desk, stock.broken, assuming=bool(adds))
    names.sources = _make_each(make_source, stock.entries["sources"], names)
    names.data = make_taxonomy("data", stock, names)
    names.purposes = make_taxonomy("purposes", stock, names)
    names.holders = make_holders(stock, names)
    names.holders = add_replies(stock, names)
    holds = make_holds(stock, names)
    names.flows = _make_each(make_flow, stock.entries["flows"], names)
    named = {hold.id: hold for hold in holds if hold.id is not None}
    names.flows_and_holds = {**names.flows, **named}
    model = Model(
        path=blueprint.path,
        **_header(stock),
        sources=names.sources,
        holders=names.holders,
        data=names.data,
        purposes=names.purposes,
        ownerships=make_ownerships(stock, names),
        operations=make_operations(stock, names),
        holds=holds,
        deletions=make_deletions(stock, names),
        flows=names.flows,
        derivations=_make_each(make_derivation, stock.entries["derivations"], names),
        claims=_make_each(questions.make_claim, stock.entries["claims"], names),
        events=_make_each(questions.make_event, stock.entries["events"], names),
        personas=_make_each(questions.make_persona, stock.entries["personas"], names),
        scenarios={},
        views={},
        expectations=(),
        documents=blueprint,
    )
    find_doubts(model, desk)
    compare_names(stock, model, desk)
    return model, names


def _make_each(
    make: Callable[[Entry[P], Names], T | None], section: Mapping[str, Entry[P]], names: Names
) -> dict[str, T]:
    """Make what the entries of a section stand for, by id; what comes to nothing is left out."""
    things = {entry.id: make(entry, names) for entry in each(section)}
    return {name: thing for name, thing in things.items() if thing is not None}


def _header(stock: Stock) -> Said:
    said = plain_of(stock.first, Model)
    return said if said.get("language") else {**said, "language": "en"}
