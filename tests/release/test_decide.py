from pipeline.release.decide import decide_site
from tests.release.sample import TODAY, Clock, archive, released, words


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
