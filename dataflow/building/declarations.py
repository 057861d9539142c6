"""How holders are declared, and so in which form somebody adds that a holder has something."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dataflow.building import Blueprint
    from dataflow.language.holders import Company, Service
    from dataflow.model import Holder, Term
    from dataflow.reading import Text

_PLAIN: Final = re.compile(r"[^\W\d_][\w .&'/-]*")
"""A name that needs no quotes wherever it stands."""


class Declarations:
    """How every holder of a model is declared."""

    def __init__(self, blueprint: Blueprint) -> None:
        """Go through all files once."""
        self._locate = blueprint.reader.locate
        self._lists_holds = any(checked.document.holds for checked in blueprint.files)
        self._entries: dict[str, list[tuple[Text, Company | Service]]] = defaultdict(list)
        for checked in blueprint.files:
            for section in (checked.document.companies, checked.document.services):
                for key, part in section.items():
                    self._entries[str(key)].append((key, part))

    def advise_holding(self, holder: Holder, term: Term) -> str:
        """Return what to write, and where, so that a holder has a data type."""
        entries = self._entries[holder.id]
        for key, part in entries:
            if "holds" in part.written:
                return f"add `{term.id}` to the `holds` of `{holder.id}`, {self._where(key)}"
        for key, part in entries:
            if part.bare is not None and part.stands_bare:
                fields = f"name: {_quote(str(part.written[part.bare]))}, holds: {term.id}"
                return f"write `{holder.id}: {{{fields}}}`, {self._where(key)}"
            if part.at != key.at:  # otherwise it is an item of a list of ids, where nothing fits
                return f"add `holds: {term.id}` to `{holder.id}`, {self._where(key)}"
        entry = f"{{holder: {holder.id}, data: {term.id}}}"
        if self._lists_holds:
            return f"add `{entry}` to the list `holds`"
        return f"add `holds: [{entry}]`, a section of its own"

    def _where(self, key: Text) -> str:
        at = self._locate(key.at)
        return f"{at.file}:{at.line}"


def _quote(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    import json  # noqa: PLC0415 - hardly any name needs it

    return json.dumps(name, ensure_ascii=False)
