"""Turns the archive, on one day, into an Edition: all that one outlet may show, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.errors import WrongUse
from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.edition import (
    Edition,
    Outlet,
    PublicInterview,
    PublicSound,
    SoundCut,
)
from pipeline.model.nouns import VolumePlan
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection, ItemCard, PersonCard
from pipeline.model.routes import may_be_public, refusals
from pipeline.model.timing import Times
from pipeline.release.agreed import agreed
from pipeline.release.buried import buried_records, stones_of
from pipeline.release.codes import honoured_codes, printed_codes
from pipeline.release.column import came_on, column_alone, column_of
from pipeline.release.entries import Shown, told
from pipeline.release.essays import Essays
from pipeline.release.films import decide_films
from pipeline.release.gates import least
from pipeline.release.judge import Chosen, SoundJudgement, judge_sound, judge_text
from pipeline.release.kits import decide_kits
from pipeline.release.maps import base_map
from pipeline.release.panels import walls_alone
from pipeline.release.pictures import with_cuts
from pipeline.release.shelved import on_shelf, shelved
from pipeline.release.tellings import ROUTES, as_told
from pipeline.release.timings import timing_of
from pipeline.release.vanished import with_register_stones
from pipeline.release.view import View
from pipeline.release.walls import decide_walls, for_halls, wall_of, walled

NEVER = dt.date(1980, 1, 1)  # the date of an Edition in which nothing was decided: the earliest a ZIP file can hold


@dataclass(frozen=True)
class _Out:
    """One interview that is out, with the archive's record it came from."""

    kept: KeptInterview
    text: Chosen[InterviewProjection]
    sound: SoundJudgement | None = None  # None: not asked for

    @property
    def decided(self) -> tuple[dt.date, ...]:
        """The days on which its parts were approved."""
        chosen = [self.text, self.sound.chosen if self.sound else None]
        return tuple(one.on.date() for one in chosen if one)


def decide(archive: Archive, outlet: Outlet, today: dt.date, times: Times) -> tuple[Edition, ...]:
    """The Editions of an outlet: one for the site; one for each volume, since each volume's route asks for its own purpose;
    one for each ebook, film, wall and kit; one for labels and panels; one for the column."""
    if outlet == "site":
        return (decide_site(archive, today, times),)
    if outlet == "ebook":
        return decide_ebooks(archive, today, times)
    if outlet == "film":
        return decide_films(archive, today, times)
    if outlet == "talks":
        return decide_kits(archive, today, times)
    if outlet == "labels":
        return (walls_alone(View(archive, today, times), decide_site(archive, today, times)),)
    if outlet == "wall":
        return decide_walls(View(archive, today, times), decide_site(archive, today, times))
    if outlet == "column":
        return (column_alone(decide_site(archive, today, times)),)
    return tuple(decide_volume(archive, key, today, times) for key in sorted(archive.volumes))


def decide_site(archive: Archive, today: dt.date, times: Times) -> Edition:
    """The site's Edition: `web_text`, `web_audio`, `portrait`, and `wall` for the honour walls. Pure and fail-closed."""
    view = View(archive, today, times)
    archive = view.archive
    outs = _on_the_web(view)
    hung = walled(view)
    buried = buried_records(archive)
    dates = [day for out in outs for day in out.decided] + [one.on.date() for one in hung.values()]
    dates += [one.at.date() for kept in buried for one in kept.ledger.withdrawals]
    cards = [chosen.projection.person for chosen in hung.values()]
    items = [item for chosen in hung.values() for item in chosen.projection.items]
    people = _people(outs, cards)
    reader = Essays.of(view, {card.id for card in people})
    walls = tuple(found for found in (wall_of(view, reader, plan, hung) for plan in archive.walls) if found.people or found.items)
    released = {out.kept.key: out.text.projection.id for out in outs}
    shown = _items(outs, items)
    stones = stones_of(archive, buried, {card.id for card in people} | set(released.values()) | {item.id for item in shown})
    sounds = {out.kept.key: out.sound for out in outs}
    interviews = tuple(_public(view, out) for out in outs)
    column = column_of(view, reader)
    edition = _edition(
        view,
        "site",
        [*dates, *came_on(column)],
        {
            "people": people,
            "interviews": interviews,
            "items": shown,
            "walls": walls,
            "for_halls": for_halls(view, interviews),
            "volumes": on_shelf(view, reader, released),
            **stones,
            "codes": honoured_codes(view, sounds, {stone.id for stone in stones["tombstones"]}),
            "sounds": tuple(cut for out in outs for cut in _sound_cuts(out)),
            **told(view, Shown(interviews, people, shown)),
            "base_map": base_map(view),
            "column": column,
        },
    )
    return with_register_stones(view, buried, edition)


