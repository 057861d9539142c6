"""How Python calls the library: what is misspelt or of another kind is told in its own words."""

from __future__ import annotations

import datetime as dt
import inspect
import pickle
from typing import TYPE_CHECKING, Any

import pytest

import dataflow as df
from dataflow.answers.arguments import READERS, SUBJECTS
from dataflow.engine.setting import Settings

if TYPE_CHECKING:
    from pathlib import Path

# wa (phone_number, since 2009) --f1: ads, opt-out, from 25 August 2016--> fb --f2, from 2018--> att
TEXT = """
dataflow: 1
services: {wa: {holds: {data: phone_number, since: 2009}}, fb: , att: }
flows:
  f1: {from: wa, to: fb, data: phone_number, purposes: ads, since: 2016-08-25, choice: opt-out}
  f2: {from: fb, to: att, data: contact, since: 2018}
personas: {ana: {accounts: wa, region: DE}}
claims: {never: {by: wa, date: 2012, never: {data: phone_number, reach: anyone}}}
views: {picture: {highlight: phone_number}}
"""
MODEL = df.loads(TEXT)
FUNCTIONS = [name for name in df.__all__ if not isinstance(getattr(df, name), type)]
WITH_SETTINGS = [
    name for name in FUNCTIONS if "settings" in inspect.signature(getattr(df, name)).parameters
]

CALLS: dict[str, dict[str, Any]] = {
    "ask": {"model": MODEL, "question": "who can see my phone number?"},
    "check": {"path": "town.yaml"},
    "claims": {"model": MODEL},
    "cut": {"model": MODEL, "data": "phone_number", "company": "fb"},
    "diff": {"model": MODEL, "before": "2010", "after": "2020"},
    "draw": {"what": MODEL},
    "exposure": {"model": MODEL},
    "graph": {"model": MODEL},
    "load": {"path": "town.yaml"},
    "loads": {"text": TEXT},
    "reach": {"model": MODEL, "data": "phone_number"},
    "show": {"model": MODEL},
    "test": {"model": MODEL},
    "why": {"model": MODEL, "data": "phone_number", "company": "fb"},
}
"""A call of every function that is right."""

FITTING: dict[str, tuple[type, ...]] = {
    "weights": (dict,),
    "width": (int,),
    "as_of": (int,),
    "before": (int,),
    "after": (int,),
    **dict.fromkeys(("owners", "announced", "firm", "all", "sources", "force"), (bool,)),
}
WRONG = (3, 2.5, True, object(), b"x", ["a", 3], {"f1": 1}, dt.timedelta(1))
"""Values that are of a wrong kind wherever they do not fit."""


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "town.yaml").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)


def keywords_of(name: str) -> list[str]:
    parameters = inspect.signature(getattr(df, name)).parameters.values()
    own = [one.name for one in parameters if one.kind not in {one.VAR_KEYWORD, one.VAR_POSITIONAL}]
    return [*own, *(Settings.__annotations__ if name in WITH_SETTINGS else ())]


def rows(**settings: Any) -> list[str]:  # noqa: ANN401 - any setting
    return [row.company.id for row in df.reach(MODEL, "phone_number", **settings)]


def test_every_function_has_a_call_here() -> None:
    assert sorted(CALLS) == FUNCTIONS, "CALLS says how each public function is called"


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_called_as_here(name: str) -> None:
    assert getattr(df, name)(**CALLS[name]) is not None
    assert set(keywords_of(name)) <= set(READERS)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name in FUNCTIONS for key in keywords_of(name)]
)
def test_a_misspelt_keyword_is_told_the_nearest(name: str, key: str) -> None:
    misspelt = key.replace("_", "") if "_" in key else key + "s"
    with pytest.raises(TypeError) as wrong:
        getattr(df, name)(**{**CALLS[name], misspelt: "x"})
    assert str(wrong.value).startswith(f"{name}() takes no `{misspelt}`: did you mean `{key}`")


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", sorted(set(FUNCTIONS) - set(WITH_SETTINGS)))
def test_a_setting_that_is_not_taken_is_said_so(name: str) -> None:
    for key in Settings.__annotations__:
        with pytest.raises(TypeError, match=f"takes no `{key}`: that is a setting of"):
            getattr(df, name)(**CALLS[name], **{key: None})


def test_claims_take_three_settings() -> None:
    with pytest.raises(df.QuestionError, match="they take no `persona`"):
        df.claims(MODEL, persona="ana")
    assert len(df.claims(MODEL, as_of=2015, without="f1", scenario=None)) == 1


def test_a_word_of_the_command_line_is_told_its_name_in_python() -> None:
    for word, meant in {"from": "origin", "for": "purpose", "as": "persona"}.items():
        with pytest.raises(TypeError, match=f"did you mean `{meant}`"):
            df.reach(MODEL, "phone_number", **{word: "x"})  # type: ignore[arg-type]


