"""`koushu column`: the coming weeks of the weekly column are proposed, and people confirm them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import click

from pipeline import columns, flow
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.model.column import WEEKDAYS
from pipeline.model.problem import sentence
from pipeline.model.record import parse_clock
from pipeline.model.settings import Settings
from pipeline.writing.lock import hold


def _day(_context: click.Context, _option: click.Parameter, value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(say("日期请写成 2026-08-01 的样子。", "Write the date as 2026-08-01.")) from error


def _clock(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    try:
        return parse_clock(value) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(say("时间请写成 00:12:33 的样子。", "Write the time as 00:12:33.")) from error


@click.group("column", help=say("每周专栏：排期、确认、生成。", "The weekly column: plan, confirm and make."))
def command() -> None:
    """The group; its verbs follow."""


@command.command(
    "plan", help=say("列出今后几周：已确认的，以及从可以刊出的访谈里提议的。", "The coming weeks: confirmed, and proposed.")
)
@click.option("--weeks", type=click.IntRange(1, 60), default=6, show_default=True, help=say("几周。", "How many weeks."))
@places
def plan(settings: Settings, weeks: int) -> int:
    """One line a week; exit 1 where a pin cannot be kept."""
    slots, problems = columns.plan(settings, weeks)
    for slot in slots:
        state = say("已确认", "confirmed") if slot.confirmed else say("提议", "proposed")
        what = slot.interview or say("无", "nothing")
        why = f"　{slot.why}" if slot.why else ""
        show.line(f"{slot.date}（{say('周', '')}{WEEKDAYS[slot.date.weekday()]}）　{state}　{what}{why}")
    for problem in problems:
        show.warn(sentence(problem.code, problem.values, LANGUAGE))
    return 1 if problems else 0


@command.command("confirm", help=say("确认某一天刊出什么；不写 --interview 即照提议。", "Confirm what comes on a day."))
@click.argument("date", callback=_day)
@click.option("--by", required=True, help=say("谁确认的。", "Who says so."))
@click.option("--interview", default="", help=say("哪一篇访谈。", "Which interview."))
@click.option("--from", "start_ms", callback=_clock, help=say("从几时几分几秒起。", "From which time."))
@click.option("--to", "end_ms", callback=_clock, help=say("到几时几分几秒止。", "To which time."))
@click.option("--title", default="", help=say("这一期的题目。", "The title of this issue."))
@click.option("--skip", is_flag=True, help=say("这一天停刊。", "Nothing comes on this day."))
@places
def confirm(settings: Settings, **told: Any) -> int:  # noqa: ANN401 - the options above, by name
    """Put it on record."""
    entry = columns.confirm(settings, columns.Wanted(**told))
    what = entry.interview or say("停刊", "nothing")
    show.line(say(f"已确认：{entry.date} {what}。", f"Confirmed: {entry.date}, {what}."))
    return 0


@command.command(
    "make",
    help=say(
        "生成网站上的专栏页面和订阅，以及每期的文章、长图、片段和日历；日期没到的一概不出。",
        "Make the column's pages and feeds on the site, and each issue's article, tall picture, clip and calendar.",
    ),
)
@places
def make(settings: Settings) -> int:
    """The website and the column's folder, as far as either changed."""
    columns.check_rule(settings)
    with hold(settings.work / "lock"):
        return show.outcome(flow.publish(settings, ("site", "column")))