def _on_the_web(view: View) -> list[_Out]:
    outs: list[_Out] = []
    for key in sorted(view.archive.interviews):
        kept = view.archive.interviews[key]
        judged = judge_text(view, kept, "web_text")
        if judged.chosen:
            outs.append(_Out(kept, judged.chosen, judge_sound(view, kept, judged)))
    return outs


def decide_volume(archive: Archive, key: str, today: dt.date, times: Times) -> Edition:
    """The Edition of one volume, for the purpose its route asks for. Raises WrongUse when there is no such volume."""
    if key not in archive.volumes:
        raise WrongUse("volume-unknown", volume=key)
    plan = archive.volumes[key]
    heard, view = View(archive, today, times), View(as_told(archive, plan), today, times)
    outs: list[_Out] = []
    refused = tuple(Problem(f"volumes/{key}.yml", 0, 0, flaw.code, flaw.values) for flaw in refusals(plan, today))
    for name in dict.fromkeys(() if refused else plan.interviews):
        kept = view.archive.interviews.get(name)
        chosen = judge_text(view, kept, ROUTES[plan.route]).chosen if kept else None
        if kept and chosen:
            outs.append(_Out(kept, chosen))
    people, items = _people(outs, ()), _items(outs, ())
    reader = Essays.of(view, {card.id for card in people})
    released = {out.kept.key: out.text.projection.id for out in outs}
    interviews = tuple(_public(view, out) for out in outs)
    return _edition(
        view,
        "volume",
        [day for out in outs for day in out.decided],
        {
            "people": people,
            "interviews": interviews,
            "items": items,
            "walls": (),
            "volumes": (replace(shelved(view, reader, key, released), filings=_filings(outs), refused=refused),),
            "tombstones": (),
            "sounds": (),
            **told(view, Shown(interviews, people, items)),
            "codes": tuple(one for one in printed_codes(heard, plan) if one.interview in {out.kept.id for out in outs}),
        },
    )


def decide_ebooks(archive: Archive, today: dt.date, times: Times) -> tuple[Edition, ...]:
    """An Edition for each volume that may reach the public, then one for each narrator of whom anything is out.

    An interview needs `print` and `web_text`, signed at both gates in the same words, and for its sound `web_audio` besides.
    """
    view = View(archive, today, times)
    outs = {key: out for key in sorted(view.archive.interviews) if (out := _in_ebooks(view, view.archive.interviews[key]))}
    books: list[Edition] = []
    for key, plan in sorted(archive.volumes.items()):
        if may_be_public(plan.route) and not refusals(plan, today):
            chosen = _bound_in(view, plan, outs)
            released = {out.kept.key: out.text.projection.id for out in chosen}
            reader = Essays.of(view, {card.id for card in _people(chosen, ())})
            books.append(_ebook(view, chosen, {"volumes": (shelved(view, reader, key, released),)}))
    for card in _people(outs.values(), ()):
        chosen = [out for out in outs.values() if card.id in {one.id for one in out.text.projection.narrators}]
        books.append(_ebook(view, chosen, {"volumes": (), "subject": card.id}))
    return tuple(books)


def _bound_in(view: View, plan: VolumePlan, outs: Mapping[str, _Out]) -> list[_Out]:
    """The interviews of a volume's ebook, told as the volume tells them; `outs` are all that are out, told by their texts."""
    told = replace(view, archive=as_told(view.archive, plan))
    keys = [key for key in dict.fromkeys(plan.interviews) if key in view.archive.interviews]
    edited = {key: told.archive.interviews[key] for key in keys if told.archive.interviews[key].telling == "edited"}
    found = [_in_ebooks(view, edited[key], told) if key in edited else outs.get(key) for key in keys]
    return [out for out in found if out]


