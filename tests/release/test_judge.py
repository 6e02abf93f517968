from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.model.archive import KeptPhoto
from pipeline.model.ledger import STAGES, Ledger, SignOff
from pipeline.model.nouns import Item, Photo, Staff, Term
from pipeline.model.record import SaidDate
from pipeline.release.decide import NEVER, decide_site
from pipeline.release.explain import verdicts
from pipeline.release.project import project_interview
from pipeline.release.view import View
from tests.release.sample import (
    GATE,
    PLAIN,
    REGISTERS,
    SIGNERS,
    STAFF,
    TODAY,
    Clock,
    answers,
    archive,
    by_field,
    by_time,
    by_words,
    embargo,
    everything,
    form,
    interview,
    item,
    person,
    picture,
    put,
    record,
    released,
    signed,
    signs,
    text,
    when,
    withdrawn,
    words,
)

DAY = dt.timedelta(days=1)
REWRITTEN = text(("甲", 1000, ["一九五〇年冬天。改过一个字。"]))


def site(whole, today=TODAY, times=None):
    return decide_site(whole, today, times or Clock())


def with_text(whole, new=REWRITTEN):
    return put(whole, dataclasses.replace(whole.interviews["one"], text=new))


def test_an_edit_after_the_signatures_leaves_the_approved_words():
    moved = site(with_text(released()))
    assert "改过一个字" not in everything(moved)
    assert words(moved.interviews[0]) == words(site(released()).interviews[0])


def test_an_edit_with_nothing_kept_leaves_nothing():
    whole = with_text(released())
    assert site(put(whole, dataclasses.replace(whole.interviews["one"], approved=()))).interviews == ()


def test_one_character_is_an_edit():
    whole = released()
    one = PLAIN.chapters[0].turns[0]
    changed = dataclasses.replace(
        PLAIN.chapters[0], turns=(dataclasses.replace(one, speaker="乙 "), *PLAIN.chapters[0].turns[1:])
    )
    whole = with_text(whole, dataclasses.replace(PLAIN, chapters=(changed,)))
    assert site(put(whole, dataclasses.replace(whole.interviews["one"], approved=()))).interviews == ()


def test_the_newest_fully_signed_words_are_taken():
    whole = signed(with_text(released()), at=when(2026, 2, 1))
    whole = with_text(whole, text(("甲", 0, ["第三稿。"])))
    edition = site(whole)
    assert words(edition.interviews[0]) == "一九五〇年冬天。改过一个字。"
    assert edition.interviews[0].approved_on == dt.date(2026, 2, 1)


def test_what_will_be_signed_some_day_does_not_retire_what_was():
    whole = signed(with_text(released()), at=when(2027, 2, 1))
    whole = with_text(whole, text(("甲", 0, ["第三稿。"])))
    assert "那年我十七岁" in words(site(whole).interviews[0])


def test_a_narrator_whom_nobody_knows_closes_without_a_stumble():
    whole = released()
    whole = put(whole, record(whole.interviews["one"], narrators=("jia", "nobody")))
    reasons = next(one.reasons for one in verdicts(whole, TODAY, Clock()) if one.purpose == "web_text")
    assert "narrator-missing" in {one.code for one in reasons}


def test_words_kept_but_not_fully_signed_are_not_taken():
    whole = with_text(released())
    kept = whole.interviews["one"]
    fewer = dataclasses.replace(kept.ledger, signoffs=tuple(one for one in kept.ledger.signoffs if one.stage != "终审"))
    assert site(put(whole, dataclasses.replace(kept, ledger=fewer))).interviews == ()


def test_kept_words_that_were_tampered_with_are_not_taken():
    whole = with_text(released())
    kept = whole.interviews["one"]
    forged = tuple(one.model_copy(update={"title": "改头换面"}) for one in kept.approved)
    assert site(put(whole, dataclasses.replace(kept, approved=forged))).interviews == ()


def test_kept_words_of_another_interview_or_purpose_are_not_taken():
    whole = released(person(), interview("one"), interview("two", id="ITWO"))
    other = whole.interviews["two"]
    stolen = dataclasses.replace(with_text(whole).interviews["one"], approved=other.approved, ledger=other.ledger)
    assert [one.projection.id for one in site(put(whole, stolen)).interviews] == ["ITWO"]


