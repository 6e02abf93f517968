"""A whole volume, set once, read back from the PDF."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.model.edition import Edition, Trust
from pipeline.model.nouns import VolumePlan
from pipeline.model.projection import PublicChapter
from tests.volume.bound import archived
from tests.volume.editions import Shelf, full_shelf, turn
from tests.volume.reading import NEVER_FIRST, NEVER_LAST, Page, body, index, read


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    media = tmp_path_factory.mktemp("media")
    shelf, plan = full_shelf(media)
    return shelf.edition(plan, sample=True, sample_notice="样书：书中人物与事迹均属虚构。"), media


@pytest.fixture(scope="module")
def pdf(edition: tuple[Edition, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    (made,) = archived(*edition, tmp_path_factory.mktemp("volumes"))
    return made


@pytest.fixture(scope="module")
def pages(pdf: Path) -> tuple[Page, ...]:
    return read(pdf)


def test_the_pages_are_170_by_240_millimetres_and_folded_in_fours(pdf: Path) -> None:
    reader = PdfReader(pdf)
    sizes = {tuple(round(float(edge) / 72 * 25.4, 1) for edge in page.mediabox[2:]) for page in reader.pages}
    assert sizes == {(170.0, 240.0)}
    assert len(reader.pages) % 4 == 0


def test_two_builds_give_the_same_bytes(edition: tuple[Edition, Path], pdf: Path, tmp_path: Path) -> None:
    (again,) = archived(*edition, tmp_path)
    assert again.read_bytes() == pdf.read_bytes()
    assert again.name == "text-1.pdf"


def test_the_file_is_archival_accessible_and_says_what_it_is(pdf: Path) -> None:
    reader = PdfReader(pdf)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("长河人语", "周问, 郑文")
    assert str(reader.metadata.creation_date)[:10] == "2024-05-01"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    packet = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2" in packet
    assert "<pdfuaid:part>1" in packet


def test_chapters_begin_on_right_hand_pages_without_a_running_head(pages: tuple[Page, ...]) -> None:
    for title in ("雪夜过江", "药箱与歌本", "听来的一夜", "前言", "目录", "后记", "人名索引"):
        opener = next(page for page in pages if any(line.text == title and line.size > 15 for line in page.lines))
        assert opener.number % 2 == 1, title
        assert opener.lines[0].top > 100, title


def test_running_heads_name_the_book_on_the_left_and_the_chapter_on_the_right(pages: tuple[Page, ...]) -> None:
    heads = {(page.number % 2, page.lines[0].text) for page in pages if page.lines and page.lines[0].top < 50 and page.folio}
    assert heads == {(0, "长河人语第一卷"), (1, "雪夜过江"), (1, "药箱与歌本"), (1, "听来的一夜")}


def test_folios_are_roman_before_the_body_and_arabic_in_it_with_blank_pages_bare(pages: tuple[Page, ...]) -> None:
    folios = [page.folio for page in pages if page.folio]
    roman = [folio for folio in folios if not folio.isdigit()]
    arabic = [int(folio) for folio in folios if folio.isdigit()]
    assert roman == ["V", "VII"]
    assert arabic[0] == 1
    assert arabic == sorted(set(arabic))
    assert all(int(page.folio) % 2 == page.number % 2 for page in pages if page.folio.isdigit())
    assert [page.number for page in pages if not page.lines][:2] == [2, 6]


def test_the_contents_give_each_chapter_its_page(pages: tuple[Page, ...]) -> None:
    contents = next(page.text for page in pages if page.folio == "VII")
    for title in ("雪夜过江", "药箱与歌本", "听来的一夜", "一路向北——第一个冬天"):
        stated = re.search(rf"^{title}.*?(\d+)$", contents, re.MULTILINE)
        assert stated is not None, title
        assert title in body(pages)[stated[1]].text


def test_every_index_reference_is_on_its_page_and_none_is_missing(pages: tuple[Page, ...]) -> None:
    surfaces = {"曾山河": ["曾山河"], "刘㛃": ["刘㛃"], "欧阳𬭎": ["欧阳𬭎", "老欧"], "单雄𬱖": ["单雄𬱖"]}
    printed = index(pages)
    assert set(printed) == set(surfaces)
    start = next(page.number for page in pages if page.lines and page.lines[0].text == "人名索引")
    after = next(page.number for page in pages if page.lines and page.lines[0].text == "后记")
    for name, spellings in surfaces.items():
        named = {
            int(folio)
            for folio, page in body(pages).items()
            if not start <= page.number < after and any(_written(page, it) for it in spellings)
        }
        assert named == printed[name], name


def _written(page: Page, name: str) -> bool:
    """In running text or a caption; a speaker's label before a colon and the running head are not references."""
    text = re.sub(r"\s", "", page.text)
    return re.search(rf"(?<!口述：){name}(?!：)", text) is not None or f"口述：{name}" in text


