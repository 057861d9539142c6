"""The colours and type of a figure, as one style sheet with one block for dark screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.drawing import palette

if TYPE_CHECKING:
    from dataflow.drawing.palette import Palette, Type


def write_styles() -> str:
    """Write the style sheet; colours are literal, since CSS variables turn black elsewhere."""
    return (
        "@media screen{svg.df{max-width:100%;height:auto}}"
        + _type()
        + _shapes()
        + _colours(palette.LIGHT)
        + "@media screen and (prefers-color-scheme:dark){"
        + _colours(palette.DARK)
        + "}"
    )


def _type() -> str:
    rules = {
        ".headline": palette.HEADLINE,
        ".subtitle": palette.SUBTITLE,
        ".name": palette.HOLDER,
        ".company": palette.COMPANY,
        ".remark": palette.COMPANY,
        ".word": palette.COMPANY,
        ".data": palette.DATA,
        ".purpose": palette.PURPOSE,
        ".entry": palette.LEGEND,
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
        ".df .owns .line{stroke-dasharray:5 4}.df a text{text-decoration:underline}"
        ".df rect.lock{stroke:none}"
    )


def _colours(colours: Palette) -> str:
    rules = {
        ".background": f"fill:{colours.background}",
        "text": f"fill:{colours.ink}",
        ".subtitle,.df .note,.df .company,.df .word": f"fill:{colours.mute}",
        ".panel": f"fill:{colours.panel}",
        ".holder rect": f"fill:{colours.person};stroke:{colours.line}",
        ".flow rect": f"fill:{colours.background};stroke:{colours.line}",
        ".line,.df .shackle": f"stroke:{colours.line}",
        ".arrow,.df rect.lock": f"fill:{colours.line}",
        "a .note": f"fill:{colours.link}",
        "a:focus-visible": f"outline:2px solid {colours.link}",
    }
    for number, paint in enumerate(colours.companies, 1):
        rules[f".company-{number} rect"] = f"fill:{paint.fill};stroke:{paint.line}"
    return "".join(f".df {name}{{{rule}}}" for name, rule in rules.items())
