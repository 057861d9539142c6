"""Requests to the local page: from this machine alone, and for nothing but what is shown."""

from __future__ import annotations

import json
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import parse_qs, urlsplit

from dataflow.serving.following import Wish
from dataflow.serving.showing import policy, read_part, tell_state, write_content, write_page

if TYPE_CHECKING:
    from dataflow.serving.following import Following, Sight

HOST: Final = "127.0.0.1"
PATIENCE: Final = 10
"""Seconds after which a client that says nothing is left."""

LONGEST: Final = 2_000
"""How long an address may be."""

HEADERS: Final = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def make_server(following: Following, port: int = 0) -> ThreadingHTTPServer:
    """Make the server of a model's page; it listens, and answers once it is run.

    Args:
        following: the model.
        port: where to listen; 0 for any that is free.

    Raises:
        OSError: something listens there already.
    """

    class Local(_Handler):
        followed = following

    server = _Server((HOST, port), Local)
    Local.port = server.server_port
    return server


class _Server(ThreadingHTTPServer):
    """Answers every client in a thread of its own, none of which keeps the program from ending."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that went away."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # what it was given


class _Handler(BaseHTTPRequestHandler):
    """Answers one client."""

    followed: ClassVar[Following]
    port: ClassVar[int]
    protocol_version = "HTTP/1.1"
    server_version = "dataflow"
    sys_version = ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Answer a request for the page, its state, its style or its script."""
        try:
            self._answer()
        except (BrokenPipeError, ConnectionResetError, TimeoutError):
            self.close_connection = True
        except Exception as wrong:  # noqa: BLE001 - the page lives on, whatever goes wrong with one request
            print(f"error: {self.path!r}: {wrong!r}", file=sys.stderr)  # noqa: T201 - for who runs it
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, "something went wrong; see the terminal")

    do_HEAD = do_GET  # noqa: N815 - as above

    def _refuse_method(self) -> None:
        self.close_connection = True
        self._send(HTTPStatus.METHOD_NOT_ALLOWED, b"", "text/plain", {"Allow": "GET, HEAD"})

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse_method  # noqa: N815

    def _answer(self) -> None:
        if not self._is_from_here():
            self._say(HTTPStatus.FORBIDDEN, "this page is for this machine alone")
            return
        if len(self.path) > LONGEST:
            self._say(HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long")
            return
        address = urlsplit(self.path)
        asked = {key: some[-1] for key, some in parse_qs(address.query).items()}
        wish = Wish(asked.get("view"), asked.get("data"))
        match address.path:
            case "/":
                self._page(wish)
            case "/state":
                self._state(wish, asked.get("seen", ""))
            case "/page.css":
                self._send(HTTPStatus.OK, read_part("page.css").encode(), "text/css")
            case "/page.js":
                self._send(HTTPStatus.OK, read_part("page.js").encode(), "text/javascript")
            case _:
                self._say(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _is_from_here(self) -> bool:
        """Say whether the page asks for itself: a name that leads here by a trick is another's."""
        hosts = {f"{HOST}:{self.port}", f"localhost:{self.port}"}
        origin = self.headers.get("Origin")
        return (
            self.headers.get_all("Host", []) != []
            and all(host in hosts for host in self.headers.get_all("Host", []))
            and (origin is None or origin in {f"http://{host}" for host in hosts})
            and self.headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}
        )

    def _page(self, wish: Wish) -> None:
        page = write_page(self.followed.see(wish), wish)
        self._send(HTTPStatus.OK, page.encode(), "text/html")

    def _state(self, wish: Wish, seen: str) -> None:
        """Send what is new, or nothing where nothing is."""
        sight = self.followed.see(wish)
        if str(sight.version) == seen:
            self._send(HTTPStatus.NO_CONTENT, b"", "text/plain")
            return
        state = {
            "version": sight.version,
            "title": _title(sight),
            "news": tell_state(sight),
            "content": write_content(sight, wish),
        }
        self._send(HTTPStatus.OK, json.dumps(state).encode(), "application/json")

    def _say(self, status: HTTPStatus, words: str) -> None:
        self._send(status, f"{words}\n".encode(), "text/plain")

    def _send(
        self, status: HTTPStatus, body: bytes, kind: str, more: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for key, value in {**HEADERS, **(more or {})}.items():
            self.send_header(key, value)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet about requests, and about clients that say nothing for a while."""


def _title(sight: Sight) -> str:
    return (sight.model.title if sight.model else None) or "dataflow"
