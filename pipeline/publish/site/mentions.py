"""Names in a text become links to the people who bear them, where it is certain who is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from pipeline.language.names import name_pattern
from pipeline.language.sounds import is_han
from pipeline.language.words import is_particle, is_surname, is_word
from pipeline.model.projection import PersonCard

_LINK = Markup('<a class="oh-name" href="{}" data-who="{}">{}</a>')
_SHORT = 2  # a name of two characters may be the beginning of a longer one that nobody registered
_AFTER_SHORT = (
    "同志", "先生", "女士", "老师", "老人", "班长", "排长", "连长", "营长", "团长", "师长",
    "政委", "指导员", "医生", "护士", "大姐", "大哥", "说", "讲", "告诉",
)  # fmt: skip


class Names:
    """Everybody who has a page, by every name; what two people bear, or an ordinary word, leads nowhere.

    `others` are names of people without a page: what is part of one of them is not taken for somebody else.
    """

    def __init__(self, people: Iterable[PersonCard] = (), others: Iterable[str] = ()) -> None:
        bearers: dict[str, set[str]] = defaultdict(set)
        for person in people:
            for name in (person.name, *person.aliases):
                bearers[name.strip()].add(person.id)
        self._bearers: Mapping[str, str] = {
            **dict.fromkeys(others, ""),
            **{name: min(ids) if len(ids) == 1 and _tells(name) else "" for name, ids in bearers.items()},
        }
        self._pattern = name_pattern(self._bearers)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Where somebody is named for certain, as (start, end, public id): exact, longest first, inside no other name."""
        if self._pattern is None:
            return []
        found = ((*match.span(), self._bearers[match[0]]) for match in self._pattern.finditer(text))
        return [(start, end, who) for start, end, who in found if who and _stands_alone(text, start, end)]

    def any(self, text: str) -> bool:
        """Whether any of the names stands in the text, whoever is meant."""
        return self._pattern is not None and self._pattern.search(text) is not None


def _tells(name: str) -> bool:
    return len(name) > 1 and not (len(name) == _SHORT and is_word(name))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No surname stands before that it could belong to (王 before 二娃), and after a name of two characters no third one."""
    name, before, after = text[start:end], text[max(0, start - 1) : start], text[end : end + 1]
    if not is_han(name[0]):
        return True
    if before and (is_surname(before + name[0]) or (is_surname(before) and not is_surname(name[0]))):
        return False
    short = len(name) == _SHORT
    return not (short and is_han(after)) or is_particle(after) or text.startswith(_AFTER_SHORT, end)


@dataclass
class Mentions:
    """The people that one page names, as they are found while it is set; the first mention in each turn is a link."""

    names: Names = field(default_factory=Names)
    pages: Mapping[str, str] = field(default_factory=dict)  # public id → address as seen from this page
    found: dict[str, None] = field(default_factory=dict)  # in the order in which they are first named
    _here: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """A new turn or paragraph begins."""
        self._here.clear()

    def setting(self, paragraph: str) -> Callable[[str], Markup]:
        """What sets the words of a paragraph: `shown`, or plain escaping where it names nobody."""
        return self.shown if self.names.any(paragraph) else escape

    def shown(self, words: str) -> Markup:
        """Words without markup as escaped HTML, with links on names."""
        named = self.names.find(words)
        if not named:
            return escape(words)
        parts: list[Markup] = []
        at = 0
        for start, end, who in named:
            if who in self.pages and who not in self._here:
                parts += [escape(words[at:start]), _LINK.format(self.pages[who], who, words[start:end])]
                self._here.add(who)
                self.found.setdefault(who)
                at = end
        return Markup("").join([*parts, escape(words[at:])])
