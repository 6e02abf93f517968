"""axe-core over one page of every kind, as each reader may see it: light, dark, large type, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.site.kinds import pages_by_kind, standing_by_kind

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE_MS = 120_000
DESK: Any = {"width": 1280, "height": 900}
PHONE: Any = {"width": 360, "height": 780}
READERS = {
    "desk": (DESK, "usual"),
    "phone": (PHONE, "usual"),
    "large type": (DESK, "large"),
    "large type phone": (PHONE, "large"),
}
SCHEMES = {"light": "default", "dark": "slate"}
ELDER = "localStorage.setItem('oh-elder', 'on')"
BARRIERS = """async tags => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return { passed: found.passes.length, violations: found.violations.map(({ id, nodes }) => ({ id, nodes })) };
}"""


@pytest.fixture(scope="session")
def axe(project: Path) -> str:
    """The checker itself, which scripts/prepare tests has installed."""
    return (project / ".venv/node/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def opened(chromium: Browser, reader: str) -> BrowserContext:
    size, type_size = READERS[reader]
    context = chromium.new_context(viewport=size, reduced_motion="reduce")  # colours are measured, not their way there
    context.set_default_timeout(PATIENCE_MS)
    if type_size == "large":
        context.add_init_script(ELDER)
    return context


def turned(page: Page, scheme: str) -> None:
    """The page in a light or dark scheme, once it shows it: the theme follows the device a moment later."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme], timeout=PATIENCE_MS)


def _staying(route: Route) -> None:
    """A page that sends its readers on at once is looked at before they go."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('http-equiv="refresh"', 'data-was="refresh"'))


def barriers(page: Page) -> Iterator[str]:
    """What the checker finds on a page into which it was put."""
    found = page.evaluate(BARRIERS, TAGS)
    assert found["passed"] > 10, page.url
    for each in found["violations"]:
        yield from (f"{each['id']}: {node['target']} {node['failureSummary']}" for node in each["nodes"])


@pytest.mark.parametrize("reader", READERS)
def test_nobody_meets_a_barrier_on_any_kind_of_page(
    chromium: Browser, served_plain: str, plain: Path, axe: str, reader: str
) -> None:
    context = opened(chromium, reader)
    page = context.new_page()
    found: list[str] = []
    standing = standing_by_kind(plain)
    for kind, name in pages_by_kind(plain).items():
        if kind not in standing:
            context.route(f"**/{name}", _staying)
        page.goto(f"{served_plain}{name}")
        page.evaluate(axe)
        for scheme in SCHEMES:
            turned(page, scheme)
            found += [f"{kind}, {scheme}: {barrier}" for barrier in barriers(page)]
    context.close()
    assert not found, "\n".join(found)


def test_the_checker_finds_a_barrier_where_there_is_one(chromium: Browser, served_plain: str, axe: str) -> None:
    context = opened(chromium, "desk")
    page = context.new_page()
    page.goto(f"{served_plain}index.html")
    page.evaluate(axe)
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"assets/oh-seal.svg\">')")
    assert "image-alt" in {barrier.partition(":")[0] for barrier in barriers(page)}
    turned(page, "dark")
    page.evaluate("document.querySelector('h1').style.color = '#333'")
    assert "color-contrast" in {barrier.partition(":")[0] for barrier in barriers(page)}
    context.close()
