"""The options that mean the same everywhere, and the commands that take them."""

from __future__ import annotations

import inspect
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast, get_args

import typer

from dataflow.answers.answer import list_formats
from dataflow.language.words import By as Units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dataflow.engine import setting

    Format = str
    CheckFormat = str
    Counted = str
    Settings = setting.Settings
else:  # typer offers the members of an enumeration, and refuses anything else
    Format = StrEnum("Format", [(name, name) for name in list_formats()])
    CheckFormat = StrEnum("CheckFormat", [(name, name) for name in list_formats("check")])
    Counted = StrEnum("Counted", [(name, name) for name in get_args(Units)])
    Settings = dict

TEXT: Final = Format("text")
CHECK_TEXT: Final = CheckFormat("text")

Model = Annotated[
    str,
    typer.Argument(
        metavar="MODEL",
        help="A model file, REV:FILE for a state of it in git, or - for standard input.",
    ),
]
Models = Annotated[
    list[str],
    typer.Argument(
        metavar="MODEL...",
        help="One or more model files; REV:FILE for a state in git, - for standard input.",
    ),
]
Data = Annotated[str, typer.Argument(metavar="DATA", help="A data type: its id or name.")]
Company = Annotated[str, typer.Argument(metavar="COMPANY", help="A company: its id or name.")]

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="How it was on this day: YYYY, YYYY-MM or YYYY-MM-DD."
    ),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="PERSONA", help="For this persona: a person whom the model describes."
    ),
]
Scenario = Annotated[
    str | None, typer.Option(metavar="NAME", help="Use the settings of this scenario of the model.")
]
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="ORIGIN", help="Count only data that this company or service collected."
    ),
]
For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="PURPOSE",
        help="Count only data that was collected or shared for this purpose.",
    ),
]
Role = Annotated[
    str | None,
    typer.Option(
        metavar="ROLE",
        help="Only what was shared with a controller, joint_controller or processor.",
    ),
]
Owners = Annotated[
    bool | None,
    typer.Option("--owners", help="Also count companies that own one that has the data."),
]
Announced = Annotated[
    bool | None, typer.Option("--announced", help="Also count what was only announced.")
]
Firm = Annotated[
    bool | None,
    typer.Option("--firm", help="Count only what is stated, observed or confirmed."),
]
Without = Annotated[
    list[str] | None,
    typer.Option(metavar="FLOW|KEY:VALUE", help="Leave out these flows or holds. May be repeated."),
]
Brief = Annotated[bool, typer.Option("--brief", help="Print only the finding and the table.")]
Full = Annotated[bool, typer.Option("--full", help="Print every sentence and every source.")]
Formatted = Annotated[Format, typer.Option("--format", help="Format of the answer.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to this file instead of the screen."
    ),
]
By = Annotated[
    Counted | None,
    typer.Option(
        "--by", help="Ask about companies, or about each service by itself.", show_default="company"
    ),
]
Bom = Annotated[
    bool, typer.Option("--bom", help="With --format csv: add a byte-order mark for Excel.")
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print only the answer and errors.")]
Root = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="Include files from within this folder only.")
]

SETTINGS: Final[dict[str, object]] = {
    "as_of": AsOf,
    "persona": As,
    "scenario": Scenario,
    "origin": From,
    "purpose": For,
    "role": Role,
    "owners": Owners,
    "announced": Announced,
    "firm": Firm,
    "without": Without,
    "by": By,
}
"""The settings of a question, by their names in Python."""


def make_parameter(
    name: str, annotation: object, default: object = inspect.Parameter.empty
) -> inspect.Parameter:
    """Return a parameter of a command, as typer reads it."""
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, annotation=annotation, default=default)


def list_parameters(run: Callable[..., None]) -> list[inspect.Parameter]:
    """Return a function's parameters, with every setting in place of the one called `settings`."""
    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(run, eval_str=True).parameters.values():
        if parameter.name == "settings":
            parameters += (make_parameter(key, kind, None) for key, kind in SETTINGS.items())
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    return parameters


def take_settings(given: dict[str, object], settings: Iterable[str] = SETTINGS) -> Settings:
    """Take the settings out of the options that were given."""
    taken = {key: given.pop(key) for key in settings}
    if "without" in taken:
        taken["without"] = taken["without"] or ()
    return cast("Settings", taken)


def spread_settings(run: Callable[..., None]) -> Callable[..., None]:
    """Return a command for a function that takes all the settings as one mapping, `settings`."""

    def command(**given: object) -> None:
        run(settings=take_settings(given), **given)

    return dress(command, list_parameters(run))


def dress(
    command: Callable[..., None], parameters: Iterable[inspect.Parameter]
) -> Callable[..., None]:
    """Return a command with the signature that typer reads."""
    listed = list(parameters)
    command.__signature__ = inspect.Signature(listed)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in listed}
    return command
