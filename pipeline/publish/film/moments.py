"""The moments of a passage at which a picture is shown: things in the narrator's hand, then photographs where there is room."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.model.edition import PublicInterview
from pipeline.model.film import FPS, frames
from pipeline.model.projection import Held, ItemCard

LENGTH = 7 * FPS
SHORTEST = 3 * FPS
BEFORE = 2 * FPS  # after the beginning of a passage, so that somebody is seen first
APART = 12 * FPS  # between the middles of two pictures, where a place is looked for


@dataclass(frozen=True)
class Moment:
    """A public picture from one frame of the interview's clock to before another, with its caption."""

    start: int
    end: int
    picture: str
    caption: str


def moments(one: PublicInterview, start: int, end: int, files: Collection[str], *, fill: bool) -> tuple[Moment, ...]:
    """What is shown between two frames, in order and apart; `fill` also sets the interview's photographs, which have no moment of
    their own, evenly where nothing else is shown."""
    wanted = [(max(at, start + BEFORE), picture, caption) for at, picture, caption in _held(one) if start <= at < end]
    wanted = [row for row in wanted if row[1] in files]
    photos = [(f"{photo.id}.jpg", photo.caption) for photo in one.projection.photos] if fill else []
    photos = [row for row in photos if row[0] in files]
    for number, (picture, caption) in enumerate(photos, 1):
        at = start + (end - start) * number // (len(photos) + 1)
        if all(abs(at - other) >= APART for other, *_ in wanted) and at - start >= APART:
            wanted.append((at, picture, caption))
    return tuple(_placed(sorted(wanted), end))


def _placed(wanted: list[tuple[int, str, str]], end: int) -> Iterator[Moment]:
    free = 0
    for number, (at, picture, caption) in enumerate(wanted):
        begin = max(at, free)
        limit = min([end, *(other for other, *_ in wanted[number + 1 : number + 2])])
        stop = min(begin + LENGTH, max(limit, begin))
        if end - stop < FPS:  # too little to go back for
            stop = min(end, begin + LENGTH + FPS)
        if stop - begin >= SHORTEST:
            yield Moment(begin, stop, picture, caption)
            free = stop


def _held(one: PublicInterview) -> Iterator[tuple[int, str, str]]:
    """Each item with a picture at its moment: as the record says, else after the sentence before it in the text."""
    cards = {card.id: card for card in one.projection.items if card.pictures}
    told: set[str] = set()
    for show in one.projection.shows:
        if show.item in cards:
            told.add(show.item)
            yield frames(show.at_ms), f"{cards[show.item].pictures[0].id}.jpg", _caption(cards[show.item])
    turns = [turn for chapter in one.projection.chapters for turn in chapter.turns]
    for turn, time in zip(turns, one.timing.turns, strict=True) if one.timing else ():
        last = time.start_ms
        for block, times in zip(turn.blocks, time.blocks, strict=True):
            if isinstance(block, Held) and block.item in cards and block.item not in told:
                told.add(block.item)
                yield frames(last), f"{cards[block.item].pictures[0].id}.jpg", _caption(cards[block.item])
            last = times[-1].end_ms if times else last


def _caption(card: ItemCard) -> str:
    return "　".join(filter(None, (card.title, card.date)))
