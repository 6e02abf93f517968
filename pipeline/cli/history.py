"""`koushu history`: who did what to which file, and when."""

from __future__ import annotations

import json

import click

from pipeline import keeping
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.custody.history import as_row, tell
from pipeline.model.settings import Settings


@click.command(
    "history",
    help=say(
        "按时间列出操作记录：谁、何时、对哪个文件做了什么。可只看一篇访谈、一个人物、一件实物或一个文件。",
        "Who did what to which file, and when: of everything, or of one interview, person, item or file.",
    ),
)
@click.argument("about", default="", metavar="[KEY|FILE]")
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, about: str, *, as_json: bool) -> int:
    """Print the events, the newest last."""
    lines = keeping.history(settings, about)
    if as_json:
        show.line(json.dumps([as_row(line) for line in lines], ensure_ascii=False, indent=2))
        return 0
    for one in lines:
        for text in tell(one):
            show.line(text)
    return 0
