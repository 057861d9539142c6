"""An answer of reach as rows of words, in the language of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.drawing.phrases import tell_since

if TYPE_CHECKING:
    from dataflow.drawing.words import Words
    from dataflow.questions.reach import Reach

HEADS: Final = ("company", "how", "since", "steps", "what for")

_HOW: Final = {
    "collects": "collects it",
    "receives": "receives it",
    "owns": "owns who has it: control, not sharing",
}


def tell_rows(answer: Reach, words: Words) -> list[list[str]]:
    """Say a row a company: who, how, since when, by how many steps, what for."""
    return [
        [
            row.company.name,
            words.say(_HOW[row.how]),
            tell_since(words, row.since, row.started).strip("()").removeprefix("since "),
            "" if row.hops is None else str(row.hops),
            words.enumerate([one.name for one in row.purposes]),
        ]
        for row in answer
    ]
