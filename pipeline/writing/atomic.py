"""Bytes → files that are either the old ones or the new ones, whenever the program is killed.

A temporary file lies in the folder of its target, under a name that `clean_leftovers` knows, and is held by `flock` while it is
written; so what a killed program left behind can be told from what another one is writing right now.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import CannotWrite, Unreadable, WrongUse

_PREFIX, _SUFFIX = ".koushu-", ".part"
_CHUNK = 1 << 20
WORDED = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.EROFS: "read-only",
}


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path`; folders are made. Raises CannotWrite, and then the old file is as it was."""
    with _part(path) as (handle, temp):
        handle.write(data)
        _settle(handle)
        os.replace(temp, path)  # noqa: PTH105 - the same call, spelled as POSIX does
        sync_folder(path.parent)


def write_text(path: Path, text: str) -> None:
    """`write_bytes` of the text in UTF-8, line ends as they are."""
    write_bytes(path, text.encode())


def create_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path` where there is no file yet. Raises WrongUse when there is one, CannotWrite like `write_bytes`."""
    with _part(path) as (handle, temp):
        handle.write(data)
        _settle(handle)
        _place_new(temp, path)


def append_line(path: Path, line: str) -> None:
    """Add one line to a file of lines; when it returns, the line is on the disk. Raises CannotWrite, and then nothing was added.

    A last line without its line end, left by a power cut, is closed first: nothing anybody wrote is taken away.
    """
    if "\n" in line:
        raise ValueError("a line holds no line end")
    with worded(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            _append(descriptor, line.encode() + b"\n")
        finally:
            os.close(descriptor)
        sync_folder(path.parent)


def copy_verified(source: Path, target: Path, known: str = "") -> str:
    """Copy an original and prove the copy: hashed while read, flushed, read again from the disk, then named.

    `known` is the SHA-256 that the source had when it was examined; empty where nobody looked before.

    Returns the SHA-256 in hexadecimal. Raises WrongUse when `target` exists, Unreadable when the source cannot be read, is no
    longer what was examined, or the copy reads back differently, CannotWrite; in each case there is no target.
    """
    if target.exists() or target.is_symlink():
        raise WrongUse("file-exists", file=target)
    with _part(target) as (handle, temp):
        digest = hashlib.sha256()
        for chunk in _read(source):
            digest.update(chunk)
            handle.write(chunk)
        if known not in ("", digest.hexdigest()):
            raise Unreadable("source-changed", file=source)
        _settle(handle)
        os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if file_digest(temp) != digest.hexdigest():
            raise Unreadable("copy-differs", source=source, target=target)
        _place_new(temp, target)
    return digest.hexdigest()


def write_verified(path: Path, chunks: Iterable[bytes], known: str = "") -> tuple[str, int]:
    """Put a stream at `path` and prove it as `copy_verified` does, in place of what is there. Returns its SHA-256 and its bytes.

    Raises Unreadable where it is not what `known` says (empty: nobody knows) or reads back differently, CannotWrite and what
    `chunks` raises; in each case the old file is as it was.
    """
    digest = hashlib.sha256()
    with _part(path) as (handle, temp):
        for chunk in chunks:
            digest.update(chunk)
            handle.write(chunk)
        _settle(handle)
        as_known(digest.hexdigest(), known, path)
        forget_cached(temp)
        if file_digest(temp) != digest.hexdigest():
            raise Unreadable("copy-differs", source=path.name, target=path)
        os.replace(temp, path)  # noqa: PTH105 - the same call, spelled as POSIX does
        sync_folder(path.parent)
        return digest.hexdigest(), path.stat().st_size


def as_known(digest: str, known: str, file: object) -> None:
    """Nothing, where a digest is the one that is known, or none is. Raises Unreadable."""
    if known not in ("", digest):
        raise Unreadable("copy-not-as-recorded", file=file)


def read_chunks(path: Path) -> Iterator[bytes]:
    """The file in pieces of a mebibyte. Raises Unreadable."""
    return _read(path)


def forget_cached(path: Path) -> bool:
    """Let the next reading come from the medium, not from memory; False where the system keeps it (as tmpfs)."""
    try:
        with path.open("rb") as handle:
            os.fsync(handle.fileno())
            os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return os.fstat(handle.fileno()).st_size == 0 or not os.preadv(handle.fileno(), [bytearray(1)], 0, os.RWF_NOWAIT)
    except BlockingIOError:  # RWF_NOWAIT, Linux 4.14: the first byte would have to be fetched
        return True
    except OSError:
        return False


def file_digest(path: Path) -> str:
    """SHA-256 of the file in hexadecimal. Raises Unreadable."""
    digest = hashlib.sha256()
    for chunk in _read(path):
        digest.update(chunk)
    return digest.hexdigest()


def set_aside(path: Path, aside: Path) -> None:
    """Give a file a second name, so that another may take its first one; it is never copied, being perhaps unreadable.

    Where the file system knows no links it is moved there. Raises CannotWrite.
    """
    with worded(aside):
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, aside, follow_symlinks=False)
        except OSError as failure:
            if failure.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
                raise
            path.rename(aside)
        sync_folder(aside.parent)


def disk_digest(path: Path) -> str:
    """As `file_digest`, of what the disk holds now: what memory remembers of the file is put away first. Raises Unreadable."""
    with contextlib.suppress(OSError), path.open("rb") as handle:
        os.posix_fadvise(handle.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return file_digest(path)


def clean_leftovers(folder: Path) -> tuple[Path, ...]:
    """Remove temporary files that killed runs left under `folder`, never one that is being written. Returns what it removed."""
    removed: list[Path] = []
    for temp in sorted(folder.rglob(f"{_PREFIX}*{_SUFFIX}")):
        with contextlib.suppress(OSError), temp.open("rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            temp.unlink()
            removed.append(temp)
    return tuple(removed)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` as durable as their contents; a file system without folders to flush is let be."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as failure:
        if failure.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def worded(target: Path) -> Iterator[None]:
    """What the system says about not being able to write `target`, as CannotWrite with a sentence."""
    try:
        yield
    except OSError as failure:
        code = WORDED.get(failure.errno or 0, "cannot-write")
        raise CannotWrite(code, file=target, why=failure.strerror or str(failure)) from failure


