"""How the command line lists what a machine doubts."""

from __future__ import annotations

from pipeline.cli import show
from pipeline.cli.words import say
from pipeline.model.flagged import Flagged
from pipeline.model.marks import REASONS
from pipeline.model.record import format_clock

VERDICTS_ZH = {"deleted": "删去", "kept": "保留", "replaced": "改写"}


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


def _reason(code: str) -> str:
    return say(REASONS.get(code, code), code)