def _in_ebooks(view: View, kept: KeptInterview, told: View | None = None) -> _Out | None:
    """`told` is the view in which `kept` is told by its edited text; its sound is that of the text of record in any case."""
    words = told or view
    web, paper = judge_text(words, kept, "web_text"), judge_text(words, kept, "print").chosen
    both = agreed(web.chosen.projection, paper.projection) if web.chosen and paper else None
    if web.chosen is None or paper is None or both is None:
        return None
    chosen = replace(web.chosen, projection=both, on=max(web.chosen.on, paper.on), trust=least(web.chosen.trust, paper.trust))
    return _Out(kept, chosen, judge_sound(view, view.archive.interviews[kept.key], web))


def _ebook(view: View, outs: Sequence[_Out], parts: Mapping[str, Any]) -> Edition:
    whole = {
        "people": _people(outs, ()),
        "interviews": tuple(_public(view, out) for out in outs),
        "items": _items(outs, ()),
        "walls": (),
        "tombstones": (),
        "sounds": tuple(cut for out in outs for cut in _sound_cuts(out) if cut.file.endswith(".m4a")),
    }
    return _edition(view, "ebook", [day for out in outs for day in out.decided], {**whole, **parts})


def _edition(view: View, outlet: Outlet, dates: Sequence[dt.date], parts: Mapping[str, Any]) -> Edition:
    config = view.archive.config
    reader = Essays.of(view, {card.id for card in parts["people"]})
    whole: dict[str, object] = {
        "outlet": outlet,
        "date": max(dates, default=NEVER),
        **reader.name(config),
        "about": reader.told(config.about),
        "pictures": (),
        "takedown": reader.words(config.takedown),
        "witness": view.archive.witness if outlet == "volume" else None,
        **parts,
    }
    return with_cuts(Edition(**whole))  # type: ignore[arg-type]  # the parts are checked where they are made


def _public(view: View, out: _Out) -> PublicInterview:
    projection = out.text.projection
    heard = out.sound if out.sound and out.sound.chosen else None
    duration = sum(length for _, length in heard.recordings) if heard else 0
    return PublicInterview(
        projection=projection,
        timing=timing_of(view, out.kept, projection),
        sound=PublicSound(f"{projection.id}.m4a", duration) if heard else None,
        trust=out.text.trust,
        approved_on=out.text.on.date(),
        telling=out.kept.telling,
    )


def _sound_cuts(out: _Out) -> tuple[SoundCut, ...]:
    """One sound in two forms: AAC, which everything plays, and Opus, which is half as large."""
    heard = out.sound
    if heard is None or heard.chosen is None:
        return ()
    return tuple(SoundCut(f"{out.text.projection.id}.{form}", heard.recordings, heard.silenced) for form in ("m4a", "opus"))


def _people(outs: Iterable[_Out], walled: Iterable[PersonCard]) -> tuple[PersonCard, ...]:
    """One card a person: from the interview approved last, else from the wall."""
    cards: dict[str, PersonCard] = {}
    for out in sorted(outs, key=lambda one: (one.text.on, one.kept.key), reverse=True):
        for card in out.text.projection.narrators:
            cards.setdefault(card.id, card)
    for card in walled:
        cards.setdefault(card.id, card)
    return tuple(sorted(cards.values(), key=lambda card: (card.pinyin, card.name, card.id)))


def _items(outs: Iterable[_Out], walled: Iterable[ItemCard]) -> tuple[ItemCard, ...]:
    cards: dict[str, ItemCard] = {}
    for out in sorted(outs, key=lambda one: (one.text.on, one.kept.key), reverse=True):
        for card in out.text.projection.items:
            cards.setdefault(card.id, card)
    for card in walled:
        cards.setdefault(card.id, card)
    return tuple(sorted(cards.values(), key=lambda card: (card.title, card.id)))


def _filings(outs: Iterable[_Out]) -> tuple[tuple[str, str], ...]:
    """Stage and number of every filing that counts for what is out, each once."""
    return tuple(dict.fromkeys(filing for out in outs for filing in out.text.filings))
