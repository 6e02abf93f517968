"""`koushu roster`: people, items, walls and talks go out to Excel and come back."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import rostering
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.model.problem import sentence
from pipeline.model.settings import Settings
from pipeline.office.proposal import Proposal

_NEW = click.Path(dir_okay=False, path_type=Path)
_OLD = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(
    "roster",
    help=say(
        "名册：人物、实物、荣誉墙、讲座与 Excel 表格往来。",
        "Rosters: people, items, walls and talks as Excel sheets, out and back.",
    ),
)
def command() -> None:
    """The group; its verbs follow."""


@command.command("template", help=say("写一份带样例的空表。", "Write sheets with one example each."))
@click.argument("target", type=_NEW)
def template(target: Path) -> int:
    """Write the template."""
    rostering.template_roster(target)
    show.line(say(f"已写成 {target}。", f"Wrote {target}."))
    return 0


@command.command("export", help=say("把档案里的名册写成表格。", "Write what the archive holds into sheets."))
@click.argument("target", type=_NEW)
@places
def export(settings: Settings, target: Path) -> int:
    """Write the workbook."""
    count = rostering.export_roster(settings, target)
    show.line(
        say(
            f"已写成 {target}，共 {count} 条。里面有不公开的内容（保管处、反馈等），请妥善保管。",
            f"Wrote {target}: {count} records. It holds what is not public (custody, feedback): keep it safe.",
        )
    )
    return 0


@command.command(
    "import", help=say("读入填好的表格；有一处错就一行也不写。", "Read filled sheets; one mistake, and nothing is written.")
)
@click.argument("source", type=_OLD)
@click.option("--dry-run", "dry", is_flag=True, help=say("只列出会改动什么，不写入。", "List what would change; write nothing."))
@places
def bring(settings: Settings, source: Path, *, dry: bool) -> int:
    """Say what each row changes; exit 1 where a cell is wrong."""
    found = rostering.import_roster(settings, source, dry=dry)
    for proposal in found.proposals:
        _tell(proposal)
    for problem in found.problems:
        show.warn(sentence(problem.code, problem.values, LANGUAGE))
    count = len(found.proposals)
    if found.problems:
        show.warn(
            say(
                f"有 {len(found.problems)} 处要改，档案没有变动。改好后请再导入。",
                f"{len(found.problems)} cells must be mended; the archive is as it was. Import again then.",
            )
        )
        return 1
    if found.written:
        show.line(say(f"已写入 {count} 行。", f"Wrote {count} rows."))
    elif count:
        show.line(say(f"会写入 {count} 行；去掉 --dry-run 即写入。", f"{count} rows would be written; leave out --dry-run."))
    else:
        show.line(say("表格与档案一致，没有要写的。", "The sheets say what the archive says; nothing to write."))
    return 0


def _tell(proposal: Proposal) -> None:
    title = f"{proposal.roll.title} {proposal.name}（{proposal.key}）"
    show.line(say(f"新增 {title}", f"New: {title}") if proposal.is_new else say(f"改动 {title}", f"Changed: {title}"))
    for one in proposal.differences:
        before = f"“{one.before}” → " if one.before else ""
        show.line(
            f"  {one.title}：{before}“{one.after}”"
            if one.after
            else say(f"  {one.title}：删去“{one.before}”", f"  {one.title}: “{one.before}” goes")
        )
