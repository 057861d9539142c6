"""What recipients of flows are, and which legal basis is claimed: of the step that states it."""

from __future__ import annotations

import csv
import io
from textwrap import dedent
from typing import TYPE_CHECKING, Any, get_args

import pytest

import dataflow as df
from dataflow.figures import draw
from dataflow.language.words import Basis, Role
from dataflow.telling.roles import BASES, NAMES, ROLES
from dataflow.telling.sentences import NONE
from dataflow.telling.words import LANGUAGES, speak

if TYPE_CHECKING:
    from dataflow.model import Model


def made(text: str) -> Model:
    """Make a model of what stands below `dataflow: 1`."""
    return df.loads("dataflow: 1\nvocabulary: none\ndata: {x: }\n" + dedent(text), "m.yaml")


def told(answer: Any) -> str:  # noqa: ANN401 - any answer
    """Return an answer in one line."""
    return " ".join(answer.tell(length="full").split())


def columns(answer: df.Reach) -> dict[str, list[str]]:
    """Return the cells of the table by column."""
    table = answer.report("full").table
    assert table is not None
    return dict(zip(table.columns, map(list, zip(*table.rows, strict=True)), strict=True))


#   Shop (x) ---processor, contract, for ads---> Pee ---> Ess
CHAIN = """
    purposes: {ads: }
    services: {shop: {name: Shop, holds: x}, p: {name: Pee}, s: {name: Ess}}
    flows:
      a: {from: shop, to: p, data: x, role: processor, basis: contract, purposes: ads}
      b: {from: p, to: s, data: x}
"""


def test_a_processor_works_for_who_shared_and_nobody_behind_it_does() -> None:
    model = made(CHAIN)
    steps = df.why(model, "x", "s").report("full").sections[0].steps
    assert [step.line for step in steps] == [
        "Shop collects x",
        "Shop shared x with Pee, to work on for Shop, for ads (claimed legal basis: contract)",
        "Pee shared x with Ess",
    ]
    assert "; then Pee shared it." in told(df.reach(model, "x"))


def test_a_chain_of_processors_works_each_for_who_shared_with_it() -> None:
    model = made(CHAIN.replace("data: x}", "data: x, role: processor}"))
    *_, last = df.why(model, "x", "s").report("full").sections[0].steps
    assert last.line == "Pee shared x with Ess, to work on for Pee"
    assert columns(df.reach(model, "x"))["how"] == [
        "collects",
        *["receives, as processor"] * 2,
    ]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("role: controller", ""),
        ("role: processor", ", to work on for Shop"),
        ("role: joint_controller", ", to use as a joint controller"),
        ("basis: consent", " (claimed legal basis: consent)"),
        ("basis: legitimate_interest", " (claimed legal basis: legitimate interest)"),
        ("role: processor, status: alleged", ", to work on for Shop"),
    ],
)
def test_a_step_says_what_its_flow_states(stated: str, said: str) -> None:
    model = made(CHAIN.replace("role: processor, basis: contract", stated))
    _, step, _ = df.why(model, "x", "s").report("full").sections[0].steps
    does = "is said to have shared" if "alleged" in stated else "shared"
    before, role = (said, "") if said.startswith(" (") else ("", said)
    assert step.line == f"Shop {does} x with Pee{role}, for ads{before}"


JOINT = "role: processor}, c: {from: shop, to: p, data: x, role: joint_controller"


@pytest.mark.parametrize(
    ("flow", "how"),
    [
        ("role: controller", "receives"),
        ("role: processor", "receives, as processor"),
        ("role: joint_controller", "receives, as joint controller"),
        ("role: processor}, c: {from: shop, to: p, data: x", "receives, partly as processor"),
        (JOINT, "receives, as processor and as joint controller"),
        (f"{JOINT}, status: alleged", "receives, as processor; alleged: as joint controller"),
        (
            "role: processor, status: alleged}, c: {from: shop, to: p, data: x",
            "receives, alleged: partly as processor",
        ),
    ],
)
def test_a_table_has_the_roles_of_what_gave_it_directly(flow: str, how: str) -> None:
    services = "services: {shop: {name: Shop, holds: x}, p: {name: Pee}}\n"
    model = made(f"{services}flows: {{a: {{from: shop, to: p, data: x, {flow}}}}}")
    assert columns(df.reach(model, "x"))["how"] == ["collects", how]