def test_the_index_goes_by_pinyin_with_the_letter_above(pages: tuple[Page, ...]) -> None:
    start = next(page for page in pages if page.lines and page.lines[0].text == "人名索引")
    heads = re.findall(r"^([A-Z]|[^\s\dA-Z]+(?= \d))", start.text, re.MULTILINE)
    assert heads == ["L", "刘㛃", "O", "欧阳𬭎", "S", "单雄𬱖", "Z", "曾山河"]


def test_no_line_begins_or_ends_with_a_mark_that_may_not_stand_there(pages: tuple[Page, ...]) -> None:
    lines = [line for page in pages for line in page.lines if 8 < line.size < 12]
    assert len(lines) > 200
    assert [line.text for line in lines if line.text[0] in NEVER_FIRST] == []
    assert [line.text for line in lines if line.text[-1] in NEVER_LAST] == []


def test_full_lines_end_at_the_edge_and_no_character_stands_alone(pages: tuple[Page, ...]) -> None:
    lines = [line for page in body(pages).values() for line in page.lines if line.size == 10.5]
    assert [line.text for line in lines if len(line.text) <= 2 and line.left < 90] == []
    full = [line for line in lines if line.right - line.left > 370]
    assert len(full) > 150
    over = [line.text for line in full if line.right - line.left > (384 if line.text[-1] in NEVER_FIRST else 379)]
    assert over == []  # the blank half of a closing mark hangs beyond the edge


def test_notes_begin_again_at_one_on_every_page(pages: tuple[Page, ...]) -> None:
    with_notes = {folio: re.findall(r"^([①-⑳])\s?内江到成都", page.text, re.MULTILINE) for folio, page in body(pages).items()}
    counts = {folio: marks for folio, marks in with_notes.items() if marks}
    assert len(counts) >= 4
    assert any(len(marks) > 1 for marks in counts.values())
    assert all(marks == list("①②③④⑤⑥"[: len(marks)]) for marks in counts.values())


def test_a_question_never_stands_alone_at_the_foot_of_a_page(pages: tuple[Page, ...]) -> None:
    for page in body(pages).values():
        text = [line for line in page.lines[:-1] if line.size == 10.5 or 9.4 < line.size < 9.6]
        assert not text or not text[-1].text.startswith("周问："), page.folio


def test_what_is_withheld_leaves_its_bracketed_sentence(pages: tuple[Page, ...]) -> None:
    assert sum("〔此处略去一句〕" in page.text for page in pages) == 1


def test_machine_text_says_so_under_its_chapter_head_and_nowhere_else(pages: tuple[Page, ...]) -> None:
    labelled = [page for page in pages if "机器听写，未经人工校对" in page.text]
    assert ["听来的一夜" in page.text for page in labelled] == [True]


