"""`koushu recall`: the printed copies that hold something withdrawn or changed, and what was done about them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click

from pipeline import lecturing, recalling
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.model.printing import DEEDS, Deed, Notice
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings

_WHICH = 0 if LANGUAGE == "zh" else 1


@click.command(
    "recall",
    help=say(
        "列出含有已撤回或已改动内容的印本和荣誉墙：哪一册、多少本、去了哪里、该怎么办；也列出用过资料包、讲到撤回者的讲座。"
        "还有没办的，退出码为 1。",
        "List printed copies and walls that hold something withdrawn or changed, and what to do, and talks whose kit told of who "
        "withdrew. Exits 1 while any is open.",
    ),
)
@click.argument("key", default="")
@click.option(
    "--csv",
    "table",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help=say("另存为电子表格（CSV）。", "Write the list as a CSV file too."),
)
@click.option(
    "--done", type=click.IntRange(1), default=None, help=say("第几次印制已经办妥。", "The printing that was dealt with.")
)
@click.option(
    "--as",
    "deed",
    type=click.Choice(list(DEEDS)),
    default="recalled",
    show_default=True,
    help=say(
        "怎样办的：recalled 收回，errata 加贴勘误，notified 通知，none 无须处理。",
        "How: called back, errata slip, told, or nothing needed.",
    ),
)
@click.option("--by", default="", help=say("谁办的。", "Who did it."))
@click.option("--note", default="", help=say("备注，例如收回了多少本。", "A note, such as how many came back."))
@places
def command(settings: Settings, key: str, table: Path | None, done: int | None, **how: str) -> int:
    """List, or mark done."""
    if done is not None:
        return _done(settings, done, cast(Deed, how["deed"]), how)
    found = recalling.listing(settings, key)
    keys = recalling.keys_of(settings)
    if table is not None:
        recalling.write_list(table, found, keys, LANGUAGE)
    told(found, keys)
    for one in lecturing.lent(settings):
        show.warn(sentence(one.code, one.values, LANGUAGE))
    walls = recalling.stale_walls(settings) if not key else ()
    for title in walls:
        show.line(
            say(
                f"荣誉墙“{title}”的文件夹里有已撤回或已改动的内容。请运行 koushu publish walls，用新文件夹换下展厅里的那一份，"
                "撤下旧展板和旧展签，并告诉印刷厂。",
                f"The folder of the wall “{title}” holds something withdrawn or changed. Run koushu publish walls, replace the "
                "copy in the hall, take down old panels and labels, and tell the printer.",
            )
        )
    if not found and not walls:
        show.line(say("没有需要收回或勘误的印本。", "No printed copies need to be called back."))
    return 1 if walls or any(one.open for one in found) else 0


def _done(settings: Settings, number: int, deed: Deed, how: dict[str, str]) -> int:
    if not how["by"].strip():
        raise click.UsageError(say("--done 要与 --by 同用。", "--done needs --by."))
    recalling.mark_done(settings, number, deed, how["by"], how["note"])
    words = DEEDS[deed][_WHICH]
    show.line(say(f"第 {number} 次印制已记为“{words}”。", f"Printing {number} is marked: {words}."))
    return 0


def told(found: Sequence[Notice], keys: dict[str, str]) -> None:
    """The list in words, one printing a paragraph."""
    for one in found:
        printing = one.printing
        show.line(
            say(
                f"第 {printing.number} 次印制　《{printing.title}》（{printing.contents.volume}）　{printing.at.date()}　"
                f"{printing.copies} 本　发往{'、'.join(printing.to)}",
                f"printing {printing.number}  {printing.title} ({printing.contents.volume})  {printing.at.date()}  "
                f"{printing.copies} copies to {', '.join(printing.to)}",
            )
        )
        for touched in one.touched:
            show.line(f"  {touched.id} {keys.get(touched.id, '')}　{recalling.FATES[touched.fate][_WHICH]}")
        for recall in one.done:
            done = say("已办：", "done: ")
            show.line(f"  {done}{DEEDS[recall.deed][_WHICH]}　{recall.at.date()}　{recall.by}　{recall.note}".rstrip())
        if one.open:
            then = f"koushu recall --done {printing.number} --as {one.remedy} --by"
            words = DEEDS[one.remedy]
            show.line(say(f"  请{words[0]}，办妥后运行 {then} 姓名", f"  to do: {words[1]}; then run {then} NAME"))
