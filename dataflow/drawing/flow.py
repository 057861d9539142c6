"""An answer of reach → a flow figure: who gives, who collects, who shares with whom."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dataflow.dates import tell_day
from dataflow.drawing.chips import capitalise, make_chips
from dataflow.drawing.citing import Citations, letter
from dataflow.drawing.figure import Entry, Figure, Note, Panel
from dataflow.drawing.holders import Cast
from dataflow.drawing.passing import find_passings
from dataflow.drawing.ties import find_ties
from dataflow.model import Flow, Hold
from dataflow.problems import QuestionError
from dataflow.telling.phrases import enumerate_words, tell_source
from dataflow.telling.steps import tell_asked, tell_setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.drawing.passing import Passing
    from dataflow.model import Source
    from dataflow.questions.reach import Reach

MOST: Final = 40
"""How many holders a picture may have."""

PARALLEL: Final = 3
"""How many flows between the same holders are drawn one by one."""

TOLD: Final = 12
"""How many flows the text alternative tells."""


def draw_flow(
    answer: Reach, *, name: str | None = None, parallel: int = PARALLEL, force: bool = False
) -> Figure:
    """Make the figure of an answer.

    Args:
        answer: who can reach some data.
        name: what the figure's ids begin with; left out, the data type.
        parallel: how many flows between the same holders are drawn one by one.
        force: draw it even with more holders than can be read.

    Raises:
        QuestionError: there are too many holders.
    """
    passings = [one for one in find_passings(answer) if not _is_repeated(answer, one)]
    cast, citations = Cast(answer, passings), Citations()
    chips = make_chips(answer, passings, citations, parallel)
    panel = Panel(
        holders=cast.holders(citations),
        chips=chips,
        connections=find_ties(answer, cast.drawn, citations),
        remark=None if answer.rows else capitalise(_opening(answer)),
    )
    _refuse_too_many(panel, force=force)
    return Figure(
        name=name_ids(name or answer.data.id),
        title=_title(answer),
        subtitle=_subtitle(answer),
        alt=_alt(answer, panel),
        lang=answer.model.language,
        panels=(panel,),
        legend=tuple(_legend(panel)),
        notes=tuple(_notes(citations)),
        credit=_credit(answer),
    )


def name_ids(name: str) -> str:
    """Make a name fit for ids in a page.

    >>> name_ids("phone_number"), name_ids("2016: before & after")
    ('phone-number', 'figure-2016-before-after')
    """
    plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain if plain[:1].isalpha() else f"figure-{plain}".rstrip("-")


def _is_repeated(answer: Reach, one: Passing) -> bool:
    """Say whether others only give what a persona with an account there gave already."""
    persona, cause = answer.setting.persona, one.cause
    if persona is None or isinstance(cause, Flow) or cause.whose != "anyone":
        return False
    return any(
        isinstance(given.cause, Hold)
        and given.cause.whose == "users"
        and given.receiver == cause.holder
        and given.cause.how == cause.how
        for given in answer.given
    )


def _refuse_too_many(panel: Panel, *, force: bool) -> None:
    count = sum(not holder.person for holder in panel.holders)
    if count > MOST and not force:
        raise QuestionError(
            f"a figure of {count} holders cannot be read ({MOST} can): narrow it with `--as-of`,"
            " `--from` or `--for`, or draw it all the same with `--force`"
        )


def _title(answer: Reach) -> str:
    purpose = answer.setting.purpose
    what = f" for {purpose.name}" if purpose else ""
    return f"Who can reach your {answer.data.name}{what}"


def _count(answer: Reach) -> str:
    count = len(answer)
    if not count:
        return "no company in this model"
    least = "at least " if answer.unnamed else ""
    return f"{least}{count} {'company' if count == 1 else 'companies'}"


def _subtitle(answer: Reach) -> str:
    """Say how many, and what was asked; of nobody, the panel speaks."""
    asked = tell_setting(answer.setting).strip() or "on any day, for anyone"
    return capitalise(f"{_count(answer)}, {asked}" if answer.rows else asked)


def _opening(answer: Reach) -> str:
    return f"{_count(answer)} can reach your {answer.data.name}{tell_asked(answer.setting)}."


def _alt(answer: Reach, panel: Panel) -> str:
    """Tell the answer, then what is drawn, in sentences."""
    companies = enumerate_words([row.company.name for row in answer.rows[:TOLD]])
    opening = capitalise(_opening(answer))
    if answer.rows:
        more = f" and {len(answer) - TOLD} more" if len(answer) > TOLD else ""
        opening = f"{opening[:-1]}: {end_sentence(companies + more)}"
    labels = [*(one.label for one in panel.chips), *(one.label for one in panel.connections)]
    told = [end_sentence(capitalise(label)) for label in labels[:TOLD]]
    if len(labels) > TOLD:
        told.append(f"And {len(labels) - TOLD} more.")
    return " ".join([opening, *told])


def end_sentence(text: str) -> str:
    """End with one stop: a name such as "Facebook, Inc." brings its own.

    >>> end_sentence("Facebook, Inc."), end_sentence("Facebook")
    ('Facebook, Inc.', 'Facebook.')
    """
    return text if text.endswith(".") else f"{text}."


def _legend(panel: Panel) -> Iterator[Entry]:
    if panel.chips:
        yield Entry("flow", "given or shared")
    kinds = {one.kind for one in panel.connections}
    if "owns" in kinds:
        yield Entry("owns", "owns: control, not sharing")
    if "operates" in kinds:
        yield Entry("operates", "operates, and has what it has")
    if any(holder.unnamed for holder in panel.holders):
        yield Entry("unnamed", "not named by the source")
    if any(chip.locked for chip in panel.chips):
        yield Entry("locked", "carried, but cannot be read")


def _notes(citations: Citations) -> Iterator[Note]:
    for number, said in enumerate(citations.conditions):
        yield Note(letter(number), capitalise(said))
    for number, source in enumerate(citations.sources.values(), 1):
        yield _note(str(number), source)


def _note(mark: str, source: Source) -> Note:
    """Say a source; its address is a link where it is one of the web."""
    url = source.url if re.match("https?://", source.url or "", re.IGNORECASE) else None
    said = tell_source(source)
    if url is not None:
        said = said.removesuffix(f". {url}")
    return Note(mark, said, url)


def _credit(answer: Reach) -> str:
    model = answer.model
    name = f"“{model.title}”" if model.title else Path(model.path).name
    day = answer.setting.as_of
    said = [
        f"Drawn from the model {name}",
        f"as of {tell_day(day.last)}" if day else "",
        f"licence: {model.licence}" if model.licence else "",
    ]
    # a line must not begin with a dot
    return "\u00a0· ".join(filter(None, said))
