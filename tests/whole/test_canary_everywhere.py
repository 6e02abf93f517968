"""A word of its own in every private place of an archive, taken through the real commands: none is in any decoded output, and
every public word is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from PIL import Image, ImageDraw, ImageFont

from pipeline.archive.layout import is_sound
from pipeline.media.pictures import COVER
from pipeline.model.column import WEEKDAYS, ColumnRule
from pipeline.model.consent import PURPOSES
from pipeline.model.nouns import ArchiveConfig, Interview, Item, Person, Photo, Term, VolumePlan
from pipeline.model.wall import Wall
from tests.decoding import PICTURES, everything
from tests.media.making import ffmpeg, noise, write_wav
from tests.media.test_covered import likeness
from tests.whole.canaries import OMIT, SOMEWHERE, Planting, Words, found_in
from tests.whole.conftest import Bench

OUTPUTS = ("site", "volumes", "ebooks", "labels", "column", "walls", "talks", "pages")
TODAY = dt.datetime.now(dt.UTC).astimezone().date()
SIZE = (900, 620)
REGION = (520, 430, 330, 70)
RATE = 16_000
SECRET_SECONDS = [(4.2, 5.8), (14.2, 15.8)]  # by time, on the clock of both recordings; by words it is 8 to 10
KEYS = {"open": "gong", "withdrawn": "an", "unsigned": "shi", "quarantined": "ge"}
SHOWN = "CERTIFICATE"
_TAGS = {
    "wav": ("title", "artist", "comment", "originator"),
    "m4a": ("title", "artist", "comment", "description"),
    "flac": ("title", "artist", "comment", "location"),
}


@dataclass(frozen=True)
class Planted:
    bench: Bench
    words: Words
    numbers: tuple[str, ...]  # drawn in regions that are covered


def form(place: str) -> dict[str, object]:
    """What of a signed form is given by hand; the rest of it holds words of its own."""
    given = {"signed": "2023-04-12", "until": OMIT, "embargo": OMIT, "after_death": OMIT, "by.role": "narrator"}
    purposes = dict.fromkeys(PURPOSES, "yes")
    return {f"{place}.consent.{name}": value for name, value in {**given, "purposes": purposes}.items()}


def withheld(words: Words, number: int, **way: object) -> dict[str, object]:
    private = {"category": words.word("withhold.category"), "decided_by": words.word("withhold.decided_by")}
    return {"id": f"w{number}", **way, **private, "on": "2023-05-01", "review_on": "2033-05-01"}


def given(words: Words, person: str) -> dict[str, object]:
    """What cannot be a word: keys, times, tables, and the withheld records."""
    forms = {path: value for noun in ("Person", "Item", "Photo", "Interview") for path, value in form(noun).items()}
    region = [withheld(words, 1, picture=name, region=list(REGION)) for name in ("front.jpg", "back.jpg")]
    portrait = [withheld(words, 1, picture="portrait.jpg", region=list(REGION))]
    records = {"Person.withhold": portrait, "Item.withhold": region, "Interview.withhold": OMIT}
    keys = {"Person.service.unit": "unit-a", "Item.owner": person, "Interview.narrators": [person], "Item.kind": "certificate"}
    keys["Interview.index.places"] = ["place-a"]
    left_out = ("Person.pinyin", "Person.sex", "Interview.language", "Interview.recordings", "Interview.shows")
    return {**forms, **records, **keys, **dict.fromkeys(left_out, OMIT), "Interview.index.at_ms": "00:00:00"}


def put(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    path.write_text(text, encoding="utf-8")


def draw(path: Path, words: Words, number: str, second: str = "") -> None:
    """A picture with a number in its region, taken sideways, and a word in every kind of tag a camera or a program leaves.

    With `second` it is a camera's MPF file, in which another picture, that shows this number, follows the first.
    """
    paper = Image.new("RGB", SIZE, (250, 240, 215))
    brush = ImageDraw.Draw(paper)
    brush.text((200, 120), SHOWN, fill=(20, 20, 20), font=ImageFont.load_default(60))
    brush.text((530, 440), number, fill=(20, 20, 20), font=ImageFont.load_default(44))
    follower = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(follower).text((200, 120), second, fill="black", font=ImageFont.load_default(60))
    tags = {"EXIF:Artist": "EXIF", "XMP-dc:Creator": "XMP", "IPTC:Caption-Abstract": "IPTC", "EXIF:GPSAreaInformation": "GPS"}
    tags |= {"EXIF:SerialNumber": "serial", "XMP-photoshop:Instructions": "program", "Comment": "comment"}
    argv = [f"-{tag}={words.word(f'{path.name} {name}')}" for tag, name in tags.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    more = {"format": "MPO", "save_all": True, "append_images": [follower]} if second else {}
    paper.transpose(Image.Transpose.ROTATE_90).save(path, quality=95, **more)
    fixed = ["-n", "-codedcharacterset=UTF8", "-EXIF:Orientation=6"]
    subprocess.run(["exiftool", "-q", "-overwrite_original", *fixed, *argv, str(path)], check=True)


def speak(folder: Path, words: Words, seconds: int, seed: int, form: str) -> Path:
    """A recording whose file name and every tag are words nobody may read."""
    name = words.word("a recording's own name")
    plain = write_wav(noise(seconds, RATE, 1, seed), RATE, folder / f"{seed}.wav")
    target = folder / f"{name}.{form}"
    tags = [f"{tag}={words.word(f'{form} {tag}')}" for tag in _TAGS[form]]
    ffmpeg(
        "-i",
        plain,
        *(part for tag in tags for part in ("-metadata", tag)),
        *(["-write_bext", "1"] if form == "wav" else []),
        target,
    )
    return target


def captions(lines: list[str]) -> str:
    cues = (f"00:{at * 2:02}.000 --> 00:{at * 2 + 2:02}.000\n{line}。\n" for at, line in enumerate(lines))
    return "WEBVTT\n\n" + "\n".join(cues)


def sign(bench: Bench, key: str, staff: list[str], *purposes: str) -> None:
    for by, stage in zip(staff, ("一校", "终审"), strict=True):
        asked = [word for purpose in purposes for word in ("--purpose", purpose)]
        bench.koushu("review", key, *asked, "--sign", stage, "--by", by)


class Builder:
    """Puts one archive together by the commands a curator uses."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench, self.folder, self.words = bench, folder, Words()
        self.staff = [self.words.word("Staff.name") for _ in range(2)]
        self.numbers: list[str] = []

    def number(self) -> str:
        self.numbers.append(f"511002-{3107 + 613 * len(self.numbers)}")
        return self.numbers[-1]

    def begin(self) -> None:
        self.bench.koushu("new", str(self.bench.archive))
        gates = {outlet: ["一校", "终审"] for outlet in ("site", "volume", "wall", "column", "talks")}
        config = {"languages": OMIT, "engine": "whisper", "speech": OMIT, "gates": gates, "machine_text": OMIT, "consent": OMIT}
        plan = {"route": "isbn", "voices": OMIT, "size": OMIT, "prefer": OMIT, "interviews": list(KEYS)}
        plan |= dict.fromkeys(("told_as", "also", "portraits", "indexes", "names_by", "pictures", "cover.leaf_mm"), OMIT)
        plan |= {"imprint.isbn": "978-7-00-000000-1", "imprint.permit": OMIT}
        wall: dict[str, object] = {"id": "main", "people": list(KEYS.values()), "items": [f"item-{key}" for key in KEYS]}
        wall |= {"panel": "A3", "label": "95x65", **dict.fromkeys(("everyone", "honours", "service"), OMIT)}
        unit = {"id": "unit-a", "disclosure": "cover_only", "periods.disclosure": "cover_only"}
        config |= {f"map.{side}": degrees for side, degrees in (("south", 25), ("west", 97), ("north", 35), ("east", 110))}
        position = {"position.latitude": 29.5, "position.longitude": 105.0}
        unit |= position
        place = {"id": "place-a", "disclosure": "open", "periods": OMIT, **position}
        nouns = {
            "Place": place,
            "ArchiveConfig": config | {"site_url": "https://example.org/"},
            "VolumePlan": plan,
            "Wall": wall,
            "Unit": unit,
            "ColumnRule": self.rule(),
        }
        planting = Planting(self.words, {f"{noun}.{name}": value for noun, row in nouns.items() for name, value in row.items()})
        put(self.bench.archive / "archive.yml", planting.record(ArchiveConfig))
        put(self.bench.archive / "volumes/text-1.yml", planting.record(VolumePlan))
        put(self.bench.archive / "walls.yml", [planting.record(Wall)])
        put(self.bench.archive / "column.yml", planting.record(ColumnRule))
        put(self.bench.archive / "kits.yml", [self.kit()])
        put(self.bench.archive / "registers/units.yml", [planting.record(Term, "Unit")])
        put(self.bench.archive / "registers/places.yml", [planting.record(Term, "Place")])
        put(self.bench.archive / "staff.yml", [{"name": name, "stages": ["一校", "终审"]} for name in self.staff])
        put(self.bench.archive / f"sealed/{self.words.word('sealed name')}.txt", self.words.word("sealed words"))

    def kit(self) -> dict[str, object]:
        """A kit about everybody, of whom only one may be told."""
        said = {name: self.words.word(f"a kit's {name}", public=True) for name in ("title", "opening")}
        return {"id": "kit", "age": "成人", "people": list(KEYS.values()), **said}

    def rule(self) -> dict[str, object]:
        """The column comes on the weekday of today; what editors want for a later day is nobody's to read yet."""
        later = {"date": f"{TODAY + dt.timedelta(days=7)}", "interview": "open", "title": self.words.word("a pin's title")}
        given: dict[str, object] = {"weekday": WEEKDAYS[TODAY.weekday()], "hour": "08:00", "begins": f"{TODAY}", "pins": [later]}
        return given | dict.fromkeys(("feasts", "own_dates", "rests", "spares", "clips"), OMIT)

    def column(self) -> None:
        """One issue of today and one of next week, whose title nobody may read yet."""
        titles = (self.words.word("an issue's title", public=True), self.words.word("the title of an issue to come"))
        for day, title in zip((TODAY, TODAY + dt.timedelta(days=7)), titles, strict=True):
            asked = ("--by", self.staff[0], "--interview", "open", "--title", title)
            self.bench.koushu("column", "confirm", f"{day}", *asked)

    def add(self, key: str) -> None:
        """One interview with its person and item; only in `open` anything may be public."""
        person, words, is_open = KEYS[key], self.words, key == "open"
        planting = Planting(words, given(words, person), open=is_open)
        root = self.bench.archive
        put(root / f"people/{person}/person.yml", planting.record(Person))
        put(root / f"items/item-{key}/item.yml", planting.record(Item))
        for picture in (f"people/{person}/portrait.jpg", f"items/item-{key}/front.jpg", f"items/item-{key}/back.jpg"):
            draw(root / picture, words, self.number())
        said = self.said(public=is_open)
        self.bring(key, person, said)
        record = planting.record(Interview)
        narrator, asks = yaml.safe_load((root / f"people/{person}/person.yml").read_text("utf-8"))["name"], record["interviewers"]
        put(root / f"interviews/{key}/interview.yml", record | self.rest(key, said))
        put(root / f"interviews/{key}/photos/01.yml", planting.record(Photo))
        turns = [f"**{asks[0]['name'] if at == 0 else narrator}** [00:00:{at * 2:02}] {one}。" for at, one in enumerate(said)]
        note, story = words.word("note", public=is_open), words.word("story", public=is_open)
        title = words.word("chapter", public=is_open)
        text = "\n\n".join([f"## {title} [00:00:00]", *turns[:-1], f"{turns[-1]}[^1]", f"[^1]: {note}。{said[4]}。"])
        put(root / f"interviews/{key}/text.md", text + "\n")
        put(
            root / f"interviews/{key}/story.md",
            f"## {words.word('section', public=is_open)}\n\n{story}。{said[2]}。{said[4]}。\n",
        )

    def said(self, *, public: bool) -> list[str]:
        """Nine sentences of two seconds; the third, fifth and eighth are withheld."""
        return [self.words.word(f"sentence {at}", public=public and at not in (2, 4, 7)) for at in range(9)]

    def bring(self, key: str, person: str, said: list[str]) -> None:
        """Recordings with transcripts made elsewhere, in which words stand that the text no longer has, and a photograph."""
        photo = self.folder / f"{self.words.word('photograph name')}.jpg"
        draw(photo, self.words, self.number(), self.number())
        parts = [(said[:6], "wav"), (said[6:], "m4a")] if key == "open" else [(said, "flac")]
        for part, (lines, form) in enumerate(parts):
            source = speak(self.folder, self.words, len(lines) * 2, len(self.numbers) + part, form)
            heard = [line + self.words.word("only in the draft") if at == 0 else line for at, line in enumerate(lines)]
            written = self.folder / f"{source.stem}.vtt"
            put(written, captions(heard))
            if part == 0:
                self.bench.koushu(
                    "add", key, str(source), str(written), str(photo), "--title", "新", "--narrator", f"{person}=新"
                )
            else:
                self.bench.koushu("add", key, str(source))
                self.bench.koushu("add", key, str(written), "--recording", f"recording-{part + 1}")

    def rest(self, key: str, said: list[str]) -> dict[str, Any]:
        words = self.words
        spans = [{"from": f"00:00:{first:04.1f}", "to": f"00:00:{last:04.1f}"} for first, last in SECRET_SECONDS]
        ways: list[Mapping[str, object]] = [*spans, {"quote": said[4]}, {"field": "dialect"}]
        ways.append({"picture": "photos/01.jpg", "region": list(REGION)})
        held = [withheld(words, number, **way) for number, way in enumerate(ways)]
        files = [
            {"file": path.name}
            for path in sorted((self.bench.archive / f"interviews/{key}").glob("recording-?.*"))
            if is_sound(path.name)
        ]
        return {"recordings": files, "withhold": held, "shows": [{"at": "00:00:07", "item": f"item-{key}"}]}

    def end(self) -> Planted:
        self.bench.koushu("add")
        for key, person in KEYS.items():
            if key != "unsigned":
                sign(self.bench, key, self.staff, "web_text", "web_audio", "print", "column", "talks")
            if key in ("open", "withdrawn"):
                sign(self.bench, person, self.staff, "wall")
        self.bench.koushu("withdraw", "withdrawn", "--by", self.staff[0], "--reason", self.words.word("reason"))
        self.bench.koushu("withdraw", "an", "--by", self.staff[0])
        record = self.bench.archive / "interviews/quarantined/interview.yml"
        put(record, record.read_text("utf-8") + "quarantine: yes\n")
        self.column()
        hands = {"USER": self.words.word("agent"), "GIT_AUTHOR_EMAIL": self.words.word("author e-mail")}
        self.bench.koushu("publish", **hands)
        self.bench.koushu("publish", "walls", **hands)
        self.bench.koushu("talks", "kit", **hands)
        return Planted(self.bench, self.words, tuple(self.numbers))


