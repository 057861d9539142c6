"""German verbs, and how sure they say something is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from dataflow.language.words import Status


class GermanVerb(NamedTuple):
    """A verb: its present and past, of one and of several, its infinitive and participle.

    Attributes:
        middle: what stands behind the conjugated verb.
        to: how the recipient is named, where `middle` does not.
        prefix: what stands at the end: "gibt … weiter".
        tail: what stands behind all of it.
        subject: who does it.
        coda: what the recipient then did, by mood.
    """

    present: tuple[str, str]
    past: tuple[str, str]
    infinitive: str
    participle: str
    middle: str = "{what}"
    to: str = ""
    prefix: str = ""
    tail: str = ""
    subject: str = "sender"
    coda: bool = False


SHARE: Final = GermanVerb(
    ("gibt", "geben"),
    ("gab", "gaben"),
    "weitergeben",
    "weitergegeben",
    to="an {receiver}",
    prefix="weiter",
)
_TAKE: Final = GermanVerb(
    ("entwendet", "entwenden"),
    ("entwendete", "entwendeten"),
    "entwenden",
    "entwendet",
    "bei {sender} {what}",
    subject="receiver",
)
PASSING: Final = {
    "sale": GermanVerb(
        ("verkauft", "verkaufen"),
        ("verkaufte", "verkauften"),
        "verkaufen",
        "verkauft",
        to="an {receiver}",
    ),
    "order": GermanVerb(
        ("gibt", "geben"),
        ("gab", "gaben"),
        "herausgeben",
        "herausgegeben",
        to="an {receiver}",
        prefix="heraus",
    ),
    "leak": GermanVerb(
        ("legt", "legen"),
        ("legte", "legten"),
        "offenlegen",
        "offengelegt",
        prefix="offen",
        coda=True,
    ),
    "theft": _TAKE,
    "breach": _TAKE,
    "scrape": GermanVerb(
        ("liest", "lesen"),
        ("las", "lasen"),
        "auslesen",
        "ausgelesen",
        "bei {sender} massenhaft {what}",
        prefix="aus",
        subject="receiver",
    ),
}
"""How something passes, by its mechanism; all else is shared."""

DOING: Final = {
    "collect": GermanVerb(("erhebt", "erheben"), ("erhob", "erhoben"), "erheben", "erhoben"),
    "observe": GermanVerb(
        ("beobachtet", "beobachten"), ("beobachtete", "beobachteten"), "beobachten", "beobachtet"
    ),
    "infer": GermanVerb(
        ("erschließt", "erschließen"), ("erschloss", "erschlossen"), "erschließen", "erschlossen"
    ),
    "have": GermanVerb(("hat", "haben"), ("hatte", "hatten"), "haben", "gehabt"),
    "buy": GermanVerb(("kauft", "kaufen"), ("kaufte", "kauften"), "kaufen", "gekauft"),
    "be able to work": GermanVerb(
        ("kann", "können"),
        ("konnte", "konnten"),
        "erschließen können",
        "erschließen können",
        prefix="erschließen",
        tail="und zwar aus: {body}",
    ),
    "take": GermanVerb(
        ("übernimmt", "übernehmen"),
        ("übernahm", "übernahmen"),
        "übernehmen",
        "übernommen",
        "{service}",
    ),
    "share": SHARE._replace(middle="an {to}", to="", tail="({id})"),
    "own": GermanVerb(
        ("besitzt", "besitzen"), ("besaß", "besaßen"), "besitzen", "besessen", "{owned}"
    ),
    "operate": GermanVerb(
        ("betreibt", "betreiben"), ("betrieb", "betrieben"), "betreiben", "betrieben", "{service}"
    ),
    "delete": GermanVerb(
        ("löscht", "löschen"), ("löschte", "löschten"), "löschen", "gelöscht", "{what} {day}"
    ),
}
"""What somebody does, by the infinitive of the English verb."""


def conjugate(
    verb: GermanVerb, status: Status, *, many: bool, over: bool, done: bool = False
) -> tuple[str, str]:
    """Return the first and the last piece of a verb, no surer than its status allows.

    Args:
        verb: what is done.
        status: how sure it is.
        many: whether several do it.
        over: whether it is over.
        done: whether it is told as what happened once.
    """
    perfect = f"{verb.participle} haben" if over or done else verb.infinitive
    if verb.participle.endswith("können"):
        perfect = verb.infinitive
    match status:
        case "alleged":
            return ("sollen" if many else "soll"), perfect
        case "permitted" if over or done:
            return ("könnten" if many else "könnte"), perfect
        case "permitted":
            return ("dürfen" if many else "darf"), f"laut Bedingungen {_able(verb)}"
        case "announced":
            first = ("sollten" if many else "sollte") if over else ("sollen" if many else "soll")
            return first, f"laut Ankündigung {verb.infinitive}"
        case "assumed":
            return plainly(verb, many=many, over=over or done), f"laut Annahme {verb.prefix}"
        case _:
            return plainly(verb, many=many, over=over or done), verb.prefix


def _able(verb: GermanVerb) -> str:
    """Return the infinitive behind "darf": who may work something out need not be able twice."""
    return verb.infinitive.removesuffix(" können")


def plainly(verb: GermanVerb, *, many: bool, over: bool) -> str:
    """Return a verb in the present, or in the past where it is over."""
    return (verb.past if over else verb.present)[many]
