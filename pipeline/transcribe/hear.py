"""A recording and an engine become a draft, piece by piece, in flat memory; a killed run goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pipeline.media.sound import decode
from pipeline.model.draft import Draft, Listener, Segment, Word
from pipeline.transcribe.guards import doubt_silence, guard
from pipeline.transcribe.listening import RATE, Engine, Hints, Piece
from pipeline.transcribe.pauses import Tally, cut
from pipeline.transcribe.windows import Windows, windows_of

CUTTER = "pauses-1"  # named in every draft: other pieces give other words


@dataclass(frozen=True)
class Original:
    """A recording to be heard: where it lies, its SHA-256, and its length in milliseconds as probed."""

    source: Path
    digest: str
    duration_ms: int


def listener(engine: Engine, hints: Hints) -> Listener:
    """Who would hear, with every option including ours; cheap, so that work already done is known without loading a model."""
    described = engine.describe(hints)
    return replace(described, options={**described.options, "cut": CUTTER})


def hear(original: Original, engine: Engine, hints: Hints, folder: str | Path, on_progress: Callable[[int, int], None]) -> Draft:
    """The draft of a recording, every segment on the recording's clock and flagged where a machine probably made it up.

    Each piece is kept in `folder` as soon as it is heard; call `forget` when the draft is saved. `on_progress` gets the
    milliseconds done and in all. The same work gives an equal draft. Raises Unreadable, NotAModel, MissingTool, CannotWrite.
    """
    who = listener(engine, hints)
    windows = windows_of(original.digest, who, folder)
    tally = Tally()
    heard: list[Segment] = []
    for pieces in _groups(cut(decode(original.source, RATE), tally), engine.at_once):
        for piece, segments in zip(pieces, _listened(engine, pieces, hints, windows), strict=True):
            heard += (_placed(doubt_silence(_within(segment, piece), piece.voiced), piece.start_ms) for segment in segments)
            on_progress(piece.end_ms, original.duration_ms)
    return Draft(
        original.digest,
        original.duration_ms,
        who.engine,
        who.version,
        who.model,
        who.model_digest,
        who.options,
        guard(heard),
        speech=vars(tally),
    )


def forget(original_digest: str, who: Listener, folder: str | Path) -> None:
    """Remove the kept pieces of work whose draft is saved."""
    windows_of(original_digest, who, folder).forget()


def _groups(pieces: Iterator[Piece], size: int) -> Iterator[list[Piece]]:
    """The same groups in every run: what a batch holds may show in the last digits of an engine's figures."""
    while group := list(islice(pieces, size)):
        yield group


def _listened(engine: Engine, pieces: Sequence[Piece], hints: Hints, windows: Windows) -> Sequence[tuple[Segment, ...]]:
    """What is kept of the group, or where a piece is missing what the engine hears in the group now."""
    known = [segments for piece in pieces if (segments := windows.recall(piece)) is not None]
    if len(known) == len(pieces):
        return known
    heard = engine.listen(pieces, hints)
    for piece, segments in zip(pieces, heard, strict=True):
        windows.keep(piece, segments)
    return heard


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


def _placed(segment: Segment, offset: int) -> Segment:
    """The segment on the recording's clock."""
    words = tuple(replace(word, start_ms=word.start_ms + offset, end_ms=word.end_ms + offset) for word in segment.words)
    return replace(segment, start_ms=segment.start_ms + offset, end_ms=segment.end_ms + offset, words=words)
