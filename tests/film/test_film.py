"""A film as any player finds it: frames, sound, subtitles, chapters, loudness; and how it is made."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess

import numpy as np
import pytest

from pipeline import flow
from pipeline.model.film import FilmPart, Passage
from tests.film.coded import blips_in, frames_of, number_of, numbers_of, sound_of
from tests.film.making import HIDDEN, HUSHED, PARTS, RARE, Shop, loud_at, made_film, probed, whole
from tests.media.test_soundtrack import measured
from tests.release.sample import WITHDRAWN, put, withdrawn

# Title, then a card before each part, in frames; the picture of the medal covers 9 s to 12 s of the first interview's clock.
FIRST = 125 + 100  # where the first passage begins, which is frame 50 of its recording
LENGTH = 125 + 100 + 275 + 100 + 75 + 100 + 75 + 100 + 150


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Shop:
    return made_film(tmp_path_factory)


@pytest.fixture(scope="module")
def shown(shop):
    return numbers_of(shop.films / "film-1.mp4")


def test_any_player_finds_picture_sound_subtitles_and_chapters(shop):
    told = json.loads(
        subprocess.run(
            [
                "ffprobe",
                "-v",
                "error",
                "-count_frames",
                "-show_streams",
                "-show_format",
                "-show_chapters",
                "-of",
                "json",
                shop.films / "film-1.mp4",
            ],
            capture_output=True,
            check=True,
        ).stdout
    )
    forms = {(one["codec_type"], one["codec_name"]): one for one in told["streams"]}
    picture, words = forms["video", "h264"], forms["subtitle", "mov_text"]
    assert (picture["width"], picture["height"], picture["r_frame_rate"], picture["pix_fmt"]) == (320, 180, "25/1", "yuv420p")
    assert int(picture["nb_read_frames"]) == LENGTH
    assert ("audio", "aac") in forms
    assert words["tags"]["language"] == "zho"
    assert told["format"]["tags"]["title"] == "岁月"
    chapters = [(one["tags"]["title"], float(one["start_time"])) for one in told["chapters"]]
    assert chapters == [
        ("片头", 0.0),
        ("雪夜过江　甲", 5.0),
        ("雪夜过江续", 13.0),
        ("灯下　易秀兰", 20.0),
        (f"渡口　{RARE}", 27.0),
        ("片尾", 34.0),
    ]


def test_passages_are_cut_to_the_frame_and_withheld_frames_are_covered(shown):
    assert set(shown[:FIRST]) == {None}, "cards"
    passage = shown[FIRST : FIRST + 275]
    third = range(25, 175)  # a lower third lies over the codes' lower edge
    wrong = [(at, one) for at, one in enumerate(passage[:70]) if at not in third and one != 50 + at]
    assert wrong == []
    assert passage[:25] == list(range(50, 75))
    assert set(passage[(5 - 2) * 25 : (6 - 2) * 25]) == {None}
    assert set(passage[7 * 25 : 10 * 25]) == {None}, "the medal"
    assert passage[250:275] == [None] * 25 or passage[-1] in (None, 324)


def test_picture_and_sound_stay_together(shop):
    heard = blips_in(sound_of(shop.films / "film-1.mp4"))
    # The video is heard from 2 s on and silenced at 5 s; the others begin 1 s and 0 s into their recordings.
    first = [FIRST / 25 + at for at in (0, 1, 2, 4, 5, 6, 7, 8, 9, 10)]
    second = [FIRST / 25 + 11 + 4 + at for at in range(3)]
    third = [FIRST / 25 + 11 + 4 + 3 + 4 + at for at in range(3)]
    assert len(heard) == len(first + second + third)
    assert heard == pytest.approx([*first, *second, *third], abs=0.04)


def test_what_is_withheld_is_a_tone(shop):
    for name in ("film-1.mp4", "film-1.tv.mp4"):
        sound = sound_of(shop.films / name)
        begin, end = (FIRST / 25 + at / 1000 - 2 for at in HIDDEN)
        blip = FIRST / 25 + 5 - 2
        assert loud_at(sound, 1000, blip, blip + 0.04) < 0.1 * loud_at(sound, 1000, blip + 1, blip + 1.04)
        assert loud_at(sound, 440, begin, end) > 20 * loud_at(sound, 440, begin + 2, end + 2)


def test_subtitles_say_what_is_out_at_its_time_and_nothing_withheld(shop):
    words = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", shop.films / "film-1.mp4", "-map", "0:s", "-f", "srt", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for told in (words, (shop.films / "film-1.vtt").read_text(encoding="utf-8")):
        assert "号码" not in told
        assert "〔此处略去〕" in told
        assert "渡口只有一条船。" in told
        assert "乙：后来呢？" in told
        assert "我们连夜过江" not in told
    assert re.search(r"00:00:09,000 --> 00:00:10,000\n那年我十七岁。", words)


def test_the_two_loudnesses_are_those_of_the_web_and_of_broadcasting(shop):
    assert measured(shop.films / "film-1.mp4")[0] == pytest.approx(-16, abs=1.5)
    assert measured(shop.films / "film-1.tv.mp4")[0] == pytest.approx(-23, abs=1.5)


def test_for_television_the_subtitles_are_in_the_picture_while_they_stand(shop):
    plain, burned = (frames_of(shop.films / name) for name in ("film-1.mp4", "film-1.tv.mp4"))
    assert len(plain) == len(burned)
    low = [float(np.abs(one[140:].astype(int) - other[140:]).mean()) for one, other in zip(plain, burned, strict=True)]
    inside, outside = low[FIRST + 5 : FIRST + 20], [*low[10:100], *low[FIRST - 20 : FIRST - 1]]
    assert min(inside) > 3
    assert max(outside) < 1
    assert "subtitle" not in probed(shop.films / "film-1.tv.mp4", "-show_entries", "stream=codec_type")


def test_the_stream_plays_from_its_master_list(shop):
    folder = shop.films / "film-1.web"
    master = (folder / "index.m3u8").read_text(encoding="utf-8")
    assert "RESOLUTION=320x180" in master
    assert 'URI="zh/index.m3u8"' in master
    asked = ["-count_frames", "-select_streams", "v:0", "-show_entries", "stream=nb_read_frames"]
    assert f"nb_read_frames={LENGTH}" in probed(folder / "h264" / "index.m3u8", "-allowed_extensions", "ALL", *asked)
    assert (folder / "zh" / "words.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert (folder / "cover.jpg").is_file()


def test_av1_is_beside_h264_where_it_is_asked_for(tmp_path_factory):
    mine = made_film(tmp_path_factory, "web-av1")
    outcome = mine.make(whole(PARTS[2]))
    assert "film-1.web-av1" in " ".join(outcome.done)
    folder = mine.films / "film-1.web-av1"
    asked = ["-allowed_extensions", "ALL", "-show_entries", "stream=codec_name", "-select_streams", "v:0"]
    for codec in ("h264", "av1"):
        assert f"codec_name={codec}" in probed(folder / codec / "index.m3u8", *asked)
        assert f"{codec}/index.m3u8" in (folder / "index.m3u8").read_text(encoding="utf-8")


def test_what_may_not_be_streamed_is_in_the_film_and_not_in_the_stream(shop, tmp_path_factory):
    mine = made_film(tmp_path_factory)
    outcome = mine.make(whole(allow={"web_video": "no"}))
    assert "film-not-on-web" in [one.code for one in outcome.problems]
    told = (mine.films / "film-1.web" / "zh" / "words.vtt").read_text(encoding="utf-8")
    assert "油灯" not in told
    assert "渡口只有一条船。" in told
    assert "油灯" in (mine.films / "film-1.vtt").read_text(encoding="utf-8")


def test_the_room_is_stated_before_and_never_passed(shop):
    told = (shop.folder / "told.txt").read_text(encoding="utf-8")
    stated = re.search(r"最多占用 ([\d.]+) (MB|GB)", told)
    room = float(stated[1]) * (1e6 if stated[2] == "MB" else 1e9)
    used = [
        path.stat().st_size for place in ("work", "films") for path in (shop.settings.out / place).rglob("*") if path.is_file()
    ]
    assert sum(used) <= room + 0.5e6
    assert "0:00:44" in told


def test_progress_grows_to_the_end(shop):
    seen = [tuple(map(float, line.split())) for line in (shop.folder / "seen.txt").read_text().splitlines()]
    done = [one for one, _ in seen]
    assert done == sorted(done)
    assert seen[-1][0] == seen[-1][1] == 3 * LENGTH * 40


def test_without_a_portrait_or_a_picture_one_sentence_says_so(shop):
    told = (shop.folder / "told.txt").read_text(encoding="utf-8").splitlines()
    assert told.count("film-without-portrait") == 1
    assert told.count("film-without-picture") == 1
    assert any(line.startswith("《渡口》的录像里没有画面") for line in told)


def test_a_run_that_was_cut_off_goes_on_where_it_was(tmp_path_factory):
    mine = made_film(tmp_path_factory)
    room = mine.settings.work / "films"
    before = {path.name: path.stat().st_mtime_ns for path in room.iterdir()}
    lost = sorted(path for path in room.iterdir() if path.suffix == ".mp4")[3]
    data = lost.read_bytes()
    lost.unlink()
    (mine.settings.work / "films.made.json").unlink()
    mine.make(whole())
    assert lost.read_bytes() == data
    assert {path.name: path.stat().st_mtime_ns for path in room.iterdir() if path != lost} == {
        name: at for name, at in before.items() if name != lost.name
    }


def test_where_nothing_changed_nothing_is_made(tmp_path_factory):
    mine = made_film(tmp_path_factory)
    before = {path: path.read_bytes() for path in mine.films.rglob("*") if path.is_file()}
    outcome = mine.make(whole())
    assert outcome.done == ()
    assert mine.told == []
    assert {path: path.read_bytes() for path in mine.films.rglob("*") if path.is_file()} == before


def test_editions_that_nobody_asks_for_again_stay_as_long_as_they_are_true(tmp_path_factory):
    mine = made_film(tmp_path_factory, "copy")
    mine.make(whole())
    assert (mine.films / "film-1.tv.mp4").is_file()
    mine.make(whole(PARTS[0], FilmPart(interview="bbbb")))
    assert sorted(path.name for path in mine.films.iterdir()) == ["film-1.jpg", "film-1.mp4", "film-1.vtt"]


def test_a_withdrawn_interview_is_gone_from_every_edition(tmp_path_factory):
    mine = made_film(tmp_path_factory)
    archived = whole()
    mine.make(put(archived, withdrawn(archived.interviews["aaaa"], WITHDRAWN)))
    assert {one for one in numbers_of(mine.films / "film-1.mp4") if one} <= set()
    told = (mine.films / "film-1.vtt").read_text(encoding="utf-8")
    assert "渡口只有一条船" not in told
    assert not list(mine.settings.work.rglob("*AAAA*"))
    everyone = archived
    for kept in archived.interviews.values():
        everyone = put(everyone, withdrawn(kept, WITHDRAWN))
    outcome = mine.make(everyone)
    assert [one.code for one in outcome.problems] == ["film-empty"]
    assert list(mine.films.iterdir()) == []


def test_a_character_that_no_font_has_stops_its_film_alone(tmp_path_factory):
    mine = made_film(tmp_path_factory, "copy")
    archived = whole()
    odd = archived.films["film-1"].model_copy(update={"title": "岁\ue123月", "parts": PARTS[1:2]})
    outcome = mine.make(dataclasses.replace(archived, films={**archived.films, "film-2": odd}))
    assert [(one.file, one.code) for one in outcome.problems if not one.is_notice] == [
        ("volumes/film-2.yml", "film-glyph-missing")
    ]
    assert (mine.films / "film-1.mp4").is_file()


def test_a_disk_without_room_stops_before_it_begins(tmp_path_factory):
    mine = made_film(tmp_path_factory, "copy")
    before = (mine.films / "film-1.mp4").read_bytes()
    outcome = mine.make(whole(FilmPart(interview="cccc", passages=(Passage(from_ms=0, to_ms=9000),))), free=lambda _: 1000)
    assert [one.code for one in outcome.problems if not one.is_notice] == ["film-disk-short", "film-removed"]
    assert before
    assert list(mine.films.iterdir()) == []


def test_films_are_made_when_asked_for_and_from_then_on(tmp_path):
    settings = Shop(tmp_path).settings
    assert "films" not in flow.usual(settings)
    (settings.out / "films").mkdir(parents=True)
    assert "films" in flow.usual(settings)


def test_the_secret_is_nowhere_in_any_file(shop):
    for path in [*shop.films.rglob("*"), *(shop.settings.work / "films").rglob("*")]:
        if path.is_file():
            assert HUSHED[:4].encode() not in path.read_bytes(), path.name


def test_a_hidden_frame_shows_no_number(shop):
    frame = frames_of(shop.films / "film-1.mp4")[FIRST + 80]
    assert number_of(frame) is None
    assert frame[:70].std() < 3
