"""`koushu evaluate`: how many characters the machine got wrong, against the text of record."""

from __future__ import annotations

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.command(
    "evaluate",
    help=say("以人工文字稿为准，计算每段录音听写的字错率。", "The character error rate of each draft against people's text."),
)
@click.argument("keys", nargs=-1)
@places
def command(settings: Settings, keys: tuple[str, ...]) -> int:
    """Print one line a recording and the total."""
    scores = counter.evaluate(settings, keys)
    errors = length = 0
    for name, score in scores:
        errors, length = errors + score.errors, length + score.length
        show.line(f"{name:<60} {100 * score.errors / max(1, score.length):6.2f} %  ({score.errors}/{score.length})")
    if length:
        show.line(say(f"合计字错率 {100 * errors / length:.2f} %", f"character error rate in all {100 * errors / length:.2f} %"))
    else:
        show.line(say("还没有可以比较的文字稿和听写稿。", "There is no text with a draft to compare yet."))
    return 0
