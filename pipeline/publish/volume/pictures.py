"""Public pictures by id become files beside book.json."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import Unreadable
from pipeline.model.edition import Edition, PictureCut
from pipeline.model.projection import Picture
from pipeline.publish.volume.characters import bare


@dataclass
class Pictures:
    """The pictures of one volume, each copied once, under names of the volume's own."""

    media: Path
    folder: Path
    cuts: Mapping[str, PictureCut]  # by the public id of the picture
    placed: dict[str, str] = field(default_factory=dict)  # name in the media folder → name beside book.json

    def place(self, picture: Picture, otherwise: str) -> dict[str, Any] | None:
        """`{file, alt}` for the template, the file copied; `otherwise` is the description where the picture has none.

        None when the edition holds no cut of the picture. Raises Unreadable when the media folder lacks the file.
        """
        cut = self.cuts.get(picture.id)
        if cut is None or cut.digest != picture.digest:
            return None
        if cut.file not in self.placed:
            source = self.media / cut.file
            name = f"picture-{len(self.placed) + 1}{source.suffix.lower()}"
            if not source.is_file():
                raise Unreadable("book-picture-missing", file=cut.file)
            self.lay(source, self.folder / name)
            self.placed[cut.file] = name
        return {"file": self.placed[cut.file], "alt": bare(picture.alt or picture.caption) or otherwise or "图片"}

    def lay(self, source: Path, target: Path) -> None:
        """Put a public file beside book.json. Raises OSError."""
        shutil.copyfile(source, target)

    def original(self, name: str) -> str:
        """The name in the media folder of what is called `name` beside book.json; itself where there is none."""
        return next((file for file, placed in self.placed.items() if placed == name), name)


def cuts_by_picture(edition: Edition) -> dict[str, PictureCut]:
    """The public file of each picture, by the picture's public id, which is its file's name."""
    return {Path(cut.file).stem: cut for cut in edition.pictures}
