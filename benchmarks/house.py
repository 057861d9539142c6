"""How the house is: its modules, lines, imports, branches and exceptions, counted.

    python benchmarks/house.py [FOLDER]

FOLDER is the package, `dataflow` of this repository when left out; that of an older state can be
measured beside it. Every figure is printed with how it is counted.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Final, NamedTuple

from radon.complexity import cc_visit

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(__file__).parents[1] / "dataflow"

ENGINE: Final = re.compile(
    r"dataflow\.(engine|settings|applying|because|world|spreading|paths|evidence|stays|cells)\b"
)
"""The engine, and the rooms that it was before it was one."""

TARGETS: Final = {
    "modules": 165,
    "lines": 23_500,
    "top-level names": 14,
    "imports a module, median": 6,
    "branches a function, mean": 3.2,
    "branches a function, most": 12,
    "noqa": 60,
    "Any": 70,
    "modules of figures": 36,
    "imports from figures into engine": 0,
}
"""What is wanted: at most so much of each."""


class Measure(NamedTuple):
    """A figure, and how it is counted."""

    name: str
    value: float
    counted: str


class Module(NamedTuple):
    """A module: where it is below the package, its text, and its syntax."""

    path: str
    text: str
    tree: ast.Module

    @property
    def imports(self) -> list[ast.Import | ast.ImportFrom]:
        """Every import statement, wherever it stands."""
        return [
            node for node in ast.walk(self.tree) if isinstance(node, ast.Import | ast.ImportFrom)
        ]

    @property
    def branches(self) -> list[int]:
        """The cyclomatic complexity of every function and method."""
        return [block.complexity for block in cc_visit(self.text) if not hasattr(block, "methods")]


def read_modules(package: Path) -> list[Module]:
    """Return every module of a package, by path."""
    texts = {
        path.relative_to(package).as_posix(): path.read_text("utf-8")
        for path in sorted(package.rglob("*.py"))
    }
    return [Module(path, text, ast.parse(text)) for path, text in texts.items()]


def measure(modules: list[Module]) -> Iterator[Measure]:
    """Count everything that has a target, and what explains it."""
    lines = [module.text.count("\n") for module in modules]
    branches = [count for module in modules for count in module.branches]
    functions = [
        node.end_lineno - node.lineno + 1
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    ]
    names = {module.path.split("/")[0] for module in modules} - {"__init__.py", "__main__.py"}
    figures = [module for module in modules if module.path.startswith(("figures/", "drawing/"))]
    into = [
        node
        for module in figures
        for node in module.imports
        if isinstance(node, ast.ImportFrom) and ENGINE.match(node.module or "")
    ]
    yield Measure("modules", len(modules), "files that end in .py, `__init__` included")
    yield Measure("lines", sum(lines), "of all of them, blank lines and comments included")
    yield Measure("lines a module, median", median(lines), "likewise")
    yield Measure("lines a module, most", max(lines), "likewise")
    yield Measure("top-level names", len(names), "modules and packages directly in the package")
    imports = [len(module.imports) for module in modules]
    yield Measure("imports a module, median", median(imports), "statements, wherever they stand")
    yield Measure("imports in all", sum(imports), "likewise")
    yield Measure("functions", len(functions), "methods and inner functions included")
    yield Measure("lines a function, median", median(functions), "from `def` to its end")
    yield Measure("lines a function, most", max(functions), "likewise")
    yield Measure("branches a function, mean", mean(branches), "cyclomatic complexity, radon")
    yield Measure("branches a function, most", max(branches), "likewise")
    texts = [module.text for module in modules]
    yield Measure("noqa", sum(text.count("# noqa") for text in texts), "comments")
    anything = sum(len(re.findall(r"\bAny\b", text)) for text in texts)
    yield Measure("Any", anything, "wherever the word stands")
    yield Measure("modules of figures", len(figures), "as modules")
    yield Measure("imports from figures into engine", len(into), "statements")


def main() -> None:
    """Print every figure, its target and how it is counted."""
    package = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE
    for name, value, counted in measure(read_modules(package)):
        target = f"at most {TARGETS[name]:,}" if name in TARGETS else ""
        shown = f"{value:,.2f}" if isinstance(value, float) and value % 1 else f"{value:,.0f}"
        print(f"{name:<34}{shown:>8}  {target:<16}{counted}")


if __name__ == "__main__":
    main()
