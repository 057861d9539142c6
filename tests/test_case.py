"""The case of WhatsApp and Facebook: the answers that graphs/whatsapp.yaml must give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df

if TYPE_CHECKING:
    from dataflow.model import Model

CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"
ADS = "account-info-ads-2016"
SHARED_WITH = {"facebook-inc", "facebook-family"}
NEEDED_DATA = """
    contact identifier hashed_phone hashed_email timestamps phone_number email name birthday
    home_address employer likes search_history location precise_location address_book messages
    usage_metrics last_seen device_info ip_address transaction_data account_id
"""
NEEDED_PURPOSES = """
    marketing ads targeted_ads friend_suggestions security spam_prevention usage_analytics
    product_improvement messaging
"""


@pytest.fixture(scope="module")
def case() -> Model:
    return df.load(CASE)


def reached(case: Model, data: str, **setting: object) -> dict[str, dict[str, Any]]:
    """Ask what comes from WhatsApp, as the rows of the JSON answer by company."""
    answer = df.reach(case, data, origin="whatsapp", **setting).to_dict()["answer"]
    return {row["company"]: row for row in answer["companies"]}


# WhatsApp alone, then its owner by owning, then Facebook by sharing


def test_in_2014_the_phone_number_reaches_whatsapp_alone(case: Model) -> None:
    rows = reached(case, "phone_number", as_of="2014-01-01")
    assert list(rows) == ["whatsapp-inc"]
    row = rows["whatsapp-inc"]
    assert (row["how"], row["since"], row["hops"]) == ("collects", "2009-01-01", 0)


def test_the_purchase_alone_lets_nobody_else_have_the_number(case: Model) -> None:
    assert set(reached(case, "phone_number", as_of="2014-12-31")) == {"whatsapp-inc"}


def test_counting_owners_facebook_owns_the_number_since_the_closing(case: Model) -> None:
    rows = reached(case, "phone_number", as_of="2014-12-31", owners=True)
    assert list(rows) == ["whatsapp-inc", "facebook-inc"]
    assert rows["whatsapp-inc"]["how"] == "collects"
    owner = rows["facebook-inc"]
    assert (owner["how"], owner["since"], owner["hops"]) == ("owns", "2014-10-06", None)


def test_the_day_before_the_closing_facebook_owns_nothing(case: Model) -> None:
    rows = reached(case, "phone_number", as_of="2014-10-05", owners=True)
    assert set(rows) == {"whatsapp-inc"}


def test_at_the_end_of_2016_facebook_receives_the_number_in_one_step(case: Model) -> None:
    rows = reached(case, "phone_number", as_of="2016-12-31")
    assert set(rows) == {"whatsapp-inc"} | SHARED_WITH
    row = rows["facebook-inc"]
    assert (row["how"], row["since"], row["hops"]) == ("receives", "2016-08-25", 1)
    assert {"ads", "friend_suggestions", "security"} <= set(row["purposes"])


def test_the_day_before_the_new_policy_facebook_has_nothing(case: Model) -> None:
    assert set(reached(case, "phone_number", as_of="2016-08-24")) == {"whatsapp-inc"}


def test_the_path_to_facebook_is_the_flow_for_ads(case: Model) -> None:
    answer = df.why(case, "phone_number", "facebook-inc", as_of="2016-12-31", origin="whatsapp")
    hold, flow = answer.to_dict()["answer"]["path"]
    assert (hold["step"], hold["to"]) == ("hold", "whatsapp")
    assert (flow["step"], flow["id"], flow["day"]) == ("flow", ADS, "2016-08-25")
    assert (flow["from"], flow["to"]) == ("whatsapp", "facebook")
    assert "wa-blog-2016" in flow["sources"]


def test_the_sentence_names_the_day_the_purposes_and_the_conditions(case: Model) -> None:
    told = df.reach(case, "phone_number", as_of="2016-12-31", origin="whatsapp").tell()
    for part in (
        "WhatsApp Inc. has had it since 2009: WhatsApp collects it",
        "Facebook, Inc. has had it since 25 August 2016: WhatsApp shared it on that day",
        "for ads and friend suggestions, if you have",
        "unless you opted out",
    ):
        assert part in " ".join(told.split())


def test_the_facebook_family_is_unnamed_and_owned_by_facebook(case: Model) -> None:
    answer = df.reach(case, "phone_number", as_of="2016-12-31", origin="whatsapp").to_dict()
    assert answer["unnamed"] == ["facebook-family"]
    rows = {row["company"]: row["unnamed"] for row in answer["answer"]["companies"]}
    assert rows == {"whatsapp-inc": False, "facebook-inc": False, "facebook-family": True}
    owners = {entry.owner.id for entry in case.ownerships if entry.owned.id == "facebook-family"}
    assert owners == {"facebook-inc"}


# Choices


def test_who_opted_out_is_still_reached_for_security(case: Model) -> None:
    rows = reached(case, "phone_number", as_of="2016-12-31", persona="opted-out")
    assert set(rows) == {"whatsapp-inc"} | SHARED_WITH
    assert rows["facebook-inc"]["since"] == "2016-08-25"
    assert "security" in rows["facebook-inc"]["purposes"]
    assert "ads" not in rows["facebook-inc"]["purposes"]


def test_who_opted_out_is_reached_by_nobody_for_ads(case: Model) -> None:
    setting = {"as_of": "2016-12-31", "persona": "opted-out"}
    assert reached(case, "phone_number", purpose="ads", **setting) == {}
    assert set(reached(case, "phone_number", purpose="security", **setting)) == SHARED_WITH


def test_without_the_sharing_for_security_opting_out_would_have_been_enough(case: Model) -> None:
    rows = reached(
        case,
        "phone_number",
        as_of="2016-12-31",
        persona="opted-out",
        without=["account-info-security-2016"],
    )
    assert set(rows) == {"whatsapp-inc"}


def test_who_opted_out_weeks_later_is_still_reached_for_ads(case: Model) -> None:
    setting = {"purpose": "ads", "persona": "opted-out-later"}
    assert set(reached(case, "phone_number", as_of="2016-12-31", **setting)) == SHARED_WITH


# Accounts


def test_without_a_facebook_account_the_number_goes_for_security_and_not_for_ads(
    case: Model,
) -> None:
    setting = {"as_of": "2016-12-31", "persona": "no-facebook"}
    assert set(reached(case, "phone_number", purpose="security", **setting)) == SHARED_WITH
    assert reached(case, "phone_number", purpose="ads", **setting) == {}


def test_who_never_joined_is_known_to_whatsapp_and_not_passed_on(case: Model) -> None:
    rows = reached(case, "phone_number", persona="never-joined")
    assert list(rows) == ["whatsapp-inc"]
    row = rows["whatsapp-inc"]
    assert (row["how"], row["since"], row["hops"]) == ("collects", "2012-07-07", 0)


def test_of_who_never_joined_whatsapp_has_nothing_but_the_number(case: Model) -> None:
    for data in ("address_book", "usage_metrics", "device_info", "messages"):
        assert reached(case, data, persona="never-joined") == {}


def test_who_joined_late_is_passed_on_from_that_month(case: Model) -> None:
    rows = reached(case, "phone_number", persona="joined-late")
    assert rows["whatsapp-inc"]["since"] == "2012-07-07"
    assert rows["facebook-inc"]["since"] == "2017-03-01"


# Countries


def test_britain_never_had_the_flow_for_ads(case: Model) -> None:
    assert set(reached(case, "phone_number", persona="britain")) == {"whatsapp-inc"}
    assert reached(case, "phone_number", persona="britain", purpose="ads") == {}


def test_france_never_had_the_flow_for_ads_but_the_one_the_cnil_found(case: Model) -> None:
    assert reached(case, "phone_number", persona="france", purpose="ads") == {}
    analytics = reached(case, "phone_number", persona="france", purpose="usage_analytics")
    assert set(analytics) == SHARED_WITH
    assert analytics["facebook-inc"]["since"] == "2016-08-25"


def test_what_went_from_germany_before_the_order_stayed(case: Model) -> None:
    rows = reached(case, "phone_number", persona="germany", as_of="2016-12-31")
    assert rows["facebook-inc"]["since"] == "2016-08-25"


def test_a_german_user_since_2017_is_not_passed_on(case: Model) -> None:
    assert set(reached(case, "phone_number", persona="germany-late")) == {"whatsapp-inc"}


# What does not travel


@pytest.mark.parametrize("origin", [None, "whatsapp"])
def test_at_the_end_of_2016_messages_reach_nobody(case: Model, origin: str | None) -> None:
    answer = df.reach(case, "messages", as_of="2016-12-31", origin=origin)
    assert answer.to_dict()["answer"]["companies"] == []


def test_before_encryption_messages_could_be_read_by_whatsapp(case: Model) -> None:
    assert set(reached(case, "messages", as_of="2014-01-01")) == {"whatsapp-inc"}


def test_the_birthday_never_comes_from_whatsapp(case: Model) -> None:
    assert reached(case, "birthday") == {}


def test_the_address_book_stays_with_whatsapp(case: Model) -> None:
    assert set(reached(case, "address_book")) == {"whatsapp-inc"}


def test_the_location_is_collected_since_the_policy_of_2019(case: Model) -> None:
    rows = reached(case, "precise_location")
    assert list(rows) == ["whatsapp-inc"]
    assert rows["whatsapp-inc"]["since"] == "2019-12-19"


def test_what_is_only_alleged_can_be_left_out(case: Model) -> None:
    assert "facebook-inc" in reached(case, "device_info", as_of="2016-12-31")
    attested = reached(case, "device_info", as_of="2016-12-31", without=["status:alleged"])
    assert set(attested) == {"whatsapp-inc"}


# The model itself


def test_what_only_the_names_say_finds_the_right_holder(case: Model) -> None:
    by_id = df.why(case, "phone_number", "facebook-inc", origin="whatsapp").to_dict()
    for data, company, origin in (
        ("Phone Number", "Facebook, Inc.", "WhatsApp"),
        ("mobile number", "Meta", "whatsapp messenger"),
        ("phone_number", "Facebook", "WhatsApp"),
    ):
        assert df.why(case, data, company, origin=origin).to_dict() == by_id


def test_every_flow_claim_and_event_has_its_source(case: Model) -> None:
    stated = [*case.flows.values(), *case.claims.values(), *case.events.values(), *case.holds]
    assert len(stated) > 40
    assert [entry.at for entry in stated if not entry.sources] == []


def test_quotes_are_short(case: Model) -> None:
    quotes = [entry.quote for entry in (*case.sources.values(), *case.claims.values())]
    words = [len(quote.split()) for quote in quotes if quote]
    assert len(words) > 25
    assert max(words) <= 25


def test_the_vocabulary_has_what_the_case_needs(case: Model) -> None:
    assert [term for term in NEEDED_DATA.split() if term not in case.data] == []
    assert [term for term in NEEDED_PURPOSES.split() if term not in case.purposes] == []


def test_wide_types_hold_only_what_a_policy_means_by_them(case: Model) -> None:
    assert case.data.down("contact") == {"contact", "phone_number", "email"}
    assert case.data.down("phone_number") == {"phone_number"}
    assert case.data.down("address_book") == {"address_book"}
    assert {"hashed_phone", "hashed_email", "account_id"} <= case.data.down("identifier")
    assert {"marketing", "ads", "targeted_ads"} <= case.purposes.down("marketing")
    assert not {"messaging", "friend_suggestions", "security"} & case.purposes.down("marketing")
