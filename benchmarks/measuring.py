"""Contestants in turns: what each costs, and how the costs compare.

Every run is a process of its own, forked off when all is prepared, so that what is measured is the
work and nothing else; its CPU time, user and system, is what the operating system says about it.
Contestants take turns, so that whatever else the machine does meets them alike, and are compared
round by round: the median of the ratios counts, and the middle half of them is shown beside it.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Times = dict[str, list[float]]
"""By contestant, the CPU seconds of its runs, round by round."""


class Contestant(NamedTuple):
    """What is measured: a name, and the work that a process does."""

    name: str
    work: Callable[[], object]


@dataclass(frozen=True)
class Match:
    """Two contestants whose costs are divided, round by round, and what is asked of the ratio."""

    over: str
    under: str
    at_least: float | None = None
    at_most: float | None = None

    def ratios(self, times: Times) -> list[float]:
        """Give the ratio of every round."""
        return [a / b for a, b in zip(times[self.over], times[self.under], strict=True)]

    def is_kept(self, times: Times) -> bool:
        """Say whether the median of the ratios is within what is asked."""
        middle = statistics.median(self.ratios(times))
        too_low = self.at_least is not None and middle < self.at_least
        too_high = self.at_most is not None and middle > self.at_most
        return not (too_low or too_high)

    def asked(self) -> str:
        """Say what is asked of the ratio."""
        if self.at_least is not None:
            return f"at least {self.at_least:g}"
        return "" if self.at_most is None else f"at most {self.at_most:g}"


def make_parser(
    about: str | None, *, rounds: int, bounds: Mapping[str, float]
) -> argparse.ArgumentParser:
    """Make the options that every benchmark has: the rounds, and its bounds by option name."""
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=rounds, help=f"default: {rounds}")
    for option, bound in bounds.items():
        parser.add_argument(option, type=float, default=bound, help=f"default: {bound:g}")
    return parser


def compete(contestants: Sequence[Contestant], matches: Sequence[Match], rounds: int) -> int:
    """Run all contestants in turns, print what came out, and give the exit code."""
    times = measure(contestants, rounds)
    print_costs(times)
    print_ratios(times, matches)
    return 0 if all(match.is_kept(times) for match in matches) else 1


def measure(contestants: Sequence[Contestant], rounds: int) -> Times:
    """Run every contestant once a round, in an order that turns, after one round for the caches."""
    times: Times = {one.name: [] for one in contestants}
    # the children must not pay for walking over what was prepared for them
    gc.collect()
    gc.freeze()
    for number in range(-1, rounds):
        first = number % len(contestants)
        for one in (*contestants[first:], *contestants[:first]):
            seconds = run(one)
            if number >= 0:
                times[one.name].append(seconds)
    return times


def run(contestant: Contestant) -> float:
    """Do the work in a process of its own; give the CPU seconds, user and system.

    Raises:
        SystemExit: the work failed.
    """
    child = os.fork()
    if child == 0:
        _work(contestant.work)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{contestant.name} failed")
    return usage.ru_utime + usage.ru_stime


def _work(work: Callable[[], object]) -> None:
    """Do the work, and leave without tidying up: nobody else does that before the clock stops."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        work()
    except BaseException:  # noqa: BLE001 - a fork of this program must never return into it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def print_costs(times: Times) -> None:
    """Print what every contestant costs."""
    width = max(map(len, times))
    print(f"{'CPU ms':{width}}  {'median':>9}  {'middle half':>22}")
    for name, seconds in times.items():
        low, middle, high = _quartiles([second * 1000 for second in seconds])
        print(f"{name:{width}}  {middle:9,.1f}  {low:9,.1f} to {high:9,.1f}")


def print_ratios(times: Times, matches: Sequence[Match]) -> None:
    """Print how the contestants compare, and whether that is what is asked."""
    for match in matches:
        low, middle, high = _quartiles(match.ratios(times))
        verdict = f"; {match.asked()}: {'kept' if match.is_kept(times) else 'MISSED'}"
        print(
            f"\n{match.over} / {match.under}: {middle:.2f} ({low:.2f} to {high:.2f})"
            f"{verdict if match.asked() else ''}"
        )


def _quartiles(values: list[float]) -> tuple[float, float, float]:
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high
