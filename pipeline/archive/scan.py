"""The folder of an archive → the files in it that may be read, and what is out of place."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.archive import layout
from pipeline.model.problem import Problem


@dataclass(frozen=True)
class Stamp:
    """A file's size in bytes and time of change in nanoseconds."""

    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Tree:
    """Every readable file by its path from the root, in order; a link that leaves the archive is not among them."""

    root: Path
    files: dict[str, Stamp] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)  # folder → names of all that is directly in it
    problems: tuple[Problem, ...] = ()

    def names(self, folder: str) -> list[str]:
        """Names of the files directly in `folder`, in order."""
        return [name for name in self.folders.get(folder, ()) if f"{folder}/{name}" in self.files]

    def subfolders(self, folder: str) -> list[str]:
        """Names of the folders directly in `folder`, in order."""
        return [name for name in self.folders.get(folder, ()) if f"{folder}/{name}" in self.folders]

    def fingerprint(self) -> str:
        """A digest over path, size and time of change of every file: equal as long as nothing was touched."""
        lines = (f"{path}\0{stamp.size}\0{stamp.mtime_ns}\n" for path, stamp in self.files.items())
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def scan(root: Path) -> Tree:
    """Look at every name in the archive but `sealed/` and hidden ones. Links to folders are never followed."""
    return _scan(root, "")


def scan_sealed(root: Path) -> Tree:
    """As `scan`, of `sealed/` alone, for those who keep its bytes and never show them; nothing where there is none."""
    return _scan(root, layout.SEALED) if (root / layout.SEALED).is_dir() else Tree(root)


def _scan(root: Path, folder: str) -> Tree:
    tree = Tree(root)
    problems = list(_walk(tree, root.resolve(), folder))
    files = dict(sorted(tree.files.items()))
    return Tree(root, files, {folder: sorted(names) for folder, names in tree.folders.items()}, tuple(sorted(problems)))


def _walk(tree: Tree, top: Path, folder: str) -> Iterator[Problem]:
    here = tree.root / folder if folder else tree.root
    names = tree.folders.setdefault(folder, [])
    try:
        entries = list(os.scandir(here))
    except OSError as failure:
        yield Problem(folder, 0, 0, "cannot-read", {"file": folder, "why": failure.strerror})
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name.startswith(".") or path == layout.SEALED:
            continue
        yield from _name(path, entry.name)
        if not layout.is_usable(entry.name):
            continue
        if entry.is_symlink():
            yield from _link(tree, top, path, entry)
        elif entry.is_dir():
            names.append(entry.name)
            yield from _walk(tree, top, path)
        elif entry.is_file():
            names.append(entry.name)
            _keep(tree, path, entry)
        else:
            yield Problem(path, 0, 0, "not-a-file", {"file": path})


def _name(path: str, name: str) -> Iterator[Problem]:
    if not name.isascii() or not layout.is_usable(name):
        yield Problem(_shown(path), 0, 0, "name-not-ascii" if layout.is_usable(name) else "name-unusable", {"file": _shown(path)})


def _keep(tree: Tree, path: str, entry: os.DirEntry[str]) -> None:
    with contextlib.suppress(FileNotFoundError):  # an editor's own file, gone again
        found = entry.stat()
        tree.files[path] = Stamp(found.st_size, found.st_mtime_ns)


def _link(tree: Tree, top: Path, path: str, entry: os.DirEntry[str]) -> Iterator[Problem]:
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        yield Problem(path, 0, 0, "link-broken", {"file": path})
        return
    if not target.is_relative_to(top) or target.is_relative_to(top / layout.SEALED):
        yield Problem(path, 0, 0, "link-escapes", {"file": path})
    elif target.is_file():
        tree.folders[path.rpartition("/")[0]].append(entry.name)
        _keep(tree, path, entry)
    else:
        yield Problem(path, 0, 0, "link-to-folder", {"file": path})


def _shown(path: str) -> str:
    return path.encode("utf-8", "replace").decode().replace("\n", "?").replace("\r", "?")
