"""load(): the conductor of reading, checking and building, and their one public door."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.building import Blueprint, build
from dataflow.language.meaning import Meaning
from dataflow.language.validation import Checked, Desk, validate
from dataflow.problems import ModelError, Problem, sort_problems
from dataflow.reading import Reader
from dataflow.reading.characters import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dataflow.language.document import Document
    from dataflow.model import Model
    from dataflow.reading import Fields

CORE = Path(__file__).parents[1] / "vocabulary" / "core.yaml"
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
    files = tuple(validate(tree, desk) for tree in trees)
    blueprint = Blueprint(path, files, _vocabulary(files[0], reader), reader)
    model, more = build(blueprint)
    problems = sort_problems([*reader.problems, *desk.problems, *more])
    failed = any(problem.severity == "error" for problem in problems)
    return (None if failed else replace(model, doubts=problems)), problems


def _read_core(first: Fields, reader: Reader) -> Fields | None:
    """Read the built-in vocabulary for what it calls things, where the model has it."""
    return None if first.get("vocabulary") == "none" else reader.read_bundled(CORE)


def _vocabulary(first: Checked, reader: Reader) -> Document | None:
    if first.document.vocabulary == "none":
        return None
    tree = reader.read_bundled(CORE)
    assert tree is not None, reader.problems  # it is ours
    return validate(tree, Desk(reader)).document


def _accept(model: Model | None, problems: tuple[Problem, ...]) -> Model:
    if model is None:
        raise ModelError(problems)
    return model
