"""An Edition of a film becomes its script: scenes, subtitles, chapters and what sounds, all in frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.media.joining import Mark
from pipeline.media.soundtrack import Piece
from pipeline.media.titles import Words
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.film import FPS, PublicFilm, PublicPassage, frames
from pipeline.model.nouns import Named
from pipeline.model.projection import PersonCard
from pipeline.publish.film.cues import Cue, cues_of
from pipeline.publish.film.moments import Moment, moments
from pipeline.publish.film.scenes import Card, Credits, Saying, Scene, Shown, Talk

TITLE, PART, CREDITS = 5 * FPS, 4 * FPS, 6 * FPS
LONGEST = 60 * FPS  # of one scene, so that an interrupted run has lost a minute at most
ROWS = 8  # of a card of credits
NAMED = 4 * FPS  # of talk at least, for a lower third to be read
SAMPLE = "样例"


@dataclass(frozen=True)
class Sounding:
    """What is heard for a number of frames: a public sound from a frame on; silence where `sound` is empty."""

    sound: str
    start: int
    count: int


@dataclass(frozen=True)
class Script:
    """A whole film; subtitles and chapters are on its own clock. `portraits` are those of its cover, `left_out` the titles of the
    parts that may not be streamed, `faceless` those of which there is neither picture nor portrait."""

    film: PublicFilm
    scenes: tuple[Scene, ...]
    soundings: tuple[Sounding, ...]
    cues: tuple[Cue, ...]
    marks: tuple[Mark, ...]
    cover: Words
    portraits: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    faceless: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Frames of the whole film."""
        return sum(scene.count for scene in self.scenes)


def write_script(edition: Edition, *, for_web: bool = False) -> Script | None:
    """The script of the one film of an edition; `for_web` leaves out what may not be streamed. None where no passage is left."""
    film = edition.films[0]
    sounds = {cut.file for cut in edition.sounds}
    heard = [one for one in film.passages if f"{one.interview}.flac" in sounds]
    left = [one for one in heard if one.on_web or not for_web]
    if not left:
        return None
    script = _Writing(edition, film)
    script.open()
    for (interview, title), passages in groupby(left, key=lambda one: (one.interview, one.title)):
        script.part(interview, title, list(passages))
    script.close({one.interview for one in left})
    gone = tuple(dict.fromkeys(one.title for one in heard if one not in left))
    return replace(script.done(), left_out=gone)


def pieces(soundings: Sequence[Sounding], folder: dict[str, Piece]) -> Iterator[Piece]:
    """What is heard, with the file and gain that `folder` gives for each sound."""
    for one in soundings:
        known = folder.get(one.sound)
        yield Piece(known.sound, one.start, one.count, known.gain) if known else Piece(None, 0, one.count)


