"""The questions as commands: each has a model, options of its own, settings, and an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from dataflow.cli import options
from dataflow.cli.options import dress, list_parameters, make_parameter, take_settings
from dataflow.cli.progress import Progress, begin
from dataflow.cli.runner import (
    FAILED,
    call,
    choose_length,
    fail,
    failing_well,
    reading,
    refuse_bom,
    refuse_twice,
    write,
    write_text,
)
from dataflow.common.commands import COMMANDS
from dataflow.common.files import Record, is_stream
from dataflow.common.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from inspect import Parameter

    from dataflow.answers.answer import Tellable
    from dataflow.answers.claims import Claims
    from dataflow.model import Model
    from dataflow.telling.length import Length

SIDE = "SCENARIO|DATE"

_SIDE_HELP = "The {} side: a scenario or a date. Default: the model under the other options."

CORE = "core"
"""What stands for the built-in vocabulary, where a model is named; the default."""

AROUND: Final[dict[str, tuple[object, object]]] = {
    "brief": (options.Brief, False),
    "full": (options.Full, False),
    "form": (options.Formatted, options.TEXT),
    "output": (options.Output, None),
    "bom": (options.Bom, False),
    "quiet": (options.Quiet, False),
    "root": (options.Root, None),
}
"""Where the model comes from and the answer goes, with the defaults."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question as it was typed: about which model, how, and where the answer goes."""

    command: str
    path: str
    settings: options.Settings
    form: str
    length: Length
    output: Path | None
    bom: bool
    quiet: bool
    root: Path | None
    progress: Progress

    def load(self) -> Model:
        """Return the model."""
        return self.load_recorded(self.path)[0]

    def load_recorded(self, path: str) -> tuple[Model, Record]:
        """Return a model, and a record of the files that it was read from."""
        from dataflow.building import load

        with reading(path, quiet=self.quiet, progress=self.progress) as record:
            return load(path, root=self.root), record

    def answer(self, model: Model, *arguments: object, **named: object) -> Tellable:
        """Answer about a model; write the answer as it was asked for, and return it."""
        function = COMMANDS[self.command].import_function()
        with self.progress.during(f"asking {call(self.path)}"):
            answer: Tellable = function(model, *arguments, **(self.settings | named))
            text = write_text(answer, self.form, self.output, length=self.length, bom=self.bom)
        write(text, self.output, quiet=self.quiet)
        return answer


_MODEL: Final = make_parameter("model", options.Model)

_MODEL_OR_CORE: Final = make_parameter(
    "model",
    Annotated[
        str,
        typer.Argument(
            metavar="[MODEL]",
            help="A model file, - for standard input, or core for the built-in vocabulary.",
        ),
    ],
    CORE,
)


