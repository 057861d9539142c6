"""Days that a question tells by what happened: before an event, after a takeover, now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from dataflow.common.dates import NEVER, parse_date, show_day
from dataflow.common.nearest import find_nearest
from dataflow.model.names import find_company
from dataflow.problems import QuestionError
from dataflow.telling.words import spoken

if TYPE_CHECKING:
    from dataflow.asking.trees import Branch
    from dataflow.common.dates import PartialDate
    from dataflow.model import Event, Model


class Moment(NamedTuple):
    """When something happened.

    Attributes:
        date: its date, as it is written.
        what: what happened, for people; None for a mere date.
    """

    date: PartialDate
    what: str | None = None

    @property
    def before(self) -> str:
        """The day before it began."""
        return _written(self.date.first - 1)

    @property
    def after(self) -> str:
        """The day after a date; of what happened, the day on which it had happened."""
        return self.date.written if self.what else _written(self.date.last + 1)

    def __str__(self) -> str:
        words = spoken()
        date = words.date(self.date)
        return f"{words.say('“{title}”', title=self.what)}, {date}" if self.what else date


def today() -> str:
    """Return the day on which it is asked."""
    return dt.date.today().isoformat()  # noqa: DTZ011 - the day of whoever asks


def find_moment(model: Model, happening: Branch) -> Moment:
    """Return when what a question names happened.

    Raises:
        QuestionError: the model has no such event, or does not say when.
    """
    kind = happening.only()
    if kind.rule == "date":
        return Moment(parse_date(kind.text))
    if kind.rule == "takeover":
        return _find_takeover(model, kind)
    event = find_event(model, kind.text)
    return Moment(event.date, event.name or event.id)


def find_event(model: Model, name: str) -> Event:
    """Return the event of an id.

    Raises:
        QuestionError: there is no such event (with the nearest), or there are several.
    """
    if name in model.events:
        return model.events[name]
    called = {event.name or key: key for key, event in model.events.items()}
    nearest = find_nearest(name, [*called, *model.events])
    ids = tuple(dict.fromkeys(called.get(near, near) for near in nearest))
    raise QuestionError(spoken().say("no event is called `{name}`", name=name), ids)


def _find_takeover(model: Model, happening: Branch) -> Moment:
    """Return when one company came to own another."""
    bought = find_company(model, happening.texts("company")[0], NEVER)
    buyers = [find_company(model, name, NEVER) for name in happening.texts("buyer")]
    owners = [
        ownership
        for ownership in model.ownerships_of(bought)
        if not buyers or ownership.owner in buyers
    ]
    if len(owners) != 1 or owners[0].start is None:
        words = spoken()
        who = f"`{buyers[0].id}`" if buyers else words.say("who")
        text = "this model does not say when {who} bought `{id}`"
        raise QuestionError(words.say(text, who=who, id=bought.id))
    owner = owners[0].owner
    told = spoken().say("{owner} owns {owned}", owner=owner.name, owned=bought.name)
    return Moment(owners[0].start, told)


def _written(day: int) -> str:
    return show_day(day) or ""
