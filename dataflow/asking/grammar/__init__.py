"""What can be asked in words: a grammar a language, over the words and names of a question.

A form of `english` and `german` is a rule, named as in `commands.FORMS`; above each way to ask it
stands an example, which is a test. Words stand in the grammar as people type them. Names of a
model come as tokens of their kind, such as A_DATA, and any other word as A_WORD.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from lark import Lark
from lark.lexer import Lexer, PatternStr

from dataflow.asking.grammar.english import ENGLISH
from dataflow.asking.grammar.german import GERMAN

NAMES: Final = r"""
start: addition* form addition*

data: _mine* (A_DATA _suffix? | A_WORD+)
company: _mine* (A_HOLDER | A_WORD+)
giver: _mine* (A_HOLDER | A_WORD+)
holder: _mine* (A_HOLDER | A_WORD+)
seller: _mine* A_HOLDER
buyer: _mine* A_HOLDER
purpose: _mine* (A_PURPOSE | A_WORD+)
persona: _mine* A_PERSONA
anybody: _mine* (A_PERSONA | A_WORD+)
region: _mine* (A_REGION | A_WORD+)
flow: A_FLOW | A_WORD+
event: _mine* (A_EVENT | A_WORD+)
exactly: _mine* A_EVENT
thing_named: _mine* (A_HOLDER | A_DATA | A_PURPOSE | A_EVENT | A_FLOW | A_PERSONA | A_CLAIM)
sourced: _mine* (A_HOLDER | A_EVENT | A_FLOW | A_CLAIM)
scenario: A_SCENARIO | A_WORD+
date: A_DATE

%declare A_DATA A_HOLDER A_PURPOSE A_PERSONA A_REGION A_FLOW A_EVENT A_SCENARIO A_CLAIM
%declare A_DATE A_WORD
"""
"""The names of a model, in whatever language a question is."""

GRAMMARS: Final = {"en": ENGLISH, "de": GERMAN}
"""The languages of questions, in the order in which they are tried."""


class Given(Lexer):
    """A lexer that hands on the tokens that were made."""

    def __init__(self, lexer_conf: object) -> None:
        """Take what lark hands to every lexer."""

    def lex(self, data: object) -> object:  # type: ignore[override]  # tokens, both
        """Return the tokens."""
        return data


@cache
def parser(language: str) -> Lark:
    """Return the parser of a language; it takes tokens, not text."""
    grammar = GRAMMARS[language] + NAMES
    return Lark(grammar, parser="earley", lexer=Given, ambiguity="resolve")


@cache
def words_of(language: str) -> dict[str, str]:
    """Return the words that stand in the grammar of a language, with the tokens that they make."""
    terminals = parser(language).terminals
    return {
        terminal.pattern.value: terminal.name
        for terminal in terminals
        if isinstance(terminal.pattern, PatternStr)
    }
