"""The typeface that the package brings: that of formats which are drawn here, not by a reader.

It is Liberation Sans, whose letters are as wide as Arial's, under the SIL Open Font License.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

FAMILY: Final = "Liberation Sans"
FOLDER: Final = Path(__file__).parent / "fonts"
