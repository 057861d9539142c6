"""The engine and the paths, held against the rules as `reference.py` writes them.

`DATAFLOW_EXAMPLES` says on how many random models (4,000 if it does not); the seed of every run is
printed, and `DATAFLOW_SEED` runs it again, then looking for the smallest model that fails.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections import Counter
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import random_models
import reference
import reference_proofs
from reference import STATUSES
from reference_proofs import KINDS, Known
from trying import EXAMPLES, try_on

import dataflow as df
from dataflow.common.dates import show_day
from dataflow.engine.setting import settle
from dataflow.model import Flow, Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from random_models import Document, Entry
    from reference_proofs import Told

    from dataflow.answers.reach import Reach, Row
    from dataflow.engine.evidence import PathStep
    from dataflow.engine.setting import Setting
    from dataflow.model import Holder, Model

    Body = Callable[[Document, list[Entry]], None]

BATCHES = 20
ENOUGH = 2_000
"""With fewer models than these, a batch may hold none of the rarer kinds."""
QUESTIONS = 3
TYPES = 2
"""Of so many data types each question is asked."""
EVERY_PATH = 48
"""Of so many questions, one is asked for every path: there are many."""
SURELY = 12
"""Of so many questions, one is held against every proof: there are many."""
PROPERTIES = 48
"""Of so many models, one is made smaller, shuffled and renamed."""


def on_random_models(number: int, first: int) -> Callable[[Body], Callable[[], None]]:
    """Run a test on so many random models, each with some settings, the first of them none."""
    return try_on(random_models.asked_models(QUESTIONS), number, first)


def read(document: Document) -> Model:
    return df.loads(json.dumps(document))


def dice_of(document: Document) -> random.Random:
    """What decides by the way; the same for the same example."""
    return random.Random(json.dumps(document))  # noqa: S311  # no secret


# --------------------------------------------------------------------------------------------
# reach and why


def found(answer: Reach) -> dict[str, reference.Row]:
    """The rows of the program as the reference has them, but for how sure they are."""
    return {
        row.company.id: reference.Row(
            how="owns" if row.hops is None else "receives" if row.hops else "collects",
            since=row.since,
            until=row.until,
            hops=row.hops,
            data=frozenset(term.id for term in row.data),
            services=frozenset(holder.id for holder in row.services),
            purposes=frozenset(term.id for term in row.purposes),
        )
        for row in answer
    }


class Rules:
    """What the rules say of a question: the rows, and by which proofs."""

    def __init__(self, model: Model, setting: Setting) -> None:
        self.model, self.setting = reference.counting(model, setting), setting

    @cached_property
    def days(self) -> tuple[reference.Day, ...]:
        return reference.walk(self.model, self.setting)

    @cached_property
    def prover(self) -> reference_proofs.Prover:
        return reference_proofs.Prover(self.model, self.setting, self.days)

    def rows(self, data: str) -> dict[str, reference.Row]:
        return reference.rows(self.days, self.model, data, self.setting)

    def told(self, data: str, row: reference.Row, chain: Sequence[Holder]) -> Told:
        """How the page tells of a row; of one that owns, by a chain of these."""
        kinds = self.model.data.down(data)
        if row.how == "owns":
            return reference_proofs.best_owning(self.prover, chain, kinds, row.since)
        return reference_proofs.best(self.prover, chain[0], kinds, row.since, row.hops)

    def certainty(self, data: str, company: Holder, told: Told) -> str:
        """How sure a row is: as its path, and no surer than on any day up to that asked about."""
        if self.setting.as_of is None:
            return told.certainty
        kinds, row, last = self.model.data.down(data), self.rows(data), self.setting.as_of.last
        weakness = reference_proofs.weakness_until(
            self.prover, company, kinds, row[company.id], last
        )
        return told._replace(weakness=max(told.weakness, weakness)).certainty


def check_surely(answer: Reach, row: Row, rules: Rules, firmly: Rules) -> None:
    """How sure a row is, and since when firmly, as the page has it."""
    data = answer.data.id
    chain = [row.company, *row.owns]
    told = rules.told(data, rules.rows(data)[row.company.id], chain)
    how = "infers" if told.derived else "receives" if told.hops else "collects"
    said = row.to_dict()
    assert said["certainty"] == rules.certainty(data, row.company, told)
    if rules.model.derivations and row.owns:
        pass
    elif rules.model.derivations:
        # not every derivation of what is had already is looked for, so a better one may be missed
        ways = reference_proofs.every_way(
            rules.prover, row.company, rules.model.data.down(data), row.since
        )
        derived = row.finding.grounds.state.derived
        same = (told.weakness, told.hops, KINDS.index(said["since_is"]), derived)
        assert same in {way[:4] for way, _ in ways}
    else:
        assert said["since_is"] == told.kind
        assert said["how"] == ("owns" if row.owns else how)
    if not row.owns and not rules.model.derivations:
        assert flows_of(row.path) == list(told.ids), "the first in the order of flow ids"
    firm = firmly.rows(data).get(row.company.id)
    assert said["firm"] == (firm is not None)
    if firm is None:
        assert (said["firm_since"], said["firm_since_is"]) == (None, None)
        return
    assert said["firm_since"] == show_day(firm.since)
    found = row.finding.firmly
    assert found is not None
    told = firmly.told(data, firm, found.chain or chain)
    if not rules.model.derivations:
        assert said["firm_since_is"] == told.kind


def rank(row: Row) -> tuple[bool, int, int, str]:
    """What rows are sorted by."""
    return row.how == "owns", row.hops or 0, row.since, row.company.id


def who_has(model: Model, row: Row) -> Holder:
    """Who has what a row tells of: the company, or the one at the end of what it owns."""
    for owner, owned in pairwise([row.company, *row.owns]):
        ties = [tie for tie in model.ownerships if (tie.owner, tie.owned) == (owner, owned)]
        assert any(reference.lies_in(row.since, tie.window) for tie in ties), "it owns it that day"
    return row.owns[-1] if row.owns else row.company


def longest(steps: Sequence[PathStep]) -> int:
    """The flows on the longest branch of a path, by what each step says that it takes."""
    hops: list[int] = []
    for number, step in enumerate(steps):
        assert all(need < number for need in step.needs), "a step needs only those before it"
        taken = max((hops[need] for need in step.needs), default=0)
        hops.append(taken + (step.kind == "flow"))
    return hops[-1]


def replay_row(answer: Reach, row: Row) -> None:
    """Replay the path of a row: it has the row's day and hops."""
    model, setting, data = answer.model, answer.setting, answer.data.id
    hops = reference.path_hops(model, setting, row.path, (row.company, data, row.since))
    assert hops == row.hops, f"the path to {row.company.id} takes {hops}, not {row.hops}"
    assert row.hops == longest(row.path), "as long as its longest branch"
    check_days(row.finding.grounds.evidence.model, row.path)


