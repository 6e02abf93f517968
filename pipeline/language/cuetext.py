"""Turns the words inside a subtitle cue, with voices, tags and entities, into (speaker, words), and words into cue text."""

from __future__ import annotations

import html
import re

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]+([^<>\n]{1,200})>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:v|i|b|u|s|c|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,300})?>|<\d[\d:.,]{0,20}>|\{\\[^{}\n]{1,100}\}", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_DIARISED = re.compile(r"\[?(SPEAKER_\d{1,3})\]?\s?[:：]\s*")  # as whisperX writes it
_INVISIBLE = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060))


def voices(text: str) -> list[tuple[str, str]]:
    """The (speaker, words) of a cue in order, words without tags; one with an empty speaker where none is named."""
    spoken: list[tuple[str, str]] = []
    speaker = ""
    at = 0
    for found in _VOICE.finditer(text):
        spoken.append((speaker, text[at : found.start()]))
        speaker, at = _entities(found[1]).strip(), found.end()
    spoken.append((speaker, text[at:]))
    bare = [(name, _tidy(_entities(_TAG.sub("", words)))) for name, words in spoken]
    return [_diarised(name, words) for name, words in bare if words]


def escaped(text: str) -> str:
    """Plain words as WebVTT cue text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _tidy(words: str) -> str:
    lines = (" ".join(line.translate(_INVISIBLE).split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _diarised(speaker: str, words: str) -> tuple[str, str]:
    found = _DIARISED.match(words)
    return (found[1], words[found.end() :]) if found and not speaker and words[found.end() :] else (speaker, words)
