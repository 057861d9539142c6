"""The resolved model: frozen, every name looked up, every part knowing where it stands.

Names are those of the language. What need not be compared is not (`eq=False`, here and elsewhere):
to make a class that compares takes twice as long, and every command waits for it.
"""

from dataflow.language.words import Choice, How, Role, Status, Whose
from dataflow.model.facts import (
    Condition,
    Conditional,
    Deletion,
    Derivation,
    Flow,
    Hold,
    Sent,
    Taxonomy,
    Term,
)
from dataflow.model.holders import Dated, Holder, Operation, Ownership, Source
from dataflow.model.questions import Account, Claim, Event, Expectation, Persona, Scenario, View
from dataflow.model.whole import Model

__all__ = [
    "Account",
    "Choice",
    "Claim",
    "Condition",
    "Conditional",
    "Dated",
    "Deletion",
    "Derivation",
    "Event",
    "Expectation",
    "Flow",
    "Hold",
    "Holder",
    "How",
    "Model",
    "Operation",
    "Ownership",
    "Persona",
    "Role",
    "Scenario",
    "Sent",
    "Source",
    "Status",
    "Taxonomy",
    "Term",
    "View",
    "Whose",
]
