"""The built-in vocabulary, by its names in the language of a model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dataflow.common.nearest import list_names
from dataflow.language.desk import Desk
from dataflow.language.document import validate
from dataflow.language.words import LANGUAGES, find_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.language.document import Document
    from dataflow.language.facts import Term
    from dataflow.reading import Reader, Text

CORE: Final = Path(__file__).parents[1] / "vocabulary" / "core.yaml"
"""The terms, with their English names."""


def read_vocabulary(first: Document, reader: Reader) -> Document | None:
    """Return the built-in terms as the language of a model calls them; None if it has none of them.

    English names stay names that people may use.
    """
    if first.vocabulary == "none":
        return None
    core = _read(CORE, reader)
    language = find_language(first.language)
    path = CORE.with_name(f"{language}.yaml")
    if language is None or not path.exists():
        return core
    called = _read(path, reader)
    return core.changed(
        {
            "data": _rename(core.data, called.data),
            "purposes": _rename(core.purposes, called.purposes),
        }
    )


def _read(path: Path, reader: Reader) -> Document:
    tree = reader.read_bundled(path)
    assert tree is not None, reader.problems  # it is ours
    return validate(tree, Desk(reader)).document


def _rename(terms: Mapping[Text, Term], called: Mapping[Text, Term]) -> dict[Text, Term]:
    """Return terms with the names of another language, and those that they had behind them."""
    names = {str(key): term.name for key, term in called.items()}
    return {
        key: term.changed(
            {"name": names[str(key)], "also": (*filter(None, [term.name]), *term.also)}
        )
        if names.get(str(key))
        else term
        for key, term in terms.items()
    }


def doubt_language(first: Document, desk: Desk) -> None:
    """Report a language that answers are not told in."""
    if first.language and find_language(first.language) is None:
        known = list_names(LANGUAGES, "or")
        desk.doubt(
            "no-language",
            f"answers are not told in the language `{first.language}`: they are in English",
            desk.reader.locate(first.language.at),
            (),
            f"write {known} for answers in that language; your names and texts stay as they are",
        )
