"""why: by which path a company can reach a data type, step by step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypedDict, Unpack

from dataflow.answers.answer import Answer, ReasonedJson, list_unnamed
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.reasons import find_reasons
from dataflow.answers.units import Target, find_target
from dataflow.common.dates import NEVER, Days, PartialDate, show_day
from dataflow.common.values import Brief, dataclass
from dataflow.engine.certainty import DayKind, Known
from dataflow.engine.evidence import Evidence, begin, paths_of
from dataflow.engine.having import find_stay
from dataflow.engine.path_steps import PathStep, StepJson
from dataflow.engine.reach import Finding, How, find
from dataflow.engine.units import add_column, add_unit
from dataflow.model.names import find_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dataflow.answers.reasons import Reason
    from dataflow.common.values import JsonObject
    from dataflow.engine.setting import Settings
    from dataflow.engine.steps import DatedPath
    from dataflow.engine.world import Mask
    from dataflow.language.words import Status
    from dataflow.model import Holder, Model, Term


class PathJson(TypedDict):
    """A path, as JSON has it; by service, `service` comes first."""

    company: str
    since: str | None
    since_is: DayKind
    hops: int | None
    certainty: Status
    firm: bool
    firm_since: str | None
    firm_since_is: DayKind | None
    path: list[StepJson]
    owns: list[str]


PathsJson = list[PathJson] | PathJson | None
"""All paths with `all`; without it the one, or null."""


class WhyJson(ReasonedJson[PathsJson]):
    """The JSON object of an answer."""

    cut: str | None


@dataclass(frozen=True, slots=True, repr=False)
class Path(Brief):
    """One way in which a company came to have some data.

    Attributes:
        company: who was asked about: by service, whoever holds it.
        since: the day on which it has the data by this path.
        hops: the number of flows, of its longest branch; None for a company that only owns.
        steps: in an order in which each needs only those before it.
        until: the last day on which it has it, `NEVER` where that goes on.
        finding: how the company has it, and how sure that is.
        known: how well the day is known on which it has it by this path.
        certainty: the weakest status that the path rests on.
        owns: for a company that only owns: the chain down to who has it, itself left out.
        later: the steps by which it has it when it does not by these any more.
    """

    company: Holder
    since: int
    hops: int | None
    steps: tuple[PathStep, ...]
    until: int
    finding: Finding
    known: Known
    certainty: Status
    owns: tuple[Holder, ...] = ()
    later: tuple[PathStep, ...] = ()

    @property
    def how(self) -> How:
        """How the company comes to have it by this path."""
        if self.owns:
            return "owns"
        given = [step for step in self.steps if step.kind != "operator"]
        if given[-1].kind == "derive":
            return "infers"
        return "receives" if self.hops else "collects"

    @property
    def bound(self) -> PartialDate | None:
        """A later day by which it has it in any case; see `Finding`."""
        return self.finding.bound if self.since == self.finding.stay.since else None

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"to {self.company.id} in {len(self.steps)} steps"

    @property
    def facts(self) -> frozenset[tuple[object, ...]]:
        """What each step gives to whom, and by what: two paths with the same are one."""
        return frozenset(
            (step.at, step.receiver.id, term.id) for step in self.steps for term in step.data
        )

    def to_dict(self) -> PathJson:
        """Return the path as JSON has it."""
        told = self.finding.to_dict()
        path: PathJson = {
            "company": self.company.id,
            "since": show_day(self.since),
            "since_is": self.known.kind,
            "hops": self.hops,
            "certainty": self.certainty,
            "firm": told["firm"],
            "firm_since": told["firm_since"],
            "firm_since_is": told["firm_since_is"],
            "path": [step.to_dict() for step in self.steps],
            "owns": [holder.id for holder in self.owns],
        }
        return add_unit(self.finding.evidence, path, self.company, owns=bool(self.owns))


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Why(Answer):
    """The paths behind one company's reach; iterating gives them.

    Attributes:
        paths: one, or all with `all`; none where the company cannot reach it.
        everything: whether all paths were asked for.
        cut: why there may be more paths than these, or None.
    """

    command: ClassVar[str] = "why"

    data: Term
    target: Target
    paths: tuple[Path, ...]
    everything: bool
    cut: str | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of a step, with those of its path."""
        columns = (
            *("path", "company", "since", "since_is", "hops", "certainty"),
            *("firm", "firm_since", "firm_since_is", "owns"),
            *StepJson.__annotations__,
        )
        return add_column(self.setting, columns)

    @property
    def company(self) -> Holder:
        """Who was asked about: by service, whoever holds it."""
        return self.target.holder

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"{self.company.id} has {self.data.id} in {self.model.path}: {len(self)} paths"

    def __iter__(self) -> Iterator[Path]:
        return iter(self.paths)

    def arguments(self) -> JsonObject:
        """Return what was asked about."""
        asked: JsonObject = {
            "data": self.data.id,
            "company": self.company.id,
            "all": self.everything,
        }
        return add_unit(self.evidence, asked, self.company)

    def reasons(self) -> tuple[Reason, ...]:
        """Return why the company cannot reach it."""
        return () if self.paths else find_reasons(self.evidence, [self.data], [self.company])

    def to_dict(self) -> WhyJson:
        """Return the JSON object of the answer; `cut` says why there may be more paths, or null."""
        return {**Answer.to_dict(self), "cut": self.cut}

    def body(self) -> PathsJson:
        """Return the path or paths."""
        shown = [path.to_dict() for path in self.paths]
        return shown if self.everything else (shown[0] if shown else None)

    def records(self) -> list[dict[str, object]]:
        """Return one record for each step; `path` counts from 1, and `at` is `file:line:column`."""
        return [
            {**path.to_dict(), "path": number, **step.to_dict(), "at": str(step.at)}
            for number, path in enumerate(self.paths, start=1)
            for step in path.steps
        ]


