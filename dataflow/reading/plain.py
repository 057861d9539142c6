"""The events of YAML by PyYAML's own scanner, where it was built without libyaml."""

from __future__ import annotations

from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner


class PlainParser(Reader, Scanner, Parser):
    """What `CParser` is, in Python."""

    def __init__(self, text: str) -> None:
        """Begin with a text."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
