"""Which public files there are for the pictures of an issue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.model.edition import Edition
from pipeline.model.projection import Picture
from pipeline.publish.site.address import Directory, Here


@dataclass(frozen=True)
class Pictures:
    """The pictures of an edition in its media folder."""

    here: Here
    media: Path

    @classmethod
    def of(cls, edition: Edition, media: Path) -> Pictures:
        """Those of an edition."""
        return cls(Here("", Directory.of(edition)), media)

    def file(self, picture: Picture | None) -> Path | None:
        """The public file of a picture, the largest there is; None where it has none."""
        name = PurePosixPath(self.here.picture(picture, 1 << 20)).name
        return self.media / name if name else None
