"""What other questions cost, beside `reach` on the same model.

`claims` and `exposure` of the case, each the whole way from the interpreter's start to the answer,
against `reach`; and, without start and reading, `cut` on a model of 2,000 flows among 300 companies
that share at random, for pairs that are far apart, against `reach` on it.
"""

from __future__ import annotations

import os
import random
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Contestant, Match, compete, make_parser

import dataflow as df

if TYPE_CHECKING:
    from dataflow.model import Model

CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"
FLOWS = 2_000
COMPANIES = 300
COLLECTING = 5
"""How many of the companies have the data of their own."""
TYPES = ("email", "phone_number", "location", "name")
PURPOSES = ("ads", "security", "research")
ASKED = (10, 20, 60, 100, 200)
"""The companies that are cut off in a run: their cuts are of three to nine flows (seed 1)."""


def start(*arguments: str) -> None:
    """Become a fresh interpreter that asks."""
    code = "from dataflow.__main__ import main; main()"
    os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606 - no shell is what is wanted


def make_model(seed: int) -> Model:
    """Make a model in which everybody may share with anybody, a few with many."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    lines = ["dataflow: 1", "services:"]
    held = [TYPES] * COLLECTING + [()] * (COMPANIES - COLLECTING)
    lines += [f"  c{number}: {{holds: [{', '.join(types)}]}}" for number, types in enumerate(held)]
    lines.append("flows:")
    for number in range(FLOWS):
        # squares: low numbers are large companies
        sender = int(COMPANIES * dice.random() ** 2)
        receiver = (sender + 1 + int((COMPANIES - 1) * dice.random() ** 2)) % COMPANIES
        data = ", ".join(sorted(dice.sample(TYPES, 2)))
        day = f"{dice.randint(2008, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        lines.append(
            f"  f{number}: {{from: c{sender}, to: c{receiver}, data: [{data}], since: {day}, "
            f"purposes: {dice.choice(PURPOSES)}}}"
        )
    return df.loads("\n".join(lines))


def ask_reach(model: Model) -> None:
    """Ask who can reach the data, as often as `ask_cut` asks."""
    for _ in ASKED:
        df.reach(model, "phone_number").to_dict()


def ask_cut(model: Model) -> None:
    """Ask what would have to stop, company by company."""
    for number in ASKED:
        df.cut(model, "phone_number", f"c{number}").to_dict()


def main() -> int:
    """Measure, and give the exit code."""
    bounds = {"--at-most": 1.5, "--cut-at-most": 20.0}
    parser = make_parser(__doc__, rounds=11, bounds=bounds)
    parser.add_argument("--seed", type=int, default=1, help="of the model of `cut`; default: 1")
    chosen = parser.parse_args()
    case = compete(
        [
            Contestant("reach", partial(start, "reach", str(CASE), "phone_number")),
            Contestant("claims", partial(start, "claims", str(CASE))),
            Contestant("exposure", partial(start, "exposure", str(CASE))),
        ],
        [Match(name, "reach", at_most=chosen.at_most) for name in ("claims", "exposure")],
        chosen.rounds,
    )
    model = make_model(chosen.seed)
    print(f"\n{FLOWS:,} flows, {COMPANIES} companies, seed {chosen.seed}:\n")
    many = compete(
        [
            Contestant("reach of many", partial(ask_reach, model)),
            Contestant("cut", partial(ask_cut, model)),
        ],
        [Match("cut", "reach of many", at_most=chosen.cut_at_most)],
        chosen.rounds,
    )
    return case or many


if __name__ == "__main__":
    sys.exit(main())
