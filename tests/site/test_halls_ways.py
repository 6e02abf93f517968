"""The first page, the grid of people, the walls and the items: what they hold, and how they are searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipeline.language.inline import plain
from pipeline.model.edition import Edition
from pipeline.model.projection import LeftOut, PersonCard, PublicTurn, Words
from pipeline.publish.site import halls
from pipeline.publish.site.pages import SitePages
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.voices import voices
from tests.site.editions import JIA, PEOPLE, RIVER, SNOW, YI, edition, river, snow
from tests.site.reading import read
from tests.site.unlettered import publish

STRANGE = (PersonCard(id=YI, name="易"), PersonCard(id=JIA, name="𬭎" * 12))
LONE = "我们这些人，能回来就是好的，不敢忘记没有回来的战友。"


def said(*blocks: object, trust: str = "proofread") -> Edition:
    """An edition whose one interview is one turn of one narrator."""
    turn = PublicTurn(speaker="贾明远", role="narrator", person=JIA, start_ms=0, blocks=blocks)
    talk = snow().projection
    talk = talk.model_copy(update={"chapters": (talk.chapters[0].model_copy(update={"turns": (turn,)}),)})
    return replace(edition(), interviews=(replace(snow(), projection=talk, timing=None, trust=trust),))


def bare(**values: object) -> Edition:
    return replace(edition(), **{"people": (), "interviews": (), "items": (), "walls": (), "volumes": (), **values})


def words_of(whole: Edition) -> list[str]:
    return [voice.words for own in voices(whole).values() for voice in own]


def test_a_sentence_beside_a_face_is_one_of_the_narrator_s_whole_and_unchanged() -> None:
    spoken = {
        plain(block.text)
        for entry in edition().interviews
        for chapter in entry.projection.chapters
        for turn in chapter.turns
        if turn.role == "narrator"
        for block in turn.blocks
        if isinstance(block, Words)
    }
    found = words_of(edition())
    assert found
    for words in found:
        assert any(words in paragraph for paragraph in spoken)
        assert words.endswith(("。", "！", "？", "”"))
        assert 12 <= sum(letter.isalnum() for letter in words) <= 40


def test_what_no_person_has_read_is_never_put_beside_a_face() -> None:
    assert words_of(said(Words(text=LONE))) == [LONE]
    assert words_of(said(Words(text=LONE), trust="machine")) == []


@pytest.mark.parametrize(
    "blocks",
    [
        (Words(text="我住在"), LeftOut(label="此处略去"), Words(text="那个村子里的人后来都走了，我也走了，再没有回去。")),
        (Words(text="我记得那年冬天下了很大的雪〔待核〕，我们走了六十里。"),),
        (Words(text="他说：“我们这些人能回来就是好的，不敢忘记。"),),
        (Words(text="好的。"),),
        (Words(text="没有标点的一句话没有标点的一句话没有标点的一句话"),),
    ],
    ids=["after something left out", "doubtful", "half a quotation", "too short", "without an end"],
)
def test_a_broken_doubtful_or_short_sentence_is_not_chosen(blocks: tuple[object, ...]) -> None:
    assert words_of(said(*blocks)) == []


def test_who_speaks_on_the_first_page_goes_round_with_the_edition_s_date_alone() -> None:
    talk = river()
    own = talk.projection.model_copy(
        update={
            "chapters": (
                talk.projection.chapters[0].model_copy(
                    update={"turns": (PublicTurn(speaker="易秀兰", role="narrator", person=YI, blocks=(Words(text=LONE),)),)}
                ),
            )
        }
    )
    whole = replace(edition(), interviews=(replace(snow(), sound=None), replace(talk, projection=own, trust="confirmed")))
    faces = []
    for day in range(4):
        dated = replace(whole, date=whole.date.replace(day=1 + day))
        faces.append(halls.home(dated, voices(dated))["face"].id)  # type: ignore[attr-defined]
    assert faces[:2] == faces[2:]
    assert set(faces) == {JIA, YI}


def test_the_first_page_shows_a_face_a_sentence_and_the_way_to_hear_it(built: Path) -> None:
    page = read(built / "index.html")
    assert "那天晚上下着大雪，队伍沿着河边走，谁也不说话。" in page.text()
    heard = [link["href"] for link in page.all("a") if link.get("class") == "oh-button"]
    assert len(heard) == 1
    assert heard[0].startswith(f"interviews/{SNOW}.html#t=")
    assert [one["href"] for one in page.all("a") if one.get("href") in ("walls.html", "items/index.html", "volumes.html")]


@pytest.mark.parametrize(
    ("whole", "wanted"),
    [
        (bare(), "目前还没有公开的访谈"),
        (bare(people=PEOPLE[2:]), "1 位"),
        (bare(people=(PEOPLE[0].model_copy(update={"portrait": None}),), interviews=(snow(),)), "谁也不说话。"),
        (bare(people=STRANGE, interviews=(replace(snow(), trust="machine"),)), "认识" + "𬭎" * 12),
    ],
    ids=["empty", "nobody spoke", "no portrait", "a name of one character and of twelve"],
)  # fmt: skip
def test_the_halls_stand_whatever_the_edition_holds(
    whole: Edition, wanted: str, site_media: Path, project: Path, tmp_path: Path
) -> None:
    publish(whole, site_media, tmp_path / "pages", tmp_path / "out", project)
    assert wanted in read(tmp_path / "out/index.html").text()
    for name in ("people/index", "walls", "kiosk", "items/index", "volumes", "how", "about"):
        assert (tmp_path / f"out/{name}.html").is_file()


def test_people_stand_in_the_order_of_pinyin(built: Path) -> None:
    page = read(built / "people/index.html")
    keys = [card["data-keys"] for card in page.all("li") if "data-keys" in card]
    assert [key.split()[0] for key in keys] == ["秉𬭎", "贾明远", "易秀兰"]
    assert {"jiamingyuan", "jmy", "贾二娃"} <= set(keys[1].split())


def test_honours_stand_by_their_class_and_service_by_its_years() -> None:
    worn = (("三等功",), ("奖章",), ("一等功", "奖章"))
    people = [card.model_copy(update={"honours": honours}) for card, honours in zip(PEOPLE, worn, strict=True)]
    assert [name for name, _ in halls.by_honour(people)] == ["一等功", "三等功", "奖章"]
    late = PersonCard(id="X", name="甲", service=("1950年冬参军",))
    early = PersonCard(id="Y", name="乙", service=("一九四九年春天　某新兵连",))
    unknown = PersonCard(id="Z", name="丙", service=("某部战士",))
    assert halls.by_service([unknown, late, early]) == [early, late, unknown]


def test_the_walls_tell_everyone_by_honour_and_by_service(built: Path) -> None:
    page = read(built / "walls.html")
    assert {"by-honour", "by-service", "wall-heroes"} <= set(page.ids())
    assert "1953年起任报务员、班长" in page.text()
    assert [a for a in page.all("a") if a.get("href") == "kiosk.html#visit"]


def test_the_stamp_of_the_hall_changes_with_how_a_sound_is_cut() -> None:
    whole = edition()
    faces = halls.faces(whole, voices(whole))
    cut = replace(whole, sounds=(replace(whole.sounds[0], silenced=((4000, 9000),)),))
    assert halls.stamp(whole, faces) == halls.stamp(edition(), halls.faces(edition(), voices(edition())))
    assert halls.stamp(cut, faces) != halls.stamp(whole, faces)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("jmy", "贾明远"),
        ("JiaMing", "贾明远"),
        ("Jiǎ Míng", "贾明远"),
        ("ｙｘｌ", "易秀兰"),
        ("秀", "易秀兰"),
        ("贾二", "贾明远"),
        ("𬭎", "秉𬭎"),
    ],
)
def test_typing_finds_a_person_by_name_pinyin_initials_and_alias(page: Page, served_plain: str, typed: str, left: str) -> None:
    page.goto(f"{served_plain}people/index.html")
    page.get_by_label("姓名、拼音或首字母").fill(typed)
    expect(page.locator(".oh-found > li:visible .oh-card__name")).to_have_count(1)
    expect(page.locator(".oh-found > li:visible .oh-card__name")).to_contain_text(left)
    expect(page.get_by_role("status").filter(has_text="找到")).to_have_text("找到 1 位")


@pytest.mark.browser
def test_an_honour_narrows_the_grid_and_nothing_found_leads_back(page: Page, address: str) -> None:
    page.goto(f"{address}people/index.html")
    page.get_by_label("荣誉").select_option("三等功")
    expect(page.locator(".oh-found > li:visible")).to_have_count(2)
    page.get_by_label("姓名、拼音或首字母").fill("zzz")
    expect(page.locator(".oh-found > li:visible")).to_have_count(0)
    page.get_by_role("button", name="显示全部人物").click()
    expect(page.locator(".oh-found > li:visible")).to_have_count(len(PEOPLE))


@pytest.mark.browser
def test_without_scripts_the_whole_grid_stands_and_no_dead_form(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{address}people/index.html")
    expect(page.locator(".oh-found > li:visible")).to_have_count(len(PEOPLE))
    expect(page.locator(".oh-find")).to_be_hidden()
    for name in ("index", "people/index", "walls", "kiosk", "items/index", "volumes", "how"):
        page.goto(f"{address}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    context.close()


def test_the_screen_lets_nobody_be_heard_whose_interview_is_not_for_halls(project: Path) -> None:
    def screen(whole: Edition) -> str:
        pages = SitePages(whole, Setter(project / "site/theme"))
        return next(page for page in pages.all() if page.kind == "kiosk").fragments["body"]

    said = [voice.words for voice in voices(edition())[JIA]]
    assert all(words in screen(edition()) for words in said)
    silent = screen(replace(edition(), for_halls=(RIVER,)))
    assert "贾明远" in silent, "the wall shows the face"
    assert [words for words in said if words in silent] == []
    assert ".m4a" not in silent
