"""Search finds what stands in the public words, all of it and nothing else, and leads to its second."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from pipeline.language.folding import folded
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import InterviewProjection, LeftOut, PublicChapter, PublicTurn, Words
from pipeline.publish.site.findable import findables
from pipeline.publish.site.packs import Lying
from pipeline.publish.site.postings import GAP, Wanted, pack, postings, ranked
from pipeline.publish.site.search import index, write_index
from pipeline.publish.site.stream import PAGE, Stream
from pipeline.publish.site.terms import LONG, PARTS
from tests.site.conftest import serving
from tests.site.editions import SNOW, edition
from tests.site.registers import ways_edition
from tests.site.test_browser import until
from tests.site.unlettered import publish

FIND = """async (query) => {
  const letters = OhFind.folded(query), head = await (window.headOfTest ||= OhFind.open("search/"));
  const found = await (await OhFind.search(letters)).next(0, 1e9, 1e6);
  const places = await Promise.all(found.starts.map(start => OhFind.place(start, letters)));
  return places.filter(Boolean).map(each => [each.start, each.entry[3], each.entry[6][each.index][2]]);
}"""


TOGETHER = """async ([queries, told]) => {
  const head = await (window.headOfTest ||= OhFind.open("search/")), facets = (await OhFind.load("facets", 0))[0];
  const words = await Promise.all(queries.map(query => OhTogether.either([OhFind.folded(query)])));
  const known = await OhTogether.borders(head, facets.starts), starts = [];
  const next = OhTogether.together(words, told.map(each => each && new Set(each)), known, null);
  for (const [, first, last] of head.kinds) {
    for (let from = first * head.page; from < last * head.page;) {
      const found = await next(from, last * head.page, 5);
      starts.push(...found.hits.map(hit => hit.start));
      from = found.end;
    }
  }
  return starts;
}"""


def laid(found: Edition) -> Stream:
    stream = Stream()
    for _ in stream.pages(findables(found)):
        pass
    return stream


def row(found: Edition) -> str:
    return laid(found).text


def everywhere(text: str, words: str) -> list[int]:
    """Where `words` stand in `text`, overlapping places as well."""
    return [at.start() for at in re.finditer(f"(?={re.escape(words)})", text)]


@given(st.text(alphabet="一二三ab\n\U00020000", max_size=60))
def test_every_pair_has_all_its_positions_and_no_other(text: str) -> None:
    known = {}
    for found in postings(ranked(np.array([*map(ord, text)], dtype="<u4")), Wanted(0, 0)):
        for term, at in zip(found.terms.tolist(), np.split(found.at, found.ends), strict=False):
            known["".join(map(chr, term))] = at.tolist()
    pairs = {text[at : at + 2] for at in range(len(text) - 1) if GAP not in text[at : at + 2]}
    assert known == {pair: everywhere(text, pair) for pair in pairs}


@given(st.lists(st.lists(st.integers(0, 1 << 34), min_size=1, unique=True).map(sorted)))
def test_packed_numbers_are_leb128_of_what_was_added(groups: list[list[int]]) -> None:
    values = np.array([value for group in groups for value in group], dtype=np.int64)
    ends = np.cumsum([len(group) for group in groups]).astype(np.int64)
    packed, stops = pack(values, ends)
    read: list[list[int]] = []
    for start, stop in zip([0, *stops], stops, strict=False):
        numbers: list[int] = []
        value = shift = 0
        for byte in packed[start:stop]:
            value, shift = value | (byte & 127) << shift, shift + 7
            if byte < 128:
                numbers.append(value + (numbers[-1] if numbers else 0))
                value = shift = 0
        read.append(numbers)
    assert read == groups


def test_nothing_joins_what_stands_on_both_sides_of_a_place_left_out() -> None:
    turn = PublicTurn(
        speaker="甲",
        role="narrator",
        blocks=(Words(text="我们到了"), LeftOut(label="此处略去"), Words(text="北边的河"), Words(text="停下来")),
    )
    talk = InterviewProjection(purpose="web_text", id=SNOW, title="路", chapters=(PublicChapter(title="", turns=(turn,)),))
    text = row(
        replace(
            edition(),
            people=(),
            items=(),
            volumes=(),
            interviews=(PublicInterview(talk, None, None, "machine", dt.date(2026, 1, 1)),),
        )
    )
    assert "北边的河停下来" in text
    assert "到了北边" not in text


def test_the_same_edition_gives_the_same_files_and_what_left_is_gone(tmp_path: Path) -> None:
    write_index(edition(), tmp_path)
    before = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*.js")}
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.js")}
    write_index(edition(), tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.js")} == times
    assert dict(index(edition())) == before
    write_index(replace(edition(), interviews=(), column=None), tmp_path)
    assert "谁也不说话" not in "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.js"))


def test_only_files_with_words_of_a_changed_text_are_written_again(tmp_path: Path) -> None:
    folder, held = tmp_path / "search", tmp_path / "held"
    made_of = {entry.projection.id: "as it was" for entry in edition().interviews}
    write_index(edition(), folder, held, made_of)
    times = {path: path.stat().st_mtime_ns for path in folder.rglob("*.js")}
    first, *rest = edition().interviews
    chapters = tuple(one.model_copy(update={"title": "改了"}) for one in first.projection.chapters)
    talk = first.projection.model_copy(update={"chapters": chapters, "story": ()})
    changed = replace(edition(), interviews=(replace(first, projection=talk), *rest))
    write_index(changed, folder, held, {**made_of, SNOW: "as it is"})
    assert {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")} == dict(index(changed))
    same = [path for path, at in times.items() if path.exists() and path.stat().st_mtime_ns == at]
    assert 0 < len(same) < len(times)


def test_a_spoilt_index_is_made_anew(tmp_path: Path) -> None:
    folder, held = tmp_path / "search", tmp_path / "held"
    made_of = {entry.projection.id: "as it was" for entry in edition().interviews}
    write_index(edition(), folder, held, made_of)
    next(folder.glob("t/*.js")).write_text("", encoding="utf-8")
    next(folder.glob("i/*.js")).unlink()
    write_index(edition(), folder, held, made_of)
    assert {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")} == dict(index(edition()))


def test_an_empty_edition_has_an_index_that_holds_nothing(tmp_path: Path) -> None:
    empty = replace(edition(), people=(), interviews=(), items=(), volumes=(), column=None)
    write_index(empty, tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.js")) == ["borders.js", "facets.js", "head.js"]


def test_every_public_word_of_an_interview_can_be_found() -> None:
    known = {passage.text for each in findables(edition()) for passage in each.passages}
    for entry in edition().interviews:
        spoken = [
            block.text
            for chapter in entry.projection.chapters
            for turn in chapter.turns
            for block in turn.blocks
            if isinstance(block, Words)
        ]
        text = "".join(folded(passage) for passage in known)
        assert spoken
        assert all(
            folded(re.sub(r"\[\^\w+\]", "", part)) in text for words in spoken for part in re.split("[。？]", words) if part
        )


@pytest.fixture(scope="module")
def many(site_media: Path, tmp_path_factory: pytest.TempPathFactory, project: Path) -> tuple[Stream, Path]:
    """A site whose text is long enough for several pages, files of terms, and long lists; its row of characters, and it."""
    folder = tmp_path_factory.mktemp("many")
    chance = random.Random(5)
    letters = [chr(0x4E00 + number) for number in range(400)] + list("𬭎a1")
    weights = [(rank + 1) ** -1.4 for rank in range(len(letters))]

    def words(count: int) -> str:
        return "".join(
            "".join(chance.choices(letters, weights, k=chance.randint(4, 20))) + chance.choice("。，？") for _ in range(count)
        )

    first, *rest = edition().interviews
    turns = tuple(
        PublicTurn(speaker="甲", role="narrator", start_ms=number * 9000, blocks=(Words(text=words(30)),))
        for number in range(120)
    )
    talk = first.projection.model_copy(update={"chapters": (PublicChapter(title="长", turns=turns),)})
    long = replace(edition(), interviews=(replace(first, projection=talk, timing=None), *rest))
    publish(long, site_media, folder / "pages", folder / "out", project)
    return laid(long), folder / "out"


@pytest.mark.parametrize("by", ["disk", "server"])
def test_whatever_is_cut_out_of_the_text_is_found_at_every_place_and_nowhere_else(
    chromium: Browser, many: tuple[Stream, Path], by: str
) -> None:
    text, out = many[0].text, many[1]
    lying = Lying(out / "search/i", PARTS)
    assert any(len(lying.record(number)[1]) > LONG for number in range(64)), "a list in pieces was wanted"
    chance = random.Random(9)
    with serving(out) if by == "server" else contextlib.nullcontext(f"{out.as_uri()}/") as address:
        page = chromium.new_page()
        page.goto(f"{address}search.html")
        page.wait_for_selector(".oh-search[data-ready]")
        for _ in range(60):
            length = chance.randint(2, 8)
            at = chance.randrange(len(text) - length)
            if GAP not in text[at : at + length]:
                words = text[at : at + length]
                assert [each[0] for each in page.evaluate(FIND, words)] == everywhere(text, words), words
        for absent in ("一丁七", "龘龘", "𬭎𬭎𬭎𬭎𬭎𬭎𬭎"):
            assert [each[0] for each in page.evaluate(FIND, absent)] == everywhere(text, absent)
        page.close()


def parts(stream: Stream) -> list[tuple[int, str]]:
    """Where each entry and each interview begins, and its characters."""
    edges = [*stream.entries, *(page * PAGE for page in stream.starts), stream.length]
    return [(start, stream.text[start:end]) for start, end in pairwise(edges)]


@pytest.mark.parametrize("by", ["disk", "server"])
def test_several_words_are_found_in_every_part_that_has_them_all_and_in_no_other(
    chromium: Browser, many: tuple[Stream, Path], by: str
) -> None:
    stream, out = many
    known, chance = parts(stream), random.Random(11)
    with serving(out) if by == "server" else contextlib.nullcontext(f"{out.as_uri()}/") as address:
        page = chromium.new_page()
        page.goto(f"{address}search.html")
        page.wait_for_selector(".oh-search[data-ready]")
        together = apart = 0
        for count in range(80):
            one, other = (chance.choice([text for _, text in known]) for _ in range(2))
            cuts = [_cut(other if count % 3 == 0 and not at else one, chance) for at in range(chance.randint(2, 7))]
            words = [cut for cut in cuts if cut]
            if len(words) > 1:
                expected = {start for start, text in known if all(word in text for word in words)}
                starts = page.evaluate(TOGETHER, [words, [None] * len(words)])
                assert {known[bisect_right(known, (start, chr(0x10FFFF))) - 1][0] for start in starts} == expected, words
                together, apart = together + bool(expected), apart + (not expected)
        page.close()
    assert together > 20
    assert apart > 5


def _cut(text: str, chance: random.Random) -> str:
    """Two to nine characters of one line."""
    lines = [line for line in text.split(GAP) if len(line) > 1]
    line = chance.choice(lines)
    at = chance.randrange(len(line) - 1)
    return line[at : at + chance.randint(2, 9)]


def test_whom_a_word_names_need_not_speak_it_whichever_word_is_the_rarest(chromium: Browser, many: tuple[Stream, Path]) -> None:
    stream, out = many
    talks, chance = parts(stream)[len(stream.entries) :], random.Random(13)
    page = chromium.new_page()
    page.goto(f"{out.as_uri()}/search.html")
    page.wait_for_selector(".oh-search[data-ready]")
    for _ in range(30):
        words = [_cut(chance.choice(talks)[1], chance) for _ in range(2)]
        told = [[chance.randrange(len(talks))], [chance.randrange(len(talks))]]
        expected = {
            start
            for number, (start, text) in enumerate(talks)
            if all(word in text or number in of for word, of in zip(words, told, strict=True))
            and any(word in text for word in words)
        }
        starts = [start for start in page.evaluate(TOGETHER, [words, told]) if start >= talks[0][0]]
        assert {talks[bisect_right(talks, (start, chr(0x10FFFF))) - 1][0] for start in starts} == expected, (words, told)
    page.close()


def test_a_single_common_character_beside_other_words_is_left_out_of_texts_and_named(
    chromium: Browser, many: tuple[Stream, Path]
) -> None:
    stream, out = many
    _, text = parts(stream)[len(stream.entries)]
    word = next(text[at : at + 8] for at in range(900, 1400) if GAP not in text[at : at + 8])
    page = chromium.new_page()
    find(page, f"{out.as_uri()}/", f"一 {word}")  # 一 is the most common character there
    expect(page.locator(".oh-search__state")).to_contain_text("“一”是单字，没有在正文里按它查找。")
    expect(page.locator(".oh-hits__talk")).to_have_count(1)
    page.close()


def test_words_that_stand_far_apart_in_one_interview_are_each_shown(chromium: Browser, many: tuple[Stream, Path]) -> None:
    stream, out = many
    _, text = parts(stream)[len(stream.entries)]
    words = [next(cut for at in range(begin, begin + 500) if GAP not in (cut := text[at : at + 8])) for begin in (900, 20_000)]
    page = chromium.new_page()
    find(page, f"{out.as_uri()}/", " ".join(words))
    expect(page.locator(".oh-hits__talk")).to_have_count(1)
    assert {folded(mark) for mark in page.locator(".oh-hits mark").all_inner_texts()} == set(words)
    page.close()


def find(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}search.html")
    page.wait_for_selector(".oh-search[data-ready]")
    page.fill("#oh-q", query)
    expect(page.locator(".oh-search__state")).to_contain_text(re.compile("条|没有"))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_a_hit_leads_to_its_second_and_plays_there(page: Page, address: str) -> None:
    find(page, address, "有什么好看")
    expect(page.locator(".oh-hits mark")).to_have_text("有什么好看")
    page.click(".oh-hit__play")
    until(page, "document.querySelector('.oh-search audio').currentTime >= 44")
    assert page.evaluate("document.querySelector('.oh-search audio').currentTime") < 47
    page.click(".oh-hit__play")
    assert page.evaluate("document.querySelector('.oh-search audio').paused")
    page.click(".oh-hit__words")
    page.wait_for_url("**/interviews/*.html#t=44")
    until(page, "document.querySelector('.oh-player audio').currentTime >= 43.9")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("jmy", "贾明远"),
        ("jiamingyuan", "贾明远"),
        ("JIA MINGYUAN", "贾明远"),
        ("賈明遠", "贾明远"),
        ("秉", "秉𬭎"),
        ("1950年冬天", "一九五〇年冬天"),
        ("３等功", "三等功"),
        ("雪 渡口", "队伍沿着河边走"),
    ],
)
def test_names_and_words_are_found_however_they_are_written(page: Page, served_plain: str, query: str, found: str) -> None:
    find(page, served_plain, query)
    expect(page.locator(".oh-hits")).to_contain_text(found)


def test_a_kind_a_person_and_a_year_narrow_what_is_found(page: Page, address: str) -> None:
    find(page, address, "雪")
    page.click(".oh-narrow summary")
    page.fill("[name=people]", "易秀兰")
    expect(page.locator(".oh-search__state")).to_contain_text("没有找到")
    page.fill("[name=people]", "贾明远")
    expect(page.locator(".oh-hits")).to_contain_text("下着大雪")
    page.fill("[name=people]", "")
    page.select_option("[name=kind]", "interviews")
    expect(page.locator(".oh-hits__kind")).to_have_count(1)
    expect(page.locator(".oh-hits h2")).to_have_text("访谈")


def test_part_of_a_name_narrows_and_a_filter_without_words_asks_for_them(page: Page, served_plain: str) -> None:
    find(page, served_plain, "雪")
    page.click(".oh-narrow summary")
    page.fill("[name=people]", "明遠")
    expect(page.locator(".oh-hits")).to_contain_text("下着大雪")
    page.fill("[name=years]", "1999")
    expect(page.locator(".oh-search__state")).to_contain_text("请放宽范围")
    page.fill("#oh-q", "")
    expect(page.locator(".oh-search__state")).to_have_text("请写上要找的字")


def test_a_narrator_and_a_word_find_what_that_narrator_said(page: Page, served_plain: str) -> None:
    find(page, served_plain, "贾明远 从来")
    expect(page.locator(".oh-hit__words")).to_contain_text("他从来不拿出来")
    find(page, served_plain, "从来 易秀兰")
    expect(page.locator(".oh-search__state")).to_contain_text("没有找到")
    find(page, served_plain, "贾明远")
    expect(page.locator(".oh-hits h2", has_text="访谈")).to_be_visible()


def test_words_of_neighbouring_entries_are_not_one_hit_and_each_word_counts(page: Page, served_plain: str) -> None:
    find(page, served_plain, "贾明远 卫生训练班")
    expect(page.locator(".oh-search__state")).to_contain_text("没有找到同时有这几个词的内容")
    find(page, served_plain, "易秀兰 卫生训练班")
    expect(page.locator(".oh-hits")).to_contain_text("易秀兰")
    said = "十七岁 大雪 河边 谁也 渡口 六十里"
    find(page, served_plain, said)
    expect(page.locator(".oh-hits__talk")).to_have_count(1)
    rows = page.locator(".oh-hits__talk .oh-hit__words").all_inner_texts()
    assert all(any(word in row for row in rows) for word in said.split()), "every word is seen where it stands"
    assert len(rows) == len(set(rows))
    find(page, served_plain, f"{said} 卫生训练班")
    expect(page.locator(".oh-search__state")).to_contain_text("没有找到")
    find(page, served_plain, "三等功、和平纪念章")
    expect(page.locator(".oh-search__state")).to_contain_text("没有找到")


def test_more_words_than_are_looked_for_at_once_are_named(page: Page, served_plain: str) -> None:
    find(page, served_plain, " ".join(["雪"] * 12))
    expect(page.locator(".oh-search__state")).not_to_contain_text("一次最多找")
    find(page, served_plain, " ".join(["雪"] * 12 + ["卫生"]))
    expect(page.locator(".oh-search__state")).to_contain_text("一次最多找 12 个词，后面的没有算在内。")
    expect(page.locator(".oh-hits")).to_contain_text("下着大雪")


def test_words_around_a_hit_do_not_leap_over_what_was_left_out(page: Page, served_plain: str) -> None:
    find(page, served_plain, "走了六十里")
    expect(page.locator(".oh-hit__words")).to_have_text("第二天又走了六十里。")


def test_the_box_above_every_page_leads_to_what_was_asked_for(page: Page, address: str) -> None:
    page.goto(f"{address}people/index.html")
    page.fill(".oh-seek input", "大雪")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator(".oh-hits")).to_contain_text("下着大雪")


def test_hostile_words_are_shown_as_words(page: Page, served_plain: str) -> None:
    find(page, served_plain, "script alert")
    expect(page.locator(".oh-hits")).to_contain_text('<script>alert("x")</script>')
    assert page.locator(".oh-hits script").count() == 0


def test_without_scripts_the_page_says_where_to_look(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search.html")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator(".oh-search")).to_be_hidden()
    context.close()


def test_a_phone_shows_hits_without_scrolling_sideways(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    find(page, address, "一")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def test_places_units_events_and_honours_are_found_and_narrow_what_is_found(tmp_path: Path) -> None:
    whole = ways_edition()
    found = {each.href: each for each in findables(whole)}
    for entry in whole.entries:
        here = found[f"{entry.register}/{entry.id}.html"]
        assert {entry.name, *entry.aliases} <= {passage.text for passage in here.passages}
    facets = json.loads(dict(index(whole))["facets.js"].decode().removeprefix('ohFound("facets",0,').removesuffix(");\n"))
    spoken = next(entry for entry in whole.entries if entry.register == "places" and entry.passages)
    known = [entry.projection.id for entry in whole.interviews]
    assert {known.index(passage.interview) for passage in spoken.passages} <= set(dict(facets["places"])[spoken.name])