@pytest.fixture(scope="module")
def planted(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Planted:
    folder = tmp_path_factory.mktemp("canaries")
    builder = Builder(Bench(project, folder / "archive", folder / "build"), folder / "brought")
    builder.folder.mkdir()
    builder.begin()
    for key in KEYS:
        builder.add(key)
    return builder.end()


def test_no_private_word_is_in_any_output_and_every_public_one_is(planted: Planted) -> None:
    words = {**planted.words.private, **planted.words.public}
    hits: dict[str, set[str]] = {}
    for output in OUTPUTS:
        assert any((planted.bench.out / output).iterdir())
        for word, files in found_in(everything(planted.bench.out / output), words).items():
            hits.setdefault(word, set()).update(files)
    assert {where: sorted(hits[word]) for word, where in planted.words.private.items() if word in hits} == {}
    missing = {where for word, where in planted.words.public.items() if word not in hits}
    assert missing <= SOMEWHERE
    assert len(planted.words.private) > 400
    assert len(planted.words.public) > 60


def test_the_private_words_are_in_the_archive_where_the_same_search_finds_them(planted: Planted) -> None:
    hits = found_in(everything(planted.bench.archive), planted.words.private)
    elsewhere = {"a recording's own name", "photograph name", "agent", "author e-mail"}
    missing = {where for word, where in planted.words.private.items() if word not in hits}
    assert missing <= elsewhere, "these never came into the archive; everything else is in it and can be found"


def pictures(planted: Planted) -> list[Path]:
    """Every public picture; drawn cards show a portrait in another cut."""
    folders = [planted.bench.out / output for output in ("site", "volumes", "work/public")]
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in PICTURES and not path.name.startswith(("card", "podcast"))
    )


