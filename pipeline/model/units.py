"""Which name of a unit may be told for which time: open, told in other words, or not decided (trust §1 finding 3, §6.4); and
which place is told in other words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.nouns import Disclosure, Period, Service, Term

_STRICTNESS: tuple[Disclosure, ...] = ("open", "cover_only", "generalise", "unknown")
SHORTEST_NAME = 2  # characters from which a unit's name is looked for in a text: one alone stands in half of all words


@dataclass(frozen=True)
class Telling:
    """How a unit may be told: by its own name, in other words (`told`), or not at all."""

    disclosure: Disclosure
    told: str = ""

    @property
    def name_is_open(self) -> bool:
        """May the unit's own name stand in public?"""
        return self.disclosure == "open"


def telling(term: Term, start: dt.date | None = None, end: dt.date | None = None) -> Telling:
    """How the unit may be told for the days from `start` to `end`, both included; None is a side on which nothing is known.

    The strictest of all periods that this time touches, and of the term's own word where no period covers all of it.
    """
    first, last = start or dt.date.min, end or dt.date.max
    touched = [one for one in term.periods if _earliest(one) <= last and first <= _latest(one)]
    ways = [(one.disclosure, one.public_name.strip() or term.public_name.strip()) for one in touched]
    if not _covered(touched, first, last):
        ways.append((term.disclosure, term.public_name.strip()))
    strictest = max((disclosure for disclosure, _ in ways), key=_STRICTNESS.index)
    if strictest == "open":
        return Telling("open", term.name)
    told = dict.fromkeys(words for disclosure, words in ways if disclosure == strictest)
    sayable = strictest in ("cover_only", "generalise") and all(told)
    return Telling(strictest, "、".join(told) if sayable else "")


def telling_of(term: Term, services: Iterable[Service]) -> Telling:
    """How the unit may be told where these stretches of service are spoken of; without one, for all times at once."""
    found = [telling(term, *span(service)) for service in services]
    return max(found or [telling(term)], key=lambda one: _STRICTNESS.index(one.disclosure))


def span(service: Service) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that a stretch of service can have."""
    return service.start.earliest if service.start else None, service.end.latest if service.end else None


def names_in_text(registers: Mapping[str, Mapping[str, Term]], services: Sequence[Service]) -> dict[str, str]:
    """Every form of a unit's or a place's name or public name → its key where it may not stand in a text, "" where it may.

    A place may stand unless people decided that it be told in other words: of most nobody needs to decide. `services` are those
    of the people whom the text is about: they say which time it speaks of. A form that two of them bear is closed where either
    is. To be found longest first, so that an open longer name covers a closed shorter one inside it.
    """
    found: dict[str, str] = {}
    units, places = registers.get("units", {}), registers.get("places", {})
    closed = {
        key for key, term in units.items() if not telling_of(term, [one for one in services if one.unit == key]).name_is_open
    }
    for terms, shut in ((units, closed), (places, {key for key, term in places.items() if is_reworded(term)})):
        for key, term in terms.items():
            for form in (term.name, *term.aliases):
                found[form] = key if key in shut else found.get(form, "")
            for form in (term.public_name, *(one.public_name for one in term.periods)):
                found.setdefault(form, "")
    return {form: key for form, key in found.items() if len(form.strip()) >= SHORTEST_NAME}


def is_reworded(place: Term) -> bool:
    """Did people decide that this place be told in other words?"""
    return place.disclosure in ("cover_only", "generalise")


def _covered(periods: Iterable[Period], first: dt.date, last: dt.date) -> bool:
    """Whether every day of the time surely lies in one of the periods."""
    day = first
    for one in sorted(periods, key=_surely_from):
        if _surely_from(one) > day:
            return False
        if _surely_to(one) >= last:
            return True
        if _surely_to(one) >= day:
            day = _surely_to(one) + dt.timedelta(days=1)
    return False


def _earliest(period: Period) -> dt.date:
    return period.start.earliest if period.start else dt.date.min


def _latest(period: Period) -> dt.date:
    return period.end.latest if period.end else dt.date.max


def _surely_from(period: Period) -> dt.date:
    return period.start.latest if period.start else dt.date.min


def _surely_to(period: Period) -> dt.date:
    return period.end.earliest if period.end else dt.date.max
