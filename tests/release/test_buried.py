"""What was withdrawn leaves a bare id behind for everything that may have had a page; ids that were given up lead on."""

from __future__ import annotations

import dataclasses

from pipeline.model.edition import Forward, Tombstone
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.release.decide import decide_site, decide_volume
from tests.release.sample import (
    TODAY,
    Clock,
    archive,
    everything,
    interview,
    item,
    person,
    put,
    record,
    released,
    signed,
    withdrawn,
)


def site(whole):
    return decide_site(whole, TODAY, Clock())


def stones(whole):
    return [one.id for one in site(whole).tombstones]


def test_a_withdrawn_person_leaves_stones_for_the_person_their_interviews_and_their_items():
    whole = released(person(), interview(), item())
    assert stones(whole) == []
    gone = put(whole, withdrawn(whole.people["jia"]))
    assert stones(gone) == ["IONE", "MMEDAL", "PJIA"]
    assert "甲" not in everything(site(gone)).replace("军休", "")


def test_of_a_withdrawn_interview_only_what_is_no_longer_shown_gets_a_stone():
    whole = released(person(), person("yi", name="戊"), interview(), interview("two", id="ITWO", narrators=("yi",)), item())
    gone = put(whole, withdrawn(whole.interviews["one"]))
    assert stones(gone) == ["IONE"]  # the wall still shows the person and the medal
    assert stones(put(gone, record(gone.people["jia"], consent=None))) == ["IONE", "MMEDAL", "PJIA"]


def test_an_interview_of_two_people_is_buried_with_either_of_them():
    whole = released(person(), person("yi", name="戊"), interview(narrators=("jia", "yi")))
    gone = put(whole, withdrawn(whole.people["yi"]))
    assert stones(gone) == ["IONE", "PYI"]
    assert [card.id for card in site(gone).people] == ["PJIA"]


def test_what_was_never_signed_leaves_no_stone():
    whole = archive(person(), interview())
    assert stones(put(whole, withdrawn(whole.people["jia"]))) == []


def test_an_id_that_was_given_up_leads_on_only_where_something_stands():
    whole = dataclasses.replace(released(), redirects=(("OLDONE", "IONE"), ("OLDTWO", "INONE")))
    assert site(whole).forwards == (Forward("OLDONE", "IONE"),)
    gone = put(whole, withdrawn(whole.interviews["one"]))
    assert site(gone).forwards == (Forward("OLDONE", "IONE"),)
    assert Tombstone("IONE") in site(gone).tombstones


def volume(**changes):
    plan = VolumePlan(**({"title": "卷", "interviews": ("one",), "route": "isbn"} | changes))
    whole = archive(person(), interview(), volumes={"v": plan})
    for purpose in ("web_text", "print", "print_internal", "archive"):
        whole = signed(whole, "one", purpose)
    return whole


def test_a_volume_whose_route_forbids_its_plan_holds_nothing_and_says_why():
    for changes, code in (
        ({"route": "internal_permit"}, "permit-missing"),
        ({"route": "internal_permit", "imprint": Imprint(permit="准1", permit_until=TODAY.replace(year=2020))}, "permit-expired"),
        ({"route": "archive_copy_only", "imprint": Imprint(isbn="978-7-02-000220-7")}, "route-for-sale"),
        ({"imprint": Imprint(isbn="978-7-02-000220-8")}, "isbn-wrong"),
    ):
        edition = decide_volume(volume(**changes), "v", TODAY, Clock())
        assert [one.code for one in edition.volumes[0].refused] == [code]
        assert (edition.interviews, edition.volumes[0].interviews, edition.pictures) == ((), (), ())
    internal = {"route": "internal_permit", "imprint": Imprint(permit="准1", permit_until=TODAY)}
    assert decide_volume(volume(**internal), "v", TODAY, Clock()).interviews


def test_only_a_volume_that_may_be_public_is_in_the_site_s_edition():
    internal = {"route": "internal_permit", "imprint": Imprint(permit="准1", permit_until=TODAY)}
    assert [one.id for one in site(volume()).volumes] == ["v"]
    assert site(volume(**internal)).volumes == ()
    assert site(volume(route="archive_copy_only")).volumes == ()


def test_the_number_of_a_filing_that_was_signed_for_what_is_out_reaches_the_imprint():
    whole = volume()
    kept = whole.interviews["one"]
    own = next(one for one in kept.ledger.signoffs if one.purpose == "print")
    filed = own.model_copy(update={"stage": "重大选题备案", "number": "备字12号"})
    other = filed.model_copy(update={"digest": "f" * 64, "number": "旧号"})
    ledger = dataclasses.replace(kept.ledger, signoffs=(*kept.ledger.signoffs, filed, other))
    found = decide_volume(put(whole, dataclasses.replace(kept, ledger=ledger)), "v", TODAY, Clock())
    assert found.volumes[0].filings == (("重大选题备案", "备字12号"),)
