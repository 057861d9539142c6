"""Every valid model of the repository: those of the tests, the library, the lessons, the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

import dataflow as df

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Model

ROOT = Path(__file__).parents[1]

INLINE = """
dataflow: 1
services:
  a: {holds: {data: email, source: "https://example.org/shop"}, source: "https://example.org/a"}
  b: {source: ["https://example.org/shop", "https://example.org/b"]}
flows:
  - {from: a, to: b, data: email, when: {region: DE, source: "https://example.org/law"}}
personas: {ana: {accounts: [a]}}
scenarios:
  late: {persona: zoe, without: [more], add: {personas: {zoe: {accounts: [c]}}, services: {c: },
         flows: {more: {from: b, to: c, data: email, source: "https://example.org/more"}}}}
views: {picture: {panels: late, highlight: email}}
"""
"""Sources that are addresses as they stand, and a scenario that names what it adds itself."""


def list_files() -> list[Path]:
    """List the files that may be models."""
    places = ("tests/models", "graphs", "examples")
    return sorted(file for place in places for file in (ROOT / place).rglob("*.yaml"))


def load_every() -> Iterator[Model]:
    """Go through all of them; a file that is no valid model is left out."""
    yield df.loads(INLINE, "inline.yaml")
    for file in list_files():
        try:
            yield df.load(file)
        except df.ModelError:
            continue
    worked = (ROOT / "tests" / "worked.yaml").read_text("utf-8")
    for example in yaml.load(worked, Loader=yaml.BaseLoader):  # noqa: S506 - nothing but text
        yield df.loads(f"dataflow: 1\nvocabulary: none\n{example['model']}", "worked.yaml")
