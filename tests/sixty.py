"""One company with sixty services, and a dozen others that it shares with: a case inside a company.

Names are as long as they get, sources have long addresses; nothing in it is random. `write_model`
gives the model as text, `list_answers` an answer to every question about it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import dataflow as df

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers.answer import Tellable
    from dataflow.model import Model

SERVICES: Final = 60
OPERATOR: Final = "meridian-holdings"
LONGEST_ID: Final = "consolidated-customer-engagement-and-measurement-cooperative-northern-europe"
"""An id of more letters than a narrow terminal has columns."""

COMPANIES: Final = {
    OPERATOR: "Meridian Consumer Platforms Holdings, Inc.",
    "acorn": "Acorn Attribution Ltd",
    "bluebird": "Bluebird Audience Measurement and Market Research GmbH & Co. KG",
    "caravel": "Caravel Cloud Services Limited",
    "dovetail": "Dovetail Data Clean Rooms, Inc.",
    "eventide": "Eventide Email Delivery S.à r.l.",
    "ferrier": "Ferrier & Daughters Credit Reference Agency plc",
    "gannet": "Gannet Geolocation AB",
    "himmel": "Himmelblau Werbetechnik Gesellschaft mit beschränkter Haftung",
    "iris": "虹彩データ連携株式会社",
    "juniper": "Juniper Identity Resolution Company of America",
    LONGEST_ID: "Consolidated Customer Engagement and Measurement Cooperative (Northern Europe)",
    "partners": "business partners of Meridian",
}
DATA: Final = ("email", "phone_number", "location", "purchases", "device_info", "ip_address")
PURPOSES: Final = ("ads", "usage_analytics", "security", "customer_support", "messaging")
AREAS: Final = (
    *(
        "Accounts",
        "Billing",
        "Checkout",
        "Delivery Tracking",
        "Email Preferences",
        "Family Sharing",
    ),
    *("Gift Cards and Vouchers", "Help Centre", "Identity Verification", "Journey Planner"),
)
PROMISES: Final = ((2016, "email"), (2017, "phone_number"), (2018, "location"), (2020, "purchases"))
REGIONS: Final = ("Nordics", "DACH", "Iberia", "Benelux", "British Isles", "Asia-Pacific")
STATUSES: Final = ("stated", "alleged", "permitted", "observed", "confirmed", "stated")
MECHANISMS: Final = ("sdk", "api", "upload", "sale", "pixel")


def write_model() -> str:
    """Return the model as text."""
    return json.dumps(_make_model(), ensure_ascii=False, indent=1)


def load_model() -> Model:
    """Return the model."""
    return df.loads(write_model(), "models/inside/meridian/consumer-platforms/sixty-services.yaml")


def _make_model() -> dict[str, Any]:
    services = [f"meridian-{number:02}" for number in range(SERVICES)]
    others = [company for company in COMPANIES if company != OPERATOR]
    return {
        "dataflow": 1,
        "title": "Sixty services of one company",
        "sources": {f"s{number:02}": _make_source(number) for number in range(SERVICES // 2)},
        "companies": {
            company: {"name": name}
            | ({"unnamed": True} if company == "partners" else {})
            | ({"owned_by": {"company": OPERATOR, "since": 2019}} if company == "acorn" else {})
            for company, name in COMPANIES.items()
        },
        "services": {
            **{service: _make_service(number) for number, service in enumerate(services)},
            **{
                f"{other}-intake": {"name": f"{COMPANIES[other]} Intake", "operator": other}
                for other in others[:4]
            },
        },
        "flows": {
            **_link_services(services),
            **{
                f"to-{other[:60]}-{number}": _make_flow(services, other, number)
                for number, other in enumerate(others)
            },
        },
        "claims": {
            f"promise-of-{year}-about-{data}": _promise(year, data) for year, data in PROMISES
        },
        "personas": {
            "customer-of-everything": {"accounts": services[:9], "region": "DE"},
            "newcomer": {"accounts": {services[3]: "2021-05"}, "opted_out": ["to-acorn-0"]},
        },
        "scenarios": {
            "before": {"as_of": 2014},
            "after": {"as_of": 2022},
            "without-sales": {"without": ["to-dovetail-3"]},
        },
        "expect": [
            {"reach": "email", "companies": [OPERATOR]},
            {"claim": "promise-of-2016-about-email", "verdict": "kept"},
        ],
    }


def _make_source(number: int) -> dict[str, Any]:
    area, region = AREAS[number % len(AREAS)], REGIONS[number % len(REGIONS)]
    path = f"{area} {region} processing activities".lower().replace(" ", "-")
    return {
        "title": f"Record of processing activities: {area} ({region}), revision {number}",
        "publisher": COMPANIES[OPERATOR],
        "date": f"20{10 + number % 14}-0{1 + number % 9}-15",
        "url": f"https://privacy.meridian-consumer-platforms.example/legal/archive/{number:04}/"
        f"{path}/{'0123456789abcdef' * 4}?revision={number}&language=en",
        "kind": ("primary", "press", "authority")[number % 3],
    }


def _make_service(number: int) -> dict[str, Any]:
    area, region = AREAS[number % len(AREAS)], REGIONS[number // len(AREAS)]
    return {
        "name": f"Meridian {area} {region}",
        "operator": OPERATOR,
        "holds": [
            {
                "data": list(dict.fromkeys(["email", DATA[number % len(DATA)]])),
                "since": 2010 + number % 12,
                "purposes": [PURPOSES[number % 5], PURPOSES[(number + 2) % 5]],
                "source": [f"s{number // 2:02}", f"s{(number + 3) % 30:02}"],
            }
        ],
    }


def _link_services(services: list[str]) -> dict[str, Any]:
    """Return flows along a chain of services."""
    return {
        f"sync-{number:02}": {
            "from": sender,
            "to": services[number + 1],
            "data": list(dict.fromkeys(["email", DATA[number % len(DATA)]])),
            "purposes": PURPOSES[number % 5],
            "since": f"{2012 + number % 9}-0{1 + number % 9}",
            "status": STATUSES[number % len(STATUSES)],
            "source": f"s{number // 2:02}",
        }
        for number, sender in enumerate(services[:-1])
        if number % 4 != 3
    }


def _make_flow(services: list[str], receiver: str, number: int) -> dict[str, Any]:
    sender = number * 7 % SERVICES
    flow = {
        "from": services[sender],
        "to": receiver,
        "data": list(dict.fromkeys(["email", DATA[sender % len(DATA)]])),
        "purposes": list(PURPOSES[: 1 + number % 5]),
        "known": 2015 + number % 6,
        "mechanism": MECHANISMS[number % 5],
        "status": STATUSES[number % len(STATUSES)],
        "source": [f"s{(number + step) % 30:02}" for step in range(6)],
    }
    return flow | ({"choice": "opt-out"} if number % 3 == 0 else {})


def _promise(year: int, data: str) -> dict[str, Any]:
    return {
        "by": OPERATOR,
        "date": f"{year}-03-01",
        "quote": f"We never sell, rent or otherwise make available your {data} to anybody outside"
        " of our family of services, and we never will.",
        "source": "s01",
        "never": {"data": data, "reach": "outsiders"},
        "findings": [
            {
                "by": "the Data Protection Commission",
                "date": f"{year + 3}-06",
                "found": "broken",
                "source": "s02",
            }
        ]
        if year == 2018
        else [],
    }


def list_answers(model: Model) -> Iterator[tuple[str, Tellable]]:
    """Yield an answer to every question about a model, with what was asked."""
    data = [term for term in ("phone_number", "email", "location") if term in model.data]
    companies = [company.id for company in model.companies]
    held = next(iter(data or model.data))
    yield "exposure", df.exposure(model)
    yield "claims", df.claims(model)
    yield "test", df.test(model)
    yield "show", df.show(model)
    for term in data:
        answer = df.reach(model, term, owners=True)
        yield f"reach {term}", answer
    reached = [row.company.id for row in df.reach(model, held)]
    for company in reached[:3] + reached[-1:]:
        yield f"why {held} {company}", df.why(model, held, company)
        yield f"cut {held} {company}", df.cut(model, held, company)
    yield f"why {companies[0]} all", df.why(model, held, (reached or companies)[0], all=True)
    yield "diff", df.diff(model, before="2014", after="2019")
    yield "ask", df.ask(model, f"who can reach {model.data[held].name}?")
    for name in {*companies[:3], max(companies, key=len)}:
        yield f"show {name}", df.show(model, f"company:{name}")
    for claim in list(model.claims)[:1]:
        yield f"claims {claim}", df.claims(model, [f"claim:{claim}"])
    for flow in list(model.flows)[:1]:
        yield f"show {flow}", df.show(model, f"flow:{flow}")
