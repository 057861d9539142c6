"""`dataflow serve`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations

PORT = 8014
"""Where the page is found, unless something else is there or another place is asked for."""


def run(
    model: options.Model,
    view: Annotated[
        str | None, typer.Argument(metavar="VIEW", help="What to show first.", show_default=False)
    ] = None,
    highlight: Annotated[
        str | None, typer.Option(metavar="DATA", help="Show first where this data type gets.")
    ] = None,
    as_of: options.AsOf = None,
    persona: options.As = None,
    scenario: options.Scenario = None,
    origin: options.From = None,
    purpose: options.For = None,
    owners: options.Owners = None,
    announced: options.Announced = None,
    without: options.Without = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help=f"Where to listen. Left out: {PORT}, or a free one."),
    ] = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Show a model on a local page that follows the file as it is edited."""
    from dataflow.cli.running import fail, failing_well

    with failing_well():
        from dataflow.serving import Following
        from dataflow.serving.following import Wish

        if model == "-":
            fail("standard input cannot be followed: name a file")
        if view is not None and highlight is not None:
            fail("a view says itself what it shows: leave out `--highlight`")
        following = Following(
            model,
            {
                "as_of": as_of,
                "persona": persona,
                "scenario": scenario,
                "origin": origin,
                "purpose": purpose,
                "owners": owners,
                "announced": announced,
                "without": without or (),
            },
            root,
            Wish(view, highlight),
        )
        _serve(following, port, quiet=quiet)


def _serve(following: object, port: int | None, *, quiet: bool) -> None:
    from dataflow.cli.running import fail
    from dataflow.serving.local import HOST, make_server

    try:
        server = make_server(following, PORT if port is None else port)  # type: ignore[arg-type] # made above
    except OSError as wrong:
        if port is not None:
            fail(f"port {port}: {(wrong.strerror or str(wrong)).lower()}")
        server = make_server(following, 0)  # type: ignore[arg-type] # made above
    with server:
        if not quiet:
            typer.echo(f"http://{HOST}:{server.server_port}/ follows the file; Ctrl-C ends it")
        server.serve_forever()
