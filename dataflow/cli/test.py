"""`dataflow test`."""

from __future__ import annotations

from dataflow.cli import options  # noqa: TC001 - typer reads the annotations
from dataflow.cli.options import Format


def run(
    models: options.Models,
    form: options.Formatted = Format.text,
    output: options.Output = None,
    bom: options.Bom = False,
    quiet: options.Quiet = False,
    root: options.Root = None,
) -> None:
    """Are the answers those that the model's `expect` names?"""
    from dataflow.cli.running import reading, refuse_bom, write_answer
    from dataflow.cli.several import in_turn

    def ask(model: str) -> bool:
        from dataflow.asking.expectations import test
        from dataflow.building.loading import load

        with reading(model, quiet=quiet):
            loaded = load(model, root=root)
        answer = test(loaded)
        write_answer(answer, form, output, quiet=quiet, bom=bom)
        return bool(answer.failed)

    refuse_bom(form, bom=bom)
    told = form is Format.text
    in_turn(models, ask, whole="--output" if output else None if told else f"--format {form}")
