"""A second copy and the way back from it, one small flow each: copy, prove, restore."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal

from pipeline.archive import layout as names
from pipeline.archive.manifest import read_manifest, write_manifest
from pipeline.archive.scan import Tree
from pipeline.archive.shelf import Shelf
from pipeline.archive.stock import Stock
from pipeline.custody.challenge import Proof
from pipeline.custody.challenge import challenge as have_answer
from pipeline.custody.copies import FORMER, TREE, Copy, Sums, spoken
from pipeline.custody.fixity import judge_all, ledger_reading, read_all
from pipeline.custody.pull import Pull, Tally, colliding
from pipeline.custody.quarantine import Standing, left_out, marks, owner
from pipeline.custody.restoring import Restored, former, may_replace, never_held, restore_all, sound
from pipeline.custody.survey import Files, Names, Registers, Seen, look, refusals
from pipeline.errors import CannotWrite, WrongUse
from pipeline.model.event import Event
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.workshop import Workshop
from pipeline.writing.atomic import forget_cached, read_chunks, set_aside
from pipeline.writing.store import Store

_NAMES = Names(names.MANIFEST, names.EVENTS, lambda path: names.role_of(path) == "original", names.is_scan)
_SUMS = Sums(read_manifest, write_manifest)
_NONCE_BYTES = 32
Found = dict[str, tuple[object, Seen]]


@dataclass(frozen=True)
class Copied:
    """What a run brought (nothing where it was `refused`), what the copy holds now, and what a person should know.

    `is_near` says that the copy lies on the archive's own disk, `is_noted` that the archive's history tells of it.
    """

    place: str
    tally: Tally
    held: int
    problems: tuple[Problem, ...]
    is_refused: bool = False
    is_near: bool = False
    is_noted: bool = False


class _Errand:
    """One archive and one copy, opened together."""

    def __init__(self, settings: Settings, place: str) -> None:
        self.settings = settings
        self.shop = Workshop(settings)
        self.stock = Stock(self.shop.shelf)
        self.copy = Copy(_apart(settings, place), _SUMS)
        self.place = spoken(place)
        folders = self.stock.tree().subfolders(names.INTERVIEWS)
        self.left: dict[str, Standing] = left_out(folders, self.shop.archive)
        self.marks = marks(self.shop.archive, self.left)

    def files(self, tree: Tree) -> Files:
        """The archive's files as they are now."""
        return Files(tree.files, lambda path: read_chunks(self.stock.path(path)))

    def registers(self) -> Registers:
        """Manifest and history as they are now."""
        return Registers(self.stock.digests(), self.stock.history()[0])

    def wanted(self, tree: Tree) -> tuple[list[str], tuple[Problem, ...]]:
        """What the copy is to hold, and what cannot lie beside it."""
        allowed = [path for path in tree.files if not owner(path, self.marks)]
        clashes = colliding(allowed)
        return sorted(set(allowed) - {clash.file for clash in clashes}), clashes

    def note(self, kind: Literal["fixity check", "replication"], detail: str, *, failed: bool = False) -> bool:
        """Write in the archive's history what was done; False where this reader may not write there."""
        hand = self.shop.hand
        return self.stock.note(Event(kind, (), hand.agent, hand.at, detail, (), "failure" if failed else "success"))


def copy(settings: Settings, place: str) -> Copied:
    """Bring a second copy of the whole archive up to date at `place`, a folder or an fsspec URL.

    Nothing is written where an original changed, or the archive is older than the copy: see `custody.survey`. Raises WrongUse
    where the place is not free for it, Unreadable, CannotWrite, Locked, MissingTool.
    """
    errand = _Errand(settings, place)
    tree = errand.stock.tree()
    first: Found = look(errand.files(tree), errand.copy, {})
    refused = refusals(errand.copy, _seen(first), _NAMES, errand.registers())
    if refused:
        return Copied(errand.place, Tally(), len(errand.copy.held), (*refused, _verdict(errand)), is_refused=True)
    wanted, _ = errand.wanted(tree)
    pull = Pull(errand.copy, errand.files(tree), errand.stock.digests(), errand.copy.run(settings.today))
    pull.check_room(wanted, _seen(first), lambda path: tree.files[path].size)
    errand.copy.begin(resources.files("pipeline.custody").joinpath("README.txt").read_text(encoding="utf-8"))
    pull.add_originals(wanted)
    with errand.stock.still():
        return _finish(errand, pull, first)


