"""A figure → a page in one file: with filters, the answers behind it, and one day after another."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Final

from dataflow.answers.named import name_types
from dataflow.answers.passing import follow, keep_widest
from dataflow.answers.reach import Reach, Row
from dataflow.answers.reach.aims import tell_aims, tell_roles
from dataflow.common.dates import ALWAYS
from dataflow.common.values import dataclass
from dataflow.figures.figure import Figure, Panel
from dataflow.figures.flow.daily import Daily, State, follow_days
from dataflow.figures.formats.svg import render
from dataflow.figures.labels import HAVING, STATUS, count_companies, tell_nobody
from dataflow.figures.style import palette
from dataflow.figures.style.pen import element, escape
from dataflow.telling.page import render as tell_report
from dataflow.telling.since import show_since
from dataflow.telling.words import Words, capitalise, speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dataflow.answers import Finding
    from dataflow.common.values import JsonObject
    from dataflow.figures import Drawing


_HEADS: Final = ("company", "how", "since", "steps", "what for")


def tell_heads(answer: Reach, words: Words) -> list[str]:
    """Name the columns; for a category, one says what of it a company has."""
    heads = (*_HEADS, "data") if _is_category(answer) else _HEADS
    heads = ("service", *heads[1:]) if answer.by_service else heads
    return [words.say(head) for head in heads]


def _is_category(answer: Reach) -> bool:
    return len(answer.model.data.down(answer.data.id)) > 1


def tell_rows(answer: Reach, words: Words) -> list[list[str]]:
    """Return a row a company: who, how, since when, in how many steps, what for, what of it."""
    return [
        [
            row.company.name,
            _tell_how(row.finding.told, words) + tell_roles(row, words, STATUS),
            _tell_since(answer, row, row.finding.told, words),
            _tell_hops(row.finding.told),
            tell_aims(row, words, STATUS),
            *([_tell_data(answer, row, words)] if _is_category(answer) else []),
        ]
        for row in answer
    ]


def _tell_how(finding: Finding, words: Words) -> str:
    """Return how a company has it, and how sure that is where it is not firm."""
    how = words.say(HAVING[finding.how])
    status = STATUS.get(finding.certainty)
    return f"{how} ({words.say(status)})" if status else how


def _tell_hops(finding: Finding) -> str:
    return "" if finding.stay.hops is None else str(finding.stay.hops)


def _tell_since(answer: Reach, row: Row, finding: Finding, words: Words) -> str:
    """Return since when, as cells of tables have it; where it firmly has it only later, both.

    Where that is of a part of what a company has, the part is named.
    """
    since = show_since(*finding.dated, finding.bound, words=words)
    types = name_types(finding, answer.data)
    if types not in ((answer.data,), keep_widest(answer, row.data)):
        since += f" ({words.enumerate([term.name for term in types])})"
    firm = finding.firmly
    if firm is None or firm is finding:
        return since
    return f"{since}; {words.say(HAVING[firm.how])}: {_tell_since(answer, row, firm, words)}"


def _tell_data(answer: Reach, row: Row, words: Words) -> str:
    return words.enumerate([term.name for term in keep_widest(answer, row.data)])


PHONE: Final = 360
"""The canvas for a narrow screen."""

_STYLE: Final = re.compile("<style>.*?</style>\\n?", re.DOTALL)
_TIP: Final = re.compile("(?<=>)<title>[^<]*</title>")

KINDS: Final = 12
"""How many kinds of data a filter offers."""

REST: Final = "*"
"""What stands for all kinds that a filter does not offer by name."""


def write_html(drawing: Drawing) -> str:
    """Write a figure as one file that asks for nothing from elsewhere.

    It is whole without its script; that lights paths, filters, and follows the days.
    """
    return _Page(drawing).write()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure as it stands in the page: for wide screens, and for narrow ones."""

    figure: Figure
    wide: str
    narrow: str

    def markup(self, *, styled: bool) -> str:
        """Return both; the page needs the style sheet once, and a finger no tooltips."""
        wide = self.wide if styled else _STYLE.sub("", self.wide)
        narrow = _TIP.sub("", _STYLE.sub("", self.narrow))
        # what is too wide even so is moved by finger or key
        wider = f'width="{PHONE}"' not in narrow
        moved = {"tabindex": "0", "role": "group", "aria_label": self.figure.title}
        return element("div", wide, class_="wide") + element(
            "div", narrow, class_="narrow", **(moved if wider else {})
        )

    def graphs(self, choices: Mapping[str, str]) -> Iterator[JsonObject]:
        """Return for each panel of flows the ids that its parts have, and their paths."""
        several = len(self.figure.panels) > 1
        for number, panel in enumerate(self.figure.panels, 1):
            if isinstance(panel, Panel) and panel.chips:
                suffix = f"-p{number}" if several else ""
                names = [self.figure.name + suffix, f"{self.figure.name}-narrow{suffix}"]
                yield {"names": names, **_graph(panel, choices)}


