"""The formats of answers: one table, from which answers are written and `--format` is offered."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataflow.telling.report import Report


class Writable(Protocol):
    """An answer, as far as formats need it."""

    columns: ClassVar[tuple[str, ...]]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of the answer."""

    def records(self) -> list[dict[str, Any]]:
        """Return the answer as flat records, each with all `columns`."""

    def report(self) -> Report:
        """Return the answer for people, in no format yet."""


class Format(NamedTuple):
    """A format of answers.

    Attributes:
        writer: the function in `dataflow.telling` that writes it, imported when it is used:
            `MODULE.FUNCTION`.
        material: what of an answer the function takes.
        commands: the commands that offer it; None for all of them.
        may_follow: whether an answer may stand below another in one file.
        ending: what a file of it has behind what the function wrote.
    """

    writer: str
    material: Callable[[Any], tuple[Any, ...]]
    commands: tuple[str, ...] | None = None
    may_follow: bool = False
    ending: str = ""


def _report(answer: Writable) -> tuple[Any, ...]:
    return (answer.report(),)


FORMATS: Final[dict[str, Format]] = {
    "text": Format("text.render", _report, may_follow=True, ending="\n"),
    "json": Format("records.write_json", lambda answer: (answer.to_dict(),)),
    "csv": Format("records.write_csv", lambda answer: (answer.columns, answer.records())),
    "markdown": Format("markdown.render", _report, ending="\n"),
    "html": Format("page.render_inline", _report, commands=()),  # for notebooks alone
    "github": Format(
        "listing.annotate_all",
        lambda answer: (answer.problems,),
        commands=("check",),
        may_follow=True,
    ),
}
"""The formats by their names, in the order in which `--format` offers them."""


def list_formats(command: str = "") -> tuple[str, ...]:
    """Return the names of the formats that a command offers; without one, those of all commands.

    >>> list_formats("reach")
    ('text', 'json', 'csv', 'markdown')
    """
    return tuple(
        name for name, form in FORMATS.items() if form.commands is None or command in form.commands
    )


def write_as(form: str, answer: Writable, *more: object) -> str:
    """Return an answer in a format; the writer may take `more`, such as a width."""
    module, _, function = FORMATS[form].writer.rpartition(".")
    write = getattr(import_module(f"dataflow.telling.{module}"), function)
    text: str = write(*FORMATS[form].material(answer), *more)
    return text
