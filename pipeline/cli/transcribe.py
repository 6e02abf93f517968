"""`koushu transcribe`: hear every recording that has no draft yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from pipeline import flow
from pipeline.cli import show
from pipeline.cli.settings import crew, places
from pipeline.cli.words import say
from pipeline.executors.crew import Crew
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
    "--engine",
    default="",
    help=say(
        "另用这个识别引擎再听一遍，供比较；不改 archive.yml。", "Hear with this engine as well, to compare; archive.yml stays."
    ),
)
@click.option(
    "--model",
    default="",
    help=say("另用这个识别模型再听一遍，供比较。", "Hear with this model as well, to compare."),
)
@crew
@places
def command(settings: Settings, keys: tuple[str, ...], engine: str, model: str, crew: Crew) -> int:
    """Hear the interviews named, or all; exit 1 when any failed."""
    if model and Path(model).exists():
        model = str(Path(model).absolute())  # else it is a name, or lies where archive.yml would look for it
    settings = replace(settings, engine=engine, model=model)
    with hold(settings.work / "lock"), show.watching() as watch:
        return show.outcome(flow.transcribe(settings, keys, watch=watch, crew=crew))
