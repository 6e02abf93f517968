"""A package is whole and valid for other people's software, or there is none."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as Xml

import bagit
import pytest

from pipeline import handover
from pipeline.archive.shelf import Shelf
from pipeline.custody.bag import decode_path, encode_path, verify_bag
from pipeline.custody.bag_names import unfit_names
from pipeline.errors import KoushuError, NotSound, Unreadable, WrongUse
from pipeline.model.settings import Settings

NOW = dt.datetime(2026, 5, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LIN, QIN = "2023-001-lin", "2023-002-qin"
PREMIS = "{http://www.loc.gov/premis/v3}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def settings(project: Path, tmp_path: Path) -> Settings:
    """A copy of the sample with something sealed."""
    archive = tmp_path / "archive"
    shutil.copytree(project / "archive", archive)
    for name in ("consent-2023-001.pdf", "consent-2023-002.pdf", f"technical/interviews/{LIN}/recording-1.flac.json"):
        path = archive / "sealed" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"sealed {name}".encode())
    return Settings(archive, tmp_path / "build", project, NOW, "zh")


def export(settings: Settings, target: Path, *keys: str, sealed: bool = False) -> handover.Exported:
    return handover.export_bag(settings, target, keys, sealed=sealed)


def inside(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def quarantine(settings: Settings, key: str) -> None:
    path = settings.archive / f"interviews/{key}/interview.yml"
    path.write_text(path.read_text(encoding="utf-8") + "quarantine: yes\n", encoding="utf-8")


def test_the_whole_archive_is_a_package_that_bagit_python_holds_for_valid(settings: Settings, tmp_path: Path) -> None:
    before = inside(settings.archive)
    made = export(settings, tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    assert bag.info["Bagging-Date"] == "2026-05-01"
    assert bag.info["Payload-Oxum"] == made.oxum
    witness = Shelf(settings.archive, settings.work).read().witness
    assert witness is not None
    assert bag.info["Archive-Root-SHA256"] == witness.root
    data = inside(tmp_path / "bag/data")
    wanted = {path: content for path, content in before.items() if not path.startswith(("sealed/", "."))}
    assert data == wanted
    assert {path: content for path, content in inside(settings.archive).items() if path != "events.ndjson"} == {
        path: content for path, content in before.items() if path != "events.ndjson"
    } | {".koushu.lock": inside(settings.archive)[".koushu.lock"]}
    assert verify_bag(tmp_path / "bag") == ()
    assert made.seal == hashlib.sha256((tmp_path / "bag/tagmanifest-sha256.txt").read_bytes()).hexdigest()


def test_it_can_be_checked_without_any_software_of_ours(settings: Settings, tmp_path: Path) -> None:
    export(settings, tmp_path / "bag", sealed=True)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "-c", "--strict", "--quiet", manifest], cwd=tmp_path / "bag", check=True)
    readme = (tmp_path / "bag/README.zh.txt").read_text(encoding="utf-8")
    assert "sha256sum -c manifest-sha256.txt" in readme
    assert "含有 sealed/" in readme


def test_it_is_written_down_what_was_packaged(settings: Settings, tmp_path: Path) -> None:
    made = export(settings, tmp_path / "bag", LIN)
    last = json.loads((settings.archive / "events.ndjson").read_text(encoding="utf-8").splitlines()[-1])
    assert last["type"] == "information package creation"
    assert last["files"] == [f"interviews/{LIN}/interview.yml"]
    assert made.seal in last["detail"]
    assert made.oxum in last["detail"]
    assert Shelf(settings.archive, settings.work).verify_chain() == ()


def test_one_interview_brings_what_it_needs_and_nobody_elses(settings: Settings, tmp_path: Path) -> None:
    export(settings, tmp_path / "bag", LIN, sealed=True)
    bagit.Bag(str(tmp_path / "bag")).validate()
    data = inside(tmp_path / "bag/data")
    assert {path.split("/")[1] for path in data if path.startswith("interviews/")} == {LIN}
    assert {path.split("/")[1] for path in data if path.startswith("people/")} == {"lin"}
    assert {path.split("/")[1] for path in data if path.startswith("items/")} == {"merit-medal-lin"}
    assert {path for path in data if path.startswith("sealed/")} == {
        "sealed/consent-2023-001.pdf",
        *(
            path
            for path in inside(settings.archive)
            if re.match(f"sealed/technical/(interviews/{LIN}|people/lin|items/merit-medal-lin)/", path)
        ),
    }
    assert "events.ndjson" not in data
    archive = Shelf(tmp_path / "bag/data", tmp_path / "work").read()
    assert {one.code for one in archive.problems} == {"signoff-unproven"}  # the history stays with the archive that released it
    assert set(archive.registers["units"]) == {"road-brigade", "recruit-company"}
    everything = b"\n".join(inside(tmp_path / "bag").values())
    for stranger in ("覃守仁", QIN, "2023-004"):
        assert stranger.encode() not in everything
    subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "manifest-sha256.txt"], cwd=tmp_path / "bag/data", check=True)


def test_sealed_things_go_in_only_when_asked_and_only_their_owner_reads_them(settings: Settings, tmp_path: Path) -> None:
    export(settings, tmp_path / "without")
    assert not (tmp_path / "without/data/sealed").exists()
    assert bagit.Bag(str(tmp_path / "without")).info["Archive-Sealed-Material"] == "not included"
    export(settings, tmp_path / "with", sealed=True)
    found = tmp_path / "with/data/sealed/consent-2023-001.pdf"
    assert found.read_bytes() == b"sealed consent-2023-001.pdf"
    assert found.stat().st_mode & 0o077 == 0


def test_an_interview_in_quarantine_is_refused_by_name_and_left_out_of_the_whole(settings: Settings, tmp_path: Path) -> None:
    quarantine(settings, LIN)
    with pytest.raises(WrongUse, match="bag-quarantined"):
        export(settings, tmp_path / "one", QIN, LIN)
    assert not (tmp_path / "one").exists()
    made = export(settings, tmp_path / "bag", sealed=True)
    assert made.left_out == (LIN,)
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Archive-Interviews-Left-Out"] == "1"
    data = inside(tmp_path / "bag/data")
    assert not [path for path in data if LIN in path or path in ("events.ndjson", "sealed/consent-2023-001.pdf")]
    assert LIN.encode() not in data["manifest-sha256.txt"]
    tags = (tmp_path / "bag/metadata/premis.xml").read_bytes() + (tmp_path / "bag/metadata/dublin-core.xml").read_bytes()
    assert LIN.encode() not in tags
    assert "山村里的童年".encode() not in tags


def test_a_quarantine_in_the_ledger_counts_like_one_in_the_record(settings: Settings, tmp_path: Path) -> None:
    ledger = settings.archive / f"interviews/{LIN}/signoffs.ndjson"
    shut = json.dumps({"quarantine": True, "by": "乙", "at": "2026-04-01T09:00:00+08:00"}, ensure_ascii=False)
    whole = ledger.read_text(encoding="utf-8")
    ledger.write_text(f"{whole}{shut}\n", encoding="utf-8")
    with pytest.raises(WrongUse, match="bag-quarantined"):
        export(settings, tmp_path / "bag", LIN)
    ledger.write_text(f"{whole}{shut[:-9]}\n", encoding="utf-8")
    with pytest.raises(NotSound, match="bag-unread"):
        export(settings, tmp_path / "bag", LIN)


def test_an_interview_that_cannot_be_read_might_be_in_quarantine(settings: Settings, tmp_path: Path) -> None:
    (settings.archive / f"interviews/{LIN}/interview.yml").write_text("quarantine: yes\ntitle: [", encoding="utf-8")
    for keys in ((), (LIN,)):
        with pytest.raises(NotSound, match="bag-unread"):
            export(settings, tmp_path / "bag", *keys)
    assert not (tmp_path / "bag").exists()


def test_nothing_is_written_over_and_nothing_goes_into_the_archive(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(WrongUse, match="file-exists"):
        export(settings, tmp_path / "taken")
    with pytest.raises(WrongUse, match="bag-inside"):
        export(settings, settings.archive / "bag")
    with pytest.raises(WrongUse, match="interview-unknown"):
        export(settings, tmp_path / "bag", "nobody")


def test_a_changed_or_missing_original_is_never_packaged(settings: Settings, tmp_path: Path) -> None:
    original = settings.archive / f"interviews/{LIN}/recording-1.flac"
    data = original.read_bytes()
    original.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(Unreadable, match="bag-original-changed"):
        export(settings, tmp_path / "bag")
    photo = settings.archive / f"interviews/{LIN}/photos/01.jpg"
    original.write_bytes(data)
    photo.unlink()
    (settings.archive / f"interviews/{LIN}/photos/01.yml").unlink()
    assert [problem.code for problem in export(settings, tmp_path / "bag").problems] == ["bag-original-missing"]
    assert [path.name for path in tmp_path.iterdir() if "bag" in path.name] == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("con.pdf", "bag-name-reserved"),
        ("COM1", "bag-name-reserved"),
        ("同意书 ", "bag-name-end"),
        ("同意书.", "bag-name-end"),
        ("什么？?.pdf", "bag-name-character"),
        ("a:b", "bag-name-character"),
        ("bell\x07", "bag-name-character"),
        (os.fsdecode(b"\xc9\xcf\xff"), "bag-name-not-utf8"),
    ],
)
def test_names_that_would_not_come_back_are_refused_each_by_name(
    settings: Settings, tmp_path: Path, name: str, code: str
) -> None:
    (settings.archive / "sealed" / name).write_bytes(b"")
    found = export(settings, tmp_path / "bag", sealed=True).problems
    assert [problem.code for problem in found] == [code]
    assert not (tmp_path / "bag").exists()
    assert "…" not in found[0].say("zh")


def test_names_that_differ_by_case_or_by_encoding_collide(settings: Settings, tmp_path: Path) -> None:
    for name in ("Ä.pdf", "A\u0308.pdf", "表.PDF", "表.pdf"):
        (settings.archive / "sealed" / name).write_bytes(name.encode())
    found = export(settings, tmp_path / "bag", sealed=True).problems
    assert [problem.code for problem in found] == ["bag-name-collides"] * 2
    assert [problem.code for problem in unfit_names(["Ab/1", "aB/2"])] == ["bag-name-collides"]
    assert [problem.code for problem in unfit_names(["字" * 86])] == ["bag-name-long"]
    assert list(unfit_names(["字" * 85, "a%0D b", "x/con-1.txt", "x\r\ny"])) == []


def test_links_and_devices_are_refused(settings: Settings, tmp_path: Path) -> None:
    (settings.archive / "sealed/link").symlink_to("consent-2023-001.pdf")
    os.mkfifo(settings.archive / "sealed/pipe")
    found = export(settings, tmp_path / "bag", sealed=True).problems
    assert sorted(problem.code for problem in found) == ["bag-device", "bag-link"]


def test_line_ends_and_percent_signs_in_names_are_encoded(settings: Settings, tmp_path: Path) -> None:
    (settings.archive / "sealed/two\r\nlines.txt").write_bytes(b"1")
    export(settings, tmp_path / "bag", sealed=True)
    assert "data/sealed/two%0D%0Alines.txt\n" in (tmp_path / "bag/manifest-sha256.txt").read_text(encoding="utf-8")
    bagit.Bag(str(tmp_path / "bag")).validate()
    (settings.archive / "sealed/100%0A.txt").write_bytes(b"2")
    export(settings, tmp_path / "second", sealed=True)
    assert "data/sealed/100%250A.txt\n" in (tmp_path / "second/manifest-sha256.txt").read_text(encoding="utf-8")
    assert verify_bag(tmp_path / "second") == ()
    for path in ("a%b", "%0A", "%250D", "\r%\n"):
        assert decode_path(encode_path(path)) == path


def test_every_damage_to_a_package_is_named(settings: Settings, tmp_path: Path) -> None:
    export(settings, tmp_path / "bag", LIN)
    for path, content in inside(tmp_path / "bag").items():
        target = tmp_path / "bag" / path
        if not content:
            continue
        target.write_bytes(bytes([content[0] ^ 1]) + content[1:])
        assert verify_bag(tmp_path / "bag") != (), path
        target.unlink()
        found = verify_bag(tmp_path / "bag")
        assert found != () or path.startswith("tagmanifest-"), path
        target.write_bytes(content)
    (tmp_path / "bag/data/new").write_bytes(b"")
    assert {problem.code for problem in verify_bag(tmp_path / "bag")} == {"bag-file-unlisted", "bag-oxum"}


def test_dublin_core_and_premis_say_what_the_archive_says(settings: Settings, tmp_path: Path) -> None:
    export(settings, tmp_path / "bag", LIN)
    core = Xml.parse(tmp_path / "bag/metadata/dublin-core.xml").getroot()  # noqa: S314 - our own file
    first = core.find("record")
    assert first is not None
    assert [one.text for one in first.findall(f"{DC}title")] == ["高原修路"]
    assert [one.text for one in first.findall(f"{DC}creator")] == ["林远山"]
    premis = Xml.parse(tmp_path / "bag/metadata/premis.xml").getroot()  # noqa: S314 - our own file
    assert premis.tag == f"{PREMIS}premis"
    assert premis.get("version") == "3.0"
    kinds = [one.tag.removeprefix(PREMIS) for one in premis]
    assert kinds == sorted(kinds, key=["object", "event", "agent", "rights"].index)
    stored = {}
    for one in premis.findall(f"{PREMIS}object"):
        digests = [digest.text for digest in one.iter(f"{PREMIS}messageDigest")]
        value = one.findtext(f"{PREMIS}objectIdentifier/{PREMIS}objectIdentifierValue")
        stored[value] = digests
    for path, content in inside(tmp_path / "bag/data").items():
        assert stored[path] == [hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest()]
    told = [one.text for one in premis.iter(f"{PREMIS}eventType")]
    assert "policy assignment" in told
    acts = {one.text for one in premis.iter(f"{PREMIS}act")}
    assert {"web_text", "archive"} <= acts
    assert "commercial" not in acts
    agents = {one.text for one in premis.iter(f"{PREMIS}agentName")}
    assert {one.findtext(f"{PREMIS}linkingAgentIdentifier/{PREMIS}linkingAgentIdentifierValue") for one in premis} <= {
        *agents,
        None,
    }


def _killed_at(settings: Settings, target: Path, number: int) -> bool:
    """Run the export in a child that dies at its file operation of this number; False when it had come to its end before."""
    child = os.fork()
    if child == 0:
        left = number

        def die(event: str, _: tuple[object, ...]) -> None:
            nonlocal left
            if event in ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "ctypes.call_function"):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(die)
            export(settings, target, LIN)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_killed_at_any_file_operation_there_is_no_package_or_a_whole_one(settings: Settings, tmp_path: Path) -> None:
    target = tmp_path / "bag"
    export(settings, target, LIN)  # imports and caches are warm
    shutil.rmtree(target)
    number, kills, whole, step = 1, 0, 0, 3
    while _killed_at(settings, target, number):
        kills += 1
        if target.exists():
            assert verify_bag(target) == ()
            whole += 1
            shutil.rmtree(target)
        number += step
    assert kills > 60
    assert whole  # killed after it had its name, before its event was written
    assert verify_bag(target) == ()
    assert not list(tmp_path.glob(".koushu-*"))
    assert Shelf(settings.archive, settings.work).verify_chain() == ()


def test_a_full_disk_leaves_nothing_behind(settings: Settings, tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            export(settings, tmp_path / "bag")
        except KoushuError:
            os._exit(7)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert not (tmp_path / "bag").exists()
    assert not list(tmp_path.glob(".koushu-bag*"))
