"""Ebooks' Editions made by hand: the volume's own shelf, with voices and sentence times."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pipeline.language.sentences import split
from pipeline.media.sound import silence_and_encode
from pipeline.model.edition import Edition, PublicInterview, PublicSound
from pipeline.model.nouns import VolumePlan
from pipeline.model.projection import InterviewProjection, PublicChapter, Words
from pipeline.model.timing import SentenceTime, Timing, TurnTime
from tests.media.making import noise, write_wav
from tests.volume.editions import Shelf, asked, full_shelf, turn

SECONDS = 400


def timed(talk: InterviewProjection) -> Timing:
    """One second a sentence; after each turn half a second of silence."""
    at = 0
    turns = []
    for chapter in talk.chapters:
        for one in chapter.turns:
            start, blocks = at, []
            for block in one.blocks:
                times = []
                for _ in split(block.text) if isinstance(block, Words) else ():
                    times.append(SentenceTime(at, at + 1000, True))
                    at += 1000
                blocks.append(tuple(times))
            turns.append(TurnTime(start, at, tuple(blocks)))
            at += 500
    return Timing(tuple(turns))


def voice(one: PublicInterview) -> PublicInterview:
    """The interview with a sound that may be heard."""
    talk = one.projection
    return dataclasses.replace(one, timing=timed(talk), sound=PublicSound(f"{talk.id}.m4a", SECONDS * 1000))


def volume(media: Path) -> Edition:
    """The ebook's Edition of the volume that the volume's tests set: V1 may be heard, V2 is a story, V3 nobody has read."""
    shelf, plan = full_shelf(media)
    source = write_wav(noise(SECONDS, 8000, 1, 7), 8000, media / "V1.wav")
    silence_and_encode([source], [(2000, 4000)], media / "V1.m4a")
    source.unlink()
    imprint = plan.imprint.model_copy(update={"permit": "", "permit_until": None})
    plan = plan.model_copy(update={"route": "isbn", "imprint": imprint})
    whole = shelf.edition(plan, outlet="ebook")
    first, *others = whole.interviews
    return dataclasses.replace(whole, interviews=(voice(first), *others))


def narrator(whole: Edition, person: str) -> Edition:
    """One narrator's own book."""
    mine = tuple(one for one in whole.interviews if person in {card.id for card in one.projection.narrators})
    return dataclasses.replace(whole, interviews=mine, volumes=(), subject=person)


def counted(media: Path) -> Edition:
    """A volume in which no sentence is like another, so that each is found on its page: answers of a line and of pages."""
    shelf = Shelf(media)
    card = shelf.person("P1", "曾山河")
    number = 0
    turns = []
    for length in (3, 40, 1, 90, 5, 250, 2, 30, 60, 8, 120):
        said = []
        for _ in range(length):
            number += 1
            said.append(f"第{number:04}句话是在河边说的，说的是那一年的雪和后来的路。")
        turns += [asked(f"问到第{number:04}句以后呢？"), turn("曾山河", "".join(said))]
    shelf.interview("V1", "数过的话", card, chapters=(PublicChapter(title="", turns=tuple(turns)),))
    return shelf.edition(VolumePlan(title="数过的书", route="isbn"), outlet="ebook")
