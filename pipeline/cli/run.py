"""`koushu run`: everything that is out of date, in order."""

from __future__ import annotations

import click

from pipeline import flow
from pipeline.cli import show
from pipeline.cli.settings import interview_tasks, places
from pipeline.cli.words import say
from pipeline.model.settings import Settings
from pipeline.writing.lock import hold


@click.command(
    "run",
    help=say(
        "依次完成所有需要做的事：登记、听写、排文、放行、出版。",
        "Do everything that is out of date: take in, hear, lay out, release, publish.",
    ),
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=say("同时听写几篇访谈。", "How many interviews to hear at once."),
)
@places
def command(settings: Settings, workers: int) -> int:
    """Run the whole flow; exit 1 when anything failed or must be mended."""
    with hold(settings.work / "lock"), show.watching() as watch, interview_tasks(workers) as executor:
        return show.outcome(flow.run(settings, watch, executor))