def test_who_collects_it_as_well_is_a_processor_in_part() -> None:
    model = made(CHAIN.replace("p: {name: Pee}", "p: {name: Pee, holds: x}"))
    assert columns(df.reach(model, "x"))["how"][:2] == ["collects, partly as processor", "collects"]


@pytest.mark.parametrize(
    ("flow", "aims"),
    [
        ("basis: consent", "claimed legal basis: consent"),
        ("purposes: ads, basis: public_task", "ads; claimed legal basis: public task"),
        (
            "basis: consent}, c: {from: shop, to: p, data: x, basis: contract",
            "claimed legal basis: consent and contract",
        ),
        (
            "purposes: ads}, c: {from: shop, to: p, data: x, basis: contract, status: alleged",
            "ads; alleged: claimed legal basis: contract",
        ),
        (
            "basis: consent}, c: {from: shop, to: p, data: x, basis: contract, status: permitted",
            "claimed legal basis: consent; permitted: claimed legal basis: contract",
        ),
    ],
)
def test_a_table_has_the_bases_that_are_claimed(flow: str, aims: str) -> None:
    services = "services: {shop: {name: Shop, holds: x}, p: {name: Pee}}\n"
    flows = f"flows: {{a: {{from: shop, to: p, data: x, {flow}}}}}"
    answer = df.reach(made(f"purposes: [ads, mail]\n{services}{flows}"), "x")
    assert columns(answer)["for"] == [NONE, aims]
    assert "claimed legal basis" in " ".join(answer.tell(length="brief").split())


def test_who_only_owns_has_no_role_and_no_basis() -> None:
    model = made(CHAIN + "    companies: {s: {owned_by: big}, p: {owned_by: big}, big: }\n")
    *_, big = df.reach(model, "x", owners=True).to_dict()["answer"]["companies"]
    assert (big["how"], big["roles"], big["bases"]) == ("owns", [], [])


def test_json_and_csv_have_roles_and_bases_of_rows_and_of_steps() -> None:
    model = made(CHAIN)
    rows = df.reach(model, "x").to_dict()["answer"]["companies"]
    assert [(row["roles"], row["bases"]) for row in rows] == [
        ([], []),
        (["processor"], ["contract"]),
        (["controller"], []),
    ]
    steps = df.why(model, "x", "s").to_dict()["answer"]["path"]
    assert [(step["role"], step["basis"]) for step in steps] == [
        (None, None),
        ("processor", "contract"),
        ("controller", None),
    ]
    cells = [*csv.DictReader(io.StringIO(df.reach(model, "x").to_csv()))]
    assert [row["roles"] for row in cells] == ["", "processor", "controller"]


def test_another_flow_that_gave_it_says_its_role_too() -> None:
    text = CHAIN + "      c: {from: shop, to: p, data: x, role: processor, basis: consent}\n"
    assert "Also, Shop shared it, to work on for Shop (claimed legal basis: consent)." in told(
        df.reach(made(text), "x")
    )


def test_what_is_cut_and_what_differs_says_its_role() -> None:
    model = made(CHAIN)
    said = "to work on for Shop, for ads (claimed legal basis: contract)"
    assert f"a: Shop → Pee, start not stated, {said}" in told(df.cut(model, "x", "p"))
    scenario = "    scenarios: {without: {without: a}}\n"
    assert f"Shop shares with Pee (a), {said}" in told(
        df.diff(made(CHAIN + scenario), before="without")
    )


ALOUD = {
    "en": "Shop shares x with Pee, to work on for Shop, for ads (claimed legal basis: contract)",
    "de": (
        "Shop gibt weiter an Pee: x, zur Verarbeitung im Auftrag von Shop, für ads"
        " (angegebene Rechtsgrundlage: Vertrag)"
    ),
}


@pytest.mark.parametrize("language", ALOUD)
def test_figures_say_it_in_their_language(language: str) -> None:
    text = f"language: {language}\n{dedent(CHAIN)}"
    assert ALOUD[language] in draw(made(text)).svg


def test_a_page_says_it_beside_what_it_is_for() -> None:
    page = draw(made(CHAIN + "    views: {v: {highlight: x}}\n"), "v").convert("html")
    assert "receives it, as processor" in str(page)
    assert "ads; claimed legal basis: contract" in str(page)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_role_and_basis_has_words_in_every_language(language: str) -> None:
    assert {*ROLES} == {*NAMES} == {*get_args(Role)} - {"controller"}
    assert {*BASES} == {*get_args(Basis)}
    said = {*ROLES.values(), *NAMES.values(), *BASES.values()}
    assert language == "en" or said <= speak(language).sentences.keys()
