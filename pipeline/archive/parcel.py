"""What of an archive goes into a package of some records: whole files, and extracts of what is shared with other records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from pipeline.archive import layout as names
from pipeline.archive.ids import TERMS, read_ids, write_ids
from pipeline.archive.layout import Layout
from pipeline.archive.listing import Listed
from pipeline.archive.manifest import read_manifest, write_manifest
from pipeline.archive.takein import ledger_text
from pipeline.model.nouns import Term

_WITH_EVERY = (names.CONFIG, names.STAFF)
_KINDS = {"interview": names.INTERVIEWS, "person": names.PEOPLE, "item": names.ITEMS, "voice": names.INTERVIEWS}


@dataclass(frozen=True)
class Scope:
    """What goes into a package: the whole archive but what may not leave, or the records in these folders; forms in `sealed/`."""

    whole: bool
    folders: frozenset[str]
    forms: frozenset[str]


def within(one: Listed, scope: Scope, away: Sequence[str]) -> bool:
    """Does this file go into the package? `away` are the interviews that may not leave."""
    if one.record.startswith(f"{names.INTERVIEWS}/") and one.record.partition("/")[2] in away:
        return False
    if scope.whole:
        return not (away and one.path == names.EVENTS)  # the whole history speaks of everyone
    if one.is_sealed:
        return _of_these(one.path, scope)
    return one.record in scope.folders or one.path in _WITH_EVERY


def extracts(layout: Layout, scope: Scope, found: Iterable[Listed], terms: Mapping[str, Iterable[Term]]) -> dict[str, bytes]:
    """The manifest's lines for these files; and where not all is wanted the ids and register entries of the records."""
    digests = read_manifest(ledger_text(layout, names.MANIFEST)[0], names.MANIFEST)[0]
    paths = {one.path for one in found}
    known = {path: digest for path, digest in digests.items() if path in paths}
    made = {} if known == digests and names.MANIFEST in paths else {names.MANIFEST: write_manifest(known).encode()}
    if not scope.whole:
        made[names.IDS] = _ids(layout, scope, {(TERMS[name], one.id) for name in TERMS for one in terms.get(name, ())})
        made |= {layout.register(name): _register(entries) for name, entries in terms.items()}
    return made


def _ids(layout: Layout, scope: Scope, terms: Collection[tuple[str, str]]) -> bytes:
    """The lines of ids.csv for these records and their pictures, and for these register entries."""
    rows, _ = read_ids(ledger_text(layout, names.IDS)[0], names.IDS)
    place = {row.id: f"{_KINDS[row.kind]}/{row.key.partition('@')[0]}" if row.kind in _KINDS else row.key for row in rows}
    return write_ids(
        row for row in rows if "/".join(place[row.id].split("/")[:2]) in scope.folders or (row.kind, row.key) in terms
    ).encode()


def _register(terms: Iterable[Term]) -> bytes:
    rows = [term.model_dump(mode="json", by_alias=True, exclude_defaults=True) for term in terms]
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False).encode()


def _of_these(path: str, scope: Scope) -> bool:
    """Is this sealed file one of the forms, or does it lie in a folder of, or bear the name of, one of the records?"""
    inside = path.removeprefix(f"{names.SEALED}/")
    parts = inside.split("/")
    if inside in scope.forms or any("/".join(parts[at : at + 2]) in scope.folders for at in range(len(parts))):
        return True
    keys = {folder.partition("/")[2] for folder in scope.folders if folder.startswith(f"{names.INTERVIEWS}/")}
    return any(parts[-1].startswith(f"consent-{key}-") or key in parts[:-1] for key in keys)
