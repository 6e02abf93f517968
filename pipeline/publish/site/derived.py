"""What is made of an edition's public files for its pages: cards, smaller pictures, waveforms."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.edition import Edition
from pipeline.publish.site.cards import Cards
from pipeline.publish.site.looks import Looks
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.waves import Waves
from pipeline.publish.site.workroom import Workroom, room_of


class Derived:
    """Cards are drawn at once; pictures and waveforms when a page first asks for them, so that no more is made than is shown."""

    def __init__(self, edition: Edition, media: Path) -> None:
        """Raises Unreadable and CannotWrite."""
        self._room = Workroom(room_of(media))
        self.cards = Cards(edition, media, self._room).draw()
        self._looks = Looks(edition, media, self._room)
        self._waves = Waves(edition, media, self._room)

    def lend(self, setter: Setter) -> None:
        """Let fragments ask for pictures and sounds."""
        setter.lend(look=self._looks.of, sources=self._waves.sources, wave=self._waves.wave)

    def files(self) -> dict[str, Path]:
        """Every file that was made, by its name in the public folder, once all pages are set; what an older edition left goes."""
        self._room.sweep()
        return {**self.cards, **self._looks.files}
