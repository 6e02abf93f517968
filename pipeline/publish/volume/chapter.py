"""One public interview becomes one chapter of a volume."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.model.edition import PublicInterview, PublicVolume
from pipeline.model.projection import Held, InterviewProjection, ItemCard, LeftOut, PersonCard, Picture, PublicTurn
from pipeline.publish.trust import TRUST, origin_of
from pipeline.publish.volume.characters import UNTITLED, plain
from pipeline.publish.volume.naming import Names
from pipeline.publish.volume.paging import numbered
from pipeline.publish.volume.pictures import Pictures
from pipeline.publish.volume.speaking import Spoken
from pipeline.publish.volume.voicing import Voicing
from pipeline.publish.volume.wording import Piece, Wording, piece

Part = dict[str, Any]  # one entry of the template's `parts`, named by its `kind`
LONGEST_HEAD = 32  # characters
ITEM_SIZE = {"wide": 0.72, "high": 0.3}  # at most, as shares of the type area
PHOTO_SIZE = {"wide": 1.0, "high": 0.46}


class ChapterWriter:
    """Writes the chapters of one volume; `told_as` says of an interview whether a writer's story stands for questions and
    answers, `prefer` of all others; `spoken` which paragraphs speak of register entries."""

    def __init__(self, names: Names, pictures: Pictures, volume: PublicVolume, spoken: Spoken, voicing: Voicing) -> None:
        self._voicing = voicing
        self._names = names
        self._pictures = pictures
        self._prefer = volume.plan.prefer
        self._told_as = dict(volume.told_as)
        self._spoken = spoken

    def write(self, interview: PublicInterview) -> Part:
        """The chapter as the template takes it. Raises Unreadable when a picture is not in the media folder."""
        projection = interview.projection
        storied = self._told_as.get(projection.id, self._prefer) == "story" and bool(projection.story)
        parts = self._story(projection) if storied else self._text(interview)
        label = TRUST[interview.trust].name
        checked = origin_of(interview)
        return {
            "label": f"chapter-{projection.id}",
            "place": projection.id,
            "voice": self._voicing.chapter(projection.id),
            "title": plain(projection.title) or UNTITLED,
            "running": _shortened(plain(projection.title) or UNTITLED),
            "narrated": "、".join(plain(card.name) for card in projection.narrators),
            "byline": self._byline(projection.narrators),
            "narrators": [about for card in projection.narrators if (about := self._about(card))],
            "sessions": f"访谈：{'；'.join(plain(session) for session in projection.sessions)}" if projection.sessions else "",
            "warning": label if interview.trust == "machine" and not storied else "",
            "meaning": TRUST[interview.trust].meaning,
            "checked": f"文字：{checked}" if checked else "",
            "parts": numbered(_spread(parts, self._photos(projection)), projection.id),
            "people": [card.id for card in projection.narrators],
            "see": [],
        }

    def _byline(self, narrators: tuple[PersonCard, ...]) -> list[Piece]:
        pieces = [piece("口述：")]
        for card in narrators:
            pieces += [piece(plain(card.name), people=(self._names.key(card),)), piece("、")]
        return pieces[:-1]

    def _about(self, card: PersonCard) -> Part | None:
        """Who the narrator is; None where nothing but the name is public."""
        wording = Wording({}, self._names)
        about = {
            "name": plain(card.name),
            "dates": life_dates(card),
            "lines": [plain(line) for line in (*_origin(card), *card.service, *card.honours)],
            "bio": [wording.verbatim(line) for line in card.bio.split("\n") if line.strip()],
            "portrait": self._pictures.place(card.portrait, f"{plain(card.name)}像") if card.portrait else None,
        }
        return about if any(value for key, value in about.items() if key != "name") else None

    def _text(self, interview: PublicInterview) -> list[Part]:
        projection, coded = interview.projection, self._voicing.due(interview)
        wording = Wording(dict(projection.notes), self._names)
        moments = _moments(projection)
        parts: list[Part] = []
        shown: set[str] = set()
        number = -1
        for chapter in projection.chapters:
            begun: list[Part] = []
            for turn in chapter.turns:
                number += 1
                due = [item for item, place in moments.items() if place is turn]
                begun += coded.get(number, [])
                begun += [*self._turn((number, turn), projection, wording), *self._items(projection, due)]
                shown.update(due, (block.item for block in turn.blocks if isinstance(block, Held)))
            parts += _section(chapter.title, begun)
        return parts + self._items(projection, (card.id for card in projection.items if card.id not in shown))

    def _turn(self, counted: tuple[int, PublicTurn], projection: InterviewProjection, wording: Wording) -> list[Part]:
        number, turn = counted
        parts: list[Part] = []
        speaker = plain(turn.speaker)
        kind = "question" if turn.role == "interviewer" else "answer"
        for at, block in enumerate(turn.blocks):
            if isinstance(block, Held):
                parts.extend(self._items(projection, [block.item]))
            elif isinstance(block, LeftOut):
                parts.append({"kind": "aside", "pieces": [piece(left_out(block.label))]})
            elif pieces := wording.pieces(block.text, self._spoken.of(projection.id, "text", number, at)):
                if speaker:  # the colon stands in the run of the words, where an opening quotation mark is set closer to it
                    pieces[0] = {**pieces[0], "text": "：" + pieces[0]["text"]}
                parts.append({"kind": kind, "speaker": speaker, "pieces": pieces})
                speaker = ""
        return parts

    def _story(self, projection: InterviewProjection) -> list[Part]:
        wording = Wording(dict(projection.story_notes), self._names)
        parts: list[Part] = []
        for number, section in enumerate(projection.story):
            spoken = [self._spoken.of(projection.id, "story", number, at) for at in range(len(section.paragraphs))]
            told = zip(section.paragraphs, spoken, strict=True)
            written = [pieces for paragraph, keys in told if (pieces := wording.pieces(paragraph, keys))]
            parts += _section(section.title, [{"kind": "answer", "speaker": "", "pieces": pieces} for pieces in written])
        return parts + self._items(projection, (card.id for card in projection.items))

    def _items(self, projection: InterviewProjection, ids: Iterable[str]) -> list[Part]:
        cards = {card.id: card for card in projection.items}
        return [self._item(cards[item]) for item in ids if item in cards]

    def plate(self, card: ItemCard) -> Part | None:
        """An item for the plates at the end of the volume; None where none of its pictures is public."""
        part = self._item(card)
        return part if part["kind"] == "plate" else None

    def _item(self, card: ItemCard) -> Part:
        pictures = [placed for picture in card.pictures if (placed := self._pictures.place(picture, plain(card.title)))]
        caption = self._caption(_sentence(card.title, card.caption), [card.date, card.issuer])
        if not pictures:
            return {"kind": "aside", "pieces": [piece("〔实物："), *caption, piece("〕")]}
        return {"kind": "plate", "pictures": pictures, "caption": caption, **ITEM_SIZE}

    def _photos(self, projection: InterviewProjection) -> list[Part]:
        return [part for picture in projection.photos if (part := self._photo(picture))]

    def _photo(self, picture: Picture) -> Part | None:
        placed = self._pictures.place(picture, "照片")
        if not placed:
            return None
        caption = self._caption(picture.caption, [picture.date, picture.credit])
        return {"kind": "plate", "pictures": [placed], "caption": caption, "credit": plain(picture.credit), **PHOTO_SIZE}

    def _caption(self, text: str, more: list[str]) -> list[Piece]:
        behind = "，".join(plain(word) for word in more if word.strip())
        return Wording({}, self._names).verbatim(text) + ([piece(f"（{behind}）")] if behind else [])


def life_dates(card: PersonCard) -> str:
    """`1931年—2019年`, or `1931年生` for the living; empty where no date is public."""
    birth, death = plain(card.birth), plain(card.death)
    if birth and death:
        return f"{birth}—{death}"
    return f"{birth}生" if birth else f"{death}去世" if death else ""


def left_out(label: str) -> str:
    """The public sentence of a withheld passage in its brackets."""
    words = plain(label).strip().strip("〔〕")
    return f"〔{words}〕"


def _origin(card: PersonCard) -> tuple[str, ...]:
    about = "，".join(word for word in (card.sex, f"{card.native_place}人" if card.native_place else "") if word)
    return (about,) if about else ()


def _section(title: str, parts: list[Part]) -> list[Part]:
    """A section under its heading; one without a word leaves no heading behind."""
    heading = plain(title).strip()
    return [{"kind": "section", "title": heading}, *parts] if parts and heading else parts


def _shortened(title: str) -> str:
    """A title that fits a running head."""
    return title if len(title) <= LONGEST_HEAD else title[: LONGEST_HEAD - 2] + "……"


def _sentence(title: str, caption: str) -> str:
    return f"{title}：{caption}" if caption.strip() else title


def _moments(projection: InterviewProjection) -> dict[str, PublicTurn]:
    """Items shown at a time on the clock and not in the text itself → the last turn that begins by then."""
    turns = [turn for chapter in projection.chapters for turn in chapter.turns]
    held = {block.item for turn in turns for block in turn.blocks if isinstance(block, Held)}
    timed = [(turn.start_ms, turn) for turn in turns if turn.start_ms is not None]
    moments: dict[str, PublicTurn] = {}
    for shown in projection.shows:
        begun = [turn for start, turn in timed if start <= shown.at_ms]
        if begun and shown.item not in held:
            moments[shown.item] = begun[-1]
    return moments


def _spread(parts: list[Part], photos: list[Part]) -> list[Part]:
    """Photographs, which have no place of their own, at even distances through the chapter."""
    gap = len(parts) / (len(photos) + 1)
    out: list[Part] = []
    for number in range(len(parts) + 1):
        out += parts[number - 1 : number] if number else []
        out += [photo for order, photo in enumerate(photos, 1) if int(gap * order) == number]
    return out
