"""The language as a JSON Schema, made from the same types that read it: for editors and programs.

It holds of a model as a YAML reader has it that knows numbers, truths and null (YAML 1.2, as
editors do), and of one whose scalars are all text. It says what may stand where; what only the
whole model can tell, such as names that nothing defines, is for `dataflow check`. So is what such
a reader no longer sees: `16` and `0016`, `True` and `true`, a text `null` and nothing at all (which
is refused: in quotes it is text), an id that is `true` or `null`.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import fields
from typing import TYPE_CHECKING, Final

from dataflow.language.document import Document
from dataflow.language.leaves import LEAVES

if TYPE_CHECKING:
    from dataflow.language.kinds import Schema
    from dataflow.language.parts import Part

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def make_schema() -> Schema:
    """Make the JSON Schema (2020-12) of a model file.

    >>> make_schema()["required"]
    ['dataflow']
    """
    definitions = _Definitions()
    root = definitions.describe(Document)
    head = {"$schema": DIALECT, "title": "A dataflow model"}
    return head | root | {"$defs": dict(sorted(definitions.made.items()))}


class _Definitions:
    """The definitions that were referred to so far, by name."""

    def __init__(self) -> None:
        self.made: dict[str, Schema] = {}

    def refer(self, to: str | type, without: str | None = None) -> Schema:
        """Refer to a leaf, or to a part: whole, or without the key that stands in front of it."""
        name = to if isinstance(to, str) else f"{to.__name__}{'ById' if without else ''}"
        if name not in self.made:
            self.made[name] = {}  # it may refer to itself
            self.made[name] |= (
                deepcopy(LEAVES[to]) if isinstance(to, str) else self._define(to, without)
            )
        return {"$ref": f"#/$defs/{name}"}

    def describe(self, part: type[Part], without: str | None = None) -> Schema:
        """Return the schema of a mapping: its keys, and the rules across them."""
        keys = {key: known for key, (_, known) in part.keys().items() if key != without}
        needed = [key for key in _list_required(part) if key != without]
        shape: Schema = {
            "type": "object",
            "properties": {
                key: known.kind.schema(self.refer) | {"description": known.description} | known.more
                for key, known in keys.items()
            },
        }
        if needed or without:
            shape["required"] = needed
        shape |= {"description": part.__doc__, "additionalProperties": False}
        return shape | ({"allOf": deepcopy(list(part.rules))} if part.rules else {})

    def _define(self, part: type[Part], without: str | None) -> Schema:
        """Return the schema of a part: the mapping, or what may stand for it."""
        shape = self.describe(part, without)
        if without:
            return shape
        short: list[Schema] = []
        if part.bare and {part.bare}.issuperset(shape.get("required", ())):
            short.append(self._single(part, part.bare))
        if part.may_be_empty:
            short.append({"type": "null"})
        return {"anyOf": [shape, *short]} if short else shape

    def _single(self, part: type[Part], key: str) -> Schema:
        """Return what may stand alone in a field of one or many."""
        schema = part.keys()[key][1].kind.schema(self.refer)
        single: Schema = schema.get("anyOf", [schema])[0]
        return single


def _list_required(part: type[Part]) -> list[str]:
    """Return the keys that may not be left out, those of the parents first."""
    key_of = {name: key for key, (name, known) in part.keys().items() if known.required}
    return [key_of[each.name] for each in fields(part) if each.name in key_of]
