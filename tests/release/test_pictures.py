"""Files that could not be made are named nowhere in an Edition, and everything else of it stays."""

from __future__ import annotations

import dataclasses

from pipeline.release.decide import decide_site
from pipeline.release.pictures import without
from tests.release.sample import TODAY, Clock, interview, item, person, released


def test_a_sound_that_could_not_be_made_is_gone_and_every_other_stays():
    whole = released(person(), interview(), interview("two", id="ITWO"), interview("six", id="ISIX"), item())
    edition = decide_site(whole, TODAY, Clock())
    six, one, two = sorted(edition.interviews, key=lambda each: each.projection.id != "ISIX")
    assert None not in (one.sound, two.sound)
    edition = dataclasses.replace(edition, interviews=(dataclasses.replace(six, sound=None), one, two))
    left = without(edition, [one.sound.file])
    assert left.interviews == (edition.interviews[0], dataclasses.replace(one, sound=None), two)
    assert {cut.file for cut in edition.sounds} - {cut.file for cut in left.sounds} == {one.sound.file}
    assert without(edition, ["no-such-file.m4a"]) == edition
