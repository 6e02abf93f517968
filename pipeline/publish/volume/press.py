"""An Edition and its public pictures become one PDF a volume."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pipeline.errors import KoushuError
from pipeline.model.edition import Edition, PublicVolume
from pipeline.publish.volume.paging import pages_of
from pipeline.publish.volume.setting import Setting, chosen_of
from pipeline.writing.atomic import worded, write_bytes


def publish(edition: Edition, media: Path, out: Path) -> tuple[Path, ...]:
    """Write the archive's PDF, `out/<volume id>.pdf`, of every volume of which an interview is out, each by itself.

    Returns them in the edition's order; beside each stands `<volume id>.pages.json` (see `publish.paging`). A volume whose route
    forbids what its plan says is not made. `media` is the folder of public pictures. The same edition gives the same bytes. A PDF
    of any other volume in `out` is removed: what it holds may have been withdrawn. A volume that cannot be set does not keep the
    others from being set; the first trouble is raised at the end. Raises MissingTool without the fonts, NotSound for a character
    that no font has, Unreadable for a picture, CannotWrite.
    """
    written: list[Path] = []
    troubles: list[KoushuError] = []
    for volume in edition.volumes:
        try:
            if chosen_of(edition, volume):
                pdf, pages = _set(edition, volume, media)
                write_bytes(out / f"{volume.id}.pages.json", pages)
                write_bytes(out / f"{volume.id}.pdf", pdf)
                written.append(out / f"{volume.id}.pdf")
        except KoushuError as trouble:
            troubles.append(trouble)
    for old in sorted(out.glob("*.pdf")):
        if old not in written:
            with worded(old):
                old.unlink()
    if troubles:
        raise troubles[0]
    return tuple(written)


def _set(edition: Edition, volume: PublicVolume, media: Path) -> tuple[bytes, bytes]:
    with worded(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="koushu-volume-") as folder:
        setting = Setting(edition, volume, media, Path(folder))
        return setting.archival(), pages_of(*setting.say("places"), setting.chosen)
