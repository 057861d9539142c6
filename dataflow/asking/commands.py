"""Which command answers which form of a question: its words, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dataflow.common.dates import NEVER, parse_date
from dataflow.model.names import find_company, find_data
from dataflow.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dataflow.answers.answer import Tellable
    from dataflow.asking.understanding import Understood
    from dataflow.engine.setting import Settings
    from dataflow.model import Model

Command = tuple[list[str], "Tellable"]
"""The words of a command, and its answer."""

_OPTIONS: Final = {
    "as_of": "--as-of",
    "persona": "--as",
    "origin": "--from",
    "purpose": "--for",
    "owners": "--owners",
    "announced": "--announced",
    "without": "--without",
}


def write_options(settings: Settings) -> Iterator[str]:
    """Give settings as the words of a command line.

    >>> list(write_options({"as_of": "2016", "owners": True, "without": ["ads"]}))
    ['--as-of', '2016', '--owners', '--without', 'ads']
    """
    given: Mapping[str, Any] = settings
    for key, option in _OPTIONS.items():
        match given.get(key):
            case None | False:
                continue
            case True:
                yield option
            case list(values):
                for value in values:
                    yield from (option, value)
            case value:
                yield from (option, str(value))


def _data(model: Model, understood: Understood) -> str:
    return find_data(model, understood.named["data"][0]).id


def _company(model: Model, understood: Understood) -> str:
    day = parse_date(understood.settings["as_of"]).last if _dated(understood) else NEVER  # type: ignore[arg-type]  # it is text here
    return find_company(model, understood.named["company"][0], day).id


def _dated(understood: Understood) -> bool:
    return understood.settings.get("as_of") is not None


def _reach(model: Model, understood: Understood) -> Command:
    from dataflow.answers.reach import reach  # noqa: PLC0415 - one question is asked, not all

    data = _data(model, understood)
    words = ["reach", model.path, data, *write_options(understood.settings)]
    return words, reach(model, data, **understood.settings)


def _why(model: Model, understood: Understood) -> Command:
    from dataflow.answers.why import why  # noqa: PLC0415

    data, company = _data(model, understood), _company(model, understood)
    words = ["why", model.path, data, company, *write_options(understood.settings)]
    return words, why(model, data, company, **understood.settings)


def _knows(model: Model, understood: Understood) -> Command:
    from dataflow.answers.exposure import exposure  # noqa: PLC0415

    company = _company(model, understood)
    words = ["exposure", model.path, company, *write_options(understood.settings)]
    return words, exposure(model, [company], **understood.settings)


def _stop(model: Model, understood: Understood) -> Command:
    from dataflow.answers.cut import cut  # noqa: PLC0415

    data, company = _data(model, understood), _company(model, understood)
    words = ["cut", model.path, data, company, *write_options(understood.settings)]
    return words, cut(model, data, company, **understood.settings)


def _broken(model: Model, understood: Understood) -> Command:
    from dataflow.answers.claims import claims  # noqa: PLC0415

    made_by = [_company(model, understood)] if understood.named["company"] else []
    words = ["claims", model.path, *made_by, *write_options(understood.settings)]
    return words, claims(model, made_by, **understood.settings)


def _changed(model: Model, understood: Understood) -> Command:
    from dataflow.answers.diff import diff  # noqa: PLC0415

    before, after = [*understood.named["side"], None][:2]
    sides = {"--before": before, "--after": after}
    named = [word for key, side in sides.items() if side for word in (key, side)]
    words = ["diff", model.path, *named, *write_options(understood.settings)]
    return words, diff(model, before=before, after=after, **understood.settings)


def _owns(model: Model, understood: Understood) -> Command:
    from dataflow.answers.show import show  # noqa: PLC0415

    if understood.settings:
        raise QuestionError("“who owns COMPANY?” is answered for all days, and for everybody")
    company = _company(model, understood)
    return ["show", model.path, f"company:{company}"], show(model, f"company:{company}")


COMMANDS: Final[Mapping[str, Callable[[Model, Understood], Command]]] = {
    "reach": _reach,
    "why": _why,
    "knows": _knows,
    "stop": _stop,
    "broken": _broken,
    "changed": _changed,
    "owns": _owns,
}
"""By the rules of the grammar."""
