"""Since when somebody has some data, where no brackets stand around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from dataflow.common.dates import ALWAYS
from dataflow.engine.certainty import Known, start_of
from dataflow.telling.words import in_own_words, spoken

if TYPE_CHECKING:
    from dataflow.common.dates import PartialDate
    from dataflow.engine.certainty import DayKind
    from dataflow.model import Stated
    from dataflow.telling.words import Words

NO_START: Final = "start not stated"


def tell_since(
    day: int,
    kind: DayKind,
    written: PartialDate | None,
    bound: PartialDate | None = None,
    *,
    words: Words | None = None,
) -> str:
    """Return since when something is so, without brackets around it; see `Words.since`.

    >>> tell_since(0, "unknown", None), tell_since(1, "stated", None)
    ('start not stated', 'since 1 January 1')
    """
    since = (words or spoken()).since(day, kind, written, bound)
    return since[1:-1] if since.startswith("(") else since


def tell_start(statement: Stated) -> str:
    """Return since when a statement is so by its own word: from when, where it is announced."""
    own = start_of(statement) or Known(ALWAYS, "unknown")
    since = tell_since(*own)
    return announce(since) if statement.status == "announced" else since


@in_own_words
def announce(since: str) -> str:
    """Return from when something is to be so, of since when it is.

    >>> announce("since 2021"), announce("start not stated")
    ('from 2021', 'start not stated')
    """
    return re.sub("^since", "from", since)


def show_since(
    day: int,
    kind: DayKind,
    written: PartialDate | None,
    bound: PartialDate | None = None,
    *,
    words: Words | None = None,
) -> str:
    """Return since when something is so, as cells of tables have it.

    >>> show_since(0, "unknown", None), show_since(1, "stated", None)
    ('start not stated', '1 January 1')
    """
    words = words or spoken()
    return words.undated(tell_since(day, kind, written, bound, words=words))
