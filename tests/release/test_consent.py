from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.language.namesakes import namesakes
from pipeline.model.archive import KeptInterview, KeptPerson, KeptPhoto
from pipeline.model.consent import PURPOSES, Signer
from pipeline.model.ledger import Ledger
from pipeline.model.nouns import Photo
from pipeline.model.record import SaidDate
from pipeline.release.consent import (
    Level,
    interview_level,
    item_levels,
    may,
    may_go_elsewhere,
    opens,
    photo_demands,
    wall_levels,
)
from pipeline.release.decide import decide_site
from pipeline.release.project import project_interview
from pipeline.release.view import View
from tests.release.sample import (
    TODAY,
    Clock,
    answers,
    archive,
    embargo,
    everything,
    form,
    interview,
    item,
    person,
    picture,
    put,
    signed,
    text,
    withdrawn,
)

DAY = dt.timedelta(days=1)


def codes(*levels: Level, purpose: str = "web_text", series: dict | None = None, today: dt.date = TODAY) -> list[str]:
    return [one.code for one in may(levels, series or {}, purpose, today)]  # type: ignore[arg-type]


def one(**changes) -> Level:
    return Level("interviews/one", form(**changes))


def test_a_form_of_after_the_day_that_opened_opens_nothing():
    later = one(signed=TODAY - DAY)
    assert may([later], {}, "web_text", TODAY) == ()
    assert [found.code for found in may([later], {}, "web_text", TODAY, TODAY - 2 * DAY)] == ["consent-future"]


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("answer", ["yes", "no", "ask", None])
def test_only_the_word_yes_allows_a_purpose(purpose, answer):
    purposes = {} if answer is None else {purpose: answer}
    assert (codes(one(purposes=purposes), purpose=purpose) == []) is (answer == "yes")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_yes_for_every_other_purpose_does_not_allow_this_one(purpose):
    others = {name: "yes" for name in PURPOSES if name != purpose}
    assert codes(one(purposes=others), purpose=purpose) == ["consent-not-yes"]


@pytest.mark.parametrize(
    ("change", "days", "out"),
    [
        ("until", -1, ["consent-expired"]),
        ("until", 0, []),
        ("until", 1, []),
        ("embargo", -1, []),
        ("embargo", 0, []),
        ("embargo", 1, ["consent-embargo"]),
        ("signed", -1, []),
        ("signed", 0, []),
        ("signed", 1, ["consent-future"]),
    ],
)
@pytest.mark.parametrize("today", [TODAY, dt.date(2028, 2, 29), dt.date(2027, 1, 1)])
def test_every_date_of_a_form_counts_to_the_day(change, days, out, today):
    day = today + days * DAY
    level = one(**{"until": None, change: embargo(day) if change == "embargo" else day})
    assert codes(level, today=today) == out


def test_a_form_without_date_or_signer_is_unsigned():
    assert codes(one(signed=None)) == ["consent-undated"]
    assert codes(one(by=None)) == ["consent-unsigned"]
    assert codes(one(by=Signer(name=" ", role="narrator"))) == ["consent-unsigned"]


def test_no_form_at_all_is_no():
    assert codes() == ["consent-none"]
    assert codes(Level("a", None), Level("b", None)) == ["consent-none"]


def test_every_form_that_exists_must_allow():
    assert codes(one(), Level("people/jia", None)) == []
    assert codes(one(), Level("people/jia", form(purposes=answers(web_text="ask")))) == ["consent-not-yes"]
    assert codes(Level("people/jia", form(until=TODAY - DAY)), one()) == ["consent-expired"]


@pytest.mark.parametrize(
    ("rule", "out"), [("as_is", []), ("close", ["consent-after-death"]), ("ask_family", ["consent-after-death"])]
)
def test_after_a_death_only_as_is_stays_open(rule, out):
    assert codes(Level("a", form(after_death=rule), died=TODAY)) == out
    assert codes(Level("a", form(after_death=rule), died=None)) == []


def test_the_series_limits_and_never_grants():
    assert codes(one(), series={"web_text": "no"}) == ["consent-series"]
    assert codes(one(), series={"web_text": "ask"}) == ["consent-series"]
    assert codes(one(), series={"print": "no"}) == []
    assert codes(one(purposes={}), series={"web_text": "yes"}) == ["consent-not-yes"]
    assert codes(Level("a", None), series={"web_text": "yes"}) == ["consent-none"]


