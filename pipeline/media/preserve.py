"""A WAV or AIFF becomes a FLAC beside it that notices every broken bit of its own, proven to hold the very same samples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import Unreadable
from pipeline.media.landing import landing
from pipeline.media.program import Failed, disk_full, run
from pipeline.media.sound import FORMATS, container_facts

# Sample formats that FLAC holds without a change; floating point and 32 bits it does not (RFC 9639 §4.2).
BITS = {"pcm_s16le": 16, "pcm_s16be": 16, "pcm_s24le": 24, "pcm_s24be": 24}
LIMIT_S = 7200.0


def preserve(original: Path, target: Path) -> str:
    """Make `target` from `original`, whole or not at all, and return the MD5 of the samples that both hold.

    Raises Unreadable where FLAC cannot hold them exactly (`preserve-not-exact`) or the proof fails; MissingTool, CannotWrite.
    """
    shape = _shape(original)
    target.parent.mkdir(parents=True, exist_ok=True)
    with landing(target) as draft:
        try:
            run([*_read(original), *_FLAC, f"file:{draft.resolve()}"], LIMIT_S)
        except Failed as failed:
            raise disk_full(failed, target.parent) or _not_exact(original, failed.words) from None
        if _shape(draft) != shape:
            raise _not_exact(original, "")
        return prove(original, draft)


def prove(original: Path, copy: Path) -> str:
    """The MD5 of the samples, where both files hold the same. Raises Unreadable where they do not; MissingTool."""
    one, other = _samples(original), _samples(copy)
    if one != other or _shape(original) != _shape(copy):
        raise _not_exact(original, f"{one} {other}")
    return one


_FLAC = ["-map_metadata", "-1", "-c:a", "flac", "-compression_level", "8", "-fflags", "+bitexact", "-flags:a", "+bitexact",
         "-f", "flac", "-y"]  # fmt: skip


def _read(path: Path) -> list[str]:
    limits = ["-protocol_whitelist", "file", "-format_whitelist", FORMATS]
    return ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", *limits, "-i", f"file:{path.resolve()}", "-map", "0:a:0"]


def _samples(path: Path) -> str:
    try:
        return run([*_read(path), "-c:a", "pcm_s32le", "-f", "md5", "-"], LIMIT_S).decode("ascii").strip().partition("=")[2]
    except Failed as failed:
        raise Unreadable("sound-damaged", file=path.name, reason=failed.words.splitlines()[-1:]) from None


def _shape(path: Path) -> tuple[int, int, int]:
    """Samples a second, channels, bits."""
    streams: list[dict[str, Any]] = container_facts(path).get("streams", [])
    track = next((one for one in streams if one.get("codec_type") == "audio"), {})
    codec = track.get("codec_name", "")
    bits = BITS.get(codec, int(track.get("bits_per_raw_sample") or 0) if codec == "flac" else 0)
    if not bits:
        raise _not_exact(path, codec)
    return int(track["sample_rate"]), int(track["channels"]), bits


def _not_exact(original: Path, why: str) -> Unreadable:
    return Unreadable("preserve-not-exact", file=original.name, why=why)
