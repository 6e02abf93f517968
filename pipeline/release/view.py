"""What the door looks at: the archive on one day, with sentence times that can be asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.errors import WrongUse
from pipeline.model.archive import Archive
from pipeline.model.consent import Purpose, Withhold
from pipeline.model.edition import Gate
from pipeline.model.timing import Times
from pipeline.release.consent import Level, may
from pipeline.release.fields import held
from pipeline.release.reasons import Reasons
from pipeline.release.regions import Covers, covers
from pipeline.release.withhold import spoken_words

TEXT_PURPOSES: tuple[Purpose, ...] = ("web_text", "print", "print_internal", "archive", "column", "film", "talks")
OUTLETS: dict[Purpose, Gate] = {
    "web_text": "site",
    "web_audio": "site",
    "wall": "wall",
    "print": "volume",
    "print_internal": "volume",
    "archive": "volume",
    "column": "column",
    "film": "film",
    "talks": "talks",
}


@dataclass(frozen=True)
class View:
    """The archive, the day, and who knows when words are spoken."""

    archive: Archive
    today: dt.date
    times: Times
    since: dt.date | None = None  # the last day on which people looked at what is cut down; None: they look today

    @property
    def opened(self) -> dt.date:
        """The last day whose coming opens anything: a day that came after people looked opens nothing they did not see."""
        return self.today if self.since is None else min(self.today, self.since)

    def held(self, records: Iterable[Withhold]) -> tuple[Withhold, ...]:
        """The records that hold: all but those whose last day was past when people looked."""
        return held(records, self.opened)

    def may(self, levels: Sequence[Level], purpose: Purpose) -> Reasons:
        """`consent.may` under this archive's series rule on this day."""
        return may(levels, self.archive.config.consent, purpose, self.today, self.opened)

    def withheld_words(self, interview: str) -> tuple[tuple[Withhold, str], ...]:
        """The words that an interview withholds, quoted or by time, each with its record, past ones too."""
        kept = self.archive.interviews[interview]
        quoted = tuple((one, one.quote) for one in kept.record.withhold if one.quote)
        timed = [one for one in kept.record.withhold if one.from_ms is not None]
        told = [(text, self.times.timing(interview, text)) for _, text in kept.texts] if timed else []
        return (*quoted, *((one, said) for text, timing in told for one in timed for said in spoken_words(text, timing, (one,))))

    @cached_property
    def ever_withheld(self) -> tuple[str, ...]:
        """All words that any interview withholds, also where the last day of a record is past."""
        return tuple(dict.fromkeys(words for key in self.archive.interviews for _, words in self.withheld_words(key)))

    @cached_property
    def covers(self) -> Covers:
        """What is painted over in pictures on this day."""
        return covers(self.archive, self.opened)


def stop_if_clock_is_behind(archive: Archive, now: dt.datetime) -> None:
    """Nothing, where it is later than the newest line of the history. Raises WrongUse where a clock that went back would let
    lapsed forms hold again."""
    last = archive.last_event
    if last is not None and moment(now) < moment(last):
        raise WrongUse("clock-behind", now=f"{now:%Y-%m-%d %H:%M}", last=f"{last:%Y-%m-%d %H:%M}")


def moment(at: dt.datetime) -> dt.datetime:
    """A time that can be compared with any other; one without a zone is read as UTC."""
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
