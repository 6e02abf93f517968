"""A recording and an engine become a draft, piece by piece, in flat memory; a killed run goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pipeline.media.sound import decode
from pipeline.model.draft import Draft, Listener, Options, Segment, Word
from pipeline.transcribe.channels import streams
from pipeline.transcribe.guards import doubt_silence, guard
from pipeline.transcribe.listening import RATE, Engine, Hints, Piece
from pipeline.transcribe.loudness import Finder, Loudness
from pipeline.transcribe.pauses import Tally, cut
from pipeline.transcribe.punctuation import Punctuation
from pipeline.transcribe.voices import Voices
from pipeline.transcribe.whisper_options import said_before
from pipeline.transcribe.windows import Windows, windows_of


@dataclass(frozen=True)
class Original:
    """A recording to be heard: where it lies, its SHA-256, and its length in milliseconds as probed."""

    source: Path
    digest: str
    duration_ms: int


@dataclass(frozen=True)
class Ears:
    """What hears: the recogniser, and what finds speech, tells voices apart and sets punctuation (None: nothing does)."""

    engine: Engine
    finder: Finder = Loudness()
    voices: Voices | None = None
    punctuation: Punctuation | None = None


def listener(ears: Ears, hints: Hints) -> Listener:
    """Who would hear, with every option including ours; cheap, so that work already done is known without loading a model."""
    described = ears.engine.describe(hints)
    ours: Options = {"cut": ears.finder.name}
    if hints.channels:
        ours["channels"] = " ".join(hints.channels)
    elif ears.voices:
        ours["voices"] = ears.voices.describe(hints.voices)
    if ears.punctuation:
        ours |= ears.punctuation.described()
    return replace(described, options={**described.options, **ours})


def hear(original: Original, ears: Ears, hints: Hints, folder: str | Path, on_progress: Callable[[int, int], None]) -> Draft:
    """The draft of a recording, every segment on the recording's clock and flagged where a machine probably made it up.

    Where the microphones were separate each side is heard alone, and what two people say at once stands twice. Each piece
    is kept in `folder` as soon as it is heard; call `forget` when the draft is saved. `on_progress` gets the milliseconds
    done and in all. The same work gives an equal draft. Raises Unreadable, NotAModel, MissingTool, CannotWrite.
    """
    who = listener(ears, hints)
    windows = windows_of(original.digest, who, folder)
    tally = Tally()
    heard: list[Segment] = []
    sides = streams(original.source, hints.channels)
    for number, (side, sound) in enumerate(sides):
        pieces = (replace(piece, side=side) for piece in cut(sound, tally, ears.finder))
        for piece, segments in _listened(ears.engine, pieces, hints, windows):
            heard += (_placed(doubt_silence(_within(segment, piece), piece.voiced), piece) for segment in segments)
            on_progress((number * original.duration_ms + piece.end_ms) // len(sides), original.duration_ms)
    heard.sort(key=lambda segment: segment.start_ms)
    if ears.voices and not hints.channels:
        heard = ears.voices.name(heard, decode(original.source, RATE), hints.voices)
    if ears.punctuation:
        heard = list(ears.punctuation.punctuated(heard))
    described = (who.engine, who.version, who.model, who.model_digest, who.options)
    return Draft(original.digest, original.duration_ms, *described, guard(heard, _told(who, hints)), speech=tally.told())


def forget(original_digest: str, who: Listener, folder: str | Path) -> None:
    """Remove the kept pieces of work whose draft is saved."""
    windows_of(original_digest, who, folder).forget()


def _told(who: Listener, hints: Hints) -> str:
    """The sentence that the engine was told beforehand; empty where it takes none."""
    return said_before(hints) if "initial_prompt" in who.options else ""


def _listened(
    engine: Engine, pieces: Iterator[Piece], hints: Hints, windows: Windows
) -> Iterator[tuple[Piece, tuple[Segment, ...]]]:
    """What is kept of each piece, or what the engine hears in its group now.

    The groups are the same in every run: what a batch holds may show in the last digits of an engine's figures.
    """
    while group := list(islice(pieces, engine.at_once)):
        known = [segments for piece in group if (segments := windows.recall(piece)) is not None]
        if len(known) < len(group):
            known = list(engine.listen(group, hints))
            for piece, segments in zip(group, known, strict=True):
                windows.keep(piece, segments)
        yield from zip(group, known, strict=True)


def _within(segment: Segment, piece: Piece) -> Segment:
    """The segment with its times and its words' inside the piece and in order; engines run over the end."""

    def clamped(start: int, end: int) -> tuple[int, int]:
        start = min(max(start, 0), piece.length_ms)
        return start, min(max(end, start), piece.length_ms)

    def word_clamped(word: Word) -> Word:
        start, end = clamped(word.start_ms, word.end_ms)
        return replace(word, start_ms=start, end_ms=end)

    start, end = clamped(segment.start_ms, segment.end_ms)
    return replace(segment, start_ms=start, end_ms=end, words=tuple(word_clamped(word) for word in segment.words))


def _placed(segment: Segment, piece: Piece) -> Segment:
    """The segment on the recording's clock, its words said by whoever has that side."""
    words = segment.words or ((Word(segment.start_ms, segment.end_ms, segment.text),) if piece.side else ())
    offset = piece.start_ms
    return replace(
        segment,
        start_ms=segment.start_ms + offset,
        end_ms=segment.end_ms + offset,
        words=tuple(
            replace(word, start_ms=word.start_ms + offset, end_ms=word.end_ms + offset, speaker=piece.side) for word in words
        ),
    )
