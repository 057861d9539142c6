"""A picture that has been drawn: how large it is, and its SVG."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """The SVG of a picture, from its upper left corner, to be put into a figure.

    Attributes:
        width, height: in pixels, of all that is drawn.
        parts: elements of SVG, in the order in which they lie upon each other.
    """

    width: float
    height: float
    parts: tuple[str, ...]
