"""What a step of the flow did: what was made, and what a person must mend."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.problem import Problem, told_once


@dataclass(frozen=True)
class Outcome:
    """`done` are paths or short sentences for a person; `problems` never stop the rest of the work."""

    done: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        """Both, and nothing twice."""
        return Outcome(self.done + other.done, told_once(self.problems + other.problems))
