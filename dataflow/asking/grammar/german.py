"""Questions in German."""

from __future__ import annotations

from typing import Final

GERMAN: Final = r"""
?form: reach | why | knows | everything | stop | broken | promised | changed | owns | runs | shows
     | lists | sources | sold | within

// “Wer hat meine Telefonnummer bekommen?”
reach: _asker _hat _adverb* _thing _adverb* _getan?
     // “Wer kennt meine Telefonnummer?”
     | _asker _adverb* _bekam _adverb* "von"? _thing
     // “Wer kann meine Nachrichten lesen?”
     | _asker _kann _adverb* _thing _adverb* _bekommen
     // “Wer hat Zugriff auf meine Nachrichten?”
     | _asker _hat _adverb* "zugriff" "auf" _thing
     // “An wen hat WhatsApp meine Telefonnummer weitergegeben?”
     | "an" _wen _hat giver _thing _gegeben
     // “Hat WhatsApp meine Telefonnummer weitergegeben?”
     | _hat giver _thing _gegeben
     // “Wer nutzt meine Telefonnummer für Werbung?”
     | _asker _benutzt _thing for_purpose

// “Seit wann hat Facebook meine Telefonnummer?”
why: _opening? _hat _adverb* company _adverb* _thing _adverb* _getan?
   // “Wann bekam Facebook meine Telefonnummer?”
   | _opening? _bekam _adverb* company _adverb* _thing _adverb*
   // “Kann Facebook meine Nachrichten lesen?”
   | _opening? _kann _adverb* company _adverb* _thing _bekommen
   // “Hat Facebook Zugriff auf meine Nachrichten?”
   | _opening? _hat company _adverb* "zugriff" "auf" _thing
   // “Wie kam Facebook an meine Telefonnummer?”
   | "wie" ("kam" | "kamen" | "kommt" | "kommen") company "an" _thing
   // “Wie ist Facebook an meine Telefonnummer gekommen?”
   | "wie" "ist" company "an" _thing "gekommen"
   // “Von wem hat Facebook meine Telefonnummer?”
   | "von" _wem _hat company _thing _getan?
   // “Wer gab Facebook meine Telefonnummer?”
   | "wer" _gab company _thing
   // “Wer gab meine Telefonnummer an Facebook weiter?”
   | "wer" _gab _thing "an" company "weiter"?
   // “Seit wann gibt WhatsApp meine Telefonnummer an Facebook weiter?”
   | _wie_oder_wann? _gab giver _thing "an" company "weiter"?
   // “Wann hat WhatsApp begonnen, meine Telefonnummer an Facebook weiterzugeben?”
   | "wann" _hat giver ("begonnen" | "angefangen") _thing "an" company _zu_geben
   // “Wer hat meine Telefonnummer an Facebook weitergegeben?”
   | "wer" _hat _thing "an" company _gegeben
   // “Wer hat Facebook meine Telefonnummer gegeben?”
   | "wer" _hat company _thing _gegeben
   // “Hat WhatsApp meine Telefonnummer an Facebook weitergegeben?”
   | _wie_oder_wann? _hat giver _thing "an" company _gegeben
   // “Wurde meine Telefonnummer an Facebook weitergegeben?”
   | _opening? _wurde _thing "an" company _gegeben
   // “Stimmt es, dass Facebook meine Telefonnummer hat?”
   | _stimmt_es "dass" _dass_hat
   // “Welche Quellen gibt es dafür, dass Facebook meine Telefonnummer hat?”
   | _die_quellen "dafür" "dass" _dass_hat
_dass_hat: company _thing (_hat | _bekam | _getan _hat | _bekommen _kann)
         | giver _thing "an" company _gegeben _hat

// “Welche Daten hat WhatsApp über mich?”
knows: _was _daten? _hat company _adverb* _ueber_mich _getan?
     // “Was weiß Facebook über mich?”
     | _was _adverb* _bekam company _adverb* _ueber_mich?
     // “Was kann Facebook über mich wissen?”
     | _was _daten? _kann company _ueber_mich _bekommen
     // “Was hat WhatsApp an Facebook weitergegeben?”
     | _was _daten? _hat giver "an" company _gegeben
     // “Was hat Facebook bekommen?”
     | _was _daten? _hat company _adverb* _getan
     // “Wie viel weiß Facebook über mich?”
     | "wie" "viel" _bekam company _ueber_mich

// “Wer hat meine Daten?”
everything: _asker _hat _mine "daten" _getan?
          // “Wer weiß was über mich?”
          | "wer" _bekam "was" _ueber_mich
          // “Was hat WhatsApp weitergegeben?”
          | "was" _hat giver _gegeben
          // “Was wäre, wenn ich widersprochen hätte?”
          | "was" ("wäre" | "ist" | "passiert") ("wenn" | "falls") _supposed
          // “Was davon wird nur behauptet?”
          | "was" ("davon" | "hiervon")? ("wird" | "ist") "nur"? _behauptet
          // “Was davon ist bestätigt?”
          | "was" ("davon" | "hiervon")? "ist" confirmed
_supposed: lives_in | is_persona | has_done | opted_out | never_joined
lives_in: "ich" "in" region _lebte

// “Was müsste aufhören, damit Facebook meine Telefonnummer nicht mehr bekommt?”
stop: _was_aufhoert "damit" company _thing "nicht" ("mehr" | "länger")? (_bekam | _hat
    | _bekommen _kann)
    // “Wie kann ich meine Telefonnummer vor Facebook schützen?”
    | "wie" _kann ("ich" | "man") _thing "vor" company "schützen"
    // “Wie kann ich verhindern, dass Facebook meine Telefonnummer bekommt?”
    | "wie" _kann ("ich" | "man") "verhindern" "dass" company _thing (_bekam | _hat)
_was_aufhoert: "was" ("müsste" | "muss") ("aufhören" | "enden")

// “Welche Versprechen wurden gebrochen?”
broken: _versprechen (_wurden | "sind") ("von" company)? _gebrochen
      // “Welche Versprechen hat WhatsApp gebrochen?”
      | _versprechen _hat company _gebrochen
      // “Hat WhatsApp seine Versprechen gehalten?”
      | _hat company _mine* ("versprechen" | "wort") _gebrochen
      // “Was hat WhatsApp versprochen?”
      | _was _hat company ("uns" | "mir" | "nutzern")? "versprochen" _und_gehalten?
      // “Was versprach WhatsApp?”
      | "was" ("versprach" | "verspricht") company
      // “Hatte WhatsApp recht?”
      | _hat company "recht"
      // “Welche Versprechen brach WhatsApp?”
      | _versprechen ("brach" | "bricht" | "hielt" | "hält") company
      // “Hat WhatsApp gelogen?”
      | _hat company "gelogen"
_versprechen: ("welche" | "wie" "viele") "versprechen"
_und_gehalten: "und" _hat ("es" | company) ("sie" | "es" | "das" | _mine "versprechen"
             | "wort") _gebrochen

// “Was hat WhatsApp über Werbung versprochen?”
promised: "was" _hat company ("zu" | "über") matter "versprochen"
matter: _mine* (A_DATA | A_PURPOSE | A_WORD+)

// “Was hat sich zwischen 2015 und 2016 geändert?”
changed: _geaendert "zwischen" side "und" side _anders?
       // “Was hat sich von 2015 bis 2016 geändert?”
       | _geaendert "von" side "bis" side _anders?
       // “Was hat sich seit 2015 geändert?”
       | _geaendert ("seit" | "nach") side _anders?
       // “Was änderte sich im August 2016?”
       | _geaendert _im? happening _anders?
_geaendert: "was" ("hat" | "änderte") "sich"
_anders: "geändert" | "verändert"
side: date | scenario | now

// “Wem gehört WhatsApp?”
owns: "wem" ("gehört" | "gehörte") company _jetzt?
    // “Wer hat WhatsApp gekauft?”
    | "wer" "hat" company _gekauft
    // “Wer kaufte WhatsApp?”
    | "wer" ("besitzt" | "besaß" | "kaufte" | "übernahm") company _jetzt?
    // “Wann hat Facebook WhatsApp gekauft?”
    | "wann" "hat" buyer company _gekauft
    // “Wann kaufte Facebook WhatsApp?”
    | "wann" ("kaufte" | "übernahm") buyer company
    // “Wann wurde WhatsApp gekauft?”
    | ("wann" | "von" "wem") "wurde" company _gekauft
    // “Hat Facebook WhatsApp gekauft?”
    | "hat" buyer company _gekauft
_gekauft: "gekauft" | "übernommen"
_jetzt: "jetzt" | "heute" | "damals"

// “Wer betreibt WhatsApp?”
runs: "wer" ("betreibt" | "betrieb") holder _jetzt?
    // “Wer steckt hinter WhatsApp?”
    | "wer" "steckt" "hinter" holder

// “Wer ist Onavo?”
shows: ("wer" | "was") ("ist" | "war" | "sind") thing_named
     // “Was ist über Onavo bekannt?”
     | "was" ("ist" | "weiß" "man") "über" thing_named "bekannt"?
     // “Wann war hamburg-order?”
     | "wann" "war" thing_named

// “Welche Firmen gibt es?”
lists: ("welche" | "wie" "viele") section "gibt" "es"
     // “Was ist geschehen?”
     | "was" happened
section: companies_section | services_section | events_section
companies_section: _firmen
services_section: "dienste" | "apps"
events_section: "ereignisse"
happened: ("ist" | "geschah") ("passiert" | "geschehen")?

// “Wer kaufte meine Telefonnummer?”
sold: "wer" ("kaufte" | "kauft") _thing
    // “Wer hat meine Telefonnummer gekauft?”
    | "wer" "hat" _thing ("gekauft" | "verkauft")
    // “Hat WhatsApp meine Telefonnummer an Facebook verkauft?”
    | "hat" seller _thing ("an" buyer)? "verkauft"

// “Wer lebt in Irland?”
within: people_alone ("lebt" | "wohnt") "in" region
      // “Welche Firmen sind in Irland?”
      | companies_alone "sind" "in" region
people_alone: "wer"
companies_alone: "welche" _firmen

// “Was sind die Quellen?”
sources: _die_quellen

?addition: as_of | before | after | on_event | now | still | for_purpose | for_persona
         | from_origin | lives | supposed | owners | announced | firm | without | without_company
         | without_purpose

as_of: (_im | "ende" | "bis" ("ende" | "zum")? | "stand" | "bis" "zum" "ende")? date
before: "vor" happening | "bevor" taken_over
after: "nach" happening | "nachdem" taken_over
on_event: ("am" "tag" | "zur" "zeit") _mine* happening
happening: "dem"? date | event
taken_over: takeover
takeover: (buyer | "es" | "sie") company (_kaufte | "gekauft" ("hat" | "hatte"))
_kaufte: "kaufte" | "übernahm"
now: "jetzt" | "heute" | "derzeit" | "aktuell" | "inzwischen" | "momentan"
still: "noch" | "immer" "noch"
for_purpose: ("für" | "zur" | "zu") purpose
for_persona: ("für" | "als") persona
from_origin: ("von" | "durch") holder
lives: ("wenn" | "falls") "ich" "in" region _lebte | "in" region
supposed: ("wenn" | "falls") (is_persona | has_done | opted_out | never_joined)
is_persona: "ich" anybody ("wäre" | "bin")
has_done: "ich" persona _haette
opted_out: "ich" ("widersprochen" | "widerspreche") _haette?
never_joined: "ich" ("nie" | "niemals" | "nicht") ("bei" holder)? ("beigetreten" | "dabei"
            | "gewesen" | "mitgemacht") _haette?
            | "ich" holder ("nie" | "niemals" | "nicht") ("benutzt" | "genutzt") _haette?
_haette: "hätte" | "habe" | "wäre" | "bin" | "hatte"
owners: ("mit" | "samt") _mine* ("eigentümern" | "eigentümer" | "besitzern")
announced: ("mit" | "samt") "angekündigtem"
firm: "sicher" | "nachweislich"
    | "ohne" ("alles")? ("was" | "das")? "nur"? _behauptet ("wird" | "ist")?
without: "ohne" flow
without_company: "ohne" seller
without_purpose: "ohne" "die"? A_PURPOSE

// --- words
_asker: "wer" "sonst"? | ("welche" | "welcher" | "wie" "viele") (_firmen | by_service)
by_service: "dienste" | "dienst" | "apps"
_firmen: "firmen" | "firma" | "unternehmen" | "konzerne"
_wen: "wen" | "welche" _firmen
_wem: "wem" | "welcher" "firma"
_was: "was" | "welche"
_daten: "daten" | "informationen" | "angaben"
_ueber_mich: ("über" | "von") ("mich" | "mir" | "uns")
_thing: data
_suffix: "daten"
_mine: "mein" | "meine" | "meinen" | "meinem" | "meiner" | "meines" | "unsere" | "unseren"
     | "unser"
     | "die" | "der" | "das" | "den" | "dem" | "des" | "ein" | "eine" | "einen" | "einem"
     | "einer"
     | "ihre" | "ihr" | "ihren" | "seine" | "seinen" | "sein" | "zu" "meiner" | "zum"
_hat: "hat" | "haben" | "hatte" | "hatten" | would
would: "hätte" | "hätten"
_gab: "gab" | "gibt" | "gaben" | "geben" | "übermittelt" | "übermittelte" | "verriet"
_zu_geben: "weiterzugeben" | "zu" ("geben" | "übermitteln")
_kann: "kann" | "können" | "konnte" | "konnten" | "könnte" | "könnten" | "darf" | "dürfen"
_bekam: gaining | "kennt" | "kannte" | "kennen" | "kannten" | "weiß" | "wusste" | "wissen"
      | "wussten"
      | "sieht" | "sah" | "liest" | "las"
gaining: "bekommt" | "bekam" | "bekamen" | "erhält" | "erhielt" | "erhielten" | "erfuhr"
       | "erfährt"
_bekommen: "bekommen" | "erhalten" | "sehen" | "lesen" | "kennen" | "wissen" | "erfahren"
         | "haben"
         | "erreichen"
_getan: got | "gesehen" | "gelesen" | "gekannt" | "gewusst" | "gehabt"
got: "bekommen" | "erhalten" | "erfahren"
_gegeben: "gegeben" | "weitergegeben" | "geteilt" | "übermittelt" | "verraten" | "geschickt"
        | "mitgeteilt" | "weitergeleitet"
_wurde: "wurde" | "wurden" | "wird" | "werden"
_wurden: "wurden" | "wurde"
_benutzt: "nutzt" | "benutzt" | "verwendet" | "nutzte" | "benutzte"
_gebrochen: "gebrochen" | "gehalten"
_wie_oder_wann: "wie" | "seit"? "wann" | "ab" "wann"
_opening: "warum" | "wie" | "wie" "lange" | "seit" "wann" | "ab" "wann" | "wann" | "woher"
        | "wieso"
_adverb: still | now | as_of | before | from_origin | for_purpose | "schon" | "auch" | "jemals"
       | "bereits" | "eigentlich" | "zuerst"
       | "zum" "ersten" "mal" | "erstmals" | firmness
firmness: "sicher" | "nachweislich"
_stimmt_es: ("stimmt" | "ist") "es" ("wahr" | "richtig" | confirmed | _behauptet)?
          | "woher" ("weiß" | "wissen") ("man" | "wir") | "wer" "sagt"
confirmed: "bestätigt"
_behauptet: "behauptet" | "behauptete" | "strittig"
_die_quellen: "was" "sind" _mine? "quellen" | "welche" ("quellen" | "belege") ("gibt"
            | "hat") "es"
_lebte: ("lebe" | "lebte" | "wohne" | "wohnte" | "leben" | "wohnen") "würde"? | "bin" | "wäre"
      | ("gelebt" | "gewohnt") "hätte"
_im: "im" ("jahr" | "jahre")? | "in" | "am"
"""
