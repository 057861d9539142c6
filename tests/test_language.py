"""The model language, sentence by sentence: what each allows, and what it refuses and where."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from patience import PATIENCE

import dataflow as df
from dataflow.language.document import Sections
from dataflow.language.schema import make_schema
from dataflow.problems import sort_problems

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.model import Model

TWO = "services:\n  a: {holds: [email, name]}\n  b:\n"
FLOW = "flows:\n  - {from: a, to: b, data: email}\n"


def made(text: str) -> Model:
    """Make a model of what stands below `dataflow: 1`."""
    return df.loads("dataflow: 1\n" + dedent(text))


def wrong(text: str) -> list[str]:
    """Give the errors of a model as `code `token``, in their order; the token is what is marked."""
    with pytest.raises(df.ModelError) as raised:
        made(text)
    errors = [one for one in raised.value.problems if one.severity == "error"]
    assert errors
    told = []
    for one in errors:
        assert one.at is not None
        assert one.at.column is not None
        assert one.excerpt is not None
        start = one.at.column - 1
        told.append(f"{one.code} {one.excerpt.text[start : start + one.excerpt.width]}".rstrip())
    return told


def doubts(text: str) -> list[str]:
    """Give the codes of a model's doubts, but for the missing sources of these small models."""
    return [one.code for one in made(text).doubts if one.code != "no-source"]


def reached(model: Model, data: str, **settings: Any) -> set[str]:  # noqa: ANN401 - any setting
    return {row.company.id for row in df.reach(model, data, **settings)}


# --- files, sections, scalars ---------------------------------------------------------------------


def test_the_smallest_model() -> None:
    model = made("""
        services:
          whatsapp: {holds: phone_number}
          facebook:
        flows:
          - {from: whatsapp, to: facebook, data: phone_number, purposes: ads, since: 2016-08-25, source: "https://example.org/policy"}
        """)  # noqa: E501
    assert reached(model, "phone_number") == {"whatsapp", "facebook"}
    assert list(model.flows) == ["whatsapp-facebook"]


def test_every_key_is_optional_but_the_version() -> None:
    assert made("").holders == {}
    with pytest.raises(df.ModelError) as raised:
        df.loads("services: [a]\n")
    (problem,) = raised.value.problems
    assert (problem.code, str(problem.at)) == ("missing-key", "<text>:1:1")
    assert problem.help == "add `dataflow: 1`"


@pytest.mark.parametrize("version", ["2", "1.0", "one", "'1 '"])
def test_the_version_is_1(version: str) -> None:
    with pytest.raises(df.ModelError) as raised:
        df.loads(f"dataflow: {version}\n")
    assert [one.code for one in raised.value.problems] == ["version"]


def test_any_other_key_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(df.ModelError) as raised:
        made("compnies: [a]\n")
    (problem,) = raised.value.problems
    assert problem.code == "unknown-key"
    assert problem.help == "did you mean `companies`?"


def test_plain_scalars_are_text_as_written() -> None:
    model = made("""
        title: 1e3
        companies:
          a: {name: NO, country: NO, also: [on, 012, 2016-08-25, "yes"]}
          b: {name: null, note: ~}
          c: 0x1F
        """)
    assert model.title == "1e3"
    assert (model.holders["a"].name, model.holders["a"].country) == ("NO", "NO")
    assert model.holders["a"].also == ("012", "2016-08-25", "on", "yes")
    assert (model.holders["b"].name, model.holders["b"].note) == ("null", "~")
    assert model.holders["c"].name == "0x1F"


@pytest.mark.parametrize("name", ["no", "on", "y", "null", "true", "e1"])
def test_words_that_yaml_turns_into_something_else_are_ids(name: str) -> None:
    assert list(made(f"companies:\n  {name}:\n").holders) == [name]


@pytest.mark.parametrize("value", ["no", "yes", "True", "1", "on", '""', "[true]"])
def test_truth_is_true_or_false(value: str) -> None:
    assert wrong(f"services: {{a: {{unnamed: {value}}}}}\n")[0].startswith("bad-value ")
    assert made("services: {a: {unnamed: true}, b: {unnamed: 'false'}}\n").holders["a"].unnamed


@pytest.mark.parametrize("date", ["2016", "2016-08", "2016-08-25", "2016-02-29", "0001-01-01"])
def test_a_date_is_a_year_a_month_or_a_day_and_stays_as_written(date: str) -> None:
    (hold,) = made(f"services: {{a: {{holds: {{data: email, since: {date}}}}}}}\n").holds
    assert str(hold.since) == date


@pytest.mark.parametrize(
    "date",
    [
        *("16", "2016-8", "2016-08-32", "2015-02-29", "2016-13", "0000", "2016-08-25T10:00"),
        *("25.08.2016", "August 2016", '"2016 "', "-2016", "٢٠١٦", "2016-08-", "20160825"),
    ],
)
def test_a_date_is_a_real_day_of_the_calendar(date: str) -> None:
    told = wrong(f"services: {{a: {{holds: {{data: email, since: {date}}}}}}}\n")
    assert told == [f"bad-date {date}"]


def test_a_partial_date_is_its_first_day_where_something_starts_and_its_last_where_it_ends() -> (
    None
):
    (hold,) = made("services: {a: {holds: {data: email, since: 2016-02, until: 2016-02}}}\n").holds
    assert hold.window.end - hold.window.start == 28
    model = made(TWO + "flows: [{from: a, to: b, data: email, since: 2016-12-31}]\n")
    assert reached(model, "email", as_of="2016") == {"a", "b"}
    assert reached(model, "email", as_of="2016-11") == {"a"}


@pytest.mark.parametrize(
    "name", ["a", "a1", "a-b_c", "z" * 80, "1a", "7", "23-and-me", "2016x", "201", "2016-8"]
)
def test_an_id(name: str) -> None:
    assert list(made(f"services: [{name}]\n").holders) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "A",
        "2016",
        "2016-08",
        "2016-08-25",
        "0000-99",
        "-a",
        "_a",
        "a b",
        "a.b",
        "é",
        "z" * 81,
        "a/b",
        '"a\\n"',
        '""',
        "٣",
    ],
)
def test_what_is_no_id(name: str) -> None:
    assert wrong(f"services: [{name}]\n")[0].startswith("bad-id ")


def test_companies_and_services_share_one_namespace_of_holders() -> None:
    model = made("companies: [facebook]\nservices: {facebook: {holds: email}}\n")
    assert list(model.holders) == ["facebook"]
    assert model.holders["facebook"].is_company
    assert model.holders["facebook"].is_service


def test_other_sections_have_namespaces_of_their_own() -> None:
    made("""
        services: {x: {holds: x}}
        data: [x]
        purposes: [x]
        sources: {x: A page}
        flows: {x: {from: x, to: x, data: x, source: x}}
        events: {x: {date: 2010, about: x}}
        personas: {x: {accounts: x}}
        scenarios: {x: {from: x}}
        views: {x: {panels: x}}
        """)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("companies: [x-y]\nservices: [x_y]\n", "x_y"),
        ("data: [x-y, x_y]\n", "x_y"),
        ("data: [phone-number]\n", "phone-number"),
        ("purposes: {x-y: X, x_y: Y}\n", "x_y"),
        ("sources: {x-y: X, x_y: Y}\n", "x_y"),
        ("personas: {x-y: {}, x_y: {}}\n", "x_y"),
        ("scenarios: {x-y: {}, x_y: {}}\n", "x_y"),
        ("views: {x-y: {}, x_y: {}}\n", "x_y"),
        ("events: {x-y: {date: 2010}, x_y: {date: 2010}}\n", "x_y"),
    ],
)
def test_ids_that_differ_only_in_dashes_are_an_error(text: str, token: str) -> None:
    assert wrong(text) == [f"similar-ids {token}"]