class _Page:
    def __init__(self, drawing: Drawing) -> None:
        self.drawing, self.figure = drawing, drawing.figure
        self.words = speak(self.figure.lang)
        self.reaches = [answer for answer in self.figure.answers if isinstance(answer, Reach)]
        self.main = self._show(self.figure, drawing.svg)
        self.daily = self._follow()
        self.days = self._show(self.daily.figure) if self.daily else None

    def _follow(self) -> Daily | None:
        """Follow the days of the last answer, if it is one about who can reach something."""
        if not self.reaches:
            return None
        title = self.figure.title if len(self.figure.panels) == 1 else None
        name = f"{self.figure.name}-days"
        return follow_days(self.reaches[-1], name, title, force=self.drawing.force)

    def _show(self, figure: Figure, wide: str | None = None) -> _Shown:
        narrow = replace(figure, name=f"{figure.name}-narrow")
        return _Shown(
            figure,
            (wide or self._render(figure, palette.WIDTH)).strip(),
            self._render(narrow, PHONE).strip(),
        )

    def _render(self, figure: Figure, width: int) -> str:
        return render(figure, width, self.drawing.theme, patient=self.drawing.force)

    def write(self) -> str:
        figure, data = self.figure, self._data()
        css, script = palette.fill_in_colours(_read_part("page.css")), _read_part("page.js")
        body = "\n".join(self._body())
        styles = {css, *re.findall("<style>(.*?)</style>", body, re.DOTALL)}
        policy = (
            "default-src 'none'; base-uri 'none'; form-action 'none';"
            f" style-src {' '.join(sorted(map(name_hash, styles)))}; script-src {name_hash(script)}"
        )
        theme = "" if self.drawing.theme == "auto" else f' class="{self.drawing.theme}"'
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(figure.lang)}"{theme}>\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f'<meta name="description" content="{escape(figure.alt)}">\n'
            f"<title>{escape(figure.title)}</title>\n<style>{css}</style>\n</head>\n<body>\n{body}\n"
            f'<script type="application/json" id="data">{data}</script>\n'
            f"<script>{script}</script>\n</body>\n</html>\n"
        )

    # what stands in it

    def _body(self) -> Iterator[str]:
        figure = self.figure
        yield "<main>"
        yield element("h1", escape(figure.title), class_="away")
        yield from self._filter()
        if not self._is_whole():
            yield element("figure", self.main.markup(styled=True))
        if self.daily and self.days:
            yield from self._days(self.daily, self.days)
        else:
            yield from self._answers()
        yield "</main>"

    def _is_whole(self) -> bool:
        """Return whether the figure is that of all days anyway."""
        alone = self.daily is not None and len(self.figure.panels) == 1
        return alone and self.reaches[0].setting.as_of is None

    def _filter(self) -> Iterator[str]:
        names = {**self._kinds(), REST: self.words.say("other data")}
        choices = dict.fromkeys(self._choices().values())
        if len(choices) > 1:
            boxes = [
                f'<label><input type="checkbox" value="{escape(key)}" checked>'
                f" {escape(names[key])}</label>"
                for key in choices
            ]
            legend = element("legend", escape(self.words.say("Show what is shared of")))
            yield '<form class="tools" id="filter" hidden>'
            yield element("fieldset", legend + element("div", boxes, class_="choices")) + "</form>"

    def _days(self, daily: Daily, days: _Shown) -> Iterator[str]:
        words, last = self.words, len(daily.states) - 1
        yield element("h2", escape(words.say("Day by day")))
        before = escape(words.say("the change before"))
        after = escape(words.say("the change after"))
        yield (
            '<div class="tools" id="days" hidden>'
            f'<label class="day" for="day">{escape(words.say("Day"))}</label><div class="slide">'
            f'<button type="button" class="before" aria-label="{before}">&#8592;</button>'
            f'<input type="range" id="day" min="0" max="{last}" value="{daily.begin}" step="1">'
            f'<button type="button" class="after" aria-label="{after}">&#8594;</button></div>'
            '<output id="told" for="day" aria-live="polite"></output></div>'
        )
        state = daily.states[daily.begin]
        table = self._table(state.answer, self._tell_day(state))
        figure = element("figure", days.markup(styled=self._is_whole()))
        yield element("div", figure + element("div", table), class_="follow")

    def _answers(self) -> Iterator[str]:
        """Tell the answers behind the panels as tables, or in words."""
        for answer in self.figure.answers:
            if isinstance(answer, Reach):
                yield self._table(answer)
            else:
                yield element("h2", escape(self.words.say("The answer")))
                yield tell_report(answer.report())

    def _table(self, answer: Reach, day: str = "") -> str:
        """Write an answer as a table; where its day may change, the script finds what does."""
        heads = tell_heads(answer, self.words)
        title = escape(self.words.say("Who can reach it, and how"))
        when = [element("span", escape(f": {day}"))] if day else []
        caption = element("caption", [title, *when])
        head = "".join(element("th", escape(name), scope="col") for name in heads)
        lines = [
            element("th", escape(first), scope="row")
            + "".join(
                element("td", escape(text) or " ", data_of=name)
                for name, text in zip(heads[1:], rest, strict=True)
            )
            for first, *rest in tell_rows(answer, self.words)
        ]
        table, rows = ({"id": "answer"}, {"id": "rows"}) if day else ({}, {})
        body = element("tbody", [element("tr", line) for line in lines] or " ", **rows)
        return element("table", caption + element("thead", element("tr", head)) + body, **table)

    # what the script reads

    def _data(self) -> str:
        shown = [*([] if self._is_whole() else [self.main]), *([self.days] if self.days else [])]
        choices = self._choices()
        graphs = [graph for figure in shown for graph in figure.graphs(choices)]
        data = {"graphs": graphs, "states": list(self._states())}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        # a name must neither end the element nor begin a comment in it
        for character in "<\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return text

    def _states(self) -> Iterator[JsonObject]:
        if self.daily is None:
            return
        places = _places(self.daily.panel)
        for state in self.daily.states:
            day = self._tell_day(state)
            yield {
                "day": day,
                "said": self._tell(day, state),
                "shown": sorted([*state.shown, *(places[key] for key in state.holders)]),
                "rows": tell_rows(state.answer, self.words),
            }

    def _tell_day(self, state: State) -> str:
        """Return in words from which day on it is so; for the first state, until when."""
        if state.day != ALWAYS:
            return self.words.day(state.day)
        assert state.answer.setting.as_of is not None  # a day is asked about
        day = self.words.day(state.answer.setting.day + 1)
        return self.words.say("before {date}", date=day)

    def _tell(self, day: str, state: State) -> str:
        """Return in words how many there are on a day."""
        words, answer = self.words, state.answer
        if answer.rows:
            told = count_companies(words, answer).tell(words.yours(answer.data.name))
        else:
            told = tell_nobody(words, answer)
        return capitalise(f"{day}: {told}")

    def _kinds(self) -> Mapping[str, str]:
        """Choose the data types that tell chips apart: the widest of those in the same chips."""
        if not self.reaches:
            return {}
        taxonomy, chosen = self.reaches[-1].model.data, dict[frozenset[int], str]()
        for term_id, chips in sorted(self._find_chips().items()):
            known = chosen.get(chips)
            if known is None or known in taxonomy.down(term_id):
                chosen[chips] = term_id
        return {key: taxonomy[key].name for key in sorted(chosen.values()) if key in taxonomy}

    def _find_chips(self) -> Mapping[str, frozenset[int]]:
        """Return the numbers of the chips that give a data type, by its id."""
        panels = [*self.figure.flows, *(self.daily.figure.flows if self.daily else ())]
        chips = [chip for panel in panels for chip in panel.chips]
        numbers: dict[str, set[int]] = defaultdict(set)
        for number, chip in enumerate(chips):
            for term_id in chip.types:
                numbers[term_id].add(number)
        return {term_id: frozenset(where) for term_id, where in numbers.items()}

    def _choices(self) -> Mapping[str, str]:
        """Return the choice that shows each of these data types; the last ones share one."""
        kinds = [*self._kinds()]
        alone = kinds if len(kinds) <= KINDS else kinds[: KINDS - 1]
        return {key: key if key in alone else REST for key in kinds}


