"""What the shelf promises: nothing given is lost, nothing is overwritten, and what was signed is what comes back."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.archive.begin import new_archive
from pipeline.archive.layout import draft_of, is_inside
from pipeline.archive.shelf import Shelf
from pipeline.errors import CannotWrite, KoushuError, NotSound, Unreadable
from pipeline.model.canonical import canonical
from pipeline.model.changes import Change, ChangedPiece, TextChanges
from pipeline.model.decision import Decision, Decisions
from pipeline.model.draft import Draft, Flag, Segment, Word
from tests.archive.building import BY, IV, ORIGINALS, SOUND, drawn, refused, shelf_at

KEY = "2023-001-jia"
DRAFT = Draft(
    recording="0" * 64,
    duration_ms=2000,
    engine="whisper",
    engine_version="1",
    model="tiny",
    model_digest="1" * 64,
    options={"beam": 5},
    segments=(
        Segment(
            0,
            900,
            "您好",
            (Word(0, 400, "您", 0.9), Word(400, 900, "好")),
            (Flag("quiet", 0, 1, {"times": 2}),),
            {"no_speech": 0.25},
        ),
    ),
)


def codes(shelf: Shelf) -> list[tuple[str, str]]:
    return [(one.code, one.file) for one in shelf.read().problems]


def test_a_new_archive_is_sound_and_strict_and_can_grow(tmp_path: Path) -> None:
    root = tmp_path / "new"
    new_archive(root, "甲: “库” #1", "某局")
    shelf = Shelf(root, tmp_path / "work", draw=drawn(3))
    assert shelf.read().problems == ()
    assert shelf.read().config.title == "甲: “库” #1"
    assert len(shelf.read().config.gates["site"]) == 8
    shelf.new_person("jia", "甲")
    shelf.new_interview(KEY, "雪夜过江", ("jia",))
    source = tmp_path / "随身录音.wav"
    source.write_bytes(b"sound")
    shelf.add_original(source, f"{IV}/recording-1.wav", BY)
    shelf.append_recording(KEY, "recording-1.wav")
    assert shelf.adopt(BY) == ("person jia", f"interview {KEY}")
    assert shelf.adopt(BY) == ()
    read = shelf.read()
    assert read.problems == ()
    assert read.interviews[KEY].sounds[0].digest == hashlib.sha256(b"sound").hexdigest()
    assert not read.interviews[KEY].broken
    assert shelf.verify_chain() == ()
    subprocess.run(["sha256sum", "--check", "--strict", "manifest-sha256.txt"], cwd=root, check=True, capture_output=True)


def test_a_new_archive_never_lands_on_old_things(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x", encoding="utf-8")
    with refused("folder-not-empty"):
        new_archive(tmp_path, "库", "局")
    shelf = shelf_at(tmp_path)
    with refused("file-exists"):
        shelf.new_person("jia", "另一人")
    with refused("bad-folder-name"):
        shelf.new_person("../jia", "甲")
    assert "name: 甲" in (tmp_path / "archive/people/jia/person.yml").read_text(encoding="utf-8")


def test_without_archive_yml_there_is_no_archive(tmp_path: Path) -> None:
    with refused("no-archive"):
        Shelf(tmp_path, tmp_path / "work").read()


def test_an_unreadable_archive_yml_shuts_everything(tmp_path: Path) -> None:
    read = shelf_at(tmp_path, {"archive.yml": "title: 库\ngates: no\n"}).read()
    assert all(kept.broken for kept in read.interviews.values())
    assert set(read.config.consent.values()) == {"no"}


def test_an_interview_without_its_narrator_is_shut(tmp_path: Path) -> None:
    read = shelf_at(tmp_path, {f"{IV}/interview.yml": "title: 雪\nnarrators: [jia, bing]\n"}).read()
    assert read.interviews[KEY].broken


def test_an_original_is_taken_in_once(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    other = tmp_path / "other.wav"
    other.write_bytes(b"other")
    with refused("file-exists"):
        shelf.add_original(other, f"{IV}/recording-1.wav", BY)
    with refused("path-leaves"):
        shelf.add_original(other, "../recording-1.wav", BY)
    with refused("cannot-read", Unreadable):
        shelf.add_original(tmp_path / "gone.wav", f"{IV}/recording-2.wav", BY)
    known = hashlib.sha256(b"sound").hexdigest()
    assert shelf.original(known).read_bytes() == b"sound"
    with refused("no-original"):
        shelf.original("9" * 64)


def test_a_spoilt_manifest_or_list_of_ids_is_never_written_over(tmp_path: Path) -> None:
    for file, code in (("manifest-sha256.txt", "manifest-broken"), ("ids.csv", "ids-broken")):
        shelf = shelf_at(tmp_path / code, {file: "spoilt\n"})
        with refused(code, NotSound):
            shelf.adopt(BY)
        assert (shelf.layout.root / file).read_text(encoding="utf-8") == "spoilt\n"


def test_links_that_leave_the_archive_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("name: 密\n", encoding="utf-8")
    shelf = shelf_at(tmp_path)
    root = shelf.layout.root
    (root / "sealed").mkdir()
    (root / "sealed/consent.jpg").write_bytes(b"x")
    for link, target in {
        "people/yi/person.yml": secret,
        "people/bing/portrait.jpg": root / "sealed/consent.jpg",
        "people/ding": tmp_path,
        "items/lost/item.yml": root / "nowhere",
        "people/wu": root / "people/jia",
    }.items():
        (root / link).parent.mkdir(parents=True, exist_ok=True)
        (root / link).symlink_to(target)
    (root / "interviews/pipe").mkdir()
    os.mkfifo(root / "interviews/pipe/interview.yml")
    found = codes(shelf)
    assert ("link-escapes", "people/yi/person.yml") in found
    assert ("link-escapes", "people/bing/portrait.jpg") in found
    assert ("link-escapes", "people/ding") in found
    assert ("link-broken", "items/lost/item.yml") in found
    assert ("link-to-folder", "people/wu") in found
    assert ("not-a-file", "interviews/pipe/interview.yml") in found
    assert set(shelf.read().people) == {"jia"}


def test_a_text_behind_a_link_that_leaves_shuts_the_interview(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {f"{IV}/text.md": None})
    (tmp_path / "elsewhere.md").write_text("## 别处\n", encoding="utf-8")
    (shelf.layout.root / f"{IV}/text.md").symlink_to(tmp_path / "elsewhere.md")
    assert shelf.read().interviews[KEY].text is None
    assert shelf.read().interviews[KEY].broken


def test_the_text_is_laid_out_once_and_then_belongs_to_people(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    with refused("file-exists"):
        shelf.lay_out_text(KEY, "## 机器\n", TextChanges(drafts=("recording-1.whisper-89abcdef.json",)), BY)
    assert not (shelf.layout.root / f"{IV}/text-changes.json").exists()
    assert (shelf.layout.root / f"{IV}/text.md").read_text(encoding="utf-8") == SOUND[f"{IV}/text.md"]


def test_what_was_changed_for_a_text_lies_beside_it_and_is_written_with_it(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {f"{IV}/text.md": None})
    piece = ChangedPiece(draft=0, from_ms=0, to_ms=900, changes=(Change(rule="yao", at=1, was="幺", now="么"),))
    changes = TextChanges(drafts=("recording-1.whisper-89abcdef.json",), pieces=(piece,))
    shelf.lay_out_text(KEY, "**甲** 什么\n", changes, BY)
    data = (shelf.layout.root / f"{IV}/text-changes.json").read_bytes()
    assert TextChanges.model_validate_json(data) == changes
    assert not [one for one in shelf.read().problems if "text-changes" in one.file]


DECIDED = Decision(
    code="credit-line", recording="a" * 64, from_ms=0, to_ms=900, words="谢谢观看", verdict="deleted", by="乙",
    at=dt.datetime(2026, 5, 1, 9, 0, tzinfo=dt.UTC),
)  # fmt: skip


def test_decisions_are_kept_in_order_with_who_decided_and_when(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    again = DECIDED.model_copy(update={"verdict": "kept"})
    assert shelf.decide(KEY, DECIDED) == shelf.decide(KEY, again) == f"{IV}/decisions.ndjson"
    assert shelf.read().interviews[KEY].decisions == Decisions((DECIDED, again))
    last = (shelf.layout.root / "events.ndjson").read_text(encoding="utf-8").splitlines()[-1]
    assert all(word in last for word in ("appraisal", "乙", "kept credit-line"))
    assert not shelf.verify_chain()


@pytest.mark.parametrize(
    "line",
    [
        b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"code": "credit-line"}',
        canonical(DECIDED).replace(b"deleted", b"removed"), canonical(DECIDED).replace(b"900", b"-1"),
        canonical(DECIDED).replace(b"deleted", b"replaced"), canonical(DECIDED)[:-1] + b',"more":1}',
    ],
)  # fmt: skip
def test_a_decision_that_cannot_be_read_is_a_problem_and_decides_nothing(tmp_path: Path, line: bytes) -> None:
    shelf = shelf_at(tmp_path)
    shelf.decide(KEY, DECIDED)
    path = shelf.layout.root / f"{IV}/decisions.ndjson"
    path.write_bytes(path.read_bytes() + line + b"\n")
    archive = shelf.read()
    assert archive.interviews[KEY].decisions == Decisions((DECIDED,), (2,))
    assert [(one.line, one.code) for one in archive.problems if one.file == f"{IV}/decisions.ndjson"] == [(2, "decision-line")]
    assert not archive.interviews[KEY].broken


def test_a_draft_comes_back_as_it_was_kept_in_the_same_bytes(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    name = "recording-1.whisper-89abcdef.json"
    assert shelf.save_draft(KEY, name, DRAFT) == f"{IV}/{name}"
    path = shelf.draft_path(KEY, name)
    first = path.read_bytes()
    assert shelf.read_draft(KEY, name) == DRAFT
    shelf.save_draft(KEY, name, DRAFT)
    assert path.read_bytes() == first
    assert first.endswith(b"}\n")
    with refused("draft-name"):
        shelf.save_draft(KEY, "text.md", DRAFT)
    for spoilt in (b"", b"{}", first[: len(first) // 2], b"\xff"):
        path.write_bytes(spoilt)
        with refused("draft-broken", Unreadable):
            shelf.read_draft(KEY, name)


def test_a_changed_event_breaks_the_chain_and_a_stump_does_not(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    path = shelf.layout.root / "events.ndjson"
    for number in range(4):
        shelf.event("validation", (), BY, f"{number} " + "长" * 40_000)
    with path.open("ab") as handle:
        handle.write(b'{"agent": "torn')
    shelf.event("validation", (), BY, "after the stump")
    assert shelf.verify_chain() == ()
    whole = path.read_bytes().split(b"\n")
    path.write_bytes(b"\n".join([whole[0].replace(b'"0 ', b'"9 '), *whole[1:]]))
    assert [(one.code, one.line) for one in shelf.verify_chain()] == [("event-chain", 2)]
    path.write_bytes(b"\n".join([*whole[:2], *whole[3:]]))
    assert [(one.code, one.line) for one in shelf.verify_chain()] == [("event-chain", 3)]


def test_lengths_are_probed_once_and_a_failure_is_a_problem(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {f"{IV}/recording-2.wav": b"two"})
    probed: list[str] = []

    def probe(path: Path) -> int:
        probed.append(path.name)
        if path.read_bytes() == b"bad":
            raise Unreadable("cannot-read", file=path.name, why="bad")
        return 1000

    assert shelf.facts(probe) == ()
    assert shelf.facts(probe) == ()
    assert probed == ["recording-2.wav"]
    (shelf.layout.root / f"{IV}/recording-2.wav").write_bytes(b"bad")
    assert [(one.code, one.file) for one in shelf.facts(probe)] == [("cannot-read", f"{IV}/recording-2.wav")]
    shelf.layout.facts.write_text("spoilt", encoding="utf-8")
    shelf.facts(probe)
    assert shelf.read().interviews[KEY].sounds[0].duration_ms == 1000


def test_the_fingerprint_moves_with_every_file_but_the_sealed_ones(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    first = shelf.fingerprint()
    assert shelf.fingerprint() == first
    (shelf.layout.root / "sealed").mkdir()
    (shelf.layout.root / "sealed/form.pdf").write_bytes(b"x")
    assert shelf.fingerprint() == first
    (shelf.layout.root / "walls.yml").write_text("[]\n", encoding="utf-8")
    assert shelf.fingerprint() != first


def test_a_second_writer_is_refused_and_blocks_nest(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    other = Shelf(shelf.layout.root, tmp_path / "work2", patience_s=0.1)
    with shelf.lock(), shelf.lock():
        shelf.event("validation", (), BY)
        with refused("archive-locked", KoushuError):
            other.event("validation", (), BY)
    other.event("validation", (), BY)
    assert shelf.verify_chain() == ()


def test_a_command_waits_for_another_one_to_finish_writing(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    other = Shelf(shelf.layout.root, tmp_path / "work2")
    with ThreadPoolExecutor(1) as pool:
        with shelf.lock():
            waiting = pool.submit(other.event, "validation", (), BY)
        assert waiting.result(timeout=600) is None
    assert shelf.verify_chain() == ()


def test_nothing_is_made_where_there_is_no_archive(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "none", tmp_path / "work")
    with refused("no-archive"):
        shelf.adopt(BY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "ids.csv"])
@pytest.mark.parametrize("lost", [b"", None])
def test_an_emptied_register_of_originals_or_ids_is_never_begun_anew(name: str, lost: bytes | None, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"ids.csv": "", "manifest-sha256.txt": ""})
    assert shelf.adopt(BY)
    path = shelf.layout.root / name
    whole = path.read_bytes()
    path.write_bytes(b"") if lost is not None else path.unlink()
    with refused("ids-gone" if name == "ids.csv" else "manifest-gone", KoushuError):
        shelf.adopt(BY)
    path.write_bytes(whole)
    assert shelf.adopt(BY) == ()


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "ids.csv"])
def test_a_register_that_is_not_utf8_is_left_as_it_is(name: str, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    path = shelf.layout.root / name
    path.write_bytes(path.read_bytes() + "人".encode("gbk"))
    before = path.read_bytes()
    with refused("ids-broken" if name == "ids.csv" else "manifest-broken", KoushuError):
        shelf.adopt(BY)
    with refused("no-original"):
        shelf.original("0" * 64)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", [b"10:30.wav", b"a\\b.wav", b"\xff.wav", b"a\nb.wav", b"a\xe2\x80\xa8b.wav", b"x:y.yml"])
def test_a_name_that_cannot_be_spoken_of_is_a_problem_and_nothing_else(name: bytes, tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    (Path(os.fsdecode(os.path.join(os.fsencode(shelf.layout.root / IV), name)))).write_bytes(b"x")  # noqa: PTH118 - bytes
    found = shelf.read().problems
    assert [one.code for one in found] == ["name-unusable"]
    assert found[0].with_place("zh").encode().count(b"\n") == 0
    assert set(shelf.adopt(BY)) == set(ORIGINALS)  # of which the history does not know yet
    assert shelf.facts(lambda _: 60_000) == ()


def test_a_folder_that_may_not_be_written_is_said_so(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path, {"people/jia/approved": b"a file where a folder belongs"})
    with pytest.raises(CannotWrite):
        shelf.keep_projection("jia", "wall", b"{}")


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "a/../b", "", ".", "C:/x", "a\\b"])
def test_paths_that_could_leave_are_known(name: str) -> None:
    assert not is_inside(name)


def test_a_draft_is_known_by_its_name() -> None:
    assert draft_of("recording-1.faster-whisper-0123abcd.json") == "recording-1"
    assert draft_of("recording-1.import-0123abcd.json") == "recording-1"
    assert draft_of("recording-1.json") is None
