"""Names as people say them → the things of a model: ids, names, other names, in any case."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar, get_args

from dataflow.common.dates import NEVER
from dataflow.common.files import STANDARD_INPUT
from dataflow.common.nearest import find_nearest, list_names
from dataflow.language.words import Basis, Role, Status
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sized

    from dataflow.model import Claim, Flow, Hold, Holder, Model, Persona, Scenario, Term, View


class Named(Protocol):
    """Whatever people call by a name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What people read."""

    @property
    def also(self) -> tuple[str, ...]:
        """What else it is called."""


N = TypeVar("N", bound=Named)
T = TypeVar("T")

WORDS: Mapping[str, tuple[str, ...]] = {
    "role": get_args(Role),
    "status": get_args(Status),
    "basis": get_args(Basis),
}
"""The words that flows are left out by, by their keys."""


def make_plain(name: str) -> str:
    """Write a name without what people do not mind: case, hyphens, underscores, doubled spaces.

    >>> make_plain("Phone_number")
    'phone number'
    """
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def advise_listing(model: Model, section: str, things: Sized) -> str:
    """Return how to see all that a model has in a section, or that it has nothing there."""
    if not things:
        return f"this model has no {_CALLED.get(section, section)}"
    # what was read from a stream or a text has no name to read it by again
    path = "MODEL" if model.path.startswith((STANDARD_INPUT, "<")) else quote(model.path)
    shown = " ".join(filter(None, ["dataflow show", path, section]))
    return f"`{shown}` lists {f'the {_CALLED.get(section, section)}' if section else 'what it has'}"


_CALLED: Final = {"": "companies or services", "data": "data types"}
"""What is in a section of `show`, where that is not what the section is called; "" for all."""


def find_named(things: Mapping[str, N], name: str, called: str, otherwise: str) -> N:
    """Return what a name means: an id first, else a name or other name in any case of letters.

    Args:
        things: what there is, by id.
        name: what it was asked for by.
        called: what kind of thing it is.
        otherwise: the advice where nothing is called nearly so.

    Raises:
        QuestionError: nothing is called so (with the nearest names), or several things are.
    """
    if name in things:
        return things[name]
    fitting = list_called(things.values(), name)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = [thing.id for thing in fitting]
        message = f"`{name}` may mean {list_names(ids, 'or')}: ask with the id"
        raise QuestionError(message, ids, ambiguous=True)
    message, nearest = f"no {called} is called `{name}`", list_nearest(things.values(), name)
    raise QuestionError(message, nearest, otherwise=otherwise)


def list_called(things: Iterable[N], name: str) -> list[N]:
    """List what an id, a name or another name means, in any case of letters."""
    wanted = make_plain(name)
    return [thing for thing in things if wanted in set(map(make_plain, names_of(thing)))]


def list_nearest(things: Iterable[N], name: str) -> tuple[str, ...]:
    """List the ids of what is called nearly so, best first."""
    ids = {called: thing.id for thing in things for called in names_of(thing)}
    return tuple(dict.fromkeys(ids[called] for called in find_nearest(name, ids)))


def names_of(thing: Named) -> tuple[str, ...]:
    """Return all names of a thing, its id first."""
    return (thing.id, thing.name, *thing.also)


def find_id(things: Mapping[str, T], name: str, called: str, otherwise: str) -> T:
    """Return what has no names but its id.

    Raises:
        QuestionError: there is no such id (with the nearest).
    """
    if name not in things:
        message, nearest = f"no {called} is called `{name}`", find_nearest(name, things)
        raise QuestionError(message, nearest, otherwise=otherwise)
    return things[name]


def find_data(model: Model, name: str) -> Term:
    """Return the data type that a name means."""
    listing = advise_listing(model, "data", model.data.terms)
    return find_named(model.data.terms, name, "data type", listing)


def find_purpose(model: Model, name: str) -> Term:
    """Return the purpose that a name means."""
    listing = advise_listing(model, "purposes", model.purposes.terms)
    return find_named(model.purposes.terms, name, "purpose", listing)


def find_holder(model: Model, name: str) -> Holder:
    """Return the company or service that a name means."""
    listing = advise_listing(model, "", model.holders)
    return find_named(model.holders, name, "company or service", listing)


def find_role(name: str) -> Role:
    """Return the role of a recipient that a name means: its word, or as people write it.

    Raises:
        QuestionError: there is no such role.

    >>> find_role("Joint controller")
    'joint_controller'
    """
    roles: dict[str, Role] = {role: role for role in get_args(Role)}
    otherwise = f"the roles are {list_names(list(roles), 'and')}"
    return find_id(roles, make_plain(name).replace(" ", "_"), "role", otherwise)


def find_persona(model: Model, name: str) -> Persona:
    """Return the persona that a name means."""
    listing = advise_listing(model, "personas", model.personas)
    return find_named(model.personas, name, "persona", listing)


def find_scenario(model: Model, name: str) -> Scenario:
    """Return the scenario that a name means."""
    listing = advise_listing(model, "scenarios", model.scenarios)
    return find_id(model.scenarios, name, "scenario", listing)


def find_view(model: Model, name: str) -> View:
    """Return the view that a name means."""
    listing = advise_listing(model, "views", model.views)
    return find_id(model.views, name, "view", listing)


def find_company(model: Model, name: str, day: int = NEVER) -> Holder:
    """Return a company; a service stands for its operator on that day, or else its latest.

    Raises:
        QuestionError: there is no such holder, or several operate the service.
    """
    holder = find_holder(model, name)
    if holder.is_company:
        return holder
    companies = model.last_operators_of(holder, day)
    if len(companies) > 1:
        ids = sorted(company.id for company in companies)
        message = f"`{name}` is operated by {list_names(ids)}: ask for one of them"
        raise QuestionError(message, ids)
    return companies[0]


class Promises(NamedTuple):
    """Claims that one name stands for; `name` is the id, with its section where ids collide."""

    name: str
    claims: tuple[Claim, ...]


def find_claims(model: Model, name: str) -> Promises:
    """Return a claim, or all that a company made; `claim:x` and `company:x` say which is meant.

    A company made what the services promised that it operated when they did. A service that made
    none stands for whoever operated it on the day of a promise.

    Raises:
        QuestionError: there is no such claim or company, there are both, or it made none.
    """
    section, colon, rest = name.partition(":")
    if colon and section == "claim":
        listing = advise_listing(model, "claims", model.claims)
        claim = find_id(model.claims, rest, "claim", listing)
        return Promises(_sectioned(model, "claim", rest), (claim,))
    if colon and section == "company":
        return _made_by(model, find_holder(model, rest))
    if name not in model.claims:
        return _made_by(model, _find_maker(model, name))
    if name in model.holders:
        either = [f"claim:{name}", f"company:{name}"]
        message = (
            f"`{name}` is a claim and a company or service: ask for {list_names(either, 'or')}"
        )
        raise QuestionError(message, either, ambiguous=True)
    return Promises(name, (model.claims[name],))


def _find_maker(model: Model, name: str) -> Holder:
    try:
        return find_holder(model, name)
    except QuestionError as error:
        if error.ambiguous:
            raise
        nearest = dict.fromkeys([*find_nearest(name, model.claims), *error.nearest])
        message = f"no claim or company is called `{name}`"
        listing = advise_listing(model, "claims", model.claims)
        raise QuestionError(message, tuple(nearest), otherwise=listing) from None


def _made_by(model: Model, holder: Holder) -> Promises:
    claims = _claims_of(model, holder)
    if not claims and not holder.is_company:
        claims = tuple(
            claim
            for claim in model.claims.values()
            if claim.by in model.operators_of(holder, claim.date.first)
        )
    if not claims:
        makers = {claim.by.id for claim in model.claims.values() if claim.by}
        message = f"`{holder.id}` made no claim in this model"
        listing = advise_listing(model, "claims", model.claims)
        raise QuestionError(message, find_nearest(holder.id, makers), otherwise=listing)
    return Promises(_sectioned(model, "company", holder.id), claims)


def _claims_of(model: Model, holder: Holder) -> tuple[Claim, ...]:
    """Return the claims of a holder, and of services that it operated when they made them."""
    return tuple(
        claim
        for claim in model.claims.values()
        if claim.by is not None
        and (claim.by == holder or holder in model.operators_of(claim.by, claim.date.first))
    )


def _sectioned(model: Model, section: str, name: str) -> str:
    return f"{section}:{name}" if name in model.claims and name in model.holders else name


class Removal(NamedTuple):
    """What `--without` names: a flow or hold (`flow`), or all flows with a value of a key."""

    key: str
    values: frozenset[str]

    def spares(self, flow: Flow, *, sender: Holder, receiver: Holder) -> bool:
        """Return whether a flow goes on between two of its ends."""
        if self.key in ("from", "to"):
            return (sender if self.key == "from" else receiver).id not in self.values
        return self.values.isdisjoint(_values(flow, self.key))

    def takes(self, hold: Hold) -> bool:
        """Return whether a hold is taken out."""
        return self.key == "flow" and hold.id in self.values


def _values(flow: Flow, key: str) -> set[str | None]:
    if key in WORDS:
        return {getattr(flow, key)}
    return {purpose.id for purpose in flow.purposes} if key == "purpose" else {flow.id}


def find_removal(model: Model, text: str) -> Removal:
    """Read one `--without`: the id of a flow or hold, or KEY:VALUE of flows.

    Raises:
        QuestionError: there is no such flow, key or value.
    """
    key, colon, value = text.partition(":")
    key, value = (key, value) if colon else ("flow", text)
    if key == "purpose":
        return Removal(key, model.purposes.down(find_purpose(model, value).id))
    if key in ("from", "to"):
        return Removal(key, frozenset([find_holder(model, value).id]))
    if key == "flow":
        if value not in model.named_holds:
            listing = advise_listing(model, "flows", model.flows)
            find_id({**model.named_holds, **model.flows}, value, "flow", listing)
        return Removal(key, frozenset([value]))
    keys = f"the keys are {list_names([*WORDS, 'purpose', 'from', 'to'])}"
    allowed = find_id(WORDS, key, "key of flows", keys)
    values = f"a {key} is {list_names(allowed, 'or')}"
    return Removal(key, frozenset([find_id(dict.fromkeys(allowed, value), value, key, values)]))
