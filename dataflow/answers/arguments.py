"""How Python calls the library: keywords that exist, values of the right kind.

Every public function is called through `check_call`, so that a slip of the pen is told in the words
of the library, and not by a traceback from its inside. A keyword means the same in all of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache, wraps
from os import PathLike, fspath
from typing import TYPE_CHECKING, Final

from dataflow.answers.answer import Tellable
from dataflow.common.nearest import advise, list_names
from dataflow.engine.setting import Settings, describe, read_by, read_day, read_number, read_texts
from dataflow.model import Model
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[[object, str], object]
    """Takes a value and its keyword, and gives the value as the function takes it."""

SUBJECTS: Final = {"model", "what", "path", "more", "text"}
"""What a function works on. To give it something else is a `TypeError`, as in Python itself."""

IN_PYTHON: Final = {"from": "origin", "for": "purpose", "as": "persona"}
"""What the command line and the language call by words that Python keeps to itself."""


@cache
def check_call(function: Callable[..., object], name: str) -> Callable[..., object]:
    """Return the public face of a function, which checks how it is called, and then calls it.

    Args:
        function: the function.
        name: what it is called in `dataflow`, where others find it again (to pickle it).
    """
    signature = inspect.signature(function)

    @wraps(function)
    def call(*given: object, **named: object) -> object:
        _check_keywords(name, signature, named)
        try:
            bound = signature.bind(*given, **named)
        except TypeError:
            return function(*given, **named)  # says itself what is missing, or too much
        for key, value in bound.arguments.items():
            bound.arguments[key] = _read(signature.parameters[key], key, value)
        return function(*bound.args, **bound.kwargs)

    call.__module__, call.__qualname__ = "dataflow", name
    return call


def _check_keywords(name: str, signature: inspect.Signature, named: Mapping[str, object]) -> None:
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    known = [
        key
        for key, parameter in signature.parameters.items()
        if parameter.kind not in {parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL}
    ]
    if inspect.Parameter.VAR_KEYWORD in kinds:
        known += Settings.__annotations__
    for key in named:
        if key not in known:
            raise TypeError(_tell_unknown(name, key, known))


def _tell_unknown(name: str, key: str, known: list[str]) -> str:
    refusal = f"{name}() takes no `{key}`"
    if key in Settings.__annotations__:
        return f"{refusal}: that is a setting of questions; it takes {list_names(known)}"
    meant = IN_PYTHON.get(key)
    advice = f"did you mean `{meant}`?" if meant in known else advise(key, known)
    return f"{refusal}: {advice or f'it takes {list_names(known)}'}"


def _read(parameter: inspect.Parameter, key: str, value: object) -> object:
    if parameter.kind is parameter.VAR_KEYWORD and isinstance(value, dict):
        return {
            name: None if item is None else READERS[name](item, name)
            for name, item in value.items()
        }
    if parameter.kind is parameter.VAR_POSITIONAL and isinstance(value, tuple):
        return tuple(READERS[key](item, key) for item in value)
    if value is None and parameter.default in (None, ()):
        return parameter.default
    return READERS[key](value, key)


# what a keyword takes


def read_name(value: object, key: str) -> str:
    """Return a name.

    Raises:
        QuestionError: it is no text.
    """
    if not isinstance(value, str):
        raise QuestionError(f"`{key}` is a name, as text, not {describe(value)}")
    return value


def read_path(value: object, key: str) -> str | PathLike[str]:
    """Return the path of a file.

    Raises:
        TypeError: it is something else. What a function works on, Python itself refuses so.
    """
    if not isinstance(value, str | PathLike) or not isinstance(fspath(value), str):
        raise TypeError(f"`{key}` is the path of a file, not {describe(value)}")
    return value


def _refuse(value: object, key: str, expected: str) -> Exception:
    message = f"`{key}` is {expected}, not {describe(value)}"
    return TypeError(message) if key in SUBJECTS else QuestionError(message)


def _taking(kinds: type | tuple[type, ...], expected: str) -> Reader:
    """Return a reader that takes values of these types as they are."""

    def read(value: object, key: str) -> object:
        if not isinstance(value, kinds):
            raise _refuse(value, key, expected)
        return value

    return read


def _path(value: object, key: str) -> object:
    if isinstance(value, Model):
        message = f"`{key}` is the path of a file: a model that is loaded was checked"
        raise TypeError(message) if key in SUBJECTS else QuestionError(message)
    if not isinstance(value, str | PathLike) or not isinstance(fspath(value), str):
        raise _refuse(value, key, "the path of a file")
    return value


def _side(value: object, key: str) -> str:
    return value if isinstance(value, str) else read_day(value, key)


READERS: Final[Mapping[str, Reader]] = {
    **dict.fromkeys(("model", "other"), _taking(Model, "a model, as `df.load` gives it")),
    "what": _taking((Model, Tellable), "a model, as `df.load` gives it, or an answer"),
    **dict.fromkeys(("path", "more", "root"), _path),
    "text": _taking(str, "text"),
    **dict.fromkeys(("question", "data", "company", "name", "search"), read_name),
    **dict.fromkeys(("view", "highlight", "theme"), read_name),
    **dict.fromkeys(("companies", "ids", "without", "ignore"), read_texts),
    **dict.fromkeys(
        ("all", "sources", "force", "owners", "announced", "firm"), _taking(bool, "True or False")
    ),
    **dict.fromkeys(("persona", "scenario", "origin", "purpose", "role"), read_name),
    **dict.fromkeys(("before", "after"), _side),
    "as_of": read_day,
    "by": read_by,
    "weights": _taking(
        (Mapping, str, PathLike), "a mapping of flows to numbers, or the path of a file"
    ),
    "width": read_number,
}
"""How the value of each keyword is read. None is let in where it is what stands there anyway."""
