"""Which companies can reach my phone number? Models of who shares personal data with whom.

>>> import dataflow as df
>>> model = df.loads('''
... dataflow: 1
... services:
...   whatsapp: {holds: phone_number}
...   facebook:
... flows:
...   - {from: whatsapp, to: facebook, data: phone_number, purposes: ads, since: 2016-08-25}
... ''')
>>> [(row.company.id, row.hops) for row in df.reach(model, "phone_number")]
[('whatsapp', 0), ('facebook', 1)]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataflow.answers.check import Check, check
    from dataflow.answers.claims import Claims, claims
    from dataflow.answers.cut import Cut, cut
    from dataflow.answers.diff import Diff, diff
    from dataflow.answers.exposure import Exposure, exposure
    from dataflow.answers.reach import Reach, reach
    from dataflow.answers.show import Listing, Show, show
    from dataflow.answers.why import Why, why
    from dataflow.asking import Ask, ask
    from dataflow.asking.expectations import Test, test
    from dataflow.building.loading import load, loads
    from dataflow.engine.setting import Settings
    from dataflow.figures import Drawing, draw
    from dataflow.model import Model
    from dataflow.model.graph import graph
    from dataflow.problems import ModelError, Problem, QuestionError

__version__ = "0.1.0"

__all__ = [
    "Ask",
    "Check",
    "Claims",
    "Cut",
    "Diff",
    "Drawing",
    "Exposure",
    "Listing",
    "Model",
    "ModelError",
    "Problem",
    "QuestionError",
    "Reach",
    "Settings",
    "Show",
    "Test",
    "Why",
    "ask",
    "check",
    "claims",
    "cut",
    "diff",
    "draw",
    "exposure",
    "graph",
    "load",
    "loads",
    "reach",
    "show",
    "test",
    "why",
]

_HOMES = {
    "Ask": "asking",
    "Check": "answers.check",
    "Claims": "answers.claims",
    "Cut": "answers.cut",
    "Diff": "answers.diff",
    "Drawing": "figures",
    "Exposure": "answers.exposure",
    "Listing": "answers.show",
    "Model": "model",
    "Reach": "answers.reach",
    "Settings": "engine.setting",
    "Show": "answers.show",
    "Test": "asking.expectations",
    "Why": "answers.why",
    "ask": "asking",
    "ModelError": "problems",
    "Problem": "problems",
    "QuestionError": "problems",
    "check": "answers.check",
    "claims": "answers.claims",
    "cut": "answers.cut",
    "diff": "answers.diff",
    "draw": "figures",
    "exposure": "answers.exposure",
    "graph": "model.graph",
    "load": "building.loading",
    "loads": "building.loading",
    "reach": "answers.reach",
    "show": "answers.show",
    "test": "asking.expectations",
    "why": "answers.why",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    if isinstance(found, type):
        return found
    from dataflow.answers.calling import check_call  # noqa: PLC0415 - commands call the functions themselves

    return check_call(found, name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
