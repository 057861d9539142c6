"""What JSON has → JSON that people can read as well."""

from __future__ import annotations

import json


def render(value: object) -> str:
    r"""Return a value as JSON: indented, with the letters that people wrote, and a line's end.

    >>> render({"name": "Zoë"})
    '{\n  "name": "Zoë"\n}\n'
    """
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
