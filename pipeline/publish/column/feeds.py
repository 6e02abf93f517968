"""The column becomes an Atom feed of its issues and a podcast of what may be heard (RFC 4287, RSS 2.0, podcast namespace 1.0)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from email.utils import format_datetime
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET

from pipeline.language.inline import plain
from pipeline.language.subtitles import Cue, write_vtt
from pipeline.model.edition import Edition, PublicColumn, PublicIssue
from pipeline.publish.column.choosing import Span, said
from pipeline.publish.column.parts import Part, moment, names, parts
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.cards import COVER
from pipeline.publish.site.feeds import clean
from pipeline.publish.trust import TRUST

FEED, PODCAST, CALENDAR = "column/feed.xml", "column/podcast.xml", "column/calendar.ics"
_ATOM = "http://www.w3.org/2005/Atom"
_DELETED = "http://purl.org/atompub/tombstones/1.0"  # RFC 6721
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
_PODCAST_GUID = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # the namespace that podcast:guid names
_CHAPTERS = "1.2.0"  # of the JSON chapters format


def sound_of(issue: PublicIssue) -> str:
    """The public file of what is heard of an issue: the passage's own, or the whole interview's; empty where nothing is."""
    if issue.story.sound is None:
        return ""
    return f"column-{issue.id}.m4a" if issue.span else issue.story.sound.file


def heard(issue: PublicIssue) -> Span:
    """The stretch of the interview's clock that the sound of the issue is."""
    return issue.span or (0, issue.story.sound.duration_ms if issue.story.sound else 0)


