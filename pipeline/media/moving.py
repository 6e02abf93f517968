"""Recordings, stills and words become moving pictures; the only place where graphs of moving pictures are made."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import ffmpeg

from pipeline.errors import Unreadable
from pipeline.media.landing import landing
from pipeline.media.program import Failed, disk_full, running
from pipeline.media.silence import Span, union
from pipeline.media.sound import FORMATS, container_facts
from pipeline.media.titles import GROUND, NIGHT, draw_cover_card

Codec = Literal["h264", "av1"]
Size = tuple[int, int]
_BEAT = 256  # bytes of ffmpeg's report on itself, about one a second: whoever writes none for two minutes is stuck
_EXACT = {"fflags": "+bitexact", "flags:v": "+bitexact", "map_metadata": -1, "map_chapters": -1}
_COLOURS = {"pix_fmt": "yuv420p", "colorspace": "bt709", "color_primaries": "bt709", "color_trc": "bt709", "color_range": "tv"}
_SECOND_MS = 1000


@dataclass(frozen=True)
class Overlay:
    """A still over the whole frame from frame `start` for `count` frames, faded in and out over `fade` frames."""

    picture: Path
    start: int
    count: int
    fade: int = 0


@dataclass(frozen=True)
class Wave:
    """The waveform of a public sound from a moment (seconds) on, in a box of left, top, width, height."""

    sound: Path
    start_s: float
    box: tuple[int, int, int, int]
    colour: str = "0x8c2f2b"


@dataclass(frozen=True)
class Take:
    """What one piece of a film shows: a ground that is a public film from frame `start`, or a still (`start` None), and over it
    overlays. A still wider than the frame by `drift` pixels, at twice its size, drifts from left to right."""

    count: int  # frames
    size: Size
    fps: int
    ground: Path
    start: int | None = None
    drift: int = 0
    fade: int = 0  # frames over which a still comes and goes
    wave: Wave | None = None
    overlays: tuple[Overlay, ...] = ()


def cover_and_encode(sources: Sequence[tuple[Path, int]], covered: Sequence[Span], target: Path, size: Size, fps: int) -> int:
    """Join the pictures of originals (path, frames), hide every span behind an opaque card, and write H.264 with a constant rate.

    Spans are milliseconds on the joined clock, whose zero is the first sample of sound. Pictures of any shape and rate are set
    upright into the frame; where one has none, or ends early, the ground or its last picture stands. Returns how many complaints
    decoders made. The same input gives the same bytes. Raises Unreadable (`film-without-picture`, `film-not-made`), CannotWrite.
    """
    spans = union(covered)
    with tempfile.TemporaryDirectory(prefix="koushu-film-") as folder:
        card = Path(folder) / "card.png"
        draw_cover_card(size, card)
        parts, began, pictured = [], 0, False
        for path, count in sources:
            hidden = [(first - began * _SECOND_MS // fps, last - began * _SECOND_MS // fps) for first, last in spans]
            track = _track(path)
            pictured = pictured or track is not None
            parts.append(_reel(path, count, track, _Frame(size, fps, card, hidden)) if track else _blank(count, size, fps))
            began += count
        if not pictured:
            raise Unreadable("film-without-picture", interview=target.name.partition("-")[0])
        whole = ffmpeg.concat(*parts, v=1, a=0) if len(parts) > 1 else parts[0]
        return _encode(_hide(whole, card, spans, fps), target, {**_h264(size, 17, 12), "g": fps})


def film_take(take: Take, target: Path, codec: Codec = "h264") -> None:
    """Write one piece of a film, so that pieces of the same size, rate and codec can be joined as they are.

    The same input gives the same bytes. Raises Unreadable (`film-not-made`), MissingTool, CannotWrite.
    """
    if take.start is None:
        shown = ffmpeg.input(_file(take.ground)).filter("loop", loop=take.count, size=1, start=0)
        shown = shown.filter("setpts", f"N/{take.fps}/TB").filter("fps", take.fps).filter("trim", end_frame=take.count)
        if take.drift:
            wide, high = (2 * one for one in take.size)
            shown = shown.filter("crop", wide, high, f"(iw-ow)*n/{max(1, take.count - 1)}", 0).filter("scale", *take.size)
        if take.fade:
            shown = shown.filter("fade", "in", 0, take.fade, color=GROUND)
            shown = shown.filter("fade", "out", max(0, take.count - take.fade), take.fade, color=GROUND)
    else:
        seek = {"ss": f"{(take.start - 0.5) / take.fps:.4f}"} if take.start else {}
        shown = ffmpeg.input(_file(take.ground), **seek)["v:0"].filter("setpts", "PTS-STARTPTS")
        shown = shown.filter("fps", take.fps).filter("tpad", stop=-1, stop_mode="clone").filter("trim", end_frame=take.count)
    shown = shown.filter("format", "yuv420p").filter("setsar", 1)
    if take.wave:
        shown = _waved(shown, take, take.wave)
    for one in take.overlays:
        shown = _overlaid(shown, one, take.fps)
    form = _h264(take.size, 20, 4) if codec == "h264" else {"vcodec": "libsvtav1", "crf": 38, "preset": 10, "threads": 4}
    _encode(shown.filter("trim", end_frame=take.count), target, {**form, "g": 2 * take.fps})


def most_bytes(count: int, size: Size, fps: int, *, public: bool = False) -> int:
    """The most that `count` frames take, as a piece of a film or as the public film of an interview: what the buffer allows."""
    rate = _rate(size, 12 if public else 4)
    return rate * 1000 // 8 * (count // fps + 4)


def _rate(size: Size, share: int) -> int:
    """Kilobits a second at most: `share` bits for every hundred pixels."""
    return max(300, size[0] * size[1] * share // 1000)


def _h264(size: Size, quality: int, share: int) -> dict[str, object]:
    rate = _rate(size, share)
    most = {"maxrate": f"{rate}k", "bufsize": f"{2 * rate}k"}
    # A fixed number of threads: what x264 writes depends on it.
    return {"vcodec": "libx264", "preset": "veryfast", "crf": quality, "profile:v": "high", "threads": 4, **most}


def _encode(shown: Any, target: Path, form: dict[str, object]) -> int:  # noqa: ANN401 # ffmpeg-python has no types
    with landing(target) as draft:
        wanted = shown.output(f"file:{draft.resolve()}", f="mp4", movflags="+faststart", **form, **_COLOURS, **_EXACT)
        report = ("-nostdin", "-hide_banner", "-v", "error", "-progress", "pipe:1")
        argv: list[str] = wanted.overwrite_output().global_args(*report).compile()
        with running(argv) as program:
            try:
                while program.read(_BEAT):
                    pass
                program.finish()
            except Failed as failed:
                lines = failed.words.splitlines()
                reason = lines[-1].replace(str(draft.resolve()), target.name) if lines else ""
                raise disk_full(failed, target.parent) or Unreadable("film-not-made", file=target.name, reason=reason) from None
            return len(program.words().splitlines())


@dataclass(frozen=True)
class _Frame:
    """What every picture of a film is set into, and what hides it: spans in milliseconds on the reel's own clock."""

    size: Size
    fps: int
    card: Path
    hidden: Sequence[Span]