def test_a_duplicate_key_shows_both_places_and_reading_goes_on() -> None:
    text = TWO + "  a: {holds: emial}\n  c: {holds: emial}\n"
    with pytest.raises(df.ModelError) as raised:
        made(text)
    told = [(one.code, str(one.at)) for one in raised.value.problems if one.severity == "error"]
    assert told == [("duplicate-key", "<text>:5:3"), ("unknown-data", "<text>:6:14")]
    assert "first at 3:3" in raised.value.problems[0].message or any(
        "first at 3:3" in one.message for one in raised.value.problems
    )


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("services: a\n", lambda model: list(model.holders) == ["a"]),
        ("services: {a: {also: x}}\n", lambda model: model.holders["a"].also == ("x",)),
        ("data: {x: {is_a: email}}\n", lambda model: model.data["x"].is_a == ("email",)),
        ("services: {a: {holds: email}}\n", lambda model: model.holds[0].data[0].id == "email"),
        (TWO + FLOW, lambda model: model.flows["a-b"].receivers[0].id == "b"),
        ("holds: {holder: a, data: email}\nservices: a\n", lambda model: len(model.holds) == 1),
        (TWO + "views: {v: {only: a}}\n", lambda model: model.views["v"].only[0].id == "a"),
        (TWO + "expect: {reach: email, companies: a}\n", lambda model: len(model.expectations)),
        (
            "services: {a: {holds: {data: email, when: {region: DE}}}}\n",
            lambda model: model.holds[0].when[0].region == ("DE",),
        ),
    ],
)
def test_a_single_item_may_stand_alone_where_a_list_is_expected(text: str, check: Any) -> None:  # noqa: ANN401 - a function
    assert check(made(text))


def test_a_bare_id_stands_for_a_mapping_of_only_data_or_company() -> None:
    model = made("""
        companies: {x: {owned_by: y}, y: , z: {owned_by: [x, {company: y, since: 2010}]}}
        services:
          a: {operator: x, holds: email, deletes: {data: email, date: 2010}}
          b: {operator: [x, {company: y, since: 2012}], holds: [email, {data: [name, likes]}]}
        """)
    assert [(one.owned.id, one.owner.id) for one in model.ownerships] == [
        ("x", "y"),
        ("z", "x"),
        ("z", "y"),
    ]
    assert [(one.service.id, one.company.id) for one in model.operations] == [
        ("a", "x"),
        ("b", "x"),
        ("b", "y"),
    ]
    assert [[term.id for term in hold.data] for hold in model.holds] == [
        ["email"],
        ["email"],
        ["likes", "name"],
    ]


def test_a_deletion_needs_its_date() -> None:
    assert wrong("services: {a: {deletes: email}}\n") == ["missing-key e"]


def test_as_is_one_id() -> None:
    model = made(TWO + "flows: [{from: a, to: b, data: {data: email, as: hashed_email}}]\n")
    assert reached(model, "hashed_email") == {"b"}
    told = wrong(TWO + "flows: [{from: a, to: b, data: {data: email, as: [name]}}]\n")
    assert told == ["wrong-kind ["]


def test_text_in_place_of_an_entry_is_its_name() -> None:
    model = made("""
        companies: {x: "X, Inc."}
        services: {a: App}
        data: {d: some data}
        purposes: {p: a purpose}
        """)
    assert model.holders["x"].name == "X, Inc."
    assert model.holders["a"].name == "App"
    assert model.data["d"].name == "some data"
    assert model.purposes["p"].name == "a purpose"


def test_nothing_in_place_of_an_entry_is_an_entry_without_fields() -> None:
    model = made("companies:\n  x:\nservices:\n  a:\ndata:\n  d:\npurposes:\n  p:\n")
    assert [model.holders["x"].name, model.data["d"].name] == ["x", "d"]


def test_a_list_of_ids_in_place_of_a_section_declares_them() -> None:
    model = made("companies: [x]\nservices: [a, b]\ndata: [d]\npurposes:\n  - p\n")
    assert sorted(model.holders) == ["a", "b", "x"]
    assert "d" in model.data
    assert "p" in model.purposes


@pytest.mark.parametrize("section", ["sources", "personas", "scenarios", "views"])
def test_other_sections_are_no_lists(section: str) -> None:
    assert wrong(f"{section}: [x]\n") == ["wrong-kind ["]


def test_a_list_declares_an_id_once() -> None:
    with pytest.raises(df.ModelError) as raised:
        made("services: [a, b, a]\n")
    (problem,) = raised.value.problems
    assert (problem.code, str(problem.at)) == ("defined-twice", "<text>:2:18")


def test_a_list_of_entries_in_place_of_a_section_of_ids_is_explained() -> None:
    assert wrong("companies:\n  - id: x\n    name: X\n") == ["wrong-kind i"]


def test_a_name_left_out_is_the_id_with_spaces() -> None:
    assert made("services: [foo-bar_baz]\n").holders["foo-bar_baz"].name == "foo bar baz"


def test_other_names_are_understood_in_questions_in_any_case() -> None:
    model = made("services: {a: {also: [Meta Thing], holds: email}}\n")
    assert reached(model, "E-Mail Address", origin="meta thing") == {"a"}


def test_a_name_that_fits_several_things_lists_their_ids() -> None:
    model = made("services: {a: {also: X, holds: email}, b: {also: X}}\n")
    with pytest.raises(df.QuestionError, match="`X` may mean `a` or `b`") as raised:
        df.reach(model, "email", origin="X")
    assert raised.value.nearest == ("a", "b")


def test_note_and_source_stand_on_everything_that_states_a_fact() -> None:
    both = "note: n, source: [s, https://example.org/x]"
    model = made(f"""
        sources: {{s: {{title: T, url: "http://example.org", date: 2016-08}}}}
        companies: {{x: {{{both}, owned_by: {{company: y, {both}}}}}, y: }}
        services:
          a: {{{both}, operator: {{company: x, {both}}}, holds: {{data: email, {both},
               when: {{region: DE, {both}}}}}, deletes: {{data: email, date: 2015, {both}}}}}
        data: {{d: {{{both}}}}}
        purposes: {{p: {{{both}}}}}
        flows: {{f: {{from: a, to: x, data: email, {both}}}}}
        derivations: {{r: {{from: email, to: name, {both}}}}}
        claims: {{c: {{by: a, date: 2010, {both}, never: {{data: email, reach: x}}}}}}
        events: {{e: {{date: 2010, {both}}}}}
        """)
    facts = [
        *(*model.ownerships, *model.operations, *model.holds, *model.deletions),
        *(*model.holds[0].when, model.data["d"], model.purposes["p"], model.holders["x"]),
        *(*model.flows.values(), *model.derivations.values(), *model.claims.values()),
        *model.events.values(),
    ]
    assert len(facts) == 12
    for fact in facts:
        assert fact.note == "n"
        assert [source.id for source in fact.sources] == ["s", "https://example.org/x"]
    assert model.doubts == ()


