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

TYPE_CHECKING = False  # as of typing, which takes too long to import before Ctrl-C is minded
if TYPE_CHECKING:
    from types import ModuleType

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
    from dataflow.building import load, loads
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
    "Model": "model",
    "ModelError": "problems",
    "Problem": "problems",
    "QuestionError": "problems",
    "Settings": "engine.setting",
    "graph": "model.graph",
    "load": "building",
    "loads": "building",
}
"""The modules of the public names that no command has; the others are in the table of commands."""


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name) or _load("common.commands").find_home(name)
    value: object = getattr(_load(home), name)
    # a command calls the function itself, which need not be checked there
    return value if isinstance(value, type) else _load("answers.arguments").check_call(value, name)


def _load(module: str) -> ModuleType:
    return import_module(f"{__name__}.{module}")


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
