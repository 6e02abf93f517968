"""An interview's text and sentence times become files to take away: plain text and WebVTT captions."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language.inline import plain
from pipeline.language.sentences import split
from pipeline.language.subtitles import Cue, write_vtt
from pipeline.model.edition import PublicInterview
from pipeline.model.projection import LeftOut, PublicTurn, Words
from pipeline.publish.site.telling import names
from pipeline.publish.site.transcript import clock
from pipeline.publish.trust import TRUST


def text_file(entry: PublicInterview, notice: str) -> str:
    """The words with speakers and times, for reading and quoting; `notice` is the archive's word about samples."""
    talk = entry.projection
    lines = [
        talk.title,
        f"{names(entry)} 口述",
        *talk.sessions,
        f"【{TRUST[entry.trust].name}】",
        *([notice] if notice and talk.sample else []),
    ]
    for chapter in talk.chapters:
        lines += ["", f"◆ {chapter.title}"] if chapter.title else []
        for turn in chapter.turns:
            lines += ["", *_turn(turn)]
    for section in talk.story:
        lines += ["", f"◇ 作家整理稿　{section.title}".rstrip("　"), *(plain(text) for text in section.paragraphs)]
    notes = [*talk.notes, *talk.story_notes]
    lines += ["", "注释", *(f"[{mark}] {plain(text)}" for mark, text in notes)] if notes else []
    return "\n".join(lines) + "\n"


def captions_file(entry: PublicInterview) -> str:
    """One cue for each sentence whose time is known, the speaker as a voice; empty where no time is known."""
    cues = list(_cues(entry))
    if not cues:
        return ""
    return write_vtt(cues).replace("WEBVTT\n", f"WEBVTT\n\nNOTE {TRUST[entry.trust].name}\n", 1)


def _turn(turn: PublicTurn) -> Iterator[str]:
    yield turn.speaker if turn.start_ms is None else f"{turn.speaker}（{clock(turn.start_ms)}）"
    for block in turn.blocks:
        if isinstance(block, Words):
            yield plain(block.text)
        elif isinstance(block, LeftOut):
            yield f"〔{block.label}〕"


def _cues(entry: PublicInterview) -> Iterator[Cue]:
    turns = [turn for chapter in entry.projection.chapters for turn in chapter.turns]
    times = entry.timing.turns if entry.timing else ()
    for turn, time in zip(turns, times, strict=False):
        for block, sentences in zip(turn.blocks, time.blocks, strict=False):
            parts = split(block.text) if isinstance(block, Words) else ()
            if len(parts) == len(sentences):
                for part, when in zip(parts, sentences, strict=True):
                    yield Cue(when.start_ms, when.end_ms, plain(part).strip(), turn.speaker)
