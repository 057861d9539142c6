"""The local page: it follows the file, keeps the last good figure, is for this machine alone."""

# ruff: noqa: ANN401 - models are JSON of any shape

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from test_drawing import HOSTILE, hostile_model
from test_page import Reading

from dataflow.serving import Following, make_server
from dataflow.serving.following import MOST, Wish, sign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = """
dataflow: 1
title: Served
services: {chat: {holds: [phone_number, email]}, net: {}}
flows: [{from: chat, to: net, data: phone_number}]
views: {first: {title: The first, highlight: phone_number}}
"""
BAD = GOOD.replace("to: net", "to: nett")


class Local:
    """A server in a thread, and a client of it."""

    def __init__(self, path: Path, **more: Any) -> None:
        self.path = path
        self.server = make_server(Following(str(path), {}, **more))
        self.port = self.server.server_port
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.thread.start()

    def ask(
        self, address: str = "/", method: str = "GET", **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, address, skip_host="Host" in headers)
            for key, value in headers.items():
                connection.putheader(key.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())
        finally:
            connection.close()

    def state(self, seen: object = "", query: str = "") -> dict[str, Any]:
        status, text, _ = self.ask(f"/state?seen={seen}&{query}")
        assert status == 200
        state: dict[str, Any] = json.loads(text)
        return state

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    path = tmp_path / "model.yaml"
    path.write_text(GOOD, "utf-8")
    served = Local(path)
    yield served
    served.close()


# It follows


def test_the_page_shows_the_figure_and_the_answer(local: Local) -> None:
    status, text, _ = local.ask("/?data=phone_number")
    assert status == 200
    assert "<title>Served</title>" in text
    assert 'aria-label="chat shares phone number with net"' in text
    assert "2 companies can reach phone number" in text
    assert "The figure shows the file as it is." in text


def test_nothing_is_sent_where_nothing_is_new(local: Local) -> None:
    version = local.state()["version"]
    assert local.ask(f"/state?seen={version}")[0] == 204


def test_an_edit_is_shown(local: Local) -> None:
    before = local.state()
    local.path.write_text(GOOD.replace("Served", "Served anew"), "utf-8")
    after = local.state(before["version"])
    assert after["version"] > before["version"]
    assert after["title"] == "Served anew"


def test_a_broken_file_keeps_the_last_good_figure_and_says_where_it_is_broken(local: Local) -> None:
    before = local.state(query="data=phone_number")
    local.path.write_text(BAD, "utf-8")
    broken = local.state(before["version"], "data=phone_number")
    assert "The file has 1 error; the figure is the last good one, of " in broken["news"]
    assert f"{local.path}:5:" in broken["content"]
    assert "did you mean `net`?" in broken["content"]
    assert 'aria-label="chat shares phone number with net"' in broken["content"]
    local.path.write_text(GOOD + "\n", "utf-8")
    mended = local.state(broken["version"], "data=phone_number")
    assert mended["news"].startswith("The figure shows the file as it is.")
    assert "did you mean" not in mended["content"]


def test_a_file_that_is_broken_from_the_start_is_served_with_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(BAD, "utf-8")
    served = Local(path)
    try:
        assert "so there is nothing to show yet" in served.state()["news"]
        path.write_text(GOOD, "utf-8")
        assert "<svg" in served.state()["content"]
    finally:
        served.close()


def test_a_file_that_vanishes_may_come_back(local: Local) -> None:
    local.state()
    kept = local.path.read_bytes()
    local.path.unlink()
    gone = local.state()
    assert "no-such-file" in gone["content"]
    assert "<svg" in gone["content"]
    local.path.write_bytes(kept)
    assert local.state(gone["version"])["news"].startswith("The figure shows")


def test_included_files_are_followed_and_new_ones_found(local: Local) -> None:
    folder = local.path.parent / "more"
    folder.mkdir()
    local.path.write_text(GOOD + "include: more/*.yaml\n", "utf-8")
    (folder / "a.yaml").write_text("dataflow: 1\nservices: {extra: {holds: email}}\n", "utf-8")
    assert "extra" in local.state()["content"]
    (folder / "b.yaml").write_text("dataflow: 1\nservices: {newest: {holds: email}}\n", "utf-8")
    assert "newest" in local.state()["content"]
    (folder / "b.yaml").write_text("dataflow: 1\nservices: {renamed_: {holds: email}}\n", "utf-8")
    assert "renamed_" in local.state()["content"]


