"""Counts of wrong letters ↔ a baseline file, and two of them → what got better or worse.

A baseline names passages by digests of their words, holds no words, and says nothing about when or where it was made.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from pipeline.edit.bootstrap import Interval, difference
from pipeline.edit.compare import METHOD, Counted
from pipeline.errors import Unreadable

Number = Annotated[int, Field(ge=0, le=10**9)]
Verdict = Literal["better", "worse", "same"]


@dataclass(frozen=True)
class Kept:
    """A passage of a baseline: the digest of its words, letters and wrong letters without punctuation, and with it."""

    digest: str
    length: Number
    errors: Number
    marked_length: Number
    marked_errors: Number


@dataclass(frozen=True)
class Baseline:
    """What was wrong in each interview's passages; `heard_by` is for people, `method` says how letters were counted."""

    method: int
    heard_by: str
    interviews: dict[str, tuple[Kept, ...]]


@dataclass(frozen=True)
class Change:
    """How the rate on the passages that both counts have went from `before` to `now` (shares); all interviews: key empty."""

    key: str
    before: float
    now: float
    interval: Interval | None  # None: too few passages to tell
    letters: int  # of the passages that were compared
    left_out: int  # passages of today that the baseline does not have

    @property
    def verdict(self) -> Verdict:
        """Better or worse only where the interval of the difference leaves out zero."""
        if self.interval is None or self.interval.low <= 0 <= self.interval.high:
            return "same"
        return "worse" if self.interval.low > 0 else "better"


_BASELINE = TypeAdapter(Baseline)


def as_baseline(heard_by: str, interviews: Mapping[str, Sequence[Counted]]) -> Baseline:
    """What is worth keeping of today's counts."""
    return Baseline(METHOD, heard_by, {key: tuple(map(_kept, counted)) for key, counted in interviews.items()})


def compose_baseline(baseline: Baseline) -> str:
    """The file's text: sorted keys, one interview a line; the same counts give the same bytes."""
    rows = {
        key: json.dumps([list(asdict(one).values()) for one in kept], separators=(",", ":"))
        for key, kept in sorted(baseline.interviews.items())
    }
    inside = ",\n".join(f"{json.dumps(key, ensure_ascii=False)}:{value}" for key, value in rows.items())
    head = f'"heard_by":{json.dumps(baseline.heard_by, ensure_ascii=False)},\n"interviews":{{\n{inside}\n}},\n'
    return f'{{{head}"koushu":"baseline",\n"method":{baseline.method}}}\n'


def parse_baseline(data: bytes, file: str) -> Baseline:
    """The baseline in a file. Raises Unreadable where it is none, or was counted in another way than today's."""
    try:
        value = json.loads(data)
        rows = {
            key: [dict(zip(("digest", "length", "errors", "marked_length", "marked_errors"), row, strict=True)) for row in kept]
            for key, kept in value["interviews"].items()
        }
        found = _BASELINE.validate_python({**value, "interviews": rows}, strict=False)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as failure:
        raise Unreadable("baseline-broken", file=file) from failure
    if found.method != METHOD:
        raise Unreadable("baseline-other-method", file=file)
    return found


def changes(before: Baseline, now: Baseline) -> tuple[Change, ...]:
    """What became of each interview that both have, and of all of them together, which comes last."""
    pairs = {
        key: list(_paired(before.interviews[key], now.interviews[key]))
        for key in sorted(before.interviews)
        if key in now.interviews
    }
    rows = [_change(key, found, len(now.interviews[key])) for key, found in pairs.items()]
    if not rows:
        return ()
    every = [one for found in pairs.values() for one in found]
    return (*rows, _change("", every, sum(len(now.interviews[key]) for key in pairs)))


def _change(key: str, pairs: list[tuple[Kept, Kept]], passages: int) -> Change:
    counts = [(was.errors, one.errors, one.length) for was, one in pairs]
    letters = sum(length for _, _, length in counts)
    return Change(
        key,
        sum(was for was, _, _ in counts) / max(1, letters),
        sum(one for _, one, _ in counts) / max(1, letters),
        difference(counts),
        letters,
        passages - len(pairs),
    )


def _paired(before: Sequence[Kept], now: Sequence[Kept]) -> Iterator[tuple[Kept, Kept]]:
    """Passages of the same words, in order where several are the same."""
    known: dict[tuple[str, int], list[Kept]] = defaultdict(list)
    for one in reversed(before):
        known[one.digest, one.length].append(one)
    for one in now:
        if known[one.digest, one.length]:
            yield known[one.digest, one.length].pop(), one


def _kept(counted: Counted) -> Kept:
    return Kept(counted.passage.digest, counted.plain.length, counted.plain.errors, counted.marked.length, counted.marked.errors)
