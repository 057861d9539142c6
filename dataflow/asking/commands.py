"""Which command answers which form of a question: its words, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.commands import COMMANDS
from dataflow.common.dates import NEVER, parse_date
from dataflow.model.names import find_company, find_data
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dataflow.answers.answer import Tellable
    from dataflow.asking.understanding import Understood
    from dataflow.engine.setting import Settings
    from dataflow.model import Model

    Form = Callable[[Model, Understood], "Call"]
    """Turns a question that was understood into the command that answers it."""


class Call(NamedTuple):
    """A command as it is called, but for the model and the settings.

    Attributes:
        command: its name.
        words: its arguments and options, as people type them.
        arguments: what the command's function takes.
        named: what it takes by name.
    """

    command: str
    words: Sequence[str]
    arguments: Sequence[object]
    named: Mapping[str, str | None] = {}


_OPTIONS: Final = {
    "as_of": "--as-of",
    "persona": "--as",
    "origin": "--from",
    "purpose": "--for",
    "owners": "--owners",
    "announced": "--announced",
    "without": "--without",
}


def write_options(settings: Settings) -> Iterator[str]:
    """Return settings as the words of a command line.

    >>> list(write_options({"as_of": "2016", "owners": True, "without": ["ads"]}))
    ['--as-of', '2016', '--owners', '--without', 'ads']
    """
    given: Mapping[str, object] = settings
    for key, option in _OPTIONS.items():
        match given.get(key):
            case None | False:
                continue
            case True:
                yield option
            case list(values):
                for value in values:
                    yield from (option, value)
            case value:
                yield from (option, str(value))


def call(model: Model, understood: Understood) -> tuple[tuple[str, ...], Tellable]:
    """Return the words of the command that answers a question, and its answer."""
    command, words, arguments, named = FORMS[understood.form](model, understood)
    settings = understood.settings
    answer = COMMANDS[command].import_function()
    return (
        (command, model.path, *words, *write_options(settings)),
        answer(model, *arguments, **named, **settings),
    )


def _data(model: Model, understood: Understood) -> str:
    return find_data(model, understood.named["data"][0]).id


def _company(model: Model, understood: Understood) -> str:
    as_of = understood.settings.get("as_of")
    day = NEVER if as_of is None else parse_date(str(as_of)).last
    return find_company(model, understood.named["company"][0], day).id


def _about(command: str, *ends: Callable[[Model, Understood], str]) -> Form:
    """Return a form whose command takes its data type and its company one after the other."""

    def form(model: Model, understood: Understood) -> Call:
        words = [end(model, understood) for end in ends]
        return Call(command, words, words)

    return form


def _of_companies(command: str) -> Form:
    """Return a form whose command takes a list of companies, none for all."""

    def form(model: Model, understood: Understood) -> Call:
        companies = [_company(model, understood)] if understood.named["company"] else []
        return Call(command, companies, [companies])

    return form


def _changed(_: Model, understood: Understood) -> Call:
    before, after = [*understood.named["side"], None][:2]
    options = {"--before": before, "--after": after}
    words = [word for option, side in options.items() if side for word in (option, side)]
    return Call("diff", words, [], {"before": before, "after": after})


def _owns(model: Model, understood: Understood) -> Call:
    if understood.settings:
        raise QuestionError("“who owns COMPANY?” is answered for all days, and for everybody")
    key = f"company:{_company(model, understood)}"
    return Call("show", [key], [key])


FORMS: Final[Mapping[str, Form]] = {
    "reach": _about("reach", _data),
    "why": _about("why", _data, _company),
    "knows": _of_companies("exposure"),
    "stop": _about("cut", _data, _company),
    "broken": _of_companies("claims"),
    "changed": _changed,
    "owns": _owns,
}
"""How each form of a question is asked, by the rules of the grammar."""
