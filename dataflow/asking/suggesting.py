"""Questions that can be asked of a model, the nearest to one that was not understood."""

from __future__ import annotations

from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING, Final

from dataflow.asking.commands import prepare
from dataflow.asking.sayings import TERMS
from dataflow.asking.spellings import cut_words
from dataflow.asking.understanding import NotUnderstoodError
from dataflow.building import BUILT_IN
from dataflow.common.nearest import find_nearest
from dataflow.language.words import find_language
from dataflow.model.names import find_company
from dataflow.problems import QuestionError
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.asking.understanding import Understanding
    from dataflow.asking.words import Piece
    from dataflow.model import Model, Term

SUGGESTED: Final = 3
_MOST_TRIED: Final = 8
_LIKE_ENOUGH: Final = 50

_QUESTIONS: Final = {
    "en": (
        "who can reach {data}?",
        "how did {company} get {data}?",
        "what does {company} know about me?",
        "since when has {company} had {data}?",
        "what would have to stop so that {company} cannot get {data}?",
        "who owns {company}?",
        "what if I were {persona}?",
        "what did {maker} promise?",
        "which promises were broken?{claims}",
        "what happened?{events}",
        "what changed between {first} and {last}?",
        "which companies are there?",
        "what are the sources?",
        "who has my data?",
    ),
    "de": (
        "Wer hat Zugriff auf {data}?",
        "Wie kam {company} an {data}?",
        "Was weiß {company} über mich?",
        "Seit wann hat {company} {data}?",
        "Was müsste aufhören, damit {company} {data} nicht mehr bekommt?",
        "Wem gehört {company}?",
        "Was wäre, wenn ich {persona} wäre?",
        "Was hat {maker} versprochen?",
        "Welche Versprechen wurden gebrochen?{claims}",
        "Was ist geschehen?{events}",
        "Was hat sich zwischen {first} und {last} geändert?",
        "Welche Firmen gibt es?",
        "Was sind die Quellen?",
        "Wer hat meine Daten?",
    ),
}
"""What is asked most, with blanks for names of the model; what it has no name for is left out.

Each language has the same questions in the same order.
"""

_TRIED: Final = {"data": 0, "company": 2, "maker": 7, "persona": 6}
"""By which question the name for a blank is tried."""


def suggest(understanding: Understanding, question: str = "") -> list[str]:
    """Return three questions that can be answered, the nearest to one that cannot.

    Args:
        understanding: of the model; of `question` as well, where it is not empty.
        question: what was asked.
    """
    asked = _QUESTIONS[spoken().language]
    names = _find_names(understanding, asked)
    questions = [form.format(**names) for form in asked if _can_fill(form, names)]
    nearest = find_nearest(question, questions, _LIKE_ENOUGH) if question.strip() else ()
    ranked = dict.fromkeys([*nearest, *questions])
    return sorted(ranked, key=lambda other: -_count_shared(question, other))[:SUGGESTED]


def _count_shared(question: str, other: str) -> int:
    """Return with how many of the same words two questions begin, 0 where it is one."""
    pairs = zip(cut_words(question.casefold()), cut_words(other.casefold()), strict=False)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return shared if shared > 1 else 0


def _can_fill(form: str, names: dict[str, str]) -> bool:
    blanks = {part.partition("}")[0] for part in form.split("{")[1:]}
    return blanks <= names.keys()


def _find_names(understanding: Understanding, asked: Sequence[str]) -> dict[str, str]:
    """Return a name for each blank: of the question, if it has one, else of the model."""
    model, pieces = understanding.model, understanding.pieces
    names: dict[str, Iterable[str]] = {
        "data": _list_data(model, pieces),
        "company": _list_companies(model, pieces),
        "maker": _list_makers(model),
        "persona": model.personas,
    }
    filled = {
        blank: _first(understanding, possible, f"{{{blank}}}", asked[_TRIED[blank]])
        for blank, possible in names.items()
    }
    years = sorted({event.date.written[:4] for event in model.events.values()})
    if len(years) > 1:
        filled |= {"first": years[0], "last": years[-1], "events": ""}
    if model.claims:
        filled["claims"] = ""
    return {blank: name for blank, name in filled.items() if name is not None}


def _first(understanding: Understanding, names: Iterable[str], blank: str, form: str) -> str | None:
    """Return the first of some names by which a question can be asked."""
    for name in islice(names, _MOST_TRIED):
        try:
            question = form.replace(blank, name)
            prepare(understanding.model, understanding.understand(question))
        except (QuestionError, NotUnderstoodError):
            continue
        return name
    return None


def _list_data(model: Model, pieces: Iterable[Piece]) -> Iterator[str]:
    """Return names of data types: those of the question, else those that flows and holds have."""
    keys = [text for kind, text in _kinds(pieces) if kind == "A_DATA" and text in model.data]
    shared = (term for flow in model.flows.values() for sent in flow.sent for term in sent.data)
    held = (term for hold in model.holds for term in hold.data)
    for term in chain(map(model.data.terms.get, keys), shared, held, model.data.terms.values()):
        if term:
            yield from _list_names(term, model)


def _list_names(term: Term, model: Model) -> Iterator[str]:
    """Return the names of a data type: that in the language of the question first."""
    asked = spoken().language
    if term.at.file == BUILT_IN and asked != find_language(model.language):
        own = TERMS.get(asked, {}).get(term.id)
        yield from [own] if own else [term.id.replace("_", " "), term.id]
    yield from (term.name, term.id)


def _list_companies(model: Model, pieces: Iterable[Piece]) -> Iterator[str]:
    """Return names of companies: those of the question, else those that are given something."""
    keys = [text for kind, text in _kinds(pieces) if kind == "A_HOLDER" and text in model.holders]
    given = (end for flow in model.flows.values() for end in flow.receivers)
    for holder in chain(map(model.holders.get, keys), given, model.holders.values()):
        try:
            company = find_company(model, holder.id) if holder else None
        except QuestionError:
            continue
        if company:
            yield from (company.name, company.id)


def _list_makers(model: Model) -> Iterator[str]:
    for claim in model.claims.values():
        if claim.by:
            yield from (claim.by.name, claim.by.id)


def _kinds(pieces: Iterable[Piece]) -> Iterator[tuple[str, str]]:
    for piece in pieces:
        yield from piece.kinds
