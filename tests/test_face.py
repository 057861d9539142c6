"""The Python face: what `import dataflow` gives, and what it leaves alone."""

from __future__ import annotations

import ast
import dataclasses
import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from every_model import load_every
from patience import PATIENCE
from test_formats import HOSTILE, model_with

import dataflow as df

if TYPE_CHECKING:
    from collections.abc import Callable

    Graph = nx.MultiDiGraph[str]

PACKAGE = Path(df.__file__).parent
ROOT = PACKAGE.parent
TOWN = ROOT / "tests" / "models" / "town.yaml"
HEAVY = {
    "networkx",
    "numpy",
    "pandas",
    "yaml",
    "pydantic",
    "typer",
    "graphviz",
    "rapidfuzz",
    "rich",
    "json",
    "subprocess",
}

#   a (email, since 2010) --f, ads, from 2016--> b
SMALL = """
dataflow: 1
title: Small
services:
  a:
    {name: Ay, also: [Erste, First], operator: a-co,
     holds: {data: email, since: 2010, purposes: ads}}
  b: {name: Bee}
companies:
  a-co: {country: SE, owned_by: {company: b-co, since: 2014, until: 2015-06}}
  b-co: {unnamed: true}
deletes:
  - {holder: b, data: email, date: 2018-05}
flows:
  f:
    {from: a, to: [b, b-co], data: [email, {data: name, as: account_id}],
     purposes: ads, since: 2016, when: {accounts: [a]}, unless: {region: DE},
     choice: opt-out, role: processor, basis: consent, mechanism: api,
     label: mail, status: alleged, note: so it is said, source: s}
sources: {s: {title: S}}
"""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=PATIENCE
    )
    assert not done.stderr
    return done.stdout


# --- importing ------------------------------------------------------------------------------------


def test_importing_the_library_imports_nothing_heavy() -> None:
    said = run(
        "import sys; before = set(sys.modules); import dataflow; dir(dataflow);"
        "print(*sorted(set(sys.modules) - before))"
    )
    loaded = said.split()
    assert not {name.partition(".")[0] for name in loaded} & HEAVY
    assert [name for name in loaded if name.startswith("dataflow")] == ["dataflow"]


def test_a_question_imports_neither_graph_nor_figure_nor_command_line() -> None:
    said = run(
        "import sys, dataflow as df\n"
        "model = df.loads('{dataflow: 1, services: {a: {holds: email}}}')\n"
        "df.reach(model, 'email').to_dict(); df.why(model, 'email', 'a').to_dict()\n"
        "print(*sorted(sys.modules))"
    )
    loaded = {name.partition(".")[0] for name in said.split()}
    assert "yaml" in loaded
    assert not loaded & {"networkx", "numpy", "pandas", "typer", "graphviz", "rapidfuzz", "rich"}


def test_the_face_lists_what_it_has_and_has_what_it_lists() -> None:
    assert dir(df) == sorted(df.__all__)
    assert {"load", "loads", "reach", "why", "claims", "check", "draw", "graph"} <= set(dir(df))
    for name in dir(df):
        assert getattr(df, name).__doc__


def test_what_is_public_can_stand_in_annotations() -> None:
    model = df.load(TOWN)
    answers: dict[type, object] = {
        df.Model: model,
        df.Reach: df.reach(model, "email"),
        df.Why: df.why(model, "email", "board"),
        df.Exposure: df.exposure(model),
        df.Claims: df.claims(model),
        df.Cut: df.cut(model, "email", "board"),
        df.Diff: df.diff(model, before="2010"),
        df.Ask: df.ask(model, "who can see my email?"),
        df.Check: df.check(TOWN),
        df.Test: df.test(model),
        df.Show: df.show(model, "board"),
        df.Listing: df.show(model),
        df.Drawing: df.draw(model),
    }
    for kind, answer in answers.items():
        assert type(answer) is kind
    others = {df.ModelError, df.QuestionError, df.Problem, df.Settings}
    public = {getattr(df, name) for name in df.__all__ if name[0].isupper()}
    assert public == {*answers, *others}


def test_what_the_face_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'frob'"):
        df.frob  # noqa: B018 - asking is the test


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


# --- the library leaves the terminal and the process alone ----------------------------------------


def test_the_library_never_prints_and_never_exits() -> None:
    outside = [file for file in PACKAGE.rglob("*.py") if "cli" not in file.parts]
    assert len(outside) > 50
    for file in outside:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in {"print", "exit", "quit", "sys.exit", "os._exit", "input"}, (
                    f"{file}:{node.lineno}"
                )
            if isinstance(node, ast.Attribute) and file.name != "__main__.py":
                assert ast.unparse(node) not in {"sys.stdout", "sys.stderr", "SystemExit"}, (
                    f"{file}:{node.lineno}"
                )


