"""The parameters of commands, whose values are taken without pydantic where that can be.

typer has pydantic make a validator for every parameter, even for an option that is left out, and
importing pydantic takes as long as an answer. What it would only hand through is handed through
here; whatever may be wrong goes typer's way, which knows what to say.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from typer._click import Context, Parameter

_UNCLEAR: Final = object()
"""Stands for a value that typer has to look at."""


class Command(TyperCommand):
    """A command whose values are taken without pydantic."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the parameters, `--help` included."""
        return _spare(super().get_params(ctx))


class Group(TyperGroup):
    """A program whose own values are taken without pydantic."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return the parameters, `--help` included."""
        return _spare(super().get_params(ctx))


class _Option(TyperOption):
    def process_value(self, ctx: Context, value: object) -> object:
        return _process(self, ctx, value, super().process_value)


class _Argument(TyperArgument):
    def process_value(self, ctx: Context, value: object) -> object:
        return _process(self, ctx, value, super().process_value)


def _spare(parameters: list[Parameter]) -> list[Parameter]:
    """Have parameters ask typer only where it has something to do."""
    for parameter in parameters:
        if type(parameter) is TyperOption:
            parameter.__class__ = _Option
        elif type(parameter) is TyperArgument:
            parameter.__class__ = _Argument
    return parameters


def _process(
    parameter: _Option | _Argument,
    ctx: Context,
    value: object,
    ask: Callable[[Context, object], object],
) -> object:
    taken = _take(parameter, value)
    if taken is _UNCLEAR:
        return ask(ctx, value)
    return taken if parameter.callback is None else parameter.callback(ctx, parameter, taken)


def _take(parameter: _Option | _Argument, value: object) -> object:
    """Return a value as typer would, if there is no question about it."""
    several = parameter.multiple or parameter.nargs != 1
    if value is None:
        return _UNCLEAR if parameter.required else () if several else None
    kind = parameter.type_descriptor.annotation
    if kind == list[str]:
        is_clear = isinstance(value, list | tuple) and value and all(map(_is_text, value))
        return value if is_clear else _UNCLEAR
    return _make(kind, value) if isinstance(kind, type) and not several else _UNCLEAR


def _make(kind: type, value: object) -> object:
    """Return a value as one of a kind: as it is, as a member of an enumeration, as a path."""
    if isinstance(value, str) and not _is_text(value):
        return _UNCLEAR
    if isinstance(value, kind):
        return value
    if issubclass(kind, Enum):
        return next((member for member in kind if member.value == value), _UNCLEAR)
    return Path(value) if kind is Path and isinstance(value, str) else _UNCLEAR


def _is_text(value: object) -> bool:
    """Return whether it is a text. What was no UTF-8 on the command line is not printable."""
    return isinstance(value, str) and value.isprintable()
