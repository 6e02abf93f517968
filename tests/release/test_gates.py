from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.model.ledger import FILING_STAGES, PROOF_STAGES, STAGES, Ledger
from pipeline.model.nouns import Staff, VolumePlan
from pipeline.release.decide import decide_site, decide_volume
from pipeline.release.explain import verdicts
from pipeline.release.gates import STRICT, last_stages, required, standing
from pipeline.release.project import project_interview
from pipeline.release.view import View
from tests.release.sample import GATE, STAFF, TODAY, Clock, archive, interview, put, released, signs, when

WHOLE = archive()
MADE = project_interview(View(WHOLE, TODAY, Clock()), WHOLE.interviews["one"], "web_text")


def stands(signoffs, whole=WHOLE, today=TODAY):
    return standing(whole, "site", Ledger(tuple(signoffs)), MADE, today)


def test_all_stages_signed_by_two_people_is_complete():
    found = stands(signs(MADE))
    assert found.complete
    assert found.on == when(2026, 1, 2, 9, 3)


@pytest.mark.parametrize("missing", GATE)
def test_without_any_one_signature_it_is_not_complete(missing):
    found = stands([one for one in signs(MADE) if one.stage != missing])
    assert not found.complete
    assert found.missing == (missing,)


@pytest.mark.parametrize(
    "changes",
    [{"digest": "0" * 64}, {"purpose": "print"}, {"by": "戊"}, {"by": "丁"}, {"at": when(2026, 5, 21)}, {"stage": "初审"}],
)
def test_a_signature_counts_only_for_its_digest_purpose_signer_stage_and_not_from_the_future(changes):
    signoffs = [one.model_copy(update=changes) if one.stage == "终审" else one for one in signs(MADE)]
    assert stands(signoffs).missing == ("终审",)


def test_a_signature_of_today_counts():
    signoffs = [one.model_copy(update={"at": when(2026, 5, 20, 23, 59)}) for one in signs(MADE)]
    assert stands(signoffs).complete


def test_one_person_cannot_open_alone():
    alone = [one.model_copy(update={"by": "乙"}) for one in signs(MADE)]
    assert not stands(alone).complete
    twice = dataclasses.replace(WHOLE, staff={**STAFF, "乙二": Staff(name="乙", stages=STAGES)})
    under_two_names = [one.model_copy(update={"by": ["乙", "乙二"][at % 2]}) for at, one in enumerate(signs(MADE))]
    assert not stands(under_two_names, twice).complete


def test_a_signature_of_somebody_who_left_the_staff_counts_no_more():
    assert not stands(signs(MADE), dataclasses.replace(WHOLE, staff={"乙": STAFF["乙"]})).complete


def test_the_family_may_confirm_in_the_narrators_place():
    signoffs = [one.model_copy(update={"stage": "家属确认"}) if one.stage == "口述者确认" else one for one in signs(MADE)]
    assert stands(signoffs).complete
    assert stands(signoffs).trust == "confirmed"


def test_an_outlet_without_a_gate_has_the_strict_one():
    assert required(archive(config={"gates": {}}).config, "site", "web_text") == STRICT
    assert required(archive(config={"gates": {"site": ()}}).config, "site", "web_text") == STRICT
    assert set(STRICT) == set(STAGES) - {"家属确认", *FILING_STAGES}
    assert set(PROOF_STAGES) < set(STRICT)


def test_times_with_and_without_a_zone_are_compared():
    china = dt.timezone(dt.timedelta(hours=8))
    mixed = [one.model_copy(update={"at": one.at.replace(tzinfo=china)}) if at % 2 else one for at, one in enumerate(signs(MADE))]
    assert stands(mixed).complete


def test_signing_again_later_does_not_move_the_day():
    later = [one.model_copy(update={"at": when(2026, 4, 1)}) for one in signs(MADE)]
    assert stands([*signs(MADE), *later]).on == stands(signs(MADE)).on


