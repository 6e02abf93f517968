"""The base map of the site: a picture, the part of the Earth it shows, and the number under which it was approved."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.check.finding import Case
from pipeline.model.problem import Problem
from pipeline.model.spot import Spot


def a_base_map_is_approved_and_there(case: Case) -> Iterator[Problem]:
    """`map:` in archive.yml and map.jpg come together, with an area and a 审图号 (地图管理条例)."""
    config, kept = case.archive.config.map, case.archive.base_map
    if config is None:
        if kept:
            yield Problem(kept.file, 0, 0, "map-unplaced", {"file": kept.file})
        return
    if kept is None:
        yield case.found(Spot("config", "", ("map",)), "map-missing")
    if not config.approval.strip():
        yield case.found(Spot("config", "", ("map",)), "map-without-number")
    if not config.has_an_area:
        yield case.found(Spot("config", "", ("map",)), "map-without-area")


MAP_RULES = (a_base_map_is_approved_and_there,)
