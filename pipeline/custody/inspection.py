"""What was found of an archive → the inspections of DA/T 70-2018, 真实性 完整性 可用性 安全性, each item with its evidence.

The standard was read as excerpts. Items follow its four headings and three checkpoints; `area` is the kind of inspection they
belong to, without clause numbers, which the official text alone can give. Nothing is said to be sound that was not looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model.archive import Archive
from pipeline.model.fixity import Inventory
from pipeline.model.problem import Problem

Aspect = Literal["真实性", "完整性", "可用性", "安全性"]
Checkpoint = Literal["归档", "移交接收", "长期保存"]
Result = Literal["通过", "不通过", "不适用", "需人工核查"]
ASPECTS: tuple[Aspect, ...] = ("真实性", "完整性", "可用性", "安全性")
CHECKPOINTS: tuple[Checkpoint, ...] = ("归档", "移交接收", "长期保存")
RESULTS: tuple[Result, ...] = ("通过", "不通过", "需人工核查", "不适用")


@dataclass(frozen=True)
class Media:
    """What decoding a recording or picture to its end told: its form, channels (0: a picture), and length or size in words."""

    form: str
    channels: int
    extent: str
    duration_ms: int = 0


@dataclass(frozen=True)
class Lock:
    """A name in `sealed/`, or that folder itself: its path from the root and its permissions."""

    path: str
    mode: int


@dataclass(frozen=True)
class Facts:
    """All that was looked at; paths are from the archive's root.

    `problems` are what `check` finds; `fixity` is what re-reading every original found, `digests` what it is now, `proven` when
    each file was last found sound before; `media` is what decoding told, or why it failed; `tracked` are the files that git keeps
    (None: no git there), or why it would not tell; `bag` is what is wrong with the package that is handed over (None: none was
    named).
    """

    archive: Archive
    inventory: Inventory
    problems: tuple[Problem, ...]
    fixity: tuple[Problem, ...]
    proven: Mapping[str, dt.datetime]
    digests: Mapping[str, str]
    media: Mapping[str, Media | Problem]
    drafts: Mapping[str, Problem | None]  # None: it was read whole
    sealed: tuple[Lock, ...]
    tracked: tuple[str, ...] | Problem | None
    bag: tuple[Problem, ...] | None
    today: dt.date
    within_days: int

    @property
    def originals(self) -> tuple[str, ...]:
        """Every original that is there or should be."""
        return tuple(path for path, one in self.inventory.holdings.items() if one.role == "original")


@dataclass(frozen=True)
class Verdict:
    """How an item came out, on what evidence, and what to do where it did not pass."""

    result: Result
    evidence: tuple[str, ...]
    cure: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to inspect: how, at which checkpoints, and who judges it."""

    code: str
    aspect: Aspect
    area: str
    title: str
    method: str
    judge: Callable[[Facts], Verdict]
    at: tuple[Checkpoint, ...] = CHECKPOINTS


@dataclass(frozen=True)
class Finding:
    """An item with its verdict."""

    item: Item
    verdict: Verdict


def inspect(items: Sequence[Item], facts: Facts, checkpoint: Checkpoint) -> tuple[Finding, ...]:
    """Every item of the checkpoint, in the order of the four headings."""
    due = [item for item in items if checkpoint in item.at]
    return tuple(Finding(item, item.judge(facts)) for aspect in ASPECTS for item in due if item.aspect == aspect)


def passed_unless(wrong: Sequence[str], sound: str, cure: str, *, of: int = 1) -> Verdict:
    """通过 with the evidence `sound`, 不通过 with what is wrong, 不适用 where there was nothing to look at (`of` is 0)."""
    if wrong:
        return Verdict("不通过", tuple(wrong), cure)
    return Verdict("通过", (sound,)) if of else Verdict("不适用", ("没有可检测的对象。",))


def told(problems: Sequence[Problem]) -> list[str]:
    """Each problem in Chinese, with its place."""
    return [f"{one.file}{f'（第 {one.line} 行）' if one.line else ''}：{one.say('zh')}" for one in problems]
