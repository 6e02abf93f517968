from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.archive import KeptSound
from pipeline.release.review import review
from pipeline.release.sheet import marked_changes, page, sheet_of
from pipeline.release.view import View
from tests.release.sample import TODAY, Clock, archive, by_time, by_words, interview, person, put, released, text

HOSTILE = "<script>alert(1)</script>&\"'"


def made(whole, key="one", purpose="web_text"):
    return sheet_of(View(whole, TODAY, Clock()), review(whole, key, purpose, TODAY, Clock()))


def test_the_edition_holds_the_pictures_of_that_projection_and_nothing_else():
    assert [one.file for one in made(archive()).edition.pictures] == ["FJIA.jpg", "H1.jpg", "K1.jpg"]
    assert made(archive()).edition.sounds == ()
    assert [one.file for one in made(archive(), "jia", "wall").edition.pictures] == ["FJIA.jpg", "K1.jpg"]


def test_the_sound_is_silenced_as_it_will_be_and_the_page_says_where():
    whole = archive(person(), interview(withhold=(by_time(2_000, 3_000),)))
    sheet = made(whole, purpose="web_audio")
    assert sheet.silenced == ((1_850, 3_150),)
    [cut] = sheet.edition.sounds
    assert (cut.file, cut.silenced, cut.recordings) == ("IONE.m4a", sheet.silenced, (("a" * 64, 60_000),))
    assert "00:00:01.850 — 00:00:03.150" in page(sheet)
    assert "<audio controls src='IONE.m4a'>" in page(sheet)
    assert "声音无法生成" in page(sheet, ["IONE.m4a"])
    assert "<audio" not in page(sheet, ["IONE.m4a"])


def test_for_a_film_the_moving_picture_is_shown_covered_where_the_sound_is_silent_and_for_nothing_else():
    filmed = (KeptSound("one/recording-1.MP4", "a" * 64, 60_000),)
    whole = archive(person(), interview(sounds=filmed, withhold=(by_time(2_000, 3_000),)))
    sheet = made(whole, purpose="film")
    [film] = sheet.edition.film_cuts
    assert (film.file, film.covered, film.recordings) == ("IONE.mp4", sheet.silenced, (("a" * 64, 60_000),))
    assert "<video controls muted src='IONE.mp4'>" in page(sheet)
    assert "画面上已遮盖的地方" in page(sheet)
    assert "画面无法生成" in page(sheet, ["IONE.mp4"])
    assert "<video" not in page(sheet, ["IONE.mp4"])
    assert made(whole, purpose="web_audio").edition.film_cuts == ()
    assert made(archive(), purpose="film").edition.film_cuts == ()


@pytest.mark.parametrize(
    "changes", [{"withhold": (by_words("没有这句"),)}, {"sounds": (KeptSound("one/recording-1.wav", "a" * 64, 0),)}]
)
def test_a_sound_that_cannot_be_silenced_is_not_on_the_page(changes):
    assert made(archive(person(), interview(**changes)), purpose="web_audio").edition.sounds == ()


def test_what_cannot_be_projected_is_a_page_of_reasons():
    sheet = made(archive(person(), interview(text=None)))
    assert sheet.edition.pictures == ()
    assert "不能审阅的原因" in page(sheet)
    assert "将要公开" not in page(sheet)


def test_everything_on_the_page_is_plain_text():
    whole = archive(
        person(bio=HOSTILE, name=f"甲{HOSTILE}"), interview(title=HOSTILE, text=text((HOSTILE, 0, [HOSTILE, f"**{HOSTILE}**"])))
    )
    source = page(dataclasses.replace(made(whole), undecided=(HOSTILE,), troubles=(HOSTILE,)))
    assert "<script" not in source
    assert source.count("&lt;script&gt;") >= 6


def test_the_exact_words_stand_on_the_page_with_every_mark():
    whole = archive(person(), interview(text=text(("甲", 1000, ["**雪** [1]那夜。", "**雪**"]))))
    source = page(made(whole))
    assert "<p class=line>**雪** [1]那夜。</p>" in source
    assert "<p class=turn>**甲** [00:00:01]</p>" in source


def test_a_picture_that_cannot_be_made_is_said_to_be_missing():
    assert "<img src='K1.jpg'" in page(made(archive()))
    assert "<img src='K1.jpg'" not in page(made(archive()), ["K1.jpg"])
    assert "这张图片无法生成" in page(made(archive()), ["K1.jpg"])


def test_who_signed_what_is_missing_and_what_changed_is_told():
    whole = released()
    assert "没有不同" in page(made(whole))
    assert "终审　丙　2026-01-02" in page(made(whole))
    kept = dataclasses.replace(whole.interviews["one"], text=text(("甲", 1000, ["一九五〇年秋天。那年我十七岁。天下着大雪。"])))
    source = page(made(put(whole, kept)))
    assert "年<del>冬</del><ins>秋</ins>天" in source
    assert "<h2>还缺的环节</h2><ul><li>一校</li>" in source


def test_changes_are_marked_word_by_word_where_a_line_was_reworded():
    assert list(marked_changes(["甲乙丙丁"], ["甲乙丙丁"])) == []
    assert list(marked_changes(["甲乙丙丁"], ["甲乙戊丁"])) == ["甲乙<del>丙</del><ins>戊</ins>丁"]
    assert list(marked_changes(["甲", "<"], ["甲"])) == ["<del>&lt;</del>"]
    assert list(marked_changes(["甲"], ["甲", "乙"])) == ["<ins>乙</ins>"]
    assert list(marked_changes(["甲乙丙"], ["戊己庚"])) == ["<del>甲乙丙</del>", "<ins>戊己庚</ins>"]
    assert list(marked_changes(["甲乙丙"], ["甲乙丙丁"])) == ["甲乙丙<ins>丁</ins>"]
    assert list(marked_changes(["甲乙丙丁"], ["甲乙丙"])) == ["甲乙丙<del>丁</del>"]
