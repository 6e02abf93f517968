"""Is a suspected passage covered by a record that withholds it, as far as words alone can tell?"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.language.personal.suspects import Suspect
from pipeline.model.consent import Withhold
from pipeline.model.decision import bare_letters


def is_withheld(one: Suspect, records: Iterable[Withhold]) -> bool:
    """Does a record quote these words, or withhold a time in which their turn begins? The release door decides for itself."""
    words = bare_letters(one.find.words)
    field = ".".join(step for step in one.spot.path if isinstance(step, str))
    return any(_quotes(record, words) or _spans(record, one.start_ms) or record.field == field != "" for record in records)


def _quotes(record: Withhold, words: str) -> bool:
    return bool(record.quote) and words in bare_letters(record.quote)


def _spans(record: Withhold, start_ms: int | None) -> bool:
    if start_ms is None or record.from_ms is None or record.to_ms is None:
        return False
    return record.from_ms <= start_ms < record.to_ms
