"""What the parser gives, as the other modules read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark import Token, Tree

from dataflow.common.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a question: the rule of the grammar that it follows, and its parts."""

    tree: Tree[Token]

    @property
    def rule(self) -> str:
        """The name of the rule."""
        return str(self.tree.data)

    @property
    def parts(self) -> list[Branch]:
        """The parts that follow rules themselves."""
        return [Branch(part) for part in self.tree.children if isinstance(part, Tree)]

    def only(self) -> Branch:
        """Return the one part that there is."""
        (part,) = self.parts
        return part

    def named(self, rule: str) -> list[Branch]:
        """Return the parts that follow a rule."""
        return [part for part in self.parts if part.rule == rule]

    def has(self, *rules: str) -> bool:
        """Return whether a part follows one of these rules."""
        return any(part.rule in rules for part in self.parts)

    def texts(self, rule: str) -> list[str]:
        """Return the names in the parts that follow a rule."""
        return [part.text for part in self.named(rule)]

    @property
    def text(self) -> str:
        """The name in it."""
        return " ".join(map(str, self._leaves()))

    @property
    def kind(self) -> str:
        """The token of the name in it."""
        return next((leaf.type for leaf in self._leaves()), "")

    def _leaves(self) -> Iterator[Token]:
        return self.tree.scan_values(lambda leaf: isinstance(leaf, Token))
