"""`koushu run`: everything that is out of date, in order."""

from __future__ import annotations

import click

from pipeline import flow
from pipeline.cli import show
from pipeline.cli.settings import crew, places
from pipeline.cli.words import say
from pipeline.executors.crew import Crew
from pipeline.model.settings import Settings
from pipeline.writing.lock import hold


@click.command(
    "run",
    help=say(
        "依次完成所有需要做的事：登记、听写、排文、放行、出版。",
        "Do everything that is out of date: take in, hear, lay out, release, publish.",
    ),
)
@crew
@places
def command(settings: Settings, crew: Crew) -> int:
    """Run the whole flow; exit 1 when anything failed or must be mended."""
    with hold(settings.work / "lock"), show.watching() as watch:
        return show.outcome(flow.run(settings, watch, crew))
