"""`koushu report`: the yearly work report as HTML, Word and Excel."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import reporting
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "report",
    help=say(
        "年度工作报告：访谈、时长、字数、图书、讲座等，写成网页、Word 和 Excel。",
        "The yearly work report: interviews, hours, characters, books, talks, as HTML, DOCX and XLSX.",
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--year", type=click.IntRange(1900, 2200), required=True, help=say("哪一年。", "Which year."))
@click.option(
    "--visitors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=say(
        "参观登记表，每行一个日期、一个人数（.csv 或 .xlsx）。",
        "A log of visitors: a day and a number in each row (.csv, .xlsx).",
    ),
)
@places
def command(settings: Settings, folder: Path, year: int, visitors: Path | None) -> int:
    """Write the three files and say where they are."""
    return show.outcome(reporting.report(settings, year, folder, visitors))