@contextlib.contextmanager
def _part(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    with worded(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temp = _open_part(target.parent)
        try:
            with contextlib.suppress(FileNotFoundError):
                os.fchmod(handle.fileno(), stat.S_IMODE(target.stat().st_mode))
            yield handle, temp
        finally:
            with contextlib.suppress(OSError):
                handle.close()
            temp.unlink(missing_ok=True)


def _open_part(folder: Path) -> tuple[BinaryIO, Path]:
    while True:
        temp = folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        handle = os.fdopen(os.open(temp, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), "wb")
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle.fileno()).st_nlink:  # else a cleaner came between the two calls
            return handle, temp
        handle.close()


def _settle(handle: BinaryIO) -> None:
    handle.flush()
    os.fsync(handle.fileno())


def _place_new(temp: Path, target: Path) -> None:
    try:
        os.link(temp, target)  # fails where the name is taken, which rename would not
    except FileExistsError:
        raise WrongUse("file-exists", file=target) from None
    except OSError as failure:
        if failure.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
            raise
        if target.exists():  # FAT knows no links
            raise WrongUse("file-exists", file=target) from None
        temp.rename(target)
    sync_folder(target.parent)


def _append(descriptor: int, line: bytes) -> None:
    size = os.fstat(descriptor).st_size
    torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    data = b"\n" + line if torn else line
    try:
        if os.write(descriptor, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    except OSError:
        with contextlib.suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _read(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                yield chunk
    except OSError as failure:
        raise Unreadable("cannot-read", file=source, why=failure.strerror or str(failure)) from failure
