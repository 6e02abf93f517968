"""Recordings become facts, streams of samples, and public sound; the only importer of ffmpeg-python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import ffmpeg
import numpy as np

from pipeline.errors import Unreadable
from pipeline.media import riff, xing
from pipeline.media.landing import landing
from pipeline.media.locked import is_locked
from pipeline.media.program import Failed, cannot_write, complaints, disk_full, run, running
from pipeline.media.silence import Sound, Span, silenced_pcm

BLOCK_SECONDS = 10
MOST_SECONDS = 14_400  # that looking at every frame of one recording may take
# What counts as a recording. Playlists, image sequences and text screens, which ffmpeg also opens, name other files: not ours.
FORMATS = (
    "wav,w64,aiff,au,caf,flac,mp3,aac,ac3,ogg,wv,ape,amr,asf,avi,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,"
    "mpeg,mpegts,mpegvideo,flv,dv,mxf,rm"
)
_ADDRESS = re.compile(r" @ 0x[0-9a-f]+")
# Formats whose stated length is a guess from the bit rate.
ESTIMATED = frozenset({"mp3", "aac", "ac3", "amr", "mpeg", "mpegts", "rm"})

_EXACT = frozenset({"wav", "w64", "aiff", "flac"})  # containers that state the number of samples
_BLOCK_MS = 100
FILM_RATE = 10  # frames a second of a film of stills: enough for words that change with a sentence
_BARE: dict[str, object] = {"fflags": "+bitexact", "flags:a": "+bitexact", "map_metadata": -1, "map_chapters": -1, "threads": 1}


@dataclass(frozen=True)
class SoundFacts:
    """What a recording is: length in milliseconds as decoded, samples per second, channels, and ffmpeg's names of its forms."""

    duration_ms: int
    rate: int
    channels: int
    codec: str
    format: str
    has_video: bool


def probe(path: Path) -> SoundFacts:
    """Decode the whole first sound track and say what it is.

    Raises Unreadable (`sound-missing`, `sound-empty`, `sound-unknown`, `sound-no-audio`, `sound-locked`, `sound-damaged`,
    `sound-truncated`) and MissingTool.
    """
    told = _told(path)
    streams = told.get("streams", [])
    tracks = [stream for stream in streams if stream.get("codec_type") == "audio"]
    video = [s for s in streams if s.get("codec_type") == "video" and not s.get("disposition", {}).get("attached_pic")]
    if not tracks:
        raise Unreadable("sound-no-audio" if video else "sound-unknown", file=path.name)
    if is_locked(path):
        raise Unreadable("sound-locked", file=path.name)
    track = tracks[0]
    rate, channels = int(track.get("sample_rate") or 0), int(track.get("channels") or 0)
    if not rate or not channels:
        raise Unreadable("sound-unknown", file=path.name)
    frames = sum(len(block) for block in decode(path, rate, channels))
    if not frames:
        raise Unreadable("sound-damaged", file=path.name, reason="no samples")
    duration = milliseconds(frames, rate)
    facts = SoundFacts(duration, rate, channels, track.get("codec_name", ""), told["format"]["format_name"], bool(video))
    _refuse_truncated(path, facts, riff.stated_ms(path) or xing.stated_ms(path) or _stated(told, track))
    return facts


def broken_frames(path: Path) -> tuple[str, ...]:
    """What a decoder complains about in any track of a recording that `probe` has found whole; of moving pictures the key frames.

    Raises Unreadable (`sound-damaged`) and MissingTool.
    """
    strict = ["-skip_frame:v", "nokey", "-err_detect", "+crccheck"]
    asked = ["-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-i", f"file:{path.resolve()}"]
    tracks = ["-map", "0:a", "-map", "0:v?", "-f", "null", "-"]
    argv = ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", *strict, *asked, *tracks]
    try:
        lines = complaints(argv, limit=MOST_SECONDS)
    except Failed as failed:
        raise Unreadable("sound-damaged", file=path.name, reason=_reason(failed, path)) from None
    own = (line for line in lines if not line.startswith("[null @"))  # that is the muxer, about times it was given
    return tuple(_ADDRESS.sub("", line) for line in own)


def container_facts(path: Path) -> dict[str, Any]:
    """All that ffprobe tells about a recording: format, streams, chapters and their tags, without the file's own path.

    Raises Unreadable as `probe`, and MissingTool.
    """
    told = _told(path, "-show_chapters")
    told.get("format", {}).pop("filename", None)
    return told


