"""SVG as text: the one place that escapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPES: Final = {
    ord("&"): "&amp;",
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord('"'): "&quot;",
    ord("'"): "&#39;",
    ord("\t"): "&#9;",
    ord("\n"): "&#10;",
    ord("\r"): "&#13;",
}
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    r"""Write text for XML, in an element as in an attribute; what XML cannot have becomes U+FFFD.

    >>> escape("<script>a && \"b\"</script> ]]> it's")
    '&lt;script&gt;a &amp;&amp; &quot;b&quot;&lt;/script&gt; ]]&gt; it&#39;s'
    >>> escape("a\0b")
    'a\ufffdb'
    """
    return _NOT_XML.sub("\ufffd", text).translate(_ESCAPES)


def element(tag: str, content: Iterable[str] | str = (), /, **attributes: str | float) -> str:
    """Write an element around content that is markup already.

    Attributes are named as in Python: `class_`, `text_anchor`.

    >>> element("text", escape("A & B"), class_="name", x=12.0, text_anchor="middle")
    '<text class="name" x="12" text-anchor="middle">A &amp; B</text>'
    """
    inner = content if isinstance(content, str) else "".join(content)
    said = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(show(value))}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{said}>{inner}</{tag}>" if inner else f"<{tag}{said}/>"


def show(value: str | float) -> str:
    """Write a number in at most one decimal, and text as it is.

    >>> show(12.04), show(-0.01), show("M0,0")
    ('12', '0', 'M0,0')
    """
    if isinstance(value, str):
        return value
    # adding 0 turns the -0.0 that rounding may give into 0.0
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


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
