"""The short addresses of printed codes: a page for each, and a list for whoever has only the letters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser

from pipeline.model.edition import PublicCode, Tombstone
from pipeline.publish.site.codes import code_pages
from pipeline.publish.site.setting import Setter
from tests.site.conftest import serving
from tests.site.editions import GONE, SNOW, edition
from tests.site.unlettered import publish

CODES = (PublicCode("7F3K1234", SNOW), PublicCode("7F3K5678", SNOW, 4500), PublicCode("7F3K9012", GONE))


def test_a_code_leads_to_its_moment_from_a_server_and_from_a_disk(
    site_media: Path, project: Path, tmp_path: Path, chromium: Browser
) -> None:
    out = tmp_path / "out"
    publish(replace(edition("https://archive.example/"), codes=CODES), site_media, tmp_path / "pages", out, project)
    page = chromium.new_page()
    with serving(out) as address:
        page.goto(f"{address}Q/7F3K1234")
        page.wait_for_url(f"**/interviews/{SNOW}.html")
        page.goto(f"{address}Q/7F3K9012/")
        page.wait_for_url(f"**/interviews/{GONE}.html")
        assert "已撤回" in page.inner_text("main")
    page.goto(f"{out.as_uri()}/Q/index.html")
    assert "7F3K 5678" in page.inner_text("main")
    page.click("text=7F3K 5678")
    page.wait_for_url(f"**/interviews/{SNOW}.html#t=4.5")
    page.close()
    assert "/Q/" not in (out / "sitemap.xml").read_text(encoding="utf-8").replace("/Q/index.html", "")


def test_without_codes_there_is_no_such_page(built: Path) -> None:
    assert not (built / "Q/index.html").exists()


def test_a_label_leads_to_the_stone_of_what_was_withdrawn_and_an_entry_of_a_register_has_none(project: Path) -> None:
    whole = replace(edition(), tombstones=(Tombstone(GONE), Tombstone("L2K7WB4T", "places")))
    targets = {page.path: page.target for page in code_pages(whole, Setter(project / "site/theme"))}
    assert targets[f"Q/{GONE}/index.md"] == f"../../items/{GONE}.html"
    assert "Q/L2K7WB4T/index.md" not in targets


def test_the_label_of_an_item_on_a_wall_leads_to_its_page(built: Path) -> None:
    items = [card.id for wall in edition().walls for card in wall.items]
    assert items
    for item in items:
        assert f"url=../../items/{item}.html" in (built / f"Q/{item}/index.html").read_text(encoding="utf-8")
