"""What a curator asks at the counter, one small flow each: look, judge, measure, compare, begin."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.begin import new_archive
from pipeline.check.finding import Case
from pipeline.check.personal import drafts_are_decided
from pipeline.check.rules import check as check_archive
from pipeline.edit.baseline import Change, as_baseline, changes, compose_baseline, parse_baseline
from pipeline.errors import KoushuError, Unreadable, WrongUse
from pipeline.language.personal.screen import Sighting, look_over
from pipeline.measuring import Choice, Figure, Listened, figures, measure
from pipeline.model.problem import Problem, told_once
from pipeline.model.settings import Settings
from pipeline.proofing import CheckList
from pipeline.proofing import compare as compare_readings
from pipeline.publish.site.pulse import Pulse
from pipeline.publish.site.server import serve as serve_folder
from pipeline.publish.volume.imposing import Folding
from pipeline.publish.volume.imposing import impose as impose_pdf
from pipeline.release.explain import Verdict, verdicts
from pipeline.release.hung import not_hung
from pipeline.release.view import View
from pipeline.transcribe.roll import Machine, Standing, machine, roll
from pipeline.workshop import Workshop
from pipeline.writing.atomic import write_text


@dataclass(frozen=True)
class BaselineFiles:
    """Where a baseline is read from and where today's is kept; None: not asked for."""

    against: Path | None = None
    save: Path | None = None


@dataclass(frozen=True)
class Evaluation:
    """What was measured, what became of it since the baseline, and what could not be measured."""

    listened: tuple[Listened, ...]
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def new(folder: Path) -> None:
    """Lay out an empty archive in which nothing is public until everything is signed. Raises WrongUse where there is one."""
    new_archive(folder, "口述历史", "（请填写单位名称）")


def check(settings: Settings) -> tuple[Problem, ...]:
    """Every problem: what cannot be read, what does not fit together, what was done to the history."""
    shop = Workshop(settings)
    found = (
        *shop.measure(),
        *shop.archive.problems,
        *check_archive(shop.archive, shop.shelf.locate(), settings.today, shop.picture_size),
        *_heard_only(shop),
        *not_hung(View(shop.archive, settings.today, shop.times), shop.shelf.locate(), settings.language),
        *shop.shelf.verify_chain(),
    )
    return tuple(sorted(told_once(found), key=lambda one: (one.file, one.line, one.column, one.code)))


def _heard_only(shop: Workshop) -> Iterator[Problem]:
    """What may be personal or secret in drafts that nobody has laid out yet; one that cannot be read is `edit`'s to name."""
    case = Case(shop.archive, shop.shelf.locate())
    for kept in shop.archive.interviews.values():
        if kept.text is None and kept.drafts:
            with contextlib.suppress(KoushuError):
                yield from drafts_are_decided(case, kept, shop.placed_drafts(kept))


def status(settings: Settings) -> tuple[tuple[Verdict, ...], dict[str, Figure]]:
    """Each interview and person for each purpose today: public or not, and why; and each text's figure and trust."""
    shop = Workshop(settings)
    shop.measure()
    return verdicts(shop.archive, settings.today, shop.times), figures(shop)


def evaluate(settings: Settings, keys: Sequence[str], choice: Choice, files: BaselineFiles) -> Evaluation:
    """The drafts that were asked for against people's texts; a baseline is read before and kept after.

    Raises WrongUse where nothing fits, or several listeners for one baseline; Unreadable for a spoilt baseline, CannotWrite.
    """
    shop = Workshop(settings)
    shop.known(keys)
    before = parse_baseline(files.against.read_bytes(), files.against.name) if files.against else None
    unprobed = shop.measure()
    found, problems = measure(shop, keys, choice)
    if not (files.against or files.save):
        return Evaluation(found, (), (*unprobed, *problems))
    if len(found) != 1:
        raise WrongUse("baseline-one-listener", found="、".join(one.heard_by for one in found) or "0")
    now = as_baseline(found[0].heard_by, {one.key: one.counted for one in found[0].interviews if one.counted})
    if files.save:
        _keep_baseline(files.save, compose_baseline(now))
    return Evaluation(found, changes(before, now) if before else (), (*unprobed, *problems))


def compare(settings: Settings, key: str, one: str, other: str) -> CheckList:
    """What two readings of an interview hear differently (see `proofing.compare`). Raises WrongUse, Unreadable."""
    shop = Workshop(settings)
    shop.known([key])
    shop.measure()
    return compare_readings(shop, key, one, other)


def _keep_baseline(path: Path, source: str) -> None:
    """Write it, unless something else than an older baseline lies there."""
    if path.exists() and b'"koushu":"baseline"' not in path.read_bytes():
        raise WrongUse("baseline-in-the-way", file=path.name)
    write_text(path, source)


@dataclass(frozen=True)
class Roll:
    """This machine, every engine on it, the one that archive.yml names (empty: no archive), and what keeps that from hearing."""

    machine: Machine
    standings: tuple[Standing, ...]
    named: str = ""
    model: str = ""
    trouble: KoushuError | None = None  # None: nothing


def engines(settings: Settings) -> Roll:
    """What is installed, what it can do here, and whether the archive's engine and model are in place; needs no archive."""
    here = machine()
    standings = roll(here)
    if not settings.archive.joinpath("archive.yml").is_file():
        return Roll(here, standings)
    shop = Workshop(settings)
    config = shop.archive.config
    return Roll(here, standings, config.engine, config.model, shop.engine_trouble())


def screen(files: Sequence[Path]) -> tuple[tuple[Path, Sighting], ...]:
    """What may be personal or secret in files that are not in any archive yet; reads them and writes nothing.

    Raises Unreadable.
    """
    return tuple((file, one) for file in files for one in look_over(_bytes_of(file), file.name))


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as failure:
        raise Unreadable("cannot-read", file=file.name, why=failure.strerror) from failure


def impose(settings: Settings, volume: str, to: Path, folding: Folding) -> int:
    """Sheets of a finished PDF, written where the curator says, not into the output folder, since no publish would renew them.

    Returns the number of their sides. `volume` names a PDF file, else a volume that was published here. Raises WrongUse,
    Unreadable, CannotWrite.
    """
    named = Path(volume)
    source = named if named.suffix.lower() == ".pdf" else settings.out / "volumes" / f"{volume}.pdf"
    if not source.is_file():
        raise WrongUse("imposed-missing", volume=volume, file=source)
    return impose_pdf(source, to, folding)


def serve(settings: Settings, port: int, pulse: Pulse) -> None:
    """Serve the built site on this machine until interrupted. Raises WrongUse where it was not built yet.

    Open pages read themselves again whenever `pulse` beats.
    """
    folder = settings.out / "site"
    if not (folder / "index.html").is_file():
        raise WrongUse("no-site", folder=folder)
    serve_folder(folder, port, pulse)
