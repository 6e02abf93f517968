"""`koushu screen`: look over files before anything of them is taken in."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.words import say
from pipeline.model.personal import LABELS

_SHOWN = 40  # characters


@click.command(
    "screen",
    help=say(
        "收录之前筛查文字或字幕文件：哪里可能有个人信息或涉密内容。不联网，不写任何文件。",
        "Look over text or subtitle files before they are taken in: what may be personal or secret. Offline; writes nothing.",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def command(files: tuple[Path, ...]) -> int:
    """Print every place with its line and column; exit 1 where there is any."""
    found = counter.screen(files)
    for file, one in found:
        chinese, english = LABELS[one.find.category]
        words = " ".join(one.find.words.split())[:_SHOWN]
        kind = say(f"可能是{chinese}", f"may be: {english}")
        show.line(f"{file}:{one.line}:{one.column}  {kind}  {words}")
    if not found:
        show.line(
            say("没有发现疑点；这不等于没有，请仍由人看过。", "Nothing found, which clears nothing: let a person look as well.")
        )
        return 0
    show.line(
        say(
            f"共 {len(found)} 处。请先由本单位负责保密的人看过，再决定能否收录；疑似涉密的不要拷贝、不要上传。",
            f"{len(found)} places. Let whoever answers for secrecy look first; copy and upload nothing that may be secret.",
        )
    )
    return 1
