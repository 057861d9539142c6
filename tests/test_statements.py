"""What a statement says of itself: how sure it is, since when at the latest, by whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import dataflow as df
from dataflow.common.dates import ALWAYS, NEVER, parse_date
from dataflow.language.words import STATUSES
from dataflow.model.names import find_removal

if TYPE_CHECKING:
    from pathlib import Path

    from dataflow.model import Model


def made(text: str) -> Model:
    return df.loads("dataflow: 1\n" + text)


def codes(text: str) -> list[str]:
    with pytest.raises(df.ModelError) as raised:
        made(text)
    return [each.code for each in raised.value.problems if each.severity == "error"]


def day(text: str) -> int:
    return parse_date(text).first


# --- how sure, and since when ---------------------------------------------------------------------


def test_the_words_for_how_sure_something_is_stand_in_order() -> None:
    order = ("announced", "assumed", "alleged", "permitted", "stated", "observed", "confirmed")
    assert order == STATUSES
    model = made("services: {a: {holds: email}, b: }\nflows: {f: {from: a, to: b, data: email}}")
    assert model.flows["f"].status == model.holds[0].status == "stated"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("", ALWAYS, NEVER),
        ("since: 2014", day("2014-01-01"), NEVER),
        ("known: 2014", day("2014-12-31"), NEVER),
        ("known: 2014-05", day("2014-05-31"), NEVER),
        ("known: 2014-05-06", day("2014-05-06"), NEVER),
        ("until: 2014", ALWAYS, day("2014-12-31")),
        ("ended: 2014", ALWAYS, day("2014-12-31")),
        ("since: 2014, ended: 2014", day("2014-01-01"), day("2014-12-31")),
        ("known: 2014, until: 2014", day("2014-12-31"), day("2014-12-31")),
    ],
)
def test_the_days_of_a_statement(written: str, first: int, last: int) -> None:
    dates = f", {written}" if written else ""
    model = made(
        f"companies: {{own: , c: {{owned_by: {{company: own{dates}}}}}}}\n"
        f"services: {{a: {{operator: {{company: c{dates}}}, "
        f"holds: {{data: email{dates}}}}}, b: }}\n"
        f"flows: {{f: {{from: a, to: b, data: email{dates}}}}}\n"
        f"derivations: {{d: {{from: email, to: name{dates}}}}}\n"
    )
    statements = (
        *(model.holds[0], model.flows["f"], model.derivations["d"]),
        *(model.ownerships[0], model.operations[0]),
    )
    for statement in statements:
        assert statement.window == (first, last)
        assert str(statement.start or "") == str(statement.since or statement.known or "")
        assert (statement.end is None) == (last == NEVER)


@pytest.mark.parametrize("dates", ["since: 2014, known: 2014", "until: 2014, ended: 2015"])
@pytest.mark.parametrize(
    "statement",
    [
        "services: {{a: {{holds: {{data: email, {}}}}}}}",
        "services: {{a: {{operator: {{company: c, {}}}}}}}\ncompanies: [c]",
        "companies: {{a: {{owned_by: {{company: c, {}}}}}, c: }}",
        "services: [a, b]\nflows: {{f: {{from: a, to: b, data: email, {}}}}}",
        "derivations: {{d: {{from: email, to: name, {}}}}}",
        "holds: {{holder: a, data: email, {}}}\nservices: [a]",
    ],
)
def test_two_dates_for_one_end_are_an_error(statement: str, dates: str) -> None:
    assert codes(statement.format(dates)) == ["two-dates"]


@pytest.mark.parametrize(
    "dates",
    [
        *("since: 2015, until: 2014", "since: 2015, ended: 2014", "known: 2015, until: 2014"),
        *("known: 2015, ended: 2014", "known: 2014, until: 2014-06", "known: 2014, ended: 2014-06"),
    ],
)
def test_what_ends_before_it_starts_is_an_error(dates: str) -> None:
    assert codes(f"services: {{a: {{holds: {{data: email, {dates}}}}}}}") == ["reversed-window"]


def test_what_a_scenario_adds_takes_the_place_of_the_other_date() -> None:
    model = made(
        "services: {a: {holds: email}, b: }\n"
        "flows: {f: {from: a, to: b, data: email, since: 2014, ended: 2018}}\n"
        "scenarios: {s: {add: {flows: {f: "
        "{from: a, to: b, data: email, known: 2015, until: 2017}}}}}"
    )
    [row] = [row for row in df.reach(model, "email", scenario="s") if row.company.id == "b"]
    assert row.since == day("2015-12-31")


# --- by whose word --------------------------------------------------------------------------------

SOURCES = "sources: {s: S, t: T, file: F}\n"


def test_a_source_is_cited_once_however_often_and_its_quotes_are_kept() -> None:
    model = made(
        SOURCES + "services: {a: {holds: {data: email, source: "
        "[t, {id: s, quote: We do.}, {id: s, page: 3}, {id: t}, {id: 'https://example.org'}]}}}"
    )
    [hold] = model.holds
    assert [source.id for source in hold.sources] == ["t", "s", "https://example.org"]
    assert [(each.source.id, each.quote, each.page) for each in hold.quotes] == [
        *(("s", "We do.", None), ("s", None, "3")),
    ]
    assert not hold.by_default


def test_the_source_of_a_holder_stands_for_what_is_written_under_it() -> None:
    model = made(
        SOURCES
        + "companies: {c: {source: t, owned_by: d, deletes: {data: email, date: 2016}}, d: }\n"
        "services: {a: {source: {id: s, page: 3}, operator: c, "
        "holds: [email, {data: name, source: t}]}, b: {operator: c}}\n"
        "holds: {holder: a, data: birthday}\n"
    )
    cited = {
        hold.data[0].id: ([source.id for source in hold.sources], hold.by_default)
        for hold in model.holds
    }
    assert cited == {"email": (["s"], True), "name": (["t"], False), "birthday": ([], False)}
    assert [quote.page for hold in model.holds for quote in hold.quotes] == ["3"]
    ties = (*model.ownerships, *model.deletions, *model.operations)
    assert [([source.id for source in tie.sources], tie.by_default) for tie in ties] == [
        *((["t"], True), (["t"], True), (["s"], True), ([], False)),
    ]


def test_the_defaults_of_a_file_stand_for_what_it_states(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("dataflow: 1\nflows: {g: {from: b, to: a, data: email}}")
    (tmp_path / "model.yaml").write_text(
        "dataflow: 1\ninclude: other.yaml\ndefaults: {source: file, status: alleged}\n"
        + SOURCES
        + "companies: {c: {owned_by: d}, d: }\n"
        "services: {a: {operator: c, holds: email, deletes: {data: email, date: 2016}}, "
        "b: {source: s, holds: {data: name, status: observed}}}\n"
        "flows: {f: {from: a, to: b, data: email, source: t}}\n"
        "derivations: {d: {from: email, to: name}}\n"
        "claims: {k: {by: a, date: 2012, never: {data: email, reach: b}}}\n"
        "events: {e: {date: 2012}}\n"
        "personas: {ana: }\n"
        "scenarios: {s: {add: {flows: {h: {from: a, to: b, data: name}}}}}\n"
    )
    model = df.load(tmp_path / "model.yaml")
    statements = {
        **{f"holds {hold.holder.id}": hold for hold in model.holds},
        "deletes": model.deletions[0],
        "owns": model.ownerships[0],
        "operates": model.operations[0],
        "f": model.flows["f"],
        "g": model.flows["g"],
        "d": model.derivations["d"],
        "k": model.claims["k"],
        "e": model.events["e"],
    }
    told = {
        name: ("".join(source.id for source in each.sources), each.by_default, each.status)
        for name, each in statements.items()
    }
    assert told == {
        "holds a": ("file", True, "alleged"),
        "holds b": ("s", True, "observed"),
        "deletes": ("file", True, "alleged"),
        "owns": ("file", True, "alleged"),
        "operates": ("file", True, "alleged"),
        "f": ("t", False, "alleged"),
        "g": ("", False, "stated"),
        "d": ("file", True, "alleged"),
        "k": ("file", True, "stated"),
        "e": ("file", True, "stated"),
    }
    assert [each.message for each in model.doubts if each.code == "no-source"] == [
        "no source is given for the flow `h`",
        "no source is given for the flow `g`",
    ]
    with_more = df.reach(model, "name", scenario="s").evidence.model
    assert (with_more.flows["h"].sources, with_more.flows["h"].status) == ((), "stated")


def test_a_source_that_a_scenario_adds_takes_the_place_of_one_by_default() -> None:
    model = made(
        "defaults: {source: file}\n" + SOURCES + "services: {a: {holds: email}, b: }\n"
        "flows: {f: {from: a, to: b, data: email}, g: {from: a, to: b, data: email, source: s}}\n"
        "scenarios: {z: {add: {flows: {f: {from: a, to: b, data: email, source: t}, "
        "g: {from: a, to: b, data: email, source: t}}}}}"
    )
    flows = df.reach(model, "email", scenario="z").evidence.model.flows
    assert [source.id for source in flows["f"].sources] == ["t"]
    assert not flows["f"].by_default
    assert [source.id for source in flows["g"].sources] == ["s", "t"]


# --- flows and holds ------------------------------------------------------------------------------

TWO = """
services: {a: {holds: email}, b: {holds: email}, c: , d: }
flows:
  - {from: [b, a], to: [c, d], data: email, since: 2014}
