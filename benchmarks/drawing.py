"""What a figure costs, beside the answer and the layout that it cannot do without.

`dataflow draw` of a view of the case, the whole way from the interpreter's start to the SVG,
against `dataflow reach` of the case together with the layout engine alone on the same graphs: those
of the figure as it is drawn in the end, one a panel.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from measuring import Contestant, Match, compete, make_parser

import dataflow as df
from dataflow.figures.flow import layout

CASE = Path(__file__).parents[1] / "graphs" / "whatsapp.yaml"
CODE = "from dataflow.__main__ import main; main()"


def start(*arguments: str) -> None:
    """Become a fresh interpreter that asks."""
    os.execv(sys.executable, [sys.executable, "-c", CODE, *arguments])  # noqa: S606 - no shell is what is wanted


def find_graphs(view: str) -> list[str]:
    """Give what the layout engine is asked for the panels of a figure, in the end."""
    sent: list[str] = []
    run = layout._run  # noqa: SLF001 - it is measured what goes through here

    def listen(source: str, deadline: float) -> str:
        sent.append(source)
        return run(source, deadline)

    layout._run = listen  # noqa: SLF001 - likewise
    figure = df.draw(df.load(CASE), view).figure
    layout._run = run  # noqa: SLF001 - likewise
    return sent[-len(figure.panels) :]


def ask_and_lay_out(graphs: list[str]) -> None:
    """Ask who can reach the phone number, then run the layout engine on each graph."""
    command = [sys.executable, "-c", CODE, "reach", str(CASE), "phone_number"]
    subprocess.run(command, check=True)
    for graph in graphs:
        program = layout._program()  # noqa: SLF001 - the one that draws
        subprocess.run([str(program), "-Tjson"], input=graph.encode(), check=True)


def main() -> int:
    """Measure, and give the exit code."""
    parser = make_parser(__doc__, rounds=11, bounds={"--at-most": 2.4})
    parser.add_argument("--view", default="before-after", help="of the case; default: before-after")
    chosen = parser.parse_args()
    graphs = find_graphs(chosen.view)
    return compete(
        [
            Contestant("reach and layout", partial(ask_and_lay_out, graphs)),
            Contestant("draw", partial(start, "draw", str(CASE), chosen.view)),
        ],
        [Match("draw", "reach and layout", at_most=chosen.at_most)],
        chosen.rounds,
    )


if __name__ == "__main__":
    sys.exit(main())
