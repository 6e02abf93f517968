"""An act that is killed at any flush to the disk is no damage to `verify`, and the next taking in leaves nothing to look at."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.archive.shelf import Hand, Shelf
from pipeline.flow import take_in_placed
from pipeline.model.changes import TextChanges
from pipeline.model.draft import Draft
from pipeline.model.ledger import SignOff
from tests.archive.building import IV, shelf_at
from tests.custody.conftest import NOW, Kept

BY = Hand("乙", NOW)
KEY = "2023-001-jia"
SIGNED = SignOff(stage="一校", purpose="web_text", by="乙", at=NOW, digest="ab" * 32)
DRAFT = Draft(
    engine="whisper", engine_version="1", model="m", model_digest="", options={}, recording="", duration_ms=0, segments=()
)


def take_in(shelf: Shelf) -> None:
    source = shelf.layout.work / "new.wav"
    source.write_bytes(b"a new sound")
    shelf.add_original(source, f"{IV}/recording-2.wav", BY)
    shelf.append_recording(KEY, "recording-2.wav")


def place(shelf: Shelf) -> None:
    shelf.open_path(f"{IV}/photos/02.jpg").write_bytes(b"placed by hand")
    shelf.open_path(f"{IV}/photos/02.yml").write_text("caption: 二\nalt: 二\n", encoding="utf-8")
    shelf.adopt(BY)


def lay_out(shelf: Shelf) -> None:
    shelf.lay_out_text("2023-002-yi", "## 机器\n", TextChanges(drafts=("recording-1.whisper-89abcdef.json",)), BY)


def sign(shelf: Shelf) -> None:
    shelf.keep_projection(KEY, "web_text", b"what is signed")
    shelf.sign(KEY, SIGNED)
    shelf.sign(KEY, SIGNED.model_copy(update={"stage": "终审"}))


def transcribe(shelf: Shelf) -> None:
    with shelf.lock():
        saved = shelf.save_draft(KEY, "recording-1.whisper-89abcdef.json", DRAFT)
        shelf.event("transcription", (saved,), BY)


def check(shelf: Shelf) -> None:
    Kept(shelf.layout.root, shelf.layout.work.parent).verify()


ACTS: tuple[Callable[[Shelf], None], ...] = (take_in, place, lay_out, sign, transcribe, check)


def killed_at(flush: int, act: Callable[[], None]) -> bool:
    """Do it in a process of its own, which dies at its so-many-th flush; False when it ended before."""
    child = os.fork()
    if not child:
        real, seen = os.fsync, iter(range(1, 10_000))

        def fsync(descriptor: int) -> None:
            if next(seen) == flush:
                os.kill(os.getpid(), signal.SIGKILL)
                time.sleep(60)
            real(descriptor)

        os.fsync = fsync
        try:
            act()
        except BaseException:  # noqa: BLE001 - the child must never come back into the test
            os._exit(3)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_a_killed_act_is_no_damage_and_the_next_run_settles_it(tmp_path: Path, act: Callable[[Shelf], None]) -> None:
    for flush in range(1, 100):
        folder = tmp_path / str(flush)
        (folder / "build").mkdir(parents=True)
        root = shelf_at(folder).layout.root
        kept = Kept(root, folder / "build")
        shelf = Shelf(root, folder / "build/work")
        kept.path(f"{IV}/recording-1.whisper-0123abcd.json").unlink()
        shelf.adopt(BY)
        (kept.archive / "interviews/2023-002-yi").mkdir()
        (kept.archive / "interviews/2023-002-yi/interview.yml").write_text("title: 二\nnarrators: [jia]\n", encoding="utf-8")
        shelf.adopt(BY)
        assert not kept.verify().problems
        was_killed = killed_at(flush, lambda shelf=shelf: act(shelf))
        report = kept.verify()
        assert not report.damaged, (flush, report.damaged)
        take_in_placed(kept.settings())
        assert not kept.verify().problems, flush
        if not was_killed:
            assert flush > 2
            return
    pytest.fail("it never ended")
