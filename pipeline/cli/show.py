"""How the command line speaks: lines, progress bars that are quiet when nobody watches, problems."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.cli.words import LANGUAGE, say
from pipeline.model.flagged import Flagged
from pipeline.model.marks import REASONS
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.release.readable import lines
from pipeline.release.review import Review


class Watch(Protocol):
    """How long work tells how far it is: `done` and `total` in the same unit."""

    def __call__(self, task: str, done: float, total: float) -> None:
        """Say that `task` has come so far."""


def line(text: str = "") -> None:
    """One line on standard output."""
    click.echo(text)


def warn(text: str) -> None:
    """One line on standard error."""
    click.echo(text, err=True)


def problems(found: tuple[Problem, ...]) -> None:
    """Every problem with its place, on standard error."""
    for problem in found:
        warn(problem.with_place(LANGUAGE))


@contextmanager
def watching() -> Iterator[Watch]:
    """A progress display for a terminal; silent where standard error is no terminal."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda task, done, total: None  # noqa: ARG005 (nobody watches)
        return
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
        console=console,
    )
    with bar:
        tasks = {}

        def tell(task: str, done: float, total: float) -> None:
            if task not in tasks:
                tasks[task] = bar.add_task(task, total=total)
            bar.update(tasks[task], completed=done, total=total)

        yield tell


def outcome(result: Outcome) -> int:
    """What was made, then what failed; exit 1 when anything must be mended."""
    for made in result.done:
        line(made)
    problems(result.problems)
    if not result.done and not result.problems:
        line(say("没有需要做的事。", "Nothing to do."))
    return 1 if result.problems else 0


def review(found: Review) -> None:
    """What the public would get, what is missing, and what changed since it was last approved."""
    if found.projection is None:
        for reason in found.reasons:
            line(reason.say(LANGUAGE))
        return
    for one in lines(found.projection):
        line(one)
    line()
    line(say(f"摘要 {found.digest}", f"digest {found.digest}"))
    if found.missing:
        line(say("还缺的环节：", "stages still missing: ") + "、".join(found.missing))
    if found.changes:
        line(say("与上次批准的内容相比：", "changes since the last approval:"))
        for one in found.changes:
            line(one)


VERDICTS_ZH = {"deleted": "删去", "kept": "保留", "replaced": "改写"}


def flags(found: tuple[Flagged, ...]) -> None:
    """What a machine doubts and nobody decided, one a line: id, time, reason, words; then how many were decided."""
    waiting = [one for one in found if one.decision is None]
    for one in waiting:
        reason = say(REASONS.get(one.doubt.code, one.doubt.code), one.doubt.code)
        gone = say("  （稿中已无记号）", "  (no mark in the text)") if one.marked is False else ""
        line(f"{one.doubt.id}  {format_clock(one.at_ms)}  {reason}  {one.doubt.words[:40]}{gone}")
    settled = len(found) - len(waiting)
    line(say(f"待核 {len(waiting)} 处，已决定 {settled} 处。", f"{len(waiting)} to be settled, {settled} decided."))
