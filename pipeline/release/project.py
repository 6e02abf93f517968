"""Turns an interview or a person as kept into the exact public projection for one purpose, or the reasons why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language.namesakes import namesakes
from pipeline.model.archive import KeptInterview, KeptItem, KeptPerson
from pipeline.model.consent import Purpose, Withhold
from pipeline.model.nouns import Named, Session
from pipeline.model.projection import (
    Block,
    Held,
    InterviewProjection,
    ItemCard,
    PersonCard,
    PersonProjection,
    PublicChapter,
    PublicPoint,
    PublicTurn,
    Shown,
    SoundSource,
    StorySection,
    Words,
)
from pipeline.model.text import Paragraph, Turn
from pipeline.model.text import Shown as ShownBlock
from pipeline.release.cards import item_card, person_card, photo_picture, portrait_levels
from pipeline.release.carried import carried
from pipeline.release.conditions import bound
from pipeline.release.consent import refuses, wall_levels
from pipeline.release.fields import interview_without_people
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.scrub import scrub
from pipeline.release.silence import silenced
from pipeline.release.terms import closed_in, place, said
from pipeline.release.view import View
from pipeline.release.withhold import text_of, turns_of, withhold


def project_interview(view: View, kept: KeptInterview, purpose: Purpose) -> InterviewProjection | Reasons:
    """What `purpose` lets out of the interview as it stands today; whether it may go out at all is the judge's question.

    `web_audio` gives the sound's projection alone, `film` the words, cards, pictures and the sound, every other purpose no sound.
    """
    if purpose == "web_audio":
        return project_sound(view, kept)
    whole = compose(view, kept, purpose)
    if not isinstance(whole, InterviewProjection):
        return whole
    if purpose == "film":
        heard = project_sound(view, kept)
        if not isinstance(heard, InterviewProjection):
            return heard
        whole = whole.model_copy(update={"sound": heard.sound, "story": (), "story_notes": (), "notes": ()})
    if not whole.chapters and not whole.story:
        return (reason("no-text", where=f"interviews/{kept.key}"),)
    left = hold_back(view, kept, whole)
    return bound(view.archive, kept, _items(view, kept), left) if isinstance(left, InterviewProjection) else left


def hold_back(view: View, kept: KeptInterview, projection: InterviewProjection) -> InterviewProjection | Reasons:
    """The projection without what is withheld today."""
    held = view.held(kept.record.withhold)
    more = carried(view, kept, held)
    if any(isinstance(one, Reason) for one in more):
        return tuple(one for one in more if isinstance(one, Reason))
    records = (*held, *(one for one in more if isinstance(one, Withhold)))
    by_time = any(record.from_ms is not None for record in records)
    if by_time and projection.story and not projection.chapters:  # nobody can tell where in the story it would stand
        return tuple(reason("withhold-no-times", id=record.id) for record in records if record.from_ms is not None)
    timing = view.times.timing(kept.key, text_of(projection)) if by_time else None
    owners = {item.record.owner for item in view.archive.items.values() if item.id in {card.id for card in projection.items}}
    projection = interview_without_people(projection, lambda name: _withdrew(view, name))
    left = withhold(projection, records, timing, withheld_elsewhere(view, (*kept.record.narrators, *sorted(owners)), kept.key))
    if not isinstance(left, InterviewProjection):
        return left
    return (*closed_in(view, left, kept.record.narrators), *closed_speakers(view, kept, left)) or left


def _withdrew(view: View, name: str) -> bool:
    """Is this written name that of somebody who withdrew as a person?"""
    people = view.archive.people
    return any(people[key].ledger.withdrawals for key in namesakes(people).within(name))


def closed_speakers(view: View, kept: KeptInterview, projection: InterviewProjection) -> Iterator[Reason]:
    """A reason for each who speaks in it, is neither narrator nor interviewer, and withdrew or refuses the purpose; or who may
    have done so in a record that cannot be read."""
    known = namesakes(view.archive.people)
    for name in sorted({turn.speaker for turn in turns_of(projection) if turn.role == "other"}):
        if not known.bearing(name) and view.archive.unread_below("people"):
            yield reason("record-broken", where="people")
        for key in sorted(known.within(name) - set(kept.record.narrators)):
            if refuses(view.archive.people[key], projection.purpose):
                yield reason("speaker-closed", where=f"interviews/{kept.key}", name=name, person=f"people/{key}")


def withheld_elsewhere(view: View, people: tuple[str, ...], but: str = "") -> tuple[str, ...]:
    """Words that the interviews of these people withhold, quoted or by time, other than the interview `but`."""
    others = (key for key, one in view.archive.interviews.items() if key != but and set(people) & set(one.record.narrators))
    found = (one for key in others for one in view.withheld_words(key))
    return tuple(dict.fromkeys(words for record, words in found if view.held((record,))))


def project_sound(view: View, kept: KeptInterview) -> InterviewProjection | Reasons:
    """The sound's projection: which originals, in order, and what is silenced in them; no words."""
    digests = tuple(sound.digest for sound in kept.sounds)
    if not digests or not all(digests):
        return (reason("no-sound" if not digests else "sound-not-taken-in", where=f"interviews/{kept.key}"),)
    records = view.held(kept.record.withhold)
    if any(record.field == "sound" for record in records):
        return (reason("sound-withheld", where=f"interviews/{kept.key}"),)
    quiet = tuple(one for record in records if (one := silenced(record, kept.text)))
    sound = InterviewProjection(
        purpose="web_audio",
        id=kept.id,
        title="",
        sound=SoundSource(recordings=digests, silenced=quiet),
        sample=kept.record.sample,
    )
    return bound(view.archive, kept, (), sound)


