"""`dataflow serve`."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Annotated

import typer

from dataflow.cli import options
from dataflow.cli.options import spread_settings
from dataflow.cli.runner import call, complain, fail, failing_well, say, write

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from dataflow.serving import Following

PORT = 8014
"""Where the page is found, unless something else is there or another place is asked for."""

TIDINESS = 10_000
"""So many objects more than before are looked through for what is not needed any more."""


@spread_settings
def serve(
    model: Annotated[str, typer.Argument(metavar="MODEL", help="A model file.")],
    view: Annotated[
        str | None,
        typer.Argument(metavar="VIEW", help="The view to show first.", show_default=False),
    ] = None,
    highlight: Annotated[
        str | None, typer.Option(metavar="DATA", help="A data type to emphasise at first.")
    ] = None,
    *,
    settings: options.Settings,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help=f"The port to listen on. Default: {PORT}, or a free port."
        ),
    ] = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Answer `dataflow serve`."""
    with failing_well():
        from dataflow.building import refuse_root
        from dataflow.common.files import is_stream
        from dataflow.serving import Following, Wish

        if is_stream(model):
            fail(f"{call(model)} cannot be followed: name a file")
        refuse_root(root)
        if view is not None and highlight is not None:
            fail("a view says itself what it shows: leave out `--highlight`")
        following = Following(model, settings, root, Wish(view, highlight))
        with _listen(following, port) as server:
            _serve(server, model, quiet=quiet)


def _listen(following: Following, port: int | None) -> ThreadingHTTPServer:
    """Listen where it was asked for; else where the page usually is, or where there is room."""
    from dataflow.serving import make_server

    try:
        return make_server(following, PORT if port is None else port, complain)
    except OSError as wrong:
        if port is None and wrong.errno == errno.EADDRINUSE:
            return make_server(following, 0, complain)
        fail(f"port {PORT if port is None else port}: {(wrong.strerror or str(wrong)).lower()}")


def _serve(server: ThreadingHTTPServer, model: str, *, quiet: bool) -> None:
    """Answer until Ctrl-C; the address is the answer of this command."""
    import gc

    from dataflow.serving import HOST

    gc.set_threshold(TIDINESS)  # unlike other commands, this one goes on
    write(f"http://{HOST}:{server.server_port}/\n", None, quiet=quiet)
    if not quiet:
        say(f"the page follows {model}; Ctrl-C ends it")
    server.serve_forever()