def test_withdrawing_leaves_a_tombstone_without_a_name():
    whole = released()
    edition = site(put(whole, withdrawn(whole.interviews["one"])))
    assert edition.interviews == ()
    assert edition.sounds == ()
    assert [one.id for one in edition.tombstones] == ["IONE"]
    assert edition.date == dt.date(2026, 3, 1)
    assert "雪夜" not in everything(edition)


def test_a_withdrawal_closes_for_ever_whatever_is_signed_afterwards():
    whole = put(released(), withdrawn(released().interviews["one"]))
    assert site(signed(whole, at=when(2026, 4, 1))).interviews == ()


def test_what_was_never_signed_leaves_no_tombstone():
    assert site(archive(person(), withdrawn(interview()))).tombstones == ()


def test_a_withdrawn_person_is_out_everywhere():
    whole = released()
    edition = site(put(whole, withdrawn(whole.people["jia"])))
    assert (edition.people, edition.walls, edition.interviews, edition.items) == ((), (), (), ())


@pytest.mark.parametrize("kind", ["interviews", "people"])
def test_a_broken_line_closes(kind):
    whole = released()
    kept = getattr(whole, kind)["one" if kind == "interviews" else "jia"]
    edition = site(put(whole, dataclasses.replace(kept, ledger=dataclasses.replace(kept.ledger, broken=(3,)))))
    assert edition.interviews == ()
    assert bool(edition.walls) is (kind == "interviews")


@pytest.mark.parametrize("changes", [{"broken": True}, {"id": ""}, {"ledger": Ledger()}])
def test_a_broken_nameless_or_unsigned_interview_is_out(changes):
    whole = released()
    assert site(put(whole, dataclasses.replace(whole.interviews["one"], **changes))).interviews == ()


@pytest.mark.parametrize("purpose", ["web_text", "web_audio", "portrait", "wall"])
@pytest.mark.parametrize("answer", ["no", "ask"])
@pytest.mark.parametrize("kind", ["interviews", "people"])
def test_each_purpose_opens_only_its_own(kind, purpose, answer):
    whole = released()
    kept = getattr(whole, kind)["one" if kind == "interviews" else "jia"]
    edition = site(put(whole, record(kept, consent=form(purposes=answers(**{purpose: answer})))))
    assert bool(edition.interviews) is (purpose != "web_text")
    assert bool(edition.sounds) is (purpose not in ("web_text", "web_audio"))
    assert bool(edition.walls) is (purpose != "wall")
    portraits = {bool(card.portrait) for one in edition.interviews for card in one.projection.narrators}
    assert portraits <= {purpose != "portrait"}


@pytest.mark.parametrize(("days", "out"), [(-1, True), (0, True), (1, False)])
def test_an_embargo_ends_on_its_day(days, out):
    whole = released()
    kept = record(whole.interviews["one"], consent=form(embargo=embargo(TODAY + days * DAY)))
    assert not site(put(whole, kept)).interviews
    again = signed(put(whole, kept), at=when(2026, 5, 20, 8))
    assert bool(site(again).interviews) is out


@pytest.mark.parametrize("purpose", ["web_text", "wall"])
@pytest.mark.parametrize("stage", GATE)
def test_a_day_that_comes_opens_nothing_until_one_of_the_last_stages_is_signed_anew(purpose, stage):
    one, jia = interview(), person()
    if purpose == "wall":
        jia = person(consent=form(signed=TODAY))
    else:
        one = interview(consent=form(embargo=embargo(TODAY)))
    whole = released(jia, one, item())
    kept = whole.people["jia"] if purpose == "wall" else whole.interviews["one"]
    code = {found.code for found in verdicts(whole, TODAY, Clock()) for found in found.reasons if found.code == "not-reaffirmed"}
    assert code
    seal = next(line.digest for line in kept.ledger.signoffs if line.purpose == purpose)
    line = SignOff(stage=stage, purpose=purpose, by=SIGNERS[stage], at=when(2026, 5, 20), digest=seal)
    ledger = dataclasses.replace(kept.ledger, signoffs=(*kept.ledger.signoffs, line))
    edition = site(put(whole, dataclasses.replace(kept, ledger=ledger)))
    assert bool(edition.walls if purpose == "wall" else edition.interviews) is (stage in ("终审", "保密审查"))


def test_what_is_signed_before_there_was_a_form_opens_nothing():
    whole = released()
    whole = put(whole, record(whole.interviews["one"], consent=form(signed=dt.date(2026, 1, 3))))
    assert not site(whole).interviews


