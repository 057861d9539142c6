"""Which replies to a flow are about one of its recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.model import Flow, Holder, Model, Reply


def find_replies(flow: Flow, receiver: Holder, model: Model) -> tuple[Reply, ...]:
    """Return what was replied to a flow, as far as it is about one recipient.

    What another recipient alone replied speaks for nobody else; what the sender replied, or who is
    no party to the flow, is about all of it.
    """
    return tuple(
        reply
        for reply in flow.replies
        if isinstance(reply.by, str) or _is_about(reply.by, flow, receiver, model)
    )


def _is_about(by: Holder, flow: Flow, receiver: Holder, model: Model) -> bool:
    speaking = [each for each in flow.receivers if by in _list_speakers(each, model)]
    return (
        not speaking
        or receiver in speaking
        or any(by in _list_speakers(sender, model) for sender in flow.senders)
    )


def _list_speakers(holder: Holder, model: Model) -> Iterator[Holder]:
    """Yield who may speak for a holder: itself, its operators, and who owns any of these."""
    for each in (holder, *model.operators_of(holder)):
        yield each
        yield from (tie.owner for tie in model.ownerships_of(each))
