"""What a person allowed, for which purpose, until when; absent, misspelt, expired or `ask` is no."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from pipeline.model.record import Clock, Day, Record

Purpose = Literal[
    "web_text", "web_audio", "web_video", "portrait", "print", "print_internal", "archive", "film", "wall", "column",
    "talks", "onsite", "research", "recognise_elsewhere", "ai_training", "commercial",
]  # fmt: skip
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
Answer = Literal["yes", "no", "ask"]


class Signer(Record):
    """Who signed the form, and in which capacity."""

    name: str
    role: Literal["narrator", "kin", "guardian", "owner", "institution"] = Field(alias="as")


class Embargo(Record):
    """Closed until this day whatever the purposes say; its end makes a record eligible, never published by itself."""

    until: Day
    label: str = ""


class Consent(Record):
    """One signed form. A level (series, interview, person, item) without a form says nothing, and nothing said is no."""

    form: str = ""
    signed: Day | None = None  # None: the form bears no date; the door treats it as unsigned
    by: Signer | None = None  # None: nobody is named as signer; the door treats it as unsigned
    purposes: dict[Purpose, Answer] = {}
    until: Day | None = None  # None: the form sets no end
    embargo: Embargo | None = None  # None: nothing is held back for a time
    after_death: Literal["as_is", "close", "ask_family"] = "as_is"
    review_on: Day | None = None  # when an answer of `ask` is looked at again; None: no such day
    note: str = ""


class Region(Record):
    """A rectangle in an upright picture, in pixels from its upper left corner; written `[left, top, width, height]`."""

    left: int = Field(ge=0)
    top: int = Field(ge=0)
    width: int = Field(gt=0)
    height: int = Field(gt=0)

    @model_validator(mode="before")
    @classmethod
    def _row(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            if len(value) != 4:
                raise ValueError("region-four")
            return dict(zip(("left", "top", "width", "height"), value, strict=True))
        return value

    def __str__(self) -> str:
        return f"[{self.left}, {self.top}, {self.width}, {self.height}]"

    def is_within(self, size: tuple[int, int]) -> bool:
        """Whether the whole of it lies in a picture of this width and height; where not, it was measured in another one."""
        return self.left + self.width <= size[0] and self.top + self.height <= size[1]


class Withhold(Record):
    """One withheld passage: by time, by exact words, by field, or by a region of a picture; exactly one of the four."""

    id: str
    from_ms: Clock | None = Field(default=None, alias="from")  # None: not withheld by time
    to_ms: Clock | None = Field(default=None, alias="to")  # None: not withheld by time
    quote: str = ""
    field: str = ""
    picture: str = ""  # the file beside the record, such as front.jpg or photos/01.jpg; with `region`
    region: Region | None = None  # None: not withheld by a region
    category: str = "other"
    label: str = "此处略去一句"
    decided_by: str = ""
    on: Day | None = None  # None: undated, which `check` reports
    until: Day | None = None  # the last day it is withheld; None: no end, and then `review_on` says when it is looked at again
    review_on: Day | None = None  # None: not to be looked at again before `until`

    @model_validator(mode="after")
    def _one_way(self) -> Withhold:
        by_time = self.from_ms is not None and self.to_ms is not None
        by_region = self.region is not None and bool(self.picture)
        half = (self.from_ms is None) != (self.to_ms is None) or (self.region is None) == bool(self.picture)
        if half or by_time + by_region + bool(self.quote) + bool(self.field) != 1:
            raise ValueError("withhold-way")
        if by_time and (self.from_ms or 0) >= (self.to_ms or 0):
            raise ValueError("span-order")
        return self

    def is_of(self, file: str) -> bool:
        """Whether it withholds a region of this picture, which lies in the record's own folder (`front.jpg`, `photos/01.jpg`)."""
        return bool(self.picture) and f"/{file}".endswith(f"/{self.picture}")
