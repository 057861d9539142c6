"""The JSON Schema and the reader accept and refuse the same models, as far as it is about shape."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from random_models import models

import dataflow as df
from dataflow.common.dates import parse_date
from dataflow.language.document import Document
from dataflow.language.parts import Part
from dataflow.language.schema import DIALECT, make_schema
from dataflow.reading import Fields, Items, Nothing, Reader

ROOT = Path(__file__).parents[1]

SCHEMA = make_schema()
VALIDATOR = Draft202012Validator(SCHEMA)

SHAPE = {
    *("unknown-key", "missing-key", "wrong-kind", "bad-value", "bad-date", "bad-id", "bad-url"),
    *("bad-condition", "two-dates", "version", "defined-twice", "empty-derivation", "bad-claim"),
    *("not-a-mapping", "empty-file"),
}
"""What the schema can tell; the other problems take the whole model to see."""

# --- the two ways in which a schema meets a model -------------------------------------------------


def as_text(tree: Any) -> Any:  # noqa: ANN401 - a located tree, and JSON
    """Give a model as the reader has it: every scalar is text."""
    if isinstance(tree, Fields):
        return {str(key): as_text(value) for key, value in tree.items()}
    if isinstance(tree, Items):
        return [as_text(item) for item in tree]
    return None if isinstance(tree, Nothing) else str(tree)


CORE: tuple[tuple[str, Any], ...] = (
    (r"null|Null|NULL|~|", lambda _: None),
    (r"true|True|TRUE", lambda _: True),
    (r"false|False|FALSE", lambda _: False),
    (r"[-+]?[0-9]+", int),
    (r"0x[0-9a-fA-F]+", lambda text: int(text, 16)),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
)
"""The core schema of YAML 1.2, which editors use for plain scalars."""


def as_an_editor_has_it(node: yaml.Node | None) -> Any:  # noqa: ANN401 - JSON
    if isinstance(node, yaml.MappingNode):
        return {key.value: as_an_editor_has_it(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_an_editor_has_it(item) for item in node.value]
    if not isinstance(node, yaml.ScalarNode):
        return None
    if node.style is None:
        for pattern, make in CORE:
            if re.fullmatch(pattern, node.value):
                return make(node.value)
    return node.value


def read_both_ways(text: str) -> list[Any]:
    trees = Reader().read_all_text(text, "<text>")
    edited = as_an_editor_has_it(yaml.compose(text, Loader=yaml.BaseLoader))
    return [*(as_text(tree) for tree in trees[:1]), edited]


def refusals(text: str) -> set[str]:
    """Give the codes of what the reader says against the shape of a model."""
    try:
        df.loads(text)
    except df.ModelError as wrong:
        return {one.code for one in wrong.problems if one.code in SHAPE}
    return set()


def whole(example: str) -> str:
    """Make a file of an example that names no version."""
    return example if "dataflow" in example else f"dataflow: 1\n{example}\n"


# --- the examples ---------------------------------------------------------------------------------

ACCEPTED = {
    # the file
    "version": "dataflow: 1",
    "version-in-quotes": "dataflow: '1'",
    "texts": "{dataflow: 1, title: T, about: A, language: de-AT, licence: CC0-1.0}",
    "text-that-looks-like-a-number": "title: 2016\nabout: 1e3\nlicence: 0x1F",
    "text-that-looks-like-a-truth": "title: true\nlicence: no",
    "text-that-is-empty": 'title: ""',
    "include-one": "include: parts.yaml",
    "include-several": 'include: [parts.yaml, "more/*.yaml"]',
    "vocabulary-core": "vocabulary: core",
    "vocabulary-none": "vocabulary: none",
    "nothing-in-sections": "services:\ncompanies:\ndata:\npurposes:\nsources:\nflows:\nclaims:\n"
    "derivations:\nevents:\npersonas:\nscenarios:\nviews:",
    "empty-sections": "{dataflow: 1, services: {}, companies: [], flows: [], claims: {}}",
    "empty-lists-of-sections": "{dataflow: 1, sources: [], personas: [], scenarios: [], views: [], "
    "data: [], purposes: [], derivations: [], claims: [], events: [], expect: []}",
    # ids and dates
    "id-of-one-letter": "services: [a]",
    "id-with-everything": "services: [a-b_9]",
    "id-of-80": f"services: [{'a' * 80}]",
    "id-digit-first": "services: {1a: , 7: , 23-and-me: , 2016x: }\n"
    "holds: {holder: 7, data: email}",
    "id-norway": "services: {no: , on: , y: , e1: }",
    "date-year": "services: {a: {holds: {data: email, since: 2016}}}",
    "date-month": "services: {a: {holds: {data: email, since: 2016-08}}}",
    "date-day": "services: {a: {holds: {data: email, since: 2016-08-25}}}",
    "date-in-quotes": "services: {a: {holds: {data: email, since: '2016', until: \"2017-01-31\"}}}",
    "date-leap": "services: {a: {holds: {data: email, since: 2016-02-29, until: 2000-02-29}}}",
    # sources
    "source": "sources: {s: {title: T, publisher: P, date: 2016, url: 'https://example.org/a?b=c', "
    "quote: q, note: n}}",
    "source-more": "sources: {s: {url: 'https://example.org', archived: 'https://example.com/x', "
    "read: 2020-05-01, kind: court}}",
    "source-text": "sources: {s: A page}",
    "source-number": "sources: {s: 1984}",
    "source-cited": "services: {a: {holds: {data: email, source: s}}}",
    "source-address": "services: {a: {holds: {data: email, source: 'http://example.org'}}}",
    "source-list": "services: {a: {holds: {data: email, source: [s, 'https://example.org/x']}}}",
    "source-quoted": "services: {a: {holds: {data: email, source: {id: s, quote: q, page: 7}}}}",
    "source-quoted-in-a-list": "services: {a: {holds: {data: email, source: "
    "[s, {id: 'https://example.org/x', page: iv}]}}}",
    "defaults": "defaults: {source: s, status: alleged}",
    "defaults-quoted": "defaults: {source: [{id: s, quote: q}]}",
    # holders
    "company-kind": "companies: {c: {kind: public_body}, g: {kind: group, besides: [c]}, "
    "u: {unnamed: true, besides: c}}",
    "company-replies": "companies: {c: {replies: {by: c, date: 2020, quote: No., source: s, "
    "note: n}}}",
    "company": "companies: {c: {name: C, also: [D, 7], country: NO, unnamed: false, note: n}}",
    "company-text": "companies: {c: 'C, Inc.'}",
    "company-nothing": "companies: {c: }",
    "company-list": "companies: [c, d]",
    "company-alone": "companies: c",
    "company-holds": "companies: {c: {holds: email, deletes: {data: email, date: 2016}}}",
    "owner": "companies: {c: {owned_by: d}}",
    "owners": "companies: {c: {owned_by: [d, {company: e, since: 2014, until: 2015, source: s, "
    "note: n}]}}",
    "service": "services: {a: {name: A, also: B, operator: c, unnamed: true}}",
    "owner-stated": "companies: {c: {owned_by: {company: d, known: 2014, ended: 2015, "
    "status: announced}}}",
    "operators": "services: {a: {operator: [{company: c, until: 2015}, {company: d}]}}",
    "truth-in-quotes": "services: {a: {unnamed: 'true'}}",
    "hold": "services: {a: {holds: {data: [email, name], since: 2009, until: 2021, whose: anyone, "
    "how: bought, purposes: [ads], readable: false, status: alleged, when: {region: US}, "
    "unless: [{region: DE}], source: s, note: n}}}",
    "hold-more": "services: {a: {holds: {id: h, data: email, exactly: true, known: 2016, "
    "ended: 2018, choice: opt-in}}}",
    "holds-list": "services: {a: {holds: [email, {data: name}]}}",
    "holds-none": "services: {a: {holds: []}}",
    "deletion-alleged": "services: {a: {deletes: {data: email, date: 2017, status: alleged}}}",
    "deletion-list": "services: {a: {deletes: [{data: [email], date: 2017-05, note: n}]}}",
    "holds-section": "holds: [{holder: a, data: email, since: 2016}]",
    "holds-section-alone": "holds: {holder: a, data: email}",
    "deletes-section": "deletes: {holder: a, data: [email, name], date: 2016}",
    # taxonomies
    "term": "data: {d: {name: D, also: E, is_a: [contact, identifier], sensitive: true, note: n}}",
    "term-text": "data: {d: D, e: 5}",
    "term-list": "data: [d, e]\npurposes: p",
    "term-nothing": "purposes: {p: }",
    "term-maps": "data: {d: {maps: {dpv: Email, fides: [a, b], 5: x}}}",
    # flows
    "flow": "flows: {f: {from: a, to: b, data: email}}",
    "flow-whole": "flows: {f: {from: a, to: [b, c], data: [email, {data: name, as: account_id}], "
    "purposes: ads, since: 2016, until: 2017, label: 3, choice: opt-out, basis: consent, "
    "role: processor, status: announced, mechanism: api, source: s, note: n}}",
    "flow-in-a-list": "flows: [{from: a, to: b, data: email}, {id: f, from: b, to: a, data: x}]",
    "flow-data-mapping": "flows: {f: {from: a, to: b, data: {data: [email, name], as: x}}}",
    "flow-from-two": "flows: {f: {from: [a, b], to: c, data: email}}",
    "flow-more": "flows: {f: {from: a, to: b, data: [{data: email, exactly: true}, name], "
    "exactly: false, known: 2016-05, ended: 2018, status: permitted, replies: "
    "[{by: A spokesman, date: 2020-01-01, quote: No.}]}}",
    "condition-account": "flows: {f: {from: a, to: b, data: email, when: {account: a}}}",
    "condition-accounts": "flows: {f: {from: a, to: b, data: email, when: {accounts: [a, b]}}}",
    "condition-window": "flows: {f: {from: a, to: b, data: email, unless: [{region: [DE, EU], "
    "since: 2016, until: 2017, source: s, note: n}, {region: GB}]}}",
    # derivations, claims, events
    "derivation": "derivations: {r: {from: [email, name], to: home_address, by: a, since: 2012, "
    "when: {region: DE}, status: observed, source: s}}",
    "derivation-in-a-list": "derivations: [{id: r, from: email, to: name}]",
    "claim": "claims: {c: {by: a, date: 2014, until: 2020, quote: Q, source: s, never: "
    "{data: [email], reach: [b, c], from: a, for: ads}}}",
    "claim-more": "claims: {c: {by: a, date: 2014, past: true, quote: Q, reading: R, status: "
    "alleged, when: {region: US}, never: {data: email, reach: b, unless_choice: opt-in, "
    "through: [sale]}, findings: {by: a court, date: 2019, found: broken, on: 2015, quote: Q, "
    "source: s, note: n}, replies: []}}",
    "claim-regions": "claims: {c: {date: 2014, until: 2016, past: false, when: [{region: US}, "
    "{region: [DE, FR]}], never: {data: email, reach: b, unless_choice: any}}}",
    "claim-except": "claims: [{id: c, date: 2014, never: {data: email, reach: b, "
    "except_for: [security]}}]",
    "claim-anyone": "claims: {c: {by: a, date: 2014, never: {data: email, reach: anyone}}}",
    "claim-outsiders-from": "claims: {c: {date: 2014, never: {data: email, reach: [outsiders], "
    "from: a}}}",
    "event": "events: {e: {date: 2014-10-06, until: 2015, name: E, about: [a, b], source: s}}",
    "event-more": "events: {e: {date: 2014, status: announced, replies: {by: a, date: 2015, "
    "quote: No.}}}",
    "event-in-a-list": "events: [{id: e, date: 2014, about: a}]",
    # personas
    "persona": "personas: {ana: {name: Ana, also: A, region: DE, note: n}}",
    "persona-nothing": "personas: {ana: }",
    "persona-regions": "personas: {ana: {region: [DE, EU]}}",
    "accounts-one": "personas: {ana: {accounts: a}}",
    "accounts-list": "personas: {ana: {accounts: [a, {holder: b, since: 2010, until: 2011}]}}",
    "accounts-dates": "personas: {ana: {accounts: {a: 2013, b: 2013-05}}}",
    "accounts-windows": "personas: {ana: {accounts: {a: {since: 2010, until: 2018}, "
    "b: [{until: 2011}, 2015], c: {}}}}",
    "choices": "personas: {ana: {opted_out: {f: 2016-09-20, g: {since: 2016}}, opted_in: []}}",
    "choices-list": "personas: {ana: {opted_out: [f, {flow: g, since: 2016}], opted_in: h}}",
    # scenarios, views, expect
    "scenario": "scenarios: {s: {as_of: 2016, persona: ana, from: a, for: ads, owners: true, "
    "announced: false, without: [f, 'purpose:ads'], title: 2015, subtitle: S, note: n}}",
    "scenario-firm": "scenarios: {s: {firm: true}}",
    "scenario-role": "scenarios: {s: {role: joint_controller}}",
    "scenario-empty": "scenarios: {s: {}}",
    "scenario-adds": "scenarios: {s: {add: {companies: [c], flows: {f: {from: a, to: b, "
    "data: email}}, holds: {holder: a, data: email}, personas: {ana: }}}}",
    "view": "views: {v: {title: T, subtitle: S, kind: matrix, panels: [s], highlight: email, "
    "only: [a], group: none, caption: C, alt: A, note: n}}",
    "view-paths": "views: {v: {kind: paths, highlight: email, company: c, panels: s}}",
    "expect-reach": "expect: {reach: email, as_of: 2016, companies: [a, b]}",
    "expect-nobody": "expect: [{reach: email, companies: []}]",
    "expect-alone": "expect: [{reach: email, scenario: s, owners: true, companies: a, note: n}]",
    "expect-rows": "expect: [{reach: email, companies: {a: {since: 2009, hops: 0, how: collects}, "
    "b: , c: {}}}]",
    "expect-rows-more": "expect: [{reach: email, firm: true, companies: {a: {certainty: alleged, "
    "since_is: by, how: infers}}}]",
    "expect-at-least": "expect: [{reach: email, at_least: [a, b]}, {ask: who, at_least: a}]",
    "expect-ask": "expect: [{ask: 'who can reach my email?', companies: [a]}]",
    "expect-claim": "expect: [{claim: c, verdict: broken, on: 2019-12-19}]",
    "expect-cut": "expect: [{cut: email, company: c, flows: f}]",
    "expect-nobody-at-all": "expect: [{reach: email, companies: []}]",
}

REFUSED = {
    # the file
    "no-version": "{dataflow_: 1}",
    "no-version-but-more": "{services: [a], about: dataflow}",
    "version-2": "dataflow: 2",
    "version-text": "dataflow: one",
    "version-list": "dataflow: [1]",
    "version-nothing": "dataflow:",
    "a-list": "[dataflow]",
    "a-text": "dataflow",
    "unknown-section": "servces: [a]",
    "tables-are-not-there-yet": "tables: {flows: flows.csv}",
    "title-nothing": "title:",
    "title-list": "title: [a]",
    "title-mapping": "title: {a: b}",
    "include-mapping": "include: {a: b}",
    "include-nothing": "include:",
    "vocabulary-other": "vocabulary: core2",
    "vocabulary-list": "vocabulary: [core]",
    # ids and dates
    "id-capital": "services: [A]",
    "id-year": "services: [2016]",
    "id-month": "services: {2016-08: }",
    "id-day": "flows: {f: {from: 2016-08-25, to: b, data: email}}",
    "id-dash-first": "services: [-7]",
    "id-space": "services: [a b]",
    "id-dot": "services: {a.b: }",
    "id-empty": "services: ['']",
    "id-of-81": f"services: [{'a' * 81}]",
    "id-umlaut": "companies: [ä]",
    "id-line-break": 'services: ["a\\n"]',
    "id-in-a-reference": "flows: {f: {from: A, to: b, data: email}}",
    "date-text": "services: {a: {holds: {data: email, since: yesterday}}}",
    "date-short-year": "services: {a: {holds: {data: email, since: 16}}}",
    "date-long-year": "services: {a: {holds: {data: email, since: 20160}}}",
    "date-year-0": "services: {a: {holds: {data: email, since: 0000-01}}}",
    "date-short-month": "services: {a: {holds: {data: email, since: 2016-8}}}",
    "date-month-13": "services: {a: {holds: {data: email, since: 2016-13}}}",
    "date-month-0": "services: {a: {holds: {data: email, since: 2016-00}}}",
    "date-day-0": "services: {a: {holds: {data: email, since: 2016-01-00}}}",
    "date-day-32": "services: {a: {holds: {data: email, since: 2016-01-32}}}",
    "date-31-june": "services: {a: {holds: {data: email, since: 2016-06-31}}}",
    "date-no-leap": "services: {a: {holds: {data: email, since: 2015-02-29}}}",
    "date-no-leap-1900": "services: {a: {holds: {data: email, since: 1900-02-29}}}",
    "date-time": "services: {a: {holds: {data: email, since: 2016-08-25T10:00}}}",
    "date-german": "services: {a: {holds: {data: email, since: 25.08.2016}}}",
    "date-line-break": 'services: {a: {holds: {data: email, since: "2016\\n"}}}',
    "date-nothing": "services: {a: {holds: {data: email, since: }}}",
    "date-list": "services: {a: {holds: {data: email, since: [2016]}}}",
    # sources
    "sources-list": "sources: [s]",
    "sources-text": "sources: s",
    "source-nothing": "sources: {s: }",
    "source-unknown-key": "sources: {s: {titel: T}}",
    "source-url-ftp": "sources: {s: {url: 'ftp://example.org'}}",
    "source-url-without-host": "sources: {s: {url: 'https:///x'}}",
    "source-url-with-space": "sources: {s: {url: 'https://example.org/a b'}}",
    "source-url-line-break": 'sources: {s: {url: "https://example.org/\\n"}}',
    "source-cited-mailto": "services: {a: {holds: {data: email, source: 'mailto:a@example.org'}}}",
    "source-cited-nothing": "services: {a: {note: n, source: }}",
    "source-kind": "sources: {s: {kind: blog}}",
    "source-archived": "sources: {s: {archived: archive}}",
    "source-read": "sources: {s: {read: yesterday}}",
    "source-quoted-without-id": "services: {a: {source: {quote: q}}}",
    "source-quoted-unknown-key": "services: {a: {source: {id: s, line: 7}}}",
    "defaults-text": "defaults: s",
    "defaults-unknown-key": "defaults: {note: n}",
    "defaults-status": "defaults: {status: sure}",
    # holders
    "company-kind": "companies: {c: {kind: firm}}",
    "company-besides": "companies: {c: {besides: [d]}, d: }",
    "company-besides-nobody": "companies: {c: {unnamed: true, besides: []}}",
    "service-kind": "services: {a: {kind: company}}",
    "hold-since-and-known": "services: {a: {holds: {data: x, since: 2015, known: 2016}}}",
    "flow-until-and-ended": "flows: {f: {from: a, to: b, data: x, until: 2015, ended: 2016}}",
    "condition-known": "flows: {f: {from: a, to: b, data: x, when: {region: DE, known: 2016}}}",
    "companies-number": "companies: 5.5",
    "companies-twice": "companies: [c, d, c]",
    "companies-list-of-mappings": "companies: [{id: c}]",
    "company-list-value": "companies: {c: [d]}",
    "company-operator": "companies: {c: {operator: d}}",
    "service-owned-by": "services: {a: {owned_by: c}}",
    "service-unknown-key": "services: {a: {hold: email}}",
    "service-id": "services: {a: {id: a}}",
    "also-nothing": "services: {a: {also: }}",
    "also-nested": "services: {a: {also: [[b]]}}",
    "truth-yes": "services: {a: {unnamed: yes}}",
    "truth-number": "services: {a: {unnamed: 1}}",
    "owner-nothing": "companies: {c: {owned_by: }}",
    "owner-without-company": "companies: {c: {owned_by: {since: 2016}}}",
    "operator-unknown-key": "services: {a: {operator: {company: c, form: 2016}}}",
    "holds-nothing": "services: {a: {holds: }}",
    "hold-without-data": "services: {a: {holds: {since: 2016}}}",
    "hold-whose": "services: {a: {holds: {data: email, whose: everybody}}}",
    "hold-how": "services: {a: {holds: {data: email, how: [given]}}}",
    "hold-readable": "services: {a: {holds: {data: email, readable: no}}}",
    "hold-status": "services: {a: {holds: {data: email, status: sure}}}",
    "hold-with-holder": "services: {a: {holds: {holder: a, data: email}}}",
    "deletion-text": "services: {a: {deletes: email}}",
    "deletion-without-date": "services: {a: {deletes: {data: email}}}",
    "holds-section-by-id": "holds: {a: email}",
    "holds-section-text": "holds: email",
    "holds-section-nothing": "holds:",
    "holds-section-without-holder": "holds: [{data: email}]",
    "deletes-section-without-date": "deletes: [{holder: a, data: email}]",
    # taxonomies
    "purposes-number": "purposes: -5",
    "term-is-a-mapping": "data: {d: {is_a: {contact: }}}",
    "term-maps-nothing": "data: {d: {maps: }}",
    "term-maps-list": "data: {d: {maps: [dpv]}}",
    "term-sensitive": "data: {d: {sensitive: very}}",
    # flows
    "flows-text": "flows: f",
    "flows-a-single-one": "flows: {from: a, to: b, data: email}",
    "flow-text": "flows: {f: email}",
    "flow-nothing": "flows: {f: }",
    "flow-without-from": "flows: {f: {to: b, data: email}}",
    "flow-without-to": "flows: {f: {from: a, data: email}}",
    "flow-without-data": "flows: [{from: a, to: b}]",
    "flow-to-nobody": "flows: {f: {from: a, to: [], data: email}}",
    "flow-of-nothing": "flows: {f: {from: a, to: b, data: []}}",
    "flow-from-nobody": "flows: {f: {from: [], to: c, data: email}}",
    "flow-as-two": "flows: {f: {from: a, to: b, data: {data: email, as: [name]}}}",
    "flow-id-twice": "flows: {f: {id: f, from: a, to: b, data: email}}",
    "flow-bad-id": "flows: {F: {from: a, to: b, data: email}}",
    "flow-bad-id-in-a-list": "flows: [{id: F, from: a, to: b, data: email}]",
    "flow-choice": "flows: {f: {from: a, to: b, data: email, choice: optout}}",
    "flow-basis": "flows: {f: {from: a, to: b, data: email, basis: law}}",
    "flow-role": "flows: {f: {from: a, to: b, data: email, role: owner}}",
    "flow-unknown-key": "flows: {f: {from: a, to: b, data: email, purpose: ads}}",
    "flow-sender": "flows: {f: {sender: a, to: b, data: email}}",
    "condition-text": "flows: {f: {from: a, to: b, data: email, when: DE}}",
    "condition-empty": "flows: {f: {from: a, to: b, data: email, when: {}}}",
    "condition-only-a-window": "flows: {f: {from: a, to: b, data: email, when: {since: 2016}}}",
    "condition-empty-list": "flows: {f: {from: a, to: b, data: email, when: {accounts: []}}}",
    "condition-one-empty": "flows: {f: {from: a, to: b, data: email, when: {account: [], "
    "region: DE}}}",
    "when-empty": "flows: {f: {from: a, to: b, data: email, when: []}}",
    "hold-empty": "services: {c: {holds: {data: []}}}",
    "operator-empty": "services: {c: {operator: []}}",
    "claim-empty": "claims: {c: {date: 2014, never: {data: [], reach: b}}}",
    "claim-for-empty": "claims: {c: {date: 2014, never: {data: email, reach: b, for: [], "
    "except_for: ads}}}",
    "derivation-by-nobody": "derivations: {r: {from: email, to: name, by: []}}",
    "view-empty-panels": "views: {v: {panels: []}}",
    "account-empty": "personas: {p: {accounts: {a: []}}}",
    "condition-unknown-key": "flows: {f: {from: a, to: b, data: email, when: {country: DE}}}",
    # derivations, claims, events
    "derivation-from-nothing": "derivations: {r: {from: [], to: name}}",
    "derivation-to-two": "derivations: {r: {from: email, to: [name]}}",
    "derivation-without-id": "derivations: [{from: email, to: name}]",
    "claim-without-date": "claims: {c: {never: {data: email, reach: b}}}",
    "claim-without-never": "claims: {c: {date: 2014}}",
    "claim-never-text": "claims: {c: {date: 2014, never: email}}",
    "claim-without-reach": "claims: {c: {date: 2014, never: {data: email}}}",
    "claim-reach-nobody": "claims: {c: {date: 2014, never: {data: email, reach: []}}}",
    "claim-for-and-except": "claims: {c: {date: 2014, never: {data: email, reach: b, for: ads, "
    "except_for: [security]}}}",
    "claim-anyone-and-more": "claims: {c: {by: a, date: 2014, never: {data: email, "
    "reach: [b, anyone]}}}",
    "claim-anyone-by-nobody": "claims: {c: {date: 2014, never: {data: email, reach: anyone}}}",
    "claim-outsiders-by-nobody": "claims: [{id: c, date: 2014, never: {data: email, "
    "reach: [outsiders]}}]",
    "claim-from-two": "claims: {c: {date: 2014, never: {data: email, reach: b, from: [a]}}}",
    "claim-condition-account": "claims: {c: {date: 2014, when: {account: a}, never: {data: x, "
    "reach: b}}}",
    "claim-condition-nothing": "claims: {c: {date: 2014, when: [], never: {data: x, reach: b}}}",
    "claim-finding-on": "claims: {c: {date: 2014, never: {data: x, reach: a}, "
    "findings: {by: b, date: 2018, found: kept, on: 2016}}}",
    "claim-finding-by": "claims: {c: {date: 2014, never: {data: x, reach: a}, "
    "findings: {by: '', date: 2018, found: kept}}}",
    "claim-denial-until": "claims: {c: {date: 2014, until: 2015, past: true, never: {data: x, "
    "reach: b}}}",
    "claim-through-nothing": "claims: {c: {date: 2014, never: {data: x, reach: b, through: []}}}",
    "claim-unless-choice": "claims: {c: {date: 2014, never: {data: x, reach: b, "
    "unless_choice: opt-out}}}",
    "finding-without-date": "claims: {c: {date: 2014, findings: {by: a, found: kept}, never: "
    "{data: x, reach: b}}}",
    "finding-found": "claims: {c: {date: 2014, findings: {by: a, date: 2019, found: true}, never: "
    "{data: x, reach: b}}}",
    "reply-without-words": "events: {e: {date: 2014, replies: {by: a, date: 2015}}}",
    "reply-text": "events: {e: {date: 2014, replies: no}}",
    "event-known": "events: {e: {known: 2014}}",
    "event-without-date": "events: {e: {name: E}}",
    "event-without-id": "events: [{date: 2014}]",
    "event-text": "events: {e: 2014}",
    # personas
    "personas-list": "personas: [ana]",
    "persona-text": "personas: {ana: Ana}",
    "persona-unknown-key": "personas: {ana: {account: a}}",
    "accounts-nothing": "personas: {ana: {accounts: }}",
    "account-nothing": "personas: {ana: {accounts: {a: }}}",
    "account-bad-date": "personas: {ana: {accounts: {a: since 2010}}}",
    "account-named-twice": "personas: {ana: {accounts: {a: {holder: a}}}}",
    "account-unknown-key": "personas: {ana: {accounts: {a: {from: 2010}}}}",
    "account-without-holder": "personas: {ana: {accounts: [{since: 2010}]}}",
    "account-nested": "personas: {ana: {accounts: {a: [[2010]]}}}",
    "choice-until": "personas: {ana: {opted_out: {f: {until: 2016}}}}",
    "choice-truth": "personas: {ana: {opted_out: {f: true}}}",
    # scenarios, views, expect
    "scenarios-list": "scenarios: [s]",
    "scenario-nothing": "scenarios: {s: }",
    "scenario-date": "scenarios: {s: {as_of: today}}",
    "scenario-from-two": "scenarios: {s: {from: [a, b]}}",
    "scenario-unknown-key": "scenarios: {s: {date: 2016}}",
    "scenario-adds-nothing": "scenarios: {s: {add: }}",
    "scenario-adds-a-title": "scenarios: {s: {add: {title: T}}}",
    "scenario-adds-a-bad-flow": "scenarios: {s: {add: {flows: {f: {from: a}}}}}",
    "view-nothing": "views: {v: }",
    "view-paths-alone": "views: {v: {kind: paths}}",
    "view-paths-nobody": "views: {v: {kind: paths, highlight: email}}",
    "view-kind": "views: {v: {kind: pie}}",
    "view-group": "views: {v: {group: service}}",
    "expect-nothing": "expect:",
    "expect-no-answer": "expect: [{reach: email}]",
    "expect-no-verdict": "expect: [{claim: c, on: 2019}]",
    "expect-no-flows": "expect: [{cut: email, company: c}]",
    "expect-text": "expect: email",
    "expect-no-question": "expect: [{companies: [a]}]",
    "expect-two-questions": "expect: [{reach: email, cut: email}]",
    "expect-two-questions-one-answer": "expect: [{reach: email, claim: c, verdict: kept}]",
    "expect-reach-verdict": "expect: [{reach: email, verdict: kept}]",
    "expect-claim-companies": "expect: [{claim: c, companies: [a]}]",
    "expect-cut-on": "expect: [{cut: email, company: a, on: 2016}]",
    "expect-verdict": "expect: [{claim: c, verdict: true}]",
    "expect-companies-nothing": "expect: [{reach: email, companies: }]",
    "expect-companies-nested": "expect: [{reach: email, companies: [[a]]}]",
    "expect-company-mapping": "expect: [{reach: email, companies: [{a: {hops: 0}}]}]",
    "expect-row-text": "expect: [{reach: email, companies: {a: 2009}}]",
    "expect-row-how": "expect: [{reach: email, companies: {a: {how: buys}}}]",
    "expect-row-certainty": "expect: [{reach: email, companies: {a: {certainty: sure}}}]",
    "expect-row-since-is": "expect: [{reach: email, companies: {a: {since_is: 2016}}}]",
    "expect-at-least-nobody": "expect: [{reach: email, at_least: []}]",
    "expect-in-two-ways": "expect: [{reach: email, companies: [a], at_least: [a]}]",
    "expect-claim-at-least": "expect: [{claim: c, verdict: kept, at_least: [a]}]",
    "expect-row-unknown-key": "expect: [{reach: email, companies: {a: {steps: 1}}}]",
}


def test_there_are_more_than_a_hundred_of_each_kind_of_answer_together() -> None:
    assert min(len(ACCEPTED), len(REFUSED)) >= 50
    assert len(ACCEPTED) + len(REFUSED) >= 200


@pytest.mark.parametrize("example", ACCEPTED)
def test_what_the_reader_accepts_the_schema_accepts(example: str) -> None:
    text = whole(ACCEPTED[example])
    assert refusals(text) == set()
    for instance in read_both_ways(text):
        VALIDATOR.validate(instance)


@pytest.mark.parametrize("example", REFUSED)
def test_what_the_reader_refuses_the_schema_refuses(example: str) -> None:
    text = whole(REFUSED[example])
    assert refusals(text)
    for instance in read_both_ways(text):
        assert not VALIDATOR.is_valid(instance)


@pytest.mark.parametrize("section", Document.fields_by_key())
def test_every_section_is_among_the_examples(section: str) -> None:
    word = re.compile(rf"\b{section}:")
    assert any(word.search(text) for text in ACCEPTED.values())
    if section not in {"about", "language", "licence", "dataflow"}:  # texts are told as `title` is
        assert any(word.search(text) for text in REFUSED.values())


def parts_of_the_language() -> list[type[Part]]:
    found, ahead = [], [Part]
    while ahead:
        ahead += (below := ahead.pop().__subclasses__())
        found += [part for part in below if part.__module__.startswith("dataflow.")]
    return sorted(set(found), key=lambda part: part.__name__)


MAPPINGS = [part for part in parts_of_the_language() if "called" in vars(part)]


@pytest.mark.parametrize("part", MAPPINGS, ids=lambda part: part.__name__)
def test_every_key_is_among_the_accepted_examples(part: type[Part]) -> None:
    together = "\n".join(ACCEPTED.values())
    for key in part.fields_by_key():
        assert re.search(rf"\b{key}:", together), key


# --- the known limits -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["title: null", "services: {true: {holds: x}, a: {operator: true}}"]
)
def test_words_that_an_editor_takes_for_something_else_want_quotes_there(text: str) -> None:
    assert not refusals(whole(text))
    as_read, as_edited = read_both_ways(whole(text))
    assert VALIDATOR.is_valid(as_read)
    assert not VALIDATOR.is_valid(as_edited)


@pytest.mark.parametrize("text", ["services: {a: {unnamed: True}}", "dataflow: 1.0"])
def test_what_an_editor_no_longer_sees_is_left_to_check(text: str) -> None:
    assert refusals(whole(text))
    as_read, as_edited = read_both_ways(whole(text))
    assert not VALIDATOR.is_valid(as_read)
    assert VALIDATOR.is_valid(as_edited)


# --- whole models ---------------------------------------------------------------------------------

FILES = sorted(
    file
    for pattern in (
        "graphs/**/*.yaml",
        "examples/**/*.yaml",
        "tests/models/*.yaml",
        "dataflow/**/*.yaml",
    )
    for file in ROOT.glob(pattern)
)
GOOD = [*FILES, ROOT / "tests" / "worked.yaml"]


@pytest.mark.parametrize("file", GOOD, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_model_that_loads_validates(file: Path) -> None:
    text = file.read_text("utf-8")
    for instance in read_both_ways(text):
        assert VALIDATOR.is_valid(instance) == (not refusals(text))


INVALID = sorted((ROOT / "tests" / "invalid").glob("*.yaml"))
UNREAD = {"forbidden-character", "not-utf8", "syntax", "tab-indent"}
"""Reading puts something in the place of what it refuses, or gives up."""


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_of_the_wrong_models_it_refuses_those_of_a_wrong_shape(file: Path) -> None:
    reader = Reader()
    trees = reader.read_all(file)
    if not trees or {one.code for one in reader.problems} & UNREAD:
        return  # there is nothing to validate
    codes = {one.code for one in df.check(file)}
    refused = bool(codes & SHAPE) and not file.stem.startswith("defined-twice")
    refused |= file.stem == "defined-twice-list"  # the others are about entries far apart
    assert VALIDATOR.is_valid(as_text(trees[0])) == (not refused)


def test_no_other_command_makes_it() -> None:
    code = (
        "import sys, dataflow as df\n"
        "df.reach(df.loads('{dataflow: 1, services: {a: {holds: email}}}'), 'email')\n"
        "import dataflow.cli.program\n"
        "print('dataflow.language.schema' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout == b"False\n"


@settings(max_examples=60, deadline=None)
@given(models())
def test_a_random_model_validates(model: dict[str, Any]) -> None:
    text = json.dumps(model)
    df.loads(text)
    for instance in (model, *read_both_ways(text)):
        VALIDATOR.validate(instance)


def wrecked(tree: Any, path: list[int], wreck: Any) -> Any:  # noqa: ANN401 - JSON
    """Copy a tree, with something else in the place that a walk of random steps ends at."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree) if type(tree) is list else 0)
    if not path or not keys:
        return wreck
    copy = tree.copy()
    copy[keys[path[0] % len(keys)]] = wrecked(tree[keys[path[0] % len(keys)]], path[1:], wreck)
    return copy


