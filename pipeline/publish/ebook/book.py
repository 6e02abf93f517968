"""An Edition becomes one book: its names and people, its chapters in order, what stands before and after them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from pipeline.model.edition import Edition, PublicInterview, PublicVolume
from pipeline.model.nouns import Named, VolumePlan
from pipeline.publish.ebook.chapter import Chapter, ChapterWriter
from pipeline.publish.ebook.mentions import TITLE, Mentions
from pipeline.publish.ebook.prose import safe, words
from pipeline.publish.paging import VolumePages
from pipeline.publish.volume.characters import UNTITLED
from pipeline.publish.volume.naming import Names

Variant = Literal["text", "voice"]
LONGEST_VOICE_MS = 12 * 3600 * 1000  # of one book: about 350 MB; a reader's device must still open it
_SPACE = uuid.UUID("6f0f4c8a-5a1b-5f0e-9a64-1d1f6a0c7e21")  # a name space of our own for ids of books (RFC 9562 §5.5)


@dataclass(frozen=True)
class Book:
    """One EPUB before it is packed; `name` is its file without ending, `source` the printed volume its page list speaks of."""

    name: str
    edition: Edition
    variant: Variant
    title: str
    subtitle: str
    creators: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    source: str = ""

    @property
    def identifier(self) -> str:
        """A URN that stays the same for the same book of the same archive, whatever is mended in it."""
        known = f"{self.edition.site_url}|{self.edition.institution}|{self.edition.title}|{self.name}"
        return f"urn:uuid:{uuid.uuid5(_SPACE, known)}"

    @property
    def voiced(self) -> tuple[Chapter, ...]:
        """The chapters that can be heard."""
        return tuple(chapter for chapter in self.chapters if chapter.sound)

    @property
    def pages(self) -> tuple[tuple[int, str], ...]:
        """Each printed page that is marked, and the chapter it begins in."""
        return tuple((page, chapter.name) for chapter in self.chapters for page in chapter.pages)


def books(edition: Edition, pages: VolumePages) -> tuple[Book, ...]:
    """The books of an edition: as text, and with the voices where any may be heard; none where nothing is out."""
    if not edition.interviews:
        return ()
    found = [_book(edition, pages, "text")]
    if 0 < voice_ms(edition) <= LONGEST_VOICE_MS:
        voiced = _book(edition, pages, "voice")
        found += [voiced] if voiced.voiced else []
    return tuple(found)


def voice_ms(edition: Edition) -> int:
    """How long all that may be heard of an edition is, in milliseconds."""
    return sum(one.sound.duration_ms for one in edition.interviews if one.sound)


def _book(edition: Edition, pages: VolumePages, variant: Variant) -> Book:
    volume = edition.volumes[0] if edition.volumes else None
    plan = volume.plan if volume else None
    files = {Path(cut.file).stem: cut.file for cut in edition.pictures}
    mentions = Mentions(_names(edition, plan))
    writer = ChapterWriter(files, pages if plan else VolumePages(), variant == "voice", mentions)
    name = volume.id if volume else edition.subject
    inside = [chapter for number, one in enumerate(edition.interviews, 1) for chapter in _chapters(writer, one, volume, number)]
    before, after = _around(plan) if plan else ((), ())
    index = mentions.index()
    listed = (Chapter("index", TITLE, index, "index"),) if index else ()
    chapters = (*before, *inside, *listed, *after, _about(edition, plan))
    title, subtitle, creators = _named(edition, plan)
    printed = any(chapter.pages for chapter in inside)
    return Book(
        name=name if variant == "text" else f"{name}-voice",
        edition=edition,
        variant=variant,
        title=title,
        subtitle=subtitle,
        creators=creators,
        chapters=chapters,
        source=_source(plan) if plan and printed else "",
    )


def _names(edition: Edition, plan: VolumePlan | None) -> Names:
    """Whom the index of a volume knows, which is who is public in its Edition; nobody where it has none."""
    if plan is None or "people" not in plan.indexes:
        return Names(())
    narrators = [card for one in edition.interviews for card in one.projection.narrators]
    return Names({card.id: card for card in (*edition.people, *narrators)}.values(), by=plan.names_by)


def _chapters(writer: ChapterWriter, one: PublicInterview, volume: PublicVolume | None, number: int) -> list[Chapter]:
    """A volume has the story or the text, as it was planned; a narrator's own book has both."""
    talk = one.projection
    name = f"chapter-{number:03}"
    if volume and dict(volume.told_as).get(talk.id, volume.plan.prefer) == "story" and talk.story:
        return [writer.story(one, name, beside=False)]
    found = [writer.text(one, name)] if talk.chapters or not talk.story else []
    if talk.story and not volume:
        found.append(writer.story(one, f"{name}-story", beside=bool(found)))
    return found


