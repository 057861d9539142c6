"""A day that the author wrote as a year or a month is printed so, whatever else it is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df
from dataflow.common.dates import parse_date

if TYPE_CHECKING:
    from dataflow.model import Model

# chat (since 2020) --f, since 2018--> tax;  bank buys tax in 2021-02
TEXT = """
dataflow: 1
companies:
  bank: {name: Bank}
  tax-co: {name: Tax Co, owned_by: {company: bank, since: 2021-02}}
  new-co: {name: New Co}
services:
  chat: {name: Chat, holds: {data: email, since: 2020}}
  tax: {name: Tax, operator: [{company: tax-co, until: 2021}, {company: new-co, since: 2022}]}
flows: {f: {from: chat, to: tax, data: email, since: 2018, until: 2022}}
deletes: {holder: tax, data: email, date: 2023}
claims:
  never: {by: chat, date: 2017, never: {data: email, reach: tax-co, from: chat}}
  nobody: {by: chat, date: 2017, never: {data: email, reach: new-co, from: chat}}
personas:
  ana: {name: Ana, accounts: {chat: 2021-03}}
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return df.loads(TEXT, "m.yaml")


def told(answer: Any) -> str:  # noqa: ANN401 - any answer
    return " ".join(answer.tell(length="full").split())


def test_a_step_has_the_date_of_the_step_that_it_waited_for(model: Model) -> None:
    answer = df.why(model, "email", "tax-co")
    assert [str(step.started) for step in answer.paths[0].steps] == ["2020", "2020"]
    said = told(answer)
    assert "Tax Co had email address from 2020 to 2021" in said
    assert (
        "1. 2020: Chat collects email address m.yaml:8 2. Chat shared email address with Tax"
        in said
    )
    assert "January" not in said
    every = told(df.why(model, "email", "tax-co", all=True))
    assert "January" not in every


def test_a_day_on_which_a_service_was_bought_is_as_it_was_written(model: Model) -> None:
    answer = df.reach(model, "email")
    assert {row.company.id: str(row.started) for row in answer} == {
        "chat": "2020",
        "tax-co": "2020",
        "new-co": "2022",
    }
    assert "New Co had it in 2022" in told(answer)
    assert "January" not in told(answer)
    assert "January" not in told(df.exposure(model))


def test_a_day_on_which_a_company_was_bought_is_as_it_was_written(model: Model) -> None:
    assert "Bank owns Tax Co (since February 2021), which had it from 2020 to 2021." in told(
        df.reach(model, "email", owners=True)
    )
    assert "Bank owns Tax Co (since February 2021), which had email address from 2020 to" in told(
        df.why(model, "email", "bank", owners=True)
    )


# chat (2010 to 2015, deleted in 2018) --f, 2012 to 2014--> tax;  bank owned chat-co to 2014-05
ENDED = """
dataflow: 1
companies:
  bank: {name: Bank}
  chat-co: {name: Chat Co, owned_by: {company: bank, since: 2012, until: 2014-05}}
  tax: {name: Tax}
services: {chat: {name: Chat, operator: chat-co, holds: {data: email, since: 2010, until: 2015}}}
flows: {f: {from: chat, to: tax, data: email, since: 2012, until: 2014}}
deletes:
  - {holder: chat, data: email, date: 2018}
  - {holder: tax, data: email, date: 2016-02-03}
"""


def test_an_end_is_as_it_was_written() -> None:
    model = df.loads(ENDED, "m.yaml")
    reach = told(df.reach(model, "email", owners=True))
    # "to" its last day, "until" the day of a change
    assert "Chat Co had it from 2010 until 2018: Chat collected it" in reach
    assert "Tax had it from 2012 until 3 February 2016: Chat shared it in 2012" in reach
    assert "Bank owned Chat Co (from 2012 to May 2014), which had it from 2010 until 2018." in reach
    why = told(df.why(model, "email", "bank", owners=True))
    chat = "which had email address from 2010 until 2018"
    assert f"Bank owned Chat Co (from 2012 to May 2014), {chat}" in why
    assert "Chat Co had email address from 2010 until 2018" in told(
        df.why(model, "email", "chat-co")
    )
    assert "f: Chat → Tax, from 2012 to 2014" in told(df.cut(model, "email", "tax"))


def test_the_end_of_an_account_or_of_a_choice_is_as_it_was_written() -> None:
    model = df.loads("""
    dataflow: 1
    services: {a: {holds: email}, b: , c: }
    flows:
      f: {from: a, to: b, data: email, choice: opt-out}
      g: {from: a, to: c, data: email, unless: {region: DE, since: 2017-05}}
    deletes: [{holder: b, data: email, date: 2019}]
    personas: {ana: {region: DE, accounts: {a: {since: 2014, until: 2016}}, opted_out: {f: 2013}}}
    """)
    evidence = df.reach(model, "email", persona="ana").evidence
    ends = ("2012", "2016", "2017-04", "2018", "2010")
    written = [str(evidence.ended(parse_date(end).last)) for end in ends]
    assert written == ["2013", "2016", "2017-05", "2019", "None"]


def test_a_doubt_has_its_days_as_they_were_written() -> None:
    model = df.loads("""
    dataflow: 1
    services: {a: {holds: {data: email, since: 2014}}, b: }
    flows: {f: {from: a, to: b, data: email, since: 2010, until: 2012}}
    """)
    doubts = [one.message for one in df.reach(model, "email").doubts if one.code == "never-carries"]
    assert doubts == [
        "`f` never carries `email`: `a` has it from 2014 on, and shares it from 2010 until 2012"
    ]


