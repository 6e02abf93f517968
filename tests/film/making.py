"""A small archive with real recordings and pictures, and its film made the whole way: door, cut, pieces, editions."""

from __future__ import annotations

import dataclasses
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.filming import make_films
from pipeline.model.archive import Archive, KeptPhoto, KeptPicture, KeptSound
from pipeline.model.film import FilmPart, FilmPlan, Passage
from pipeline.model.nouns import Named, Photo, Show
from pipeline.model.outcome import Outcome
from pipeline.model.settings import Settings
from pipeline.model.text import Chapter, Paragraph, Text, Turn
from pipeline.release.decide import decide
from tests.film.coded import blips, record
from tests.media.making import write_wav
from tests.release.sample import GATE, TODAY, Clock, archive, by_time, form, interview, item, person, signed, when
from tests.sharing import made_once

CONFIG = {"gates": {"film": GATE}, "title": "口述档案", "institution": "某军休所"}
HUSHED = "这个号码不要写出来。"
RARE = "王𬭎文"
SECONDS = 16
HIDDEN = (4950, 5800)  # milliseconds: the sentence at 5 s, and for safety the one that ends there


def said(*turns: tuple[str, int, str], title: str) -> Text:
    made = tuple(Turn(who, at, (Paragraph(words),)) for who, at, words in turns)
    return Text((Chapter(title, 0, made[:2]), Chapter(f"{title}续", made[2].start_ms if len(made) > 2 else 0, made[2:])))


def of_video() -> Text:
    return said(
        ("乙", 0, "您是哪一年入伍的？"),
        ("甲", 1000, "一九五〇年冬天。那年我十七岁。天下着大雪。我们连夜过江。" + HUSHED),
        ("乙", 6000, "后来呢？"),
        ("甲", 7000, "后来到了渡口。渡口只有一条船。船上坐满了人。我们走过去。天亮了。"),
        title="雪夜过江",
    )


def whole(*parts: FilmPart, allow: dict[str, str] | None = None) -> Archive:
    """An archive of three interviews: a video in which something is withheld, a voice of 8 kHz, a voice without a portrait."""
    sounds = {name: (KeptSound(f"{name}/recording-1.{form_}", name * 16, SECONDS * 1000),) for name, form_ in KINDS.items()}
    forms = form(purposes={**form().purposes, **(allow or {})})
    video = interview(
        "aaaa",
        text=of_video(),
        sounds=sounds["aaaa"],
        withhold=(by_time(*HIDDEN),),
        shows=(Show(at_ms=9000, item="medal"),),
        narrators=("jia",),
    )
    voice = interview(
        "bbbb",
        narrators=("yi",),
        title="一盏油灯",
        shows=(),
        sounds=sounds["bbbb"],
        consent=forms,
        text=said(("乙", 0, "您学过认字吗？"), ("易秀兰", 1000, "晚上点着油灯学认字。白天护理伤员。药很少。"), title="油灯"),
        photos=(KeptPhoto(Photo(caption="采访时"), picture_named("H1")),),
    )
    bare = interview(
        "cccc",
        narrators=("bing",),
        title="渡口",
        shows=(),
        sounds=sounds["cccc"],
        photos=(),
        text=said((RARE, 0, "渡口只剩下一条船。"), title="渡口"),
    )
    people = (
        person(consent=form(), portrait=picture_named("FJIA")),
        person("yi", name="易秀兰", aliases=(), honours=(), portrait=picture_named("FYI"), consent=forms),
        person("bing", name=RARE, aliases=(), honours=(), portrait=None, consent=form()),
    )
    made = archive(*people, item(pictures=(picture_named("K1"),)), video, voice, bare, config=CONFIG)
    made = dataclasses.replace(made, films={"film-1": plan(*(parts or PARTS))})
    for key in made.interviews:
        made = signed(made, key, "film", when(2026, 1, 2, 9))
    return made


