"""What a file should hold, and what it was found to hold → sound, or exactly what is wrong with it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import Unreadable
from pipeline.model.fixity import Holding, Inventory, Reading
from pipeline.model.problem import Problem

Reader = Callable[[str], Reading]


@dataclass(frozen=True)
class Ground:
    """What a single file is judged against: whose content each digest is, and what was read of all that was read."""

    whose: Mapping[str, str]  # digest → path that should hold it
    found: Mapping[str, Reading]
    gone: frozenset[str]  # paths that should be there and are not
    manifest: str  # its path


def ground_of(inventory: Inventory, found: Mapping[str, Reading]) -> Ground:
    """The ground for judging the files of an archive."""
    whose = {holding.expected: path for path, holding in sorted(inventory.holdings.items(), reverse=True) if holding.expected}
    gone = (path for path, holding in inventory.holdings.items() if holding.size is None and holding.expected)
    return Ground(whose, found, frozenset(gone), inventory.manifest_file)


def judge_all(inventory: Inventory, found: Mapping[str, Reading]) -> tuple[Problem, ...]:
    """Every problem of the files that were read, and of those that are not there whether asked for or not."""
    ground = ground_of(inventory, found)
    listed = any(holding.manifest for holding in inventory.holdings.values())  # else its loss was named once
    problems: list[Problem] = []
    for path, holding in inventory.holdings.items():
        if listed and holding.role == "original":
            problems.extend(_manifest(holding, ground.manifest))
        if holding.size is None or path in found:
            problems.extend(judge(holding, found.get(path, Reading()), ground))
    problems.extend(_strangers(inventory, ground))
    return tuple(problems)


def judge(holding: Holding, reading: Reading, ground: Ground) -> Iterator[Problem]:
    """What is wrong with one file, at most one problem; a file of people's that changed is a notice."""
    path = holding.path
    if reading.failure:
        yield Problem(path, 0, 0, "cannot-read", {"file": path, "why": reading.failure})
    elif holding.size is None:
        if holding.expected:
            yield _problem(holding, ground, "fixity-missing")
    elif not holding.expected:
        yield _problem(holding, ground, "fixity-unrecorded")
    elif reading.digest == holding.expected and holding.role != "ledger":
        if not holding.versions:  # the manifest alone knows it: a run was killed between the two
            yield _problem(holding, ground, "fixity-unrecorded")
    else:
        ways = {"original": _original, "machine": _machine, "ledger": _ledger, "people": _people}
        found = ways[holding.role](holding, reading, ground)
        if found:
            yield found


def _original(holding: Holding, reading: Reading, ground: Ground) -> Problem:
    if holding.versions and reading.digest == holding.manifest:
        return _problem(holding, ground, "fixity-remade")
    return _exchanged(holding, reading, ground) or _problem(holding, ground, "fixity-changed")


def _machine(holding: Holding, reading: Reading, ground: Ground) -> Problem:
    return (
        _older(holding, reading, ground, "fixity-older")
        or _exchanged(holding, reading, ground)
        or _problem(holding, ground, "fixity-changed")
    )


def _people(holding: Holding, reading: Reading, ground: Ground) -> Problem:
    swapped = _exchanged(holding, reading, ground)
    if swapped and _left_its_place(str(swapped.values["other"]), ground):
        return swapped
    return _older(holding, reading, ground, "fixity-reverted") or _problem(holding, ground, "fixity-edited")


def _left_its_place(path: str, ground: Ground) -> bool:
    """Is the content of this file no longer where it belongs? Else it was only copied, as people do with a file to fill in."""
    now = ground.found.get(path)
    return path in ground.gone or (now is not None and ground.whose.get(now.digest) != path)


def _ledger(holding: Holding, reading: Reading, ground: Ground) -> Problem | None:
    """A ledger is only ever added to, so each version since it was last written anew must be its beginning."""
    since = max((number for number, one in enumerate(holding.versions) if one.anew), default=0)
    known = [one for one in holding.versions[since:] if one.digest]
    lost = next((one for one in known if one.digest not in reading.prefixes), None)
    if lost is None:
        read, recorded = reading.prefixes[reading.digest], reading.prefixes[holding.expected]
        if read == recorded:
            return None
        return Problem(holding.path, recorded + 1, 1, "fixity-grown", {"count": read - recorded})
    whole = [reading.prefixes[one.digest] for one in known[: known.index(lost)]]
    line = max(whole, default=0) + 1
    changed = Problem(holding.path, line, 1, "fixity-ledger", {"where": lost.where, "path": holding.path})
    return _older(holding, reading, ground, "fixity-older") or _exchanged(holding, reading, ground) or changed


def _exchanged(holding: Holding, reading: Reading, ground: Ground) -> Problem | None:
    other = ground.whose.get(reading.digest, holding.path)
    return None if other == holding.path else _problem(holding, ground, "fixity-swapped", other=other)


def _older(holding: Holding, reading: Reading, ground: Ground, code: str) -> Problem | None:
    old = next((one for one in reversed(holding.versions[:-1]) if one.digest == reading.digest), None)
    return _problem(holding, ground, code, at=old.at.isoformat(sep=" ", timespec="minutes"), line=old.line) if old else None


def _manifest(holding: Holding, file: str) -> Iterator[Problem]:
    """Where the manifest is not what the history says of this original."""
    if not holding.versions or holding.manifest == holding.expected:
        return
    code, line = ("manifest-differs", holding.manifest_line) if holding.manifest else ("manifest-lacks", 0)
    if holding.manifest or holding.expected:
        yield Problem(file, line, 1, code, {"path": holding.path, "line": holding.versions[-1].line, "file": file})


def _strangers(inventory: Inventory, ground: Ground) -> Iterator[Problem]:
    for path in inventory.strangers:
        other = ground.whose.get(ground.found.get(path, Reading()).digest, "")
        yield Problem(path, 0, 0, "fixity-moved" if other else "fixity-stranger", {"other": other})


def _problem(holding: Holding, ground: Ground, code: str, **values: object) -> Problem:
    last = holding.versions[-1] if holding.versions else None
    told: dict[str, object] = {
        "path": holding.path,
        "where": last.where if last else f"{ground.manifest}:{holding.manifest_line}",
    }
    told |= {"line": last.line, "at": last.at.isoformat(sep=" ", timespec="minutes")} if last else {}
    return Problem(holding.path, 0, 0, code, told | values)


def read_all(paths: Iterable[str], read: Reader) -> Iterator[tuple[str, Reading]]:
    """Each path with what was read there; one that cannot be read stops nothing."""
    for path in paths:
        try:
            yield path, read(path)
        except (OSError, Unreadable) as failure:
            why = failure.values.get("why", failure.code) if isinstance(failure, Unreadable) else failure.strerror
            yield path, Reading(failure=str(why or failure))


def ledger_reading(data: bytes) -> Reading:
    """A ledger with the digests of all its beginnings."""
    running, prefixes = hashlib.sha256(), {hashlib.sha256().hexdigest(): 0}
    for number, line in enumerate(io.BytesIO(data), 1):
        running.update(line)
        prefixes[running.hexdigest()] = number
    return Reading(running.hexdigest(), prefixes=prefixes)
