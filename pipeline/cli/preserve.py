"""`koushu preserve`: a FLAC of the same samples beside every WAV and AIFF; the original always stays."""

from __future__ import annotations

import click

from pipeline import reception
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "preserve",
    help=say(
        "在 WAV、AIFF 原件旁各存一份逐样本相同、自带校验的 FLAC；原件不动。不写编号则处理全部访谈。",
        "Keep a FLAC of the same samples, which checks itself, beside every WAV and AIFF original. Without keys, for all.",
    ),
)
@click.argument("keys", nargs=-1)
@places
def command(settings: Settings, keys: tuple[str, ...]) -> int:
    """Make what is missing and say what was made."""
    return show.outcome(reception.preserve_recordings(settings, keys))
