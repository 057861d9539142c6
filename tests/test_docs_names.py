"""The documents name every command, option, key and code that there is, and none that is not."""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import re
import shlex
import tomllib
from dataclasses import fields
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from blocks import (
    FENCE,
    PAGES,
    README,
    ROOT,
    blocks_of,
    replay,
    run_program,
    sections_of,
    tables_of,
    ticked,
)
from house_picture import ALT, PICTURE, draw_house

import dataflow as df
from dataflow.answers.answer import Tellable
from dataflow.cli import program
from dataflow.engine.setting import Settings
from dataflow.figures.formats import FORMATS
from dataflow.language.desk import Desk
from dataflow.language.document import validate
from dataflow.language.parts import Part
from dataflow.language.schema import make_schema
from dataflow.problems import CODES
from dataflow.reading import Reader

DOCS = ROOT / "docs"
GUIDES = [README, *(page for page in PAGES if page.parent == DOCS and page.stem != "benchmarks")]
"""The documents about this program; those about measuring name other programs' options too."""


@cache
def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


@cache
def sections(page: str) -> dict[str, str]:
    return sections_of(text_of(page))


# --- commands and options -------------------------------------------------------------------------

PROGRAM: Any = typer.main.get_command(program.make_app(*program.COMMANDS))
COMMANDS: dict[str, Any] = dict(PROGRAM.commands)
EVERYWHERE = {"--help", "-h"}.union(*(one.opts for one in PROGRAM.params))
"""Options of the program itself, and the help of every command."""


def options_of(command: Any) -> set[str]:  # noqa: ANN401 - typer's own
    found = [one for one in command.params if one.param_type_name == "option"]
    return {flag for one in found for flag in (*one.opts, *one.secondary_opts)} - EVERYWHERE


def choices_of(command: Any) -> set[str]:  # noqa: ANN401 - typer's own
    chosen = [one.default for one in command.params if isinstance(one.default, Enum)]
    return {choice.value for one in chosen for choice in type(one)}


def section_of(command: str) -> str:
    assert command in sections("commands.md"), (
        f"docs/commands.md has no section `## {command}`: say there what it answers, its options, "
        "and show it at work"
    )
    return sections("commands.md")[command]


def said_of(command: str) -> str:
    """Give the tables of a command's options: its own, and the shared ones that it points to."""
    section = section_of(command)
    shared = re.findall(r"^Options:.*$", section, re.MULTILINE)
    assert shared, f"docs/commands.md: the section of `{command}` has a line `Options: …`"
    anchors = re.findall(r"\]\(#([\w-]+)\)", shared[0])
    heads = {head.lower().replace(" ", "-"): head for head in sections("commands.md")}
    rows = [" ".join(row) for table in tables_of(section) for row in table]
    for anchor in anchors:
        tables = tables_of(sections("commands.md")[heads[anchor]])
        rows += [" ".join(row) for table in tables for row in table]
    return "\n".join([shared[0], *rows])


def flags_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*|-[a-zA-Z])(?![\w-])", text))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_section_with_exactly_its_options(name: str) -> None:
    command = COMMANDS[name]
    said = said_of(name)
    named = {flag for span in ticked(said) for flag in flags_in(span)}
    assert named - {"-"} == options_of(command)
    assert choices_of(command) <= {word for span in ticked(said) for word in span.split()}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_its_arguments_and_is_shown_at_work(name: str) -> None:
    command, section = COMMANDS[name], section_of(name)
    taken = [one for one in command.params if one.param_type_name == "argument"]
    needed = [(one.metavar or one.name.upper()).strip("{}.") for one in taken if one.required]
    usage = next((span for span in ticked(section) if span.startswith(f"dataflow {name}")), None)
    assert usage, f"docs/commands.md: the section of `{name}` says `dataflow {name} …`"
    bare = re.sub(r"\[[^]]*\]|--\S+ [A-Z]+", "", usage)
    assert re.findall(r"\b[A-Z]+\b", bare) == needed
    page = blocks_of(DOCS / "commands.md")
    shown = "".join(block.text for block in page if block.kind == "console")
    assert f"$ dataflow {name} " in shown


