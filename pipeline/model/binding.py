"""How a volume is made up: its size, what stands before and after the chapters, its indexes, its press and its cover."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.model.record import Key, Record, YesNo

Size = Literal["170x240", "185x260", "210x285", "148x210"]
Copy = Literal["print", "cover", "large", "proof"]  # what is made beside the archive's own PDF
IndexOf = Literal["people", "places", "units", "events", "honours"]
Telling = Literal["text", "edited", "story"]
EVERY_INDEX: tuple[IndexOf, ...] = ("people", "places", "units", "events", "honours")


class Cover(Record):
    """The cover: words on its back, and how thick one leaf of the paper is (millimetres; ask the printer)."""

    back: str = ""
    leaf_mm: float = Field(default=0.1, gt=0, lt=1)


class Binding(Record):
    """What a volume's plan says beside its chapters."""

    order: int = Field(default=0, ge=0)  # its place in the series, as references between volumes name it; 0: not said
    size: Size = "170x240"
    also: tuple[Copy, ...] = ("print", "cover")
    told_as: dict[Key, Telling] = {}  # interview → its words, its edited text or the story, where not as `prefer` says
    dedication: str = ""
    committee: tuple[str, ...] = ()  # a line each: 主任：某某
    foreword: str = ""
    foreword_title: str = "序"
    conventions: str = ""
    conventions_title: str = "凡例"
    portraits: Literal["beside", "page"] = "beside"
    chronology: YesNo = False
    plates: YesNo = False
    credits: YesNo = False
    indexes: tuple[IndexOf, ...] = EVERY_INDEX
    names_by: Literal["pinyin", "strokes"] = "pinyin"
    set_index: YesNo = False  # the names of all volumes of its route, by volume and page
    proofs: tuple[str, ...] = ()  # a line each: 一校　某某　2026年5月
    pictures: Literal["gray", "cmyk"] = "gray"  # of the print PDF
    profile: str = ""  # the name of the printer's ICC file; with gray pictures none is needed
    cover: Cover = Cover()
