"""Every kind of page in a real Chromium: by keyboard alone, enlarged, on the narrowest phone, and with nobody else listening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.editions import JIA, SNOW
from tests.site.kinds import pages_by_kind, standing_by_kind
from tests.site.reading import read

pytestmark = pytest.mark.browser

SEEN = """() => {
  const focus = document.activeElement, now = focus.matches('.md-option') ? focus.nextElementSibling : focus;
  const style = getComputedStyle(now), box = now.getBoundingClientRect();
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight;
}"""


@pytest.fixture
def visit(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    yield context
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """Go on with the tab key until `selector` has the focus, which must be seen at every stop."""
    for _ in range(120):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the tab key never comes to {selector}")


def test_the_keyboard_alone_leads_from_the_home_page_to_a_voice(visit: BrowserContext, address: str) -> None:
    page = visit.new_page()
    page.goto(f"{address}index.html")
    tab_to(page, ".oh-nav a[href$='people/index.html']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, f"a[href$='{JIA}.html']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, f"a[href$='interviews/{SNOW}.html']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, ".oh-s")
    page.keyboard.press("Enter")
    for _ in range(600):
        if page.evaluate("!document.querySelector('audio').paused"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("Enter on a sentence does not play it")


WIDTHS = (640, 360)  # 1280 at 200 %, and the narrowest phone


@pytest.mark.parametrize("type_size", ["usual", "large"])
def test_no_kind_of_page_scrolls_sideways_enlarged_or_on_a_narrow_phone(
    chromium: Browser, served: str, built: Path, type_size: str
) -> None:
    context = chromium.new_context(device_scale_factor=2)
    context.set_default_timeout(120_000)
    if type_size == "large":
        context.add_init_script("localStorage.setItem('oh-elder', 'on')")
    page = context.new_page()
    wide = {}
    for kind, name in standing_by_kind(built).items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 450})
            if width == WIDTHS[0]:
                page.goto(f"{served}{name}")
            wide[kind, width] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {each: found for each, found in wide.items() if found > each[1]} == {}


def test_no_kind_of_page_asks_another_host_keeps_a_cookie_or_complains(chromium: Browser, lettered: str, built: Path) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    standing = standing_by_kind(built)
    for kind, name in pages_by_kind(built).items():
        if kind == "error" and lettered.startswith("file:"):
            continue  # a server's page: its addresses begin at the server
        page.goto(f"{lettered}{name}", wait_until="load")
        if kind not in standing:
            page.wait_for_timeout(300)  # a page that sends its readers on has done so
        else:
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            assert page.evaluate("document.cookie") == "", kind
    assert context.cookies() == []
    assert len(asked) > 40
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {urlsplit(lettered).netloc}
    assert said == []
    context.close()


def test_every_page_bears_the_policy_before_any_script_and_nothing_inline(built: Path) -> None:
    for path in built.rglob("*.html"):
        page = read(path)
        rules = [each for each in page.elements if each.attributes.get("http-equiv") == "Content-Security-Policy"]
        assert len(rules) == 1, path
        policy = rules[0].attributes["content"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        first = next((at for at, each in enumerate(page.elements) if each.tag in ("script", "link", "img")), None)
        assert first is not None
        assert page.elements.index(rules[0]) < first, path
        for each in page.elements:
            assert each.tag != "style", path
            assert "style" not in each.attributes, (path, each)
            assert not [name for name in each.attributes if name.startswith("on")], (path, each)
            data = each.attributes.get("type") in ("application/json", "application/ld+json")
            assert each.tag != "script" or each.attributes.get("src") or each.attributes.get("id") == "__config" or data, path
            for name in ("src", "srcset", "poster"):
                assert not re.match(r"(?:https?:)?//", each.attributes.get(name, "")), (path, each)
