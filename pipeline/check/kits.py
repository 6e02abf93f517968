"""Kits whose people, interviews or passages are not there, and talks whose kit is not."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.finding import Case
from pipeline.model.problem import Problem
from pipeline.model.spot import Spot


def kits_are_about_somebody(case: Case) -> Iterator[Problem]:
    """People and interviews that kits name."""
    for kit in case.archive.kits:
        for number, who in enumerate(kit.people):
            if who not in case.archive.people and not case.is_broken("person", who):
                yield case.found(Spot("kits", "", (kit.id, "people", number)), "no-such-person", key=who)
        for number, part in enumerate(kit.parts):
            if part.interview not in case.archive.interviews:
                spot = Spot("kits", "", (kit.id, "parts", number, "interview"))
                yield case.found(spot, "no-such-interview", key=part.interview)


def talks_name_their_kit(case: Case) -> Iterator[Problem]:
    """The kit that a talk used."""
    known = {kit.id for kit in case.archive.kits}
    for talk in case.archive.talks:
        if talk.kit and talk.kit not in known:
            yield case.found(Spot("talks", "", (talk.id, "kit")), "no-such-kit", key=talk.kit)


KIT_RULES = (kits_are_about_somebody, talks_name_their_kit)