def test_the_options_of_the_program_itself_are_named() -> None:
    named = {flag for span in ticked(text_of("commands.md")) for flag in flags_in(span)}
    assert named >= EVERYWHERE


def test_no_section_is_about_a_command_that_is_not_there() -> None:
    top = re.findall(r"^## (.+)$", FENCE.sub("", text_of("commands.md")), re.MULTILINE)
    assert {head for head in top if re.fullmatch("[a-z-]+", head)} == set(COMMANDS)


def test_the_pages_name_no_command_and_no_option_that_is_not_there() -> None:
    every = set.union(EVERYWHERE, *(options_of(command) for command in COMMANDS.values()))
    for page in GUIDES:
        text = page.read_text("utf-8")
        for name in re.findall(r"[`$] ?dataflow ([a-z][\w-]*)", text):
            assert name in COMMANDS, f"{page.name}: `dataflow {name}`"
        for span in ticked(text):
            assert flags_in(span) <= every | {"-n"}, f"{page.name}: `{span}`"


# --- keys -----------------------------------------------------------------------------------------


@cache
def shapes() -> dict[str, dict[str, Any]]:
    """Give every mapping of the language by its type's name; `Model` is a file, whole."""
    schema = make_schema()
    mappings = {name: _mapping(shape) for name, shape in schema["$defs"].items()}
    return {
        "Model": schema["properties"],
        **{name: keys for name, keys in mappings.items() if keys and not name.endswith("ById")},
    }


def _mapping(shape: dict[str, Any]) -> dict[str, Any]:
    ways = [shape, *shape.get("anyOf", ())]
    return next((way["properties"] for way in ways if "properties" in way), {})


def values_of(schema: Any) -> set[str]:  # noqa: ANN401 - any JSON
    """Give the words that may stand in a field, where they are counted."""
    if isinstance(schema, list):
        return set().union(*map(values_of, schema))
    if not isinstance(schema, dict):
        return set()
    mine = {str(value) for value in schema.get("enum", ())}
    return mine.union(*(values_of(schema[key]) for key in ("anyOf", "items") if key in schema))


SHARED = {"Window", "Statement", "Stated", "Asked"}
"""Tables of keys that several mappings have."""

MARK = re.compile(r"<!-- keys: (\w+) -->\n((?:(?!<!-- keys|^#).*\n)*)", re.MULTILINE)


@cache
def described() -> dict[str, tuple[dict[str, str], set[str]]]:
    """Give of every mapping that the page describes: its table, and the keys told elsewhere."""
    found = {}
    for name, rest in MARK.findall(text_of("language.md")):
        assert name not in found, f"two tables of {name}"
        table = next(tables_of(rest), [])
        also = re.findall(r"^Also: (.*)$", rest, re.MULTILINE)
        keys = {key: " ".join(row[1:]) for row in table for key in ticked(row[0])}
        found[name] = (keys, {key for line in also for key in ticked(line)})
    return found


def test_every_mapping_of_the_language_has_a_table() -> None:
    assert set(described()) - SHARED == set(shapes())


@pytest.mark.parametrize("name", shapes())
def test_a_table_has_exactly_the_keys_of_its_mapping(name: str) -> None:
    table, also = described()[name]
    assert not also & set(table)
    assert {*table, *also} == set(shapes()[name])


@pytest.mark.parametrize("name", shapes())
def test_a_table_names_the_words_that_may_stand_in_a_field(name: str) -> None:
    table, _ = described()[name]
    for key, told in table.items():
        words = values_of(shapes()[name].get(key, {}))
        assert words <= set(ticked(told)), f"{name}: {key}"


def test_every_key_has_an_example() -> None:
    used: set[tuple[str, str]] = set()
    for block in blocks_of(DOCS / "language.md"):
        if block.kind == "yaml" and "broken" not in block.info:
            reader = Reader()
            for tree in reader.read_all_text(block.text, block.place)[:1]:
                _walk(validate(tree, Desk(reader)).document, used)
    every = {
        (_home(part, key).__name__, key)
        for part in _parts(Part)
        for key in part.fields_by_key()
        if part.__name__ in {*shapes(), "Document"}
    }
    assert every - used == set()


def _parts(part: type[Part]) -> set[type[Part]]:
    return {part}.union(*(_parts(child) for child in part.__subclasses__()))


