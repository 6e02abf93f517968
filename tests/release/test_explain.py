from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from pipeline.model.catalogue.release import SENTENCES
from pipeline.release.explain import verdicts
from tests.release.sample import (
    PLAIN,
    TODAY,
    Clock,
    archive,
    embargo,
    form,
    interview,
    item,
    person,
    put,
    record,
    released,
    text,
    withdrawn,
)


def found(whole, purpose="web_text"):
    return next(one for one in verdicts(whole, TODAY, Clock()) if one.purpose == purpose)


def test_every_interview_is_judged_for_every_purpose_and_every_person_for_the_wall():
    told = [(one.kind, one.key, one.purpose) for one in verdicts(archive(), TODAY, Clock())]
    purposes = ["web_text", "web_audio", "print", "print_internal", "archive", "column", "film", "talks"]
    assert told == [*(("interview", "one", purpose) for purpose in purposes), ("person", "jia", "wall")]


def test_what_is_out_says_from_which_words_and_why_not_the_newest():
    whole = released()
    assert (found(whole).public, found(whole).source, found(whole).reasons) == (True, "current", ())
    moved = put(whole, dataclasses.replace(whole.interviews["one"], text=text(("甲", 0, ["改了。"]))))
    assert (found(moved).public, found(moved).source) == (True, "approved")
    assert [one.code for one in found(moved).reasons] == ["stages-stale"]


@pytest.mark.parametrize(
    ("kept", "codes"),
    [
        (interview(), ["stages-missing"]),
        (interview(consent=None), ["consent-none"]),
        (interview(consent=form(embargo=embargo(TODAY.replace(year=2030)))), ["consent-embargo"]),
        (withdrawn(interview()), ["withdrawn"]),
        (interview(text=None), ["no-text"]),
        (interview(text=PLAIN, broken=True, id=""), ["record-broken", "no-id"]),
    ],
)
def test_what_is_not_out_says_why(kept, codes):
    told = found(archive(person(), item(), kept))
    assert (told.public, told.source, told.trust) == (False, "", None)
    assert [one.code for one in told.reasons] == codes


def test_every_reason_is_a_sentence_in_both_languages():
    whole = archive(
        person(consent=form(until=TODAY.replace(year=2020), after_death="close"), death="2020"), record(interview(), consent=None)
    )
    for one in verdicts(whole, TODAY, Clock()):
        for reason in one.reasons:
            for language in ("zh", "en"):
                said = reason.say(language)
                assert said != reason.code
                assert "…" not in said


def test_the_catalogue_holds_every_code_the_door_uses_and_no_other():
    source = "".join(path.read_text(encoding="utf-8") for path in Path("pipeline/release").glob("*.py"))
    used = set(re.findall(r'(?:reason|WrongUse)\(\s*"([a-z-]+)"', source)) | set(
        re.findall(r'"(stages-[a-z]+|no-sound|sound-not-taken-in)"', source)
    )
    assert used - {"consent-none"} <= SENTENCES.keys()
    assert SENTENCES.keys() <= used


@pytest.mark.parametrize("code", SENTENCES)
def test_both_sentences_of_a_code_fill_the_same_blanks(code):
    zh, en = (set(re.findall(r"{(\w+)}", one)) for one in SENTENCES[code])
    assert zh == en
