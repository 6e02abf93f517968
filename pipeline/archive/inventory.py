"""The folder, the manifest and the history → what every file of the archive is known to hold, and what they do not know yet.

Originals, drafts, ledgers and signed projections come into the history with the act that made them. What people write by hand
(records, texts, registers, what lies under `sealed/` and `engine/`), and the files that `add` begins for them, come in by
`unseen`, the next time anything is taken in; so does what a killed run wrote without its event.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.archive import layout as names
from pipeline.archive.bindings import had_originals, has_past, is_blank, lacks_history, versions
from pipeline.archive.events import line_digests, read_events, verify_events
from pipeline.archive.layout import Layout
from pipeline.archive.manifest import read_manifest
from pipeline.archive.scan import Stamp, scan, scan_sealed
from pipeline.archive.takein import ledger_text
from pipeline.model.event import Event, EventType
from pipeline.model.fixity import Holding, Inventory
from pipeline.model.problem import Problem
from pipeline.writing.atomic import file_digest, write_text

_CLOSED = ("cannot-read", "link-broken", "not-a-file")
_Cache = dict[str, tuple[int, int, str]]  # path → size, time of change, SHA-256


def take_inventory(layout: Layout) -> Inventory:
    """Everything that is there or should be; nothing but the manifest and the events is opened."""
    open_tree, sealed = scan(layout.root), scan_sealed(layout.root)
    events = layout.path(names.EVENTS)
    lines = read_events(events)
    holdings = {path: Holding(path, role, found) for path, found in versions(lines).items() if (role := names.role_of(path))}
    manifest, problems = _manifest(layout)
    for path, (digest, number) in manifest.items():
        known = holdings.get(path, Holding(path, names.role_of(path) or "original"))
        holdings[path] = replace(known, manifest=digest, manifest_line=number)
    strangers: list[str] = []
    for path, stamp in {**open_tree.files, **sealed.files}.items():
        role = names.role_of(path)
        if role or path in holdings:
            holdings[path] = _found(holdings.get(path, Holding(path, role or "original")), stamp)
        elif path not in (names.MANIFEST, names.EVENTS):
            strangers.append(path)
    closed = (one for one in (*open_tree.problems, *sealed.problems) if one.code in _CLOSED)
    problems = (*problems, *_registers_gone(layout, holdings), *verify_events(events, names.EVENTS), *closed)
    ordered = dict(sorted(holdings.items()))
    return Inventory(ordered, tuple(strangers), lines, line_digests(events), problems, names.MANIFEST, names.EVENTS)


def unseen(layout: Layout, agent: str, at: dt.datetime, *, drafts: bool) -> tuple[Event, ...]:
    """Events that the history lacks: files of people that are new or changed, and what a killed run left; `agent` saw them `at`.

    What the program wrote and somebody changed since is no matter of seeing: `koushu verify` names it.
    """
    holdings = take_inventory(layout).holdings.values()
    there = [one for one in holdings if one.size is not None and _is_wanted(one, drafts=drafts)]
    digests = _digests(layout, there)
    new = [one for one in there if not one.versions and one.role != "original"]
    changed = [one for one in there if one.versions and one.role == "people" and digests[one.path] != one.expected]
    grown = [one for one in there if one.versions and one.role == "ledger" and _has_grown(layout, one, digests[one.path])]
    left = [one for one in there if one.role == "original" and digests[one.path] == one.manifest]
    found: tuple[tuple[EventType, list[Holding], str], ...] = (
        ("message digest calculation", left, "in the manifest, not yet in the history"),
        ("metadata modification", [*new, *changed], f"seen first {len(new)}, changed {len(changed)}"),
        ("modification", grown, "lines that the history did not know"),
    )
    return tuple(
        Event(kind, tuple(one.path for one in some), agent, at, why, tuple(digests[one.path] for one in some))
        for kind, some, why in found
        if some
    )


def _manifest(layout: Layout) -> tuple[dict[str, tuple[str, int]], tuple[Problem, ...]]:
    """Path → digest and line in the manifest, and what cannot be read there."""
    text, unread = ledger_text(layout, names.MANIFEST)
    digests, problems = read_manifest(text, names.MANIFEST)
    lines = {line[66:].removeprefix("./"): number for number, line in reversed(list(enumerate(text.splitlines(), 1)))}
    return {path: (digest, lines.get(path, 0)) for path, digest in digests.items()}, (*unread, *problems)


def _registers_gone(layout: Layout, holdings: dict[str, Holding]) -> Iterator[Problem]:
    """Is the manifest or the history gone or emptied, though there is something that only an archive with it can have?"""
    originals = [one for one in holdings.values() if one.role == "original"]
    there = [path for path, one in holdings.items() if one.size is not None]
    without, later = lacks_history(layout), has_past(there)
    given = any(one.versions for one in originals) or had_originals(there) or (without and later)
    if given and is_blank(layout, names.MANIFEST):
        yield Problem(names.MANIFEST, 0, 0, "fixity-missing", {"path": names.MANIFEST, "where": names.EVENTS})
    if without and (later or any(one.manifest for one in originals)):
        code = "fixity-missing" if later else "events-none"  # else the first taking in may have been cut off
        yield Problem(names.EVENTS, 0, 0, code, {"path": names.EVENTS, "where": names.MANIFEST})


def _found(holding: Holding, stamp: Stamp) -> Holding:
    return replace(holding, size=stamp.size, mtime_ns=stamp.mtime_ns)


def _is_wanted(holding: Holding, *, drafts: bool) -> bool:
    if holding.role == "original":
        return bool(holding.manifest) and not holding.versions
    is_draft = names.draft_of(holding.path.rpartition("/")[2]) is not None
    return holding.role in ("people", "ledger") or not (holding.versions or (is_draft and not drafts))


def _has_grown(layout: Layout, holding: Holding, digest: str) -> bool:
    """Is the ledger's last known version its beginning, and not all of it?"""
    if digest == holding.expected:
        return False
    running = hashlib.sha256()
    for line in layout.path(holding.path).read_bytes().split(b"\n"):
        running.update(line + b"\n")
        if running.hexdigest() == holding.expected:
            return True
    return False


def _digests(layout: Layout, holdings: Iterable[Holding]) -> dict[str, str]:
    """SHA-256 by path, asked of the disk only where size or time changed since the last time; only `unseen` trusts this."""
    known = _cached(layout)
    found: _Cache = {}
    for one in holdings:
        stamp = (one.size or 0, one.mtime_ns)
        cached = known.get(one.path)
        digest = cached[2] if cached and tuple(cached[:2]) == stamp else file_digest(layout.path(one.path))
        found[one.path] = (*stamp, digest)
    if found != known:
        write_text(layout.seen, json.dumps(found, sort_keys=True, ensure_ascii=False, indent=0) + "\n")
    return {path: digest for path, (_, _, digest) in found.items()}


def _cached(layout: Layout) -> _Cache:
    try:
        read = json.loads(layout.seen.read_bytes())
        return {path: (int(size), int(time), str(digest)) for path, (size, time, digest) in read.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}
