"""How the command line speaks: lines, progress bars that are quiet when nobody watches, problems."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import click
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.cli.words import LANGUAGE, say
from pipeline.edit.bootstrap import Interval
from pipeline.measuring import Basis
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.publish.trust import TRUST
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


def trust(basis: Basis) -> str:
    """How far a text may be trusted, in the words of the pages."""
    if basis == "edited":
        return say("有人改过，尚未校对签核", "changed by people, not proofread")
    english = {"machine": "machine only", "proofread": "proofread", "confirmed": "confirmed by the narrator or the family"}
    return say(TRUST[basis].name, english[basis])


def percent(share: float) -> str:
    """`1.52 %`."""
    return f"{100 * share:.2f} %"


def spread(found: Interval | None) -> str:
    """`0.30–3.10`, in per cent; a dash where there is too little to tell."""
    return f"{100 * found.low:.2f}–{100 * found.high:.2f}" if found else "—"


def table(rows: Sequence[Sequence[str]]) -> None:
    """Rows of as many cells each on standard output: the first and the last column begin at one place, the others end at one."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [" " * (width - cell_len(cell)) + cell for cell, width in zip(row, widths, strict=True)]
        cells[0] = row[0] + " " * (widths[0] - cell_len(row[0]))
        line("  ".join([*cells[:-1], row[-1]]).rstrip())
