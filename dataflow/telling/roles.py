"""What the recipient of a flow is, and which legal basis is claimed for it, as the model has it.

Both are of one flow, and so of one step: who gets the data from a processor need not be one. A
controller is what a recipient is where nobody says otherwise, and goes without saying.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dataflow.model import Flow
from dataflow.telling.words import BASES, behind, spoken

if TYPE_CHECKING:
    from dataflow.language.words import Role
    from dataflow.model import Hold, Holder
    from dataflow.telling.words import Words

ROLES: Final[dict[Role, str]] = {
    "processor": "to work on for {sender}",
    "joint_controller": "to use as a joint controller",
}
"""What a recipient gets data for who is no controller alone, behind what was shared."""

NAMES: Final[dict[Role, str]] = {
    "processor": "as processor",
    "joint_controller": "as joint controller",
}
"""As what such a recipient gets it, where a table says so."""


def tell_role(cause: Flow | Hold, sender: Holder | None, words: Words | None = None) -> str:
    """Return what the recipient of a flow gets it for, behind a comma; "" for a controller.

    `sender` is who shares it; None stands for all that do.
    """
    if not isinstance(cause, Flow) or cause.role not in ROLES:
        return ""
    senders = [sender] if sender else cause.senders
    words = words or spoken()
    names = words.enumerate([each.name for each in senders])
    return behind(", ", words.say(ROLES[cause.role], sender=names))


def name_role(cause: Flow | Hold, words: Words | None = None) -> str:
    """Return as what the recipient of a flow gets data; "" for a controller, and for a hold."""
    role = NAMES.get(cause.role) if isinstance(cause, Flow) else None
    return (words or spoken()).say(role) if role else ""


def name_basis(cause: Flow | Hold, words: Words | None = None) -> str:
    """Return the legal basis that is claimed; "" where none is, and for a hold."""
    basis = cause.basis if isinstance(cause, Flow) else None
    return (words or spoken()).say(BASES[basis]) if basis else ""


def tell_basis(cause: Flow | Hold, words: Words | None = None) -> str:
    """Return the legal basis that is claimed, in brackets behind a space.

    That it is claimed is all that a model says: whether it carries the sharing is for others.
    """
    words = words or spoken()
    claimed = words.say_if("claimed legal basis: {basis}", basis=name_basis(cause, words))
    return f" ({claimed})" if claimed else ""