def test_a_broken_promise_has_the_day_as_it_was_written(model: Model) -> None:
    answer = df.claims(model)
    assert [str(one.written) for one in answer] == ["2020", "2022"]
    said = told(answer)
    assert "It was broken in 2020: Chat shared email address with Tax." in said
    assert "It was broken in 2022: New Co took Tax over from Tax Co that year." in said
    assert "January" not in said
    assert answer.report().table is not None
    assert [row[4] for row in answer.report().table.rows] == ["2020", "2022"]  # type: ignore[union-attr]
    assert [one["on"] for one in answer.to_dict()["answer"]] == ["2020-01-01", "2022-01-01"]


def test_a_deletion_has_its_date_as_it_was_written(model: Model) -> None:
    said = told(df.diff(model, before="2022", after="2023"))
    assert "Tax deleted email address in 2023" in said


def test_an_account_has_its_date_as_it_was_written(model: Model) -> None:
    said = told(df.why(model, "email", "tax-co", persona="ana"))
    assert "Tax Co had email address from March 2021 to" in said
    assert "1 March" not in said


def test_figures_have_it_as_it_was_written(model: Model) -> None:
    alt = df.draw(df.why(model, "email", "new-co")).alt
    assert "since 2020" in alt
    assert "January" not in alt
    assert "January" not in df.draw(df.reach(model, "email")).alt
    assert "January" not in df.draw(df.exposure(model)).alt
    assert "January" not in df.draw(df.claims(model)).convert("markdown").decode()


def test_a_latest_day_is_as_its_own_statement_has_it() -> None:
    model = df.loads("""
    dataflow: 1
    services: {a: {holds: {data: email, known: 2019}}, b: {holds: {data: name, known: 2019-12}}}
    flows: {f: {from: a, to: b, data: email}}
    """)
    assert "A has had it since 2019 at the latest" in told(df.reach(model, "email"))
    assert "B has had it since December 2019 at the latest" in told(df.reach(model, "name"))


def test_a_day_that_several_begin_on_is_told_as_the_vaguest_of_them_has_it() -> None:
    model = df.loads("""
    dataflow: 1
    services: {a: {holds: email}, b: {holds: {data: name, since: 2015-01-01}}}
    personas: {ana: {accounts: {a: 2015}}}
    """)
    assert "(not before 2015)" in told(df.reach(model, "email", persona="ana"))


def test_of_several_on_a_day_that_of_the_path_counts() -> None:
    text = """
    dataflow: 1
    companies: [a-co, b-co, c-co]
    services:
      a: {operator: a-co, holds: {data: email, since: 2020}}
      b: {operator: [{company: b-co, until: 2020}, {company: c-co, since: 2021}]}
    flows:
      f: {from: a, to: b, data: email}
      g: {from: a, to: b, data: name, since: 2020-01-01}
      h: {from: a, to: b, data: name, since: 2021-01}
    """
    rows = {row.company.id: str(row.started) for row in df.reach(df.loads(text), "email")}
    assert rows == {"a-co": "2020", "b-co": "2020", "c-co": "2021"}


@pytest.mark.parametrize(
    ("written", "said"), [("2021", "in 2021"), ("2021-05-02", "on 2 May 2021")]
)
def test_a_choice_has_its_date_as_it_was_written(written: str, said: str) -> None:
    model = df.loads(f"""
    dataflow: 1
    services: {{a: {{holds: email}}, b: }}
    flows: {{f: {{from: a, to: b, data: email, choice: opt-out}}}}
    personas: {{ana: {{accounts: a, opted_out: {{f: {written}}}}}}}
    """)
    assert f"Ana opted out only {said}" in told(df.why(model, "email", "b", persona="ana"))


# card (since 2010) --f, since 2012, for its users--> board;  --g, 2012 to 2014, opt-out--> post
PERSONAL = """
dataflow: 1
companies: {board: {name: Board}, post: {name: Post}}
services: {card: {name: Postcard, holds: {data: email, since: 2010}}}
flows:
  f: {from: card, to: board, data: email, since: 2012, when: {account: card}}
  g: {from: card, to: post, data: email, since: 2012, until: 2014, choice: opt-out}
personas:
  gone: {accounts: {card: {since: 2014, until: 2016}}, opted_out: {g: 2013}}
  wary: {accounts: card, opted_out: {g: 2013-05}}
"""


@pytest.mark.parametrize("as_of", ["2020", None])
def test_a_figure_says_when_it_ended_for_a_person(as_of: str | None) -> None:
    model = df.loads(PERSONAL)
    gone = df.draw(df.reach(model, "email", persona="gone", as_of=as_of))
    # since when is the day of the account, which is no day of anything that passed
    assert "You gave Postcard your email address, until 2016." in gone.alt
    assert "Postcard shared email address with Board, until 2016" in gone.alt
    wary = df.draw(df.reach(model, "email", persona="wary", as_of=as_of))
    assert "Postcard shared email address with Post, from 2012 until May 2013" in wary.alt
    assert "Postcard shares email address with Board, since 2012" in wary.alt


def test_a_figure_of_a_day_before_the_end_says_nothing_of_it() -> None:
    gone = df.draw(df.reach(df.loads(PERSONAL), "email", persona="gone", as_of="2015"))
    assert "You give Postcard your email address." in gone.alt
    assert "Postcard shares email address with Board, if you have" in gone.alt
