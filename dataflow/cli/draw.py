"""`dataflow draw`."""

from __future__ import annotations

from typing import Annotated

import typer

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations


def run(
    model: options.Model,
    highlight: Annotated[
        str, typer.Option(metavar="DATA", help="The data type whose way is drawn.")
    ],
    as_of: options.AsOf = None,
    persona: options.As = None,
    scenario: options.Scenario = None,
    origin: options.From = None,
    purpose: options.For = None,
    owners: options.Owners = None,
    announced: options.Announced = None,
    without: options.Without = None,
    width: Annotated[int, typer.Option(help="Pixels: 680 for an article, 360 for a phone.")] = 680,
    alt: Annotated[bool, typer.Option("--alt", help="Print the text alternative instead.")] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Draw even what is too much to be read.")
    ] = False,
    output: options.Output = None,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Draw who can reach a data type, as an SVG for an article."""
    from dataflow.cli.running import fail, failing_well, write

    with failing_well():
        from dataflow.drawing import draw
        from dataflow.loading import load
        from dataflow.questions.reach import reach

        if output is not None and output.suffix != ".svg":
            fail(f"`{output}` must end in .svg")
        answer = reach(
            load(model, root=root),
            highlight,
            as_of=as_of,
            persona=persona,
            scenario=scenario,
            origin=origin,
            purpose=purpose,
            owners=owners,
            announced=announced,
            without=without or (),
        )
        drawing = draw(answer, width=width, force=force)
        write(drawing.alt + "\n" if alt else drawing.svg, output, quiet=quiet)
