"""The characters of the pages are parted into slices: what most pages show together, what few show apart."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_TIERS = ((2, 192), (8, 128), (64, 96), (0, 64))  # on one page in so many, so many characters to a slice
_EVERYWHERE = "".join(chr(code) for code in range(0x21, 0x7F))
_NEVER_DRAWN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"))


@dataclass(frozen=True)
class Slice:
    """Characters, in the order of their codes, that are loaded together; `rare` where many devices have no font for them."""

    characters: str
    rare: bool = False

    @property
    def ranges(self) -> str:
        """As CSS writes them (CSS Fonts 4 §4.5): `U+4E00-4E02,U+4E09`."""
        runs: list[list[int]] = []
        for code in map(ord, self.characters):
            if runs and runs[-1][1] == code - 1:
                runs[-1][1] = code
            else:
                runs.append([code, code])
        return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def slices(texts: Iterable[str]) -> tuple[Slice, ...]:
    """Every character that is drawn of `texts`, one text for each page, in exactly one slice.

    Punctuation, Latin and signs stand together, since neighbours are set closer only within one font. The others go by how many
    pages hold them, and in a tier by their code: a changed page moves a character or two between slices, never all of them.
    """
    pages, seen = 0, Counter[str]()
    for text in texts:
        pages += 1
        seen.update(set(text))
    seen.update(_EVERYWHERE)
    drawn = sorted(each for each in seen if unicodedata.category(each) not in _NEVER_DRAWN)
    signs = [each for each in drawn if not _han(each)]
    rare = [each for each in drawn if _han(each) and not "\u4e00" <= each <= "\u9fa5"]
    usual = [each for each in drawn if "\u4e00" <= each <= "\u9fa5"]
    parts = [Slice("".join(signs))]
    for tier, (_, size) in enumerate(_TIERS):
        parts += (Slice(part) for part in _parted([each for each in usual if _tier(seen[each], pages) == tier], size))
    parts += (Slice(part, rare=True) for part in _parted(rare, _TIERS[-1][1]))
    return tuple(parts)


def _han(character: str) -> bool:
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def _tier(count: int, pages: int) -> int:
    return next((tier for tier, (share, _) in enumerate(_TIERS[:-1]) if count * share >= pages), len(_TIERS) - 1)


def _parted(characters: list[str], size: int) -> Iterator[str]:
    """A power of two of parts, so that one character more seldom changes all of them."""
    count = 1
    while len(characters) > count * size:
        count *= 2
    for part in range(count):
        if chosen := [each for each in characters if ord(each) % count == part]:
            yield "".join(chosen)
