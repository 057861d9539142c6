"""What documents leave out of a screen: whether the rest fits, and where to cut a new one.

`…` on a line of its own stands for any number of lines; at the end of a line, for its rest.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ANYTHING = "…"
"""A line of its own that stands for any number of lines; at the end of one, for its rest."""

LEAST_ALIKE = 0.4
"""So much of what was shown is found again in what is printed now, or it is not cut by it."""


def fits(shown: str, printed: str) -> bool:
    """Say whether an output is as shown; empty lines at the ends do not count."""
    pieces = re.split(rf"^{ANYTHING}\n", shown.strip("\n") + "\n", flags=re.MULTILINE)
    lines = [re.escape(piece).replace(rf"\ {ANYTHING}\{chr(10)}", " .*\n") for piece in pieces]
    pattern = r"(?:.*\n)*?".join(lines)
    return re.fullmatch(pattern, printed.strip("\n") + "\n") is not None


def cut_like(shown: str, printed: str) -> str:
    """Cut an output where the one that was shown was cut.

    The words that were shown are looked for in what is printed, so that a sentence that has changed
    takes the place of the old one. If too few stand there, as many paragraphs or lines are left.
    """
    if ANYTHING not in shown:
        return printed.strip("\n") + "\n"
    return _cut_by_words(shown, printed) or _cut_by_length(shown, printed)


def _cut_by_length(shown: str, printed: str) -> str:
    printed = printed.strip("\n") + "\n"
    head, _, tail = shown.strip("\n").rpartition(f"{ANYTHING}")
    if tail or not head.endswith("\n") or ANYTHING in head:
        return printed
    border = "\n\n" if "\n\n" in printed else "\n"
    parts, many = printed.strip("\n").split(border), len(head.strip("\n").split(border))
    if many < len(parts):
        return border.join(parts[:many]) + f"\n{ANYTHING}\n"
    return printed


EXCESS = 0.25
"""What a word costs that is printed in the midst of what was shown; a missing one costs 1."""


class Piece(NamedTuple):
    """What a screen shows between two places at which something is left out.

    Attributes:
        lines: what is shown.
        gap_before: whether lines are left out before it.
        cut: whether the rest of its last line is left out.
    """

    lines: list[str]
    gap_before: bool
    cut: bool


def pieces_of(shown: str) -> tuple[list[Piece], bool]:
    """Take a screen apart where it leaves something out; say also whether its end is left out."""
    pieces: list[Piece] = []
    lines: list[str] = []
    gap = False
    for line in shown.strip("\n").split("\n"):
        if line == ANYTHING:
            if lines:
                pieces.append(Piece(lines, gap, cut=False))
            lines, gap = [], True
        elif line.endswith(f" {ANYTHING}"):
            pieces.append(Piece([*lines, line.removesuffix(f" {ANYTHING}")], gap, cut=True))
            lines, gap = [], False
        else:
            lines.append(line)
    if lines:
        pieces.append(Piece(lines, gap, cut=False))
        gap = False
    return pieces, gap


def _cut_by_words(shown: str, printed: str) -> str:
    """Cut where the same words stand; return "" if too few of them do."""
    pieces, open_end = pieces_of(shown)
    lines = printed.strip("\n").split("\n")
    places = [(word, number) for number, line in enumerate(lines) for word in _words_of(line)]
    wanted = [(word, n) for n, each in enumerate(pieces) for word in _words_of(*each.lines)]
    pairs = _align(wanted, [word for word, _ in places])
    if len(pairs) < LEAST_ALIKE * len(wanted):
        return ""
    reach: dict[int, tuple[int, int]] = {}
    for mine, theirs in pairs:
        piece, line = wanted[mine][1], places[theirs][1]
        reach[piece] = (reach.get(piece, (line, line))[0], line)
    if len(reach) < len(pieces):
        return ""
    text = _join(pieces, [reach[n] for n in range(len(pieces))], lines, open_end=open_end)
    return text if fits(text, printed) else ""


def _words_of(*lines: str) -> list[str]:
    """Give the words of some lines, without the signs about them, which come and go."""
    return [word.strip(".,;:()[]“”") or word for line in lines for word in line.split()]


def _align(wanted: list[tuple[str, int]], printed: list[str]) -> list[tuple[int, int]]:
    """Pair the words that were shown with those that are printed, as many as can be in order.

    A word in excess costs little within a piece, and nothing before and after it: there something
    is left out, or the piece goes to the end of the screen in any case.
    """
    rows, columns = range(len(wanted) + 1), range(len(printed) + 1)
    ends = {0, len(wanted), *(n for n in rows[1:-1] if wanted[n - 1][1] != wanted[n][1])}
    excess = [0 if row in ends else EXCESS for row in rows]
    cost = [[float(row)] * len(columns) for row in rows]
    for row in rows[1:]:
        for column in columns[1:]:
            ways = [cost[row - 1][column] + 1, cost[row][column - 1] + excess[row]]
            if wanted[row - 1][0] == printed[column - 1]:
                ways.append(cost[row - 1][column - 1])
            cost[row][column] = min(ways)
    pairs: list[tuple[int, int]] = []
    row, column = rows[-1], columns[-1]
    while row and column:
        here, skipped = cost[row][column], cost[row][column - 1] + excess[row]
        same = wanted[row - 1][0] == printed[column - 1] and here == cost[row - 1][column - 1]
        if here == skipped and not (same and excess[row]):
            column -= 1
        elif same:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        else:
            row -= 1
    return pairs[::-1]


def _join(
    pieces: list[Piece], reach: list[tuple[int, int]], lines: list[str], *, open_end: bool
) -> str:
    """Put together the lines that the pieces reach, with a mark where lines are left out."""
    text: list[str] = []
    done = 0
    for n, piece in enumerate(pieces):
        first, last = reach[n]
        first -= not piece.lines[0] and first > 0 and not lines[first - 1]
        last += not piece.lines[-1] and last + 1 < len(lines) and not lines[last + 1]
        if not piece.gap_before:
            first = done
        if n + 1 == len(pieces) and not (open_end or piece.cut):
            last = len(lines) - 1
        if first > done:
            text.append(ANYTHING)
        text += lines[max(first, done) : last + 1]
        if piece.cut and last >= done:
            text[-1] = _shorten(text[-1], len(piece.lines[-1].split()))
        done = max(done, last + 1)
    if done < len(lines):
        text.append(ANYTHING)
    return "\n".join(text) + "\n"


def _shorten(line: str, words: int) -> str:
    head = re.match(rf"(?:\s*\S+){{{words}}}(?=\s)", line)
    return f"{head[0]} {ANYTHING}" if head else line
