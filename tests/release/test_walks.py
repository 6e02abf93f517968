"""Whatever curators do in whatever order, all that is out was signed in full, and its forms hold today."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pipeline.model.archive import Archive
from pipeline.model.canonical import digest
from pipeline.model.consent import Consent
from pipeline.model.projection import Words
from pipeline.model.text import Text
from pipeline.release.decide import decide_site
from pipeline.release.explain import verdicts
from pipeline.release.review import Signing, review, sign_off
from tests.release.sample import (
    GATE,
    SIGNERS,
    TODAY,
    YES,
    Clock,
    archive,
    by_field,
    by_time,
    by_words,
    embargo,
    everything,
    form,
    interview,
    item,
    person,
    picture,
    put,
    record,
    text,
    withdrawn,
)

WITHHELD_WORDS = "王二小"
TEXTS = [text(("甲", 0, [f"第{mark}稿。", f"他叫{WITHHELD_WORDS}。完了{mark}。"])) for mark in "一二三"]
RECORDS = [
    (),
    (by_words(WITHHELD_WORDS),),
    (by_time(1_200, 1_400),),
    (by_words(WITHHELD_WORDS), by_field("photos")),
    (by_field("crew"),),
]
FORMS: list[Consent | None] = [
    form(),
    form(),
    form(),
    None,
    form(purposes={**YES, "web_text": "no"}),
    form(purposes={**YES, "web_audio": "ask"}),
    form(purposes={**YES, "portrait": "no"}),
    form(until=TODAY + dt.timedelta(days=3)),
    form(embargo=embargo(TODAY + dt.timedelta(days=2))),
    form(signed=None),
]


def holds(consent: Consent | None, purpose: str, today: dt.date) -> bool:
    """The rule again in other words, so that the door is not measured by itself."""
    if consent is None or consent.signed is None or consent.by is None or consent.signed > today:
        return False
    ended = consent.until is not None and (today - consent.until).days > 0
    closed = consent.embargo is not None and (consent.embargo.until - today).days > 0
    return consent.purposes.get(purpose) == "yes" and not ended and not closed  # type: ignore[call-overload]


class Bureau(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.day = TODAY
        self.archive: Archive = archive(person(), item(), interview(text=TEXTS[0], shows=()))
        self.shown: dict[str, Any] = {}  # digest → projection, of everything that was ever reviewed
        self.ever_withdrawn = False

    @property
    def kept(self) -> Any:
        return self.archive.interviews["one"]

    def change(self, kept: Any) -> None:
        self.archive = put(self.archive, kept)

    @rule(new=st.sampled_from(TEXTS))
    def edit(self, new: Text) -> None:
        self.change(dataclasses.replace(self.kept, text=new))

    @rule(
        purpose=st.sampled_from(["web_text", "web_text", "web_audio"]),
        stages=st.sampled_from([GATE, GATE, GATE, *((one,) for one in GATE)]),
    )
    def sign(self, purpose: Any, stages: tuple[str, ...]) -> None:
        shown = review(self.archive, "one", purpose, self.day, Clock())
        if shown.projection is None:
            return
        self.shown[shown.digest] = shown.projection
        at = dt.datetime.combine(self.day, dt.time(9))
        lines = [one for stage in stages for one in sign_off(self.archive, shown, Signing((stage,), SIGNERS[stage]), at)]
        ledger = dataclasses.replace(self.kept.ledger, signoffs=(*self.kept.ledger.signoffs, *lines))
        approved = (*self.kept.approved, shown.projection)
        self.change(dataclasses.replace(self.kept, ledger=ledger, approved=approved))

    @rule(new=st.sampled_from(FORMS))
    def consent(self, new: Consent | None) -> None:
        self.change(record(self.kept, consent=new))

    @rule(new=st.sampled_from(FORMS))
    def personal_consent(self, new: Consent | None) -> None:
        self.archive = put(self.archive, record(self.archive.people["jia"], consent=new))

    @rule(new=st.sampled_from(FORMS))
    def items_consent(self, new: Consent | None) -> None:
        self.archive = put(self.archive, record(self.archive.items["medal"], consent=new))

    @rule(new=st.sampled_from(RECORDS))
    def withhold(self, new: Any) -> None:
        self.change(record(self.kept, withhold=new))

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        self.day += dt.timedelta(days=days)

    @rule(seal=st.sampled_from(["1" * 64, "2" * 64]))
    def new_portrait(self, seal: str) -> None:
        self.archive = put(self.archive, dataclasses.replace(self.archive.people["jia"], portrait=picture("FJIA", seal)))

    @precondition(lambda self: len(self.shown) > 2)
    @rule()
    def withdraw(self) -> None:
        self.change(withdrawn(self.kept, dt.datetime.combine(self.day, dt.time(9))))
        self.ever_withdrawn = True

    @invariant()
    def all_that_is_out_was_signed_and_may_be_out_today(self) -> None:
        edition = decide_site(self.archive, self.day, Clock())
        judged = next(one for one in verdicts(self.archive, self.day, Clock()) if one.purpose == "web_text")
        assert judged.public is bool(edition.interviews)
        assert judged.public or judged.reasons
        if self.kept.record.withhold and self.kept.record.withhold[0].quote:
            assert WITHHELD_WORDS not in everything(edition)
        if not edition.interviews:
            assert edition.sounds == ()
            return
        assert not self.ever_withdrawn
        assert self._holds("web_text")
        projection = edition.interviews[0].projection
        sources = [one for one in self._fully_signed("web_text") if self._within(projection, one)]
        assert sources
        portraits = [card.portrait for card in projection.narrators if card.portrait]
        assert not portraits or (self._holds("portrait") and portraits[0].digest == self.archive.people["jia"].portrait.digest)
        if edition.sounds:
            assert self._holds("web_audio")
            assert self._fully_signed("web_audio")
        own = self.archive.items["medal"].record.consent
        assert not projection.items or own is None or holds(own, "web_text", self.day)

    def _holds(self, purpose: str) -> bool:
        forms = [self.kept.record.consent, self.archive.people["jia"].record.consent]
        return forms[0] is not None and all(holds(one, purpose, self.day) for one in forms if one)

    def _fully_signed(self, purpose: str) -> list[Any]:
        found = []
        for seal, projection in self.shown.items():
            assert digest(projection) == seal
            lines = [
                one
                for one in self.kept.ledger.signoffs
                if one.digest == seal and one.purpose == purpose and one.at.date() <= self.day
            ]
            if {one.stage for one in lines} >= set(GATE) and len({one.by for one in lines}) > 1 and projection.purpose == purpose:
                found.append(projection)
        return found

    @staticmethod
    def _within(out: Any, source: Any) -> bool:
        def paragraphs(one: Any) -> list[str]:
            return [
                block.text
                for chapter in one.chapters
                for turn in chapter.turns
                for block in turn.blocks
                if isinstance(block, Words)
            ]

        whole = paragraphs(source)
        return (
            all(any(part in paragraph for paragraph in whole) for part in paragraphs(out))
            and set(out.photos) <= set(source.photos)
            and {card.id for card in out.items} <= {card.id for card in source.items}
            and set(out.sessions) <= set(source.sessions)
            and out.title in (source.title, "")
        )


TestBureau = Bureau.TestCase
TestBureau.settings = settings(max_examples=40, stateful_step_count=14, deadline=None)
