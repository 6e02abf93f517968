"""A film: what a curator plans in `volumes/film-*.yml`, and what of it the public may see and hear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field, model_validator

from pipeline.model.nouns import Named
from pipeline.model.problem import Problem
from pipeline.model.record import Clock, Key, Record

FPS = 25  # frames a second of every film, as PAL and the country's broadcasters have it
Frame = Literal["320x180", "640x360", "1280x720", "1920x1080"]


class Passage(Record):
    """A stretch of an interview: by time on its clock, or by the words of its first and its last sentence; one way of the two."""

    from_ms: Clock | None = Field(default=None, alias="from")  # None: named by its words
    to_ms: Clock | None = Field(default=None, alias="to")  # None: named by its words
    first: str = ""  # words of the first sentence
    last: str = ""  # words of the last sentence; empty: the first sentence alone

    @model_validator(mode="after")
    def _one_way(self) -> Passage:
        by_time = self.from_ms is not None and self.to_ms is not None
        half = (self.from_ms is None) != (self.to_ms is None) or (bool(self.last) and not self.first)
        if half or by_time == bool(self.first):
            raise ValueError("passage-way")
        if by_time and (self.from_ms or 0) >= (self.to_ms or 0):
            raise ValueError("span-order")
        return self


class FilmPart(Record):
    """One interview of a film: a card with its title, then its passages in order; none named is all of it."""

    interview: Key
    title: str = ""  # empty: the interview's own
    passages: tuple[Passage, ...] = ()


class FilmPlan(Record):
    """`volumes/film-1.yml`: the interviews and passages of a film, its cards, its credits and its cover."""

    title: str
    subtitle: str = ""
    series: str = ""
    number: str = ""
    size: Frame = "1280x720"  # width and height of the picture in pixels
    opening: str = ""  # on a card after the title; paragraphs are cards of their own
    parts: tuple[FilmPart, ...]
    closing: str = ""  # on a card before the credits
    credits: tuple[Named, ...] = ()  # beside those whom the interviews name
    cover: tuple[Key, ...] = ()  # people whose portraits stand on the cover; none: the first narrators


@dataclass(frozen=True)
class PublicPassage:
    """A stretch of an interview that is out, in milliseconds on its clock; `title` is that of its part."""

    interview: str  # public id
    title: str
    from_ms: int
    to_ms: int
    on_web: bool  # may it be streamed: every form allows `web_video` as well


@dataclass(frozen=True)
class PublicFilm:
    """A film by public ids; `troubles` say what of its plan is left out and why."""

    id: str
    title: str
    subtitle: str
    series: str
    number: str
    size: tuple[int, int]
    opening: str
    closing: str
    credits: tuple[Named, ...]
    cover: tuple[str, ...]  # public ids of people
    passages: tuple[PublicPassage, ...]
    troubles: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FilmCut:
    """How the public picture of one interview is made: originals by digest with their length in milliseconds, the spans to cover
    on the interview's clock, width and height in pixels."""

    file: str
    recordings: tuple[tuple[str, int], ...]
    covered: tuple[tuple[int, int], ...]
    size: tuple[int, int]


def frames(ms: int) -> int:
    """The number of the frame that begins nearest to a time."""
    return (ms * FPS + 500) // 1000
