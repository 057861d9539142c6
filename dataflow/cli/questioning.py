"""What makes a command of a question: its model, its settings, and where the answer goes."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from dataflow.cli import options
from dataflow.cli.options import Format

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dataflow.answers.answer import Tellable
    from dataflow.common.files import Record
    from dataflow.engine.setting import Settings
    from dataflow.model import Model

SETTINGS: Final[dict[str, Any]] = {
    "as_of": options.AsOf,
    "persona": options.As,
    "scenario": options.Scenario,
    "origin": options.From,
    "purpose": options.For,
    "owners": options.Owners,
    "announced": options.Announced,
    "without": options.Without,
}
"""The settings of a question, by their names in Python."""

AROUND: Final[dict[str, tuple[Any, object]]] = {
    "form": (options.Formatted, Format.text),
    "output": (options.Output, None),
    "bom": (options.Bom, False),
    "quiet": (options.Quiet, False),
    "root": (options.Root, None),
}
"""Where the model comes from and the answer goes, with the defaults."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question as it was typed: about which model, how, and where the answer goes."""

    path: str
    settings: Settings
    form: Format
    output: Path | None
    bom: bool
    quiet: bool
    root: Path | None

    def load(self, path: str | None = None) -> Model:
        """Read the model, or another one beside it."""
        return self.load_recorded(path)[0]

    def load_recorded(self, path: str | None = None) -> tuple[Model, Record]:
        """Read a model, with the files that it is in."""
        from dataflow.building.loading import load
        from dataflow.cli.running import reading

        named = self.path if path is None else path
        with reading(named, quiet=self.quiet) as record:
            return load(named, root=self.root), record

    def write(self, answer: Tellable) -> None:
        """Write the answer where it was asked for, in the format that was asked for."""
        from dataflow.cli.running import write_answer

        write_answer(answer, self.form, self.output, quiet=self.quiet, bom=self.bom)


def question(
    run: Callable[..., None],
    *,
    settings: tuple[str, ...] = tuple(SETTINGS),
    around: tuple[str, ...] = tuple(AROUND),
) -> Callable[..., None]:
    """Make a command of a function that takes what was `Asked`, and parameters of its own.

    The command has MODEL, these parameters, then the options of every question: `settings`, and
    those `around` it.
    """
    _, *own = inspect.signature(run, eval_str=True).parameters.values()
    named = partial(inspect.Parameter, kind=inspect.Parameter.KEYWORD_ONLY)
    parameters = [
        named("model", annotation=options.Model),
        *(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own),
        *(named(key, annotation=SETTINGS[key], default=None) for key in settings),
        *(named(key, annotation=AROUND[key][0], default=AROUND[key][1]) for key in around),
    ]

    def command(**given: Any) -> None:  # noqa: ANN401 - what typer read
        from dataflow.cli.running import failing_well, refuse_bom

        asked: Any = {key: given.pop(key) for key in settings}
        if "without" in settings:
            asked["without"] = asked["without"] or ()
        path = given.pop("model")
        rest: Any = {key: given.pop(key, default) for key, (_, default) in AROUND.items()}
        refuse_bom(rest["form"], bom=rest["bom"])
        with failing_well():
            run(Asked(path, asked, **rest), **given)

    command.__doc__ = run.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command