def decode(path: Path, rate: int, channels: int = 1) -> Iterator[Sound]:
    """Stream the first sound track as int16 blocks of shape (frames, channels), ten seconds each, in flat memory.

    `channels=1` is the mix of all; the recording's own count keeps them apart. Raises Unreadable and MissingTool.
    """
    source = _input(path)
    wanted = source["a:0"].output("pipe:", f="s16le", acodec="pcm_s16le", ar=rate, ac=channels, fflags="+bitexact")
    width = 2 * channels
    with running(_argv(wanted)) as program:
        while data := program.read(BLOCK_SECONDS * rate * width):
            whole = len(data) - len(data) % width
            yield np.frombuffer(data[:whole], dtype="<i2").reshape(-1, channels)
        try:
            program.finish()
        except Failed as failed:
            raise Unreadable("sound-damaged", file=path.name, reason=_reason(failed, path)) from None


def silence_and_encode(sources: Sequence[Path], silenced: Sequence[Span], target: Path) -> None:
    """Join the originals, put a soft tone over every withheld span, and write AAC (.m4a), Opus (.opus) or FLAC
    (.flac), whole or not at all.

    Spans are (start, end) in milliseconds on the joined clock, on which each original begins where the lengths that `probe`
    states for those before it end. Rate and channels are the first original's. Nothing but sound is carried over, and
    the same input gives the same bytes. Raises Unreadable, MissingTool and CannotWrite.
    """
    track = next((s for s in _told(sources[0]).get("streams", []) if s.get("codec_type") == "audio"), None)
    if track is None:
        raise Unreadable("sound-no-audio", file=sources[0].name)
    rate, channels = int(track["sample_rate"]), int(track["channels"])
    with landing(target) as draft, running(_encoder(draft, target.suffix, rate, channels), feed=True) as program:
        try:
            frames = 0
            for block in silenced_together(sources, silenced, rate, channels):
                program.write(block.astype("<i2", copy=False).tobytes())
                frames += len(block)
            program.finish(limit=120 + frames / rate)
        except Failed as failed:
            raise disk_full(failed, target.parent) or Unreadable(
                "sound-not-encoded", file=target.name, reason=failed.words
            ) from None
        except OSError as trouble:
            raise cannot_write(trouble, target.parent) from trouble


def milliseconds(frames: int, rate: int) -> int:
    """A number of frames as the nearest whole millisecond."""
    return (frames * 2000 + rate) // (2 * rate)


def silenced_together(sources: Sequence[Path], silenced: Sequence[Span], rate: int, channels: int) -> Iterator[Sound]:
    """Every sample the public may hear: the originals one after the other, the spans of their joined clock silenced.

    Spans in milliseconds; blocks of shape (frames, channels). Raises Unreadable and MissingTool.
    """
    began = 0
    for source in sources:
        local = [(first - began, last - began) for first, last in silenced]
        frames = 0
        for block in silenced_pcm(decode(source, rate, channels), local, rate):
            yield block
            frames += len(block)
        began += milliseconds(frames, rate)


def _encoder(target: Path, suffix: str, rate: int, channels: int) -> list[str]:
    pcm = ffmpeg.input("pipe:0", f="s16le", ar=rate, ac=channels)
    form: dict[str, object] = {"ac": min(channels, 2)}
    if suffix == ".opus":
        form |= {"f": "opus", "acodec": "libopus", "ab": "32k" if channels == 1 else "56k"}
    elif suffix == ".flac":
        form |= {"f": "flac", "acodec": "flac"}
    else:
        form |= {"f": "ipod", "acodec": "aac", "ab": "64k" if channels == 1 else "96k", "movflags": "+faststart"}
    return _argv(pcm.output(f"file:{target.resolve()}", **form, **_BARE).overwrite_output())


def _told(path: Path, *more: str) -> dict[str, Any]:
    """What ffprobe says about a file that is there and not empty."""
    try:
        size = path.stat().st_size if path.is_file() else -1
        with path.open("rb") as opened:
            opened.read(1)
    except OSError as trouble:
        raise Unreadable("sound-missing", file=path.name, reason=trouble.strerror or "") from None
    if size == 0:
        raise Unreadable("sound-empty", file=path.name)
    asked = ["-v", "error", "-protocol_whitelist", "file", "-format_whitelist", FORMATS, "-show_format", "-show_streams"]
    try:
        told: dict[str, Any] = json.loads(run(["ffprobe", *asked, *more, "-of", "json", f"file:{path.resolve()}"], limit=120))
    except Failed as failed:
        raise _not_opened(path, failed) from None
    return told


def _not_opened(path: Path, failed: Failed) -> Unreadable:
    """An MP4 that lost its end has no index; anything else that does not open is no recording to us."""
    if "moov atom not found" in failed.words:
        return Unreadable("sound-truncated", file=path.name, heard=0, stated="?")
    return Unreadable("sound-unknown", file=path.name)


