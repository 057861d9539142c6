"""What it costs to read a big file, against the fastest loader of PyYAML.

8 MB of flows, in block style and in flow style as people write them, made from a seed. `Reader`
makes a tree whose every text knows its line and column, and refuses what a model may not hold;
`yaml.load` with `CSafeLoader`, which is libyaml's, makes plain lists and dictionaries.

Most of what the loader costs goes to the garbage collector, which walks what is read again and
again, and which `Reader` switches off while it reads; so the loader runs a second time without it.

Before that, both must read the same.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from measuring import Contestant, Match, compete, make_parser

from dataflow.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE, SERVICES = 8_000_000, 2_000
DATA = ("phone_number", "email", "address_book", "location_history", "usage_metrics", "messages")
PURPOSES = ("ads", "friend_suggestions", "messaging", "product_improvement", "security")

BLOCK = """\
  flow-{number}:
    from: service-{sender}
    to: service-{receiver}
    data:
      - {data}
      - {{data: email, as: hashed_email}}
    purposes: [{purpose}, security]
    since: {day}
    label: "what it is called, in number {number}"
    unless:
      - {{region: DE, since: {day}}}
    source: policy-{receiver}
"""
FLOW = (
    "  flow-{number}: {{from: service-{sender}, to: service-{receiver}, data: {data}, "
    'purposes: {purpose}, since: {day}, source: "https://example.org/policy/{number}"}}\n'
)


def make_text(seed: int) -> str:
    """Make a model from a seed."""
    parts = []
    size = 0
    for part in make_parts(random.Random(seed)):  # noqa: S311 - no secret, but the same again
        size += len(part)
        if size > SIZE:
            break
        parts.append(part)
    return "".join(parts)


def make_parts(dice: random.Random) -> Iterator[str]:
    """Make a head, services, and flows without end."""
    yield "dataflow: 1\ntitle: a big model\nservices:\n"
    for number in range(SERVICES):
        yield (
            f"  service-{number}: {{operator: company-{number % 300}}}\n"
            if number % 9
            else (f"  service-{number}:\n")
        )
    yield "flows:\n"
    number = 0
    while True:
        number += 1
        yield dice.choice((BLOCK, FLOW)).format(
            number=number,
            sender=dice.randrange(SERVICES),
            receiver=dice.randrange(SERVICES),
            data=dice.choice(DATA),
            purpose=dice.choice(PURPOSES),
            day=f"{dice.randint(2004, 2025)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        )


def read(path: Path) -> Any:  # noqa: ANN401 - a tree
    """Read a file as models are read.

    Raises:
        SystemExit: something is wrong with it.
    """
    reader = Reader()
    tree = reader.read(path)
    if reader.problems:
        raise SystemExit(reader.problems[0].message)
    return tree


def load(path: Path) -> Any:  # noqa: ANN401 - likewise
    """Read a file with PyYAML."""
    return yaml.load(path.read_bytes(), yaml.CSafeLoader)


def load_without_collector(path: Path) -> Any:  # noqa: ANN401 - likewise
    """Read a file with PyYAML, and no garbage collector."""
    gc.disable()  # in a process of its own, which ends behind this
    return load(path)


def count_same(tree: Any, loaded: Any) -> int:  # noqa: ANN401 - likewise
    """Make sure that both have read the same; give how many texts that are.

    Raises:
        SystemExit: they have not.
    """
    if isinstance(tree, str):
        # the reader leaves texts as they are written; PyYAML makes dates and numbers of some
        if tree != ("" if loaded is None else str(loaded)):
            raise SystemExit(f"{tree!r} is not {loaded!r}")
        return 1
    if type(loaded) not in type(tree).__mro__ or len(tree) != len(loaded):
        raise SystemExit(f"{tree!r} is not {loaded!r}")
    if isinstance(tree, dict):
        pairs = zip(tree.items(), loaded.items(), strict=True)
        return sum(count_same(list(one), list(other)) for one, other in pairs)
    return sum(count_same(one, other) for one, other in zip(tree, loaded, strict=True))


def main() -> int:
    """Measure, and give the exit code."""
    parser = make_parser(__doc__, rounds=5, bounds={"--at-least": 4})
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "big.yaml")
        path.write_text(make_text(chosen.seed), encoding="utf-8")
        texts = count_same(read(path), load(path))
        print(f"{path.stat().st_size:,} bytes, {texts:,} texts, read the same by both\n")
        contestants = (
            Contestant("yaml.CSafeLoader", lambda: load(path)),
            Contestant("the same, no collector", lambda: load_without_collector(path)),
            Contestant("dataflow.Reader", lambda: read(path)),
        )
        matches = (
            Match("yaml.CSafeLoader", "dataflow.Reader", at_least=chosen.at_least),
            Match("the same, no collector", "dataflow.Reader"),
        )
        return compete(contestants, matches, chosen.rounds)


if __name__ == "__main__":
    sys.exit(main())