def test_an_embargoed_interview_leaves_no_trace():
    whole = released()
    whole = put(whole, record(whole.interviews["one"], consent=form(embargo=embargo(TODAY + DAY))))
    whole = put(whole, record(whole.people["jia"], consent=form(purposes=answers(wall="no"))))
    edition = site(whole)
    assert "IONE" not in everything(edition)
    assert "PJIA" not in everything(edition)
    assert edition.date == NEVER


def test_no_form_at_the_interview_is_no_though_the_person_signed():
    whole = released()
    assert site(put(whole, record(whole.interviews["one"], consent=None))).interviews == ()


def test_a_death_closes_where_the_form_says_so():
    whole = released()
    dead = record(whole.people["jia"], death=SaidDate.model_validate("2025-01-01"))
    assert site(put(whole, dead)).interviews
    closed = put(put(whole, dead), record(whole.interviews["one"], consent=form(after_death="close")))
    assert site(closed).interviews == ()
    asked = put(whole, record(dead, consent=form(after_death="ask_family")))
    assert site(asked).interviews == ()


def test_leave_taken_back_for_a_part_takes_it_out_of_the_approved_words():
    whole = with_text(released())
    assert "K1" in everything(site(whole))
    no_item = put(whole, record(whole.items["medal"], consent=form(purposes={})))
    assert "MMEDAL" not in everything(site(no_item).interviews)
    no_portrait = put(whole, record(whole.people["jia"], consent=form(purposes=answers(portrait="no"))))
    assert "FJIA" not in everything(site(no_portrait))
    kept = whole.interviews["one"]
    photo = dataclasses.replace(kept.photos[0], record=Photo(caption="采访时", consent=form(purposes={})))
    assert "H1" not in everything(site(put(whole, dataclasses.replace(kept, photos=(photo,)))))


def test_a_picture_that_was_replaced_is_not_shown_under_the_approved_words():
    whole = with_text(released())
    changed = put(whole, dataclasses.replace(whole.people["jia"], portrait=picture("FJIA", "0" * 64)))
    edition = site(changed)
    assert edition.interviews[0].projection.narrators[0].portrait is None
    assert "0" * 64 not in everything(edition)


@pytest.mark.parametrize(
    ("held", "secret"),
    [
        (by_words("天下着大雪"), "大雪"),
        (by_time(5_200, 5_400), "后来呢"),
        (by_field("photos"), "采访时"),
        (by_field("sessions.place"), "，内江"),
    ],
)
def test_a_passage_withheld_today_is_out_of_the_words_approved_before(held, secret):
    whole = released()
    assert secret in everything(site(whole))
    edition = site(put(whole, record(whole.interviews["one"], withhold=(held,))))
    assert edition.interviews
    assert secret not in everything(edition)


def test_a_field_of_a_person_withheld_today_is_out_of_the_card_approved_before():
    whole = released()
    assert "1933" in everything(site(whole))
    assert "1933" not in everything(site(put(whole, record(whole.people["jia"], withhold=(by_field("birth"),)))))


def test_a_unit_closed_today_is_out_of_the_card_approved_before():
    whole = released()
    units = {"company": Term(id="company", name="某连", disclosure="generalise", public_name="某部")}
    moved = dataclasses.replace(whole, registers={**REGISTERS, "units": units})
    assert "某连" in everything(site(whole))
    assert site(moved).interviews
    assert "某连" not in everything(site(moved))
    unknown = dataclasses.replace(whole, registers={**REGISTERS, "units": {"company": Term(id="company", name="某连")}})
    assert site(unknown).interviews == ()
    assert site(unknown).walls == ()


def test_words_approved_for_other_narrators_are_not_taken():
    whole = with_text(released())
    yi = person("yi", name="戊")
    moved = put(put(whole, yi), record(whole.interviews["one"], narrators=("yi",)))
    assert site(moved).interviews == ()


def test_an_item_of_somebody_who_signed_nothing_is_out():
    whole = archive(person(), person("yi", consent=None), interview(), item())
    whole = put(whole, dataclasses.replace(whole.items["medal"], record=Item(kind="medal", title="他人之物", owner="yi")))
    assert "他人之物" not in everything(site(signed(whole)))
    allowed = put(whole, record(whole.items["medal"], consent=form()))
    assert "他人之物" in everything(site(signed(allowed)))


