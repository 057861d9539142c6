"""What it costs to refuse a hostile file, against reading a good one of the largest size.

The hostile texts are those of `tests/test_hostile_reading.py`: deep, long, repeated, torn. None may
cost more than 8 MB of flows, which `Reader` takes as they are.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

from measuring import Contestant, Match, compete, make_parser
from reading import make_text
from reading import read as read_good

from dataflow.reading import Reader

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from test_hostile_reading import BIG

GOOD = "a good model"


def refuse(path: Path) -> None:
    """Read a file that must be refused.

    Raises:
        SystemExit: it was taken.
    """
    reader = Reader(path.parent)
    reader.read_all(path)
    if not reader.problems:
        raise SystemExit(f"{path.name} was taken")


def main() -> int:
    """Measure, and give the exit code."""
    parser = make_parser(__doc__, rounds=5, bounds={"--at-most": 1})
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder, "good.yaml")
        good.write_text(make_text(1), encoding="utf-8")
        contestants = [Contestant(GOOD, partial(read_good, good))]
        for number, text in enumerate(BIG):
            path = Path(folder, str(number), "x.yaml")  # which some of them include
            path.parent.mkdir()
            path.write_text(text, encoding="utf-8")
            contestants.append(Contestant(f"{text[:8]!a}… {len(text):,}", partial(refuse, path)))
        matches = [Match(one.name, GOOD, at_most=chosen.at_most) for one in contestants[1:]]
        return compete(contestants, matches, chosen.rounds)


if __name__ == "__main__":
    sys.exit(main())
