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
    from dataflow.asking import ask
    from dataflow.drawing import draw
    from dataflow.expectations import test
    from dataflow.graphing import graph
    from dataflow.loading import load, loads
    from dataflow.problems import ModelError, Problem, QuestionError
    from dataflow.questions.check import check
    from dataflow.questions.claims import claims
    from dataflow.questions.cut import cut
    from dataflow.questions.diff import diff
    from dataflow.questions.exposure import exposure
    from dataflow.questions.reach import reach
    from dataflow.questions.show import show
    from dataflow.questions.why import why

__version__ = "0.1.0"

__all__ = [
    "ModelError",
    "Problem",
    "QuestionError",
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
    "ask": "asking",
    "ModelError": "problems",
    "Problem": "problems",
    "QuestionError": "problems",
    "check": "questions.check",
    "claims": "questions.claims",
    "cut": "questions.cut",
    "diff": "questions.diff",
    "draw": "drawing",
    "exposure": "questions.exposure",
    "graph": "graphing",
    "load": "loading",
    "loads": "loading",
    "reach": "questions.reach",
    "show": "questions.show",
    "test": "expectations",
    "why": "questions.why",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    if isinstance(found, type):
        return found
    from dataflow.calling import check_call  # noqa: PLC0415 - commands call the functions themselves

    return check_call(found, name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
