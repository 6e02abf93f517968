"""Cuts an approved projection down to what today's forms, registers and withheld passages still allow."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model.archive import KeptInterview, KeptPerson
from pipeline.model.consent import Purpose
from pipeline.model.projection import InterviewProjection, ItemCard, PersonCard, PersonProjection, Picture
from pipeline.release.cards import item_card, person_card, photo_picture
from pipeline.release.consent import wall_levels
from pipeline.release.fields import item_without, person_without
from pipeline.release.project import compose, hold_back, withheld_elsewhere
from pipeline.release.reasons import Reasons, reason
from pipeline.release.regions import more_covered
from pipeline.release.scrub import scrub
from pipeline.release.terms import closed_in, still_open
from pipeline.release.view import View
from pipeline.release.withhold import tidy


def narrow_interview(view: View, kept: KeptInterview, approved: InterviewProjection) -> InterviewProjection | Reasons:
    """The approved words with nothing in them that today does not allow, or the reasons why they cannot be used at all."""
    today = compose(view, kept, approved.purpose)
    if not isinstance(today, InterviewProjection):
        return today
    cards = {card.id: card for card in today.narrators}
    if not {card.id for card in approved.narrators} <= cards.keys():
        return (reason("narrators-changed", where=f"interviews/{kept.key}"),)
    people = {view.archive.people[key].id: view.archive.people[key] for key in kept.record.narrators}
    narrators = tuple(_card(view, people[card.id], card, cards[card.id]) for card in approved.narrators)
    photos = [photo_picture(view, photo, kept, approved.purpose) for photo in kept.photos]
    field = {record.field for record in view.held(kept.record.withhold)}
    strict = bool(field & {"sessions.date", "sessions.place"})
    sessions = (line for line in approved.sessions if line in today.sessions or not strict)
    places = {name for point in today.index for name in point.places}
    points = (
        point.model_copy(update={"places": tuple(one for one in point.places if still_open(view, one, places))})
        for point in approved.index
    )
    update = {
        "narrators": narrators,
        "items": _items(view, approved.items, approved.purpose, (kept,)),
        "photos": _pictures(approved.photos, photos),
        "sessions": tuple(line for line in sessions if still_open(view, line, today.sessions)),
        "index": tuple(points),
    }
    return hold_back(view, kept, tidy(approved.model_copy(update=update)))


def narrow_person(view: View, person: KeptPerson, approved: PersonProjection) -> PersonProjection | Reasons:
    """The approved wall card with nothing in it that today does not allow."""
    today = person_card(view, person, approved.purpose, wall_levels(view.archive, person))
    if not isinstance(today, PersonCard):
        return today
    words = withheld_elsewhere(view, (person.key,))
    items = _items(view, approved.items, approved.purpose, ())
    left = approved.model_copy(
        update={
            "person": scrub(_card(view, person, approved.person, today), words),
            "items": tuple(scrub(item, words) for item in items),
        }
    )
    return closed_in(view, left, (person.key,)) or left


def _card(view: View, person: KeptPerson, card: PersonCard, today: PersonCard) -> PersonCard:
    service = tuple(line for line in card.service if still_open(view, line, today.service))
    native = card.native_place if still_open(view, card.native_place, (today.native_place,)) else today.native_place
    portrait = next(iter(_pictures([card.portrait], [today.portrait])), None)
    update = {"service": service, "native_place": native, "portrait": portrait}
    return person_without(card.model_copy(update=update), view.held(person.record.withhold))


def _items(
    view: View, cards: tuple[ItemCard, ...], purpose: Purpose, interviews: tuple[KeptInterview, ...]
) -> tuple[ItemCard, ...]:
    kept = {item.id: item for item in view.archive.items.values() if item.id}
    left: list[ItemCard] = []
    for card in cards:
        today = item_card(view, kept[card.id], purpose, interviews) if card.id in kept else None
        if today is not None:
            narrowed = card.model_copy(update={"pictures": _pictures(card.pictures, today.pictures)})
            left.append(item_without(narrowed, view.held(kept[card.id].record.withhold)))
    return tuple(left)


def _pictures(approved: Iterable[Picture | None], today: Iterable[Picture | None]) -> tuple[Picture, ...]:
    """The approved pictures that today still shows, by id and original, with what either paints over."""
    shown = {(one.id, one.digest): one for one in today if one}
    kept = (one for one in approved if one and (one.id, one.digest) in shown)
    return tuple(more_covered(one, shown[one.id, one.digest].covered) for one in kept)