class _Writing:
    """A script as far as it is written."""

    def __init__(self, edition: Edition, film: PublicFilm) -> None:
        self.edition, self.film = edition, film
        self.interviews = {one.projection.id: one for one in edition.interviews}
        self.people = {card.id: card for card in edition.people}
        self.silenced = {cut.file: cut.silenced for cut in edition.sounds}
        self.films = {cut.file.rpartition("-")[0]: cut.file for cut in edition.film_cuts}
        self.pictures = {cut.file for cut in edition.pictures}
        self.mark = SAMPLE if edition.sample else ""
        self.scenes: list[Scene] = []
        self.soundings: list[Sounding] = []
        self.cues: list[Cue] = []
        self.chapters: list[tuple[str, int]] = []
        self.faceless: dict[str, None] = {}

    @property
    def at(self) -> int:
        """The frame at which the next scene begins."""
        return sum(scene.count for scene in self.scenes)

    def open(self) -> None:
        """The title, and the words before the first part."""
        self.chapters.append(("片头", 0))
        above = "　".join(filter(None, (self.film.series or self.edition.series, self.film.number)))
        self._still(Card(TITLE, Words(self.film.title, above, self.film.subtitle, self.edition.institution, self.mark)))
        self._say(self.film.opening)

    def part(self, interview: str, title: str, passages: Sequence[PublicPassage]) -> None:
        """A card, then the passages with what is shown in them."""
        one = self.interviews[interview]
        self.chapters.append((f"{title}　{_names(one)}", self.at))
        self._still(Card(PART, Words(title, f"讲述　{_names(one)}", _lives(one), mark=self.mark)))
        for number, passage in enumerate(passages):
            self._passage(one, passage, first=number == 0)

    def close(self, shown: set[str]) -> None:
        """The last words, and who made it."""
        self.chapters.append(("片尾", self.at))
        self._say(self.film.closing)
        if self.edition.sample:
            self._say(self.edition.sample_notice)
        rows = _credits(self.film, [one for one in self.edition.interviews if one.projection.id in shown])
        rows += [("档案收藏", self.edition.institution)] if self.edition.institution else []
        for first in range(0, len(rows), ROWS):
            self._still(Credits(CREDITS, tuple(rows[first : first + ROWS])))

    def done(self) -> Script:
        """The script."""
        whole = self.at
        ends = [at for _, at in self.chapters[1:]] + [whole]
        marks = tuple(
            Mark(title, at * 1000 // FPS, end * 1000 // FPS)
            for (title, at), end in zip(self.chapters, ends, strict=True)
            if at < end
        )
        under = self.film.subtitle or "　".join(
            dict.fromkeys(_names(self.interviews[one.interview]) for one in self.film.passages)
        )
        cover = Words(self.film.title, "", under, self.edition.institution, self.mark)
        return Script(
            film=self.film,
            scenes=tuple(self.scenes),
            soundings=tuple(self.soundings),
            cues=tuple(self.cues),
            marks=marks,
            cover=cover,
            portraits=self._faces(),
            faceless=tuple(self.faceless),
        )

    def _faces(self) -> tuple[str, ...]:
        told = [card.id for one in self.film.passages for card in self.interviews[one.interview].projection.narrators]
        people = (self.people[one] for one in dict.fromkeys(self.film.cover or told) if one in self.people)
        return tuple(file for card in people if (file := self._portrait(card)))[:4]

    def _still(self, scene: Scene) -> None:
        self.scenes.append(scene)
        self.soundings.append(Sounding("", 0, scene.count))

    def _say(self, words: str) -> None:
        for paragraph in filter(None, (one.strip() for one in words.replace("\r\n", "\n").split("\n\n"))):
            told = "".join(paragraph.split("\n"))
            self._still(Saying(max(4 * FPS, len(told) * FPS // 6), told))

    def _passage(self, one: PublicInterview, passage: PublicPassage, *, first: bool) -> None:
        start, end = frames(passage.from_ms), frames(passage.to_ms)
        sound = f"{one.projection.id}.flac"
        self._chapters(one, passage)
        shift = self.at
        self.cues += [
            replace(cue, start=cue.start + shift, end=cue.end + shift) for cue in cues_of(one, self.silenced[sound], start, end)
        ]
        self.soundings.append(Sounding(sound, start, end - start))
        talk = self._talk(one, passage.title, third=first)
        shown = moments(one, start, end, self.pictures, fill=not talk.film)
        for begin, stop, moment in _stretches(start, end, shown):
            if moment:
                self.scenes.append(Shown(stop - begin, sound, begin, moment.picture, moment.caption))
                continue
            for at in range(begin, stop, LONGEST):
                count = min(LONGEST, stop - at)
                named = talk.third and count >= NAMED
                self.scenes.append(replace(talk, start=at, count=count, third=named))
                talk = replace(talk, third=talk.third and not named)

    def _chapters(self, one: PublicInterview, passage: PublicPassage) -> None:
        """The text's own chapters that begin inside a passage; the first is the passage's own."""
        for chapter in one.projection.chapters:
            if (
                chapter.title
                and chapter.start_ms is not None
                and passage.from_ms + 2000 < chapter.start_ms < passage.to_ms - 2000
            ):
                self.chapters.append((chapter.title, self.at + frames(chapter.start_ms) - frames(passage.from_ms)))

    def _talk(self, one: PublicInterview, title: str, *, third: bool) -> Talk:
        card = one.projection.narrators[0]
        film, portrait = self.films.get(one.projection.id, ""), self._portrait(card)
        if not film and not portrait:
            self.faceless[_names(one)] = None
        words = Words(_names(one), _served(card), title, mark=self.mark)
        return Talk(0, f"{one.projection.id}.flac", 0, film, words, portrait, third and bool(film))

    def _portrait(self, card: PersonCard) -> str:
        file = f"{card.portrait.id}.jpg" if card.portrait else ""
        return file if file in self.pictures else ""


def _stretches(start: int, end: int, shown: Sequence[Moment]) -> Iterator[tuple[int, int, Moment | None]]:
    """The passage in order: talk, and each moment in its place."""
    at = start
    for moment in shown:
        if moment.start > at:
            yield at, moment.start, None
        yield moment.start, moment.end, moment
        at = moment.end
    if at < end:
        yield at, end, None


def _names(one: PublicInterview) -> str:
    return "、".join(card.name for card in one.projection.narrators)


def _lives(one: PublicInterview) -> str:
    return "　".join(filter(None, (card.birth and f"生于{card.birth}" for card in one.projection.narrators)))


def _served(card: PersonCard) -> str:
    """A line on service and years."""
    return card.service[0] if card.service else (f"生于{card.birth}" if card.birth else "")


def _credits(film: PublicFilm, shown: Sequence[PublicInterview]) -> list[tuple[str, str]]:
    """One row a role, in the order in which roles and names first occur."""
    told = [Named(name=card.name, role="讲述") for one in shown for card in one.projection.narrators]
    asked = [named for one in shown for named in one.projection.interviewers]
    told += [named.model_copy(update={"role": named.role or "采访"}) for named in asked]
    told += [named for one in shown for named in one.projection.crew]
    roles: dict[str, dict[str, str]] = {}
    for named in (*told, *film.credits):
        shown_as = named.name.strip() + (f"（{named.of.strip()}）" if named.of.strip() else "")
        roles.setdefault(named.role.strip() or "参与", {}).setdefault(named.name.strip(), shown_as)
    return [(role, "、".join(names.values())) for role, names in roles.items()]