def test_what_cannot_be_drawn_any_more_is_a_problem_beside_the_last_figure(local: Local) -> None:
    assert "<svg" in local.state(query="view=first")["content"]
    local.path.write_text(GOOD.replace("first:", "renamed:"), "utf-8")
    state = local.state(query="view=first")
    assert "no view is called `first`" in state["content"]
    assert "<svg" in state["content"]
    assert "last good one" in state["news"]


def test_doubts_are_shown(local: Local) -> None:
    assert "no-source" in local.state()["content"]


def test_views_and_data_types_are_offered(local: Local) -> None:
    _, text, _ = local.ask("/?view=first")
    assert '<a href="/?view=first" aria-current="page">The first</a>' in text
    assert '<a href="/?data=phone_number">phone number</a>' in text


def test_a_model_may_be_shown_with_settings(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(GOOD, "utf-8")
    following = Following(str(path), {"without": ["to:net"]}, first=Wish(data="phone_number"))
    sight = following.see(Wish())
    assert sight.drawing is not None
    assert "shares" not in sight.drawing.alt


def test_no_more_files_are_looked_after_than_a_model_can_have(tmp_path: Path) -> None:
    for number in range(MOST + 50):
        (tmp_path / f"{number}.yaml").touch()
    assert len(sign(str(tmp_path / "0.yaml"), None)) == MOST


# It is for this machine alone


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"]
)
def test_nothing_but_get_is_taken(local: Local, method: str) -> None:
    status, _, headers = local.ask("/", method)
    assert status == 405
    assert headers["Allow"] == "GET, HEAD"


def test_a_head_has_no_body(local: Local) -> None:
    status, text, headers = local.ask("/", "HEAD")
    assert (status, text) == (200, "")
    assert int(headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_who_asks_from_elsewhere_gets_nothing(local: Local, headers: dict[str, str]) -> None:
    for address in ("/", "/state", "/page.js"):
        status, text, _ = local.ask(address, **headers)
        assert status == 403
        assert "Served" not in text


def test_the_page_may_ask_for_itself(local: Local) -> None:
    origin = f"http://127.0.0.1:{local.port}"
    assert local.ask("/state", Origin=origin, Sec_Fetch_Site="same-origin")[0] == 200
    assert local.ask("/", Host=f"localhost:{local.port}")[0] == 200


@pytest.mark.parametrize(
    "address",
    [
        "/model.yaml",
        "/../model.yaml",
        "/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/favicon.ico",
        "/state/",
    ],
)
def test_no_path_leads_anywhere_else(local: Local, address: str) -> None:
    assert local.ask(address)[0] == 404


def test_an_address_that_is_too_long_is_refused(local: Local) -> None:
    assert local.ask("/?data=" + "a" * 5000)[0] == 414


def test_it_listens_on_this_machine_only(local: Local) -> None:
    assert local.server.server_address[0] == "127.0.0.1"


def test_every_answer_has_a_strict_policy(local: Local) -> None:
    for address in ("/", "/state", "/page.css", "/nothing"):
        headers = local.ask(address)[2]
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Python" not in headers["Server"]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_nothing(local: Local, name: str) -> None:
    found = []
    for called in (name, "plain"):
        local.path.write_text(json.dumps(hostile_model(called), ensure_ascii=False), "utf-8")
        page = local.ask()[1]
        assert "<svg" in page
        found.append({tag for tag, _ in Reading(page).found})
    assert found[0] == found[1]


def test_an_unknown_wish_is_a_problem_and_no_more(local: Local) -> None:
    content = local.state(query="data=%3Cscript%3E")["content"]
    assert "&lt;script&gt;" in content
    assert "<script" not in content


# The program


def serve(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dataflow", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a shell that runs the tests in the background makes its children deaf to Ctrl-C
        preexec_fn=lambda: (  # noqa: PLW1509 - nothing else runs in the child
            signal.signal(signal.SIGINT, signal.default_int_handler)
        ),
    )


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_the_program_says_where_and_ends_with_ctrl_c(local: Local) -> None:
    program = serve(str(local.path), "--port", "0")
    assert program.stdout is not None
    address = program.stdout.readline()
    assert address.startswith("http://127.0.0.1:")
    port = int(address.split(":")[2].split("/")[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/")
    assert connection.getresponse().status == 200
    connection.close()
    os.kill(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert said == ""


def test_a_port_that_is_taken_is_an_error(local: Local) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        program = serve(str(local.path), "--port", str(taken.getsockname()[1]))
        _, said = program.communicate(timeout=60)
    assert program.returncode == 2
    assert said.startswith("error: port ")


def test_standard_input_cannot_be_followed() -> None:
    program = serve("-")
    _, said = program.communicate(timeout=60)
    assert program.returncode == 2
    assert "standard input cannot be followed" in said
