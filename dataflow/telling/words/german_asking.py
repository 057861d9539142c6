"""What is said in German to a question in words: how it was read, and why it was not understood."""

from typing import Final

SENTENCES: Final = {
    # how it was read
    "`{typed}` is read as `{meant}`": "`{typed}` ist gelesen als `{meant}`",
    "counted is only what is stated, observed or confirmed": (
        "gezählt wird nur, was angegeben, beobachtet oder bestätigt ist"
    ),
    "“still” is read as: on {day}": "„noch“ ist gelesen als: {day:|am }{day}",
    "before {moment}, is read as: on {day}": "vor ({moment}) ist gelesen als: {day:|am }{day}",
    "after {moment}, is read as: on {day}": "nach ({moment}) ist gelesen als: {day:|am }{day}",
    "the day is that of {moment}": "der Tag ist der von: {moment}",
    "{owner} owns {owned}": "{owner} besitzt {owned}",
    "without {holder}: as if it shared nothing, and were given nothing": (
        "ohne {holder}: als ob von dort nichts weitergegeben würde und dorthin nichts gelangte"
    ),
    "the answer has {company} as well, where it has it": (
        "die Antwort nennt auch {company}, falls die Daten dort sind"
    ),
    "what was got in a time is read as: what had been got by its end": (
        "was in einer Zeit erhalten wurde, ist gelesen als: was bis zu ihrem Ende erhalten war"
    ),
    "owners are listed with their days": "Eigentümer stehen dort mit ihren Tagen",
    "operators are listed with their days": "Betreiber stehen dort mit ihren Tagen",
    "a service belongs to whoever operates it": "ein Dienst gehört dem, der ihn betreibt",
    "the list says from whom to whom; `show` with an id, what": (
        "die Liste sagt, von wem an wen; `show` mit einer Kennung sagt, was"
    ),
    "the only flow with `mechanism: sale` that fits; others may have been paid for too": (
        "die einzige passende Weitergabe mit `mechanism: sale`; auch andere können bezahlt worden sein"
    ),
    "the answer is who has it; what the record calls a sale is told as “sold”": (
        "die Antwort sagt, wer die Daten hat; was das Modell einen Verkauf nennt, heißt „verkaufte“"
    ),
    "`{service}` is a service: this is about `{company}`, its operator in this model;"
    " `--by service` asks about the service alone": (
        "`{service}` ist ein Dienst: hier geht es um `{company}`, den Betreiber in diesem Modell;"
        " `--by service` fragt nach dem Dienst allein"
    ),
    # why it was not understood
    "“{question}” was not understood: {why}": "„{question}“ wurde nicht verstanden: {why}",
    "{words} are not known here": "{words} sind hier nicht bekannt",
    "{words} is not known here": "{words} ist hier nicht bekannt",
    "it is empty": "die Frage ist leer",
    "it ends too soon": "die Frage endet zu früh",
    "its words are known, but not in this order": (
        "die Wörter sind bekannt, aber nicht in dieser Reihenfolge"
    ),
    "`{rest}` was not expected after “{understood}”": (
        "`{rest}` war nach „{understood}“ nicht zu erwarten"
    ),
    "“{name}” is {what}": "„{name}“ ist {what}",
    "understood: {names}": "verstanden: {names}",
    "what can be asked of this model, for instance:": (
        "was sich dieses Modell zum Beispiel fragen lässt:"
    ),
    "did you mean {names}?": "gemeint ist vielleicht {names}?",
    "a data type": "eine Datenart",
    "a company or service": "ein Unternehmen oder Dienst",
    "a purpose": "ein Zweck",
    "a persona": "eine Persona",
    "a country or union": "ein Land oder eine Union",
    "an event": "ein Ereignis",
    "a flow": "eine Weitergabe",
    "a scenario": "ein Szenario",
    "a claim": "ein Versprechen",
    "a date": "ein Datum",
    # what is not there, or is several
    "no event is called `{name}`": "kein Ereignis heißt `{name}`",
    "no {kind} is called `{name}`": "`{name}` ist hier nicht bekannt (gesucht: {kind})",
    "`{name}` may mean {names}: ask with the id": (
        "`{name}` kann {names} meinen: fragen Sie mit der Kennung"
    ),
    "`{name}` is operated by {names}: ask for one of them": (
        "`{name}` wird von {names} betrieben: fragen Sie nach einem davon"
    ),
    "`{name}` itself has nothing in this model, its services have: by service, ask for {names}": (
        "`{name}` selbst hat in diesem Modell nichts, nur seine Dienste haben etwas: fragen Sie nach"
        " {names}"
    ),
    "`{name}` made no claim in this model": "`{name}` hat in diesem Modell nichts versprochen",
    "claim or company": "Versprechen oder Unternehmen",
    "company or service": "Unternehmen oder Dienst",
    "no promise {what} is in this model": "in diesem Modell ist kein Versprechen {what}",
    "no promise of `{company}` {what} is in this model": (
        "in diesem Modell ist kein Versprechen von `{company}` {what}"
    ),
    "about `{id}`": "über `{id}`",
    "in {date}": "aus {date}",
    "of `{id}`": "von `{id}`",
    "by `{id}`": "durch `{id}`",
    "to `{id}`": "an `{id}`",
    "this model has no flow with `mechanism: sale`{what}": (
        "dieses Modell hat keine Weitergabe mit `mechanism: sale`{what}"
    ),
    "the nearest is “who has {id}?”": "am nächsten kommt „Wer hat {id}?“",
    "several sales fit; {ask}": "mehrere Verkäufe passen; {ask}",
    "several flows fit; {ask}": "mehrere Weitergaben passen; {ask}",
    "ask {commands}": "fragen Sie {commands}",
    "no flow of this model goes from `{giver}` to `{receiver}`": (
        "keine Weitergabe dieses Modells führt von `{giver}` zu `{receiver}`"
    ),
    "no flow of this model goes from `{giver}` to `{receiver}` with `{id}`": (
        "keine Weitergabe dieses Modells führt von `{giver}` zu `{receiver}` mit `{id}`"
    ),
    "nobody of this model is in {region}, as far as it says": (
        "nach diesem Modell ist niemand in {region}"
    ),
    "{n} of this model are in {region}: {names}; no command lists them, `show` tells of each": (
        "in {region} sind {n} aus diesem Modell: {names}; kein Befehl listet sie, `show` zeigt jedes"
    ),
    "who": "wer",
    "this model does not say when {who} bought `{id}`": (
        "dieses Modell sagt nicht, wann `{id}` gekauft wurde (Käufer: {who})"
    ),
    "`{id}` is a company, and only services are run by somebody; ask “who owns {id}?”": (
        "`{id}` ist ein Unternehmen, und nur Dienste werden betrieben; fragen Sie „Wem gehört {id}?“"
    ),
    "`{holder}` shares nothing in this model, and is given nothing": (
        "von `{holder}` wird in diesem Modell nichts weitergegeben, und dorthin gelangt nichts"
    ),
    "`{persona}` has an account of `{holder}`: ask “if I am {persona}”": (
        "`{persona}` hat ein Konto bei `{holder}`: fragen Sie „wenn ich {persona} wäre“"
    ),
    "`{persona}` has no account of `{holder}`: ask “if I am {persona}”": (
        "`{persona}` hat kein Konto bei `{holder}`: fragen Sie „wenn ich {persona} wäre“"
    ),
    "{n} of the people of this model opted out{where}": (
        "von den Personas dieses Modells hat widersprochen: {n}{where}"
    ),
    "{n} of the people of this model never joined{where}": (
        "von den Personas dieses Modells war nie dabei{where}: {n}"
    ),
    "ask “if I am {persona}”": "fragen Sie „wenn ich {persona} wäre“",
    "{n} people of this model live in {region}": ("in {region} leben {n} Personas dieses Modells"),
    "nobody of this model lives in {region}": "in {region} lebt keine Persona dieses Modells",
    "it has {names}": "es hat {names}",
    "nobody of this model lives in {region}: it has no personas": (
        "in {region} lebt niemand aus diesem Modell: es hat keine Personas"
    ),
    # what no command answers
    "the question says twice, and differently, {what}": (
        "die Frage sagt zweimal und verschieden, {what}"
    ),
    "when": "wann",
    "for what": "wofür",
    "from whom": "von wem",
    "who is asking": "wer fragt",
    "this is answered by `dataflow {command}`, which takes no {options}": (
        "das beantwortet `dataflow {command}`, ohne {options}"
    ),
    "a question has {n} words at most: ask one thing at a time": (
        "eine Frage hat höchstens {n} Wörter: fragen Sie eines nach dem anderen"
    ),
    "a question is text, without control characters": "eine Frage ist Text, ohne Steuerzeichen",
    "is the day a part of what is supposed, or does it ask for that day? ask “in {day}, …”, or name"
    " the persona": (
        "gehört der Tag zur Annahme, oder ist nach diesem Tag gefragt? Fragen Sie „im Jahr {day} …“,"
        " oder nennen Sie die Persona"
    ),
    "no command tells who still gets something: what was got once is kept; the nearest is “who still"
    " has …?”": (
        "kein Befehl sagt, wer noch etwas bekommt: was einmal erhalten ist, bleibt; am nächsten kommt"
        " „Wer hat noch …?“"
    ),
    "no command lists what came after a day for one data type or promise alone; the nearest is “what"
    " changed since 2016?”": (
        "kein Befehl listet, was nach einem Tag für eine Datenart oder ein Versprechen allein kam; am"
        " nächsten kommt „Was hat sich seit 2016 geändert?“"
    ),
    "no command lists what somebody got on one day; the nearest is “what changed when …?”": (
        "kein Befehl listet, was jemand an einem Tag bekam; am nächsten kommt „Was änderte sich am"
        " …?“"
    ),
}