@dataclass(frozen=True)
class _Track:
    """The moving picture of a recording: number among its video streams, shape as seen, seconds from it to the sound's start."""

    number: int
    wide: int
    high: int
    lead: float


def _track(path: Path) -> _Track | None:
    """The first moving picture of a recording; None where it has none."""
    told = container_facts(path)
    videos = [one for one in told["streams"] if one.get("codec_type") == "video"]
    sounds = [one for one in told["streams"] if one.get("codec_type") == "audio"]
    for number, one in enumerate(videos):
        if one.get("disposition", {}).get("attached_pic") or not one.get("width"):
            continue
        wide, high = int(one["width"]), int(one["height"])
        shape = one.get("sample_aspect_ratio", "1:1").replace(":", "/")
        wide = round(wide * Fraction(shape)) if shape not in ("0/1", "1/1") else wide
        turns = [float(side.get("rotation", 0)) for side in one.get("side_data_list", [])]
        if any(round(turn / 90) % 2 for turn in turns):
            wide, high = high, wide
        begin = float(told["format"].get("start_time") or 0)
        lead = float((sounds[0] if sounds else one).get("start_time") or 0) - begin
        return _Track(number, wide, high, lead)
    return None


def _reel(path: Path, count: int, track: _Track, frame: _Frame) -> Any:  # noqa: ANN401 # ffmpeg-python has no types
    """One original in the frame, at a constant rate from the first sample of its sound on, for `count` frames."""
    wide, high = _fit((track.wide, track.high), frame.size)
    source = ffmpeg.input(_file(path), protocol_whitelist="file", format_whitelist=FORMATS)
    shown = source[f"v:{track.number}"].filter("setpts", f"PTS-({track.lead:.6f})/TB").filter("scale", wide, high)
    shown = shown.filter("pad", *frame.size, "(ow-iw)/2", "(oh-ih)/2", color=NIGHT).filter("setsar", 1)
    if frame.hidden:  # the original's own pictures first: one that stands long would outlast its span
        times = "+".join(f"between(t,{max(-1.0, a / 1000 - 0.05):.3f},{b / 1000 + 0.05:.3f})" for a, b in frame.hidden if b > 0)
        if times:
            shown = shown.filter("tpad", stop=2, stop_mode="clone")  # what comes out of overlay last has no length
            shown = ffmpeg.overlay(shown, ffmpeg.input(_file(frame.card)), enable=times, eof_action="repeat")
    shown = shown.filter("fps", frame.fps, start_time=0).filter("tpad", stop=-1, stop_mode="clone")
    return shown.filter("trim", end_frame=count).filter("setpts", f"N/{frame.fps}/TB").filter("format", "yuv420p")


