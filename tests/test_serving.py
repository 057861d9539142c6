"""The local page: it follows the file, keeps the last good figure, is for this machine alone."""

# ruff: noqa: ANN401 - models are JSON of any shape

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from patience import PATIENCE
from test_drawing import HOSTILE, hostile_model, unlike
from test_page import Reading

from dataflow.building import examine_with
from dataflow.cli.serve import PORT
from dataflow.figures.style import palette
from dataflow.serving import Following, Wish, _Handler, make_server
from dataflow.serving.page import read_part
from dataflow.serving.sight import KEPT
from dataflow.telling.text import escape

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
MORE = "dataflow: 1\nservices: {{{}: {{holds: email}}}}\n"
PLAIN = {*("html", "head", "meta", "title", "link", "script", "body", "header", "h1", "nav")} | {
    *("main", "p", "section", "figure", "h2", "pre")
}
"""What a page without a figure is made of."""

BAD = GOOD.replace("to: net", "to: nett")


class Local:
    """A server in a thread, and a client of it."""

    def __init__(self, path: Path, **more: Any) -> None:
        self.path = path
        self.complaints: list[str] = []
        self.server = make_server(Following(str(path), {}, **more), complain=self.complaints.append)
        self.port = self.server.server_port
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self.thread.start()

    def ask(
        self, address: str = "/", method: str = "GET", **headers: str
    ) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
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
        return state | {"content": "\n".join(state["parts"].values())}

    def say(self, *lines: str) -> tuple[str, str]:
        """Send what no client would, and give the first line of the answer, and its rest."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as wire:
            wire.sendall("".join(f"{line}\r\n" for line in lines).encode() + b"\r\n")
            first, _, rest = b"".join(iter(lambda: wire.recv(4096), b"")).partition(b"\r\n")
        return first.decode(), rest.decode()

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
    assert re.search(r"The figure shows the model as it is, read at \d\d:\d\d:\d\d\.", text)


def test_nothing_is_sent_where_nothing_is_new(local: Local) -> None:
    version = local.state()["version"]
    assert local.ask(f"/state?seen={version}")[0] == 204


def test_an_edit_is_shown(local: Local) -> None:
    before = local.state()
    local.path.write_text(GOOD.replace("Served", "Served anew"), "utf-8")
    after = local.state(before["version"])
    assert after["version"] != before["version"]
    assert after["title"] == "Served anew"


def test_a_broken_file_keeps_the_last_good_figure_and_says_where_it_is_broken(local: Local) -> None:
    before = local.state(query="data=phone_number")
    local.path.write_text(BAD, "utf-8")
    broken = local.state(before["version"], "data=phone_number")
    said = r"At \d\d:\d\d:\d\d the model had 1 error\. The figure below is the last good one, of \d"
    assert re.match(said, broken["news"])
    assert not broken["current"]
    assert "error[unknown-holder]" in broken["parts"]["problems"]
    assert f"{local.path}:5:" in broken["parts"]["problems"]
    assert "5 │ flows: [{from: chat, to: nett, data: phone_number}]" in broken["parts"]["problems"]
    assert "did you mean `net`?" in broken["parts"]["problems"]
    assert broken["parts"]["doubts"] == ""
    for part in ("heading", "choices", "figure", "answers"):
        assert broken["parts"][part] == before["parts"][part] != ""
    local.path.write_text(GOOD + "\n", "utf-8")
    mended = local.state(broken["version"], "data=phone_number")
    assert mended["news"].startswith("The figure shows the model as it is")
    assert mended["parts"]["problems"] == ""
    assert mended["current"]


def test_a_file_that_is_broken_from_the_start_is_served_with_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(BAD, "utf-8")
    served = Local(path)
    try:
        state = served.state()
        assert state["news"].endswith("the model had 1 error. There is no figure to show yet.")
        assert state["title"] == "model.yaml"
        assert f"{path}:5:" in state["parts"]["problems"]
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


def test_included_files_are_followed(local: Local) -> None:
    part = local.path.parent / "part.of.it"  # whatever it is called
    part.write_text(MORE.format("extra"), "utf-8")
    local.path.write_text(GOOD + "include: part.of.it\n", "utf-8")
    assert "extra" in local.state()["content"]
    part.write_text(MORE.format("renamed_"), "utf-8")
    assert "renamed_" in local.state()["content"]
    part.unlink()
    assert "no-such-file" in local.state()["parts"]["problems"]
    part.write_text(MORE.format("back"), "utf-8")
    assert "back" in local.state()["content"]


@pytest.mark.parametrize("pattern", ["more/*.yaml", "m*/*.yaml", "**/[ab].yaml"])
def test_files_that_an_include_comes_to_fit_are_found(local: Local, pattern: str) -> None:
    local.path.write_text(f"{GOOD}include: '{pattern}'\n", "utf-8")
    assert "no-such-file" in local.state()["parts"]["problems"]
    folder = local.path.parent / "more"
    folder.mkdir()
    (folder / "a.yaml").write_text(MORE.format("extra"), "utf-8")
    assert "extra" in local.state()["content"]
    (folder / "b.yaml").write_text(MORE.format("newest"), "utf-8")
    assert "newest" in local.state()["content"]
    (folder / "a.yaml").unlink()
    content = local.state()["content"]
    assert "extra" not in content
    assert "newest" in content


@pytest.mark.skipif(os.name != "posix", reason="links are those of POSIX")
def test_a_link_that_leads_elsewhere_now_is_a_change(local: Local) -> None:
    for name in ("one", "two"):
        (local.path.parent / name).write_text(MORE.format(f"service-{name}"), "utf-8")
    link = local.path.parent / "link.yaml"
    link.symlink_to("one")
    local.path.write_text(GOOD + "include: link.yaml\n", "utf-8")
    assert "service-one" in local.state()["content"]
    link.unlink()
    link.symlink_to("two")
    assert "service-two" in local.state()["content"]


def test_what_the_model_has_nothing_to_do_with_is_not_looked_at(local: Local) -> None:
    version = local.state()["version"]
    (local.path.parent / "other.yaml").write_text("nothing", "utf-8")
    (local.path.parent / "folder").mkdir()
    assert local.ask(f"/state?seen={version}")[0] == 204


def test_a_change_while_the_model_is_read_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, part = tmp_path / "model.yaml", tmp_path / "part.yaml"
    path.write_text(GOOD + "include: part.yaml\n", "utf-8")
    part.write_text(MORE.format("before"), "utf-8")
    reads = []

    def read_and_change(*arguments: Any) -> Any:
        found = examine_with(*arguments)
        reads.append(found)
        part.write_text(MORE.format(f"after-{len(reads)}"), "utf-8")
        return found

    following = Following(str(path), {})
    with monkeypatch.context() as patched:
        patched.setattr("dataflow.serving.sight.examine_with", read_and_change)
        first = following.see(Wish())
    assert first.model is not None
    assert f"after-{len(reads)}" not in first.model.holders
    second = following.see(Wish())
    assert second.model is not None
    assert f"after-{len(reads)}" in second.model.holders
    assert following.see(Wish()).version == second.version


def test_another_program_has_other_versions(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(GOOD, "utf-8")
    versions = {Following(str(path), {}).see(Wish()).version for _ in range(2)}
    assert len(versions) == 2


def test_what_cannot_be_drawn_any_more_is_said_beside_the_last_figure(local: Local) -> None:
    before = local.state(query="view=first")
    local.path.write_text(GOOD.replace("first:", "renamed:"), "utf-8")
    state = local.state(query="view=first")
    assert "no view is called `first`; did you mean" not in state["parts"]["problems"]
    assert "no view is called `first`" in state["parts"]["problems"]
    assert state["parts"]["figure"] == before["parts"]["figure"]
    assert "cannot be drawn so. The figure below is the last good one, of" in state["news"]
    assert not state["current"]


def test_what_is_too_much_to_be_drawn_is_answered(local: Local) -> None:
    local.path.write_text(json.dumps(unlike(40)), "utf-8")
    state = local.state(query="data=phone_number")
    assert state["parts"]["figure"] == ""
    assert "a figure of 41 holders cannot be read" in state["parts"]["problems"]
    assert state["news"].endswith("cannot be drawn so.")
    assert "41 companies can reach phone number" in state["parts"]["answers"]


def test_pictures_are_of_the_last_good_model_also_for_who_was_away(local: Local) -> None:
    local.state(query="data=email")
    local.path.write_text(GOOD.replace("chat", "chatter"), "utf-8")
    local.state(query="data=phone_number")
    local.path.write_text(BAD, "utf-8")
    assert "chatter" in local.state(query="data=email")["parts"]["figure"]


def test_not_every_picture_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(GOOD, "utf-8")
    following = Following(str(path), {})
    for number in range(KEPT + 5):
        following.see(Wish(data=f"unknown-{number}"))
    assert len(following._pictures) == KEPT


def test_doubts_are_shown(local: Local) -> None:
    assert "no-source" in local.state()["content"]


def test_views_and_data_types_are_offered(local: Local) -> None:
    _, text, _ = local.ask("/?view=first")
    assert '<a href="/?view=first" aria-current="page">The first</a>' in text
    assert '<a href="/?data=phone_number">phone number</a>' in text
    assert '<a href="/?view=">the whole model</a>' in text
    assert text.count("aria-current") == 1


def test_what_is_shown_first_is_one_choice_of_several(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(GOOD, "utf-8")
    with contextlib.closing(Local(path, first=Wish(data="email"))) as served:
        text = served.ask("/")[1]
        assert "Who can reach your email" in text
        assert '<a href="/?data=email" aria-current="page">email address</a>' in text
        assert "Who can reach your email" in served.state()["content"]
        whole = served.ask("/?view=")[1]
        assert '<a href="/?view=" aria-current="page">the whole model</a>' in whole
        assert "Who can reach your email" not in whole


def test_a_model_may_be_shown_with_settings(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text(GOOD, "utf-8")
    following = Following(str(path), {"without": ["to:net"]}, first=Wish(data="phone_number"))
    drawing = following.see(following.first).picture.drawing
    assert drawing is not None
    assert "shares" not in drawing.alt


# It is for this machine alone


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FROB"]
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


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["GET / HTTP/1.1"], 403),  # no host
        (["GET / HTTP/1.1", "Host: {here}", "Host: {here}"], 403),
        (["GET / HTTP/1.1", "Host: {here}", "Host: evil.example"], 403),
        (["GET /", "Host: {here}", "Origin: null"], 403),
        (["GET http://evil.example/ HTTP/1.1", "Host: {here}"], 404),
        (["GET http://[ HTTP/1.1", "Host: {here}"], 404),
        (["GET //[ HTTP/1.1", "Host: {here}"], 404),
        (["nonsense"], 400),
        (["GET / HTTP/x"], 400),
        (["GET / HTTP/2.0", "Host: {here}"], 505),
        (["GET /" + "a" * 70_000 + " HTTP/1.1", "Host: {here}"], 414),
        (["GET / HTTP/1.1", "Host: {here}", "X: " + "a" * 70_000], 431),
        (["GET / HTTP/1.1", *(f"X-{n}: x" for n in range(200))], 431),
        (["GET /%00 HTTP/1.1", "Host: {here}"], 404),
    ],
)
def test_odd_requests_are_refused_in_one_line(local: Local, lines: list[str], code: int) -> None:
    here = f"127.0.0.1:{local.port}"
    first, rest = local.say(*(line.replace("{here}", here) for line in lines))
    head, _, body = rest.partition("\r\n\r\n")
    assert re.fullmatch(rf"HTTP/1.0 {code} [\w' -]+", first)
    assert "Content-Security-Policy: default-src 'none'" in head
    assert "Content-Type: text/plain" in head
    assert body.count("\n") == 1
    assert local.ask()[0] == 200


def test_a_body_is_no_second_request(local: Local) -> None:
    here = f"Host: 127.0.0.1:{local.port}"
    hidden = "GET /page.css HTTP/1.1"
    first, rest = local.say("GET /none HTTP/1.1", here, "Content-Length: 99", "", hidden, here)
    assert first == "HTTP/1.0 404 Not Found"
    assert rest.endswith("\r\n\r\nthere is nothing here\n")


def test_an_error_in_a_request_is_one_line_and_the_page_lives_on(
    local: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr("dataflow.serving.write_page", fail)
        status, text, _ = local.ask("/?x=%1b")
    assert (status, text) == (500, "something went wrong; see the terminal\n")
    assert local.complaints == ["/?x=%1b: ZeroDivisionError('a fault')"]
    assert local.ask()[0] == 200


def test_what_goes_well_is_not_logged(local: Local, capsys: pytest.CaptureFixture[str]) -> None:
    local.ask()
    local.ask("/nothing")
    assert capsys.readouterr() == ("", "")


def test_a_client_that_says_nothing_is_left(
    local: Local, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(_Handler, "timeout", 0.05)
    with socket.create_connection(("127.0.0.1", local.port), timeout=PATIENCE) as wire:
        wire.sendall(b"GET / HTT")
        assert wire.recv(10) == b""
    assert capsys.readouterr() == ("", "")


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
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Python" not in headers["Server"]


def test_the_page_has_no_colour_of_its_own() -> None:
    every = {colour for kind in (palette.LIGHT, palette.DARK) for colour in colours_of(kind)}
    used = set(re.findall(r"#[0-9a-f]{3,8}\b", read_part("page.css")))
    assert used
    assert used <= every


def colours_of(kind: Any) -> set[str]:
    return set(re.findall("#[0-9a-f]{6}", repr(kind)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_do_nothing(local: Local, name: str) -> None:
    found = []
    for called in (name, "plain"):
        local.path.write_text(json.dumps(hostile_model(called), ensure_ascii=False), "utf-8")
        page = local.ask()[1]
        assert "<svg" in page
        found.append({tag for tag, _ in Reading(page).found})
        assert called in Reading(page).of("title")
    assert found[0] == found[1]


def test_an_unknown_wish_is_a_problem_and_no_more(local: Local) -> None:
    for key in ("data", "view"):
        content = local.state(query=f"{key}=%3Cscript%3E")["content"]
        assert "&lt;script&gt;" in content
        assert "<script" not in content


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_in_errors_are_shown_as_they_are(local: Local, name: str) -> None:
    model = {"dataflow": 1, "title": name, "services": {"a": {"holds": name}}}
    local.path.write_text(json.dumps(model, ensure_ascii=False), "utf-8")
    reading = Reading(local.ask()[1])
    assert escape(name) in "".join(reading.of("pre"))
    assert {tag for tag, _ in reading.found} <= PLAIN


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


def end(program: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Press Ctrl-C; give the exit code, and what the program said since."""
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=PATIENCE)
    return program.returncode, out, err


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize("quiet", [False, True])
def test_the_program_says_where_and_ends_with_ctrl_c(local: Local, *, quiet: bool) -> None:
    words = ["--quiet"] if quiet else []
    with serve(str(local.path), "--port", "0", "--highlight", "email", *words) as program:
        assert program.stdout is not None
        address = program.stdout.readline()
        port = int(re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\n", address)[1])  # type: ignore[index] # or it fails
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/")
        assert "Who can reach your email" in connection.getresponse().read().decode()
        told = "" if quiet else f"the page follows {local.path}; Ctrl-C ends it\n"
        with socket.create_connection(("127.0.0.1", port)):  # which keeps nothing from ending
            assert end(program) == (130, "", f"{told}stopped\n")


def test_a_port_that_is_taken_is_an_error(local: Local) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serve(str(local.path), "--port", str(port)) as program:
            out, err = program.communicate(timeout=PATIENCE)
    assert (program.returncode, out) == (2, "")
    assert err == f"error: port {port}: address already in use\n"


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_where_the_usual_port_is_taken_another_one_will_do(local: Local) -> None:
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # somebody else may have it already
            stack.enter_context(socket.create_server(("127.0.0.1", PORT)))
        program = stack.enter_context(serve(str(local.path)))
        assert program.stdout is not None
        port = int(program.stdout.readline().split(":")[2].rstrip("/\n"))
        assert port not in {0, PORT}
        assert end(program)[0] == 130


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-"], "standard input cannot be followed"),
        (["x.yaml", "first", "--highlight", "email"], "leave out `--highlight`"),
        (["x.yaml", "--port", "70000"], "should be less than or equal to 65535"),
    ],
)
def test_what_cannot_be_followed_is_one_error(words: list[str], said: str) -> None:
    with serve(*words) as program:
        out, err = program.communicate(timeout=PATIENCE)
    assert (program.returncode, out) == (2, "")
    assert said in err
