"""Kits whose people, interviews or passages are not there, talks whose kit is not, and photographs of talks without a form."""

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


def talk_photos_have_leave(case: Case) -> Iterator[Problem]:
    """Photographs of a talk belong to one that is on record, and whoever is seen in them gave a form."""
    known = {talk.id for talk in case.archive.talks}
    for key in case.archive.talk_photos:
        if key not in known:
            yield Problem(f"talks/{key}", 0, 0, "no-such-talk", {"key": key})
    for spot, photo in case.photos():
        if spot.noun == "talk_photo" and photo.record.consent is None:
            yield case.found(spot, "talk-photo-without-consent")


KIT_RULES = (kits_are_about_somebody, talks_name_their_kit, talk_photos_have_leave)
