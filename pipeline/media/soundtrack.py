"""Passages of public sounds become the sound of a film: measured, raised by one gain each, peaks held, as long as the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import Unreadable
from pipeline.media.landing import landing
from pipeline.media.program import Failed, cannot_write, disk_full, running
from pipeline.media.sound import FORMATS

RATE = 48_000
WEB, BROADCAST = -16.0, -23.0  # LUFS (EBU R 128; −16 is what the web plays alike)
MEASURE = 2  # of loudness: raised when the same sound is to be measured otherwise
_PER_MS = 1000  # frames a second, where a passage is told in milliseconds
_BLOCK = 10 * RATE
_SILENT = -70.0  # LUFS, the gate below which nothing counts (ITU-R BS.1770-4)
_MOST_DB = 30.0  # louder than that only noise would be raised
_CEILING = 10 ** (-2.0 / 20)  # of samples; what lies between them, and what AAC adds, stays under −1 dBTP
_STEP = RATE // 1000
_REACH = 8  # milliseconds in which the gain moves before and after a peak
_FADE = RATE // 100  # at both ends of a passage

_INTEGRATED = re.compile(r"I:\s+(\S+) LUFS")  # in the summary of ffmpeg's meter

Wave = NDArray[np.float32]


@dataclass(frozen=True)
class Piece:
    """A passage of a public sound, or silence (`sound` None): first frame and number of frames, and the gain in decibels."""

    sound: Path | None
    start: int
    count: int
    gain: float = 0.0


def loudness(pieces: Sequence[Piece], fps: int) -> float:
    """The integrated loudness of the pieces one after the other in LUFS (EBU R128), to a tenth; no less than −70.

    Raises Unreadable.
    """
    argv = ["ffmpeg", "-nostdin", "-hide_banner", "-nostats", *_pcm_in(2), "-af", "ebur128=framelog=verbose", "-f", "null", "-"]
    with running(argv, feed=True) as program:
        try:
            for block in _blocks(pieces, fps):
                program.write(_stereo(block))
            program.finish()
            told = _INTEGRATED.findall(program.words())
            return max(_SILENT, float(told[-1]))
        except (Failed, ValueError, IndexError) as trouble:
            raise Unreadable("film-not-made", file=_name(pieces), reason=str(trouble)[-200:]) from None


def gain_to(target: float, measured: float) -> float:
    """The one gain in decibels that brings a measured loudness to a target; none for silence."""
    return 0.0 if measured <= _SILENT else min(_MOST_DB, target - measured)


def encode(pieces: Sequence[Piece], fps: int, target: Path) -> None:
    """Write the pieces one after the other as AAC, two channels alike, exactly as long as their frames.

    The same input gives the same bytes. Raises Unreadable, MissingTool, CannotWrite.
    """
    exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1", "-f", "ipod", "-y"]
    with landing(target) as draft:
        argv = ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", *_pcm_in(2), "-c:a", "aac", "-b:a", "128k", *exact]
        with running([*argv, f"file:{draft.resolve()}"], feed=True) as program:
            try:
                for block in _held(_blocks(pieces, fps)):
                    program.write(_stereo(block))
                program.finish()
            except Failed as failed:
                raise disk_full(failed, target.parent) or Unreadable(
                    "film-not-made", file=target.name, reason=failed.words
                ) from None
            except OSError as trouble:
                raise cannot_write(trouble, target.parent) from trouble


def clip(source: Path, span: tuple[int, int], target: Path, level: float = WEB) -> None:
    """Write a stretch of a public sound (`span` in milliseconds) as AAC at a loudness in LUFS: measured, raised by one gain, with
    peaks held, as the sound of a film is. The same input gives the same bytes. Raises as `encode`."""
    heard = Piece(source, span[0], span[1] - span[0])
    encode([replace(heard, gain=round(gain_to(level, loudness([heard], _PER_MS)), 2))], _PER_MS, target)


def most_sound_bytes(count: int, fps: int) -> int:
    """The most that the encoded sound of `count` frames takes."""
    return 128_000 // 8 * (count // fps + 2) * 5 // 4


def _blocks(pieces: Iterable[Piece], fps: int) -> Iterator[Wave]:
    for piece in pieces:
        wanted, given = piece.count * RATE // fps, 0
        factor = np.float32(10 ** (piece.gain / 20) / 32768)
        for block in _heard(piece, fps) if piece.sound else ():
            wave = block.astype(np.float32) * factor
            _fade(wave, given, wanted)
            given += len(wave)
            yield wave
        while given < wanted:
            rest = min(_BLOCK, wanted - given)
            given += rest
            yield np.zeros(rest, dtype=np.float32)


def _heard(piece: Piece, fps: int) -> Iterator[NDArray[np.int16]]:
    """The passage as mono samples, no more than its frames have; fewer where the sound ends before."""
    assert piece.sound is not None  # noqa: S101 # asked by the caller
    wanted = piece.count * RATE // fps
    source = ["-format_whitelist", FORMATS, "-protocol_whitelist", "file", "-ss", f"{piece.start / fps:.3f}"]
    argv = ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", *source, "-i", f"file:{piece.sound.resolve()}"]
    argv += ["-map", "0:a:0", "-ac", "1", "-ar", str(RATE), "-t", f"{(piece.count + 1) / fps:.3f}", "-f", "s16le", "-"]
    with running(argv) as program:
        while wanted and (data := program.read(2 * min(_BLOCK, wanted))):
            block = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")
            wanted -= len(block)
            yield block


def _fade(wave: Wave, at: int, whole: int) -> None:
    """Fade a block that begins at sample `at` of a passage in and out at the passage's ends, in place."""
    place = np.arange(at, at + len(wave))
    near = np.minimum(place, whole - 1 - place)
    if near.size and near.min() < _FADE:
        wave *= np.clip(near / _FADE, 0, 1).astype(np.float32)


