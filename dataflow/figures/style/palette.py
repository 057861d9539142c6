"""Every colour and measure of a figure, light and dark, and the style sheet made of them."""

from __future__ import annotations

import re
from typing import Final, Literal

from dataflow.common.values import dataclass


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


def write_styles(theme: Theme) -> str:
    """Write the style sheet; colours are literal, since CSS variables turn black elsewhere."""
    always = "@media screen{svg.df{max-width:100%;height:auto}}" + _type() + _shapes()
    light, dark = _colours(LIGHT), _colours(DARK)
    if theme == "auto":
        return f"{always}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"
    return always + (dark if theme == "dark" else light)


def fill_in_colours(css: str) -> str:
    """Return the style sheet of a page with colours in place of `--theme: light` and `dark`.

    These are the variables that the sheet uses.

    >>> fill_in_colours(":root { --theme: dark } a { color: var(--link) }")
    ':root { --link: #6cb8ef } a { color: var(--link) }'
    """
    used = set(re.findall(r"var\(--(\w+)\)", css))

    def declare(theme: re.Match[str]) -> str:
        colours = DARK if theme[1] == "dark" else LIGHT
        named = _name_variables(colours).items()
        return "; ".join(f"--{name}: {colour}" for name, colour in named if name in used)

    return re.sub(r"--theme: (light|dark)\b", declare, css)


def _name_variables(colours: Palette) -> dict[str, str]:
    """Return the colours of pages, by the names that their style sheets have for them."""
    return {
        "ink": colours.ink,
        "mute": colours.mute,
        "ground": colours.background,
        "line": colours.line,
        "panel": colours.panel,
        "link": colours.link,
        "hot": colours.hot.line,
        "warm": colours.hot.fill,
    }


def _type() -> str:
    rules = {
        ".headline": HEADLINE,
        ".subtitle": SUBTITLE,
        ".title": PANEL_TITLE,
        ".name": HOLDER,
        ".company": COMPANY,
        ".remark": COMPANY,
        ".word": COMPANY,
        ".data": DATA,
        ".purpose": PURPOSE,
        ".tick,.df .ended": FOOTNOTE,
        ".column": COLUMN,
        ".heading": COMPANY,
        ".count": PURPOSE,
        ".caption": LEGEND,
        ".entry": LEGEND,
        ".asked": FOOTNOTE,
        ".note": FOOTNOTE,
    }
    family = f".df text{{font-family:{FONT}}}"
    return family + "".join(f".df {name}{{{_font(style)}}}" for name, style in rules.items())


def _font(style: Type) -> str:
    return f"font-size:{style.size}px" + (";font-weight:700" if style.bold else "")


def _shapes() -> str:
    line = f"stroke-width:{LINE}"
    return (
        f".df .line,.df .shackle{{fill:none;{line}}}.df .holder rect,.df .flow rect{{{line}}}"
        f"{_certainties()}.df .owns .line{{stroke-dasharray:9 3 2 3}}.df .inner{{fill:none}}"
        f".df .hot .line,.df .hot rect,.df .denied .cross{{stroke-width:{HOT_LINE}}}"
        f".df .quiet .line,.df .quiet rect{{stroke-width:{QUIET_LINE}}}"
        ".df .collects .mark,.df .cell.owns .mark{fill:none}"
        ".df .collects .mark{stroke-width:3}.df .cell.owns .mark{stroke-width:2}"
        ".df .around{stroke-width:2}.df .outline rect{fill:none}"
        ".df .event text,.df .promise text,.df .sharing text"
        "{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}"
        ".df .unstated{fill:none;stroke-width:2;stroke-dasharray:2 2}"
        ".df .rupture{fill:none;stroke-width:3}"
        ".df .maybe{fill:none;stroke-width:2;stroke-dasharray:3 2.4}"
        ".df .grid{fill:none;stroke-width:1}"
        ".df .break{fill:none;stroke-width:1.2;stroke-dasharray:3 3}.df .span{stroke-width:1.6}"
        ".df .bar{stroke-width:1.4}.df .hot .bar{stroke-width:3}"
        ".df .cross{fill:none}.df a text{text-decoration:underline}"
        ".df rect.lock{stroke:none}"
    )


DASHES: Final = {"alleged": "6 4", "assumed": "6 4", "permitted": "0.1 4.6"}
"""How lines and outlines are broken that stand for what is alleged, assumed or only permitted."""