@pytest.mark.parametrize("url", ["ftp://x.org", "javascript:alert(1)", "http://", "x.org", '""'])
def test_a_url_is_http_or_https(url: str) -> None:
    assert wrong(f"sources: {{s: {{url: {url}}}}}\n") == [f"bad-url {url}"]


# --- holders --------------------------------------------------------------------------------------


def test_a_service_without_operator_is_run_by_a_company_of_its_own() -> None:
    holder = made("services: {a: App}\n").holders["a"]
    assert (holder.is_company, holder.is_service, holder.name) == (True, True, "App")


def test_a_service_with_an_operator_is_no_company() -> None:
    model = made("companies: [x]\nservices: {a: {operator: x, holds: email}}\n")
    assert not model.holders["a"].is_company
    assert reached(model, "email") == {"x"}
    told = wrong("companies: {x: , y: {owned_by: a}}\nservices: {a: {operator: x}}\n")
    assert told == ["unknown-company a"]


def test_an_id_in_both_sections_has_no_other_operator() -> None:
    told = wrong("companies: [a, x]\nservices: {a: {operator: x}}\n")
    assert told == ["two-operators x"]


def test_operators_may_overlap() -> None:
    model = made("""
        companies: [x, y]
        services: {a: {holds: email, operator: [{company: x, until: 2015}, {company: y, since: 2012}]}}
        """)  # noqa: E501
    assert reached(model, "email", as_of="2013") == {"x", "y"}


def test_ownership_is_a_cycle_only_on_a_day() -> None:
    text = "companies: {{a: {{owned_by: {{company: b, until: {}}}}}, b: {{owned_by: {{company: a, since: 2012}}}}}}\n"  # noqa: E501
    assert len(made(text.format("2011-12-31")).ownerships) == 2
    assert wrong(text.format("2012-01-01")) == ["ownership-cycle {"]
    assert wrong("companies: {a: {owned_by: a}}\n") == ["ownership-cycle a"]


def test_a_company_may_hold_delete_and_share() -> None:
    model = made("""
        companies: {x: {holds: email, deletes: {data: email, date: 2020}}, y: }
        flows: [{from: x, to: y, data: email}]
        """)
    assert reached(model, "email") == {"x", "y"}


def test_holds_and_deletes_add_to_a_holder_defined_anywhere() -> None:
    model = made("""
        holds: [{holder: a, data: email, since: 2010, whose: anyone, how: bought}]
        deletes: {holder: a, data: email, date: 2015}
        services: {a: {holds: name}}
        """)
    assert [hold.holder.id for hold in model.holds] == ["a", "a"]
    assert [deletion.holder.id for deletion in model.deletions] == ["a"]
    assert wrong("holds: {holder: a, data: email}\n") == ["unknown-holder a"]
    assert wrong("services: [a]\nholds: {data: email}\n") == ["missing-key {"]


def test_what_is_not_readable_reaches_nobody() -> None:
    model = made("services: {a: {holds: [{data: messages, readable: false}, email]}}\n")
    assert reached(model, "messages") == set()
    assert reached(model, "email") == {"a"}


@pytest.mark.parametrize(
    ("key", "value"), [("whose", "everyone"), ("how", "stolen"), ("status", "sure")]
)
def test_a_hold_takes_the_words_of_the_language(key: str, value: str) -> None:
    text = f"services: {{a: {{holds: {{data: email, {key}: {value}}}}}}}\n"
    assert wrong(text) == [f"bad-value {value}"]


# --- taxonomies -----------------------------------------------------------------------------------


def circles(text: str) -> list[str]:
    """Give the circles that are told of a model."""
    with pytest.raises(df.ModelError) as raised:
        made(text)
    return [one.message.partition(": ")[2] for one in raised.value.problems if " → " in one.message]


@pytest.mark.parametrize(("section", "key"), [("companies", "owned_by"), ("data", "is_a")])
@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("a: b, b: c, c: a, e: f, f: e", ["abca", "efe"]),
        ("c: a, b: c, a: b", ["abca"]),
        ("a: [a, b], b: [a, b]", ["aa", "aba", "bb"]),
        ("a: [b, c], b: d, c: d, d: a", ["abda", "acda"]),  # two that share a step
        ("x: a, a: b, b: [a, y]", ["aba"]),
    ],
)
def test_every_circle_is_told_once_from_its_first_id(
    section: str, key: str, above: str, expected: list[str]
) -> None:
    pairs = re.findall(r"(\w): (\w|\[.*?\])", above)
    entries = ", ".join(f"{name}: {{{key}: {others}}}" for name, others in pairs)
    known = "".join(f"{name}: {{}}, " for name in {"x", "y"} - {name for name, _ in pairs})
    told = circles(f"{section}: {{{known}{entries}}}\n")
    if section == "companies":  # there the arrow leads from owner to owned
        told = [turned(one) for one in told]
    assert sorted(one.replace(" → ", "") for one in told) == expected


def turned(circle: str) -> str:
    return " → ".join(reversed(circle.split(" → ")))


def test_circles_of_different_days_are_told_with_their_days() -> None:
    with pytest.raises(df.ModelError) as raised:
        made("""
            companies:
              a: {owned_by: {company: b, since: 2010, until: 2015}}
              b: {owned_by: [{company: a, since: 2012}, {company: c, since: 2016}]}
              c: {owned_by: {company: b, since: 2020}}
              d: {owned_by: {company: e, until: 2001}}
              e: {owned_by: {company: d, since: 2002}}
            """)
    told = [one.message for one in raised.value.problems if one.severity == "error"]
    assert told == [
        "companies own each other in a circle from 1 January 2012 on: a → b → a",
        "companies own each other in a circle from 1 January 2020 on: b → c → b",
    ]


def test_of_very_many_circles_some_are_told() -> None:
    ids = ", ".join(f"c{n}" for n in range(30))
    text = "".join(f"  c{n}: {{is_a: [{ids}]}}\n" for n in range(30))
    assert len(circles("data:\n" + text)) == 20


def test_is_a_is_one_id_or_several_and_no_cycle() -> None:
    model = made("data: {x: {is_a: [email, name]}, y: {is_a: x}}\n")
    assert model.data.down("email") >= {"x", "y"}
    assert wrong("data: {x: {is_a: y}, y: {is_a: x}, z: {is_a: z}}\n") == ["cycle x", "cycle z"]
    assert wrong("purposes: {x: {is_a: nope}}\n") == ["unknown-purpose nope"]


def test_a_models_entry_replaces_the_vocabularys_whole() -> None:
    assert made("").data["phone_number"].is_a == ("contact",)
    term = made("data: {phone_number: {name: Telefon}}\n").data["phone_number"]
    assert (term.name, term.is_a, term.also) == ("Telefon", (), ())


def test_vocabulary_none_leaves_it_out() -> None:
    assert len(made("vocabulary: none\ndata: [x]\n").data) == 1
    assert "email" in made("vocabulary: core\n").data
    assert wrong("vocabulary: none\nservices: {a: {holds: email}}\n") == ["unknown-data email"]
    assert wrong("vocabulary: big\n") == ["bad-value big"]