def _held(blocks: Iterable[Wave]) -> Iterator[Wave]:
    """The same sound with every peak under the ceiling; the gain moves a few milliseconds ahead of it and back after it."""
    room = np.ones(2 * _REACH + 1, dtype=np.float32)
    before, waiting, wanted = room, None, room
    for block in blocks:
        needs = _needs(block)
        if waiting is not None:
            yield _lowered(waiting, np.concatenate([before, wanted, np.resize(needs, max(len(needs), len(room)))[: len(room)]]))
            before = np.concatenate([before, wanted])[-len(room) :]
        waiting, wanted = block, needs
    if waiting is not None:
        yield _lowered(waiting, np.concatenate([before, wanted, room]))


def _needs(block: Wave) -> Wave:
    """For each millisecond the gain that its loudest sample needs."""
    padded = np.zeros(-(-len(block) // _STEP) * _STEP, dtype=np.float32)
    padded[: len(block)] = np.abs(block)
    peaks = np.maximum(padded.reshape(-1, _STEP).max(axis=1), np.float32(1e-9))
    needs: Wave = np.minimum(np.float32(1), np.float32(_CEILING) / peaks)
    return needs


def _lowered(block: Wave, needs: Wave) -> Wave:
    """A block under the gains of its milliseconds and of those around it: the least near by, then their mean."""
    if needs.min() >= 1:
        return block
    reach = _REACH + 1
    least = np.lib.stride_tricks.sliding_window_view(np.pad(needs, reach, mode="edge"), 2 * reach + 1).min(axis=1)
    smooth = np.convolve(np.pad(least, _REACH, mode="edge"), np.ones(2 * _REACH + 1) / (2 * _REACH + 1), mode="valid")
    room = 2 * _REACH + 1
    place = (np.arange(len(block)) + 0.5) / _STEP + room - 0.5
    return (block * np.interp(place, np.arange(len(smooth)), smooth)).astype(np.float32)


def _pcm_in(channels: int) -> list[str]:
    return ["-f", "s16le", "-ar", str(RATE), "-ac", str(channels), "-i", "pipe:0"]


def _stereo(block: Wave) -> bytes:
    whole = np.clip(np.rint(block * 32768), -32768, 32767).astype("<i2")
    return np.repeat(whole, 2).tobytes()


def _name(pieces: Sequence[Piece]) -> str:
    return next((one.sound.name for one in pieces if one.sound), "")
