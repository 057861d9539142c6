"""Whoever asks for what there is not is told where all that there is stands."""

from __future__ import annotations

import pickle
import re
import shlex

import pytest

import dataflow as df

TOWN = """
dataflow: 1
services:
  postcard: {holds: email, operator: mail}
companies: [mail, board]
flows: [{id: sharing, from: postcard, to: board, data: email, purposes: ads}]
personas: {anna: {accounts: postcard}}
scenarios: {before: {as_of: 2016}}
claims: {never: {by: postcard, date: 2015, never: {data: email, reach: board}}}
views: {all: {}}
"""

KEYS = "`role`, `status`, `basis`, `purpose`, `from` and `to`"

ASKED = {
    "a data type": df.reach,
    "a company": lambda model, name: df.why(model, "email", name),
    "a company of exposure": df.exposure,
    "a company of cut": lambda model, name: df.cut(model, "email", name),
    "a claim": df.claims,
    "a claim of its section": lambda model, name: df.claims(model, f"claim:{name}"),
    "whoever made no claim": lambda model, _: df.claims(model, "board"),
    "a persona": lambda model, name: df.reach(model, "email", persona=name),
    "an origin": lambda model, name: df.reach(model, "email", origin=name),
    "a purpose": lambda model, name: df.reach(model, "email", purpose=name),
    "a scenario": lambda model, name: df.reach(model, "email", scenario=name),
    "a flow": lambda model, name: df.reach(model, "email", without=name),
    "a side": lambda model, name: df.diff(model, before=name),
    "a flow with a weight": lambda model, name: df.cut(model, "email", "board", {name: 1}),
    "a view": df.draw,
    "a thing": df.show,
}


@pytest.mark.parametrize("name", ["qqqqqq", ""])
@pytest.mark.parametrize("what", ASKED)
def test_a_command_lists_what_there_is(what: str, name: str) -> None:
    model = df.loads(TOWN)
    with pytest.raises(df.QuestionError) as caught:
        ASKED[what](model, name)
    advice = caught.value.advice
    assert advice is not None
    listing = re.fullmatch(r"`(dataflow show MODEL.*)` lists (?:the [a-z ]+|what it has)", advice)
    assert listing, advice
    assert df.show(model, *shlex.split(listing[1])[3:]).body()["things"]
    assert pickle.loads(pickle.dumps(caught.value)).advice == advice  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ({"persona": "anna"}, "this model has no personas"),
        ({"scenario": "before"}, "this model has no scenarios"),
        ({"without": "sharing"}, "this model has no flows"),
        ({"without": "day:x"}, f"the keys are {KEYS}"),
        ({"without": "role:x"}, "a role is `controller`, `joint_controller` or `processor`"),
    ],
)
def test_what_there_is_none_of_is_told(settings: dict[str, str], advice: str) -> None:
    model = df.loads("{dataflow: 1, services: {postcard: {holds: email}}}")
    with pytest.raises(df.QuestionError) as caught:
        df.reach(model, "email", **settings)
    assert caught.value.advice == advice


def test_what_is_called_nearly_so_comes_first() -> None:
    with pytest.raises(df.QuestionError) as caught:
        df.reach(df.loads(TOWN), "emial")
    assert caught.value.advice == "did you mean `email`?"