def _blank(count: int, size: Size, fps: int) -> Any:  # noqa: ANN401 # ffmpeg-python has no types
    source = ffmpeg.input(f"color=c={GROUND}:s={size[0]}x{size[1]}:r={fps}", f="lavfi")
    return source.filter("trim", end_frame=count).filter("setsar", 1).filter("format", "yuv420p")


def _hide(shown: Any, card: Path, spans: Sequence[Span], fps: int) -> Any:  # noqa: ANN401 # ffmpeg-python has no types
    """Every frame that any of a span touches, and one more on either side, behind the card."""
    if not spans:
        return shown
    frames = ((first * fps // 1000 - 1, -(-last * fps // 1000)) for first, last in spans)
    numbers = "+".join(f"between(n,{first},{last})" for first, last in frames)
    return ffmpeg.overlay(shown, ffmpeg.input(_file(card)), enable=numbers, eof_action="repeat")


def _fit(shape: Size, frame: Size) -> Size:
    """The largest even width and height of this shape inside the frame."""
    scale = min(frame[0] / shape[0], frame[1] / shape[1])
    wide, high = (max(2, round(one * scale / 2) * 2) for one in shape)
    return min(wide, frame[0]), min(high, frame[1])


def _waved(shown: Any, take: Take, wave: Wave) -> Any:  # noqa: ANN401 # ffmpeg-python has no types
    left, top, wide, high = wave.box
    sound = ffmpeg.input(_file(wave.sound), ss=f"{wave.start_s:.3f}", t=f"{take.count / take.fps + 1:.3f}")
    drawn = sound["a:0"].filter("aresample", 8000).filter("aformat", channel_layouts="mono")
    drawn = drawn.filter("showwaves", s=f"{wide}x{high}", mode="cline", rate=take.fps, colors=wave.colour, scale="sqrt")
    return ffmpeg.overlay(shown, drawn, x=left, y=top, eof_action="repeat")


def _overlaid(shown: Any, one: Overlay, fps: int) -> Any:  # noqa: ANN401 # ffmpeg-python has no types
    still = ffmpeg.input(_file(one.picture))
    when = f"between(n,{one.start},{one.start + one.count - 1})"
    if one.fade:
        still = still.filter("loop", loop=one.count, size=1, start=0).filter("setpts", f"N/{fps}/TB")
        still = still.filter("fade", "in", 0, one.fade, alpha=1).filter("fade", "out", one.count - one.fade, one.fade, alpha=1)
        still = still.filter("setpts", f"PTS+{one.start}/{fps}/TB")
    return ffmpeg.overlay(shown, still, enable=when, eof_action="repeat")


def _file(path: Path) -> str:
    return f"file:{path.resolve()}"
