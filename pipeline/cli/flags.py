"""How the command line lists what a machine doubts."""

from __future__ import annotations

import datetime as dt
import json

from pipeline.cli import show
from pipeline.cli.words import say
from pipeline.language.personal.suspects import Suspect
from pipeline.model.flagged import Flagged
from pipeline.model.marks import REASONS
from pipeline.model.personal import label_of
from pipeline.model.record import format_clock

VERDICTS_ZH = {"deleted": "删去", "kept": "保留", "replaced": "改写", "withheld": "不公开"}


def listed(found: tuple[Flagged, ...]) -> None:
    """What nobody decided yet, one a line: id, time, reason, words; then how many were decided."""
    waiting = [one for one in found if one.decision is None]
    for one in waiting:
        reason = say(f"听起来像“{one.name}”", f"like “{one.name}”") if one.name else _reason(one.doubt.code)
        at = "--:--:--" if one.at_ms is None else format_clock(one.at_ms)
        gone = say("  （稿中已无记号）", "  (no mark in the text)") if one.marked is False else ""
        show.line(f"{one.doubt.id}  {at}  {reason}  {one.doubt.words[:40]}{gone}")
    settled = len(found) - len(waiting)
    show.line(say(f"待核 {len(waiting)} 处，已决定 {settled} 处。", f"{len(waiting)} to be settled, {settled} decided."))


def doubted(finds: tuple[Suspect, ...]) -> None:
    """What in the reviewed words may be personal or secret and nobody decided may be public, one a line."""
    if finds:
        show.line(say("请先决定（--decide）：", "to be decided first (--decide):"))
    for one in finds:
        at = "--:--:--" if one.start_ms is None else format_clock(one.start_ms)
        show.line(f"  {one.doubt.id}  {at}  {_reason(one.doubt.code)}  {one.doubt.words[:40]}")


def _reason(code: str) -> str:
    personal = label_of(code)
    if personal:
        return say(f"可能是{personal[0]}", f"may be {personal[1]}")
    return say(REASONS.get(code, code), code)


def to_withhold(key: str, by: str, today: dt.date, meant: tuple[Flagged, ...]) -> None:
    """What was decided not to be public, and the lines of interview.yml that see to it."""
    show.line(
        say(
            f"{by} 决定不公开 {key} 的 {len(meant)} 处。请在 interview.yml 的 withhold 里添上（或按时间写 from、to）：",
            f"{by}: {len(meant)} places of {key} are to be withheld. Add to `withhold` in interview.yml (or give from, to):",
        )
    )
    for one in meant:
        words = json.dumps(one.doubt.words, ensure_ascii=False)
        category = one.doubt.code.removeprefix("personal-").replace("-", "_")
        decided = f"decided_by: {by}, on: {today}, review_on: YYYY-MM-DD"
        show.line(f"  - {{id: w-{one.doubt.id}, quote: {words}, category: {category}, {decided}}}")
