"""The sentences that answers print, and how long they are.

A name counts as one word, and what somebody is quoted with, or an author wrote, as none.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

import dataflow as df

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dataflow.answers.answer import Answer
    from dataflow.model import Model

ASKED: Final = 6
"""Of how many data types of a model it is asked who can reach them, and how."""

_QUOTE: Final = re.compile(r"“[^”]*”(?: \[\d+\])*")
_CITED: Final = re.compile(r"(?: ?\[\d+\])+(?:,? and \d+ more)?")
_BRACKETS: Final = re.compile(r" \([^()]*\)")
_STOP: Final = re.compile(r"(?<=[.:;?!])(?:\s+|$)")
"""Where a reader may draw breath: behind a stop, a colon or a semicolon."""


def count_words(sentence: str, names: re.Pattern[str]) -> int:
    """Count the words of a sentence, but for names, quotes, sources and what is in brackets."""
    plain = _BRACKETS.sub("", _CITED.sub("", _QUOTE.sub("", sentence)))
    return len(re.findall(r"\S*\w", names.sub("N", plain)))


def name_pattern(model: Model) -> re.Pattern[str]:
    """Return what finds the names of a model, and what its author wrote."""
    things = (*model.holders.values(), *model.data.terms.values(), *model.purposes.terms.values())
    names = {thing.name for thing in (*things, *model.personas.values())}
    names |= {name[:1].upper() + name[1:] for name in names}
    names |= {text for claim in model.claims.values() if (text := claim.reading)}
    names |= {*model.claims, *model.flows, *model.scenarios}
    findings = (finding for claim in model.claims.values() for finding in claim.findings)
    names |= {finding.by for finding in findings if isinstance(finding.by, str)}
    listed = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)")


def ask_all(model: Model) -> Iterator[Answer]:
    """Ask a model each kind of question, in several settings."""
    data = sorted({term.id for hold in model.holds for term in hold.data})[:ASKED]
    settings: list[dict[str, object]] = [{}, {"as_of": "2018"}, {"owners": True}, {"firm": True}]
    settings += [{"persona": name} for name in list(model.personas)[:2]]
    for term in data:
        for setting in settings:
            answer = df.reach(model, term, **setting)
            yield answer
        for row in df.reach(model, term).rows[:3]:
            yield df.why(model, term, row.company.id)
            yield df.cut(model, term, row.company.id)
    yield df.claims(model)
    yield df.exposure(model)
    yield df.diff(model, before="2014", after="2019")


def list_sentences(answer: Answer) -> Iterator[str]:
    """Yield the sentences of an answer in full: those of its rows, steps and remarks."""
    report = answer.report("full")
    texts = [*report.sentences, *report.remarks]
    for section in (*chain.from_iterable(report.rows), *report.sections):
        texts += [section.sentence, *(step.line for step in section.steps)]
    for text in texts:
        yield from filter(None, _STOP.split(text))


def measure(path: Path) -> dict[str, int]:
    """Return every sentence of a model, each once, with how many words it has."""
    model = df.load(path)
    names = name_pattern(model)
    return {
        sentence: count_words(sentence, names)
        for answer in ask_all(model)
        for sentence in list_sentences(answer)
    }
