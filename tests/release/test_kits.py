"""What of a planned kit is out: interviews whose words are signed for talks, sound where the web may hear it, public volumes."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.model.film import FilmPart, Passage
from pipeline.model.kit import KitPlan
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.release.decide import decide
from tests.release.sample import (
    GATE,
    TODAY,
    WITHDRAWN,
    Clock,
    answers,
    archive,
    by_words,
    everything,
    form,
    interview,
    item,
    person,
    put,
    record,
    signed,
    signed_edited,
    text,
    withdrawn,
    words,
)

CONFIG = {"gates": {"talks": GATE, "site": GATE, "volume": GATE}}


def planned(*purposes, plan=None, consent=None, **changes):
    """An archive with a kit about its one narrator, signed for `purposes`."""
    consent = consent or form()
    whole = archive(person(consent=consent), item(), interview(consent=consent, **changes), config=CONFIG)
    plan = plan or KitPlan(id="school", title="雪夜", age="中学", people=("jia",))
    whole = dataclasses.replace(whole, kits=(plan,))
    for purpose in purposes or ("talks",):
        whole = signed(whole, "one", purpose)
    return whole


def kit_of(whole):
    (edition,) = decide(whole, "talks", TODAY, Clock())
    return edition, edition.kits[0]


def test_an_interview_signed_for_talks_is_in_its_kit_without_sound():
    edition, kit = kit_of(planned())
    assert [part.interview for part in kit.parts] == ["IONE"]
    assert "一九五〇年冬天" in words(edition.interviews[0])
    assert edition.sounds == ()
    assert kit.on_site == ()
    assert kit.troubles == ()


def test_the_voice_is_in_a_kit_where_the_web_may_hear_it():
    edition, kit = kit_of(planned("talks", "web_text", "web_audio"))
    assert [cut.file for cut in edition.sounds] == ["IONE.m4a"]
    assert "IONE" in kit.on_site
    refused = planned("talks", "web_text", consent=form(purposes=answers(web_audio="no")))
    assert kit_of(refused)[0].sounds == ()


@pytest.mark.parametrize("answer", ["no", "ask"])
def test_nothing_of_an_interview_whose_form_does_not_allow_talks_is_out(answer):
    edition, kit = kit_of(planned("web_text", consent=form(purposes=answers(talks=answer))))
    assert (edition.interviews, edition.people, edition.items, edition.pictures, kit.parts) == ((), (), (), (), ())
    assert [one.code for one in kit.troubles] == ["kit-person-closed"]


def test_nothing_unsigned_or_withdrawn_is_in_a_kit():
    assert kit_of(planned("web_text"))[1].parts == ()
    whole = planned()
    gone = put(whole, withdrawn(whole.interviews["one"], WITHDRAWN))
    edition, kit = kit_of(gone)
    assert kit.parts == ()
    assert "一九五〇年冬天" not in everything(edition)


def test_withheld_words_are_in_no_kit_and_are_no_way_to_name_a_passage():
    plan = KitPlan(id="k", title="雪夜", age="中学", parts=(FilmPart(interview="one", passages=(Passage(first="十七岁"),)),))
    edition, kit = kit_of(planned(plan=plan, withhold=(by_words("十七岁"),)))
    assert "十七岁" not in everything(dataclasses.replace(edition, kits=()))
    assert [one.code for one in kit.troubles] == ["kit-words-nowhere"]


def test_a_passage_past_the_end_is_told_and_left_out():
    passage = Passage.model_validate({"from": "01:00:00", "to": "01:10:00"})
    plan = KitPlan(id="k", title="雪夜", age="中学", parts=(FilmPart(interview="one", passages=(passage,)),))
    _, kit = kit_of(planned(plan=plan))
    assert kit.parts == ()
    assert [one.code for one in kit.troubles] == ["kit-past-end"]


@pytest.mark.parametrize(("topic", "count"), [("参军", 1), ("一九五〇年冬天", 1), ("从来没有人说过的词", 0)])
def test_a_topic_is_looked_for_in_what_is_out(topic, count):
    _, kit = kit_of(planned(plan=KitPlan(id="k", title="题", age="成人", topics=(topic,))))
    assert len(kit.parts) == count


def test_a_kit_names_no_volume_that_is_not_public():
    whole = planned("talks", "print", "print_internal")
    inside = VolumePlan(title="内部的一册", route="internal_permit", interviews=("one",), imprint=Imprint(permit="准印"))
    open_ = VolumePlan(title="公开的一册", route="isbn", interviews=("one",), imprint=Imprint(isbn="978-7-02-000220-7"))
    edition, _ = kit_of(dataclasses.replace(whole, volumes={"inside": inside, "open": open_}))
    assert [volume.id for volume in edition.volumes] == ["open"]
    assert "内部的一册" not in everything(edition)
    assert "inside" not in everything(edition)


def test_a_kit_names_a_volume_that_tells_an_edited_text_only_where_that_is_signed_for_print():
    open_ = VolumePlan(title="编过的一册", route="isbn", interviews=("one",), prefer="edited")
    for sign, named in ((signed, False), (signed_edited, True)):
        whole = planned("talks", edited=text(("甲", 0, ["一九五〇年冬天。"])))
        whole = sign(dataclasses.replace(whole, volumes={"open": open_}), "one", "print")
        assert ("编过的一册" in everything(kit_of(whole)[0])) is named, sign


def test_a_title_names_nobody_who_withdrew():
    named = KitPlan(id="k", title="听甲大山讲", age="成人", people=("jia",), opening="甲大山来了。")
    whole = planned(plan=named)
    whole = put(whole, record(whole.people["jia"], name="甲大山"))
    gone = put(whole, withdrawn(whole.interviews["one"], WITHDRAWN))
    assert "甲大山" not in everything(kit_of(gone)[0])


def test_a_kit_without_a_title_names_only_those_of_whom_it_tells():
    plan = KitPlan(id="asked", title="", age="成人", people=("jia", "yi"), topics=("参军",))
    quiet = person("yi", name="戊秀兰", aliases=(), consent=form(purposes=answers(talks="no")))
    kit = kit_of(put(planned(plan=plan), quiet))[1]
    assert (kit.title, [one.code for one in kit.troubles]) == ("甲的故事", ["kit-person-closed"])
    closed = planned("web_text", plan=plan, consent=form(purposes=answers(talks="no")))
    assert kit_of(put(closed, quiet))[1].title == "听他们讲：参军"