def test_asking_leaves_the_output_alone(capfd: pytest.CaptureFixture[str]) -> None:
    model = df.load(TOWN)
    df.reach(model, "email").tell()
    df.why(model, "email", "board", all=True).to_dict()
    df.check(TOWN).tell()
    df.graph(model)
    assert capfd.readouterr() == ("", "")


# --- errors ---------------------------------------------------------------------------------------


def test_a_model_error_has_every_problem_with_its_place() -> None:
    with pytest.raises(df.ModelError) as raised:
        df.loads("dataflow: 1\nservices: {a: {holds: emial}}\nflow: x\n", "mine.yaml")
    errors = [one for one in raised.value.problems if one.severity == "error"]
    assert [(one.code, str(one.at)) for one in errors] == [
        ("unknown-data", "mine.yaml:2:23"),
        ("unknown-key", "mine.yaml:3:1"),
    ]
    assert all(isinstance(one, df.Problem) for one in raised.value.problems)
    assert "mine.yaml:2:23: no data type is called `emial`" in str(raised.value)


def test_a_question_error_has_the_nearest_names() -> None:
    model = df.load(TOWN)
    with pytest.raises(df.QuestionError) as raised:
        df.reach(model, "emial")
    assert raised.value.nearest == ("email",)
    assert raised.value.message == str(raised.value) == "no data type is called `emial`"
    with pytest.raises(df.QuestionError) as raised:
        df.why(model, "email", "Bo")
    assert raised.value.nearest == ("board-co", "chat-co")
    assert raised.value.ambiguous


# --- answers --------------------------------------------------------------------------------------


def test_answers_and_their_rows_are_frozen() -> None:
    model = df.load(TOWN)
    reach, why, check = df.reach(model, "email"), df.why(model, "email", "board"), df.check(TOWN)
    for frozen in (reach, next(iter(reach)), why, next(iter(why)), check, model):
        field = dataclasses.fields(frozen)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(frozen, field, None)


def test_answers_have_a_length_and_can_be_gone_through() -> None:
    model = df.load(TOWN)
    reach = df.reach(model, "email")
    assert [row.company.id for row in reach] == ["chat-co", "board-co"]
    assert len(reach) == 2
    why = df.why(model, "email", "board")
    assert [path.hops for path in why] == [1]
    assert len(why) == len(list(why)) == 1
    assert len(df.why(model, "messages", "board")) == 0
    check = df.check(TOWN)
    assert len(check) == len(list(check)) == check.errors + check.warnings > 0


def test_an_answer_told_is_its_text() -> None:
    answer = df.reach(df.load(TOWN), "email")
    assert str(answer) == answer.tell()
    assert answer.tell().startswith("2 companies can reach email address.\nChat Co has had it")
    assert max(map(len, answer.tell(60).splitlines())) <= 60


def test_asking_changes_nothing_in_the_model() -> None:
    model = df.load(TOWN)
    before = df.reach(model, "email").to_dict()
    df.reach(model, "email", scenario="sold", owners=True)
    df.why(model, "email", "group", scenario="sold", owners=True)
    assert df.reach(model, "email").to_dict() == before


# --- the graph ------------------------------------------------------------------------------------


def test_the_graph_has_every_holder_with_all_that_is_said_of_it() -> None:
    graph = df.graph(df.loads(SMALL))
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph) == {"a", "b", "a-co", "b-co"}
    assert graph.graph["title"] == "Small"
    assert json.loads(graph.graph["data"])["email"] == ["contact"]
    assert "ads" in json.loads(graph.graph["purposes"])
    a = graph.nodes["a"]
    assert (a["kind"], a["name"], a["also"]) == ("service", "Ay", "Erste|First")
    (hold,) = json.loads(a["holds"])
    assert (hold["data"], hold["since"], hold["purposes"]) == (["email"], "2010", ["ads"])
    assert hold["first"] == "2010-01-01"
    assert "last" not in hold
    assert (graph.nodes["a-co"]["kind"], graph.nodes["a-co"]["country"]) == ("company", "SE")
    assert "country" not in a
    assert graph.nodes["b-co"]["unnamed"] is True
    assert graph.nodes["b"]["kind"] == "both"
    assert json.loads(graph.nodes["b"]["deletes"]) == [{"data": ["email"], "date": "2018-05"}]


