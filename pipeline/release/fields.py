"""Takes withheld fields out of a person's or item's card or an interview's projection, and says which records hold today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable

from pipeline.model.consent import Withhold
from pipeline.model.projection import InterviewProjection, ItemCard, PersonCard, Picture, PublicChapter
from pipeline.release.phrase import Finder

PERSON_FIELDS: dict[str, dict[str, object]] = {
    "aliases": {"aliases": ()},
    "bio": {"bio": ""},
    "birth": {"birth": ""},
    "death": {"death": ""},
    "honours": {"honours": ()},
    "native_place": {"native_place": ""},
    "portrait": {"portrait": None},
    "service": {"service": ()},
    "sex": {"sex": ""},
}
ITEM_FIELDS: dict[str, dict[str, object]] = {
    "caption": {"caption": ""},
    "date": {"date": ""},
    "honour": {"honour": ""},
    "inscription": {"inscription": ""},
    "issuer": {"issuer": ""},
    "pictures": {"pictures": ()},
}
INTERVIEW_FIELDS: dict[str, dict[str, object]] = {
    "crew": {"crew": ()},
    "dialect": {"dialect": ""},
    "index": {"index": ()},
    "interviewers": {"interviewers": ()},
    "items": {"items": (), "shows": ()},
    "language": {"language": ""},
    "notes": {"notes": (), "story_notes": ()},
    "photos": {"photos": ()},
    "sessions": {"sessions": ()},
    "sessions.date": {},  # left out where the line is made
    "sessions.place": {},
    "shows": {"shows": ()},
    "sound": {"sound": None},
    "story": {"story": (), "story_notes": ()},
    "title": {"title": ""},
}
UNNAMED_INTERVIEWER = "采访人"


def held(records: Iterable[Withhold], today: dt.date) -> tuple[Withhold, ...]:
    """The records that hold on `today`: all but those whose last day is past. The one place where that is decided.

    What a record lets go of is eligible and not yet public: the projection changes, so that people must sign it anew.
    """
    return tuple(one for one in records if one.until is None or one.until >= today)


def unknown_person_fields(records: Iterable[Withhold]) -> tuple[Withhold, ...]:
    """Records that name no known field of a person, or withhold in a way a person has not."""
    return tuple(one for one in records if one.region is None and one.field not in PERSON_FIELDS)


def unknown_item_fields(records: Iterable[Withhold]) -> tuple[Withhold, ...]:
    """Records that name no known field of an item, or withhold in a way an item has not."""
    return tuple(one for one in records if one.region is None and one.field not in ITEM_FIELDS)


def unknown_interview_fields(records: Iterable[Withhold]) -> tuple[Withhold, ...]:
    """Records that name a field which an interview has not."""
    return tuple(one for one in records if one.field and one.field not in INTERVIEW_FIELDS)


def person_without(card: PersonCard, records: Iterable[Withhold]) -> PersonCard:
    """The card without the withheld fields."""
    for one in records:
        card = card.model_copy(update=PERSON_FIELDS.get(one.field, {}))
    return card


def item_without(card: ItemCard, records: Iterable[Withhold]) -> ItemCard:
    """The card without the withheld fields."""
    for one in records:
        card = card.model_copy(update=ITEM_FIELDS.get(one.field, {}))
    return card


def interview_without(projection: InterviewProjection, records: Iterable[Withhold]) -> InterviewProjection:
    """The projection without the withheld fields; withheld interviewers lose their names in the text too, and whoever took part
    and is withheld is named beside no photograph."""
    for one in records:
        if one.field in ("crew", "interviewers"):
            names = [each.name for each in (projection.crew if one.field == "crew" else projection.interviewers)]
            projection = projection.model_copy(update={"photos": tuple(_uncredited(each, names) for each in projection.photos)})
        if one.field:
            projection = projection.model_copy(update=INTERVIEW_FIELDS[one.field])
        if one.field == "interviewers":
            projection = _unnamed(projection, {turn.speaker for chapter in projection.chapters for turn in chapter.turns})
    return projection


def _uncredited(photo: Picture, names: Iterable[str]) -> Picture:
    finder = Finder([photo.credit])
    return photo.model_copy(update={"credit": ""}) if any(finder.find(name) for name in names) else photo


def interview_without_people(projection: InterviewProjection, gone: Callable[[str], bool]) -> InterviewProjection:
    """The projection without those among its interviewers and crew whose name is gone, beside photographs too; in the text who
    asked is 采访人."""
    asking = {turn.speaker for chapter in projection.chapters for turn in chapter.turns}
    update = {
        "interviewers": tuple(one for one in projection.interviewers if not gone(one.name)),
        "crew": tuple(one for one in projection.crew if not gone(one.name)),
        "photos": tuple(one.model_copy(update={"credit": ""}) if gone(one.credit) else one for one in projection.photos),
    }
    return _unnamed(projection.model_copy(update=update), {name for name in asking if gone(name)})


def _unnamed(projection: InterviewProjection, names: Collection[str]) -> InterviewProjection:
    """The projection with 采访人 for these names of interviewers at their turns."""
    if not names:
        return projection
    chapters = (_unnamed_in(chapter, names) for chapter in projection.chapters)
    return projection.model_copy(update={"chapters": tuple(chapters)})


def _unnamed_in(chapter: PublicChapter, names: Collection[str]) -> PublicChapter:
    turns = (
        turn.model_copy(update={"speaker": UNNAMED_INTERVIEWER}) if turn.role == "interviewer" and turn.speaker in names else turn
        for turn in chapter.turns
    )
    return chapter.model_copy(update={"turns": tuple(turns)})
