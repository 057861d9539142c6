"""What answers say in German of promises: what was said, and what became of it."""

from typing import Final

SENTENCES: Final = {
    "A claim is judged for anyone: of the scenario, {keys} do not count.": (
        "Ein Versprechen wird für irgendwen beurteilt: Vom Szenario zählen {keys} nicht."
    ),
    "A claim is judged for anyone: of the scenario, {keys} does not count.": (
        "Ein Versprechen wird für irgendwen beurteilt: Vom Szenario zählt {keys} nicht."
    ),
    "Besides, {told}": "Außerdem {told}",
    "It depends on the reading.": "Es hängt von der Lesart ab.",
    "It is not contradicted by this model up to {date}.": (
        "Bis {date:|zum }{date} widerspricht ihm dieses Modell nicht."
    ),
    "It is not contradicted by this model.": "Dieses Modell widerspricht ihm nicht.",
    "It was broken {when}": "Es wurde {when} gebrochen",
    "It was made after {date}.": "Es wurde erst nach {date:|dem }{date} gegeben.",
    "It was made after {date}; up to then, it is not contradicted by this model.": (
        "Es wurde erst nach {date:|dem }{date} gegeben; bis dahin widerspricht ihm dieses Modell nicht."
    ),
    "It was untrue": "Es war unwahr",
    "It was untrue when it was made": "Es war schon damals unwahr",
    "No authority has decided this, as far as this model says.": (
        "Darüber hat nach diesem Modell keine Behörde entschieden."
    ),
    "Nobody claims anything in this model.": "In diesem Modell verspricht niemand etwas.",
    "Of {n} claims": "Von {n} Versprechen",
    "On that day {others} had it too.": "An jenem Tag lagen die Daten auch bei {others}.",
    "Up to its end, {date}, it is not contradicted by this model.": (
        "Bis zu seinem Ende ({date}) widerspricht ihm dieses Modell nicht."
    ),
    "and had some of it": "mit einem Teil der Daten",
    "by firm statements alone: {told}": "nur gesicherte Aussagen gezählt: {told}",
    "by {ways}": "durch {ways}",
    "broken": "gebrochen",
    "kept": "eingehalten",
    "misleading": "irreführend",
    "open": "offen",
    "settled": "Vergleich",
    "if it was said": "falls es gegeben wurde",
    "if what is alleged is so": "falls zutrifft, was behauptet wird",
    "if what is alleged is so, or what is permitted was done": (
        "falls zutrifft, was behauptet wird, oder geschah, was erlaubt ist"
    ),
    "if what is assumed is so": "falls zutrifft, was angenommen wird",
    "if what is assumed or alleged is so, or what is permitted was done": (
        "falls zutrifft, was angenommen oder behauptet wird, oder geschah, was erlaubt ist"
    ),
    "if what is permitted was done": "falls geschah, was erlaubt ist",
    "if what {by} allege is so": "falls zutrifft, was laut {by} behauptet wird",
    "if what {by} alleges is so": "falls zutrifft, was laut {by} behauptet wird",
    "if what {by} permit was done": "falls geschah, was laut {by} erlaubt ist",
    "if what {by} permits was done": "falls geschah, was laut {by} erlaubt ist",
    "from {sender}": "von {sender}",
    "in the words of this model": "in den Worten dieses Modells",
    "nobody but {who}": "niemand außer {who}",
    "nobody outside {group}": "niemand, der nicht zum {group} gehört,",
    "not contradicted": "ohne Widerspruch",
    "not contradicted, if it began only after {date}": (
        "ohne Widerspruch, falls es erst nach {date:|dem }{date} begann"
    ),
    "on a day that is not stated": "an einem nicht genannten Tag",
    "on a day that is not stated, not before {date}": (
        "an einem nicht genannten Tag, nicht vor {date:|dem }{date},"
    ),
    "a breach": "einen Einbruch",
    "a leak": "ein Datenleck",
    "a pixel": "ein Zählpixel",
    "an API": "eine API",
    "an SDK": "ein SDK",
    "an order": "eine Anordnung",
    "an upload": "Hochladen",
    "sale": "Verkauf",
    "scraping": "massenhaftes Auslesen",
    "theft": "Diebstahl",
    "the corporate group of {who}": "Konzern von {who}",
    "the matter before {by} was settled, which decides nothing": (
        "endete die Sache vor {by} mit einem Vergleich, was nichts entscheidet"
    ),
    "this model reads it as: {meaning}": "dieses Modell liest es so: {meaning}",
    "to people in {regions}": "zu Menschen {regions}",
    "unless people had a choice": "außer nach einer Wahl der Menschen",
    "unless people had had a choice": "außer nach einer Wahl der Menschen",
    "unless people had opted in": "außer nach Einwilligung",
    "unless people opted in": "außer nach Einwilligung",
    "untrue when it was made, if it had begun by then": (
        "schon damals unwahr, falls es bis dahin begonnen hatte"
    ),
    "whoever operates {service}": "dem Betreiber von {service}",
    "{by} found that it was broken": "stellte {by} fest, dass es gebrochen wurde",
    "{by} found that it was kept": "stellte {by} fest, dass es eingehalten wurde",
    "{by} found that it was misleading": "stellte {by} fest, dass es irreführend war",
    "{by} found that it was untrue": "stellte {by} fest, dass es unwahr war",
    "{by} took it up, and has not decided": "nahm {by} sich der Sache an und hat noch nicht entschieden",
    "{company} was no longer in {group}": "{company} gehörte nicht mehr zum {group}",
    "contradicted sooner": "schon früher",
    "contradicted in more readings": "in mehr Lesarten mit Widerspruch",
    "depending on the reading": "je nach Lesart verschieden",
    "made later": "erst später gegeben",
    "not firmly made": "nicht gesichert gegeben",
    "Of 1 claim, read in several ways": "Von 1 Versprechen, auf mehrere Weisen gelesen",
    "{n} of them read in several ways": "{n} davon auf mehrere Weisen gelesen",
    "By service it is judged otherwise: {who} had it{status} (`--by service`).": (
        "Nach Diensten gezählt, ist es anders: Die Daten lagen bei {who}{status} (`--by service`)."
    ),
    "By service the verdict is another on {names} (`--by service`).": (
        "Nach Diensten gezählt, ist das Ergebnis ein anderes bei {names} (`--by service`)."
    ),
    "untrue when it was made": "schon damals unwahr",
    "If one of them had what a promise is about, and is a company that it rules out": (
        "Falls darunter ein Unternehmen ist, das ein Versprechen ausschließt und bei dem die Daten lagen"
    ),
    "{names} may be contradicted": "vielleicht Widerspruch gegen {names}",
    "{names} may have been contradicted earlier": (
        "vielleicht schon früher Widerspruch gegen {names}"
    ),
    "the promise may be contradicted, if one of them is a company that it names": (
        "vielleicht ist dem Versprechen doch widersprochen, falls darunter ein Unternehmen ist, das es nennt"
    ),
    "the promise may be contradicted, if one of them is a company that it rules out": (
        "vielleicht ist dem Versprechen doch widersprochen, falls darunter ein Unternehmen ist, das es ausschließt"
    ),
    "it may have been contradicted earlier, if one of them is a company that it names": (
        "vielleicht ist ihm schon früher widersprochen, falls darunter ein Unternehmen ist, das es nennt"
    ),
    "it may have been contradicted earlier, if one of them is a company that it rules out": (
        "vielleicht ist ihm schon früher widersprochen, falls darunter ein Unternehmen ist, das es ausschließt"
    ),
    "{n} of them not firmly": "{n} davon nicht gesichert",
    "{n} of them not firmly made": "{n} davon nicht gesichert gegeben",
    "{said} “{quote}”": "{said}: „{quote}“",
    "{when} it is said": "{when} soll gesagt worden sein",
    "{when} it was said": "{when} hieß es",
    "{when} {by} is assumed to have said": "{when} sagte laut Annahme {by}",
    "{when} {by} is said to have said": "{when} soll {by} gesagt haben",
    "{when} {by} is to say": "{when} soll laut Ankündigung sagen {by}",
    "{when} {by} may have said": "{when} könnte {by} gesagt haben",
    "{when} {by} said": "{when} sagte {by}",
    "{who} are assumed to have had it too": "laut Annahme lagen die Daten auch bei {who}",
    "{who} are said to have had it too": "wie behauptet wird, lagen die Daten auch bei {who}",
    "{who} is assumed to have had it too": "laut Annahme lagen die Daten auch bei {who}",
    "{who} is said to have had it too": "wie behauptet wird, lagen die Daten auch bei {who}",
    "{who} may have had it too, as terms permit": "vielleicht lagen die Daten, laut Bedingungen erlaubt, auch bei {who}",
    "{who} had ever had {data}{rest}": "{who} habe je Zugriff gehabt auf {data}{rest}",
    "{who} had never had {data}{rest}": "{who} {plural:habe|hätten} nie Zugriff gehabt auf {data}{rest}",
    "{who} would ever have {data}{rest}": "{who} werde je Zugriff haben auf {data}{rest}",
    "{who} would never have {data}{rest}": "{who} {plural:werde|würden} nie Zugriff haben auf {data}{rest}",
    "{who} still has what it collected {when}": "{who} hat noch, was {when} erhoben wurde",
    "{who} still has what it got {when}": "{who} hat noch, was {when} dorthin gelangte",
    "{who} still has what it worked out {when}": "{who} hat noch, was {when} erschlossen wurde",
    "{who} still have what it collected {when}": "{who} haben noch, was {when} erhoben wurde",
    "{who} still have what it got {when}": "{who} haben noch, was {when} dorthin gelangte",
    "{who} still have what it worked out {when}": "{who} haben noch, was {when} erschlossen wurde",
    "{who} would still have what it is said to have collected {when}": (
        "{who} hätte noch, was {when} erhoben worden sein soll"
    ),
    "{who} would still have what it is said to have got {when}": (
        "{who} hätte noch, was {when} dorthin gelangt sein soll"
    ),
    "{who} would still have what it is said to have worked out {when}": (
        "{who} hätte noch, was {when} erschlossen worden sein soll"
    ),
}
