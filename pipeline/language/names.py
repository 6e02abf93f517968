"""Turns personal names into an order by pinyin, and finds names in a text."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module

from pipeline.language.surnames import DOUBLE, SINGLE

OTHER = "其他"

Syllable = tuple[str, int, int, str]  # letters with ü as u, 1 where it was ü, tone 1–5 (0: none), the character
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_UMLAUT = "\u0308"
_BEFORE_UMLAUT = ("l", "n")  # lv and nv are how lü and nü are typed
_FINAL = (
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|in|un|vn|er|ia|ie|iu|ua|uo|ue|ui|ve|[aeiouv])"
)
_SYLLABLE = re.compile(rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?{_FINAL}")
_LONGEST = 200  # letters of a written pinyin


def sort_key(name: str, pinyin: str = "") -> tuple[int, tuple[Syllable, ...], str]:
    """The place of a name in the order of 《现代汉语词典》: character by character, by letters, ü after u, then tone, then
    code point (in the unified block the order of radical and strokes); names outside A–Z come last.

    `pinyin` overrides the reading: `Zeng Guofan`, `zēng guófān` and `zeng1 guo2 fan1` are understood; tones it does not
    give are those the characters can have with its letters. A surname is read as one, 单 as Shàn and 尉迟 as Yùchí.
    """
    read = syllables(name.strip(), pinyin.strip())
    return int(_initial(read) == OTHER), read, name


def initial(name: str, pinyin: str = "") -> str:
    """The letter A–Z under which a name stands in an index, or 其他."""
    return _initial(syllables(name.strip(), pinyin.strip()))


def find_names(text: str, names: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Where the names and aliases (→ id) of `names` stand in a text, as (start, end, id): exact, the longest at each place,
    never inside another one, Latin ones only as whole words. Work is linear in the text."""
    pattern = name_pattern(names)
    return [(*found.span(), names[found[0]]) for found in pattern.finditer(text)] if pattern else []


def name_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """What `find_names` looks for, to be kept by whoever looks through many texts; None where there is no name."""
    return _pattern(tuple(sorted(name for name in names if name.strip())))


def syllables(name: str, pinyin: str = "") -> tuple[Syllable, ...]:
    """How a name is read: one syllable for each character (spaces and dots left out), by its written `pinyin`, its surname, and
    pypinyin; one syllable for the whole where a written pinyin cannot be cut."""
    characters = [character for character in name if not character.isspace() and character not in "·•・"]
    given = _given(pinyin, len(characters)) if pinyin else []
    if given:
        return tuple(_toned(character, reading) for character, reading in zip(characters, given, strict=True))
    if pinyin:
        return tuple((letters, umlaut, tone, name) for letters, umlaut, tone in (read_syllable(pinyin.lower()),))
    return tuple(
        (*read_syllable(reading), character) for character, reading in zip(characters, _readings(characters), strict=True)
    )


def read_words(words: str) -> tuple[Syllable, ...]:
    """How plain Chinese words are read by pypinyin, one syllable for each character; 解 and 任 are no surnames here."""
    return tuple((*read_syllable(reading), character) for character, reading in zip(words, _pypinyin(words), strict=True))


def read_syllable(written: str) -> tuple[str, int, int]:
    """(letters, 1 where ü, tone) of one syllable with a digit or a mark for its tone, or of a foreign word."""
    letters, tone, umlaut = "", 0, 0
    for character in unicodedata.normalize("NFD", written.casefold()):
        if character in _TONES:
            tone = _TONES[character]
        elif character == _UMLAUT or (character == "v" and letters[-1:] in _BEFORE_UMLAUT):
            umlaut = 1
            letters += "u" if character == "v" else ""
        elif character in "12345":
            tone = int(character)
        elif not unicodedata.combining(character):
            letters += character
    return letters, umlaut, tone


def _initial(syllables: Sequence[Syllable]) -> str:
    letter = syllables[0][0][:1].upper() if syllables else ""
    return letter if letter.isascii() and letter.isalpha() else OTHER


