"""The record of printed copies reads back what was written, and a line that cannot be read keeps the list from seeming whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.archive.printed import parse_printed
from pipeline.archive.shelf import Hand
from pipeline.model.canonical import canonical
from pipeline.model.printing import Contained, Contents, Printing, Recall, Touched
from tests.archive.building import shelf_at

AT = dt.datetime(2026, 5, 20, 9, tzinfo=dt.UTC)
BY = Hand("乙", AT)
CONTENTS = Contents(
    volume="text-1", route="isbn", interviews=(Contained(id="J1XF2T2C", digest="a" * 64),), length=3, root="b" * 64
)
RUN = Printing(number=1, title="书", at=AT, by="乙", copies=300, to=("甲所", "乙所"), pdf="c" * 64, contents=CONTENTS)
DEED = Recall(printing=1, deed="recalled", at=AT, by="乙", touched=(Touched(id="J1XF2T2C", fate="withdrawn"),), note="收回 9 本")
BAD = (b"{", b"[]", b"{}", canonical(RUN), canonical(RUN).replace(b":300", b":0"), canonical(DEED).replace(b"recalled", b"burnt"))


def test_what_is_kept_is_read_back_and_is_in_the_history(tmp_path: Path) -> None:
    shelf = shelf_at(tmp_path)
    before = shelf.read()
    shelf.keep_printed(RUN, BY)
    shelf.keep_printed(DEED, BY)
    archive = shelf.read()
    assert (archive.printed.printings, archive.printed.recalls, archive.printed.broken) == ((RUN,), (DEED,), ())
    assert (archive.problems, archive.volumes) == (before.problems, before.volumes)
    assert shelf.verify_chain() == ()
    assert archive.witness != before.witness


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_cannot_be_read_is_named(line: bytes) -> None:
    ledger, problems = parse_printed(canonical(RUN) + b"\n" + line + b"\n" + canonical(DEED) + b"\n", "volumes/printed.ndjson")
    assert (ledger.printings, ledger.recalls, ledger.broken) == ((RUN,), (DEED,), (2,))
    assert [(one.line, one.code) for one in problems] == [(2, "printed-line")]


def test_a_deed_for_no_printing_is_a_broken_line() -> None:
    assert parse_printed(canonical(DEED) + b"\n", "x")[0].broken == (1,)
