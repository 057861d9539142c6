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
    _make_question("why", "By which path can a company reach a data type?"),
    _make_question("claims", "Which promises were kept, broken, or untrue when they were made?"),
    _make_question("exposure", "Which companies can reach which data types?"),
    _make_question("cut", "Which sharing would have to stop?"),
    _make_question("diff", "Who gained and who lost what, and what is behind it?"),
    Command(
        "ask",
        "Answer a question in words, and say which command does.",
        face="questions.ask",
        home="asking",
        public=("ask", "Ask"),
    ),
    _make_question(
        "show",
        "What does a model say of a company, a service, a data type, a flow, a claim?",
        "Listing",
    ),
    Command(
        "draw",
        "Draw figures for an article: of a model, its views, or where a data type gets.",
        face="draw.draw",
        home="figures",
        public=("draw", "Drawing"),
    ),
    Command(
        "serve",
        "Show a model on a local page that follows the file as it is edited.",
        face="serve.serve",
    ),
    Command(
        "check",
        "What is wrong with a model, or doubtful?",
        face="checks.check",
        home="answers.check",
        public=("check", "Check"),
    ),
    Command(
        "test",
        "Are the answers those that the model's `expect` names?",
        face="checks.judge",
        home="asking.expectations",
        public=("test", "Test"),
    ),
    Command("new", "Write a first model to edit, and its schema beside it.", face="new.new"),
    Command("schema", "Print the JSON Schema of a model, for editors.", face="new.schema"),
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
