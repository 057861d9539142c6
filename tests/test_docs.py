"""What the documents show is run: models, the program's screens, Python. Nothing is left out."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from blocks import DOCUMENTS, README, ROOT, SILENT, blocks_of, replay, run_program

if TYPE_CHECKING:
    from pathlib import Path

LEAST = {"yaml": 40, "console": 30, "python": 8}
"""So many blocks of each kind there are at least: documents that show nothing prove nothing."""

MOST_SILENT = 12
"""So many blocks of all documents may be ones that nothing runs."""

LONGEST_README = 150


def name(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_what_a_document_shows_is_so(document: Path, tmp_path: Path) -> None:
    found = replay(document, tmp_path)
    if os.environ.get("UPDATE_GOLDENS") and found.wrong:
        document.write_text(found.text, "utf-8")
    assert not found.wrong, "\n".join(found.wrong)
    fences = re.findall(r"^\s*(?:```|~~~)([^\s`]*)", document.read_text("utf-8"), re.MULTILINE)
    kinds = [kind for kind in fences if kind]
    assert len(fences) == 2 * len(kinds), "every block says what it is, and ends"
    assert found.done == sum(kind not in SILENT for kind in kinds)


def test_there_is_much_to_run_and_little_that_is_not() -> None:
    found = Counter(block.kind for document in DOCUMENTS for block in blocks_of(document))
    assert all(found[kind] >= least for kind, least in LEAST.items()), found
    assert sum(found[kind] for kind in SILENT) <= MOST_SILENT, found
    readme = Counter(block.kind for block in blocks_of(README))
    assert all(readme[kind] for kind in LEAST), readme


def test_the_readme_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= LONGEST_README


# --- links ----------------------------------------------------------------------------------------


def anchors_of(document: Path) -> set[str]:
    """Give the anchors that a forge makes of a document's headings."""
    heads = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)\s]*)\)", text)
    for link in links:
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{name(document)}: {link}"
        if anchor:
            assert anchor in anchors_of(target), f"{name(document)}: {link}"


def test_the_map_names_every_page() -> None:
    text = (ROOT / "docs" / "README.md").read_text("utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name == "README.md" or f"]({page.name}" in text, page.name


def test_the_paths_that_the_documents_name_are_there() -> None:
    places = re.compile(r"`((?:dataflow|tests|docs|graphs|benchmarks|\.ci)/[\w./-]*)`")
    named = [
        (document, path)
        for document in DOCUMENTS
        for path in places.findall(document.read_text("utf-8"))
    ]
    assert named
    for document, path in named:
        assert (ROOT / path).exists(), f"{name(document)}: {path}"


def test_make_knows_what_the_documents_ask_of_it() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for document in DOCUMENTS:
        for target in re.findall(
            r"(?:`|^)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE
        ):
            assert target in targets, f"{name(document)}: make {target}"


# --- the machinery --------------------------------------------------------------------------------


def test_the_program_runs_here_as_it_does_elsewhere(tmp_path: Path) -> None:
    with (tmp_path / "typed.yaml").open("w+", encoding="utf-8") as typed:
        typed.write("dataflow: 1\nservices: {a: {holds: email}}\n")
        typed.seek(0)
        said, code = run_program(["reach", "-", "email", "--format", "csv"], typed)
        assert said.splitlines()[1].startswith("a,a,")
        assert code == 0
        said, code = run_program(["raech"], typed)
        assert said.startswith("error: ")
        assert code == 2


PAGE = """\
```yaml title=a.yaml
dataflow: 1
services: {a: {holds: email}}
```
```yaml broken
dataflow: 1
servces: {}
```
```console
$ dataflow reach a.yaml email
1 company can reach email address.
…
$ dataflow check b.yaml
…
$ echo $?
2
```
```python
>>> import dataflow as df
>>> model = df.load("a.yaml")
```
```text
not run
```
```python
>>> len(df.reach(model, "email"))
1
>>> df.load("b.yaml")
Traceback (most recent call last):
  ...
dataflow.problems.ModelError: b.yaml:1: there is no file `b.yaml`
```
"""


def test_a_page_that_is_right_stays_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")
    (tmp_path / "folder").mkdir()
    found = replay(page, tmp_path / "folder")
    assert found == (5, [], page.read_text("utf-8"))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("1 company can", "2 companies can"),
        ("$ echo $?\n2", "$ echo $?\n0"),
        ('"email"))\n1\n', '"email"))\n2\n'),
        ('>>> model = df.load("a.yaml")\n', '>>> model = df.load("a.yaml")\n3\n'),
    ],
)
def test_a_page_that_is_wrong_is_written_anew(right: str, wrong: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    assert right in PAGE
    page.write_text(PAGE.replace(right, wrong), "utf-8")
    (tmp_path / "folder").mkdir()
    found = replay(page, tmp_path / "folder")
    assert len(found.wrong) == 1
    assert found.text == PAGE


@pytest.mark.parametrize(
    "block",
    [
        "```yaml broken\ndataflow: 1\n```\n",
        "```yaml\ndataflow: 1\nservces: {}\n```\n",
        "```yaml titel=a.yaml\ndataflow: 1\n```\n",
        "```console typed=a\n$ dataflow --version\n```\n",
        "```console solved\n$ dataflow --version\n```\n",
        "```console sovled\n$ dataflow --version\n```\n",
        "```json\n{}\n```\n",
        "```console\ndataflow --version\n```\n",
        "```console\n$ rm -r .\n```\n",
    ],
)
def test_a_block_that_is_not_what_it_says_fails(block: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(block, "utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(AssertionError):
        replay(page, tmp_path / "folder")
