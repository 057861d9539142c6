"""Among equals, the answer is the first by a rule that does not look at the order of writing."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Model

# o1 --a1--> m1 --z9--> t        o2 --b1--> m2 --c1--> t
TWO_WAYS = {
    "a1": "{from: o1, to: m1, data: email}",
    "z9": "{from: m1, to: t, data: email}",
    "b1": "{from: o2, to: m2, data: email}",
    "c1": "{from: m2, to: t, data: email}",
}


def in_every_order(flows: dict[str, str], rest: str) -> Iterator[Model]:
    """Make the same model again and again, its flows in every order."""
    for order in permutations(flows):
        written = ", ".join(f"{flow}: {flows[flow]}" for flow in order)
        yield df.loads(f"dataflow: 1\n{rest}\nflows: {{{written}}}")


def flows_of(path: Any) -> list[str]:  # noqa: ANN401 - a path, a row or a judgement
    steps = getattr(path, "steps", None) or path.path
    return [step.cause.id for step in steps if step.kind == "flow"]


def test_the_path_is_the_first_by_its_flows_from_the_origin_on() -> None:
    rest = "companies: {o1: {holds: email}, o2: {holds: email}, m1: , m2: , t: }"
    for model in in_every_order(TWO_WAYS, rest):
        [path] = df.why(model, "email", "t")
        assert flows_of(path) == ["a1", "z9"]
        every = df.why(model, "email", "t", all=True)
        assert [flows_of(one) for one in every] == [["a1", "z9"], ["b1", "c1"]]
        assert flows_of(df.reach(model, "email").rows[-1]) == ["a1", "z9"]


def test_of_longer_paths_too_the_flow_at_the_origin_counts_first() -> None:
    rest = "companies: {o1: {holds: email}, o2: {holds: email}, m1: , m2: , n1: , n2: , t: }"
    flows = {
        "a2": "{from: o1, to: m1, data: email}",
        "z1": "{from: m1, to: n1, data: email}",
        "z2": "{from: n1, to: t, data: email}",
        "b2": "{from: o2, to: m2, data: email}",
        "a1": "{from: m2, to: n2, data: email}",
        "a0": "{from: n2, to: t, data: email}",
    }
    for order in (flows, dict(reversed(flows.items()))):
        model = next(in_every_order(order, rest))
        [path] = df.why(model, "email", "t")
        assert flows_of(path) == ["a2", "z1", "z2"]


def test_an_earlier_path_comes_before_one_that_is_first_by_its_flows() -> None:
    rest = "companies: {o1: {holds: email}, o2: {holds: {data: email}}, m1: , m2: , t: }"
    flows = TWO_WAYS | {"a1": "{from: o1, to: m1, data: email, since: 2010}"}
    for model in in_every_order(flows, rest):
        [path] = df.why(model, "email", "t")
        assert flows_of(path) == ["b1", "c1"]


def test_a_path_of_fewer_flows_comes_before_one_that_is_first_by_its_flows() -> None:
    rest = "companies: {o1: {holds: email}, o2: {holds: email}, m1: , m2: , t: }"
    flows = {**TWO_WAYS, "zz": "{from: o2, to: t, data: email}"}
    del flows["b1"], flows["c1"]
    for model in in_every_order(flows, rest):
        [path] = df.why(model, "email", "t")
        assert flows_of(path) == ["zz"]


def test_a_claim_names_who_had_it_by_the_first_path_and_then_the_others() -> None:
    # both had it on one day by one flow: the id of the flow counts, not that of the company
    rest = (
        "companies: {o: {holds: email}, m: , n: }\n"
        "claims: {never: {by: o, date: 2015, never: {data: email, reach: anyone}}}"
    )
    flows = {
        "b": "{from: o, to: m, data: email, since: 2016}",
        "a": "{from: o, to: n, data: email, since: 2016}",
        "c": "{from: o, to: n, data: email, since: 2016}",
    }
    for model in in_every_order(flows, rest):
        [judgement] = df.claims(model)
        assert judgement.company is not None
        assert judgement.company.id == "n"
        assert [holder.id for holder in judgement.others] == ["m"]
        assert flows_of(judgement) == ["a"]


def test_a_claim_names_who_had_it_by_fewest_flows_whatever_they_are_called() -> None:
    rest = (
        "companies: {o: {holds: {data: email, since: 2016}}, m: , n: , r: }\n"
        "claims: {never: {by: o, date: 2015, never: {data: email, reach: [n, r]}}}"
    )
    flows = {
        "a": "{from: o, to: m, data: email}",
        "b": "{from: m, to: n, data: email}",
        "z": "{from: o, to: r, data: email}",
    }
    for model in in_every_order(flows, rest):
        [judgement] = df.claims(model)
        assert judgement.company is not None
        assert judgement.company.id == "r"
        assert [holder.id for holder in judgement.others] == ["n"]


# t works home_address out from what a and z bring, and what b and c bring: either pair will do
PAIRS = {
    "a": "{from: o, to: t, data: name}",
    "z": "{from: p, to: t, data: name}",
    "b": "{from: o, to: t, data: employer}",
    "c": "{from: p, to: t, data: employer}",
}
TWO_ORIGINS = (
    "companies: {o: {holds: [name, employer]}, p: {holds: [name, employer]}, t: }\n"
    "derivations: {guess: {from: [name, employer], to: home_address, by: t}}"
)


@pytest.mark.parametrize(
    ("weights", "chosen"),
    [
        (None, ["a", "z"]),
        ({"a": 2, "z": 1, "b": 1, "c": 2}, ["a", "z"]),
        ({"a": 2, "z": 2, "b": 1, "c": 2}, ["b", "c"]),
        ({"a": 0.1, "z": 0.2, "b": 0.15, "c": 0.15}, ["a", "z"]),
    ],
)
def test_of_cuts_of_one_weight_the_first_by_its_sorted_ids_is_given(
    weights: dict[str, float] | None, chosen: list[str]
) -> None:
    for model in in_every_order(PAIRS, TWO_ORIGINS):
        assert [one.flow.id for one in df.cut(model, "home_address", "t", weights)] == chosen