def test_terms_carry_sensitive_and_maps() -> None:
    term = made("data: {x: {sensitive: true, maps: {dpv: [A, B], fides: c}}}\n").data["x"]
    assert term.sensitive
    assert term.maps == {"dpv": ("A", "B"), "fides": ("c",)}


# --- flows, derivations, claims, events -----------------------------------------------------------


def test_a_flow_without_id_is_called_after_its_ends() -> None:
    model = made("""
        services: [a, b, c]
        flows:
          - {from: a, to: [b, c], data: email}
          - {from: a, to: b, data: name}
          - {id: a-b-3, from: b, to: c, data: name}
          - {from: a, to: b, data: likes}
        """)
    assert sorted(model.flows) == ["a-b", "a-b-2", "a-b-3", "a-b-4"]


def test_a_made_id_gives_way_to_one_that_is_written() -> None:
    model = made(
        TWO
        + "flows:\n  - {from: a, to: b, data: email}\n  - {id: a-b, from: b, to: a, data: name}\n"
    )
    assert model.flows["a-b"].senders[0].id == "b"
    assert model.flows["a-b-2"].senders[0].id == "a"


def test_flows_by_id_and_as_a_list_are_the_same() -> None:
    by_id = made(TWO + "flows:\n  f: {from: a, to: b, data: email}\n")
    listed = made(TWO + "flows:\n  - {id: f, from: a, to: b, data: email}\n")
    assert list(by_id.flows) == list(listed.flows) == ["f"]
    told = wrong(TWO + "flows:\n  f: {id: g, from: a, to: b, data: email}\n")
    assert told == ["unknown-key id"]


@pytest.mark.parametrize(
    "text",
    [
        "derivations: [{from: email, to: name}]\n",
        "claims: [{by: a, date: 2010, never: {data: email, reach: b}}]\n",
        "events: [{date: 2010}]\n",
    ],
)
def test_only_a_flow_may_do_without_an_id(text: str) -> None:
    assert wrong(TWO + text) == ["missing-key {"]


@pytest.mark.parametrize("key", ["from", "to", "data"])
def test_a_flow_needs_both_ends_and_data(key: str) -> None:
    fields = {"from": "a", "to": "b", "data": "email"}
    del fields[key]
    body = ", ".join(f"{name}: {value}" for name, value in fields.items())
    assert wrong(TWO + f"flows: [{{{body}}}]\n") == ["missing-key {"]


@pytest.mark.parametrize(
    "pair",
    [
        "choice: optional",
        "basis: consents",
        "role: owner",
        "status: true",
    ],
)
def test_a_flow_takes_the_words_of_the_language(pair: str) -> None:
    told = wrong(TWO + f"flows: [{{from: a, to: b, data: email, {pair}}}]\n")
    assert told == [f"bad-value {pair.split()[1]}"]


@pytest.mark.parametrize(
    "pair",
    [
        *("choice: none", "choice: opt-out", "choice: opt-in", "role: joint_controller"),
        *("basis: vital_interest", "status: announced", "mechanism: a van", "label: much"),
    ],
)
def test_a_flow_tells_how_and_why(pair: str) -> None:
    flow = made(TWO + f"flows: [{{from: a, to: b, data: email, {pair}}}]\n").flows["a-b"]
    key, value = pair.split(": ")
    assert getattr(flow, key) == value


def test_a_condition_has_account_accounts_or_region() -> None:
    model = made(
        TWO + "flows: [{from: a, to: b, data: email, unless: {region: [DE, EU]}, "
        "when: [{account: [a, b]}, {accounts: a, since: 2010}]}]\n"
    )
    flow = model.flows["a-b"]
    assert [len(one.account) for one in flow.when] == [2, 0]
    assert flow.unless[0].region == ("DE", "EU")
    for empty in ("{}", "{since: 2010}", "{note: x}"):
        told = wrong(TWO + f"flows: [{{from: a, to: b, data: email, when: {empty}}}]\n")
        assert told == ["bad-condition {"]


def test_users_data_travels_or_a_non_users_goes_along() -> None:
    text = "services: {a: {holds: {data: email, whose: anyone}}, b: }\nflows: [{from: a, to: b, data: email, when: {accounts: [a]}}]\npersonas: {u: {accounts: a}, n: {}}\n"  # noqa: E501
    model = made(text)
    assert reached(model, "email", persona="u") == {"a", "b"}
    assert reached(model, "email", persona="n") == {"a"}


def test_whoever_has_all_of_from_has_to_as_well() -> None:
    model = made(TWO + "derivations: {r: {from: [email, name], to: employer, by: [a]}}\n")
    assert reached(model, "employer") == {"a"}
    told = wrong(TWO + "derivations: {r: {from: [], to: employer}}\n")
    assert told == ["empty-derivation r"]


@pytest.mark.parametrize("reach", ["b", "[a, b]", "anyone", "outsiders"])
def test_a_claim_names_whom_the_data_never_reaches(reach: str) -> None:
    made(TWO + f"claims: {{c: {{by: a, date: 2010, never: {{data: email, reach: {reach}}}}}}}\n")


@pytest.mark.parametrize(
    ("never", "told"),
    [
        ("data: email, reach: anyone", ["bad-claim anyone"]),
        ("data: email, reach: outsiders", ["bad-claim outsiders"]),
        ("data: email, reach: [a, outsiders], from: a", ["bad-claim outsiders"]),
        ("data: email, reach: b, for: ads, except_for: ads", ["bad-claim ads"]),
        ("data: email, reach: b, from: [a]", ["wrong-kind ["]),
        ("data: email, reach: []", ["wrong-kind ["]),
        ("reach: b", ["missing-key {"]),
        ("data: email", ["missing-key {"]),
    ],
)
def test_a_claim_that_makes_no_sense_is_refused(never: str, told: list[str]) -> None:
    assert wrong(TWO + f"claims: {{c: {{date: 2010, never: {{{never}}}}}}}\n") == told


def test_a_claim_without_by_is_fine_where_it_is_said_whose_data_is_meant() -> None:
    made(TWO + "claims: {c: {date: 2010, never: {data: email, reach: anyone, from: a}}}\n")
    made(TWO + "claims: {c: {date: 2010, never: {data: email, reach: b}}}\n")


def test_a_claim_needs_its_date() -> None:
    told = wrong(TWO + "claims: {c: {by: a, never: {data: email, reach: b}}}\n")
    assert told == ["missing-key c"]


# --- personas, scenarios, views, expectations -----------------------------------------------------


@pytest.mark.parametrize(
    ("accounts", "windows"),
    [
        ("a", [("a", None, None)]),
        ("[a, b]", [("a", None, None), ("b", None, None)]),
        ("{a: 2013-05}", [("a", "2013-05", None)]),
        ("{a: {since: 2010, until: 2018}}", [("a", "2010", "2018")]),
        (
            "{a: [{until: 2011}, {since: 2015}], b: 2010}",
            [("a", None, "2011"), ("a", "2015", None), ("b", "2010", None)],
        ),
    ],
)
def test_accounts_in_all_their_forms(
    accounts: str, windows: list[tuple[str, str | None, str | None]]
) -> None:
    persona = made(TWO + f"personas: {{ana: {{accounts: {accounts}}}}}\n").personas["ana"]
    found = [
        (one.holder.id, one.since and str(one.since), one.until and str(one.until))
        for one in persona.accounts
    ]
    assert found == windows


