"""The codes by which a printed volume leads to a voice, as far as that voice may be heard today."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipeline.model.edition import PublicCode
from pipeline.model.nouns import VolumePlan
from pipeline.release.judge import SoundJudgement, judge_sound, judge_text
from pipeline.release.view import View


def printed_codes(view: View, plan: VolumePlan) -> tuple[PublicCode, ...]:
    """The codes a volume bears: only to sound that is out on the website, and never into a silenced span.

    None where the archive names no address, since nobody could follow them.
    """
    if not view.archive.config.site_url.strip():
        return ()
    moments = [*((key, None) for key in plan.interviews), *((one.interview, one.at_ms) for one in plan.voices)]
    found: list[PublicCode] = []
    for key, at_ms in dict.fromkeys(moments):
        code, kept = view.archive.codes.get((key, at_ms)), view.archive.interviews.get(key)
        if code and kept and _heard(judge_sound(view, kept, judge_text(view, kept, "web_text")), at_ms):
            found.append(PublicCode(code, kept.id, at_ms))
    return tuple(found)


def honoured_codes(view: View, sounds: Mapping[str, SoundJudgement | None], gone: Collection[str]) -> tuple[PublicCode, ...]:
    """Every code ever printed that leads somewhere on the website: to the moment, to the page alone where the moment is not heard
    any more, or to the stone of what was withdrawn. `sounds` are those of the interviews that are out, by key."""
    return tuple(sorted(_honoured(view, sounds, gone), key=lambda one: one.code))


def _honoured(view: View, sounds: Mapping[str, SoundJudgement | None], gone: Collection[str]) -> Iterator[PublicCode]:
    for (key, at_ms), code in view.archive.codes.items():
        kept = view.archive.interviews.get(key)
        if kept is None:
            continue
        if key in sounds:
            yield PublicCode(code, kept.id, at_ms if _heard(sounds[key], at_ms) else None)
        elif kept.id in gone:
            yield PublicCode(code, kept.id)


def _heard(sound: SoundJudgement | None, at_ms: int | None) -> bool:
    if sound is None or sound.chosen is None:
        return False
    length = sum(one for _, one in sound.recordings)
    return at_ms is None or (at_ms < length and not any(start <= at_ms < end for start, end in sound.silenced))
