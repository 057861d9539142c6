"""Which command answers which form of a question: its words, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.asking.choosing import choose_claims, choose_ending, choose_place, choose_sale
from dataflow.asking.moments import find_moment, today
from dataflow.common.commands import COMMANDS
from dataflow.common.dates import NEVER, parse_date
from dataflow.model.names import (
    find_company,
    find_data,
    find_holder,
    find_scenario,
    list_called,
    make_plain,
    names_of,
)
from dataflow.problems import QuestionError
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dataflow.answers.answer import Tellable
    from dataflow.asking.trees import Branch
    from dataflow.asking.understanding import Understood
    from dataflow.engine.setting import Settings
    from dataflow.model import Holder, Model

    Form = Callable[[Model, Understood], "Call"]
    """Turns a question that was understood into the command that answers it."""


class Call(NamedTuple):
    """A command as it is called, but for the model and the settings.

    Attributes:
        command: its name.
        words: its arguments and options, as people type them.
        arguments: what the command's function takes.
        named: what it takes by name.
        note: how the question was read, where the command tells more than was asked.
    """

    command: str
    words: Sequence[str]
    arguments: Sequence[object]
    named: Mapping[str, str | None] = {}
    note: str | None = None


_OPTIONS: Final = {
    "as_of": "--as-of",
    "persona": "--as",
    "origin": "--from",
    "purpose": "--for",
    "role": "--role",
    "owners": "--owners",
    "announced": "--announced",
    "firm": "--firm",
    "without": "--without",
    "by": "--by",
}

_TAKEN: Final[Mapping[str, Sequence[str]]] = {
    "claims": ("as_of", "firm", "without", "by"),
    "show": (),
}
"""The settings that a command takes, where it does not take all."""


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


class Prepared(NamedTuple):
    """A command that is ready to be called.

    Attributes:
        words: its words, `dataflow` left out.
        notes: how the question was read.
        ask: calls it.
    """

    words: tuple[str, ...]
    notes: tuple[str, ...]
    ask: Callable[[], Tellable]


def prepare(model: Model, understood: Understood) -> Prepared:
    """Return the command that answers a question.

    Raises:
        QuestionError: it names what does not exist, or adds what the command does not take.
    """
    call = FORMS[understood.form.rule](model, understood)
    settings = understood.settings.copy()
    absorbed = _ABSORBED.get(understood.form.rule)
    if absorbed == "as_of":
        settings.pop("as_of", None)
    elif absorbed == "purpose":
        settings.pop("purpose", None)
    taken = _TAKEN.get(call.command, tuple(_OPTIONS))
    refused = [_OPTIONS[key] for key in settings if key not in taken]
    if refused:
        text = "this is answered by `dataflow {command}`, which takes no {options}"
        options = spoken().either([f"`{option}`" for option in refused])
        raise QuestionError(spoken().say(text, command=call.command, options=options))
    words = (call.command, model.path, *call.words, *write_options(settings))
    notes = (*understood.notes, *([spoken().say(call.note)] if call.note else []))
    answer = COMMANDS[call.command].import_function()
    return Prepared(words, notes, lambda: answer(model, *call.arguments, **call.named, **settings))


_ABSORBED: Final = {"owns": "as_of", "runs": "as_of", "promised": "purpose"}
"""The settings that a form reads itself: its answer tells of all days, or of chosen promises."""


def _day(understood: Understood) -> int:
    as_of = understood.settings.get("as_of")
    return NEVER if as_of is None else parse_date(str(as_of)).last


def _data(model: Model, understood: Understood) -> str:
    return find_data(model, understood.form.texts("data")[0]).id


def _company(model: Model, understood: Understood) -> str:
    name = understood.form.texts("company")[0]
    companies = [
        holder for holder in list_called(model.holders.values(), name) if holder.is_company
    ]
    # a company and its service that are called the same: only a company can have something
    name = companies[0].id if len(companies) == 1 else name
    return find_company(model, name, _day(understood)).id


def _about(command: str, *ends: Callable[[Model, Understood], str]) -> Form:
    """Return a form whose command takes its data type and its company one after the other."""

    def form(model: Model, understood: Understood) -> Call:
        words = [end(model, understood) for end in ends]
        return Call(command, words, words, note=_note_service(model, understood))

    return form


def _of_companies(command: str) -> Form:
    """Return a form whose command takes a list of companies, none for all."""

    def form(model: Model, understood: Understood) -> Call:
        companies = [_company(model, understood)] if understood.form.has("company") else []
        # who made a promise is another question than who has something
        note = None if command == "claims" else _note_service(model, understood)
        return Call(command, companies, [companies], note=note)

    return form


def _note_service(model: Model, understood: Understood) -> str | None:
    """Return that an answer is about a company, where a service of another name was asked about."""
    if not understood.form.has("company"):
        return None
    named = list_called(model.holders.values(), understood.form.texts("company")[0])
    company = model.holders[_company(model, understood)]
    if len(named) != 1 or named[0].is_company or _is_namesake(named[0], company):
        return None
    text = (
        "`{service}` is a service: this is about `{company}`, its operator in this model;"
        " `--by service` asks about the service alone"
    )
    return spoken().say(text, service=named[0].id, company=company.id)


def _promised(model: Model, understood: Understood) -> Call:
    form = understood.form
    company = _company(model, understood) if form.has("company") else None
    ids = choose_claims(model, company, form, understood.settings.get("purpose"))
    return Call("claims", ids, [ids])


def _changed(model: Model, understood: Understood) -> Call:
    form = understood.form
    sides = [part for part in form.parts if part.rule in ("side", "event_side")]
    if sides:
        before, after = [*(_side(model, side) for side in sides), None][:2]
    else:
        happening = next((part for part in form.parts if part.rule in _HAPPENINGS), form)
        moment = find_moment(model, happening)
        before, after = moment.before, None if form.has("since") else moment.date.written
    options = {"--before": before, "--after": after}
    words = [word for option, side in options.items() if side for word in (option, side)]
    return Call("diff", words, [], {"before": before, "after": after})


_HAPPENINGS: Final = {"happening", "occurrence"}


def _side(model: Model, side: Branch) -> str | None:
    if side.rule == "event_side":
        return find_moment(model, side).date.written
    kind = side.only()
    if kind.rule == "scenario":
        return find_scenario(model, kind.text).id
    return today() if kind.rule == "now" else kind.text


def _show(key: str, note: str | None = None) -> Call:
    return Call("show", [key], [key], note=note)


def _owns(model: Model, understood: Understood) -> Call:
    note = "owners are listed with their days" if "as_of" in understood.settings else None
    company = _company(model, understood)
    named = list_called(model.holders.values(), understood.form.texts("company")[0])
    holder = named[0] if len(named) == 1 else model.holders[company]
    if not holder.is_company and not _is_namesake(holder, model.holders[company]):
        return _show(f"service:{holder.id}", "a service belongs to whoever operates it")
    return _show(f"company:{company}", note)


def _is_namesake(service: Holder, company: Holder) -> bool:
    """Return whether a service and its company begin with the same word, as Nest and Nest Labs."""
    first, second = (
        {make_plain(name).split()[0] for name in names_of(end)} for end in (service, company)
    )
    return not first.isdisjoint(second)


def _runs(model: Model, understood: Understood) -> Call:
    holder = find_holder(model, understood.form.texts("holder")[0])
    if not model.operations_of(holder):
        text = "`{id}` is a company, and only services are run by somebody; ask “who owns {id}?”"
        raise QuestionError(spoken().say(text, id=holder.id))
    note = "operators are listed with their days" if "as_of" in understood.settings else None
    return _show(f"service:{holder.id}", note)


_KINDS: Final = {
    "A_DATA": "data",
    "A_PURPOSE": "purpose",
    "A_EVENT": "event",
    "A_FLOW": "flow",
    "A_PERSONA": "persona",
    "A_CLAIM": "claim",
}


def _shows(model: Model, understood: Understood) -> Call:
    (named,) = [part for part in understood.form.parts if part.kind]
    if named.kind == "A_HOLDER":
        holder = find_holder(model, named.text)
        return _show(f"{'company' if holder.is_company else 'service'}:{holder.id}")
    return _show(f"{_KINDS[named.kind]}:{named.text}")


def _lists(_: Model, understood: Understood) -> Call:
    form = understood.form
    if form.has("section"):
        return _show(form.named("section")[0].only().rule.removesuffix("_section"))
    if form.has("happened"):
        return _show("events")
    return _show("flows", "the list says from whom to whom; `show` with an id, what")


def _sources(*_: object) -> Call:
    return _show("sources")


def _sold(model: Model, understood: Understood) -> Call:
    command, words, note = choose_sale(model, understood.form)
    return Call(command, words, words, note=note)


def _ended(model: Model, understood: Understood) -> Call:
    return _show(f"flow:{choose_ending(model, understood.form)}")


def _within(model: Model, understood: Understood) -> Call:
    return _show(choose_place(model, understood.form))


FORMS: Final[Mapping[str, Form]] = {
    "reach": _about("reach", _data),
    "why": _about("why", _data, _company),
    "knows": _of_companies("exposure"),
    "everything": _of_companies("exposure"),
    "stop": _about("cut", _data, _company),
    "broken": _of_companies("claims"),
    "promised": _promised,
    "changed": _changed,
    "owns": _owns,
    "runs": _runs,
    "shows": _shows,
    "lists": _lists,
    "sources": _sources,
    "sold": _sold,
    "ended": _ended,
    "within": _within,
}
"""How each form of a question is asked, by the rules of the grammar."""
