"""What a figure says by itself, in German."""

from typing import Final

GERMAN: Final = {
    "until {date}": "bis {date}",
}
