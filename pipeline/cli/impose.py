"""`koushu impose`: lay the pages of a finished volume on sheets for folding."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import counter
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings
from pipeline.publish.volume.imposing import SHEETS, Folding


@click.command(
    "impose",
    help=say(
        "给排好的一册拼版：印成两面、短边翻转，折好就是书。写册名（如 text-1）或 PDF 文件名。",
        "Lay a finished volume on sheets: printed on both sides, turned on the short edge, they fold into a book.",
    ),
)
@click.argument("volume")
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=say("拼好的 PDF 写到哪里；请不要写在输出文件夹里。", "Where the sheets are written."),
)
@click.option("--sheet", type=click.Choice(tuple(SHEETS)), default="A3", show_default=True, help=say("纸张。", "The sheet."))
@click.option(
    "--signature",
    type=int,
    default=0,
    show_default=True,
    help=say("一帖多少页，如 16；0 是整册一帖，骑马订。", "Pages in a signature, such as 16; 0: all in one, stapled."),
)
@click.option(
    "--creep",
    type=float,
    default=0.0,
    show_default=True,
    help=say("每张纸的爬移量，毫米，约为纸的厚度。", "Creep of a sheet in millimetres, about the paper's thickness."),
)
@click.option("--scale", is_flag=True, help=say("放不下时缩小来印。", "Print smaller where pages do not fit."))
@places
def command(settings: Settings, volume: str, to: Path, **told: object) -> int:
    """Impose one volume."""
    folding = Folding(str(told["sheet"]), int(str(told["signature"])), float(str(told["creep"])), bool(told["scale"]))
    sides = counter.impose(settings, volume, to, folding)
    show.line(
        say(
            f"已拼好 {sides} 面（{sides // 2} 张 {folding.sheet}）：{to}。打印时选双面、短边翻转、实际大小。",
            f"{sides} sides ({sides // 2} sheets of {folding.sheet}): {to}. Print both sides, short edge, actual size.",
        )
    )
    return 0
