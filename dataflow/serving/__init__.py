"""The local page: a figure and its answer, which follow the file as it is edited.

`sight` reads the model again when its files have changed and draws what a reader asks for, `page`
writes the page. Here is the server, which answers this machine alone, and only what is shown.
"""

from __future__ import annotations

import json
import logging
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import parse_qs

from dataflow.serving.page import policy, read_part, write_page, write_state
from dataflow.serving.sight import Following, Wish
from dataflow.telling.text import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["HOST", "Following", "Wish", "make_server"]

_log: Final = logging.getLogger(__name__)

HOST: Final = "127.0.0.1"
PATIENCE: Final = 10
"""Seconds after which a client that says nothing is left."""

LONGEST: Final = 2_000
"""How long an address may be."""

WEB: Final = 80
"""The port that addresses leave out."""

HEADERS: Final = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What every answer carries."""

ALLOW: Final = {"Allow": "GET, HEAD"}


def make_server(
    following: Following, port: int = 0, complain: Callable[[str], None] = _log.error
) -> ThreadingHTTPServer:
    """Make the server of a model's page; it listens, and answers once it is run.

    Args:
        following: the model.
        port: where to listen; 0 for any that is free.
        complain: is told of a request that went wrong; the server lives on.

    Raises:
        OSError: something listens there already.
    """

    class Local(_Handler):
        followed = following

    server = _Server((HOST, port), Local)
    names = frozenset([HOST, "localhost"])
    ports = frozenset(f"{name}:{server.server_port}" for name in names)
    Local.complain = staticmethod(complain)
    Local.hosts = ports | names if server.server_port == WEB else ports
    return server


class _Server(ThreadingHTTPServer):
    """Answers every client in a thread of its own, none of which keeps the program from ending."""

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would take a port that is in use

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that went away."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type] # what it was given


class _Handler(BaseHTTPRequestHandler):
    """Answers one client."""

    followed: ClassVar[Following]
    complain: ClassVar[staticmethod[[str], None]]
    hosts: ClassVar[frozenset[str]]
    protocol_version = "HTTP/1.0"  # one request a connection: no client keeps one, or hides another
    default_request_version = "HTTP/1.0"  # before it, an answer had no headers
    server_version = "dataflow"
    sys_version = ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """Answer a request for the page, its state, its style or its script."""
        try:
            self._answer()
        except (ConnectionError, TimeoutError):
            pass  # whoever asked has gone
        except Exception as wrong:  # noqa: BLE001 - the page lives on, whatever goes wrong with one request
            self.complain(f"{self.path}: {wrong!r}")
            self._say(HTTPStatus.INTERNAL_SERVER_ERROR, "something went wrong; see the terminal")

    do_HEAD = do_GET  # noqa: N815 - as above

    def send_error(
        self,
        code: int,
        message: str | None = None,
        explain: str | None = None,  # noqa: ARG002 - what the base class may give
    ) -> None:
        """Refuse what is no request, or one by another method: for those there is no `do_…`."""
        self.command = self.command or "GET"  # of a broken line it is not known
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._say(HTTPStatus.METHOD_NOT_ALLOWED, "only GET is taken", ALLOW)
        else:
            self._say(HTTPStatus(code), escape(message or HTTPStatus(code).phrase).lower())

    def _answer(self) -> None:
        if not self._is_from_here():
            self._say(HTTPStatus.FORBIDDEN, "this page is for this machine alone")
        elif len(self.path) > LONGEST:
            self._say(HTTPStatus.REQUEST_URI_TOO_LONG, "the address is too long")
        else:
            path, _, query = self.path.partition("?")
            asked = parse_qs(query, keep_blank_values=True)
            self._find(path, {key: values[-1] for key, values in asked.items()})

    def _find(self, path: str, asked: Mapping[str, str]) -> None:
        """Answer by path: these, and none that names a file."""
        view, data = asked.get("view"), asked.get("data")
        said_nothing = view is None and data is None
        wish = self.followed.first if said_nothing else Wish(view or None, data or None)
        match path:
            case "/":
                page = write_page(self.followed.see(wish), wish)
                self._send(HTTPStatus.OK, page, "text/html")
            case "/state":
                self._state(wish, asked.get("seen", ""))
            case "/page.css":
                self._send(HTTPStatus.OK, read_part("page.css"), "text/css")
            case "/page.js":
                self._send(HTTPStatus.OK, read_part("page.js"), "text/javascript")
            case _:
                self._say(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _is_from_here(self) -> bool:
        """Return whether the page asks for itself: a name made to lead here is another page's."""
        hosts = self.headers.get_all("Host", [])
        origins = {f"http://{host}" for host in self.hosts}
        return (
            len(hosts) == 1
            and hosts[0] in self.hosts
            and origins.issuperset(self.headers.get_all("Origin", []))
            and {"none", "same-origin"}.issuperset(self.headers.get_all("Sec-Fetch-Site", []))
        )

    def _state(self, wish: Wish, seen: str) -> None:
        """Send what is new, or nothing where nothing is."""
        sight = self.followed.see(wish)
        if sight.version == seen:
            self._send(HTTPStatus.NO_CONTENT, "", "text/plain")
        else:
            self._send(HTTPStatus.OK, json.dumps(write_state(sight, wish)), "application/json")

    def _say(self, status: HTTPStatus, words: str, more: Mapping[str, str] | None = None) -> None:
        self._send(status, f"{words}\n", "text/plain", more)

    def _send(
        self, status: HTTPStatus, text: str, kind: str, more: Mapping[str, str] | None = None
    ) -> None:
        data = text.encode()
        self.send_response(status)
        for key, value in {**HEADERS, **(more or {})}.items():
            self.send_header(key, value)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep quiet about requests, and about clients that say nothing for a while."""
