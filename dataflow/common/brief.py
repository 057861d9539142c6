"""How a value shows itself to whoever types its name: in one short line."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 96
"""How many characters it has at most."""


class Brief:
    """Something that says in a few words what it is, and of what."""

    __slots__ = ()

    def brief(self) -> str:
        """Say what it is, but for the name of its class."""
        raise NotImplementedError

    def __repr__(self) -> str:
        """Show it in one line; what is too long is cut."""
        said = f"{type(self).__name__} {' '.join(self.brief().split())}"
        return f"<{said}>" if len(said) <= LONGEST - 2 else f"<{said[: LONGEST - 3]}…>"


class Part(Brief):
    """A part of a model, which has an id and a place."""

    __slots__ = ()

    def brief(self) -> str:
        """Say which it is, and where it stands."""
        return f"{getattr(self, 'id', '')} at {getattr(self, 'at', '')}"


def name_ids(things: object) -> str:
    """Name things by their ids.

    >>> name_ids(())
    'nobody'
    """
    ids = [str(getattr(one, "id", one)) for one in things] if isinstance(things, tuple) else []
    return ", ".join(ids) or "nobody"
