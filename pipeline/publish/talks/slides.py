"""A kit becomes a row of slides, alike in PowerPoint and in a browser: words, a picture, a voice, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.language.sentences import plain_sentences
from pipeline.model.edition import Edition
from pipeline.model.kinds import KINDS
from pipeline.model.projection import ItemCard, PersonCard, Picture
from pipeline.publish.codes import modules
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.transcript import clock
from pipeline.publish.talks.ages import MANNERS, called
from pipeline.publish.talks.passages import Line, Passage
from pipeline.publish.talks.years import years
from pipeline.publish.volume.chapter import life_dates
from pipeline.publish.volume.characters import bare

Kind = Literal["cover", "person", "passage", "item", "years", "wonder", "closing"]
_PAUSE_S = 20  # between slides: to look, and for a word of one's own
_MOST_FACTS = 7
_MOST_PEOPLE = 6
_MOST_ITEMS = 6
_LONGEST_FACT = 60


@dataclass(frozen=True)
class Figure:
    """A picture with what stands under it and what it shows; `size` is width and height in pixels."""

    file: Path
    alt: str
    caption: str
    size: tuple[int, int]


@dataclass(frozen=True)
class Voice:
    """A stretch of public sound as a file of its own, in milliseconds."""

    file: Path
    length_ms: int

    @property
    def label(self) -> str:
        """What stands beside it: how long it is."""
        return f"原声 {max(1, round(self.length_ms / 1000))} 秒"


@dataclass(frozen=True)
class Slide:
    """One slide; `lines` are paragraphs, `credit` says whose they are or where they come from, `seconds` how long it takes."""

    kind: Kind
    title: str
    lines: tuple[str, ...] = ()
    credit: str = ""
    figure: Figure | None = None  # None: no picture
    voice: Voice | None = None  # None: nothing to hear
    code: tuple[str, ...] = ()  # modules of a QR symbol; empty: none
    notes: tuple[str, ...] = ()
    seconds: int = _PAUSE_S


@dataclass(frozen=True)
class Things:
    """What slides show besides words: pictures by public id, and the voice of each passage by its number."""

    figures: dict[str, tuple[Path, tuple[int, int]]]
    voices: dict[int, Voice]

    def figure(self, picture: Picture | None, caption: str, alt: str) -> Figure | None:
        """The picture, where it was made."""
        found = self.figures.get(picture.id) if picture else None
        if picture is None or found is None:
            return None
        return Figure(found[0], bare(picture.alt) or alt, caption, found[1])


class Deck:
    """The slides of one kit, from its passages and what can be seen and heard."""

    def __init__(self, edition: Edition, told: Sequence[Passage], things: Things) -> None:
        self.edition, self.kit, self.told, self.things = edition, edition.kits[0], told, things
        self.manner = MANNERS[self.kit.age]

    def slides(self) -> list[Slide]:
        """All of them, in order: who it is before what they tell, and each object after the passage that speaks of it."""
        made = [self._cover()]
        introduced: set[str] = set()
        shown: set[str] = set()
        for number, passage in enumerate(self.told):
            for card in passage.story.projection.narrators:
                if card.id not in introduced and len(introduced) < _MOST_PEOPLE:
                    introduced.add(card.id)
                    made.append(self._person(card))
            made += self._passage(number, passage)
            if passage.item and passage.item.id not in shown and (slide := self._item(passage.item)):
                shown.add(passage.item.id)
                made.append(slide)
        rest = (slide for item in self.edition.items if item.id not in shown and (slide := self._item(item)))
        made += list(rest)[: max(0, _MOST_ITEMS - len(shown))]
        rows = years(self.edition)
        if len(rows) > 2:
            made.append(Slide("years", "他们走过的年代", tuple(f"{year}　{what}" for year, what in rows), seconds=60))
        ask = ("请留出时间让听众交谈，不必急着评判对错。",)
        return [*made, Slide("wonder", "想一想", self.manner.wonder, notes=ask, seconds=300), self._closing()]

    def _cover(self) -> Slide:
        edition, kit = self.edition, self.kit
        notes = [bare(line) for line in kit.opening.splitlines() if line.strip()]
        who = "、".join(bare(card.name) for card in edition.people[:_MOST_PEOPLE])
        notes.append(f"这场讲座给{self.manner.listeners}，讲到{who}。点喇叭图标或“原声”放声音；没有声音的页面请讲师朗读。")
        sample = (shortened(bare(edition.sample_notice), 80),) if edition.sample and edition.sample_notice.strip() else ()
        credit = shortened(" · ".join(filter(None, (bare(edition.institution), bare(edition.series)))), 40)
        return Slide("cover", shortened(bare(kit.title), 60), sample, credit, notes=tuple(notes), seconds=60)

    def _person(self, card: PersonCard) -> Slide:
        name = called(card, self.manner, self.edition.date.year)
        dates = life_dates(card)
        facts = [dates, f"{bare(card.native_place)}人" if card.native_place else "", *map(bare, card.service)]
        facts += [f"荣誉：{'、'.join(map(bare, card.honours))}"] if card.honours else []
        lines = tuple(shortened(one, _LONGEST_FACT) for one in facts if one.strip())[:_MOST_FACTS]
        notes = (*map(bare, card.bio.split("\n\n")), *self._where("人物介绍", card.id, Web.of(self.edition).person(card.id)))
        figure = self.things.figure(card.portrait, bare(card.name), f"{bare(card.name)}像")
        return Slide(
            "person", shortened(bare(name), 30), lines, figure=figure, notes=tuple(filter(None, notes)), seconds=_PAUSE_S + 20
        )

    def _passage(self, number: int, passage: Passage) -> Iterator[Slide]:
        voice = self.things.voices.get(number)
        card = passage.person
        figure = self.things.figure(card.portrait, bare(card.name), f"{bare(card.name)}像") if card else None
        spoken = voice.length_ms // 1000 if voice else len(passage.words) * 60 // self.manner.pace
        notes = self._notes(passage)
        stacks = list(_stacks(passage.lines))
        for at, lines in enumerate(stacks):
            more = f"（{at + 1}/{len(stacks)}）" if len(stacks) > 1 else ""
            first = at == 0
            yield Slide("passage", f"{shortened(passage.title, 40)}{more}", paragraphs(lines), self._speaker(passage), figure,
                        voice if first else None, notes=notes if first else ("接着上一页。",),
                        seconds=spoken + _PAUSE_S if first else 5)  # fmt: skip

    def _speaker(self, passage: Passage) -> str:
        if passage.person:
            return shortened(bare(called(passage.person, self.manner, self.edition.date.year)), 30) + passage.caution
        names = dict.fromkeys(bare(line.speaker) for line in passage.lines if line.speaker and not line.asks)
        return (shortened("、".join(names), 30) or "整理稿") + passage.caution

    def _notes(self, passage: Passage) -> tuple[str, ...]:
        talk = passage.story.projection
        whole = tuple(f"{bare(line.speaker)}：{line.words}" if starts else line.words for line, starts in _starts(passage.whole))
        at = f"{clock(passage.at_ms)} 起" if passage.at_ms is not None else ""
        by = "、".join(bare(one.name) for one in talk.interviewers)
        source = "，".join(filter(None, (f"访谈《{bare(talk.title)}》", at, *map(bare, talk.sessions[:1]), by and f"{by}采访")))
        marked = {mark for line in passage.whole for mark in line.notes}
        explained = (bare(f"注：{words}") for mark, words in talk.notes if mark in marked)
        address = Web.of(self.edition).interview(talk.id)
        return (
            f"这一段前后的原话{passage.caution}：",
            *whole,
            *explained,
            f"出处：{source}。",
            *self._where("全文", talk.id, address),
        )

    def _where(self, what: str, public_id: str, address: str) -> tuple[str, ...]:
        return (f"{what}：{address}",) if address and public_id in self.kit.on_site else ()

    def _item(self, item: ItemCard) -> Slide | None:
        picture = next((one for one in item.pictures if one.id in self.things.figures), None)
        owner = next((card.name for card in self.edition.people if card.id == item.owner), "")
        title = shortened(bare(item.title), 40)
        figure = self.things.figure(picture, title, title)
        if figure is None:
            return None
        told = (KINDS.get(item.kind, ""), bare(item.date), bare(item.issuer), f"{bare(owner)}保存" if owner else "")
        facts = [shortened(one, 20) for one in told if one]
        lines = tuple(filter(None, ("　".join(facts), shortened(bare(item.caption), 90))))
        notes = tuple(filter(None, (bare(item.caption), bare(item.inscription) and f"上面的字：{bare(item.inscription)}")))
        return Slide(
            "item", title, lines, figure=figure, notes=(*notes, f"出处：实物说明，编号 {item.id}。"), seconds=_PAUSE_S + 10
        )

    def _closing(self) -> Slide:
        address = Web.of(self.edition).root
        lines = ("扫码或打开下面的网址，听完整的讲述：", address) if address else ("谢谢。",)
        notes = (f"联系：{bare(self.edition.contact)}",) if self.edition.contact.strip() else ()
        code = tuple(modules(address)) if address else ()
        return Slide(
            "closing", "谢谢聆听", lines, shortened(bare(self.edition.institution), 40), code=code, notes=notes, seconds=60
        )


def minutes(slides: Sequence[Slide]) -> int:
    """How long a talk with these takes, rounded up."""
    return -(-sum(slide.seconds for slide in slides) // 60)


def shortened(words: str, most: int) -> str:
    """The words as far as whole sentences fit in `most` characters; a sentence that does not is cut, and says so."""
    if len(words) <= most:
        return words
    kept = ""
    for one in plain_sentences(words):
        if len(kept) + len(one) > most:
            break
        kept += one
    return kept or f"{words[: most - 2]}……"


_ROOM = 150  # characters of one slide at the smallest size that can be read from the last row


def _stacks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines as they share slides; a sentence too long for one is cut where a mark stands."""
    stack: list[Line] = []
    for line in (piece for one in lines for piece in _pieces(one)):
        if stack and sum(len(one.words) for one in stack) + len(line.words) > _ROOM:
            yield stack
            stack = []
        stack.append(line)
    if stack:
        yield stack


