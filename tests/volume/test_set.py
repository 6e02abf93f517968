"""Two volumes bound into a set, with all that stands before and after their chapters, read back from their PDFs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from pipeline.model.edition import Edition
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.publish.volume.bindery import Leaves, Made, Order, make_set
from pipeline.publish.volume.series import runs
from tests.volume.bound import make, pair
from tests.volume.reading import Page, body, read


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Edition, Edition], Path]:
    media = tmp_path_factory.mktemp("media")
    return pair(media), media


@pytest.fixture(scope="module")
def made(editions: tuple[tuple[Edition, Edition], Path], tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    return make(*editions, tmp_path_factory.mktemp("room"))


@pytest.fixture(scope="module")
def volumes(made: list[Made]) -> list[tuple[Page, ...]]:
    return [read(one.files[0]) for one in made]


def words(page: Page) -> str:
    return re.sub(r"\s", "", page.text)


def opener(pages: tuple[Page, ...], title: str) -> Page:
    return next(page for page in pages if any(re.sub(r"\s", "", line.text) == title and line.size > 15 for line in page.lines))


def index_text(pages: tuple[Page, ...], title: str) -> str:
    """An index as it stands on its first page, to the next one or to the page's end."""
    text = opener(pages, title).text.partition(f"{title}\n")[2]
    return re.split(r"^\S+索引$", text, maxsplit=1, flags=re.MULTILINE)[0]


def named_on(pages: tuple[Page, ...], title: str) -> dict[str, set[int]]:
    """The lines of an index of this volume alone: name → pages."""
    found: dict[str, set[int]] = {}
    for name, numbers in re.findall(r"^([^\s\dA-Z]\S*) ([\d–, ]+)$", index_text(pages, title), re.MULTILINE):
        for first, last in re.findall(r"(\d+)(?:–(\d+))?", numbers):
            found.setdefault(name, set()).update(range(int(first), int(last or first) + 1))
    return found


def test_front_and_back_matter_stand_in_the_order_of_a_chinese_book(made: list[Made]) -> None:
    outline = [entry.title for entry in PdfReader(made[0].files[0]).outline if not isinstance(entry, list)]
    front = ["编委会名单", "序", "前言", "凡例", "目　录", "雪夜过江"]
    indexes = ["人名索引", "地名索引", "单位索引", "事件索引", "人名总索引"]
    assert outline == [*front, "大事记", "证书奖章图录", *indexes, "图片来源", "后记"]


def test_only_the_first_index_opens_on_a_right_hand_page_and_short_ones_follow_on(volumes: list[tuple[Page, ...]]) -> None:
    titles = ("人名索引", "地名索引", "单位索引", "事件索引", "人名总索引")
    places = [opener(volumes[0], title).number for title in titles]
    assert places[0] % 2 == 1
    assert places[:4] == places[:1] * 4
    assert places[4] - places[0] in (0, 1)
    assert "曾山河" in index_text(volumes[0], "人名总索引"), "a short index stays with its title"


def test_every_file_that_the_plan_asks_for_is_there(made: list[Made]) -> None:
    names = [file.name for file in made[0].files]
    assert names == [f"text-1{end}" for end in (".pdf", ".print.pdf", ".cover.pdf", ".large.pdf", ".proof.pdf", ".report.txt")]


def test_register_entries_are_indexed_where_the_edition_says_they_are_spoken_of(
    volumes: list[tuple[Page, ...]],
) -> None:
    first, second = volumes
    for title, name in (("地名索引", "卫生队"), ("单位索引", "指导员"), ("事件索引", "行军小唱")):
        listed = named_on(first, title)
        assert set(listed) == {name}
        assert listed[name]
        for page in listed[name]:
            assert name in words(body(first)[str(page)]), (name, page)
    assert "地名索引" not in "".join(map(words, second))