def _places(panel: Panel) -> dict[str, str]:
    """Return what the boxes of the holders are called in the picture, by their ids."""
    return {holder.id: f"h{number}" for number, holder in enumerate(panel.holders, 1)}


def _graph(panel: Panel, choices: Mapping[str, str]) -> JsonObject:
    """Return the keys of what is drawn, the path that leads to each, and each chip's choices."""
    places = _places(panel)
    into: dict[str, list[str]] = {key: [] for key in places.values()}
    for chip in panel.chips:
        into[chip.id] = [places[chip.sender]]
        for receiver in chip.receivers:
            into[places[receiver]].append(chip.id)
    for tie in panel.connections:
        # what is below is in reach of who is above
        into[places[tie.above]].append(tie.id)
        into[tie.id] = [places[tie.below]]
    paths = {key: follow([key], into) for key in into}
    for chip in panel.chips:
        paths[chip.id] |= {places[receiver] for receiver in chip.receivers}
    return {
        "keys": [*into],
        "paths": {key: sorted(path) for key, path in paths.items()},
        "kinds": {
            chip.id: sorted({choices[kind] for kind in choices.keys() & chip.types})
            for chip in panel.chips
        },
    }


def _read_part(name: str) -> str:
    return resources.files(__package__).joinpath("page", name).read_text("utf-8").strip()


def name_hash(text: str) -> str:
    """Name an inline style or script as the policy of a page does."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
