"""The codes of an edition become what the template prints at a chapter and at its marked passages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.edition import Edition, PublicInterview
from pipeline.publish.codes import symbol

Part = dict[str, Any]


class Voicing:
    """The codes of one volume, by the interview to which they lead."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def chapter(self, ident: str) -> Part | None:
        """The code at the head of a chapter; None where the interview may not be heard."""
        found = (one for one in self._edition.codes if one.interview == ident and one.at_ms is None)
        return next((self._part(one.code, "扫码听这一篇的原声") for one in found), None)

    def due(self, interview: PublicInterview) -> dict[int, list[Part]]:
        """Turn, counted from 0 → the codes that stand before it: each at the last turn that begins by its moment."""
        talk = interview.projection
        turns = [turn for chapter in talk.chapters for turn in chapter.turns]
        times = interview.timing.turns if interview.timing else ()
        starts = [
            turn.start_ms if turn.start_ms is not None or number >= len(times) else times[number].start_ms
            for number, turn in enumerate(turns)
        ]
        marked: dict[int, list[Part]] = {}
        for one in sorted((one for one in self._edition.codes if one.interview == talk.id), key=lambda one: one.at_ms or 0):
            if one.at_ms is not None and (place := _last_begun(starts, one.at_ms)) is not None:
                part = self._part(one.code, "扫码从这里听起")
                marked.setdefault(place, []).extend([part] if part else [])
        return marked

    def _part(self, code: str, says: str) -> Part | None:
        one = next(each for each in self._edition.codes if each.code == code)
        made = symbol(self._edition.site_url, one)
        return {"kind": "voice", "says": says, **made} if made else None


def _last_begun(starts: Iterable[int | None], at_ms: int) -> int | None:
    begun = [number for number, start in enumerate(starts) if start is not None and start <= at_ms]
    return begun[-1] if begun else None
