"""A located tree → a `Document`, with every problem of the language reported at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dataflow.language.document import VERSION, Document
from dataflow.language.kinds import EVERY, Walk
from dataflow.language.parts import Mapped
from dataflow.reading import Text, collector_off

if TYPE_CHECKING:
    from dataflow.language.desk import Desk
    from dataflow.reading import Fields


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A file's document, and the ids of what had to be left out of it: section → ids."""

    document: Document
    broken: dict[str, set[str]]


def validate(tree: Fields, desk: Desk) -> Checked:
    """Check a tree against the language and make its document.

    What is wrong is reported to the desk; the field, or else the entry, that is wrong is left out
    and the rest is taken, so that later stages can report their own problems in the same run.
    """
    walk = Walk(desk)
    with collector_off():
        values, _ = Mapped(Document).values(tree, tree.at, walk)
    values.setdefault("dataflow", Text(VERSION))
    for key, name in Document.fields_by_key().items():
        if key in tree and name not in values:
            walk.broken.setdefault(key, set()).add(EVERY)
    return Checked(Document.made(tree.at, tree, values), walk.broken)
