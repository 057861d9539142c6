"""What stands before the place where libyaml gave up.

Its scanner runs ahead of its parser: a bracket may turn out to begin a key as long as its line goes
on. So it may give up over what stands far behind the events that have come, at a limit of its own
or over a sign, before anybody could see how deep the text is nested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yaml.error import MarkedYAMLError

from dataflow.reading.complaints import is_limit, place_of
from dataflow.reading.growth import DEEPEST, Growth
from dataflow.reading.tree import unpack

if TYPE_CHECKING:
    from dataflow.reading.growth import Report
    from dataflow.reading.shelf import Source
    from dataflow.reading.tree import Tree

_OPENING: Final = "[{-?"
"""What lists and mappings may open with, where the scanner runs ahead."""


def look_before(
    wrong: MarkedYAMLError, growth: Growth, source: Source, report: Report
) -> tuple[MarkedYAMLError, Growth]:
    """Find out what is wrong before the place where libyaml gave up, once more from the start.

    Returns:
        The error that is to be told, and the tree as far as it had grown.

    Raises:
        StopReading: the text is too deep before that, which has been reported.
    """
    end = source.offset(*place_of(wrong, source))
    file, line, column = unpack(growth.seen)
    ahead = source.text[source.offset(line, column) : end]
    deepest = len(growth.open_places()) + sum(map(ahead.count, _OPENING))
    if deepest <= DEEPEST and not is_limit(wrong):
        return wrong, growth
    again = Growth(_report_behind(growth.seen, report), file, len(source.text) + 1)
    try:
        again.run(source.text[:end])
    except MarkedYAMLError as earlier:
        if is_limit(wrong) and not is_limit(earlier):
            if source.offset(*place_of(earlier, source)) >= end:  # its end is not the file's
                earlier.problem_mark = wrong.problem_mark
            return earlier, again
    return wrong, growth


def _report_behind(seen: int, report: Report) -> Report:
    """Report what is wrong behind a place; what stands before it has been reported."""

    def report_new(code: str, message: str, at: Tree | int, advice: str | None) -> None:
        if (at if isinstance(at, int) else at.at) > seen:
            report(code, message, at, advice)

    return report_new
