"""What lies in a package → the objects of its PREMIS: files with their formats, records with their files."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import PurePosixPath

from pipeline.custody.bag import Bagged
from pipeline.custody.dublin_core import Described
from pipeline.custody.premis import Entity, Stored

_KNOWN = mimetypes.MimeTypes()  # Python's own list, never this machine's
_MORE = {".yml": "application/yaml", ".ndjson": "application/x-ndjson", ".md": "text/markdown", ".flac": "audio/flac"}


def entities(described: Sequence[Described], bagged: Bagged) -> list[Entity]:
    """Each record with the files of its folder."""
    return [_entity(one, [path for path in sorted(bagged.sizes) if path.startswith(f"{one.folder}/")]) for one in described]


def stored(bagged: Bagged) -> list[Stored]:
    """Each file, in order of paths."""
    return [Stored(path, bagged.sizes[path], *bagged.digests[path], format_name(path)) for path in sorted(bagged.sizes)]


def format_name(path: str) -> str:
    """The media type that the end of a file name stands for."""
    suffix = PurePosixPath(path).suffix.lower()
    return _MORE.get(suffix) or _KNOWN.types_map[True].get(suffix) or "application/octet-stream"


def _entity(one: Described, files: Sequence[str]) -> Entity:
    title = str(getattr(one.record, "title", "") or getattr(one.record, "name", ""))
    return Entity(tuple(filter(None, (one.id, one.folder))), title, tuple(files), getattr(one.record, "consent", None))
