"""The questions: each makes a frozen answer that holds its evidence and makes its report.

Whoever shows an answer names the types of what it holds from here, and never asks the engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataflow.engine.path_steps import PathStep as PathStep
    from dataflow.engine.reach import Cell as Cell
    from dataflow.engine.reach import Finding as Finding
    from dataflow.engine.reach import How as How
    from dataflow.engine.setting import Setting as Setting
    from dataflow.engine.setting import Settings as Settings
    from dataflow.language.words import By as By
    from dataflow.language.words import Status as Status
