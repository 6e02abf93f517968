"""The Atom feed, the podcast, robots.txt and the sitemap, read back by another program's reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from pipeline.model.edition import Edition, PublicInterview, PublicSound, Tombstone
from pipeline.publish.site.feeds import atom, clean, podcast
from tests.site.editions import GONE, MEDAL, OLD_GONE, OLD_SNOW, RIVER, SNOW, WILD, edition, river, snow
from tests.site.reading import read
from tests.site.unlettered import publish

feedparser = pytest.importorskip("feedparser", reason="feeds are read back with feedparser: pip install -e .[dev]")
ROOT = "https://archive.example/oral/"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
HOSTILE = [
    WILD,
    "]]>",
    "\x00\x01\x0b\x1f",
    "\u202e倒\u2066过\u2069来\u200f",
    "\ud800",
    "\ufffe\uffff",
    "<![CDATA[x",
    "&#0;&nbsp;",
    "𬭎",
]


@pytest.fixture(scope="module")
def addressed(site_media: Path, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feeds")
    publish(edition(ROOT), site_media, folder / "pages", folder / "out", project)
    return folder / "out"


def file_at(site: Path, address: str) -> Path:
    assert address.startswith(ROOT)
    return site / urlsplit(address).path.removeprefix(urlsplit(ROOT).path)


def tree(made: bytes) -> ET.Element:
    return ET.fromstring(made)  # noqa: S314 - made here


def titled(title: str, key: str = RIVER) -> PublicInterview:
    talk = river().projection.model_copy(update={"title": title, "id": key, "sessions": (title,)})
    return replace(river(), projection=talk)


def hostile() -> Edition:
    interviews = tuple(titled(text, f"N{number:07}") for number, text in enumerate(HOSTILE))
    return replace(edition(ROOT), interviews=interviews, title=HOSTILE[1], about=WILD, institution=HOSTILE[3])


def test_the_feed_has_every_approved_interview_the_newest_first(addressed: Path) -> None:
    feed = feedparser.parse((addressed / "feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == edition().title
    assert [urlsplit(entry.id).path.split("/")[-1] for entry in feed.entries] == [f"{SNOW}.html", f"{RIVER}.html"]
    assert feed.entries[0].published_parsed[:3] == (2023, 6, 1)
    assert feed.entries[0].author == "贾明远"
    for entry in feed.entries:
        assert file_at(addressed, entry.link).is_file()
        assert entry.title.startswith("【样例】")
    assert "机器听写，未经人工校对" in feed.entries[1].summary


def test_the_podcast_has_only_what_may_be_heard(addressed: Path) -> None:
    feed = feedparser.parse((addressed / "podcast.xml").read_bytes())
    assert not feed.bozo
    assert feed.version == "rss20"
    [episode] = feed.entries
    assert (episode.id, episode.title) == (SNOW, "【样例】雪夜过江（贾明远）")
    [sound] = episode.enclosures
    heard = file_at(addressed, sound.href)
    assert heard.name == f"{SNOW}.m4a"
    assert int(sound.length) == heard.stat().st_size
    assert sound.type == "audio/mp4"
    assert episode.itunes_duration == "72"
    assert file_at(addressed, episode.link).is_file()
    assert file_at(addressed, feed.feed.image.href).is_file()
    assert edition().sample_notice in feed.feed.description
    assert RIVER not in (addressed / "podcast.xml").read_text(encoding="utf-8")


def test_the_podcast_leads_to_captions_and_text(addressed: Path) -> None:
    item = tree((addressed / "podcast.xml").read_bytes()).find("channel/item")
    assert item is not None
    found = {one.get("type"): one.get("url", "") for one in item.findall(f"{PODCAST}transcript")}
    assert set(found) == {"text/vtt", "text/plain"}
    assert file_at(addressed, found["text/vtt"]).read_text(encoding="utf-8").startswith("WEBVTT")
    assert "贾明远" in file_at(addressed, found["text/plain"]).read_text(encoding="utf-8")
    assert [(one.get("role"), one.text) for one in item.findall(f"{PODCAST}person")] == [("guest", "贾明远"), ("host", "乙")]


def test_an_interview_whose_sound_is_closed_leaves_the_podcast_and_stays_in_the_feed(site_media: Path) -> None:
    silent = replace(edition(ROOT), interviews=(replace(snow(), sound=None),))
    taken = {path.name: path for path in site_media.iterdir()}
    assert feedparser.parse(podcast(silent, taken, ())).entries == []
    assert len(feedparser.parse(atom(silent)).entries) == 1
    assert "只公开文字" in atom(silent).decode()


def test_what_was_withdrawn_is_named_as_deleted_and_nothing_else_is_said_of_it() -> None:
    root = tree(atom(replace(edition(ROOT), interviews=(), tombstones=(Tombstone(GONE),))))
    [gone] = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.attrib == {"ref": f"{ROOT}interviews/{GONE}.html", "when": "2023-06-01T12:00:00+00:00"}
    assert len(gone) == 0
    assert not gone.text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_and_a_feed_stays_well_formed(text: str, tmp_path: Path) -> None:
    sound = tmp_path / "x.m4a"
    sound.write_bytes(b"12345")
    spoken = replace(titled(text), sound=PublicSound("x.m4a", 1000))
    whole = replace(edition(ROOT), interviews=(spoken,), title=text, about=text, institution=text, sample_notice=text)
    for made in (atom(whole), podcast(whole, {"x.m4a": sound}, ())):
        assert not [character for character in "\u202e\u2066\u2069\u200f\x00\x0b" if character in made.decode()]
        root = tree(made)
        titles = [element.text or "" for element in root.iter() if element.tag.endswith("title")]
        assert f"【样例】{clean(text)}（易秀兰）" in titles
        assert not feedparser.parse(made).bozo


def test_feeds_are_dated_by_the_edition_and_the_same_edition_gives_the_same_bytes(addressed: Path) -> None:
    assert atom(hostile()) == atom(hostile())
    assert (addressed / "feed.xml").read_bytes() == atom(edition(ROOT))
    assert f"{dt.datetime.now(dt.UTC).year}-" not in atom(edition(ROOT)).decode()
    assert "Thu, 01 Jun 2023 12:00:00 +0000" in (addressed / "podcast.xml").read_text(encoding="utf-8")


def test_without_an_address_there_is_no_feed_no_podcast_and_no_word_to_crawlers(built: Path) -> None:
    for name in ("feed.xml", "podcast.xml", "robots.txt", "iiif"):
        assert not (built / name).exists()
    for path in built.rglob("*.html"):
        assert "application/rss+xml" not in path.read_text(encoding="utf-8")


def test_a_page_that_sends_on_is_known_by_the_address_to_which_it_sends(addressed: Path) -> None:
    wanted = {
        f"interviews/{OLD_SNOW}.html": f"{ROOT}interviews/{SNOW}.html",
        f"people/{OLD_GONE}.html": f"{ROOT}people/{GONE}.html",
        f"Q/{MEDAL}/index.html": f"{ROOT}items/{MEDAL}.html",
        f"interviews/{SNOW}.html": f"{ROOT}interviews/{SNOW}.html",
        f"Q/{GONE}/index.html": f"{ROOT}items/{GONE}.html",
    }
    for name, address in wanted.items():
        links = [link["href"] for link in read(addressed / name).all("link") if link.get("rel") == "canonical"]
        assert links == [address], name


def test_crawlers_are_led_to_a_sitemap_that_holds_no_tombstone_and_no_forward(addressed: Path) -> None:
    rules = (addressed / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert rules[:2] == ["User-agent: *", "Allow: /"]
    assert rules[-1] == f"Sitemap: {ROOT}sitemap.xml"
    places = [one.text or "" for one in tree((addressed / "sitemap.xml").read_bytes()).iter() if one.tag.endswith("loc")]
    assert len(places) > 10
    assert all(file_at(addressed, place).is_file() for place in places)
    assert not [place for place in places if any(key in place for key in (GONE, OLD_GONE, OLD_SNOW))]
    gone = [path for path in addressed.rglob("*.html") if path.stem in (GONE, OLD_GONE, OLD_SNOW)]
    assert len(gone) == 7
    assert all('<meta name="robots" content="noindex">' in path.read_text(encoding="utf-8") for path in gone)
