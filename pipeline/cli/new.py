"""`koushu new DIR`: lay out an empty archive."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.words import say


@click.command("new", help=say("新建一个档案文件夹，附带说明。", "Lay out a new archive, with explanations."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> int:
    """Write the strict set: nothing is public until everything is signed."""
    counter.new(folder.absolute())
    show.line(
        say(
            f"已建立 {folder}。请先填写 {folder}/archive.yml，再用 koushu add 收录录音。",
            f"{folder} is laid out. Fill in {folder}/archive.yml, then take recordings in with koushu add.",
        )
    )
    return 0
