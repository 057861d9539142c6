"""Every answer in every format, read back: names come out as they went in, and stay names."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

import dataflow as df
from dataflow.language import leaves
from dataflow.reading import characters
from dataflow.telling import page, text

if TYPE_CHECKING:
    from dataflow.answers.answer import Tellable
    from dataflow.model import Model

HOSTILE = [
    "=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "a|b", "a,b;c", 'say "hi"', "it's",
    "<script>alert(1)</script>", "<b>", "&amp; & &lt;", "*bold* _it_ `code` ~~no~~",
    "[link](https://example.org)", "![x](y.png)", "https://example.org/x", "www.example.org",
    "a@example.org", "# heading", "1. one", "- item", "> quote", "| a | b |", "---", "\\", "\\*",
    "${x}", "{{x}}", "::error::x", "%0A", "$a$", "a\\|b", "<!-- x -->", "]]>", "é 电话 🙂",
    "می\u200cکنم", "क्\u200dष", "👩\u200d💻 Dev", "❤\ufe0f Heart",
]  # fmt: skip
"""Names that are markup, formulas or commands somewhere."""


def model_with(name: str) -> Model:
    """Make a model in which a company, service, data type, purpose and source are called so."""
    document = {
        "dataflow": 1,
        "vocabulary": "none",
        "sources": {"s": {"title": name, "publisher": name, "url": "https://example.org/a_b?c=*d*"}},
        "data": {"x": {"name": name}},
        "purposes": {"p": {"name": name}},
        "companies": {"c": {"name": name, "owned_by": "o"}, "o": {}},
        "services": {"a": {"operator": "c", "holds": "x"}, "b": {"name": f"{name} 2"}},
        "flows": {"f": {"from": "a", "to": "b", "data": "x", "purposes": "p", "source": "s",
                        "note": name, "choice": "opt-out"}},
        "expect": [{"reach": "x", "companies": ["o"]}],
    }  # fmt: skip
    return df.loads(json.dumps(document, ensure_ascii=False))


def answers(model: Model) -> dict[str, Tellable]:
    return {
        "reach": df.reach(model, "x", owners=True),
        "why": df.why(model, "x", "b"),
        "why-all": df.why(model, "x", "b", all=True),
        "cut": df.cut(model, "x", "b", {"f": 2.5}),
        "show": df.show(model, "flow:f"),
        "list": df.show(model),
        "test": df.test(model),
    }


ASKED = ("reach", "why", "why-all", "cut", "show", "list", "test")


def words(text: str) -> str:
    """Give a text as a reader sees it, whatever it is wrapped like."""
    return " ".join(text.split())


LETTERS = [
    "می\u200cکنم",
    "क्\u200dष",
    "👩\u200d💻 Dev",
    "❤\ufe0f Heart",
    "Aé\u00a0B",
]


@pytest.mark.parametrize("name", LETTERS)
def test_what_forms_letters_emoji_or_spaces_is_written_as_it_is(name: str) -> None:
    model = df.loads(f'dataflow: 1\nservices: {{a: {{name: "{name}", holds: email}}}}')
    answer = df.reach(model, "email")
    for said in (answer.tell(), answer.to_markdown(), answer.to_csv(), answer._repr_html_()):
        assert name in said
    drawing = df.draw(answer)
    for form in ("html", "dot", "markdown"):
        assert name in drawing.convert(form).decode()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\u200db", "a\\u200db"), ("a\u202eb", "a\\u202eb"), ("\u200cمی", "\\u200cمی"),
        ("a\x1b[1m", "a\\x1b[1m"), ("a\rb", "a\\rb"), ("a\x85b", "a\\x85b"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_escaped(name: str, shown: str) -> None:
    assert text.escape(name) == shown
    assert characters.show(name) == f"`{shown}`"
    assert leaves.shorten(name) == shown
    assert page.escape(name) == shown


def test_a_table_counts_the_columns_that_are_seen() -> None:
    widths = {
        "می\u200cکنم": 5,
        "👩\u200d💻": 2,
        "❤\ufe0f": 2,
        "🙂\ufe0f": 2,
        "e\u0301": 1,
        "电": 2,
    }
    assert {name: text.cell_width(name) for name in widths} == widths


def from_markdown(markdown: str) -> tuple[str, set[str], list[str]]:
    """Read Markdown as GitHub does: its text, the kinds of its parts, where its links go."""
    reader = MarkdownIt("gfm-like", {"html": True})
    shown, kinds, links = [], set(), []
    for token in reader.parse(markdown):
        kinds.add(token.type)
        for part in token.children or ():
            kinds.add(part.type)
            shown.append(part.content if part.type == "text" else " ")
            if part.type == "link_open":
                links.append(str(part.attrs["href"]))
        shown.append(" ")
    return words("".join(shown)), kinds, links


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("asked", ASKED)
def test_markdown_shows_every_name_as_it_is_and_makes_nothing_of_it(asked: str, name: str) -> None:
    answer = answers(model_with(name))[asked]
    shown, kinds, links = from_markdown(answer.to_markdown())
    plain = {"inline", "text", "softbreak", "paragraph_open", "paragraph_close", "link_open",
             "link_close", *(f"{part}_{end}" for end in ("open", "close") for part in
             ("table", "thead", "tbody", "tr", "th", "td", "ordered_list", "list_item",
              "bullet_list"))}  # fmt: skip
    assert kinds <= plain
    assert set(links) <= {"https://example.org/a_b?c=*d*"}
    if words(name) in words(answer.tell()):
        assert words(name) in shown


STYLES = {"", *page.STYLES.values()}


class Page(HTMLParser):
    """Reads a piece of HTML: its text, its elements, its links; and whether it is closed well."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.elements, self.links, self.open = "", set[str](), list[str](), list[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        styled = dict(attrs).get("style") or ""
        assert styled in STYLES, "a style is one of the program's own"
        assert {key for key, _ in attrs} <= ({"href"} if tag == "a" else {"style"})
        self.links += [value or "" for key, value in attrs if key == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("asked", ASKED)
def test_html_shows_every_name_as_it_is_and_makes_nothing_of_it(asked: str, name: str) -> None:
    answer = answers(model_with(name))[asked]
    shown = Page(answer._repr_html_())
    assert not shown.open
    assert shown.elements <= {
        *("div", "p", "ol", "li", "br", "a"), *("table", "thead", "tbody", "tr", "th", "td"),
    }  # fmt: skip
    assert set(shown.links) <= {"https://example.org/a_b?c=*d*"}
    if words(name) in words(answer.tell()):
        assert words(name) in words(shown.text)


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("asked", ASKED)
def test_csv_keeps_every_cell_and_holds_no_formula(asked: str, name: str) -> None:
    answer = answers(model_with(name))[asked]
    rows = list(csv.DictReader(io.StringIO(answer.to_csv(), newline="")))
    assert len(rows) == len(answer.records())
    for row, record in zip(rows, answer.records(), strict=True):
        assert list(row) == list(answer.columns)
        for key, cell in row.items():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
            if isinstance(record[key], str):
                assert cell.removeprefix("'") == record[key].removeprefix("'")


def test_lists_are_joined_and_nothing_is_empty_in_csv() -> None:
    model = df.loads(
        "{dataflow: 1, services: {a: {holds: [email, name]}, b: }, flows: [{from: a, to: b,"
        " data: [email, name], purposes: [ads, security], when: {region: DE}}]}"
    )
    text = df.reach(model, "email").to_csv()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[1]["purposes"] == "ads|security"
    assert rows[1]["since"] == ""
    assert rows[1]["unnamed"] == "false"
    assert json.loads(rows[1]["conditions"]) == {"when": {"region": "DE"}, "holds_because": None}
    assert df.reach(model, "likes").to_csv() == text.splitlines()[0] + "\n"
    assert df.why(model, "likes", "a").to_csv().count("\n") == 1


def test_an_answer_is_a_table_of_pandas_where_that_is_there() -> None:
    pytest.importorskip("pandas")
    model = df.loads("{dataflow: 1, services: {a: {holds: email}}}")
    table = df.reach(model, "email").to_pandas()
    assert list(table.company) == ["a"]
    assert list(df.reach(model, "name").to_pandas().columns) == list(
        df.reach(model, "email").columns
    )


def test_without_pandas_an_answer_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    model = df.loads("{dataflow: 1, services: {a: {holds: email}}}")
    with pytest.raises(ImportError, match="pandas"):
        df.reach(model, "email").to_pandas()


def test_check_in_every_format() -> None:
    answer = df.check("tests/models/wrong.yaml")
    records: list[dict[str, Any]] = answer.to_dict()["answer"]["problems"]
    rows = list(csv.DictReader(io.StringIO(answer.to_csv())))
    assert [row["message"] for row in rows] == [one["message"] for one in records]
    shown, _, _ = from_markdown(answer.to_markdown())
    lines = answer.to_github().splitlines()
    assert len(lines) == len(records)
    for record, line in zip(records, lines, strict=True):
        assert record["message"] in shown
        place = f"file={record['file']},line={record['line']},col={record['column']}"
        assert line.startswith(f"::{record['severity']} {place},title={record['code']}::")