def test_an_account_without_its_date_is_explained() -> None:
    text = TWO + "personas:\n  ana:\n    accounts:\n      a:\n      b: 2010\n"
    with pytest.raises(df.ModelError) as raised:
        made(text)
    (problem,) = [one for one in raised.value.problems if one.severity == "error"]
    assert problem.message == "expected a date, found nothing for `a`"


@pytest.mark.parametrize(
    "choice", ["accounts: {a: {holder: b}}", "opted_out: {f: [2010, {flow: g}]}"]
)
def test_what_stands_under_its_id_does_not_name_it_again(choice: str) -> None:
    flows = "flows: {f: {from: a, to: b, data: email, choice: opt-out}}\n"
    (told,) = wrong(TWO + flows + f"personas: {{ana: {{{choice}}}}}\n")
    assert told in {"unknown-key holder", "unknown-key flow"}


@pytest.mark.parametrize(
    ("chosen", "expected"), [("f", None), ("[f]", None), ("{f: 2016-09}", "2016-09")]
)
def test_choices_always_or_from_a_day_on(chosen: str, expected: str | None) -> None:
    text = TWO + "flows: {f: {from: a, to: b, data: email, choice: opt-out}}\n"
    model = made(text + f"personas: {{ana: {{opted_out: {chosen}, opted_in: []}}}}\n")
    found = model.personas["ana"].opted_out
    assert {name: date and str(date) for name, date in found.items()} == {"f": expected}


def test_a_persona_may_live_in_several_regions() -> None:
    persona = made("personas: {ana: {region: [DE, EU, EEA]}, bo: {region: NO}, c: }\n").personas
    assert persona["ana"].region == ("DE", "EEA", "EU")
    assert persona["bo"].region == ("NO",)


def test_a_scenario_takes_every_setting_of_a_question() -> None:
    model = made(
        TWO
        + FLOW
        + """
scenarios:
  s: {as_of: 2016, persona: ana, from: a, for: ads, owners: true, announced: false,
      without: [a-b, "purpose:ads", "role:processor", "from:a", "to:b", "basis:consent",
      "status:alleged", "flow:a-b"], title: T, subtitle: S, note: N}
personas: {ana: {}}
"""
    )
    scenario = model.scenarios["s"]
    assert (scenario.persona, scenario.origin, scenario.purpose) == ("ana", "a", "ads")
    assert (scenario.owners, scenario.announced, len(scenario.without)) == (True, False, 8)


def test_an_entry_that_is_there_already_is_merged_field_by_field() -> None:
    model = made("""
        companies: {x: {name: Old, also: One, country: US}, y: }
        services: {a: {operator: x, holds: email}, b: }
        flows: {f: {from: a, to: b, data: email, since: 2010}}
        scenarios:
          s:
            as_of: 2015
            add:
              companies: {x: {name: New, also: Two}, z: }
              services: {a: {holds: name}, c: {holds: likes, operator: z}}
              flows:
                f: {from: a, to: c, data: name, since: 2012}
                g: {from: c, to: x, data: likes}
              data: {nickname: {is_a: name}}
        """)
    assert reached(model, "likes") == set()
    assert reached(model, "likes", scenario="s") == {"z", "x"}
    assert reached(model, "name", scenario="s") == {"x", "b", "z"}
    assert reached(model, "email", scenario="s") == {"x", "b", "z"}
    assert model.holders["x"].name == "Old"


def test_what_a_scenario_adds_is_checked_in_its_world_and_no_other() -> None:
    assert wrong(
        TWO
        + """
scenarios:
  s: {from: c, add: {services: {c: {holds: emial}}}}
  t: {from: c}
"""
    ) == ["unknown-data emial", "unknown-holder c"]


@pytest.mark.parametrize("add", ["x", "[a]", "{scenarios: {}}", "{include: x.yaml}"])
def test_a_scenario_adds_sections_of_facts(add: str) -> None:
    assert wrong(f"scenarios: {{s: {{add: {add}}}}}\n")


@pytest.mark.parametrize(
    ("pair", "told"),
    [("kind: pie", "bad-value pie"), ("group: all", "bad-value all"), ("colour: x", "unknown-key")],
)
def test_a_view_takes_the_words_of_the_language(pair: str, told: str) -> None:
    assert wrong(f"views: {{v: {{{pair}}}}}\n")[0].startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{companies: a}", ["missing-key {"]),
        ("{reach: email, cut: email}", ["wrong-kind {"]),
        ("{reach: email, verdict: kept}", ["unknown-key kept"]),
        ("{cut: email, company: b, flows: [a-b], companies: a}", ["unknown-key a"]),
        ("{reach: email, companies: {a: {hop: 1}}}", ["unknown-key hop"]),
        ("{reach: email, companies: {a: {how: owned}}}", ["bad-value owned"]),
        ("reach", ["wrong-kind reach"]),
    ],
)
def test_an_expectation_asks_one_question_and_has_its_answer(text: str, told: list[str]) -> None:
    assert wrong(TWO + FLOW + f"expect: {text}\n") == told


def test_expectations_in_all_their_forms() -> None:
    model = made(
        TWO
        + FLOW
        + """
claims: {c: {by: a, date: 2010, never: {data: email, reach: b}}}
expect:
  - {reach: email, as_of: 2015, companies: [a, b]}
  - {reach: email, companies: {a: {since: 2009, hops: 0, how: collects}, b: }}
  - {ask: "which companies can reach my phone number?", companies: []}
  - {claim: c, verdict: broken, on: 2019-12-19}
  - {cut: email, company: b, flows: a-b}
"""
    )
    kinds = [expectation.kind for expectation in model.expectations]
    assert kinds == ["reach", "reach", "ask", "claim", "cut"]


@pytest.mark.parametrize("company", ["[a]", "{a: b}"])
def test_an_expected_company_is_an_id(company: str) -> None:
    told = wrong(TWO + FLOW + f"expect: {{reach: email, companies: [{company}]}}\n")
    assert [one.split()[0] for one in told] == ["wrong-kind"]


# --- several files --------------------------------------------------------------------------------


def test_of_an_included_file_its_title_people_and_questions_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "main.yaml").write_text(
        "dataflow: 1\ntitle: Main\ninclude: [parts/*.yaml]\nservices: [a]\n", encoding="utf-8"
    )
    (tmp_path / "parts").mkdir()
    part = tmp_path / "parts" / "part.yaml"
    part.write_text(
        "dataflow: 1\ntitle: Part\nabout: part\nservices: {b: {holds: email}}\n"
        "personas: {ana: {}}\nscenarios: {s: {as_of: 2010}}\nviews: {v: {}}\n"
        "expect: {reach: email, companies: b}\n",
        encoding="utf-8",
    )
    model = df.load(tmp_path / "main.yaml")
    assert (model.title, model.about) == ("Main", None)
    assert sorted(model.holders) == ["a", "b"]
    assert not any((model.personas, model.scenarios, model.views, model.expectations))
    alone = df.load(part)
    assert alone.title == "Part"
    assert alone.personas
    assert alone.scenarios
    assert alone.views
    assert alone.expectations


