"""What machines and search results are told in a sentence: descriptions of pages, dates and lengths in their forms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.kinds import KINDS
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.trust import TRUST

LONGEST = 150  # characters of a description: what a search result shows
SAMPLE = "【样例】"
_DATE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")


def shortened(text: str, most: int = LONGEST) -> str:
    """`text` in one line, `most` characters at most; what is cut ends in an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip('，、；：')}…"


def iso_date(words: str) -> str:
    """`1933年4月` as `1933-04` (ISO 8601); empty for words that are no plain date: 约, 春, 前后."""
    found = _DATE.fullmatch(words.strip())
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else ""


def iso_length(milliseconds: int) -> str:
    """`PT1H2M3S` (ISO 8601), whole seconds."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "H"), (minutes, "M"), (seconds, "S")]
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")


def names(entry: PublicInterview) -> str:
    """The narrators of an interview."""
    return "、".join(person.name for person in entry.projection.narrators)


def talks_of(edition: Edition) -> dict[str, list[PublicInterview]]:
    """Narrator → their interviews, in the order of the edition."""
    found: dict[str, list[PublicInterview]] = {}
    for entry in edition.interviews:
        for person in dict.fromkeys(person.id for person in entry.projection.narrators):
            found.setdefault(person, []).append(entry)
    return found


def latest(edition: Edition) -> list[PublicInterview]:
    """The interviews, the last approved first."""
    return sorted(edition.interviews, key=lambda one: (-one.approved_on.toordinal(), one.projection.id))


def gist(entry: PublicInterview) -> str:
    """What an interview is about: the synopses of its index, else the titles of its chapters; empty where there are neither."""
    talk = entry.projection
    told = [point.synopsis or point.title for point in talk.index] or [chapter.title for chapter in talk.chapters]
    return "；".join(text.rstrip("。；") for text in told if text)


def of_archive(edition: Edition) -> str:
    """The archive's first words about itself."""
    return shortened(_marked(edition.about.strip().split("\n\n")[0] or edition.title, sample=edition.sample))


def of_person(person: PersonCard) -> str:
    """Who somebody is."""
    facts = [
        person.name,
        f"{person.birth}生" if person.birth else "",
        f"{person.death}逝世" if person.death else "",
        f"{person.native_place}人" if person.native_place else "",
    ]
    return _said(facts, [person.bio, *person.honours[:3]], sample=person.sample)


def of_interview(entry: PublicInterview) -> str:
    """Who tells what."""
    talk = entry.projection
    return _said(
        [f"{names(entry)}口述：{talk.title}（{TRUST[entry.trust].name}）"], [*talk.sessions[:1], gist(entry)], sample=talk.sample
    )


def of_item(item: ItemCard, owner: str) -> str:
    """What an item is and whose."""
    facts = [f"{KINDS.get(item.kind, item.kind)}：{item.title}", item.date, f"{owner}保存" if owner else ""]
    return _said(facts, [item.caption], sample=item.sample)


def _said(facts: Iterable[str], more: Iterable[str], *, sample: bool) -> str:
    sentences = ["，".join(filter(None, facts)), *(" ".join(text.split()).rstrip("。；") for text in more if text.strip())]
    return shortened(_marked("。".join(sentences) + "。", sample=sample))


def _marked(text: str, *, sample: bool) -> str:
    return SAMPLE + text if sample else text
