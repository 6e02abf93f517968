"""A draft: what a machine heard in one recording. All times are integer milliseconds on the original's clock."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

Options = dict[str, str | int | float | bool | None]


@dataclass(frozen=True)
class Word:
    """A word, or one character of Chinese, with its time; `probability` is 0–1 and comparable only within an engine."""

    start_ms: int
    end_ms: int
    text: str
    probability: float | None = None  # None: the engine gives none
    speaker: str = ""


@dataclass(frozen=True)
class Segment:
    """What the engine wrote as one piece; `figures` are the engine's own numbers, `flags` what our guards raised."""

    start_ms: int
    end_ms: int
    text: str
    words: tuple[Word, ...] = ()
    flags: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """One recording heard once by one engine with one model and one set of options."""

    recording: str  # the original's SHA-256; empty where a transcript was imported without its recording
    duration_ms: int
    engine: str
    engine_version: str
    model: str
    model_digest: str
    options: Options
    segments: tuple[Segment, ...]
    origin: str = "heard"  # or "imported": a transcript made elsewhere


@dataclass(frozen=True)
class Listener:
    """Who heard it: everything besides the recording that decides what a draft says."""

    engine: str
    version: str
    model: str
    model_digest: str
    options: Options

    def key(self, recording: str) -> str:
        """Eight hex digits that stand for this listener and the recording with this digest: the same work, the same key."""
        work = [recording, self.engine, self.version, self.model_digest, self.options]
        canonical = json.dumps(work, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:8]


def made_by(draft: Draft) -> Listener:
    """Who heard this draft."""
    return Listener(draft.engine, draft.engine_version, draft.model, draft.model_digest, draft.options)


def draft_name(stem: str, engine: str, key: str) -> str:
    """`recording-1` → `recording-1.whisper-0a1b2c3d.json`."""
    return f"{stem}.{engine}-{key}.json"