def test_one_id_in_two_files_is_an_error_that_shows_both_places(tmp_path: Path) -> None:
    (tmp_path / "main.yaml").write_text(
        "dataflow: 1\ninclude: other.yaml\nservices:\n  a: App\n", encoding="utf-8"
    )
    (tmp_path / "other.yaml").write_text("dataflow: 1\nservices: [b, a]\n", encoding="utf-8")
    with pytest.raises(df.ModelError) as raised:
        df.load(tmp_path / "main.yaml")
    (problem,) = raised.value.problems
    assert problem.code == "defined-twice"
    assert str(problem.at) == f"{tmp_path / 'other.yaml'}:2:15"
    assert f"first at {tmp_path / 'main.yaml'}:4:3" in problem.message


def test_a_file_met_twice_is_read_once(tmp_path: Path) -> None:
    for name, includes in (("main", "[l.yaml, r.yaml]"), ("l", "s.yaml"), ("r", "./s.yaml")):
        text = f"dataflow: 1\ninclude: {includes}\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "s.yaml").write_text("dataflow: 1\nservices: [a]\n", encoding="utf-8")
    assert list(df.load(tmp_path / "main.yaml").holders) == ["a"]


# --- windows, references, all at once -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "services: {a: {holds: {data: email, since: 2016, until: 2015}}}\n",
        TWO + "flows: [{from: a, to: b, data: email, since: 2016, until: 2015}]\n",
        TWO
        + "flows: [{from: a, to: b, data: email, when: {region: DE, since: 2016, until: 2015}}]\n",
        "companies: {x: {owned_by: {company: y, since: 2016, until: 2015}}, y: }\n",
        "companies: [x]\nservices: {a: {operator: {company: x, since: 2016, until: 2015}}}\n",
        "derivations: {r: {from: email, to: name, since: 2016, until: 2015}}\n",
        TWO + "claims: {c: {by: a, date: 2016, until: 2015, never: {data: email, reach: b}}}\n",
        "events: {e: {date: 2016, until: 2015}}\n",
        TWO + "personas: {ana: {accounts: {a: {since: 2016, until: 2015}}}}\n",
    ],
)
def test_a_window_that_ends_before_it_starts_is_an_error(text: str) -> None:
    assert wrong(text) == ["reversed-window 2015"]
    assert doubts(text.replace("2015", "2016")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("services: {a: {holds: zzzz}}", "unknown-data zzzz"),
        ("services: {a: {holds: {data: email, purposes: zzzz}}}", "unknown-purpose zzzz"),
        ("services: {a: {holds: {data: email, source: zzzz}}}", "unknown-source zzzz"),
        ("services: {a: {deletes: {data: zzzz, date: 2010}}}", "unknown-data zzzz"),
        ("services: {a: {operator: zzzz}}", "unknown-company zzzz"),
        ("services: {a: {source: zzzz}}", "unknown-source zzzz"),
        ("companies: {x: {owned_by: zzzz}}", "unknown-company zzzz"),
        ("data: {x: {is_a: zzzz}}", "unknown-data zzzz"),
        ("purposes: {x: {is_a: zzzz}}", "unknown-purpose zzzz"),
        ("holds: {holder: zzzz, data: email}", "unknown-holder zzzz"),
        ("deletes: {holder: zzzz, data: email, date: 2010}", "unknown-holder zzzz"),
        (TWO + "flows: [{from: zzzz, to: b, data: email}]", "unknown-holder zzzz"),
        (TWO + "flows: [{from: a, to: [b, zzzz], data: email}]", "unknown-holder zzzz"),
        (TWO + "flows: [{from: a, to: b, data: zzzz}]", "unknown-data zzzz"),
        (TWO + "flows: [{from: a, to: b, data: {data: email, as: zzzz}}]", "unknown-data zzzz"),
        (TWO + "flows: [{from: a, to: b, data: email, purposes: zzzz}]", "unknown-purpose zzzz"),
        (TWO + "flows: [{from: a, to: b, data: email, source: zzzz}]", "unknown-source zzzz"),
        (
            TWO + "flows: [{from: a, to: b, data: email, when: {account: zzzz}}]",
            "unknown-holder zzzz",
        ),
        (
            TWO + "flows: [{from: a, to: b, data: email, unless: {accounts: [a, zzzz]}}]",
            "unknown-holder zzzz",
        ),
        ("derivations: {r: {from: zzzz, to: name}}", "unknown-data zzzz"),
        ("derivations: {r: {from: name, to: zzzz}}", "unknown-data zzzz"),
        ("derivations: {r: {from: email, to: name, by: zzzz}}", "unknown-holder zzzz"),
        (
            TWO + "claims: {c: {by: zzzz, date: 2010, never: {data: email, reach: a}}}",
            "unknown-holder zzzz",
        ),
        (
            TWO + "claims: {c: {by: a, date: 2010, never: {data: zzzz, reach: a}}}",
            "unknown-data zzzz",
        ),
        (
            TWO + "claims: {c: {by: a, date: 2010, never: {data: email, reach: zzzz}}}",
            "unknown-holder zzzz",
        ),
        (
            TWO + "claims: {c: {by: a, date: 2010, never: {data: email, reach: b, from: zzzz}}}",
            "unknown-holder zzzz",
        ),
        (
            TWO + "claims: {c: {by: a, date: 2010, never: {data: email, reach: b, for: zzzz}}}",
            "unknown-purpose zzzz",
        ),
        (
            TWO
            + "claims: {c: {by: a, date: 2010, never: {data: email, reach: b, except_for: zzzz}}}",
            "unknown-purpose zzzz",
        ),
        ("events: {e: {date: 2010, about: zzzz}}", "unknown-holder zzzz"),
        ("personas: {p: {accounts: zzzz}}", "unknown-holder zzzz"),
        ("personas: {p: {accounts: {zzzz: 2010}}}", "unknown-holder zzzz"),
        ("personas: {p: {opted_out: zzzz}}", "unknown-flow zzzz"),
        ("personas: {p: {opted_in: {zzzz: 2010}}}", "unknown-flow zzzz"),
        ("scenarios: {s: {persona: zzzz}}", "unknown-persona zzzz"),
        ("scenarios: {s: {from: zzzz}}", "unknown-holder zzzz"),
        ("scenarios: {s: {for: zzzz}}", "unknown-purpose zzzz"),
        ("scenarios: {s: {without: zzzz}}", "unknown-flow zzzz"),
        ('scenarios: {s: {without: "flow:zzzz"}}', 'unknown-name "flow:zzzz"'),
        ('scenarios: {s: {without: "purpose:zzzz"}}', 'unknown-name "purpose:zzzz"'),
        ('scenarios: {s: {without: "role:zzzz"}}', 'unknown-name "role:zzzz"'),
        ('scenarios: {s: {without: "to:zzzz"}}', 'unknown-name "to:zzzz"'),
        ('scenarios: {s: {without: "zzzz:a"}}', 'unknown-name "zzzz:a"'),
        ("views: {v: {panels: zzzz}}", "unknown-scenario zzzz"),
        ("views: {v: {highlight: zzzz}}", "unknown-data zzzz"),
        ("views: {v: {company: zzzz}}", "unknown-holder zzzz"),
        ("views: {v: {only: zzzz}}", "unknown-holder zzzz"),
        ("expect: {reach: zzzz, companies: []}", "unknown-data zzzz"),
        ("expect: {reach: email, scenario: zzzz, companies: []}", "unknown-scenario zzzz"),
        ("expect: {reach: email, persona: zzzz, companies: []}", "unknown-persona zzzz"),
        ("expect: {reach: email, companies: zzzz}", "unknown-company zzzz"),
        ("expect: {reach: email, companies: {zzzz: {hops: 1}}}", "unknown-company zzzz"),
        ("expect: {claim: zzzz, verdict: kept}", "unknown-claim zzzz"),
        ("services: [a]\nexpect: {cut: zzzz, company: a, flows: []}", "unknown-data zzzz"),
        ("expect: {cut: email, company: zzzz, flows: []}", "unknown-company zzzz"),
        ("services: [a]\nexpect: {cut: email, company: a, flows: zzzz}", "unknown-flow zzzz"),
    ],
)
def test_an_unknown_id_is_an_error_where_it_stands(text: str, told: str) -> None:
    assert wrong(text + "\n") == [told]


