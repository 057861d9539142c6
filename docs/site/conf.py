"""The documentation as a site: `make docs` builds it into build/site.

The pages are those of the repository, where they are, so that every link between them holds on a
forge and on the site alike. The source is therefore the whole repository, of which Sphinx takes the
pages, the models and what the pages show.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers import Parser

import dataflow

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]

project = "dataflow"
author = copyright = "The dataflow authors"  # noqa: A001 - Sphinx's name for it
version = release = dataflow.__version__

root_doc = "README"
include_patterns = [
    *(
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "docs/*.md",
        "docs/decisions/*.md",
    ),
    *("graphs/**", "examples/*.md", "examples/*/*.md", "examples/lessons/*/README.md"),
]
exclude_patterns = ["build", ".venv", ".*", "tests", "dataflow", "docs/site"]
extensions = ["myst_parser"]
source_suffix = {".md": "markdown", ".yaml": "model"}
myst_heading_anchors = 4
nitpicky = True
# what these blocks hold is told to the tests by words that are no language
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = "dataflow"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False

CONTENTS = {
    "Begin": ["docs/tour", "docs/gallery", "examples/README", "examples/TEACHERS", "docs/README"],
    "Write": ["docs/language", "docs/rules", "docs/certainty", "docs/vocabulary", "docs/errors"],
    "Ask and draw": [
        "docs/commands",
        "docs/asking",
        "docs/python",
        "docs/at-home",
        "examples/notebook/README",
    ],
    "Cite": ["docs/citing", "graphs/README"],
    "Change": [
        "docs/changing",
        "docs/house",
        "docs/decisions/README",
        "docs/benchmarks",
        "CHANGELOG",
        "CONTRIBUTING",
        "SECURITY",
    ],
}
"""What stands in the margin of every page."""

INSIDE = {
    "examples/README": ["examples/lessons/README"],
    "examples/lessons/README": ["examples/lessons/*/README"],
    "examples/TEACHERS": ["examples/solutions/README"],
    "docs/decisions/README": ["docs/decisions/0*"],
    "graphs/README": ["graphs/*", "graphs/*/*"],
}
"""Which pages stand below a page."""


class ModelParser(Parser):
    """Makes a page of a model: its file with numbered lines, which answers name."""

    supported = ("model",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Put the text of a file below its name."""
        name = Path(document["source"]).relative_to(ROOT).as_posix()
        section = nodes.section(ids=[nodes.make_id(name)])
        code = nodes.literal_block(inputstring, inputstring, language="yaml", linenos=True)
        section += [nodes.title(name, name), code]
        document += section


def read_source(app: Sphinx, page: str, source: list[str]) -> None:
    """Adapt a page for the site: its tables of contents, its links to folders, its fences."""
    del app
    here = (ROOT / page).parent
    text = re.sub(r"^```(\w+) .+$", r"```\1", source[0], flags=re.MULTILINE)
    text = re.sub(r"(?<!!)\[([^]]*)\]\(([^)#:]+)\)", lambda link: _lead(link, here), text)
    if page == root_doc:
        text += "".join(_toctree(caption, names) for caption, names in CONTENTS.items())
    if page in INSIDE:
        text += _toctree("", INSIDE[page])
    source[0] = text


def _lead(link: re.Match[str], here: Path) -> str:
    """Lead a link to a folder to the page that tells what is in it, and one to a page as it is.

    A folder without such a page has the parts of a model, which is the file of its name.
    """
    said, path = link[1], link[2].rstrip("/")
    if path.endswith(".html"):
        return f'<a href="{path}">{said}</a>'
    if not (here / path).is_dir():
        return link[0]
    return (
        f"[{said}]({path}/README.md)"
        if (here / path / "README.md").is_file()
        else f"[{said}]({path}.yaml)"
    )


def _toctree(caption: str, pages: list[str]) -> str:
    options = [":hidden:", ":glob:", *([f":caption: {caption}"] if caption else [])]
    return "\n\n```{toctree}\n" + "\n".join([*options, *(f"/{page}" for page in pages)]) + "\n```\n"


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Add what is no page: the article, the models, and a first page under its usual name."""
    if exception:
        return
    there = Path(app.outdir)
    shutil.copytree(ROOT / "examples/article", there / "examples/article", dirs_exist_ok=True)
    shutil.copytree(ROOT / "graphs", there / "graphs", dirs_exist_ok=True)
    shutil.copyfile(there / "README.html", there / "index.html")


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx of the above."""
    app.add_source_parser(ModelParser)
    app.connect("source-read", read_source)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
