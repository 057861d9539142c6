"""The case of WhatsApp and Facebook: the answers that graphs/whatsapp.yaml must give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df
from dataflow.common.dates import show_day

if TYPE_CHECKING:
    from dataflow.model import Model

CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"
ADS = "account-info-ads-2016"
SHARED_WITH = {"facebook-inc", "facebook-family"}
EUROPE = SHARED_WITH | {
    "whatsapp-inc",
    "whatsapp-ireland",
    "facebook-ireland",
    "service-providers",
}
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
    assert (row["how"], row["since"], row["hops"]) == ("collects", "2012-07-07", 0)


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
        "WhatsApp Inc. has had it since 7 July 2012 at the latest: WhatsApp collects it",
        "Facebook, Inc. may have had it since 25 August 2016, under its terms",
        "for ads, customer lists for ads and friend suggestions [",
        ". This applies if you have a Facebook account, unless you opted out",
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
    until_then = reached(case, "phone_number", persona="britain", as_of="2018-03-14")
    assert set(until_then) == {"whatsapp-inc"}
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
    rows = reached(case, "phone_number", persona="germany-late", as_of="2018-05-24")
    assert set(rows) == {"whatsapp-inc"}


def test_hamburgs_order_is_of_the_day_it_was_given_not_of_the_day_it_was_told(
    case: Model,
) -> None:
    before = reached(case, "phone_number", persona="germany-day-before", as_of="2016-09-26")
    assert before["facebook-inc"]["since"] == "2016-09-22"
    on_the_day = reached(case, "phone_number", persona="germany-order-day", as_of="2016-09-26")
    assert set(on_the_day) == {"whatsapp-inc"}


def test_what_went_from_germany_is_still_there_after_the_court_upheld_the_ban(
    case: Model,
) -> None:
    rows = reached(case, "phone_number", persona="germany", as_of="2018-02-26")
    assert rows["facebook-inc"]["since"] == "2016-08-25"


def test_hamburgs_second_ban_is_over_after_three_months(case: Model) -> None:
    setting = {"persona": "germany-late", "purpose": "security"}
    assert reached(case, "phone_number", as_of="2021-08-10", **setting) == {}
    rows = reached(case, "phone_number", as_of="2021-08-11", **setting)
    assert {row["since"] for row in rows.values()} == {"2021-08-11"}
    assert set(rows) == {"facebook-ireland", "facebook-family"}


def test_facebook_had_british_numbers_as_a_processor_only(case: Model) -> None:
    setting = {"persona": "britain", "as_of": "2020-12-31"}
    assert "facebook-inc" in reached(case, "phone_number", **setting)
    own = reached(case, "phone_number", without=["role:processor"], **setting)
    assert set(own) == {"whatsapp-inc", "whatsapp-ireland"}


def test_europe_is_shared_with_for_safety_and_with_processors_and_never_for_ads(
    case: Model,
) -> None:
    setting = {"persona": "ireland-late", "as_of": "2025-12-31"}
    rows = reached(case, "phone_number", **setting)
    assert set(rows) == EUROPE
    assert rows["facebook-inc"]["purposes"] == ["customer_support", "service_operation"]
    assert (rows["facebook-ireland"]["since"], rows["facebook-ireland"]["hops"]) == (
        "2019-01-01",
        2,
    )
    assert reached(case, "phone_number", purpose="ads", **setting) == {}
    own = reached(case, "phone_number", without=["role:processor"], **setting)
    assert set(own) == EUROPE - {"facebook-inc", "service-providers"}


def test_a_french_number_is_with_whatsapp_ireland_though_its_owner_never_joined(
    case: Model,
) -> None:
    answer = df.reach(case, "phone_number", persona="france-never-joined", as_of="2021-12-31")
    rows = {row["company"]: row["since"] for row in answer.to_dict()["answer"]["companies"]}
    assert rows == {"whatsapp-inc": "2012-07-07", "whatsapp-ireland": "2018-05-25"}


def test_the_path_of_a_european_number_goes_by_way_of_whatsapp_ireland(case: Model) -> None:
    answer = df.why(case, "phone_number", "facebook-ireland", scenario="europe-2021")
    steps = [(step["id"], step["to"]) for step in answer.to_dict()["answer"]["path"]]
    assert steps == [
        (None, "whatsapp"),
        ("europe-2018", "whatsapp-europe"),
        ("europe-security-2018", "facebook-ireland"),
    ]


# The policy of 2021, outside Europe


def test_the_policy_of_2021_counts_from_the_day_it_had_to_be_accepted(case: Model) -> None:
    setting = {"persona": "no-facebook", "purpose": "ads"}
    for day in ("2021-01-04", "2021-02-08", "2021-05-14"):
        assert reached(case, "phone_number", as_of=day, **setting) == {}
    assert set(reached(case, "phone_number", as_of="2021-05-15", **setting)) == SHARED_WITH


def test_the_policy_of_2021_names_more_data(case: Model) -> None:
    for data in ("transaction_data", "ip_address"):
        setting = {"persona": "no-facebook"}
        assert "facebook-inc" not in reached(case, data, as_of="2021-05-14", **setting)
        rows = reached(case, data, as_of="2021-05-15", **setting)
        assert rows["facebook-inc"]["since"] == "2021-05-15"


def test_who_unticked_the_box_of_2016_stays_out_of_ads_and_of_nothing_else(case: Model) -> None:
    setting = {"persona": "opted-out", "as_of": "2021-12-31"}
    for purpose in ("ads", "friend_suggestions", "personalisation"):
        assert reached(case, "phone_number", purpose=purpose, **setting) == {}
    assert set(reached(case, "phone_number", purpose="security", **setting)) == SHARED_WITH


def test_who_joined_in_2021_is_shared_for_all_of_it(case: Model) -> None:
    rows = reached(case, "phone_number", persona="joined-2021", as_of="2021-12-31", purpose="ads")
    assert set(rows) == SHARED_WITH
    assert {row["since"] for row in rows.values()} == {"2021-06-01"}


def test_service_providers_are_processors_and_not_named(case: Model) -> None:
    rows = reached(case, "phone_number", as_of="2019-12-31", persona="no-facebook")
    provider = rows["service-providers"]
    assert (provider["since"], provider["unnamed"]) == ("2019-12-19", True)
    without = reached(
        case,
        "phone_number",
        as_of="2019-12-31",
        persona="no-facebook",
        without=["role:processor"],
    )
    assert set(without) == {"whatsapp-inc"} | SHARED_WITH


def test_outsiders_never_have_the_number_for_marketing(case: Model) -> None:
    rows = reached(case, "phone_number", purpose="marketing")
    group = {entry.owned.id for entry in case.ownerships} | {"facebook-inc"}
    assert set(rows) == SHARED_WITH
    assert set(rows) <= group


# India: forbidden for ads on 18 November 2024, allowed again on 23 January 2025


def test_the_indian_ban_was_for_ads_alone(case: Model) -> None:
    setting = {"persona": "india-late", "as_of": "2024-12-31"}
    assert reached(case, "phone_number", purpose="ads", **setting) == {}
    assert set(reached(case, "phone_number", purpose="security", **setting)) == SHARED_WITH


def test_the_indian_ban_ended_with_the_stay(case: Model) -> None:
    setting = {"persona": "india-late", "purpose": "ads"}
    assert reached(case, "phone_number", as_of="2025-01-22", **setting) == {}
    rows = reached(case, "phone_number", as_of="2025-01-23", **setting)
    assert {row["since"] for row in rows.values()} == {"2025-01-23"}


def test_what_had_gone_from_india_before_the_ban_stayed(case: Model) -> None:
    rows = reached(case, "phone_number", persona="india", as_of="2024-12-31", purpose="ads")
    assert rows["facebook-inc"]["since"] == "2016-08-25"


# What does not travel


def test_at_the_end_of_2016_messages_reach_nobody_but_of_an_old_app(case: Model) -> None:
    assert reached(case, "messages", as_of="2016-12-31") == {}
    for persona, companies in (("both-accounts", []), ("old-app", ["whatsapp-inc"])):
        answer = df.reach(case, "messages", as_of="2016-12-31", persona=persona)
        assert [row.company.id for row in answer] == companies


def test_before_encryption_messages_could_be_read_by_whatsapp(case: Model) -> None:
    assert set(reached(case, "messages", as_of="2014-01-01")) == {"whatsapp-inc"}


def test_messages_are_encrypted_since_the_day_of_the_policy_not_of_the_announcement(
    case: Model,
) -> None:
    assert set(reached(case, "messages", as_of="2016-04-02")) == {"whatsapp-inc"}
    late = df.reach(case, "messages", origin="whatsapp", persona="joined-late").to_dict()
    assert late["answer"]["companies"] == []
    unreadable = [hold for hold in case.holds if not hold.readable]
    assert [show_day(hold.window.start) for hold in unreadable] == ["2016-04-03"]


def test_an_undelivered_message_is_gone_after_thirty_days(case: Model) -> None:
    assert set(reached(case, "messages", as_of="2016-04-30")) == {"whatsapp-inc"}
    assert reached(case, "messages", as_of="2016-05-03") == {}


def test_whatsapp_uses_data_for_ads_of_its_own_since_july_2025(case: Model) -> None:
    for data in ("coarse_location", "device_info", "usage_metrics"):
        setting = {"purpose": "ads", "without": ["to:facebook", "to:facebook-family"]}
        assert "whatsapp-inc" not in reached(case, data, as_of="2025-06-30", **setting)
        rows = reached(case, data, as_of="2025-07-01", **setting)
        assert rows["whatsapp-inc"]["since"] == "2025-07-01"
    assert "whatsapp-inc" not in reached(case, "phone_number", purpose="ads")


def test_contact_lists_and_messages_are_shared_with_no_company(case: Model) -> None:
    for data in ("address_book", "messages"):
        assert set(reached(case, data)) == {"whatsapp-inc"}


def test_in_europe_the_location_is_collected_since_the_policy_of_2018(case: Model) -> None:
    rows = df.reach(case, "precise_location").to_dict()["answer"]["companies"]
    assert {row["company"]: row["since"] for row in rows} == {
        "whatsapp-ireland": "2018-05-25",
        "whatsapp-inc": "2019-12-19",
    }


def test_facebook_can_match_accounts_since_it_has_the_numbers(case: Model) -> None:
    rows = df.reach(case, "matched_accounts").to_dict()["answer"]["companies"]
    assert {row["company"]: row["since"] for row in rows} == {"facebook-inc": "2016-08-25"}


def test_the_birthday_never_comes_from_whatsapp(case: Model) -> None:
    assert reached(case, "birthday") == {}


def test_the_address_book_stays_with_whatsapp(case: Model) -> None:
    assert set(reached(case, "address_book")) == {"whatsapp-inc"}


def test_the_location_is_collected_since_the_policy_of_2019(case: Model) -> None:
    rows = reached(case, "precise_location")
    assert list(rows) == ["whatsapp-inc"]
    assert rows["whatsapp-inc"]["since"] == "2019-12-19"


def test_what_is_only_permitted_can_be_left_out(case: Model) -> None:
    assert "facebook-inc" in reached(case, "device_info", as_of="2016-12-31")
    assert reached(case, "device_info", as_of="2016-12-31", firm=True) == {}


def test_that_facebook_got_the_number_is_firm_since_the_regulator_saw_it(case: Model) -> None:
    row = reached(case, "phone_number", as_of="2017-12-31")["facebook-inc"]
    assert (row["since"], row["certainty"], row["firm"]) == ("2016-08-25", "permitted", True)
    assert (row["firm_since"], row["firm_since_is"]) == ("2017-11-27", "by")
    setting = {"as_of": "2017-12-31", "firm": True}
    assert reached(case, "phone_number", purpose="ads", **setting) == {}


def test_of_non_users_whatsapp_in_europe_has_numbers_and_names_alone(case: Model) -> None:
    setting = {"persona": "france-never-joined", "as_of": "2021-12-31"}
    for data in ("precise_location", "device_info", "email", "usage_metrics", "ip_address"):
        assert not df.reach(case, data, **setting)


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
    assert max(words) <= 30


def test_the_vocabulary_has_what_the_case_needs(case: Model) -> None:
    assert [term for term in NEEDED_DATA.split() if term not in case.data] == []
    assert [term for term in NEEDED_PURPOSES.split() if term not in case.purposes] == []


def test_wide_types_hold_only_what_a_policy_means_by_them(case: Model) -> None:
    assert case.data.down("contact") == {"contact", "phone_number", "email"}
    assert case.data.down("phone_number") == {"phone_number"}
    assert case.data.down("address_book") == {"address_book", "contact_numbers"}
    assert {"hashed_phone", "hashed_email", "account_id"} <= case.data.down("identifier")
    assert case.purposes.down("marketing") == {
        *("marketing", "direct_marketing", "email_marketing", "sms_marketing"),
        *("ads", "ad_measurement", "contextual_ads", "political_ads"),
        *("targeted_ads", "ad_profiling", "custom_audiences", "retargeting", "ads_in_chats"),
    }
