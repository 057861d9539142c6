"""A question in words → which question it is, about what, and how it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from dataflow.asking.countries import find_region, list_joined
from dataflow.asking.grammar import parser
from dataflow.asking.words import Spelling, as_tokens, list_spellings, read_pieces, spell
from dataflow.common.nearest import find_nearest, list_names
from dataflow.common.values import dataclass
from dataflow.model.names import find_holder, find_persona, find_purpose
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dataflow.engine.setting import Settings
    from dataflow.model import Model, Persona

Branch = Tree[Token]
"""A branch of what the parser gives; its leaves are tokens."""

FORMS: Final = (
    "which companies can reach my DATA?",
    "who has my DATA?",
    "can COMPANY reach my DATA?",
    "how can COMPANY reach my DATA?",
    "since when can COMPANY reach my DATA?",
    "what does COMPANY know about me?",
    "what would have to stop so that COMPANY cannot reach my DATA?",
    "which promises were broken?",
    "which promises were broken by COMPANY?",
    "what changed between DATE-or-SCENARIO and DATE-or-SCENARIO?",
    "who owns COMPANY?",
)
"""What can be asked, as people may type it."""

ADDED: Final = (
    "as of 2016",
    "from COMPANY",
    "for PURPOSE",
    "if I live in COUNTRY",
    "if I am PERSONA",
    "counting owners",
    "firmly",
    "without FLOW",
)
"""What may be added to a question, in any order."""


@dataclass(frozen=True, slots=True, eq=False)
class Understood:
    """A question that was understood.

    Attributes:
        form: which question it is: a rule of the grammar.
        named: what is named in it, by rule (`data`, `company`, `side`), as it was typed.
        settings: how it is asked, with ids.
    """

    form: str
    named: dict[str, list[str]]
    settings: Settings


def understand(model: Model, question: str) -> Understood:
    """Understand a question.

    Raises:
        QuestionError: it is none of `FORMS` (with the nearest), or names what does not exist.
    """
    pieces = read_pieces(question, _list_joined(question) | list_spellings(model))
    try:
        tree = parser().parse(as_tokens(pieces))
    except UnexpectedInput:
        raise _not_understood(question) from None
    form, *modifiers = _branches(tree)
    settings = _settings(model, modifiers)
    if any(part.data == "surely" for part in _branches(form)):
        settings["firm"] = True
    return Understood(str(form.data), _named(form), settings)


def _list_joined(question: str) -> dict[Spelling, str]:
    """Return the spellings of countries that a question may name with words of questions in them.

    The names of countries are read only where such a word stands in the question.
    """
    joined = {"and", "of"} & set(spell(question))
    return {spell(name): "" for name in list_joined()} if joined else {}


def _not_understood(question: str) -> QuestionError:
    nearest = find_nearest(question, FORMS, least=0)
    forms = "\n".join(f"   {form}" for form in FORMS)
    added = ", ".join(f"“{addition}”" for addition in ADDED)
    return QuestionError(
        f"“{question}” was not understood; the nearest is: {nearest[0]}\n = what can be asked:\n"
        f"{forms}\n = with, in any order: {added}"
    )


def _branches(branch: Branch) -> list[Branch]:
    return [part for part in branch.children if isinstance(part, Tree)]


def _text(part: Branch) -> str:
    """Return the name that a part of a question is, without "my" or "the"."""
    tokens = part.scan_values(lambda leaf: isinstance(leaf, Token))
    return " ".join(str(token) for token in tokens if token.type != "MINE")


def _named(form: Branch) -> dict[str, list[str]]:
    return {
        rule: [_text(part) for part in _branches(form) if part.data == rule]
        for rule in ("data", "company", "side")
    }


def _settings(model: Model, modifiers: list[Branch]) -> Settings:
    settings: dict[str, object] = {}
    without: list[str] = []
    for modifier in modifiers:
        (part,) = _branches(modifier)
        rule = str(part.data)
        if rule in _SWITCHES:
            settings[rule] = True
            continue
        key, look_up = _LOOKED_UP[rule]
        value = look_up(model, _text(_branches(part)[-1]))
        if key == "without":
            without.append(value)
        elif settings.setdefault(key, value) != value:
            raise QuestionError(f"the question says twice, and differently, {_TWICE[key]}")
    return cast("Settings", settings | ({"without": without} if without else {}))


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


_SWITCHES: Final = {"owners", "announced", "firm"}

_LOOKED_UP: Final[dict[str, tuple[str, Callable[[Model, str], str]]]] = {
    "as_of": ("as_of", lambda _, text: text),
    "for_purpose": ("purpose", lambda model, text: find_purpose(model, text).id),
    "from_origin": ("origin", lambda model, text: find_holder(model, text).id),
    "lives": ("persona", lambda model, text: _who_lives_in(model, text).id),
    "is_persona": ("persona", lambda model, text: find_persona(model, text).id),
    "without": ("without", lambda _, text: text),
}
"""What may be added to a question, by the rules of the grammar: the setting, and its value."""

_TWICE: Final = {
    "as_of": "when",
    "purpose": "for what",
    "origin": "from whom",
    "persona": "who is asking",
}
