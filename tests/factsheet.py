"""A page for every case of the library, on which an editor can tick off each sentence it prints.

For each sentence of the answers that the head of a model names, of its promises and of its figures
stand the statements behind it: the line of the model, its status, its words, its sources. Run as a
program, this writes `build/factsheets/CASE.html`; `make factsheet` does.
"""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import dataflow as df
from dataflow.answers.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from dataflow.answers.why import Why
    from dataflow.model import Model, Quote, Source
    from dataflow.problems import Location
    from dataflow.telling.report import Section

ROOT: Final = Path(__file__).parents[1]
LIBRARY: Final = ROOT / "graphs"
PAGES: Final = ROOT / "build" / "factsheets"

_TRIED: Final = re.compile(r"^#\s+(?:Try:\s+)?dataflow\s+(.*)$", re.MULTILINE)
_STOP: Final = re.compile(r"(?<=[.;:”\])]) (?=[A-Z“0-9])")
"""Where one sentence ends and another begins."""


class Statement(Protocol):
    """What a model states: where it stands, and who says so."""

    @property
    def at(self) -> Location: ...
    @property
    def sources(self) -> tuple[Source, ...]: ...
    @property
    def quotes(self) -> tuple[Quote, ...]: ...


@dataclass(frozen=True)
class Checked:
    """A sentence that is printed, and the statements that it rests on."""

    sentence: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Asked:
    """What was asked, and each sentence that was answered."""

    question: str
    sentences: tuple[Checked, ...]


def check_model(path: Path) -> list[Asked]:
    """Ask a model what its head names, for its promises, and for its figures."""
    model = df.load(path)
    asked = [_ask(words, model) for words in list_tried(path)]
    if model.claims:
        asked.append(Asked("claims", tuple(_check_claims(df.claims(model)))))
    asked += [Asked(f"figure {view}", tuple(_check_figure(model, view))) for view in model.views]
    return asked


def list_tried(path: Path) -> list[list[str]]:
    """Return the questions that the head of a model names: the words of each command."""
    head = path.read_text("utf-8").partition("\ndataflow:")[0]
    commands = [shlex.split(command) for command in _TRIED.findall(head)]
    return [words for words in commands if words[0] in {"reach", "why"}]


_OPTIONS: Final = {"as": "persona", "for": "purpose", "from": "origin", "as-of": "as_of"}


def _ask(words: Sequence[str], model: Model) -> Asked:
    """Ask what a command line asks."""
    command, _, *rest = words
    names: list[str] = []
    settings: dict[str, object] = {}
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            names.append(word)
            continue
        key = word.removeprefix("--")
        is_switch = key in {"owners", "announced", "firm", "all"}
        settings[_OPTIONS.get(key, key)] = True if is_switch else rest.pop(0)
    ask: dict[str, Callable[..., Reach | Why]] = {"reach": df.reach, "why": df.why}
    answer = ask[command](model, *names, **settings)
    check = _check_reach if isinstance(answer, Reach) else _check_why
    return Asked(" ".join(words), tuple(check(answer)))  # type: ignore[arg-type] - each its own


def _check_reach(answer: Reach) -> Iterator[Checked]:
    report = answer.report()
    yield from (Checked(sentence, ()) for sentence in report.sentences)
    rows = [" ".join(_list_lines(row)) for row in report.rows]
    given = [(each.receiver, each.cause) for each in answer.given]
    for row, sentence in zip(answer.rows, rows, strict=False):  # the last may count the rest
        findings = filter(None, (row.finding.told, row.finding.firmly))
        steps = [step for finding in findings for step in finding.grounds.path]
        others = [cause for receiver, cause in given if receiver in row.services]
        causes: dict[int, Statement] = {id(step.cause): step for step in steps}
        causes |= {id(cause): cause for cause in others if id(cause) not in causes}
        yield Checked(sentence, tuple(causes.values()))
    yield from (Checked(remark, ()) for remark in report.remarks)


