"""The resolved model: frozen, every name looked up, every part knowing where it stands.

Names are those of the language. What need not be compared is not (`eq=False`, here and elsewhere):
to make a class that compares takes twice as long, and every command waits for it.
"""

from dataflow.language.words import (
    STATUSES,
    Choice,
    Found,
    HolderKind,
    How,
    Role,
    SinceIs,
    SourceKind,
    Status,
    UnlessChoice,
    Whose,
)
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
from dataflow.model.holders import (
    Dated,
    Holder,
    Operation,
    Ownership,
    Quote,
    Reply,
    Source,
    Sourced,
    Stated,
)
from dataflow.model.questions import (
    Account,
    Claim,
    Event,
    Expectation,
    Finding,
    Persona,
    Scenario,
    View,
)
from dataflow.model.whole import Model

__all__ = [
    "STATUSES",
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
    "Finding",
    "Flow",
    "Found",
    "Hold",
    "Holder",
    "HolderKind",
    "How",
    "Model",
    "Operation",
    "Ownership",
    "Persona",
    "Quote",
    "Reply",
    "Role",
    "Scenario",
    "Sent",
    "SinceIs",
    "Source",
    "SourceKind",
    "Sourced",
    "Stated",
    "Status",
    "Taxonomy",
    "Term",
    "UnlessChoice",
    "View",
    "Whose",
]