WRECKS: tuple[Any, ...] = (
    "x",
    "2016",
    "Bad Id",
    [],
    {},
    [[]],
    {"x": "y"},
    ["d0", "d1"],
    "2015-02-29",
)


@settings(max_examples=150, deadline=None)
@given(models(), st.lists(st.integers(0, 50), min_size=1, max_size=7), st.sampled_from(WRECKS))
def test_a_random_model_with_something_else_in_a_place(
    model: dict[str, Any],
    path: list[int],
    wreck: Any,  # noqa: ANN401 - JSON
) -> None:
    text = json.dumps(wrecked(model, path, wreck))
    for instance in read_both_ways(text):
        assert VALIDATOR.is_valid(instance) == (not refusals(text)), text


# --- the schema itself ----------------------------------------------------------------------------


def test_it_is_a_schema_of_2020_12() -> None:
    assert SCHEMA["$schema"] == DIALECT == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"]
    assert SCHEMA["description"]


def test_it_is_the_same_every_time_and_plain_json() -> None:
    assert json.dumps(make_schema()) == json.dumps(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert "$named" not in json.dumps(SCHEMA)
    assert "$without" not in json.dumps(SCHEMA)


def test_making_it_leaves_what_it_is_made_from_alone() -> None:
    first = make_schema()
    first["$defs"]["text"]["type"] = "changed"
    first["$defs"]["Claim"]["allOf"].clear()
    assert make_schema() == SCHEMA


def test_every_reference_leads_somewhere_and_every_definition_is_used() -> None:
    names = re.findall(r'"#/\$defs/([^"]+)"', json.dumps(SCHEMA))
    assert set(names) == set(SCHEMA["$defs"])


def mapping(name: str) -> dict[str, Any]:
    """Give the definition of a mapping, without what may stand for it."""
    shape = SCHEMA if name == "Document" else SCHEMA["$defs"][name]
    found: dict[str, Any] = shape["anyOf"][0] if "anyOf" in shape else shape
    return found


@pytest.mark.parametrize("part", MAPPINGS, ids=lambda part: part.__name__)
def test_every_key_of_the_language_is_in_it_and_says_what_it_holds(part: type[Part]) -> None:
    shape = mapping(part.__name__)
    assert list(shape["properties"]) == list(part.fields_by_key())
    assert shape["additionalProperties"] is False
    assert shape["description"] == part.__doc__
    for key, value in shape["properties"].items():
        assert value.get("description"), key
        assert len(value["description"]) <= 100
    required = {key for key, (_, known) in part.keys().items() if known.required}
    assert set(shape.get("required", ())) == required


def test_the_words_that_may_stand_in_a_place_are_listed() -> None:
    assert mapping("Flow")["properties"]["choice"]["enum"] == ["none", "opt-out", "opt-in"]
    assert mapping("View")["properties"]["group"]["enum"] == ["company", "none"]
    assert mapping("Document")["properties"]["vocabulary"]["enum"] == ["core", "none"]


DATE = Draft202012Validator(SCHEMA["$defs"]["date"])


def is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def test_a_day_is_a_day_of_the_calendar() -> None:
    years = [1, 4, 99, 100, 400, 1900, 1999, 2000, 2015, 2016, 2100, 9996, 9999]
    days = [f"{y:04}-{m:02}-{d:02}" for y in years for m in range(14) for d in range(33)]
    assert [day for day in days if DATE.is_valid(day) != is_date(day)] == []
    assert sum(DATE.is_valid(day) for day in days) == sum(
        (dt.date(year, 12, 31) - dt.date(year, 1, 1)).days + 1 for year in years
    )


@settings(deadline=None)
@given(st.text("0123-\n", max_size=11))
def test_what_is_no_date_is_none(text: str) -> None:
    assert DATE.is_valid(text) == is_date(text)
