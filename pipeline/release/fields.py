"""Takes withheld fields out of a person's card or an interview's projection."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model.consent import Withhold
from pipeline.model.projection import InterviewProjection, PersonCard, PublicChapter

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


def unknown_person_fields(records: Iterable[Withhold]) -> tuple[Withhold, ...]:
    """Records that name no known field of a person, or withhold in a way a person has not."""
    return tuple(one for one in records if one.field not in PERSON_FIELDS)


def unknown_interview_fields(records: Iterable[Withhold]) -> tuple[Withhold, ...]:
    """Records that name a field which an interview has not, or withhold in a way that nothing here can keep."""
    return tuple(one for one in records if one.region or (one.field and one.field not in INTERVIEW_FIELDS))


def person_without(card: PersonCard, records: Iterable[Withhold]) -> PersonCard:
    """The card without the withheld fields."""
    for one in records:
        card = card.model_copy(update=PERSON_FIELDS[one.field])
    return card


def interview_without(projection: InterviewProjection, records: Iterable[Withhold]) -> InterviewProjection:
    """The projection without the withheld fields; withheld interviewers lose their names in the text too."""
    for one in records:
        if one.field:
            projection = projection.model_copy(update=INTERVIEW_FIELDS[one.field])
        if one.field == "interviewers":
            projection = projection.model_copy(update={"chapters": tuple(map(_unnamed, projection.chapters))})
    return projection


def _unnamed(chapter: PublicChapter) -> PublicChapter:
    turns = (
        turn.model_copy(update={"speaker": UNNAMED_INTERVIEWER}) if turn.role == "interviewer" else turn for turn in chapter.turns
    )
    return chapter.model_copy(update={"turns": tuple(turns)})
