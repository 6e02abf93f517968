"""Withheld words go from every string of words, and never from an id or from what says of which kind something is."""

from __future__ import annotations

from pipeline.model.nouns import Named
from pipeline.model.projection import ItemCard, PublicTurn, Words
from pipeline.release.cards import person_card
from pipeline.release.project import compose
from pipeline.release.scrub import scrub
from pipeline.release.view import View
from tests.release.sample import TODAY, Clock, archive


def test_ids_and_kinds_stay_whatever_is_withheld():
    card = ItemCard(id="MEDAL", owner="PJIA", kind="medal", title="MEDAL奖章", caption="medal和PJIA的")
    left = scrub(card, ["MEDAL", "PJIA"])
    assert (left.id, left.owner, left.kind) == ("MEDAL", "PJIA", "medal")
    assert (left.title, left.caption) == ("奖章", "和的")


def test_the_role_of_a_turn_stays_and_its_speaker_goes():
    turn = PublicTurn(speaker="other", role="other", start_ms=None, blocks=(Words(text="好。"),))
    left = scrub(turn, ["other"])
    assert (left.speaker, left.role) == ("", "other")


def test_what_somebody_did_is_words_like_any_other():
    assert scrub(Named(name="丙", role="王二小家的摄像", of="王二小协会"), ["王二小"]) == Named(
        name="丙", role="家的摄像", of="协会"
    )


def test_the_pinyin_goes_with_the_name_and_with_nothing_else():
    whole = archive()
    card = person_card(View(whole, TODAY, Clock()), whole.people["jia"], "wall", ())
    assert scrub(card, ["甲"]).pinyin == ""
    assert scrub(card, ["入伍"]).pinyin == card.pinyin == "jia"
    assert scrub(Named(name="甲某"), ["某"]) == Named(name="甲")


def test_whoever_took_part_and_has_no_name_left_is_out_of_the_list():
    whole = archive()
    talk = compose(View(whole, TODAY, Clock()), whole.interviews["one"], "web_text")
    assert [one.name for one in talk.interviewers] == ["乙"]
    assert scrub(talk, ["乙"]).interviewers == ()
