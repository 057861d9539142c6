"""Every command of the program, and what Python has of it: one table for all who need the names.

The command line, the public names of `dataflow` and the questions in words are made from it. It
holds names alone, so that nothing is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Command(NamedTuple):
    """A command of the program.

    Attributes:
        face: the function in `dataflow.cli` that takes its options: `MODULE.FUNCTION`.
        home: the module in `dataflow` that answers it; None where Python has nothing of it.
        public: what Python has of it: the function, then the classes of its answers.
    """

    name: str
    help: str
    face: str
    home: str | None = None
    public: tuple[str, ...] = ()

    def import_face(self) -> Callable[..., None]:
        """Return the function that takes the command's options."""
        return _import(f"dataflow.cli.{self.face}")

    def import_function(self) -> Callable[..., Any]:
        """Return the function that answers the command."""
        return _import(f"dataflow.{self.home}.{self.public[0]}")


def _import(path: str) -> Callable[..., Any]:
    module, _, name = path.rpartition(".")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


def _make_question(name: str, help_: str, *more: str) -> Command:
    """Return a question: its module, its options and its answer are called as it is."""
    public = (name, name.capitalize(), *more)
    return Command(name, help_, f"questions.{name}", f"answers.{name}", public)


_COMMANDS: Final = (
    _make_question("reach", "Which companies can reach a data type?"),
    _make_question("why", "How did a data type get to a company, step by step?"),
    _make_question("claims", "Which promises does the model contradict, and from which day?"),
    _make_question("exposure", "Which companies can reach which data types?"),
    _make_question("cut", "Which flows would have to stop to cut a company off?"),
    _make_question("diff", "Who gained and who lost which data, and why?"),
    Command(
        "ask",
        "Answer a question in plain words, and name its command.",
        face="questions.ask",
        home="asking",
        public=("ask", "Ask"),
    ),
    _make_question(
        "show",
        "What does the model say about a company, flow, claim, …?",
        "Listing",
    ),
    Command(
        "draw",
        "Draw figures of a model or its views, for an article.",
        face="draw.draw",
        home="figures",
        public=("draw", "Drawing"),
    ),
    Command(
        "serve",
        "Show a model on a local page that updates as you edit the file.",
        face="serve.serve",
    ),
    Command(
        "check",
        "Find errors and doubtful statements in a model.",
        face="checks.check",
        home="answers.check",
        public=("check", "Check"),
    ),
    Command(
        "test",
        "Does the model give the answers it expects?",
        face="checks.judge",
        home="asking.expectations",
        public=("test", "Test"),
    ),
    Command("new", "Write a first model to edit, with its JSON Schema.", face="new.new"),
    Command("schema", "Print the JSON Schema of models, for editors.", face="new.schema"),
)

COMMANDS: Final[Mapping[str, Command]] = {command.name: command for command in _COMMANDS}
"""The commands by their names, in the order of `--help`."""


def find_home(name: str) -> str:
    """Return the module of a public name that a command has.

    >>> find_home("Listing")
    'answers.show'
    """
    homes = (command.home for command in COMMANDS.values() if name in command.public)
    return next(home for home in homes if home)
