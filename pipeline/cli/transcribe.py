"""`koushu transcribe`: hear every recording that has no draft yet."""

from __future__ import annotations

import click

from pipeline import flow
from pipeline.cli import show
from pipeline.cli.settings import interview_tasks, places
from pipeline.cli.words import say
from pipeline.model.settings import Settings
from pipeline.writing.lock import hold


@click.command(
    "transcribe",
    help=say(
        "听写所有还没有听写稿的录音；中断后再次运行会接着做。",
        "Hear every recording without a draft; an interrupted run goes on.",
    ),
)
@click.argument("keys", nargs=-1)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=say("同时听写几篇访谈。", "How many interviews to hear at once."),
)
@places
def command(settings: Settings, keys: tuple[str, ...], workers: int) -> int:
    """Hear the interviews named, or all; exit 1 when any failed."""
    with hold(settings.work / "lock"), show.watching() as watch, interview_tasks(workers) as executor:
        return show.outcome(flow.transcribe(settings, keys, watch=watch, executor=executor))
