"""The archive as its keeper sees it: all that is ever read from it or put into it goes through here."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.archive import layout as names
from pipeline.archive.amend import Change, amended, edit_list, edit_yaml
from pipeline.archive.begin import new_interview, new_item, new_list, new_person
from pipeline.archive.column import add_column
from pipeline.archive.decisions import add_decision
from pipeline.archive.drafts import compose_draft, parse_draft
from pipeline.archive.facts import learn
from pipeline.archive.ids import Draw
from pipeline.archive.inventory import unseen
from pipeline.archive.layout import Layout
from pipeline.archive.ledgers import act_of, add_entry, folder_of, keep_projection, signed_files
from pipeline.archive.printed import add_printed
from pipeline.archive.reading import read_archive
from pipeline.archive.room import PATIENCE_S, Room
from pipeline.archive.scan import scan
from pipeline.archive.spots import Finder
from pipeline.archive.takein import adopt, describe_all, record_digest, take_in
from pipeline.archive.technical import Describe, keep_technical, untold
from pipeline.errors import Unreadable, WrongUse
from pipeline.model.archive import Archive
from pipeline.model.canonical import canonical
from pipeline.model.changes import TextChanges
from pipeline.model.column import ColumnEntry
from pipeline.model.decision import Decision
from pipeline.model.draft import Draft
from pipeline.model.event import EventType, Hand
from pipeline.model.ledger import Quarantine, SignOff, Withdrawal
from pipeline.model.printing import Printing, Recall
from pipeline.model.problem import Problem
from pipeline.writing.atomic import create_bytes, file_digest, write_bytes

__all__ = ["Hand", "Shelf"]


class Shelf(Room):
    """One archive: `root` is the truth, `work` holds what may be deleted; `draw(n)` gives a number below n for new ids.

    A command that writes waits `patience_s` seconds for another one to finish writing. `describe` tells what is technically
    known of an original, for its sealed record.
    """

    def __init__(
        self,
        root: Path,
        work: Path,
        *,
        draw: Draw = secrets.randbelow,
        patience_s: float = PATIENCE_S,
        describe: Describe = untold,
    ) -> None:
        super().__init__(Layout(root, work), patience_s)
        self._draw = draw
        self._describe = describe

    def read(self) -> Archive:
        """Everything, as one value; what is broken is in its problems. Raises WrongUse where there is no archive.yml."""
        return read_archive(self.layout)

    def locate(self) -> Finder:
        """Something that finds the file, line and column of a spot, in the archive as it is now."""
        return Finder(self.layout)

    def fingerprint(self) -> str:
        """A digest that stays the same as long as no file was touched (`sealed/` apart): names, sizes and times, not contents."""
        return scan(self.layout.root).fingerprint()

    # Originals

    def facts(self, probe: Callable[[Path], int]) -> tuple[Problem, ...]:
        """Learn the length in milliseconds of every recording not probed since it changed; one that fails is a problem."""
        return learn(self.layout, probe)

    def add_original(self, source: Path, inside: str, by: Hand, examined: str = "") -> str:
        """Take in one file: copied, proved, described under `sealed/`, in the manifest and the events. Returns its SHA-256.

        `examined` is the digest of the bytes that were looked at before; empty: it is taken now. Raises WrongUse where there is
        such a file already, Unreadable, CannotWrite, Locked; then nothing was taken in.
        """
        target = self.open_path(inside)
        with self.lock():
            if target.exists():
                raise WrongUse("file-exists", file=target)
            digest = examined or file_digest(source)
            record = keep_technical(self.layout, inside, source, digest, self._describe)
            take_in(self.layout, source, inside, digest)
            self.event("ingestion", (inside, record), by, f"sha256 {digest}")
        return digest

    def add_preservation(self, original: str, by: Hand, make: Callable[[Path, Path], str]) -> str:
        """Keep a FLAC beside an original: `make(original, target)` makes and proves it, and tells the MD5 of the samples.

        Returns its path from the root. Raises WrongUse, CannotWrite, Locked, and as `make`.
        """
        _, interview, name = self.open_path(original).relative_to(self.layout.root).parts
        inside = self.layout.preservation(interview, Path(name).stem)
        with self.lock():
            proof = make(self.layout.path(original), self.open_path(inside))
            record_digest(self.layout, inside)
            self.event("normalization", (inside, original), by, f"FLAC, samples md5 {proof}")
        return inside

    def adopt(self, by: Hand, *, drafts: bool = False) -> tuple[str, ...]:
        """Give a public id to every person, interview, item and picture without one, and record every original placed by hand.

        The history then knows every file of people's as it is now, and what a killed run did without telling it; `drafts` too.

        Returns what was new: paths of originals, `kind key` of ids, and paths of what was found done. Raises CannotWrite, Locked.
        """
        with self.lock():
            paths, keys = adopt(self.layout, self._draw)
            if paths:
                self.event("message digest calculation", paths, by)
            if described := describe_all(self.layout, self._describe):
                self.event("metadata extraction", described, by)
            if keys:
                self.event("metadata modification", (names.IDS,), by, "、".join(keys))
            late = unseen(self.layout, by.agent, by.at, drafts=drafts)
            for event in late:
                self.note(event)
        healed = (path for event in late if event.type != "metadata modification" for path in event.files)
        return (*paths, *keys, *healed)

    # Drafts and texts

    def draft_path(self, interview: str, name: str) -> Path:
        """Where a draft of an interview lies, by its file name. Raises WrongUse for a name that no draft has."""
        if "/" in name or not names.draft_of(name):
            raise WrongUse("draft-name", name=name)
        return self.open_path(self.layout.beside(interview, name))

    def read_draft(self, interview: str, name: str) -> Draft:
        """A draft. Raises Unreadable where it is gone or spoilt."""
        path = self.draft_path(interview, name)
        try:
            data = path.read_bytes()
        except OSError as failure:
            raise Unreadable("draft-broken", file=name) from failure
        return parse_draft(data, self.layout.beside(interview, name))

    def save_draft(self, interview: str, name: str, draft: Draft) -> str:
        """Keep a draft whole; the same one gives the same bytes. Returns its path from the root. Raises CannotWrite."""
        write_bytes(self.draft_path(interview, name), compose_draft(draft))
        return self.layout.beside(interview, name)

    def lay_out_text(self, interview: str, source: str, changes: TextChanges, by: Hand) -> Path:
        """Write `text.md` once, and beside it what was changed in the machine's words for it.

        Raises WrongUse where there is a text: from then on it belongs to people; CannotWrite, Locked.
        """
        path = self.open_path(self.layout.text(interview))
        beside = self.layout.text_changes(interview)
        with self.lock():
            if not path.exists():
                write_bytes(self.open_path(beside), canonical(changes) + b"\n")
            create_bytes(path, source.encode())
            self.event("creation", (self.layout.text(interview), beside), by)
        return path

    def decide(self, interview: str, decision: Decision) -> str:
        """Append to what people decided about flags. Returns the file's path from the root. Raises CannotWrite, Locked."""
        with self.lock():
            file = add_decision(self.layout, interview, decision)
            detail = f"{decision.verdict} {decision.code} {decision.from_ms}-{decision.to_ms}"
            self.event("appraisal", (file,), Hand(decision.by, decision.at), detail)
        return file

    # What people sign

    def sign(self, record: str, entry: SignOff) -> None:
        """Append a sign-off to the ledger of a record (see `folder_of`). Raises WrongUse, CannotWrite, Locked."""
        self._enter(record, entry, "policy assignment", act_of(entry))

    def withdraw(self, record: str, entry: Withdrawal) -> None:
        """Append a withdrawal to the ledger of a record. Raises WrongUse, CannotWrite, Locked."""
        self._enter(record, entry, "deaccession", entry.reason)

    def quarantine(self, record: str, entry: Quarantine) -> None:
        """Append that a record is in quarantine, or that somebody lifts it. Raises WrongUse, CannotWrite, Locked."""
        self._enter(record, entry, "policy assignment", act_of(entry))

    def keep_printed(self, entry: Printing | Recall, by: Hand) -> None:
        """Append to the record of printed copies. Raises CannotWrite, Locked."""
        with self.lock():
            file = add_printed(self.layout, entry)
            detail = (
                f"printed {entry.number} ×{entry.copies}" if isinstance(entry, Printing) else f"{entry.deed} {entry.printing}"
            )
            self.event("metadata modification", (file,), by, detail)

    def keep_column(self, entry: ColumnEntry) -> str:
        """Append to what was confirmed for the column; returns the file's path from the root. Raises CannotWrite, Locked."""
        with self.lock():
            return add_column(self.layout, entry)

    def keep_projection(self, record: str, purpose: str, data: bytes) -> Path:
        """Keep the exact canonical bytes of the projection that is signed. Raises WrongUse, CannotWrite, Locked."""
        with self.lock():
            return self.layout.path(keep_projection(self.layout, self.folder_of(record), purpose, data))

    def folder_of(self, record: str) -> str:
        """The folder of a record named `interviews/KEY`, `people/KEY`, or by a KEY that only one of them has. Raises WrongUse."""
        return folder_of(self.layout, record)

    # Records, and the history of everything

    def new_person(self, key: str, name: str) -> str:
        """A new person's record, explained in it. Raises WrongUse, CannotWrite."""
        return new_person(self.layout, key, name)

    def new_item(self, key: str, title: str, kind: str, owner: str) -> str:
        """A new item's record, explained in it. Raises WrongUse, CannotWrite."""
        return new_item(self.layout, key, title, kind, owner)

    def new_interview(self, key: str, title: str, narrators: tuple[str, ...]) -> str:
        """A new interview's record, explained in it. Raises WrongUse, CannotWrite."""
        return new_interview(self.layout, key, title, narrators)

    def append_recording(self, interview: str, file: str) -> None:
        """Name a recording in interview.yml if it is not, leaving all a person wrote there as it is. Raises as `amend`."""

        def change(record: dict[str, Any]) -> None:
            listed = record.setdefault("recordings", [])
            if not any(isinstance(one, dict) and one.get("file") == file for one in listed):
                listed.append({"file": file})

        self.amend(self.layout.interview(interview), change)

    def amend(self, inside: str, change: Change) -> None:
        """Change a person's YAML file, leaving all else they wrote there as it is. Raises NotSound, CannotWrite."""
        edit_yaml(self.open_path(inside), change, inside)

    def amend_entry(self, file: str, key: str, change: Change) -> None:
        """Change the entry of this id in `walls.yml` or `talks.yml`, or add it at the end. Raises NotSound, CannotWrite."""
        new_list(self.layout, file)
        edit_list(self.open_path(file), key, change, file)

    def may_amend(self, inside: str) -> None:
        """Nothing, where `amend` can change the file at this path. Raises NotSound where it cannot."""
        amended(self.open_path(inside), lambda _record: None, inside)

    def _enter(self, record: str, entry: SignOff | Withdrawal | Quarantine, kind: EventType, detail: str) -> None:
        folder = self.folder_of(record)
        with self.lock():
            add_entry(self.layout, folder, entry)
            files = signed_files(self.layout, folder, entry)
            self.event(kind, files, Hand(entry.by, entry.at), detail)
