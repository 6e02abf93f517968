"""What is handed over: a package of the archive or of some interviews, whole or not at all, and the 四性检测 report."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import layout as names
from pipeline.archive.listing import Listed, list_all
from pipeline.archive.manifest import read_manifest
from pipeline.archive.parcel import Scope, extracts, within
from pipeline.archive.takein import ledger_text
from pipeline.check.rules import check
from pipeline.custody import authenticity, integrity, security, usability
from pipeline.custody.bag import Bagged, Piece, close, pack, verify_bag
from pipeline.custody.bag_names import readable, unfit_names
from pipeline.custody.bag_objects import entities, stored
from pipeline.custody.bag_words import Label, bag_info, readme
from pipeline.custody.dublin_core import Described, dublin_core, naming
from pipeline.custody.fixity import judge_all, read_all
from pipeline.custody.fixity_runs import proven
from pipeline.custody.inspection import Checkpoint, Facts, Lock, Media, inspect
from pipeline.custody.premis import premis
from pipeline.custody.quarantine import marks, owner, quarantined, unread
from pipeline.custody.report import Report
from pipeline.custody.selection import Selection, everything, needed
from pipeline.errors import MissingTool, NotSound, Unreadable, WrongUse
from pipeline.media.pictures import probe_picture
from pipeline.media.program import Failed, run
from pipeline.media.sound import probe
from pipeline.model.archive import Archive, KeptInterview, KeptItem, KeptPerson
from pipeline.model.event import EventLine
from pipeline.model.fixity import Reading
from pipeline.model.problem import Problem
from pipeline.model.record import format_clock
from pipeline.model.settings import Settings
from pipeline.workshop import Workshop
from pipeline.writing.atomic import disk_digest
from pipeline.writing.folders import fresh_folder, place_folder

ITEMS = (*authenticity.ITEMS, *integrity.ITEMS, *usability.ITEMS, *security.ITEMS)


@dataclass(frozen=True)
class Occasion:
    """Why an inspection is made: the checkpoint, the package handed over, and how many days a verification counts."""

    checkpoint: Checkpoint = "归档"
    bag: Path | None = None  # None: there is no package
    within_days: int = 90


@dataclass(frozen=True)
class Exported:
    """What an export made: Payload-Oxum, the SHA-256 that vouches for all of it, who was left out; or why there is nothing."""

    oxum: str = ""
    seal: str = ""
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def export_bag(settings: Settings, target: Path, keys: Sequence[str], *, sealed: bool) -> Exported:
    """Make a BagIt package of these interviews, of the whole archive where none is named; `sealed` puts in what is sealed.

    The archive is locked meanwhile. Killed at any time, there is no `target` or a whole one. Raises WrongUse where there is
    something at `target` or an interview may not leave, NotSound, Unreadable, CannotWrite, Locked.
    """
    shop = Workshop(settings)
    if target.exists() or target.is_symlink():
        raise WrongUse("file-exists", file=target)
    if target.resolve().is_relative_to(settings.archive.resolve()):
        raise WrongUse("bag-inside", file=target)
    with shop.shelf.lock():
        chosen = _chosen(shop, keys)
        away = quarantined(shop.archive) if chosen.whole else ()
        found = tuple(_in_scope(shop, chosen, sealed=sealed))
        problems = tuple(_unfit(shop, chosen, found))
        if problems:
            return Exported(problems=problems)
        bag = _Bag(shop, chosen, found, Label(
            shop.archive.config, settings.now, shop.hand.agent, _identifiers(shop.archive, chosen),
            tuple(shop.archive.interviews[key].record.title for key in chosen.interviews),
            chosen.whole, sealed, len(away), shop.archive.witness,
        ))  # fmt: skip
        bagged, seal = bag.place(target)
        files = tuple(shop.shelf.layout.interview(key) for key in chosen.interviews)
        detail = f"BagIt {target.name}, Payload-Oxum {bagged.oxum}, tagmanifest-sha256.txt sha256 {seal}"
        shop.shelf.event("information package creation", files, shop.hand, detail)
    return Exported(bagged.oxum, seal, away)


@dataclass(frozen=True)
class _Bag:
    """One package on its way to the disk."""

    shop: Workshop
    chosen: Selection
    found: tuple[Listed, ...]
    label: Label

    def place(self, target: Path) -> tuple[Bagged, str]:
        """Build it beside `target`, read all of it again, and give it its name."""
        folder = fresh_folder(target)
        try:
            bagged = pack(tuple(self.pieces()), folder)
            seal = close(folder, bagged, bag_info(self.label), self.tags(bagged))
            wrong = verify_bag(folder)
            if wrong:
                raise Unreadable("bag-broken", file=wrong[0].file)
            place_folder(folder, target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return bagged, seal

    def pieces(self) -> Iterator[Piece]:
        """The files as they lie there, and the extracts that stand for what is shared with others."""
        made = extracts(self.shop.shelf.layout, _scope(self.chosen), self.found, self.chosen.terms)
        known = _digests(self.shop)
        for one in self.found:
            if one.path not in made:
                source = self.shop.shelf.layout.root / one.path
                yield Piece(one.path, source, known.get(one.path, ""), private=one.is_sealed)
        yield from (Piece(path, data) for path, data in made.items())

    def tags(self, bagged: Bagged) -> dict[str, bytes]:
        """What stands beside the payload."""
        archive = self.shop.archive
        described = _described(archive, self.chosen)
        return {
            "README.zh.txt": readme(self.label).encode(),
            "metadata/dublin-core.xml": dublin_core(archive.config, described, naming(archive)),
            "metadata/premis.xml": premis(entities(described, bagged), stored(bagged), self.events(bagged)),
        }

    def events(self, bagged: Bagged) -> tuple[EventLine, ...]:
        """The history of the files in the package; nothing about an interview that may not leave."""
        away = tuple(f"{names.INTERVIEWS}/{key}/" for key in quarantined(self.shop.archive))
        lines = self.shop.shelf.inventory().events
        told = [line for line in lines if not any(file.startswith(away) for file in line.event.files)] if away else lines
        return tuple(line for line in told if self.chosen.whole or set(line.event.files) & set(bagged.sizes))


def _chosen(shop: Workshop, keys: Sequence[str]) -> Selection:
    """Raises WrongUse for an unknown interview or one in quarantine, NotSound for one that cannot be read."""
    archive = shop.archive
    shop.known(keys)
    away = quarantined(archive)
    for key in keys:
        if key in away:
            raise WrongUse("bag-quarantined", key=key)
    for key in unread(archive, keys or tuple(archive.interviews)):
        raise NotSound("bag-unread", key=key)
    chosen = needed(archive, tuple(dict.fromkeys(keys))) if keys else everything(archive)
    if not chosen.interviews:
        raise WrongUse("bag-nothing")
    return chosen


def _scope(chosen: Selection) -> Scope:
    folders = [(names.INTERVIEWS, chosen.interviews), (names.PEOPLE, chosen.people), (names.ITEMS, chosen.items)]
    return Scope(chosen.whole, frozenset(f"{folder}/{key}" for folder, keys in folders for key in keys), frozenset(chosen.forms))


def _in_scope(shop: Workshop, chosen: Selection, *, sealed: bool) -> Iterator[Listed]:
    away = quarantined(shop.archive)
    told = marks(shop.archive, away)
    for one in list_all(shop.shelf.layout.root):
        if one.is_sealed and (not sealed or owner(one.path, told)):
            continue
        if within(one, _scope(chosen), tuple(away)):
            yield one


def _unfit(shop: Workshop, chosen: Selection, found: Sequence[Listed]) -> Iterator[Problem]:
    """Everything that keeps these files from coming back as they went."""
    for one in found:
        shown = readable(one.path)
        if one.kind != "file":
            yield Problem(shown, 0, 0, f"bag-{one.kind}", {"file": shown})
        if one.path.startswith(f"{names.INTERVIEWS}/") and one.record.partition("/")[2] not in shop.archive.interviews:
            yield Problem(shown, 0, 0, "bag-stranger", {"file": shown})
    yield from unfit_names(one.path for one in found)
    there, folders = {one.path for one in found}, _scope(chosen).folders
    for path in _digests(shop):
        if path not in there and "/".join(path.split("/")[:2]) in folders:
            yield Problem(path, 0, 0, "bag-original-missing", {"file": path})


def _digests(shop: Workshop) -> dict[str, str]:
    return read_manifest(ledger_text(shop.shelf.layout, names.MANIFEST)[0], names.MANIFEST)[0]


def _identifiers(archive: Archive, chosen: Selection) -> tuple[str, ...]:
    if chosen.whole:
        return (archive.config.site_url or archive.config.title,)
    return tuple(archive.interviews[key].id or key for key in chosen.interviews)


def _described(archive: Archive, chosen: Selection) -> list[Described]:
    kept: list[tuple[str, KeptInterview | KeptPerson | KeptItem]] = [
        *((f"{names.INTERVIEWS}/{key}", archive.interviews[key]) for key in chosen.interviews),
        *((f"{names.PEOPLE}/{key}", archive.people[key]) for key in chosen.people),
        *((f"{names.ITEMS}/{key}", archive.items[key]) for key in chosen.items),
    ]
    return [Described(one.record, one.id, folder) for folder, one in kept]


def inspect_archive(settings: Settings, occasion: Occasion) -> Report:
    """The 四性检测 of DA/T 70-2018 at a checkpoint: every original read and decoded again; nothing is written into the archive.

    Raises WrongUse, MissingTool.
    """
    shop = Workshop(settings)
    found = inspect(ITEMS, gather(shop, occasion), occasion.checkpoint)
    return Report(shop.archive.config, occasion.checkpoint, settings.now, shop.hand.agent, shop.archive.witness, found)


def gather(shop: Workshop, occasion: Occasion) -> Facts:
    """All that an inspection judges by. Raises WrongUse, MissingTool."""
    inventory, archive, root = shop.shelf.inventory(), shop.archive, shop.shelf.layout.root
    listed = {path: one for path, one in inventory.holdings.items() if one.role == "original"}
    originals = [path for path, one in listed.items() if one.size is not None]
    readings = dict(read_all(originals, lambda path: Reading(disk_digest(root / path))))
    drafts = [(kept.key, name) for kept in archive.interviews.values() for name in kept.drafts]
    return Facts(
        archive=archive,
        inventory=inventory,
        problems=check(archive, shop.shelf.locate()),
        fixity=tuple(one for one in judge_all(inventory, readings) if one.file in listed),
        proven=proven(inventory.events),
        digests={path: reading.digest for path, reading in readings.items() if reading.digest},
        media={path: _media(root / path, path) for path in originals},
        drafts={f"{key}/{name}": _draft(shop, key, name) for key, name in drafts},
        sealed=tuple(_locks(root)),
        tracked=_tracked(root),
        bag=verify_bag(occasion.bag) if occasion.bag else None,
        today=shop.settings.today,
        within_days=occasion.within_days,
    )


def _media(path: Path, inside: str) -> Media | Problem:
    """A recording or picture decoded to its end."""
    try:
        if names.is_sound(path.name):
            facts = probe(path)
            return Media(
                usability.form(facts.format, facts.codec), facts.channels, format_clock(facts.duration_ms), facts.duration_ms
            )
        width, height = probe_picture(path)
        with path.open("rb") as handle:
            return Media(usability.picture_form(handle.read(12)), 0, f"{width}×{height} 像素")
    except Unreadable as failure:
        return Problem(inside, 0, 0, failure.code, failure.values)


def _draft(shop: Workshop, interview: str, name: str) -> Problem | None:
    try:
        shop.shelf.read_draft(interview, name)
    except Unreadable as failure:
        return Problem(shop.shelf.layout.beside(interview, name), 0, 0, failure.code, failure.values)
    return None


def _locks(root: Path) -> Iterator[Lock]:
    folder = root / names.SEALED
    if folder.is_dir():
        for path in (folder, *sorted(folder.rglob("*"))):
            yield Lock(path.relative_to(root).as_posix(), stat.S_IMODE(path.lstat().st_mode))


def _tracked(root: Path) -> tuple[str, ...] | Problem | None:
    """Every file of the archive that git keeps; None where it is in no repository, a problem where git will not tell."""
    if not any((folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)):
        return None
    try:
        told = run(["git", "-C", str(root), "ls-files", "-z"], limit=60).decode("utf-8", "replace")
    except MissingTool:
        return Problem("", 0, 0, "git-untold", {"why": "git"})
    except Failed as failed:
        return Problem("", 0, 0, "git-untold", {"why": failed.words.strip()})
    return tuple(filter(None, told.split("\0")))
