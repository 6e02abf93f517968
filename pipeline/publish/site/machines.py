"""What is made for machines stands together here: heads, feeds and manifests of an edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.model.edition import Edition
from pipeline.publish.column.calendar import calendar
from pipeline.publish.column.feeds import CALENDAR
from pipeline.publish.column.feeds import feed_files as column_feeds
from pipeline.publish.site.feeds import feed_files
from pipeline.publish.site.heads import Announced, Heads
from pipeline.publish.site.iiif import Manifests
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.stub import SitePage


class Machines:
    """What programs read beside the pages. `media` gives every public file by name, `written` the downloads by path."""

    def __init__(self, edition: Edition, setter: Setter, media: Mapping[str, Path], written: Collection[str]) -> None:
        """Raises Unreadable for a damaged picture."""
        self.files: dict[str, bytes] = {
            **dict(feed_files(edition, media, written)),
            **dict(Manifests(edition, media, written).all()),
            **dict(column_files(edition, media)),
        }
        manifests = frozenset(Path(path).stem for path in self.files if path.startswith("iiif/"))
        self.announced = Announced(frozenset(media), manifests)
        self._heads = Heads(edition, setter, self.announced)

    def over(self, pages: Iterable[SitePage]) -> Iterator[SitePage]:
        """The same pages with their heads."""
        return self._heads.over(pages)

    def shared(self) -> dict[str, str]:
        """The fragment for pages that are written by hand."""
        return self._heads.elsewhere()


def column_files(edition: Edition, media: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Feeds, chapters, captions and the calendar of the column, where the archive has one."""
    if edition.column is not None:
        yield from column_feeds(edition, media)
        yield CALENDAR, calendar(edition)
