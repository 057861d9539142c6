"""What it costs to validate a big model, and to load it and ask, against the same in another tree.

10,000 flows of 2,000 services, made from a seed, as people write them. `--before FOLDER` names a
work tree of the state to compare with (`git worktree add ../before COMMIT`); each runs in a process
of its own, with its own package. Without it, models in which nearly all is wrong are loaded beside
models of the same size in which all is right, and many equal entries beside a quarter of them.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Contestant, Match, compete, make_parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

HERE = Path(__file__).parents[1]
CASE = Path("graphs", "whatsapp.yaml")
"""The case, which both read as the tree before has it: it may not know the newer keys."""
SERVICES, FLOWS, UNKNOWN, WRONG, HOLDS = 2_000, 10_000, 20_000, 150_000, 400_000

VALIDATE = """
import sys
from dataflow.reading import Reader
try:
    from dataflow.language.desk import Desk
    from dataflow.language.document import validate
except ImportError:
    from dataflow.language.validation import Desk, validate
reader = Reader()
tree = reader.read(sys.argv[1])
times = 1 + {more}
for _ in range(times):
    validate(tree, Desk(reader))
"""
"""Several times over, so that the walk outweighs the reading before it."""

LOAD = """
import sys, dataflow as df
try:
    df.load(sys.argv[1])
except df.ModelError:
    pass
"""

ASK = """
import sys, dataflow as df
df.reach(df.load(sys.argv[1]), "phone_number")
"""


def make_text(seed: int) -> str:
    """Make the model from a seed."""
    dice = random.Random(seed)  # noqa: S311 - no secret, but the same again
    lines = ["dataflow: 1", "services:"]
    lines += [f"  s{i}: {{operator: c{i % 300}, holds: phone_number}}" for i in range(SERVICES)]
    lines += ["companies:", *(f"  c{i}: Company {i}" for i in range(300)), "flows:"]
    lines += [
        f"  f{i}: {{from: s{dice.randrange(SERVICES)}, to: [s{dice.randrange(SERVICES)}], "
        "data: [phone_number, {data: email, as: hashed_email}], purposes: [ads, security], "
        f"since: {dice.randint(2004, 2025)}-{dice.randint(1, 12):02}, label: number {i}, "
        'unless: {region: DE, since: 2016}, source: "https://example.org/policy"}'
        for i in range(FLOWS)
    ]
    return "\n".join(lines) + "\n"


def make_wrong() -> dict[str, str]:
    """Make models of much that is wrong or equal, and what they are compared with: name → text."""
    holds = "dataflow: 1\nservices:\n  a:\n    holds:\n"
    terms = "dataflow: 1\ndata:\n"
    return {
        "unknown keys": "dataflow: 1\nservices:\n  a:\n"
        + "".join(f"    key-{i}: b\n" for i in range(UNKNOWN)),
        "as many keys of flows": "dataflow: 1\nservices: [a, b]\nflows:\n"
        + "".join(
            f"  f{i}:\n    from: a\n    to: b\n    data: email\n    since: 2020\n    note: b\n"
            for i in range(UNKNOWN // 5)
        ),
        "as many names": "dataflow: 1\ndata:\n  a:\n    maps:\n"
        + "".join(f"      key-{i}: b\n" for i in range(UNKNOWN)),
        "wrong entries": terms + "".join(f"  t{i}: [b]\n" for i in range(WRONG)),
        "right entries": terms + "".join(f"  t{i}: {{}}\n" for i in range(WRONG)),
        "equal holds": holds + "    - email\n" * HOLDS,
        "a quarter of them": holds + "    - email\n" * (HOLDS // 4),
    }


def start(tree: Path, folder: Path, code: str, *arguments: str) -> None:
    """Become a fresh interpreter that runs code with the package of a work tree."""
    os.chdir(folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    os.environ["PYTHONPATH"] = str(tree)
    os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606 - no shell is what is wanted


def measure_wrong(
    work: Callable[..., Callable[[], None]], chosen: argparse.Namespace, folder: Path
) -> int:
    """Load what is wrong, beside what is right; return the exit code."""
    texts = make_wrong()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    contestants = [Contestant(name, work(HERE, LOAD, str(folder / name))) for name in texts]
    matches = [
        Match("unknown keys", "as many keys of flows", at_most=chosen.keys_at_most),
        Match("unknown keys", "as many names", at_most=chosen.unknown_at_most),
        Match("wrong entries", "right entries", at_most=chosen.wrong_at_most),
        Match("equal holds", "a quarter of them", at_most=chosen.equal_at_most),
    ]
    return compete(contestants, matches, chosen.rounds)


def main() -> int:
    """Measure, and return the exit code."""
    bounds = {"--at-least": 3.2, "--ask-at-least": 2.0}
    bounds |= {"--keys-at-most": 1.0}
    bounds |= {"--unknown-at-most": 1.8, "--wrong-at-most": 0.8, "--equal-at-most": 5.0}
    parser = make_parser(__doc__, rounds=7, bounds=bounds)
    parser.add_argument("--before", type=Path, help="a work tree of the state to compare with")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def work(tree: Path, code: str, *arguments: str) -> Callable[[], None]:
            return partial(start, tree.resolve(), folder, code, *arguments)

        if chosen.before is None:
            return measure_wrong(work, chosen, folder)
        model = folder / "big.yaml"
        model.write_text(make_text(chosen.seed), encoding="utf-8")
        walk, case = VALIDATE.format(more=9), str(chosen.before / CASE)
        contestants = (
            Contestant("validating before", work(chosen.before, walk, str(model))),
            Contestant("validating", work(HERE, walk, str(model))),
            Contestant("load and reach before", work(chosen.before, ASK, case)),
            Contestant("load and reach", work(HERE, ASK, case)),
        )
        matches = (
            Match("validating before", "validating", at_least=chosen.at_least),
            Match("load and reach before", "load and reach", at_least=chosen.ask_at_least),
        )
        return compete(contestants, matches, chosen.rounds)


if __name__ == "__main__":
    sys.exit(main())
