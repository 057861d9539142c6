"""What a big model costs to work out, against graph searches that know no dates.

100,000 flows among 10,000 holders, each from a day of its own on, 128 data types in three levels,
made from a seed in the shape of a crawl: sites, of which each knows half of what there is to know,
and tools that the sites embed, a few of them nearly everywhere, some of which share with each
other. What is shared with a tool is one of 64 sets of data types, about 8 types each. (The numbers
follow WhoTracks.me of April 2018: 69,792 pairs of 13,830 sites and 925 tools, a tenth of them with
the 10 best known, 45 % with the 100 best known.) `--shape even` throws away that shape: anybody
shares with anybody, a chain is as long as it gets, and nearly every fact comes on a day of its own.

`spread` finds for every holder what it has, since when and by how few flows. Against that, networkx
finds for every data type, in one breadth-first search, whom it comes to, on no day in particular:
on the same graph, looked at through a filter. Neither has to make its graph while it is measured.
Two more runs, with no bound: `spread` on the same flows without their days (what the dates cost),
and with 24 derivations, which a search of a graph cannot know.

Before that, both must find the same: whoever has a type in the end is who the search for it comes
to. (No flow ends and nothing is deleted, so that the end is what a graph without dates shows.)
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
from measuring import Contestant, Match, compete, make_parser

from dataflow.common.dates import ALL_DAYS, NEVER, Window, parse_date
from dataflow.engine.memory import spread
from dataflow.engine.world import Collecting, Rule, Sharing, World, bits_of
from dataflow.model import Derivation, Flow, Hold, Holder, Term
from dataflow.problems import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOWS, HOLDERS, SETS, DERIVATIONS = 100_000, 10_000, 64, 24
SITES = 9_300
"""The first holders; the others are the tools that they embed."""

AMONG_TOOLS = 0.1
"""This part of the flows goes from tool to tool."""

FAME = 2.3
"""How much is shared with the best known: the higher, the more."""

TOPS, BRANCHES, LEAVES = 8, 3, 4
"""8 data types at the top, 3 below each, 4 below each of these: 128."""

MOST_NAMED = 5
"""A set names up to so many data types; what is below them comes along."""

COLLECTED = 4
"""A holder collects so many of the types at the top, with all below them."""

FIRST, LAST = parse_date("2016").first, parse_date("2025").last
HERE = Location("seed", 1, 1)
ORIGIN = -1
"""The node that every search starts from: it gives collectors what they collect."""


def make_world(seed: int, shape: str) -> World:
    """Make a model in numbers from a seed."""
    dice = random.Random(seed)  # noqa: S311 - no secret, but the same again
    terms = tuple(make_terms())
    bits = {term.id: bit for bit, term in enumerate(terms)}
    holders = tuple(
        Holder(id=f"h{node:05}", name=str(node), is_company=True, is_service=True, at=HERE)
        for node in range(HOLDERS)
    )
    # a kind comes before what is below it, so going backwards meets what is below first
    below = [1 << bit for bit in range(len(terms))]
    for term in reversed(terms):
        for kind in term.is_a:
            below[bits[kind]] |= below[bits[term.id]]
    sets = [throw_types(dice, below) for _ in range(SETS)]
    return World(
        holders=holders,
        terms=terms,
        nodes={holder.id: node for node, holder in enumerate(holders)},
        bits=bits,
        below=tuple(below),
        holds=tuple(make_holds(dice, holders, terms, below)),
        flows=tuple(make_flows(dice, holders, sets, shape)),
        rules=tuple(make_rules(dice, terms, below)),
        operations=(),
        deletions=(),
        asks_purpose=False,
    )


def make_terms() -> Iterator[Term]:
    """Make a taxonomy of three levels."""
    for top in range(TOPS):
        yield Term(id=f"{top}", name="top", at=HERE)
        for branch in range(BRANCHES):
            yield Term(id=f"{top}.{branch}", name="branch", is_a=(f"{top}",), at=HERE)
            for leaf in range(LEAVES):
                kind = f"{top}.{branch}"
                yield Term(id=f"{kind}.{leaf}", name="leaf", is_a=(kind,), at=HERE)


def throw_types(dice: random.Random, below: list[int]) -> int:
    """Throw a few data types, with all that are one of them."""
    mask = 0
    for part in dice.sample(below, dice.randint(1, MOST_NAMED)):
        mask |= part
    return mask


def throw_days(dice: random.Random) -> tuple[Window, ...]:
    """Throw a day to begin on, with no end."""
    return (Window(dice.randint(FIRST, LAST), NEVER),)


def make_holds(
    dice: random.Random, holders: tuple[Holder, ...], terms: tuple[Term, ...], below: list[int]
) -> Iterator[Collecting]:
    """Let every holder collect some of the types at the top."""
    cause = Hold(holder=holders[0], data=terms[:1], at=HERE)  # nobody asks for it here
    tops = [mask for mask, term in zip(below, terms, strict=True) if not term.is_a]
    for node in range(HOLDERS):
        mask = 0
        for top in dice.sample(tops, COLLECTED):
            mask |= top
        yield Collecting(node, mask, throw_days(dice), wanted=False, cause=cause)


def make_flows(
    dice: random.Random, holders: tuple[Holder, ...], sets: list[int], shape: str
) -> Iterator[Sharing]:
    """Let holders share, with a few of them very much."""
    cause = Flow(id="f", sender=holders[0], receivers=holders[:1], sent=(), at=HERE)
    nodes = range(HOLDERS)
    sites, tools = (nodes[:SITES], nodes[SITES:]) if shape == "crawl" else (nodes, nodes)
    embedded = [dice.choice(sets) for _ in nodes]

    def throw_tool() -> int:
        return tools[int(len(tools) * dice.random() ** FAME)]

    for _ in range(FLOWS):
        receiver = throw_tool()
        sender = throw_tool() if dice.random() < AMONG_TOOLS else dice.choice(sites)
        same = embedded[receiver]
        yield Sharing(sender, receiver, same, (), throw_days(dice), wanted=False, cause=cause)


def make_rules(dice: random.Random, terms: tuple[Term, ...], below: list[int]) -> Iterator[Rule]:
    """Let anybody work out one data type from two others."""
    cause = Derivation(id="d", body=terms[:2], to=terms[0], at=HERE)
    for _ in range(DERIVATIONS):
        one, two, gives = dice.sample(below, 3)
        yield Rule((one, two), one | two, gives, None, throw_days(dice), cause)


class Searches:
    """One breadth-first search a data type, by networkx."""

    def __init__(self, world: World) -> None:
        """Make one graph for all types; flows beside each other become one edge."""
        self.types: dict[tuple[int, int], int] = {}
        for hold in world.holds:
            self._add(ORIGIN, hold.node, hold.mask)
        for flow in world.flows:
            self._add(flow.sender, flow.receiver, flow.same)
        self.graph = nx.DiGraph(list(self.types))
        self.bits = range(len(world.terms))

    def _add(self, sender: int, receiver: int, mask: int) -> None:
        self.types[sender, receiver] = self.types.get((sender, receiver), 0) | mask

    def search(self) -> list[set[int]]:
        """Give for every type whom it comes to."""
        return [nx.descendants(self._carrying(bit), ORIGIN) for bit in self.bits]

    def _carrying(self, bit: int) -> nx.DiGraph:
        types = self.types
        return nx.subgraph_view(
            self.graph, filter_edge=lambda sender, receiver: types[sender, receiver] >> bit & 1
        )


def without_days(world: World) -> World:
    """Let everything be so always."""
    return replace(
        world,
        holds=tuple(replace(hold, days=ALL_DAYS) for hold in world.holds),
        flows=tuple(replace(flow, days=ALL_DAYS) for flow in world.flows),
        rules=tuple(replace(rule, days=ALL_DAYS) for rule in world.rules),
    )


def check(world: World, searches: Searches) -> int:
    """Find out whether both find the same; give how many facts that are.

    Raises:
        SystemExit: they do not.
    """
    found: list[set[int]] = [set() for _ in world.terms]
    for node, history in enumerate(spread(world).given):
        for bit in bits_of(history.had_on(NEVER)):
            found[bit].add(node)
    if found != searches.search():
        raise SystemExit("they do not find the same")
    return sum(map(len, found))


def main() -> int:
    """Measure, and give the exit code."""
    parser = make_parser(__doc__, rounds=5, bounds={"--at-least": 30})
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--shape", choices=("crawl", "even"), default="crawl")
    chosen = parser.parse_args()
    derived = make_world(chosen.seed, chosen.shape)
    world = replace(derived, rules=())
    timeless = without_days(world)
    searches = Searches(world)
    print(f"{check(world, searches):,} facts, found by both\n")
    contestants = (
        Contestant("networkx", searches.search),
        Contestant("spread", lambda: spread(world)),
        Contestant("spread, no days", lambda: spread(timeless)),
        Contestant("spread, derivations", lambda: spread(derived)),
    )
    matches = (
        Match("networkx", "spread", at_least=chosen.at_least),
        Match("networkx", "spread, no days"),
        Match("networkx", "spread, derivations"),
    )
    return compete(contestants, matches, chosen.rounds)


if __name__ == "__main__":
    sys.exit(main())
