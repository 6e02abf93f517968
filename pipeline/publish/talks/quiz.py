"""Approved facts become the questions of a quiz: nothing is asked that no record or passage says, and each answer names it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.language.sentences import plain_sentences
from pipeline.model.edition import Edition
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.site.dates import date_words, first_year
from pipeline.publish.site.transcript import clock
from pipeline.publish.talks.ages import MANNERS, called
from pipeline.publish.talks.passages import Passage, lines_of
from pipeline.publish.volume.characters import bare

_FEWEST_WRONG = 2  # with fewer wrong answers to choose from, the answer is written down instead
_QUOTED = (8, 60)  # characters of a sentence that can be asked about


@dataclass(frozen=True)
class Question:
    """A question with its answer and where that stands; without options the answer is to be written down."""

    words: str
    answer: str
    source: str
    options: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The letter of the right option; empty where there are none."""
        return "ABCDEF"[self.options.index(self.answer)] if self.options else ""


@dataclass(frozen=True)
class _Fact:
    """What is asked, what is right, where it stands, and what else could be taken for right but is not."""

    words: str
    answer: str
    source: str
    others: tuple[str, ...] = ()


class Quiz:
    """The questions of one kit."""

    def __init__(self, edition: Edition, told: Sequence[Passage]) -> None:
        self.edition, self.told, self.kit = edition, told, edition.kits[0]
        self.manner = MANNERS[self.kit.age]
        self.everyone = (*edition.people, *self.kit.peers)

    def questions(self) -> list[Question]:
        """As many as suit the age, of every kind in turn; none where nothing is on record."""
        kinds = (self._quoted(), self._births(), self._keepers(), self._services(), self._beginnings(), self._honours(),
                 self._dates(), self._origins())  # fmt: skip
        rows = zip_longest(*(list(kind) for kind in kinds))
        facts = {fact.words: fact for row in rows for fact in row if fact is not None}
        return [self._asked(fact) for fact in list(facts.values())[: self.manner.questions]]

    def _asked(self, fact: _Fact) -> Question:
        wrong = [one for one in dict.fromkeys(fact.others) if one and one != fact.answer]
        wrong = sorted(wrong, key=lambda one: _lot(fact.words, one))[: self.manner.options - 1]
        if len(wrong) < _FEWEST_WRONG:
            return Question(fact.words, fact.answer, fact.source)
        options = sorted((*wrong, fact.answer), key=lambda one: _lot(f"{fact.words}?", one))
        return Question(fact.words, fact.answer, fact.source, tuple(options))

    def _name(self, card: PersonCard) -> str:
        return bare(called(card, self.manner, self.edition.date.year))

    def _quoted(self) -> Iterator[_Fact]:
        names = [self._name(card) for card in self.edition.people]
        said = {line.words: line.person for story in self.edition.interviews for line in lines_of(story)}
        for passage in self.told if len(names) > 1 else ():
            if passage.caution:  # nobody read whether it was said so
                continue
            card = passage.person
            sentence = next((one for one in map(str.strip, _spoken(passage)) if _QUOTED[0] <= len(one) <= _QUOTED[1]), "")
            alike = any(sentence in words and card and who != card.id for words, who in said.items())
            if sentence and card and not alike and not any(bare(one.name) in sentence for one in self.everyone):
                at = f" {clock(passage.at_ms)} 一段" if passage.at_ms is not None else ""
                source = f"访谈《{bare(passage.story.projection.title)}》{at}"
                yield _Fact(f"“{sentence}”这句话是谁说的？", self._name(card), source, tuple(names))

    def _births(self) -> Iterator[_Fact]:
        known = {card.id: first_year(card.birth) for card in self.everyone}
        others = [f"{year}年" for year in (*known.values(), *_years(self.everyone, self.edition.items)) if year]
        for card in self.edition.people:
            if year := known[card.id]:
                yield _Fact(f"{self._name(card)}出生于哪一年？", f"{year}年", self._card(card), tuple(others))

    def _origins(self) -> Iterator[_Fact]:
        others = tuple(bare(card.native_place) for card in self.everyone)
        for card in self.edition.people:
            if card.native_place.strip():
                yield _Fact(f"{self._name(card)}的籍贯是哪里？", bare(card.native_place), self._card(card), others)

    def _services(self) -> Iterator[_Fact]:
        """To be written down: a card need not tell all, so another's line of service might be this person's as well."""
        for card in self.edition.people:
            for line in card.service[:1]:
                yield _Fact(f"{self._name(card)}有过怎样的经历？写出一项。", bare(line), self._card(card))

    def _honours(self) -> Iterator[_Fact]:
        """To be written down, as with service: an honour that another has would be called wrong, and may be true."""
        for card in self.edition.people:
            for honour in card.honours[:1]:
                yield _Fact(f"{self._name(card)}获得过什么荣誉？写出一项。", bare(honour), self._card(card))

    def _keepers(self) -> Iterator[_Fact]:
        people = {card.id: card for card in self.edition.people}
        others = tuple(self._name(card) for card in self.edition.people)
        titles = [item.title for item in self.edition.items]
        for item in self.edition.items:
            owner = people.get(item.owner) if len(people) > 1 else None
            if owner and titles.count(item.title) == 1 and bare(owner.name) not in item.title:
                yield _Fact(f"“{bare(item.title)}”是谁保存的？", self._name(owner), _item(item), others)

    def _dates(self) -> Iterator[_Fact]:
        others = tuple(bare(date_words(item.date)) for item in self.edition.items if first_year(item.date))
        for item in self.edition.items:
            if first_year(item.date):
                yield _Fact(f"“{bare(item.title)}”是什么时候的？", bare(date_words(item.date)), _item(item), others)

    def _beginnings(self) -> Iterator[_Fact]:
        for story in self.edition.interviews:
            talk = story.projection
            parts = [bare(one.title) for one in talk.chapters if one.title.strip()] or [bare(one.title) for one in talk.index]
            if len(parts) > _FEWEST_WRONG and len(talk.narrators) == 1:
                words = f"{self._name(talk.narrators[0])}的讲述《{bare(talk.title)}》是从哪一段开始的？"
                yield _Fact(words, parts[0], f"访谈《{bare(talk.title)}》的目录", tuple(parts[1:]))

    def _card(self, card: PersonCard) -> str:
        return f"{bare(card.name)}的人物介绍，编号 {card.id}"


def _item(item: ItemCard) -> str:
    return f"“{bare(item.title)}”的实物说明，编号 {item.id}"


def _spoken(passage: Passage) -> Iterator[str]:
    for line in passage.lines:
        if not line.asks and passage.person and line.person == passage.person.id:
            yield from plain_sentences(line.words)


def _years(people: Iterable[PersonCard], items: Iterable[ItemCard]) -> Iterator[int]:
    """Years that records of service and objects name."""
    lines = (*(line for card in people for line in card.service), *(item.date for item in items))
    yield from (year for line in lines if (year := first_year(line)))


def _lot(words: str, option: str) -> str:
    """An order that looks drawn by lot and is the same each time."""
    return hashlib.sha256(f"{words}\n{option}".encode()).hexdigest()
