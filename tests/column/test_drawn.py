"""Tall pictures and clips: within their limits, readable, and nothing in them but what is public."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import CannotWrite
from pipeline.media.pen import Hand, lacking, lines, width
from pipeline.media.tall import FRAME, HIGH, WIDE, Block, draw_tall
from pipeline.model.edition import PublicIssue
from pipeline.model.projection import Held, LeftOut, PublicChapter, PublicTurn, Words
from pipeline.publish.column.choosing import clip_of, said
from pipeline.publish.column.drawn import shown
from pipeline.publish.column.publish import publish
from tests.column.conftest import Made, columned, made_of
from tests.media.making import ffmpeg
from tests.media.test_soundtrack import measured
from tests.site.editions import column, river, snow, timing_of

HAND = Hand(42, "#000000")


def whole() -> PublicIssue:
    """The whole of the interview of 72 seconds; a sentence is left out after 18."""
    return replace(column().issues[1], story=snow(), span=None)


def unbroken() -> PublicIssue:
    """The same with nothing left out."""
    talk = snow().projection
    chapters = tuple(
        chapter.model_copy(update={"turns": tuple(turn.model_copy(update={"blocks": spoken(turn)}) for turn in chapter.turns)})
        for chapter in talk.chapters
    )
    turns = tuple(turn for chapter in chapters for turn in chapter.turns)
    story = replace(snow(), projection=talk.model_copy(update={"chapters": chapters}), timing=timing_of(turns, 72_000))
    return replace(whole(), story=story)


def spoken(turn: PublicTurn) -> tuple[Words | Held | LeftOut, ...]:
    return tuple(block for block in turn.blocks if not isinstance(block, LeftOut))


def read(path: Path) -> str:
    ocr = pytest.importorskip("rapidocr_onnxruntime", reason="the reader of pictures is not installed (dev extra)").RapidOCR()
    with Image.open(path) as picture:
        found, _ = ocr(np.asarray(picture.convert("RGB")))
    return "".join(line[1] for line in found or ()).replace(" ", "")


def told(path: Path) -> dict[str, dict[str, str]]:
    asked = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", str(path)]
    found = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    return {"format": found["format"], **{stream["codec_type"]: stream for stream in found["streams"]}}


def test_a_tall_picture_can_be_read_and_is_as_wide_and_high_as_messengers_take(made: Made) -> None:
    path = made.issues[1] / "tall-1.jpg"
    with Image.open(path) as picture:
        assert picture.width == WIDE
        assert picture.height <= HIGH
        assert not picture.info.get("exif")
    words = read(path)
    for one in ("雪夜的一枚奖章", "贾明远", "队伍沿着河边走", "此处略去一句", "三等功奖章"):
        assert one in words
    assert path.stat().st_size < 5_000_000


def test_a_long_story_is_several_pictures_of_about_the_same_height_that_cut_no_line(tmp_path: Path) -> None:
    blocks = [Block("title", "很长的一篇"), *[Block("said", f"第{number}段，" + "雪下得很大。" * 30) for number in range(40)]]
    pages = draw_tall(blocks, tmp_path, "tall")
    heights = []
    for path in pages:
        with Image.open(path) as picture:
            heights.append(picture.height)
            grey = np.asarray(picture.convert("L"), dtype=float)
        assert grey[20:70].std() < 3, "nothing but paper above the first line"
        assert grey[-30:].std() < 3, "and below the last"
    assert len(pages) > 2
    assert max(heights) <= HIGH
    assert min(heights) > max(heights) / 2


def test_a_name_with_a_rare_character_is_drawn_and_one_that_no_font_has_is_told(made: Made, tmp_path: Path) -> None:
    assert lacking("秉𬭎，𠮷𠂉") == ""
    assert lacking("甲\U0010ffff\ue123乙\ue123") == "\U0010ffff\ue123"
    turn = PublicTurn(speaker="易\ue123", role="narrator", blocks=(Words(text="水很急。"),))
    talk = river().projection.model_copy(update={"chapters": (PublicChapter(title="", turns=(turn,)),), "notes": ()})
    issue = replace(column().issues[0], story=replace(river(), projection=talk))
    found = made_of(columned(issue, column().issues[1]), made.media, tmp_path / "out")
    assert [(one.code, one.values["characters"]) for one in found.problems] == [("column-glyph", "\ue123")]
    assert not list(found.issues[0].glob("tall-*.jpg"))
    assert (found.issues[0] / "article.html").is_file()
    assert (found.issues[1] / "tall-1.jpg").is_file()


def test_lines_end_as_chinese_sets_them() -> None:
    rows = lines("他说：“我们在1953年7月27日回来的。”" * 8, HAND, 420)
    assert len(rows) > 5
    assert not [row for row in rows if row[0] in "，。：”" or row[-1] in "“（"]
    assert "1953" in "|".join(rows).replace("|", "\n").splitlines()[0] or any("1953" in row for row in rows)
    assert all(width(row.rstrip("，。：”"), HAND) <= 420 for row in rows)


def test_the_clip_is_what_was_said_from_sixty_to_ninety_seconds(made: Made, tmp_path: Path) -> None:
    found = made_of(columned(unbroken()), made.media, tmp_path / "out")
    span = clip_of(unbroken())
    assert span is not None
    assert 60_000 <= span[1] - span[0] <= 90_000
    sound, film = told(found.issues[0] / "clip.m4a"), told(found.issues[0] / "clip.mp4")
    assert float(sound["format"]["duration"]) == pytest.approx((span[1] - span[0]) / 1000, abs=0.1)
    assert (film["video"]["codec_name"], film["audio"]["codec_name"], film["video"]["pix_fmt"]) == ("h264", "aac", "yuv420p")
    assert (film["video"]["width"], film["video"]["height"]) == FRAME
    assert float(film["video"]["duration"]) == pytest.approx(float(film["audio"]["duration"]), abs=0.25)
    assert not {"title", "comment", "creation_time"} & {name.lower() for name in film["format"].get("tags", {})}


def test_a_frame_shows_who_speaks_and_the_words_of_its_moment(made: Made, tmp_path: Path) -> None:
    issue = column().issues[1]
    span = clip_of(issue)
    assert span is not None
    rows = shown(issue, span)
    middle = sum(times for _, times in rows[:1]) / 2 / 10
    frame = tmp_path / "frame.png"
    ffmpeg("-ss", f"{middle}", "-i", made.issues[1] / "clip.mp4", "-frames:v", "1", frame)
    words = read(frame)
    assert "贾明远" in words
    assert rows[0][0].strip("。，")[:6] in words
    assert "样例" in words


def test_what_people_chose_is_the_clip() -> None:
    assert clip_of(replace(whole(), clip=(3000, 65_000))) == (3000, 65_000)
    assert clip_of(replace(whole(), clip=(3000, 65_000), story=river())) is None


def test_a_proposed_clip_runs_over_nothing_that_is_left_out_or_silenced() -> None:
    span = clip_of(whole(), ((30_000, 31_000),))
    assert span is not None
    assert span[0] >= 31_000 or span[1] <= 30_000
    for other in (whole(), column().issues[1]):
        chosen = clip_of(other)
        assert chosen is not None
        assert chosen[1] - chosen[0] < 60_000, "the longest that is not parted"
        assert all(not row.broken for row in said(other) if chosen[0] < row.start_ms < chosen[1])


def test_without_sentence_times_a_clip_is_whole_turns() -> None:
    issue = replace(whole(), story=replace(snow(), timing=None))
    chosen = clip_of(issue)
    assert chosen is not None
    starts = {turn.start_ms for chapter in snow().projection.chapters for turn in chapter.turns}
    assert chosen[0] in starts
    assert chosen[1] in starts | {72_000}


def test_the_sound_of_a_clip_is_that_stretch_of_the_public_sound(made: Made) -> None:
    def samples(path: Path, start: float = 0) -> np.ndarray:
        argv = ["ffmpeg", "-v", "error", "-ss", str(start), "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", "8000", "-"]
        return np.frombuffer(subprocess.run(argv, capture_output=True, check=True).stdout, np.float32)

    span = clip_of(column().issues[1])
    assert span is not None
    clip = samples(made.issues[1] / "clip.m4a")
    public = samples(next(made.media.glob("*.m4a")))[span[0] * 8 :][: len(clip)]
    middle = slice(2000, len(public) - 2000)
    assert np.corrcoef(clip[: len(public)][middle], public[middle])[0, 1] > 0.95


def test_a_clip_is_as_loud_as_the_web_plays_and_its_film_is_as_loud(made: Made) -> None:
    for name in ("clip.m4a", "clip.mp4"):
        loud, peak = measured(made.issues[1] / name)
        assert loud == pytest.approx(-16, abs=1)
        assert peak <= -1


def test_the_same_edition_gives_the_same_bytes(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.media, tmp_path / "media")
    again = made_of(columned(), tmp_path / "media", tmp_path / "out")
    names = sorted(path.relative_to(made.out) for path in made.out.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again.out) for path in again.out.rglob("*") if path.is_file())
    assert [name for name in names if (made.out / name).read_bytes() != (again.out / name).read_bytes()] == []


def test_a_story_without_sound_has_no_clip_and_no_trouble(made: Made) -> None:
    assert not list(made.issues[0].glob("clip.*"))
    assert (made.issues[0] / "tall-1.jpg").is_file()


def test_one_damaged_picture_is_told_and_the_rest_is_made(made: Made, tmp_path: Path) -> None:
    media = tmp_path / "media"
    shutil.copytree(made.media, media)
    (media / "G3MMFFFF-1600.jpg").write_bytes(b"\xff\xd8\xff no picture")
    found = made_of(columned(), media, tmp_path / "out")
    assert {one.code for one in found.problems} <= {"picture-damaged", "picture-unknown"}
    assert len(found.problems) == 2
    assert (found.issues[0] / "tall-1.jpg").is_file()
    assert (found.issues[1] / "clip.mp4").is_file()


def test_a_full_disk_says_so(made: Made, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a small disk")
    try:
        with pytest.raises(CannotWrite) as raised:
            publish(columned(), made.media, disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert raised.value.code in {"media-disk-full", "disk-full"}
