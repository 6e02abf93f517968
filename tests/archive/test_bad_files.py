"""One bad fixture for each code the reader can raise, named by the code, at exactly the line and column marked with ◆."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.model import catalogue
from pipeline.model.catalogue import archive as archive_sentences
from pipeline.model.catalogue import records as record_sentences
from tests.archive.building import IV, Content, marked, shelf_at

PERSON = "people/jia/person.yml"
INTERVIEW = f"{IV}/interview.yml"
TEXT = f"{IV}/text.md"
GOOD = "title: 雪夜过江\nnarrators: [jia]\n"
BOMB = "name: 甲\na: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [{', '.join(['*' + before] * 10)}]\n" for before, this in zip("abcde", "bcdef", strict=True)
)

BAD: dict[str, tuple[str, Content]] = {
    "empty-file": (PERSON, "   \n"),
    "file-too-large": (PERSON, "name: 甲\n" + "# 说明\n" * 600_000),
    "encoding-bom": (PERSON, b"\xef\xbb\xbfname: \xe7\x94\xb2\n"),
    "encoding-utf16": (PERSON, "name: 甲\n".encode("utf-16")),
    "encoding-gbk": (TEXT, "## 雪\n\n**甲** 你好".encode("gb18030")),
    "encoding-not-utf8": (PERSON, b"name: x\nbio: \xff\xff\n"),
    "line-ends-crlf": (PERSON, "name: 甲◆\r\nsex: 男\r\n"),
    "not-nfc": (PERSON, "name: 甲\npinyin: ji◆a\u0301\n"),
    "control-character": (TEXT, "## 雪\n\n**甲** 你◆\x07好\n"),
    "invisible-character": (TEXT, "## 雪\n\n**甲** 你◆\u200b好\n"),
    "yaml-tab": (PERSON, "name: 甲\nservice:\n◆\t- {unit: 某旅}\n"),
    "yaml-syntax": (PERSON, "name: 甲\nbio: 他说◆: 好\n"),
    "yaml-wide-colon": (PERSON, "name: 甲\nsex◆：男\n"),
    "yaml-tag": (PERSON, "name: ◆!!python/object:os.system 甲\n"),
    "yaml-too-deep": (PERSON, "name: 甲\nbio: " + "[" * 39 + "◆[[[\n"),
    "yaml-too-many": (PERSON, BOMB),
    "yaml-alias": (PERSON, "name: ◆*nobody\n"),
    "yaml-many-documents": (PERSON, "name: 甲\n◆---\nname: 乙\n"),
    "yaml-key-not-text": (PERSON, "name: 甲\n? ◆[x]\n: 乙\n"),
    "key-twice": (PERSON, "name: 甲\nsex: 男\n◆name: 乙\n"),
    "key-missing": (INTERVIEW, GOOD + "crew:\n  - ◆{role: 摄像}\n"),
    "key-empty": (PERSON, "name: 甲\n◆birth:\n"),
    "key-misspelt": (INTERVIEW, "title: 雪夜过江\nnarrators: [jia]\n◆sesions: []\n"),
    "key-unknown": (INTERVIEW, GOOD + "consent:\n  purposes: {◆everything: yes}\n"),
    "list-expected": (INTERVIEW, "title: 雪夜过江\nnarrators: ◆jia\n"),
    "mapping-expected": (INTERVIEW, GOOD + "consent: ◆yes\n"),
    "text-expected": (PERSON, "name: ◆[甲]\n"),
    "yes-or-no": (PERSON, "name: 甲\nsample: ◆perhaps\n"),
    "bad-key": (INTERVIEW, "title: 雪夜过江\nnarrators: [jia, ◆甲]\n"),
    "bad-clock": (INTERVIEW, GOOD + "index:\n  - {at: ◆00:61:00, title: 参军}\n"),
    "bad-day": (INTERVIEW, GOOD + "consent:\n  signed: ◆2023-02-30\n"),
    "bad-date": (PERSON, "name: 甲\nbirth: ◆民国二十一年\n"),
    "date-order": (PERSON, "name: 甲\nbirth: ◆{said: 冬, earliest: 1951-02-03, latest: 1950-11-08}\n"),
    "span-order": (INTERVIEW, GOOD + "withhold:\n  - ◆{id: w1, from: 00:02, to: 00:01}\n".replace("00:0", "00:00:0")),
    "region-four": (INTERVIEW, GOOD + "withhold:\n  - {id: w1, picture: photos/01.jpg, region: ◆[1, 2, 3]}\n"),
    "withhold-way": (INTERVIEW, GOOD + "withhold:\n  - ◆{id: w1, quote: 雪, field: crew}\n"),
    "value-not-allowed": (INTERVIEW, GOOD + "consent:\n  purposes: {web_text: ◆maybe}\n"),
    "entry-twice": (
        "registers/places.yml",
        "- {id: neijiang, name: 内江}\n- {id: zizhong, name: 资中}\n- {id: neijiang, name: 内江}\n",
    ),
    "unknown-path": ("people/jia/notes.txt", "x"),
    "name-not-ascii": ("people/jia/照片.jpg", b"x"),
    "path-leaves": (INTERVIEW, GOOD + "recordings:\n  - {file: ◆../../secret.wav}\n"),
    "file-missing": (INTERVIEW, GOOD + "recordings:\n  - {file: ◆recording-9.wav}\n"),
    "record-missing": ("people/yi/portrait.jpg", b"x"),
    "recording-twice": (INTERVIEW, GOOD + "recordings:\n  - {file: recording-1.wav}\n  - {file: ◆recording-1.wav}\n"),
    "recording-unlisted": (f"{IV}/recording-7.MP3", b"x"),
    "original-missing": (f"{IV}/recording-1.wav", None),
    "manifest-line": ("manifest-sha256.txt", "◆not a digest  x.wav\n"),
    "manifest-twice": ("manifest-sha256.txt", f"{'0' * 64}  a.wav\n{'1' * 64}  ◆a.wav\n"),
    "id-wrong": ("ids.csv", "id,kind,key,redirect\n◆12345678,person,jia,\n"),
    "id-line": ("ids.csv", "id,kind,key,redirect\n◆00000000,dog,jia,\n"),
    "id-twice": ("ids.csv", "id,kind,key,redirect\n00000000,person,jia,\n◆00000000,person,yi,\n"),
    "id-redirect": ("ids.csv", "id,kind,key,redirect\n◆00000000,person,jia,99999999\n"),
    "ledger-line": (f"{IV}/signoffs.ndjson", '\n◆{"stage": "一校"}\n'),
    "approved-broken": (f"{IV}/approved/web_text-0123abcd.json", "{}"),
}
WHERE = {  # where the problem is not in the file that was written, or the mark cannot be
    "encoding-bom": (PERSON, 1, 1),
    "encoding-utf16": (PERSON, 1, 1),
    "encoding-gbk": (TEXT, 1, 4),
    "encoding-not-utf8": (PERSON, 2, 6),
    "yaml-too-many": (PERSON, 7, 8),
    "entry-twice": ("registers/places.yml", 1, 3),
    "record-missing": ("people/yi/person.yml", 0, 0),
    "original-missing": ("manifest-sha256.txt", 3, 67),
}
ELSEWHERE = {  # raised, or made by hand, in tests/writing, test_shelf and test_records
    "disk-full", "no-permission", "read-only", "cannot-write", "file-exists", "copy-differs", "archive-locked",
    "cannot-read", "link-broken", "link-escapes", "link-to-folder", "not-a-file", "approved-stranger", "event-chain",
    "no-archive", "folder-not-empty", "bad-folder-name", "manifest-broken", "ids-broken", "draft-broken", "draft-name",
    "name-unusable", "withdrawal-gone", "quarantine-gone", "manifest-gone", "ids-gone",
    "events-gone", "original-bound", "signoff-unproven", "staff-alike", "unread-shuts",
    "no-original", "record-unknown", "record-ambiguous", "cannot-edit", "value-wrong",
}  # fmt: skip


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_is_named_by_its_code_at_its_place(code: str, tmp_path: Path) -> None:
    file, content = BAD[code]
    place = WHERE.get(code, (file, *marked(content)))
    problems = shelf_at(tmp_path, {file: content}).read().problems
    assert (code, *place) in [(one.code, one.file, one.line, one.column) for one in problems]
    for one in problems:
        assert "…" not in one.say("zh").replace("[…]", "").replace("{…}", "")
        assert "{" not in one.say("en").replace("{…}", "")


@pytest.mark.parametrize("code", BAD)
def test_what_cannot_be_read_keeps_its_interview_shut(code: str, tmp_path: Path) -> None:
    file, content = BAD[code]
    read = shelf_at(tmp_path, {file: content}).read()
    harmless = {"encoding-bom", "line-ends-crlf", "not-nfc", "invisible-character"}
    if code in record_sentences.SENTENCES and code not in harmless and file in (PERSON, INTERVIEW, TEXT):
        assert read.interviews["2023-001-jia"].broken
    if code in harmless:
        assert not read.interviews["2023-001-jia"].broken


def test_a_sound_archive_has_no_problem(tmp_path: Path) -> None:
    read = shelf_at(tmp_path).read()
    assert read.problems == ()
    kept = read.interviews["2023-001-jia"]
    assert not kept.broken
    assert kept.sounds[0].duration_ms == 60_000
    assert kept.sounds[0].digest == hashlib.sha256(b"sound").hexdigest()
    assert kept.drafts == ("recording-1.whisper-0123abcd.json",)
    assert kept.text is not None
    assert [turn.speaker for turn in kept.text.turns()] == ["乙", "甲"]
    assert kept.photos[0].picture.id
    assert read.people["jia"].portrait is not None
    assert [picture.file for picture in read.items["medal"].pictures] == ["items/medal/front.jpg"]


def test_every_code_of_the_reader_has_its_bad_file() -> None:
    from pipeline.model.catalogue import check as check_sentences  # noqa: PLC0415 - only here

    ours = set(archive_sentences.SENTENCES) - set(check_sentences.SENTENCES)
    assert ours == set(BAD) | ELSEWHERE


def test_every_sentence_has_two_languages_with_the_same_blanks() -> None:
    import string  # noqa: PLC0415 - only here

    for code, pair in archive_sentences.SENTENCES.items():
        blanks = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in pair]
        assert blanks[0] >= blanks[1], code
        assert pair[0].endswith("。"), code
        assert pair[1].endswith((".", "?")), code


def test_no_code_has_two_sentences() -> None:
    modules = [catalogue.archive, catalogue.command, catalogue.edit, catalogue.hear, catalogue.media, catalogue.publish]
    codes = [code for module in (*modules, catalogue.release, catalogue.volume) for code in module.SENTENCES]
    assert sorted(codes) == sorted(set(codes))
