"""exposure on small models and on the case: its keys, its cells, its words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dataflow as df

ROOT = Path(__file__).parents[1]
TOWN = ROOT / "tests" / "models" / "town.yaml"
CASE = ROOT / "graphs" / "whatsapp.yaml"

#   a (phone_number, since 2010) --f, from 2016--> b;  c only carries messages
SMALL = """
dataflow: 1
services:
  a: {name: Ay, operator: a-co, holds: {data: phone_number, since: 2010}}
  b: {name: Bee}
  c: {name: Cee, holds: {data: messages, readable: false}}
companies: {a-co: {name: Ay Co, owned_by: {company: top, since: 2012}}, top: {name: Top}}
flows: {f: {from: a, to: b, data: phone_number, since: 2016}}
"""


def many(companies: int, types: int) -> str:
    """Every company holds its own type and all that come before it."""
    held = [f"d{number:03}" for number in range(types)]
    services = {f"s{number:03}": {"holds": held[: number + 1]} for number in range(companies)}
    return json.dumps({"dataflow": 1, "vocabulary": "none", "data": held, "services": services})


CELL = ("since", "since_is", "hops", "how")
CELL += ("certainty", "firm", "firm_since", "firm_since_is")


def cell(since: str, hops: int | None, how: str) -> dict[str, object]:
    """Return a cell of which all is stated."""
    values = (since, "stated", hops, how, "stated", True, since, "stated")
    return dict(zip(CELL, values, strict=True))


def test_an_answer_has_every_key_and_no_entry_for_what_is_not_reached() -> None:
    answer = df.exposure(df.loads(SMALL)).to_dict()
    assert list(answer) == ["dataflow", "question", "answer", "doubts", "unnamed", "reasons"]
    assert answer["question"]["command"] == "exposure"
    assert answer["question"]["companies"] == []
    assert answer["answer"] == {
        "a-co": {
            "contact": cell("2010-01-01", 0, "collects"),
            "phone_number": cell("2010-01-01", 0, "collects"),
        },
        "b": {
            "contact": cell("2016-01-01", 1, "receives"),
            "phone_number": cell("2016-01-01", 1, "receives"),
        },
    }
    assert json.loads(json.dumps(answer)) == answer


def test_owners_have_cells_without_hops() -> None:
    answer = df.exposure(df.loads(SMALL), ["top"], owners=True).to_dict()
    owned = cell("2012-01-01", None, "owns")
    assert answer["answer"] == {"top": {"contact": owned, "phone_number": owned}}


def test_companies_are_asked_for_by_id_name_or_service_and_are_listed_once_sorted() -> None:
    answer = df.exposure(df.loads(SMALL), ["Bee", "a", "Ay Co"])
    assert answer.to_dict()["question"]["companies"] == ["a-co", "b"]
    assert {cell.company.id for cell in answer} == {"a-co", "b"}
    assert len(answer) == len(list(answer)) == 4


def test_what_a_company_only_has_a_member_of_is_no_type_of_its_own() -> None:
    cells = {cell.data.id: cell.itself for cell in df.exposure(df.loads(SMALL), ["b"])}
    assert cells == {"contact": False, "phone_number": True}
    told = df.exposure(df.loads(SMALL), ["b"]).tell()
    assert told.startswith("1 company can reach 1 data type.")
    assert "A category of which a company only has members is not told here" in told


def test_what_a_wider_type_beside_it_covers_is_not_told_by_itself() -> None:
    model = df.loads("""
dataflow: 1
vocabulary: none
data: {wide: , inner: {is_a: wide}, deep: {is_a: inner}, name: }
services:
  a: {name: Ay, holds: [{data: wide, since: 2012}, {data: name, since: 2012}]}
  b: {name: Bee}
  c: {name: Cee, holds: [{data: wide, since: 2014}, {data: inner, since: 2010}]}
