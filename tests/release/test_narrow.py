"""What was approved is cut down to what today allows, or not used at all."""

from __future__ import annotations

from pipeline.release.narrow import narrow_interview
from pipeline.release.project import project_interview
from pipeline.release.view import View
from tests.release.sample import TODAY, Clock, archive, interview, item, person


def test_words_in_which_somebody_tells_who_is_no_narrator_today_are_not_used():
    both = archive(person(), person("yi", name="戊"), interview(narrators=("jia", "yi")), item())
    approved = project_interview(View(both, TODAY, Clock()), both.interviews["one"], "web_text")
    alone = archive(person(), person("yi", name="戊"), interview(), item())
    view = View(alone, TODAY, Clock())
    assert [one.code for one in narrow_interview(view, alone.interviews["one"], approved)] == ["narrators-changed"]
    assert narrow_interview(View(both, TODAY, Clock()), both.interviews["one"], approved) == approved
