"""Public pictures get smaller renditions, and pages the choice among them: AVIF, WebP and JPEG in three sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.media.pictures import picture_size
from pipeline.media.renditions import forms, render_picture
from pipeline.model.edition import Edition
from pipeline.model.projection import Picture
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.workroom import Workroom, digest_of

EDGES = (480, 960)  # pixels of the longest side; the third size is the public picture itself
_SUFFIX = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}


@dataclass(frozen=True)
class Look:
    """One picture as a page may show it: its own size in pixels, and by form the files with their widths, the smallest first."""

    width: int
    height: int
    files: Mapping[str, tuple[tuple[str, int], ...]]

    @property
    def modern(self) -> tuple[str, ...]:
        """The forms beside JPEG, as a page offers them."""
        return tuple(form for form in self.files if form != "jpeg")

    def choices(self, here: Here, form: str) -> str:
        """The value of `srcset` (HTML §4.8.4.2.1); no public file has a comma or a space in its name."""
        return ", ".join(f"{here.media(file)} {width}w" for file, width in self.files[form])

    def fallback(self, here: Here, edge: int) -> str:
        """The smallest JPEG that is `edge` pixels wide or high, else the largest."""
        scale = max(self.width, self.height) / self.width
        rows = self.files["jpeg"]
        return here.media(next((file for file, width in rows if round(width * scale) >= edge), rows[-1][0]))


class Looks:
    """The renditions of an edition's pictures; `files` holds those that were made, by name."""

    def __init__(self, edition: Edition, media: Path, room: Workroom) -> None:
        self._here = Here("", Directory.of(edition))
        self._media = media
        self._room = room
        self._known: dict[str, Look | None] = {}
        self.files: dict[str, Path] = {}

    def of(self, picture: Picture | None) -> Look | None:
        """The choice for a picture, made when it is first asked for; None where the picture has no public file."""
        if picture is None:
            return None
        file = PurePosixPath(self._here.picture(picture, 1 << 20)).name
        if file not in self._known:
            self._known[file] = self._look(picture.id, file) if file else None
        return self._known[file]

    def _look(self, public_id: str, file: str) -> Look:
        source = self._media / file
        width, height = picture_size(source)
        digest, longest = digest_of(source), max(width, height)
        rows: dict[str, tuple[tuple[str, int], ...]] = {}
        for form in forms():
            edges = [edge for edge in EDGES if edge < longest]
            made = [(self._made(source, digest, (public_id, edge, form)), _scaled(width, edge, longest)) for edge in edges]
            own = file if form == "jpeg" else self._made(source, digest, (public_id, longest, form))
            rows[form] = (*made, (own, width))
        return Look(width, height, rows)

    def _made(self, source: Path, digest: str, wanted: tuple[str, int, str]) -> str:
        public_id, edge, form = wanted
        name = f"{public_id}-e{edge}.{_SUFFIX[form]}"
        self.files[name] = self._room.keep(name, [digest, edge, form], lambda target: render_picture(source, target, edge, form))
        return name


def _scaled(width: int, edge: int, longest: int) -> int:
    """The width that a picture has when its longest side is `edge`."""
    return max(1, round(width * edge / longest))
