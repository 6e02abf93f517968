"""What every part of the reader needs: the files there are, their ids and digests, and a list for what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.archive import layout as names
from pipeline.archive.encoding import read_text
from pipeline.archive.facts import Facts
from pipeline.archive.ids import Kind, final_redirects, read_ids
from pipeline.archive.layout import Layout
from pipeline.archive.ledgers import proven, quarantined_records, read_ledger, signed_acts, withdrawn_records
from pipeline.archive.manifest import read_manifest
from pipeline.archive.records import BLEMISHES, AnyRecord, read_list, read_record
from pipeline.archive.scan import Tree
from pipeline.archive.spots import Finder
from pipeline.model.archive import KeptPicture
from pipeline.model.ledger import Ledger
from pipeline.model.problem import Problem
from pipeline.model.spot import Spot


@dataclass
class Source:
    """One reading of one archive."""

    layout: Layout
    tree: Tree
    facts: Facts
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # paths of records and registers that could not be read, or not wholly

    def __post_init__(self) -> None:
        self.find = Finder(self.layout)
        self.problems.extend(self.tree.problems)
        rows, found = read_ids(self.text(names.IDS) or "", names.IDS)
        self.ids = {(row.kind, row.key): row.id for row in rows if not row.redirect}
        self.redirects = final_redirects(rows)
        self.digests, wrong = read_manifest(self.text(names.MANIFEST) or "", names.MANIFEST)
        self.problems.extend((*found, *wrong))
        history = (self.bytes(names.EVENTS) or b"") if self.has(names.EVENTS) else b""
        self._withdrawn, self._quarantined = withdrawn_records(history), quarantined_records(history)
        self._acts = signed_acts(history)

    def has(self, path: str) -> bool:
        """Is this file there, and may it be read?"""
        return path in self.tree.files

    def bytes(self, path: str) -> bytes | None:
        """The bytes of a file that is there; None with a problem where they cannot be had."""
        try:
            return self.layout.path(path).read_bytes()
        except OSError as failure:
            self.problems.append(Problem(path, 0, 0, "cannot-read", {"file": path, "why": failure.strerror}))
            return None

    def text(self, path: str) -> str | None:
        """The text of a file; None where there is none, or with a problem where it cannot be read."""
        if not self.has(path) or self.tree.files[path].size == 0:
            return None
        data = self.bytes(path)
        if data is None:
            return None
        text, found = read_text(data, path)
        self.problems.extend(found)
        return text

    def record(self, kind: type[AnyRecord], path: str) -> AnyRecord | None:
        """The record in a file; None with a problem where there is none or it is wrong."""
        record, data = None, self.bytes(path) if self.has(path) else None
        if not self.has(path):
            self.problems.append(Problem(path, 0, 0, "record-missing", {"file": path}))
        if data is not None:
            record, found = read_record(kind, data, path)
            self.problems.extend(found)
        if record is None:
            self.unread.add(path)
        return record

    def records(self, kind: type[AnyRecord], path: str) -> tuple[AnyRecord, ...]:
        """The records in a file that is a list; none where there is no such file."""
        data = self.bytes(path) if self.has(path) else b""
        if data is None or any(one.file == path for one in self.tree.problems):
            self.unread.add(path)
        if not data or not data.strip():
            return ()
        records, found = read_list(kind, data, path)
        self.problems.extend(found)
        if any(one.code not in BLEMISHES for one in found):
            self.unread.add(path)
        return records

    def ledger(self, folder: str) -> Ledger:
        """The ledger of a record; broken where a withdrawal or quarantine that the history knows is missing in it.

        A sign-off that the history does not know was written by hand, or its signing was cut off: it does not count.
        """
        file = self.layout.signoffs(folder)
        ledger, found = read_ledger(self.tree, self.layout, folder)
        ledger = proven(ledger, file, self._acts)
        self.problems.extend(found)
        for by, stage in dict.fromkeys((one.by, one.stage) for one in (*ledger.unproven, *ledger.edited_unproven)):
            self.problems.append(Problem(file, 0, 0, "signoff-unproven", {"by": by, "stage": stage}))
        if folder in self._withdrawn and not ledger.withdrawals:
            self.problems.append(Problem(self.layout.signoffs(folder), 0, 0, "withdrawal-gone"))
            return replace(ledger, broken=(*ledger.broken, 0))
        if self._quarantined[folder] > sum(one.quarantine for one in ledger.quarantines):
            self.problems.append(Problem(self.layout.signoffs(folder), 0, 0, "quarantine-gone"))
            return replace(ledger, broken=(*ledger.broken, 0))
        return ledger

    def id(self, kind: Kind, key: str) -> str:
        """The public id, empty where none was given yet."""
        return self.ids.get((kind, key), "")

    def picture(self, path: str) -> KeptPicture | None:
        """A picture that is there, or None."""
        return KeptPicture(path, self.digests.get(path, ""), self.id("picture", path)) if self.has(path) else None

    def complain(self, spot: Spot, code: str, **values: object) -> None:
        """Name what is wrong at a spot."""
        self.problems.append(Problem(*self.find(spot), code, values))
