"""Who and what hangs on a wall, of all whom its rules mean: only what the purpose `wall` let out; each wall as an Edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.model.edition import Edition, PublicInterview, PublicWall
from pipeline.model.projection import PersonCard, PersonProjection, PublicChapter
from pipeline.model.timing import Timing
from pipeline.model.wall import Wall, honours_found, service_found
from pipeline.release.consent import interview_level
from pipeline.release.essays import Essays
from pipeline.release.judge import Chosen, judge_person
from pipeline.release.panels import walls_alone
from pipeline.release.pictures import with_cuts
from pipeline.release.terms import honour, service_line
from pipeline.release.view import View

_NOT_SPOKEN = (
    *("narrators", "interviewers", "crew", "sessions", "index", "shows", "notes", "story", "story_notes", "items", "photos"),
)
Walled = Mapping[str, Chosen[PersonProjection]]  # key of a person → their card for walls


def walled(view: View, among: Collection[str] | None = None) -> dict[str, Chosen[PersonProjection]]:
    """Everybody who may hang on a wall today, by key; `among` says of whom alone it is asked (None: of all)."""
    people = [(key, one) for key, one in sorted(view.archive.people.items()) if among is None or key in among]
    return {key: found for key, person in people if (found := judge_person(view, person).chosen)}


def wall_of(view: View, reader: Essays, plan: Wall, hung: Walled) -> PublicWall:
    """A wall with those of the people and items it means that may hang there."""
    keys = tuple(dict.fromkeys((*(key for key in plan.people if key in hung), *_found(view, plan, hung))))
    people = tuple(hung[key].projection.person for key in keys)
    cards = {card.id: card for key in keys for card in hung[key].projection.items}
    wanted = [view.archive.items[key].id for key in plan.items if key in view.archive.items]
    items = tuple(cards[one] for one in dict.fromkeys(wanted) if one in cards)
    return PublicWall(plan.id, reader.words(plan.title), people, items, plan.panel, plan.label)


def for_halls(view: View, interviews: Iterable[PublicInterview]) -> tuple[str, ...]:
    """Of these interviews those whose own form says yes to `wall`: who may hang in a hall may still not be heard there."""
    may_speak = {
        kept.id for kept in view.archive.interviews.values() if not view.may((interview_level(view.archive, kept),), "wall")
    }
    return tuple(entry.projection.id for entry in interviews if entry.projection.id in may_speak)


def decide_walls(view: View, site: Edition) -> tuple[Edition, ...]:
    """An Edition for each wall of the website's, for its hall and its printer: its people and items, and whole sentences of those
    people alone, with their sound, as far as the website lets them be heard and the interview's own form says yes to `wall`."""
    hung = {found.projection.person.id: found for found in walled(view).values()}
    heard = frozenset(site.for_halls)
    site = replace(site, interviews=tuple(entry for entry in site.interviews if entry.projection.id in heard))
    return tuple(_alone(view, site, wall, hung) for wall in site.walls)


def _alone(view: View, site: Edition, wall: PublicWall, hung: Walled) -> Edition:
    ids = {card.id for card in wall.people}
    talks = tuple(found for entry in site.interviews if (found := _told_by(entry, ids)))
    files = {entry.sound.file for entry in talks if entry.sound}
    dates = [hung[one].on.date() for one in ids] + [entry.approved_on for entry in talks]
    alone = replace(
        walls_alone(view, replace(site, walls=(wall,))),
        outlet="wall",
        date=max(dates, default=site.date),
        interviews=talks,
        for_halls=tuple(entry.projection.id for entry in talks),
        sounds=tuple(cut for cut in site.sounds if cut.file in files),
    )
    return with_cuts(alone)


def _found(view: View, plan: Wall, hung: Walled) -> Iterator[str]:
    """Whom the rules take, in the order of a dictionary: a rule sees no more of a person than the card shows, since to hang on
    the wall of an honour says that one has it."""
    found = [key for key in hung if plan.everyone or _shows(view, plan, key, hung[key].projection.person)]
    yield from sorted(found, key=lambda key: (hung[key].projection.person.pinyin, hung[key].projection.person.name, key))


def _shows(view: View, plan: Wall, key: str, card: PersonCard) -> bool:
    archive = view.archive
    record = archive.people[key].record
    if any(honour(archive, one) in card.honours for one in honours_found(plan, record, archive.registers)):
        return True
    return any(service_line(archive, one) in card.service for one in service_found(plan, record, archive.registers))


def _told_by(entry: PublicInterview, ids: Collection[str]) -> PublicInterview | None:
    """What these people say of themselves in an interview, without a word, a name or a picture of anybody or anything else."""
    talk = entry.projection
    turns = [turn for chapter in talk.chapters for turn in chapter.turns]
    mine = [turn.person in ids for turn in turns]
    if not any(mine):
        return None
    timed = entry.timing.turns if entry.timing else ()  # as many as there are turns: the door keeps no others
    bare = talk.model_copy(
        update={
            **dict.fromkeys(_NOT_SPOKEN, ()),
            "chapters": (PublicChapter(title="", turns=tuple(turn for turn, own in zip(turns, mine, strict=True) if own)),),
        }
    )
    times = tuple(time for time, own in zip(timed, mine, strict=True) if own) if timed else ()
    return replace(entry, projection=bare, timing=Timing(times) if times else None)
