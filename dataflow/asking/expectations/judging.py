"""What all kinds of expectations share: the settings that an entry names, and a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from dataflow.common.values import Brief, freeze, thaw
from dataflow.language.parts import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dataflow.engine.setting import Settings
    from dataflow.model import Expectation
    from dataflow.problems import Location
    from dataflow.telling.report import Report

_SETTINGS: Final = {**Asked.fields_by_key(), "scenario": "scenario"}
"""The settings by their keys in the language, with their names in Python."""

_TRUTHS: Final = {"owners", "announced"}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result(Brief):
    """An expectation, and what came of it.

    Attributes:
        expect: the question as the entry has it: its kind, what it is about, its settings.
        expected: the answer as the entry has it.
        got: the answer that the model gives, in the same form.
        differences: what is not as expected, one a sentence; none where it passed.
        behind: for each difference that has a proof, the proof.
        at: where the entry stands.
        note: what the author says of it.
    """

    expect: Mapping[str, Any]
    expected: Mapping[str, Any]
    got: Mapping[str, Any]
    differences: tuple[str, ...]
    behind: tuple[Report, ...]
    at: Location
    note: str | None = None

    def brief(self) -> str:
        """Say what it is, and of what."""
        return f"{'passed' if self.passed else 'differs'} at {self.at}"

    @property
    def passed(self) -> bool:
        """Whether the answer is as expected."""
        return not self.differences

    def __post_init__(self) -> None:
        """Freeze the mappings, and what they hold."""
        for name in ("expect", "expected", "got"):
            object.__setattr__(self, name, freeze(getattr(self, name)))

    def to_dict(self) -> dict[str, Any]:
        """Give the result as JSON has it."""
        return {
            "expect": thaw(self.expect),
            "passed": self.passed,
            "expected": thaw(self.expected),
            "got": thaw(self.got),
            "at": self.at.to_dict(),
        }


def fields_of(expectation: Expectation) -> dict[str, Any]:
    """Give the entry as it was read, in plain mappings and lists."""
    fields: dict[str, Any] = thaw(expectation.fields)
    return fields


def settings_of(expectation: Expectation) -> Settings:
    """Give the settings that an entry names, as questions take them."""
    settings: dict[str, Any] = {}
    fields = fields_of(expectation)
    for key, name in _SETTINGS.items():
        if key in fields:
            value = fields[key]
            settings[name] = value == "true" if key in _TRUTHS else value
    if isinstance(settings.get("without"), str):
        settings["without"] = [settings["without"]]
    return cast("Settings", settings)


def question_of(expectation: Expectation) -> dict[str, Any]:
    """Give the question as the entry has it."""
    asked = {key: value for key, value in fields_of(expectation).items() if key in _SETTINGS}
    return {expectation.kind: expectation.subject, **asked}
