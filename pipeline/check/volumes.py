"""Volumes whose route forbids what their plan says, or whose plan lacks what the route asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pipeline.check.finding import Case
from pipeline.model.problem import Problem
from pipeline.model.routes import gaps, refusals
from pipeline.model.spot import Spot


def routes_are_kept(case: Case) -> Iterator[Problem]:
    """Permit, ISBN, price and recipients as the route asks; the place is that of the entry in the plan."""
    for key, plan in case.archive.volumes.items():
        for flaw in (*refusals(plan, case.today or dt.date.min), *gaps(plan)):
            yield case.found(Spot("volume", key, flaw.path), flaw.code, **flaw.values)


def orders_differ(case: Case) -> Iterator[Problem]:
    """Volumes of one route bear different numbers of the series."""
    taken: dict[tuple[str, int], str] = {}
    for key, plan in sorted(case.archive.volumes.items()):
        other = taken.setdefault((plan.route, plan.order), key)
        if plan.order and other != key:
            yield case.found(Spot("volume", key, ("order",)), "volume-order-taken", order=plan.order, other=other)


def edited_texts_are_there(case: Case) -> Iterator[Problem]:
    """An interview that a volume tells as edited has an edited text."""
    for key, plan in case.archive.volumes.items():
        for number, one in enumerate(plan.interviews):
            kept = case.archive.interviews.get(one)
            if kept and not kept.broken and kept.edited is None and plan.told_as.get(one, plan.prefer) == "edited":
                spot = Spot("volume", key, ("told_as", one) if one in plan.told_as else ("interviews", number))
                yield case.found(spot, "volume-edited-missing", interview=one)


VOLUME_RULES = (routes_are_kept, orders_differ, edited_texts_are_there)
