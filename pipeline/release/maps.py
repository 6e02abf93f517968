"""Says whether the archive's base map may be shown: only with the number under which it was approved."""

from __future__ import annotations

from pipeline.model.entry import PublicMap
from pipeline.release.cards import picture
from pipeline.release.essays import Essays
from pipeline.release.view import View


def base_map(view: View) -> PublicMap | None:
    """The base map with its 审图号 (地图管理条例); None without a number, a picture that was taken in, or an area."""
    config, kept = view.archive.config.map, view.archive.base_map
    if config is None or kept is None or not config.has_an_area:
        return None
    approval = Essays.of(view, ()).words(config.approval).strip()
    shown = picture(view, kept, "底图")
    if shown is None or not approval or approval != config.approval.strip():
        return None
    return PublicMap(shown, config.south, config.west, config.north, config.east, approval)
