"""Files from outside, or placed by hand → originals with a digest in the manifest and a public id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.archive import layout as names
from pipeline.archive.bindings import bound, had_originals, has_past, lacks_history
from pipeline.archive.encoding import read_text
from pipeline.archive.ids import TERMS, Draw, Kind, new_id, read_ids, voice_key, write_ids
from pipeline.archive.layout import Layout
from pipeline.archive.manifest import read_manifest, write_manifest
from pipeline.archive.records import read_list, read_record
from pipeline.archive.scan import Tree, scan, scan_sealed
from pipeline.archive.technical import Describe, is_described, keep_technical
from pipeline.errors import NotSound
from pipeline.model.nouns import Redirect, Term, VolumePlan
from pipeline.model.problem import Problem
from pipeline.writing.atomic import copy_verified, file_digest, write_text


def take_in(layout: Layout, source: Path, inside: str, known: str) -> None:
    """Copy, prove and record one original, of SHA-256 `known`, while the caller holds the lock.

    Raises NotSound where the name was ever another original's, and as `copy_verified`.
    """
    digests = _digests(layout)
    if bound(layout).get(inside, digests.get(inside, known)) != known:
        raise NotSound("original-bound", file=inside)
    copy_verified(source, layout.path(inside), known)
    write_text(layout.path(names.MANIFEST), write_manifest({**digests, inside: known}))


def record_digest(layout: Layout, inside: str) -> None:
    """Put one more file into the manifest while the caller holds the lock. Raises NotSound, Unreadable, CannotWrite."""
    digests = _digests(layout)
    write_text(layout.path(names.MANIFEST), write_manifest({**digests, inside: file_digest(layout.path(inside))}))


def adopt(layout: Layout, draw: Draw) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Digests for originals without one, ids for records and pictures without one; the caller holds the lock.

    An original that the history knows gets the digest it came with back, never another. Returns the paths and the `kind key` of
    what was new. Raises NotSound where the manifest, the history or ids.csv is gone or cannot be read whole, because writing it
    anew would lose what stands there; CannotWrite.
    """
    tree = scan(layout.root)
    digests = _digests(layout)
    loose = [path for path in _originals(tree) if path not in digests]
    known = bound(layout) if loose else {}
    back = {path: known[path] for path in loose if path in known}
    new = {path: digest for path in loose if path not in known and (digest := _settled(tree, layout, path))}
    if back or new:
        write_text(layout.path(names.MANIFEST), write_manifest({**digests, **back, **new}))
    return tuple(new), _give_ids(layout, tree, draw)


def describe_all(layout: Layout, describe: Describe) -> tuple[str, ...]:
    """Write a sealed record of every original in the manifest that has none; returns their paths. Raises CannotWrite."""
    digests = _digests(layout)
    bare = [path for path in _originals(scan(layout.root)) if path in digests and not is_described(layout, path)]
    return tuple(keep_technical(layout, path, layout.path(path), digests[path], describe) for path in bare)


def _settled(tree: Tree, layout: Layout, path: str) -> str:
    """The digest of a file; empty for one that somebody is still copying, which the next run will find whole."""
    digest, after = file_digest(layout.path(path)), layout.path(path).stat()
    return digest if (after.st_size, after.st_mtime_ns) == (tree.files[path].size, tree.files[path].mtime_ns) else ""


def _give_ids(layout: Layout, tree: Tree, draw: Draw) -> tuple[str, ...]:
    path = layout.path(names.IDS)
    text, unread = ledger_text(layout, names.IDS)
    rows, problems = read_ids(text, names.IDS)
    if unread or problems:
        raise NotSound("ids-broken", file=names.IDS, line=(*unread, *problems)[0].line)
    if not rows and _recorded(layout, f'"files":["{names.IDS}"]'):
        raise NotSound("ids-gone", file=names.IDS)
    known = {(row.kind, row.key) for row in rows if not row.redirect}
    taken = [row.id for row in rows]
    fresh: list[Redirect] = []
    for kind, key in dict.fromkeys((*_records(tree), *_terms(layout, tree), *_voices(layout, tree))):
        if (kind, key) not in known:
            found = new_id(taken, draw)
            taken.append(found)
            fresh.append(Redirect(id=found, kind=kind, key=key))
    if fresh:
        write_text(path, write_ids((*rows, *fresh)))
    return tuple(f"{row.kind} {row.key}" for row in fresh)


def _digests(layout: Layout) -> dict[str, str]:
    text, unread = ledger_text(layout, names.MANIFEST)
    digests, problems = read_manifest(text, names.MANIFEST)
    if unread or problems:
        raise NotSound("manifest-broken", file=names.MANIFEST, line=(*unread, *problems)[0].line)
    told = not digests and _recorded(layout, '"type":"message digest calculation"', '"detail":"sha256 ')
    without = lacks_history(layout)
    paths = () if digests and not without else (*scan(layout.root).files, *scan_sealed(layout.root).files)
    later = without and has_past(paths)
    if told or (not digests and (later or had_originals(paths))):
        raise NotSound("manifest-gone", file=names.MANIFEST)
    if later:
        raise NotSound("events-gone", file=names.EVENTS)
    return digests


def ledger_text(layout: Layout, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of ids.csv or of the manifest, empty where there is none, and what keeps it from being read."""
    path = layout.path(name)
    data = path.read_bytes() if path.exists() else b""
    if not data.strip():
        return "", ()
    text, problems = read_text(data, name)
    return text or "", () if text is not None else problems


def _recorded(layout: Layout, *words: str) -> bool:
    """Does the history of the archive hold an event with any of these words?"""
    path = layout.path(names.EVENTS)
    if not path.exists():
        return False
    with path.open("rb") as lines:
        return any(word.encode() in line for line in lines for word in words)


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


def _terms(layout: Layout, tree: Tree) -> Iterator[tuple[Kind, str]]:
    """The entries of the registers that may have a page; one that cannot be read gets its id when it can."""
    for register, kind in TERMS.items():
        path = layout.register(register)
        if path in tree.files and (data := layout.path(path).read_bytes()).strip():
            yield from ((kind, term.id) for term in read_list(Term, data, path)[0])


def _voices(layout: Layout, tree: Tree) -> Iterator[tuple[Kind, str]]:
    """Every moment to which a printed volume may lead; once given, its code is kept for ever, whatever the plan says later."""
    for key in (path.removeprefix(f"{names.VOLUMES}/").removesuffix(".yml") for path in sorted(tree.files)):
        path = layout.volume(key)
        if not names.KEY.fullmatch(key) or path not in tree.files:
            continue
        plan = read_record(VolumePlan, layout.path(path).read_bytes(), path)[0]
        moments = [(one, None) for one in plan.interviews] + [(one.interview, one.at_ms) for one in plan.voices] if plan else []
        yield from (("voice", voice_key(*one)) for one in moments if layout.interview(one[0]) in tree.files)


def _originals(tree: Tree) -> Iterator[str]:
    for path in tree.files:
        parts = path.split("/")
        recording = len(parts) == 3 and parts[0] == names.INTERVIEWS and names.is_sound(parts[2])
        picture = path.endswith(".jpg") and names.is_known(path)
        if (recording or picture) and parts[0] != names.ENGINE:
            yield path
