"""When each word of what goes out is spoken, as far as that is known of exactly these words."""

from __future__ import annotations

from pipeline.model.archive import KeptInterview
from pipeline.model.projection import InterviewProjection
from pipeline.model.timing import Timing
from pipeline.release.spans import fits
from pipeline.release.view import View
from pipeline.release.withhold import text_of, turns_of


def timing_of(view: View, kept: KeptInterview, projection: InterviewProjection) -> Timing | None:
    """The times of the projection's turns and sentences; None where there are none, or where they are another text's."""
    found = view.times.timing(kept.key, text_of(projection)) if projection.chapters else None
    return found if found and fits(turns_of(projection), found) else None