def test_the_index_of_the_set_names_volume_and_page_of_each_and_every_reference_is_there(volumes: list[tuple[Page, ...]]) -> None:
    for pages in volumes:
        text = re.sub(r"\n\d+\s*$", "", index_text(pages, "人名总索引"))  # without the folio
        assert "1 《长河人语》第一卷；2 《长河人语续编》第二卷。" in re.sub(r"\n", "", text)
        rows = dict(re.findall(r"^([^\s\dA-Z；]\S*) (\d:[\d–,;: \n]+)", text, re.MULTILINE))
        assert {"曾山河", "刘㛃"} <= set(rows)
        for name, places in rows.items():
            for volume, numbers in re.findall(r"(\d):([\d–, \n]+)", places):
                for first, last in re.findall(r"(\d+)(?:–(\d+))?", numbers):
                    for page in range(int(first), int(last or first) + 1):
                        assert name in words(body(volumes[int(volume) - 1])[str(page)]) or name == "欧阳𬭎", (name, volume, page)


def test_chapters_say_where_else_their_narrators_are_spoken_of(volumes: list[tuple[Page, ...]]) -> None:
    first, second = ("".join(map(words, pages)) for pages in volumes)
    found = re.search(r"参见：第二卷《药箱与歌本》，第(\d+)页", first)
    assert found
    assert "药箱与歌本" in words(body(volumes[1])[found[1]])
    back = re.search(r"参见：第一卷《雪夜过江》，第(\d+)页", second)
    assert back
    assert "雪夜过江" in words(body(volumes[0])[back[1]])


def test_the_chronology_goes_by_years_and_names_pages(volumes: list[tuple[Page, ...]]) -> None:
    text = words(opener(volumes[0], "大事记"))
    years = re.findall(r"^(\d{4}) ?年", opener(volumes[0], "大事记").text, re.MULTILINE)
    assert len(years) >= 5
    assert years == sorted(years)
    assert "曾山河出生于四川内江。" in text
    assert "1950年行军小唱（10月19日起，至1953年）" in text
    assert "曾山河：三等功奖章（某部政治处）" in text


def test_the_imprint_keeps_the_log_of_proofs(volumes: list[tuple[Page, ...]]) -> None:
    assert "校对记录一校周问2024年3月二校郑文2024年4月" in words(volumes[0][3])


def test_a_portrait_page_faces_its_chapter(volumes: list[tuple[Page, ...]]) -> None:
    chapter = opener(volumes[0], "雪夜过江")
    facing = volumes[0][chapter.number - 2]
    assert (chapter.number % 2, words(facing)) == (1, "曾山河")


def test_volumes_of_another_route_are_another_set(editions: tuple[tuple[Edition, Edition], Path], tmp_path: Path) -> None:
    (first, second), media = editions
    changes = {"route": "archive_copy_only", "imprint": Imprint(), "also": ()}
    sealed = second.volumes[0].plan.model_copy(update=changes)
    apart = (first, replace(second, volumes=(replace(second.volumes[0], plan=sealed),)))
    text = "".join(words(page) for page in read(make(apart, media, tmp_path)[0].files[0]))
    assert "长河人语续编" not in text
    assert "药箱与歌本" not in text


def test_two_builds_of_a_set_give_the_same_bytes(
    editions: tuple[tuple[Edition, Edition], Path], made: list[Made], tmp_path: Path
) -> None:
    again = make(*editions, tmp_path)
    for one, other in zip(made, again, strict=True):
        for file, twin in zip(one.files, other.files, strict=True):
            assert file.read_bytes() == twin.read_bytes(), file.name


def test_an_empty_volume_is_not_made_and_the_others_are(editions: tuple[tuple[Edition, Edition], Path], tmp_path: Path) -> None:
    (first, second), media = editions
    found = make((first, replace(second, interviews=(), people=())), media, tmp_path)
    assert [one.order.edition.volumes[0].id for one in found] == ["text-1"]
    assert "续编" not in "".join(page.text for page in read(found[0].files[0]))


