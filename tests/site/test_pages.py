"""What the built pages hold, read as files."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from pipeline.errors import MissingTool, Unreadable
from pipeline.publish.site import publish as program
from tests.site.editions import BING, GONE, JIA, MEDAL, OLD_GONE, OLD_SNOW, PEOPLE, RIVER, SNOW, WILD, edition, snow
from tests.site.reading import read
from tests.site.unlettered import publish


def html_files(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.html"))
    assert len(found) > 12
    return found


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_person_interview_and_item_has_a_page_under_its_public_id(built: Path) -> None:
    for name in ("index", f"people/{JIA}", f"people/{BING}", f"interviews/{SNOW}", f"interviews/{RIVER}", f"items/{MEDAL}"):
        assert (built / f"{name}.html").is_file()
    for name in ("people/index", "interviews/index", "items/index", "walls", "volumes", "about", "404"):
        assert (built / f"{name}.html").is_file()


def test_no_id_occurs_twice_on_a_page(built: Path) -> None:
    for path in html_files(built):
        twice = [name for name, count in Counter(read(path).ids()).items() if count > 1]
        assert not twice, (path, twice)


def test_every_link_and_every_picture_leads_to_something_in_the_folder(built: Path) -> None:
    checked = 0
    for path in html_files(built):
        page = read(path)
        for element in page.elements:
            target = element.attributes.get("href") or element.attributes.get("src")
            if target is None:
                continue
            parts = urlsplit(target)
            assert not parts.scheme, (path, target)
            assert not parts.netloc, (path, target)
            start = built if parts.path.startswith("/") else path.parent
            file = (start / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            assert file.is_file() or (path.name == "404.html" and file == built), (path, target)
            if parts.fragment and not re.fullmatch(r"t=[\d.,]+", parts.fragment) and file.suffix == ".html":
                assert unquote(parts.fragment) in read(file).ids(), (path, target)
            checked += 1
    assert checked > 150


def test_no_style_or_script_of_ours_names_another_host(built: Path) -> None:
    for path in [*built.glob("assets/oh*"), *built.glob("assets/inline*"), *built.rglob("*.css")]:
        found = re.findall(r"(?:url\(|@import|src=|fetch\()\s*[\"']?(?:https?:)?//[^\"')]+", path.read_text(encoding="utf-8"))
        assert not found, path


def test_no_page_names_the_generator_or_runs_an_inline_script(built: Path) -> None:
    for path in html_files(built):
        page = read(path)
        assert not [meta for meta in page.all("meta") if meta.get("name") == "generator"]
        data = {"application/json", "application/ld+json"}
        assert all("src" in script or script.get("type") in data for script in page.all("script")), path
        assert not [e for e in page.elements if any(name.startswith("on") or name == "style" for name in e.attributes)], path
        policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
        assert "unsafe" not in policy
        assert "https:" not in policy


def test_nothing_in_a_transcript_is_markup(built: Path) -> None:
    page = read(built / f"interviews/{RIVER}.html")
    shown = WILD.replace("*星*", "星")
    assert page.text().count(shown) >= 2  # the turn and the note
    assert page.text().count(WILD) >= 3  # title, heading and table of contents keep their stars
    assert not [a for a in page.all("a") if "a.example" in a.get("href", "")]
    for path in html_files(built):
        assert '<script>alert("x")' not in path.read_text(encoding="utf-8"), path


def test_a_rare_character_is_written_as_itself(built: Path) -> None:
    assert "秉𬭎" in read(built / f"people/{BING}.html").text()


def test_every_word_is_readable_without_scripts(built: Path) -> None:
    words = read(built / f"interviews/{SNOW}.html").text().replace(" ", "")
    for sentence in (
        "一九五〇年冬天，我十七岁。",
        "〔此处略去一句〕",
        "内江到成都当时步行约五天。",
        "那一年的雪下得早。",
        "指沱江。",
    ):
        assert sentence in words


def test_each_sentence_carries_its_time_and_the_unsure_ones_say_so(built: Path) -> None:
    spans = [span for span in read(built / f"interviews/{SNOW}.html").all("span") if span.get("class") == "oh-s"]
    expected = [time for turn in snow().timing.turns for block in turn.blocks for time in block]
    assert [(float(s["data-s"]), float(s["data-e"])) for s in spans] == [(t.start_ms / 1000, t.end_ms / 1000) for t in expected]
    assert ["data-unsure" in span for span in spans] == [not time.sure for time in expected]


def test_a_time_link_is_an_anchor_even_without_scripts(built: Path) -> None:
    page = read(built / f"interviews/{SNOW}.html")
    links = [a["href"] for a in page.all("a") if a.get("class") == "oh-t"]
    assert links == ["#t=0", "#t=4", "#t=22.5", "#t=26", "#t=40", "#t=44"]
    assert {link[1:] for link in links} <= set(page.ids())


def test_the_trust_label_stands_on_the_page_in_the_lists_and_in_the_downloads(built: Path) -> None:
    for name in (f"interviews/{RIVER}.html", "interviews/index.html", "index.html"):
        assert "机器听写，未经人工校对" in read(built / name).text()
    assert "机器听写，未经人工校对" in (built / f"interviews/{RIVER}.txt").read_text(encoding="utf-8")
    assert "已校对" in (built / f"interviews/{SNOW}.vtt").read_text(encoding="utf-8")
    assert "已校对" in read(built / f"interviews/{SNOW}.html").text()


def test_what_the_narrator_confirmed_says_so(site_media: Path, tmp_path: Path, project: Path) -> None:
    confirmed = replace(edition(), interviews=(replace(snow(), trust="confirmed"),))
    publish(confirmed, site_media, tmp_path / "pages", tmp_path / "out", project)
    for name in (f"interviews/{SNOW}.html", "interviews/index.html", "index.html"):
        assert "经口述者（家属）确认" in read(tmp_path / "out" / name).text()
    for name in ("txt", "vtt"):
        assert "经口述者（家属）确认" in (tmp_path / f"out/interviews/{SNOW}.{name}").read_text(encoding="utf-8")


def test_an_interview_without_sound_has_neither_player_nor_captions(built: Path) -> None:
    assert not read(built / f"interviews/{RIVER}.html").all("audio")
    assert not (built / f"interviews/{RIVER}.vtt").exists()


def test_captions_have_one_cue_for_each_timed_sentence(built: Path) -> None:
    captions = (built / f"interviews/{SNOW}.vtt").read_text(encoding="utf-8")
    assert captions.count(" --> ") == sum(len(block) for turn in snow().timing.turns for block in turn.blocks)
    assert "00:00:26.000 --> 00:00:33.000\n<v 贾明远>这个是一九五三年发的。" in captions
    assert "[^1]" not in captions


def test_an_item_is_shown_at_its_moment_and_its_page_leads_back(built: Path) -> None:
    shown = [f for f in read(built / f"interviews/{SNOW}.html").all("figure") if f.get("class") == "oh-shown"]
    assert [(figure["data-item"], figure["data-s"]) for figure in shown] == [(MEDAL, "28")]
    links = [a["href"] for a in read(built / f"items/{MEDAL}.html").all("a")]
    assert f"../interviews/{SNOW}.html#t=28" in links
    assert f"../people/{JIA}.html" in links


def test_the_policy_stands_before_everything_it_governs_and_allows_no_inline_script(built: Path) -> None:
    pages = html_files(built)
    assert {"404.html", "takedown.html", f"{GONE}.html", f"{OLD_SNOW}.html"} <= {path.name for path in pages}
    for path in pages:
        names = [element.tag for element in read(path).elements]
        governed = [names.index(one) for one in ("script", "link", "style", "img") if one in names]
        policies = [
            (at, meta.attributes["content"])
            for at, meta in enumerate(read(path).elements)
            if meta.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, path
        assert policies[0][0] < min(governed), path
        rules = dict(rule.strip().split(" ", 1) for rule in policies[0][1].split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self' file:"
        targets = [e.attributes[name] for e in read(path).elements for name in ("href", "src", "action") if name in e.attributes]
        assert not [one for one in targets if one.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))], path


def test_there_is_no_service_worker_that_could_keep_what_was_withdrawn(built: Path) -> None:
    scripts = [*built.rglob("*.js"), *built.rglob("*.html")]
    assert len(scripts) > 10
    for path in scripts:
        words = path.read_text(encoding="utf-8")
        assert "serviceWorker" not in words, path
        assert "caches.open" not in words, path
    assert not list(built.rglob("*.webmanifest"))


def test_every_page_leads_to_the_take_down_page(built: Path) -> None:
    for path in html_files(built):
        links = [a.get("href", "") for a in read(path).all("a")]
        assert any(one.endswith("takedown.html") for one in links), path
    words = read(built / "takedown.html").text()
    assert edition().contact in words
    assert "最迟三十日内答复" in words
    for word in ("口述者本人", "家属", "读者", "已经印出的书", "编号不会再给别人使用"):
        assert word in words


def test_the_archive_s_own_word_on_how_soon_stands_on_the_take_down_page(site_media: Path, project: Path, tmp_path: Path) -> None:
    publish(replace(edition(), takedown="三个工作日内办结。"), site_media, tmp_path / "pages", tmp_path / "out", project)
    words = read(tmp_path / "out/takedown.html").text()
    assert "三个工作日内办结。" in words
    assert "三十日" not in words


def test_an_id_that_was_given_up_leads_on_also_to_a_tombstone(built: Path) -> None:
    for path, to in (
        (built / "interviews" / f"{OLD_SNOW}.html", SNOW),
        (built / "people" / f"{OLD_GONE}.html", GONE),
        (built / "interviews" / f"{OLD_GONE}.html", GONE),
    ):
        page = read(path)
        assert [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "refresh"] == [f"0; url={to}.html"]
        assert f"{to}.html" in [a.get("href") for a in page.all("a")]
        assert (path.parent / f"{to}.html").is_file()
        assert [meta["content"] for meta in page.all("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert not (built / "people" / f"{OLD_SNOW}.html").exists()


def test_a_volume_that_may_not_be_public_is_on_no_page_list_or_file(built: Path) -> None:
    for folder in (built, built.parent / "pages"):
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                assert "只在内部交流的一册".encode() not in data, path
                assert "样本（2023）001号".encode() not in data, path
    assert "978-7-02-000220-7" in read(built / "volumes.html").text()


def test_a_tombstone_names_nobody(built: Path) -> None:
    for folder in ("people", "interviews", "items"):
        page = read(built / folder / f"{GONE}.html")
        assert "应口述者或家属要求，此内容已撤回。" in page.text()
        assert not [person.name for person in PEOPLE if person.name in page.text()]


def test_samples_are_marked_on_every_page(built: Path) -> None:
    for path in html_files(built):
        assert edition().sample_notice in read(path).text(), path


def test_the_same_edition_gives_the_same_bytes(built: Path, site_media: Path, project: Path, tmp_path: Path) -> None:
    program.publish(edition(), site_media, tmp_path / "elsewhere" / "pages", tmp_path / "again", project)
    assert digests(tmp_path / "again") == digests(built)


def test_a_published_address_gives_a_sitemap_dated_by_the_edition(site_media: Path, project: Path, tmp_path: Path) -> None:
    publish(edition("https://archive.example/"), site_media, tmp_path / "pages", tmp_path / "out", project)
    sitemap = (tmp_path / "out/sitemap.xml").read_text(encoding="utf-8")
    assert f"https://archive.example/interviews/{SNOW}.html" in sitemap
    assert not [one for one in (GONE, OLD_SNOW, OLD_GONE) if one in sitemap]
    assert set(re.findall("<lastmod>(.*?)</lastmod>", sitemap)) == {"2023-06-01"}
    assert not (tmp_path / "out/sitemap.xml.gz").exists()


def test_plain_mkdocs_build_gives_the_same_site(built: Path, project: Path, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes((project / "mkdocs.yml").read_bytes())
    (tmp_path / "site").symlink_to(project / "site")
    (tmp_path / "pipeline").symlink_to(project / "pipeline")
    (tmp_path / "build").mkdir()
    (tmp_path / "build/pages").symlink_to(built.parent / "pages")
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=tmp_path, env=quiet, timeout=300, check=False)
    assert done.returncode == 0
    assert digests(tmp_path / "build/site") == digests(built)


def test_what_left_the_edition_leaves_the_pages_and_the_site(site_media: Path, project: Path, tmp_path: Path) -> None:
    pages, out = tmp_path / "pages", tmp_path / "out"
    publish(edition(), site_media, pages, out, project)
    less = edition()
    less = less.__class__(
        **{**vars(less), "interviews": less.interviews[1:], "walls": (), "volumes": (), "pictures": (), "column": None}
    )
    publish(less, site_media, pages, out, project)
    left = [path for folder in (pages, out) for path in folder.rglob("*") if SNOW in path.name or path.suffix == ".jpg"]
    assert not left
    assert "雪夜过江" not in read(out / f"people/{JIA}.html").text()


def test_a_file_nobody_named_is_not_taken_along(site_media: Path, project: Path, tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    for path in site_media.iterdir():
        os.link(path, media / path.name)
    (media / "secret.jpg").write_bytes(b"not named by the edition")
    publish(edition(), media, tmp_path / "pages", tmp_path / "out", project)
    assert not [path for path in tmp_path.rglob("secret.jpg") if media not in path.parents]


def test_a_missing_public_file_is_named(project: Path, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        publish(edition(), tmp_path, tmp_path / "pages", tmp_path / "out", project)
    assert caught.value.code == "public-file-missing"


def test_a_missing_theme_is_named(site_media: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingTool) as caught:
        publish(edition(), site_media, tmp_path / "pages", tmp_path / "out", tmp_path)
    assert caught.value.code == "site-theme-missing"


def test_an_installed_program_publishes_the_same_site(built: Path, site_media: Path, project: Path, tmp_path: Path) -> None:
    carried = tmp_path / "_site"  # as the wheel lays it out
    shutil.copytree(project / "site", carried)
    shutil.copy(project / "mkdocs.yml", carried)
    program.publish(edition(), site_media, tmp_path / "pages", tmp_path / "out", carried)
    assert digests(tmp_path / "out") == digests(built)
