"""Names become the sentence that a recogniser is told beforehand, and a segment is compared with that sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MOST = 80  # characters: of a longer prompt Whisper writes more where nobody speaks (faster-whisper PR 731, 853)

_CHINESE = ("zh", "yue")
_RUN = 5  # letters in a row that stand in the prompt as well are no accident
_LEAST = 8  # letters; 您是哪一年参军的 alone may have been asked
_MOSTLY = 0.8


def prompt_with(prompt: str, names: Sequence[str], language: str = "zh") -> str:
    """The archive's own prompt and after it a plain sentence with as many of the names, the likeliest first, as fit into 80
    characters altogether; a longer prompt stays as it is."""
    told = names_told(prompt, names, language)
    return f"{prompt}{_sentence(told, language)}" if told else prompt


def names_told(prompt: str, names: Sequence[str], language: str = "zh") -> tuple[str, ...]:
    """The names that `prompt_with` tells; a name that is too long gives its place to a shorter one."""
    told: list[str] = []
    for name in names:
        if len(prompt) + len(_sentence((*told, name), language)) <= MOST:
            told.append(name)
    return tuple(told)


def echoes(text: str, prompt: str) -> bool:
    """Does a recogniser seem to write its prompt instead of what was said: the prompt itself, again and again, or for the most
    part? Single names and short sentences of the prompt may have been said."""
    letters, told = _bare(text), _bare(prompt)
    if len(letters) < _LEAST or not told:
        return False
    return letters == told or (len(letters) * 2 >= len(told) and _shared(letters, told) >= _MOSTLY * len(letters))


def _sentence(names: Sequence[str], language: str) -> str:
    if language.partition("-")[0].lower() in _CHINESE:
        return f"这次访谈会说到{'、'.join(names)}。"
    return f" Names: {', '.join(names)}."


def _shared(letters: str, told: str) -> int:
    """How many of the letters stand in runs of five and more that the prompt has too."""
    at = shared = 0
    while at + _RUN <= len(letters):
        length = _RUN
        if letters[at : at + length] not in told:
            at += 1
            continue
        while at + length < len(letters) and letters[at : at + length + 1] in told:
            length += 1
        shared, at = shared + length, at + length
    return shared


def _bare(text: str) -> str:
    """Letters and digits alone, widths and case folded."""
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())