def _pieces(line: Line) -> Iterator[Line]:
    words = line.words
    while len(words) > _ROOM:
        cut = max((words.rfind(mark, 0, _ROOM) for mark in "，；、：。 "), default=-1) + 1 or _ROOM
        yield Line(words[:cut], line.turn, line.speaker, line.asks, line.person, line.chapter, line.start_ms, line.end_ms)
        words = words[cut:]
    yield Line(words, line.turn, line.speaker, line.asks, line.person, line.chapter, line.start_ms, line.end_ms)


def paragraphs(lines: Sequence[Line]) -> tuple[str, ...]:
    """A paragraph for each who speaks; where more than one does, with the name before it."""
    several = len({(line.speaker, line.asks) for line in lines}) > 1
    rows: list[str] = []
    for line, starts in _starts(lines):
        if starts or not rows:
            rows.append(f"{shortened(bare(line.speaker), 20)}：{line.words}" if several and line.speaker else line.words)
        else:
            rows[-1] += line.words
    return tuple(rows)


def _starts(lines: Sequence[Line]) -> Iterator[tuple[Line, bool]]:
    before: tuple[int, str] | None = None
    for line in lines:
        yield line, bool(line.speaker) and (line.turn, line.speaker) != before
        before = (line.turn, line.speaker)
