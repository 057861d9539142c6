"""show: what a model says of one thing, and what there is."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from every_model import INLINE, load_every

import dataflow as df
from dataflow.answers.answer import write_as
from dataflow.answers.show import Listing, show_thing
from dataflow.answers.show.things import SECTIONS, list_things
from dataflow.building import BUILT_IN

if TYPE_CHECKING:
    from dataflow.answers.show import Show
    from dataflow.model import Model

MODEL = """
dataflow: 1
vocabulary: none
sources: {page: {title: A page, url: "https://example.org/page"}}
data: {email: {name: email address, also: [mail]}, work_email: {is_a: email, sensitive: true}}
purposes: [ads, mail]
companies:
  shop-inc: {country: DE, owned_by: {company: bank, since: 2016-02, source: page}}
  bank:
services:
  shop:
    operator: {company: shop-inc, since: 2015}
    holds: [{data: work_email, since: 2014, purposes: ads, when: {region: DE, source: page}}]
    deletes: {data: email, date: 2020-01}
flows:
  ads: {from: shop, to: bank, data: [{data: email, as: work_email}], choice: opt-out, source: page}
derivations: {guess: {from: email, to: work_email, by: bank}}
claims:
  promise: {by: bank, date: 2016, quote: "Never!", never: {data: email, reach: bank, for: ads}}
events: {sale: {date: 2016-02, name: The sale, about: [shop-inc, bank], source: page}}
personas: {ana: {region: DE, accounts: {shop: 2016}, opted_out: {ads: 2017}}}
scenarios: {late: {as_of: 2018, persona: ana, without: [ads], add: {companies: {new: }}}}
views: {picture: {highlight: email, panels: late, only: bank}}
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return df.loads(MODEL, "shop.yaml")


def answer(model: Model, name: str) -> dict[str, Any]:
    shown: dict[str, Any] = df.show(model, name).to_dict()["answer"]
    return shown


SAID = {
    "shop-inc": {
        "country": "DE",
        "owned_by": [{"company": "bank", "since": "2016-02", "source": ["page"]}],
    },
    "shop": {
        "operator": [{"company": "shop-inc", "since": "2015"}],
        "holds": [
            {
                "data": ["work_email"],
                "purposes": ["ads"],
                "when": [{"region": "DE", "source": "page"}],
                "since": "2014",
            }
        ],
        "deletes": [{"data": ["email"], "date": "2020-01"}],
    },
    "work_email": {"is_a": ["email"], "sensitive": True},
    "flow:ads": {
        "from": "shop",
        "to": ["bank"],
        "data": [{"data": ["email"], "as": "work_email"}],
        "choice": "opt-out",
        "source": ["page"],
    },
    "guess": {"from": ["email"], "to": "work_email", "by": ["bank"]},
    "promise": {
        "by": "bank",
        "date": "2016",
        "quote": "Never!",
        "never": {"data": ["email"], "reach": ["bank"], "for": ["ads"]},
    },
    "sale": {"date": "2016-02", "about": ["bank", "shop-inc"], "source": ["page"]},
    "ana": {
        "region": ["DE"],
        "accounts": {"shop": [{"since": "2016"}]},
        "opted_out": {"ads": "2017"},
    },
    "late": {"as_of": "2018", "persona": "ana", "without": ["ads"], "adds": ["companies"]},
    "picture": {
        "panels": ["late"],
        "highlight": "email",
        "only": ["bank"],
    },
    "page": {"title": "A page", "url": "https://example.org/page"},
}


@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown"])
def test_what_nobody_wrote_is_not_shown(model: Model, form: str) -> None:
    for name in ("shop", "flow:ads", "guess"):
        shown = write_as(form, df.show(model, name))
        for word in ("controller", "stated", "whose", "readable", "given"):
            assert word not in shown
    written = MODEL.replace("choice: opt-out", "role: processor, status: alleged, choice: opt-out")
    shown = write_as(form, df.show(df.loads(written), "flow:ads"))
    assert all(word in shown for word in ("processor", "alleged", "opt-out"))


@pytest.mark.parametrize("name", SAID)
def test_all_that_is_said_of_a_thing_is_shown(model: Model, name: str) -> None:
    assert answer(model, name)["fields"] == SAID[name]


def test_what_names_a_thing_and_what_it_names(model: Model) -> None:
    shown = answer(model, "shop")
    assert shown["refers_to"] == [
        "company:shop-inc", "data:email", "data:work_email", "purpose:ads", "source:page",
    ]  # fmt: skip
    assert shown["referred_to_by"] == ["flow:ads", "persona:ana"]
    assert answer(model, "page")["referred_to_by"] == [
        "company:shop-inc", "event:sale", "flow:ads", "service:shop",
    ]  # fmt: skip


def test_every_reference_is_known_from_both_ends(model: Model) -> None:
    things = df.show(model)
    shown = {thing.key: answer(model, thing.key) for thing in things}
    for key, one in shown.items():
        for other in one["refers_to"]:
            assert key in shown[other]["referred_to_by"]
        for other in one["referred_to_by"]:
            assert key in shown[other]["refers_to"]


