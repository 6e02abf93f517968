"""The site's own fonts: every character of every page, rare names among them, and a page loads only what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from pipeline.publish.site.lettering import FOLDER, SHEET, font_files, full_fonts, lacking, noted
from pipeline.publish.site.slices import slices
from tests.site.kinds import standing_by_kind
from tests.site.reading import read

_RULE = re.compile(r"@font-face\{font-family:'([^']+)';font-weight:(\d+) \d+;.*?url\(([^)]+)\).*?unicode-range:([^}]+)\}")
LACKING = {ord("↩")}  # the full font has no such sign; the reader's own font draws it
TEXTS = ("雪夜过江，天亮了。", "过江的人叫秉𬭎。", "<b>三等功</b>")


def styles(built: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted((built / "assets").glob("*.css")))


def faces(built: Path) -> list[tuple[str, str, str, set[int]]]:
    """Family, weight, file and characters of each rule of the style sheets, each once."""
    return [
        (family, weight, file, {code for each in ranges.split(",") for code in codes(each)})
        for family, weight, file, ranges in dict.fromkeys(_RULE.findall(styles(built)))
    ]


def codes(written: str) -> range:
    first, _, last = written.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def test_every_character_of_every_page_is_in_a_slice_and_in_its_range(built: Path) -> None:
    for weight in ("1", "600"):
        drawn: set[int] = set()
        for family, of, file, ranges in faces(built):
            if family == "Koushu Serif" and of == weight:
                with TTFont(built / "assets" / file) as font:
                    assert not drawn & ranges, "no character is in two slices"
                    assert set(font.getBestCmap()) == ranges - LACKING
                    drawn |= ranges
        for path in built.rglob("*.html"):
            page = read(path)
            shown = page.text() + "".join(value for each in page.elements for value in each.attributes.values())
            assert {each for each in shown if each.isprintable() and each != " "} <= {*map(chr, drawn), "\u3000", "\u2060"}, path


def test_every_font_file_is_named_by_a_rule_and_bears_its_licence(built: Path) -> None:
    named = {file for _, _, file, _ in faces(built)}
    assert named == {f"fonts/{path.name}" for path in (built / FOLDER).iterdir()}
    with TTFont(built / "assets" / min(named)) as font:
        assert "Open Font License" in font["name"].getDebugName(13)


def test_marks_of_a_title_from_top_to_bottom_are_turned(tmp_path: Path) -> None:
    files = font_files(("《雪夜过江》（样书）",), full_fonts(), tmp_path)
    turned = 0
    for name in sorted(name for name in files if name.endswith(".woff2")):
        (tmp_path / Path(name).name).write_bytes(files[name])
        with TTFont(tmp_path / Path(name).name) as font:
            rules = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else ()
            turned += "（" in map(chr, font.getBestCmap()) and "vert" in {rule.FeatureTag for rule in rules}
    assert turned == len(full_fonts())


def test_the_same_characters_are_not_cut_again_and_a_damaged_slice_is(tmp_path: Path) -> None:
    fresh = font_files(TEXTS, full_fonts(), tmp_path)
    assert fresh == font_files(TEXTS, full_fonts(), tmp_path / "elsewhere")
    for name, content in fresh.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    cut_short, kept = sorted(name for name in fresh if name.endswith(".woff2"))[:2]
    marked = fresh[kept][:-1] + bytes([fresh[kept][-1] ^ 1])  # as long as before, so it is taken for whole
    (tmp_path / kept).write_bytes(marked)
    (tmp_path / cut_short).write_bytes(fresh[cut_short][:-7])
    again = font_files(TEXTS, full_fonts(), tmp_path)
    assert again[kept] == marked
    assert again[cut_short] == fresh[cut_short]


def test_without_the_full_fonts_the_sheet_is_empty_and_the_readers_own_fonts_serve(tmp_path: Path) -> None:
    assert full_fonts([tmp_path]) == {}
    assert font_files(TEXTS, full_fonts([tmp_path]), tmp_path) == {SHEET: b""}


def test_characters_that_the_full_font_lacks_are_named() -> None:
    drawn: set[str] = set()
    texts = [*TEXTS, "𠀀𠀁的绶带", "𠀋↩😀"]
    assert list(noted(texts, drawn)) == texts
    assert lacking(drawn, full_fonts()) == "𠀀𠀁"
    assert lacking(drawn, {}) == ""


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")))))
def test_each_drawn_character_is_in_exactly_one_slice(texts: list[str]) -> None:
    parts = slices(texts)
    together = [each for part in parts for each in part.characters]
    assert len(together) == len(set(together))
    assert set("".join(texts)) <= set(together)
    for part in parts:
        assert {ord(each) for each in part.characters} == {code for each in part.ranges.split(",") for code in codes(each)}


def test_one_more_page_moves_few_slices() -> None:
    pages = ["".join(chr(0x4E00 + (page * 37 + step * 11) % 3000) for step in range(300)) for page in range(60)]
    before, after = set(slices(pages)), set(slices([*pages[:-1], pages[-1] + "龘"]))
    assert len(before - after) <= 1


@pytest.mark.browser
def test_a_page_loads_only_the_slices_it_shows_and_our_font_draws_a_rare_name(
    chromium: Browser, lettered: str, built: Path
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    sheet = faces(built)
    for name in standing_by_kind(built).values():
        if name == "404.html":
            continue  # its addresses begin at the server
        loaded: list[str] = []
        page.on("request", lambda request, loaded=loaded: loaded.append(f"fonts/{Path(urlsplit(request.url).path).name}"))
        page.goto(f"{lettered}{name}", wait_until="load")
        page.wait_for_timeout(200)
        shown = set(map(ord, page.evaluate("document.body.textContent")))
        shown |= set(map(ord, styles(built)))
        fonts = [file for file in loaded if file.endswith(".woff2")]
        for family, _, file, ranges in sheet:
            assert file not in fonts or ranges & shown, (name, family, file)
    session = context.new_cdp_session(page)
    page.goto(f"{lettered}people/index.html", wait_until="load")
    page.wait_for_timeout(500)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    page.evaluate("[...document.querySelectorAll('.oh-card__name')].find(e => e.textContent.includes('秉𬭎')).id = 'rare'")
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#rare"})["nodeId"]
    used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert used
    assert all(each["isCustomFont"] for each in used if each["familyName"] != "Noto Sans CJK SC"), used
    assert sum(each["glyphCount"] for each in used if each["isCustomFont"]) >= 2
    context.close()