def test_a_volume_that_cannot_be_set_leaves_the_set_and_the_others_are_made(
    editions: tuple[tuple[Edition, Edition], Path], tmp_path: Path
) -> None:
    (first, second), media = editions
    broken = second.volumes[0].plan.model_copy(update={"afterword": "他叫王\ue123文。"})
    found = make((first, replace(second, volumes=(replace(second.volumes[0], plan=broken),))), media, tmp_path)
    told = {one.order.edition.volumes[0].id: [problem.code for problem in one.problems if not problem.is_notice] for one in found}
    assert told == {"text-1": [], "text-2": ["book-glyph-missing"]}


def test_pages_are_run_together_from_three_on() -> None:
    assert runs([1, 2, 4, 5, 6, 9]) == "1, 2, 4–6, 9"
    assert runs([]) == ""


def test_the_index_of_the_set_has_the_heads_of_its_own_volume(
    editions: tuple[tuple[Edition, Edition], Path], tmp_path: Path
) -> None:
    (first, second), media = editions
    plan = first.volumes[0].plan.model_copy(update={"names_by": "strokes", "also": ()})
    other = second.volumes[0].plan.model_copy(update={"also": ()})
    pair_of = (
        replace(first, volumes=(replace(first.volumes[0], plan=plan),)),
        replace(second, volumes=(replace(second.volumes[0], plan=other),)),
    )
    by_strokes, by_letters = (index_text(read(one.files[0]), "人名总索引") for one in make(pair_of, media, tmp_path))
    assert re.findall(r"^\S+画$", by_strokes, re.MULTILINE) == ["六画", "八画", "十二画"]
    assert re.findall(r"^[A-Z]$", by_letters, re.MULTILINE) == ["L", "O", "Z"]


def test_a_preview_shows_every_page_and_tells_which_spreads_changed(
    editions: tuple[tuple[Edition, Edition], Path], tmp_path: Path
) -> None:
    (first, _), media = editions
    plan = first.volumes[0].plan.model_copy(update={"also": (), "set_index": False})
    whole = replace(first, volumes=(replace(first.volumes[0], plan=plan),))

    def leaf(edition: Edition, name: str, before: str) -> tuple[int, ...]:
        order = Order(edition, media, tmp_path / name, Leaves(tmp_path / name / "leaves", tmp_path / before / "leaves"))
        (made,) = make_set([order])
        return made.changed

    spreads = leaf(whole, "one", "none")
    pages = sorted((tmp_path / "one/leaves").glob("*.png"))
    assert len(spreads) == len(pages) // 2 + 1
    assert pages[0].read_bytes().startswith(b"\x89PNG")
    assert leaf(whole, "two", "one") == ()
    assert "没有改动。" in (tmp_path / "two/leaves/index.html").read_text(encoding="utf-8")
    mended = plan.model_copy(update={"afterword": "后记改了一个词，也谢谢曾山河。"})
    changed = leaf(replace(whole, volumes=(replace(whole.volumes[0], plan=mended),)), "three", "two")
    assert len(changed) == 1
    page = (tmp_path / "three/leaves/index.html").read_text(encoding="utf-8")
    assert page.count('class="spread changed"') == 1
    assert f'href="#p{changed[0]}"' in page


def test_the_names_go_by_strokes_where_the_plan_says_so(editions: tuple[tuple[Edition, Edition], Path], tmp_path: Path) -> None:
    (first, _), media = editions
    plan = first.volumes[0].plan.model_copy(update={"names_by": "strokes", "also": (), "set_index": False})
    (made,) = make((replace(first, volumes=(replace(first.volumes[0], plan=plan),)),), media, tmp_path)
    heads = re.findall(r"^(\S+画|[^\s\dA-Z]\S*(?= \d))", index_text(read(made.files[0]), "人名索引"), re.MULTILINE)
    assert heads == ["十二画", "曾山河"]
    assert isinstance(plan, VolumePlan)
