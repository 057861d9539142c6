"""A figure, in no format yet: what is drawn and said, without places or colours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from dataflow.common.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dataflow.answers import Status
    from dataflow.answers.answer import Tellable

Sample = Literal[
    "hot",
    "unsure",
    "unsure alleged",
    "unsure assumed",
    "unsure permitted",
    "denied",
    "flow",
    "alleged",
    "assumed",
    "permitted",
    "quiet",
    "owns",
    "operates",
    "unnamed",
    "locked",
    "breach",
    "unsure breach",
    "collects",
    "receives",
    "infers",
    "controls",
    "alleged mark",
    "assumed mark",
    "permitted mark",
    "count",
    "others",
    "event",
    "promise",
    "broken",
    "maybe broken",
    "break",
    "sharing",
    "alleged bar",
    "assumed bar",
    "permitted bar",
    "breaking",
    "maybe breaking",
    "rough",
    "unstated",
]
"""What a legend may explain."""

DASHED: Final[frozenset[Status]] = frozenset({"alleged", "assumed", "permitted"})
"""How sure what is drawn dashed or dotted is."""


def mark(status: Status, **marks: bool) -> tuple[str, ...]:
    """Return the marks that something has, with how sure it is where it is drawn dashed or dotted.

    >>> mark("alleged", hot=True, quiet=False), mark("stated", hot=True)
    (('hot', 'alleged'), ('hot',))
    """
    had = tuple(name for name, has in marks.items() if has)
    return (*had, status) if status in DASHED else had


UNSURELY_HOT: Final[Mapping[Status, Sample]] = {
    "alleged": "unsure alleged",
    "assumed": "unsure assumed",
    "permitted": "unsure permitted",
}
"""The samples of flows that break a promise, if at all, and are drawn dashed or dotted."""

BROKEN: Final[frozenset[Sample]] = frozenset(
    {"hot", "unsure", *UNSURELY_HOT.values(), "breach", "unsure breach"}
)
"""The samples beside which the legend quotes broken promises: those of flows, and of a matrix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A holder works something out, or takes a service over.

    Attributes:
        text: what its box says of it; "" for nothing.
        label: all of it as a sentence without its stop.
    """

    text: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person, a company or a service that has or gives data.

    Attributes:
        id: unique in its panel.
        below: what stands below the name in smaller type: its company.
        remarks: further lines in the box.
        workings: what it works out; the remarks include it.
        company: 1 and 2 have a colour of their own, 0 is neutral.
        unnamed: it stands for somebody whom the source does not name.
        locked: it carries what it cannot read.
    """

    id: str
    name: str
    below: str | None = None
    remarks: tuple[str, ...] = ()
    workings: tuple[Working, ...] = ()
    person: bool = False
    company: int = 0
    unnamed: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A flow, as it stands between its sender and its receivers.

    Attributes:
        data: what is shared.
        lines: the purpose and the sources; each is wrapped by itself.
        label: all of it as a sentence, for screen readers.
        brief: the same without the promises that it breaks, which the legend has.
        causes: what it stands for: flows as `flow:ID`, holds as `hold:N` by their number in the
            model.
        types: the ids of the data types that it gives, with the members of categories.
        locked: the receiver cannot read it.
        status: how sure it is.
        hot: it breaks a promise.
        unsure: it does so only if what is not firm is so.
        denied: somebody said that it does not happen, and nothing contradicts that.
        quiet: it is not what the figure is about.
    """

    id: str
    sender: str
    receivers: tuple[str, ...]
    data: str
    lines: tuple[str, ...] = ()
    label: str
    brief: str
    causes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    locked: bool = False
    status: Status = "stated"
    hot: bool = False
    unsure: bool = False
    denied: bool = False
    quiet: bool = False

    @property
    def key(self) -> str:
        """Its name among holders, whose ids are the model's."""
        return f"{self.id}:chip"

    @property
    def marks(self) -> tuple[str, ...]:
        """Which of `hot`, `unsure`, `denied` and `quiet` it is, and how sure."""
        marks = {"hot": self.hot, "unsure": self.unsure}
        return mark(self.status, **marks, denied=self.denied, quiet=self.quiet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A line between holders that is no flow: one owns or operates the other.

    Its `text` stands on the line; its `label` is all of it as a sentence, for screen readers;
    `status` is how sure it is.
    """

    id: str
    above: str
    below: str
    kind: Literal["owns", "operates"]
    text: str
    label: str
    status: Status = "stated"

    @property
    def key(self) -> str:
        """Its name among holders, whose ids are the model's."""
        return f"{self.id}:tie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A part of a figure with a background of its own: a panel of flows, a matrix, a timeline.

    Attributes:
        title: the first words on it, in bold.
        subtitle: the words after them.
        asked: how the question was asked: the day, the person, what is left out.
        remark: a sentence in it, such as that there is nothing to draw.
    """

    title: str | None = None
    subtitle: str | None = None
    asked: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel(Picture):
    """A picture of who shares what with whom."""

    holders: tuple[Party, ...] = ()
    chips: tuple[Chip, ...] = ()
    connections: tuple[Connection, ...] = ()

    @property
    def persons(self) -> frozenset[str]:
        """The ids of the persons."""
        return frozenset(holder.id for holder in self.holders if holder.person)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend."""

    sample: Sample
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A source under its number, or a condition under its letter; a link is of http or https.

    Its `copy` says where it is archived: for lists, since a picture prints no addresses.
    """

    mark: str
    text: str
    url: str | None = None
    copy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with everything around it.

    Attributes:
        name: the beginning of its ids: lower-case letters, digits and hyphens.
        alt: what the picture shows, in sentences.
        lang: the language of the names, as BCP 47 has it.
        caption: the author's words below it.
        answers: what it was drawn from, a panel each, for formats that tell more than a picture.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    lang: str
    panels: tuple[Picture, ...]
    legend: tuple[Entry, ...] = ()
    caption: str | None = None
    notes: tuple[Note, ...] = ()
    credit: str
    answers: tuple[Tellable, ...] = ()

    @property
    def flows(self) -> list[Panel]:
        """The panels of flows, without other pictures."""
        return [picture for picture in self.panels if isinstance(picture, Panel)]


Titles = tuple[str | None, str | None]
"""The first words on a picture, and those after them."""

PARALLEL: Final = 3
"""How many flows between the same holders are drawn one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The words around the pictures, and how they are drawn; None for what the answers suggest.

    Attributes:
        name: the beginning of the figure's ids.
        titles: of each picture.
        group: whether services of one company share a box.
        parallel: how many flows between the same holders are drawn one by one.
        force: draw it even if it is too large to be read.
    """

    name: str | None = None
    title: str | None = None
    subtitle: str | None = None
    caption: str | None = None
    alt: str | None = None
    titles: Sequence[Titles] = ()
    group: bool = True
    parallel: int = PARALLEL
    force: bool = False

    def fill_in(self, *, name: str, title: str, subtitle: str, alt: str | None = None) -> Frame:
        """Return the frame with what the answers suggest, where the author says nothing."""
        return replace(
            self,
            name=self.name or name,
            title=self.title or title,
            subtitle=subtitle if self.subtitle is None else self.subtitle,
            alt=self.alt or alt,
        )

    def titles_of(self, panels: int) -> Sequence[Titles]:
        """Return the titles of so many panels."""
        return self.titles or [(None, None)] * panels
