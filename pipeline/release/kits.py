"""Turns the plans of kits into Editions: of every interview only what `talks` lets out, with the sound where `web_audio` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.language.inline import plain
from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.edition import Edition, PublicInterview, PublicVolume, SoundCut
from pipeline.model.film import Passage
from pipeline.model.kit import KitPlan, PublicKit, PublicPart
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection, PersonCard, Words
from pipeline.model.record import format_clock
from pipeline.model.routes import may_be_public, refusals
from pipeline.model.timing import Times
from pipeline.release.aloud import aloud
from pipeline.release.essays import Essays, front_matter
from pipeline.release.excerpt import excerpt
from pipeline.release.films import spoken_span
from pipeline.release.judge import SoundJudgement, judge_person, judge_text
from pipeline.release.pictures import with_cuts
from pipeline.release.tellings import as_told
from pipeline.release.view import View

NEVER = dt.date(1980, 1, 1)  # the date of a kit in which nothing is out


@dataclass(frozen=True)
class _Out:
    """An interview of which talks may tell."""

    kept: KeptInterview
    heard: SoundJudgement
    public: PublicInterview
    on_site: bool

    @property
    def talk(self) -> InterviewProjection:
        """Its signed words."""
        return self.public.projection

    @property
    def length_ms(self) -> int:
        """All its recordings, one after the other."""
        return sum(sound.duration_ms for sound in self.kept.sounds)


def decide_kits(archive: Archive, today: dt.date, times: Times) -> tuple[Edition, ...]:
    """The Edition of each kit, of what `talks` lets out; sound needs `web_audio` besides, faces need `portrait`; fail-closed."""
    view = View(archive, today, times)
    if not archive.kits:
        return ()
    outs = {key: out for key in sorted(archive.interviews) if (out := _out(view, archive.interviews[key]))}
    return tuple(_kit(view, plan, outs) for plan in view.archive.kits)


def _out(view: View, kept: KeptInterview) -> _Out | None:
    found = aloud(view, kept, "talks")
    return _Out(kept, found.heard, found.public, found.on_site) if found else None


def _kit(view: View, plan: KitPlan, known: Mapping[str, _Out]) -> Edition:
    found = list(_parts(plan, known))
    rows = [one for one in found if not isinstance(one, Problem)]
    outs = list({out.kept.key: out for out, _ in rows}.values())
    people = {card.id: card for out in outs for card in out.talk.narrators}
    items = {card.id: card for out in outs for card in out.talk.items}
    peers = {card.id: card for out in known.values() for card in out.talk.narrators if card.id not in people}
    reader = Essays.of(view, {*people, *peers})
    kit = _told(reader, plan, _title(view, plan, people), [part for _, part in rows])
    kit = replace(
        kit,
        peers=tuple(card.model_copy(update={"portrait": None}) for _, card in sorted(peers.items())),
        on_site=tuple(sorted(_on_site(view, outs, people))),
        troubles=tuple(one for one in found if isinstance(one, Problem)),
    )
    edition = Edition(
        outlet="talks",
        date=max((out.public.approved_on for out in outs), default=NEVER),
        **reader.name(view.archive.config),
        about="",
        people=tuple(people.values()),
        interviews=tuple(out.public for out in outs),
        items=tuple(items.values()),
        walls=(),
        volumes=tuple(_shelf(view, reader, outs)),
        tombstones=(),
        sounds=tuple(_cut(out) for out in outs if out.public.sound),
        pictures=(),
        kits=(kit,),
    )
    return with_cuts(edition)


def _title(view: View, plan: KitPlan, people: Mapping[str, PersonCard]) -> str:
    """The plan's title; where it has none, one of ours, which names nobody of whom the kit does not tell."""
    ids = [view.archive.people[key].id for key in plan.people if key in view.archive.people]
    names = "、".join(people[one].name for one in ids if one in people)
    return plan.title or f"{names}的故事" * bool(names) or f"听他们讲：{'、'.join(plan.topics)}"


def _told(reader: Essays, plan: KitPlan, title: str, parts: Sequence[PublicPart]) -> PublicKit:
    """The plan in words that may be told."""
    topics = tuple(filter(str.strip, (reader.words(one) for one in plan.topics)))
    return PublicKit(plan.id, reader.words(title), plan.age, topics, reader.told(plan.opening), tuple(parts))


