"""claims: which promises were kept, which broken, and which were untrue when they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Unpack

from dataflow.answers.answer import Answer, list_unnamed
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.reasons import Reason, loosen
from dataflow.answers.unsure import doubt_findings
from dataflow.answers.verdicts.judgement import Judgement, JudgementJson, Judging, for_anyone
from dataflow.common.values import Frozen, dataclass
from dataflow.engine.evidence import Evidence, begin
from dataflow.engine.units import add_column
from dataflow.model.names import find_claims
from dataflow.problems import Problem, QuestionError, sort_problems
from dataflow.telling.words import speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dataflow.common.values import JsonObject
    from dataflow.engine.setting import Setting, Settings
    from dataflow.model import Model

NAMED = 4
"""How many claims a reason names."""

TAKEN = ("as_of", "without", "scenario", "firm", "by")
"""The settings that claims take; judged are they for anyone, without owners and announcements."""


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Claims(Answer):
    """The judgements on some claims, by the ids of the claims; iterating gives them.

    Attributes:
        asked: the claims and companies that were named, none for all claims.
        apart: by company, the judgements by service that are others, by the ids of the claims.
        unheard: what the scenario sets and a claim is not judged by, by the names of the language.
    """

    command: ClassVar[str] = "claims"

    asked: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    apart: Mapping[str, Judgement]
    unheard: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of a judgement."""
        return add_column(self.setting, JudgementJson.__annotations__)

    def brief(self) -> str:
        """Return in a few words what it is."""
        return f"of {self.model.path}: {len(self)}, {len(self.not_kept)} not kept"

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self.judgements)

    @property
    def not_kept(self) -> tuple[Judgement, ...]:
        """Those on claims that were broken, or untrue when they were made."""
        return tuple(judgement for judgement in self.judgements if judgement.verdict != "kept")

    def arguments(self) -> JsonObject:
        """Return what was asked about."""
        return {"ids": list(self.asked)}

    def reasons(self) -> tuple[Reason, ...]:
        """Return what is in the way of contradicting a promise, where none is contradicted."""
        if self.not_kept:
            return ()
        with speaking(self.model.language):
            return tuple(_find_reasons(self))

    def body(self) -> list[JudgementJson]:
        """Return the judgements."""
        return self.records()

    def records(self) -> list[JudgementJson]:
        """Return one record for each claim."""
        return [judgement.to_dict() for judgement in self.judgements]


def claims(model: Model, ids: Iterable[str] = (), **settings: Unpack[Settings]) -> Claims:
    """Ask which promises were kept.

    A promise is judged for anyone, without owners and announcements. Of a scenario only `as_of`,
    `without` and `add` count.

    Args:
        model: the model to ask.
        ids: claims, or the companies that made them; `claim:x` where the two collide. None: all.
        settings: `as_of`: look no further than this day; `without`, `scenario`, `firm` and `by`:
            see `Settings`.

    Raises:
        QuestionError: something that was named does not exist, or a setting does not belong here.
    """
    _refuse_settings(settings)
    asked = begin(model, settings)
    listed = [ids] if isinstance(ids, str) else ids
    named = [find_claims(asked.model, name) for name in listed]
    picked = {claim.id: claim for group in named for claim in group.claims}
    chosen = picked if named else asked.model.claims
    evidence = Evidence(asked.model, for_anyone(asked.setting))
    evidence.whole = asked.whole
    judging = Judging(evidence)
    judged = tuple(judging.judge(claim) for _, claim in sorted(chosen.items()))
    return Claims(
        evidence=evidence,
        asked=tuple(sorted({group.name for group in named})),
        judgements=judged,
        apart=Frozen(_judge_apart(judging, judged)),
        unheard=_unheard(asked.setting),
        doubts=_find_doubts(evidence, judged),
        unnamed=list_unnamed(holder for judgement in judged for holder in judgement.unnamed),
    )


def _find_reasons(answer: Claims) -> Iterator[Reason]:
    """Judge again with one thing less in the way, of what claims are asked with."""
    evidence = answer.evidence
    for key, phrase, setting in loosen(evidence.setting):
        if key not in TAKEN:
            continue
        again = evidence.under(for_anyone(setting))
        judging = Judging(again)
        judged = [judging.judge(judgement.claim) for judgement in answer]
        broken = [f"`{each.claim.id}`" for each in judged if each.verdict != "kept"]
        if broken:
            names, several = spoken().name_few(broken, NAMED), len(broken) > 1
            texts = ("{phrase}: {names} is contradicted.", "{phrase}: {names} are contradicted.")
            message = spoken().say(texts[several], phrase=phrase, names=names)
            yield Reason(key, message, again)


def _refuse_settings(settings: Settings) -> None:
    for key, value in settings.items():
        if key not in TAKEN and value not in (None, False):
            raise QuestionError(f"claims are judged for anyone: they take no `{key}`", TAKEN)


def _judge_apart(judging: Judging, judged: Iterable[Judgement]) -> Iterator[tuple[str, Judgement]]:
    """Yield the judgements by service that are others: of what was to stay in one service.

    By company, what passes to another service of the same company breaks no such promise.
    """
    for judgement in judged:
        claim, origin = judgement.claim, judgement.origin
        in_service = claim.reach == "anyone" and origin is not None and not origin.is_company
        if in_service and judgement.evidence.setting.by == "company":
            apart = judging.counted_by("service").judge(claim)
            if (apart.verdict, apart.on) != (judgement.verdict, judgement.on):
                yield claim.id, apart


def _unheard(setting: Setting) -> tuple[str, ...]:
    told = setting.to_dict()
    return tuple(
        key for key in ("persona", "from", "for", "role", "owners", "announced") if told[key]
    )


def _find_doubts(evidence: Evidence, judged: Sequence[Judgement]) -> tuple[Problem, ...]:
    """Return the doubts about the claims themselves, and about the data that they are on."""
    if not judged:
        return ()
    claims = [judgement.claim for judgement in judged]
    places = {claim.at for claim in claims}
    doubts = [doubt for doubt in evidence.model.doubts if doubt.at in places]
    about = find_doubts_about(evidence, *(term for claim in claims for term in claim.data))
    return sort_problems([*doubts, *about, *doubt_findings(judged)])