KINDS = {"aaaa": "mov", "bbbb": "wav", "cccc": "mp4"}  # the last is named like a video and holds no picture
PARTS = (
    FilmPart(interview="aaaa", passages=(Passage(from_ms=2000, to_ms=13_000),)),
    FilmPart(interview="bbbb", title="灯下", passages=(Passage(first="晚上点着油灯", last="药很少"),)),
    FilmPart(interview="cccc", passages=(Passage(from_ms=0, to_ms=3000),)),
)


def plan(*parts: FilmPart) -> FilmPlan:
    return FilmPlan(
        title="岁月",
        subtitle="三位老人",
        number="第一部",
        size="320x180",
        parts=parts,
        closing="谢谢讲述的人。",
        credits=(Named(name="庚", role="剪辑"),),
    )


def picture_named(name: str) -> KeptPicture:
    return KeptPicture(f"x/{name}.jpg", name.lower().ljust(8, "0"), name)


def originals(folder: Path) -> None:
    """The recordings and pictures of `whole`, by digest."""
    record(folder / ("aaaa" * 16), SECONDS * 25)
    write_wav(blips(SECONDS, 8000)[:, None], 8000, folder / "b.wav").rename(folder / ("bbbb" * 16))
    write_wav(blips(SECONDS, 16_000)[:, None], 16_000, folder / "c.wav").rename(folder / ("cccc" * 16))
    for name, size, shade in (
        ("FJIA", (300, 400), 90),
        ("FYI", (300, 400), 140),
        ("K1", (600, 400), 200),
        ("H1", (400, 600), 60),
    ):
        image = Image.new("RGB", size, (shade, shade // 2, 40))
        ImageDraw.Draw(image).ellipse((60, 60, size[0] - 60, size[1] - 60), fill=(240, 230, 200))
        image.save(folder / name.lower().ljust(8, "0"), "JPEG")


class Shop:
    """What the making of films asks of a workshop: settings, originals by digest, somebody who looks on."""

    def __init__(self, folder: Path, *, films: Sequence[str] = ()) -> None:
        self.folder = folder
        now = when(2026, 5, 20, 9)
        self.settings = Settings(folder, folder / "build", folder, now, "zh", films=tuple(films))
        self.told: list[str] = []
        self.seen: list[tuple[float, float]] = []
        self.tell: Callable[[str], None] = self.told.append

    def watch(self, _task: str, done: float, total: float) -> None:
        self.seen.append((done, total))

    def original(self, digest: str) -> Path:
        return self.folder / "originals" / digest

    @property
    def films(self) -> Path:
        return self.settings.out / "films"

    def make(self, archived: Archive, **more) -> Outcome:
        return make_films(self, decide(archived, "film", TODAY, Clock()), **more)


def made_film(factory: pytest.TempPathFactory, *editions: str) -> Shop:
    """A shop in which the film of `whole` was made, in the edition to keep, for television and to stream."""

    def make(folder: Path) -> None:
        (folder / "originals").mkdir()
        originals(folder / "originals")
        shop = Shop(folder, films=("tv", "web"))
        outcome = shop.make(whole())
        (folder / "told.txt").write_text(
            "\n".join([*shop.told, *(word for one in outcome.problems for word in (one.code, one.say("zh")))]), encoding="utf-8"
        )
        (folder / "seen.txt").write_text("\n".join(f"{done} {total}" for done, total in shop.seen), encoding="utf-8")

    return Shop(made_once(factory, "film", make), films=editions or ("tv", "web"))


def probed(path: Path, *asked: str) -> str:
    argv = ["ffprobe", "-v", "error", *asked, "-of", "default=nw=1", str(path)]
    return subprocess.run(argv, capture_output=True, text=True, check=True).stdout


def loud_at(sound: np.ndarray, hertz: float, start: float, end: float, rate: int = 48_000) -> float:
    """How much of one frequency there is in a stretch of sound, seconds."""
    part = np.asarray(sound[int(start * rate) : int(end * rate)], dtype=float)
    at = np.arange(len(part)) / rate
    return float(abs(np.mean(part * np.exp(-2j * np.pi * hertz * at))))
