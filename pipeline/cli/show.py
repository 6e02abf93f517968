"""How the command line speaks: lines, progress bars that are quiet when nobody watches, problems."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from pipeline.cli.words import LANGUAGE, say
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.publish.trust import TRUST
from pipeline.release.readable import lines

if TYPE_CHECKING:  # every verb speaks; few of them measure or review
    from pipeline.edit.bootstrap import Interval
    from pipeline.measuring import Basis
    from pipeline.release.review import Review

LINE_EVERY_S = 60


class Watch(Protocol):
    """How long work tells how far it is: `done` and `total` in milliseconds of sound, for one task or (empty) all together."""

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
def watching(verb: str = say("已听写 ", "heard ")) -> Iterator[Watch]:
    """Progress bars on a terminal; where standard error is none, a line now and then that says what was done."""
    if sys.stderr.isatty():
        with _bars(Console(stderr=True)) as bars:
            yield Bars(bars)
    else:
        yield Lines(time.monotonic, warn, verb)


def _bars(console: Console) -> Progress:
    percentage = TextColumn("{task.percentage:>3.0f}%")
    return Progress(TextColumn("{task.description}"), BarColumn(), percentage, TimeRemainingColumn(), console=console)


class Bars:
    """A bar for each recording that is being heard, and one for all of them, each with the time left."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._known: dict[str, TaskID] = {}

    def __call__(self, task: str, done: float, total: float) -> None:
        """See `Watch`. What a run finds done already does not count for its speed."""
        if task not in self._known:
            self._known[task] = self._bars.add_task(task or say("合计", "all"), total=total, completed=int(done))
        self._bars.update(self._known[task], completed=done, total=total)
        if task and done >= total:
            self._bars.remove_task(self._known.pop(task))


class Lines:
    """What a log gets: a line a minute about all recordings together, with the time left. `now` gives seconds."""

    def __init__(self, now: Callable[[], float], write: Callable[[str], None], verb: str = say("已听写 ", "heard ")) -> None:
        self._now, self._verb = now, verb
        self._write = write
        self._begun: tuple[float, float] | None = None  # when the work began, and how much was done by then
        self._said = 0.0

    def __call__(self, task: str, done: float, total: float) -> None:
        """See `Watch`."""
        if task:
            return
        now = self._now()
        if self._begun is None or done < self._begun[1]:
            self._begun, self._said = (now, done), now
        if now - self._said < LINE_EVERY_S or done >= total:
            return
        self._said = now
        began, before = self._begun
        left = (total - done) * (now - began) / (done - before) if done > before else None
        rest = say("，还要多久尚不能估计", ", time left not known yet") if left is None else _time_left(left)
        self._write(self._verb + f"{clock(done)} / {clock(total)} ({100 * done / total:.0f}%)" + rest)


def _time_left(seconds: float) -> str:
    return say("，大约还要 ", ", about ") + clock(1000 * seconds) + say("", " left")


def clock(milliseconds: float) -> str:
    """`1:02:03`."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def outcome(result: Outcome) -> int:
    """What was made, then what failed; exit 1 when anything must be mended, not when it only asks somebody to look."""
    for made in result.done:
        line(made)
    problems(result.problems)
    if not result.done and all(problem.is_notice for problem in result.problems):
        line(say("没有需要做的事。", "Nothing to do."))
    return 1 if any(not problem.is_notice for problem in result.problems) else 0


def review(found: Review) -> None:
    """What the public would get, what is missing, and what changed since it was last approved."""
    if found.projection is None:
        for reason in found.reasons:
            line(reason.say(LANGUAGE))
        return
    for one in lines(found.projection):
        line(one)
    line()
    if found.telling == "edited":
        line(say("正文是编辑整理稿（edited.md）。", "The words are the edited text (edited.md)."))
    line(say(f"摘要 {found.digest}", f"digest {found.digest}"))
    _signed(found)
    if found.changes:
        line(say("与上次批准的内容相比：", "changes since the last approval:"))
        for one in found.changes:
            line(one)


def _signed(found: Review) -> None:
    """Who signed it, who has to, and what does not count."""
    if found.missing:
        line(say("还缺的环节：", "stages still missing: ") + "、".join(found.missing))
    for entry in found.counted:
        line(f"  {entry.at:%Y-%m-%d} {entry.stage} {entry.by} {entry.number}".rstrip())
    for note in found.notes:
        line(note.say(LANGUAGE))


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
