"""Texts and drafts are heard whole, and every alarm says where."""

from __future__ import annotations

from pipeline.language.alarms import draft_alarms, text_alarms
from pipeline.language.homophones import Ear
from pipeline.language.textfile import parse_text
from pipeline.model.draft import Draft, Segment
from pipeline.model.register import Name

EAR = Ear([Name("季羡林", "people", "ji"), Name("陈佳洱", "people", "chen")])
TEXT = """**乙** [00:00:01] 校长是陈嘉尔吗？

**甲** [00:00:03] 是陈佳洱。

![](item:medal)

东方学家纪献
林先生也来了。
"""


def test_each_alarm_of_a_text_has_its_paragraph_and_the_time_of_its_turn() -> None:
    text, problems = parse_text(TEXT, "text.md")
    assert problems == ()
    found = text_alarms(text, EAR)
    assert [(one.number, one.start_ms, one.proposal.start, one.proposal.end) for one in found] == [
        (0, 1000, 3, 6),
        (2, 3000, 4, 8),
    ]
    assert [(one.doubt.code, one.doubt.words) for one in found] == [("name-alarm", "陈嘉尔"), ("name-alarm", "纪献林")]


def test_a_name_that_an_engine_cut_in_two_segments_is_found_in_the_first() -> None:
    said = ["今天来的有东方学家纪", "宪林先生", "", "和校长陈嘉尔"]
    segments = tuple(Segment(number * 1000, number * 1000 + 900, words) for number, words in enumerate(said))
    draft = Draft("", 4000, "import", "", "", "", {}, segments, "imported")
    found = draft_alarms(draft, EAR)
    assert [(one.number, one.start_ms, one.proposal.start, one.proposal.end) for one in found] == [(0, 0, 9, 13), (3, 3000, 3, 6)]
    assert draft_alarms(Draft("", 0, "import", "", "", "", {}, ()), EAR) == ()
