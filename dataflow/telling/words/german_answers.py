"""What answers say in German besides what figures say too.

What is reached stands last, behind "auf", so that its name needs no case, and a verb whose subject
may be several stands behind a colon or is none at all.
"""

from typing import Final

SENTENCES: Final = {
    # what is said of who has it
    "No company in this model can reach {what}.": "Kein Unternehmen in diesem Modell hat Zugriff auf {what}.",
    "In this model, {who} cannot reach {what}.": "Kein Zugriff in diesem Modell auf {what}: {who}.",
    "And {n} more, in the table.": "Weitere in der Tabelle: {n}.",
    "By firm statements alone, {told}": "Nur gesicherte Aussagen gezählt: {told:^}",
    "By firm statements alone:": "Nur gesicherte Aussagen gezählt:",
    "By firm statements alone: {told}": "Nur gesicherte Aussagen gezählt: {told}",
    "By another way, {told}": "Auf anderem Weg: {told}",
    "By another way: {told}.": "Auf anderem Weg: {told}.",
    "After that: {told}.": "Danach: {told}.",
    "In the table, {meanings}.": "In der Tabelle bedeutet {meanings}.",
    "This counts data from {names}: `--from NAME` follows that of one of them.": (
        "Gezählt sind Daten von {names}; `--from NAME` verfolgt nur die von dort."
    ),
    "by an authority or court, or admitted": (
        "von einer Behörde oder einem Gericht, oder eingeräumt"
    ),
    "somebody measured it": "jemand hat es gemessen",
    "by who does it, or reported as done": "von dem, der es tut, oder als geschehen berichtet",
    "somebody's terms allow it, and no source says that it happens": (
        "Bedingungen erlauben es, und keine Quelle sagt, dass es geschieht"
    ),
    "one side says so, and another does not agree": (
        "eine Seite sagt es, und eine andere stimmt nicht zu"
    ),
    "nobody says so, the scenario adds it": "niemand sagt es, das Szenario fügt es hinzu",
    "it is still to happen": "es steht noch bevor",
    "the company itself": "das Unternehmen selbst",
    "Also, {told}": "Außerdem: {told}",
    "{clause} {when}": "{clause}, {when}",
    "{many} gave {what} too, or may have: {names}.": (
        "Auch durch {many} kamen {what} dorthin, teils nur vielleicht: {names}."
    ),
    "{many} gave {what} too: {names}.": "Auch durch {many} kamen {what} dorthin: {names}.",
    "such data": "solche Daten",
    "No service in this model, and no company itself, can reach {what}.": (
        "Kein Dienst und kein Unternehmen selbst in diesem Modell hat Zugriff auf {what}."
    ),
    "{who} itself": "{who} selbst",
    "This applies": "Das gilt",
    "{service} is a service: this is about {company} and all that it operates."
    " `--by service` asks about {service} alone.": (
        "{service} ist ein Dienst; hier geht es um {company} und alles, was dort betrieben wird."
        " `--by service` fragt nach {service} allein."
    ),
    # why nobody has it
    "For anyone (without `--as`)": "Gleich für wen (ohne `--as`)",
    "On any day (without `--as-of`)": "Gleich an welchem Tag (ohne `--as-of`)",
    "For any purpose (without `--for`)": "Gleich zu welchem Zweck (ohne `--for`)",
    "From anybody (without `--from`)": "Gleich von wem (ohne `--from`)",
    "In any role (without `--role`)": "Gleich in welcher Rolle (ohne `--role`)",
    "With what is less than firm (without `--firm`)": (
        "Auch nicht gesicherte Aussagen gezählt (ohne `--firm`)"
    ),
    "With what was only announced (`--announced`)": (
        "Auch bloß Angekündigtes gezählt (`--announced`)"
    ),
    "With what was only announced (`--announced`, without `--firm`)": (
        "Auch bloß Angekündigtes gezählt (`--announced`, ohne `--firm`)"
    ),
    "With owners (`--owners`)": "Mit Eigentümern (`--owners`)",
    "With {what} put back": "Wieder mitgezählt ({what})",
    "With an account at {holder}, which “{persona}” does not have": (
        "Mit einem Konto bei {holder}, das „{persona}“ nicht hat"
    ),
    "With none of these settings": "Ohne all diese Einstellungen",
    "some": "Daten",
    "{phrase}: it differs for {names}.": "{phrase}: Unterschiede bei {names}.",
    "{phrase}: {names} is contradicted.": "{phrase}: Widerspruch gegen {names}.",
    "{phrase}: {names} are contradicted.": "{phrase}: Widerspruch gegen {names}.",
    "Of {names}, it is another day, or less sure.": "Für {names} gilt ein anderer Tag, oder es ist weniger sicher.",
    "{had}: whether before, nothing in this model says.": "{had}; ob schon vorher, sagt in diesem Modell nichts.",
    "{told}: that takes nothing here.": "{told}; hier ändert das nichts.",
    "{who} carries {what} and cannot read it.": "{who} befördert {what}, ohne den Inhalt lesen zu können.",
    "{who} carry {what} and cannot read it.": "{who} befördern {what}, ohne den Inhalt lesen zu können.",
    "{who} carries {what} and cannot read them.": "{who} befördert {what}, ohne den Inhalt lesen zu können.",
    "{who} carry {what} and cannot read them.": "{who} befördern {what}, ohne den Inhalt lesen zu können.",
    "In this model only {names} can give {what}; as asked, it gives it to no company.": (
        "In diesem Modell führt zu {what} nur {names}; so gefragt, erhält es dadurch kein Unternehmen."
    ),
    "In this model only {names} can give {what}; as asked, they give it to no company.": (
        "In diesem Modell führen zu {what} nur {names}; so gefragt, erhält es dadurch kein Unternehmen."
    ),
    "Nothing in this model says that anybody holds {what} (`holds: {id}`).": (
        "Dass jemand {what} hat, sagt in diesem Modell nichts (`holds: {id}`)."
    ),
    "it": "die Daten",
    "more": "weitere",
    "then": "dann:",
    "and": "und",
    "out from": "und zwar aus:",
    "from {body}": "aus: {body}",
    "not named": "nicht genannt",
    "only announced": "nur angekündigt",
    "by another path": "auf einem anderen Weg",
    "without any sharing": "ohne Weitergabe",
    "There may be more: {why}.": "Es kann weitere Wege geben: {why}.",
    "only {n} paths are shown, those with the fewest steps": (
        "gezeigt werden nur {n}, die mit den wenigsten Schritten"
    ),
    "the search stopped after {n} steps: there may be longer paths": (
        "die Suche endete nach {n} Schritten, und es kann längere geben"
    ),
    "if it still went on then": "falls es da noch andauerte",
    "from non-users as well": "auch von Menschen ohne Konto",
    "by {date} at the latest": "spätestens {date:|am }{date}",
    "after {date}": "nach {date:|dem }{date}",
    "ended by {date}": "spätestens {date:|am }{date} beendet",
    "p. {page}": "S. {page}",
    "and {n} more": "und {n} weitere",
    "{names} stand for recipients that the source does not name": (
        "{names} stehen für Empfänger, die die Quelle nicht nennt"
    ),
    "{names} stands for recipients that the source does not name": (
        "{names} steht für Empfänger, die die Quelle nicht nennt"
    ),
    "{names}: the source names only a kind of recipient, no company.": (
        "{names}: Die Quelle nennt nur eine Art von Empfänger, kein Unternehmen."
    ),
    "Owning is control, not sharing.": "Besitz ist Kontrolle, keine Weitergabe.",
    "This is for anyone, on any day; `--as PERSONA` and `--as-of DATE` narrow it.": (
        "Das gilt für irgendwen, an irgendeinem Tag; `--as PERSONA` und `--as-of DATE` grenzen es ein."
    ),
    "Assumed: what somebody has got they keep, unless the model says that it is deleted.": (
        "Angenommen: Wer etwas erhalten hat, behält es, solange das Modell keine Löschung nennt."
    ),
    "Assumed: a category stands for all its members, here {names}.": (
        "Angenommen: Eine Kategorie steht für alles, was darunter fällt, hier: {names}."
    ),
    "Assumed: what the scenario “{scenario}” adds to the model.": (
        "Angenommen: was das Szenario „{scenario}“ dem Modell hinzufügt."
    ),
    # doubts
    "Doubt: {doubt}": "Zweifel: {doubt}",
    "in {path}": "in {path}:",
    "{n} more doubts about this; `dataflow check` lists them": (
        "{n} weitere Zweifel hierzu; `dataflow check` nennt sie"
    ),
    "{unsourced}; `dataflow check` lists them": "{unsourced}; `dataflow check` nennt sie",
    # columns and cells
    "because": "Grund",
    "by": "von",
    "about": "betrifft",
    "accounts": "Konten",
    "as_of": "Stand",
    "basis": "Rechtsgrundlage",
    "certainty": "Gewissheit",
    "country": "Land",
    "days": "Zeit",
    "from": "von",
    "highlight": "hervorgehoben",
    "owned_by": "Eigentümer",
    "panels": "Bilder",
    "promise": "Inhalt",
    "publisher": "Herausgeber",
    "region": "Wohnort",
    "role": "Rolle",
    "run by": "Betreiber",
    "status": "Status",
    "to": "an",
    "until": "bis",
    "url": "Adresse",
    "without": "ohne",
    # kinds of sources, companies and figures, bases and roles, as a model has them
    "authority": "Behörde",
    "controller": "Verantwortlicher",
    "court": "Gericht",
    "group": "Gruppe",
    "joint_controller": "gemeinsam Verantwortlicher",
    "legal_obligation": "rechtliche Verpflichtung",
    "legitimate_interest": "berechtigtes Interesse",
    "matrix": "Tabelle",
    "other": "sonstige",
    "paths": "Wege",
    "person": "Person",
    "press": "Presse",
    "primary": "Erstquelle",
    "public_body": "Behörde",
    "public_task": "öffentliche Aufgabe",
    "research": "Forschung",
    "timeline": "Zeitstrahl",
    "vital_interest": "lebenswichtiges Interesse",
    "change": "Änderung",
    "claim": "Versprechen",
    "collects": "erhebt",
    "confirmed": "bestätigt",
    "date": "Datum",
    "for": "wofür",
    "found": "Befund",
    "gained": "hinzugekommen",
    "id": "Kennung",
    "infers": "erschließt",
    "key": "Schlüssel",
    "kind": "Art",
    "lost": "weggefallen",
    "on": "wann",
    "permitted": "erlaubt",
    "receives": "erhält",
    "sources": "Quellen",
    "stated": "angegeben",
    "value": "Wert",
    "verdict": "Ergebnis",
    "what": "was",
    # who has how much
    "And {more}.": "Und {more}.",
    "The services by how much they have:": "Die Dienste, geordnet danach, wie viel sie haben:",
    "The data types by how many services they reach:": (
        "Die Datenarten, geordnet danach, wie viele Dienste Zugriff haben:"
    ),
    "This is about {names}.": "Es geht um {names}.",
    "Recipients that are not named, and {who} not firmly": (
        "Empfänger, die nicht genannt sind; dazu {who}, nicht gesichert"
    ),
    "Only recipients that are not named, not firmly": (
        "Nur Empfänger, die nicht genannt sind, nicht gesichert"
    ),
    "In this model, no service, and no company itself, can reach any data{asked}.": (
        "In diesem Modell hat kein Dienst und kein Unternehmen selbst Zugriff auf irgendwelche Daten{asked}."
    ),
    "What a wider data type beside it covers is not told by itself: `--format csv` has it.": (
        "Was eine weiter gefasste Datenart daneben schon umfasst, steht nicht eigens da: `--format csv` hat es."
    ),
    "{company} could at some time reach {what}": "{company}: Zugriff zu irgendeiner Zeit auf {what}",
    "The companies by how much they have:": "Die Unternehmen, geordnet danach, wie viel sie haben:",
    "The data types by how many companies they reach:": (
        "Die Datenarten, geordnet danach, wie viele Unternehmen Zugriff haben:"
    ),
    "`--full` tells since when and how; so does the name of a {unit} as an argument.": (
        "Seit wann und wie, sagt `--full`, ebenso die Frage nach einem einzelnen {unit}."
    ),
    "In this model, no company can reach any data{asked}.": (
        "In diesem Modell hat kein Unternehmen Zugriff auf irgendwelche Daten{asked}."
    ),
    "In this model, {who} can reach no data{asked}.": (
        "Kein Zugriff auf Daten in diesem Modell{asked}: {who}."
    ),
    "Only recipients that are not named": "Nur Empfänger, die nicht genannt sind",
    "This is not all of it: `--format csv` has a line a {unit} and data type.": (
        "Das ist nicht alles: `--format csv` hat eine Zeile je {unit} und Datenart."
    ),
    "A category of which a {unit} only has members is not told here: `--format csv` and `reach` have it.": (
        "Eine Kategorie, von der ein {unit} nur einen Teil hat, steht hier nicht:"
        " `--format csv` und `reach` haben sie."
    ),
    "can reach {what}": "mit Zugriff auf {what}",
    "is assumed to reach {what}": "mit Zugriff (angenommen) auf {what}",
    "is said to reach {what}": "mit Zugriff (behauptet) auf {what}",
    "is to reach {what}, as announced": "mit Zugriff (angekündigt) auf {what}",
    "may reach {what}, under its terms": "mit Zugriff (laut Bedingungen erlaubt) auf {what}",
    "{company} can reach {what}": "{company}: Zugriff auf {what}",
    "{company} are assumed to reach {what}": "{company}: Zugriff (angenommen) auf {what}",
    "{company} are said to reach {what}": "{company}: Zugriff (behauptet) auf {what}",
    "{company} are to reach {what}, as announced": "{company}: Zugriff (angekündigt) auf {what}",
    "{company} is assumed to reach {what}": "{company}: Zugriff (angenommen) auf {what}",
    "{company} is said to reach {what}": "{company}: Zugriff (behauptet) auf {what}",
    "{company} is to reach {what}, as announced": "{company}: Zugriff (angekündigt) auf {what}",
    "{company} may reach {what}, under its terms": (
        "{company}: Zugriff (laut Bedingungen erlaubt) auf {what}"
    ),
    "{company} may reach {what}, under their terms": (
        "{company}: Zugriff (laut Bedingungen erlaubt) auf {what}"
    ),
    "{who} own one that {can}": "{who}: Eigentümer eines Unternehmens {can}",
    "{who} owned one that {can}": "{who}: früher Eigentümer eines Unternehmens {can}",
    "{who} owns one that {can}": "{who}: Eigentümer eines Unternehmens {can}",
    "{who} can reach none.": "Keinen Zugriff auf Daten: {who}.",
    "{who}, not firmly": "{who}, nicht gesichert",
    "{n} more not firmly": "dazu {n} nicht gesichert",
    "{n} not firmly": "{n} nicht gesichert",
    # what would have to stop
    "In this model, {aim}: nothing has to stop.": "Nichts muss enden, damit in diesem Modell {aim}.",
    "There may be a better set, but none of fewer than {least}: {why}.": (
        "Es kann eine bessere Auswahl geben, aber keine mit weniger als {least}: {why}."
    ),
    "There may be a better set, but none that weighs less than {least}: {why}.": (
        "Es kann eine bessere Auswahl geben, aber keine mit weniger Gewicht als {least}: {why}."
    ),
    "the search stopped after it had run the engine {n} times": (
        "die Suche endete nach {n} Durchläufen"
    ),
    "the search stopped where there were too many sets of flows to weigh up": (
        "die Suche endete, weil zu viele Möglichkeiten abzuwägen waren"
    ),
    "Whatever sharing stops, {can}: {how}.": "Das Ende aller Weitergaben würde nichts ändern. {can}; {how}.",
    "With {flow} put back, it arrives again": "Bleibt {flow} bestehen, kommen die Daten wieder an",
    "With {many} stopped, {aim}:": "Es genügt, {many} zu beenden, damit {aim}:",
    "Without it, nothing arrives.": "Ohne diese Weitergabe kommt nichts an.",
    "Without them, nothing arrives.": "Ohne diese Weitergaben kommt nichts an.",
    "at {owned}, which it {owns}": "bei {owned}, das es {owns}",
    "has it without any sharing": "hat die Daten ohne Weitergabe",
    "is assumed to have it without any sharing": "hat die Daten laut Annahme ohne Weitergabe",
    "is said to have it without any sharing": "soll die Daten ohne Weitergabe haben",
    "is to have it without any sharing": "soll die Daten laut Ankündigung ohne Weitergabe haben",
    "may have it without any sharing": "könnte die Daten ohne Weitergabe haben",
    "is assumed to own": "besitzt (angenommen)",
    "is said to own": "besitzt (behauptet)",
    "is to own": "besitzt (angekündigt)",
    "may own": "besitzt (laut Bedingungen erlaubt)",
    "it {does}": "denn es {does}",
    "which": "und dieses",
    "weight {weight}": "Gewicht {weight}",
    "{many} of weight {weight} would have to stop, so that {aim}; no lighter do:": (
        "{many} mit dem Gewicht {weight} {plural:müsste|müssten} enden, damit {aim}; mit weniger Gewicht geht es nicht:"
    ),
    "{many} would have to stop, so that {aim}:": "{many} {plural:müsste|müssten} enden, damit {aim}:",
    "{many} would have to stop, so that {aim}; no fewer do:": (
        "{many} {plural:müsste|müssten} enden, damit {aim}; weniger genügen nicht:"
    ),
    "{who} cannot reach {what}": "{who} keinen Zugriff hat auf {what}",
    "{who} is to reach {what}": "Zugriff auf {what}, wie angekündigt: {who}",
    "{who} may reach {what}": "Zugriff auf {what}, laut Bedingungen erlaubt: {who}",
    # what changed
    "(scenario “{scenario}”)": "(Szenario „{scenario}“)",
    "After": "Nachher",
    "And {n} more: `--format csv` has them all.": "Weitere: {n}; `--format csv` hat alle.",
    "And {n} more: `--format json` has them all.": "Weitere: {n}; `--format json` hat alle.",
    "Before": "Vorher",
    "Gained:": "Hinzugekommen:",
    "Lost:": "Weggefallen:",
    "Nobody gained or lost anything": "Niemand hat Zugriff hinzugewonnen oder verloren",
    "Otherwise:": "Anders:",
    "{who} not firmly": "{who}, nicht gesichert",
    "This is not all of it: `--format csv` has a line a {unit} and data type, categories with them.": (
        "Das ist nicht alles: `--format csv` hat eine Zeile je {unit} und Datenart, mit den Kategorien."
    ),
    "before {before}, after {after}": "vorher {before}, nachher {after}",
    "but it differs what it was given for": "aber es ist anders, wofür die Daten gegeben wurden",
    "but it differs who has it themselves": "aber es ist anders, wer die Daten selbst hat",
    "but it differs who has it themselves and what it was given for": (
        "aber es ist anders, wer die Daten selbst hat und wofür sie gegeben wurden"
    ),
    "deletion": "Löschung",
    "derivation": "Ableitung",
    "flow": "Weitergabe",
    "for nothing named": "ohne genannten Zweck",
    "hold": "Erhebung",
    "no longer": "nicht mehr",
    "nobody": "niemand",
    "not all of it firmly": "nicht alles davon gesichert",
    "only before": "nur vorher",
    "operator": "Betreiber",
    "others that are not named ({names})": "andere, die nicht genannt sind ({names})",
    "owner": "Eigentümer",
    "the day is not certain: it may have been so before, or later": (
        "der Tag ist nicht sicher: Es kann schon vorher so gewesen sein, oder erst später"
    ),
    "the model as it is": "das Modell, wie es ist",
    "what is a kind of what differs": "was wovon eine Art ist, ist anders",
    "which it had itself: now it only owns one that has it": (
        "vorher selbst vorhanden; nun nur noch im Besitz eines Unternehmens, das die Daten hat"
    ),
    "which it has itself now: before, it only owned one that had it": (
        "nun selbst vorhanden; vorher nur im Besitz eines Unternehmens, das die Daten hatte"
    ),
    "{gaining} gained, and {losing} lost.": "Zugriff hinzugewonnen: {gaining}; Zugriff verloren: {losing}.",
    "{who} deleted {data} {when}": "gelöscht {when} von {who}: {data}",
    # what a model says, and has
    "It is a kind of {names}.": "Oberbegriffe: {names}.",
    "Kinds of it: {names}.": "Unterbegriffe: {names}.",
    "Named by {kind}: {names}.": "Genannt unter „{kind}“: {names}.",
    "Nothing": "Nichts",
    "also called": "auch genannt",
    "also called {names}": "auch genannt: {names}",
    "by default": "als Vorgabe",
    "claims": "Versprechen",
    "companies": "Unternehmen",
    "data type": "Datenart",
    "data types": "Datenarten",
    "derivations": "Ableitungen",
    "events": "Ereignisse",
    "flows": "Weitergaben",
    "persona": "Persona",
    "personas": "Personas",
    "purpose": "Zweck",
    "purposes": "Zwecke",
    "scenario": "Szenario",
    "scenarios": "Szenarien",
    "sensitive": "besonders geschützt",
    "services": "Dienste",
    "source": "Quelle",
    "view": "Ansicht",
    "views": "Ansichten",
    "as expected": "wie erwartet",
    "differ": "weichen ab",
    "differs": "weicht ab",
    "by {date}": "spätestens {date:|am }{date}",
    "{what} as {arrives}": "{what} als {arrives}",
    "{found} called like “{search}”": "{found}, genannt wie „{search}“",
    "{found} in {path}.": "{path}: {found}.",
    "{name} is a claim": "{name} ist ein Versprechen",
    "{name} is a company": "{name} ist ein Unternehmen",
    "{name} is a data type": "{name}: eine Datenart",
    "{name} is a derivation": "{name} ist eine Ableitung",
    "{name} is a flow": "{name} ist eine Weitergabe",
    "{name} is a persona": "{name} ist eine Persona",
    "{name} is a purpose": "{name}: ein Zweck",
    "{name} is a scenario": "{name} ist ein Szenario",
    "{name} is a service": "{name} ist ein Dienst",
    "{name} is a source": "{name} ist eine Quelle",
    "{name} is a view": "{name} ist eine Ansicht",
    "{name} is an event": "{name} ist ein Ereignis",
    "{source}, page {page}": "{source}, Seite {page}",
    # a model's own tests
    "The author's note: {note}": "Anmerkung aus dem Modell: {note}",
    "`{company}` is expected to have it, and cannot reach it": (
        "`{company}` sollte Zugriff haben und hat keinen"
    ),
    "`{company}` is not expected to have it, and can reach it": (
        "`{company}` sollte keinen Zugriff haben und hat ihn"
    ),
    "expected {expected}, got {got}": "erwartet: {expected}, erhalten: {got}",
    "expected {expected}, it is not possible": "erwartet: {expected}, es ist nicht möglich",
    "none": "keine",
    "nothing is expected (`expect`)": "nichts wird erwartet (`expect`)",
    "{n} of {answers} differ": "{n} von {answers} weichen ab",
    "{n} of {answers} differs": "{n} von {answers} weicht ab",
}

PLURALS: Final = {
    "{n} more companies": {"one": "{n} weiteres Unternehmen", "other": "{n} weitere Unternehmen"},
    "{n} more groups": {"one": "{n} weitere Gruppe", "other": "{n} weitere Gruppen"},
    "{n} more services": {"one": "{n} weiterer Dienst", "other": "{n} weitere Dienste"},
    "in {n} steps": {"one": "in {n} Schritt", "other": "in {n} Schritten"},
    "{n} answers": {"one": "{n} Antwort", "other": "{n} Antworten"},
    "{n} answers are as expected": {
        "one": "{n} Antwort ist wie erwartet",
        "other": "{n} Antworten sind wie erwartet",
    },
    "{n} statements about this name no source": {
        "one": "{n} Aussage hierzu nennt keine Quelle",
        "other": "{n} Aussagen hierzu nennen keine Quelle",
    },
}
