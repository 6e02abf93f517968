"""Narrators and interviews become drawn cards, which a link shows where it is shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from pipeline.media.drawing import Card, can_draw, draw_card, draw_cover
from pipeline.model.edition import Edition, PublicInterview
from pipeline.model.projection import PersonCard
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.telling import names
from pipeline.publish.site.workroom import Workroom, digest_of

HOME = "card.jpg"
COVER = "podcast.jpg"
_WAY = 2  # raised when the same words are to be drawn otherwise


class Cards:
    """The cards of one edition; there are none where the site has no address, since only strangers' programs ask for them."""

    def __init__(self, edition: Edition, media: Path, room: Workroom) -> None:
        self._edition = edition
        self._media = media
        self._room = room
        self._here = Here("", Directory.of(edition))
        self.files: dict[str, Path] = {}

    def draw(self) -> dict[str, Path]:
        """Every card by its name in the public media folder; none without the fonts or the address.

        Raises Unreadable and CannotWrite.
        """
        if not Web.of(self._edition).is_known or not can_draw():
            return {}
        edition = self._edition
        self._card(HOME, Card(edition.series, edition.title, "", edition.institution, self._mark(sample=edition.sample)), ())
        self._cover()
        for person in edition.people:
            self._person(person)
        for entry in edition.interviews:
            self._interview(entry)
        return self.files

    def _person(self, person: PersonCard) -> None:
        dates = f"{person.birth}—{person.death}" if person.birth and person.death else person.birth and f"{person.birth}生"
        origin = f"{person.native_place}人" if person.native_place else ""
        under = "　".join(filter(None, (dates, origin, "、".join(person.honours[:2]))))
        card = Card(self._edition.series, person.name, under, self._foot(), self._mark(sample=person.sample))
        self._card(card_of(person.id), card, (person,))

    def _interview(self, entry: PublicInterview) -> None:
        talk = entry.projection
        card = Card(
            f"{names(entry)}　口述",
            talk.title,
            talk.sessions[0] if talk.sessions else "",
            self._foot(),
            self._mark(sample=talk.sample),
        )
        self._card(card_of(talk.id), card, talk.narrators)

    def _card(self, name: str, card: Card, people: Sequence[PersonCard]) -> None:
        faces = [path for person in people[:2] if (path := self._portrait(person))]
        recipe = [_WAY, asdict(card), [digest_of(path) for path in faces]]
        self.files[name] = self._room.keep(name, recipe, lambda target: draw_card(card, faces, target))

    def _cover(self) -> None:
        title = self._edition.title
        foot = "　".join(filter(None, (self._edition.institution, self._mark(sample=self._edition.sample))))
        self.files[COVER] = self._room.keep(COVER, [_WAY, title, foot], lambda target: draw_cover(title, foot, target))

    def _portrait(self, person: PersonCard) -> Path | None:
        """The public portrait, where there is one."""
        file = self._here.picture(person.portrait, 600)
        return self._media / PurePosixPath(file).name if file else None

    def _foot(self) -> str:
        return "　".join(dict.fromkeys(filter(None, (self._edition.title, self._edition.institution))))

    def _mark(self, *, sample: bool) -> str:
        return "样例" if sample else ""


def card_of(public_id: str) -> str:
    """The name of a page's card in the public media folder."""
    return f"card-{public_id}.jpg"