def write_every(answer: Show | Listing) -> None:
    assert answer.tell()
    assert answer.tell(60)
    assert answer.to_markdown()
    assert answer._repr_html_()
    assert len(list(csv.reader(answer.to_csv().splitlines()))) >= 1
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_everything_of_every_model_can_be_shown_in_every_format() -> None:
    shown: set[str] = set()
    for model in load_every():
        whole = df.show(model)
        assert isinstance(whole, Listing)
        write_every(whole)
        things = list_things(model)
        for thing in whole:
            if thing.key in shown and thing.at.file == BUILT_IN:
                continue  # it is the same in every model, but for what names it
            shown.add(thing.key)
            write_every(show_thing(model, things, thing))
    assert {key.partition(":")[0] for key in shown} == {
        kind for kinds in SECTIONS.values() for kind in kinds
    }


def test_every_section_of_every_model_can_be_listed_and_searched() -> None:
    for model in load_every():
        for section in SECTIONS:
            write_every(df.show(model, section, search="e"))
        write_every(df.show(model, search="example.org"))


def test_an_address_that_stands_as_a_source_is_shown_as_one() -> None:
    model = df.loads(INLINE, "inline.yaml")
    assert answer(model, "b")["refers_to"] == [
        "source:https://example.org/b", "source:https://example.org/shop",
    ]  # fmt: skip
    source = answer(model, "https://example.org/shop")
    assert source["fields"] == {"url": "https://example.org/shop"}
    assert source["referred_to_by"] == ["service:a", "service:b"]
    assert source["at"]["line"] == 4
    listed = [thing.id.rpartition("/")[2] for thing in df.show(model, "sources", search="")]
    assert listed == ["a", "b", "law", "shop"]
    assert (
        df.show(model, "a")
        .tell()
        .endswith("[1] https://example.org/a\n[2] https://example.org/shop")
    )


def test_what_only_a_scenario_adds_is_said_and_not_referred_to() -> None:
    shown = answer(df.loads(INLINE, "inline.yaml"), "late")
    assert shown["fields"]["persona"] == "zoe"
    assert shown["refers_to"] == []


def test_a_list_has_every_column_in_which_something_stands() -> None:
    text = "{dataflow: 1, companies: {a: {name: Same, also: [Ay]}}, services: [%s]}"
    one, none = df.loads(text % "", "one.yaml"), df.loads(text % "b", "more.yaml")
    assert df.show(one, "companies").tell().splitlines()[2:] == [
        "id  what  also called", "──  ────  ───────────", "a   Same  Ay",
    ]  # fmt: skip
    assert df.show(none, "services").tell().splitlines()[2:] == ["id", "──", "b"]
    alike = df.loads("{dataflow: 1, companies: {a: {name: Same}, b: {name: Same}}}")
    assert df.show(alike, "companies").tell().splitlines()[4:] == ["a   Same", "b   Same"]
    assert df.show(none).tell().splitlines()[2] == "kind     id  what  also called"


@pytest.mark.parametrize("name", ["email", "Email Address", "MAIL ", "data:email", "email-address"])
def test_a_thing_is_found_by_id_and_by_any_name(model: Model, name: str) -> None:
    if name == "MAIL ":  # a purpose is called so as well
        with pytest.raises(df.QuestionError, match="`data:email` or `purpose:mail`"):
            df.show(model, name)
    else:
        assert answer(model, name)["id"] == "email"


@pytest.mark.parametrize(
    ("name", "said", "nearest"),
    [
        ("ads", "`flow:ads` or `purpose:ads`", ("purpose:ads", "flow:ads")),
        ("emial", "nothing in this model is called `emial`", ("email",)),
        ("flow:adds", "nothing in this model is called `adds`", ("ads",)),
        ("nothing:like", "nothing in this model is called `nothing:like`", ()),
    ],
)
def test_what_is_not_there_or_twice_is_an_error(
    model: Model, name: str, said: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(df.QuestionError) as wrong:
        df.show(model, name)
    assert said in wrong.value.message.replace("`purpose:ads` or `flow:ads`", said)
    assert set(nearest) <= set(wrong.value.nearest)


def test_a_section_is_listed_by_its_key(model: Model) -> None:
    listed = df.show(model, "companies")
    assert [thing.id for thing in listed] == ["bank", "shop-inc"]
    assert listed.tell().startswith("2 companies in shop.yaml.")


def test_the_vocabulary_is_searched_by_words_in_any_order() -> None:
    core = df.loads("dataflow: 1", "core")
    found = [thing.id for thing in df.show(core, search="number phone")]
    assert "phone_number" in found
    assert df.show(core, search="no such thing").tell().startswith("Nothing called like")
    assert [thing.kind for thing in df.show(core, "purposes", search="ads")].count("data") == 0
    with pytest.raises(df.QuestionError, match="is no section"):
        df.show(core, "porpoises", search="ads")


def test_a_taxonomy_is_listed_each_term_below_what_it_is_a_kind_of() -> None:
    things = list(df.show(df.loads("dataflow: 1"), "data"))
    seen = set()
    for thing in things:
        parents = thing.fields.get("is_a", [])
        assert not parents or parents[0] in seen
        seen.add(thing.id)
    assert len(seen) == len(things)
