from __future__ import annotations

import dataclasses

from pipeline.release.decide import decide_site
from tests.release.sample import TODAY, Clock, archive, form, interview, item, person, put, released, withdrawn, words


def test_a_fully_signed_interview_is_on_the_site_with_sound_wall_and_cards():
    edition = decide_site(released(), TODAY, Clock())
    assert [one.projection.id for one in edition.interviews] == ["IONE"]
    public = edition.interviews[0]
    assert "那年我十七岁" in words(public)
    assert public.trust == "confirmed"
    assert public.timing is not None
    assert public.sound is not None
    assert public.sound.file == "IONE.m4a"
    assert [card.id for card in edition.people] == ["PJIA"]
    assert [card.id for card in edition.walls[0].people] == ["PJIA"]
    assert [card.id for card in edition.walls[0].items] == ["MMEDAL"]
    assert [cut.file for cut in edition.pictures] == ["FJIA.jpg", "H1.jpg", "K1.jpg"]


def test_nothing_signed_is_an_empty_edition():
    edition = decide_site(archive(), TODAY, Clock())
    assert (edition.interviews, edition.people, edition.walls, edition.pictures, edition.sounds) == ((), (), (), (), ())


def test_the_wall_has_a_gate_of_its_own():
    whole = released(
        config={"gates": {"site": ("复审",), "volume": ("复审",), "wall": ("一校", "口述者确认", "终审", "保密审查")}}
    )
    edition = decide_site(whole, TODAY, Clock())
    assert edition.interviews == ()
    assert [card.id for card in edition.walls[0].people] == ["PJIA"]


def test_without_a_form_of_their_own_a_persons_wall_hangs_on_the_interview():
    whole = released(person(consent=None), interview(consent=form()), item(consent=form()))
    assert decide_site(whole, TODAY, Clock()).walls
    for closed in (withdrawn(whole.interviews["one"]), dataclasses.replace(whole.interviews["one"], broken=True)):
        assert decide_site(put(whole, closed), TODAY, Clock()).walls == ()
    with_other = put(whole, person("yi", name="戊"))
    two = dataclasses.replace(
        whole.interviews["one"], record=whole.interviews["one"].record.model_copy(update={"narrators": ("jia", "yi")})
    )
    assert decide_site(put(with_other, two), TODAY, Clock()).walls == ()


def test_an_edition_is_the_same_whatever_the_order_of_the_archive():
    whole = released(
        person(), person("yi", name="戊", pinyin="aa"), interview("one"), interview("two", id="ITWO", narrators=("yi",)), item()
    )
    turned = dataclasses.replace(
        whole,
        people=dict(reversed(whole.people.items())),
        interviews=dict(reversed(whole.interviews.items())),
        items=dict(reversed(whole.items.items())),
    )
    edition = decide_site(whole, TODAY, Clock())
    assert edition == decide_site(turned, TODAY, Clock())
    assert [card.id for card in edition.people] == ["PYI", "PJIA"]


def test_the_date_is_that_of_the_newest_decision_and_never_todays():
    whole = released()
    assert decide_site(whole, TODAY, Clock()).date == decide_site(whole, TODAY.replace(year=2029), Clock()).date
    assert decide_site(whole, TODAY, Clock()).date.isoformat() == "2026-01-02"
