"""`koushu verify`: is everything still as it was given? And the witness that paper keeps."""

from __future__ import annotations

import json
import sys
import time

import click

from pipeline import keeping
from pipeline.cli import show
from pipeline.cli.settings import places
from pipeline.cli.words import LANGUAGE, say
from pipeline.custody.fixity_runs import Wish
from pipeline.custody.witness import as_written
from pipeline.errors import WrongUse
from pipeline.model.fixity import FixityReport
from pipeline.model.settings import Settings

EVERY_S = 30


@click.command(
    "verify",
    help=say(
        "逐字节核验档案里的每个文件，指出损坏、丢失、调换和改动，并给出今天的见证。",
        "Read every byte of the archive, name what is damaged, gone, swapped or changed, and give today's witness.",
    ),
)
@click.option(
    "--against",
    multiple=True,
    metavar="WITNESS",
    help=say(
        "与这个见证核对：书上印的“行数:校验值”，或副本、文件。", "Hold the history against it: LENGTH:ROOT, or a copy or file."
    ),
)
@click.option(
    "--within",
    type=click.IntRange(0, 36500),
    metavar="DAYS",
    help=say("只核验这些天内没有核验过的。", "Read only what was not proven within so many days."),
)
@click.option("--sample", default="", metavar="N|N%", help=say("随机抽查这么多份。", "Read so many files, drawn at random."))
@click.option(
    "--accept",
    multiple=True,
    metavar="FILE",
    help=say("看过这个文件：改动（或删除）是对的。", "You have looked at this file: its change, or its going, is right."),
)
@click.option("--by", default="", help=say("由谁认可。", "Who accepts it."))
@click.option("--reason", default="", help=say("为什么认可。", "Why it is right."))
@click.option("--json", "as_json", is_flag=True, help=say("供程序读取的输出。", "Output for scripts."))
@places
def command(settings: Settings, *, as_json: bool, **asked: object) -> int:
    """Print every problem; exit 1 when anything is damaged or gone."""
    within, sample, accept = asked["within"], str(asked["sample"]), asked["accept"]
    if (within is not None) + bool(sample) + bool(accept) > 1:
        raise WrongUse("fixity-two-ways")
    if isinstance(accept, tuple) and accept:
        for file in keeping.accept(settings, accept, str(asked["by"]), str(asked["reason"])):
            show.line(say(f"已认可 {file}。", f"{file} is accepted."))
        return 0
    against = asked["against"]
    report = keeping.verify(
        settings,
        Wish(within if isinstance(within, int) else None, sample),
        against if isinstance(against, tuple) else (),
        _Progress(),
    )
    if as_json:
        show.line(json.dumps(_row(report), ensure_ascii=False, indent=2))
    else:
        _print(report)
    return 1 if report.damaged else 0


class _Progress:
    """A line on standard error now and then."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """Say how many bytes of how many were read."""
        if time.monotonic() - self._said >= (1 if sys.stderr.isatty() else EVERY_S):
            self._said = time.monotonic()
            show.warn(say("已核验 ", "read ") + f"{_megabytes(done)} / {_megabytes(total)}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _print(report: FixityReport) -> None:
    show.problems(report.problems)
    size, notices = _megabytes(report.size), len(report.problems) - len(report.damaged)
    show.line(
        say(
            f"档案共 {report.total} 个文件，核验了 {report.checked} 个（{size}）。",
            f"{report.checked} of {report.total} files were read ({size}).",
        )
    )
    if report.resumed:
        show.line(
            say(f"其中 {report.resumed} 个是上次中断前核验的。", f"{report.resumed} of them by a run that was cut off before.")
        )
    if report.damaged:
        show.line(say(f"发现 {len(report.damaged)} 处损坏或不符。", f"{len(report.damaged)} places are damaged or do not agree."))
    else:
        show.line(say("没有发现损坏。", "No damage found."))
    if notices:
        show.line(say(f"另有 {notices} 处请核对。", f"{notices} places to look at."))
    _print_witness(report)


def _print_witness(report: FixityReport) -> None:
    if report.vouched:
        show.line(
            say(
                f"操作记录到第 {report.vouched} 行为止与见证一致；见证不能担保以后的各行。",
                f"The history agrees with the witness up to line {report.vouched}; of later lines it knows nothing.",
            )
        )
    else:
        show.line(
            say(
                "没有与档案以外的见证核对：有人把文件、清单和操作记录一起改过，或换成了较旧的副本，不能排除；末行被改动也只有见证能发现。",
                "Held against no witness from outside: that somebody changed files, manifest and history together, or put an "
                "older copy in place, cannot be excluded; nor that the last line was changed.",
            )
        )
    if report.witness:
        show.line(say("今天的见证（请抄在纸上保存）：", "today's witness, to be kept on paper: ") + as_written(report.witness))


def _row(report: FixityReport) -> dict[str, object]:
    return {
        "checked": report.checked,
        "total": report.total,
        "bytes": report.size,
        "resumed": report.resumed,
        "begun": report.begun.isoformat(),
        "witness": as_written(report.witness) if report.witness else "",
        "vouched": report.vouched,
        "problems": [
            {"file": p.file, "line": p.line, "code": p.code, "notice": p.is_notice, "message": p.say(LANGUAGE)}
            for p in report.problems
        ],
    }
