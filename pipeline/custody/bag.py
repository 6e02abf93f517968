"""Files and what is known of them → a BagIt 1.0 package (RFC 8493), and a package → what is wrong with it.

Written by us because the usual library moves the originals in place and leaves half a package when it is killed.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.custody.bag_names import readable
from pipeline.errors import Unreadable
from pipeline.model.problem import Problem
from pipeline.writing.atomic import worded

ALGORITHMS = ("sha256", "sha512")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_CHUNK = 1 << 20
_LINE = re.compile(r"([0-9a-fA-F]+)[ \t]+\*?(.+)")
_TAGS = re.compile(r"tagmanifest-(sha256|sha512)\.txt")


@dataclass(frozen=True)
class Piece:
    """One file of the payload: its path in the package, where its bytes are, and the SHA-256 the archive knows of it."""

    path: str
    source: Path | bytes
    digest: str = ""  # empty: none is recorded
    private: bool = False  # readable by its owner alone

    @property
    def size(self) -> int:
        """Bytes. Raises OSError."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size


@dataclass(frozen=True)
class Bagged:
    """What went into a package: SHA-256 and SHA-512 in hexadecimal and size in bytes by path in the package."""

    digests: Mapping[str, tuple[str, str]]
    sizes: Mapping[str, int]

    @property
    def oxum(self) -> str:
        """Payload-Oxum: bytes, a full stop, number of files."""
        return f"{sum(self.sizes.values())}.{len(self.sizes)}"


def pack(pieces: Sequence[Piece], folder: Path) -> Bagged:
    """Copy the payload into `folder`/data, each file hashed while it is read and flushed to the disk.

    Raises Unreadable where a file cannot be read or is not what the archive recorded, CannotWrite.
    """
    digests: dict[str, tuple[str, str]] = {}
    sizes: dict[str, int] = {}
    for piece in pieces:
        found = _put(folder / "data" / piece.path, _bytes(piece), 0o600 if piece.private else 0o666)
        if piece.digest and found[0] != piece.digest:
            raise Unreadable("bag-original-changed", file=readable(piece.path))
        digests[piece.path], sizes[piece.path] = found, piece.size
    return Bagged(digests, sizes)


def close(folder: Path, bagged: Bagged, info: Iterable[tuple[str, str]], tags: Mapping[str, bytes]) -> str:
    """Write everything that makes a folder with its payload a package; returns the SHA-256 of its tag manifest.

    Whoever keeps that one digest can tell any later change. Raises CannotWrite.
    """
    lines = (*info, ("Payload-Oxum", bagged.oxum))
    files = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": "".join(f"{k}: {' '.join(v.split())}\n" for k, v in lines).encode(),
        **tags,
    }
    for place, name in enumerate(ALGORITHMS):
        rows = {f"data/{path}": both[place] for path, both in bagged.digests.items()}
        files[f"manifest-{name}.txt"] = _manifest(rows)
    written = {name: _put(folder / name, iter((data,)), 0o666) for name, data in files.items()}
    last = ""
    for place, name in reversed(list(enumerate(ALGORITHMS))):
        rows = {path: both[place] for path, both in written.items()}
        last = _put(folder / f"tagmanifest-{name}.txt", iter((_manifest(rows),)), 0o666)[0]
    return last


def verify_bag(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a package, each byte of it read again: BagIt 0.97 and 1.0 with SHA-256 or SHA-512."""
    try:
        if not re.match(rb"BagIt-Version: (0\.97|1\.0)\r?\nTag-File-Character-Encoding: UTF-8\r?\n?", _read(folder, "bagit.txt")):
            return (Problem("bagit.txt", 1, 1, "bag-no-bag", {"file": folder.name}),)
    except OSError:
        return (Problem("bagit.txt", 0, 0, "bag-no-bag", {"file": folder.name}),)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() or path.is_symlink()}
    payload = {path for path in there if path.startswith("data/")}
    tags = {path for path in there - payload if not _TAGS.fullmatch(path)}
    manifests = [name for name in ALGORITHMS if f"manifest-{name}.txt" in there]
    if not manifests:
        return (Problem("manifest-sha256.txt", 0, 0, "bag-no-manifest", {"file": folder.name}),)
    found = [*_oxum(folder, payload)]
    for name in manifests:
        found += _held_against(folder, f"manifest-{name}.txt", name, payload)
        if f"tagmanifest-{name}.txt" in there:
            found += _held_against(folder, f"tagmanifest-{name}.txt", name, tags)
    return tuple(sorted(set(found)))


def encode_path(path: str) -> str:
    """A path as a manifest writes it: CR, LF and % by their numbers (RFC 8493 §2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def decode_path(written: str) -> str:
    """The path that a manifest writes so."""
    return re.sub("%(25|0[aAdD])", lambda found: chr(int(found[1], 16)), written)


def _held_against(folder: Path, manifest: str, algorithm: str, there: set[str]) -> Iterator[Problem]:
    """Each line against the disk, and each file on the disk against the lines."""
    named: set[str] = set()
    for number, line in enumerate(re.split("\r\n?|\n", _read(folder, manifest).decode("utf-8", "replace").rstrip("\r\n")), 1):
        found = _LINE.fullmatch(line)
        path = decode_path(found[2].removeprefix("./")) if found else ""
        if not found or path.startswith("/") or ".." in path.split("/"):
            yield Problem(manifest, number, 1, "bag-line")
            continue
        named.add(path)
        if path not in there:
            yield Problem(readable(path), 0, 0, "bag-file-missing", {"file": readable(path)})
        elif _digest(folder / path, algorithm) != found[1].lower():
            yield Problem(readable(path), 0, 0, "bag-file-changed", {"file": readable(path)})
    for path in sorted(there - named):
        if not (manifest.startswith("tag") and path.startswith("data/")):
            yield Problem(readable(path), 0, 0, "bag-file-unlisted", {"file": readable(path)})


def _oxum(folder: Path, payload: set[str]) -> Iterator[Problem]:
    try:
        stated = re.search(r"^Payload-Oxum: *(\S+)", _read(folder, "bag-info.txt").decode("utf-8", "replace"), re.MULTILINE)
    except OSError:
        return
    size = sum((folder / path).lstat().st_size for path in payload)
    if stated and stated[1] != f"{size}.{len(payload)}":
        yield Problem("bag-info.txt", 0, 0, "bag-oxum", {"stated": stated[1], "found": f"{size}.{len(payload)}"})


def _read(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()


def _digest(path: Path, algorithm: str) -> str:
    if path.is_symlink():
        return ""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, algorithm).hexdigest()


def _manifest(rows: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {encode_path(path)}\n" for path, digest in sorted(rows.items())).encode()


def _bytes(piece: Piece) -> Iterator[bytes]:
    if isinstance(piece.source, bytes):
        yield piece.source
        return
    try:
        with piece.source.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                yield chunk
    except OSError as failure:
        raise Unreadable("cannot-read", file=readable(piece.path), why=failure.strerror or str(failure)) from failure


def _put(target: Path, data: Iterator[bytes], mode: int) -> tuple[str, str]:
    """Write a new file and take it out of the system's memory, so that who reads it again reads the disk; its digests."""
    both = hashlib.sha256(), hashlib.sha512()
    with worded(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as handle:
            for chunk in data:
                for one in both:
                    one.update(chunk)
                handle.write(chunk)
            handle.flush()
            os.fsync(handle.fileno())
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return both[0].hexdigest(), both[1].hexdigest()
