"""The language as a JSON Schema, made from the same types that read it: for editors and programs.

It holds of a model as a YAML reader has it that knows numbers, truths and null (YAML 1.2, as
editors do), and of one whose scalars are all text. It says what may stand where; what only the
whole model can tell, such as names that nothing defines, is for `dataflow check`. So is what such
a reader no longer sees: `16` and `0016`, `True` and `true`, a text `null` and nothing at all (which
is refused: in quotes it is text), an id that is `true` or `null`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from dataflow.language.document import Document
from dataflow.language.leaves import LEAVES, NAMED, WITHOUT, Schema

if TYPE_CHECKING:
    from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def make_schema() -> Schema:
    """Make the JSON Schema (2020-12) of a model file.

    >>> make_schema()["required"]
    ['dataflow']
    """
    schema = Document.model_json_schema(schema_generator=_Generator)
    parts = schema.pop("$defs")
    definitions: dict[str, Schema] = {}
    root: Schema = _finish(schema, parts, definitions)
    for name, part in parts.items():
        definitions[name] = _finish(part, parts, definitions)
    head = {"$schema": DIALECT, "title": "A dataflow model"}
    return head | root | {"$defs": dict(sorted(definitions.items()))}


def _finish(node: Any, parts: dict[str, Schema], definitions: dict[str, Schema]) -> Any:  # noqa: ANN401 - any JSON
    """Copy a schema, with what is marked in it put under the definitions and referred to."""
    if isinstance(node, list):
        return [_finish(item, parts, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    # a title is pydantic's, unless it stands among properties and is one
    kept = {k: v for k, v in node.items() if k != "title" or isinstance(v, dict)}
    if WITHOUT in kept:
        name = kept["$ref"].rpartition("/")[2]
        shape = _without(kept[WITHOUT], parts[name])
        definitions[f"{name}ById"] = _finish(shape, parts, definitions)
        return {"$ref": f"#/$defs/{name}ById"}
    copy = {key: _finish(value, parts, definitions) for key, value in kept.items()}
    if NAMED in copy:
        name = copy.pop(NAMED)
        definitions[name] = dict(LEAVES[name])
        return {"$ref": f"#/$defs/{name}", **copy}
    return copy


def _without(key: str, part: Schema) -> Schema:
    """Return the mapping of a part without the key that stands in front of it."""
    shape = part["anyOf"][0] if "anyOf" in part else part
    return shape | {
        "properties": {name: to for name, to in shape["properties"].items() if name != key},
        "required": [name for name in shape.get("required", ()) if name != key],
    }


class _Generator(GenerateJsonSchema):
    """Pydantic's, but for what it would say of defaults, titles and orders that are not ours."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Leave null out: it is what the reader puts where nothing stands."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """Leave the default out: descriptions say what it means."""
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        """Return the schemas of keys and values; every key must fit."""
        return {
            "type": "object",
            "propertyNames": self.generate_inner(schema["keys_schema"]),
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - as overridden
        """Return False: descriptions are enough."""
        return False

    def sort(self, value: Schema, parent_key: str | None = None) -> Schema:  # noqa: ARG002 - as overridden
        """Leave the order as it is: that of the language."""
        return value
