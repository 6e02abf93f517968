"""One wall's folder: a hall that needs nothing else, panels and labels in the wall's size, and plain words for their users."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, expect

from pipeline.model.edition import Edition, PublicWall
from pipeline.publish.site.lettering import ELSEWHERE
from pipeline.publish.site.workroom import Workroom, room_of
from pipeline.publish.volume.exhibit import LABELS, SIZES, shares
from pipeline.publish.wall.hall import Stock
from pipeline.publish.wall.publish import publish
from tests.decoding import everything
from tests.media.test_soundtrack import measured
from tests.sharing import made_once
from tests.site.editions import ITEMS, PEOPLE, edition, make_media, snow

MM = 72 / 25.4
HIDDEN = ("易秀兰", "水很急", "有什么好看的", "内江到成都", "旧照")
NAME = ".oh-kiosk__slide.is-on .oh-kiosk__name span:first-child"
expect.set_options(timeout=120_000)


def of_wall(**changes: object) -> Edition:
    """The Edition of a wall on which two of the site's three people hang, as the door makes it."""
    whole = edition("https://archive.example/")
    talk = snow()
    turns = tuple(turn for chapter in talk.projection.chapters for turn in chapter.turns)
    mine = [number for number, turn in enumerate(turns) if turn.role == "narrator"][:2]
    assert talk.timing is not None
    chapter = talk.projection.chapters[0].model_copy(update={"title": "", "turns": tuple(turns[at] for at in mine)})
    bare = dict.fromkeys(("narrators", "interviewers", "crew", "index", "shows", "notes", "story", "items", "photos"), ())
    told = replace(
        talk,
        projection=talk.projection.model_copy(update={**bare, "chapters": (chapter,)}),
        timing=replace(talk.timing, turns=tuple(talk.timing.turns[at] for at in mine)),
    )
    people = (PEOPLE[0], PEOPLE[2])
    wall = PublicWall("merit", "立功受奖", people, (ITEMS[0],), "A3", "90x54")
    shown = tuple(cut for cut in whole.pictures if cut.file.startswith(("G1", "G3")))
    bare_site: dict[str, object] = dict.fromkeys(("people", "items", "volumes", "tombstones", "forwards", "entries"), ())
    sounds = tuple(cut for cut in whole.sounds if cut.file.endswith(".m4a"))
    parts: dict[str, object] = {"outlet": "wall", "walls": (wall,), "interviews": (told,), "pictures": shown, "sounds": sounds}
    return replace(whole, **{**bare_site, "column": None, "about": "", **parts, **changes})  # type: ignore[arg-type]


def make(whole: Edition, media: Path, out: Path, theme: Path) -> None:
    """As the program does, on a machine without the full fonts of pages."""
    with pytest.MonkeyPatch.context() as machine:
        machine.setenv(ELSEWHERE, str(media / "no fonts here"))
        publish(whole, Stock(media, theme, Workroom(room_of(media)), out.with_name("before")), out)


@pytest.fixture(scope="module")
def theme(project: Path) -> Path:
    return project / "site" / "theme"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, theme: Path) -> Path:
    """The wall's folder; its media are beside it."""
    made = made_once(tmp_path_factory, "wall", lambda place: make(of_wall(), make_media(place / "media"), place / "out", theme))
    return made / "out"


@pytest.fixture
def hall(chromium: Browser, folder: Path) -> Iterator[object]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def words(pdf: Path) -> str:
    return "".join(subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode().split())


def test_the_hall_starts_on_its_wall_from_the_disk_and_asks_nobody_for_anything(hall, folder: Path) -> None:
    said: list[str] = []
    hall.on("console", lambda message: said.append(message.text))
    hall.on("pageerror", lambda error: said.append(str(error)))
    hall.on("requestfailed", lambda asked: said.append(asked.url))
    hall.clock.install()
    hall.goto(f"{(folder / 'hall/index.html').as_uri()}")
    expect(hall.locator(NAME)).to_have_text("贾明远")
    hall.clock.run_for("00:20")
    expect(hall.locator(NAME)).to_have_text("秉𬭎")
    hall.clock.run_for("11:00")
    assert hall.locator(".oh-kiosk__rest").is_hidden(), "the stamp beside the page was found"
    assert hall.evaluate("document.querySelectorAll('a[href]').length") == 0
    assert hall.evaluate("document.documentElement.scrollWidth") <= 1280
    assert said == []


def test_a_sentence_is_a_sound_of_its_own_as_loud_as_the_web_plays(hall, folder: Path) -> None:
    sounds = sorted((folder / "hall/media").glob("*.m4a"))
    assert sounds
    assert not [path for path in sounds if not re.fullmatch(r"[0-9A-Z]{8}-\d+\.m4a", path.name)]
    for path in sounds:
        length = float(_asked(path, "format=duration"))
        assert 1 < length < 15, "a sentence, and not the interview"
    assert measured(sounds[0])[0] == pytest.approx(-16, abs=2)
    hall.goto(f"{(folder / 'hall/index.html').as_uri()}")
    hall.get_by_role("button", name="开声音").click()
    hall.wait_for_function("!document.querySelector('.oh-kiosk__rest:not([hidden])')")
    assert sounds[0].name in hall.content()


