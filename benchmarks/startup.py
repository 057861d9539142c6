"""What a question costs from the shell, against a program that does nothing.

`dataflow reach graphs/whatsapp.yaml phone_number`, the whole way from the interpreter's start to
the answer, against a bare typer program with 14 commands, written into a temporary folder, in the
same environment.
"""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path

from measuring import Contestant, Match, compete, make_parser

COMMANDS = 14
CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"


def write_program(folder: Path) -> None:
    """Write a typer program with commands that take a little and do nothing."""
    commands = "".join(
        f"""
@app.command()
def command{number}(
    model: str, data: str, as_of: str = "", owners: bool = False, output: Path | None = None
) -> None:
    \"\"\"Command number {number}.\"\"\"
"""
        for number in range(COMMANDS)
    )
    (folder / "bare.py").write_text(
        "from pathlib import Path\n\nimport typer\n\n"
        "app = typer.Typer(add_completion=False, rich_markup_mode=None)\n" + commands
    )


def start(folder: Path, code: str, *arguments: str) -> None:
    """Become a fresh interpreter that runs an entry point."""
    os.chdir(folder)
    # what is installed is compiled; here too, for both, from the first round on
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606 - no shell is what is wanted


def main() -> int:
    """Measure, and give the exit code."""
    parser = make_parser(__doc__, rounds=21, bounds={"--at-most": 1.2})
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_program(folder)
        question = ("reach", str(CASE), "phone_number")
        contestants = (
            Contestant(
                "dataflow reach",
                partial(start, folder, "from dataflow.__main__ import main; main()", *question),
            ),
            Contestant(
                "bare typer",
                partial(start, folder, "from bare import app; app()", "command7", *question[1:]),
            ),
        )
        match = Match("dataflow reach", "bare typer", at_most=chosen.at_most)
        return compete(contestants, [match], chosen.rounds)


if __name__ == "__main__":
    sys.exit(main())
