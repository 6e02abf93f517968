"""Pieces of a film, its sound, subtitles and chapters become one file, or a stream of short ones, without encoding anything."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.media.landing import landing
from pipeline.media.program import Failed, disk_full, running

_BEAT = 256
_EXACT = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]


@dataclass(frozen=True)
class Mark:
    """A chapter: its title, and where it begins and ends in milliseconds."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Beside:
    """What goes beside picture and sound: the film's title, chapters, and subtitles as SRT (empty: none)."""

    title: str
    marks: tuple[Mark, ...] = ()
    srt: str = ""


def join(pieces: Sequence[Path], sound: Path, beside: Beside, target: Path) -> None:
    """Write one MP4 of pieces of the same form, copied as they are, with the sound, soft subtitles and chapters.

    The same input gives the same bytes. Raises Unreadable (`film-not-made`), MissingTool, CannotWrite.
    """
    with tempfile.TemporaryDirectory(prefix="koushu-film-") as name, landing(target) as draft:
        folder = Path(name)
        (folder / "pieces.txt").write_text(_listed(pieces), encoding="utf-8")
        (folder / "told.txt").write_text(_told(beside), encoding="utf-8")
        files = ["-f", "concat", "-safe", "0", "-i", str(folder / "pieces.txt"), "-i", f"file:{sound.resolve()}"]
        files += ["-f", "ffmetadata", "-i", str(folder / "told.txt")]
        maps = ["-map", "0:v:0", "-map", "1:a:0", "-map_metadata", "2", "-map_chapters", "2"]
        if beside.srt:
            (folder / "words.srt").write_text(beside.srt, encoding="utf-8")
            files += ["-f", "srt", "-i", str(folder / "words.srt")]
            maps += ["-map", "3:s:0", "-c:s", "mov_text", "-metadata:s:s:0", "language=zho"]
        form = [
            "-c:v",
            "copy",
            "-c:a",
            "copy",
            "-metadata:s:a:0",
            "language=zho",
            "-movflags",
            "+faststart",
            *_EXACT,
            "-f",
            "mp4",
        ]
        _run([*files, *maps, *form, f"file:{draft.resolve()}"], target)


def stream(pieces: Sequence[Path], sound: Path, folder: Path) -> None:
    """Write pieces and sound as an HLS stream of fragments of about six seconds into an empty folder, copied as they are:
    `index.m3u8`.

    Raises Unreadable (`film-not-made`), MissingTool, CannotWrite.
    """
    with tempfile.TemporaryDirectory(prefix="koushu-film-") as name:
        listed = Path(name) / "pieces.txt"
        listed.write_text(_listed(pieces), encoding="utf-8")
        files = ["-f", "concat", "-safe", "0", "-i", str(listed), "-i", f"file:{sound.resolve()}"]
        maps = ["-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1", *_EXACT]
        form = ["-f", "hls", "-hls_time", "6", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"]
        names = ["-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename", str(folder / "%05d.m4s")]
        _run([*files, *maps, *form, *names, str(folder / "index.m3u8")], folder / "index.m3u8")


def _run(rest: list[str], target: Path) -> None:
    argv = ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", "-y", "-progress", "pipe:1", *rest]
    with running(argv) as program:
        try:
            while program.read(_BEAT):
                pass
            program.finish()
        except Failed as failed:
            lines = failed.words.splitlines() or [""]
            raise disk_full(failed, target.parent) or Unreadable("film-not-made", file=target.name, reason=lines[-1]) from None


def _listed(pieces: Sequence[Path]) -> str:
    quoted = (str(path.resolve()).replace("'", "'\\''") for path in pieces)
    return "ffconcat version 1.0\n" + "".join(f"file 'file:{one}'\n" for one in quoted)


def _told(beside: Beside) -> str:
    """ffmpeg's own text of metadata, in which five characters are escaped."""
    rows = [";FFMETADATA1", f"title={_escaped(beside.title)}"]
    for mark in beside.marks:
        rows += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={mark.start_ms}", f"END={mark.end_ms}", f"title={_escaped(mark.title)}"]
    return "\n".join(rows) + "\n"


def _escaped(words: str) -> str:
    return "".join(f"\\{one}" if one in "=;#\\" else " " if one in "\r\n" else one for one in words)