def test_in_every_public_picture_the_number_is_one_colour(planted: Planted) -> None:
    found = pictures(planted)
    ids = {path.stem for path in found if len(path.stem) == 8}
    assert len(ids) == 4
    originals = [planted.bench.archive / one for one in ("people/gong/portrait.jpg", "items/item-open/front.jpg")]
    left, top, width, height = REGION
    for path in found:
        with Image.open(path) as picture:
            shown = np.asarray(picture.convert("RGB").resize(SIZE), dtype=float)
        inside = shown[top : top + height, left : left + width]
        assert np.abs(inside - COVER).mean() < 4, path
        for original in originals:
            with Image.open(original) as whole:
                upright = np.asarray(whole.rotate(-90, expand=True), dtype=float)
            assert abs(likeness(inside, upright[top : top + height, left : left + width])) < 0.2
            assert likeness(shown[100:200, 180:720], upright[100:200, 180:720]) > 0.9, "the rest of it is the picture"


def test_nobody_reads_a_number_off_a_public_picture(planted: Planted) -> None:
    ocr = pytest.importorskip("rapidocr_onnxruntime", reason="the reader of pictures is not installed (dev extra)").RapidOCR()

    def read(path: Path) -> str:
        with Image.open(path) as picture:
            lines, _ = ocr(np.asarray(picture.convert("RGB")))
        return "".join(line[1] for line in lines or ()).replace(" ", "")

    for path in pictures(planted):
        said = read(path)
        assert SHOWN in said, path
        assert not [number for number in planted.numbers if number[-4:] in said or number in said], path
    with Image.open(planted.bench.archive / "items/item-open/front.jpg") as original:
        original.rotate(-90, expand=True).save(planted.bench.out / "number.png")
    assert any(number in read(planted.bench.out / "number.png") for number in planted.numbers)


