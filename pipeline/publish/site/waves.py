"""Public sounds become a player's sources and a waveform that is drawn with the page, without any script."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import Unreadable
from pipeline.media.peaks import peaks
from pipeline.model.edition import Edition, PublicSound
from pipeline.publish.site.workroom import Workroom, stamp_of

BARS = 240
WAVE = ".wave"  # what the name of a waveform ends in
HEIGHT = 40  # of the drawing, in its own units; a bar and the gap beside it are two units wide
_FORMS = (
    (".opus", "audio/ogg; codecs=opus"),
    (".m4a", "audio/mp4"),
)  # the smaller one first: a browser takes the first it can play


@dataclass(frozen=True)
class Wave:
    """A waveform as an SVG path: one upright stroke for each stretch of the sound, about a middle line."""

    path: str
    width: int
    height: int = HEIGHT


class Waves:
    """Sources and waveforms of an edition's sounds."""

    def __init__(self, edition: Edition, media: Path, room: Workroom) -> None:
        self._cuts = {cut.file for cut in edition.sounds}
        self._media = media
        self._room = room

    def sources(self, sound: PublicSound) -> list[tuple[str, str]]:
        """File and media type of every form in which a sound is out."""
        stem = PurePosixPath(sound.file).stem
        named = [(sound.file if suffix == ".m4a" else f"{stem}{suffix}", form) for suffix, form in _FORMS]
        return [(file, form) for file, form in named if file == sound.file or file in self._cuts]

    def wave(self, sound: PublicSound) -> Wave | None:
        """The waveform of the public sound, withheld spans and all as the public hears them.

        None where nothing can be heard in it: an ornament stops no page. Raises MissingTool and CannotWrite.
        """
        source = self._media / sound.file
        try:
            kept = self._room.keep(f"{sound.file}{WAVE}", [stamp_of(source), BARS], lambda target: _measure(source, target))
        except Unreadable:
            return None
        heights: list[int] = json.loads(kept.read_bytes())
        return Wave(_path(heights), 2 * len(heights)) if any(heights) else None


def _measure(source: Path, target: Path) -> None:
    target.write_text(json.dumps(peaks(source, BARS)), encoding="utf-8")


def _path(heights: list[int]) -> str:
    middle = HEIGHT // 2
    reaches = [max(1, round(height * (middle - 1) / 100)) for height in heights]
    return "".join(f"M{2 * at + 1} {middle - reach}v{2 * reach}" for at, reach in enumerate(reaches))