EVERYTHING_WRONG = """
title: [x]
companies:
  x: {owned_by: [nobody, {company: y, since: 2016-13}], countri: US}
  Y: {}
services:
  a:
    operator: x
    holds:
      - {data: emial, since: 2016, until: 2015}
      - {data: [email, nmae], readable: no}
      - {data: phone_nmber, since: last year}
flows:
  - {from: a, to: c, data: email}
  - {from: a, to: a}
personas:
  ana: {accounts: {a: someday, q: 2010}}
"""


def test_all_problems_are_told_in_one_run_in_their_order() -> None:
    assert wrong(EVERYTHING_WRONG) == [
        "wrong-kind [",
        "unknown-company nobody",
        "unknown-company y",
        "bad-date 2016-13",
        "unknown-key countri",
        "bad-id Y",
        "unknown-data emial",
        "reversed-window 2015",
        "unknown-data nmae",
        "bad-value no",
        "unknown-data phone_nmber",
        "bad-date last year",
        "unknown-holder c",
        "missing-key {",
        "bad-date someday",
        "unknown-holder q",
    ]


def test_an_entry_with_a_problem_is_still_known_by_its_id() -> None:
    text = "companies:\n  x: {name: [X]}\n  Y: {}\n  z: 7\nservices: {a: {operator: x}}\nevents: {e: {date: 2010, about: [x, z]}}\n"  # noqa: E501
    assert wrong(text) == ["wrong-kind [", "bad-id Y"]


def test_problems_are_sorted_by_place_and_each_is_told_once() -> None:
    with pytest.raises(df.ModelError) as raised:
        made(EVERYTHING_WRONG)
    problems = raised.value.problems
    assert problems == sort_problems([*problems, *reversed(problems)])
    places = [(one.at.line, one.at.column) for one in problems if one.at]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (TWO + "flows: [{from: a, to: a, data: email}]\n", ["shares-with-itself"]),
        (TWO + "flows: [{from: a, to: b, data: likes}]\n", []),
        ("derivations: {r: {from: [email, name], to: name}}\n", ["idle-derivation"]),
        (TWO + FLOW + "personas: {p: {opted_in: a-b}}\n", ["idle-choice"]),
        ("companies: {x: Acme, y: ACME}\n", ["look-alike"]),
        ("companies: {x: Acme, y: {name: Acme Labs, also: \u0410cme}}\n", ["look-alike"]),
        ("companies: {x: Cafe\u0301, y: Caf\u00e9}\n", ["look-alike"]),
    ],
)
def test_doubts_do_not_make_a_model_invalid(text: str, codes: list[str]) -> None:
    assert doubts(text) == codes


# --- the command ----------------------------------------------------------------------------------


def run(*words: str, folder: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dataflow", *words],
        input=text,
        capture_output=True,
        cwd=folder,
        check=False,
        encoding="utf-8",
        timeout=PATIENCE,
    )


