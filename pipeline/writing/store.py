"""A folder that is named by a path, or by an fsspec URL where machines share no file system; the only importer of fsspec."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pipeline.errors import MissingTool, Unreadable, WrongUse
from pipeline.writing.atomic import as_known, clean_leftovers, forget_cached, read_chunks, worded, write_bytes, write_verified

_URL = re.compile(r"[a-z][a-z0-9+.-]*://|[a-z0-9]+::", re.IGNORECASE)
_CHUNK = 1 << 20


class Store:
    """The folder at `place`: a path, `file://…`, or any URL that fsspec knows (`s3://bucket/archive`, `sftp://host/archive`)."""

    def __init__(self, place: str | Path) -> None:
        self.place = str(place)

    @property
    def here(self) -> Path | None:
        """The folder as a path of this machine's file system, or None where it lies elsewhere."""
        if not _URL.match(self.place):
            return Path(self.place)
        scheme, _, rest = self.place.partition("://")  # whole: a path may hold # and ?
        if scheme.lower() not in ("file", "local") or self.is_chained:
            return None
        return Path(unquote(rest if rest.startswith("/") else f"/{rest.partition('/')[2]}"))

    @property
    def is_chained(self) -> bool:
        """Is this an address of several layers, such as `simplecache::s3://…`?"""
        return bool(_URL.match(self.place)) and "::" in self.place

    def strange(self) -> list[str]:
        """What lies in the folder at any depth and is neither a file nor a folder of its own: links, pipes, devices."""
        found = self.here.rglob("*") if self.here else ()
        return [str(path) for path in found if path.is_symlink() or not (path.is_file() or path.is_dir())]

    def names(self) -> list[str]:
        """The names of what lies in the folder, in no order; none where there is no folder. Raises WrongUse, MissingTool."""
        try:
            if self.here:
                return [entry.name for entry in self.here.iterdir()]
            files, root = self._remote()
            files.invalidate_cache(root)
            return [path.rpartition("/")[2] for path in files.ls(root, detail=False)]
        except OSError:
            return []

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError where it cannot be read; WrongUse, MissingTool."""
        if self.here:
            return (self.here / name).read_bytes()
        files, root = self._remote()
        data: bytes = files.cat_file(f"{root}/{name}")
        return data

    def write(self, name: str, data: bytes) -> None:
        """Put bytes into a file, in one step wherever the store can. Raises CannotWrite, WrongUse, MissingTool."""
        if self.here:
            write_bytes(self.here / name, data)
            return
        files, root = self._remote()
        with worded(Path(name)):
            files.makedirs(root, exist_ok=True)
            files.pipe_file(f"{root}/{name}", data)

    def sizes(self) -> dict[str, int]:
        """Every file at any depth by its path with `/`, and its bytes; none where there is no folder. Raises Unreadable."""
        with self._readable(""):
            if self.here:
                walk = sorted(path for path in self.here.rglob("*") if path.is_file() and not path.is_symlink())
                return {path.relative_to(self.here).as_posix(): path.stat().st_size for path in walk}
            files, root = self._remote()
            files.invalidate_cache()
            found = files.find(root, detail=True) if files.exists(root) else {}
            return {path[len(root) :].lstrip("/"): int(entry["size"]) for path, entry in sorted(found.items())}

    def chunks(self, name: str) -> Iterator[bytes]:
        """A file in pieces of a mebibyte. Raises Unreadable, WrongUse, MissingTool."""
        if self.here:
            yield from read_chunks(self.here / name)
            return
        files, root = self._remote()
        with self._readable(name), files.open(f"{root}/{name}", "rb") as handle:
            while chunk := handle.read(_CHUNK):
                yield chunk

    def forget(self, name: str) -> bool:
        """Let the next reading come from the medium or over the network; False where only memory's answer can be had."""
        if self.here:
            return forget_cached(self.here / name)
        self._remote()[0].invalidate_cache()
        return not self.place.startswith("memory:")

    def put(self, name: str, chunks: Iterable[bytes], known: str = "") -> tuple[str, int]:
        """Write a file of any size, read it back, compare, and only then give it its name. Returns its SHA-256 and its bytes.

        It grows under another name, which a killed program leaves behind. Raises Unreadable where it is not what `known` says
        (empty: nobody knows) or reads back differently, CannotWrite, and what `chunks` raises; what had the name still has it.
        """
        if self.here:
            return write_verified(self.here / name, chunks, known)
        files, root = self._remote()
        part = f"{f'{root}/{name}'.rpartition('/')[0]}/.koushu-{secrets.token_hex(8)}.part"
        try:
            written, size = self._upload(part, chunks)
            as_known(written, known, name)
            if self._digest(part) != written:
                raise Unreadable("copy-differs", source=name, target=f"{self.place}/{name}")
            with worded(Path(name)):
                files.mv(part, f"{root}/{name}")
        except BaseException:
            with contextlib.suppress(OSError):
                files.rm_file(part)
            raise
        return written, size

    def free(self) -> int | None:
        """Bytes that still fit, or None where the store does not tell."""
        if not self.here:
            return None
        folder = next((one for one in (self.here, *self.here.absolute().parents) if one.is_dir()), None)
        with contextlib.suppress(OSError):
            return shutil.disk_usage(folder).free if folder else None
        return None

    def remove(self, name: str) -> None:
        """Take a file away, or leave it where that is not allowed: what is removed here is disposable."""
        with contextlib.suppress(OSError):
            if self.here:
                (self.here / name).unlink(missing_ok=True)
            else:
                files, root = self._remote()
                files.rm_file(f"{root}/{name}")

    def tidy(self) -> None:
        """Take away what killed programs left half-written."""
        if self.here:
            clean_leftovers(self.here)

    @contextlib.contextmanager
    def lent(self, name: str, scratch: Path) -> Iterator[Path]:
        """A file as a path of this machine: its own place, or a copy under `scratch` while the block runs. Raises Unreadable."""
        if self.here:
            yield self.here / name
            return
        copy = scratch / name
        try:
            self.copy(name, copy)
            yield copy
        finally:
            copy.unlink(missing_ok=True)

    def copy(self, name: str, target: Path) -> None:
        """Copy a file or a whole folder to a path of this machine; `target` is there whole or not at all. Raises Unreadable."""
        files, root = self._remote()
        part = target.with_name(f".{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            folder = files.isdir(f"{root}/{name}")
            files.get(f"{root}/{name}{'/' if folder else ''}", f"{part}{'/' if folder else ''}", recursive=folder)
            part.replace(target)
        except OSError as trouble:
            raise Unreadable("cannot-read", file=f"{self.place}/{name}", why=trouble.strerror or str(trouble)) from trouble
        finally:
            shutil.rmtree(part, ignore_errors=True) if part.is_dir() else part.unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        """Is there a file or folder of this name? Raises WrongUse, MissingTool."""
        if self.here:
            return (self.here / name).exists()
        files, root = self._remote()
        try:
            return bool(files.exists(f"{root}/{name}"))
        except OSError:
            return False

    def _upload(self, path: str, chunks: Iterable[bytes]) -> tuple[str, int]:
        files, _ = self._remote()
        digest, size = hashlib.sha256(), 0
        with worded(Path(path)):
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            with files.open(path, "wb") as handle:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    handle.write(chunk)
        return digest.hexdigest(), size

    def _digest(self, path: str) -> str:
        files, _ = self._remote()
        files.invalidate_cache()
        digest = hashlib.sha256()
        with self._readable(path), files.open(path, "rb") as handle:
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    @contextlib.contextmanager
    def _readable(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as trouble:
            file = f"{self.place}/{name}" if name else self.place
            raise Unreadable("cannot-read", file=file, why=trouble.strerror or str(trouble)) from trouble

    def _remote(self) -> tuple[Any, str]:
        try:
            files, root = importlib.import_module("fsspec.core").url_to_fs(self.place)
        except ImportError as missing:
            raise MissingTool("store-missing", url=self.place, why=str(missing)) from missing
        except ValueError as unknown:
            raise WrongUse("store-unknown", url=self.place, why=str(unknown)) from unknown
        return files, root.rstrip("/")
