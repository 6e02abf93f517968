"""From a recording to a page and a book, on one screen: take in, transcribe, edit, release, publish.

Each step finds its own work by looking at the files, so every step may be run at any time, in any order, again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial

from pipeline.edit.layout import lay_out
from pipeline.errors import KoushuError, MissingTool, NotAModel
from pipeline.hearing import Watch, hear_interview, unheard, unwatched
from pipeline.language.textfile import compose_text
from pipeline.model.edition import Edition, Outlet
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.outlets import make_site, make_volumes
from pipeline.release.decide import decide
from pipeline.workshop import Memory, Workshop, day_mark, placed_drafts, program_digest

OUTLETS = ("site", "volumes")


def run(settings: Settings, watch: Watch, executor: Executor) -> Outcome:
    """Everything that is out of date, in order; what fails is told at the end and stops nothing else."""
    shop = Workshop(settings)
    memory = Memory(settings.work / "run.json")
    before = memory.recall(day_mark(shop, settings.today))
    if before is not None and all((settings.out / name).exists() for name in OUTLETS):
        return Outcome((), before)
    outcome = Outcome()
    for step in (take_in_placed, partial(transcribe, watch=watch, executor=executor), edit, publish):
        try:
            outcome += step(settings)
        except (MissingTool, NotAModel) as failure:
            outcome += Outcome((), (Problem("", 0, 0, failure.code, failure.values),))
    outcome += Outcome((), shop.fresh().archive.problems)
    memory.keep(day_mark(shop, settings.today), outcome.problems)
    return outcome


def take_in_placed(settings: Settings) -> Outcome:
    """Give ids and digests to what a curator placed in the archive by hand, and learn how long recordings are."""
    shop = Workshop(settings)
    new = shop.shelf.adopt(shop.hand)
    return Outcome(new, shop.measure())


def transcribe(settings: Settings, keys: Sequence[str] = (), *, watch: Watch, executor: Executor) -> Outcome:
    """Hear every recording that has no draft by this engine, model and options; one interview is one task."""
    shop = Workshop(settings)
    problems = shop.measure()
    tell = watch if isinstance(executor, ThreadPoolExecutor) else unwatched
    waiting = [kept for kept in shop.archive.interviews.values() if (not keys or kept.key in keys) and unheard(shop, kept)]
    tasks: list[Future[Outcome]] = [executor.submit(hear_interview, settings, kept.key, tell) for kept in waiting]
    outcome = Outcome((), problems)
    for task in tasks:
        try:
            outcome += task.result()
        except (MissingTool, NotAModel):
            executor.shutdown(wait=True, cancel_futures=True)
            raise
    return outcome


def edit(settings: Settings, keys: Sequence[str] = ()) -> Outcome:
    """Lay out text.md where there is a draft of every recording and no text; once, and never again."""
    shop = Workshop(settings)
    names = {key: person.record.name for key, person in shop.archive.people.items()}
    outcome = Outcome()
    for key, kept in shop.archive.interviews.items():
        if kept.text is not None or kept.broken or not kept.drafts or (keys and key not in keys):
            continue
        try:
            drafts = placed_drafts(kept, partial(shop.shelf.read_draft, key))
            if len(drafts) < len(kept.sounds):
                continue
            shop.shelf.lay_out_text(key, compose_text(lay_out(drafts, kept.record, names)))
            outcome += Outcome((f"{key}/text.md",))
        except KoushuError as failure:
            outcome += Outcome((), (Problem(key, 0, 0, failure.code, failure.values),))
    return outcome


def release(shop: Workshop, outlet: Outlet) -> tuple[Edition, ...]:
    """What this outlet may show today; pure, and closed wherever anything is in doubt."""
    return decide(shop.archive, outlet, shop.settings.today, shop.times)


def publish(settings: Settings, outlets: Sequence[str] = OUTLETS) -> Outcome:
    """Make the outlets whose Edition changed, beside the old ones, and swap them in whole."""
    shop = Workshop(settings)
    outcome = Outcome((), shop.measure())
    ways: dict[str, tuple[Outlet, Callable[[Workshop, tuple[Edition, ...]], Outcome]]] = {
        "site": ("site", make_site),
        "volumes": ("volume", make_volumes),
    }
    for name in outlets:
        outlet, make = ways[name]
        editions = release(shop, outlet)
        memory = Memory(settings.work / f"{name}.json")
        mark = hashlib.sha256(f"{program_digest(settings)}{editions!r}".encode()).hexdigest()
        if memory.recall(mark) is None or not (settings.out / name).exists():
            made = make(shop, editions)
            if not made.problems:
                memory.keep(mark)
            outcome += made
    return outcome
