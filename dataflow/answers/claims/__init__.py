"""claims: which promises were kept, which broken, and which were untrue when they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Unpack

from dataflow.answers.answer import Answer, list_unnamed
from dataflow.answers.doubts import find_doubts_about
from dataflow.answers.unsure import doubt_findings
from dataflow.answers.verdicts.judgement import Judgement, JudgementJson, Judging, for_anyone
from dataflow.common.values import dataclass
from dataflow.engine.evidence import Evidence, begin
from dataflow.model.names import find_claims
from dataflow.problems import Problem, QuestionError, sort_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.common.values import JsonObject
    from dataflow.engine.setting import Setting, Settings
    from dataflow.model import Model

TAKEN = ("as_of", "without", "scenario", "firm")
"""The settings that claims take; judged are they for anyone, without owners and announcements."""


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class Claims(Answer):
    """The judgements on some claims, by the ids of the claims; iterating gives them.

    Attributes:
        asked: the claims and companies that were named, none for all claims.
        unheard: what the scenario sets and a claim is not judged by, by the names of the language.
    """

    command: ClassVar[str] = "claims"
    columns: ClassVar[tuple[str, ...]] = tuple(JudgementJson.__annotations__)

    asked: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    unheard: tuple[str, ...]

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
        settings: `as_of`: look no further than this day; `without` and `scenario`: see `Settings`.

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
    judging = Judging(evidence)
    judged = tuple(judging.judge(claim) for _, claim in sorted(chosen.items()))
    return Claims(
        evidence=evidence,
        asked=tuple(sorted({group.name for group in named})),
        judgements=judged,
        unheard=_unheard(asked.setting),
        doubts=_find_doubts(evidence, judged),
        unnamed=list_unnamed(holder for judgement in judged for holder in judgement.unnamed),
    )


def _refuse_settings(settings: Settings) -> None:
    for key, value in settings.items():
        if key not in TAKEN and value not in (None, False):
            raise QuestionError(f"claims are judged for anyone: they take no `{key}`", TAKEN)


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
