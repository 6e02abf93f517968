"""Sets of volumes for the tests: two on one route, with everything a plan can ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.model.binding import Cover
from pipeline.model.edition import Edition, PublicVolume
from pipeline.model.entry import Passage, PublicEntry
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.model.problem import Problem
from pipeline.publish.volume.bindery import Made, Order, make_set
from tests.volume.editions import full_shelf, speech

SOLD = Imprint(isbn="978-7-02-000220-7", publisher="长河出版社", price="48.00元")
FULL = {
    "route": "isbn",
    "imprint": SOLD,
    "also": ("print", "cover", "large", "proof"),
    "order": 1,
    "dedication": "谨以此书献给讲述的人。",
    "committee": ("主任：周问", "委员：郑文、钱录"),
    "foreword": "序言一段。" + speech(5, 12),
    "conventions": "一、文字照录音。\n\n二、年份以口述为准。",
    "chronology": True,
    "plates": True,
    "credits": True,
    "set_index": True,
    "proofs": ("一校　周问　2024年3月", "二校　郑文　2024年4月"),
    "portraits": "page",
    "cover": Cover(back="这本书收录老人的讲述。\n\n他们讲得平实。", leaf_mm=0.3),
}


def passage(interview: str, turn: int, block: int, words: str) -> Passage:
    """Where a paragraph of the text speaks of something."""
    return Passage(interview, "text", turn, block, 0, words)


def entries() -> tuple[PublicEntry, ...]:
    """A place, an event and a unit that the first interview speaks of; the place is named in the second too, where the door
    did not find it."""
    sung = passage("V1", 1, 0, "…")
    return (
        PublicEntry("PLACE", "places", "卫生队", passages=(passage("V1", 3, 0, "刘㛃那时在卫生队。"),)),
        PublicEntry("EVENT", "events", "行军小唱", valid_from="1950-10-19", valid_to="1953", passages=(sung,)),
        PublicEntry("UNIT", "units", "指导员", passages=(passage("V1", 1, 1, "…"),)),
    )


def pair(media: Path, **changes: object) -> tuple[Edition, Edition]:
    """Two volumes of one shelf: the first interview, and the two others."""
    shelf, plan = full_shelf(media)
    first = plan.model_copy(update={**FULL, **changes})
    whole = replace(shelf.edition(first, sample=True, sample_notice="样书：书中人物与事迹均属虚构。"), entries=entries())
    second = first.model_copy(update={"number": "第二卷", "title": "长河人语续编", "size": "148x210", "order": 2})
    return (
        _of(whole, PublicVolume("text-1", first, ("V1",), told_as=(("V1", "text"),))),
        _of(whole, PublicVolume("text-2", second, ("V2", "V3"))),
    )


def _of(whole: Edition, volume: PublicVolume) -> Edition:
    chosen = tuple(one for one in whole.interviews if one.projection.id in volume.interviews)
    people = tuple(card for one in chosen for card in one.projection.narrators)
    return replace(
        whole, volumes=(volume,), interviews=chosen, people=people, entries=entries() if "V1" in volume.interviews else ()
    )


def make(editions: tuple[Edition, ...], media: Path, room: Path) -> list[Made]:
    """Every file of the editions, in `room`."""
    return list(make_set([Order(one, media, room) for one in editions]))


def plan(**changes: object) -> VolumePlan:
    """A plain plan for the shop."""
    return VolumePlan.model_validate({"title": "书", "route": "isbn", **changes})


def bind(edition: Edition, media: Path, room: Path) -> list[Made]:
    """The archive's copy of each volume of an edition, each a set by itself."""
    found: list[Made] = []
    for volume in edition.volumes:
        alone = replace(volume, plan=volume.plan.model_copy(update={"also": ()}))
        found += make((replace(edition, volumes=(alone,)),), media, room)
    return found


def archived(edition: Edition, media: Path, room: Path) -> tuple[Path, ...]:
    """The archive's PDF of each volume of an edition that is made; nothing may be wrong with any."""
    found = bind(edition, media, room)
    assert all(problem.is_notice for one in found for problem in one.problems), found
    return tuple(one.files[0] for one in found)


def refused(edition: Edition, media: Path, room: Path) -> Problem:
    """Why the only volume of an edition cannot be made."""
    (one,) = bind(edition, media, room)
    (problem,) = one.problems
    assert not one.files
    return problem
