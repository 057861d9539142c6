"""What is added to a question → settings: a day, a persona, an origin, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from dataflow.asking.countries import find_region
from dataflow.asking.moments import find_moment, today
from dataflow.asking.spellings import spell
from dataflow.common.dates import parse_date, show_day
from dataflow.model.names import (
    find_company,
    find_holder,
    find_persona,
    find_purpose,
    list_called,
)
from dataflow.problems import QuestionError
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dataflow.asking.trees import Branch
    from dataflow.engine.setting import Settings
    from dataflow.model import Holder, Model, Persona

    Adding = Callable[["Asked", Branch], None]


class Asked:
    """How a question is asked, while its additions are read.

    Attributes:
        model: what it is asked of.
        notes: how its words were read, where others could be thought of.
    """

    def __init__(self, model: Model) -> None:
        """Begin with no settings."""
        self.model = model
        self.notes: list[str] = []
        self._settings: dict[str, object] = {}
        self._without: list[str] = []

    @property
    def settings(self) -> Settings:
        """The settings, with ids."""
        without = {"without": self._without} if self._without else {}
        return cast("Settings", self._settings | without)

    def put(self, key: str, value: object, note: str | None = None) -> None:
        """Set a setting.

        Raises:
            QuestionError: the question has another value for it.
        """
        if self._settings.setdefault(key, value) != value:
            words = spoken()
            text = "the question says twice, and differently, {what}"
            raise QuestionError(words.say(text, what=words.say(_TWICE[key])))
        if note and note not in self.notes:
            self.notes.append(note)

    def leave_out(self, *kinds: str) -> None:
        """Leave flows out, each by its id or by KEY:VALUE."""
        self._without += [kind for kind in kinds if kind not in self._without]

    def add(self, addition: Branch) -> None:
        """Read an addition."""
        ADDITIONS[addition.rule](self, addition)

    def add_firm(self) -> None:
        """Count firm statements alone."""
        note = spoken().say("counted is only what is stated, observed or confirmed")
        self.put("firm", value=True, note=note)

    def add_still(self) -> None:
        """Ask for today, where no other day is asked for."""
        if "as_of" not in self._settings:
            day = spoken().date(parse_date(today()))
            self.put("as_of", today(), spoken().say("“still” is read as: on {day}", day=day))


_NEVER: Final = {"never", "no", "not", "without"}
"""Words in the name of a persona that say that they are not there."""

_TWICE: Final = {
    "as_of": "when",
    "purpose": "for what",
    "origin": "from whom",
    "persona": "who is asking",
}


def _as_of(asked: Asked, part: Branch) -> None:
    asked.put("as_of", part.only().text)


def _start_of(asked: Asked, part: Branch) -> None:
    asked.put("as_of", show_day(parse_date(part.only().text).first))


def _before(asked: Asked, part: Branch) -> None:
    moment = find_moment(asked.model, part.only())
    day = spoken().date(parse_date(moment.before))
    note = spoken().say("before {moment}, is read as: on {day}", moment=str(moment), day=day)
    asked.put("as_of", moment.before, note)


def _after(asked: Asked, part: Branch) -> None:
    moment = find_moment(asked.model, part.only())
    day = spoken().date(parse_date(moment.after))
    note = spoken().say("after {moment}, is read as: on {day}", moment=str(moment), day=day)
    asked.put("as_of", moment.after, note)


def _on_event(asked: Asked, part: Branch) -> None:
    moment = find_moment(asked.model, part.only())
    note = spoken().say("the day is that of {moment}", moment=str(moment))
    asked.put("as_of", moment.date.written, note if moment.what else None)


def _now(asked: Asked, _: Branch) -> None:
    asked.put("as_of", today())


def _purpose(asked: Asked, part: Branch) -> None:
    asked.put("purpose", find_purpose(asked.model, part.only().text).id)


def _origin(asked: Asked, part: Branch) -> None:
    name = part.only().text if part.parts else part.text
    asked.put("origin", find_holder(asked.model, name).id)


def _persona(asked: Asked, part: Branch) -> None:
    asked.put("persona", find_persona(asked.model, part.only().text).id)


def _lives(asked: Asked, part: Branch) -> None:
    asked.put("persona", _who_lives_in(asked.model, part.only().text).id)


def _supposed(asked: Asked, part: Branch) -> None:
    asked.add(part.only())


def _has_done(asked: Asked, part: Branch) -> None:
    persona = find_persona(asked.model, part.texts("persona")[0])
    for name in part.texts("holder"):
        holder = find_holder(asked.model, name)
        has_account = any(account.holder == holder for account in persona.accounts)
        if has_account == _NEVER.isdisjoint(spell(persona.id)):
            continue
        texts = (
            "`{persona}` has no account of `{holder}`: ask “if I am {persona}”",
            "`{persona}` has an account of `{holder}`: ask “if I am {persona}”",
        )
        message = spoken().say(texts[has_account], persona=persona.id, holder=holder.id)
        raise QuestionError(message)
    asked.put("persona", persona.id)


def _opted_out(asked: Asked, _: Branch) -> None:
    personas = [persona for persona in asked.model.personas.values() if persona.opted_out]
    asked.put("persona", _the_only(asked.model, personas, "opted out").id)


def _never_joined(asked: Asked, part: Branch) -> None:
    holders = {find_holder(asked.model, name) for name in part.texts("holder")}
    personas = [
        persona
        for persona in asked.model.personas.values()
        if not any(not holders or account.holder in holders for account in persona.accounts)
    ]
    asked.put("persona", _the_only(asked.model, personas, "never joined", holders).id)


def _owners(asked: Asked, _: Branch) -> None:
    asked.put("owners", value=True)


def _announced(asked: Asked, _: Branch) -> None:
    asked.put("announced", value=True)


def _by_service(asked: Asked, _: Branch) -> None:
    asked.put("by", "service")


def _firm(asked: Asked, _: Branch) -> None:
    asked.add_firm()


def _without(asked: Asked, part: Branch) -> None:
    asked.leave_out(part.only().text)


def _without_purpose(asked: Asked, part: Branch) -> None:
    asked.leave_out(f"purpose:{find_purpose(asked.model, part.text).id}")


def _without_company(asked: Asked, part: Branch) -> None:
    holder = find_holder(asked.model, part.only().text)
    near = {holder, *asked.model.services_of(holder), *asked.model.operators_of(holder)}
    # a service that stands for its company: what the others of the company pass on
    kinds = _list_passing(asked.model, near) or _list_passing(
        asked.model, list_family(asked.model, holder)
    )
    if not kinds:
        text = "`{holder}` shares nothing in this model, and is given nothing"
        raise QuestionError(spoken().say(text, holder=holder.id))
    asked.leave_out(*kinds)
    text = "without {holder}: as if it shared nothing, and were given nothing"
    asked.notes.append(spoken().say(text, holder=holder.name))


def _besides(asked: Asked, part: Branch) -> None:
    company = find_company(asked.model, part.only().text)
    text = "the answer has {company} as well, where it has it"
    asked.notes.append(spoken().say(text, company=company.name))


def _list_passing(model: Model, holders: set[Holder]) -> list[str]:
    """Return what leaves out all flows from holders, and all to them."""
    flows = model.flows.values()
    sharing = {end.id for flow in flows for end in flow.senders if end in holders}
    given = {end.id for flow in flows for end in flow.receivers if end in holders}
    return [f"from:{key}" for key in sorted(sharing)] + [f"to:{key}" for key in sorted(given)]


def list_family(model: Model, holder: Holder) -> set[Holder]:
    """Return a company, or whoever operated a service, with all services that they operated."""
    companies = {holder} if holder.is_company else {holder, *model.operators_of(holder)}
    return companies.union(*map(model.services_of, companies))


def _the_only(
    model: Model, fitting: Iterable[Persona], what: str, holders: Iterable[Holder] = ()
) -> Persona:
    """Return the one persona that fits, or the one that is called so.

    Raises:
        QuestionError: none does, or several do.
    """
    personas = list(fitting)
    personas = list_called(personas or model.personas.values(), what) or personas
    if len(personas) == 1:
        return personas[0]
    names = [persona.id for persona in personas or model.personas.values()]
    where = "".join(f" `{holder.id}`" for holder in holders)
    words, text = spoken(), _FITTING[what]
    message = words.say(text, n=len(personas) or words.say("none"), where=where)
    raise QuestionError(_add_names(message, names), names, ambiguous=bool(personas))


_FITTING: Final = {
    "opted out": "{n} of the people of this model opted out{where}",
    "never joined": "{n} of the people of this model never joined{where}",
}


def _add_names(message: str, names: Sequence[str]) -> str:
    """Return a message with the personas that can be asked for."""
    if not names:
        return message
    words = spoken()
    listed = words.enumerate([f"`{name}`" for name in names])
    ask = words.say("ask “if I am {persona}”", persona=names[0])
    return f"{message}: {listed}; {ask}"


def _who_lives_in(model: Model, region: str) -> Persona:
    code = find_region(region, model.language)
    living = [persona for persona in model.personas.values() if code in persona.region]
    if len(living) == 1:
        return living[0]
    names = [persona.id for persona in living or model.personas.values()]
    words = spoken()
    if living:
        text = "{n} people of this model live in {region}"
        message = words.say(text, n=len(living), region=region)
    elif names:
        message = words.say("nobody of this model lives in {region}", region=region)
        listed = words.say("it has {names}", names=words.enumerate([f"`{name}`" for name in names]))
        ask = words.say("ask “if I am {persona}”", persona=names[0])
        raise QuestionError(f"{message}: {listed}; {ask}", names)
    else:
        text = "nobody of this model lives in {region}: it has no personas"
        raise QuestionError(words.say(text, region=region))
    raise QuestionError(_add_names(message, names), names, ambiguous=True)


ADDITIONS: Final[Mapping[str, Adding]] = {
    "as_of": _as_of,
    "start_of": _start_of,
    "before": _before,
    "after": _after,
    "on_event": _on_event,
    "now": _now,
    "for_purpose": _purpose,
    "from_origin": _origin,
    "origin": _origin,
    "mine_at": _origin,
    "giver": _origin,
    "for_persona": _persona,
    "is_persona": _persona,
    "is_named": _persona,
    "lives": _lives,
    "lives_in": _lives,
    "people_in": _lives,
    "supposed": _supposed,
    "has_done": _has_done,
    "opted_out": _opted_out,
    "never_joined": _never_joined,
    "owners": _owners,
    "announced": _announced,
    "by_service": _by_service,
    "firm": _firm,
    "firmness": _firm,
    "without": _without,
    "without_company": _without_company,
    "without_purpose": _without_purpose,
    "besides": _besides,
}
"""How each addition is read, by the rules of the grammar."""
