"""The words that stand for themselves in the language: each set once, for types and messages."""

from __future__ import annotations

from typing import Literal

Status = Literal["stated", "observed", "confirmed", "alleged", "announced"]
"""How sure a fact is."""

Choice = Literal["none", "opt-out", "opt-in"]
"""What people can choose about a flow."""

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

How = Literal["given", "observed", "inferred", "bought"]
"""How a holder comes to have what it holds."""

Whose = Literal["users", "anyone"]
"""Of which people a holder has it."""

Everybody = Literal["anyone", "outsiders"]
"""Whom a promise may name in place of holders."""

Figure = Literal["flow", "matrix", "timeline", "paths"]
"""The kinds of figures."""

Group = Literal["company", "none"]
"""What a figure draws together."""
