"""How a machine writes Chinese rather than what it heard: spaces, script, 什幺, missing marks; and what may safely be mended.

Each rule gives (start, end, was, now) with offsets into the text, in order and without overlaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.language.script import simplified, simplify

Edit = tuple[int, int, str, str]

_HAN = r"㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
_SPACE = re.compile(rf"(?<=[{_HAN}，。！？、；：”」）])\s+(?=[{_HAN}“「（])")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[，。！？、；：…,.?!;:]")
_LETTER = re.compile(rf"[{_HAN}]")
_UNMARKED = 20  # Han characters that nobody writes without a mark
_YAO = re.compile(r"(?<=[什甚這这那怎多要])幺(?![儿兒妹爸爷爺叔姑娘舅弟嬢孃孙孫女媳房店姨公婆伯])")


def style_codes(text: str) -> set[str]:
    """The codes of style that a segment raises: `no-punctuation`, `spaces`, `script`."""
    raised = {
        "no-punctuation": len(_LETTER.findall(text)) >= _UNMARKED and not _MARKS.search(text),
        "spaces": _SPACE.search(text) is not None,
        "script": bool(script_edits(text, ())),
    }
    return {code for code, is_raised in raised.items() if is_raised}


def share_of_marks(text: str) -> tuple[int, int]:
    """How many marks and how many Han characters: written Chinese has one to seven or ten."""
    return len(_MARKS.findall(text)), len(_LETTER.findall(text))


def spaces_between(text: str) -> list[tuple[int, int]]:
    """Where spaces stand between Chinese characters, as (start, end)."""
    return [found.span() for found in _SPACE.finditer(text)]


def line_edits(text: str) -> list[Edit]:
    """A segment on one line: margins go, every other stretch of white space is one space, and none between Chinese characters."""
    between = set(spaces_between(text))
    edits: list[Edit] = []
    for found in _SPACES.finditer(text):
        start, end = found.span()
        now = "" if start == 0 or end == len(text) or (start, end) in between else " "
        if now != found[0]:
            edits.append((start, end, found[0], now))
    return edits


def yao_edits(text: str) -> list[Edit]:
    """什幺, 那幺, 这幺, 怎幺, 多幺, 要幺 → 么; 幺儿, 老幺 and 那幺妹 stay, as they are said in Sichuan."""
    return [(found.start(), found.end(), "幺", "么") for found in _YAO.finditer(text)]


def script_edits(text: str, forms: Sequence[str]) -> list[Edit]:
    """Traditional characters → simplified ones; a name of the registers among them is written as in `forms`.

    A character that simplified Chinese has as well (乾, 後, 於; GB 2312 holds it) changes only beside one that is
    traditional beyond doubt: 张乾 stays.
    """
    edits = [letter for edit in simplify(text) for letter in _letter_by_letter(edit)]
    if all(_in_simplified(letter) for _, _, was, _ in edits for letter in was):
        return []
    for form, at in _names(text, forms) if forms else ():
        end = at + len(form)
        if any(start < end and at < last for start, last, _, _ in edits):
            edits = [edit for edit in edits if edit[1] <= at or end <= edit[0]]
            edits += [(at + n, at + n + 1, text[at + n], now) for n, now in enumerate(form) if now != text[at + n]]
    return sorted(edits)


def _letter_by_letter(edit: Edit) -> list[Edit]:
    start, end, was, now = edit
    return (
        [(start + n, start + n + 1, was[n], now[n]) for n in range(len(was))]
        if len(was) == len(now)
        else [(start, end, was, now)]
    )


def _names(text: str, forms: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Each of the names with every place at which it stands, in whichever script."""
    plain = simplified(text)
    for form in forms if len(plain) == len(text) else ():
        wanted = simplified(form)
        at = plain.find(wanted) if len(wanted) == len(form) else -1
        while at >= 0:
            yield form, at
            at = plain.find(wanted, at + len(wanted))


def _in_simplified(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