def test_the_graph_has_every_flow_with_all_that_is_said_of_it() -> None:
    graph = df.graph(df.loads(SMALL))
    ends = {
        (a, b, key) for a, b, key, kind in graph.edges(keys=True, data="kind") if kind == "flow"
    }
    assert ends == {("a", "b", "f"), ("a", "b-co", "f")}
    flow = graph.edges["a", "b", "f"]
    assert flow == graph.edges["a", "b-co", "f"]
    assert flow.pop("at").startswith("<text>:")
    assert (json.loads(flow.pop("when")), json.loads(flow.pop("unless"))) == (
        [{"accounts": ["a"]}],
        [{"region": "DE"}],
    )
    assert flow == {
        "kind": "flow",
        "flow": "f",
        "data": "email|name",
        "arrives": "email|name as account_id",
        "purposes": "ads",
        "choice": "opt-out",
        "basis": "consent",
        "role": "processor",
        "mechanism": "api",
        "label": "mail",
        "since": "2016",
        "first": "2016-01-01",
        "status": "alleged",
        "note": "so it is said",
        "sources": "s",
    }


def test_the_graph_has_who_operates_and_who_owns() -> None:
    graph = df.graph(df.loads(SMALL))
    control = {
        (start, end): edge for start, end, edge in graph.edges(data=True) if edge["kind"] != "flow"
    }
    assert control["a-co", "a"]["kind"] == "operates"
    owns = control["b-co", "a-co"]
    assert (owns["kind"], owns["since"], owns["until"]) == ("owns", "2014", "2015-06")
    assert (owns["first"], owns["last"]) == ("2014-01-01", "2015-06-30")


def test_there_is_a_way_in_the_graph() -> None:
    assert nx.has_path(df.graph(df.load(TOWN)), "chat", "partners")


def by_graphml(graph: Graph, file: Path) -> Graph:
    nx.write_graphml(graph, file)
    return nx.read_graphml(file, force_multigraph=True)


def by_gexf(graph: Graph, file: Path) -> Graph:
    nx.write_gexf(graph, file)
    read = nx.read_gexf(file)
    for _, node in read.nodes(data=True):
        assert node.pop("label")  # what GEXF calls each node, besides
    for _, _, edge in read.edges(data=True):
        edge.pop("id")
    return read


def by_gml(graph: Graph, file: Path) -> Graph:
    nx.write_gml(graph, file)
    return nx.read_gml(file)


def by_json(graph: Graph, file: Path) -> Graph:
    file.write_text(json.dumps(nx.node_link_data(graph, edges="edges")), "utf-8")
    return nx.node_link_graph(json.loads(file.read_text("utf-8")), edges="edges")


def flat(graph: Graph) -> tuple[dict[str, Any], list[tuple[str, str, dict[str, Any]]]]:
    """Give what a format keeps, in order; of graph and keys, not all keep everything."""
    edges = [(a, b, dict(edge)) for a, b, edge in graph.edges(data=True)]
    return dict(graph.nodes(data=True)), sorted(edges, key=repr)


@pytest.mark.parametrize("name", [*HOSTILE, "می\u200cکنم", "👩\u200d💻"])
@pytest.mark.parametrize("write", [by_graphml, by_gexf, by_gml, by_json])
def test_the_graph_is_written_and_read_back_with_every_name(
    write: Callable[[Graph, Path], Graph], name: str, tmp_path: Path
) -> None:
    graph = df.graph(model_with(name))
    assert graph.nodes["b"]["name"] == f"{name} 2"
    assert flat(write(graph, tmp_path / "graph")) == flat(graph)


@pytest.mark.parametrize("write", [by_graphml, by_gexf, by_gml, by_json])
def test_the_graph_of_every_model_is_written_and_read_back(
    write: Callable[[Graph, Path], Graph], tmp_path: Path
) -> None:
    for model in [*islice(load_every(), 6), df.loads(SMALL, "odd\x1b\udc80.yaml")]:
        graph = df.graph(model)
        assert flat(write(graph, tmp_path / "graph")) == flat(graph)


def test_the_edges_are_written_as_a_list(tmp_path: Path) -> None:
    graph = df.graph(df.loads(SMALL))
    nx.write_edgelist(graph, tmp_path / "edges", data=["kind", "flow"])
    nx.write_edgelist(graph, tmp_path / "all")
    for read in (
        nx.read_edgelist(tmp_path / "all", create_using=nx.MultiDiGraph),
        nx.read_edgelist(tmp_path / "edges", create_using=nx.MultiDiGraph, data=False),
    ):
        assert sorted(read.edges()) == sorted(graph.edges())


def test_check_takes_a_path_and_says_so() -> None:
    with pytest.raises(
        TypeError, match="`path` is the path of a file: a model that is loaded was checked"
    ):
        df.check(df.load(TOWN))  # type: ignore[arg-type] # what a hurried caller writes