SHORT_DASHES: Final = {"alleged": "3.4 2.4", "assumed": "3.4 2.4", "permitted": "0.1 3.7"}
"""The same of marks."""


def _certainties() -> str:
    """Write how lines, boxes, bars and marks look that are not firm."""
    rules = []
    for status, dashes in DASHES.items():
        lines = [f".df .{status} {part}" for part in (".line", ".chip", ".bar")]
        rules.append(f"{','.join(lines)}{{stroke-dasharray:{dashes};stroke-linecap:round}}")
        mark = f"stroke-dasharray:{SHORT_DASHES[status]};stroke-width:2.4;stroke-linecap:round"
        rules.append(f".df .cell.{status} .mark{{{mark}}}")
        rules.append(f".df .cell.{status}.cell .mark{{fill:none}}")
    rules.append(".df .unsure .around{stroke-dasharray:3.4 2.4}")
    return "".join(rules)


def _colours(colours: Palette) -> str:
    first = colours.companies[0]
    rules = {
        ".background": f"fill:{colours.background}",
        "text": f"fill:{colours.ink}",
        ".subtitle,.df .note,.df .asked,.df .company,.df .word": f"fill:{colours.mute}",
        ".panel": f"fill:{colours.panel}",
        ".holder rect,.df .holder .inner": f"fill:{colours.person};stroke:{colours.line}",
        ".flow rect": f"fill:{colours.background};stroke:{colours.line}",
        ".line,.df .shackle,.df .cross": f"stroke:{colours.line}",
        ".arrow,.df rect.lock": f"fill:{colours.line}",
        ".count,.df .heading": f"fill:{colours.mute}",
        ".band": f"fill:{colours.band}",
        ".rule": f"fill:{colours.band}",
        ".none": f"fill:{colours.line}",
        ".outline rect": f"stroke:{colours.line}",
        ".cell .mark": f"stroke:{colours.link}",
        ".receives .mark": f"fill:{colours.link}",
        ".infers .mark,.df .core": f"fill:{colours.link}",
        ".cell.hot .mark": f"stroke:{colours.hot.line}",
        ".around": f"fill:{colours.hot.fill};stroke:{colours.hot.line}",
        ".unsure .around": f"fill:{colours.panel}",
        ".receives.hot .mark,.df .infers.hot .mark,.df .hot .core": f"fill:{colours.hot.line}",
        ".cell.hot.unsure .mark": "fill:none",
        ".event text,.df .promise text,.df .sharing text": f"stroke:{colours.panel}",
        ".tick": f"fill:{colours.mute}",
        ".grid": f"stroke:{colours.band}",
        ".break,.df .rupture,.df .maybe": f"stroke:{colours.hot.line}",
        ".ended": f"fill:{colours.hot.line}",
        ".day": f"fill:{colours.ink}",
        ".span": f"fill:{colours.panel};stroke:{colours.ink}",
        ".unstated": f"stroke:{colours.line}",
        ".promise .bar": f"fill:{first.fill};stroke:{first.line}",
        ".promise .arrow": f"fill:{first.line}",
        ".sharing .bar": f"fill:{colours.line};stroke:{colours.line}",
        ".sharing.hot .bar": f"fill:{colours.hot.fill};stroke:{colours.hot.line}",
        ".sharing.hot .arrow": f"fill:{colours.hot.line}",
        ",.df ".join(
            f".{kind}.{status} .bar" for kind in ("promise", "sharing") for status in DASHES
        ): f"fill:{colours.panel}",
        ".sharing.hot.unsure .bar": f"fill:{colours.panel}",
        ".quiet text": f"fill:{colours.mute}",
        ".hot rect": f"fill:{colours.hot.fill};stroke:{colours.hot.line}",
        ".hot.unsure rect": f"fill:{colours.background}",
        ".hot .line": f"stroke:{colours.hot.line}",
        ".hot .arrow": f"fill:{colours.hot.line}",
        ".hot .data": f"fill:{colours.hot.line}",
        "a .note": f"fill:{colours.link}",
        "a:focus-visible": f"outline:2px solid {colours.link}",
    }
    for number, paint in enumerate(colours.companies, 1):
        rules[f".company-{number} rect"] = f"fill:{paint.fill};stroke:{paint.line}"
    return "".join(f".df {name}{{{rule}}}" for name, rule in rules.items())