def check_days(model: Model, steps: Sequence[PathStep]) -> None:
    """What the day of each step is follows from its own start and from what it takes."""
    knowns: list[Known] = []
    for step in steps:
        parts = [knowns[need] for need in step.needs]
        if isinstance(step.cause, Operation):
            ties = [
                tie
                for tie in model.operations_of(step.cause.service)
                if tie.company == step.receiver and tie.window.start == step.day
            ]
            taken = [reference_proofs.know_tie(part, step.day, ties) for part in parts]
            known = max(taken, key=lambda one: KINDS.index(one.kind))
        else:
            known = reference_proofs.know(step.cause, step.day, parts)
        assert (step.day, step.day_is) == known, f"the day of {step}"
        knowns.append(known)


def replay_owned(answer: Reach, row: Row, asked: Entry) -> None:
    """Replay the path of one that only owns: it leads to what it owns, on the day of the row."""
    model, setting, data = answer.model, answer.setting, answer.data.id
    (way,) = df.why(model, data, row.company.id, **asked)
    assert (row.hops, way.hops, way.since, way.owns) == (None, None, row.since, row.owns)
    goal = who_has(model, row), data, row.since
    by_company = replace(setting, by="company")  # who is owned has what all its services have
    assert reference.path_hops(model, by_company, way.steps, goal) is not None


def repeats(steps: Sequence[PathStep]) -> bool:
    """Whether a step stands twice."""
    told = [(step.cause, step.receiver, step.data, step.day, step.needs) for step in steps]
    return len(told) > len(set(told))


def flows_of(steps: Sequence[PathStep]) -> list[str]:
    return [step.cause.id for step in steps if isinstance(step.cause, Flow)]


def ask_why(answer: Reach, row: Row, asked: Entry) -> None:
    """The path of why is the row's."""
    (first,) = df.why(answer.model, answer.data.id, row.company.id, **asked)
    assert (first.since, first.hops) == (row.since, row.hops)
    assert row.owns or first.steps == row.path


