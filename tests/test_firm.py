"""What is firmly so, where less sure statements make more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import dataflow as df

if TYPE_CHECKING:
    from dataflow.model import Model


def read(text: str) -> Model:
    return df.loads(f"dataflow: 1\nvocabulary: none\n{text}")


# b gets x until 2011, deletes it, and gets it again from 2013; an alleged flow bridges the year
# between.
BRIDGED = """
data: {x: {}}
services:
  a: {holds: [{data: x, since: 2010}]}
  b: {deletes: [{data: x, date: 2012}]}
flows:
  early: {from: a, to: b, data: x, since: 2010, until: 2011}
  bridge: {from: a, to: b, data: x, since: 2012, until: 2012, status: alleged}
  late: {from: a, to: b, data: x, since: 2013}
"""


def test_of_a_stay_that_only_an_allegation_holds_together_the_firm_day_is_later() -> None:
    [_, row] = df.reach(read(BRIDGED), "x", as_of="2014").records()
    assert (row["since"], row["certainty"]) == ("2010-01-01", "alleged")
    assert (row["firm_since"], row["firm_since_is"]) == ("2013-01-01", "stated")
    told = " ".join(df.reach(read(BRIDGED), "x", as_of="2014").tell(length="full").split())
    assert (
        "B had it from 2010 to 2011: a shared it in 2010. B is said to have had it since 2012"
        " (alleged): a is said to have shared it that year. B has had it since 2013: a shared it"
        " that year."
    ) in told


def test_what_is_firmly_so_again_is_told_behind_what_is_less_sure() -> None:
    answer = df.reach(read(BRIDGED), "x")
    assert answer.records()[1]["certainty"] == "stated"
    told = " ".join(answer.tell(length="full").split())
    assert told.startswith("2 companies can reach x. ")
    assert "(alleged): a is said to have shared it that year. B has had it since 2013: a" in told


def test_on_a_day_of_which_only_an_allegation_tells_nothing_is_firm() -> None:
    [_, row] = df.reach(read(BRIDGED), "x", as_of="2012").records()
    assert (row["since"], row["certainty"]) == ("2010-01-01", "alleged")
    assert (row["firm"], row["firm_since"], row["firm_since_is"]) == (False, None, None)


def test_a_deletion_that_is_only_alleged_takes_nothing() -> None:
    text = BRIDGED.replace("date: 2012", "date: 2012, status: alleged")
    [_, row] = df.reach(read(text), "x", as_of="2012").records()
    assert (row["firm"], row["firm_since"]) == (True, "2010-01-01")


def test_who_only_is_said_to_operate_a_service_deletes_nothing_of_it() -> None:
    model = read("""
data: {x: {}}
companies: {firm: {}, other: {deletes: [{data: x, date: 2012}]}}
services:
  s:
    operator: [{company: firm}, {company: other, status: alleged}]
    holds: [{data: x, since: 2010, until: 2011}]
""")
    rows = {row["company"]: row for row in df.reach(model, "x", as_of="2014").records()}
    assert rows["firm"]["since"] == "2010-01-01"
    assert rows["other"]["certainty"] == "alleged"


def test_who_says_that_an_alleged_owner_owns_is_cited() -> None:
    model = read("""
data: {x: {}}
sources: {rumour: {title: A rumour}}
companies:
  big: {}
  small: {owned_by: {company: big, since: 2012, status: alleged, source: rumour}, holds: x}
""")
    assert "A rumour" in df.reach(model, "x", owners=True).tell()
    assert "A rumour" in df.why(model, "x", "big", owners=True).tell()


def test_behind_a_change_stands_an_alleged_owner() -> None:
    model = read("""
data: {x: {}}
companies:
  big: {}
  small: {owned_by: {company: big, status: alleged}, holds: x}
scenarios: {alone: {}, owning: {owners: true}}
""")
    [change] = df.diff(model, before="alone", after="owning").gained
    assert [behind.kind for behind in change.because] == ["owner"]


def test_behind_a_change_stands_the_flow_of_the_one_sender_that_is_left_out() -> None:
    model = read("""
data: {x: {}}
services: {a: {holds: [x]}, b: , c: }
flows: {f: {from: [a, b], to: c, data: x}}
scenarios: {whole: {}, less: {without: "from:a"}}
""")
    [change] = df.diff(model, before="whole", after="less").lost
    assert [behind.kind for behind in change.because] == ["flow"]
