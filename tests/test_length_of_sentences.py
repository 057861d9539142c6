"""Sentences are short: about thirty words, but for names and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from factsheet import list_models
from sentences import measure

from dataflow.telling.length import LONGEST

if TYPE_CHECKING:
    from pathlib import Path

USUAL = 20
"""How many words most sentences have at most."""

LONGER = 0.12
"""The share of sentences that may have more."""


@pytest.mark.parametrize("path", list_models(), ids=lambda path: path.stem)
def test_a_sentence_has_about_thirty_words(path: Path) -> None:
    measured = measure(path)
    assert measured
    too_long = {sentence: words for sentence, words in measured.items() if words > LONGEST}
    assert not too_long
    assert not [sentence for sentence in measured if "; then " in sentence]
    assert sum(words > USUAL for words in measured.values()) <= LONGER * len(measured)
