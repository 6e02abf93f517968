"""Subtitles made elsewhere: whatever the tools did to them, the words and times arrive, and repairs are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Unreadable
from pipeline.language.subtitles import Cue, Subtitles, read_subtitles, write_vtt
from pipeline.language.textfile import canonical_text
from pipeline.model.catalogue.edit import SENTENCES
from pipeline.model.text import Chapter, Paragraph, Text, Turn

GOOD = (Cue(1_000, 2_500, "您是哪一年入伍的？"), Cue(2_500, 5_000, "一九五〇年冬天。\n那天下着雪。"))
SRT = (
    "1\n00:00:01,000 --> 00:00:02,500\n您是哪一年入伍的？\n\n2\n00:00:02,500 --> 00:00:05,000\n一九五〇年冬天。\n那天下着雪。\n\n"
)
VTT = "WEBVTT\n\n00:01.000 --> 00:02.500\n您是哪一年入伍的？\n\n00:02.500 --> 00:05.000\n一九五〇年冬天。\n那天下着雪。\n"
BOTH = [SRT, VTT]


def codes(found: Subtitles) -> list[str]:
    return [repair.split(":")[0] for repair in found.repairs]


def tidy(words: str) -> str:
    """Words as a cue can hold them."""
    text = canonical_text(Text((Chapter("", None, (Turn("甲", 0, (Paragraph(words),)),)),)))
    block = text.chapters[0].turns[0].blocks
    lines = block[0].text.split("\n") if block and isinstance(block[0], Paragraph) else []
    return "\n".join(" ".join("".join(c for c in line if c.isprintable()).split()) for line in lines if line.isprintable())


@pytest.mark.parametrize("source", BOTH)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_every_encoding_gives_the_same_cues(source: str, encoding: str) -> None:
    source = source.replace("〇", "零") if encoding == "gbk" else source
    found = read_subtitles(source.encode(encoding))
    assert [cue.text.replace("零", "〇") for cue in found.cues] == [cue.text for cue in GOOD]
    assert found.repairs == ()
    assert found.encoding == {"gbk": "gb18030"}.get(encoding, encoding)


@pytest.mark.parametrize("source", BOTH)
@pytest.mark.parametrize(
    "deform",
    [
        lambda source: source.replace("\n", "\r\n"),
        lambda source: source.replace("\n", "\r"),
        lambda source: source.rstrip("\n"),
        lambda source: "\n\n" + source if source.startswith("1") else source,
        lambda source: source.replace(" --> ", "-->"),
        lambda source: source.replace(",", ".") if "," in source else source.replace(".000", ",000"),
        lambda source: source.replace("00:00:0", "0:0"),
        lambda source: source.replace("\n1\n", "\n").replace("\n2\n", "\n").removeprefix("1\n"),
        lambda source: source.replace("05.000\n", "05.000 align:start position:0%\n"),
        lambda source: source.replace("一九五〇", "<i>一九</i><00:00:03.000>五〇").replace("那天", "{\\an8}那天&#x200b;"),
        lambda source: source.replace("\n", "   \n"),
        lambda source: source.replace("00:00:01", "００：００：０１"),
    ],
)  # fmt: skip
def test_deformities_that_change_nothing_change_nothing(source: str, deform) -> None:
    found = read_subtitles(deform(source).encode())
    assert found.cues == GOOD
    assert found.repairs == ()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (SRT.replace("\n\n", "\n"), "subtitle-blank-missing"),
        (SRT.replace("冬天。\n", "冬天。\n\n"), "subtitle-blank-inside"),
        ("字幕\n\n" + SRT, "subtitle-words-before"),
        (SRT + "3\n00:00:06,000 --> 00:00:07,000\n\n", "subtitle-empty"),
    ],
)
def test_what_had_to_be_repaired_is_named(source: str, code: str) -> None:
    found = read_subtitles(source.encode())
    assert found.cues == GOOD
    assert code in codes(found)


def test_a_cue_that_ends_before_it_starts_gets_an_end_from_its_length() -> None:
    found = read_subtitles(b"1\n00:00:05,000 --> 00:00:03,000\nabcd\n\n2\n00:00:05,300 --> 00:00:06,000\nx\n")
    assert found.cues[0] == Cue(5_000, 5_300, "abcd")
    assert found.cues[0].backwards
    assert found.repairs == ("subtitle-backwards:2",)


def test_negative_and_unordered_and_overlapping_times_are_put_right() -> None:
    source = b"00:00:09,000 --> 00:00:11,000\nc\n\n-00:00:01,000 --> 00:00:02,000\na\n\n00:00:01,000 --> 00:00:03,000\nb\n"
    found = read_subtitles(source)
    assert found.cues == (Cue(0, 2_000, "a"), Cue(1_000, 3_000, "b"), Cue(9_000, 11_000, "c"))
    assert set(codes(found)) == {"subtitle-negative", "subtitle-order", "subtitle-overlap"}


def test_an_unreadable_time_is_named_and_its_words_are_kept() -> None:
    found = read_subtitles((SRT + "3\n00:00:0x,000 --> 00:00:07,000\n还有一句\n").encode())
    assert "还有一句" in found.cues[-1].text
    assert "subtitle-timing" in codes(found)


def test_notes_styles_regions_and_headers_are_no_words() -> None:
    source = (
        "WEBVTT - 某访谈\nKind: captions\n\nNOTE\n这是\n说明\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n第一\n" + VTT[8:]
    )
    assert read_subtitles(source.encode()).cues == GOOD


def test_voices_are_speakers() -> None:
    source = "WEBVTT\n\n00:00.000 --> 00:10.000\n<v 乙>您好</v><v.loud 甲 先生>您好啊 &amp; 好</v>\n\n"
    source += "00:10.000 --> 00:11.000\n[SPEAKER_01]: 是\n"
    assert read_subtitles(source.encode()).cues == (
        Cue(0, 2_222, "您好", "乙"),
        Cue(2_222, 10_000, "您好啊 & 好", "甲 先生"),
        Cue(10_000, 11_000, "是", "SPEAKER_01"),
    )


def test_hours_may_have_any_number_of_digits() -> None:
    cue = Cue(100 * 3_600_000, 100 * 3_600_000 + 1, "是")
    assert read_subtitles(write_vtt([cue]).encode()).cues == (cue,)


def test_a_webvtt_without_cues_is_read_and_has_none() -> None:
    assert read_subtitles(b"WEBVTT\n").cues == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "subtitles-empty"),
        (b" \n", "subtitles-empty"),
        ("没有时间的文字\n".encode(), "subtitles-none"),
        (bytes(range(128, 256)) * 9, "encoding-unknown"),
        (b"RIFF\x00\x01\x02\x03WAVEfmt \x00\x00\x00\x80\xff", "encoding-unknown"),
    ],
)
def test_what_holds_no_subtitles_is_unreadable(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as stopped:
        read_subtitles(data)
    assert stopped.value.code == code
    assert code in SENTENCES


def test_a_broken_byte_is_named_and_the_rest_kept() -> None:
    data = (VTT + "\n00:06.000 --> 00:07.000\n" + "雪" * 80).encode()
    found = read_subtitles(data[:-1])
    assert found.cues[:2] == GOOD
    assert codes(found) == ["encoding-damaged"]


SHARDS = ["WEBVTT", "\n", "\n\n", "1", "00:01", "-->", " ", "<v a>", "&", "<", "NOTE", "甲", "00:01.000 --> 00:02.000", "&lt;"]
shards = st.lists(st.sampled_from(SHARDS)).map("".join)


def read(data: bytes) -> Subtitles | str:
    """What is read, or the code of the stop."""
    try:
        return read_subtitles(data)
    except Unreadable as stopped:
        return stopped.code


@given(st.one_of(st.binary(), shards.map(str.encode)))
def test_any_bytes_give_sound_cues_or_one_clear_stop(data: bytes) -> None:
    found = read(data)
    if isinstance(found, str):
        assert found in SENTENCES
        return
    assert all(cue.start_ms < cue.end_ms and cue.text for cue in found.cues)
    assert [cue.start_ms for cue in found.cues] == sorted(cue.start_ms for cue in found.cues)
    assert all(code in SENTENCES for code in codes(found))


spans = st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 5_000)), max_size=6).map(sorted)
words_of_cues = st.one_of(st.text(max_size=30), shards).map(tidy).filter(bool)


@given(spans, st.lists(words_of_cues, min_size=6, max_size=6), st.sampled_from(["", "甲", "a & <b>"]))
def test_written_cues_are_read_back(times: list[tuple[int, int]], words: list[str], speaker: str) -> None:
    cues = tuple(Cue(start, start + length, text, speaker) for (start, length), text in zip(times, words, strict=False))
    assert read_subtitles(write_vtt(cues).encode()).cues == cues


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "count", "kind", "encoding"),
    [
        ("whisper-vtt/nj963cm2696_em_sl.vtt", 689, "vtt", "utf-8"),
        ("whisper-vtt/bb158br2509_sl.vtt", 592, "vtt", "utf-8"),
        ("whisper-vtt/kp010zv7055_a_sl.vtt", 70, "vtt", "utf-8"),
        ("subtitles/gb2312.srt", 3, "srt", "gb18030"),
        ("subtitles/ascii.srt", 3, "srt", "utf-8"),
    ],
)
def test_real_files_are_read_whole(real_data: Path, file: str, count: int, kind: str, encoding: str) -> None:
    found = read_subtitles((real_data / file).read_bytes())
    assert (len(found.cues), found.kind, found.encoding) == (count, kind, encoding)
    assert read_subtitles(write_vtt(found.cues).encode()).cues == found.cues