@pytest.mark.parametrize(
    ("gate", "trust"),
    [
        (("终审", "保密审查"), "machine"),
        (("二校", "保密审查"), "proofread"),
        (("一校", "家属确认"), "confirmed"),
        (("口述者确认", "终审"), "machine"),
    ],
)
def test_trust_follows_from_who_signed(gate, trust):
    whole = archive(config={"gates": {"site": gate}})
    assert standing(whole, "site", Ledger(signs(MADE, stages=gate)), MADE, TODAY).trust == trust


@pytest.mark.parametrize(
    ("said", "out"), [({"site": "yes"}, True), ({"site": "ask"}, False), ({"volume": "yes"}, False), ({}, False)]
)
def test_what_only_a_machine_wrote_is_out_only_where_the_archive_says_so(said, out):
    gate = ("终审", "保密审查")
    whole = archive(config={"gates": {"site": gate}, "machine_text": said})
    made = project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], "web_text")
    whole = put(whole, interview(ledger=Ledger(signs(made, stages=gate))))
    edition = decide_site(whole, TODAY, Clock())
    assert [one.trust for one in edition.interviews] == (["machine"] if out else [])
    found = {reason.code for one in verdicts(whole, TODAY, Clock()) for reason in one.reasons if one.purpose == "web_text"}
    assert ("machine-text" in found) is not out


def test_every_signature_is_needed_for_the_site():
    whole = released()
    ledger = whole.interviews["one"].ledger
    for at, one in enumerate(ledger.signoffs):
        fewer = dataclasses.replace(ledger, signoffs=ledger.signoffs[:at] + ledger.signoffs[at + 1 :])
        edition = decide_site(put(whole, dataclasses.replace(whole.interviews["one"], ledger=fewer)), TODAY, Clock())
        if one.purpose == "web_text":
            assert edition.interviews == ()
        else:
            assert edition.interviews[0].sound is None
        assert bool(edition.sounds) is False


def test_a_second_person_may_still_sign_a_stage_that_the_first_has_signed():
    gate = ("一校", "口述者确认")
    whole = archive(config={"gates": {"site": gate}})
    alone = [one.model_copy(update={"by": "乙"}) for one in signs(MADE, stages=gate)]
    second = alone[-1].model_copy(update={"by": "丙", "at": alone[-1].at + dt.timedelta(hours=1)})
    assert stands(alone, whole).people == 1
    assert stands([*alone, second], whole).complete
    assert stands([*alone, second], whole).on == second.at


PAIRS = [
    ("一校", "二校", False), ("二校", "三校", False), ("一校", "三校", True), ("初审", "复审", False), ("复审", "终审", False),
    ("初审", "终审", False), ("一校", "终审", False), ("三校", "终审", False), ("二校", "保密审查", False),
    ("一校", "初审", True), ("终审", "保密审查", True), ("口述者确认", "终审", True),
    ("一校", "口述者确认", True), ("一校", "一校", True),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "may"), PAIRS)
@pytest.mark.parametrize("turned", [False, True])
def test_some_stages_must_be_signed_by_different_people(first, second, may, turned):
    stages = (second, first) if turned else (first, second)
    gate = ("一校", "二校", "三校", "口述者确认", "初审", "复审", "终审", "保密审查")
    whole = archive(config={"gates": {"site": gate}})
    both = [one.model_copy(update={"by": "乙"}) for one in signs(MADE, stages=stages)]
    found = stands(both, whole)
    assert [one.stage for one in found.counted] == list(stages if may else stages[:1])
    assert [(one.code, one.values["other"]) for one in found.refused] == ([] if may else [("same-person", stages[0])])
    other = [both[0], both[1].model_copy(update={"by": "丙"})]
    assert [one.stage for one in stands(other, whole).counted] == list(stages)
    twice = dataclasses.replace(whole, staff={**STAFF, "乙二": Staff(name="乙", stages=STAGES)})
    alias = [both[0], both[1].model_copy(update={"by": "乙二"})]
    assert len(stands(alias, twice).counted) == 1 + may