def goes_elsewhere(*kept: KeptPerson | KeptInterview, today: dt.date = TODAY, **series: str) -> bool:
    whole = archive(*kept, config={"consent": series})
    return may_go_elsewhere(whole, whole.interviews["one"], today)


def test_a_recording_goes_elsewhere_only_where_every_level_says_so_today():
    assert goes_elsewhere(person(), interview())
    assert goes_elsewhere(person(consent=None), interview(), recognise_elsewhere="yes")
    refused = form(purposes=answers(recognise_elsewhere="ask"))
    assert not goes_elsewhere(person(), interview(), recognise_elsewhere="no")
    assert not goes_elsewhere(person(), interview(consent=refused))
    assert not goes_elsewhere(person(), interview(consent=None))
    assert not goes_elsewhere(person(consent=refused), interview())
    assert not goes_elsewhere(person(), interview(consent=form(until=TODAY - DAY)))
    assert not goes_elsewhere(person(), interview(), today=dt.date(2020, 1, 1))


def test_a_recording_of_somebody_who_withdrew_or_is_unknown_stays_here():
    assert not goes_elsewhere(withdrawn(person()), interview())
    assert not goes_elsewhere(person(), withdrawn(interview()))
    assert not goes_elsewhere(person(), interview(broken=True))
    assert not goes_elsewhere(person(), interview(quarantine=True))
    assert not goes_elsewhere(person(), interview(ledger=Ledger(broken=(1,))))
    assert not goes_elsewhere(person(ledger=Ledger(broken=(1,))), interview())
    assert not goes_elsewhere(person(), interview(narrators=("jia", "nobody")))
    assert not goes_elsewhere(person(), interview(narrators=()))


DIED = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    ("role", "signed", "rule", "out"),
    [
        ("kin", DIED + DAY, "ask_family", []),
        ("kin", DIED, "ask_family", ["consent-after-death"]),
        ("kin", None, "ask_family", ["consent-after-death", "consent-undated"]),
        ("narrator", DIED + DAY, "ask_family", ["consent-after-death"]),
        ("guardian", DIED + DAY, "ask_family", ["consent-after-death"]),
        ("kin", DIED + DAY, "close", ["consent-after-death"]),
        ("kin", DIED + DAY, "as_is", []),
    ],
)
def test_kin_who_sign_after_the_death_may_open_where_the_family_is_to_be_asked(role, signed, rule, out):
    level = Level("a", form(by=Signer(name="戊", role=role), signed=signed, after_death=rule), DIED)
    assert codes(level) == out


def test_a_form_without_signer_does_not_outlive_anybody():
    assert codes(Level("a", form(by=None, after_death="ask_family"), DIED)) == ["consent-after-death", "consent-unsigned"]


def test_an_interview_speaks_for_the_last_of_its_narrators_to_die():
    dead = person("jia", death=SaidDate.model_validate("2024"))
    also = person("yi", death=SaidDate.model_validate("2023-02"))
    whole = archive(dead, also, person("bing"), interview(narrators=("jia", "yi", "bing", "nobody")))
    assert interview_level(whole, whole.interviews["one"]).died == dt.date(2024, 12, 31)
    assert interview_level(archive(), archive().interviews["one"]).died is None
    assert item_levels(archive(dead, item()), item(), ())[0].died == dt.date(2024, 12, 31)


def test_a_level_that_only_refuses_grants_nothing_and_refuses_by_its_word():
    limit = Level("b", form(), refuses_only=True)
    assert codes(limit) == ["consent-none"]
    assert codes(one(), limit) == []
    assert codes(one(), Level("b", form(purposes={}, signed=None, until=TODAY - DAY), refuses_only=True)) == []
    for answer in ("no", "ask"):
        assert codes(one(), Level("b", form(purposes={"web_text": answer}), refuses_only=True)) == ["consent-not-yes"]
    assert codes(one(), Level("b", form(after_death="close"), DIED, refuses_only=True)) == ["consent-after-death"]


def test_a_quarantined_level_closes_whatever_the_forms_say():
    assert codes(one(), Level("b", None, quarantined=True)) == ["quarantined"]


def test_a_form_opens_on_its_date_and_on_the_end_of_its_embargo():
    level = one(embargo=embargo(TODAY))
    assert opens([level, Level("b", None), Level("c", form(), refuses_only=True)]) == (
        (level, dt.date(2023, 4, 12)),
        (level, TODAY),
    )
    assert opens([one(signed=None)]) == ()