flows: {f: {from: a, to: b, data: inner, since: 2012}}
""")
    told = df.exposure(model).tell().splitlines()
    assert told[0] == "3 companies can reach 3 data types."
    assert "1. Ay can reach 2 data types: wide and name." in told
    assert "2. Cee can reach 2 data types: inner and wide." in told
    assert "3. Bee can reach 1 data type: inner." in told
    assert "1. 3 companies: inner." in told
    assert "2. 2 companies: wide." in told
    assert len(df.exposure(model)) == 10
    assert len(df.draw(df.exposure(model)).figure.panels[0].groups[0].rows) == 3  # type: ignore[union-attr]


def test_who_has_nothing_is_said_to_have_nothing() -> None:
    model = df.loads(SMALL)
    assert df.exposure(model, ["top"]).tell().startswith("In this model, Top can reach no data.\n")
    assert "Top can reach none.\n" in df.exposure(model, ["top", "b"]).tell()
    assert df.exposure(model, ["top"]).to_dict()["answer"] == {}
    none = df.exposure(model, as_of="2009").tell()
    assert none.startswith("In this model, no company can reach any data on 31 December 2009.")


def test_companies_stand_by_how_much_they_have_and_data_by_how_far_it_goes() -> None:
    told = df.exposure(df.loads(many(3, 3))).tell()
    assert "1. s002 can reach 3 data types: d000, d001 and d002." in told
    assert "3. s000 can reach 1 data type: d000." in told
    assert "1. 3 companies: d000.\n2. 2 companies: d001.\n3. 1 company: d002." in told


def test_dates_are_told_as_they_are_written() -> None:
    told = df.exposure(df.loads(SMALL)).tell(length="full")
    assert "Ay Co    collects  2010   0      phone number" in told
    assert "Bee      receives  2016   1      phone number" in told


def test_what_is_too_much_to_be_told_is_counted_and_says_where_the_rest_is() -> None:
    answer = df.exposure(df.loads(many(60, 60)))
    lines = answer.tell(100).splitlines()
    assert len(lines) < 120
    assert max(map(len, lines)) <= 100
    assert any("And 52 more companies." in line for line in lines)
    assert any("`--format csv` has a line a company and data type" in line for line in lines)
    assert answer.to_csv().count("\n") == 1 + len(answer) == 1 + 60 * 61 // 2


def test_the_unnamed_are_told_no_surer_than_it_is() -> None:
    answer = df.exposure(df.load(TOWN))
    assert answer.to_dict()["unnamed"] == ["partners"]
    assert answer.tell().startswith(
        "2 companies can reach 4 data types, and others that are not named are said to: "
        "business partners."
    )
    assert df.exposure(df.load(TOWN), ["board"]).to_dict()["unnamed"] == []


def test_an_answer_carries_the_doubts_about_all_data() -> None:
    model = df.loads(
        SMALL.replace("since: 2016}}", "since: 2016}, g: {from: b, to: c, data: email}}")
    )
    codes = {doubt["code"] for doubt in df.exposure(model).to_dict()["doubts"]}
    assert {"never-had", "no-source"} <= codes


def test_of_many_doubts_some_are_told_and_the_rest_is_counted() -> None:
    flows = ", ".join(f"f{number}: {{from: b, to: c, data: name}}" for number in range(50))
    answer = df.exposure(df.loads(SMALL.replace("since: 2016}}", f"since: 2016}}, {flows}}}")))
    told = answer.tell().splitlines()
    assert sum(line.startswith("Doubt: `b` shares `name`") for line in told) == 20
    assert "30 more doubts about this; `dataflow check` lists them" in told
    assert len([doubt for doubt in answer.doubts if doubt.code == "never-had"]) == 50


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"companies": ["aa-co"]}, "no company or service is called `aa-co`"),
        ({"scenario": "x"}, "no scenario is called `x`"),
        ({"as_of": "soon"}, "`soon` is not a date"),
    ],
)
def test_what_does_not_exist_is_a_question_error(asked: dict[str, object], message: str) -> None:
    with pytest.raises(df.QuestionError, match=message):
        df.exposure(df.loads(SMALL), **asked)  # type: ignore[arg-type]


# --- the case -------------------------------------------------------------------------------------


def test_in_the_case_every_cell_is_the_row_of_reach() -> None:
    case = df.load(CASE)
    settings = {"origin": "whatsapp", "as_of": "2016-12-31", "owners": True}
    answer = df.exposure(case, **settings)  # type: ignore[arg-type]
    cells = {(cell.company.id, cell.data.id): cell.to_dict() for cell in answer}
    rows = {
        (row.company.id, data): {key: row.to_dict()[key] for key in CELL}
        for data in case.data
        for row in df.reach(case, data, **settings)  # type: ignore[arg-type]
    }
    assert cells == rows
    phone = answer.to_dict()["answer"]["facebook-inc"]["phone_number"]
    firm = {"certainty": "permitted", "firm_since": "2014-10-06"}  # it owned WhatsApp Inc. before
    assert phone == cell("2016-08-25", 1, "receives") | firm


def test_the_case_fits_a_page() -> None:
    case = df.load(CASE)
    for settings in ({}, {"as_of": "2016-12-31"}, {"origin": "whatsapp"}):
        lines = df.exposure(case, **settings).tell(100).splitlines()  # type: ignore[arg-type]
        assert max(map(len, lines)) <= 100
        assert len(lines) < 200
