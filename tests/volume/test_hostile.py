"""Whatever stands in a transcript, the volume is set as it stands, or one sentence says what to mend."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.errors import KoushuError, MissingTool
from pipeline.language.inline import escape
from pipeline.model.edition import PublicVolume
from pipeline.model.nouns import VolumePlan
from pipeline.model.problem import Problem, sentence
from pipeline.model.projection import PublicChapter, PublicTurn
from pipeline.publish.volume.compose import compose
from pipeline.publish.volume.pictures import Pictures
from pipeline.publish.volume.typeset import FONT_FOLDERS, REQUIRED, Typesetter, find_fonts
from tests.volume.bound import archived, bind, refused
from tests.volume.editions import Shelf, asked, picture, speech, turn, unpunctuated
from tests.volume.reading import NEVER_FIRST, NEVER_LAST, body, read

MARKUP = (
    '#import "secret.typ": *', "$ x^2 $", r"\ \\ \u{41}", "@ref <label>", "= 标题", "- 单", "#eval(\"1+1\")", "// 注 /* 注 */",
    "`码` ```块```", "http://example.org/path?q=1&r=2#t", "]] }} {{ [[", "~ -- --- ... 'q' \"q\"",
    "<script>alert(1)</script>", "&lt; &amp;",
)  # fmt: skip


def _one(media: Path, *turns: PublicTurn, title: str = "一章", name: str = "曾山河") -> Shelf:
    shelf = Shelf(media)
    shelf.interview("V1", title, shelf.person("P1", name), chapters=(PublicChapter(title="节", turns=turns),))
    return shelf


def _said(trouble: KoushuError | Problem) -> tuple[str, str]:
    return sentence(trouble.code, trouble.values, "zh"), sentence(trouble.code, trouble.values, "en")


def test_what_looks_like_markup_is_printed_as_it_stands(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    for number, words in enumerate(MARKUP):
        escaped = escape(words)
        chapter = PublicChapter(
            title=f"节{words}", turns=(turn("甲某", f"他写道：{escaped}。[^{words}]", f"他又写道：{escaped}。[^1]"),)
        )
        narrator = shelf.person(f"P{number}", f"名{words}", bio=f"生平{words}")
        shelf.interview(f"V{number}", f"题{words}", narrator, chapters=(chapter,), notes=(("1", f"注{escaped}"),))
    whole = "　".join(MARKUP)
    plan = VolumePlan(title=f"书{whole}", route="isbn", preface=escape(whole))
    (made,) = archived(shelf.edition(plan), tmp_path / "media", tmp_path)
    printed = re.sub(r"[\s\u200b]", "", "".join(page.text for page in read(made)))
    for words in MARKUP:
        for place in ("节", "名", "题", "生平", "注", "他写道：", "他又写道："):
            assert place + re.sub(r"\s", "", words) in printed, place + words
    assert PdfReader(made).metadata.title == f"书{whole}"


def test_a_word_longer_than_the_line_is_broken_inside_the_type_area(tmp_path: Path) -> None:
    shelf = _one(tmp_path / "media", turn("甲某", "编号" + "Xy9" * 200 + "完。"), title="T" * 90, name="Z" * 70)
    (made,) = archived(shelf.edition(), tmp_path / "media", tmp_path)
    for page in read(made):
        assert all(line.left > 47 and line.right < 440 for line in page.lines), page.number


def test_twenty_five_thousand_characters_without_a_stop_flow_on(tmp_path: Path) -> None:
    shelf = _one(tmp_path / "media", turn("", unpunctuated(25_000)))
    (made,) = archived(shelf.edition(), tmp_path / "media", tmp_path)
    lines = [line for page in body(read(made)).values() for line in page.lines if line.size == 10.5]
    assert len(lines) in range(694, 700)
    assert sum(len(line.text) for line in lines) in range(25_000, 25_100)
    assert {len(line.text) for line in lines[2:-6]} == {36}


def test_invisible_characters_are_not_printed_and_stop_nothing(tmp_path: Path) -> None:
    words = "前\x00面\ufeff有\u202e看不见\u200b的\x07字\u00ad符\ud800。"
    (made,) = archived(_one(tmp_path / "media", turn("甲某", words)).edition(), tmp_path / "media", tmp_path)
    assert "前面有看不见的字符。" in "".join(page.text for page in read(made))


def test_empty_chapters_texts_and_titles_leave_a_sound_book(tmp_path: Path) -> None:
    shelf = _one(tmp_path / "media")
    shelf.interview("V2", "", shelf.person("P2", "刘㛃"), chapters=(PublicChapter(title="", turns=(turn("", ""), asked(" "))),))
    (made,) = archived(shelf.edition(VolumePlan(title="", route="archive_copy_only")), tmp_path / "media", tmp_path)
    assert len(PdfReader(made).pages) % 4 == 0
    assert all("仅供存档，不得外传" in page.text for page in read(made))


@pytest.mark.parametrize(("character", "named"), [("\U00031350", "𱍐（U+31350）"), ("\ue123", "U+E123"), ("😀", "😀（U+1F600）")])
def test_a_character_that_no_font_has_is_named_with_its_chapter(character: str, named: str, tmp_path: Path) -> None:
    shelf = _one(tmp_path / "media", turn("甲某", speech(1, 5)), title="好的一章")
    shelf.interview(
        "V2", "坏的一章", shelf.people[0], chapters=(PublicChapter(title="节", turns=(turn("甲某", f"他叫王{character}文。"),)),)
    )
    problem = refused(shelf.edition(), tmp_path / "media", tmp_path / "out")
    chinese, english = _said(problem)
    assert named in chinese
    assert "「坏的一章」" in chinese
    assert "好的一章" not in chinese
    assert named in english
    assert "…" not in chinese
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_one_volume_that_cannot_be_set_does_not_keep_the_others_from_it(tmp_path: Path) -> None:
    shelf = _one(tmp_path / "media", turn("甲某", "他叫王\ue123文。"))
    shelf.interview("V2", "好的一章", shelf.people[0], chapters=(PublicChapter(title="节", turns=(turn("甲某", speech(1, 5)),)),))
    plan = VolumePlan(title="书", route="isbn")
    edition = replace(shelf.edition(), volumes=(PublicVolume("text-1", plan, ("V1",)), PublicVolume("text-2", plan, ("V2",))))
    assert [len(one.files) > 0 for one in bind(edition, tmp_path / "media", tmp_path)] == [False, True]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == ["text-2.pdf"]


def test_a_picture_that_cannot_be_decoded_or_found_is_named(tmp_path: Path) -> None:
    media = tmp_path / "media"
    shelf = Shelf(media)
    shown = picture(media, "AAAA", (60, 80), alt="像")
    shelf.interview("V1", "一章", shelf.person("P1", "曾山河", portrait=shown))
    edition = shelf.edition()
    (media / "AAAA.jpg").write_bytes(b"\xff\xd8\xff not a picture")
    for code in ("book-picture-unreadable", "book-picture-missing"):
        problem = refused(edition, media, tmp_path / "out")
        assert problem.code == code
        assert all("AAAA.jpg" in said for said in _said(problem))
        (media / "AAAA.jpg").unlink(missing_ok=True)


def test_missing_fonts_name_the_packages_to_install(tmp_path: Path) -> None:
    with pytest.raises(MissingTool) as stopped:
        find_fonts([tmp_path], elsewhere=False)
    for said in _said(stopped.value):
        assert "fonts-noto-cjk fonts-lxgw-wenkai" in said
        assert all(family in said for family in REQUIRED)


def test_without_the_caption_face_the_volume_is_set_in_the_serif(tmp_path: Path) -> None:
    shelf = _one(tmp_path / "media", turn("甲某", "*楷体*的字。"))
    edition = shelf.edition()
    pictures = Pictures(tmp_path / "media", tmp_path, {})
    book = compose(edition, edition.volumes[0], list(edition.interviews), pictures)
    (tmp_path / "book.json").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    fonts = find_fonts(FONT_FOLDERS[:1])
    assert "LXGW WenKai" not in fonts.families()
    (tmp_path / "book.pdf").write_bytes(Typesetter(tmp_path, fonts, edition.date).archival())
    assert "楷体的字。" in "".join(page.text for page in read(tmp_path / "book.pdf"))


def test_only_what_the_volume_holds_is_in_its_file(tmp_path: Path) -> None:
    media = tmp_path / "media"
    shelf = _one(media, turn("甲某", "「公开的话」人人可读。"))
    shelf.person("P9", "旁人某", bio="「旁人的话」不在这一册里。", portrait=picture(media, "AAAA", (60, 80), alt="旁人像"))
    shelf.interview(
        "V9", "「另一册」", shelf.people[-1], chapters=(PublicChapter(title="节", turns=(turn("旁人某", "「另一册的话」。"),)),)
    )
    plan = VolumePlan(title="书", route="isbn")
    edition = replace(shelf.edition(about="「关于」", contact="「电话」"), volumes=(PublicVolume("text-1", plan, ("V1",)),))
    (made,) = archived(edition, media, tmp_path)
    reader = PdfReader(made)
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    everything = "".join(page.text for page in read(made)) + "".join(map(repr, objects)) + repr(reader.metadata)
    assert "公开的话" in everything
    for canary in ("旁人", "另一册", "关于」", "电话」"):
        assert canary not in everything, canary
    assert not [it for it in objects if isinstance(it, dict) and it.get("/Subtype") == "/Image"]


@pytest.mark.real
def test_a_real_machine_transcript_becomes_a_chapter(real_data: Path, tmp_path: Path) -> None:
    source = (real_data / "whisper-vtt" / "nj963cm2696_em_sl.vtt").read_text(encoding="utf-8")
    cues = [
        block.split("\n", 1)[1].replace("\n", "")
        for block in source.split("\n\n")
        if "-->" in block.split("\n")[0] and "\n" in block
    ]
    shelf = Shelf(tmp_path / "media")
    machine = PublicChapter(title="", turns=(turn("", *("".join(cues[n : n + 40]) for n in range(0, len(cues), 40))),))
    shelf.interview("V1", "校庆访谈", shelf.person("P1", "受访者"), "machine", chapters=(machine,))
    (made,) = archived(shelf.edition(), tmp_path / "media", tmp_path)
    pages = read(made)
    assert len(pages) > 20
    lines = [line for page in body(pages).values() for line in page.lines if line.size == 10.5]
    assert [line.text for line in lines if line.text[0] in NEVER_FIRST or line.text[-1] in NEVER_LAST] == []
    assert sum("机器听写，未经人工校对" in page.text for page in pages) == 1
