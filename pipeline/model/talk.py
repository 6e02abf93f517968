"""Talks that were given, as a curator writes them in `talks.yml`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.model.record import Key, Record, SaidDate

Ground = Literal["机关", "学校", "社区", "农村", "军营", "企业", "其他"]  # 六进: into offices, schools, communities, …


class Talk(Record):
    """One talk: where, when, by whom, about whom, before how many."""

    id: Key
    date: SaidDate
    kind: Ground
    place: str
    lecturers: tuple[str, ...] = ()
    topic: str = ""
    people: tuple[Key, ...] = ()  # whose stories were told
    kit: str = ""  # the id of the kit that was used; empty: none
    audience: int = Field(default=0, ge=0)  # 0: nobody counted
    feedback: str = ""  # internal
    notes: str = ""  # internal
