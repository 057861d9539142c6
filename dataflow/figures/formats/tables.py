"""An answer of reach as rows of words, in the language of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.figures.passing import keep_widest
from dataflow.figures.phrases import tell_since

if TYPE_CHECKING:
    from dataflow.answers.reach import Reach, Row
    from dataflow.figures.words import Words

_HEADS: Final = ("company", "how", "since", "steps", "what for")

_HOW: Final = {
    "collects": "collects it",
    "receives": "receives it",
    "owns": "owns who has it: control, not sharing",
}


def tell_heads(answer: Reach, words: Words) -> list[str]:
    """Name the columns: of a category also what of it a company has."""
    heads = (*_HEADS, "data") if _is_category(answer) else _HEADS
    return [words.say(one) for one in heads]


def _is_category(answer: Reach) -> bool:
    return len(answer.model.data.down(answer.data.id)) > 1


def tell_rows(answer: Reach, words: Words) -> list[list[str]]:
    """Say a row a company: who, how, since when, by how many steps, what for, and what of it."""
    return [
        [
            row.company.name,
            words.say(_HOW[row.how]),
            tell_since(words, row.since, row.started).strip("()").removeprefix("since "),
            "" if row.hops is None else str(row.hops),
            words.enumerate([one.name for one in row.purposes]),
            *([_tell_data(answer, row, words)] if _is_category(answer) else []),
        ]
        for row in answer
    ]


def _tell_data(answer: Reach, row: Row, words: Words) -> str:
    return words.enumerate([one.name for one in keep_widest(answer, row.data)])
