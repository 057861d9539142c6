"""What a model may say arrives where it is repeated: every key, in `show` and in the graph."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df
from dataflow import model as parts
from dataflow.language import document, facts, holders, personas, questions
from dataflow.model.keys import keys_of

if TYPE_CHECKING:
    from dataflow.language.parts import Part
    from dataflow.model import Model

ALL = """
dataflow: 1
vocabulary: none
sources:
  page: {title: Page, publisher: Us, date: 2016, url: "https://example.org", quote: So, note: n}
data: [email, hash]
purposes:
  any:
  ads:
    {name: Ads, also: advertising, is_a: any, sensitive: true, maps: {dpv: Ad}, note: n,
     source: page}
companies:
  bank:
  inc:
    name: Inc
    also: Ink
    unnamed: true
    country: DE
    owned_by: {company: bank, since: 2015, until: 2020, note: n, source: page}
    holds: hash
    deletes: {data: hash, date: 2017, note: n, source: page}
    note: n
    source: page
services:
  shop:
    name: Shop
    also: Store
    unnamed: true
    operator: {company: inc, since: 2015, until: 2020, note: n, source: page}
    holds:
      data: email
      whose: anyone
      how: bought
      readable: false
      purposes: ads
      when: {region: DE}
      unless: {region: FR}
      status: alleged
      since: 2015
      until: 2020
      note: n
      source: page
    deletes: {data: email, date: 2017, note: n, source: page}
    note: n
    source: page
flows:
  share:
    from: shop
    to: bank
    data: [{data: email, as: hash}]
    purposes: ads
    label: mail
    choice: opt-out
    basis: consent
    role: processor
    mechanism: api
    when: {region: DE}
    unless: {region: FR}
    status: alleged
    since: 2015
    until: 2020
    note: n
    source: page
derivations:
  guess:
    {from: hash, to: email, by: bank, when: {region: DE}, unless: {region: FR}, status: alleged,
     since: 2015, until: 2020, note: n, source: page}
claims:
  promise:
    {by: inc, date: 2015, until: 2020, quote: Never, note: n, source: page,
     never: {data: email, reach: bank, from: shop, for: ads}}
  other: {date: 2015, never: {data: email, reach: bank, except_for: ads}}
events: {sale: {name: Sale, date: 2015, until: 2020, about: bank, note: n, source: page}}
personas:
  ana:
    {name: Ana, also: Anna, region: DE, accounts: {shop: {since: 2015, until: 2020}},
     opted_out: {share: 2016}, note: n, source: page}
scenarios:
  late:
    {title: Late, subtitle: Later, as_of: 2018, persona: ana, from: shop, for: ads, owners: true,
     announced: true, without: share, note: n, add: {events: {end: {date: 2020}}}}
views:
  picture:
    {title: T, subtitle: S, kind: flow, panels: late, highlight: email, company: bank, only: bank,
     group: company, caption: C, alt: A, note: n}
"""

SHOWN: list[tuple[type[Part], str, tuple[str, ...]]] = [
    (facts.Source, "page", ()),
    (facts.Term, "ads", ()),
    (facts.Flow, "share", ()),
    (facts.Sent, "share", ("data",)),
    (facts.Derivation, "guess", ()),
    (facts.Claim, "promise", ()),
    (facts.Event, "sale", ()),
    (holders.Company, "inc", ()),
    (holders.Control, "inc", ("owned_by",)),
    (holders.Deletion, "inc", ("deletes",)),
    (holders.Service, "shop", ()),
    (holders.Control, "shop", ("operator",)),
    (holders.Hold, "shop", ("holds",)),
    (holders.Deletion, "shop", ("deletes",)),
    (personas.Persona, "ana", ()),
    (document.Scenario, "late", ()),
    (questions.View, "picture", ()),
]
"""What the language knows of a part, and where it is shown: the thing, and a key of it."""

ELSEWHERE = {"id", "name"}
"""The keys that are no fields of a thing: they say what it is called."""

NOT_HERE: dict[str, set[str]] = {"ana": {"opted_in"}, "late": {"add"}}
"""What the model above cannot say beside the rest, or what is shown under another key."""


@pytest.fixture(scope="module")
def model() -> Model:
    return df.loads(ALL)


def fields_of(model: Model, name: str, below: tuple[str, ...] = ()) -> dict[str, Any]:
    fields: Any = df.show(model, name).to_dict()["answer"]["fields"]
    for key in below:
        [fields] = fields[key]
    assert isinstance(fields, dict)
    return fields


@pytest.mark.parametrize(("kind", "name", "below"), SHOWN)
def test_every_key_of_the_language_is_shown(
    model: Model, kind: type[Part], name: str, below: tuple[str, ...]
) -> None:
    known = kind.fields_by_key().keys() - ELSEWHERE - NOT_HERE.get(name, set())
    assert known
    assert known <= fields_of(model, name, below).keys()


def test_every_key_of_a_promise_is_shown(model: Model) -> None:
    never = [fields_of(model, name)["never"].keys() for name in ("promise", "other")]
    assert set.union(*map(set, never)) == facts.Never.fields_by_key().keys()


@pytest.mark.parametrize("name", [name for _, name, below in SHOWN if not below])
def test_every_key_is_in_the_table_and_in_the_text(model: Model, name: str) -> None:
    shown = df.show(model, name)
    fields = fields_of(model, name)
    assert {row["key"] for row in csv.DictReader(io.StringIO(shown.to_csv()))} == fields.keys()
    told = shown.tell()
    for key in fields.keys() - {"also", "source", "is_a"}:  # these are told in sentences
        assert key in told
    assert all(other in told for other in fields.get("also", ()))
    assert "source" not in fields or "Page" in told


def test_every_key_of_a_fact_is_in_the_graph(model: Model) -> None:
    graph = df.graph(model)
    flow = graph.edges["shop", "bank", "share"].keys()
    assert plain(facts.Flow) - {"from", "to"} <= flow
    node = graph.nodes["inc"].keys()
    assert plain(holders.Company) - {"owned_by"} <= node  # an edge
    assert plain(holders.Service) - {"operator"} <= graph.nodes["shop"].keys()
    [hold] = json.loads(graph.nodes["shop"]["holds"])
    assert plain(holders.Hold) <= hold.keys()
    [deletion] = json.loads(graph.nodes["shop"]["deletes"])
    assert plain(holders.Deletion) <= deletion.keys()
    for *_, edge in graph.edges(data=True):
        if edge["kind"] != "flow":
            assert plain(holders.Control) - {"company"} <= edge.keys()


def plain(kind: type[Part]) -> set[str]:
    """Return the keys of a part, as the graph has them."""
    keys = kind.fields_by_key().keys() - ELSEWHERE - {"source"}
    return keys | ({"sources"} if "source" in kind.fields_by_key() else set())


def test_own_keys_stand_before_those_that_are_shared() -> None:
    assert list(keys_of(parts.Deletion).values()) == ["data", "date", "source", "note"]
    for kind in (parts.Flow, parts.Derivation, parts.Hold):
        assert list(keys_of(kind).values())[-7:] == [
            *("when", "unless", "status"),
            *("since", "until", "source", "note"),
        ]