def test_who_signed_first_counts_whatever_the_order_of_the_lines():
    one, two = (line.model_copy(update={"by": "乙"}) for line in signs(MADE, stages=("一校", "终审")))
    assert [line.stage for line in stands([two, one]).counted] == ["一校"]


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, True)])
def test_what_somebody_signed_up_to_their_last_day_counts(days, counts):
    left = when(2026, 1, 2).date() + dt.timedelta(days=days)
    staff = {**STAFF, "乙": Staff(name="乙", stages=STAGES, left=left)}
    assert stands(signs(MADE), dataclasses.replace(WHOLE, staff=staff)).complete is counts


@pytest.mark.parametrize(
    ("gates", "purpose", "stages"),
    [
        ({}, "print", (*STRICT, "重大选题备案")),
        ({}, "print_internal", (*STRICT, "准印证")),
        ({}, "archive", STRICT),
        ({"volume": ("终审",)}, "print", ("终审",)),
        ({"volume": ("终审",), "print": ("一校", "准印证")}, "print", ("一校", "准印证")),
        ({"volume": ("终审",), "print": ("一校",)}, "archive", ("终审",)),
        ({"web_text": ("一校",), "volume": ("终审",)}, "web_text", ("一校",)),
    ],
)
def test_the_stages_of_a_purpose_win_over_those_of_its_outlet(gates, purpose, stages):
    outlet = "site" if purpose == "web_text" else "volume"
    assert required(archive(config={"gates": gates}).config, outlet, purpose) == stages


@pytest.mark.parametrize(("number", "counts"), [("川新备〔2026〕1号", True), ("", False), (" ", False)])
@pytest.mark.parametrize("stage", FILING_STAGES)
def test_a_filing_counts_with_its_number_alone(number, counts, stage):
    whole = archive(config={"gates": {"site": (stage,)}})
    line = signs(MADE, stages=("终审",))[0].model_copy(update={"stage": stage, "number": number})
    found = stands([line], whole)
    assert found.missing == (() if counts else (stage,))
    assert [one.code for one in found.refused] == ([] if counts else ["number-missing"])


def test_the_numbers_of_filings_reach_the_volume():
    gate = ("一校", "终审", "重大选题备案", "准印证")
    plan = VolumePlan(title="书", route="isbn", interviews=("one",))
    whole = archive(config={"gates": {"volume": gate}}, volumes={"text-1": plan})
    made = project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], "print")
    lines = [*signs(made, stages=("一校", "终审"))]
    lines += [lines[1].model_copy(update={"stage": stage, "number": f"{stage}7号"}) for stage in FILING_STAGES]
    whole = put(whole, interview(ledger=Ledger(tuple(lines))))
    edition = decide_volume(whole, "text-1", TODAY, Clock())
    assert edition.interviews
    assert set(edition.volumes[0].filings) == {("重大选题备案", "重大选题备案7号"), ("准印证", "准印证7号")}


@pytest.mark.parametrize(
    ("stages", "last"),
    [
        (STRICT, ("终审", "保密审查")),
        (("一校", "终审"), ("终审",)),
        (("保密审查", "一校"), ("保密审查",)),
        (("一校", "二校"), ("二校",)),
        (("一校", "家属确认"), ("口述者确认",)),
    ],
)
def test_the_last_stages_are_those_that_are_given_anew(stages, last):
    assert last_stages(stages) == last


def test_the_day_a_gate_was_affirmed_is_the_last_day_one_of_its_last_stages_was_signed():
    assert stands(signs(MADE)).affirmed == dt.date(2026, 1, 2)
    assert stands([]).affirmed is None
    again = signs(MADE)[2].model_copy(update={"at": when(2026, 4, 1)})
    assert stands([*signs(MADE), again]).affirmed == dt.date(2026, 4, 1)
    whole = archive(config={"gates": {"site": ("一校", "口述者确认")}})
    family = signs(MADE, stages=("一校", "家属确认"))
    assert stands(family, whole).affirmed == dt.date(2026, 1, 2)
