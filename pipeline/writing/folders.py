"""A whole folder built aside → the folder everybody reads, swapped in at one instant."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from collections.abc import Collection
from pathlib import Path

from pipeline.errors import WrongUse
from pipeline.writing.atomic import sync_folder, worded

_HERE = -100  # AT_FDCWD
_NOREPLACE, _EXCHANGE = 1, 2  # RENAME_NOREPLACE, RENAME_EXCHANGE, Linux 3.15


def fresh_folder(target: Path) -> Path:
    """An empty folder beside `target` to build its successor in; what an earlier, killed build left there is gone."""
    recover_folder(target)
    fresh = _sibling(target, "new")
    with worded(fresh):
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
    return fresh


def replace_folder(new: Path, target: Path) -> None:
    """Let the finished folder `new` (on the same file system) take the place of `target`, whose old content goes away.

    Whenever the program is killed, `target` is wholly old or wholly new; where the kernel cannot exchange two folders, an instant
    without it is possible, which `recover_folder` mends. Raises CannotWrite, and then the old folder is still there.
    """
    recover_folder(target)
    old = _sibling(target, "old")
    with worded(target):
        _sync_tree(new)
        _swap(new, target, old)
        sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def place_folder(new: Path, target: Path) -> None:
    """Let the finished folder `new` (on the same file system) become `target`, of which there is none yet, at one instant.

    Raises WrongUse where something has that name, CannotWrite; then `new` is left as it is.
    """
    with worded(target):
        _sync_tree(new)
        if target.exists() or target.is_symlink():
            raise WrongUse("file-exists", file=target)
        if not _rename(new, target, _NOREPLACE):
            if target.exists():
                raise WrongUse("file-exists", file=target)
            new.rename(target)  # a file system that knows no such rename
        sync_folder(target.parent)


def recover_folder(target: Path) -> None:
    """Finish what a killed `replace_folder` left: put the old folder back where none took its place, else remove it."""
    old = _sibling(target, "old")
    if not old.exists():
        return
    with worded(target):
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)


def keep_only(folder: Path, names: Collection[str]) -> None:
    """Remove everything directly in `folder` but these names; a folder that is not there is left so. Raises CannotWrite."""
    with worded(folder):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name in names:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def keep_files(folder: Path, names: Collection[str], apart: Collection[Path] = ()) -> None:
    """Remove every file below `folder` whose way in it is not in `names`, and empty folders; what is below `apart` stays."""
    top = f"{folder}{os.sep}"
    for inside, folders, files in os.walk(folder, topdown=False):
        if any(inside == str(one) or inside.startswith(f"{one}{os.sep}") for one in apart):
            continue
        way = inside[len(top) :] + os.sep if len(inside) >= len(top) else ""
        links = [name for name in folders if os.path.islink(f"{inside}{os.sep}{name}")]  # noqa: PTH114 - a path each is slow
        for name in (*files, *links):
            if way + name not in names:
                os.unlink(f"{inside}{os.sep}{name}")  # noqa: PTH108
        if way and not os.listdir(inside):  # noqa: PTH208
            os.rmdir(inside)  # noqa: PTH106


def put(path: Path, content: bytes) -> None:
    """Write what can be made again; a file that is right is not touched, and another name of the old bytes keeps them."""
    try:
        with path.open("rb") as known:
            if os.fstat(known.fileno()).st_size == len(content) and known.read() == content:
                return
        path.unlink()
    except FileNotFoundError:
        pass
    put_new(path, content)


def put_new(path: Path, content: bytes) -> None:
    """Write what can be made again and is not there yet; folders are made."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def second_name(source: Path | str, target: Path | str) -> None:
    """A second name for the same bytes where the disk allows it, else a copy: sound is large, and an index is many files."""
    source, target = Path(source), Path(target)
    if target.exists() and target.samefile(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _sibling(target: Path, role: str) -> Path:
    return target.with_name(f".koushu-{target.name}.{role}")


def _swap(new: Path, target: Path, old: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        new.rename(target)
    elif _exchange(new, target):
        new.rename(old)
    else:
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    return _rename(one, other, _EXCHANGE)


def _rename(one: Path, other: Path, how: int) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), how) == 0


def _sync_tree(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if sync is not None and sync(descriptor) == 0:
            return
    finally:
        os.close(descriptor)
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as handle, contextlib.suppress(OSError):
                os.fsync(handle.fileno())