def _finish(errand: _Errand, pull: Pull, before: Found) -> Copied:
    """While nobody writes: what changed since is looked at again, then all the rest is brought, the history last."""
    tree = errand.stock.tree()
    wanted, clashes = errand.wanted(tree)
    found = look(errand.files(tree), errand.copy, before)
    witness = errand.stock.history()[1]
    refused = refusals(errand.copy, _seen(found), _NAMES, errand.registers())
    if refused:
        return Copied(errand.place, pull.tally, len(errand.copy.held), (*refused, _verdict(errand)), is_refused=True)
    pull.files = errand.files(tree)
    gone = [path for path in errand.copy.held if path not in tree.files and not owner(path, errand.marks)]
    pull.bring(wanted, _seen(found), gone)
    errand.copy.unlist(
        [path for path in errand.copy.digests if errand.left.get(_owner_in_copy(path, errand.marks)) == "quarantined"]
    )
    tally, held = pull.tally, len(errand.copy.held)
    detail = f"copy {errand.place}: {len(tally.added)} added, {len(tally.changed)} changed, {len(tally.gone)} gone, {held} held"
    noted = errand.note("replication", detail, failed=bool(tally.problems))
    if noted:
        pull.bring_again(names.EVENTS)
    errand.copy.save(witness)
    problems = (*tree.problems, *clashes, *tally.problems, *_notices(errand))
    return Copied(errand.place, tally, held, problems, is_near=_is_near(errand), is_noted=noted)


def challenge(settings: Settings, place: str, sample: int = 0) -> Proof:
    """Prove by a fresh random number that the copy at `place` holds what its inventory says; `sample` originals, 0 for all files.

    The result is an event of the archive's history. Raises WrongUse where there is no copy, Unreadable, Locked, MissingTool.
    """
    errand = _Errand(settings, place)
    _known(errand.copy)
    originals = errand.stock.digests()
    held = [path for path in errand.copy.digests if path.removeprefix(f"{TREE}/") in originals]
    asked = random.SystemRandom().sample(held, min(sample, len(held))) if sample else list(errand.copy.digests)
    proof = have_answer(errand.copy, asked, Files({}, _Afresh(errand.stock)), originals, secrets.token_bytes(_NONCE_BYTES))
    missing = sorted(path for path in originals if path not in errand.copy.held and not owner(path, errand.marks))
    lacking = tuple(Problem(path, 0, 0, "challenge-not-held", {"file": path, "place": errand.place}) for path in missing)
    found = (*proof.problems, *lacking)
    detail = f"nonce challenge {errand.place}: {proof.files} files, {len(proof.problems)} differ, {len(lacking)} not held"
    errand.note("fixity check", detail, failed=bool(found))
    return Proof(proof.files, proof.size, proof.from_memory, found)


@dataclass(frozen=True)
class _Afresh:
    stock: Stock

    def __call__(self, path: str) -> Iterator[bytes]:
        forget_cached(self.stock.path(path))
        return read_chunks(self.stock.path(path))


def restore(place: str, folder: Path) -> tuple[Restored, tuple[str, ...]]:
    """The whole archive from a copy into an empty folder, byte for byte; and the originals that the copy never had.

    Raises WrongUse where the folder is not empty or there is no copy, Unreadable, CannotWrite, MissingTool.
    """
    source = _known(Copy(Store(place), _SUMS))
    sizes = sum(size for path, size in source.sizes.items() if path.startswith(f"{TREE}/"))
    target = Store(folder.absolute())
    if source.store.here and folder.resolve().is_relative_to(source.store.here.resolve()):
        raise WrongUse("copy-inside", place=place, folder=folder)
    there = sum(target.sizes().values())
    free = target.free()
    if free is not None and sizes - there > free:
        raise CannotWrite("copy-no-room", place=folder, needed=f"{(sizes - there >> 20) + 1:,}", free=f"{free >> 20:,}")
    found = restore_all(source, target, names.CONFIG)
    (folder / names.SEALED).mkdir(exist_ok=True)
    return found, never_held(source, names.MANIFEST)


