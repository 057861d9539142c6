"""What stands around every figure: its name, its notes, its credit line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.figures.citing import letter
from dataflow.figures.figure import Note
from dataflow.figures.phrases import tell_source
from dataflow.figures.words import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.engine.setting import Setting
    from dataflow.figures.citing import Citations
    from dataflow.figures.words import Words
    from dataflow.model import Model, Source


def name_ids(name: str) -> str:
    """Make a name fit for ids in a page.

    >>> name_ids("phone_number"), name_ids("2016: before & after")
    ('phone-number', 'figure-2016-before-after')
    """
    plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain if plain[:1].isalpha() else f"figure-{plain}".rstrip("-")


def end_sentence(text: str) -> str:
    """End with one stop: a name such as "Facebook, Inc." brings its own.

    >>> end_sentence("Facebook, Inc."), end_sentence("Facebook")
    ('Facebook, Inc.', 'Facebook.')
    """
    return text if text.endswith(".") else f"{text}."


def tell_notes(citations: Citations, words: Words) -> Iterator[Note]:
    """Give what is cited: conditions under their letters, sources under their numbers."""
    for number, said in enumerate(citations.conditions):
        yield Note(letter(number), said)
    for number, source in enumerate(citations.sources.values(), 1):
        yield _note(str(number), source, words)


def _note(mark: str, source: Source, words: Words) -> Note:
    """Say a source; its address is a link where it is one of the web."""
    url = source.url if re.match("https?://", source.url or "", re.IGNORECASE) else None
    said = tell_source(words, source)
    if url is not None:
        said = said.removesuffix(f". {url}")
    return Note(mark, said, url)


def credit(model: Model, *settings: Setting) -> str:
    """Say what a figure was drawn from, as of which day where all agree, and the licence."""
    words = speak(model.language)
    title = words.say("“{title}”", title=model.title) if model.title else ""
    name = title or Path(model.path).name
    days = {setting.day: setting.as_of for setting in settings}
    day = next(iter(days.values())) if len(days) == 1 else None
    said = [
        words.say("Drawn from the model {name}", name=name),
        words.say("as of {day}", day=words.day(day.last)) if day else "",
        words.say("licence: {licence}", licence=model.licence) if model.licence else "",
    ]
    # a line must not begin with a dot
    return "\u00a0· ".join(filter(None, said))
