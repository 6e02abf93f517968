"""The column's feeds, chapters, captions and calendar, read back by other programs' readers."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from playwright.sync_api import Browser

from pipeline.language.subtitles import read_subtitles
from pipeline.model.edition import PublicColumn
from pipeline.publish.column.calendar import calendar
from pipeline.publish.column.feeds import atom, chapters, podcast, transcript
from tests.column.conftest import ADDRESS, Made, columned
from tests.site.conftest import serving
from tests.site.editions import GONE, RIVER, SNOW, column, edition, snow
from tests.site.unlettered import publish

feedparser = pytest.importorskip("feedparser", reason="feeds are read back with feedparser: pip install -e .[dev]")
NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}
HOSTILE = ("]]>", "\x00\x0b\x1f", "\u202e倒", "\ud800", "&#0;&nbsp;<b>", "𬭎")


@pytest.fixture(scope="module")
def built(made: Made, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    publish(edition(ADDRESS), made.media, folder / "pages", folder / "out", project)
    return folder / "out"


def file_at(site: Path, address: str) -> Path:
    assert address.startswith(ADDRESS)
    return site / urlsplit(address).path.removeprefix(urlsplit(ADDRESS).path)


def the_column() -> PublicColumn:
    found = columned().column
    assert found is not None
    return found


def test_the_feed_is_well_formed_and_leads_to_pages_that_are_there(built: Path) -> None:
    read = feedparser.parse((built / "column/feed.xml").read_bytes())
    assert not read.bozo
    assert read.feed.title == "每周一位老兵"
    assert [entry.title for entry in read.entries] == ["【样例】雪夜的一枚奖章（贾明远）", "【样例】过河（易秀兰）"]
    for entry in read.entries:
        assert file_at(built, entry.link).is_file()
        assert entry.published == entry.updated
        assert entry.id == entry.link
    assert read.entries[0].published == "2023-05-26T08:00:00+08:00"
    assert "第二天又走了六十里" in read.entries[0].content[0].value
    assert "<script" not in read.entries[1].content[0].value


def test_the_feed_names_what_was_withdrawn_by_its_address_alone(built: Path) -> None:
    tree = etree.fromstring((built / "column/feed.xml").read_bytes())
    (stone,) = tree.findall("at:deleted-entry", NAMES)
    assert file_at(built, stone.get("ref")).is_file()
    assert GONE in stone.get("ref")


def test_the_podcast_holds_what_directories_ask_for_and_only_what_is_heard(built: Path) -> None:
    read = feedparser.parse((built / "column/podcast.xml").read_bytes())
    assert not read.bozo
    tree = etree.fromstring((built / "column/podcast.xml").read_bytes())
    channel = tree.find("channel")
    for name in (
        "title",
        "link",
        "description",
        "language",
        "itunes:author",
        "itunes:explicit",
        "itunes:image",
        "itunes:category",
    ):
        assert channel.find(name, NAMES) is not None, name
    assert file_at(built, channel.find("itunes:image", NAMES).get("href")).is_file()
    (item,) = channel.findall("item")
    sound = item.find("enclosure")
    file = file_at(built, sound.get("url"))
    assert (file.stat().st_size, sound.get("type")) == (int(sound.get("length")), "audio/mp4")
    assert item.findtext("itunes:duration", namespaces=NAMES) == "36"
    assert item.find("guid").get("isPermaLink") == "false"
    assert read.entries[0].published_parsed[:5] == (2023, 5, 26, 0, 0)


def test_chapters_and_captions_run_on_the_clock_of_what_is_heard(built: Path) -> None:
    item = etree.fromstring((built / "column/podcast.xml").read_bytes()).find("channel/item")
    marks = item.find("podcast:chapters", NAMES)
    assert marks.get("type") == "application/json+chapters"
    told = json.loads(file_at(built, marks.get("url")).read_bytes())
    assert told["version"] == "1.2.0"
    assert told["chapters"] == [{"startTime": 0.0, "title": "参军"}, {"startTime": 18.5, "title": "奖章"}]
    captions = item.find("podcast:transcript", NAMES)
    assert captions.get("type") == "text/vtt"
    cues = read_subtitles(file_at(built, captions.get("url")).read_bytes()).cues
    assert (cues[0].start_ms, cues[0].text) == (0, "一九五〇年冬天，我十七岁。")
    assert cues[-1].end_ms <= 36_000


def test_a_whole_story_keeps_the_interviews_own_sound_and_clock() -> None:
    issue = replace(column().issues[1], story=snow(), span=None)
    assert json.loads(chapters(issue))["chapters"][0] == {"startTime": 0.0, "title": "参军"}
    assert transcript(issue).count("-->") == 12
    rss = podcast(columned(issue), replace(the_column(), issues=(issue,)), {f"{SNOW}.m4a": Path(__file__)})
    assert f"media/{SNOW}.m4a".encode() in rss


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_break_a_feed_or_the_calendar(words: str) -> None:
    issue = replace(column().issues[0], title=f"甲{words}乙")
    whole = columned(issue)
    assert whole.column is not None
    bad = replace(whole, column=replace(whole.column, title=f"栏{words}"), institution=words)
    assert bad.column is not None
    assert not feedparser.parse(atom(bad, bad.column)).bozo
    assert not feedparser.parse(podcast(bad, bad.column, {})).bozo
    if words != "\ud800":  # no file of the archive can hold half a character
        for line in calendar(bad).split(b"\r\n"):
            assert len(line) <= 75
            assert b"\n" not in line


def test_the_calendar_says_what_has_come_and_of_what_is_to_come_only_when(built: Path) -> None:
    folded = (built / "column/calendar.ics").read_bytes()
    assert all(len(line) <= 75 for line in folded.split(b"\r\n"))
    text = folded.decode().replace("\r\n ", "")
    events = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL)
    assert [re.search(r"SUMMARY:(.*)\r", one)[1] for one in events] == ["过河", "雪夜的一枚奖章", "每周一位老兵"]  # type: ignore[index]
    starts = [re.search(r"DTSTART:(.*)\r", one)[1] for one in events]  # type: ignore[index]
    assert starts == ["20230519T000000Z", "20230526T000000Z", "20230602T000000Z"], "eight o'clock in Beijing"
    assert "RRULE:FREQ=WEEKLY;BYDAY=FR" in events[2]
    assert (text.count("UID:"), text.count("DTSTAMP:")) == (3, 3)
    assert len(set(re.findall(r"UID:(.*)\r", text))) == 3


@pytest.mark.parametrize(("hour", "day"), [("07:30", "TH"), ("08:00", "FR"), ("23:00", "FR")])
def test_before_eight_in_china_the_week_turns_on_the_day_before_in_universal_time(hour: str, day: str) -> None:
    whole = columned()
    assert whole.column is not None
    text = calendar(replace(whole, column=replace(whole.column, hour=hour))).decode()
    assert f"RRULE:FREQ=WEEKLY;BYDAY={day}\r\n" in text


def test_days_of_rest_to_come_are_not_in_the_calendar() -> None:
    whole = columned()
    assert whole.column is not None
    resting = replace(whole, column=replace(whole.column, rests=(dt.date(2023, 6, 9), dt.date(2023, 5, 5))))
    text = calendar(resting).decode()
    assert re.findall(r"EXDATE:(.*)\r", text) == ["20230609T000000Z"]


def test_a_column_that_has_not_begun_has_empty_feeds_and_a_calendar_from_its_first_day() -> None:
    bare = replace(the_column(), issues=(), gone=(), begins=dt.date(2026, 12, 2))
    whole = replace(columned(), column=bare)
    read = feedparser.parse(atom(whole, bare))
    assert (read.bozo, read.entries) == (False, [])
    assert "DTSTART:20261204T000000Z" in calendar(whole).decode()


def test_pages_hold_player_words_and_ways_on_and_a_withdrawn_one_names_nobody(built: Path) -> None:
    page = html.fromstring((built / f"column/2023-05-26-{SNOW}.html").read_bytes())
    (source,) = page.xpath("//audio/source/@src")
    assert (built / "column" / source).resolve().is_file()
    assert page.xpath(f"//a[@href='../interviews/{SNOW}.html#t=4']")
    assert page.xpath(f"//a[@rel='prev' and @href='2023-05-19-{RIVER}.html']")
    assert page.xpath("//link[@rel='alternate feed' and contains(@href, 'column/podcast.xml')]")
    told = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    article = next(one for one in told["@graph"] if one["@type"] == "Article")
    assert (article["headline"], article["datePublished"]) == ("雪夜的一枚奖章", "2023-05-26T08:00:00+08:00")
    stone = (built / f"column/2023-05-12-{GONE}.html").read_text(encoding="utf-8")
    assert "已撤回" in stone
    assert "贾明远" not in stone


def test_an_archive_without_an_address_has_a_calendar_and_no_feeds(made: Made, project: Path, tmp_path: Path) -> None:
    publish(edition(), made.media, tmp_path / "pages", tmp_path / "out", project)
    names = {path.name for path in (tmp_path / "out/column").iterdir()}
    assert "calendar.ics" in names
    assert not {"feed.xml", "podcast.xml"} & names
    page = html.fromstring((tmp_path / "out/column/index.html").read_bytes())
    assert page.xpath("//p[contains(@class, 'oh-column__feeds')]//a/@href") == ["calendar.ics"]


@pytest.mark.browser
def test_the_search_finds_an_issue_as_what_it_is_and_a_phone_shows_it_whole(built: Path, chromium: Browser) -> None:
    with serving(built) as address:
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        page.goto(f"{address}search.html?q=雪夜的一枚奖章")
        hit = page.locator(f".oh-hits a[href*='column/2023-05-26-{SNOW}']").first
        hit.wait_for(timeout=60_000)
        assert "专栏" in page.locator(".oh-hits").inner_text()
        hit.click()
        page.locator("audio").wait_for(timeout=60_000)
        assert page.evaluate("document.documentElement.scrollWidth <= 360")
        assert page.evaluate("document.querySelector('audio').controls")
        page.close()
