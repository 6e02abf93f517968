"""What steps tell is put together: nothing twice, and nothing lost."""

from __future__ import annotations

from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem


def closed(interview: str) -> Problem:
    return Problem("volumes/text-1.yml", 0, 0, "volume-interview-closed", {"interview": interview})


def test_two_of_one_kind_in_one_file_are_both_told_and_the_same_is_told_once() -> None:
    both = Outcome(("a",), (closed("one"), closed("two"))) + Outcome(("b",), (closed("one"),))
    assert both.done == ("a", "b")
    assert [problem.values["interview"] for problem in both.problems] == ["one", "two"]
