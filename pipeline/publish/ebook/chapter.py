"""One public interview becomes the chapters of an ebook: what was said, and the writer's story where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.model.edition import PublicInterview
from pipeline.model.projection import Held, InterviewProjection, LeftOut, PersonCard, Picture, PublicTurn
from pipeline.model.timing import TurnTime
from pipeline.publish.ebook.breaks import Breaks
from pipeline.publish.ebook.mentions import Mentions
from pipeline.publish.ebook.prose import Notes, Prose, Spoken, safe
from pipeline.publish.paging import VolumePages
from pipeline.publish.trust import EDITED, TRUST
from pipeline.publish.volume.chapter import left_out, life_dates
from pipeline.publish.volume.characters import UNTITLED

_FIGURE = Markup("<figure>{}<figcaption>{}</figcaption></figure>\n")
_IMAGE = Markup('<img src="images/{}" alt="{}"/>')


@dataclass(frozen=True)
class Chapter:
    """One XHTML document of a book: its file without ending, title, body, and what the tables of the book need to know."""

    name: str
    title: str
    html: Markup
    kind: str = "chapter"  # as EPUB's structural semantics call it
    sections: tuple[tuple[str, str], ...] = ()  # anchor, title
    pages: tuple[int, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    sound: str = ""  # its file in the media folder; empty: nothing is heard
    sound_ms: int = 0
    pictures: tuple[str, ...] = ()  # files in the media folder
    narrators: tuple[str, ...] = ()


@dataclass
class ChapterWriter:
    """Writes the chapters of one book in order; `files` are the public pictures by id, `pages` those of the printed volume."""

    files: dict[str, str]
    pages: VolumePages = field(default_factory=VolumePages)
    voiced: bool = False
    mentions: Mentions = field(default_factory=Mentions)
    last_page: int = 0

    def text(self, entry: PublicInterview, name: str) -> Chapter:
        """What was asked and said, sentence by sentence."""
        talk = entry.projection
        page = self._page(talk, name, self._breaks(talk), dict(talk.notes))
        body = page.heading(entry, talk.title)
        body += page.turns(entry.timing.turns if entry.timing else ())
        return self._done(page, entry, name, body + page.rest())

    def story(self, entry: PublicInterview, name: str, *, beside: bool) -> Chapter:
        """The writer's story; `beside`: the text of the same interview stands in the book too, so pictures are not repeated."""
        talk = entry.projection
        page = self._page(talk, name, Breaks() if beside else self._breaks(talk), dict(talk.story_notes))
        title = f"{talk.title}（作家整理稿）" if beside else talk.title
        body = page.heading(None if beside else entry, title) + page.story()
        return self._done(page, None, name, body + (page.notes() if beside else page.rest()), title)

    def _page(self, talk: InterviewProjection, name: str, breaks: Breaks, notes: dict[str, str]) -> _Page:
        self.mentions.enter(name, safe(talk.title) or UNTITLED)
        return _Page(talk, self.files, Prose(Notes(notes), breaks, marked=self.mentions.marked))

    def _breaks(self, talk: InterviewProjection) -> Breaks:
        return Breaks(self.pages.of(talk), self.last_page)

    def _done(self, page: _Page, entry: PublicInterview | None, name: str, body: Markup, title: str = "") -> Chapter:
        self.last_page = max(self.last_page, page.prose.breaks.last)
        sound = entry.sound if entry and self.voiced else None
        return Chapter(
            name=name,
            title=safe(title or page.talk.title) or UNTITLED,
            html=body,
            sections=tuple(page.sections),
            pages=tuple(page.prose.breaks.listed),
            spoken=tuple(page.prose.spoken) if sound else (),
            sound=sound.file if sound and page.prose.spoken else "",
            sound_ms=sound.duration_ms if sound else 0,
            pictures=tuple(dict.fromkeys(page.pictures)),
            narrators=tuple(safe(card.name) for card in page.talk.narrators),
        )