def project_person(view: View, person: KeptPerson, purpose: Purpose) -> PersonProjection | Reasons:
    """A person's card and the items of theirs that may be seen, for the honour wall."""
    card = person_card(view, person, purpose, wall_levels(view.archive, person))
    if not isinstance(card, PersonCard):
        return card
    owned = [item for item in view.archive.items.values() if item.record.owner == person.key]
    items = [found for item in owned if (found := item_card(view, item, purpose, ()))]
    words = withheld_elsewhere(view, (person.key,))
    projection = PersonProjection(
        purpose=purpose,
        id=person.id,
        person=scrub(card, words),
        items=tuple(scrub(item, words) for item in items),
    )
    return closed_in(view, projection, (person.key,)) or bound(view.archive, person, owned, projection)


def compose(view: View, kept: KeptInterview, purpose: Purpose) -> InterviewProjection | Reasons:
    """The whitelisted fields of an interview by public ids, before anything is withheld; its blocks are those of the text."""
    cards = narrator_cards(view, kept, purpose)
    if any(isinstance(card, Reason) for card in cards):
        return tuple(card for card in cards if isinstance(card, Reason))
    record = kept.record
    items = item_cards(view, kept, purpose)
    photos = (photo_picture(view, photo, kept, purpose) for photo in kept.photos)
    shows = (Shown(at_ms=show.at_ms, item=_item_id(view, show.item)) for show in record.shows if show.item in view.archive.items)
    return InterviewProjection(
        purpose=purpose,
        id=kept.id,
        title=record.title,
        narrators=tuple(card for card in cards if isinstance(card, PersonCard)),
        interviewers=record.interviewers,
        crew=record.crew,
        sessions=tuple(line for session in record.sessions if (line := _session_line(view, kept, session))),
        language=record.language,
        dialect=record.dialect,
        index=tuple(_points(view, kept)),
        shows=tuple(shows),
        chapters=tuple(_chapters(view, kept)),
        notes=kept.text.notes if kept.text else (),
        story=tuple(StorySection(title=title, paragraphs=words) for title, words in kept.story.sections) if kept.story else (),
        story_notes=kept.story.notes if kept.story else (),
        items=items,
        photos=tuple(photo for photo in photos if photo),
        sample=record.sample,
    )


