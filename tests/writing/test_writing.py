"""Files are whole at any instant: killed, on a full disk, on a read-only one, or with two writers at once."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CannotWrite, Locked, Unreadable, WrongUse
from pipeline.writing.atomic import (
    append_line,
    clean_leftovers,
    copy_verified,
    create_bytes,
    file_digest,
    worded,
    write_bytes,
    write_text,
)
from pipeline.writing.folders import fresh_folder, recover_folder, replace_folder
from pipeline.writing.lock import hold

KILLS = 30


def killed(work: Callable[[int], None], moment: int) -> None:
    """Run `work(0)`, `work(1)`, … in a child, and kill it at one of many moments."""
    child = os.fork()
    if child == 0:
        try:
            for number in range(10**9):
                work(number)
        finally:
            os._exit(9)
    time.sleep(0.001 + (moment * 37 % 101) / 2500)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child stopped by itself"


def test_a_file_is_whole_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    write_bytes(path, b"a" * 200_000)
    for moment in range(KILLS):
        killed(lambda number: write_bytes(path, b"ab"[number % 2 : number % 2 + 1] * 200_000), moment)
        data = path.read_bytes()
        assert len(data) == 200_000
        assert len(set(data)) == 1
    clean_leftovers(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["text.md"]


def test_lines_that_were_promised_are_there_whenever_the_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "events.ndjson"
    for moment in range(KILLS):
        killed(lambda number: append_line(path, f"{number:06}" * 2000), moment)
        append_line(path, "after")
        lines = path.read_text(encoding="ascii").split("\n")
        assert lines[-2:] == ["after", ""]
    whole = {f"{number:06}" * 2000 for number in range(10_000)}
    stumps = [line for line in lines[:-1] if line != "after" and line not in whole]
    assert len(stumps) <= KILLS


@given(st.text(max_size=40).map(lambda text: text.replace("\n", "").replace("\r", "")))
def test_a_stump_is_closed_and_kept(stump: str) -> None:
    import tempfile  # noqa: PLC0415 - Hypothesis and tmp_path do not mix

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines"
        path.write_bytes(b"one\n" + stump.encode("utf-8", "replace"))
        append_line(path, "two")
        whole = path.read_bytes().split(b"\n")
        assert whole[0] == b"one"
        assert whole[-2:] == [b"two", b""]
        assert stump.encode("utf-8", "replace") in whole


def test_a_folder_is_old_or_new_whenever_its_builder_is_killed(tmp_path: Path) -> None:
    target = tmp_path / "site"

    def build(number: int) -> None:
        fresh = fresh_folder(target)
        for page in range(12):
            (fresh / f"{page}.html").write_text(str(number), encoding="ascii")
        replace_folder(fresh, target)

    build(0)
    for moment in range(KILLS):
        killed(build, moment)
        recover_folder(target)
        pages = [page.read_text(encoding="ascii") for page in target.iterdir()]
        assert len(pages) == 12
        assert len(set(pages)) == 1
    build(1)
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_folder_moved_aside_and_never_replaced_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    aside = tmp_path / ".koushu-site.old"
    aside.mkdir()
    (aside / "index.html").write_text("old", encoding="ascii")
    recover_folder(target)
    assert (target / "index.html").read_text(encoding="ascii") == "old"
    assert not aside.exists()


def test_a_copy_is_proved_and_never_lands_on_another_file(tmp_path: Path) -> None:
    source, target = tmp_path / "原件.wav", tmp_path / "archive" / "recording-1.wav"
    source.write_bytes(os.urandom(3_000_000))
    assert copy_verified(source, target) == hashlib.sha256(source.read_bytes()).hexdigest() == file_digest(target)
    before = target.read_bytes()
    source.write_bytes(b"another")
    with pytest.raises(WrongUse):
        copy_verified(source, target)
    with pytest.raises(WrongUse):
        create_bytes(target, b"another")
    assert target.read_bytes() == before
    assert [one.name for one in target.parent.iterdir()] == ["recording-1.wav"]


def test_a_copy_is_there_whole_or_not_at_all_whenever_its_maker_is_killed(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(2_000_000))
    folder = tmp_path / "copies"
    for moment in range(KILLS // 3):
        killed(lambda number, moment=moment: _copy(source, folder / f"{moment}-{number}"), moment)
    clean_leftovers(folder)
    for copy in folder.iterdir() if folder.exists() else ():
        assert copy.read_bytes() == source.read_bytes()


def _copy(source: Path, target: Path) -> None:
    copy_verified(source, target)


def test_a_source_that_is_gone_or_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    for source in (tmp_path / "gone", tmp_path):
        with pytest.raises(Unreadable):
            copy_verified(source, tmp_path / "copies" / "x")
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"), (errno.EDQUOT, "disk-full"), (errno.EACCES, "no-permission"),
        (errno.EPERM, "no-permission"), (errno.EROFS, "read-only"), (errno.EIO, "cannot-write"),
    ],
)  # fmt: skip
def test_what_the_system_says_becomes_a_sentence(number: int, code: str, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite) as stopped, worded(tmp_path / "x"):
        raise OSError(number, os.strerror(number))
    assert stopped.value.code == code


def test_a_line_on_a_full_device_is_refused() -> None:
    with pytest.raises(CannotWrite) as stopped:
        append_line(Path("/dev/full"), "line")
    assert stopped.value.code == "disk-full"


SMALL_DISK = """
import sys
from pathlib import Path
from pipeline.errors import CannotWrite
from pipeline.writing.atomic import append_line, copy_verified, write_bytes
folder = Path(sys.argv[1])
write_bytes(folder / "old", b"old")
(folder / "lines").write_bytes(b"one\\n")
big = Path(sys.argv[2])
for attempt in (
    lambda: write_bytes(folder / "old", bytes(1 << 20)),
    lambda: append_line(folder / "lines", "x" * (1 << 20)),
    lambda: copy_verified(big, folder / "copy"),
):
    try:
        attempt()
    except CannotWrite as stopped:
        print(stopped.code)
