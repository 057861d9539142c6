"""`dataflow schema`."""

from __future__ import annotations

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations


def run(output: options.Output = None, quiet: options.Quiet = False) -> None:
    """Print the JSON Schema of a model, for editors."""
    from dataflow.cli.running import as_json, failing_well, write

    with failing_well():
        from dataflow.language.schema import make_schema

        write(as_json(make_schema()), output, quiet=quiet)