def _readings(characters: Sequence[str]) -> list[str]:
    """A reading for each character: the surname by the tables, the rest by pypinyin, what is not Chinese as it is."""
    surname = "".join(characters[:2])
    if len(characters) > 2 and surname in DOUBLE:
        head = DOUBLE[surname].split()
    else:
        head = [SINGLE[characters[0]]] if characters and characters[0] in SINGLE else []
    rest = "".join(characters[len(head) :])
    return head + (_pypinyin(rest) if rest else [])


@lru_cache(maxsize=4096)
def _spelt(words: str) -> tuple[tuple[str, ...], ...]:
    # pypinyin reads large tables when imported; most commands sort no names
    library = import_module("pypinyin")
    whole = library.pinyin(words, style=library.Style.TONE3, errors=list, neutral_tone_with_five=True)
    return tuple((first[0],) for first in whole)


def _pypinyin(words: str) -> list[str]:
    return [readings[0] for readings in _spelt(words)]


@lru_cache(maxsize=4096)
def _possible(character: str) -> tuple[str, ...]:
    library = import_module("pypinyin")
    found = library.pinyin(character, style=library.Style.TONE3, heteronym=True, neutral_tone_with_five=True)
    return tuple(found[0]) if found else ()


def _given(pinyin: str, count: int) -> list[str]:
    """A written pinyin cut into `count` syllables; empty where it cannot be."""
    words = [word for word in re.split(r"[\s'’\-·]+", unicodedata.normalize("NFC", pinyin.casefold())[:_LONGEST]) if word]
    if len(words) == count:
        return words
    return _cut(words, count) or []


def _cut(words: Sequence[str], count: int) -> list[str] | None:
    """The words cut into `count` syllables altogether, longer syllables first."""
    ways: list[dict[int, list[str]]] = [{0: []}]  # after each word: number of syllables → the syllables
    for word in words:
        cuts = _word_cuts(word)
        step: dict[int, list[str]] = {}
        for done, before in ways[-1].items():
            for number, syllables in cuts.items():
                if done + number <= count:
                    step.setdefault(done + number, before + syllables)
        ways.append(step)
    return ways[-1].get(count)


def _word_cuts(word: str) -> dict[int, list[str]]:
    """The ways to cut one word into syllables, one for each number of them."""
    readings = [read_syllable(letter) for letter in word]  # marks taken off, one letter for each
    spelt = "".join("v" if umlaut else plain or letter for letter, (plain, umlaut, _) in zip(word, readings, strict=True))
    ways: list[dict[int, list[str]]] = [{} for _ in range(len(word) + 1)]
    ways[0] = {0: []}
    for at in range(len(word)):
        for end in range(min(len(word), at + 7), at, -1):
            if ways[at] and _SYLLABLE.fullmatch(spelt[at:end].rstrip("12345")):
                for number, before in ways[at].items():
                    ways[end].setdefault(number + 1, [*before, word[at:end]])
    return ways[-1]


def _toned(character: str, written: str) -> Syllable:
    """A given syllable, with the character's own tone where it has none."""
    letters, umlaut, tone = read_syllable(written)
    if not tone:
        possible = [read_syllable(reading) for reading in (SINGLE.get(character, ""), *_possible(character))]
        umlaut, tone = next(((u, t) for known, u, t in possible if known == letters and t), (umlaut, 0))
    return letters, umlaut, tone, character


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all names, by first character, the longest first."""
    heads: dict[str, list[str]] = defaultdict(list)
    for name in names:
        heads[name[0]].append(name)
    if not heads:
        return None
    first = "".join(map(re.escape, heads))
    branches = "|".join(re.escape(head) + "(?:" + "|".join(_tails(tails)) + ")" for head, tails in heads.items())
    return re.compile(f"(?=[{first}])(?:{branches})")


def _tails(names: Sequence[str]) -> Iterator[str]:
    for name in sorted(names, key=lambda name: (-len(name), name)):
        word = name[-1].isascii() and name[-1].isalnum()
        before = r"(?<![A-Za-z0-9].)" if name[0].isascii() and name[0].isalnum() else ""
        yield before + re.escape(name[1:]) + (r"(?![A-Za-z0-9])" if word else "")
