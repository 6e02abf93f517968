"""`koushu talks`: the figures of the talks that were given."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import reporting
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.group("talks", help=say("讲座。", "Talks."))
def command() -> None:
    """The group; its verbs follow."""


@command.command("figures", help=say("讲座统计，写成网页、Word 和 Excel。", "The figures of all talks, as HTML, DOCX and XLSX."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@places
def figures(settings: Settings, folder: Path) -> int:
    """Write the three files and say where they are."""
    return show.outcome(reporting.talk_figures(settings, folder))
