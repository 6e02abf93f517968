"""From a recording to a page and a book, on one screen: take in, transcribe, edit, release, publish.

Each step finds its own work by looking at the files, so every step may be run at any time, in any order, again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

from pipeline.edit.layout import lay_out
from pipeline.edit.lines import Editing
from pipeline.errors import KoushuError, Locked, MissingTool, NotSound, Unreadable, WrongUse
from pipeline.executors.crew import Crew
from pipeline.filming import films_are_behind, make_films
from pipeline.hanging import make_walls, walls_are_behind
from pipeline.hearing import Watch, hear_all, unwatched
from pipeline.issuing import column_is_behind, make_column
from pipeline.language.textfile import compose_text
from pipeline.lecturing import make_talks, talks_are_behind, with_asked
from pipeline.model.edition import Edition, Outlet
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem, sentence
from pipeline.model.settings import Settings
from pipeline.offering import EBOOKS, VOLUMES, offer
from pipeline.outlets import (
    ebooks_are_behind,
    labels_are_behind,
    make_ebooks,
    make_labels,
    make_site,
    make_volumes,
    printed_pages,
    site_is_behind,
    volumes_are_behind,
)
from pipeline.release.decide import decide
from pipeline.release.view import stop_if_clock_is_behind
from pipeline.workshop import Memory, Workshop, day_mark, program_digest

_Make = Callable[[Workshop, tuple[Edition, ...]], Outcome]
_IsBehind = Callable[[Settings, tuple[Edition, ...]], bool]
_WAYS: dict[str, tuple[Outlet, _Make, _IsBehind]] = {
    "site": ("site", make_site, site_is_behind),
    "volumes": ("volume", make_volumes, volumes_are_behind),
    "ebooks": ("ebook", make_ebooks, ebooks_are_behind),  # after the volumes, whose pages they name
    "labels": ("labels", make_labels, labels_are_behind),
    "column": ("column", make_column, column_is_behind),
    "films": ("film", make_films, films_are_behind),
    "walls": ("wall", make_walls, walls_are_behind),
    "talks": ("talks", make_talks, talks_are_behind),
}
OUTLETS = tuple(_WAYS)
# Hours of work, for a day that comes, or for a few: made when asked for, and from then on with all others.
ON_ASKING = ("films", "walls", "talks")
RUN = "run.json"
PASSES = 3  # of the steps before publishing, for an archive in which somebody is at work

Step = Callable[[Settings], Outcome]


def run(settings: Settings, watch: Watch, crew: Crew) -> Outcome:
    """Everything that is out of date, in order; what fails is told at the end and stops nothing else."""
    shop = Workshop(settings)
    stop_if_clock_is_behind(shop.archive, settings.now)
    memory = Memory(settings.work / RUN)
    before = memory.recall(day_mark(shop, settings.today))
    if before is not None and all((settings.out / name).exists() for name in usual(settings)):
        return Outcome((), before)
    outcome, mark = _settle(settings, (take_in_placed, partial(transcribe, watch=watch, crew=crew), edit))
    found = shop.fresh().archive.problems
    published = _try(partial(_publish, watch=watch), settings)
    if mark and not outcome.problems and all(one.is_notice for one in published.problems):  # what failed is tried again
        memory.keep(mark, (*found, *published.problems))
    return outcome + published + Outcome((), found)


def _settle(settings: Settings, steps: Sequence[Step]) -> tuple[Outcome, str]:
    """Take the steps until they leave the archive as they found it; what people put in meanwhile is seen as well.

    Returns the mark of the archive that every step has seen, empty where there is none.
    """
    outcome = Outcome()
    for _ in range(PASSES):
        mark = day_mark(Workshop(settings), settings.today)
        for step in steps:
            outcome += _try(step, settings)
        if outcome.problems:
            break
        if mark == day_mark(Workshop(settings), settings.today):
            return outcome, mark
    return outcome, ""


def _try(step: Step, settings: Settings) -> Outcome:
    try:
        return step(settings)
    except (MissingTool, Unreadable, NotSound, Locked, WrongUse) as failure:
        if failure.code == "no-archive":
            raise
        return Outcome((), (Problem("", 0, 0, failure.code, failure.values),))


def take_in_placed(settings: Settings) -> Outcome:
    """Give ids and digests to what a curator placed in the archive by hand, and learn how long recordings are."""
    shop = Workshop(settings)
    new = shop.shelf.adopt(shop.hand, drafts=True)
    shop.record_quarantines()
    return Outcome(new, shop.measure())


def transcribe(settings: Settings, keys: Sequence[str] = (), *, watch: Watch, crew: Crew) -> Outcome:
    """Hear every recording that has no draft by this engine, model and options; one recording is one task."""
    shop = Workshop(settings)
    shop.known(keys)
    outcome = Outcome((), shop.measure())
    return outcome + hear_all(
        shop, [kept for key, kept in shop.archive.interviews.items() if not keys or key in keys], crew, watch
    )


def edit(settings: Settings, keys: Sequence[str] = ()) -> Outcome:
    """Lay out text.md where there is a draft of every recording and no text; once, and never again."""
    shop = Workshop(settings)
    shop.known(keys)
    outcome = Outcome((), shop.measure())
    names = {key: person.record.name for key, person in shop.archive.people.items()}
    forms = shop.archive.written_names()
    for key, kept in shop.archive.interviews.items():
        if kept.text is not None or kept.broken or not kept.drafts or (keys and key not in keys):
            continue
        try:
            drafts = shop.placed_drafts(kept)
            if len(drafts) < len(kept.sounds) or not all(sound.duration_ms for sound in kept.sounds):
                continue
            if kept.decisions.broken:
                raise Unreadable("decisions-broken", file=f"interviews/{key}/decisions.ndjson")
            laid = lay_out(drafts, kept.record, names, Editing(kept.decisions, forms))
            shop.shelf.lay_out_text(key, compose_text(laid.text), laid.changes, shop.hand)
            outcome += Outcome((f"{key}/text.md",))
        except KoushuError as failure:
            outcome += Outcome((), (Problem(key, 0, 0, failure.code, failure.values),))
    return outcome


def release(shop: Workshop, outlet: Outlet) -> tuple[Edition, ...]:
    """What this outlet may show today; pure, and closed wherever anything is in doubt."""
    archive = with_asked(shop) if outlet == "talks" else shop.archive
    return decide(archive, outlet, shop.settings.today, shop.times)


def _shown(shop: Workshop, outlet: Outlet) -> tuple[Edition, ...]:
    """What this outlet shows today: the website, besides what it may show, gives books away that were made."""
    editions = release(shop, outlet)
    return (offer(editions[0], shop.settings, partial(release, shop)),) if outlet == "site" else editions


def usual(settings: Settings) -> tuple[str, ...]:
    """The outlets that are made where none is named."""
    return tuple(name for name in OUTLETS if name not in ON_ASKING or (settings.out / name).exists())


def publish(
    settings: Settings, outlets: Sequence[str] = (), *, watch: Watch = unwatched, tell: Callable[[str], None] = lambda _: None
) -> Outcome:
    """Make the outlets whose Edition changed, beside the old ones, and swap them in whole; one that fails stops no other.

    Without names those that are `usual`. `tell` is told before long work begins how long and large it is.

    Raises WrongUse where this machine's clock is behind the archive's history: no date could be judged.
    """
    shop = Workshop(settings)
    stop_if_clock_is_behind(shop.archive, settings.now)
    shop.record_quarantines()
    return _publish(settings, outlets, watch=watch, tell=tell)


def _publish(
    settings: Settings, named: Sequence[str] = (), *, watch: Watch = unwatched, tell: Callable[[str], None] = lambda _: None
) -> Outcome:
    shop, outlets = Workshop(settings), named or usual(settings)
    shop.watch, shop.tell = watch, tell
    outcome = Outcome((), shop.measure())
    failures: list[KoushuError] = []
    books = _books(settings)
    for name in (one for one in OUTLETS if one in outlets):
        try:
            outcome += _renew(shop, name)
        except KoushuError as failure:
            failures.append(failure)
    if "site" in outlets and not failures and _books(settings) != books:
        _renew(shop, "site")  # it gives away what was made after it; all that is to be told of it was told before
    behind = _behind(shop, [one for one in OUTLETS if one not in outlets])
    if failures:
        raise _all_of(failures, behind, settings)
    return outcome + Outcome((), behind)


def _renew(shop: Workshop, name: str) -> Outcome:
    """Make one outlet where its Edition changed."""
    settings, (outlet, make, _) = shop.settings, _WAYS[name]
    editions = _shown(shop, outlet)
    outcome = Outcome((), tuple(Problem(str(one.values["file"]), 0, 0, one.code) for one in shop.times.troubles))
    memory = Memory(settings.work / f"{name}.json")
    beside = [printed_pages(settings, one) for one in editions] if outlet == "ebook" else ""
    mark = hashlib.sha256(
        f"{program_digest(settings)}{editions!r}{beside}{settings.films if outlet == 'film' else ''}".encode()
    ).hexdigest()
    if memory.recall(mark) is not None and (settings.out / name).exists() and not settings.preview:
        return outcome
    for stale in (Memory(settings.work / RUN), memory):  # from here on the output may be neither the old nor the new one
        stale.forget()
    made = make(shop, editions)
    if all(one.is_notice for one in made.problems):
        memory.keep(mark)
    return outcome + made


def _books(settings: Settings) -> list[int]:
    """Which folders of books are there: each that is made anew is another one."""
    return [folder.stat().st_ino for name in (VOLUMES, EBOOKS) if (folder := settings.out / name).is_dir()]


def _behind(shop: Workshop, names: Sequence[str]) -> tuple[Problem, ...]:
    """A notice for each outlet that nobody asked for and that holds what has left it since; it is left as it is."""
    settings = shop.settings
    found = [one for one in names if (settings.out / one).exists() and _WAYS[one][2](settings, _shown(shop, _WAYS[one][0]))]
    folders = [f"{settings.out.name}/{one}" for one in found]
    return tuple(Problem(folder, 0, 0, "outlet-behind", {"folder": folder}) for folder in folders)


def _all_of(failures: Sequence[KoushuError], beside: Sequence[Problem], settings: Settings) -> KoushuError:
    """One failure that names all, and what is to be told beside them; its kind, and with it the exit code, is the first's."""
    if len(failures) == 1 and not beside:
        return failures[0]
    told = [(one.code, one.values) for one in failures] + [(one.code, one.values) for one in beside]
    why = "".join(sentence(code, values, settings.language) + "\n" for code, values in told)
    return type(failures[0])("outlets-failed", count=len(failures), why=why.rstrip())
