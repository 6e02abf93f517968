"""`koushu edit`: lay out text.md from a draft, once."""

from __future__ import annotations

import click

from pipeline import flow
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "edit",
    help=say(
        "从听写稿排出 text.md，只做一次；此后文字归人修改，程序不再改动。",
        "Lay out text.md from a draft, once; from then on the text belongs to people.",
    ),
)
@click.argument("keys", nargs=-1)
@places
def command(settings: Settings, keys: tuple[str, ...]) -> int:
    """Lay out the interviews named, or all that have a draft and no text."""
    return show.outcome(flow.edit(settings, keys))
