"""The words of questions in English, by what they do in one."""

from __future__ import annotations

from typing import Final

ENGLISH_WORDS: Final = r"""
// --- words
_asker: _who "else"? | (_which | "how" "many" | "what") (_companies | by_service) | "everybody"
_who: "who" | "whom"
_which: "which"
_what: "what" | "which"
_companies: "companies" | "company" | "firms" | "firm" | "businesses" | "organisations"
          | "organizations"
by_service: "services" | "service" | "apps"
_flows: "sharing" | "flows" | "flow"
_data: "data" | "information" | "else"
_people: "people" | "users" | "user" | "me" | "us" | "somebody" | "someone" | _mine ("users"
       | "customers")
_anyone: "anyone" | "anybody" | "others" | "somebody" | "someone" | "third" "parties"
       | "other" "companies"
_anything: "what" | "anything" | "something" | "everything"
_i: "i" | "we"
_it: "it" | "they" | "them" | "these" | "he" | "she"
_that: "it" | "this" | "that" | "these"
_me: "me" | "us" | "mine" | "users" | "people" | "its" "users"
_mine: "my" | "our" | "the" | "a" | "an" | "your" | "their" | "its" | "his" | "her" | "any"
     | ("people" | "users" | "user" | "everyone") "'s"?
_about_me: ("about" | "of" | "from" | "on") _me
_about: "about" | "of" | "on"
_thing: data | origin data | mine_at data
mine_at: ("my" | "our") A_HOLDER
origin: _mine* A_HOLDER (("users" | "user") "'s"? | "'s")

_suffix: "data" | "information" | "details"
_do: "do" | "does" | "did"
_can: possible
possible: "can" | "could" | "may" | "might"
_have: "has" | "have" | "had" | "'s" | "'ve"
_would: "would" | "must" | "should" | "needs" | "need" | "will" | "'d"
would: "would" | "'d"
_being: "is" | "are" | "was" | "were" | "am" | "be" | "'s" | "'re" | "'m" | ("has" | "have"
      | "had") "been"
_aux: _do | _can | _have | would | "will" | ("is" | "are") "able" "to"
_adverb: still | now | "ever" | "also" | "actually" | "really" | "already" | "even" | "all"
       | firmness
firmness: "firmly" | "certainly" | "surely"
_having: (_aux | _adverb)* _get
_had: (_adverb | _have | "first" | "start" | "begin" | "be" "able" "to")* _get
_get: _reach | gaining
    | _have ("access" "to" | "got" "on") | ("get" | "got" | "given" | "getting") "access" "to"
    | ("know" | "knew" | "knows" | "known" | "hear" | "heard") ("about" | "of")
_reach: ("work" | "works" | "worked") "out"
      | "reach" | "have" | "see" | "access" | "read" | "know" | "has" | "had" | "sees" | "saw"
      | "seen"
      | "knows" | "knew" | "reaches" | "reached" | "known" | "hold" | "holds" | "held" | "seeing"
      | "knowing" | "reaching" | "reading" | "possess" | "possesses" | "having"
gaining: gets | "got" | "gotten" | "obtained" | "received" | "gain" | "gained" | "accessed"
       | "learning"
       | ("learn" | "learns" | "learned" | "learnt") ("about" | "of")?
       | ("find" | "finds" | "found") "out" ("about" | "of")?
       | ("get" | "got") ("hold" "of" | "to" "know") | ("come" | "came") ("by" | "to" "know")
gets: "get" | "gets" | "getting" | "obtain" | "receive" | "receives" | "receiving"
_collecting: _aux* ("collect" | "collects" | "collected" | "gather" | "gathers" | "gathered")
_use: "use" | "uses" | "used"
_told: _telling
_telling: "told" | "given" | "sent" | "shown" | "handed" | "passed" | "supplied" "with"
        | "provided" "with"
_give: (_share | "pass" | "passed" | "passes" | "passing" | "hand" | "handed"
     | "handing") ("on" | "over" | "along")?
_share: "give" | "gave" | "given" | "gives" | "giving" | "share" | "shared" | "shares" | "sharing"
      | "tell" | "told" | "tells" | "telling" | "send" | "sent" | "sends" | "sending" | "disclose"
      | "disclosed" | "disclosing" | "transfer" | "transferred" | "transferring" | "supply"
      | "supplied" | "provide" | "provided" | "reveal" | "revealed" | "forward" | "forwarded"
_to: "to" | "with" | "on" "to"
_by: "to" | "by"
_go: "go" "to"? | "gone" "to"? | "end" "up"
_arrive: ("get" | "got" | "come" | "go") "to" | "reach" | "end" "up" ("with" | "at")
       | "land" ("with" | "at")
_start: "start" | "started" | "begin" | "began" | "first" | "been" | "ever" | "actually"
      | "really" | "also" | "to"
_opening: "why" | "how" | "since" "when" | "since"? "when" | "where"
        | "from" "where" | "how" "come"
_how_or_when: "how" | "since"? "when"
_firstly: "first" | "for" "the" "first" "time" | "in" "the" "first" "place"
_sure: _sureness ("or" _sureness)*
_sureness: "true" | "correct" | "right" | "known" | "able" | alleged | confirmed
alleged: "alleged" | "said" | "reported" | "thought" | "suspected"
confirmed: "confirmed" | "proven" | "certain" | "sure"
_alleged: "alleged" | "allegations" | "disputed"
_is_it: _being "it" ("only" | "just" | "really")?
_how_known: "how" ("do" | "can") ("we" | _i | "you") "know" | _who ("says" | "say" | "reported"
          | "said")
          | _the_sources ("for" "it"? | "of")? | _what ("sources" | "source") ("say" | "says"
          | "show")
          | _what ("shows" | "proves")
_the_sources: (_what | "where") _being _mine* ("sources" | "source" | "evidence" | "proof")
_keep: "keep" | "keeps" | "kept" | "protect"
_prevent: "stop" | "stopped" | "prevent" | "prevented" | "keep" | "kept" | "hinder"
_promises: "promises" | "promise" | "claims" | "claim"
_promise: "promise" | "promised" | "claim" | "claimed"
_make: "make" | "made" | "give"
_broken: "broken" | "broke" | "break" | "breaks" | "keep" | "kept" | "keeps"
_live: "live" | "lives" | "lived" | "living" | "were" "living"
_in: "in" | "on" | "during"
_end: "end"
"""