def _list_lines(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield section.sentence
        yield from (step.line for step in section.steps)


def _check_why(answer: Why) -> Iterator[Checked]:
    report = answer.report()
    yield from (Checked(sentence, ()) for sentence in report.sentences)
    paths = [*(path.steps for path in answer.paths)]
    firm = answer.paths[0].finding.firmly if answer.paths else None
    paths += [firm.grounds.path] if firm else []
    for section, steps in zip(report.sections, paths, strict=False):
        yield Checked(section.sentence, tuple(steps))
        for line, step in zip(section.steps, steps, strict=True):
            yield Checked(" ".join([line.line, *line.details[:-1]]), (step,))
    yield from (Checked(remark, ()) for remark in report.remarks)


def _check_claims(answer: df.Claims) -> Iterator[Checked]:
    report = answer.report()
    judged = {judgement.claim.id: judgement for judgement in answer}
    yield from (Checked(sentence, ()) for sentence in report.sentences)
    for section in report.sections:
        judgement = judged.get(section.sentence.partition(":")[0])
        if judgement is None:  # the words of several readings
            yield Checked(section.sentence, ())
            continue
        claim = judgement.claim
        firm = judgement.firmly.path if judgement.firmly else ()
        said: tuple[Statement, ...] = (claim, *claim.findings, *claim.replies)
        yield Checked(section.sentence, (*said, *judgement.path, *firm))
        for line, step in zip(section.steps, judgement.path, strict=True):
            yield Checked(" ".join([line.line, *line.details[:-1]]), (step,))
    yield from (Checked(remark, ()) for remark in report.remarks)


def _check_figure(model: Model, view: str) -> Iterator[Checked]:
    """Go through what a figure says: its title, its words, and each sentence of its alternative."""
    shown, drawing = model.views[view], df.draw(model, view)
    texts = (shown.title, shown.subtitle, shown.caption, shown.note)
    yield from (Checked(text, ()) for text in texts if text)
    yield from (Checked(sentence, ()) for sentence in _STOP.split(drawing.alt))


# as a page


def write_page(path: Path, asked: Iterable[Asked]) -> str:
    """Return a page on a model, in HTML."""
    title = f"Fact sheet: {path.stem}"
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(df.load(path).title or '')}</p>"]
    for each in asked:
        parts.append(f"<h2>{escape(each.question)}</h2>")
        parts += map(_write_sentence, each.sentences)
    return _PAGE.format(title=escape(title), body="\n".join(parts))


def _write_sentence(checked: Checked) -> str:
    rows = "".join(map(_write_statement, checked.statements))
    table = f"<table>{rows}</table>" if rows else ""
    box = '<input type="checkbox" aria-label="checked">'
    return f"<section><p>{box} {escape(checked.sentence)}</p>{table}</section>"


def _write_statement(statement: Statement) -> str:
    """Return a statement: its place and line, how sure it is, its words, and who says so."""
    at = statement.at
    place = Path(at.file)
    line = (place if place.is_absolute() else ROOT / place).read_text("utf-8").splitlines()
    quotes = [f"“{quote.quote}” ({quote.source.id})" for quote in statement.quotes if quote.quote]
    quotes += [f"“{quote}”" for quote in [getattr(statement, "quote", None)] if quote]
    cells = (
        f"{place.name}:{at.line}",
        line[at.line - 1].strip(),
        getattr(statement, "status", ""),
        " ".join(quotes),
        "; ".join(_tell_source(source) for source in statement.sources) or "NO SOURCE",
    )
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _tell_source(source: Source) -> str:
    parts = (source.kind, source.publisher, source.title, source.date, source.url, source.archived)
    return ", ".join(str(part) for part in parts if part)


_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.4 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }}
section {{ border-top: 1px solid #bbb; break-inside: avoid }}
table {{ border-collapse: collapse; font-size: 12px; margin: 0 0 1em 2em }}
td {{ border: 1px solid #ddd; padding: 2px 6px; vertical-align: top; overflow-wrap: anywhere }}
</style></head><body>
{body}
</body></html>
"""


def list_models() -> list[Path]:
    """Return the models of the library, by name."""
    return sorted(LIBRARY.glob("*.yaml"))


if __name__ == "__main__":
    PAGES.mkdir(parents=True, exist_ok=True)
    for model_path in list_models():
        page = PAGES / f"{model_path.stem}.html"
        page.write_text(write_page(model_path, check_model(model_path)), "utf-8")
        sys.stdout.write(f"{page.relative_to(ROOT)}\n")
    sys.exit(0)
