"""exposure and diff, held against the rules as the reference writes them.

`DATAFLOW_EXAMPLES` and `DATAFLOW_SEED` are those of `test_against_reference.py`: of its models,
every fourth is asked for all cells and all changes from one model to another, and every eighth for
all changes from one setting to another.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from typing import TYPE_CHECKING

import reference
import reference_exposure
from test_against_reference import (
    BATCHES,
    EXAMPLES,
    PROPERTIES,
    as_list,
    dice_of,
    drop_choices,
    in_words,
    on_random_models,
    read,
    shuffled,
)

import dataflow as df
from dataflow.answers.diff.behind import find_grounds
from dataflow.model import Deletion, Operation, Ownership

if TYPE_CHECKING:
    import random

    from random_models import Document, Entry

    from dataflow.answers.diff import Change, Diff
    from dataflow.answers.diff.behind import Behind
    from dataflow.answers.exposure import Exposure
    from dataflow.engine.evidence import Evidence
    from dataflow.model import Holder

MODELS = EXAMPLES // 4
FIRST = BATCHES + 10
"""The first of the seeds that no other test takes."""

NAMES = {"origin": "from", "purpose": "for"}
"""How a scenario calls a setting."""

Rows = dict[reference_exposure.Pair, reference_exposure.Cell]


def found(answer: Exposure) -> Rows:
    """The cells as the reference has them, but for how sure they are."""
    hows = {None: "owns", 0: "collects"}
    return {
        (cell.company.id, cell.data.id): (
            cell.since,
            cell.hops,
            hows.get(cell.hops, "receives"),
        )
        for cell in answer
    }


def test_every_cell_is_that_of_the_rules_and_of_reach() -> None:
    seen: Counter[str] = Counter()

    @on_random_models(MODELS, FIRST)
    def agrees(document: Document, questions: list[Entry]) -> None:
        model, dice = read(document), dice_of(document)
        for asked in questions:
            answer = df.exposure(model, **asked)
            cells = found(answer)
            counting = reference.counting(model, answer.setting)
            assert cells == reference_exposure.cells(counting, answer.setting)
            data = dice.choice(sorted(model.data))
            check_rows(answer, data, asked)
            seen[f"owns {bool(asked.get('owners'))}"] += len(cells)
            check_one_company(answer, dice, asked)

    agrees()
    assert min(seen.values()) > 0


def check_rows(answer: Exposure, data: str, asked: Entry) -> None:
    """The row of `reach`, the path of `why` and the cell agree, in all that they tell."""
    told = {cell.company.id: cell.to_dict() for cell in answer if cell.data.id == data}
    rows = {row.company.id: row.to_dict() for row in df.reach(answer.model, data, **asked)}
    assert told.keys() == rows.keys()
    for company, cell in told.items():
        (way,) = df.why(answer.model, data, company, **asked)
        path, row = way.to_dict(), rows[company]
        assert cell == {key: row[key] for key in cell}  # type: ignore[literal-required]
        assert {**cell, **path} == path | {"how": way.how}


def check_one_company(answer: Exposure, dice: random.Random, asked: Entry) -> None:
    """Asked about one company, the answer is its part of the whole."""
    model, by_service = answer.model, answer.setting.by == "service"
    company = dice.choice(sorted(one.id for one in model.companies))
    alone = df.exposure(model, [company], **asked).to_dict()["answer"]
    whole = answer.to_dict()["answer"]
    day = answer.setting.day if answer.setting.as_of else None
    services = model.services_of(model.holders[company], day) if by_service else ()
    ids = {company, *(service.id for service in services)}
    assert alone == {name: whole[name] for name in whole if name in ids}


# --------------------------------------------------------------------------------------------
# diff


def with_scenarios(document: Document, questions: list[Entry]) -> Document:
    """The same with every question's settings as a scenario: x0, x1, x2.

    All are by service where the last is: both sides of a difference are of the same.
    """
    by = questions[-1].get("by", "company")
    questions = [{**asked, "by": by} for asked in questions]
    named = {
        f"x{number}": {NAMES.get(key, key): value for key, value in asked.items()}
        for number, asked in enumerate(questions)
    }
    return {**document, "scenarios": named}


def pairs(evidence: Evidence) -> set[reference_exposure.Pair]:
    counting = reference.counting(evidence.model, evidence.setting)
    return set(reference_exposure.cells(counting, evidence.setting))


KINDS = {"flow", "hold", "owner", "operator", "deletion", "derivation"}


def check_diff(answer: Diff, seen: Counter[str]) -> None:
    before, after = pairs(answer.before), pairs(answer.after)
    gained = {(change.company.id, change.data.id) for change in answer.gained}
    lost = {(change.company.id, change.data.id) for change in answer.lost}
    assert (gained, lost) == reference_exposure.changes(before, after)
    assert (before | gained) - lost == after
    for changes, has, lacks in (
        (answer.gained, answer.after, answer.before),
        (answer.lost, answer.before, answer.after),
    ):
        for change in changes:
            if is_run_by_nobody_who_counts(change.company, lacks):
                continue
            assert change.because, f"nothing is behind {change.to_dict()}"
            assert list(change.because) == sorted(change.because, key=lambda one: one.order)
            for one in change.because:
                seen[one.kind] += 1
                check_behind(change, one, has, lacks)


def is_run_by_nobody_who_counts(company: Holder, lacks: Evidence) -> bool:
    """Whether it is a service in the other model, whose operators are all too unsure to count."""
    holder = lacks.model.holders.get(company.id)
    return holder is not None and not holder.is_company and not lacks.model.operations_of(holder)


def check_behind(change: Change, one: Behind, has: Evidence, lacks: Evidence) -> None:
    """What is behind a change is in the model that it is said to be in, and not in the other."""
    cause = one.cause
    if isinstance(cause, Deletion):
        assert cause in lacks.model.deletions
        assert cause.day <= lacks.setting.day
    elif isinstance(cause, Ownership):
        assert cause in has.model.ownerships
    elif isinstance(cause, Operation):
        assert cause in (*has.model.operations, *lacks.model.operations)
    else:
        check_step(change, one, has, lacks)


def check_step(change: Change, one: Behind, has: Evidence, lacks: Evidence) -> None:
    """It stands on a path of the rules, and the other setting cannot take that step on its day."""
    path = find_grounds(change.cell).path
    reference.replay(has.model, has.setting, path)
    steps = [step for step in path if step.cause is one.cause]
    assert steps, "it stands on the path"
    if lacks.model is has.model and not (lacks.setting.purpose or lacks.setting.role):
        assert not all(
            reference_exposure.can_happen(
                lacks.model, lacks.setting, step, min(step.day, lacks.setting.day)
            )
            for step in steps
        )


def test_gained_and_lost_lead_from_one_setting_to_the_other() -> None:
    seen: Counter[str] = Counter()

    @on_random_models(MODELS // 2, FIRST + 1)
    def leads(document: Document, questions: list[Entry]) -> None:
        model = read(with_scenarios(document, questions))
        for before, after in (("x0", "x1"), ("x1", "x2")):
            answer = df.diff(model, before=before, after=after)
            check_diff(answer, seen)
            back = df.diff(model, before=after, after=before)
            assert [c.to_dict() for c in back.gained] == [c.to_dict() for c in answer.lost]
            assert [c.to_dict() for c in back.lost] == [c.to_dict() for c in answer.gained]
        assert len(df.diff(model, before="x2", after="x2")) == 0

    leads()
    assert set(seen) == KINDS, seen


def changed(document: Document, dice: random.Random) -> Document:
    """The same with some things taken out or at another time."""
    other = copy.deepcopy(document)
    holders = [*other["services"].values(), *other["companies"].values()]
    deleting = [entry for entry in holders if "deletes" in entry]
    if deleting and dice.random() < 0.5:  # or hardly any change would come of a deletion
        del dice.choice(deleting)["deletes"]
    for _ in range(dice.randint(1, 3)):
        section = dice.choice(["flows", "derivations", "services", "companies"])
        if not other[section]:
            continue
        key = dice.choice(sorted(other[section]))
        entry = other[section][key]
        keys = ["deletes", "holds", "operator", "owned_by"]
        if section in {"flows", "derivations"}:
            if dice.random() < 0.5:
                del other[section][key]
                continue
            keys = ["since", "until", "when", "unless"]
        there = [name for name in keys if name in entry]
        if there:
            del entry[dice.choice(there)]
    drop_choices(other)
    return other


def owners_in(document: Document) -> list[object]:
    return [company.get("owned_by") for company in document["companies"].values()]


def test_gained_and_lost_lead_from_one_model_to_another() -> None:
    seen: Counter[str] = Counter()

    @on_random_models(MODELS, FIRST + 2)
    def leads(document: Document, questions: list[Entry]) -> None:
        one, later = read(document), changed(document, dice_of(document))
        other, same = read(later), read(json.loads(json.dumps(document)))
        if owners_in(document) != owners_in(later):
            questions = [*questions, {"owners": True}]  # or hardly anybody would see it
        for asked in questions:
            if any(":" not in item for item in asked.get("without", ())):
                continue  # a flow that may be gone
            answer = df.diff(one, other, **asked)
            check_diff(answer, seen)
            back = df.diff(other, one, **asked)
            assert [c.to_dict() for c in back.gained] == [c.to_dict() for c in answer.lost]
            assert len(df.diff(one, same, **asked)) == 0

    leads()
    assert set(seen) == KINDS, seen


def test_the_order_of_keys_and_flows_changes_nothing() -> None:
    @on_random_models(EXAMPLES // PROPERTIES, FIRST + 3)
    def stays(document: Document, questions: list[Entry]) -> None:
        dice = dice_of(document)
        document = with_scenarios(document, questions)
        other = shuffled(document, dice)
        other["flows"] = as_list(other["flows"], dice)
        one, two = read(document), read(other)
        for asked in questions:
            assert in_words(df.exposure(one, **asked)) == in_words(df.exposure(two, **asked))
        sides = {"before": "x1", "after": "x2"}
        assert in_words(df.diff(one, **sides)) == in_words(df.diff(two, **sides))

    stays()
