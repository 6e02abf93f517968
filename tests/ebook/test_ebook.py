"""Ebooks: valid, the same bytes again, read along with the voice, with the pages of paper."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import Unreadable
from pipeline.model.projection import LeftOut, PublicChapter, PublicTurn, Words
from pipeline.publish.ebook.press import publish, rare
from pipeline.publish.paging import VolumePages, parse_pages
from tests.ebook.conftest import Bound
from tests.ebook.editions import SECONDS, counted, narrator, voice
from tests.ebook.reading import NS, TYPE, Opened, epubcheck
from tests.volume.bound import archived
from tests.volume.reading import body, read


@pytest.fixture(scope="module")
def heard(bound: Bound) -> Opened:
    return Opened.at(bound.voice)


def test_epubcheck_has_nothing_to_say_against_the_books_of_a_volume_and_of_a_narrator(bound: Bound, tmp_path: Path) -> None:
    own = publish(narrator(bound.edition, "P1"), bound.media, tmp_path, VolumePages())
    told = publish(narrator(bound.edition, "P2"), bound.media, tmp_path, VolumePages())
    assert [path.name for path in (*own, *told)] == ["P1.epub", "P1-voice.epub", "P2.epub"]
    assert epubcheck(bound.text, bound.voice, own[1], told[0]) == ""


def test_a_broken_book_is_found_by_epubcheck(bound: Bound, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "broken.epub", "w") as packed:
        for name, content in Opened.at(bound.text).files.items():
            packed.writestr(name, content.replace(b'href="nav.xhtml"', b'href="gone.xhtml"'))
    assert "RSC-001" in epubcheck(tmp_path / "broken.epub")


def test_the_same_edition_gives_the_same_bytes_with_the_mimetype_first_and_plain(bound: Bound, tmp_path: Path) -> None:
    again = publish(bound.edition, bound.media, tmp_path, bound.pages)
    assert [path.read_bytes() for path in again] == [bound.text.read_bytes(), bound.voice.read_bytes()]
    assert bound.text.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(bound.voice) as packed:
        assert {one.date_time for one in packed.infolist()} == {(2024, 5, 1, 0, 0, 0)}
        assert {one.filename.rpartition(".")[2] for one in packed.infolist() if not one.compress_type} >= {"m4a", "jpg"}


def test_every_sentence_that_is_heard_stands_in_the_text_and_no_clip_leaves_the_sound(heard: Opened) -> None:
    pars = heard.tree("overlays/chapter-001.smil").xpath("//smil:par", namespaces=NS)
    ids = heard.ids("chapter-001.xhtml")
    spoken = [par[0].get("src").partition("#")[2] for par in pars]
    assert len(spoken) > 100
    assert spoken == [one for one in ids if re.fullmatch(r"s\d+", one)], "in the order of the text, each once"
    before = 0.0
    for par in pars:
        begin, end = (float(par[1].get(name).removesuffix("s")) for name in ("clipBegin", "clipEnd"))
        assert before <= begin < end <= SECONDS
        before = end
    assert not [name for name in heard.files if "smil" in name and "chapter-001" not in name]


def test_the_lengths_of_the_overlays_are_stated_and_add_up(heard: Opened) -> None:
    each, whole = heard.meta("media:duration")
    pars = heard.tree("overlays/chapter-001.smil").xpath("//smil:par/smil:audio", namespaces=NS)
    clips = [float(one.get("clipEnd")[:-1]) - float(one.get("clipBegin")[:-1]) for one in pars]
    hours, minutes, seconds = map(float, whole.split(":"))
    assert each == whole
    assert abs(hours * 3600 + minutes * 60 + seconds - sum(clips)) < 0.01
    assert heard.meta("media:narrator") == ["曾山河"]
    assert heard.meta("media:active-class")[0] in heard.files["EPUB/style.css"].decode()


def test_the_voice_is_silent_where_something_is_left_out(bound: Bound, tmp_path: Path) -> None:
    turn = PublicTurn(
        speaker="曾山河", role="narrator", blocks=(Words(text="头一句。"), LeftOut(label="此处略去一句"), Words(text="末一句。"))
    )
    first = bound.edition.interviews[0]
    talk = first.projection.model_copy(update={"chapters": (PublicChapter(title="", turns=(turn, turn)),), "items": ()})
    one = voice(dataclasses.replace(first, projection=talk))
    made = publish(dataclasses.replace(bound.edition, interviews=(one,)), bound.media, tmp_path, VolumePages())
    opened = Opened.at(made[1])
    ends = [par.get("clipEnd") for par in opened.tree("overlays/chapter-001.smil").xpath("//smil:audio", namespaces=NS)]
    assert ends == ["1.000s", "2.500s", "3.500s", "4.500s"], "only the pause between the turns is heard to its end"
    assert "〔此处略去一句〕" in opened.words("chapter-001.xhtml")


def test_a_book_of_text_alone_holds_no_sound_and_speaks_of_none(bound: Bound) -> None:
    opened = Opened.at(bound.text)
    assert not [name for name in opened.files if name.endswith((".m4a", ".smil"))]
    assert not [name for name in opened.meta("schema:accessibilityFeature") if "Audio" in name]
    assert "auditory" not in opened.meta("schema:accessMode")
    assert b"media-overlay" not in opened.files["EPUB/package.opf"]


def marked(opened: Opened) -> Iterator[tuple[int, str, str]]:
    """Each printed page: its number, its chapter, and the words that follow its mark."""
    listed = opened.tree("nav.xhtml").xpath("//x:nav[@epub:type='page-list']//x:a", namespaces=NS)
    for link in listed:
        name, _, anchor = link.get("href").partition("#")
        source = opened.files[f"EPUB/{name}"].decode()
        after = source.partition(f'id="{anchor}"')[2].partition(">")[2]
        assert after, anchor
        yield int(link.text), name, re.sub(r"<sup.*?</sup>|<[^>]*>", "", after)


def test_the_page_list_holds_every_page_of_the_printed_chapters_in_order(bound: Bound, heard: Opened) -> None:
    pages = [page for page, _, _ in marked(heard)]
    assert pages == list(range(1, len(pages) + 1))
    printed = body(read(bound.pdf))
    after = next(int(folio) for folio, page in printed.items() if page.text.startswith("人名索引"))
    assert 0 < after - pages[-1] <= 2, "the index and the afterword are no chapters, and the page before them may be blank"
    assert heard.meta("source-of") == ["pagination"]
    assert "pageBreakMarkers" in heard.meta("schema:accessibilityFeature")


def test_a_page_is_marked_at_the_sentence_that_begins_it_or_runs_over_its_turn(tmp_path: Path) -> None:
    edition = counted(tmp_path / "media")
    (pdf,) = archived(dataclasses.replace(edition, outlet="volume"), tmp_path / "media", tmp_path / "press")
    pages = parse_pages((tmp_path / "press/text-1.pages.json").read_bytes())
    (made,) = publish(edition, tmp_path / "media", tmp_path, pages)
    printed = {folio: re.sub(r"\s", "", page.text) for folio, page in body(read(pdf)).items()}
    found = list(marked(Opened.at(made)))
    assert len(found) > 15
    for page, _, words in found[1:]:
        marked_at = int(re.findall(r"第(\d{4})句话", words)[0])
        begins = min(int(one) for one in re.findall(r"第(\d{4})句话", printed[str(page)]))
        assert begins - 2 <= marked_at <= begins + 1, f"page {page} begins with {begins}, marked at {marked_at}"


def test_other_words_than_were_printed_get_no_page_list(bound: Bound, tmp_path: Path) -> None:
    first, *others = bound.edition.interviews
    changed = first.projection.model_copy(update={"chapters": first.projection.chapters[:1]})
    edition = dataclasses.replace(bound.edition, interviews=(dataclasses.replace(first, projection=changed), *others))
    opened = Opened.at(publish(edition, bound.media, tmp_path, bound.pages)[0])
    assert {name for _, name, _ in marked(opened)} == {"chapter-002.xhtml", "chapter-003.xhtml"}
    assert parse_pages(b"[1]") == parse_pages(b"\xff") == VolumePages()


def test_each_note_is_called_and_leads_back(heard: Opened) -> None:
    tree = heard.tree("chapter-001.xhtml")
    calls = tree.xpath("//x:a[@epub:type='noteref']", namespaces=NS)
    notes = {one.get("id"): one for one in tree.iter(f"{{{NS['x']}}}aside")}
    assert len(calls) == len(notes) == 6
    for call in calls:
        note = notes[call.get("href").lstrip("#")]
        assert note.get(TYPE) == "footnote"
        assert note.xpath(".//x:a/@href", namespaces=NS) == [f"#{call.get('id')}"]


def test_pictures_have_words_and_no_traces_and_the_cover_is_drawn(heard: Opened) -> None:
    pictures = [name for name in heard.files if name.endswith(".jpg")]
    assert len(pictures) >= 7
    for name in pictures:
        with Image.open(io.BytesIO(heard.files[name])) as picture:
            assert not picture.getexif(), name
    for name in heard.files:
        if name.endswith(".xhtml"):
            images = heard.tree(name.removeprefix("EPUB/")).iter(f"{{{NS['x']}}}img")
            assert all(image.get("alt") for image in images), name
    with Image.open(io.BytesIO(heard.files["EPUB/images/cover.jpg"])) as cover:
        assert cover.size == (1600, 2400)


def test_rare_characters_bring_their_letters(bound: Bound, heard: Opened) -> None:
    assert rare("欧阳𬭎与刘㛃，五四") == "㛃𬭎"
    assert heard.files["EPUB/fonts/rare.woff2"][:4] == b"wOF2"
    assert len(heard.files["EPUB/fonts/rare.woff2"]) < 20_000
    assert "Koushu Rare" in heard.files["EPUB/style.css"].decode()


def test_a_volume_that_tells_the_story_tells_it_here_too_and_a_narrators_own_book_has_both(bound: Bound, tmp_path: Path) -> None:
    assert "药箱" in Opened.at(bound.text).words("chapter-002.xhtml")
    assert "卫生队" not in Opened.at(bound.text).words("nav.xhtml")
    (own,) = publish(narrator(bound.edition, "P2"), bound.media, tmp_path, VolumePages())
    contents = Opened.at(own).words("nav.xhtml")
    assert "药箱与歌本（作家整理稿）" in contents
    assert "卫生队" in contents


def test_words_that_xml_forbids_and_markup_in_a_text_break_no_book(bound: Bound, tmp_path: Path) -> None:
    nasty = '<script>&amp;"\u0000\u0007\ufffe\ud800]]>\u202e 完'
    first = bound.edition.interviews[0]
    turn = PublicTurn(speaker=nasty, role="narrator", blocks=(Words(text=nasty + "。*强*[^1]"),))
    talk = first.projection.model_copy(
        update={"title": nasty, "chapters": (PublicChapter(title=nasty, turns=(turn,)),), "notes": (("1", nasty),)}
    )
    edition = dataclasses.replace(bound.edition, interviews=(voice(dataclasses.replace(first, projection=talk)),))
    made = publish(edition, bound.media, tmp_path, VolumePages())
    assert epubcheck(made[1]) == ""
    assert "<script>&amp;" in Opened.at(made[1]).words("chapter-001.xhtml")


def test_an_edition_of_which_nothing_is_out_makes_no_book_and_a_missing_picture_is_named(bound: Bound, tmp_path: Path) -> None:
    assert publish(dataclasses.replace(bound.edition, interviews=()), bound.media, tmp_path, VolumePages()) == ()
    with pytest.raises(Unreadable) as trouble:
        publish(bound.edition, tmp_path / "elsewhere", tmp_path, VolumePages())
    assert trouble.value.code == "public-file-missing"


def test_each_chapter_is_told_in_the_way_in_which_the_printed_volume_tells_it(bound: Bound, tmp_path: Path) -> None:
    (whole,) = bound.edition.volumes
    by_words = dataclasses.replace(whole, plan=whole.plan.model_copy(update={"prefer": "text"}))
    for told_as, is_story in (((), False), ((("V2", "story"),), True)):
        edition = dataclasses.replace(bound.edition, volumes=(dataclasses.replace(by_words, told_as=told_as),))
        made = publish(edition, bound.media, tmp_path / str(is_story), VolumePages())[0]
        assert ("卫生队" not in Opened.at(made).words("nav.xhtml")) is is_story


def test_a_chapter_of_an_edited_text_says_so_under_its_title(bound: Bound, tmp_path: Path) -> None:
    first, *others = bound.edition.interviews
    edition = dataclasses.replace(bound.edition, interviews=(dataclasses.replace(first, telling="edited"), *others))
    made = publish(edition, bound.media, tmp_path, VolumePages())[0]
    assert "文字：编辑整理稿，" in Opened.at(made).words("chapter-001.xhtml")
    assert "编辑整理稿" not in Opened.at(bound.text).words("chapter-001.xhtml")
    assert epubcheck(made) == ""


def test_all_that_stands_around_the_chapters_of_a_volume_stands_around_them_here(bound: Bound, tmp_path: Path) -> None:
    (whole,) = bound.edition.volumes
    said = {name: f"这里是{name}。" for name in ("dedication", "foreword", "preface", "conventions", "afterword")}
    plan = whole.plan.model_copy(update={**said, "committee": ("主任：李某", "委员：张某"), "proofs": ("一校　王某",)})
    edition = dataclasses.replace(bound.edition, volumes=(dataclasses.replace(whole, plan=plan),))
    made = publish(edition, bound.media, tmp_path, VolumePages())[0]
    book = Opened.at(made)
    for name, words in said.items():
        assert words in book.words(f"{name}.xhtml")
    assert "主任：李某；委员：张某" in book.words("about.xhtml")
    assert "一校　王某" in book.words("about.xhtml")
    assert epubcheck(made) == ""
