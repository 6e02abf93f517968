"""A kit becomes sheets of paper: the handout of two pages, the quiz and its answers, the reading list."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from pipeline.errors import NotSound
from pipeline.model.edition import Edition
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.publish.codes import modules
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.transcript import clock
from pipeline.publish.talks.ages import MANNERS, called
from pipeline.publish.talks.passages import Passage, caution
from pipeline.publish.talks.quiz import Question
from pipeline.publish.talks.slides import paragraphs, shortened
from pipeline.publish.talks.years import years
from pipeline.publish.volume.chapter import life_dates
from pipeline.publish.volume.characters import plain
from pipeline.publish.volume.looks import looks
from pipeline.publish.volume.pictures import Pictures, cuts_by_picture
from pipeline.publish.volume.typeset import Typesetter, find_fonts
from pipeline.writing.atomic import worded

_PEOPLE, _ITEMS, _FACTS = 2, 3, 5
_TEMPLATES = ("sheet.typ", "handout.typ", "quiz.typ", "reading.typ")
_NAMES = {"handout": "讲义", "quiz": "测验", "answers": "答案", "reading": "延伸阅读"}
Values = dict[str, Any]


class Papers:
    """The sheets of one kit. Each raises MissingTool without the fonts, NotSound for a character that no font has, Unreadable for
    a picture, and gives the same bytes for the same edition."""

    def __init__(self, edition: Edition, media: Path) -> None:
        self.edition, self.media, self.kit = edition, media, edition.kits[0]
        self.manner, self.fonts = MANNERS[self.kit.age], find_fonts()

    def handout(self, told: Sequence[Passage]) -> bytes:
        """Exactly two pages: as many passages as there is room for, then years, objects, questions and lines to write on."""

        def values(pictures: Pictures) -> Values:
            people = [self._person(card, pictures) for card in self.edition.people[:_PEOPLE]]
            rest = "、".join(plain(card.name) for card in self.edition.people[_PEOPLE:])
            if rest:
                people.append({"name": "还有", "lines": [shortened(rest, 80)], "portrait": None})
            return {
                "people": people,
                "quotes": [self._quote(one) for one in told],
                "years": [[year, plain(what)] for year, what in years(self.edition)],
                "items": [found for item in self.edition.items if (found := self._item(item, pictures))][:_ITEMS],
                "wonder": list(self.manner.wonder),
                "code": {"modules": self._modules(self._root())},
                "closing": self._closing(),
            }

        return self._set("handout", "handout", values)

    def quiz(self, questions: Sequence[Question]) -> bytes:
        """The questions without any answer."""
        return self._set(
            "quiz", "quiz", lambda _: {"answers": False, "questions": [_asked(one, open_=False) for one in questions]}
        )

    def answers(self, questions: Sequence[Question]) -> bytes:
        """The answers, each with the record or passage that says so."""
        return self._set(
            "quiz", "answers", lambda _: {"answers": True, "questions": [_asked(one, open_=True) for one in questions]}
        )

    def reading(self) -> bytes:
        """Pages of the website and volumes that anybody may have; what is neither is not named."""
        web, on_site = Web.of(self.edition), set(self.kit.on_site)
        stories = [(one, one.projection) for one in self.edition.interviews if one.projection.id in on_site]
        rows = [
            self._row(
                talk.title,
                [f"{'、'.join(card.name for card in talk.narrators)}口述{caution(one)}", *_about(talk.index)],
                web.interview(talk.id),
            )
            for one, talk in stories
        ]
        people = [
            self._row(card.name, [life_dates(card)], web.person(card.id)) for card in self.edition.people if card.id in on_site
        ]
        books = [self._row(f"《{one.plan.title}》", _book(one.plan), "") for one in self.edition.volumes]
        parts = [("全文和原声", rows), ("人物", people), ("图书", books)]
        found = [{"title": title, "rows": each} for title, each in parts if each]
        return self._set("reading", "reading", lambda _: {"parts": found})

    def _person(self, card: PersonCard, pictures: Pictures) -> Values:
        honours = f"荣誉：{'、'.join(card.honours)}" if card.honours else ""
        facts = [life_dates(card), f"{card.native_place}人" if card.native_place else "", *card.service, honours]
        return {
            "name": plain(called(card, self.manner, self.edition.date.year)),
            "lines": [shortened(plain(one), 60) for one in facts if one.strip()][:_FACTS],
            "portrait": pictures.place(card.portrait, f"{plain(card.name)}像") if card.portrait else None,
        }

    def _quote(self, passage: Passage) -> Values:
        at = f"，{clock(passage.at_ms)}" if passage.at_ms is not None else ""
        by = called(passage.person, self.manner, self.edition.date.year) if passage.person else "整理稿"
        return {
            "lines": [plain(one) for one in paragraphs(passage.lines)],
            "by": plain(by),
            "source": plain(f"《{passage.story.projection.title}》{at}{passage.caution}"),
        }

    def _item(self, item: ItemCard, pictures: Pictures) -> Values | None:
        placed = pictures.place(item.pictures[0], plain(item.title)) if item.pictures else None
        caption = "，".join(filter(None, (plain(item.title), plain(item.date))))
        return {"picture": placed, "caption": shortened(caption, 40)} if placed else None

    def _closing(self) -> list[str]:
        root = self._root()
        told = [f"完整的讲述和原声：{root}"] if root else []
        told += [f"{plain(self.edition.institution)}　{plain(self.edition.contact)}".strip()]
        return [shortened(one, 120) for one in told if one]

    def _row(self, title: str, lines: Sequence[str], address: str) -> Values:
        kept = [shortened(plain(one), 80) for one in lines if one.strip()]
        return {"title": shortened(plain(title), 60), "lines": kept, "address": address, "modules": self._modules(address)}

    def _modules(self, address: str) -> list[str]:
        return modules(address) if address else []

    def _root(self) -> str:
        return Web.of(self.edition).root

    def _set(self, template: str, name: str, values: Any) -> bytes:  # noqa: ANN401 - a function of the placed pictures
        edition, kit = self.edition, self.kit
        over = "　".join(filter(None, (plain(edition.institution), plain(edition.series), _NAMES[name])))
        foot = "　".join(filter(None, (plain(edition.title), plain(edition.sample_notice) if edition.sample else "")))
        shared = {
            "title": shortened(plain(kit.title), 60) or "（无题）",
            "author": plain(edition.institution),
            "over": shortened(over, 60),
            "under": f"对象：{self.manner.listeners}",
            "foot": shortened(foot, 60),
            "size": 12 if self.manner.kin else 11,
            "looks": looks("170x240"),
        }
        with worded(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="koushu-kit-") as place:
            folder = Path(place)
            for part in _TEMPLATES:
                (folder / part).write_text(resources.files("pipeline.publish.talks").joinpath(part).read_text("utf-8"), "utf-8")
            book = shared | values(Pictures(self.media, folder, cuts_by_picture(edition)))
            (folder / "book.json").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
            try:
                return Typesetter(folder, self.fonts, edition.date, f"{template}.typ").archival()
            except NotSound as error:
                message = error.values.get("message") or error.values.get("characters", "")
                raise NotSound("kit-paper-not-set", kit=kit.id, paper=_NAMES[name], message=message) from error


def _asked(one: Question, *, open_: bool) -> Values:
    shown = {"words": plain(one.words), "options": [plain(each) for each in one.options]}
    if not open_:
        return shown
    return {**shown, "answer": plain(one.answer), "letter": one.letter, "source": plain(one.source)}


def _about(points: Sequence[Any]) -> list[str]:
    return ["、".join(point.title for point in points if point.title)] if points else []


def _book(plan: Any) -> list[str]:  # noqa: ANN401 - a volume's plan
    name = "　".join(filter(None, (plan.subtitle, plan.series, plan.number)))
    return [name, "　".join(filter(None, (plan.imprint.publisher, plan.imprint.isbn and f"ISBN {plan.imprint.isbn}")))]
