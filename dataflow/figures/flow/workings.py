"""What holders work out: as a line in their box, and as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataflow.figures.figure import Working
from dataflow.figures.flow.chips import list_terms
from dataflow.figures.labels import is_over, tell_when
from dataflow.figures.passing import keep_widest
from dataflow.figures.phrases import capitalise, tell_conditions
from dataflow.model import Derivation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dataflow.engine.evidence import PathStep
    from dataflow.figures.citing import Citations
    from dataflow.figures.flow.scenes import Scene


def find_workings(
    scene: Scene, steps: Iterable[PathStep], citations: Citations
) -> Iterator[Working]:
    """Say what a holder works out, a derivation each, by their ids.

    Args:
        scene: what is shown.
        steps: the steps by which the holder works something out.
        citations: marks sources and conditions.
    """
    derivations: dict[str, list[PathStep]] = {}
    for step in steps:
        assert isinstance(step.cause, Derivation)  # those were chosen
        derivations.setdefault(step.cause.id, []).append(step)
    for _, some in sorted(derivations.items()):
        yield _working(scene, some, citations)


def _working(scene: Scene, steps: Sequence[PathStep], citations: Citations) -> Working:
    words, cause = scene.words, steps[0].cause
    assert isinstance(cause, Derivation)  # see above
    given = keep_widest(scene.answer, [term for step in steps for term in step.data])
    data, body = list_terms(words, given), list_terms(words, cause.body)
    who, conditions = steps[0].receiver.name, tell_conditions(words, steps[0].conditions)
    said = words.say("works out {data} from {body}", data=data, body=body)
    sentence = words.say("{who} works out {data} from {body}", who=who, data=data, body=body)
    if is_over(scene, cause):
        sentence = words.say("{who} worked out {data} from {body}", who=who, data=data, body=body)
    day = min(step.day for step in steps)
    status = f" ({words.say(cause.status)})" if cause.status in {"alleged", "announced"} else ""
    return Working(
        said=f"{said} {citations.cite(cause.sources, [capitalise(conditions)])}".rstrip(),
        label=", ".join(filter(None, [sentence, tell_when(scene, cause, day), conditions]))
        + status,
    )
