"""Files are known by their content, and a transcript made elsewhere becomes a guarded draft with its origin."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import Unreadable
from pipeline.intake.take import examine, transcript_to_draft
from pipeline.model.draft import draft_name, made_by
from pipeline.model.marks import STYLE
from pipeline.transcribe.guards import guard
from tests.media.making import ffmpeg, noise, write_wav

VTT = """WEBVTT

00:01.000 --> 00:03.000
<v 乙>您是哪一年入伍的？

00:03.500 --> 00:06.250
一九五〇年冬天。

00:07.000 --> 00:09.000
字幕志愿者 李宗盛
"""


def test_a_file_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    write_wav(noise(1, 8000), 8000, tmp_path / "sound.wav").rename(tmp_path / "sound.jpg")
    Image.new("RGB", (9, 9)).save(tmp_path / "picture.wav", "PNG")
    Image.new("RGB", (9, 9)).save(tmp_path / "picture.txt", "WEBP")
    (tmp_path / "words.bin").write_bytes(b"\xef\xbb\xbf" + VTT.encode())
    (tmp_path / "words.wav").write_bytes("1\r\n00:00:01,000 --> 00:00:02,000\r\n你好\r\n".encode("gb18030"))
    (tmp_path / "words.utf16").write_text(VTT, "utf-16")
    (tmp_path / "letter.wav").write_text("一封信，没有时间。-->\n" * 50, "utf-8")
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04" + bytes(3000))
    expected = {
        "sound.jpg": "recording", "picture.wav": "picture", "picture.txt": "picture", "words.bin": "transcript",
        "words.wav": "transcript", "words.utf16": "transcript", "letter.wav": "unknown", "table.xlsx": "unknown",
    }  # fmt: skip
    assert {name: examine(tmp_path / name) for name in expected} == expected


def test_what_cannot_be_decoded_is_refused_before_anything_is_copied(tmp_path: Path) -> None:
    whole = write_wav(noise(9, 8000), 8000, tmp_path / "a.wav").read_bytes()
    (tmp_path / "cut.wav").write_bytes(whole[: len(whole) // 2])
    Image.effect_noise((90, 90), 9).save(tmp_path / "a.jpg")
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:1500])
    (tmp_path / "empty.wav").touch()
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=1:s=64x64", "-c:v", "mpeg4", tmp_path / "mute.mp4")
    codes = {
        "cut.wav": "sound-truncated", "cut.jpg": "picture-damaged", "empty.wav": "file-empty",
        "mute.mp4": "sound-no-audio", "absent.wav": "file-unreadable",
    }  # fmt: skip
    for name, code in codes.items():
        with pytest.raises(Unreadable) as refused:
            examine(tmp_path / name)
        assert refused.value.code == code


def test_a_transcript_becomes_a_draft_that_keeps_where_it_came_from() -> None:
    draft = transcript_to_draft(VTT.encode(), "elsewhere.vtt", "a" * 64, 10_000, guard)
    assert [(segment.start_ms, segment.end_ms, segment.text) for segment in draft.segments] == [
        (1000, 3000, "您是哪一年入伍的？"),
        (3500, 6250, "一九五〇年冬天。"),
        (7000, 9000, "字幕志愿者 李宗盛"),
    ]
    assert draft.segments[0].words[0].speaker == "乙"
    assert [segment.codes - STYLE for segment in draft.segments] == [set(), set(), {"credit-line"}]
    assert (draft.origin, draft.engine, draft.recording, draft.duration_ms) == ("imported", "import", "a" * 64, 10_000)
    assert draft.options["file"] == "elsewhere.vtt"
    assert draft.options["kind"] == "vtt"


def test_a_cue_that_ends_before_it_starts_is_flagged_and_kept() -> None:
    draft = transcript_to_draft(VTT.replace("--> 00:03.000", "--> 00:00.500").encode(), "a.vtt", "", 0, guard)
    assert [segment.codes - STYLE for segment in draft.segments] == [{"times-backwards"}, set(), {"credit-line"}]
    assert draft.segments[0].text == "您是哪一年入伍的？"


def test_a_transcript_may_come_without_its_recording() -> None:
    assert transcript_to_draft(VTT.encode(), "elsewhere.vtt", "", 0, guard).duration_ms == 9000


def test_the_same_transcript_has_the_same_name_and_another_one_another() -> None:
    one, same, other = (
        transcript_to_draft(text.encode(), "a.vtt", "", 0, guard) for text in (VTT, VTT, VTT.replace("冬天", "春天"))
    )
    assert one == same
    keys = [made_by(draft).key(draft.recording) for draft in (one, same, other)]
    assert keys[0] == keys[1] != keys[2]
    assert draft_name("recording-1", one.engine, keys[0]) == f"recording-1.import-{keys[0]}.json"


def test_a_transcript_without_a_cue_is_refused() -> None:
    for data in (b"WEBVTT\n", b"", b"no time at all"):
        with pytest.raises(Unreadable):
            transcript_to_draft(data, "a.vtt", "", 0, guard)


@pytest.mark.real
def test_every_real_transcript_becomes_a_draft_and_every_real_recording_is_known(real_data: Path) -> None:
    for file in sorted([*(real_data / "whisper-vtt").iterdir(), *(real_data / "subtitles").iterdir()]):
        assert examine(file) == "transcript", file
        draft = transcript_to_draft(file.read_bytes(), file.name, "", 0, guard)
        assert draft.segments, file
        assert all(segment.start_ms < segment.end_ms for segment in draft.segments)
    for file in sorted((real_data / "speech").iterdir()):
        assert examine(file) == "recording", file
    assert examine(real_data / "transcripts" / "filters.csv") == "unknown"
    long = transcript_to_draft((real_data / "whisper-vtt" / "nj963cm2696_em_sl.vtt").read_bytes(), "a", "", 0, guard)
    assert len(long.segments) == 689
    assert long.duration_ms > 2 * 3_600_000
