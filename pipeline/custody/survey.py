"""The archive beside what its copy holds → what became of every file, and whether anything may be copied at all.

An original never changes, so a single one that did, or that is gone, stops everything: encrypting malware looks like that. People
do change, and now and then take away, their own files; but when more of them are gone or no longer text than a person takes away
at once, the copy is left as it is too.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.custody.copies import Copy, digest_of, spoken
from pipeline.errors import Unreadable
from pipeline.model.problem import Problem

FEW = 3  # people's files that may go away between two copies in the smallest archive
SHARE = 0.02  # of people's files, in a large one
_TEXTS = frozenset({".yml", ".md", ".txt", ".csv", ".json", ".ndjson", ".vtt", ".srt"})


@dataclass(frozen=True)
class Files:
    """Every file of the archive by its path from the root: a stamp that stays equal while it is untouched, and how to read it."""

    stamps: Mapping[str, Any]
    read: Callable[[str], Iterator[bytes]]


@dataclass(frozen=True)
class Seen:
    """A file that the copy holds, as the archive has it now; `digest` is empty where it cannot be read.

    `began` is the digest of its beginning, as many bytes as lie in the copy; `there` that of what lies in the copy, looked at
    only where it is not plainly the same, else empty. `is_text` is False for a text that no longer is one: not UTF-8, or empty.
    """

    digest: str
    size: int
    began: str
    there: str = ""
    is_text: bool = True

    @property
    def grew(self) -> bool:
        """Does it begin with all that lies in the copy, so that replacing that loses nothing?"""
        return bool(self.there) and self.began == self.there


@dataclass(frozen=True)
class Names:
    """Where the manifest and the events lie, as paths from the root; which files nobody ever changes (`is_original`), or only by
    putting another scan in place (`is_scan`)."""

    manifest: str
    events: str
    is_original: Callable[[str], bool]
    is_scan: Callable[[str], bool]


@dataclass(frozen=True)
class Registers:
    """The archive's own as they are now: digests by path from the manifest, and the SHA-256 of every line of the events."""

    manifest: Mapping[str, str]
    lines: Sequence[str]


def look(files: Files, copy: Copy, before: Mapping[str, tuple[Any, Seen]]) -> dict[str, tuple[Any, Seen]]:
    """Read every file that the copy holds, whole, but those untouched since `before`; one that is gone is not among them."""
    found: dict[str, tuple[Any, Seen]] = {}
    for path, held in copy.held.items():
        stamp = files.stamps.get(path)
        if stamp is None:
            continue
        known = before.get(path)
        found[path] = known if known and known[0] == stamp else (stamp, _look(files, copy, path, held))
    return found


def _look(files: Files, copy: Copy, path: str, held: str) -> Seen:
    try:
        seen = examine(path, files.read(path), copy.size(path) or 0)
    except Unreadable:
        return Seen("", 0, "")
    if seen.digest == held or copy.size(path) is None:
        return seen
    try:
        return Seen(seen.digest, seen.size, seen.began, digest_of(copy.chunks(path)), seen.is_text)
    except Unreadable:
        return seen


def is_text(path: str) -> bool:
    """Is a file of this name one that people read as text?"""
    return PurePosixPath(path).suffix in _TEXTS


def examine(path: str, chunks: Iterable[bytes], beginning: int = 0) -> Seen:
    """Read a file once: `beginning` bytes are also digested by themselves. Raises what `chunks` raises."""
    digest, size, began = hashlib.sha256(), 0, ""
    decoder = codecs.getincrementaldecoder("utf-8")() if is_text(path) else None
    sound = True
    for chunk in chunks:
        if size <= beginning < size + len(chunk):
            head = digest.copy()
            head.update(chunk[: beginning - size])
            began = head.hexdigest()
        digest.update(chunk)
        size += len(chunk)
        sound = sound and (decoder is None or _decodes(decoder, chunk))
    ended = decoder is None or (size > 0 and _decodes(decoder, b"", final=True))
    began = began or (digest.hexdigest() if size == beginning else "")
    return Seen(digest.hexdigest(), size, began, is_text=sound and ended)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def refusals(copy: Copy, found: Mapping[str, Seen], names: Names, now: Registers) -> tuple[Problem, ...]:
    """Why nothing may be copied; empty where it may."""
    told = copy.manifest(names.manifest)
    originals = frozenset(path for path in copy.held if path in told or names.is_original(path))
    return (
        *_originals(copy, found, originals),
        *_manifest(copy, told, names, now.manifest),
        *_people(copy, found, originals, names),
        *_history(copy, found, names, now.lines),
    )


def _manifest(copy: Copy, told: Mapping[str, str], names: Names, now: Mapping[str, str]) -> Iterator[Problem]:
    """A manifest only grows: one that lost a line would make of an original something that may be changed."""
    lost = sorted(path for path, digest in told.items() if now.get(path) != digest)
    if lost:
        values: dict[str, object] = {
            "count": len(lost),
            "first": lost[0],
            "place": spoken(copy.store.place),
            "file": names.manifest,
        }
        yield Problem(names.manifest, 0, 0, "copy-manifest-less", values)


def _originals(copy: Copy, found: Mapping[str, Seen], originals: frozenset[str]) -> Iterator[Problem]:
    held, place = copy.held, spoken(copy.store.place)
    for path in sorted(originals):
        seen = found.get(path)
        if seen is None:
            yield Problem(path, 0, 0, "copy-original-gone", {"file": path, "place": place})
        elif not seen.digest:
            yield Problem(path, 0, 0, "copy-original-unreadable", {"file": path, "place": place})
        elif seen.digest != held[path]:
            yield Problem(path, 0, 0, "copy-original-changed", {"file": path, "place": place})


def _people(copy: Copy, found: Mapping[str, Seen], originals: frozenset[str], names: Names) -> Iterator[Problem]:
    held = {path: digest for path, digest in copy.held.items() if path not in originals}
    gone = [path for path in held if path not in found]
    spoilt = [
        path
        for path, digest in held.items()
        if path in found and (is_spoilt(found[path], digest) or (names.is_scan(path) and found[path].digest != digest))
    ]
    if len(gone) + len(spoilt) > max(FEW, SHARE * len(held)):
        values: dict[str, object] = {"gone": len(gone), "spoilt": len(spoilt), "held": len(held)}
        yield Problem("", 0, 0, "copy-many-gone", values)
        yield from (Problem(path, 0, 0, "copy-file-gone", {"file": path}) for path in sorted(gone))
        yield from (Problem(path, 0, 0, "copy-file-spoilt", {"file": path}) for path in sorted(spoilt))


def is_spoilt(seen: Seen, held: str) -> bool:
    """Can it no longer be read, or is it no text any more, though the copy has it otherwise?"""
    return not seen.digest or (seen.digest != held and not seen.is_text)


def _history(copy: Copy, found: Mapping[str, Seen], names: Names, lines: Sequence[str]) -> Iterator[Problem]:
    kept, place = copy.witness, spoken(copy.store.place)
    if kept and len(lines) < kept.length:
        yield Problem(names.events, len(lines), 0, "copy-history-short", {"now": len(lines), "then": kept.length, "place": place})
        return
    seen = found.get(names.events)
    is_whole = seen is None or seen.there != copy.held.get(names.events)  # only a sound version in the copy can bear witness
    other = kept is not None and lines[kept.length - 1] != kept.root
    if other or (seen and seen.digest and not is_whole and not seen.grew):
        yield Problem(names.events, kept.length if kept else 0, 1, "copy-history-other", {"place": place})
