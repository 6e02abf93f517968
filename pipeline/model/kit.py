"""A lecturer's kit: what a curator plans in `kits.yml`, and what of it may be taken along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import model_validator

from pipeline.model.film import FilmPart
from pipeline.model.problem import Problem
from pipeline.model.projection import PersonCard
from pipeline.model.record import Key, Record

Age = Literal["小学", "中学", "成人"]
AGES: tuple[Age, ...] = get_args(Age)


class KitPlan(Record):
    """An entry of `kits.yml`: about whom or what a talk is, and before whom; at least one of people, topics and parts."""

    id: Key
    title: str
    age: Age
    people: tuple[Key, ...] = ()  # all their interviews that may be told
    topics: tuple[str, ...] = ()  # words of chapters, index points and texts; with people, only what of theirs speaks of them
    parts: tuple[FilmPart, ...] = ()  # interviews and passages that people chose; then nothing is proposed for these
    opening: str = ""  # what the lecturer begins with, in the notes of the first slide

    @model_validator(mode="after")
    def _about(self) -> KitPlan:
        if not (self.people or any(one.strip() for one in self.topics) or self.parts):
            raise ValueError("kit-about-nothing")
        return self


@dataclass(frozen=True)
class PublicPart:
    """An interview of a kit by its public id, and the spans that people chose (milliseconds on its clock); none: propose."""

    interview: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class PublicKit:
    """A kit by public ids; `peers` are others of whom talks may tell, without portraits: wrong answers of a quiz are theirs.

    `on_site` are the public ids of what has a page on the website; `troubles` say what of the plan is left out and why.
    """

    id: str
    title: str
    age: Age
    topics: tuple[str, ...]
    opening: str
    parts: tuple[PublicPart, ...]
    peers: tuple[PersonCard, ...] = ()
    on_site: tuple[str, ...] = ()
    troubles: tuple[Problem, ...] = ()
