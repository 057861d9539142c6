"""The options that mean the same everywhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How an answer is written."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"


Model = Annotated[
    str,
    typer.Argument(metavar="MODEL", help="A model file, - for standard input, or REV:FILE of git."),
]
Models = Annotated[
    list[str],
    typer.Argument(
        metavar="MODEL...",
        help="Model files, one or several; - for standard input, REV:FILE of git.",
    ),
]
Data = Annotated[str, typer.Argument(metavar="DATA", help="A data type, by id or name.")]
Company = Annotated[str, typer.Argument(metavar="COMPANY", help="A company, by id or name.")]

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="On this day: YYYY, YYYY-MM or YYYY-MM-DD."),
]
As = Annotated[
    str | None, typer.Option("--as", metavar="PERSONA", help="For this person of the model.")
]
Scenario = Annotated[
    str | None, typer.Option(metavar="NAME", help="With the settings of this scenario.")
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="ORIGIN", help="Only what comes from this company or service."),
]
For = Annotated[
    str | None,
    typer.Option("--for", metavar="PURPOSE", help="Only what was given for this purpose."),
]
Owners = Annotated[
    bool | None,
    typer.Option("--owners", help="Count a company for what companies it owns have."),
]
Announced = Annotated[
    bool | None, typer.Option("--announced", help="Count what was only announced.")
]
Without = Annotated[
    list[str] | None,
    typer.Option(metavar="FLOW|KEY:VALUE", help="As if these flows were not there; repeatable."),
]
Formatted = Annotated[Format, typer.Option("--format", help="How to write the answer.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead.")
]
Bom = Annotated[bool, typer.Option("--bom", help="With --format csv: so that Excel reads it.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but the answer and errors.")]
Root = Annotated[Path | None, typer.Option(metavar="FOLDER", help="How far includes may go.")]
