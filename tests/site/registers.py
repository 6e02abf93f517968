"""The hand-made edition with entries of the registers, and passages found in it as the release door finds them."""

from __future__ import annotations

import dataclasses

from pipeline.model.edition import Edition
from pipeline.model.entry import FactMark, PublicEntry, PublicMap, SpokenOf
from pipeline.model.nouns import Position
from pipeline.release.spoken import spoken_of
from tests.site.editions import BING, JIA, LETTER, MEDAL, WILD, YI, edition, picture

NEIJIANG, RIVER_PLACE, FERRY, SIGNALS, WAR, MERIT, WILD_HONOUR = (
    "L2K7WB4T",
    "L9XC3DRV",
    "L5HHM8NQ",
    "M2K7WB4T",
    "V2K7WB4T",
    "W2K7WB4T",
    "W9XC3DRV",
)
FORMS = {
    "内江": NEIJIANG,
    "河边": RIVER_PLACE,
    "渡口": FERRY,
    "三等功": MERIT,
    "江面": RIVER_PLACE,
    "那么多人": YI,
    "贾明远": JIA,
}


def ways_edition() -> Edition:
    """Places with and without a position, a unit, an event, honours full of marks, and a person of whom another speaks."""
    whole = edition()
    passages = spoken_of(whole.interviews, FORMS)
    entries = (
        PublicEntry(
            NEIJIANG,
            "places",
            "内江",
            aliases=("内江专区",),
            kind="专区",
            valid_from="1950",
            valid_to="1985",
            definition="在沱江边。",
            sources=("地方志",),
            position=Position(latitude=29.58, longitude=105.06),
            passages=passages[NEIJIANG],
            people=(JIA,),
            facts=(FactMark("四川内江", 2, 4),),
        ),
        PublicEntry(
            RIVER_PLACE,
            "places",
            "河边村",
            parent=NEIJIANG,
            position=Position(latitude=29.78, longitude=104.85),
            passages=passages[RIVER_PLACE],
        ),
        PublicEntry(FERRY, "places", "渡口", passages=passages[FERRY]),
        PublicEntry(
            SIGNALS, "units", "某部通信连", people=(JIA, YI, BING), facts=(FactMark("1950年冬参军，某部通信连战士", 9, 14),)
        ),
        PublicEntry(WAR, "events", "抗美援朝战争", valid_from="1950-10-19", valid_to="1953-07-27", people=(JIA,)),
        PublicEntry(MERIT, "honours", "三等功", people=(JIA, YI), items=(MEDAL,), facts=(FactMark("三等功", 0, 3),)),
        PublicEntry(WILD_HONOUR, "honours", WILD, aliases=(WILD,), definition=WILD, sources=(WILD,), items=(LETTER,)),
    )
    return dataclasses.replace(whole, entries=entries, spoken_of=(SpokenOf(YI, passages[YI]),))


def mapped_edition() -> Edition:
    """The same with an approved base map, which does not reach to every place."""
    base = PublicMap(picture("G3MMFFFF", "底图"), 29, 104.9, 30, 106, "GS（2023）1号")
    return dataclasses.replace(ways_edition(), base_map=base)


def without_registers() -> Edition:
    """An edition in which nothing at all is public."""
    return dataclasses.replace(
        edition(), people=(), interviews=(), items=(), walls=(), volumes=(), sounds=(), pictures=(), tombstones=(), forwards=()
    )
