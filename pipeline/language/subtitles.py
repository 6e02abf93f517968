"""Turns WebVTT and SRT made elsewhere, with every deformity real tools produce, into cues, and cues into WebVTT."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from pipeline.errors import Unreadable
from pipeline.language.cuetext import escaped, voices
from pipeline.language.encodings import decode

_LARGEST = 64 * 1024 * 1024
_MOST_CUES, _MOST_LETTERS = 50_000, 500_000  # a day of talk without a pause has 350,000 characters
_CLOCK = r"-?\s?(?:\d{1,6}:)?\d{1,4}:\d{1,2}(?:[.,]\d{1,9})?"
_TIMING = re.compile(rf"\s{{0,20}}(?P<start>{_CLOCK})\s{{0,20}}[-—–]{{1,3}}\s?>\s{{0,20}}(?P<end>{_CLOCK})(?=\s|$)(?P<rest>.*)")
_SETTING = re.compile(r"[A-Za-z]\w{0,15}:\S*")
_FOLD = str.maketrans("０１２３４５６７８９：，．；", "0123456789:,.:")
_CLOCKLIKE = re.compile(r"\s{0,20}[-\d]")
_ALONE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass(frozen=True)
class Cue:
    """One cue; start < end in milliseconds; `text` has no tags, its lines no margins; `speaker` is empty when not named.

    `backwards`: in the file it ends before it starts, and its end here is estimated.
    """

    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""
    backwards: bool = field(default=False, compare=False)  # what the file said, not what the cue is


@dataclass(frozen=True)
class Subtitles:
    """A whole file; `repairs` are `code:line` with codes of the catalogue, in the order of the file."""

    cues: tuple[Cue, ...]
    encoding: str
    kind: Literal["vtt", "srt"]
    repairs: tuple[str, ...]


@dataclass
class _Raw:
    """A cue while its lines come in."""

    line: int
    start_ms: int
    end_ms: int
    lines: list[str]


def read_subtitles(data: bytes) -> Subtitles:
    """The cues of a WebVTT or SRT file in order of time. Work is linear in the size of the file.

    Raises Unreadable (`subtitles-*`) for what is empty, too much, in no known encoding, or holds no cue and is no WebVTT.
    """
    if len(data) > _LARGEST:
        raise Unreadable("subtitles-too-large", limit=_LARGEST // 1024 // 1024)
    text, encoding, repairs = decode(data)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    kind: Literal["vtt", "srt"] = "vtt" if re.match(r"WEBVTT(?:\s|$)", first) else "srt"
    found = _Cues(kind, repairs)
    for number, line in enumerate(lines, 1):
        found.take(number, line)
    found.end()
    if not found.cues and kind == "srt":
        raise Unreadable("subtitles-none" if first else "subtitles-empty")
    cues = _ordered(found.cues, repairs)
    if sum(len(cue.text) for cue in cues) > _MOST_LETTERS:
        raise Unreadable("subtitles-too-much", cues=_MOST_CUES, letters=_MOST_LETTERS)
    return Subtitles(cues, encoding, kind, tuple(repairs))


def write_vtt(cues: Iterable[Cue]) -> str:
    """The cues as WebVTT (W3C WebVTT §4.1); reading it gives the same cues back."""
    parts = ["WEBVTT"]
    for cue in cues:
        words = escaped("\n".join(line for line in cue.text.split("\n") if line.strip()))
        voice = f"<v {escaped(' '.join(cue.speaker.split()))}>" if cue.speaker else ""
        parts.append(f"{_clock(cue.start_ms)} --> {_clock(max(cue.end_ms, cue.start_ms + 1))}\n{voice}{words}")
    return "\n\n".join(parts) + "\n"


class _Cues:
    """Cues as the lines come in: a timing opens one, a blank line ends it, words without a timing join the cue before."""

    def __init__(self, kind: Literal["vtt", "srt"], repairs: list[str]) -> None:
        self.cues: list[_Raw] = []
        self._kind = kind
        self._repairs = repairs
        self._loose: list[str] = []  # lines after a blank line that belong to no cue yet
        self._blank = True  # the line before was blank
        self._skipping = kind == "vtt"  # in the header, a NOTE, STYLE or REGION: until a blank line

    def take(self, number: int, line: str) -> None:
        """One more line."""
        timing = _TIMING.match(line.translate(_FOLD)) if ">" in line else None
        if timing and (self._kind == "srt" or "-->" in line):
            self._open(number, timing, line)
        elif not line.strip():
            self._blank, self._skipping = True, False
        elif not self._skipping:
            self._words(number, line.strip())

    def end(self) -> None:
        """The file is over."""
        if self._loose != [str(len(self.cues) + 1)]:  # a last number without a cue says nothing
            self._attach(self.cues[-1].line if self.cues else 1)

    def _words(self, number: int, line: str) -> None:
        if self._kind == "vtt" and self._blank and _ALONE.match(line):
            self._skipping = True
            return
        if "-->" in line and _CLOCKLIKE.match(line):
            self._repairs.append(f"subtitle-timing:{number}")
        elif self._blank or self._loose:
            if self._blank:
                self._attach(number)
            self._loose.append(line)
        elif self.cues:
            self.cues[-1].lines.append(line)
        self._blank = False

    def _open(self, number: int, timing: re.Match[str], line: str) -> None:
        if len(self.cues) >= _MOST_CUES:
            raise Unreadable("subtitles-too-much", cues=_MOST_CUES, letters=_MOST_LETTERS)
        self._number(number)
        self._attach(number)
        rest = line[timing.start("rest") :].strip()
        words = [] if all(_SETTING.fullmatch(part) for part in rest.split()) else [rest]
        start, end = _milliseconds(timing["start"]), _milliseconds(timing["end"])
        self.cues.append(_Raw(number, start, end, words))
        self._blank = self._skipping = False

    def _number(self, number: int) -> None:
        """Takes away the line before a timing that only numbers or names the cue."""
        if self._loose:
            if self._loose[-1].isdigit() or (self._kind == "vtt" and not self._blank and len(self._loose) == 1):
                self._loose.pop()
        elif self.cues and not self._blank:
            self._repairs.append(f"subtitle-blank-missing:{number}")
            lines = self.cues[-1].lines
            if lines and lines[-1].isdigit() and (len(lines) > 1 or int(lines[-1]) == len(self.cues) + 1):
                lines.pop()

    def _attach(self, number: int) -> None:
        """Gives lines without a timing to the cue before them."""
        if self._loose and self.cues:
            self.cues[-1].lines.extend(self._loose)
            self._repairs.append(f"subtitle-blank-inside:{number}")
        elif self._loose:
            self._repairs.append(f"subtitle-words-before:{number}")
        self._loose = []


def _ordered(raws: list[_Raw], repairs: list[str]) -> tuple[Cue, ...]:
    """Cues in order of time, each starting at 0 or later and ending after it starts."""
    for before, raw in zip([None, *raws], raws, strict=False):
        if raw.start_ms < 0 or raw.end_ms < 0:
            repairs.append(f"subtitle-negative:{raw.line}")
            raw.start_ms, raw.end_ms = max(0, raw.start_ms), max(0, raw.end_ms)
        if before is not None and raw.start_ms < before.start_ms:
            repairs.append(f"subtitle-order:{raw.line}")
    raws = sorted(raws, key=lambda raw: raw.start_ms)
    cues: list[Cue] = []
    for raw, after in zip(raws, [*raws[1:], None], strict=False):
        spoken = voices("\n".join(raw.lines))
        if not spoken:
            repairs.append(f"subtitle-empty:{raw.line}")
        backwards = raw.end_ms <= raw.start_ms
        if backwards:
            repairs.append(f"subtitle-backwards:{raw.line}")
            raw.end_ms = _likely_end(raw.start_ms, spoken, after)
        elif after is not None and after.start_ms < raw.end_ms:
            repairs.append(f"subtitle-overlap:{after.line}")
        cues += [replace(cue, backwards=backwards) for cue in _spread(raw, spoken)]
    repairs.sort(key=lambda repair: int(repair.rpartition(":")[2]))
    return tuple(cues)


def _likely_end(start_ms: int, spoken: list[tuple[str, str]], after: _Raw | None) -> int:
    """Where a cue ends whose end is wrong: five characters a second, at most until the next cue starts."""
    end = start_ms + max(500, 200 * sum(len(words) for _, words in spoken))
    return min(end, after.start_ms) if after is not None and after.start_ms > start_ms else end


def _spread(raw: _Raw, spoken: list[tuple[str, str]]) -> list[Cue]:
    """One cue per voice; several voices share the time by their characters."""
    total = sum(len(words) for _, words in spoken)
    if raw.end_ms - raw.start_ms < len(spoken):
        spoken = [(spoken[0][0], "\n".join(words for _, words in spoken))]
    cues: list[Cue] = []
    said, start = 0, raw.start_ms
    for index, (speaker, words) in enumerate(spoken):
        said += len(words)
        left = len(spoken) - index - 1
        end = raw.start_ms + (raw.end_ms - raw.start_ms) * said // total
        end = min(max(end, start + 1), raw.end_ms - left)
        cues.append(Cue(start, end, words, speaker))
        start = end
    return cues


def _milliseconds(clock: str) -> int:
    *hours, minutes, seconds = clock.replace(",", ".").strip("- ").split(":")
    whole, _, rest = seconds.partition(".")
    total = ((int(hours[0]) if hours else 0) * 60 + int(minutes)) * 60 + int(whole)
    milliseconds = total * 1000 + int((rest + "000")[:3])
    return -milliseconds if clock.startswith("-") else milliseconds


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(max(0, milliseconds), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
