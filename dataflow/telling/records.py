"""Records → CSV, for spreadsheets and programs; what JSON has → JSON that people can read too."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


BETWEEN: Final = "|"
"""What joins the items of a list in one cell."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(columns: Sequence[str], records: Iterable[Mapping[str, object]]) -> str:
    r"""Return records as CSV, columns first; lists are joined by `|`, null is an empty cell.

    A text that a spreadsheet would take for a formula gets a leading apostrophe.

    >>> write_csv(["id", "data", "n"], [{"id": "=a", "data": ["b", "c"], "n": None}])
    "id,data,n\n'=a,b|c,\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_cell(record[column]) for column in columns])
    return out.getvalue()


def _cell(value: object) -> str:
    text = BETWEEN.join(map(_word, value if isinstance(value, list) else [value]))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _word(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dict() | list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def write_json(value: object) -> str:
    r"""Return a value as JSON: indented, with the letters that people wrote, and a line's end.

    >>> write_json({"name": "Zoë"})
    '{\n  "name": "Zoë"\n}\n'
    """
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
