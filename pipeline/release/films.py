"""Turns the plans of films into Editions: of every passage only what its interview's forms and signatures let out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.language.sentences import plain_sentences
from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.edition import Edition, PublicInterview, SoundCut
from pipeline.model.film import FilmCut, FilmPart, FilmPlan, Passage, PublicFilm, PublicPassage
from pipeline.model.nouns import Named
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection, Words
from pipeline.model.record import format_clock
from pipeline.model.timing import Times, Timing
from pipeline.release.conditions import forms
from pipeline.release.essays import Essays
from pipeline.release.judge import Chosen, SoundJudgement, judge_film
from pipeline.release.pictures import with_cuts
from pipeline.release.timings import timing_of
from pipeline.release.view import View
from pipeline.release.withhold import turns_of

NEVER = dt.date(1980, 1, 1)  # the date of a film of which nothing is out
PICTURED = (".mp4", ".m4v", ".mov", ".mkv", ".avi", ".mts", ".m2ts", ".mxf", ".webm", ".3gp", ".mpg", ".mpeg")


@dataclass(frozen=True)
class _Out:
    """An interview that is out in films."""

    kept: KeptInterview
    chosen: Chosen[InterviewProjection]
    heard: SoundJudgement
    public: PublicInterview
    on_web: bool

    @property
    def length_ms(self) -> int:
        """All its recordings, one after the other."""
        return sum(length for _, length in self.heard.recordings)

    @property
    def has_picture(self) -> bool:
        """May any of its recordings hold a moving picture?"""
        return pictured(self.kept)


def pictured(kept: KeptInterview) -> bool:
    """Whether any recording of an interview may hold a moving picture."""
    return any(one.file.lower().endswith(PICTURED) for one in kept.sounds)


def decide_films(archive: Archive, today: dt.date, times: Times) -> tuple[Edition, ...]:
    """The Edition of each film: `film`, for a streamed one `web_video` besides, and `portrait` for faces; fail-closed."""
    view = View(archive, today, times)
    outs: dict[str, _Out | None] = {}
    for part in (part for plan in view.archive.films.values() for part in plan.parts):
        if part.interview not in outs:
            outs[part.interview] = _out(view, part.interview)
    known = {key: out for key, out in outs.items() if out}
    return tuple(_film(view, key, plan, known) for key, plan in sorted(view.archive.films.items()))


def _out(view: View, key: str) -> _Out | None:
    kept = view.archive.interviews.get(key)
    if kept is None:
        return None
    heard = judge_film(view, kept)
    if heard.chosen is None:
        return None
    projection = heard.chosen.projection
    public = PublicInterview(projection, timing_of(view, kept, projection), None, heard.chosen.trust, heard.chosen.on.date())
    return _Out(kept, heard.chosen, heard, public, not view.may(forms(view.archive, kept), "web_video"))


def _film(view: View, key: str, plan: FilmPlan, known: dict[str, _Out]) -> Edition:
    outs = list({part.interview: known[part.interview] for part in plan.parts if part.interview in known}.values())
    people = {card.id: card for out in outs for card in out.public.projection.narrators}
    items = {card.id: card for out in outs for card in out.public.projection.items}
    reader = Essays.of(view, set(people))
    edition = Edition(
        outlet="film",
        date=max((out.chosen.on.date() for out in outs), default=NEVER),
        **reader.name(view.archive.config),
        about="",
        people=tuple(people.values()),
        interviews=tuple(out.public for out in outs),
        items=tuple(items.values()),
        walls=(),
        volumes=(),
        tombstones=(),
        sounds=tuple(SoundCut(f"{out.kept.id}.flac", out.heard.recordings, out.heard.silenced) for out in outs),
        pictures=(),
        films=(_public(view, reader, key, plan, known),),
        film_cuts=tuple(_cut(out, plan) for out in outs if out.has_picture),
    )
    return with_cuts(edition)


def _cut(out: _Out, plan: FilmPlan) -> FilmCut:
    size = _size(plan)
    return FilmCut(f"{out.kept.id}-{size[1]}.mp4", out.heard.recordings, out.heard.silenced, size)


def _size(plan: FilmPlan) -> tuple[int, int]:
    wide, high = map(int, plan.size.split("x"))
    return wide, high


def _public(view: View, reader: Essays, key: str, plan: FilmPlan, known: dict[str, _Out]) -> PublicFilm:
    file = f"volumes/{key}.yml"
    closed = dict.fromkeys(part.interview for part in plan.parts if part.interview not in known)
    parts = [(part, known[part.interview]) for part in plan.parts if part.interview in known]
    found = list(chain.from_iterable(_passages(file, reader, part, out) for part, out in parts))
    found += (Problem(file, 0, 0, "film-interview-closed", {"interview": one}) for one in closed if known)
    credited = (Named(**{name: reader.words(words) for name, words in one.model_dump().items()}) for one in plan.credits)
    return PublicFilm(
        id=key,
        title=reader.words(plan.title),
        subtitle=reader.words(plan.subtitle),
        series=reader.words(plan.series),
        number=reader.words(plan.number),
        size=_size(plan),
        opening=reader.told(plan.opening),
        closing=reader.told(plan.closing),
        credits=tuple(one for one in credited if one.name.strip()),
        cover=tuple(view.archive.people[one].id for one in plan.cover if one in view.archive.people),
        passages=tuple(one for one in found if isinstance(one, PublicPassage)),
        troubles=tuple(one for one in found if isinstance(one, Problem)),
    )


def _passages(file: str, reader: Essays, part: FilmPart, out: _Out) -> Iterator[PublicPassage | Problem]:
    title = reader.words(part.title) or out.public.projection.title
    for passage in part.passages or (Passage(from_ms=0, to_ms=out.length_ms),):
        span = spoken_span(out.public, passage)
        if isinstance(span, str):
            code = "film-words-nowhere" if out.public.timing else "film-words-untimed"
            yield Problem(file, 0, 0, code, {"file": file, "interview": out.kept.key, "words": span})
            continue
        start, end = span
        if end > out.length_ms:
            clocks = {"to": format_clock(end), "length": format_clock(out.length_ms)}
            yield Problem(file, 0, 0, "film-past-end", {"file": file, "interview": out.kept.key, **clocks})
        if start < min(end, out.length_ms):
            yield PublicPassage(out.kept.id, title, start, min(end, out.length_ms), out.on_web)


def spoken_span(public: PublicInterview, passage: Passage) -> tuple[int, int] | str:
    """When a passage is spoken, in milliseconds; or the words of it that are not among those that are out."""
    if passage.from_ms is not None and passage.to_ms is not None:
        return passage.from_ms, passage.to_ms
    spoken = list(_spoken(public.projection, public.timing)) if public.timing else []
    first = next((place for place, (words, *_) in enumerate(spoken) if passage.first in words), None)
    if first is None:
        return passage.first
    last = next((place for place, (words, *_) in enumerate(spoken) if place >= first and passage.last in words), None)
    return passage.last if last is None else (spoken[first][1], spoken[last][2])


def _spoken(projection: InterviewProjection, timing: Timing) -> Iterator[tuple[str, int, int]]:
    """Every sentence that is out, with its time."""
    for turn, time in zip(turns_of(projection), timing.turns, strict=True):
        for block, times in zip(turn.blocks, time.blocks, strict=True):
            sentences: Sequence[str] = plain_sentences(block.text) if isinstance(block, Words) else ()
            yield from ((words, one.start_ms, one.end_ms) for words, one in zip(sentences, times, strict=True))