def test_the_reason_names_the_place_where_a_form_should_lie():
    assert may((Level("interviews/one", None),), {}, "web_text", TODAY)[0].values["where"] == "interviews/one"


def test_an_item_of_somebody_unknown_has_only_its_own_level():
    assert [level.where for level in item_levels(archive(), item(owner="niemand"), ())] == ["items/medal"]


def test_narrators_together_are_depicted_under_the_form_they_share():
    both = interview(narrators=("jia", "yi"))
    whole = archive(person(consent=None), person("yi", name="戊", aliases=[], consent=None), both)
    kept = KeptPhoto(Photo(depicts=("甲",)), picture("H1"))
    assert not any(may(levels, {}, asked, TODAY) for levels, asked in photo_demands(whole, kept, both, "web_text"))


def on_the_wall(*kept) -> list[str]:
    whole = archive(*kept)
    return [found.code for found in may(wall_levels(whole, whole.people["jia"]), {}, "wall", TODAY)]


@pytest.mark.parametrize("answer", ["no", "ask"])
def test_on_the_wall_the_strictest_of_a_person_and_their_interviews_wins(answer):
    refused, silent = form(purposes=answers(wall=answer)), form(purposes={})
    assert on_the_wall(person(), interview(consent=refused)) == ["consent-not-yes"]
    assert on_the_wall(person(), interview(consent=silent)) == []
    assert on_the_wall(person(), interview(consent=None)) == []
    assert on_the_wall(person(), person("yi"), interview(narrators=("yi", "jia"), consent=refused)) == ["consent-not-yes"]
    assert on_the_wall(person(), person("yi"), interview(narrators=("yi",), consent=refused)) == []
    assert on_the_wall(person(), withdrawn(interview(consent=refused))) == ["consent-not-yes"]
    assert on_the_wall(person(), interview(quarantine=True)) == []
    assert on_the_wall(person(consent=None), interview(quarantine=True)) == ["consent-none"]
    assert on_the_wall(person(consent=None), interview("one"), interview("two", consent=refused)) == ["consent-not-yes"]
    assert on_the_wall(person(consent=None), person("yi"), interview(narrators=("yi", "jia"))) == ["consent-none"]
    assert "quarantined" in on_the_wall(person(consent=None), interview("one"), interview("two", quarantine=True))


def shows(depicts: tuple[str, ...], *people: KeptPerson, photo=None, purpose: str = "web_text") -> bool:
    whole = archive(*(people or (person(),)), interview())
    kept = KeptPhoto(Photo(depicts=depicts, consent=photo), picture("H1"))
    demands = photo_demands(whole, kept, whole.interviews["one"], purpose)  # type: ignore[arg-type]
    return not any(may(levels, {}, asked, TODAY) for levels, asked in demands)


def test_whoever_is_depicted_must_have_allowed_it():
    no_face, no_web = form(purposes=answers(portrait="no")), form(purposes=answers(web_text="no"))
    assert shows(())
    assert not shows((), photo=no_web)
    assert shows((), photo=no_face)
    assert shows(("jia",))
    assert shows(("甲",))
    assert shows(("老甲",))
    assert shows((" 老 甲",))
    assert not shows(("jia",), person(consent=no_face))
    assert not shows(("jia",), person(consent=no_web))
    assert shows((), person(consent=no_face))
    whole = archive(person(), interview(consent=no_face))
    nobody = KeptPhoto(Photo(), picture("H1"))
    [(levels, asked)] = photo_demands(whole, nobody, whole.interviews["one"], "web_text")
    assert asked == "web_text"
    assert not may(levels, {}, asked, TODAY)
    other = {"name": "戊", "aliases": []}
    assert shows(("戊",), person(), person("wu", **other))
    assert not shows(("戊",), person(), person("wu", **other, consent=None))
    assert not shows(("戊",), person(), person("wu", **other, consent=no_face))
    assert not shows(("戊",), person(), person("wu", **other, consent=no_web))
    assert not shows(("戊 ",), person(), person("wu", **other, consent=no_face), photo=form())
    assert not shows(("何 怀",), person(), person("wu", name="何懷", aliases=[], consent=no_face), photo=form())
    assert not shows(("某人",))
    assert not shows(("甲", "某人"))
    assert shows(("某人",), photo=form())
    assert shows(("jia", "戊"), person(), person("wu", **other))
    assert not shows(("jia", "戊"), person(), person("wu", **other, consent=None))
    assert not shows(("某人",), photo=no_face)
    assert not shows(("某人",), photo=no_web)


