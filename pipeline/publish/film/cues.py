"""The released sentences of a passage become subtitles: short lines, in frames, with whoever asks named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.language.sentences import plain_sentences
from pipeline.model.edition import PublicInterview
from pipeline.model.film import frames
from pipeline.model.projection import PublicTurn, Words
from pipeline.model.timing import TurnTime

LINE = 18  # characters of a line at most, as broadcasters here have it
MOST = 2 * LINE
LEAST = 20  # frames that a subtitle stands at least
LEFT_OUT = "〔此处略去〕"
_MARK = re.compile(r"(?<=[，、；：。！？…])")


@dataclass(frozen=True)
class Cue:
    """A subtitle from frame `start` to before frame `end`, of one or two lines."""

    start: int
    end: int
    lines: tuple[str, ...]


def cues_of(one: PublicInterview, silenced: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Cue, ...]:
    """The subtitles of an interview between two frames of its own clock, shifted so that `start` is 0; none overlaps another.

    Where something is silenced (milliseconds) a subtitle says so.
    """
    found = [Cue(frames(first), frames(last), (LEFT_OUT,)) for first, last in silenced]
    found += list(_spoken(one)) if one.timing else []
    inside = (replace(cue, start=max(cue.start, start) - start, end=min(cue.end, end) - start) for cue in found)
    return tuple(
        _apart(sorted((cue for cue in inside if cue.start < cue.end), key=lambda cue: (cue.start, cue.end)), end - start)
    )


def srt(cues: Sequence[Cue], fps: int) -> str:
    """The subtitles as SubRip, which ffmpeg turns into the soft subtitles of an MP4."""
    rows = (
        f"{number}\n{_clock(cue.start, fps, ',')} --> {_clock(cue.end, fps, ',')}\n{chr(10).join(cue.lines)}\n"
        for number, cue in enumerate(cues, 1)
    )
    return "\n".join(rows)


def vtt(cues: Sequence[Cue], fps: int) -> str:
    """The subtitles as WebVTT, for players that take a file beside the film."""
    escaped = ([line.replace("&", "&amp;").replace("<", "&lt;") for line in cue.lines] for cue in cues)
    rows = (
        f"{_clock(cue.start, fps, '.')} --> {_clock(cue.end, fps, '.')}\n{chr(10).join(told)}\n"
        for cue, told in zip(cues, escaped, strict=True)
    )
    return "WEBVTT\n\n" + "\n".join(rows)


def parted(sentence: str, most: int) -> tuple[str, ...]:
    """A sentence in pieces of at most so many characters, cut after marks where there are any."""
    pieces: list[str] = []
    for part in filter(None, _MARK.split(sentence)):
        if pieces and len(pieces[-1]) + len(part) <= most:
            pieces[-1] += part
            continue
        count = -(-len(part) // most)
        step = -(-len(part) // count)
        pieces += [part[at : at + step] for at in range(0, len(part), step)]
    return tuple(pieces)


def _spoken(one: PublicInterview) -> Iterator[Cue]:
    turns = [turn for chapter in one.projection.chapters for turn in chapter.turns]
    for turn, time in zip(turns, one.timing.turns if one.timing else (), strict=True):
        yield from _turn(turn, time)


def _turn(turn: PublicTurn, time: TurnTime) -> Iterator[Cue]:
    asked = "" if turn.role == "narrator" or not turn.speaker.strip() else f"{turn.speaker.strip()}："
    for block, times in zip(turn.blocks, time.blocks, strict=True):
        if not isinstance(block, Words):
            continue
        for words, spoken in zip(plain_sentences(block.text), times, strict=True):
            told = f"{asked}{' '.join(words.split())}"
            asked = ""
            yield from _cues(told, frames(spoken.start_ms), frames(spoken.end_ms))


def _cues(words: str, start: int, end: int) -> Iterator[Cue]:
    """A sentence as one subtitle or several, each for its share of the time."""
    pieces = parted(words, MOST)
    said, whole = 0, max(1, len(words))
    for piece in pieces:
        first = start + (end - start) * said // whole
        said += len(piece)
        yield Cue(first, start + (end - start) * said // whole, _lines(piece))


def _lines(words: str) -> tuple[str, ...]:
    """One line, or two with the cut at the mark nearest to the middle."""
    if len(words) <= LINE:
        return (words,)
    cuts = [found.start() for found in _MARK.finditer(words) if 0 < found.start() < len(words)]
    fitting = [at for at in cuts if at <= LINE and len(words) - at <= LINE]
    middle = min(fitting, key=lambda at: abs(2 * at - len(words))) if fitting else -(-len(words) // 2)
    return words[:middle].strip(), words[middle:].strip()


def _apart(cues: Sequence[Cue], whole: int) -> Iterator[Cue]:
    """The same, each long enough to be read where there is room, none reaching into the next."""
    for number, cue in enumerate(cues):
        limit = cues[number + 1].start if number + 1 < len(cues) else whole
        end = min(max(cue.end, cue.start + LEAST), max(limit, cue.start))
        if end > cue.start:
            yield replace(cue, end=end)


def _clock(frame: int, fps: int, mark: str) -> str:
    ms = frame * 1000 // fps
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{mark}{ms % 1000:03}"
