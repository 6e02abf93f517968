"""A script becomes pieces of moving picture and a sound, each made once and kept by what it shows, within a stated room."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.media.faces import fonts_are_there, lacking
from pipeline.media.moving import Codec, Overlay, Take, Wave, film_take, most_bytes
from pipeline.media.soundtrack import MEASURE, WEB, Piece, encode, gain_to, loudness, most_sound_bytes
from pipeline.media.titles import (
    PAN,
    draw_caption,
    draw_credits,
    draw_picture,
    draw_subtitle,
    draw_talk,
    draw_third,
    draw_title,
    draw_words,
    wave_box,
)
from pipeline.model.film import FPS
from pipeline.publish.film.cues import Cue
from pipeline.publish.film.scenes import Card, Credits, Saying, Scene, Shown, Talk, files_in, words_in
from pipeline.publish.film.script import Script, pieces

_WAY = 1  # raised when the same scene is to be drawn otherwise
_THIRD_AT, _THIRD = FPS, 6 * FPS  # frames
_FADE = 12

Watch = Callable[[int], None]  # frames that are done


@dataclass(frozen=True)
class Form:
    """How the pieces of an edition are made."""

    codec: Codec = "h264"
    burned: bool = False  # subtitles in the picture
    level: float = WEB


@dataclass(frozen=True)
class Press:
    """Where pieces are kept, where public media lie, and what each public file was made of (its recipe)."""

    room: Path
    media: Path
    marks: Mapping[str, str]

    def piece(self, script: Script, number: int, form: Form) -> Path:
        """Where the picture of a scene is kept; its name stands for all that decides how it looks."""
        scene = script.scenes[number]
        marks = [self.marks.get(file, "") for file in files_in(scene)]
        burned = _cues_in(script, number) if form.burned else ()
        return self._kept("mp4", scene, marks, (burned, form.codec, script.film.size))

    def sound(self, script: Script, form: Form) -> Path:
        """Where the sound of a film is kept."""
        return self._kept(
            "m4a", script.soundings, [self.marks.get(one.sound, "") for one in script.soundings], form.level, MEASURE
        )

    def missing(self, script: Script, form: Form) -> tuple[int, ...]:
        """The scenes that are not made yet, each different one once."""
        first: dict[Path, int] = {}
        for number in range(len(script.scenes)):
            first.setdefault(self.piece(script, number, form), number)
        return tuple(number for path, number in first.items() if not path.is_file())

    def need(self, script: Script, form: Form) -> int:
        """Bytes that making what is missing takes at most."""
        size = script.film.size
        whole = sum(most_bytes(script.scenes[number].count, size, FPS) for number in self.missing(script, form))
        return whole + (0 if self.sound(script, form).is_file() else most_sound_bytes(script.count, FPS))

    def size(self, script: Script, form: Form) -> int:
        """Bytes of an edition put together, at most."""
        paths = [self.piece(script, number, form) for number in range(len(script.scenes))]
        known = [path.stat().st_size if path.is_file() else None for path in paths]
        each = (
            most_bytes(scene.count, script.film.size, FPS) if size is None else size
            for scene, size in zip(script.scenes, known, strict=True)
        )
        return sum(each) + most_sound_bytes(script.count, FPS)

    def make(self, script: Script, form: Form, watch: Watch) -> tuple[list[Path], Path]:
        """Make what is missing; the pieces of the film in order, and its sound.

        Raises Unreadable (`film-glyph-missing`, `film-not-made`), MissingTool, CannotWrite; what was made stays for the next run.
        """
        refuse_unwritable(script, form)
        self.room.mkdir(parents=True, exist_ok=True)
        sound = self.sound(script, form)
        if not sound.is_file():
            encode(list(pieces(script.soundings, self._levels(script, form.level))), FPS, sound)
        waiting = set(self.missing(script, form))
        for number, scene in enumerate(script.scenes):
            if number in waiting:
                self._film(script, number, form)
            watch(scene.count)
        return [self.piece(script, number, form) for number in range(len(script.scenes))], sound

    def _levels(self, script: Script, level: float) -> dict[str, Piece]:
        """Every sound with the one gain that brings all that is heard of it to the level."""
        found: dict[str, Piece] = {}
        for name in dict.fromkeys(one.sound for one in script.soundings if one.sound):
            heard = [Piece(self.media / name, one.start, one.count) for one in script.soundings if one.sound == name]
            found[name] = Piece(self.media / name, 0, 0, round(gain_to(level, loudness(heard, FPS)), 2))
        return found

    def _kept(self, ending: str, *parts: object) -> Path:
        whole = repr((_WAY, *parts))
        return self.room / f"{hashlib.sha256(whole.encode()).hexdigest()[:40]}.{ending}"

    def _film(self, script: Script, number: int, form: Form) -> None:
        scene, size = script.scenes[number], script.film.size
        with tempfile.TemporaryDirectory(prefix="koushu-film-") as name:
            take = _Drawing(Path(name), self.media, size).take(scene)
            if form.burned:
                take = replace(take, overlays=(*take.overlays, *_burned(_cues_in(script, number), size, Path(name))))
            film_take(take, self.piece(script, number, form), form.codec)


def refuse_unwritable(script: Script, form: Form) -> None:
    """Nothing, where every word of the film can be drawn. Raises Unreadable."""
    if not fonts_are_there():
        raise Unreadable("film-font-missing")
    told = [word for scene in script.scenes for word in words_in(scene)]
    told += [line for cue in script.cues for line in cue.lines] if form.burned else []
    if gone := lacking([*told, script.cover.large, script.cover.under]):
        raise Unreadable("film-glyph-missing", film=script.film.title, characters="、".join(gone))


def _cues_in(script: Script, number: int) -> tuple[Cue, ...]:
    """The subtitles of a scene, on its own clock."""
    start = sum(scene.count for scene in script.scenes[:number])
    end = start + script.scenes[number].count
    inside = [cue for cue in script.cues if cue.start < end and cue.end > start]
    return tuple(replace(cue, start=max(0, cue.start - start), end=min(cue.end, end) - start) for cue in inside)


def _burned(cues: Sequence[Cue], size: tuple[int, int], folder: Path) -> list[Overlay]:
    overlays = []
    for number, cue in enumerate(cues):
        draw_subtitle(cue.lines, size, folder / f"cue-{number}.png")
        overlays.append(Overlay(folder / f"cue-{number}.png", cue.start, cue.end - cue.start))
    return overlays


@dataclass(frozen=True)
class _Drawing:
    """Stills for one scene, drawn into a folder."""

    folder: Path
    media: Path
    size: tuple[int, int]

    def take(self, scene: Scene) -> Take:
        """What the scene shows."""
        if isinstance(scene, Talk):
            return self._talk(scene)
        if isinstance(scene, Shown):
            return self._shown(scene)
        ground = self.folder / "ground.png"
        if isinstance(scene, Card):
            draw_title(scene.words, self.size, ground)
        elif isinstance(scene, Saying):
            draw_words(scene.paragraph, self.size, ground)
        elif isinstance(scene, Credits):
            draw_credits(scene.rows, self.size, ground)
        return Take(scene.count, self.size, FPS, ground, fade=_FADE)

    def _talk(self, scene: Talk) -> Take:
        overlays: tuple[Overlay, ...] = ()
        if scene.third:
            draw_third(scene.words.large, scene.words.above, self.size, self.folder / "third.png")
            overlays = (Overlay(self.folder / "third.png", _THIRD_AT, min(_THIRD, scene.count - _THIRD_AT), _FADE),)
        if scene.film:
            return Take(scene.count, self.size, FPS, self.media / scene.film, scene.start, overlays=overlays)
        portrait = self.media / scene.portrait if scene.portrait else None
        draw_talk(scene.words, portrait, self.size, self.folder / "ground.png")
        wave = Wave(self.media / scene.sound, scene.start / FPS, wave_box(self.size, has_portrait=portrait is not None))
        return Take(scene.count, self.size, FPS, self.folder / "ground.png", wave=wave, overlays=overlays)

    def _shown(self, scene: Shown) -> Take:
        draw_picture(self.media / scene.picture, self.size, self.folder / "picture.png")
        overlays: tuple[Overlay, ...] = ()
        if scene.caption:
            draw_caption(scene.caption, self.size, self.folder / "caption.png")
            overlays = (Overlay(self.folder / "caption.png", 0, scene.count),)
        return Take(scene.count, self.size, FPS, self.folder / "picture.png", drift=PAN, overlays=overlays)
