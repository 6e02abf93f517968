"""`koushu export`: what is handed over to another archive."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import handover
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.model.settings import Settings


@click.group("export", help=say("移交：做成别的档案馆也能核对的信息包。", "Hand over: packages that other archives can check."))
def command() -> None:
    """The group of what can be exported."""


@command.command(
    "bag",
    help=say(
        "做一个 BagIt 信息包，放在 DEST；写明访谈的，只装这几篇和它们需要的材料，不写的装整个档案。",
        "Make a BagIt package at DEST, of the interviews named with what they need, or of the whole archive.",
    ),
)
@click.argument("dest", type=click.Path(path_type=Path))
@click.argument("keys", nargs=-1)
@click.option(
    "--sealed",
    is_flag=True,
    help=say("连密存材料（授权书扫描件等）一起装入；只用于向档案馆移交。", "Put in what is sealed too; for deposits only."),
)
@places
def bag(settings: Settings, dest: Path, keys: tuple[str, ...], *, sealed: bool) -> int:
    """Make the package and say what vouches for it."""
    made = handover.export_bag(settings, dest.absolute(), keys, sealed=sealed)
    if made.problems:
        show.problems(made.problems)
        show.line(say("没有打包。", "Nothing was packaged."))
        return 1
    for key in made.left_out:
        show.warn(say(f"{key} 在隔离中，没有装入。", f"{key} is in quarantine and was left out."))
    size, _, number = made.oxum.partition(".")
    show.line(
        say(
            f"已做成 {dest}：{number} 个文件，{size} 字节，每个文件都已重读核对。",
            f"Made {dest}: {number} files, {size} bytes, each read again and compared.",
        )
    )
    show.line(say(f"凭证（tagmanifest-sha256.txt 的 SHA-256）：{made.seal}", f"SHA-256 of tagmanifest-sha256.txt: {made.seal}"))
    return 0
