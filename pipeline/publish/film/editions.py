"""The editions of a film: one file to keep and hand on, one for any television, one to stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.media.joining import Beside, join, stream
from pipeline.media.soundtrack import BROADCAST
from pipeline.media.titles import draw_title
from pipeline.model.edition import Edition
from pipeline.model.film import FPS
from pipeline.model.problem import Problem
from pipeline.publish.film.cues import srt, vtt
from pipeline.publish.film.press import Form, Press, Watch, refuse_unwritable
from pipeline.publish.film.script import Script, write_script
from pipeline.writing.atomic import worded

EditionName = Literal["copy", "tv", "web", "web-av1"]
EDITIONS: tuple[EditionName, ...] = ("copy", "tv", "web", "web-av1")
_COPY, _TV, _AV1 = Form(), Form(burned=True, level=BROADCAST), Form(codec="av1")
_FORMS: dict[EditionName, tuple[Form, ...]] = {"copy": (_COPY,), "tv": (_TV,), "web": (_COPY,), "web-av1": (_COPY, _AV1)}
_CODECS = {"h264": "avc1.640028,mp4a.40.2", "av1": "av01.0.08M.08,mp4a.40.2"}


@dataclass(frozen=True)
class Job:
    """One edition of one film, ready to be made."""

    name: EditionName
    script: Script
    press: Press

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of picture and sound that it takes."""
        return _FORMS[self.name]

    @property
    def outputs(self) -> tuple[str, ...]:
        """The files and folders it consists of."""
        film = self.script.film.id
        if self.name == "copy":
            return f"{film}.mp4", f"{film}.vtt", f"{film}.jpg"
        return (f"{film}.tv.mp4",) if self.name == "tv" else (f"{film}.{self.name}",)

    @property
    def frames(self) -> int:
        """Frames that are gone through."""
        return self.script.count * len(self.forms)

    @property
    def needed(self) -> tuple[str, ...]:
        """The names of the kept pieces and sounds it is put together of."""
        numbers = range(len(self.script.scenes))
        made = [self.press.piece(self.script, number, form) for form in self.forms for number in numbers]
        return tuple(path.name for path in (*made, *(self.press.sound(self.script, form) for form in self.forms)))

    @property
    def recipe(self) -> str:
        """All that decides how it turns out."""
        told = (self.script.cues, self.script.marks, self.script.cover, self.script.portraits)
        return repr((self.name, self.needed, told, [self.press.marks.get(one, "") for one in self.script.portraits]))

    @property
    def bytes_needed(self) -> int:
        """The most disk that making it takes, pieces and result together."""
        return sum(self.press.need(self.script, form) + self.press.size(self.script, form) for form in self.forms) + (1 << 20)

    def make(self, out: Path, watch: Watch) -> None:
        """Write the edition into `out`; pieces that are there already are not made again. Raises as `Press.make`."""
        with worded(out):
            if self.name in ("copy", "tv"):
                self._file(out, watch)
            else:
                self._stream(out / self.outputs[0], watch)

    def _file(self, out: Path, watch: Watch) -> None:
        script, form = self.script, self.forms[0]
        pieces, sound = self.press.make(script, form, watch)
        words = "" if form.burned else srt(script.cues, FPS)
        join(pieces, sound, Beside(script.film.title, script.marks, words), out / self.outputs[0])
        if not form.burned:
            (out / self.outputs[1]).write_text(vtt(script.cues, FPS), encoding="utf-8")
            self._cover(out / self.outputs[2])

    def _stream(self, folder: Path, watch: Watch) -> None:
        """A master list, a list for each codec, and the subtitles as a list of one file (RFC 8216)."""
        script, rows = self.script, []
        (folder / "zh").mkdir(parents=True)
        for form in self.forms:
            pieces, sound = self.press.make(script, form, watch)
            (folder / form.codec).mkdir()
            stream(pieces, sound, folder / form.codec)
            rows.append(self._variant(folder, form))
        seconds = -(-script.count // FPS)
        (folder / "zh" / "words.vtt").write_text(vtt(script.cues, FPS), encoding="utf-8")
        (folder / "zh" / "index.m3u8").write_text(
            f"#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:{seconds}\n#EXT-X-PLAYLIST-TYPE:VOD\n"
            f"#EXTINF:{script.count / FPS:.3f},\nwords.vtt\n#EXT-X-ENDLIST\n",
            encoding="utf-8",
        )
        media = (
            '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="zh",NAME="中文",LANGUAGE="zh",DEFAULT=YES,AUTOSELECT=YES,URI="zh/index.m3u8"\n'
        )
        (folder / "index.m3u8").write_text(
            f"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-INDEPENDENT-SEGMENTS\n{media}{''.join(rows)}", encoding="utf-8"
        )
        self._cover(folder / "cover.jpg")

    def _variant(self, folder: Path, form: Form) -> str:
        wide, high = self.script.film.size
        whole = sum(path.stat().st_size for path in (folder / form.codec).glob("*.m4s"))
        rate = max(1, whole * 8 * FPS // self.script.count)
        codecs = _CODECS[form.codec]
        told = f'BANDWIDTH={rate},RESOLUTION={wide}x{high},FRAME-RATE={FPS}.000,CODECS="{codecs}",SUBTITLES="zh"'
        return f"#EXT-X-STREAM-INF:{told}\n{form.codec}/index.m3u8\n"

    def _cover(self, target: Path) -> None:
        refuse_unwritable(self.script, self.forms[0])
        portraits = [self.press.media / file for file in self.script.portraits]
        draw_title(self.script.cover, (1280, 720), target, portraits)


def jobs(edition: Edition, press: Press) -> Iterator[Job | Problem]:
    """Every edition of a film, whether asked for or not, and notices about it; a problem alone where nothing of it is out."""
    film = edition.films[0]
    script = write_script(edition)
    if script is None:
        yield Problem(f"volumes/{film.id}.yml", 0, 0, "film-empty", {"film": film.title})
        return
    yield from (_notice(film.id, "film-without-portrait", interview=names) for names in script.faceless)
    yield Job("copy", script, press)
    yield Job("tv", script, press)
    streamed = write_script(edition, for_web=True)
    if streamed:
        yield Job("web", streamed, press)
        yield Job("web-av1", streamed, press)


def not_streamed(edition: Edition) -> Problem | None:
    """What the edition to stream leaves out, for whoever asked for it; None where that is nothing."""
    film, streamed = edition.films[0], write_script(edition, for_web=True)
    heard = {one.title for one in film.passages if not one.on_web}
    gone = "、".join(streamed.left_out if streamed else sorted(heard))
    return _notice(film.id, "film-not-on-web", film=film.title, interviews=gone) if gone else None


def _notice(key: str, code: str, **values: object) -> Problem:
    return Problem(f"volumes/{key}.yml", 0, 0, code, values)
