"""What is added to a question → settings: a day, a persona, an origin, what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from dataflow.asking.countries import find_region
from dataflow.asking.moments import find_moment, today
from dataflow.asking.spellings import spell
from dataflow.common.dates import parse_date, show_day, tell_date
from dataflow.common.nearest import list_names
from dataflow.model.names import (
    find_company,
    find_holder,
    find_persona,
    find_purpose,
    list_called,
)
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
            raise QuestionError(f"the question says twice, and differently, {_TWICE[key]}")
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
        self.put("firm", value=True, note="counted is only what is stated, observed or confirmed")

    def add_still(self) -> None:
        """Ask for today, where no other day is asked for."""
        if "as_of" not in self._settings:
            self.put("as_of", today(), f"“still” is read as: on {tell_date(parse_date(today()))}")


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
    day = tell_date(parse_date(moment.before))
    asked.put("as_of", moment.before, f"before {moment}, is read as: on {day}")


def _after(asked: Asked, part: Branch) -> None:
    moment = find_moment(asked.model, part.only())
    day = tell_date(parse_date(moment.after))
    asked.put("as_of", moment.after, f"after {moment}, is read as: on {day}")


def _on_event(asked: Asked, part: Branch) -> None:
    moment = find_moment(asked.model, part.only())
    asked.put("as_of", moment.date.written, f"the day is that of {moment}" if moment.what else None)


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
        message = f"`{persona.id}` has {'an' if has_account else 'no'} account of `{holder.id}`"
        raise QuestionError(f"{message}: ask “if I am {persona.id}”")
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
    where = "".join(f" `{holder.id}`" for holder in holders)
    asked.put("persona", _the_only(asked.model, personas, "never joined", where).id)


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
        raise QuestionError(f"`{holder.id}` shares nothing in this model, and is given nothing")
    asked.leave_out(*kinds)
    asked.notes.append(f"without {holder.name}: as if it shared nothing, and were given nothing")


def _besides(asked: Asked, part: Branch) -> None:
    company = find_company(asked.model, part.only().text)
    asked.notes.append(f"the answer has {company.name} as well, where it has it")


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


def _the_only(model: Model, fitting: Iterable[Persona], what: str, where: str = "") -> Persona:
    """Return the one persona that fits, or the one that is called so.

    Raises:
        QuestionError: none does, or several do.
    """
    personas = list(fitting)
    personas = list_called(personas or model.personas.values(), what) or personas
    if len(personas) == 1:
        return personas[0]
    names = [persona.id for persona in personas or model.personas.values()]
    count = len(personas) if personas else "none"
    message = f"{count} of the people of this model {what}{where}"
    if names:
        message = f"{message}: {list_names(names)}; ask “if I am {names[0]}”"
    raise QuestionError(message, names, ambiguous=bool(personas))


def _who_lives_in(model: Model, region: str) -> Persona:
    code = find_region(region, model.language)
    living = [persona for persona in model.personas.values() if code in persona.region]
    if len(living) == 1:
        return living[0]
    names = [persona.id for persona in living or model.personas.values()]
    if living:
        message = f"{len(living)} people of this model live in {region}: {list_names(names)}"
    elif names:
        message = f"nobody of this model lives in {region}: it has {list_names(names)}"
    else:
        raise QuestionError(f"nobody of this model lives in {region}: it has no personas")
    raise QuestionError(f"{message}; ask “if I am {names[0]}”", names, ambiguous=bool(living))


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