def samples(path: Path) -> np.ndarray:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)


def test_the_only_public_sound_holds_nothing_of_what_is_withheld(planted: Planted) -> None:
    rows = csv.DictReader((planted.bench.archive / "ids.csv").read_text("utf-8").splitlines())
    public = {row["key"]: row["id"] for row in rows if row["kind"] == "interview"}
    sounds = [
        path
        for output in OUTPUTS
        if output not in ("column", "walls", "talks")
        for path in (planted.bench.out / output).rglob("*")
        if path.suffix in {".m4a", ".opus", ".wav", ".mp4"}
    ]
    assert {path.stem for path in sounds} == {public["open"]}
    assert {path.suffix for path in sounds} == {".m4a", ".opus"}
    folder = planted.bench.archive / "interviews/open"
    original = np.concatenate([samples(folder / name) for name in ("recording-1.wav", "recording-2.m4a")])
    bound = planted.bench.out / "bound"
    assert len(list((planted.bench.out / "ebooks").glob("*-voice.epub"))) == 2, "the volume's and the narrator's"
    for book in sorted((planted.bench.out / "ebooks").glob("*.epub")):
        with zipfile.ZipFile(book) as packed:
            inside = [name for name in packed.namelist() if name.startswith("EPUB/audio/")]
            assert [Path(name).stem for name in inside] == ([public["open"]] if "-voice" in book.name else [])
            sounds += [Path(packed.extract(name, bound / book.stem)) for name in inside]
    for sound in sounds:
        heard = samples(sound)
        for first, last in [*SECRET_SECONDS, (8.1, 9.9)]:
            inside = slice(int(first * RATE), int(last * RATE))
            assert abs(np.corrcoef(heard[inside], original[inside])[0, 1]) < 0.03, (sound, first, last)
            assert heard[inside].std() < original[inside].std() / 5
        for first, last in [(0.2, 3.8), (6.2, 7.6), (16.4, 17.8)]:
            outside = slice(int(first * RATE), int(last * RATE))
            assert np.corrcoef(heard[outside], original[outside])[0, 1] > 0.3, (sound, first, last)


