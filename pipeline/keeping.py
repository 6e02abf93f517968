"""What keeps an archive whole over the years, one small flow each: verify it, accept a change, read its history."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.archive.events import line_digests, verify_clock, witness
from pipeline.archive.layout import EVENTS
from pipeline.archive.shelf import Hand, Shelf
from pipeline.custody.fixity import judge_all, ledger_reading, read_all
from pipeline.custody.fixity_runs import Result, Wish, as_events, chosen, compose_result, parse_results, proven
from pipeline.custody.history import about
from pipeline.custody.witness import FILE, compare, compose_witness, from_writing, parse_witness
from pipeline.errors import CannotWrite, Locked, NotSound, Unreadable, WrongUse
from pipeline.model.archive import Witness
from pipeline.model.event import EventLine, EventType
from pipeline.model.fixity import FixityReport, Holding, Inventory, Reading
from pipeline.model.problem import Problem, sentence
from pipeline.model.settings import Settings
from pipeline.workshop import Workshop
from pipeline.writing.atomic import disk_digest, write_bytes
from pipeline.writing.store import Store

Tell = Callable[[int, int], None]  # bytes read, bytes to read
RESULTS = "fixity.ndjson"


def verify(settings: Settings, wish: Wish, against: Sequence[str] = (), tell: Tell = lambda _done, _all: None) -> FixityReport:
    """Read the files that were asked for, hold them against manifest and history, and the history against witnesses.

    `against` are witnesses as written in a book, files that hold one, or the places of copies. What was read is kept as it is
    read, so that a run which is cut off goes on. Raises WrongUse, Unreadable for a witness that is none.
    """
    shop = Workshop(settings)
    witnesses = [(_witness(text), text) for text in against]
    witnesses += _memory(settings)  # before the history, which another check may lengthen meanwhile
    inventory = shop.shelf.inventory()
    if not (inventory.events or any(holding.manifest for holding in inventory.holdings.values())):
        shop.archive  # noqa: B018 - raises where this is no archive at all
    wanted = chosen(inventory, wish, proven(inventory.events), settings.now)
    run = _Run(shop, inventory)
    found = run.read(wanted, tell)
    problems = [*_history(inventory, settings), *_against(inventory, witnesses)]
    problems += run.conclude(wish, found, problems)
    agreed = [one.length for one, text in witnesses[: len(against)] if not list(compare(one, inventory.line_digests, "", text))]
    size = sum(inventory.holdings[path].size or 0 for path in wanted)
    return FixityReport(
        tuple(sorted(problems)),
        len(wanted),
        len(inventory.holdings),
        size,
        run.resumed,
        run.begun,
        witness(shop.shelf.layout.path(EVENTS)),
        max(agreed, default=0),
    )


def accept(settings: Settings, files: Sequence[str], by: str, reason: str) -> tuple[str, ...]:
    """Enter in the history that somebody has looked at these files and that they are right as they are, or rightly gone.

    Raises WrongUse for an original, a file that is as recorded, and where `by` is not in staff.yml; CannotWrite, Locked.
    """
    shop = Workshop(settings)
    if by not in shop.archive.staff:
        raise WrongUse("accept-who")
    with shop.shelf.lock():
        inventory = shop.shelf.inventory()
        for file in files:
            _may_accept(shop.shelf, inventory, file)
        for file in files:
            there = inventory.holdings[file].size is not None
            kind: EventType = "metadata modification" if there else "deletion"
            shop.shelf.event(kind, (file,), Hand(by, settings.now), reason)
    return tuple(files)


def history(settings: Settings, wanted: str = "") -> tuple[EventLine, ...]:
    """The history, oldest first, of everything or of one interview, person, item, file or folder. Raises WrongUse."""
    shelf = Workshop(settings).shelf
    path = Path(wanted).absolute()
    inside = path.relative_to(settings.archive).as_posix() if wanted and path.is_relative_to(settings.archive) else wanted
    return about(shelf.inventory().events, inside)


def _may_accept(shelf: Shelf, inventory: Inventory, file: str) -> None:
    holding = inventory.holdings.get(file)
    if holding is None or not holding.expected:
        raise WrongUse("accept-unneeded", file=file)
    if holding.role == "original":
        raise WrongUse("accept-original", file=file)
    found = {file: _reading(shelf, inventory, file)} if holding.size is not None else {}
    if not any(problem.file == file for problem in judge_all(inventory, found)):
        raise WrongUse("accept-unneeded", file=file)


def _witness(text: str) -> Witness:
    if found := from_writing(text):
        return found
    try:
        data = Path(text).read_bytes() if Path(text).is_file() else Store(text).read(FILE)
    except OSError as failure:
        raise Unreadable("witness-unreadable", file=text) from failure
    return parse_witness(data, text)


def _history(inventory: Inventory, settings: Settings) -> Iterator[Problem]:
    """What is wrong with manifest and events themselves."""
    yield from inventory.problems
    yield from verify_clock(inventory.events, inventory.events_file, settings.now)


def _against(inventory: Inventory, witnesses: Sequence[tuple[Witness, str]]) -> Iterator[Problem]:
    for one, text in witnesses:
        yield from compare(one, inventory.line_digests, inventory.events_file, text)


def _memory(settings: Settings) -> list[tuple[Witness, str]]:
    """What the last check on this machine remembers of the history's end."""
    memory = settings.work / FILE
    try:
        seen = parse_witness(memory.read_bytes(), FILE)
    except (OSError, Unreadable):
        return []
    return [(seen, f"{settings.out.name}/{settings.work.name}/{FILE}")]


