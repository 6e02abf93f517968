"""Names in a text become links to the people, places, units, events and honours that bear them, where it is sure which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from markupsafe import Markup, escape

from pipeline.language.inline import plain
from pipeline.language.names import name_pattern
from pipeline.language.sounds import is_han
from pipeline.language.words import is_particle, is_surname, is_word
from pipeline.model.entry import Part, PublicEntry
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


Place = tuple[Part, int, int]  # a paragraph: the text or the story, its turn or section and its paragraph, from 0
Spoken = Mapping[Place, Mapping[str, tuple[str, int]]]  # what it speaks of by form: public id, and how often in the paragraph


def spoken_by_place(interview: str, entries: Iterable[PublicEntry]) -> Spoken:
    """Where the words of an interview speak of these entries, as the Edition says; `interview` is its public id."""
    found: dict[Place, dict[str, tuple[str, int]]] = defaultdict(dict)
    for entry in entries:
        for passage in entry.passages:
            if passage.interview != interview:
                continue
            forms = found[passage.part, passage.turn, passage.block]
            for start, end in passage.marks:
                form = passage.words[start:end]
                forms[form] = (entry.id, forms.get(form, ("", 0))[1] + 1)
    return found


@dataclass
class Mentions:
    """What one page names, as it is found while the page is set; the first mention in each turn is a link."""

    names: Names = field(default_factory=Names)
    pages: Mapping[str, str] = field(default_factory=dict)  # public id → address as seen from this page
    spoken: Spoken = field(default_factory=dict)
    found: dict[str, None] = field(default_factory=dict)  # in the order in which they are first named
    _here: set[str] = field(default_factory=set)
    _forms: Mapping[str, str] = field(default_factory=dict)  # of the paragraph that is being set

    def begin(self) -> None:
        """A new turn or section begins."""
        self._here.clear()

    def setting(self, paragraph: str, place: Place) -> Callable[[str], Markup]:
        """What sets the words of a paragraph: `shown`, or plain escaping where it names nobody and nothing.

        A form that also stands in the paragraph as a part of something longer leads nowhere.
        """
        told = self.spoken.get(place, {})
        words = plain(paragraph) if told else ""
        self._forms = {form: one for form, (one, count) in told.items() if words.count(form) == count}
        return self.shown if self._forms or self.names.any(paragraph) else escape

    def shown(self, words: str) -> Markup:
        """Words without markup as escaped HTML, with links on names."""
        parts: list[Markup] = []
        at = 0
        for start, end, who in self._named(words):
            if start >= at and who in self.pages and who not in self._here:
                parts += [escape(words[at:start]), _LINK.format(self.pages[who], who, words[start:end])]
                self._here.add(who)
                self.found.setdefault(who)
                at = end
        return Markup("").join([*parts, escape(words[at:])])

    def _named(self, words: str) -> list[tuple[int, int, str]]:
        """Everybody and everything named, by place; where two overlap, whoever begins first and then the longer."""
        spoken = ((at, at + len(form), one) for form, one in self._forms.items() if (at := words.find(form)) >= 0)
        return sorted(chain(self.names.find(words), spoken), key=lambda one: (one[0], -one[1]))
