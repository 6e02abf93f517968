"""A printing is listed when something in it was withdrawn, closed or changed, and until that very thing was dealt with."""

from __future__ import annotations

import dataclasses

from pipeline.model.canonical import digest
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.model.printing import Contained, Contents, PrintedLedger, Printing, Recall
from pipeline.release.decide import decide_volume
from pipeline.release.printed import notices
from tests.release.sample import SIGNED, TODAY, Clock, archive, form, interview, person, put, record, signed, withdrawn

PLAN = VolumePlan(title="卷", route="isbn", interviews=("one", "two"), imprint=Imprint())


def printed():
    whole = archive(
        person(), person("yi", name="戊"), interview(), interview("two", id="ITWO", narrators=("yi",)), volumes={"v": PLAN}
    )
    whole = signed(signed(whole, "one", "print"), "two", "print")
    edition = decide_volume(whole, "v", TODAY, Clock())
    held = tuple(Contained(id=one.projection.id, digest=digest(one.projection)) for one in edition.interviews)
    run = Printing(
        number=1,
        title="卷",
        at=SIGNED,
        by="乙",
        copies=9,
        to=("所",),
        pdf="a" * 64,
        contents=Contents(volume="v", route="isbn", interviews=held),
    )
    return dataclasses.replace(whole, printed=PrintedLedger((run,)))


def found(whole):
    return [(one.printing.number, [(each.id, each.fate) for each in one.open]) for one in notices(whole, TODAY, Clock())]


def test_nothing_is_listed_while_all_is_as_it_was_printed():
    assert found(printed()) == []


def test_each_fate_is_told_apart_and_the_gravest_decides_what_to_do():
    whole = printed()
    gone = put(whole, withdrawn(whole.interviews["one"]))
    assert found(gone) == [(1, [("IONE", "withdrawn")])]
    assert found(put(whole, withdrawn(whole.people["yi"]))) == [(1, [("ITWO", "withdrawn")])]
    closed = put(whole, record(whole.interviews["two"], consent=form(until=TODAY.replace(year=2025))))
    assert found(closed) == [(1, [("ITWO", "closed")])]
    renamed = put(whole, record(whole.interviews["one"], title="雪夜过江（二）"))
    assert found(renamed) == []  # not signed: the printed words still stand
    changed = signed(renamed, "one", "print", at=SIGNED.replace(month=4))
    assert found(changed) == [(1, [("IONE", "changed")])]
    assert notices(changed, TODAY, Clock())[0].remedy == "errata"
    both = put(changed, withdrawn(changed.interviews["two"]))
    assert notices(both, TODAY, Clock())[0].remedy == "recalled"
    missing = dataclasses.replace(whole, interviews={"one": whole.interviews["one"]})
    assert found(missing) == [(1, [("ITWO", "closed")])]
    unknown = dataclasses.replace(whole, people={"jia": whole.people["jia"]})
    assert found(unknown) == [(1, [("ITWO", "closed")])]


def test_what_was_done_counts_for_exactly_what_had_happened_then():
    whole = printed()
    gone = put(whole, withdrawn(whole.interviews["one"]))
    deed = Recall(printing=1, deed="recalled", at=SIGNED, by="乙", touched=notices(gone, TODAY, Clock())[0].open)
    done = dataclasses.replace(gone, printed=PrintedLedger(gone.printed.printings, (deed,)))
    assert found(done) == [(1, [])]
    assert notices(done, TODAY, Clock())[0].done == (deed,)
    assert notices(done, TODAY, Clock())[0].remedy == "none"
    assert found(put(done, withdrawn(done.interviews["two"]))) == [(1, [("ITWO", "withdrawn")])]
    other = dataclasses.replace(gone, printed=PrintedLedger(gone.printed.printings, (deed.model_copy(update={"printing": 2}),)))
    assert found(other) == [(1, [("IONE", "withdrawn")])]
