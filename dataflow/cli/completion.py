"""What fits the word at which somebody presses Tab; the shells' side of it is in `templates/`.

A shell runs the program with `_DATAFLOW_COMPLETE` set and the line up to the cursor in
`_DATAFLOW_LINE`. The answer's first line is a kind and the word as it was understood, with a tab
between them: for `words`, what fits follows, one a line, each with its name; `models`, `folders`
and `files` the shell finds itself. No answer means that nothing fits. Names are told, and never
inserted: unlike ids they may hold anything.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dataflow.cli.runner import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from typer.core import TyperGroup

    from dataflow.answers.show.things import Thing
    from dataflow.model import Model, Scenario, View
    from dataflow.model.names import Named

Part = Any
"""A command, parameter or context of typer, whose common classes have no public name."""

LINE: Final = "_DATAFLOW_LINE"
LONGEST: Final = 60
"""Of a longer name, this much is told."""

FILES: Final = {
    "model": "models",
    "models": "models",
    "root": "folders",
    **dict.fromkeys(("output", "file", "weights"), "files"),
}
"""What kind of file a parameter takes, by its name in Python."""


class Offer(NamedTuple):
    """A word that may be inserted, and what it is called."""

    id: str
    name: str = ""
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.id, self.name, *self.also)


def complete(program: TyperGroup) -> None:
    """Answer a shell. Whatever goes wrong, there is no answer: somebody is typing."""
    with suppress(Exception):
        *words, typed = split(os.environ.get(LINE, ""))
        answer = _answer(program, words[1:], typed)
        if sys.stdout is not None:
            write(answer, None, quiet=True)


def split(line: str) -> list[str]:
    r"""Split an unfinished line as a shell does; the last word is the one being typed.

    >>> split("dataflow reach 'my model.yaml' phone")
    ['dataflow', 'reach', 'my model.yaml', 'phone']
    >>> split("dataflow reach ")
    ['dataflow', 'reach', '']
    >>> split('dataflow reach "my mo')
    ['dataflow', 'reach', 'my mo']
    """
    end = "."  # the last word has a letter then, even if nothing of it is typed
    reader = shlex.shlex(line + end, posix=True)
    reader.whitespace_split = True
    reader.commenters = ""
    words: list[str] = []
    try:
        words.extend(reader)  # what came before an open quote is kept
    except ValueError:
        words.append(reader.token)
    return [*words[:-1], words[-1].removesuffix(end)]


def _answer(program: TyperGroup, words: list[str], typed: str) -> str:
    """Return what fits the word being typed, behind the other words of the line."""
    command: Part = program
    if words and words[0] in program.commands:
        command, words = program.commands[words[0]], words[1:]
    option, words, typed = _find_option(command, words, typed)
    context = command.make_context("dataflow", list(words), resilient_parsing=True)
    if option is None and typed.startswith("-") and "--" not in words:
        return _tell(typed, [Offer(item.value) for item in command.shell_complete(context, typed)])
    return _complete(option or _find_argument(command, context) or command, context, typed)


def _find_option(command: Part, words: list[str], typed: str) -> tuple[Part | None, list[str], str]:
    """Return the option whose value is being typed, the words before it, and the value so far."""
    if "--" in words:
        return None, words, typed
    options = {
        name: option for option in command.params for name in option.opts if name.startswith("-")
    }
    name, equals, value = typed.partition("=")
    if equals and name in options:
        return options[name], words, value
    last = options.get(words[-1]) if words else None
    if last is None or last.is_flag or last.count:
        return None, words, typed
    return last, words[:-1], typed


def _find_argument(command: Part, context: Part) -> Part | None:
    """Return the first argument that the line has not given yet, or that takes several values."""
    for parameter in command.params:
        source = context.get_parameter_source(parameter.name)
        given = source is not None and source.name == "COMMANDLINE"
        if parameter.param_type_name == "argument" and (parameter.nargs < 0 or not given):
            return parameter
    return None


def _complete(parameter: Part, context: Part, typed: str) -> str:
    if parameter.name in FILES:
        return f"{FILES[parameter.name]}\t{_clean(typed)}\n"
    if parameter.name == "ignore":  # the same for every model
        from dataflow.problems import DOUBTS

        return _tell(typed, [Offer(code) for code in DOUBTS])
    if parameter.name in OFFERS:
        model, name = _read_model(context), parameter.name
        if name == "company" and context.params.get("by") == "service":
            name = "origin"  # any holder
        return _tell(typed, OFFERS[name](model, typed)) if model else ""
    fitting = parameter.shell_complete(context, typed)
    return _tell(typed, [Offer(item.value, item.help or "") for item in fitting])


def _read_model(context: Part) -> Model | None:
    """Return the model that the line names, as far as it goes; None where there is none."""
    from dataflow.building import examine_with
    from dataflow.reading import Reader

    named = context.params["model"]
    if named == "-":  # the shell's own input is nobody's model
        return None
    path = os.path.expanduser(os.path.expandvars(named))  # noqa: PTH111 - as a shell does
    # a reader that waits for nothing, and starts nothing: somebody is typing
    model, _ = examine_with(Reader(context.params.get("root")), path)
    return model


def _tell(typed: str, offers: Iterable[Offer]) -> str:
    """Return the offers whose ids begin so; without any, those whose names do, in any case."""
    from dataflow.model.names import make_plain

    start = make_plain(typed)
    fitting = [offer for offer in offers if offer.id.startswith(typed)] or [
        offer for offer in offers if any(make_plain(name).startswith(start) for name in offer.names)
    ]
    if not fitting:
        return ""
    lines = [f"{offer.id}\t{_clean(offer.name)[:LONGEST]}".rstrip() for offer in fitting]
    return "\n".join([f"words\t{_clean(typed)}", *lines, ""])


def _clean(text: str) -> str:
    from dataflow.reading.characters import escape

    return escape(text)


# --- what a model offers --------------------------------------------------------------------------


def _name(things: Iterable[Named]) -> list[Offer]:
    return [
        Offer(thing.id, thing.name if thing.name != thing.id else "", thing.also)
        for thing in things
    ]


def _title(parts: Iterable[Scenario | View]) -> list[Offer]:
    return [Offer(part.id, part.title or "") for part in parts]


def _list_things(model: Model, typed: str) -> tuple[Sequence[Thing], Sequence[Thing]]:
    """Return everything; and, before anything is typed, what the model has or names of it."""
    from dataflow.answers.show.lookup import list_named
    from dataflow.answers.show.things import list_things

    everything = list_things(model)
    return everything, everything if typed else list_named(everything)


def _terms(kind: str) -> Callable[[Model, str], list[Offer]]:
    """Return what offers the terms of a kind: those that the model has or names, if any."""

    def offer(model: Model, typed: str) -> list[Offer]:
        everything, named = _list_things(model, typed)
        own = [thing for thing in named if thing.kind == kind]
        return _name(own or [thing for thing in everything if thing.kind == kind])

    return offer


def _things(model: Model, typed: str) -> list[Offer]:
    _, things = _list_things(model, typed)
    ids = Counter(thing.id for thing in things)
    return [
        Offer(thing.id if ids[thing.id] == 1 else thing.key, thing.name, thing.also)
        for thing in things
    ]


def _removals(model: Model, _: str) -> list[Offer]:
    """Offer what takes something out: the flows and holds, and every KEY:VALUE of flows."""
    flows = [Offer(flow.id, flow.label or "") for flow in model.flows.values()]
    return [*flows, *map(Offer, model.named_holds), *_pair(_values_of_flows(model))]


def _values_of_flows(model: Model) -> Mapping[str, set[str | None]]:
    """Return by which keys flows can be taken out, each with the values that take out some."""
    from dataflow.model.names import WORDS

    flows = model.flows.values()
    purposes = {purpose.id for flow in flows for purpose in flow.purposes}
    return {
        "from": {sender.id for flow in flows for sender in flow.senders},
        "to": {holder.id for flow in flows for holder in flow.receivers},
        "purpose": {name for name in model.purposes if model.purposes.down(name) & purposes},
        **{key: {getattr(flow, key) for flow in flows} for key in WORDS},
    }


def _pair(values: Mapping[str, set[str | None]]) -> Iterator[Offer]:
    """Offer every KEY:VALUE, the values of a key in order."""
    for key, alternatives in values.items():
        for value in sorted(filter(None, alternatives)):
            yield Offer(f"{key}:{value}")


def _list_roles(model: Model) -> list[Offer]:
    """Offer the roles that recipients of the model have."""
    return [Offer(role) for role in sorted({flow.role for flow in model.flows.values()})]


OFFERS: Final[Mapping[str, Callable[[Model, str], list[Offer]]]] = {
    **dict.fromkeys(("data", "highlight"), _terms("data")),
    "purpose": _terms("purpose"),
    "role": lambda model, _: _list_roles(model),
    "company": lambda model, _: _name(model.companies),
    "origin": lambda model, _: _name(model.holders.values()),
    "persona": lambda model, _: _name(model.personas.values()),
    "scenario": lambda model, _: _title(model.scenarios.values()),
    **dict.fromkeys(("view", "views"), lambda model, _: _title(model.views.values())),
    "thing": _things,
    "without": _removals,
}
"""What a parameter takes of the model that stands on the line, by its name in Python.

A table here, and not typer's `autocompletion=` beside each option: typer looks into such functions
at every start.
"""
