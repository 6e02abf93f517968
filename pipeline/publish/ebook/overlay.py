"""The sentences of a chapter and the seconds at which they are heard become a Media Overlay (EPUB 3.3 §9, SMIL 3.0)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from markupsafe import Markup

from pipeline.publish.ebook.chapter import Chapter
from pipeline.publish.ebook.prose import Spoken

_BREATH_MS = 3000  # a pause up to this is heard to its end, as it was spoken
_PAR = Markup('<par id="p{0}"><text src="../{1}.xhtml#{2}"/><audio src="../audio/{3}" clipBegin="{4}" clipEnd="{5}"/></par>\n')
_WHOLE = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n<body>\n'
    '<seq id="chapter" epub:textref="../{0}.xhtml" epub:type="bodymatter chapter">\n{1}</seq>\n</body>\n</smil>\n'
)


def overlay(chapter: Chapter) -> str:
    """The SMIL file of a chapter; `overlays/` and `audio/` lie beside the chapter's own file."""
    rows = [
        _PAR.format(number, chapter.name, name, chapter.sound, seconds(start), seconds(end))
        for number, (name, start, end) in enumerate(clips(chapter), 1)
    ]
    return _WHOLE.format(chapter.name, Markup("").join(rows))


def length_ms(chapter: Chapter) -> int:
    """How long the overlay plays, in milliseconds."""
    return sum(end - start for _, start, end in clips(chapter))


def clips(chapter: Chapter) -> Iterator[tuple[str, int, int]]:
    """Sentence, begin and end in milliseconds: the voice runs on over a pause to the next sentence, and never over what is
    left out, past the end of the sound, or into a sentence that begins before this one."""
    for one, after in zip_longest(chapter.spoken, chapter.spoken[1:]):
        end = min(_heard_to(one, after), chapter.sound_ms or one.end_ms)
        if end > one.start_ms:
            yield one.id, one.start_ms, end


def _heard_to(one: Spoken, after: Spoken | None) -> int:
    if after is None or after.apart or not 0 <= after.start_ms - one.end_ms <= _BREATH_MS:
        return one.end_ms
    return after.start_ms


def seconds(milliseconds: int) -> str:
    """A clock value of SMIL 3.0 §5.4.2: `75.250s`."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"
