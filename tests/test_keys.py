"""What a model may say arrives where it is repeated: every key, in `show` and in the graph."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df
from dataflow import model as parts
from dataflow.answers.answer import write_as
from dataflow.answers.show.listing import DAYS, DETAILS
from dataflow.answers.show.things import SECTIONS
from dataflow.language import claims, document, facts, holders, personas, questions
from dataflow.model.keys import keys_of

if TYPE_CHECKING:
    from dataflow.language.parts import Part
    from dataflow.model import Model

ALL = """
dataflow: 1
vocabulary: none
sources:
  page:
    title: Page
    publisher: Us
    date: 2016
    url: "https://example.org"
    archived: "https://example.com/page"
    read: 2020-05-01
    kind: press
    quote: So
    note: n
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
    kind: public_body
    unnamed: true
    besides: bank
    country: DE
    owned_by:
      - {company: bank, since: 2015, until: 2020, status: alleged, note: n, source: page}
      - {company: bank, known: 2021, ended: 2022}
    holds: hash
    deletes: {data: hash, date: 2017, status: alleged, note: n, source: page}
    replies: {by: inc, date: 2018, quote: Not so, note: n, source: page}
    note: n
    source: page
services:
  shop:
    name: Shop
    also: Store
    unnamed: true
    operator:
      - {company: inc, since: 2015, until: 2020, status: alleged, note: n, source: page}
      - {company: inc, known: 2021, ended: 2022}
    holds:
    - data: hash
      known: 2015
      ended: 2020
    - id: asked
      data: email
      exactly: true
      choice: opt-in
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
    deletes: {data: email, date: 2017, status: alleged, note: n, source: page}
    note: n
    source: page
flows:
  heard: {from: [shop, bank], to: inc, data: email, exactly: true, known: 2015, ended: 2020}
  share:
    from: shop
    to: bank
    data: [{data: email, as: hash, exactly: true}]
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
    source: {id: page, quote: We share., page: 7}
    replies: {by: A spokesman, date: 2018, quote: No longer, source: page, note: n}
derivations:
  guessed: {from: hash, to: email, known: 2015, ended: 2020}
  guess:
    {from: hash, to: email, by: bank, when: {region: DE}, unless: {region: FR}, status: alleged,
     since: 2015, until: 2020, note: n, source: page}
claims:
  promise:
    {by: inc, date: 2015, until: 2020, quote: Never, reading: no e-mail, when: {region: [US, DE]},
     findings: {by: bank, date: 2019, found: broken, on: 2016, quote: It did, note: n,
       source: page},
     replies: {by: inc, date: 2020, quote: We regret., source: page, note: n},
     status: alleged, note: n, source: page,
     never: {data: email, reach: bank, from: shop, for: ads, unless_choice: opt-in, through: sale}}
  other: {date: 2015, past: true, never: {data: email, reach: bank, except_for: ads}}
events: {sale: {name: Sale, date: 2015, until: 2020, about: bank, status: announced,
    replies: {by: bank, date: 2016, quote: So what, source: page, note: n}, note: n, source: page}}
personas:
  ana:
    {name: Ana, also: Anna, region: DE, accounts: {shop: {since: 2015, until: 2020}},
     opted_out: {share: 2016}, note: n, source: page}
scenarios:
  late:
    {title: Late, subtitle: Later, as_of: 2018, persona: ana, from: shop, for: ads, role: processor,
     owners: true, announced: true, firm: true, without: share, by: service, note: n,
     add: {events: {end: {date: 2020}}}}
views:
  picture:
    {title: T, subtitle: S, kind: paths, panels: late, highlight: email, company: bank, only: bank,
     group: none, caption: C, alt: A, note: n}
