"""Whisper's own table of tokens becomes the `tokenizer.json` that faster-whisper reads."""

import base64
import warnings
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import whisper
from whisper.tokenizer import Tokenizer, get_tokenizer

LANGUAGES = 99
"""Languages of the multilingual Whisper up to large-v2; the table of special tokens depends on their number."""
Ranks = dict[bytes, int]


def token_lines() -> str:
    """The multilingual table as openai-whisper ships it: a token in base64 and its number on each line."""
    return (Path(whisper.__file__).with_name("assets") / "multilingual.tiktoken").read_text("ascii")


def ranks() -> Ranks:
    """The multilingual tokens and their numbers."""
    rows = (line.split() for line in token_lines().splitlines())
    return {base64.b64decode(token): int(rank) for token, rank in rows}


def whispers_own(language: str | None = None) -> Tokenizer:
    """The multilingual tokenizer of openai-whisper, which leaves its table for the interpreter to close."""
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        return get_tokenizer(multilingual=True, num_languages=LANGUAGES, language=language, task="transcribe")


def special_tokens() -> dict[str, int]:
    """The tokens that are no text (languages, tasks, times) and their numbers, in order."""
    known: dict[str, int] = whispers_own().special_tokens
    return dict(sorted(known.items(), key=lambda entry: entry[1]))


def vocabulary() -> list[str]:
    """Every token as written in a byte-level vocabulary, by number."""
    written = {rank: spell(token) for token, rank in ranks().items()} | {i: name for name, i in special_tokens().items()}
    return [written[i] for i in range(len(written))]


def tokenizer() -> dict[str, Any]:
    """The content of `tokenizer.json`: byte-level BPE whose merges are derived from the ranks."""
    table = ranks()
    added = [
        {"id": i, "content": name, "special": True, "normalized": False, "single_word": False, "lstrip": False, "rstrip": False}
        for name, i in special_tokens().items()
    ]
    return {
        "version": "1.0",
        "added_tokens": added,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "vocab": {spell(token): rank for token, rank in table.items()}, "merges": merges(table)},
    }


def merges(table: Ranks) -> list[list[str]]:
    """For every token of more than a byte, in order of rank, the two tokens that it is put together from."""
    pairs = (_halves(token, table) for token in sorted(table, key=table.__getitem__) if len(token) > 1)
    return [[spell(left), spell(right)] for left, right in pairs]


def _halves(token: bytes, table: Ranks) -> tuple[bytes, bytes]:
    """The last two parts left when the bytes of a token are joined, lowest rank first."""
    parts = [token[i : i + 1] for i in range(len(token))]
    while len(parts) > 2:
        joined = [table.get(left + right, len(table)) for left, right in pairwise(parts)]
        at = joined.index(min(joined))
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return parts[0], parts[1]


def spell(token: bytes) -> str:
    """Write bytes as the visible letters that stand for them in a byte-level vocabulary (GPT-2's table)."""
    letters = _letters()
    return "".join(letters[byte] for byte in token)


@cache
def _letters() -> list[str]:
    """Printable Latin-1 stands for itself; the 68 other bytes, in order, for U+0100 and the letters after it."""
    itself = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = iter(range(0x100, 0x100 + 256 - len(itself)))
    return [chr(byte) if byte in itself else chr(next(others)) for byte in range(256)]
