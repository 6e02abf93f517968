"""What each PDF of a volume holds, remembered by the PDF's digest, so that printed copies can be called back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.model.canonical import canonical, digest
from pipeline.model.edition import Edition
from pipeline.model.printing import Contained, Contents
from pipeline.writing.atomic import write_bytes


def keep_contents(work: Path, edition: Edition, pdf: str, others: Iterable[Edition] = ()) -> None:
    """Write down what the PDF with this SHA-256, made of the edition of one volume, holds. Raises CannotWrite.

    Where it has an index of the whole set, the `others` of the set stand in it too.
    """
    volume = edition.volumes[0]
    out = {one.projection.id: one for one in edition.interviews}
    shown = [out[one] for one in volume.interviews if one in out]
    if volume.plan.set_index:
        shown += [one for other in others for one in other.interviews if one.projection.id not in out]
    held = tuple(Contained(id=one.projection.id, digest=digest(one.projection), telling=one.telling) for one in shown)
    witness = {"length": edition.witness.length, "root": edition.witness.root} if edition.witness else {}
    contents = Contents(volume=volume.id, route=volume.plan.route, interviews=held, **witness)
    write_bytes(_file(work, pdf), canonical(contents) + b"\n")


def read_contents(work: Path, pdf: str) -> Contents | None:
    """What the PDF with this SHA-256 holds; None where it was not made here, or `work` was cleared since."""
    try:
        return Contents.model_validate_json(_file(work, pdf).read_bytes())
    except (OSError, ValueError):
        return None


def _file(work: Path, pdf: str) -> Path:
    return work / "printable" / f"{pdf}.json"
