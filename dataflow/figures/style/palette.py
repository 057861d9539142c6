"""Every colour and measure of a figure, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Paint:
    """A box: what fills it, and its outline."""

    fill: str
    line: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme.

    Attributes:
        ink, mute: text that is read first, and the rest.
        line: arrows and neutral outlines.
        panel: the ground that a picture stands on.
        band: every second row on that ground.
        link: the notes' addresses.
        hot: what breaks a promise.
        companies: the companies that are told apart by colour; further ones are as `person` is.
    """

    background: str
    ink: str
    mute: str
    line: str
    panel: str
    band: str
    person: str
    link: str
    hot: Paint
    companies: tuple[Paint, Paint]


LIGHT: Final = Palette(
    background="#ffffff",
    ink="#1a1a1a",
    mute="#595959",
    line="#6b6b6b",
    panel="#f7f7f5",
    band="#ebebe7",
    person="#efefec",
    link="#0067a3",
    hot=Paint("#fdeadd", "#b13808"),
    companies=(Paint("#e3f4ee", "#00795a"), Paint("#e1eff9", "#0067a3")),
)
DARK: Final = Palette(
    background="#16181b",
    ink="#f1f1ef",
    mute="#b4b6b9",
    line="#9a9da1",
    panel="#1f2226",
    band="#2a2e33",
    person="#2b2f34",
    link="#6cb8ef",
    hot=Paint("#4a2412", "#ff9d6b"),
    companies=(Paint("#12382d", "#4fd1a5"), Paint("#12304a", "#6cb8ef")),
)

Theme = Literal["auto", "light", "dark"]
"""Light colours, dark ones, or light ones that turn dark where the reader's screen is."""

FONT: Final = "Arial,'Liberation Sans',Helvetica,sans-serif"


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set, in pixels."""

    size: int
    height: int
    bold: bool = False


HEADLINE: Final = Type(20, 25, bold=True)
SUBTITLE: Final = Type(14, 19)
PANEL_TITLE: Final = Type(15, 20, bold=True)
HOLDER: Final = Type(14, 18, bold=True)
COMPANY: Final = Type(12, 16)
DATA: Final = Type(13, 16, bold=True)
PURPOSE: Final = Type(13, 16)
COLUMN: Final = Type(12, 15, bold=True)
LEGEND: Final = Type(13, 18)
FOOTNOTE: Final = Type(12, 16)

MARK: Final = 7.0
"""The radius of a mark in a matrix."""

SMALL_MARK: Final = 4.6
"""The same where a ring around it must not be higher than a line of text."""

AROUND: Final = 3.4
"""How far the ring around a mark is from its edge."""

COLUMN_SHARE: Final = 46
"""How much wider than its name a column of a matrix may become."""

MARGIN: Final = 16
PANEL_PADDING: Final = 12
PANEL_SIDE: Final = 8
"""What a picture that needs all the width leaves beside it."""

BOX_PADDING: Final = 10
CHIP_PADDING: Final = 8
BOX_RADIUS: Final = 4
PERSON_RADIUS: Final = 14
PANEL_RADIUS: Final = 6
LINE: Final = 1.6
HOT_LINE: Final = 3.0
QUIET_LINE: Final = 1.0
ARROW: Final = 9.0
"""How long the head of an arrow is; it is as wide."""

CROSS: Final = 4.5
"""Half the side of a cross."""

ROOM: Final = 14
"""What stands free behind a chip, besides what any two ranks are apart, for its arrow."""

LONGEST: Final = 150
"""How long a word may be that is not broken, though its box would be narrower."""

WORDS: Final = 90
"""How wide the words on a line may be."""

WORD_PADDING: Final = 6
LOCK: Final = 16
"""How high a lock is, with the space below it."""

WIDTH: Final = 680
"""The canvas of an article."""

NARROW: Final = 520
"""The canvas below which a figure runs from top to bottom."""

NARROWEST: Final = 240
WIDEST: Final = 4000
"""The canvases that may be asked for."""
