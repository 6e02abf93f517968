"""Interviews become an Atom feed of what was lately approved and a podcast of what may be heard (RFC 4287, RSS 2.0)."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterable, Mapping
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from pipeline.model.edition import Edition, PublicInterview
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.cards import COVER
from pipeline.publish.site.telling import SAMPLE, gist, latest, names
from pipeline.publish.site.transcript import clock
from pipeline.publish.trust import TRUST

FEED, PODCAST, ROBOTS = "feed.xml", "podcast.xml", "robots.txt"
_MOST = 200  # entries of the Atom feed
_ATOM = "http://www.w3.org/2005/Atom"
_DELETED = "http://purl.org/atompub/tombstones/1.0"  # RFC 6721
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
_PODCAST_GUID = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the namespace that podcast:guid names
# What XML 1.0 §2.2 has no place for, and characters that turn the direction of writing over the end of their element.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """`text` without characters that no feed may hold."""
    return _UNFIT.sub("", text)


def atom(edition: Edition) -> bytes:
    """The feed of approved interviews; what was withdrawn is named as deleted, by its address alone."""
    web = Web.of(edition)
    for prefix, space in (("", _ATOM), ("at", _DELETED)):
        ET.register_namespace(prefix, space)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-Hans"})
    for name, text in (("id", web.root), ("title", edition.title), ("subtitle", edition.sample_notice if edition.sample else "")):
        _add(feed, name, text)
    _add(feed, "updated", _noon(edition.date).isoformat())
    _add(_add(feed, "author", None), "name", edition.institution or edition.title)
    _link(feed, "alternate", web.root, "text/html")
    _link(feed, "self", web.at(FEED), "application/atom+xml")
    for stone in edition.tombstones:
        gone = {"ref": web.interview(stone.id), "when": _noon(edition.date).isoformat()}
        ET.SubElement(feed, f"{{{_DELETED}}}deleted-entry", gone)
    for entry in latest(edition)[:_MOST]:
        _atom_entry(_add(feed, "entry", None), entry, web)
    return _written(feed)


def _atom_entry(element: ET.Element, entry: PublicInterview, web: Web) -> None:
    talk, page = entry.projection, web.interview(entry.projection.id)
    _add(element, "id", page)
    _add(element, "title", _title(entry))
    _add(element, "published", _noon(entry.approved_on).isoformat())
    _add(element, "updated", _noon(entry.approved_on).isoformat())
    for person in talk.narrators:
        _add(_add(element, "author", None), "name", person.name)
    _add(element, "summary", _summary(entry))
    _link(element, "alternate", page, "text/html")


def podcast(edition: Edition, media: Mapping[str, Path], written: Collection[str]) -> bytes:
    """The podcast of interviews whose sound is out; `media` gives the public files by name, `written` the downloads by path.

    Raises OSError when a sound is not there.
    """
    web = Web.of(edition)
    for prefix, space in (("atom", _ATOM), ("itunes", _ITUNES), ("podcast", _PODCAST)):
        ET.register_namespace(prefix, space)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    told = edition.about.strip() or edition.title
    told = f"{edition.sample_notice}\n\n{told}" if edition.sample and edition.sample_notice else told
    for name, text in (("title", edition.title), ("link", web.root), ("description", told), ("language", "zh-cn")):
        _plain(channel, name, text)
    _plain(channel, "lastBuildDate", format_datetime(_noon(edition.date)))
    own = {"href": web.at(PODCAST), "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{_ATOM}}}link", own)
    _plain(channel, f"{{{_ITUNES}}}author", edition.institution or edition.title)
    _plain(channel, f"{{{_ITUNES}}}explicit", "false")
    ET.SubElement(channel, f"{{{_ITUNES}}}category", {"text": "History"})
    _plain(channel, f"{{{_PODCAST}}}guid", str(uuid.uuid5(_PODCAST_GUID, web.at(PODCAST).partition("//")[2])))
    if COVER in media:
        ET.SubElement(channel, f"{{{_ITUNES}}}image", {"href": web.media(COVER)})
    for entry in latest(edition):
        if entry.sound:
            item = ET.SubElement(channel, "item")
            _episode(item, entry, web)
            size = str(media[entry.sound.file].stat().st_size)
            ET.SubElement(item, "enclosure", {"url": web.media(entry.sound.file), "length": size, "type": "audio/mp4"})
            _plain(item, f"{{{_ITUNES}}}duration", str(entry.sound.duration_ms // 1000))
            _transcripts(item, entry.projection.id, web, written)
    return _written(rss)


def _episode(item: ET.Element, entry: PublicInterview, web: Web) -> None:
    talk = entry.projection
    _plain(item, "title", _title(entry))
    _plain(item, "link", web.interview(talk.id))
    ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = talk.id
    _plain(item, "pubDate", format_datetime(_noon(entry.approved_on)))
    _plain(item, "description", _summary(entry))
    _plain(item, f"{{{_ITUNES}}}author", names(entry))
    _plain(item, f"{{{_ITUNES}}}explicit", "false")
    for role, people in (("guest", talk.narrators), ("host", talk.interviewers)):
        for person in people:
            ET.SubElement(item, f"{{{_PODCAST}}}person", {"role": role}).text = clean(person.name)


def _transcripts(item: ET.Element, public_id: str, web: Web, written: Collection[str]) -> None:
    for form, kind in (("vtt", "text/vtt"), ("txt", "text/plain")):
        path = f"interviews/{public_id}.{form}"
        if path in written:
            ET.SubElement(item, f"{{{_PODCAST}}}transcript", {"url": web.at(path), "type": kind, "language": "zh"})


def robots(edition: Edition) -> bytes:
    """What crawlers are told: everything that is out may be read, and where the sitemap is (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {Web.of(edition).at('sitemap.xml')}\n".encode()


def _title(entry: PublicInterview) -> str:
    mark = SAMPLE if entry.projection.sample else ""
    return f"{mark}{entry.projection.title}（{names(entry)}）"


def _summary(entry: PublicInterview) -> str:
    talk = entry.projection
    heard = f"录音 {clock(entry.sound.duration_ms)}" if entry.sound else "只公开文字"
    lines = [f"{names(entry)} 口述", *talk.sessions, gist(entry), f"{TRUST[entry.trust].name}；{heard}"]
    return "\n".join(line for line in lines if line)


def _noon(day: dt.date) -> dt.datetime:
    """A day has no hour: noon, as everywhere in the site."""
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def _add(parent: ET.Element, name: str, text: str | None) -> ET.Element:
    """A child of Atom's own namespace; no child for empty words, so that no element is empty but by design."""
    if text == "":
        return parent
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = None if text is None else clean(text)
    return child


def _plain(parent: ET.Element, name: str, text: str) -> None:
    if text:
        ET.SubElement(parent, name).text = clean(text)


def _link(parent: ET.Element, rel: str, href: str, form: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "href": href, "type": form})


def _written(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode()


def feed_files(edition: Edition, media: Mapping[str, Path], written: Collection[str]) -> Iterable[tuple[str, bytes]]:
    """Feed, podcast and robots.txt by their place in the site; none where the site has no address."""
    if Web.of(edition).is_known:
        yield FEED, atom(edition)
        yield PODCAST, podcast(edition, media, written)
        yield ROBOTS, robots(edition)
