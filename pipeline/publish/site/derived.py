"""What is made of an edition's public files for its pages: cards, smaller pictures, waveforms."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.media.sound import excerpt
from pipeline.model.edition import Edition, PublicSound
from pipeline.model.projection import Picture
from pipeline.publish.column.feeds import sound_of
from pipeline.publish.site.cards import Cards
from pipeline.publish.site.looks import Look, Looks
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.waves import WAVE, Wave, Waves
from pipeline.publish.site.workroom import Workroom, room_of, stamp_of


class Derived:
    """Cards are drawn at once; pictures and waveforms when a page first asks for them, so that no more is made than is shown."""

    def __init__(self, edition: Edition, media: Path) -> None:
        """Raises Unreadable and CannotWrite."""
        self._room = Workroom(room_of(media))
        self.cards = Cards(edition, media, self._room).draw()
        self.passages = _passages(edition, media, self._room)
        self._looks = Looks(edition, media, self._room)
        self._waves = Waves(edition, media, self._room)
        self._shown: set[str] = set()

    def lend(self, setter: Setter) -> None:
        """Let fragments ask for pictures and sounds."""
        setter.lend(look=self._look, sources=self._waves.sources, wave=self._wave)

    def shown(self) -> set[str]:
        """The names of what was asked for since this was last asked."""
        shown, self._shown = self._shown, set()
        return shown

    def want(self, name: str) -> bool:
        """Ask for a derived file that an earlier run made, and say whether it is there."""
        path = self._room.want(name)
        if path and not name.endswith(WAVE):
            self._looks.files[name] = path
        return path is not None

    def files(self) -> dict[str, Path]:
        """Every file that was made, by its name in the public folder, once all pages are set; what an older edition left goes."""
        self._room.sweep()
        return {**self.cards, **self.passages, **self._looks.files}

    def _look(self, picture: Picture | None) -> Look | None:
        look = self._looks.of(picture)
        if look:
            self._shown |= {file for rows in look.files.values() for file, _ in rows} & self._looks.files.keys()
        return look

    def _wave(self, sound: PublicSound) -> Wave | None:
        wave = self._waves.wave(sound)
        if wave:
            self._shown.add(f"{sound.file}{WAVE}")
        return wave


def _passages(edition: Edition, media: Path, room: Workroom) -> dict[str, Path]:
    """The sound of every issue of the column that is a passage of an interview, cut out of the interview's public sound."""
    made: dict[str, Path] = {}
    for issue in edition.column.issues if edition.column else ():
        sound, span = issue.story.sound, issue.span
        if sound is None or span is None:
            continue
        source, name = media / sound.file, sound_of(issue)
        if not source.is_file():
            raise Unreadable("public-file-missing", file=sound.file, folder=media)
        made[name] = room.keep(name, [stamp_of(source), list(span)], partial(excerpt, source, span))
    return made