def test_the_columns_clip_is_a_stretch_of_the_interview_in_which_nothing_is_withheld(planted: Planted) -> None:
    folder = planted.bench.archive / "interviews/open"
    original = np.concatenate([samples(folder / name) for name in ("recording-1.wav", "recording-2.m4a")])
    clips = sorted(path for path in (planted.bench.out / "column").rglob("*") if path.suffix in {".m4a", ".mp4"})
    assert [path.suffix for path in clips] == [".m4a", ".mp4"]
    for clip in (*clips, *sorted((planted.bench.out / "walls").rglob("*.m4a"))):
        heard = samples(clip)
        first, alike = place_of(heard, original)
        last = first + len(heard) / RATE
        assert alike > 0.3, clip
        assert not [one for one in [*SECRET_SECONDS, (8.1, 9.9)] if one[0] < last and one[1] > first], (clip, first, last)


def place_of(heard: np.ndarray, original: np.ndarray) -> tuple[float, float]:
    """Where in the original a stretch of it lies, in seconds, and how like it is there."""
    size = len(heard) + len(original)
    found = np.fft.irfft(np.fft.rfft(original, size) * np.conj(np.fft.rfft(heard, size)), size)[: len(original)]
    at = int(np.argmax(found))
    there = original[at : at + len(heard)]
    return at / RATE, float(np.corrcoef(heard[: len(there)], there)[0, 1])


