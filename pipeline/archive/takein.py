"""Files from outside, or placed by hand → originals with a digest in the manifest and a public id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.archive import layout as names
from pipeline.archive.ids import Draw, Kind, new_id, read_ids, write_ids
from pipeline.archive.layout import Layout
from pipeline.archive.manifest import read_manifest, write_manifest
from pipeline.archive.scan import Tree, scan
from pipeline.errors import NotSound
from pipeline.model.nouns import Redirect
from pipeline.writing.atomic import copy_verified, file_digest, write_text


def take_in(layout: Layout, source: Path, target: Path, inside: str) -> str:
    """Copy, prove and record one original while the caller holds the lock; returns its SHA-256. Raises like `copy_verified`"""
    digests = _digests(layout)
    digest = copy_verified(source, target)
    write_text(layout.path(names.MANIFEST), write_manifest({**digests, inside: digest}))
    return digest


def adopt(layout: Layout, draw: Draw) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Digests for originals without one, ids for records and pictures without one; the caller holds the lock.

    Returns the paths and the `kind key` of what was new. Raises NotSound where the manifest or ids.csv cannot be read whole,
    because writing it anew would lose what stands there; CannotWrite.
    """
    tree = scan(layout.root)
    digests = _digests(layout)
    new = {path: file_digest(layout.path(path)) for path in _originals(tree) if path not in digests}
    if new:
        write_text(layout.path(names.MANIFEST), write_manifest({**digests, **new}))
    return tuple(new), _give_ids(layout, tree, draw)


def _give_ids(layout: Layout, tree: Tree, draw: Draw) -> tuple[str, ...]:
    path = layout.path(names.IDS)
    rows, problems = read_ids(path.read_text(encoding="utf-8") if path.exists() else "", names.IDS)
    if problems:
        raise NotSound("ids-broken", file=names.IDS, line=problems[0].line)
    known = {(row.kind, row.key) for row in rows if not row.redirect}
    taken = [row.id for row in rows]
    fresh: list[Redirect] = []
    for kind, key in _records(tree):
        if (kind, key) not in known:
            found = new_id(taken, draw)
            taken.append(found)
            fresh.append(Redirect(id=found, kind=kind, key=key))
    if fresh:
        write_text(path, write_ids((*rows, *fresh)))
    return tuple(f"{row.kind} {row.key}" for row in fresh)


def _digests(layout: Layout) -> dict[str, str]:
    path = layout.path(names.MANIFEST)
    digests, problems = read_manifest(path.read_text(encoding="utf-8") if path.exists() else "", names.MANIFEST)
    if problems:
        raise NotSound("manifest-broken", file=names.MANIFEST, line=problems[0].line)
    return digests


def _records(tree: Tree) -> Iterator[tuple[Kind, str]]:
    kinds: tuple[tuple[Kind, str, str], ...] = (
        ("person", names.PEOPLE, "person.yml"),
        ("interview", names.INTERVIEWS, "interview.yml"),
        ("item", names.ITEMS, "item.yml"),
    )
    for kind, folder, file in kinds:
        for key in tree.subfolders(folder):
            if names.KEY.fullmatch(key) and f"{folder}/{key}/{file}" in tree.files:
                yield kind, key
    for path in _originals(tree):
        if path.endswith(".jpg"):
            yield "picture", path


def _originals(tree: Tree) -> Iterator[str]:
    for path in tree.files:
        parts = path.split("/")
        recording = len(parts) == 3 and parts[0] == names.INTERVIEWS and names.is_sound(parts[2])
        picture = path.endswith(".jpg") and names.is_known(path)
        if (recording or picture) and parts[0] != names.ENGINE:
            yield path
