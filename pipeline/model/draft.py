"""A draft: what a machine heard in one recording. All times are integer milliseconds on the original's clock."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BeforeValidator

Options = dict[str, str | int | float | bool | None]
# What a listener was told that may differ from one day to the next: it is recorded, but new names alone are no new work.
UNKEYED = frozenset({"names"})


@dataclass(frozen=True)
class Word:
    """A word, or one character of Chinese, with its time; `probability` is 0–1 and comparable only within an engine."""

    start_ms: int
    end_ms: int
    text: str
    probability: float | None = None  # None: the engine gives none
    speaker: str = ""


@dataclass(frozen=True)
class Flag:
    """A doubt about a segment, or about the characters [start, end) of its text; `code` has a sentence in the catalogue."""

    code: str
    start: int | None = None  # None: the whole segment
    end: int | None = None
    values: dict[str, str | int | float] = field(default_factory=dict)


def _flags(value: object) -> object:
    """Drafts made before flags had places name them by their codes alone."""
    return [{"code": one} if isinstance(one, str) else one for one in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Segment:
    """What the engine wrote as one piece; `figures` are the engine's own numbers, `flags` what our guards raised."""

    start_ms: int
    end_ms: int
    text: str
    words: tuple[Word, ...] = ()
    flags: Annotated[tuple[Flag, ...], BeforeValidator(_flags)] = ()
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def confidence(self) -> float | None:
        """The mean probability of its words, comparable only within an engine; None where the engine gives none."""
        known = [word.probability for word in self.words if word.probability is not None]
        return sum(known) / len(known) if known else None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of its flags."""
        return frozenset(flag.code for flag in self.flags)


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
    speech: dict[str, int] = field(default_factory=dict)  # what the finding of speech met (see transcribe.pauses.Tally)


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
        return self._stand_for(recording, {name: told for name, told in self.options.items() if name not in UNKEYED})

    def exact_key(self, recording: str) -> str:
        """The same, but other names to expect give another key: for what is only kept until the draft is saved."""
        return self._stand_for(recording, self.options)

    def _stand_for(self, recording: str, options: Options) -> str:
        work = [recording, self.engine, self.version, self.model_digest, options]
        canonical = json.dumps(work, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:8]


def made_by(draft: Draft) -> Listener:
    """Who heard this draft."""
    return Listener(draft.engine, draft.engine_version, draft.model, draft.model_digest, draft.options)


def draft_name(stem: str, engine: str, key: str) -> str:
    """`recording-1` → `recording-1.whisper-0a1b2c3d.json`."""
    return f"{stem}.{engine}-{key}.json"