def _cut(out: _Out) -> SoundCut:
    return SoundCut(f"{out.talk.id}.m4a", out.heard.recordings, out.heard.silenced)


def _parts(plan: KitPlan, known: Mapping[str, _Out]) -> Iterator[tuple[_Out, PublicPart] | Problem]:
    """What people chose, in their order, then every other interview that the plan is about."""
    told: set[str] = set()
    for part in plan.parts:
        out = known.get(part.interview)
        if out is None:
            yield Problem(
                _place(plan, part.interview), 0, 0, "kit-interview-closed", {"kit": plan.id, "interview": part.interview}
            )
            continue
        told.add(part.interview)
        found = [_span(plan, out, passage) for passage in part.passages]
        yield from (one for one in found if isinstance(one, Problem))
        spans = tuple(one for one in found if not isinstance(one, Problem))
        if spans or not part.passages:
            yield out, PublicPart(out.talk.id, spans)
    for who in plan.people:
        if not any(who in out.kept.record.narrators for out in known.values()):
            yield Problem(_place(plan, who), 0, 0, "kit-person-closed", {"kit": plan.id, "person": who})
    if plan.people or plan.topics:
        yield from ((out, PublicPart(out.talk.id)) for key, out in known.items() if key not in told and _is_about(plan, out))


def _span(plan: KitPlan, out: _Out, passage: Passage) -> tuple[int, int] | Problem:
    told: dict[str, object] = {"kit": plan.id, "interview": out.kept.key}
    found, where = spoken_span(out.public, passage), _place(plan, out.kept.key)
    if isinstance(found, str):
        return Problem(where, 0, 0, "kit-words-nowhere", {**told, "words": found})
    start, end = found[0], min(found[1], out.length_ms or found[1])
    if excerpt(out.public, (start, end)) is None:
        clocks = {"from": format_clock(found[0]), "length": format_clock(out.length_ms)}
        return Problem(where, 0, 0, "kit-past-end", {**told, **clocks})
    return start, end


def _place(plan: KitPlan, key: str) -> str:
    """Problems are told apart by their place alone: one for each record that a kit names."""
    return f"talks/{plan.id}/{key}"


def _is_about(plan: KitPlan, out: _Out) -> bool:
    """Is it one of theirs, and does it speak of a topic, where the plan names any?"""
    theirs = not plan.people or bool(set(plan.people) & set(out.kept.record.narrators))
    topics = [one.strip() for one in plan.topics if one.strip()]
    return theirs and (not topics or any(topic in words for words in _said(out.talk) for topic in topics))


def _said(talk: InterviewProjection) -> Iterator[str]:
    yield talk.title
    for point in talk.index:
        yield from (point.title, point.synopsis, *point.keywords, *point.places)
    for chapter in talk.chapters:
        yield chapter.title
        blocks = chain.from_iterable(turn.blocks for turn in chapter.turns if turn.role != "interviewer")
        yield from (plain(block.text) for block in blocks if isinstance(block, Words))
    yield from (words for section in talk.story for words in (section.title, *map(plain, section.paragraphs)))


def _on_site(view: View, outs: list[_Out], people: Mapping[str, PersonCard]) -> Iterator[str]:
    """The interviews and people that have a page on the website: by their words there, or on a wall."""
    shown = {card for out in outs if out.on_site for card in (one.id for one in out.talk.narrators)}
    yield from (out.talk.id for out in outs if out.on_site)
    yield from shown
    walled = (one for one in view.archive.people.values() if one.id in people and one.id not in shown)
    yield from (one.id for one in walled if judge_person(view, one).chosen)


def _shelf(view: View, reader: Essays, outs: list[_Out]) -> Iterator[PublicVolume]:
    """Volumes that anybody may have and in which any of these is printed, told as they tell it; of others nobody hears."""
    for key, plan in sorted(view.archive.volumes.items()):
        if not may_be_public(plan.route) or refusals(plan, view.today):
            continue
        paper = replace(view, archive=as_told(view.archive, plan))
        bound = [(out, paper.archive.interviews[out.kept.key]) for out in outs if out.kept.key in plan.interviews]
        printed = [out for out, kept in bound if judge_text(paper, kept, "print").chosen]
        if printed:
            yield PublicVolume(key, front_matter(reader, plan), tuple(out.talk.id for out in printed))
