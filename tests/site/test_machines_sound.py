"""Sound in two forms, served in ranges, and a waveform that is drawn with the page and leads into the sound."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

from pipeline.media.peaks import peaks
from pipeline.media.sound import probe, silence_and_encode
from pipeline.model.edition import PublicSound
from pipeline.publish.site.waves import BARS, Waves
from pipeline.publish.site.workroom import Workroom
from tests.media.making import noise, write_wav
from tests.site.editions import RIVER, SNOW, edition
from tests.site.reading import read
from tests.site.test_browser import TALK, open_talk, until
from tests.site.test_server import ask

MOST = 4096  # bytes of a drawn waveform


def test_opus_is_offered_first_and_aac_after_it_and_both_are_the_same_sound(built: Path) -> None:
    sources = [one for one in read(built / TALK).all("source") if "srcset" not in one]
    assert [(one["src"], one["type"]) for one in sources] == [
        (f"../media/{SNOW}.opus", "audio/ogg; codecs=opus"),
        (f"../media/{SNOW}.m4a", "audio/mp4"),
    ]
    lengths = [probe(built / "interviews" / one["src"]).duration_ms for one in sources]
    assert lengths[0] == pytest.approx(lengths[1], abs=100)


def test_a_sound_that_is_out_in_one_form_only_is_offered_in_that_one(site_media: Path, tmp_path: Path) -> None:
    waves = Waves(edition(), site_media, Workroom(tmp_path / "room"))
    assert waves.sources(PublicSound("NOTHERE1.m4a", 1000)) == [("NOTHERE1.m4a", "audio/mp4")]


def test_opus_is_served_in_ranges_with_its_type(served: str, built: Path) -> None:
    whole = (built / f"media/{SNOW}.opus").read_bytes()
    status, headers, body = ask(served, f"/media/{SNOW}.opus", "bytes=100-199")
    assert (status, body) == (206, whole[100:200])
    assert headers["content-type"] == "audio/ogg"
    assert ask(served, "/media/G1JJAAAA-e480.avif")[1]["content-type"] == "image/avif"


def test_a_waveform_is_drawn_in_the_page_itself_and_is_small(built: Path) -> None:
    html = (built / TALK).read_text(encoding="utf-8")
    [drawing] = re.findall(r'<div class="oh-wave".*?</div>', html, re.DOTALL)
    assert len(drawing.encode()) <= MOST
    assert drawing.count("M") == BARS
    assert 'aria-hidden="true"' in drawing
    assert "oh-wave" not in (built / f"interviews/{RIVER}.html").read_text(encoding="utf-8").replace("oh-wave.js", "")


def test_the_longest_waveform_is_small_as_well(tmp_path: Path) -> None:
    sound = tmp_path / "X.m4a"
    silence_and_encode([write_wav(noise(60, 16_000), 16_000, tmp_path / "x.wav")], [], sound)
    drawn = Waves(edition(), tmp_path, Workroom(tmp_path / "room")).wave(PublicSound("X.m4a", 60_000))
    assert drawn is not None
    assert len(drawn.path) <= MOST - 700  # what the element around it takes


def test_heights_follow_loudness_and_end_where_the_sound_ends(tmp_path: Path) -> None:
    samples = np.concatenate([noise(4, 16_000) // 8, noise(4, 16_000), np.zeros((4 * 16_000, 1), np.int16)])
    heights = peaks(write_wav(samples, 16_000, tmp_path / "x.wav"), 12)
    assert len(heights) == 12
    assert max(heights) == 100
    assert [height // 10 for height in heights[:4]] == [1] * 4
    assert min(heights[4:8]) > 90
    assert max(heights[8:]) <= 1  # a resampler rings a little
    assert len(peaks(write_wav(noise(0.35, 16_000), 16_000, tmp_path / "y.wav"), 240)) == 3
    assert peaks(write_wav(noise(0.02, 16_000), 16_000, tmp_path / "z.wav"), 240) == ()


def test_no_height_depends_on_what_is_withheld(tmp_path: Path) -> None:
    rate, span = 16_000, (2_000, 5_000)
    drawn = []
    for seed in (1, 2):
        samples = noise(8, rate)
        samples[2 * rate : 5 * rate] = noise(3, rate, seed=seed) // seed**3
        public = tmp_path / f"{seed}.m4a"
        silence_and_encode([write_wav(samples, rate, tmp_path / f"{seed}.wav")], [span], public)
        drawn.append(peaks(public, 80))
    assert drawn[0] == drawn[1]
    inside = drawn[0][22:48]
    assert max(inside) - min(inside) <= 1, "the tone is as loud everywhere"
    assert max(inside) < min(drawn[0][:19]) / 2


def test_a_sound_that_cannot_be_decoded_has_no_waveform_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "X.m4a").write_bytes(b"no sound at all")
    assert Waves(edition(), tmp_path, Workroom(tmp_path / "room")).wave(PublicSound("X.m4a", 1000)) is None


@pytest.mark.browser
def test_a_click_on_the_waveform_seeks_and_the_heard_part_is_marked(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    open_talk(page, address)
    assert page.evaluate("document.querySelector('audio').currentSrc").endswith(".opus")
    page.locator(".oh-wave").scroll_into_view_if_needed()
    box = page.locator(".oh-wave").bounding_box()
    assert box is not None
    assert box["height"] >= 24
    length = page.evaluate("document.querySelector('audio').duration")
    for part in (0.75, 0.25):
        page.mouse.click(box["x"] + part * box["width"], box["y"] + box["height"] / 2)
        until(page, f"Math.abs(document.querySelector('audio').currentTime - {part * length}) < 0.3")
        until(page, f"Math.abs(document.querySelector('.oh-wave stop').getAttribute('offset') - {part}) < 0.01")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_a_passage_that_a_link_leads_to_is_not_under_the_player(chromium: Browser, built: Path, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 700})
    context.set_default_timeout(120_000)
    page = context.new_page()
    open_talk(page, f"{built.as_uri()}/", "#t=26")
    page.wait_for_timeout(1000)
    passage, player = (page.locator(one).bounding_box() for one in ("[id='t=26'] .oh-s >> nth=0", ".oh-player"))
    assert passage is not None
    assert player is not None
    above = passage["y"] + passage["height"] <= player["y"]
    assert above or passage["y"] >= player["y"] + player["height"]
    assert 0 <= passage["y"] < 700
    context.close()


@pytest.mark.browser
def test_a_waveform_is_there_without_scripts(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"{address}{TALK}")
    box = page.locator(".oh-wave path").bounding_box()
    assert box is not None
    assert box["width"] > 300
    context.close()
