"""A flag of an interview as a curator is shown it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.decision import Decision, Doubt


@dataclass(frozen=True)
class Flagged:
    """A doubt, when it is heard (milliseconds on the interview's clock), whether its mark stands in the text (None: there is no
    text yet, or no mark for it), what was decided (None: nothing), and of a name alarm the name that it sounds like."""

    doubt: Doubt
    at_ms: int | None  # None: nobody wrote a time
    marked: bool | None
    decision: Decision | None
    name: str = ""