@pytest.mark.parametrize(
    ("trust", "label"),
    [("machine", "机器听写，未经人工校对"), ("proofread", "文字：已校对"), ("confirmed", "文字：经口述者（家属）确认")],
)
def test_every_chapter_says_how_far_its_words_may_be_trusted(trust: Trust, label: str, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    told = PublicChapter(title="", turns=(turn("", "那天晚上下着大雪。"),))
    shelf.interview("V1", "雪夜过江", shelf.person("P1", "何秀兰"), trust, chapters=(told,))
    (made,) = archived(shelf.edition(), tmp_path / "media", tmp_path)
    assert sum(label in page.text for page in read(made)) == 1
    assert sum("文字：" in page.text or "机器听写" in page.text for page in read(made)) == 1


def test_a_chapter_of_an_edited_text_says_so_under_its_head(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "media")
    told = PublicChapter(title="", turns=(turn("", "那天晚上下着大雪。"),))
    for number, trust in enumerate(("machine", "proofread"), 1):
        shelf.interview(f"V{number}", "雪夜过江", shelf.person(f"P{number}", "何秀兰"), trust, chapters=(told,))
    whole = shelf.edition()
    edited = tuple(replace(one, telling="edited") for one in whole.interviews)
    (made,) = archived(replace(whole, interviews=edited), tmp_path / "media", tmp_path)
    said = [page.text for page in read(made) if "编辑整理稿" in page.text]
    assert ["文字：编辑整理稿，已校对" in text for text in said] == [False, True]
    assert "机器听写，未经人工校对" in said[0]
    (plain,) = archived(whole, tmp_path / "media", tmp_path / "plain")
    assert not any("编辑整理稿" in page.text for page in read(plain))


def test_the_story_stands_for_the_questions_where_the_plan_prefers_it(
    edition: tuple[Edition, Path], pages: tuple[Page, ...], tmp_path: Path
) -> None:
    whole, media = edition
    plain = replace(whole.volumes[0], plan=whole.volumes[0].plan.model_copy(update={"prefer": "text"}), interviews=("V2",))
    story = "".join(page.text for page in pages)
    text = "".join(page.text for page in read(archived(replace(whole, volumes=(plain,)), media, tmp_path)[0]))
    assert ("见本书「雪夜过江」一章" in story, "您好。" in story) == (True, False)
    assert ("见本书「雪夜过江」一章" in text, "您好。" in text) == (False, True)
    assert "空的一章" not in text


def test_the_internal_route_bears_its_permit_and_says_it_is_free(pages: tuple[Page, ...]) -> None:
    assert "内部资料，免费交流" in pages[0].text
    assert "准印证号" in pages[0].text
    for page in (pages[2], pages[3]):
        assert "内部资料，免费交流" in page.text
        assert "（长）样准印字2024第001号" in re.sub(r"\s", "", page.text)
        assert "样书：书中人物与事迹均属虚构。" in page.text
    assert "ISBN" not in pages[3].text
    assert "定价" not in pages[3].text


def test_the_imprint_page_counts_the_type_area(pages: tuple[Page, ...]) -> None:
    imprint = re.sub(r"\s", "", pages[3].text)
    for row in (
        "采访周问、钱录",
        "文字整理郑文（市作家协会）",
        "档案收藏长河市干部休养所（样例）",
        "发送对象本所老同志及家属",
        "印数300册",
    ):
        assert row in imprint, row
    assert f"版面字数{round(36 * 30 * len(pages) / 1000)}千字" in imprint
    assert f"印张{len(pages) / 16:g}" in imprint


def test_the_isbn_line_stands_only_where_a_number_is_given(edition: tuple[Edition, Path], tmp_path: Path) -> None:
    whole, media = edition
    for isbn in ("978-7-02-000220-7", ""):
        plan = VolumePlan.model_validate(
            {"title": "长河人语", "route": "isbn", "imprint": {"isbn": isbn, "publisher": "长河出版社"}}
        )
        volume = replace(whole.volumes[0], plan=plan, interviews=whole.volumes[0].interviews[:1])
        imprint = read(archived(replace(whole, volumes=(volume,)), media, tmp_path)[0])[3].text
        assert ("ISBN 978-7-02-000220-7" in imprint) == bool(isbn)
        assert ("待填（填妥以前不得付印）" in imprint) == (not isbn)
        assert "内部资料" not in imprint


def test_every_picture_has_words_for_those_who_cannot_see_it(pdf: Path) -> None:
    reader = PdfReader(pdf)
    elements = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    described = {str(element["/Alt"]) for element in elements if isinstance(element, dict) and "/Alt" in element}
    assert {
        "曾山河晚年半身像",
        "奖章正面",
        "奖章背面",
        "家书一封",
        "五个年轻人在河边合影",
        "晚年在书房",
        "卫生队旧址",
    } == described


def test_captions_carry_date_and_credit(pages: tuple[Page, ...]) -> None:
    text = "".join(re.sub(r"\s", "", page.text) for page in pages)
    assert "连队合影，左二为曾山河，右一为老欧（1952年春，周问翻拍）" in text
    assert "三等功奖章：背面刻有编号（1951年，某部政治处）" in text
    assert "〔实物：纪念章：原件遗失〕" in text


def test_headings_are_bookmarks(pdf: Path) -> None:
    outline = PdfReader(pdf).outline
    top = [entry.title for entry in outline if not isinstance(entry, list)]
    assert top == ["前言", "目　录", "雪夜过江", "药箱与歌本", "听来的一夜", "人名索引", "后记"]
