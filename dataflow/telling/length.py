"""How much an answer tells people: the finding alone, what a screen holds, or all of it."""

from __future__ import annotations

from typing import Final, Literal, get_args

from dataflow.common.nearest import list_names
from dataflow.problems import QuestionError

Length = Literal["brief", "short", "full"]
"""How much an answer tells.

brief: the finding, and the table or list below it. short: a sentence a row, or of more than `FEW`
rows the table; then what limits the answer; then the sources that are cited, at most `CITED` a
statement. full: every sentence, and every source.
"""

LENGTHS: Final = get_args(Length)

FEW: Final = 3
"""Of how many rows a short answer tells each in a sentence."""

CITED: Final = 3
"""How many sources a statement has in a short answer, the nearest to the first hand first."""

LONGEST: Final = 30
"""About how many words a sentence has at most, but for names and what somebody is quoted with."""


def refuse_length(length: str) -> None:
    """Refuse what is no length.

    Raises:
        QuestionError: there is no such length.
    """
    if length not in LENGTHS:
        known = list_names(LENGTHS, "or")
        raise QuestionError(f"`length` is {known}, not `{length}`", LENGTHS)
