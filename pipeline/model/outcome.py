"""What a step of the flow did: what was made, and what a person must mend."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.problem import Problem


@dataclass(frozen=True)
class Outcome:
    """`done` are paths or short sentences for a person; `problems` never stop the rest of the work."""

    done: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.done + other.done, tuple(dict.fromkeys(self.problems + other.problems)))
