"""`koushu inspect`: the 四性检测 of DA/T 70-2018, as lines, as one HTML file, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import click

from pipeline import handover
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import say
from pipeline.custody.inspection import CHECKPOINTS, Checkpoint
from pipeline.custody.report import report_html, report_json
from pipeline.model.settings import Settings
from pipeline.writing.atomic import write_text

_ENGLISH = {"archiving": "归档", "transfer": "移交接收", "preservation": "长期保存"}


@click.command(
    "inspect",
    help=say(
        "四性检测：真实性、完整性、可用性、安全性逐项检测，每项写明依据。每件原件都重读、解码，不改动档案。",
        "Inspect authenticity, integrity, usability and security as DA/T 70-2018 asks; nothing in the archive is changed.",
    ),
)
@click.option(
    "--checkpoint",
    type=click.Choice([*CHECKPOINTS, *_ENGLISH]),
    default="归档",
    show_default=True,
    help=say("检测环节。", "Which checkpoint: archiving, transfer or preservation."),
)
@click.option(
    "--bag",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=say("移交的信息包所在的文件夹，一并重读核对。", "The package handed over, which is read and checked too."),
)
@click.option(
    "--within",
    "within_days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help=say("长期保存环节：多少天内应当核验过。", "At preservation: within how many days all must have been verified."),
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say("报告写成这个 HTML 文件，可以打印。", "Write the report to this HTML file."),
)
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, *, checkpoint: str, html: Path | None, as_json: bool, **occasion: Any) -> int:  # noqa: ANN401
    """Inspect, report, and exit 1 where an item did not pass; `occasion` are the package and the number of days."""
    at = cast(Checkpoint, _ENGLISH.get(checkpoint, checkpoint))
    report = handover.inspect_archive(settings, handover.Occasion(at, **occasion))
    if html:
        write_text(html.absolute(), report_html(report))
    if as_json:
        show.line(report_json(report).rstrip())
    else:
        show.table([(one.item.aspect, one.item.title, one.verdict.result) for one in report.findings])
        for one in report.findings:
            if one.verdict.result in ("不通过", "需人工核查"):
                show.line(f"{one.item.title}：{one.verdict.evidence[0]}{one.verdict.cure}")
        show.line(report.conclusion)
    return 1 if report.failed else 0