def _named(edition: Edition, plan: VolumePlan | None) -> tuple[str, str, tuple[str, ...]]:
    narrators = tuple(dict.fromkeys(safe(card.name) for one in edition.interviews for card in one.projection.narrators))
    if plan:
        return safe(plan.title) or UNTITLED, safe(plan.subtitle), narrators
    card = next(card for card in edition.people if card.id == edition.subject)
    titles = "　".join(f"《{safe(one.projection.title)}》" for one in edition.interviews)
    return f"{safe(card.name)}口述", titles if len(edition.interviews) < 3 else safe(edition.title), narrators


def _source(plan: VolumePlan) -> str:
    isbn = plan.imprint.isbn.upper().removeprefix("ISBN").strip(" :：")
    return f"urn:isbn:{isbn.replace('-', '').replace(' ', '')}" if isbn else f"《{safe(plan.title)}》印刷本"


def _around(plan: VolumePlan) -> tuple[tuple[Chapter, ...], tuple[Chapter, ...]]:
    """What stands before the chapters of a volume and after them, in the order of the printed one."""
    before = (
        *_essay("dedication", "献词", plan.dedication),
        *_essay("foreword", plan.foreword_title, plan.foreword),
        *_essay("preface", plan.preface_title, plan.preface),
        *_essay("conventions", plan.conventions_title, plan.conventions),
    )
    return before, _essay("afterword", plan.afterword_title, plan.afterword)


def _essay(kind: str, title: str, text: str) -> tuple[Chapter, ...]:
    paragraphs = [one.strip() for one in text.replace("\r\n", "\n").split("\n\n") if one.strip()]
    if not paragraphs:
        return ()
    body = Markup("<h1>{}</h1>\n").format(safe(title)) + Markup("").join(
        Markup("<p>{}</p>\n").format(words(one)) for one in paragraphs
    )
    return (Chapter(kind, safe(title), body, kind),)


def _about(edition: Edition, plan: VolumePlan | None) -> Chapter:
    """Who made it, under which words, and whom to tell of a mistake."""
    rows = [(role, names) for role, names in _credits(edition, plan) if names]
    rows += [("编委会", "；".join(safe(line) for line in plan.committee))] if plan and plan.committee else []
    rows += [("校对记录", "；".join(safe(line) for line in plan.proofs))] if plan and plan.proofs else []
    rows += [("档案收藏", safe(edition.institution))]
    if plan and plan.imprint.publisher.strip():
        rows.append(("出版", safe(plan.imprint.publisher)))
    if plan and plan.imprint.isbn.strip():
        rows.append(("印刷本书号", f"ISBN {safe(plan.imprint.isbn.upper().removeprefix('ISBN').strip(' :：'))}"))
    rows.append(("内容截至", f"{edition.date.year}年{edition.date.month}月{edition.date.day}日"))
    listed = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>\n").format(*row) for row in rows)
    html = Markup("<h1>关于本书</h1>\n<dl>\n{}</dl>\n").format(listed)
    lines = [_sample(edition), "口述者和家属可以提出更正，也可以收回同意；以后制作的电子书会随之更新。", edition.contact]
    html += Markup("").join(Markup("<p>{}</p>\n").format(safe(line)) for line in lines if line.strip())
    return Chapter("about", "关于本书", html, "colophon")


def _sample(edition: Edition) -> str:
    return (edition.sample_notice or "本书为样书，书中人物与事迹均属虚构。") if edition.sample else ""


def _credits(edition: Edition, plan: VolumePlan | None) -> Iterable[tuple[str, str]]:
    """One row a role, in the order in which roles and names first occur."""
    asked = [one for entry in edition.interviews for one in _asking(entry.projection.interviewers)]
    crew = [one for entry in edition.interviews for one in entry.projection.crew]
    roles: dict[str, dict[str, str]] = {}
    for named in (*(plan.imprint.editors if plan else ()), *asked, *crew):
        shown = safe(named.name) + (f"（{safe(named.of)}）" if named.of.strip() else "")
        roles.setdefault(safe(named.role) or "参与", {}).setdefault(safe(named.name), shown)
    return [(role, "、".join(names.values())) for role, names in roles.items()]


def _asking(people: Iterable[Named]) -> list[Named]:
    return [one.model_copy(update={"role": one.role or "采访"}) for one in people]
