"""The archive's own housekeeping: stages and who may sign them, public ids, digests, texts for pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.check.finding import Case
from pipeline.model.archive import KeptInterview, KeptItem, KeptPerson, KeptPicture
from pipeline.model.consent import PURPOSES
from pipeline.model.ledger import STAGES
from pipeline.model.problem import Problem
from pipeline.model.spot import Noun, Spot

OUTLETS = ("site", "volume", "ebook", "film", "wall", "column", "talks", "onsite", "research")


def gates_are_known(case: Case) -> Iterator[Problem]:
    """Outlets and stages in archive.yml, and stages in staff.yml, are ones there are."""
    config = case.archive.config
    for table, rows in (("gates", config.gates), ("machine_text", config.machine_text)):
        for outlet in rows:
            known = OUTLETS if table == "machine_text" else (*OUTLETS, *PURPOSES)
            if outlet not in known:
                yield case.found(Spot("config", "", (table, outlet)), "outlet-unknown", outlet=outlet, known="、".join(known))
    named = [(Spot("config", "", ("gates", out, at)), one) for out, row in config.gates.items() for at, one in enumerate(row)]
    named += [
        (Spot("staff", "", (key, "stages", at)), one)
        for key, who in case.archive.staff.items()
        for at, one in enumerate(who.stages)
    ]
    for spot, stage in named:
        if stage not in STAGES:
            yield case.found(spot, "stage-unknown", stage=stage, known="、".join(STAGES))


def gates_are_staffed(case: Case) -> Iterator[Problem]:
    """Somebody who has not left may sign every stage that an outlet needs."""
    here = [who for who in case.archive.staff.values() if not case.is_due(who.left)]
    staffed = {stage for who in here for stage in who.stages}
    for outlet, stages in case.archive.config.gates.items():
        for number, stage in enumerate(stages):
            if stage in STAGES and stage not in staffed:
                spot = Spot("config", "", ("gates", outlet, number))
                yield case.found(spot, "stage-unstaffed", outlet=outlet, stage=stage)


def records_have_ids(case: Case) -> Iterator[Problem]:
    """Every person, interview, item and picture has a public id."""
    archive = case.archive
    tables: tuple[tuple[Noun, Mapping[str, KeptPerson | KeptInterview | KeptItem]], ...] = (
        ("person", archive.people),
        ("interview", archive.interviews),
        ("item", archive.items),
    )
    for noun, table in tables:
        for key, kept in table.items():
            if not kept.id:
                yield case.found(Spot(noun, key), "no-public-id", key=key)
    for picture in _pictures(case):
        if not picture.id:
            yield Problem(picture.file, 0, 0, "no-public-id", {"key": picture.file})


def originals_are_recorded(case: Case) -> Iterator[Problem]:
    """Every original has its digest in the manifest."""
    kept = [(sound.file, sound.digest) for interview in case.archive.interviews.values() for sound in interview.sounds]
    kept += [(picture.file, picture.digest) for picture in _pictures(case)]
    for file, digest in kept:
        if not digest:
            yield Problem(file, 0, 0, "not-taken-in", {"file": file})


def recordings_check_themselves(case: Case) -> Iterator[Problem]:
    """Beside every WAV or AIFF lies a FLAC of the same samples, which notices each broken bit."""
    for interview in case.archive.interviews.values():
        for sound in interview.sounds:
            if sound.digest and not sound.guarded:
                yield Problem(sound.file, 0, 0, "preserve-advised", {"file": sound.file, "key": interview.key})


def portraits_and_photos_are_described(case: Case) -> Iterator[Problem]:
    """Portraits and photographs have words for those who cannot see them, photographs a caption besides."""
    for key, person in case.archive.people.items():
        if person.portrait and not person.record.portrait_alt:
            yield case.found(Spot("person", key), "alt-missing", key="portrait_alt")
    for spot, photo in case.photos():
        if not photo.record.alt:
            yield case.found(spot, "alt-missing", key="alt")
        if not photo.record.caption:
            yield case.found(spot, "caption-missing")


def items_are_described(case: Case) -> Iterator[Problem]:
    """Items with pictures have a caption, and words for those who cannot see them."""
    for key, item in case.archive.items.items():
        if item.pictures and not item.record.alt:
            yield case.found(Spot("item", key), "alt-missing", key="alt")
        if item.pictures and not item.record.caption:
            yield case.found(Spot("item", key), "caption-missing")


def _pictures(case: Case) -> Iterator[KeptPicture]:
    for person in case.archive.people.values():
        if person.portrait:
            yield person.portrait
    for item in case.archive.items.values():
        yield from item.pictures
    yield from (photo.picture for _, photo in case.photos())


UPKEEP_RULES = (
    gates_are_known,
    gates_are_staffed,
    records_have_ids,
    originals_are_recorded,
    recordings_check_themselves,
    portraits_and_photos_are_described,
    items_are_described,
)
