"""The base of every noun that is read from YAML or JSON: frozen, no unknown fields, text typed by the schema."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHORT_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Record(BaseModel):
    """A frozen record; unknown fields are refused, so a misspelt one is never silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def parse_clock(value: object) -> int:
    """`[hh:]mm:ss[.mmm]` (or an integer of milliseconds) → integer milliseconds from the interview's start."""
    if isinstance(value, int):
        return value
    found = _CLOCK.fullmatch(str(value).strip())
    if not found or int(found[3]) > 59 or (found[1] and int(found[2]) > 59):
        raise ValueError("clock")
    hours, minutes, seconds, rest = found.groups()
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((rest or "0").ljust(3, "0"))


def format_clock(milliseconds: int) -> str:
    """Integer milliseconds → `hh:mm:ss`, with `.mmm` only where needed, so that parse_clock gives the same number."""
    seconds, rest = divmod(milliseconds, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text


Clock = Annotated[
    int,
    BeforeValidator(parse_clock),
    PlainSerializer(format_clock, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^(\d{1,3}:)?\d{1,2}:\d{2}(\.\d{1,3})?$"}),
]


def _written_day(value: object) -> object:
    if isinstance(value, str) and not _DAY.fullmatch(value.strip()):
        raise ValueError("day")  # pydantic would take "0" for 1970-01-01
    return value


Day = Annotated[dt.date, BeforeValidator(_written_day)]
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
YesNo = Annotated[bool, BeforeValidator(lambda value: {"yes": True, "no": False}.get(str(value), value))]


def date_span(short: str) -> tuple[dt.date, dt.date]:
    """`1953`, `1953-07` or `1953-07-27` → its first and last day. Raises ValueError on anything else."""
    found = _SHORT_DATE.fullmatch(short.strip())
    if not found:
        raise ValueError("date")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if day:
        only = dt.date(year, month, day)
        return only, only
    if month:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


class SaidDate(Record):
    """A date is three things: what was said, the interval it can mean, and why we think so (archive-format, trust §6.1)."""

    said: str
    earliest: Day
    latest: Day
    basis: Literal["said", "document", "computed"] = "said"
    confirmed_by: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: object) -> object:
        if isinstance(value, str):
            earliest, latest = date_span(value)
            return {"said": value, "earliest": earliest, "latest": latest, "basis": "document"}
        return value

    @model_validator(mode="after")
    def _ordered(self) -> SaidDate:
        if self.earliest > self.latest:
            raise ValueError("date-order")
        return self