"""

SHOWN: list[tuple[type[Part], str, tuple[str, ...]]] = [
    (facts.Source, "page", ()),
    (facts.Term, "ads", ()),
    (facts.Flow, "share heard", ()),
    (facts.Sent, "share", ("data",)),
    (facts.Derivation, "guess guessed", ()),
    (claims.Claim, "promise other", ()),
    (claims.Finding, "promise", ("findings",)),
    (facts.Reply, "promise", ("replies",)),
    (facts.Reply, "inc", ("replies",)),
    (facts.Reply, "share", ("replies",)),
    (facts.Reply, "sale", ("replies",)),
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
"""What the language knows of a part, and where it is shown: the things, and a key of them."""

ELSEWHERE = {"id", "name"}
"""The keys that are no fields of a thing: they say what it is called."""

NOT_HERE: dict[str, set[str]] = {"ana": {"opted_in"}, "late": {"add"}}
"""What the model above cannot say beside the rest, or what is shown under another key."""


@pytest.fixture(scope="module")
def model() -> Model:
    return df.loads(ALL)


def fields_of(model: Model, name: str) -> dict[str, Any]:
    fields: dict[str, Any] = df.show(model, name).to_dict()["answer"]["fields"]
    return fields


def keys_shown(model: Model, names: str, below: tuple[str, ...] = ()) -> set[str]:
    """Give the keys that are shown of things, or of what stands below a key of them.

    No statement can have both of two keys that stand in place of each other.
    """
    shown = [fields_of(model, name) for name in names.split()]
    for key in below:
        shown = [item for fields in shown for item in fields[key]]
    assert shown
    return set().union(*shown)


@pytest.mark.parametrize(("kind", "name", "below"), SHOWN)
def test_every_key_of_the_language_is_shown(
    model: Model, kind: type[Part], name: str, below: tuple[str, ...]
) -> None:
    known = kind.fields_by_key().keys() - ELSEWHERE - NOT_HERE.get(name, set())
    assert known
    assert known <= keys_shown(model, name, below)


def test_what_is_relied_on_in_a_source_is_shown(model: Model) -> None:
    assert fields_of(model, "share")["quotes"] == [
        {"quote": "We share.", "page": "7", "source": "page"}
    ]
    keys = {"id" if key == "source" else key for key in fields_of(model, "share")["quotes"][0]}
    assert keys == facts.Citation.fields_by_key().keys()


def test_the_id_of_a_hold_is_shown(model: Model) -> None:
    assert [hold.get("id") for hold in fields_of(model, "shop")["holds"]] == ["asked", None]


def test_what_a_file_says_of_all_that_it_states_is_shown(model: Model) -> None:
    assert document.Defaults.fields_by_key().keys() == {"source", "status"}
    text = ALL.replace("dataflow: 1", "dataflow: 1\ndefaults: {source: page, status: alleged}")
    shown = fields_of(df.loads(text), "guessed")
    assert (shown["source"], shown["status"], shown["by_default"]) == (["page"], "alleged", True)
    assert fields_of(model, "guessed").keys() & {"source", "by_default"} == set()


def test_every_key_of_a_promise_is_shown(model: Model) -> None:
    never = [fields_of(model, name)["never"].keys() for name in ("promise", "other")]
    assert set.union(*map(set, never)) == claims.Never.fields_by_key().keys()


NAMES = [name for _, names, below in SHOWN if not below for name in names.split()]


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_in_the_table_and_in_the_text(model: Model, name: str) -> None:
    shown = df.show(model, name)
    fields = fields_of(model, name)
    assert {row["key"] for row in csv.DictReader(io.StringIO(shown.to_csv()))} == fields.keys()
    for told in (shown.tell(), shown.to_markdown(), shown._repr_html_()):
        for key in fields.keys() - {"also", "source", "is_a"}:  # these are told in sentences
            assert key in told.replace("\\_", "_")
        assert all(other in told for other in fields.get("also", ()))
        assert "source" not in fields or "Page" in told


def list_words(value: object) -> set[str]:
    """Return every word and text of a value of JSON."""
    if isinstance(value, dict):
        return set().union(*map(list_words, value.values()))
    if isinstance(value, list):
        return set().union(*map(list_words, value))
    return {str(value).lower() if isinstance(value, bool) else str(value)}


@pytest.mark.parametrize("form", ["text", "markdown", "html", "csv", "json"])
@pytest.mark.parametrize("name", NAMES)
def test_every_value_is_in_every_format(model: Model, name: str, form: str) -> None:
    told = write_as(form, df.show(model, name)).replace("\\", "").replace("&quot;", '"')
    said = list_words(fields_of(model, name))
    # what is always so has no date; a source is told by its title
    assert sorted(word for word in said - {"None", "page"} if word not in told) == []


LISTED = [(kinds[0], section) for section, kinds in SECTIONS.items()]


@pytest.mark.parametrize(("kind", "section"), LISTED)
def test_a_list_of_a_section_has_every_key_in_json_and_csv(
    model: Model, kind: str, section: str
) -> None:
    listing = df.show(model, section)
    rows = list(csv.DictReader(io.StringIO(listing.to_csv())))
    things = listing.to_dict()["answer"]["things"]
    assert things
    for row, thing in zip(rows, things, strict=True):
        assert thing["fields"] == fields_of(model, f"{kind}:{thing['id']}")
        for key in thing["fields"]:
            assert row[f"{kind}_kind" if key == "kind" else key]
    assert {row["kind"] for row in rows} == {kind}
    whole = csv.DictReader(io.StringIO(df.show(model).to_csv()))
    assert set(rows[0]) <= set(next(whole))


@pytest.mark.parametrize(("kind", "section"), LISTED)
def test_a_list_tells_people_what_matters_of_its_kind(
    model: Model, kind: str, section: str
) -> None:
    listing = df.show(model, section)
    table = listing.report().table
    assert table is not None
    stated = set().union(*(thing.fields for thing in listing))
    days = {*DAYS} if "days" in DETAILS.get(kind, ()) else set()
    wanted = {key for key in DETAILS.get(kind, ()) if key in stated}
    assert wanted | ({"days"} if days & stated else set()) <= {*table.columns}
    assert {*DETAILS} <= {kind for kind, _ in LISTED}


def test_every_key_of_a_fact_is_in_the_graph(model: Model) -> None:
    graph = df.graph(model)
    flows = (graph.edges["shop", "bank", "share"], graph.edges["bank", "inc", "heard"])
    assert plain(facts.Flow) - {"from", "to"} <= set().union(*flows)
    node = graph.nodes["inc"].keys()
    assert plain(holders.Company) - {"owned_by"} <= node  # an edge
    assert plain(holders.Service) - {"operator"} <= graph.nodes["shop"].keys()
    holds = json.loads(graph.nodes["shop"]["holds"])
    assert plain(holders.Hold) | {"id"} <= set().union(*holds)
    [deletion] = json.loads(graph.nodes["shop"]["deletes"])
    assert plain(holders.Deletion) <= deletion.keys()
    for kind in ("owns", "operates"):
        edges = [edge for *_, edge in graph.edges(data=True) if edge["kind"] == kind]
        assert plain(holders.Control) - {"company"} <= set().union(*edges)
    assert graph.nodes["inc"]["company_kind"] == "public_body"


def plain(kind: type[Part]) -> set[str]:
    """Return the keys of a part, as the graph has them."""
    keys = kind.fields_by_key().keys() - ELSEWHERE - {"source"}
    return keys | ({"sources"} if "source" in kind.fields_by_key() else set())


def test_own_keys_stand_before_those_that_are_shared() -> None:
    told = ["source", "quotes", "by_default", "note"]
    assert list(keys_of(parts.Deletion).values()) == ["data", "date", "status", *told]
    for kind in (parts.Flow, parts.Derivation, parts.Hold):
        assert list(keys_of(kind).values())[-11:] == [
            *("when", "unless", "known", "ended", "status"),
            *("since", "until", *told),
        ]