def _reading(shelf: Shelf, inventory: Inventory, path: str) -> Reading:
    holding = inventory.holdings.get(path)
    if holding and holding.role == "ledger":
        return ledger_reading(shelf.open_path(path).read_bytes())
    return Reading(disk_digest(shelf.open_path(path)))


class _Run:
    """One check: reads, keeps each result at once, and tells the history at the end."""

    def __init__(self, shop: Workshop, inventory: Inventory) -> None:
        self._shop = shop
        self._inventory = inventory
        self._now = shop.settings.now
        self.begun = self._now
        self.resumed = 0

    def read(self, wanted: Sequence[str], tell: Tell) -> dict[str, Reading]:
        """Every wanted file, and those nobody knows where something is missing: one of them may be it."""
        known = self._known()
        holdings = self._inventory.holdings
        total = sum(holdings[path].size or 0 for path in wanted)
        found: dict[str, Reading] = {path: Reading(known[path].digest) for path in wanted if path in known}
        self.resumed = len(found)
        self.begun = min([self._now, *(dt.datetime.fromisoformat(known[path].at) for path in found)])
        done = sum(holdings[path].size or 0 for path in found)
        with self._keeper() as keep:
            for path, reading in read_all((path for path in wanted if path not in found), self._reader):
                found[path] = reading
                keep(path, reading)
                done += holdings[path].size or 0
                tell(done, total)
        if any(holding.size is None and holding.expected for holding in holdings.values()):
            found |= dict(read_all(self._inventory.strangers, self._reader))
        return found

    def conclude(self, wish: Wish, found: Mapping[str, Reading], others: Sequence[Problem]) -> list[Problem]:
        """What is wrong with the files; it is in the history then, or there is a notice that it could not be written there."""
        shop = self._shop
        try:
            with shop.shelf.lock():
                inventory, found = self._again(found)
                problems = list(judge_all(inventory, found))
                damaged = [problem for problem in (*others, *problems) if not problem.is_notice]
                read = [path for path in found if path in inventory.holdings]
                hand = Hand(shop.hand.agent, self._now)
                if any((one.file, one.code) == (inventory.events_file, "fixity-missing") for one in others):
                    raise NotSound("events-gone", file=inventory.events_file)  # it is brought back, not begun anew
                if read or damaged:
                    for event in as_events(
                        wish, read, (*others, *problems), len(inventory.holdings), (hand.agent, hand.at, self.begun)
                    ):
                        shop.shelf.note(event)
                self._remember(damaged, inventory.events_file)
        except (CannotWrite, Locked, NotSound, WrongUse) as failure:
            why = sentence(failure.code, failure.values, shop.settings.language).rstrip("。.")
            unwritten = Problem(self._inventory.events_file, 0, 0, "fixity-unrecorded-check", {"why": why})
            return [*judge_all(self._inventory, found), unwritten]
        return problems

    def _again(self, found: Mapping[str, Reading]) -> tuple[Inventory, dict[str, Reading]]:
        """The archive as it is now that nobody else writes, with anew read what was written while the check ran."""
        before, now = self._inventory.holdings, self._shop.shelf.inventory()
        self._inventory = now
        moved = [path for path in found if path in now.holdings and _is_other(before.get(path), now.holdings[path])]
        return now, {**found, **dict(read_all(moved, self._reader))}

    def _reader(self, path: str) -> Reading:
        return _reading(self._shop.shelf, self._inventory, path)

    @property
    def _results(self) -> Path:
        return self._shop.settings.work / RESULTS

    def _known(self) -> dict[str, Result]:
        """What a run that was cut off read and found sound, of files that nobody has touched since."""
        try:
            results = parse_results(self._results.read_text(encoding="utf-8", errors="replace"), self._now)
        except OSError:
            return {}
        holdings = self._inventory.holdings
        return {path: one for path, one in results.items() if path in holdings and self._still(one, holdings[path])}

    @contextlib.contextmanager
    def _keeper(self) -> Iterator[Callable[[str, Reading], None]]:
        """Something that keeps a result where a killed run leaves it; nothing is kept where nothing can be written."""
        with contextlib.ExitStack() as stack:
            try:
                self._results.parent.mkdir(parents=True, exist_ok=True)
                lines = stack.enter_context(self._results.open("a", encoding="utf-8"))
            except OSError:
                yield lambda _path, _reading: None
                return

            def keep(path: str, reading: Reading) -> None:
                holding = self._inventory.holdings[path]
                at = dt.datetime.now(self._now.tzinfo).isoformat(timespec="seconds")
                stamp = (holding.size or 0, holding.mtime_ns, reading.digest, at, self._now.isoformat(), *self._own(path))
                result = Result(path, *stamp)
                print(compose_result(result), file=lines, flush=True)

            yield keep

    def _still(self, result: Result, holding: Holding) -> bool:
        seen = (holding.size, holding.mtime_ns, *self._own(holding.path))
        same = (result.size, result.mtime_ns, result.ctime_ns, result.inode) == seen
        return same and holding.role != "ledger" and result.digest == holding.expected

    def _own(self, path: str) -> tuple[int, int]:
        """What the file system itself tells: time of the last change of any kind, and which file it is."""
        try:
            found = self._shop.shelf.open_path(path).stat()
        except OSError:
            return 0, 0
        return found.st_ctime_ns, found.st_ino

    def _remember(self, damaged: Sequence[Problem], events: str) -> None:
        """The run is over: its results are in the history, whose end the next check on this machine finds again."""
        self._results.unlink(missing_ok=True)
        digests = line_digests(self._shop.shelf.layout.path(EVENTS))
        if digests and not any(problem.file == events for problem in damaged):
            write_bytes(self._shop.settings.work / FILE, compose_witness(Witness(len(digests), digests[-1])))


def _is_other(before: Holding | None, now: Holding) -> bool:
    """Was the file written, or spoken of by the history, in between?"""
    return before is None or (before.size, before.mtime_ns, before.expected) != (now.size, now.mtime_ns, now.expected)
