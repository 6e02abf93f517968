"""One wall, ready to be handed over: `hall` for the screen, `print` for the printer, and a sheet that tells both what to do."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import CannotWrite
from pipeline.model.edition import Edition
from pipeline.publish.volume.exhibit import label_sheets, panel_sheets
from pipeline.publish.wall.hall import Stock, write_hall
from pipeline.publish.wall.instructions import FILE, instructions
from pipeline.writing.atomic import write_bytes

HALL, PRINT = "hall", "print"


def publish(edition: Edition, stock: Stock, out: Path) -> None:
    """Write the folder of the Edition's one wall; the same edition gives the same bytes.

    Raises MissingTool without fonts or theme, NotSound for a character that no font has, Unreadable for a picture or a sound,
    CannotWrite.
    """
    wall = edition.walls[0]
    try:
        (out / PRINT).mkdir(parents=True)
        if wall.people:
            write_hall(edition, stock, out / HALL)
            write_bytes(out / PRINT / f"panels-{wall.panel}.pdf", panel_sheets(edition, wall, stock.media))
            write_bytes(out / PRINT / f"panels-{wall.panel}.print.pdf", panel_sheets(edition, wall, stock.media, "print"))
        if wall.items:
            write_bytes(out / PRINT / f"labels-{wall.label}.pdf", label_sheets(edition, wall, stock.media))
        write_bytes(out / FILE, instructions(edition, wall))
    except OSError as error:
        raise CannotWrite("cannot-write", file=out, why=error.strerror or str(error)) from error
