"""A file somebody brings becomes known for what it is, before anything is copied; a transcript made elsewhere becomes a draft."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.language.subtitles import Cue, read_subtitles
from pipeline.media.pictures import is_picture, probe_picture
from pipeline.media.sound import broken_frames, probe
from pipeline.model.draft import Draft, Flag, Segment, Word
from pipeline.model.intake import Brought, Kind
from pipeline.writing.atomic import file_digest

Guard = Callable[[Sequence[Segment]], tuple[Segment, ...]]

ENGINE = "import"
VERSION = "2"  # of the reading below: other segments from the same file are other work
_HEAD = 65_536
_HEIC = re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1|avi[fs])", re.DOTALL)
_TIMING = re.compile(rb"\d{1,2}:\d{2}(?:[.,]\d{1,3})?\s*-->\s*\d{1,2}:\d{2}")


def bring(path: Path) -> Brought:
    """The file with its digest, taken before anything else, and what it is. Raises as `examine`, and `file-unknown`."""
    _head(path)
    digest = file_digest(path)
    kind = examine(path)
    if kind == "unknown":
        raise Unreadable("file-unknown", file=path.name)
    return Brought(path, kind, digest, broken_frames(path) if kind == "recording" else ())


def examine(path: Path) -> Kind:
    """What the file is by its content, whatever its name says. What is a recording or a picture decodes to its end.

    Raises Unreadable for a file that is empty, cannot be opened, or is damaged; MissingTool.
    """
    head = _head(path)
    if is_picture(head):
        probe_picture(path)
        return "picture"
    if _HEIC.match(head):
        raise Unreadable("picture-heic", file=path.name)
    if _is_transcript(head):
        read_subtitles(path.read_bytes())
        return "transcript"
    try:
        probe(path)
    except Unreadable as trouble:
        if trouble.code == "sound-unknown":
            return "unknown"
        raise
    return "recording"


def transcript_to_draft(data: bytes, name: str, recording: str, duration_ms: int, guard: Guard) -> Draft:
    """A WebVTT or SRT made elsewhere as a draft, with its origin kept in the options and every segment guarded.

    `recording` is the original's SHA-256, empty where the transcript came without one; `duration_ms` is then 0 and the last
    cue's end stands for it. A cue with a speaker has its words as one word, which bears the name. Raises Unreadable.
    """
    read = read_subtitles(data)
    if not read.cues:
        raise Unreadable("transcript-empty", file=name)
    segments = guard([_segment(cue) for cue in read.cues])
    return Draft(
        recording=recording,
        duration_ms=duration_ms or max(cue.end_ms for cue in read.cues),
        engine=ENGINE,
        engine_version=VERSION,
        model="",
        model_digest=hashlib.sha256(data).hexdigest(),
        options={"file": name, "kind": read.kind, "encoding": read.encoding, "repairs": " ".join(read.repairs)},
        segments=segments,
        origin="imported",
    )


def _segment(cue: Cue) -> Segment:
    words = (Word(cue.start_ms, cue.end_ms, cue.text, speaker=cue.speaker),) if cue.speaker else ()
    flags = (Flag("times-backwards"),) if cue.backwards else ()
    return Segment(cue.start_ms, cue.end_ms, cue.text, words, flags)


def refuse_unreadable(path: Path) -> None:
    """Nothing, where there is a file with something in it. Raises Unreadable; a pipe or a device is no file."""
    _head(path)


def _head(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Unreadable("file-not-plain", file=path.name)
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
    except OSError as trouble:
        raise Unreadable("file-unreadable", file=path.name, reason=trouble.strerror or "") from None
    if not head:
        raise Unreadable("file-empty", file=path.name)
    return head


def _is_transcript(head: bytes) -> bool:
    """WebVTT's own first word, or a line of two times, in any encoding that writes ASCII as ASCII or in UTF-16."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    if b"\0" in head:
        return False
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"WEBVTT") or _TIMING.search(head) is not None