@pytest.mark.parametrize(
    "written", ["吴德山同志", "吴德山（左一）", "左一：吴德山", "吴德山、甲", "Wu Deshan", "wú dé shān", "WU", "吴<b>德</b>山"]
)
def test_somebody_depicted_is_known_whatever_stands_beside_the_name(written):
    no_face = form(purposes=answers(portrait="no"))
    wu = {"name": "吴德山", "pinyin": "Wú Déshān", "aliases": []}
    assert not shows((written,), person(), person("wu", **wu, consent=no_face), photo=form())
    assert shows((written,), person(), person("wu", **wu), photo=form())
    if written != "WU":
        assert not shows((written,), person(), person("wu", **wu))  # who else may be meant, nobody can tell


def test_a_name_of_one_character_and_a_key_are_not_looked_for_inside_other_words():
    no_face = form(purposes=answers(portrait="no"))
    assert shows(("甲板上的某人",), person(aliases=[], pinyin="", consent=no_face), photo=form())
    assert shows(("jiangjun",), person(aliases=[], pinyin="", consent=no_face), photo=form())


def test_people_are_read_once_for_all_photographs():
    whole = archive(*(person(f"p{number}", name=f"某{number}号") for number in range(3)), interview())
    assert namesakes(whole.people) is namesakes(whole.people)
    assert namesakes(dict(whole.people)) is not namesakes(whole.people)


def co_speaker(*kept: KeptPerson, speaker: str = "吴德山", purpose: str = "web_text") -> list[str]:
    turns = text(("甲", 0, ["好。"]), (speaker, 1000, ["我住过院。"]))
    whole = archive(person(), *kept, interview(text=turns, shows=()))
    found = project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], purpose)  # type: ignore[arg-type]
    return [one.code for one in found] if isinstance(found, tuple) else []


@pytest.mark.parametrize("speaker", ["吴德山", "老 吴", "吴德山同志", "吴<i>德</i>山"])
def test_a_turn_of_somebody_who_withdrew_or_refused_closes_the_interview(speaker):
    wu = {"name": "吴德山", "aliases": ["老吴"]}
    assert co_speaker(withdrawn(person("wu", **wu)), speaker=speaker) == ["speaker-closed"]
    assert co_speaker(person("wu", **wu, consent=form(purposes=answers(web_text="no"))), speaker=speaker) == ["speaker-closed"]
    assert co_speaker(person("wu", **wu, consent=form(purposes=answers(print="no"))), speaker=speaker) == []
    broken = dataclasses.replace(person("wu", **wu), ledger=Ledger(broken=(1,)))
    assert co_speaker(broken, speaker=speaker) == ["speaker-closed"]
    for allowed in (form(), form(purposes={}), None):
        assert co_speaker(person("wu", **wu, consent=allowed), speaker=speaker) == []
    assert co_speaker(withdrawn(person("wu", **wu)), speaker="乙") == []


def test_somebody_unknown_who_speaks_may_have_refused_where_a_person_cannot_be_read():
    turns = text(("甲", 0, ["好。"]), ("某人", 1000, ["我住过院。"]))
    for unread, closed in ((frozenset(), False), (frozenset({"people/wu/person.yml"}), True)):
        whole = archive(person(), interview(text=turns, shows=()), unread=unread)
        found = project_interview(View(whole, TODAY, Clock()), whole.interviews["one"], "web_text")
        assert isinstance(found, tuple) is closed


def test_an_approved_text_goes_when_somebody_else_who_speaks_in_it_withdraws():
    turns = text(("甲", 0, ["好。"]), ("吴德山", 1000, ["我住过院。"]))
    wu = person("wu", name="吴德山", aliases=[])
    whole = signed(archive(person(), wu, interview(text=turns, shows=())), "one")
    assert "住过院" in everything(decide_site(whole, TODAY, Clock()))
    gone = put(whole, withdrawn(wu))
    renamed = put(gone, dataclasses.replace(gone.interviews["one"], text=text(("甲", 0, ["好。"]), ("某人", 1000, ["好。"]))))
    for left in (gone, renamed):
        assert decide_site(left, TODAY, Clock()).interviews == ()