def _stated(told: dict[str, Any], track: dict[str, Any]) -> int:
    """The length the container states for the sound track in milliseconds; 0 where it states none, or only a guess."""
    if ESTIMATED & set(told["format"]["format_name"].split(",")):
        return 0
    stated = track.get("duration")
    if stated is None and len(told["streams"]) == 1:
        stated = told["format"].get("duration")
    return round(float(stated or 0) * 1000)


def _refuse_truncated(path: Path, facts: SoundFacts, stated: int) -> None:
    """What states its length to the sample may lack a block at most; elsewhere one per cent is within what containers round."""
    exact = facts.format in _EXACT and facts.codec.startswith(("pcm_", "flac"))
    if facts.duration_ms + (_BLOCK_MS if exact else max(1000, stated // 100)) < stated:
        heard, told = (f"{one / 1000:.1f}" for one in (facts.duration_ms, stated))
        raise Unreadable("sound-truncated", file=path.name, heard=heard, stated=told)


def _input(path: Path) -> Any:  # noqa: ANN401 # ffmpeg-python has no types
    return ffmpeg.input(f"file:{path.resolve()}", protocol_whitelist="file", format_whitelist=FORMATS)


def _argv(wanted: Any) -> list[str]:  # noqa: ANN401 # ffmpeg-python has no types
    argv: list[str] = wanted.global_args("-nostdin", "-hide_banner", "-v", "error").compile()
    return argv


def _reason(failed: Failed, path: Path) -> str:
    lines = failed.words.replace(f"file:{path.resolve()}", path.name).splitlines()
    return lines[-1] if lines else ""


def excerpt(source: Path, span: Span, target: Path) -> None:
    """Write a stretch of a public sound as AAC, `span` in milliseconds, faded in and out for a blink.

    Nothing but sound is carried over; the same input gives the same bytes. Raises Unreadable, MissingTool and CannotWrite.
    """
    start, end = (one / 1000 for one in span)
    heard = _input(source).audio.filter("atrim", start=start, end=end).filter("asetpts", "PTS-STARTPTS")
    heard = heard.filter("afade", type="in", duration=0.05).filter(
        "afade", type="out", duration=0.05, start_time=end - start - 0.05
    )
    form = {"f": "ipod", "acodec": "aac", "ab": "96k", "ac": 1, "movflags": "+faststart"}
    with landing(target) as draft:
        _made(heard.output(f"file:{draft.resolve()}", **form, **_BARE), target, 120 + (end - start))


def film_of(frames: Iterable[bytes], stands: Sequence[int], size: tuple[int, int], sound: Path, target: Path) -> None:
    """Write an H.264 film of still frames (RGB bytes of `size` pixels, and how many frames of FILM_RATE each stands) to a sound.

    The same input gives the same bytes. Raises Unreadable, MissingTool and CannotWrite.
    """
    starts = accumulate(stands, initial=0)  # the last frame comes once more, to say where the film ends
    drawn = ffmpeg.input("pipe:0", f="rawvideo", pix_fmt="rgb24", s=f"{size[0]}x{size[1]}", r=FILM_RATE)
    drawn = drawn.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", "yuv420p")
    drawn = drawn.filter("setpts", "+".join(f"{start}*eq(N,{number})" for number, start in enumerate(starts)))
    drawn = drawn.filter("fps", FILM_RATE)
    form = {"f": "mp4", "vcodec": "libx264", "preset": "ultrafast", "tune": "stillimage", "crf": 22, "pix_fmt": "yuv420p"}
    form |= {"colorspace": "bt709", "color_primaries": "bt709"}
    form |= {"color_trc": "bt709", "acodec": "copy", "movflags": "+faststart", "flags:v": "+bitexact", "shortest": None}
    with landing(target) as draft:
        film = ffmpeg.output(drawn, _input(sound).audio, f"file:{draft.resolve()}", **form, **_BARE).overwrite_output()
        with running(_argv(film), feed=True) as program:
            try:
                frame = b""
                for frame in frames:
                    program.write(frame)
                program.write(frame)
                program.finish(limit=600)
            except Failed as failed:
                raise disk_full(failed, target.parent) or Unreadable(
                    "sound-not-encoded", file=target.name, reason=failed.words
                ) from None


def _made(wanted: Any, target: Path, limit: float) -> None:  # noqa: ANN401 # ffmpeg-python has no types
    try:
        run(_argv(wanted.overwrite_output()), limit)
    except Failed as failed:
        raise disk_full(failed, target.parent) or Unreadable("sound-not-encoded", file=target.name, reason=failed.words) from None