def narrator_cards(view: View, kept: KeptInterview, purpose: Purpose) -> tuple[PersonCard, ...] | Reasons:
    """The narrators' cards in order; one that is closed closes the interview."""
    if not kept.record.narrators:
        return (reason("narrator-missing", where=f"interviews/{kept.key}", person="—"),)
    cards: list[PersonCard] = []
    shut: list[Reason] = []
    for key in kept.record.narrators:
        person = view.archive.people.get(key)
        if person is None:
            shut.append(reason("narrator-missing", where=f"interviews/{kept.key}", person=key))
            continue
        card = person_card(view, person, purpose, portrait_levels(view, person, kept))
        if isinstance(card, PersonCard):
            cards.append(card)
        else:
            shut += card
    return tuple(shut) or tuple(cards)


def item_cards(view: View, kept: KeptInterview, purpose: Purpose) -> tuple[ItemCard, ...]:
    """Cards of the items shown, named in the text, and owned by the narrators, each once, where their forms allow."""
    cards = (item_card(view, item, purpose, (kept,)) for item in _items(view, kept))
    return tuple(card for card in cards if card)


def _items(view: View, kept: KeptInterview) -> Iterator[KeptItem]:
    turns = kept.text.turns() if kept.text else ()
    named = [block.item for turn in turns for block in turn.blocks if isinstance(block, ShownBlock)]
    owned = [key for key, item in view.archive.items.items() if item.record.owner in kept.record.narrators]
    for key in dict.fromkeys([*(show.item for show in kept.record.shows), *named, *owned]):
        if key in view.archive.items:
            yield view.archive.items[key]


def _item_id(view: View, key: str) -> str:
    return view.archive.items[key].id if key in view.archive.items else ""


def _session_line(view: View, kept: KeptInterview, session: Session) -> str:
    """Day and place of a sitting; who was present and notes stay inside."""
    withheld = {record.field for record in view.held(kept.record.withhold)}
    day = "" if "sessions.date" in withheld else said(session.date)
    spot = "" if "sessions.place" in withheld else place(view.archive, session.place)
    return "，".join(word for word in (day, spot) if word)


def _points(view: View, kept: KeptInterview) -> Iterator[PublicPoint]:
    for point in kept.record.index:
        places = tuple(name for key in point.places if (name := place(view.archive, key)))
        yield PublicPoint(at_ms=point.at_ms, title=point.title, synopsis=point.synopsis, keywords=point.keywords, places=places)


def _chapters(view: View, kept: KeptInterview) -> Iterator[PublicChapter]:
    for chapter in kept.text.chapters if kept.text else ():
        turns = tuple(_turn(view, kept, turn) for turn in chapter.turns)
        yield PublicChapter(title=chapter.title, start_ms=chapter.start_ms, turns=turns)


def _turn(view: View, kept: KeptInterview, turn: Turn) -> PublicTurn:
    people = (view.archive.people[key] for key in kept.record.narrators if key in view.archive.people)
    for person in people:
        if turn.speaker in (person.record.name, *person.record.aliases):
            return PublicTurn(
                speaker=person.record.name, role="narrator", person=person.id, start_ms=turn.start_ms, blocks=_blocks(view, turn)
            )
    role = "interviewer" if _named(turn.speaker, kept.record.interviewers) else "other"
    return PublicTurn.model_validate(
        {"speaker": turn.speaker, "role": role, "start_ms": turn.start_ms, "blocks": _blocks(view, turn)}
    )


def _named(speaker: str, people: tuple[Named, ...]) -> bool:
    return any(person.name == speaker for person in people)


def _blocks(view: View, turn: Turn) -> tuple[Block, ...]:
    return tuple(
        Words(text=block.text) if isinstance(block, Paragraph) else Held(item=_item_id(view, block.item)) for block in turn.blocks
    )
