"""Which name of a unit may be told for which time: open, told in other words, or not decided (trust §1 finding 3, §6.4); and
which place is told in other words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Every form of a unit's, place's, event's or honour's name that may not stand in a text → its register and key; and every
    form of a unit or place of which people decided that it may, public names too → "", so that a longer one of these covers a
    closed shorter one inside it.

    All but units may stand unless people decided that they be told in other words: of most nobody needs to decide. `services`
    are those of the people whom the text is about: they say which time it speaks of. A form that two bear is closed where either
    is.
    """
    return {form: key for form, key in forms_of(registers, services).items() if len(form.strip()) >= SHORTEST_NAME}


def forms_of(registers: Mapping[str, Mapping[str, Term]], services: Sequence[Service]) -> dict[str, str]:
    """As `names_in_text`, with the forms of one character, which stand in half of all words: for lines that are names alone."""
    closed: dict[str, str] = {}
    open_: dict[str, str] = {}
    for register in ("events", "honours"):
        for key, term in registers.get(register, {}).items():
            if is_reworded(term):
                closed |= dict.fromkeys((term.name, *term.aliases), f"{register}/{key}")
                open_ |= dict.fromkeys((words for _, words in _decisions(term)), "")
    for register in ("units", "places"):
        for key, term in registers.get(register, {}).items():
            how = telling_of(term, [one for one in services if register == "units" and one.unit == key])
            names = (term.name, *term.aliases)
            if is_reworded(term) if register == "places" else not how.name_is_open:
                closed |= dict.fromkeys(names, f"{register}/{key}")
            elif how.name_is_open:
                open_ |= dict.fromkeys(names, "")
            open_ |= dict.fromkeys((words for disclosure, words in _decisions(term) if disclosure != "unknown"), "")
    return {form: key for form, key in (open_ | closed).items() if form.strip()}


def entry_of(key: str) -> dict[str, str]:
    """Where an entry stands that `names_in_text` leads to: its file, and its key there."""
    register, _, entry = key.partition("/")
    return {"file": f"registers/{register}.yml", "key": entry}


def is_reworded(term: Term) -> bool:
    """Did people decide that this place, event or honour be told in other words, for any time? A text does not say of which time
    it speaks."""
    return any(disclosure in ("cover_only", "generalise") for disclosure, _ in _decisions(term))


def _decisions(term: Term) -> Iterator[tuple[Disclosure, str]]:
    """What was decided of a term and of each of its periods, and the public name for it."""
    yield term.disclosure, term.public_name
    yield from ((one.disclosure, one.public_name) for one in term.periods)


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
