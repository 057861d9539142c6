"""reach, of a model as a whole: who can reach any data at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Unpack

from dataflow.answers.reach import reach_from
from dataflow.engine.evidence import Evidence, begin
from dataflow.model import Taxonomy, Term

if TYPE_CHECKING:
    from dataflow.answers.reach import Reach
    from dataflow.engine.setting import Settings
    from dataflow.model import Model

EVERYTHING: Final = "everything"
"""The id of the data type that is asked about: all others are one."""


def reach_everything(model: Model, name: str, **settings: Unpack[Settings]) -> Reach:
    """Ask who can reach any data at all.

    Args:
        model: the model to ask.
        name: what all data is called, in the language of the model.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist.
    """
    asked = begin(model, settings)
    model, term_id = asked.model, EVERYTHING
    while term_id in model.data:
        term_id += "_"
    terms, below = model.data.terms, model.data.below
    everything = Term(id=term_id, name=name, at=next(iter(terms.values())).at)
    data = Taxonomy(
        dict(sorted({**terms, term_id: everything}.items())),
        {**below, term_id: frozenset([term_id, *model.data])},
    )
    return reach_from(Evidence(replace(model, data=data), asked.setting), everything)