def _asked(path: Path, what: str) -> str:
    argv = ["ffprobe", "-v", "error", "-show_entries", what, "-of", "csv=p=0", str(path)]
    return subprocess.run(argv, capture_output=True, check=True, text=True).stdout


def test_nothing_of_anybody_who_is_not_on_the_wall_is_in_the_folder(folder: Path) -> None:
    found = list(everything(folder))
    for word in HIDDEN:
        assert [path.name for path, text in found if word in text] == [], word
    for word in ("贾明远", "三等功奖章", "谁也不说话"):
        assert [path for path, text in found if word in text], word
    assert {path.name[:2] for path in (folder / "hall/media").glob("*.jpg")} == {"G1", "G3"}


def test_panels_have_their_size_and_the_printers_copy_its_bleed(folder: Path) -> None:
    width, height = SIZES["A3"]
    for name, edge in (("panels-A3.pdf", 0), ("panels-A3.print.pdf", 3)):
        with pikepdf.open(folder / "print" / name) as made:
            assert len(made.pages) == 1
            page = made.pages[0]
            sheet = [round(float(one) / MM) for one in page.mediabox]
            assert sheet == [0, 0, width + 2 * edge, height + 2 * edge]
            if edge:
                trim = [round(float(one) / MM) for one in page.obj.TrimBox]
                assert trim == [edge, edge, width + edge, height + edge]
                assert list(page.obj.BleedBox) == list(page.mediabox)
    assert "贾明远" in words(folder / "print/panels-A3.pdf")
    assert "秉𬭎" in words(folder / "print/panels-A3.print.pdf")


@pytest.mark.parametrize("size", LABELS)
def test_labels_of_each_size_lie_side_by_side_with_their_codes(tmp_path: Path, theme: Path, size: str) -> None:
    sheet = LABELS[size]
    items = tuple(ITEMS[0].model_copy(update={"id": f"5T6J{n:04}", "title": f"纪念章第{n}"}) for n in range(sheet.count + 1))
    wall = PublicWall("w", "只有实物", (), items, "A3", size)
    media = tmp_path / "media"
    media.mkdir()
    make(of_wall(walls=(wall,), pictures=(), interviews=(), sounds=()), media, tmp_path / "out", theme)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["print", "说明.txt"], "nobody is on it: no screen"
    (pdf,) = (tmp_path / "out/print").iterdir()
    with pikepdf.open(pdf) as made:
        assert len(made.pages) == 2
        assert [round(float(edge) / MM) for edge in made.pages[0].mediabox][2:] == list(sheet.sheet)
    told = words(pdf)
    assert [n for n in range(len(items)) if f"纪念章第{n}" not in told] == []
    assert told.count("扫码看详情") == len(items)


def test_a_long_caption_is_set_smaller_and_whole(tmp_path: Path, theme: Path) -> None:
    caption = "这枚奖章是修路结束那一年发的，他一直放在抽屉里，搬了四次家都没有丢。" * 3 + "最后一句也在。"
    wall = PublicWall("w", "墙", (), (ITEMS[0].model_copy(update={"caption": caption}),), "A3", "90x54")
    media = tmp_path / "media"
    media.mkdir()
    make(of_wall(walls=(wall,), pictures=(), interviews=(), sounds=()), media, tmp_path / "out", theme)
    boxes = subprocess.run(
        ["pdftotext", "-bbox-layout", str(tmp_path / "out/print/labels-90x54.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    last = max(float(low) for low, text in re.findall(r'yMax="([\d.]+)">([^<]*)</word>', boxes) if "最后一句也在" in text)
    assert last < (13.5 + 54) * MM - 10


def test_many_people_take_as_many_panels_as_leave_every_name_readable() -> None:
    assert shares(5, "A3") == [5]
    assert shares(105, "A0") == [105]
    found = shares(105, "A3")
    assert sum(found) == 105
    assert len(found) > 3
    assert max(found) - min(found) <= 1


def test_the_instructions_say_what_technician_and_printer_need(folder: Path) -> None:
    data = (folder / "说明.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    told = data.decode("utf-8-sig")
    for word in (
        "立功受奖",
        "人物 2 位，实物 1 件",
        "index.html",
        "--kiosk",
        "297×420",
        "3 毫米出血",
        "303×426",
        "90×54",
        "旧展板",
    ):
        assert word in told, word
    assert "样例" in told


def test_the_same_wall_gives_the_same_bytes(folder: Path, tmp_path: Path, theme: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    for path in (folder.parent / "media").iterdir():
        (media / path.name).write_bytes(path.read_bytes())
    make(of_wall(), media, tmp_path / "out", theme)
    digests = [
        {
            path.relative_to(one).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in one.rglob("*")
            if path.is_file()
        }
        for one in (folder, tmp_path / "out")
    ]
    assert digests[0] == digests[1]
