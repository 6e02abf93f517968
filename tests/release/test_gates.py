from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.model.ledger import FILING_STAGES, PROOF_STAGES, STAGES, Ledger
from pipeline.model.nouns import Staff
from pipeline.release.decide import decide_site
from pipeline.release.explain import verdicts
from pipeline.release.gates import STRICT, required, standing
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
