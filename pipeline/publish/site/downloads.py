"""An interview's text and sentence times become files to take away: plain text and WebVTT captions."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.language.inline import plain
from pipeline.language.sentences import split
from pipeline.model.edition import PublicInterview
from pipeline.model.projection import Held, LeftOut, PublicTurn, Words
from pipeline.publish.site.labels import TRUST
from pipeline.publish.site.transcript import clock


def text_file(entry: PublicInterview, notice: str) -> str:
    """The words with speakers and times, for reading and quoting; `notice` is the archive's word about samples."""
    talk = entry.projection
    names = "、".join(person.name for person in talk.narrators)
    lines = [talk.title, f"{names} 口述", *talk.sessions, f"【{TRUST[entry.trust].name}】", notice if talk.sample else ""]
    for chapter in talk.chapters:
        lines += ["", f"◆ {chapter.title}"] if chapter.title else []
        for turn in chapter.turns:
            lines += ["", *_turn(turn)]
    for title, paragraphs in [(section.title, section.paragraphs) for section in talk.story]:
        lines += ["", f"◇ 作家整理稿　{title}".rstrip("　"), *(plain(text) for text in paragraphs)]
    notes = [*talk.notes, *talk.story_notes]
    lines += ["", "注释", *(f"[{mark}] {plain(text)}" for mark, text in notes)] if notes else []
    return "\n".join(line for number, line in enumerate(lines) if line or number > 4) + "\n"


def captions_file(entry: PublicInterview) -> str:
    """One cue for each sentence whose time is known (WebVTT §4.1), the speaker as a voice; empty where no time is known."""
    cues = list(_cues(entry))
    if not cues:
        return ""
    head = f"WEBVTT\n\nNOTE {_cue_text(TRUST[entry.trust].name)}\n"
    return head + "".join(f"\n{_stamp(start)} --> {_stamp(end)}\n<v {speaker}>{words}\n" for start, end, speaker, words in cues)


def _turn(turn: PublicTurn) -> Iterator[str]:
    yield turn.speaker if turn.start_ms is None else f"{turn.speaker}（{clock(turn.start_ms)}）"
    for block in turn.blocks:
        if isinstance(block, Words):
            yield plain(block.text)
        elif isinstance(block, LeftOut):
            yield f"〔{block.label}〕"


def _cues(entry: PublicInterview) -> Iterator[tuple[int, int, str, str]]:
    turns = [turn for chapter in entry.projection.chapters for turn in chapter.turns]
    times = entry.timing.turns if entry.timing else ()
    for turn, time in zip(turns, times, strict=False):
        for block, sentences in zip(turn.blocks, time.blocks, strict=False):
            if isinstance(block, LeftOut | Held):
                continue
            parts = split(block.text)
            if len(parts) == len(sentences):
                for part, when in zip(parts, sentences, strict=True):
                    yield when.start_ms, max(when.end_ms, when.start_ms + 1), _cue_text(turn.speaker), _cue_text(plain(part))


def _cue_text(words: str) -> str:
    """Words as a cue shows them: no markup, no line that ends the cue."""
    return " ".join(words.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stamp(milliseconds: int) -> str:
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest:03}"
