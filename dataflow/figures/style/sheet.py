"""The colours and type of a figure, as one style sheet with one block for dark screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.figures.style import palette

if TYPE_CHECKING:
    from dataflow.figures.style.palette import Palette, Theme, Type


def write_styles(theme: Theme) -> str:
    """Write the style sheet; colours are literal, since CSS variables turn black elsewhere."""
    always = "@media screen{svg.df{max-width:100%;height:auto}}" + _type() + _shapes()
    if theme == "dark":
        return always + _colours(palette.DARK)
    if theme == "light":
        return always + _colours(palette.LIGHT)
    dark = f"@media screen and (prefers-color-scheme:dark){{{_colours(palette.DARK)}}}"
    return always + _colours(palette.LIGHT) + dark


def _type() -> str:
    rules = {
        ".headline": palette.HEADLINE,
        ".subtitle": palette.SUBTITLE,
        ".title": palette.PANEL_TITLE,
        ".name": palette.HOLDER,
        ".company": palette.COMPANY,
        ".remark": palette.COMPANY,
        ".word": palette.COMPANY,
        ".data": palette.DATA,
        ".purpose": palette.PURPOSE,
        ".tick,.df .ended": palette.FOOTNOTE,
        ".column": palette.COLUMN,
        ".heading": palette.COMPANY,
        ".count": palette.PURPOSE,
        ".caption": palette.LEGEND,
        ".entry": palette.LEGEND,
        ".asked": palette.FOOTNOTE,
        ".note": palette.FOOTNOTE,
    }
    family = f".df text{{font-family:{palette.FONT}}}"
    return family + "".join(f".df {name}{{{_font(style)}}}" for name, style in rules.items())


def _font(style: Type) -> str:
    return f"font-size:{style.size}px" + (";font-weight:700" if style.bold else "")


def _shapes() -> str:
    line = f"stroke-width:{palette.LINE}"
    return (
        f".df .line,.df .shackle{{fill:none;{line}}}.df .holder rect,.df .flow rect{{{line}}}"
        ".df .unnamed rect{stroke-dasharray:1.6 3.2;stroke-linecap:round}"
        ".df .owns .line{stroke-dasharray:2 3}.df .denied .line,.df .denied rect"
        "{stroke-dasharray:5 4}"
        f".df .hot .line,.df .hot rect,.df .denied .cross{{stroke-width:{palette.HOT_LINE}}}"
        f".df .quiet .line,.df .quiet rect{{stroke-width:{palette.QUIET_LINE}}}"
        ".df .collects .mark,.df .cell.owns .mark,.df .around{fill:none}"
        ".df .collects .mark{stroke-width:3}"
        ".df .cell.owns .mark{stroke-width:2;stroke-dasharray:2 2}"
        ".df .around{stroke-width:2}.df .outline rect{fill:none}"
        ".df .event text,.df .promise text,.df .sharing text"
        "{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}"
        ".df .unstated{fill:none;stroke-width:2;stroke-dasharray:2 2}"
        ".df .rupture{fill:none;stroke-width:3}.df .grid{fill:none;stroke-width:1}"
        ".df .break{fill:none;stroke-width:1.2;stroke-dasharray:3 3}.df .span{stroke-width:1.6}"
        ".df .bar{stroke-width:1.4}.df .hot .bar{stroke-width:3}"
        ".df .cross{fill:none}.df a text{text-decoration:underline}"
        ".df rect.lock{stroke:none}"
    )


def _colours(colours: Palette) -> str:
    first = colours.companies[0]
    rules = {
        ".background": f"fill:{colours.background}",
        "text": f"fill:{colours.ink}",
        ".subtitle,.df .note,.df .asked,.df .company,.df .word": f"fill:{colours.mute}",
        ".panel": f"fill:{colours.panel}",
        ".holder rect": f"fill:{colours.person};stroke:{colours.line}",
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
        ".cell.hot .mark,.df .around": f"stroke:{colours.hot.line}",
        ".receives.hot .mark": f"fill:{colours.hot.line}",
        ".event text,.df .promise text,.df .sharing text": f"stroke:{colours.panel}",
        ".tick": f"fill:{colours.mute}",
        ".grid": f"stroke:{colours.band}",
        ".break,.df .rupture": f"stroke:{colours.hot.line}",
        ".ended": f"fill:{colours.hot.line}",
        ".day": f"fill:{colours.ink}",
        ".span": f"fill:{colours.panel};stroke:{colours.ink}",
        ".unstated": f"stroke:{colours.line}",
        ".promise .bar": f"fill:{first.fill};stroke:{first.line}",
        ".promise .arrow": f"fill:{first.line}",
        ".sharing .bar": f"fill:{colours.line};stroke:{colours.line}",
        ".sharing.hot .bar": f"fill:{colours.hot.fill};stroke:{colours.hot.line}",
        ".sharing.hot .arrow": f"fill:{colours.hot.line}",
        ".quiet text": f"fill:{colours.mute}",
        ".hot rect": f"fill:{colours.hot.fill};stroke:{colours.hot.line}",
        ".hot .line": f"stroke:{colours.hot.line}",
        ".hot .arrow": f"fill:{colours.hot.line}",
        ".hot .data": f"fill:{colours.hot.line}",
        "a .note": f"fill:{colours.link}",
        "a:focus-visible": f"outline:2px solid {colours.link}",
    }
    for number, paint in enumerate(colours.companies, 1):
        rules[f".company-{number} rect"] = f"fill:{paint.fill};stroke:{paint.line}"
    return "".join(f".df {name}{{{rule}}}" for name, rule in rules.items())