def test_nobody_reads_off_a_tall_picture_or_a_film_what_is_private(planted: Planted) -> None:
    ocr = pytest.importorskip("rapidocr_onnxruntime", reason="the reader of pictures is not installed (dev extra)").RapidOCR()
    folder = next(path for path in (planted.bench.out / "column").iterdir() if path.is_dir())
    frame = planted.bench.out / "frame.png"
    ffmpeg("-ss", "1", "-i", folder / "clip.mp4", "-frames:v", "1", frame)
    said = ""
    for path in (*sorted(folder.glob("tall-*.jpg")), folder / "cover.jpg", frame):
        with Image.open(path) as picture:
            lines, _ = ocr(np.asarray(picture.convert("RGB")))
        said += "".join(line[1] for line in lines or ()).replace(" ", "")
    public = [word for word, where in planted.words.public.items() if where in ("an issue's title", "sentence 0", "sentence 1")]
    assert [word for word in public if word not in said] == []
    assert [where for word, where in planted.words.private.items() if word in said] == []
    assert not [number for number in planted.numbers if number in said]


def test_no_ebook_reads_aloud_over_what_is_withheld_or_shows_a_picture_uncovered(planted: Planted) -> None:
    for book in sorted((planted.bench.out / "ebooks").glob("*.epub")):
        with zipfile.ZipFile(book) as packed:
            for name in packed.namelist():
                if name.endswith(".smil"):
                    times = re.findall(r'clipBegin="([\d.]+)s" clipEnd="([\d.]+)s"', packed.read(name).decode())
                    spans = [(float(begin), float(end)) for begin, end in times]
                    assert len(spans) >= 5
                    for first, last in [*SECRET_SECONDS, (8.1, 9.9)]:
                        assert not [one for one in spans if one[0] < last and one[1] > first], (name, first, last)
                if name.startswith("EPUB/images/") and "cover" not in name:
                    with Image.open(io.BytesIO(packed.read(name))) as picture:
                        shown = np.asarray(picture.convert("RGB").resize(SIZE), dtype=float)
                    left, top, width, height = REGION
                    assert np.abs(shown[top : top + height, left : left + width] - COVER).mean() < 4, name
