"""Every page of a set is as it was when somebody last read it by eye (`golden.py` draws them anew)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.volume.bound import make, pair
from tests.volume.golden import COPIES, FOLDER, Sheet, differing, sheets


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    media, room = tmp_path_factory.mktemp("media"), tmp_path_factory.mktemp("room")
    make(pair(media), media, room)
    return room


@pytest.mark.parametrize("name", COPIES)
def test_every_page_is_as_it_was_read(room: Path, name: str, tmp_path: Path) -> None:
    drawn = list(sheets(room / f"{name}.pdf"))
    assert [one.name for one in drawn] == sorted(path.name for path in FOLDER.glob(f"{name}-[0-9].png"))
    wrong: list[int] = []
    for sheet in drawn:
        sheet.picture.save(tmp_path / sheet.name)
        with Image.open(FOLDER / sheet.name) as before:
            wrong += differing(sheet, before)
    assert not wrong, f"pages {wrong} look otherwise; see {tmp_path}, and python -m tests.volume.golden if that is right"


def test_a_line_that_is_gone_or_moved_is_seen(room: Path) -> None:
    (first, *_) = sheets(room / "text-1.pdf")
    page = 2 * 8 + 1  # a page of text in the third row
    text = first.cell(first.picture, page)
    for other in (_without_a_line(text), text.transform(text.size, Image.Transform.AFFINE, (1, 0, 0, 0, 1, 8))):
        changed = first.picture.copy()
        changed.paste(other, (page % 8 * text.width, page // 8 * first.high))
        assert differing(Sheet(first.name, 1, changed, first.high), first.picture) == [page + 1]
    assert differing(first, first.picture) == []


def _without_a_line(page: Image.Image) -> Image.Image:
    bare = page.copy()
    bare.paste(255, (0, 100, page.width, 116))
    return bare
