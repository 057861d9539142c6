"""Questions in English."""

from __future__ import annotations

from typing import Final

from dataflow.asking.grammar.english_words import ENGLISH_WORDS

FORMS: Final = r"""
?form: reach | why | knows | everything | stop | broken | promised | changed | owns | runs | shows
     | lists | sources | sold | ended | within

// “who knows my phone number?”
// “which services have my phone number?”
reach: _asker _having _thing
     // “who was told my phone number?”
     | _asker _being _told _about? _thing
     // “who was given access to my messages?”
     | _asker _being _told "access" "to" _thing
     // “who is alleged to have my phone number?”
     | _asker _being _sure "to" _having _thing
     // “who collects my phone number?”
     | _asker _collecting _thing
     // “who uses my phone number for ads?”
     | _asker _aux* _use _thing for_purpose
     // “who did WhatsApp share my phone number with?”
     | _asker _aux giver _give _thing _to
     // “with whom did WhatsApp share my phone number?”
     | _to _asker _aux giver _give _thing
     // “who was my phone number passed on to?”
     | _asker _being _thing _give _to
     // “with whom was my phone number shared?”
     | _to _asker _being _thing _give
     // “did WhatsApp share my phone number with anyone?”
     | _aux giver _give _thing (_to _anyone)?
     // “who told whom my phone number?”
     | _who _aux? _give "whom" _thing
     // “by whom can my phone number be seen?”
     | "by" _who _aux _thing "be" _get
     // “is my phone number used for ads?”
     | _being _thing "used" for_purpose
     // “when did WhatsApp start sharing my phone number?”
     | "when" _aux giver _start* _give _thing
     // “was my phone number shared with anyone?”
     | _being _thing _give (_to _anyone)?
     // “does anyone have my phone number?”
     | _aux _anyone _had _thing
     // “where did my phone number go?”
     | "where" _aux _thing _go

// “since when has Facebook had my phone number?”
why: _opening? _aux company _had _thing _firstly? "from"?
   // “doesn't Facebook have my phone number?”
   | _aux "not" company _had _thing
   // “how long has Facebook had my phone number?”
   | "how" "long" _have company _had _thing
   // “is my phone number known to Facebook?”
   | _opening? _being _thing _get _by company
   // “can my phone number be seen by Facebook?”
   | _opening? _aux _thing "be" _get _by company
   // “is Facebook said to have my phone number?”
   | _opening? _being company _sure "to" _had _thing
   // “does Facebook use my phone number for ads?”
   | _aux "not"? company _use _thing for_purpose
   // “who told Facebook my phone number?”
   | _who _aux? _give company _about? _thing
   // “who gave my phone number to Facebook?”
   | _who _aux? _give _thing _to company
   // “from whom did Facebook get my phone number?”
   | "from" _who _aux company _had _thing
   // “who did Facebook get my phone number from?”
   | _who _aux company _had _thing "from"
   // “how did my phone number end up with Facebook?”
   | "how" _aux _thing _arrive company
   // “did WhatsApp tell Facebook my phone number?”
   | _how_or_when? _aux giver _start* _give company _about? _thing
   // “when did WhatsApp start sharing my phone number with Facebook?”
   | _how_or_when? _aux giver _start* _give _thing _to company
   // “was my phone number given to Facebook by WhatsApp?”
   | _opening? _being _thing _give _to company ("by" giver)?
   // “is it true that Facebook has my phone number?”
   | _is_it _sure "that"? _it_has
   // “how do we know that Facebook has my phone number?”
   | _how_known "that"? _it_has
   // “what are the sources for Facebook having my phone number?”
   | _the_sources "for" company "having" _thing
_it_has: company (_aux "not"?)? _had _thing | giver _aux? _give _thing _to company
       | giver _aux? _give company _about? _thing

// “what does Facebook know about me?”
knows: _what _data? _aux company _had _about_me?
     // “does Facebook know anything about me?”
     | _aux company _had _anything? _about_me
     // “does Facebook have my data?”
     | _since_when? _aux company _had _my_data _firstly?
     // “what is alleged about Facebook?”
     | _what _being (alleged | confirmed) _about company
     // “what does WhatsApp collect about me?”
     | _what _data? _aux company _collecting _about_me?
     // “what was Facebook told about me?”
     | _what _data? _being company _told _about_me?
     // “what did WhatsApp tell Facebook about me?”
     | _what _data? _aux giver _give company _about_me?
     // “what did WhatsApp share with Facebook?”
     | _what _data? _aux giver _give _to company
     // “how much does Facebook know about me?”
     | "how" "much" _aux company _had _about_me?
     // “what is Facebook alleged to know about me?”
     | _what _being company _sure "to" _had _about_me?

// “who has my data?”
everything: _asker _having _my_data
          // “who knows what about me?”
          | _asker _having _anything _about_me?
          // “who knows about me?”
          | _asker _having _about_me
          // “what did WhatsApp share?”
          | _what _data? _aux giver _give (_to _anyone | _about_me)?
          // “who does WhatsApp share my data with?”
          | _asker _aux giver _give _my_data _to
          // “did WhatsApp share my data with anyone?”
          | _aux giver _give _my_data (_to _anyone)?
          // “which of it is alleged?”
          | _what ("of" _that)? _being _alleged
          // “which of it is confirmed?”
          | _what ("of" _that)? _being confirmed
          // “what if I had opted out?”
          | "what" "if" _supposed
          // “what would be known about me?”
          | "what" "would" "be" "known" _about_me
_supposed: lives_in | is_persona | has_done | opted_out | never_joined | without_company
lives_in: _i _live "in" region

// “what would have to stop so that Facebook cannot reach my phone number?”
stop: _what_stops _so_that company _cannot _get _thing
    // “what would have to stop for Facebook not to get my phone number?”
    | _what_stops "for" company "not" "to" _get _thing
    // “how can I keep my phone number from Facebook?”
    | "how" _aux (_i | _who)? _keep _thing "away"? "from" company
    // “what keeps my phone number from Facebook?”
    | "what" _aux? _keep _thing "away"? "from" company
    // “how can I stop Facebook from getting my phone number?”
    | "how" _aux (_i | "we") _prevent company "from" _get _thing
    // “how can Facebook be kept from getting my phone number?”
    | "how" _aux company "be" _prevent "from" _get _thing
_what_stops: _what (_companies | _flows)? ("can" | _would) ("have" | "has")? "to"? ("stop"
           | "end")
           | _what (_companies | _flows)? ("has" | "have") "to" ("stop" | "end")
_so_that: "so" "that"? | "that" | "before" | "to" "ensure" "that"
_cannot: "can" "not" | "could" "not" | _do "not" | _would? "no" "longer" | "would" "not"
       | "can" "no" "longer"

// “which promises were broken by WhatsApp?”
broken: _which_promises _being? _being? _broken ("by" company)?
      // “which promises did WhatsApp break?”
      | _which_promises _aux company _broken
      // “which of WhatsApp's promises were broken?”
      | _what "of" company "'s"? _promises _being _broken
      // “did WhatsApp keep its promises?”
      | _aux company _broken _mine* (_promises | "word") _then_kept?
      // “is WhatsApp keeping its promises?”
      | _being company ("keeping" | "breaking") _mine* (_promises | "word")
      // “what did WhatsApp promise, and did it keep it?”
      | _what _aux company _promise _people? _then_kept?
      // “did WhatsApp lie?”
      | _aux company ("lie" | "lied" | "tell" "the" "truth") ("to" _me)?
      // “was WhatsApp right?”
      | _being company ("right" | "honest" | "truthful" | "lying" | "telling" "the" "truth")
      // “which promises are there?”
      | _which_promises "are" "there"
      // “were WhatsApp's promises kept?”
      | _being company "'s" _promises _broken
      // “who broke their promises?”
      | _who _broken _mine* _promises
_which_promises: (_what | "how" "many") ("of" "the")? _mine* _promises
_then_kept: "and" _aux _it _broken _mine* (_it | _promises | "word")

// what is promised about a data type or a purpose, or at a time
// “what did WhatsApp promise about my birthday?”
promised.2: _what _aux company _promise _people? _about matter _then_kept?
        // “what did WhatsApp promise in 2012?”
        | _what _aux company _promise _people? _in date _then_kept?
        // “did WhatsApp keep its promises about ads?”
        | _aux company _broken _mine* (_promises | "word") _about matter
        // “which promises did WhatsApp make about ads?”
        | _which_promises _aux company _make _about matter
        // “which promises about ads were broken?”
        | _which_promises _about matter _being _broken
        // “did WhatsApp promise not to use my phone number for ads?”
        | _aux company _promise _not_to _any_verb matter (_to _anyone)?
        // “was WhatsApp right that it doesn't share my birthday?”
        | _being company "right" "that" _it _aux? _not _any_verb matter (_to _anyone)?
_not: "not" | "never"
_not_to: _not "to"
matter: _mine* (A_DATA | A_PURPOSE | A_WORD+)
_any_verb: "collect" | _get | _give | _collecting | _use | "show" | "shows" | "sell" | "sells"
         | "sold"

// “what changed between 2015 and 2016?”
changed: _changing "between" _side "and" _side
       // “what changed from before to after?”
       | _changing "from" _side "to" _side
       // “what changed since 2015?”
       | _changing ("since" | "after" | "from") side
       // “what has changed since the Hamburg order?”
       | _changing since occurrence
       // “what changed in August 2016?”
       | _changing _in happening
       // “what changed when Facebook bought WhatsApp?”
       | _changing ("when" | "with" | "because" "of" | "through") happening
       // “what did the Hamburg order change?”
       | "what" _aux exactly "change"
_changing: _what "has"? ("changed" | "changes" | "change")
         | "who" _have? ("gained" | "lost") "what"
since: "since" | "after"
side: date | scenario | now
_side: side | event_side
occurrence: takeover | event
event_side: exactly

// “who owns WhatsApp now?”
owns: _who _aux? _own company _then?
    // “who does WhatsApp belong to?”
    | _who _aux company "belong" "to" _then?
    // “to whom does WhatsApp belong?”
    | "to" _who _aux company "belong" _then?
    // “who is WhatsApp's owner?”
    | _who _being company "'s" "owner"
    // “who is the owner of WhatsApp?”
    | _who _being "the" "owner" "of" company
    // “when did Facebook buy WhatsApp?”
    | ("when" | "since" "when")? _aux buyer _own company
    // “is WhatsApp owned by Facebook?”
    | _being company ("owned" | "bought") "by" buyer _then?
    // “when was WhatsApp bought?”
    | "when" _being company ("bought" | "sold" | "acquired") ("by" buyer)?
_then: "now" | "then" | "today" | "and" "when" | "at" "the" "time"
_own: "owns" | "owned" | "own" | "controls" | "controlled" | "buy" | "buys" | "bought"
    | "purchased"
    | "acquire" | "acquired" | "took" "over" | "take" "over"

// “who runs WhatsApp?”
runs: _who _aux? ("runs" | "run" | "ran" | "operates" | "operate" | "operated") holder _then?
    // “who is behind WhatsApp?”
    | _who _being ("behind" | "the" "operator" "of") holder _then?

// “who is Onavo?”
shows: (_what | _who) _being thing_named
     // “what is known about Onavo?”
     | _what _being "known" _about thing_named
     // “what do we know about Onavo?”
     | _what _do ("we" | _i | "the" "model") ("know" | "say" | "says") _about thing_named
     // “tell me about Onavo”
     | ("tell" _me | "show" _me? "all"?) _about? thing_named
     // “when was the Hamburg order?”
     | "when" _being thing_named
     // “when did the Hamburg order happen?”
     | "when" "did" thing_named "happen"
     // “what are the sources for the Hamburg order?”
     | _the_sources ("for" | "on" | "of" | "about") sourced

// “which companies are there?”
lists: (_what | "how" "many") section _being "there"
     // “how many services are in this model?”
     | (_what | "how" "many") section _being "in" "this" "model"
     // “what happened?”
     | "what" happened
     // “who told whom?”
     | "who" _give? "whom"
     // “who shares data with whom?”
     | "who" _give ("data" | "what")? _to "whom"
section: companies_section | services_section | data_section | events_section | people_section
       | flows_section
companies_section: _companies
services_section: "services" | "service" | "apps"
data_section: "data" "types" | "types" "of" "data" | "kinds" "of" "data"
events_section: "events"
people_section: "personas" | "persons"
flows_section: "flows"
happened: "happened"

// “what are the sources?”
sources: _the_sources

// who bought data; who bought a company is `owns`
// “who bought my phone number?”
sold: _who _aux? _buying _thing _from_seller?
    // “who sold my phone number?”
    | _who _aux? _sell _thing _to_buyer?
    // “who was sold my phone number?”
    | _who _being ("sold" | "bought") _thing
    // “who was my phone number sold to?”
    | _who _being _thing "sold" "to"
    // “who did WhatsApp sell my phone number to?”
    | _who _aux seller _sell _thing "to"
    // “to whom did WhatsApp sell my phone number?”
    | "to" "whom" _aux seller _sell _thing
    // “did WhatsApp sell my phone number to Facebook?”
    | _aux seller _adverb* _sell (_thing | _my_data) _to_buyer?
    // “did Facebook buy my phone number?”
    | _aux buyer _adverb* _buying (_thing | _my_data) _from_seller?
    // “was my phone number sold?”
    | _being (_thing | _my_data) _adverb* "sold" _to_buyer? ("by" seller)?
    // “when did WhatsApp stop selling my phone number?”
    | "when" _aux seller (_start | "stop")* _sell (_thing | _my_data) _to_buyer?
    // “what did WhatsApp sell?”
    | "what" _data? _aux seller _sell _to_buyer?
_since_when: "since"? "when"
_my_data: (_mine* "personal"? | origin) ("data" | "information")
_to_buyer: "to" (buyer | _anyone)
_from_seller: "from" seller
_buying: "buy" | "buys" | "bought" | "purchase" | "purchased"
_sell: "sell" | "sells" | "sold" | "selling"

// a flow that ends, or has not ended
// “when did Facebook stop sharing my phone number with WhatsApp?”
ended: "when" _aux giver ("stop" | "stopped" | "end") _give (_thing | _my_data)? _to company
     // “did Facebook stop sharing with WhatsApp?”
     | _aux giver ("stop" | "stopped") _give (_thing | _my_data)? _to company
     // “is Facebook still sharing my phone number with WhatsApp?”
     | _being giver "still" _give (_thing | _my_data)? _to company
     // “does Facebook still share with WhatsApp?”
     | _aux giver "still" _give (_thing | _my_data)? _to company

// “who is in Ireland?”
within: _who _being ("in" | "from") region
      // “who lives in Ireland?”
      | people_alone _live "in" region
      // “which companies are in Ireland?”
      | companies_alone _being ("in" | "from" | "based" "in") region
      // “which people are from Ireland?”
      | people_alone _being ("in" | "from") region
people_alone: _what _people | _who
companies_alone: _what _companies

?addition: as_of | before | after | start_of | on_event | now | still | for_purpose | for_persona
         | from_origin | lives | supposed | owners | announced | firm | without | without_company
         | without_purpose | besides | people_in

as_of: ("as" "of" | _in | "until" | "at" "the" _end "of" | "by" ("the" _end "of")?) date
start_of: ("at" | "by" | "in") "the" ("start" | "beginning") "of" date
before: "before" happening
after: "after" happening
on_event: ("on" | "at" | "by") "the" ("day" | "time") "of" happening | "when" happening
happening: date | takeover | event
takeover: (buyer | "it") ("bought" | "acquired" | "took" "over" | "owned") company
now: "now" | "today" | "currently" | "nowadays" | "at" "present" | "these" "days" | "right" "now"
still: "still"
for_purpose: "for" purpose
for_persona: ("for" | "as") persona
people_in: "for" _mine* _people ("in" | "from") region
from_origin: ("from" | "through" | "via") holder
lives: _if _i (_live | _being) ("in" | "from") region
     | "living" "in" region
     | "in" region
supposed: _if (is_persona | has_done | opted_out | never_joined)
        | "as" is_named
is_named: anybody
is_persona: _i _being anybody
has_done: _i (_have | "'d")? persona "account"? ("at" | "of" | "on" | "from")? holder?
opted_out: _i (_have | "'d")? ("opted" | "opt") "out" ("of" ("it" | "that" | "this"))?
never_joined: _i (_have | "'d")? ("never" "joined" | "not" "joined" | "never" "used") holder?
owners: ("counting" | "including" | "with" | "and") _mine* ("owners" | "owner")
announced: _counting ("what" _being)? ("announced" | "announcements")
firm: _counting? ("what" _being)? _firmly
    | _leaving_out (("anything" | "everything" | "all")? "that" | "what")? _being? ("only"
    | "merely" | "just")? _alleged
    | "for" ("certain" | "sure")
_firmly: "firmly" | "certainly" | "certain" | "surely" | "confirmed" | "proven"
without: _leaving_out flow
without_company: _leaving_out seller | "if" "it" _being "not" "for" seller
without_purpose: _leaving_out "the"? A_PURPOSE
besides: ("besides" | "except" | "apart" "from" | "other" "than" | "beyond") company
_leaving_out: "without" | "leaving" "out" | "excluding" | "ignoring" | "not" "counting"
            | "leave" "out"
_counting: "counting" | "including" | "with"
_if: "if" | "when" | "had"

"""
"""What can be asked: a rule a form, and what can be added to any."""

ENGLISH: Final = FORMS + ENGLISH_WORDS