class _Page:
    """One chapter while it is set."""

    def __init__(self, talk: InterviewProjection, files: dict[str, str], prose: Prose) -> None:
        self.talk = talk
        self.prose = prose
        self.sections: list[tuple[str, str]] = []
        self.pictures: list[str] = []
        self._files = files
        self._items = {card.id: card for card in talk.items}
        self._shown: set[str] = set()

    def heading(self, entry: PublicInterview | None, title: str) -> Markup:
        html = self.prose.breaks.opening() + Markup("<h1>{}</h1>\n").format(safe(title) or UNTITLED)
        if entry is None:
            return html
        html += Markup('<p class="byline">口述：{}</p>\n').format(
            Markup("、").join(self._named(card) for card in self.talk.narrators)
        )
        html += Markup("").join(self._about(card) for card in self.talk.narrators)
        label = TRUST[entry.trust]
        origin = [f"访谈：{'；'.join(self.talk.sessions)}"] if self.talk.sessions else []
        known = [*([EDITED] if entry.telling == "edited" else []), label.name]
        origin.append(f"文字：{'，'.join(known)}" + (f"。{label.meaning}" if entry.trust == "machine" else ""))
        return html + Markup("").join(Markup('<p class="origin">{}</p>\n').format(safe(line)) for line in origin)

    def _named(self, card: PersonCard) -> Markup:
        return self.prose.marked(safe(card.name), self.prose.breaks.page)

    def turns(self, times: Sequence[TurnTime]) -> Markup:
        html = Markup("")
        number = 0
        due = sorted((shown.at_ms, shown.item) for shown in self.talk.shows)
        held = {
            block.item
            for chapter in self.talk.chapters
            for turn in chapter.turns
            for block in turn.blocks
            if isinstance(block, Held)
        }
        for chapter in self.talk.chapters:
            begun = Markup("")
            for turn in chapter.turns:
                time = times[number] if number < len(times) else None
                number += 1
                begun += self._turn(turn, time)
                now = [item for at_ms, item in due if time and at_ms < time.end_ms and item not in held | self._shown]
                begun += Markup("").join(self._item(item) for item in now)
            html += self._section(chapter.title, begun)
        return html

    def story(self) -> Markup:
        html = Markup("")
        for section in self.talk.story:
            written = (self.prose.paragraph(text) for text in section.paragraphs)
            html += self._section(section.title, Markup("").join(Markup("<p>{}</p>\n").format(one) for one in written if one))
        return html

    def rest(self) -> Markup:
        """Items that nothing called for, photographs, notes."""
        html = Markup("").join(self._item(card.id) for card in self.talk.items if card.id not in self._shown)
        for picture in self.talk.photos:
            behind = "，".join(filter(None, (picture.date, picture.credit)))
            caption = picture.caption + (f"（{behind}）" if behind else "")
            html += self._figure((picture,), caption, "照片")
        return html + self.notes()

    def notes(self) -> Markup:
        rows = [
            Markup(
                '<aside epub:type="footnote" role="doc-footnote" id="note-{0}"><p><a class="back" role="doc-backlink" '
                'href="#note-ref-{0}">{0}</a>　{1}</p></aside>\n'
            ).format(number, html)
            for number, html in self.prose.notes.listed()
        ]
        return Markup('<section class="notes">\n{}</section>\n').format(Markup("").join(rows)) if rows else Markup("")

    def _section(self, title: str, body: Markup) -> Markup:
        """A section under its heading; one without a word leaves no heading behind."""
        heading = safe(title).strip()
        if not body or not heading:
            return body
        anchor = f"part-{len(self.sections) + 1}"
        self.sections.append((anchor, heading))
        return Markup('<section>\n<h2 id="{}">{}</h2>\n{}</section>\n').format(anchor, heading, body)

    def _turn(self, turn: PublicTurn, time: TurnTime | None) -> Markup:
        html = Markup("")
        speaker = Markup('<span class="who">{}：</span>').format(safe(turn.speaker)) if safe(turn.speaker) else Markup("")
        kind = "question" if turn.role == "interviewer" else "answer"
        for number, block in enumerate(turn.blocks):
            if isinstance(block, Held):
                html += self._item(block.item)
            elif isinstance(block, LeftOut):
                self.prose.leave_out()
                html += Markup('<p class="left-out">{}</p>\n').format(safe(left_out(block.label)))
            else:
                times = time.blocks[number] if time and number < len(time.blocks) else ()
                if said := self.prose.paragraph(block.text, times):
                    html += Markup('<p class="{}">{}{}</p>\n').format(kind, speaker, said)
                    speaker = Markup("")
        return html

    def _about(self, card: PersonCard) -> Markup:
        """Who the narrator is, as far as more than the name is public."""
        lines = [life_dates(card), f"{card.native_place}人" if card.native_place else "", *card.service, *card.honours]
        lines += card.bio.split("\n")
        told = Markup("").join(Markup("<p>{}</p>\n").format(safe(line)) for line in lines if line.strip())
        face = self._images((card.portrait,), f"{card.name}像") if card.portrait else Markup("")
        return Markup('<section class="narrator">\n{}{}</section>\n').format(face, told) if face or told else Markup("")

    def _item(self, public_id: str) -> Markup:
        card = self._items.get(public_id)
        if card is None:
            return Markup("")
        self._shown.add(public_id)
        title = f"{card.title}：{card.caption}" if card.caption.strip() else card.title
        behind = "，".join(filter(None, (card.date, card.issuer)))
        caption = title + (f"（{behind}）" if behind else "")
        if not any(picture.id in self._files for picture in card.pictures):
            return Markup('<p class="left-out">〔实物：{}〕</p>\n').format(safe(caption))
        return self._figure(card.pictures, caption, card.title)

    def _figure(self, pictures: Iterable[Picture], caption: str, otherwise: str) -> Markup:
        images = self._images(pictures, otherwise)
        return _FIGURE.format(images, safe(caption)) if images else Markup("")

    def _images(self, pictures: Iterable[Picture], otherwise: str) -> Markup:
        return Markup("").join(
            _IMAGE.format(file, safe(picture.alt or picture.caption or otherwise)) for picture, file in self._placed(pictures)
        )

    def _placed(self, pictures: Iterable[Picture]) -> Iterator[tuple[Picture, str]]:
        for picture in pictures:
            file = self._files.get(picture.id)
            if file:
                self.pictures.append(file)
                yield picture, file