def _home(part: type[Part], key: str) -> type[Part]:
    """Find the type that a key is declared in: what many share needs one example."""
    field = part.fields_by_key()[key]
    return next(one for one in reversed(part.__mro__) if field in inspect.get_annotations(one))


def _walk(node: object, used: set[tuple[str, str]]) -> None:
    if isinstance(node, Part):
        defaults = {field.name: field.default for field in fields(node)}
        for key, field in type(node).fields_by_key().items():
            if getattr(node, field) not in (defaults[field], {}):
                used.add((_home(type(node), key).__name__, key))
                _walk(getattr(node, field), used)
    elif isinstance(node, (list, tuple)):
        for item in node:
            _walk(item, used)
    elif isinstance(node, dict):
        for item in node.values():
            _walk(item, used)


# --- codes and names of Python --------------------------------------------------------------------


def test_every_code_has_its_line() -> None:
    rows = [row for table in tables_of(text_of("errors.md")) for row in table]
    told = {ticked(row[0])[0]: row[1] for row in rows}
    assert told == CODES


def test_the_page_of_python_names_all_that_is_public_and_nothing_else() -> None:
    named = set(re.findall(r"\bdf\.([A-Za-z]\w*)", text_of("python.md")))
    assert named == set(df.__all__)


def test_the_page_of_python_names_every_setting_and_what_an_answer_can_do() -> None:
    named = {word for span in ticked(text_of("python.md")) for word in re.findall(r"\w+", span)}
    public = {name for name in vars(Tellable) if not name.startswith("_")} - {"columns"}
    assert {*Settings.__annotations__, *public} <= named


# --- JSON -----------------------------------------------------------------------------------------


def test_the_page_of_the_commands_names_every_key_of_the_json(tmp_path: Path) -> None:
    page = DOCS / "commands.md"
    assert not replay(page, tmp_path).wrong  # which leaves the files of the page there
    shown = [block.text for block in blocks_of(page) if block.kind == "console"]
    lines = re.findall(r"^\$ dataflow (.* --format json)$", "".join(shown), re.MULTILINE)
    asked = {name for name, command in COMMANDS.items() if "json" in choices_of(command)}
    assert {line.split()[0] for line in lines} == asked, "every command shows its JSON"
    named = {word for span in ticked(text_of("commands.md")) for word in span.split()}
    for line in lines:
        with contextlib.chdir(tmp_path), Path(os.devnull).open(encoding="utf-8") as keyboard:
            said, _ = run_program(shlex.split(line), keyboard)
        answer = json.loads(said)
        if line.startswith("exposure "):  # its keys are companies, and below them data types
            answer["answer"] = [of for row in answer["answer"].values() for of in row.values()]
        assert keys_of(answer) <= named, line


def keys_of(value: Any) -> set[str]:  # noqa: ANN401 - any JSON
    """Give every key, but for those that the model itself has."""
    if isinstance(value, list):
        return set().union(*map(keys_of, value))
    if not isinstance(value, dict):
        return set()
    theirs = {"when", "unless", "fields", "expect", "expected", "got"}
    return {*value}.union(*(keys_of(inner) for key, inner in value.items() if key not in theirs))


# --- the house ------------------------------------------------------------------------------------


def test_the_page_on_changing_has_the_layers_of_the_house_in_their_order() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [house] = [one for one in contracts if one["id"] == "house"]
    table = next(tables_of(sections("changing.md")["The house"]))
    assert [ticked(row[0])[0] for row in table] == house["layers"][::-1]


def test_the_section_of_draw_has_every_format() -> None:
    section = sections("commands.md")["draw"]
    for form in FORMATS:
        assert f"`{form.ending}`" in section, f"docs/commands.md: draw: `{form.ending}`"
        assert f"`{form.name}`" in said_of("draw"), (
            f"docs/commands.md: draw: `--format {form.name}`"
        )


def test_the_picture_of_the_house_is_that_of_the_code() -> None:
    assert PICTURE.read_text("utf-8") == draw_house(), "`make figures` draws it anew"
    assert f"![{ALT}](figures/house.svg)" in (DOCS / "changing.md").read_text("utf-8")