def question(
    command: str,
    *,
    settings: Iterable[str] = options.SETTINGS,
    model: Parameter = _MODEL,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that makes a command of a function.

    The function takes what was `Asked`, and parameters of its own.

    The command has MODEL, these parameters, then the options of every question: the settings, and
    those `AROUND` it.
    """
    keys = tuple(settings)

    def make(run: Callable[..., None]) -> Callable[..., None]:
        def ask(model: str, **given: object) -> None:
            chosen = take_settings(given, keys)
            around: Any = {key: given.pop(key) for key in AROUND}
            refuse_bom(around["form"], bom=around["bom"])
            around["length"] = choose_length(brief=around.pop("brief"), full=around.pop("full"))
            progress = begin(quiet=around["quiet"])
            with failing_well():
                run(Asked(command, model, chosen, progress=progress, **around), **given)

        _, *own = list_parameters(run)
        return dress(
            ask,
            [
                model,
                *own,
                *(make_parameter(key, options.SETTINGS[key], None) for key in keys),
                *(make_parameter(key, *annotated) for key, annotated in AROUND.items()),
            ],
        )

    return make


@question("reach")
def reach(asked: Asked, data: options.Data) -> None:
    """Answer `dataflow reach`."""
    asked.answer(asked.load(), data)


@question("why")
def why(
    asked: Asked,
    data: options.Data,
    company: options.Company,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Show every path, not only the first. No path visits the same fact twice."
        ),
    ] = False,
) -> None:
    """Answer `dataflow why`."""
    asked.answer(asked.load(), data, company, everything)


@question("claims", settings=("scenario", "firm", "without", "by"))
def claims(
    asked: Asked,
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CLAIM|COMPANY",
            help="Claims, or who made them (claim:ID if an id is both). Default: all claims.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Look no further than this day: YYYY, YYYY-MM or YYYY-MM-DD.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with code 1 if the model contradicts a promise.")
    ] = False,
) -> None:
    """Answer `dataflow claims`."""
    answer = asked.answer(asked.load(), ids or (), as_of=as_of)
    if strict and cast("Claims", answer).not_kept:
        raise typer.Exit(FAILED)


@question("exposure")
def exposure(
    asked: Asked,
    companies: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMPANY",
            help="Only these companies: their ids or names. Default: all companies.",
        ),
    ] = None,
) -> None:
    """Answer `dataflow exposure`."""
    asked.answer(asked.load(), companies or ())


@question("cut")
def cut(
    asked: Asked,
    data: options.Data,
    company: options.Company,
    weights: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="A YAML or CSV file with the cost of stopping each flow (default: 1).",
        ),
    ] = None,
) -> None:
    """Answer `dataflow cut`."""
    if weights is not None:
        refuse_twice(asked.path, weights, "the model and the weights")
    asked.answer(asked.load(), data, company, weights)


@question("diff")
def diff(
    asked: Asked,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL2", help="The model for the second side, if it is another file."
        ),
    ] = None,
    before: Annotated[
        str | None,
        typer.Option(metavar=SIDE, help=_SIDE_HELP.format("first")),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option(metavar=SIDE, help=_SIDE_HELP.format("second")),
    ] = None,
) -> None:
    """Answer `dataflow diff`."""
    if other is not None:
        refuse_twice(asked.path, other, "the two models")
    model, record = asked.load_recorded(asked.path)
    other_model = None
    if other is not None:
        other_model, other_record = asked.load_recorded(other)
        _refuse_mixed(asked.path, record, other, other_record)
        _refuse_mixed(other, other_record, asked.path, record)
    asked.answer(model, other_model, before, after)


def _refuse_mixed(path: str, record: Record, other: str, other_record: Record) -> None:
    """Refuse a stream that includes what the other model includes: an old text, new includes.

    That both include a file is how the old state of a model is compared with the new one. A text
    that includes the other model itself adds to it, and is meant so.
    """
    if not is_stream(path):
        return
    shared = [
        (seen.name, other_record[identity].how)
        for identity, seen in record.items()
        if seen.how == "included" and identity in other_record
    ]
    if not shared or any(how == "named" for _, how in shared):
        return
    before = "REV:PATH" if Path(other).is_absolute() else f"REV:./{other}"
    fail(
        f"{call(path)} includes `{shared[0][0]}`, as {call(other)} does: both sides would have that"
        f" file as it is now\n = `dataflow diff {before} {other}` takes an older state of both from"
        " git; where it is meant like this, save the text in a file and name that"
    )


@question("ask", settings=())
def ask(
    asked: Asked,
    question: Annotated[
        str,
        typer.Argument(
            metavar="QUESTION", help='A question, such as "Which companies can reach my email?"'
        ),
    ],
) -> None:
    """Answer `dataflow ask`."""
    asked.answer(asked.load(), question)


@question("show", settings=(), model=_MODEL_OR_CORE)
def show(
    asked: Asked,
    thing: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="What to show: an id or name, KIND:ID, or a section to list. Default: all.",
        ),
    ] = None,
    search: Annotated[
        str | None, typer.Option(metavar="WORDS", help="List what has these words in its name.")
    ] = None,
) -> None:
    """Answer `dataflow show`."""
    from dataflow.building import loads

    built_in = asked.path == CORE and not Path(CORE).exists()
    asked.answer(loads("dataflow: 1", CORE) if built_in else asked.load(), thing, search)