def ask_why_all(answer: Reach, row: Row, asked: Entry) -> None:
    """Every path replays, and that of why is one of them; none has a step twice.

    Of those that arrive with it by as many flows, that of why is the surest.
    """
    model, setting, data = answer.model, answer.setting, answer.data.id
    (first,) = df.why(model, data, row.company.id, **asked)
    ways = df.why(model, data, row.company.id, all=True, **asked)
    assert first.facts in [way.facts for way in ways]
    order = [(way.since, longest(way.steps)) for way in ways]
    assert order == sorted(order), "by arrival, then hops"
    for way in ways:
        assert way.hops in {longest(way.steps), None}
        assert not repeats(way.steps), "no step is repeated"
        if (way.since, way.hops) == (first.since, first.hops):
            sure, surest = map(STATUSES.index, (way.certainty, first.certainty))
            assert sure <= surest, "that of why is the surest"
        *_, last = (step for step in way.steps if step.kind != "operator")
        if row.owns:
            setting = replace(setting, by="company")
        proven = reference.replay(model, setting, way.steps)
        given = [one for one in proven if (one.cause, one.holder) == (last.cause, last.receiver.id)]
        goal = who_has(model, row), data, way.since
        assert reference.arrives(model, setting, given, goal), "the last step leads there"


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_answer_is_that_of_the_rules_and_every_path_replays(batch: int) -> None:
    seen: Counter[str] = Counter()

    @on_random_models(EXAMPLES // BATCHES, batch)
    def agrees(document: Document, questions: list[Entry]) -> None:
        model, dice = read(document), dice_of(document)
        seen["models"] += 1
        for asked in questions:
            grown, setting = settle(model, asked)  # type: ignore[arg-type]
            rules = Rules(model, setting)
            firmly = Rules(model, replace(setting, firm=True))
            surely = not dice.randrange(SURELY)
            for data in dice.sample(sorted(grown.data), TYPES):
                answer = df.reach(grown, data, **asked)
                assert found(answer) == rules.rows(data)
                assert list(answer) == sorted(answer, key=rank)
                for row in answer:
                    if row.how == "owns":
                        replay_owned(answer, row, asked)
                    else:
                        replay_row(answer, row)
                    if surely:
                        check_surely(answer, row, rules, firmly)
                        seen["surely"] += 1
                seen["far"] += any((row.hops or 0) >= 6 for row in answer)
            if answer.rows:
                ask = ask_why if dice.randrange(EVERY_PATH) else ask_why_all
                ask(answer, dice.choice(answer.rows), asked)
                seen["paths"] += 1

    agrees()
    assert seen["models"] >= EXAMPLES // BATCHES
    assert seen["paths"] > 0
    few = EXAMPLES < ENOUGH  # as in a quick run
    assert seen["far"] > 0 or few, "no chain of six hops: the random models prove too little"


def test_the_path_of_why_is_the_first_in_the_order_of_flow_ids() -> None:
    @on_random_models(EXAMPLES // PROPERTIES, BATCHES)
    def comes_first(document: Document, questions: list[Entry]) -> None:
        model = read({**document, "derivations": {}})
        for asked in questions:
            rules = Rules(model, settle(model, asked)[1])  # type: ignore[arg-type]
            for data in model.data:
                for company, row in rules.rows(data).items():
                    if row.how != "owns":
                        (way,) = df.why(model, data, company, **asked)
                        told = rules.told(data, row, [model.holders[company]])
                        assert flows_of(way.steps) == list(told.ids)

    comes_first()


# --------------------------------------------------------------------------------------------
# What never takes a fact away


def mappings_in(part: Any) -> Iterator[Entry]:  # noqa: ANN401  # any part of a document
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from mappings_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from mappings_in(value)


def asks_for_no_account(part: Entry) -> bool:
    """Whether a mapping has an `unless` with accounts."""
    return any("account" in key for inner in mappings_in(part.get("unless", [])) for key in inner)


def drop(items: dict[str, Any] | list[Any], item: str) -> None:
    items.pop(item) if isinstance(items, dict) else items.remove(item)


def without_a_flow(document: Document, dice: random.Random) -> Iterator[Document]:
    less = copy.deepcopy(document)
    if less["flows"]:
        gone = dice.choice(sorted(less["flows"]))
        del less["flows"][gone]
        for persona in less["personas"].values():
            for chosen in (persona["opted_out"], persona["opted_in"]):
                if gone in chosen:
                    drop(chosen, gone)
        yield less


def without_a_purpose(document: Document, dice: random.Random) -> Iterator[Document]:
    less = copy.deepcopy(document)
    named = [entry for entry in mappings_in(less) if "purposes" in entry and entry is not less]
    if named:
        del dice.choice(named)["purposes"]
        yield less


def without_an_account(document: Document, dice: random.Random) -> Iterator[Document]:
    if any(asks_for_no_account(part) for part in mappings_in(document)):
        return
    for name in document["personas"]:
        less = copy.deepcopy(document)
        held = less["personas"][name].get("accounts")
        if held:
            drop(held, dice.choice(sorted(held)))
            yield less


def check_no_less(more: Reach, less: Reach) -> None:
    """What the smaller model answers, the bigger one has, and not later."""
    had = found(more)
    for company, other in found(less).items():
        one = had[company]
        if (one.how == "owns") == (other.how == "owns"):  # else it tells of others
            assert one.since <= other.since
            assert one.until >= other.until or one.until < other.since
            assert one.data >= other.data
            assert one.services >= other.services
            assert one.purposes >= other.purposes


@pytest.mark.parametrize("take", [without_a_flow, without_a_purpose, without_an_account])
def test_more_of_it_takes_no_fact_away(
    take: Callable[[Document, random.Random], Iterator[Document]],
) -> None:
    @on_random_models(EXAMPLES // PROPERTIES, BATCHES + 1)
    def keeps(document: Document, questions: list[Entry]) -> None:
        model = read(document)
        for less in take(document, dice_of(document)):
            smaller = read(less)
            for asked in questions:
                if "without" in asked:  # a purpose more may be a flow less
                    continue
                for data in model.data:
                    check_no_less(df.reach(model, data, **asked), df.reach(smaller, data, **asked))

    keeps()


# --------------------------------------------------------------------------------------------
# What is only alleged or permitted changes nothing that is firm

UNSURE = ("alleged", "permitted")


def is_sure(entry: Any) -> bool:  # noqa: ANN401  # any part of a document
    return not (isinstance(entry, dict) and entry.get("status") in UNSURE)


def without_unsure(part: Any) -> Any:  # noqa: ANN401  # any part of a document
    """The same without any statement that is only alleged or permitted."""
    if isinstance(part, list):
        return [without_unsure(item) for item in part if is_sure(item)]
    if not isinstance(part, dict):
        return part
    sure = {key: without_unsure(value) for key, value in part.items() if is_sure(value)}
    return {key: value for key, value in sure.items() if value != [] or part[key] == []}


def sure_part(document: Document) -> Document:
    """A document without what is unsure, and without choices about it."""
    less: Document = without_unsure(document)
    drop_choices(less)
    return less


def drop_choices(document: Document) -> None:
    """Take out the choices about flows and holds that are not there."""
    named = {hold["id"] for hold in random_models.holds_in(document) if "id" in hold}
    for persona in document["personas"].values():
        for chosen in (persona["opted_out"], persona["opted_in"]):
            for name in sorted({*chosen} - {*document["flows"]} - named):
                drop(chosen, name)


def firmly(model: Model, data: str, asked: Entry) -> dict[str, object]:
    """Since when everybody firmly has it, and what that day is."""
    rows = [(row.company.id, row.to_dict()) for row in df.reach(model, data, **asked)]
    return {name: (row["firm_since"], row["firm_since_is"]) for name, row in rows if row["firm"]}


def test_what_is_alleged_or_permitted_changes_no_firm_day() -> None:
    seen: Counter[str] = Counter()

    @on_random_models(EXAMPLES // PROPERTIES, BATCHES + 4)
    def stays(document: Document, questions: list[Entry]) -> None:
        model, sure = read(document), read(sure_part(document))
        companies = {company.id for company in model.companies}
        for asked in questions:
            known = {*model.holders} if asked.get("by") == "service" else companies
            if "without" in asked:  # it may name what is taken out
                continue
            for data in model.data:
                # a service whose operators are all taken out counts as a company
                alone = firmly(sure, data, asked)
                alone = {name: day for name, day in alone.items() if name in known}
                assert firmly(model, data, asked) == alone
                assert firmly(model, data, {**asked, "firm": True}) == alone
                seen["firm"] += len(alone)

    stays()
    assert seen["firm"] > 0


# --------------------------------------------------------------------------------------------
# What changes no answer


def shuffled(part: Any, dice: random.Random) -> Any:  # noqa: ANN401  # any part of a document
    """The same with the keys of every mapping in another order."""
    if isinstance(part, list):
        return [shuffled(item, dice) for item in part]
    if not isinstance(part, dict):
        return part
    return {key: shuffled(part[key], dice) for key in dice.sample(sorted(part), len(part))}


def as_list(flows: dict[str, Entry], dice: random.Random) -> list[Entry]:
    """The flows as a list, each with its id, in another order."""
    return [{"id": key, **flows[key]} for key in dice.sample(sorted(flows), len(flows))]


def unplaced(part: Any) -> Any:  # noqa: ANN401  # any part of an answer
    """The same without places."""
    if isinstance(part, list):
        return [unplaced(item) for item in part]
    if not isinstance(part, dict):
        return part
    # what an empty answer would be otherwise is said in words, with names
    places = {"at", "file", "line", "column", "reasons"}
    return {key: unplaced(value) for key, value in part.items() if key not in places}


def in_words(answer: Any) -> list[str]:  # noqa: ANN401  # any answer
    """All that an answer says but places; what stands in their order is sorted."""
    fields = answer.to_dict()
    doubts = sorted(json.dumps(unplaced(doubt)) for doubt in fields.pop("doubts"))
    text = re.sub(r"<text>:\d+(:\d+)?", "<text>", answer.tell())
    # of many doubts the first are told, by their places; all are compared above
    lines = [line for line in text.splitlines() if not line.startswith("Doubt:")]
    return [json.dumps(unplaced(fields)), *doubts, *sorted(lines)]


def answers(model: Model, asked: Entry) -> Iterator[Any]:
    """Answers to several questions."""
    for data in model.data:
        answer = df.reach(model, data, **asked)
        yield answer
        for row in answer.rows[:2]:
            yield df.why(model, data, row.company.id, **asked)


def test_the_order_of_keys_and_flows_changes_nothing() -> None:
    @on_random_models(EXAMPLES // PROPERTIES, BATCHES + 2)
    def stays(document: Document, questions: list[Entry]) -> None:
        dice = dice_of(document)
        other = shuffled(document, dice)
        other["flows"] = as_list(other["flows"], dice)
        one, two = read(document), read(other)
        for asked in questions:
            for before, after in zip(answers(one, asked), answers(two, asked), strict=True):
                assert in_words(before) == in_words(after)

    stays()


ID = re.compile(r"\b[csdpfrnh][0-9]+\b")


def renamed(value: Any) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """The same with every id by another name; the names are in the order of the ids."""
    return json.loads(ID.sub(lambda match: f"{match[0][0]}x{match[0][1:]}", json.dumps(value)))


def test_ids_renamed_in_their_order_rename_the_answer() -> None:
    @on_random_models(EXAMPLES // PROPERTIES, BATCHES + 3)
    def follows(document: Document, questions: list[Entry]) -> None:
        one, two = read(document), read(renamed(document))
        for asked in questions:
            pairs = zip(answers(one, asked), answers(two, renamed(asked)), strict=True)
            for before, after in pairs:
                assert renamed(unplaced(before.to_dict())) == unplaced(after.to_dict())

    follows()


# --------------------------------------------------------------------------------------------
# What a scenario assumes counts as what is alleged does, and is never told as that


def assuming(document: Document) -> tuple[Document, Document]:
    """Two documents: in one, flows and derivations are alleged; in the other, assumed.

    Nothing else is alleged in them, and no choices are about these flows.
    """
    sections = ("flows", "derivations")
    for part in mappings_in({key: document[key] for key in document if key not in sections}):
        if part.get("status") == "alleged":
            part["status"] = "permitted"
    stated: Document = {**document}
    added: Document = {}
    for section in sections:
        entries = document[section]
        stated[section] = {name: entry for name, entry in entries.items() if is_sure(entry)}
        left = {name: entry for name, entry in entries.items() if name not in stated[section]}
        stated[section] |= {n: e for n, e in left.items() if e["status"] == "permitted"}
        added[section] = {
            name: {**entry, "status": "assumed"}
            for name, entry in left.items()
            if entry["status"] == "alleged"
        }
    drop_choices(stated)
    return {**document, "personas": stated["personas"]}, {
        **stated,
        "scenarios": {"assume": {"add": added}},
    }


def test_what_is_assumed_counts_as_what_is_alleged_does() -> None:
    seen: Counter[str] = Counter()

    @on_random_models(EXAMPLES // PROPERTIES, BATCHES + 5)
    def counts(document: Document, questions: list[Entry]) -> None:
        model, supposing = map(read, assuming(copy.deepcopy(document)))
        for asked in questions:
            if "without" in asked:  # it may name what is alleged
                continue
            for data in [*model.data][:TYPES]:
                alleged = df.reach(model, data, **asked).records()
                assumed = df.reach(supposing, data, scenario="assume", **asked)
                rows = json.loads(json.dumps(alleged).replace('"alleged"', '"assumed"'))
                assert assumed.records() == rows
                assert "is said to" not in assumed.tell()
                seen.update(row["certainty"] for row in rows)

    counts()
    assert EXAMPLES < ENOUGH or seen["assumed"]
