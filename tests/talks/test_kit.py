"""A kit's folder, opened as a lecturer's machine does: slides, deck, papers, sounds."""

from __future__ import annotations

import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageFont
from pptx import Presentation
from pptx.util import Pt
from pypdf import PdfReader

from pipeline.media.drawing import FONTS
from pipeline.model.kit import PublicPart
from pipeline.publish.talks.papers import Papers
from pipeline.publish.talks.passages import passages
from pipeline.publish.talks.publish import publish
from pipeline.publish.talks.quiz import Quiz
from pipeline.publish.talks.slides import Deck, Things
from tests.sharing import made_once
from tests.site.editions import JIA, PEOPLE, RIVER, SNOW, WILD, edition
from tests.talks.kits import ADDRESS, kitted, make_media

FILES = ["README.txt", "answers.pdf", "deck.html", "handout.pdf", "quiz.pdf", "reading.pdf", "slides.pptx"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    def make(folder):
        publish(kitted(), make_media(folder / "media"), folder / "kit")

    return made_once(tmp_path_factory, "kit", make)


@pytest.fixture(scope="module")
def slides(made):
    return list(Presentation(made / "kit/slides.pptx").slides)


def words_of(pdf: Path) -> str:
    return re.sub(r"\s", "", subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout)


def shown(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_a_kit_holds_all_that_a_lecturer_takes_along(made):
    assert sorted(path.name for path in (made / "kit").iterdir() if path.is_file()) == FILES
    assert "deck.html" in (made / "kit/README.txt").read_text("utf-8")


def test_every_slide_has_a_title_notes_and_words_for_each_picture(slides):
    assert shown(slides[0]).startswith("雪夜过江")
    for slide in slides:
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.notes_slide.notes_text_frame.text.startswith("这一页约")
        for picture in slide.element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}pic"):
            assert picture.nvPicPr.cNvPr.get("descr")


def test_a_passage_stands_in_large_type_with_its_speaker_and_its_whole_turn_in_the_notes(slides):
    slide = next(one for one in slides if "那天晚上下着大雪" in shown(one))
    quoted = next(shape for shape in slide.shapes if shape.has_text_frame and "下着大雪" in shape.text_frame.text)
    run = quoted.text_frame.paragraphs[0].runs[0]
    assert run.font.size >= Pt(24)
    assert run.font.name == "KaiTi"
    assert "——贾明远" in shown(slide)
    notes = slide.notes_slide.notes_text_frame.text
    assert "第二天又走了六十里" in notes
    assert "访谈《雪夜过江》" in notes
    assert f"{ADDRESS}interviews/{SNOW}.html" in notes


def test_of_a_passage_that_people_chose_no_sentence_is_missing_where_only_its_turns_have_a_time():
    whole = kitted(parts=(PublicPart(SNOW, ((0, 3_600_000),)),))
    whole = replace(whole, interviews=tuple(replace(one, timing=None) for one in whole.interviews))
    (told,) = passages(whole, whole.kits[0])
    assert "那天晚上下着大雪" in told.words
    assert [line.words for line in told.lines] == [line.words for line in told.whole]


def test_words_that_a_machine_heard_and_nobody_read_bear_their_label_and_are_in_no_quiz(tmp_path):
    label = "机器听写，未经人工校对"
    whole = kitted()
    heard = replace(whole, interviews=tuple(replace(one, trust="machine", sound=None) for one in whole.interviews), sounds=())
    told = passages(heard, heard.kits[0])
    assert not [one for one in Quiz(heard, told).questions() if "这句话是谁说的" in one.words]
    deck = Deck(heard, told, Things({}, {})).slides()
    assert all(label in one.credit for one in deck if one.kind == "passage")
    assert all(label in one.notes[0] for one in deck if one.kind == "passage" and one.voice is None and len(one.notes) > 1)
    papers = Papers(replace(heard, pictures=()), tmp_path)
    for paper in (papers.handout(told), papers.reading()):
        (tmp_path / "paper.pdf").write_bytes(paper)
        assert label in words_of(tmp_path / "paper.pdf")
    read = replace(whole, interviews=tuple(replace(one, trust="proofread") for one in whole.interviews))
    assert not any(label in one.credit for one in Deck(read, passages(read, read.kits[0]), Things({}, {})).slides())


def test_no_words_on_a_slide_are_taller_than_their_place_in_a_real_font(slides):
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                assert tall(shape) <= shape.height / 12_700 + 1, shape.text_frame.text
            assert shape.left >= 0
            assert shape.top + shape.height <= Pt(540)


def tall(shape) -> float:
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        if not paragraph.runs:
            continue
        size = paragraph.runs[0].font.size.pt
        font = ImageFont.truetype(str(FONTS / "NotoSansCJK-Regular.ttc"), round(size), index=2)
        count, line = 1, ""
        for one in paragraph.text:
            if font.getlength(line + one) > shape.width / 12_700:
                count, line = count + 1, ""
            line += one
        total += count * paragraph.line_spacing.pt + (paragraph.space_before.pt if paragraph.space_before else 0)
    return total


def test_the_voice_is_embedded_as_a_sound_and_beside_as_a_file(made, slides):
    spoken = [one for one in slides if b"audioFile" in (one.part.blob)]
    assert spoken
    for slide in spoken:
        assert b"<p:audio>" in slide.part.blob
        assert b"videoFile" not in slide.part.blob
        assert {rel.reltype.rsplit("/", 1)[-1] for rel in slide.part.rels.values()} >= {"audio", "media"}
    with zipfile.ZipFile(made / "kit/slides.pptx") as package:
        inside = [package.read(name) for name in package.namelist() if name.endswith(".m4a")]
    beside = [path.read_bytes() for path in sorted((made / "kit/sound").iterdir())]
    assert sorted(inside) == sorted(beside)
    asked = ["-show_entries", "format=duration", "-of", "csv=p=0", str(next((made / "kit/sound").iterdir()))]
    length = subprocess.run(["ffprobe", "-v", "error", *asked], capture_output=True, text=True, check=True).stdout
    assert 3 < float(length) < 30


def test_the_handout_is_exactly_two_pages_of_a4_whatever_is_in_it(made, tmp_path):
    long = replace(kitted(), people=tuple(card.model_copy(update={"service": ("很长的一行经历。" * 40,) * 9}) for card in PEOPLE))
    publish(long, made / "media", tmp_path / "long")
    bare = replace(
        kitted(), items=(), sounds=(), pictures=(), site_url="", people=(PEOPLE[2],), interviews=kitted().interviews[1:]
    )
    publish(bare, made / "media", tmp_path / "bare")
    for kit in (made / "kit", tmp_path / "long", tmp_path / "bare"):
        told = subprocess.run(["pdfinfo", str(kit / "handout.pdf")], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Pages:\s+2\n", told), kit
        assert "A4" in told
    assert "下着大雪" in words_of(made / "kit/handout.pdf")
    assert "𬭎" in words_of(tmp_path / "bare/handout.pdf"), "a rare name is set"


def test_the_quiz_has_no_answers_and_the_answers_name_where_they_stand(made):
    asked, told = words_of(made / "kit/quiz.pdf"), words_of(made / "kit/answers.pdf")
    assert "贾明远出生于哪一年" in asked
    assert "依据" not in asked
    assert "1933年" in told
    assert f"贾明远的人物介绍，编号{JIA}" in told


def test_every_right_answer_is_on_record_and_no_wrong_one_is_right():
    whole = kitted(peers=(PEOPLE[2],))
    recorded = {f"{year}年" for year in (1933, 1935)} | {"四川内江", "四川资中", "贾明远", "易秀兰"}
    recorded |= {line for card in PEOPLE for line in (*card.service, *card.honours)} | {"1953年", "1952年", "参军"}
    for question in Quiz(whole, passages(whole, whole.kits[0])).questions():
        assert question.answer in recorded, question
        assert len(set(question.options)) == len(question.options)
        assert question.source


def test_nobodys_honour_or_service_is_called_wrong_for_another_whose_card_may_have_lost_it():
    shortened = PEOPLE[1].model_copy(update={"honours": ("嘉奖",), "service": PEOPLE[1].service[:1]})
    whole = replace(kitted(peers=(PEOPLE[2],)), people=(PEOPLE[0], shortened))
    questions = Quiz(whole, passages(whole, whole.kits[0])).questions()
    told = {line for card in (*whole.people, PEOPLE[2]) for line in (*card.service, *card.honours)}
    asked = [one for one in questions if one.answer in told]
    assert {"荣誉", "经历"} == {word for one in asked for word in ("荣誉", "经历") if word in one.words}
    assert [option for one in questions for option in one.options if option in told] == []
    assert all("写出一项" in one.words for one in asked)


def test_the_reading_list_names_only_what_is_public(made):
    told = words_of(made / "kit/reading.pdf")
    assert f"{ADDRESS}interviews/{SNOW}.html" in told
    assert RIVER not in told, "it has no page on the site"
    assert "ISBN978-7-02-000220-7" in told


def test_the_deck_opens_from_a_stick_turns_by_keys_and_asks_nobody(made, chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((made / "kit/deck.html").as_uri(), timeout=300_000)
    count = page.locator(".slide").count()
    for number in range(count):
        assert page.locator("#where").inner_text() == f"{number + 1} / {count}"
        over = page.locator(".here").evaluate("one => [one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth]")
        assert max(over) <= 0, page.locator(".here h2").inner_text()
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    page.keyboard.press("n")
    assert page.locator(".here details").is_visible()
    heard = page.locator("audio").first
    heard.evaluate("sound => new Promise(done => sound.readyState ? done() : sound.addEventListener('loadedmetadata', done))")
    assert heard.evaluate("sound => sound.duration") > 3
    page.close()
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert said == []


def test_words_that_look_like_markup_are_words_everywhere(made, slides, chromium):
    page = chromium.new_page()
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    page.goto((made / "kit/deck.html").as_uri(), timeout=300_000)
    assert "<script>alert" in page.locator("main").text_content()
    page.close()
    assert any("<script>alert" in shown(one) for one in slides)


def test_hostile_words_in_every_field_are_set_as_they_are(made, tmp_path):
    wild = WILD + "\u202e\x00" + "长" * 400
    people = tuple(
        card.model_copy(update={"name": wild, "bio": wild, "native_place": wild, "honours": (wild,)}) for card in PEOPLE[:2]
    )
    items = tuple(item.model_copy(update={"title": wild, "caption": wild, "date": "1953年"}) for item in edition().items)
    whole = replace(kitted(title=wild, opening=wild), people=people, items=items, title=wild, institution=wild, contact=wild)
    publish(whole, made / "media", tmp_path / "wild")
    assert len(PdfReader(tmp_path / "wild/handout.pdf").pages) == 2
    opened = Presentation(tmp_path / "wild/slides.pptx")
    assert "<script>" in shown(opened.slides[0])
    for slide in opened.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and shape.text_frame.text.strip():
                assert tall(shape) <= shape.height / 12_700 + 1, shape.text_frame.text
    assert "\u202e" not in (tmp_path / "wild/deck.html").read_text("utf-8")


def test_the_same_edition_gives_the_same_bytes(made, tmp_path):
    publish(kitted(), made / "media", tmp_path / "again")
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (made / "kit" / name).read_bytes(), name


def test_what_people_chose_comes_as_they_chose_it_and_nothing_is_added_for_that_interview():
    whole = kitted(parts=(PublicPart(SNOW, ((22_000, 40_000), (0, 5_000))),))
    found = passages(whole, whole.kits[0])
    assert [one.lines[0].words for one in found] == ["这枚奖章是什么时候得的？", "您是哪一年入伍的？"]
    assert found[0].item is not None
    assert found[0].span is not None


def test_a_proposal_never_bridges_what_is_left_out_or_touches_what_is_silenced():
    whole = kitted()
    for one in passages(whole, whole.kits[0]):
        assert not ("渡口" in one.words and "六十里" in one.words)
    cut = replace(whole.sounds[0], silenced=((5_000, 6_000),))
    quiet = passages(replace(whole, sounds=(cut,)), whole.kits[0])
    assert not any(one.span and one.span[0] < 6_000 and one.span[1] > 5_000 for one in quiet)


def test_children_hear_less_and_shorter():
    told = {age: passages(kitted(age=age), kitted(age=age).kits[0]) for age in ("小学", "成人")}
    assert len(told["小学"]) <= 3
    assert len(told["小学"]) < len(told["成人"])


def test_nobody_elses_words_are_put_into_a_narrators_mouth(slides):
    whole = kitted()
    told = passages(whole, whole.kits[0])
    assert {line.speaker for one in told for line in one.lines} == {"贾明远", "易秀兰"}
    chosen = kitted(parts=(PublicPart(SNOW, ((40_000, 43_000),)),))
    (kin,) = passages(chosen, chosen.kits[0])
    assert kin.person is None
    assert [line.speaker for line in kin.lines] == ["家属"]


def test_a_passage_brings_the_notes_that_are_called_in_it_and_no_others():
    whole = kitted(parts=(PublicPart(SNOW, ((0, 20_000), (22_000, 40_000))),))
    deck = Deck(whole, passages(whole, whole.kits[0]), Things({}, {})).slides()
    explained = [slide.title for slide in deck if any("内江到成都当时步行约五天" in line for line in slide.notes)]
    assert explained == ["参军"]
