"""The archive → everything in it that a person must mend, in the order of its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from pipeline.check.consents import CONSENT_RULES
from pipeline.check.films import FILM_RULES
from pipeline.check.finding import Case, Size, unmeasured
from pipeline.check.flags import FLAG_RULES
from pipeline.check.kits import KIT_RULES
from pipeline.check.maps import MAP_RULES
from pipeline.check.name_alarms import NAME_RULES
from pipeline.check.people import PEOPLE_RULES
from pipeline.check.personal import PERSONAL_RULES
from pipeline.check.pictures import PICTURE_RULES
from pipeline.check.references import REFERENCE_RULES
from pipeline.check.texts import TEXT_RULES
from pipeline.check.units import UNIT_RULES
from pipeline.check.upkeep import UPKEEP_RULES
from pipeline.check.volumes import VOLUME_RULES
from pipeline.model.archive import Archive
from pipeline.model.problem import Problem
from pipeline.model.spot import Locate, nowhere

Rule = Callable[[Case], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    *REFERENCE_RULES,
    *CONSENT_RULES,
    *PICTURE_RULES,
    *PEOPLE_RULES,
    *TEXT_RULES,
    *FLAG_RULES,
    *NAME_RULES,
    *PERSONAL_RULES,
    *UNIT_RULES,
    *UPKEEP_RULES,
    *MAP_RULES,
    *VOLUME_RULES,
    *FILM_RULES,
    *KIT_RULES,
)


def check(
    archive: Archive, locate: Locate = nowhere, today: dt.date | None = None, size: Size = unmeasured
) -> tuple[Problem, ...]:
    """What the reader met, and what every rule finds in what it could read; `locate` says where in the files things stand, `size`
    how large a picture is.

    Without `today` nothing is said to be due.
    """
    case = Case(archive, locate, size, today)
    found = {problem for rule in RULES for problem in rule(case)}
    return tuple(sorted({*archive.problems, *found}))
