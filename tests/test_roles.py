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
from dataflow.telling.roles import NAMES, ROLES
from dataflow.telling.sentences import NONE
from dataflow.telling.words import BASES, LANGUAGES, speak

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
    assert "for ads (claimed legal basis: contract) 2. Pee shared it" in told(df.reach(model, "x"))


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


def test_who_works_it_out_as_well_is_a_processor_in_part() -> None:
    text = CHAIN.replace("role: processor", "role: processor, since: 2015")
    text = text.replace("p: {name: Pee}", "p: {name: Pee, holds: clue}")
    guess = "    derivations: {guess: {from: clue, to: x, by: p}}\n"
    model = df.loads("dataflow: 1\nvocabulary: none\ndata: [x, clue]\n" + dedent(text + guess))
    table = columns(df.reach(model, "x"))
    assert dict(zip(table["company"], table["how"], strict=True))["Pee"] == (
        "infers, partly as processor"
    )


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


# --- only what was shared in a role ---------------------------------------------------------------


def reached(model: Model, **settings: Any) -> list[str]:  # noqa: ANN401 - any setting
    return [row.company.id for row in df.reach(model, "x", **settings)]


def test_a_role_asks_for_the_last_flow() -> None:
    model = made(CHAIN)
    assert reached(model, role="processor") == ["p"]
    assert reached(model, role="controller") == ["s"]
    assert reached(model, role="joint_controller") == []
    assert reached(model, without="role:processor") == ["shop"]


def test_what_is_had_in_a_role_stays_until_it_is_deleted() -> None:
    text = CHAIN.replace("basis: contract", "since: 2010, until: 2012")
    assert reached(made(text), role="processor", as_of=2015) == ["p"]
    gone = text.replace("p: {name: Pee}", "p: {name: Pee, deletes: {data: x, date: 2013}}")
    assert reached(made(gone), role="processor", as_of=2015) == []


def test_a_purpose_and_a_role_are_of_one_flow() -> None:
    text = CHAIN + "      c: {from: shop, to: s, data: x, role: processor}\n"
    model = made(text.replace("data: x}", "data: x, purposes: ads}"))
    assert reached(model, role="processor") == ["p", "s"]
    assert reached(model, purpose="ads") == ["p", "s"]
    assert reached(model, role="processor", purpose="ads") == ["p"]


def test_a_role_is_understood_as_people_write_it_and_told() -> None:
    answer = df.reach(made(CHAIN), "x", role="Processor")
    assert answer.to_dict()["question"]["role"] == "processor"
    assert told(answer).startswith("1 company can reach x in the role of processor. Pee has had it")
    assert told(df.reach(made(CHAIN), "x", role="controller")).startswith(
        "1 company can reach x in the role of controller, or in none that is stated. Ess has had it"
    )
    with pytest.raises(df.QuestionError, match="no role is called `proccessor`") as wrong:
        df.reach(made(CHAIN), "x", role="proccessor")
    assert wrong.value.nearest == ("processor",)


def test_a_scenario_and_an_expectation_ask_for_a_role() -> None:
    model = made(
        CHAIN + "    scenarios: {worked: {role: processor}}\n"
        "    expect:\n"
        "    - {reach: x, scenario: worked, companies: p}\n"
        "    - {reach: x, role: controller, companies: s}\n"
    )
    assert reached(model, scenario="worked") == ["p"]
    assert reached(model, scenario="worked", role="controller") == ["s"]
    assert df.test(model).to_dict()["answer"]["failed"] == 0


def test_a_figure_draws_only_what_was_shared_in_the_role() -> None:
    model = made(CHAIN + "    scenarios: {worked: {role: processor}}\n")
    figure = draw(df.reach(model, "x", role="processor"))
    assert "Shop shares x with Pee, to work on for Shop" in figure.svg
    assert "Pee shares x with Ess" not in figure.svg
    assert "x in the role of processor: Pee" in figure.alt


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("role:processor", "without sharing with processors"),
        ("role:controller", "without sharing with others than processors and joint controllers"),
        ("basis:public_task", "without sharing with public task as its claimed legal basis"),
    ],
)
def test_what_is_left_out_is_told_in_words(without: str, said: str) -> None:
    assert said in told(df.reach(made(CHAIN), "x", without=without))


def test_a_claim_is_judged_whatever_the_role() -> None:
    claims = "    claims: {k: {by: shop, date: 2015, quote: Never., never: {data: x, reach: p}}}\n"
    model = made(CHAIN + claims + "    scenarios: {worked: {role: processor}}\n")
    answer = df.claims(model, scenario="worked")
    assert [row["verdict"] for row in answer.to_dict()["answer"]] == ["untrue"]
    assert "of the scenario, `role` does not count" in told(answer)
