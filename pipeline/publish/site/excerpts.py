"""Passages that speak of somebody or something become excerpts: the words around, who speaks, and the way to the second."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from pipeline.language.sentences import plain_sentences
from pipeline.model.edition import PublicInterview
from pipeline.model.entry import Passage
from pipeline.model.projection import InterviewProjection, Words
from pipeline.publish.site.address import Here
from pipeline.publish.site.telling import names
from pipeline.publish.site.transcript import clock
from pipeline.publish.site.words import seconds

_MARKED = Markup("<mark>{}</mark>")
_AROUND = Markup('<span class="oh-around">{}</span>')
_GAP = Markup('<span class="oh-around">……</span>')


@dataclass(frozen=True)
class Excerpt:
    """One paragraph's passages; `clock` is empty where no time is known, `part` says what is not the spoken text."""

    html: Markup
    href: str
    clock: str
    speaker: str
    part: str


@dataclass(frozen=True)
class Talk:
    """All excerpts of one interview."""

    title: str
    href: str
    narrators: str
    heard: bool
    sample: bool
    excerpts: tuple[Excerpt, ...]


def talks(passages: Iterable[Passage], known: Mapping[str, PublicInterview], here: Here) -> tuple[Talk, ...]:
    """The passages by interview, in their order; those of an interview that is not in this edition are left out."""
    found: list[Talk] = []
    for key, group in groupby(passages, key=lambda one: one.interview):
        if key in known:
            entry = known[key]
            talk = entry.projection
            paragraphs = groupby(group, key=lambda one: (one.part, one.turn, one.block))
            excerpts = tuple(_excerpt(entry, tuple(hits), here) for _, hits in paragraphs)
            found.append(Talk(talk.title, here.interview(key), names(entry), entry.sound is not None, talk.sample, excerpts))
    return tuple(found)


def _excerpt(entry: PublicInterview, hits: Sequence[Passage], here: Here) -> Excerpt:
    first, page = hits[0], here.interview(entry.projection.id)
    part = {"text": "", "story": "整理稿", "index": "内容提要"}[first.part]
    if first.part == "index":
        html = escape(first.words)
    else:
        html = _around(_paragraph(entry.projection, first), {hit.sentence: hit for hit in hits})
    timed = first.start_ms is not None
    href = f"{page}#t={seconds(first.start_ms or 0)}" if timed else f"{page}{_anchor(entry.projection, first)}"
    return Excerpt(html, href, clock(first.start_ms or 0) if timed else "", first.speaker, part)


def _anchor(talk: InterviewProjection, passage: Passage) -> str:
    titled = passage.part == "story" and bool(talk.story[passage.turn].title)
    return f"#story-{passage.turn + 1}" if titled else ""


def _paragraph(talk: InterviewProjection, passage: Passage) -> str:
    if passage.part == "story":
        return talk.story[passage.turn].paragraphs[passage.block]
    block = [turn for chapter in talk.chapters for turn in chapter.turns][passage.turn].blocks[passage.block]
    return block.text if isinstance(block, Words) else ""


def _around(paragraph: str, hits: Mapping[int, Passage]) -> Markup:
    """The sentences that speak of it with the name marked, and the one before and after each."""
    rows = [" ".join(words.split()) for words in plain_sentences(paragraph)]
    shown = sorted({at for hit in hits for at in (hit - 1, hit, hit + 1) if 0 <= at < len(rows)})
    pieces: list[Markup] = []
    for before, at in zip((-1, *shown), shown, strict=False):
        if at > before + 1:
            pieces.append(_GAP)
        pieces.append(_marked(hits[at]) if at in hits else _AROUND.format(rows[at]))
    if shown and shown[-1] + 1 < len(rows):
        pieces.append(_GAP)
    return Markup("").join(pieces)


def _marked(passage: Passage) -> Markup:
    pieces: list[Markup] = []
    done = 0
    for start, end in passage.marks:
        pieces += [escape(passage.words[done:start]), _MARKED.format(passage.words[start:end])]
        done = end
    return Markup("").join([*pieces, escape(passage.words[done:])])