def feed_files(edition: Edition, media: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Feeds, and chapters and captions of every issue that is heard, by their place in the site.

    `media` gives the public sounds by name; where the site has no address only chapters and captions are made.
    """
    column = edition.column
    for issue in column.issues if column else ():
        if sound_of(issue):
            yield f"column/{issue.id}.chapters.json", chapters(issue)
            if captions := transcript(issue):
                yield f"column/{issue.id}.vtt", captions.encode()
    if column and Web.of(edition).is_known:
        yield FEED, atom(edition, column)
        yield PODCAST, podcast(edition, column, media)


def atom(edition: Edition, column: PublicColumn) -> bytes:
    """The feed of the issues, the newest first; what was withdrawn is named as deleted, by its address alone."""
    web = Web.of(edition)
    for prefix, space in (("", _ATOM), ("at", _DELETED)):
        ET.register_namespace(prefix, space)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "zh-Hans"})
    newest = moment(column.issues[-1].date if column.issues else column.begins, column.hour).isoformat()
    home = web.at("column/index.html")
    for name, words in (("id", home), ("title", column.title), ("subtitle", _notice(edition)), ("updated", newest)):
        _atom(feed, name, words)
    ET.SubElement(_child(feed, "author"), f"{{{_ATOM}}}name").text = clean(edition.institution or edition.title)
    for rel, address, form in (("alternate", home, "text/html"), ("self", web.at(FEED), "application/atom+xml")):
        ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": rel, "href": address, "type": form})
    for stone in column.gone:
        gone = {"ref": web.at(f"column/{stone.id}.html"), "when": newest}
        ET.SubElement(feed, f"{{{_DELETED}}}deleted-entry", gone)
    for issue in reversed(column.issues):
        _entry(_child(feed, "entry"), issue, column, web)
    return _written(feed)


def _entry(element: ET.Element, issue: PublicIssue, column: PublicColumn, web: Web) -> None:
    page, came = web.at(f"column/{issue.id}.html"), moment(issue.date, column.hour).isoformat()
    for name, words in (("id", page), ("title", title(issue)), ("published", came), ("updated", came)):
        _atom(element, name, words)
    for person in issue.story.projection.narrators:
        ET.SubElement(_child(element, "author"), f"{{{_ATOM}}}name").text = clean(person.name)
    _atom(element, "summary", summary(issue))
    ET.SubElement(element, f"{{{_ATOM}}}link", {"rel": "alternate", "href": page, "type": "text/html"})
    content = _child(element, "content")
    content.set("type", "html")
    content.text = clean("".join(map(_paragraph, parts(issue))))


def _paragraph(part: Part) -> str:
    """A part as a feed reader shows it: words alone, since pictures may be called back."""
    if part.kind == "picture":
        return ""
    words = escape(plain(part.text))
    if part.kind == "heading":
        return f"<h3>{words}</h3>"
    who = f"<strong>{escape(part.speaker)}</strong>　" if part.speaker else ""
    return f"<p>{who}〔{words}〕</p>" if part.kind == "left_out" else f"<p>{who}{words}</p>"


def podcast(edition: Edition, column: PublicColumn, media: Mapping[str, Path]) -> bytes:
    """The episodes: every issue whose sound is out, the newest first."""
    web = Web.of(edition)
    for prefix, space in (("itunes", _ITUNES), ("podcast", _PODCAST), ("atom", _ATOM)):
        ET.register_namespace(prefix, space)
    rss = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(rss, "channel")
    told = "　".join(filter(None, (f"{edition.title}：{column.title}", _notice(edition))))
    newest = format_datetime(moment(column.issues[-1].date if column.issues else column.begins, column.hour))
    rows = (("title", column.title), ("link", web.at("column/index.html")), ("description", told), ("language", "zh-cn"))
    for name, words in (*rows, ("lastBuildDate", newest)):
        _plain(channel, name, words)
    own = {"href": web.at(PODCAST), "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{_ATOM}}}link", own)
    _plain(channel, f"{{{_ITUNES}}}author", edition.institution or edition.title)
    _plain(channel, f"{{{_ITUNES}}}explicit", "false")
    _plain(channel, f"{{{_ITUNES}}}type", "episodic")
    ET.SubElement(channel, f"{{{_ITUNES}}}category", {"text": "History"})
    _plain(channel, f"{{{_PODCAST}}}guid", str(uuid.uuid5(_PODCAST_GUID, web.at(PODCAST).partition("//")[2])))
    if COVER in media:
        ET.SubElement(channel, f"{{{_ITUNES}}}image", {"href": web.media(COVER)})
    for issue in reversed(column.issues):
        if sound_of(issue) in media:
            _episode(ET.SubElement(channel, "item"), issue, column, (web, media))
    return _written(rss)


def _episode(item: ET.Element, issue: PublicIssue, column: PublicColumn, place: tuple[Web, Mapping[str, Path]]) -> None:
    (web, media), file = place, sound_of(issue)
    _plain(item, "title", title(issue))
    _plain(item, "link", web.at(f"column/{issue.id}.html"))
    ET.SubElement(item, "guid", {"isPermaLink": "false"}).text = f"column-{issue.id}"
    _plain(item, "pubDate", format_datetime(moment(issue.date, column.hour)))
    _plain(item, "description", summary(issue))
    start, end = heard(issue)
    size = str(media[file].stat().st_size)
    ET.SubElement(item, "enclosure", {"url": web.media(file), "length": size, "type": "audio/mp4"})
    _plain(item, f"{{{_ITUNES}}}duration", str(round((end - start) / 1000)))
    _plain(item, f"{{{_ITUNES}}}author", names(issue))
    _plain(item, f"{{{_ITUNES}}}explicit", "false")
    for person in issue.story.projection.narrators:
        ET.SubElement(item, f"{{{_PODCAST}}}person", {"role": "guest"}).text = clean(person.name)
    page = f"column/{issue.id}"
    ET.SubElement(item, f"{{{_PODCAST}}}chapters", {"url": web.at(f"{page}.chapters.json"), "type": "application/json+chapters"})
    if transcript(issue):
        read = {"url": web.at(f"{page}.vtt"), "type": "text/vtt", "language": "zh", "rel": "captions"}
        ET.SubElement(item, f"{{{_PODCAST}}}transcript", read)


def chapters(issue: PublicIssue) -> bytes:
    """The chapters of what is heard, in seconds from its beginning; the first always begins it (JSON chapters 1.2)."""
    start, end = heard(issue)
    talk = issue.story.projection
    rows = [(max(0, one.start_ms - start), one.title) for one in talk.chapters if one.title and one.start_ms is not None]
    rows = [(at, words) for at, words in rows if at < end - start]
    if not rows or rows[0][0] > 0:
        rows = [(0, issue.title), *rows]
    marks = [{"startTime": at / 1000, "title": words} for at, words in rows]
    whole = {"version": _CHAPTERS, "title": issue.title, "author": names(issue), "chapters": marks}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def transcript(issue: PublicIssue) -> str:
    """The captions of what is heard, as WebVTT; empty where no times are known."""
    start, _ = heard(issue)
    cues = [Cue(max(0, one.start_ms - start), max(0, one.end_ms - start), one.words, one.speaker) for one in said(issue)]
    return write_vtt(cues).replace("WEBVTT\n", f"WEBVTT\n\nNOTE {TRUST[issue.story.trust].name}\n", 1) if cues else ""


def title(issue: PublicIssue) -> str:
    """The title as a stranger's list shows it: with who speaks, and a mark on what is invented."""
    mark = "【样例】" if issue.story.projection.sample else ""
    return f"{mark}{issue.title}（{names(issue)}）"


def summary(issue: PublicIssue) -> str:
    """What an issue is about, in its own words: who speaks, then the synopses that fall into it."""
    talk = issue.story.projection
    told = [point.synopsis or point.title for point in talk.index] or [one.title for one in talk.chapters if one.title]
    return "\n".join(filter(None, (f"{names(issue)} 口述", "；".join(one.rstrip("。；") for one in told))))


def _notice(edition: Edition) -> str:
    return edition.sample_notice if edition.sample else ""


def _child(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_ATOM}}}{name}")


def _atom(parent: ET.Element, name: str, words: str) -> None:
    if words:
        _child(parent, name).text = clean(words)


def _plain(parent: ET.Element, name: str, words: str) -> None:
    if words:
        ET.SubElement(parent, name).text = clean(words)


def _written(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    text: str = ET.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode()
