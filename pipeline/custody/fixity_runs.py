"""Which files a check reads, what a run that was cut off had read, and which file was last proven when."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import math
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from pipeline.errors import WrongUse
from pipeline.model.event import LOOKING, Event, EventLine
from pipeline.model.fixity import Inventory
from pipeline.model.problem import Problem

KEEPS = dt.timedelta(days=7)  # a run cut off longer ago begins anew
_ALL = "all "
_BEGUN = re.compile(r"begun (\S+)")
_SIZE = re.compile(r"(\d{1,9})(%?)")


@dataclass(frozen=True)
class Wish:
    """Which files to read: all, those not proven for `within_days` days, or a random `sample` (`20`, `3%`)."""

    within_days: int | None = None  # None: not asked for
    sample: str = ""

    @property
    def is_whole(self) -> bool:
        """Is every file read?"""
        return self.within_days is None and not self.sample


@dataclass(frozen=True)
class Result:
    """A file that a run has read, as it was then: size in bytes, times of change in ns, SHA-256, when (ISO 8601).

    `ctime_ns` and `inode` are the file system's own: whoever sets the time of change back does not set these.
    """

    path: str
    size: int
    mtime_ns: int
    digest: str
    at: str
    run: str  # when the run began
    ctime_ns: int
    inode: int


def chosen(inventory: Inventory, wish: Wish, proven: Mapping[str, dt.datetime], now: dt.datetime) -> tuple[str, ...]:
    """The files to read, in the order to read them in: those not proven for longest come first. Raises WrongUse."""
    there = [path for path, holding in inventory.holdings.items() if holding.size is not None]
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    if wish.sample:
        drawn = random.SystemRandom().sample(there, min(len(there), _count(wish.sample, len(there))))
        return tuple(sorted(drawn))
    ordered = sorted(there, key=lambda path: proven.get(path, never))
    if wish.within_days is None:
        return tuple(ordered)
    since = now - dt.timedelta(days=wish.within_days)
    return tuple(path for path in ordered if proven.get(path, never) < since)


def _count(size: str, total: int) -> int:
    found = _SIZE.fullmatch(size)
    if not found or int(found[1]) == 0 or (found[2] and int(found[1]) > 100):
        raise WrongUse("sample-size", size=size)
    return math.ceil(total * int(found[1]) / 100) if found[2] else int(found[1])


def proven(lines: Iterable[EventLine]) -> dict[str, dt.datetime]:
    """Path → when the file was last read and found to be what it should be: at a check, or when its digest was recorded."""
    when: dict[str, dt.datetime] = {}
    known: set[str] = set()
    for line in lines:
        event = line.event
        if event.type == "fixity check":
            _learn(event, when, known)
        elif event.type not in LOOKING and event.outcome == "success" and event.digests:
            known.update(event.files)
            when.update(dict.fromkeys(event.files, event.at))
    return when


def _learn(event: Event, when: dict[str, dt.datetime], known: set[str]) -> None:
    at = _began(event)
    if event.detail.startswith(_ALL):
        when.update(dict.fromkeys(known, at))
    elif event.outcome == "success":
        when.update(dict.fromkeys(event.files, at))
    if event.outcome == "failure":
        for path in event.files:
            when.pop(path, None)


def _began(event: Event) -> dt.datetime:
    found = _BEGUN.search(event.detail)
    with contextlib.suppress(ValueError, TypeError):
        return min(event.at, dt.datetime.fromisoformat(found[1])) if found else event.at
    return event.at


def as_events(
    wish: Wish, read: Sequence[str], problems: Sequence[Problem], total: int, hand: tuple[str, dt.datetime, dt.datetime]
) -> tuple[Event, ...]:
    """What the history keeps of a check that read these files of `total`; `hand` is who did it, when, and when it began.

    A whole check is one line that names what is damaged: all else that the history knew was proven. Another check names what it
    proved, and in a second line what is damaged.
    """
    agent, at, begun = hand
    wrong = tuple(dict.fromkeys(problem.file for problem in problems if not problem.is_notice))
    doubted = {problem.file for problem in problems}
    share = f"{_ALL}{len(read)} files" if wish.is_whole else f"{len(read)} of {total} files"
    detail = f"{share}, {len(wrong)} damaged, begun {begun.isoformat(timespec='seconds')}"
    failure = Event("fixity check", wrong, agent, at, detail, outcome="failure")
    if wish.is_whole:
        return (failure if wrong else Event("fixity check", (), agent, at, detail),)
    sound = Event("fixity check", tuple(path for path in read if path not in doubted), agent, at, detail)
    return (sound, failure) if wrong else (sound,)


def compose_result(result: Result) -> str:
    """The line that a run keeps of one file."""
    return json.dumps(asdict(result), sort_keys=True, ensure_ascii=False)


def parse_results(text: str, now: dt.datetime) -> dict[str, Result]:
    """What a run that was cut off had read, by path; the newest result of each, none of a run that began too long ago."""
    found: dict[str, Result] = {}
    for line in text.splitlines():
        try:
            result = Result(**json.loads(line))
            if now - min(map(dt.datetime.fromisoformat, (result.run, result.at))) <= KEEPS:
                found[result.path] = result
        except (ValueError, TypeError, RecursionError):
            continue  # the stump of the line that was being written
    return found