def why(
    model: Model,
    data: str,
    company: str,
    all: bool = False,  # noqa: A002, FBT001, FBT002 - the name that the command has
    **settings: Unpack[Settings],
) -> Why:
    """Ask by which path a company can reach a data type.

    Args:
        model: the model to ask.
        data: a data type, by id or name; a category stands for all its members.
        company: a company, by id or name; a service stands for its operator, but by service
            for itself.
        all: every path that repeats no fact, with the first, instead of the first alone.
        settings: see `Settings`.

    Raises:
        QuestionError: something that was named does not exist.
    """
    evidence = begin(model, settings)
    term = find_data(evidence.model, data)
    target = find_target(evidence, company, evidence.mask(term))
    holder = target.holder
    paths, cut = _find_paths(evidence, evidence.mask(term), holder, everything=all)
    on_way = [step.receiver for path in paths for step in path.steps]
    return Why(
        evidence=evidence,
        data=term,
        target=target,
        paths=paths,
        everything=all,
        cut=cut,
        doubts=find_doubts_about(evidence, term),
        unnamed=list_unnamed([*on_way, holder] if paths else []),
    )


def _find_paths(
    evidence: Evidence, mask: Mask, company: Holder, *, everything: bool
) -> tuple[tuple[Path, ...], str | None]:
    """Return the shortest path or every path, and why there may be more, or None."""
    node = evidence.world.nodes[company.id]
    stay = find_stay(evidence, node, mask)
    if stay is None:
        return (), None
    finding = find(evidence, stay, mask)
    best = Path(
        company,
        stay.since,
        stay.hops,
        finding.grounds.path,
        stay.until,
        finding,
        finding.dated,
        finding.certainty,
        finding.chain[1:],
        paths_of(part.grounds for part in finding.all_parts[1:]),
    )
    if not everything or stay.chain:
        return (best,), None
    every = evidence.every_path(node, mask)
    runs = evidence.days_with(node, mask)
    others = (_path(evidence, best, node, dated, runs) for dated in every.paths[1:])
    return (best, *others), every.cut


def _path(evidence: Evidence, best: Path, node: int, dated: DatedPath, runs: Days) -> Path:
    """Return another path to the same company."""
    steps = evidence.in_words(dated.steps, [(node, len(dated.steps) - 1, dated.day)])
    last = steps[-1]
    return replace(
        best,
        since=dated.day,
        hops=dated.hops,
        steps=steps,
        until=_end_of(runs, dated.day),
        known=Known(dated.day, last.day_is, evidence.written(dated.day, last.started)),
        certainty=evidence.certainty_of(node, dated),
        later=(),
    )


def _end_of(runs: Days, day: int) -> int:
    """Return the last day of the run that a day lies in."""
    return next((run.end for run in runs if run.start <= day <= run.end), NEVER)
