"""The screen of one wall: the kiosk of the website alone, in a folder that needs no network and no other page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.media.soundtrack import WEB, clip
from pipeline.model.edition import Edition
from pipeline.publish.site import halls
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.fill import POLICY
from pipeline.publish.site.lettering import SHEET, font_files, full_fonts
from pipeline.publish.site.looks import Looks
from pipeline.publish.site.setting import Setter
from pipeline.publish.site.voices import Voice, voices
from pipeline.publish.site.workroom import Workroom, stamp_of
from pipeline.writing.folders import put_new, second_name

PAGE = "index.html"
_SHEETS = ("oh.css", "oh-parts.css", "oh-halls.css", "oh-kiosk.css", "oh-hall.css")
_SCRIPT = "oh-kiosk.js"


@dataclass(frozen=True)
class Stock:
    """What a hall is made of: public pictures and sounds, the website's theme, room for what is derived, and the hall that was
    made before, whose letters need not be cut again."""

    media: Path
    theme: Path
    room: Workroom
    before: Path


def write_hall(edition: Edition, stock: Stock, out: Path) -> None:
    """Write `index.html`, which begins its walk past the faces of the Edition's one wall, and all it needs beside it.

    Of a sound only the sentences that are heard are taken, each as loud as the others. The same edition gives the same bytes.
    Raises Unreadable, MissingTool, CannotWrite, OSError.
    """
    media, theme = stock.media, stock.theme
    looks, setter = Looks(edition, media, stock.room), Setter(theme)
    setter.lend(look=looks.of)
    said, sounds = _heard(edition, media, stock.room)
    faces = halls.faces(edition, said)
    stamp = halls.stamp(edition, faces)
    values = {"faces": faces, "stamp": stamp, "edition": edition, "here": Here("", Directory.of(edition)), "back": PAGE}
    page = setter.set("hall", wall=edition.walls[0], policy=POLICY, sheets=(*_SHEETS, Path(SHEET).name), script=_SCRIPT, **values)
    put_new(out / PAGE, page.encode())
    put_new(out / halls.STAMP, halls.stamp_file(stamp))
    for name in (*_SHEETS, _SCRIPT, "oh-seal.svg"):
        put_new(out / "assets" / name, (theme / "assets" / name).read_bytes())
    drawn = (page, (theme / "assets" / _SCRIPT).read_text(encoding="utf-8"))
    for name, content in font_files(drawn, full_fonts(), stock.before).items():
        put_new(out / name, content)
    public = {cut.file: media / cut.file for cut in edition.pictures}
    for name, source in {**public, **looks.files, **sounds}.items():
        second_name(source, out / "media" / name)


def _heard(edition: Edition, media: Path, room: Workroom) -> tuple[dict[str, tuple[Voice, ...]], dict[str, Path]]:
    """Each person's sentences with a sound of their own, and these sounds by name."""
    sounds: dict[str, Path] = {}

    def alone(voice: Voice) -> Voice:
        if not voice.sound:
            return voice
        span, source = (voice.start_ms, voice.end_ms), media / voice.sound
        if not source.is_file():
            raise Unreadable("public-file-missing", file=voice.sound, folder=media)
        name = f"{voice.interview}-{voice.start_ms}.m4a"
        sounds[name] = room.keep(name, [stamp_of(source), list(span), WEB], partial(clip, source, span))
        return replace(voice, sound=name, start_ms=0, end_ms=span[1] - span[0])

    return {person: tuple(map(alone, few)) for person, few in voices(edition).items()}, sounds