def test_the_series_may_close_a_purpose_for_all():
    whole = released()
    config = whole.config.model_copy(update={"consent": {"web_text": "no"}})
    assert site(dataclasses.replace(whole, config=config)).interviews == ()


def leaver_signed(whole, words):
    """The text rewritten and signed by somebody who then leaves the staff."""
    staff = {**STAFF, "戊": Staff(name="戊", stages=STAGES)}
    whole = with_text(dataclasses.replace(whole, staff=staff), words)
    made = project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], "web_text")
    signs_of = [one.model_copy(update={"by": {"丙": "戊"}.get(one.by, one.by)}) for one in signs(made, when(2026, 2, 2))]
    kept = whole.interviews["one"]
    ledger = dataclasses.replace(kept.ledger, signoffs=(*kept.ledger.signoffs, *signs_of))
    return put(whole, dataclasses.replace(kept, ledger=ledger, approved=(*kept.approved, made)))


def test_nothing_older_comes_back_when_somebody_leaves_the_staff():
    whole = leaver_signed(released(), text(("甲", 1000, ["一九五〇年冬天。"])))
    assert "大雪" not in everything(site(whole))
    assert site(whole).interviews
    left = dataclasses.replace(whole, staff=STAFF)
    assert site(left).interviews == ()


def test_nothing_older_comes_back_when_the_newest_approved_form_is_lost():
    whole = signed(with_text(released()), at=when(2026, 2, 2))
    kept = whole.interviews["one"]
    lost = put(whole, dataclasses.replace(kept, text=None, approved=kept.approved[:2]))
    assert site(whole).interviews
    assert site(lost).interviews == ()


def test_withdrawing_an_interview_never_opens_the_wall():
    refused = interview("two", consent=form(purposes=answers(wall="no")))
    whole = released(person(consent=None), item(), interview("one"), refused)
    assert site(whole).walls == ()
    assert site(put(whole, withdrawn(whole.interviews["two"]))).walls == ()


def test_a_withdrawn_form_grants_no_place_on_the_wall():
    whole = released(person(consent=None), item(), interview("one"), interview("two", consent=None))
    assert site(whole).walls != ()
    assert site(put(whole, withdrawn(whole.interviews["one"]))).walls == ()


def test_words_withheld_by_the_owner_of_an_item_leave_its_caption_in_everybodys_interview():
    owner = person("yi", name="丁", aliases=())
    own = item(owner="yi", caption="在石滩领到的奖章", consent=form())
    told = interview("two", narrators=("yi",), shows=(), photos=(), text=text(("丁", 0, ["我们在石滩。"])))
    whole = released(person(), owner, own, interview(), told)
    assert "石滩" in everything(site(whole).items)
    hidden = put(whole, record(told, withhold=(by_words("石滩"),)))
    assert "石滩" not in everything(site(hidden))


def test_a_photograph_of_somebody_withdrawn_is_out_whatever_they_are_called():
    shown = KeptPhoto(Photo(caption="合影", alt="合影", depicts=("老丁",)), picture("H2"))
    whole = released(person(), item(), interview(photos=(shown,)), person("yi", name="丁", aliases=("老丁",)))
    assert site(whole).interviews[0].projection.photos
    assert site(put(whole, withdrawn(whole.people["yi"]))).interviews[0].projection.photos == ()


def test_a_photograph_of_a_narrator_needs_leave_for_the_portrait():
    shown = KeptPhoto(Photo(caption="合影", alt="合影", depicts=("jia",)), picture("H2"))
    whole = released(person(), item(), interview(photos=(shown,)))
    assert site(whole).interviews[0].projection.photos
    refused = interview(photos=(shown,), consent=form(purposes=answers(portrait="no")))
    silent = person(consent=form(purposes={"web_text": "yes"}))
    for one in (refused, silent):
        edition = site(released(person(), item(), interview(photos=(shown,)), one))
        assert [out.projection.photos for out in edition.interviews] == [()]


def test_a_place_that_is_told_in_other_words_since_leaves_the_approved_form():
    whole = released()
    assert "内江" in everything(site(whole))
    vague = Term(id="neijiang", name="内江", disclosure="generalise", public_name="川南")
    closed = dataclasses.replace(whole, registers={**REGISTERS, "places": {"neijiang": vague}})
    edition = site(closed)
    assert edition.interviews
    assert "内江" not in everything(edition)
    assert edition.interviews[0].projection.narrators[0].native_place == "川南"
