"""What two purposes both let out of one interview: an ebook needs the paper's leave and the web's (archive-format: purposes)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.model.projection import InterviewProjection, ItemCard, PersonCard, Picture

_WORDS = (
    "id", "title", "interviewers", "crew", "sessions", "language", "dialect", "index", "chapters", "notes", "story", "story_notes"
)  # fmt: skip
_Card = TypeVar("_Card", PersonCard, ItemCard)


def agreed(web: InterviewProjection, paper: InterviewProjection) -> InterviewProjection | None:
    """The web's projection with only those pictures, items and moments that paper shows as well.

    None where the words of the two are not the same: people then approved one wording for the web and another for paper, and
    neither for both; or where a narrator's card says more in one of them.
    """
    if any(getattr(web, name) != getattr(paper, name) for name in _WORDS):
        return None
    narrators = tuple(_narrator(one, paper.narrators) for one in web.narrators)
    known = [card for card in narrators if card is not None]
    if len(known) < len(narrators) or len(narrators) != len(paper.narrators):
        return None
    items = tuple(found for one in web.items if (found := _item(one, paper.items)))
    held = {card.id for card in items}
    return web.model_copy(
        update={
            "narrators": tuple(known),
            "items": items,
            "shows": tuple(one for one in web.shows if one in paper.shows and one.item in held),
            "photos": tuple(one for one in web.photos if one in paper.photos),
        }
    )


def _same(card: _Card, others: Sequence[_Card], pictures: str, nothing: object) -> _Card | None:
    """The same card among the others, where it says the same beside its pictures."""
    bare = card.model_copy(update={pictures: nothing})
    return next((one for one in others if one.model_copy(update={pictures: nothing}) == bare), None)


def _narrator(card: PersonCard, others: Sequence[PersonCard]) -> PersonCard | None:
    other = _same(card, others, "portrait", None)
    if other is None:
        return None
    return card if card.portrait == other.portrait else card.model_copy(update={"portrait": None})


def _item(card: ItemCard, others: Sequence[ItemCard]) -> ItemCard | None:
    other = _same(card, others, "pictures", ())
    if other is None:
        return None
    both: tuple[Picture, ...] = tuple(one for one in card.pictures if one in other.pictures)
    return card.model_copy(update={"pictures": both})
