"""What an editor offers: the schema, asked through the language server that most editors use.

yaml-language-server is what Visual Studio Code, Neovim, Emacs and others start for YAML. These
tests speak to it as an editor does. They are skipped where it is not found; `npm install
yaml-language-server`, and its path in `DATAFLOW_YAML_LANGUAGE_SERVER`, makes them run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import IO, TYPE_CHECKING, Any

import pytest
from test_drawing import ROOT

from dataflow.cli import program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVER = os.environ.get("DATAFLOW_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
pytestmark = pytest.mark.skipif(SERVER is None, reason="no yaml-language-server is found")

MODEL = """\
# yaml-language-server: $schema=./dataflow.schema.json
dataflow: 1
services:
  chat:
    holds:
      - data: phone_number
        ^hold
flows:
  news:
    from: chat
    to: net
    data: phone_number
    role: ^role
    sinse: 2016
^top
"""
PLACES = {
    name: (number, line.index(f"^{name}"))
    for number, line in enumerate(MODEL.splitlines())
    for name in ("hold", "role", "top")
    if f"^{name}" in line
}
WRITTEN = MODEL.replace("^hold", "").replace("^role", "").replace("^top", "")


class Editor:
    """Speaks the language server protocol over the standard streams of a process."""

    def __init__(self, server: subprocess.Popen[bytes], folder: Path) -> None:
        assert server.stdin
        assert server.stdout
        self.into: IO[bytes] = server.stdin
        self.out: IO[bytes] = server.stdout
        self.number = 0
        self.told: list[dict[str, Any]] = []
        self.uri = (folder / "mine.yaml").as_uri()
        self.ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={})
        self.tell("initialized")
        document = {"uri": self.uri, "languageId": "yaml", "version": 1, "text": WRITTEN}
        self.tell("textDocument/didOpen", textDocument=document)

    def send(self, message: dict[str, Any]) -> None:
        said = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.into.write(b"Content-Length: %d\r\n\r\n%s" % (len(said), said))
        self.into.flush()

    def tell(self, method: str, **params: Any) -> None:  # noqa: ANN401 - any JSON
        self.send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - any JSON
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")
            self.answer(message)

    def answer(self, message: dict[str, Any]) -> None:
        """Note what the server tells, and give it what it asks of an editor: nothing."""
        if "id" not in message:
            self.told.append(message)
            return
        items = message.get("params", {}).get("items", [])
        self.send({"id": message["id"], "result": [None for _ in items] or None})

    def read(self) -> dict[str, Any]:
        length = 0
        while line := self.out.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        return json.loads(self.out.read(length))

    def at(self, method: str, name: str) -> Any:  # noqa: ANN401 - any JSON
        line, column = PLACES[name]
        place = {"line": line, "character": column}
        return self.ask(method, textDocument={"uri": self.uri}, position=place)

    def offers(self, name: str) -> set[str]:
        found = self.at("textDocument/completion", name)
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"] for item in items}

    def mistakes(self) -> list[dict[str, Any]]:
        """Wait for what the server says of the file."""
        while True:
            for message in self.told:
                if message["method"] == "textDocument/publishDiagnostics":
                    return list(message["params"]["diagnostics"])
            self.answer(self.read())


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Editor]:
    assert SERVER
    monkeypatch.setattr(
        "sys.argv", ["dataflow", "schema", "-o", str(tmp_path / "dataflow.schema.json")]
    )
    assert program.run() == 0
    (tmp_path / "mine.yaml").write_text(WRITTEN, "utf-8")
    with subprocess.Popen(
        [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    ) as server:
        try:
            yield Editor(server, tmp_path)
        finally:
            server.kill()


def test_keys_are_offered_where_they_may_stand(editor: Editor) -> None:
    assert {"claims", "personas", "views", "expect"} <= editor.offers("top")
    assert {"since", "until", "whose", "readable", "source"} <= editor.offers("hold")
    assert {"controller", "joint_controller", "processor"} <= editor.offers("role")


def test_the_page_shows_what_is_offered(editor: Editor) -> None:
    text = (ROOT / "docs" / "at-home.md").read_text("utf-8")
    shown = re.search(r"```text\n +role: …\n(.*?)```", text, re.DOTALL)
    assert shown
    assert set(shown[1].split()) == editor.offers("role")


def test_a_key_tells_what_it_is(editor: Editor) -> None:
    line = WRITTEN.splitlines().index("flows:")
    told = editor.ask(
        "textDocument/hover",
        textDocument={"uri": editor.uri},
        position={"line": line, "character": 2},
    )
    assert "share" in json.dumps(told)


def test_what_is_no_key_is_marked(editor: Editor) -> None:
    marked = [one for one in editor.mistakes() if "sinse" in one["message"]]
    assert marked
    assert marked[0]["range"]["start"]["line"] == WRITTEN.splitlines().index("    sinse: 2016")
