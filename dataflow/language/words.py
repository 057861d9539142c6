"""The words that stand for themselves in the language: each set once, for types and messages."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

LANGUAGES: Final = ("en", "de")
"""The languages that answers are told in, by their BCP 47 subtag."""

Status = Literal["announced", "assumed", "alleged", "permitted", "stated", "observed", "confirmed"]
"""How sure a statement is, the weakest first; what is assumed, only a scenario may state."""

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
"""The same, to compare by."""

SinceIs = Literal["stated", "by", "from", "unknown"]
"""What a day in an answer is, the best known first: certain, the last that it may be, the first, or
neither."""

Choice = Literal["none", "opt-out", "opt-in"]
"""What people can choose about a flow or hold."""

UnlessChoice = Literal["opt-in", "any"]
"""Which choices of people a promise leaves room for."""

HolderKind = Literal["company", "public_body", "person", "group"]
"""What a company is: most are companies."""

SourceKind = Literal["authority", "court", "primary", "research", "press", "other"]
"""Whose word a source is, in the order in which sources are cited."""

Found = Literal["broken", "untrue", "misleading", "kept", "settled", "open"]
"""What an authority or a court found of a promise."""

Role = Literal["controller", "joint_controller", "processor"]
"""What the recipient of a flow is."""

Basis = Literal[
    "consent",
    "contract",
    "legal_obligation",
    "vital_interest",
    "public_task",
    "legitimate_interest",
]
"""The legal basis that is claimed for a flow."""

How = Literal["given", "observed", "inferred", "bought", "stored"]
"""How a holder comes to have what it holds."""

Having = Literal["collects", "receives", "infers", "owns"]
"""How a company comes to have what it can reach."""

Whose = Literal["users", "anyone"]
"""Of which people a holder has it."""

Everybody = Literal["anyone", "outsiders"]
"""Whom a promise may name in place of holders."""

Verdict = Literal["kept", "broken", "untrue"]
"""What became of a promise."""

Question = Literal["reach", "ask", "claim", "cut"]
"""What an expectation may ask."""

By = Literal["company", "service"]
"""Who an answer is about: companies with all that they operate, or each holder by itself."""

Figure = Literal["flow", "matrix", "timeline", "paths"]
"""The kinds of figures."""

Group = Literal["company", "none"]
"""What a figure draws together."""


def find_language(tag: str | None) -> str | None:
    """Return the language of a tag, if answers are told in it; English where there is no tag.

    >>> find_language("de-AT"), find_language("EN_us"), find_language("fr"), find_language(None)
    ('de', 'en', None, 'en')
    """
    subtag = re.split("[-_]", tag or LANGUAGES[0])[0].lower()
    return subtag if subtag in LANGUAGES else None