print((folder / "old").read_bytes(), (folder / "lines").read_bytes(), sorted(one.name for one in folder.iterdir()))
"""


def test_a_full_disk_leaves_the_old_files_as_they_were(tmp_path: Path, project: Path) -> None:
    disk, big = tmp_path / "disk", tmp_path / "big"
    disk.mkdir()
    big.write_bytes(bytes(1 << 20))
    mount = f"mount -t tmpfs -o size=256k tmpfs {disk}"
    inside = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run([*inside, mount], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a small disk")
    done = subprocess.run(
        [*inside, f'{mount} && exec "$@"', "sh", sys.executable, "-c", SMALL_DISK, str(disk), str(big)],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split("\n")[:4] == ["disk-full"] * 3 + ["b'old' b'one\\n' ['lines', 'old']"], done.stderr


def test_a_file_keeps_its_permissions_and_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"")
    path.chmod(0o640)
    write_text(path, "一\r\n二\n")
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes() == "一\r\n二\n".encode()


def test_leftovers_of_the_dead_are_cleared_and_those_of_the_living_are_not(tmp_path: Path) -> None:
    dead = tmp_path / "sub" / ".koushu-dead.part"
    dead.parent.mkdir()
    dead.write_bytes(b"half")
    living = tmp_path / ".koushu-living.part"
    living.write_bytes(b"half")
    with hold(living):
        assert clean_leftovers(tmp_path) == (dead,)
    assert living.exists()


def test_the_second_holder_is_told_who_holds_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with hold(lock), pytest.raises(Locked) as stopped, hold(lock):
        pass
    assert stopped.value.values["pid"] == str(os.getpid())

    def forever(number: int) -> None:
        with hold(lock):
            time.sleep(10)

    killed(forever, 90)
    with hold(lock):
        pass
