"""The edited text of an interview is out where a volume tells it so, signed for itself, and nowhere else."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.errors import WrongUse
from pipeline.model.canonical import digest
from pipeline.model.nouns import Imprint, VolumePlan
from pipeline.model.printing import Contained, Contents, PrintedLedger, Printing
from pipeline.release.buried import buried_records
from pipeline.release.decide import decide, decide_ebooks, decide_site, decide_volume
from pipeline.release.explain import course, verdicts
from pipeline.release.films import decide_films
from pipeline.release.missing import missing
from pipeline.release.printed import notices
from pipeline.release.project import project_interview
from pipeline.release.review import Signing, review, review_edited, sign_off
from pipeline.release.tellings import as_edited, edited_purposes
from pipeline.release.view import View
from tests.release.sample import (
    SIGNED,
    TODAY,
    WITHDRAWN,
    Clock,
    answers,
    archive,
    by_field,
    by_time,
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
    when,
    withdrawn,
    words,
)

CANARY = "丹雀衔环"  # stands in the edited text alone
TEXT = text(("乙", 0, ["哪、哪一年入伍的？"]), ("甲", 1000, ["嗯，一九五〇年冬天。那年我十七岁。", "连夜过江。"]))
EDITED = text(
    ("乙", 0, ["哪一年入伍的？"]),
    ("甲", 1000, ["一九五〇年冬天。那年我十七岁。[^1]", f"连夜过江。{CANARY}。"]),
    title="编过的一章",
    notes=[("1", f"编者注：{CANARY}。")],
)
LATER = SIGNED.replace(month=2)


def plan(**changes):
    return VolumePlan(**({"title": "卷", "route": "isbn", "interviews": ("one",), "imprint": Imprint()} | changes))


def kept(**changes):
    return interview(**({"text": TEXT, "edited": EDITED, "shows": ()} | changes))


def told(*more, **changes):
    """An archive whose one volume tells its interview by the edited text."""
    return archive(person(), item(), kept(**changes), *more, volumes={"v": plan(prefer="edited"), "w": plan()})


def shown(whole, volume="v", times=None):
    edition = decide_volume(whole, volume, TODAY, times or Clock())
    return words(edition.interviews[0]) if edition.interviews else None


def edited_words(whole, times=None):
    """The words of the edited projection as they would be signed today, or the codes of the reasons against them."""
    view = View(as_edited(whole, {"one"}), TODAY, times or Clock())
    made = project_interview(view, view.archive.interviews["one"], "print")
    return [one.code for one in made] if isinstance(made, tuple) else words(made)


@pytest.mark.parametrize("how", [{"prefer": "edited"}, {"told_as": {"one": "edited"}}])
def test_a_volume_tells_an_interview_by_its_edited_text(how):
    whole = signed_edited(dataclasses.replace(told(), volumes={"v": plan(**how)}))
    edition = decide_volume(whole, "v", TODAY, Clock())
    assert words(edition.interviews[0]) == f"哪一年入伍的？\n一九五〇年冬天。那年我十七岁。[^1]|连夜过江。{CANARY}。"
    assert edition.interviews[0].telling == "edited"
    assert [chapter.title for chapter in edition.interviews[0].projection.chapters] == ["编过的一章"]
    assert edition.interviews[0].timing is not None


def test_an_interview_without_an_edited_text_is_told_by_its_text_and_a_notice_says_so():
    whole = signed(told(edited=None), "one", "print")
    edition = decide_volume(whole, "v", TODAY, Clock())
    assert shown(whole) == shown(whole, "w") is not None
    assert (edition.interviews[0].telling, edition.volumes[0].told_as) == ("text", (("IONE", "text"),))
    assert [one.code for one in missing(View(whole, TODAY, Clock()), (edition,))] == ["volume-edited-missing"]


def test_two_volumes_tell_the_same_interview_each_in_its_own_way_whichever_was_signed_last():
    for first, last in ((SIGNED, LATER), (LATER, SIGNED)):
        whole = signed_edited(signed(told(), "one", "print", first), at=last)
        assert CANARY in shown(whole, "v")
        assert shown(whole, "w") == "哪、哪一年入伍的？\n嗯，一九五〇年冬天。那年我十七岁。|连夜过江。"


def test_a_signed_text_never_stands_in_for_an_edited_text_that_nobody_signed():
    whole = signed(told(), "one", "print")
    edition = decide_volume(whole, "v", TODAY, Clock())
    assert edition.interviews == ()
    found = missing(View(whole, TODAY, Clock()), (edition,))
    assert [(one.code, one.values["purpose"]) for one in found] == [("volume-edited-closed", "print")]
    assert shown(whole, "w") is not None


def test_a_signed_edited_text_never_stands_in_for_a_text_that_nobody_signed():
    whole = signed_edited(told())
    assert shown(whole, "w") is None
    assert CANARY in shown(whole, "v")


def test_an_edited_text_that_changed_falls_back_to_its_own_last_approved_words():
    whole = signed_edited(signed(told(), "one", "print", LATER))
    changed = dataclasses.replace(whole.interviews["one"], edited=text(("甲", 0, ["全改过了。"])))
    assert CANARY in shown(put(whole, changed))
    never = dataclasses.replace(told().interviews["one"], ledger=whole.interviews["one"].ledger.of_edited)
    assert shown(put(told(), never)) is None  # those words are not kept, and their sign-offs are not on the text


def test_equal_words_are_signed_once_for_each_telling():
    whole = signed(told(edited=TEXT), "one", "print")
    assert shown(whole, "v") is None
    assert shown(signed_edited(whole), "v") == shown(whole, "w") is not None


def test_words_of_an_edited_text_are_nowhere_but_in_the_volume_that_tells_it():
    whole = signed_edited(signed(signed(told(), "one", "web_text"), "one", "print"))
    for purpose in ("web_audio", "film", "column"):
        whole = signed(whole, "one", purpose)
    assert "那年我十七岁" in everything(decide_site(whole, TODAY, Clock()))
    editions = [
        decide_site(whole, TODAY, Clock()),
        decide_volume(whole, "w", TODAY, Clock()),
        *decide_films(whole, TODAY, Clock()),
    ]
    editions += [*decide(whole, "labels", TODAY, Clock()), *decide(whole, "column", TODAY, Clock())]
    editions += decide_ebooks(whole, TODAY, Clock())
    assert not any(CANARY in everything(one) or "编过的一章" in everything(one) for one in editions)
    assert CANARY in everything(decide_volume(whole, "v", TODAY, Clock()))


def test_an_edited_text_beside_it_changes_nothing_that_was_signed_of_the_text():
    held = (by_words("十七岁"), by_time(3_200, 3_400))
    bare = dataclasses.replace(told(edited=None, withhold=held), volumes={"w": plan()})
    for purpose in ("web_text", "web_audio", "print"):
        bare = signed(bare, "one", purpose)
    beside = put(bare, dataclasses.replace(bare.interviews["one"], edited=EDITED))
    assert decide_site(beside, TODAY, Clock()) == decide_site(bare, TODAY, Clock())
    assert decide_volume(beside, "w", TODAY, Clock()) == decide_volume(bare, "w", TODAY, Clock())


@pytest.mark.parametrize(
    ("held", "out"),
    [
        (by_words("十七岁", label="略"), "一九五〇年冬天。那年我|⟦略⟧|连夜过江。"),
        (by_words(CANARY, label="略"), "那年我十七岁。[^1]|连夜过江。|⟦略⟧"),
        (by_time(2_300, 2_700, label="略"), "一九五〇年冬天。|⟦略⟧"),
    ],
)
def test_an_edited_text_is_withheld_by_words_and_by_time(held, out):
    whole = signed_edited(told(withhold=(held,)))
    assert out in shown(whole)
    assert out in edited_words(whole)


def test_what_is_withheld_after_signing_is_cut_out_of_the_approved_edited_text():
    whole = signed_edited(told())
    for held in (by_words("十七岁"), by_time(2_300, 2_700)):
        closed = put(whole, record(whole.interviews["one"], withhold=(held,)))
        assert "十七岁" not in shown(closed)
        assert CANARY in shown(closed)


def test_a_field_that_is_withheld_is_out_of_the_edited_telling_too():
    closed = told(withhold=(by_field("notes"),))
    edition = decide_volume(signed_edited(closed), "v", TODAY, Clock())
    assert "编者注" not in everything(edition)
    assert edition.interviews[0].projection.notes == ()


SAID = text(("甲", 0, ["一九五〇年冬天。大雪。那年我十七岁。大雪。", "嗯，连夜过江。"]))
REWORDED = text(("甲", 0, ["一九五〇年冬天。大雪。那时我才满十七。大雪。", "连夜过江。"]))


def test_words_that_the_edited_text_puts_otherwise_are_out_by_the_time_at_which_they_are_spoken():
    whole = told(text=SAID, edited=REWORDED, withhold=(by_words("那年我十七岁", label="略"),))
    assert edited_words(whole) == "一九五〇年冬天。|⟦略⟧|连夜过江。"  # and what touches it, as in the sound


def test_words_that_both_texts_say_are_cut_alone_where_they_stand():
    whole = told(withhold=(by_words("冬天", label="略"),))
    assert "一九五〇年|⟦略⟧|。那年我十七岁" in edited_words(whole)


def test_one_place_of_two_that_the_edited_text_puts_otherwise_is_out_by_its_time():
    twice = text(("甲", 0, ["我在石桥。后来去了别处。过了三年。又过三年。又回石桥。"]))
    once = text(("甲", 0, ["我在石桥。后来去了别处。过了三年。又过三年。又回那座桥。"]))
    whole = told(text=twice, edited=once, withhold=(by_words("石桥", label="略"),))
    assert edited_words(whole) == "我在|⟦略⟧|。后来去了别处。过了三年。|⟦略⟧"


def test_reworded_words_close_the_edited_text_where_nobody_knows_when_they_are_spoken():
    whole = told(text=SAID, edited=REWORDED, withhold=(by_words("那年我十七岁"),))
    assert edited_words(whole, Clock(silent=True)) == ["withhold-no-times"]
    same = told(withhold=(by_words("那年我十七岁", label="略"),))
    assert "⟦略⟧" in edited_words(same, Clock(silent=True))  # it says them itself, so that no time is needed


def test_words_that_neither_text_holds_close_both():
    whole = signed_edited(signed(told(), "one", "print"))
    lost = put(whole, record(whole.interviews["one"], withhold=(by_words("哪里也没有的话"),)))
    assert shown(lost, "v") is shown(lost, "w") is None
    codes = {one.code for verdict in verdicts(lost, TODAY, Clock()) if verdict.purpose == "print" for one in verdict.reasons}
    assert "withhold-not-found" in codes


def test_words_that_only_the_edited_text_holds_are_out_of_the_text_by_their_time():
    whole = told(text=SAID, edited=REWORDED, withhold=(by_words("那时我才满十七", label="略"),))
    assert shown(signed(whole, "one", "print"), "w") == "一九五〇年冬天。|⟦略⟧|嗯，连夜过江。"


def test_what_the_text_says_at_a_withheld_time_is_out_of_the_edited_text_wherever_it_was_moved():
    moved = text(("甲", 1000, ["连夜过江。一九五〇年冬天。"]), ("甲", 9000, ["那年我十七岁。"]))
    whole = told(edited=moved, withhold=(by_time(2_300, 2_700, label="略"),))
    assert "十七岁" not in edited_words(whole)


def test_what_an_editor_says_twice_or_moves_cuts_nothing_more_out_of_the_text_that_says_it_itself():
    said = text(("甲", 0, ["一九五〇年冬天。那年我十七岁。过了三年。又过三年。连夜过江。"]))
    edited = text(("甲", 0, ["一九五〇年冬天。那年我十七岁。过了三年。又过三年。那年我十七岁。"]))
    bare = told(text=said, edited=None, withhold=(by_words("那年我十七岁", label="略"),))
    beside = told(text=said, edited=edited, withhold=(by_words("那年我十七岁", label="略"),))
    assert (
        shown(signed(beside, "one", "print"), "w")
        == shown(signed(bare, "one", "print"), "w")
        == ("一九五〇年冬天。|⟦略⟧|。过了三年。又过三年。连夜过江。")
    )
    moved = text(("甲", 0, ["一九五〇年冬天。连夜过江。过了三年。又过三年。那年我十七岁。"]))
    timed = {"text": said, "withhold": (by_time(1_300, 1_700, label="略"),)}
    with_edited, without = told(edited=moved, **timed), told(edited=None, **timed)
    assert shown(signed(with_edited, "one", "print"), "w") == shown(signed(without, "one", "print"), "w")


def test_an_archive_that_is_told_as_edited_is_told_so_once():
    once = as_edited(told(), {"one"})
    assert as_edited(once, {"one"}) == once
    assert once.interviews["one"].text == EDITED


def test_only_volumes_that_hold_an_interview_ask_for_its_edited_text():
    whole = told()
    assert edited_purposes(whole, "one") == ("print", "web_text")
    assert edited_purposes(dataclasses.replace(whole, volumes={"v": plan(prefer="edited", interviews=("two",))}), "one") == ()


def test_a_withdrawn_interview_of_which_the_edited_text_alone_was_signed_may_have_been_printed():
    whole = signed_edited(told())
    one = withdrawn(dataclasses.replace(whole.interviews["one"], approved=()))
    assert [kept.key for kept in buried_records(put(whole, one))] == ["one"]
    assert buried_records(put(told(), withdrawn(told().interviews["one"]))) == ()


def test_withheld_times_close_an_edited_text_without_times():
    assert edited_words(told(withhold=(by_time(2_300, 2_700),)), Clock(silent=True)) == ["withhold-no-times"]


def test_what_one_text_withholds_by_time_is_withheld_from_the_volumes_own_words_in_either_telling():
    said = "连夜过江。雪一直下"
    whole = told(
        text=text(("甲", 0, ["头一句。", "雪一直下到天亮。"])),
        edited=text(("甲", 0, ["头一句。", "大雪下到天亮才停。"])),
        withhold=(by_time(1_300, 1_700),),
    )
    for words_of in ("雪一直下到天亮。", "大雪下到天亮才停。"):
        volumes = {"v": plan(prefer="edited", preface=words_of), "w": plan(preface=words_of)}
        closed = dataclasses.replace(whole, volumes=volumes)
        for key in volumes:
            assert decide_volume(closed, key, TODAY, Clock()).volumes[0].plan.preface == "", (said, key)


def test_a_withdrawal_a_refusal_and_a_quarantine_close_both_tellings():
    whole = signed_edited(signed(told(), "one", "print"))
    one = whole.interviews["one"]
    closings = [
        withdrawn(one),
        withdrawn(whole.people["jia"]),
        record(one, consent=form(purposes=answers(print="no"))),
        record(one, quarantine=True),
        dataclasses.replace(one, broken=True),
        dataclasses.replace(one, ledger=dataclasses.replace(one.ledger, broken=(3,))),
    ]
    for closed in closings:
        assert shown(put(whole, closed), "v") is shown(put(whole, closed), "w") is None, closed


def test_a_speaker_of_the_edited_text_who_refuses_closes_it_and_not_the_text():
    third = person("bing", name="戊老", aliases=(), consent=form(purposes=answers(print="no")))
    heard = text(("甲", 0, ["一九五〇年冬天。"]), ("戊老", 2000, ["我插一句。"]))
    whole = archive(person(), item(), third, kept(edited=heard), volumes={"v": plan(prefer="edited"), "w": plan()})
    assert edited_words(whole) == ["speaker-closed"]
    assert shown(signed(whole, "one", "print"), "w") is not None


def test_a_sign_off_on_the_edited_text_that_the_history_does_not_know_opens_nothing():
    whole = signed_edited(told())
    one = whole.interviews["one"]
    ledger = dataclasses.replace(one.ledger, edited=(), edited_unproven=one.ledger.edited)
    assert shown(put(whole, dataclasses.replace(one, ledger=ledger))) is None


def test_an_ebook_of_the_volume_needs_the_edited_text_signed_for_web_and_paper():
    whole = signed(signed(signed(told(), "one", "print"), "one", "web_text"), "one", "web_audio")
    paper = signed_edited(whole)
    both = signed_edited(paper, "one", "web_text")

    def of(whole, name):
        books = decide_ebooks(whole, TODAY, Clock())
        return next((one for one in books if one.volumes and one.volumes[0].id == name), None)

    assert of(whole, "v").interviews == of(paper, "v").interviews == ()
    book = of(both, "v")
    assert (book.interviews[0].telling, CANARY in words(book.interviews[0])) == ("edited", True)
    assert book.interviews[0].sound is not None
    assert len(book.sounds) == 1
    assert of(both, "w").interviews[0].telling == "text"
    assert CANARY not in everything(of(both, "w"))
    assert CANARY not in everything(decide_site(both, TODAY, Clock()))
    own = [one for one in decide_ebooks(both, TODAY, Clock()) if one.subject]
    assert own
    assert not any(CANARY in everything(one) for one in own)


def test_an_ebook_says_where_the_edited_text_was_signed_in_two_wordings():
    whole = signed_edited(told())
    other = put(whole, dataclasses.replace(whole.interviews["one"], edited=REWORDED))
    split = signed_edited(other, "one", "web_text")
    found = missing(View(split, TODAY, Clock()), decide_ebooks(split, TODAY, Clock()))
    assert [one.code for one in found] == ["ebook-words-differ"]


def test_a_code_in_a_volume_that_tells_the_edited_text_leads_to_the_sound_of_the_website():
    codes = {("one", None): "7QK2"}
    whole = dataclasses.replace(signed_edited(told()), codes=codes)
    whole = dataclasses.replace(whole, config=whole.config.model_copy(update={"site_url": "https://example.org"}))
    assert decide_volume(whole, "v", TODAY, Clock()).codes == ()
    heard = signed(signed(whole, "one", "web_text"), "one", "web_audio")
    assert [one.code for one in decide_volume(heard, "v", TODAY, Clock()).codes] == ["7QK2"]


def test_status_tells_of_the_edited_text_for_what_volumes_ask():
    whole = signed_edited(told())
    found = {(one.telling, one.purpose): one.public for one in verdicts(whole, TODAY, Clock()) if one.kind == "interview"}
    assert {key: public for key, public in found.items() if key[0] == "edited"} == {
        ("edited", "print"): True,
        ("edited", "web_text"): False,
    }
    assert found["text", "print"] is False
    told_of = course(whole, "one", TODAY, Clock())
    assert "edited" in told_of.work
    assert next((one.purpose, one.missing) for one in told_of.reviews if one.telling == "edited") == ("print", ())
    none = dataclasses.replace(whole, volumes={"w": plan()})
    assert all(one.telling == "text" for one in verdicts(none, TODAY, Clock()))


def test_a_review_of_the_edited_text_signs_the_edited_text():
    whole = told()
    reviewed = review_edited(whole, "one", "print", TODAY, Clock())
    assert (reviewed.telling, CANARY in reviewed.canonical.decode()) == ("edited", True)
    lines = sign_off(whole, reviewed, Signing(("一校",), "乙", telling="edited"), when(2026, 1, 2))
    assert [one.telling for one in lines] == ["edited"]
    assert (
        sign_off(whole, review(whole, "one", "print", TODAY, Clock()), Signing(("一校",), "乙"), when(2026, 1, 2))[0].telling
        == "text"
    )
    with pytest.raises(WrongUse, match="film"):
        review_edited(whole, "one", "film", TODAY, Clock())
    with pytest.raises(WrongUse, match="one"):
        review_edited(told(edited=None), "one", "print", TODAY, Clock())
    with pytest.raises(WrongUse, match="nobody"):
        review_edited(whole, "nobody", "print", TODAY, Clock())


def printed(whole, telling):
    volume = "v" if telling == "edited" else "w"
    out = decide_volume(whole, volume, TODAY, Clock()).interviews[0]
    contents = Contents(
        volume=volume,
        route="isbn",
        interviews=(Contained(id="IONE", digest=digest(out.projection), telling=telling),),
    )
    run = Printing(number=1, title="卷", at=SIGNED, by="乙", copies=9, to=("所",), pdf="a" * 64, contents=contents)
    return dataclasses.replace(whole, printed=PrintedLedger((run,)))


def fates(whole):
    return [one.fate for notice in notices(whole, TODAY, Clock()) for one in notice.touched]


def test_a_printing_is_held_against_the_telling_that_was_printed():
    whole = signed_edited(signed(told(), "one", "print"))
    for telling in ("text", "edited"):
        run = printed(whole, telling)
        assert fates(run) == []
        assert fates(put(run, withdrawn(run.interviews["one"], WITHDRAWN))) == ["withdrawn"]
    run = printed(whole, "edited")
    other = put(run, dataclasses.replace(run.interviews["one"], edited=REWORDED))
    assert fates(signed_edited(other, at=LATER)) == ["changed"]
    assert fates(put(run, dataclasses.replace(run.interviews["one"], edited=None))) == ["closed"]