"""


def test_every_sender_shares_with_every_receiver() -> None:
    model = made(TWO)
    assert [holder.id for holder in model.flows["b-c"].senders] == ["a", "b"]
    assert [row.company.id for row in df.reach(model, "email", origin="b")] == ["b", "c", "d"]
    graph = df.graph(model)
    assert set(graph.edges(keys=True)) == {(s, r, "b-c") for s in "ab" for r in "cd"}
    assert df.show(model, "b-c").to_dict()["answer"]["fields"]["from"] == ["a", "b"]
    [stopped] = df.cut(model, "email", "c")
    assert stopped.to_dict()["from"] == ["a", "b"]


def test_without_a_sender_the_others_go_on_sharing() -> None:
    model = made(TWO)
    for without, left in (
        *(("from:a", {("b", "c"), ("b", "d")}), ("to:c", {("a", "d"), ("b", "d")})),
        *(("b-c", set()), ("status:stated", set()), ("role:processor", None)),
    ):
        flow, removal = model.flows["b-c"], find_removal(model, without)
        spared = {
            (sender.id, receiver.id)
            for sender in flow.senders
            for receiver in flow.receivers
            if removal.spares(flow, sender=sender, receiver=receiver)
        }
        assert spared == (left if left is not None else {(s, r) for s in "ab" for r in "cd"})
    told = df.reach(model, "email", without="from:a").tell(length="full")
    assert "b shared it" in told
    assert "a shared it" not in told


def test_each_sender_has_its_own_step_and_arrow() -> None:
    model = made(TWO)
    answer = df.reach(model, "email", origin="b")
    assert "b shared" in answer.tell(length="full")
    assert "a shared" not in answer.tell(length="full")
    alt = df.draw(df.reach(model, "email")).alt
    assert "A shares email address with c and d, since 2014." in alt
    assert "B shares email address with c and d, since 2014." in alt


def test_a_flow_that_is_meant_exactly_is_so_in_all_that_it_sends() -> None:
    model = made(
        "services: {a: {holds: email}, b: }\n"
        "flows: {f: {from: a, to: b, "
        "data: [email, {data: name, as: hashed_email}], exactly: true}, "
        "g: {from: a, to: b, data: [email, {data: name, exactly: true}]}}"
    )
    assert [sent.exactly for sent in model.flows["f"].sent] == [True, True]
    assert [(sent.data[0].id, sent.exactly) for sent in model.flows["g"].sent] == [
        *(("email", False), ("name", True)),
    ]
    assert df.show(model, "f").to_dict()["answer"]["fields"]["data"] == [
        *("email", {"data": ["name"], "as": "hashed_email"}),
    ]
    assert "data: name; exactly: true" in df.show(model, "g").tell()


def test_a_hold_with_an_id_can_be_chosen_and_left_out() -> None:
    model = made(
        "services: {a: {holds: {id: news, data: email, choice: opt-in}}, "
        "b: {holds: {data: email}}}\n"
        "personas: {ana: {accounts: a, opted_in: {news: 2016}}}"
    )
    assert model.named_holds["news"].choice == "opt-in"
    assert str(model.personas["ana"].opted_in["news"]) == "2016"
    assert not [each for each in model.doubts if each.code == "idle-choice"]
    removal = find_removal(model, "news")
    assert [removal.takes(hold) for hold in model.holds] == [True, False]
    assert [row.company.id for row in df.reach(model, "email", without="news")] == ["b"]


def test_holds_and_flows_share_their_ids() -> None:
    text = (
        "services: {{a: {{holds: {{id: {}, data: email}}}}, b: }}\n"
        "flows: [{{from: a, to: b, data: email}}, {{id: f, from: a, to: b, data: email}}]"
    )
    assert codes(text.format("f")) == ["defined-twice"]
    # an id that is made gives way to one that is written
    assert sorted(made(text.format("a-b")).flows) == ["a-b-2", "f"]
    twice = "services: {a: {holds: [{id: h, data: email}]}}\nholds: {id: h, holder: a, data: name}"
    assert codes(twice) == ["defined-twice"]
    alike = "services: {a: {holds: [{id: h-h, data: email}, {id: h_h, data: name}]}}"
    assert codes(alike) == ["similar-ids"]


def test_a_choice_about_a_hold_that_offers_none_is_doubted() -> None:
    model = made("services: {a: {holds: {id: h, data: email}}}\npersonas: {ana: {opted_out: h}}")
    [doubt] = [each for each in model.doubts if each.code == "idle-choice"]
    assert doubt.help == "write `choice: opt-out` on the hold if it was offered"


def test_a_hold_is_among_what_somebody_who_chose_may_have_meant() -> None:
    with pytest.raises(df.ModelError) as raised:
        made(
            "services: {a: {holds: {id: newsletter, data: email, choice: opt-out}}}\n"
            "personas: {ana: {opted_out: newslettr}}"
        )
    assert [
        problem.help for problem in raised.value.problems if problem.code == "unknown-flow"
    ] == ["did you mean `newsletter`?"]


# --- who ------------------------------------------------------------------------------------------


def test_what_a_company_is() -> None:
    model = made(
        "companies: {c: , p: {kind: public_body}, g: {kind: group, besides: [c, a]}, "
        "u: {unnamed: true}, v: {unnamed: true, kind: person}}\n"
        "services: {a: , w: {unnamed: true}}"
    )
    kinds = {name: holder.kind for name, holder in model.holders.items()}
    assert kinds == {
        "a": "company",
        "c": "company",
        "p": "public_body",
        "g": "group",
        "u": "group",
        "v": "person",
        "w": "group",
    }
    assert model.holders["g"].besides == ("a", "c")
    assert df.show(model, "g").to_dict()["answer"]["refers_to"] == ["company:c", "service:a"]
    assert codes("companies: {g: {kind: group, besides: nobody}}") == ["unknown-holder"]
    assert codes("companies: {g: {besides: h}, h: }") == ["bad-value"]


def test_who_replies_may_be_anybody() -> None:
    model = made(
        "companies: {c: {replies: [{by: c, date: 2020-05, quote: No.}, "
        "{by: Its lawyers, date: 2021, quote: No!}]}}"
    )
    company = model.holders["c"]
    first, second = company.replies
    assert (first.by, first.quote, str(first.date)) == (company, "No.", "2020-05")
    assert second.by == "Its lawyers"


# --- promises -------------------------------------------------------------------------------------


def test_what_a_promise_says_of_itself(tmp_path: Path) -> None:
    text = (
        "dataflow: 1\n"
        "sources: {s: S}\ncompanies: {court: {kind: public_body}}\nservices: {a: , b: }\n"
        "claims: {k: {by: a, date: 2012, past: true, quote: Never., reading: Not at all, "
        "status: alleged, when: [{region: US}, {region: [DE, US]}], "
        "never: {data: email, reach: b, unless_choice: any, through: [theft, sale]}, "
        "findings: [{by: court, date: 2019, found: untrue, on: 2011, quote: It did., source: "
        "{id: s, page: 7}}, {by: the agency, date: 2020, found: open}]}}"
    )
    model = df.loads(text)
    claim = model.claims["k"]
    assert (claim.past, claim.reading, claim.status) == (True, "Not at all", "alleged")
    assert (claim.when, claim.through, claim.unless_choice) == (
        *(("DE", "US"), ("sale", "theft"), "any"),
    )
    finding, other = claim.findings
    assert (finding.by, finding.found, str(finding.on)) == (
        model.holders["court"],
        "untrue",
        "2011",
    )
    assert (finding.quote, finding.quotes[0].page) == ("It did.", "7")
    assert (other.by, other.found, other.on) == ("the agency", "open", None)
    assert "source:s" in df.show(model, "k").to_dict()["answer"]["refers_to"]
    (tmp_path / "model.yaml").write_text(text)
    checked = df.check(tmp_path / "model.yaml", sources=True)
    assert "unused-source" not in {each.code for each in checked.problems}


def test_a_denial_has_no_end() -> None:
    text = (
        "services: [a, b]\nclaims: {k: {by: a, date: 2012, until: 2014, past: %s, "
        "never: {data: email, reach: b}}}"
    )
    assert codes(text % "true") == ["bad-claim"]
    assert made(text % "false").claims["k"].until is not None


def test_a_promise_that_somebody_found_broken_is_never_called_kept(tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(
        "dataflow: 1\nservices: [a, b]\nsources: {s: S}\n"
        "claims: {never: {by: a, date: 2012, never: {data: email, reach: b}, source: s, "
        "findings: [{by: court, date: 2019, found: broken}]}}\n",
        encoding="utf-8",
    )
    messages = {problem.code: problem.message for problem in df.check(model).problems}
    told = "`never` is not contradicted by this model, and court found it broken"
    assert messages["finding-differs"] == told


# --- what is expected -----------------------------------------------------------------------------


def test_a_setting_may_ask_for_what_is_firm_alone() -> None:
    model = made("scenarios: {s: {firm: true}, t: {}}")
    assert (model.scenarios["s"].firm, model.scenarios["t"].firm) == (True, False)
