"""An interview that is let out for a purpose of its own, with its sound where the website lets it be heard."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.archive import KeptInterview
from pipeline.model.consent import Purpose
from pipeline.model.edition import PublicInterview, PublicSound
from pipeline.release.judge import SoundJudgement, judge_sound, judge_text
from pipeline.release.timings import timing_of
from pipeline.release.view import View


@dataclass(frozen=True)
class Aloud:
    """What of an interview is out, how its sound was judged, and whether its words stand on the website besides."""

    public: PublicInterview
    heard: SoundJudgement
    on_site: bool


def aloud(view: View, kept: KeptInterview, purpose: Purpose) -> Aloud | None:
    """The interview as `purpose` lets it out today, with the sound of `web_audio`; None where it is not out. Fail-closed."""
    chosen = judge_text(view, kept, purpose).chosen
    if chosen is None:
        return None
    web = judge_text(view, kept, "web_text")
    heard = judge_sound(view, kept, web)
    projection = chosen.projection
    length = sum(ms for _, ms in heard.recordings)
    public = PublicInterview(
        projection=projection,
        timing=timing_of(view, kept, projection),
        sound=PublicSound(f"{projection.id}.m4a", length) if heard.chosen else None,
        trust=chosen.trust,
        approved_on=max(one.on.date() for one in (chosen, heard.chosen) if one),
    )
    return Aloud(public, heard, web.chosen is not None)
