"""What can be asked in words: the grammar, over tokens that `words` makes of a question.

Alternatives are told apart by rules (`reach`, `why`, …), one a command; names of a model come as
NAME, words that are neither names nor words of a question as WORD.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from lark import Lark
from lark.lexer import Lexer

GRAMMAR: Final = r"""
start: question modifier*

?question: reach | why | knows | stop | broken | changed | owns

reach: asker CAN _get mine data
     | asker _get mine data
     | _BY _WHO CAN mine data _AM _get
_asker_word: _WHICH _COMPANIES | _WHO _ELSE?
asker: _asker_word

// "can it", "why can it" and "since when can it" have one answer: the path, with its first day
why: _opening? CAN company _get mine data
   | _opening? _get company _get mine data
   | _opening? _AM mine data _get _TO company
_opening: _WHY _LONG? | _SINCE? _WHEN

knows: _WHICH _DATA? CAN company _get _about_me?
     | _WHICH _DATA? _get company _about_me?
_about_me: _ABOUT _ME | _OF _ME | _FROM _ME | _ON _ME

stop: _what_stops _so_that company _cannot _get mine data
    | _what_stops _FOR company _NOT _TO _get mine data
    | _WHY CAN _I? _KEEP mine data (_AWAY? _FROM) company
    | _WHICH CAN? _KEEP mine data (_AWAY? _FROM) company
_what_stops: _WHICH (_COMPANIES | _SHARING)? (CAN | _WOULD)? _get? _TO? (_STOP | _END)
_so_that: _SO _THAT? | _THAT | BEFORE
_cannot: _CANNOT | CAN _NOT | CAN? _NO _LONGER

broken: _which_promises (_AM | _get _AM?) _BREAK (_BY company)?
      | _which_promises (CAN | _get) company _BREAK
      | (CAN | _get) company (_BREAK | _KEEP) mine _PROMISES
_which_promises: _WHICH mine _PROMISES

changed: _WHICH _get? _CHANGE (_BETWEEN side _AND side | _FROM side _TO side)
       | _WHICH _get? _CHANGE (_SINCE | AFTER | _FROM) side

owns: _WHO _OWN company
    | _WHO CAN company _BELONG _TO
    | _TO _WHO CAN company _BELONG

modifier: as_of | for_purpose | from_origin | lives | is_persona | owners | announced | firm
        | without
as_of: (_AS _OF | _IN | _ON | _BY | _UNTIL | _AT mine _END _OF) date
for_purpose: _FOR purpose
from_origin: (_FROM | _THROUGH) holder
lives: (_IF | _WHEN) _I (_LIVE | _AM) (_IN | _FROM) region
     | _LIVE _IN region
     | _IN region
is_persona: (_IF _I _AM | _AS) persona
owners: (_COUNTING | _AND) mine _OWNERS
announced: _COUNTING (_WHICH _AM)? _ANNOUNCED
firm: _COUNTING? (_WHICH _AM)? _FIRM
without: _WITHOUT flow

side: date | scenario
date: DATE
data: _name
company: MINE? _name
holder: MINE? _name
purpose: MINE? _name
persona: MINE? _name
scenario: _name | BEFORE | AFTER
region: MINE? _name
flow: _name
_name: NAME | WORD+

// what is left over: it says nothing more
_get: surely? GET
surely: _FIRM
mine: MINE?

%declare CAN GET MINE NAME WORD DATE BEFORE AFTER
%declare _WHICH _WHO _COMPANIES _ELSE _WHY _LONG _SINCE _WHEN _DATA _ABOUT _ME _OF _FROM _ON _FOR
%declare _TO _NOT _I _KEEP _AWAY _SHARING _WOULD _STOP _SO _THAT
%declare _CANNOT _NO _LONGER _AM
%declare _BREAK _BY _PROMISES _CHANGE _BETWEEN _AND _OWN _BELONG _AS _IN _UNTIL _AT _END
%declare _THROUGH _IF _LIVE _COUNTING _OWNERS _ANNOUNCED _FIRM _WITHOUT
"""

WORDS: Final = {
    "CAN": "can could does did do may might will",
    "GET": (
        "reach get have see access learn read know obtain receive has had gets got sees saw seen "
        "knows knew reaches reached receives received gain gained known"
    ),
    "MINE": "my our the a an your their its his her",
    "_WHICH": "which what whats",
    "_WHO": "who whom whose",
    "_COMPANIES": "companies company firms firm businesses organisations organizations everybody",
    "_ELSE": "else all",
    "_WHY": "why how",
    "_LONG": "long",
    "_SINCE": "since",
    "_WHEN": "when",
    "_DATA": "data information",
    "_ABOUT": "about",
    "_ME": "me us mine users people",
    "_OF": "of",
    "_FROM": "from",
    "_ON": "on",
    "_FOR": "for",
    "_TO": "to",
    "_I": "i we",
    "_KEEP": "keep keeps kept",
    "_NOT": "not",
    "_AWAY": "away",
    "_SHARING": "sharing flows flow",
    "_WOULD": "would must should needs need",
    "_STOP": "stop stopped ended",
    "_SO": "so",
    "_THAT": "that",
    "_CANNOT": "cannot can't cant doesn't couldn't",
    "_NO": "no",
    "_LONGER": "longer more",
    "BEFORE": "before",
    "_AM": "am was were is are been be",
    "_BREAK": "broken broke break",
    "_BY": "by",
    "_PROMISES": "promises promise claims claim",
    "_CHANGE": "changed change changes",
    "_BETWEEN": "between",
    "_AND": "and",
    "AFTER": "after",
    "_OWN": "owns owned own controls controlled",
    "_BELONG": "belong belongs belonged",
    "_AS": "as",
    "_IN": "in",
    "_UNTIL": "until",
    "_AT": "at",
    "_END": "end",
    "_THROUGH": "through via",
    "_IF": "if",
    "_LIVE": "live lived living",
    "_COUNTING": "counting including with",
    "_OWNERS": "owners owner",
    "_ANNOUNCED": "announced announcements",
    "_FIRM": "firmly certainly certain surely",
    "_WITHOUT": "without",
}
"""The words of questions, by the token that they make."""

TOKENS: Final = {word: token for token, words in WORDS.items() for word in words.split()}


class Given(Lexer):
    """A lexer that hands on the tokens that were made."""

    def __init__(self, lexer_conf: object) -> None:
        """Take what lark hands to every lexer."""

    def lex(self, data: object) -> object:  # type: ignore[override]  # tokens, both
        """Return the tokens."""
        return data


@cache
def parser() -> Lark:
    """Return the parser; it takes tokens, not text."""
    return Lark(GRAMMAR, parser="earley", lexer=Given, ambiguity="resolve")