def test_check_ends_with_0_where_nothing_is_wrong_and_with_1_where_something_is(
    tmp_path: Path,
) -> None:
    good = "dataflow: 1\n" + TWO
    (tmp_path / "good.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("dataflow: 1\nservices: {a: {holds: emial}}\n", "utf-8")
    assert run("check", "good.yaml", folder=tmp_path).returncode == 0
    assert run("check", "good.yaml", "--strict", folder=tmp_path).returncode == 1
    assert run("check", "-", folder=tmp_path, text=good).returncode == 0
    told = run("check", "bad.yaml", folder=tmp_path)
    assert told.returncode == 1
    assert "error[unknown-data]: no data type is called `emial`" in told.stdout
    assert "bad.yaml:2:23" in told.stdout


def test_what_cannot_be_done_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("dataflow: 1\nservices: {a: {holds: emial}}\n", "utf-8")
    for words in (("check", "none.yaml"), ("check", "."), ("check",), ("chekc", "bad.yaml")):
        told = run(*words, folder=tmp_path)
        assert (told.returncode, told.stdout) == (2, "")
    told = run("reach", "bad.yaml", "email", folder=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("error[unknown-data]")


def test_check_as_json(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("dataflow: 1\nservices: {a: {holds: emial}}\n", "utf-8")
    told = run("check", "bad.yaml", "--format", "json", folder=tmp_path)
    assert told.returncode == 1
    answer = json.loads(told.stdout)
    assert answer["dataflow"] == 1
    assert answer["question"]["command"] == "check"
    error, doubt = sorted(answer["answer"]["problems"], key=lambda one: one["severity"])
    assert (answer["answer"]["errors"], answer["answer"]["warnings"]) == (1, 1)
    assert error == {
        "severity": "error",
        "code": "unknown-data",
        "message": "no data type is called `emial`",
        "help": "did you mean `email`?",
        "file": "bad.yaml",
        "line": 2,
        "column": 23,
    }
    assert doubt["code"] == "no-source"


# --- lists that are empty, texts that are broken over lines ---------------------------------------

NOT_EMPTY = {
    *("Condition account", "Condition accounts", "Condition region"),
    *("Never data", "Never reach", "Never for", "Never except_for", "Never through", "Sent data"),
    *("Claim when", "Region region", "Company besides", "Expectation at_least", "Flow from"),
    *("Flow to", "Flow data", "Flow when", "Flow unless", "Hold data", "Hold when", "Hold unless"),
    *("HolderHold data", "HolderHold when", "HolderHold unless"),
    *("Deletion data", "HolderDeletion data", "Service operator", "View only", "View panels"),
    *("Derivation from", "Derivation by", "Derivation when", "Derivation unless"),
}
"""Lists that must have something in them: left out, they mean something else, or are missed."""

MAY_BE_EMPTY = {
    *("also", "source", "holds", "deletes", "purposes", "is_a", "owned_by", "about", "include"),
    *("accounts", "opted_out", "opted_in", "region", "without", "expect", "companies", "services"),
    *("data", "flows", "derivations", "claims", "events", "findings", "replies"),
    *("sources", "personas", "scenarios", "views"),
}
"""Keys of lists that mean nothing where they are empty, and nothing where they are left out."""


def lists_of(schema: dict[str, Any]) -> dict[str, bool]:
    """Find the keys whose value may be a list, and whether that may be empty."""
    found = {}
    for called, part in ({"Document": schema} | schema["$defs"]).items():
        shapes = [part, *part.get("anyOf", ())]
        keys = {k: v for shape in shapes for k, v in shape.get("properties", {}).items()}
        for key, value in keys.items():
            for one in value.get("anyOf", ()):
                if one.get("type") == "array":
                    least = one.get("minItems") or value.get("minItems")
                    found[f"{called.replace('ById', '')} {key}"] = not least
    return found


def test_of_every_list_it_is_decided_whether_it_may_be_empty() -> None:
    lists = lists_of(make_schema())
    assert {name for name, may_be_empty in lists.items() if not may_be_empty} == NOT_EMPTY
    assert {name.split()[1] for name, may_be_empty in lists.items() if may_be_empty} == MAY_BE_EMPTY


@pytest.mark.parametrize("section", [*Sections.fields_by_key(), "scenarios", "views", "expect"])
def test_every_section_may_be_an_empty_list(section: str) -> None:
    assert df.loads(f"{{dataflow: 1, {section}: []}}").doubts == df.loads("dataflow: 1").doubts


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("claims: {c: {by: a, date: 2012, never: {data: [], reach: b}}}", "47"),
        ("holds: {holder: a, data: []}", "26"),
        ("companies: {c: {holds: {data: []}}}", "31"),
        ("flows: [{from: a, to: b, data: email, when: []}]", "45"),
        ("flows: [{from: a, to: b, data: email, when: {region: []}}]", "54"),
        ("derivations: {d: {from: email, to: name, by: []}}", "46"),
        ("personas: {p: {accounts: {a: []}}}", "30"),
        ("views: {v: {only: []}}", "19"),
    ],
)
def test_an_empty_list_that_would_be_taken_for_another_is_refused(text: str, place: str) -> None:
    with pytest.raises(df.ModelError) as raised:
        made(TWO + text)
    errors = [one for one in raised.value.problems if one.severity == "error"]
    assert [(one.code, str(one.at)) for one in errors] == [("wrong-kind", f"<text>:5:{place}")]
    assert "empty list" in errors[0].message
    assert errors[0].help is not None
    assert " or drop the " in errors[0].help


def test_texts_are_read_in_one_line_however_they_are_broken() -> None:
    model = made(
        "title: >\n  A\n  town\nservices:\n  a:\n    name: |\n      Post\n      card\n"
        '    also: ["b\\tc", " "]\n    note: "x  y "\n  b: {name: " \u2800"}\n'
        'sources: {s: {title: "\\n", quote: "a\\n\\nb"}}\n'
        'events: {e: {name: "\u3000", date: 2012}}\n'
        'personas: {p: {name: " k\\n", region: "DE "}}\n'
        'views: {v: {title: " ", caption: "c\\td"}}\n'
        'claims: {c: {by: a, date: 2012, quote: "never\\n ever", never: {data: email, reach: b}}}\n'
    )
    assert model.title == "A town"
    assert (model.holders["a"].name, model.holders["a"].also) == ("Post card", ("b c",))
    assert (model.holders["a"].note, model.holders["b"].name) == ("x y", "b")
    assert (model.sources["s"].title, model.sources["s"].quote) == (None, "a b")
    assert (model.events["e"].name, model.personas["p"].name) == ("e", "k")
    assert model.personas["p"].region == ("DE",)
    assert (model.views["v"].title, model.views["v"].caption) == (None, "c d")
    assert model.claims["c"].quote == "never ever"


def test_a_space_that_holds_words_together_stays() -> None:
    assert made('services: {a: {name: "z.\\_B."}}').holders["a"].name == "z.\u00a0B."


# --- what was meant -------------------------------------------------------------------------------

NAMES = """\
companies: {acme-inc: {name: Acme Inc., also: [Café Acme]}}
services:
  postcard: {name: Post Card, operator: acme-inc, holds: email}
  board:
flows: [{id: sale, from: postcard, to: board, data: email}]
scenarios: {before: {as_of: 2010}}
personas: {ana: {name: Ana Lee}}
"""


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("holds: [{holder: board, data: phone number}]", "it is called `phone_number` here"),
        ("holds: [{holder: board, data: heart-rate}]", "it is called `heart_rate` here"),
        ("holds: [{holder: board, data: Songs played}]", None),
        ("holds: [{holder: board, data: E-Mail}]", "it is called `email` here"),
        ("holds: [{holder: board, data: contacts}]", "it is called `address_book` here"),
        ("holds: [{holder: board, data: Contacts}]", "it is called `address_book` here"),
        ("holds: [{holder: Board, data: email}]", "it is called `board` here"),
        ("holds: [{holder: Post Card, data: email}]", "it is called `postcard` here"),
        ("holds: [{holder: acme, data: email}]", "did you mean `acme-inc`?"),
        ("flows: {f: {from: Cafe Acme, to: board, data: email}}", "it is called `acme-inc` here"),
        ("flows: {f: {from: board, to: [Post Crad], data: email}}", "did you mean `postcard`?"),
        ("services: {x: {operator: Acme Inc.}}", "it is called `acme-inc` here"),
        ("companies: {x: {owned_by: [ACME-INC]}}", "it is called `acme-inc` here"),
        ("events: {e: {date: 2010, about: Acme Inc.}}", "it is called `acme-inc` here"),
        (
            "claims: {c: {by: Acme Inc., date: 2010, never: {data: email, reach: board}}}",
            "it is called `acme-inc` here",
        ),
        (
            "claims: {c: {by: board, date: 2010, never: {data: email, reach: Post Card}}}",
            "it is called `postcard` here",
        ),
        ("derivations: {d: {from: Phone Number, to: name}}", "it is called `phone_number` here"),
        ("views: {v: {panels: [Before]}}", "it is called `before` here"),
        ("expect: [{reach: email, companies: [Acme Inc.]}]", "it is called `acme-inc` here"),
        ("expect: [{reach: email, persona: Ana Lee, companies: []}]", "it is called `ana` here"),
        ("companies: [Café Noir]", "did you mean `cafe-noir`? an id consists"),
    ],
)
def test_a_name_in_place_of_an_id_is_told_the_id(
    tmp_path: Path, text: str, meant: str | None
) -> None:
    (tmp_path / "names.yaml").write_text("dataflow: 1\n" + NAMES, encoding="utf-8")
    model = tmp_path / "model.yaml"
    model.write_text("dataflow: 1\ninclude: names.yaml\n" + text, encoding="utf-8")
    if text.startswith(("views", "expect")):  # they look in their own file alone
        model.write_text(f"dataflow: 1\n{NAMES}{text}\n", encoding="utf-8")
    errors = [one for one in df.check(model).problems if one.severity == "error"]
    assert len(errors) == 1
    assert meant is None or (errors[0].help or "").startswith(meant)


def test_a_service_may_name_itself_as_its_operator() -> None:
    model = made("services: {shop: {operator: shop, holds: email}}\n")
    assert model.holders["shop"].is_company
    assert model.operations == ()
    assert reached(model, "email") == {"shop"}
    made("companies: [shop]\nservices: {shop: {operator: [shop]}}\n")
    for text in ("[shop, other]", "{company: shop, since: 2016}"):
        told = wrong(f"companies: [other]\nservices: {{shop: {{operator: {text}}}}}\n")
        assert told[0].startswith("two-operators ")