def test_what_python_says_itself_it_says() -> None:
    with pytest.raises(TypeError, match=r"reach\(\) missing 1 required positional argument"):
        df.reach(MODEL)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"loads\(\) takes from 1 to 2 positional arguments"):
        df.loads("", "", "")  # type: ignore[call-arg]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("name", "key"), [(name, key) for name in FUNCTIONS for key in keywords_of(name)]
)
def test_a_value_of_another_kind_is_said_to_be_none(name: str, key: str) -> None:
    expected = TypeError if key in SUBJECTS else df.QuestionError
    for value in WRONG:
        if type(value) in FITTING.get(key, ()):
            continue
        with pytest.raises(expected, match=f"^`{key}` is ") as wrong:
            getattr(df, name)(**{**CALLS[name], key: value})
        assert len(str(wrong.value)) < 250


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_width_of_words_is_a_number_of_columns(name: str) -> None:
    answer = getattr(df, name)(**CALLS[name])
    if not hasattr(answer, "tell"):
        return
    for width in (1, 2, 7, 10**9, None):
        assert answer.tell(width)
    for wrong in ("x", 80.0, True, [80]):
        with pytest.raises(df.QuestionError, match=r"^`width` is a whole number, not "):
            answer.tell(width=wrong)
    for wrong in (0, -3):
        with pytest.raises(df.QuestionError, match=f"^`width` is .* above 0, not {wrong}$"):
            answer.tell(wrong)


def test_a_drawing_is_written_as_a_format_to_a_path() -> None:
    drawing = df.draw(MODEL)
    for wrong in (3, None, ["svg"], b"svg"):
        with pytest.raises(df.QuestionError, match=r"^`form` is a name, as text, not "):
            drawing.convert(wrong)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match=r"^`path` is the path of a file, not "):
            drawing.save(wrong)  # type: ignore[arg-type]


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_none_stands_for_what_is_left_out_and_for_nothing_else(name: str) -> None:
    for key in keywords_of(name):
        parameter = inspect.signature(getattr(df, name)).parameters.get(key)
        asked = {**CALLS[name], key: None}
        if parameter is None or parameter.default in (None, ()):
            assert getattr(df, name)(**asked) is not None
        else:
            with pytest.raises((TypeError, df.QuestionError), match=f"^`{key}` is .*, not None"):
                getattr(df, name)(**asked)


@pytest.mark.parametrize(
    "day",
    [
        "2016", "2016-12", "2016-12-31", 2016, dt.date(2016, 12, 31),
        dt.datetime(2016, 12, 31, 23, 59),  # noqa: DTZ001 - its day counts, wherever it is
        dt.datetime(2016, 12, 31, tzinfo=dt.UTC),
    ],
)  # fmt: skip
def test_a_day_is_text_a_date_or_a_year(day: Any) -> None:  # noqa: ANN401
    assert rows(as_of=day) == ["wa", "fb"]
    assert df.reach(MODEL, "email", as_of=day).to_dict()["question"]["as_of"] == "2016-12-31"
    gained = df.diff(MODEL, before=2015, after=day).gained
    assert {change.company.id for change in gained} == {"fb"}


def test_a_day_of_an_answer_can_be_asked_about() -> None:
    row = df.reach(MODEL, "phone_number").rows[1]
    assert rows(as_of=row.started) == rows(as_of=dt.date.fromordinal(row.since)) == ["wa", "fb"]
    with pytest.raises(df.QuestionError, match=r"736201 is none .*fromordinal"):
        rows(as_of=row.since)


@pytest.mark.parametrize("day", ["2016-13", "16", "", 0, 10_000, -1, "x"])
def test_what_is_no_day_is_said_to_be_none(day: Any) -> None:  # noqa: ANN401
    with pytest.raises(df.QuestionError, match=r"is not a date|is none"):
        rows(as_of=day)


def test_one_flow_to_leave_out_needs_no_list() -> None:
    assert rows(without="f1") == rows(without=["f1"]) == rows(without={"f1"}) == ["wa"]
    assert rows(without=(one for one in ("f2",))) == ["wa", "fb"]
    assert len(df.diff(MODEL, before=2010, after=2020, without=iter(["f1"]))) == 0
    assert df.exposure(MODEL, "fb").to_dict() == df.exposure(MODEL, ["fb"]).to_dict()
    said = df.reach(MODEL, "email", without={"f2", "f1"}).to_dict()["question"]["without"]
    assert said == ["f1", "f2"]


@pytest.mark.parametrize(
    ("theme", "nearest"), [("drak", ("dark",)), ("", ()), ("LIGHT", ("light",))]
)
def test_a_theme_is_one_of_three(theme: Any, nearest: tuple[str, ...]) -> None:  # noqa: ANN401
    with pytest.raises(df.QuestionError, match="`theme` is `auto`, `light` or `dark`") as wrong:
        df.draw(MODEL, theme=theme)
    assert wrong.value.nearest == nearest


def test_the_functions_are_found_again_where_they_are_public() -> None:
    for name in FUNCTIONS:
        function = getattr(df, name)
        again = pickle.loads(pickle.dumps(function))  # noqa: S301 - our own
        assert again is function is getattr(df, name)
        assert (function.__module__, function.__name__) == ("dataflow", name)
