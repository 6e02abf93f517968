"""What a reviewer of a film sees before signing: the moving picture, covered where it will be, beside the silenced sound."""

from __future__ import annotations

from pipeline.release.cut import cut
from pipeline.release.review import review
from pipeline.release.sheet import page, sheet_of
from pipeline.release.view import View
from tests.film.coded import numbers_of
from tests.film.making import HIDDEN, Shop, made_film, probed, whole
from tests.release.sample import TODAY, Clock


def test_the_moving_picture_of_a_review_is_covered_where_the_film_will_be(tmp_path_factory, tmp_path):
    shop: Shop = made_film(tmp_path_factory)
    archived = whole()
    sheet = sheet_of(View(archived, TODAY, Clock()), review(archived, "aaaa", "film", TODAY, Clock()))
    made = cut(sheet.edition, shop.original, tmp_path)
    assert sorted(one.name for one in tmp_path.glob("[!.]*.m*")) == ["IAAAA.m4a", "IAAAA.mp4"]
    assert "width=640\nheight=360" in probed(tmp_path / "IAAAA.mp4", "-show_entries", "stream=width,height")
    shown = numbers_of(tmp_path / "IAAAA.mp4", (640, 360))
    hidden = range(HIDDEN[0] * 25 // 1000 + 1, HIDDEN[1] * 25 // 1000)
    assert {shown[at] for at in hidden} == {None}
    assert shown[:100] == list(range(100))
    assert shown[200:300] == list(range(200, 300))
    assert "<video controls muted src='IAAAA.mp4'>" in page(sheet, made.failed)