def restore_one(settings: Settings, place: str, path: str) -> Path | None:
    """One damaged or missing file of the archive from a copy; what stood there is kept under `sealed/damaged/`.

    Returns where that is; None: nothing stood there. Raises WrongUse where what stands there is sound, or the copy has no such
    file; Unreadable where it is damaged in the copy, CannotWrite, Locked, MissingTool.
    """
    shop = Workshop(settings)
    stock, source = Stock(shop.shelf), _known(Copy(_apart(settings, place), _SUMS))
    held = sound(source, path)
    target = shop.shelf.open_path(path)
    gone = path == names.CONFIG and not target.exists()  # without it no archive is there to be locked
    with contextlib.nullcontext() if gone else shop.shelf.lock():
        aside = None
        if os.path.lexists(target):
            may_replace(read_chunks(target), path, held, _recorded(shop.shelf, path))
            aside = stock.damaged(path, settings.today)
            set_aside(target, aside)
        Store(settings.archive).put(path, source.chunks(path), held)
        files = (path, *((aside.relative_to(settings.archive).as_posix(),) if aside else ()))
        shop.shelf.event("recovery", files, shop.hand, f"copy {spoken(place)}, sha256 {held}")
    return aside


def _recorded(shelf: Shelf, path: str) -> str | None:
    """What `may_replace` asks for. Raises WrongUse for a file that the program writes and a check finds nothing wrong with."""
    inventory = shelf.inventory()
    holding = inventory.holdings.get(path)
    if holding and holding.role == "original":
        return holding.expected
    if path not in (names.MANIFEST, names.EVENTS) and (holding is None or holding.role == "people"):
        return None
    found = dict(read_all([path] if holding else [], lambda one: ledger_reading(shelf.open_path(one).read_bytes())))
    problems = (*inventory.problems, *judge_all(inventory, found))
    if not any(one.file == path and not one.is_notice for one in problems):
        raise WrongUse("restore-edited", file=path)
    return ""


def former_versions(place: str, only: str = "") -> tuple[str, ...]:
    """What people's files were before, as paths in the copy; of one file where `only` names it. Raises as `restore`."""
    return tuple(former(_known(Copy(Store(place), _SUMS)), only))


def _known(copy: Copy) -> Copy:
    if copy.is_new:
        raise WrongUse("copy-none", place=spoken(copy.store.place))
    return copy


def _seen(found: Mapping[str, tuple[object, Seen]]) -> dict[str, Seen]:
    return {path: seen for path, (_, seen) in found.items()}


def _verdict(errand: _Errand) -> Problem:
    return Problem("", 0, 0, "copy-refused", {"place": errand.place})


def _apart(settings: Settings, place: str) -> Store:
    """The store at a place that neither holds the archive or its output nor lies in them. Raises WrongUse."""
    store = Store(place)
    if store.is_chained:
        raise WrongUse("copy-chained", place=spoken(place))
    if store.here:
        here = store.here.resolve()
        for own in (settings.archive.resolve(), settings.out.resolve()):
            if here.is_relative_to(own) or own.is_relative_to(here):
                raise WrongUse("copy-inside", place=place, folder=own)
    return store


def _is_near(errand: _Errand) -> bool:
    here = errand.copy.store.here
    return here is not None and here.stat().st_dev == errand.settings.archive.stat().st_dev


def _notices(errand: _Errand) -> Iterator[Problem]:
    for key, standing in errand.left.items():
        file = f"{names.INTERVIEWS}/{key}/interview.yml"
        yield Problem(file, 0, 0, "copy-left-out" if standing == "quarantined" else "copy-left-unread", {"key": key})
        there = [path for path in errand.copy.sizes if _owner_in_copy(path, {key: errand.marks[key]})]
        if there and standing == "quarantined":
            listed = "、".join(sorted({_up_to(path, key) for path in there}))
            yield Problem(file, 0, 0, "copy-still-holds", {"key": key, "place": errand.place, "files": listed})


def _up_to(path: str, key: str) -> str:
    parts = path.split("/")
    return "/".join(parts[: next((at for at, part in enumerate(parts) if key in part), len(parts)) + 1])


def _owner_in_copy(path: str, told: Mapping[str, Sequence[str]]) -> str:
    top, _, inside = path.partition("/")
    return owner(inside.partition("/")[2] if top == FORMER else inside, told)
