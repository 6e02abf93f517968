"""Why something stays inside, as a value: a code of the catalogue and what fills its blanks."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model.problem import Language, sentence


@dataclass(frozen=True)
class Reason:
    """One thing that keeps something from the public; the sentence says the next step."""

    code: str
    values: dict[str, object] = field(default_factory=dict, hash=False)

    def say(self, language: Language) -> str:
        """The catalogue's sentence, filled."""
        return sentence(self.code, self.values, language)


Reasons = tuple[Reason, ...]  # empty: nothing stands in the way


def reason(code: str, **values: object) -> Reason:
    """A reason with its values by name."""
    return Reason(code, values)
