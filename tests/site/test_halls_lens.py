"""Pictures in the dialog: nearer, farther, about, over, by every kind of hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from pipeline.publish.site import halls
from tests.site.editions import JIA, LETTER, MEDAL, PEOPLE, YI, edition
from tests.site.reading import read
from tests.site.unlettered import publish

pytestmark = pytest.mark.browser

PLACE = (
    "(() => { const box = document.querySelector('.oh-view img').getBoundingClientRect(); return [box.x, box.y, box.width] })()"
)
LOADED = "document.querySelector('.oh-view img').complete && document.querySelector('.oh-view img').style.transform !== ''"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1000, "height": 700}, has_touch=True)
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def look(page: Page, address: str, name: str = f"items/{MEDAL}.html") -> None:
    page.goto(f"{address}{name}")
    page.locator("a.oh-zoom").first.click()
    expect(page.locator("dialog.oh-view")).to_be_visible()
    for _ in range(600):
        if page.evaluate(LOADED):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the picture did not come")


def width(page: Page) -> float:
    return float(page.evaluate(PLACE)[2])


def test_buttons_bring_it_nearer_and_back(page: Page, address: str) -> None:
    look(page, address)
    whole = width(page)
    assert page.get_by_role("button", name="缩小").is_disabled()
    page.get_by_role("button", name="放大", exact=True).click()
    assert width(page) == pytest.approx(whole * 1.5, rel=0.01)
    page.get_by_role("button", name="还原").click()
    assert width(page) == pytest.approx(whole, rel=0.01)
    for _ in range(12):
        if page.get_by_role("button", name="放大", exact=True).is_enabled():
            page.get_by_role("button", name="放大", exact=True).click()
    assert page.get_by_role("button", name="放大", exact=True).is_disabled(), "there is a nearest"


def test_the_wheel_keeps_what_lies_under_the_pointer_there(page: Page, address: str) -> None:
    look(page, address)
    x, y, before = page.evaluate(PLACE)
    at = (x + before * 0.6, y + before * 0.45)
    page.mouse.move(*at)
    page.mouse.wheel(0, -400)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(200)
    x, y, after = page.evaluate(PLACE)
    assert after > before * 2
    assert (at[0] - x) / after == pytest.approx(0.6, abs=0.02)
    assert (at[1] - y) / after == pytest.approx(0.45, abs=0.02)


def test_it_is_dragged_about_but_not_out_of_sight(page: Page, address: str) -> None:
    look(page, address)
    page.mouse.dblclick(500, 300)
    x, y, size = page.evaluate(PLACE)
    page.mouse.move(500, 300)
    page.mouse.down()
    page.mouse.move(440, 340, steps=4)
    page.mouse.up()
    moved = page.evaluate(PLACE)
    assert moved[0] == pytest.approx(x - 60, abs=2)
    assert moved[1] == pytest.approx(y + 40, abs=2)
    page.mouse.move(500, 300)
    page.mouse.down()
    page.mouse.move(9000, 9000, steps=4)
    page.mouse.up()
    far = page.evaluate(PLACE)
    assert far[0] < 100
    assert far[0] + size > 500
    expect(page.locator("dialog.oh-view")).to_be_visible()


def test_two_fingers_spread_it(page: Page, address: str) -> None:
    look(page, address)
    before = width(page)
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, apart: int) -> None:
        points = [{"x": 500 - apart, "y": 300, "id": 1}, {"x": 500 + apart, "y": 300, "id": 2}] if apart else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 50)
    for apart in range(60, 160, 10):
        fingers("touchMove", apart)
    fingers("touchEnd", 0)
    page.wait_for_timeout(200)
    assert width(page) > before * 2


def test_the_keyboard_does_all_of_it_and_the_focus_comes_back(page: Page, address: str) -> None:
    look(page, address)
    whole = width(page)
    page.keyboard.press("+")
    page.keyboard.press("+")
    x = page.evaluate(PLACE)[0]
    assert width(page) > whole * 2
    page.keyboard.press("ArrowRight")
    assert page.evaluate(PLACE)[0] < x
    page.keyboard.press("0")
    assert width(page) == pytest.approx(whole, rel=0.01)
    page.keyboard.press("f")
    expect(page.locator(".oh-view__words")).to_contain_text("背面")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.oh-view")).to_be_hidden()
    expect(page.locator(".oh-sides figure:nth-of-type(2) .oh-zoom")).to_be_focused()


def test_a_thing_with_two_sides_is_turned_over_and_back(page: Page, address: str) -> None:
    look(page, address)
    expect(page.locator(".oh-view__words")).to_have_text("正面　样本绘制（1 / 2）")
    front = page.locator(".oh-view img").get_attribute("src")
    page.get_by_role("button", name="翻面，看另一面").click()
    expect(page.locator(".oh-view__words")).to_contain_text("背面")
    assert page.locator(".oh-view img").get_attribute("src") != front
    page.get_by_role("button", name="翻面，看另一面").click()
    assert page.locator(".oh-view img").get_attribute("src") == front


def test_a_thing_with_one_side_is_shown_whole(page: Page, served_plain: str) -> None:
    page.goto(f"{served_plain}items/{MEDAL}.html")
    page.evaluate("document.querySelector('.oh-sides figure + figure').remove()")
    for wide in (1280, 360):
        page.set_viewport_size({"width": wide, "height": 740})
        shown = page.locator(".oh-sides img")
        expect(shown).to_have_js_property("complete", True)
        box = shown.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) > 200
        assert shown.evaluate("one => getComputedStyle(one).objectFit") == "contain"


def test_a_card_shows_the_whole_thing_in_its_middle(page: Page, served_plain: str) -> None:
    page.goto(f"{served_plain}items/index.html")
    plate, shown = page.locator(".oh-plate").first, page.locator(".oh-plate img").first
    shown.evaluate("one => { one.style.width = '100px'; one.style.height = '60px'; }")
    outer, inner = plate.bounding_box(), shown.bounding_box()
    assert outer is not None
    assert inner is not None
    assert inner["y"] + inner["height"] / 2 == pytest.approx(outer["y"] + outer["height"] / 2, abs=1)
    assert inner["x"] + inner["width"] / 2 == pytest.approx(outer["x"] + outer["width"] / 2, abs=1)


def test_on_a_phone_every_button_is_in_reach(page: Page, served_plain: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    look(page, served_plain)
    for target in page.locator(".oh-view button:visible").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["y"] + box["height"] <= 740


@pytest.mark.parametrize("size", [(1, 20_000), (20_000, 1)])
def test_a_picture_of_one_pixel_by_twenty_thousand_gives_a_decent_page(
    page: Page, site_media: Path, project: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    media = tmp_path / "media"
    media.mkdir()
    for path in site_media.iterdir():
        (media / path.name).symlink_to(path)
    for edge in (480, 1600):
        (media / f"G3MMFFFF-{edge}.jpg").unlink()
        Image.new("RGB", size, (140, 47, 43)).save(media / f"G3MMFFFF-{edge}.jpg")
    publish(edition(), media, tmp_path / "pages", tmp_path / "out", project)
    address = f"{(tmp_path / 'out').as_uri()}/"
    for wide in (360, 1280):
        page.set_viewport_size({"width": wide, "height": 740})
        for name in ("items/index.html", f"items/{MEDAL}.html"):
            page.goto(f"{address}{name}")
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth") <= wide
            assert page.evaluate("document.documentElement.scrollHeight") < 4000
            box = page.locator("main img").first.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 20, "it can be seen and touched"
            assert max(box["width"], box["height"]) <= 700
    look(page, address)
    strip = page.locator(".oh-view img").bounding_box()
    assert strip is not None
    assert min(strip["width"], strip["height"]) >= 20, "a strip to walk along"
    page.keyboard.press("+")
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog.oh-view")).to_be_visible()


def test_items_stand_by_kind_and_each_leads_to_who_has_it(built: Path) -> None:
    page = read(built / "items/index.html")
    assert [name for name in page.ids() if name.startswith("kind-")] == ["kind-medal", "kind-letter"]
    medal = read(built / f"items/{MEDAL}.html")
    assert [link["href"] for link in medal.all("a")].count(f"../people/{JIA}.html") >= 2
    assert f"../people/{YI}.html" in [link["href"] for link in medal.all("a")], "who else has the honour"
    assert "持有人" in read(built / f"items/{LETTER}.html").text()


def test_nobody_shares_an_honour_that_an_item_does_not_name() -> None:
    medal = next(item for item in edition().items if item.id == MEDAL)
    assert [one.id for one in halls.sharing(PEOPLE, medal)] == [YI]
    assert halls.sharing(PEOPLE, medal.model_copy(update={"honour": ""})) == []
    assert halls.sharing(replace(edition(), people=()).people, medal) == []
