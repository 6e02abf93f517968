"""Whatever curators do in whatever order, the invariants of trust.md §9 hold, said again in other words than the door's.

Nothing here asks the door whether it is right: what may be out is told from the archive's own records and from what this walk has
seen people sign.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from pipeline.errors import WrongUse
from pipeline.model.archive import Archive
from pipeline.model.canonical import canonical, digest
from pipeline.model.consent import Consent, Signer
from pipeline.model.ledger import STAGES, Quarantine
from pipeline.model.nouns import Staff
from pipeline.model.projection import Words
from pipeline.model.text import Text
from pipeline.release.consent import may_go_elsewhere
from pipeline.release.decide import decide_site
from pipeline.release.explain import verdicts
from pipeline.release.quarantine import lift, shut
from pipeline.release.review import Signing, review, sign_off
from pipeline.release.view import stop_if_clock_is_behind
from tests.release.sample import (
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
GATE = ("一校", "口述者确认", "终审", "保密审查")
TEXTS = [text(("甲", 0, [f"第{mark}稿。", f"他叫{WITHHELD_WORDS}。完了{mark}。"])) for mark in "一二三"]
SOON = TODAY + dt.timedelta(days=4)
RECORDS = [
    (),
    (by_words(WITHHELD_WORDS),),
    (by_words(WITHHELD_WORDS, until=SOON),),
    (by_time(1_200, 1_400),),
    (by_words(WITHHELD_WORDS), by_field("photos")),
    (by_field("crew"),),
]
KIN = Signer(name="戊", role="kin")
FORMS: list[Consent | None] = [
    form(),
    form(),
    form(),
    None,
    form(purposes={**YES, "web_text": "no"}),
    form(purposes={**YES, "web_audio": "ask"}),
    form(purposes={**YES, "portrait": "no", "wall": "no"}),
    form(until=TODAY + dt.timedelta(days=3)),
    form(embargo=embargo(TODAY + dt.timedelta(days=2))),
    form(signed=TODAY + dt.timedelta(days=1)),
    form(after_death="close"),
    form(after_death="ask_family"),
    form(after_death="ask_family", by=KIN, signed=TODAY + dt.timedelta(days=2)),
    form(signed=None),
]
APART = [
    {"一校", "终审"}, {"一校", "保密审查"}, {"二校", "终审"}, {"二校", "保密审查"}, {"一校", "二校"},
]  # fmt: skip
COUNT = {"steps": 0, "public": 0}


def holds(consent: Consent | None, purpose: str, today: dt.date, died: dt.date | None) -> bool:
    """One form for one purpose on one day."""
    if consent is None or consent.signed is None or consent.by is None or consent.signed > today:
        return False
    ended = consent.until is not None and (today - consent.until).days > 0
    closed = consent.embargo is not None and (consent.embargo.until - today).days > 0
    kin = consent.by.role == "kin" and died is not None and (consent.signed - died).days > 0
    gone = died is not None and not (consent.after_death == "as_is" or (consent.after_death == "ask_family" and kin))
    return consent.purposes.get(purpose) == "yes" and not ended and not closed and not gone  # type: ignore[call-overload]


class Bureau(RuleBasedStateMachine):
    """One archive with one interview, one person and one item, and everything that curators may do to it."""

    def __init__(self) -> None:
        super().__init__()
        self.day = TODAY
        self.tick = 0
        self.archive: Archive = archive(person(), item(), interview(text=TEXTS[0], shows=()))
        self.shown: dict[str, Any] = {}  # digest → projection, of everything that was ever reviewed
        self.signed: list[Any] = []  # every sign-off that the door let somebody write, in order
        self.bytes: dict[str, bytes] = {}
        self.ever_withdrawn = False
        self.yaml = False  # the word in interview.yml
        self.shut = False
        self.lifters: list[str] = []
        self.lifted: dt.datetime | None = None

    @property
    def kept(self) -> Any:
        return self.archive.interviews["one"]

    @property
    def is_shut(self) -> bool:
        return self.yaml or self.shut

    def now(self) -> dt.datetime:
        self.tick += 1
        return dt.datetime.combine(self.day, dt.time(9), dt.UTC) + dt.timedelta(seconds=self.tick)

    def change(self, kept: Any) -> None:
        self.archive = put(self.archive, kept)

    @initialize()
    def begin_with_everything_signed(self) -> None:
        for purpose in ("web_text", "web_audio", "wall"):
            self.sign(purpose, GATE, None)

    @rule(new=st.sampled_from(TEXTS))
    def edit(self, new: Text) -> None:
        self.change(dataclasses.replace(self.kept, text=new))

    @rule(
        purpose=st.sampled_from(["web_text", "web_text", "web_audio", "wall"]),
        stages=st.sampled_from([GATE, GATE, GATE, GATE, *((one,) for one in GATE)]),
        by=st.sampled_from([None, None, None, None, "乙", "丙", "己"]),
    )
    def someone_signs(self, purpose: Any, stages: tuple[str, ...], by: str | None) -> None:
        self.sign(purpose, stages, by)

    def sign(self, purpose: Any, stages: tuple[str, ...], by: str | None) -> None:
        key = "jia" if purpose == "wall" else "one"
        for stage in stages:
            shown = review(self.archive, key, purpose, self.day, Clock())
            kept: Any = self.archive.people["jia"] if purpose == "wall" else self.kept
            with contextlib.suppress(WrongUse):
                lines = sign_off(self.archive, shown, Signing((stage,), by or SIGNERS[stage], "", shown.digest[:8]), self.now())
                self.shown[shown.digest] = shown.projection
                self.signed += lines
                ledger = dataclasses.replace(kept.ledger, signoffs=(*kept.ledger.signoffs, *lines))
                self.bytes[shown.digest] = shown.canonical
                self.change(dataclasses.replace(kept, ledger=ledger, approved=(*kept.approved, shown.projection)))

    @rule()
    def sign_what_one_has_not_read(self) -> None:
        shown = review(self.archive, "one", "web_text", self.day, Clock())
        with pytest.raises(WrongUse):
            sign_off(self.archive, shown, Signing(("终审",), "丙", "", "f" * 64), self.now())

    @rule(new=st.sampled_from(FORMS))
    def consent(self, new: Consent | None) -> None:
        self.change(record(self.kept, consent=new))

    @rule(new=st.sampled_from(FORMS))
    def personal_consent(self, new: Consent | None) -> None:
        self.archive = put(self.archive, record(self.archive.people["jia"], consent=new))

    @rule(new=st.sampled_from(FORMS))
    def items_consent(self, new: Consent | None) -> None:
        self.archive = put(self.archive, record(self.archive.items["medal"], consent=new))

    @rule(answer=st.sampled_from(["yes", "no", "ask", None]))
    def series(self, answer: Any) -> None:
        config = self.archive.config.model_copy(update={"consent": {"web_text": answer} if answer else {}})
        self.archive = dataclasses.replace(self.archive, config=config)

    @rule(new=st.sampled_from(RECORDS))
    def withhold(self, new: Any) -> None:
        self.change(record(self.kept, withhold=new))

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        self.day += dt.timedelta(days=days)

    @rule(seal=st.sampled_from(["1" * 64, "2" * 64]))
    def new_portrait(self, seal: str) -> None:
        self.archive = put(self.archive, dataclasses.replace(self.archive.people["jia"], portrait=picture("FJIA", seal)))

    @rule(dead=st.booleans())
    def death(self, *, dead: bool) -> None:
        died = {"said": "今年", "earliest": TODAY, "latest": TODAY} if dead else None
        jia = self.archive.people["jia"]
        whole = type(jia.record).model_validate({**jia.record.model_dump(), "death": died})
        self.archive = put(self.archive, dataclasses.replace(jia, record=whole))

    @rule(who=st.sampled_from("乙丙己"), left=st.sampled_from([None, None, TODAY - dt.timedelta(days=1), TODAY]))
    def staff(self, who: str, left: dt.date | None) -> None:
        staff = {**self.archive.staff, who: Staff(name=who, stages=STAGES, left=left)}
        self.archive = dataclasses.replace(self.archive, staff=staff)

    @rule(word=st.booleans())
    def quarantine_by_word(self, *, word: bool) -> None:
        self.yaml = word
        self.change(record(self.kept, quarantine=word))

    @rule(by=st.sampled_from("甲乙"))
    def quarantine(self, by: str) -> None:
        self._quarantine_line(shut(self.kept, by, self.now(), ""))
        self.shut, self.lifters, self.lifted = True, [], None

    @rule(by=st.sampled_from("甲乙丙己"))
    def lift(self, by: str) -> None:
        at = self.now()
        try:
            line = lift(self.archive, self.kept, by, at)
        except WrongUse:
            here = by in self.archive.staff and (self.archive.staff[by].left or self.day) >= self.day
            assert not self.shut or by in self.lifters or not here
            return
        self._quarantine_line(line)
        self.lifters.append(by)
        if len(set(self.lifters)) == 2:
            self.shut, self.lifted = False, at

    def _quarantine_line(self, line: Quarantine) -> None:
        ledger = dataclasses.replace(self.kept.ledger, quarantines=(*self.kept.ledger.quarantines, line))
        self.change(dataclasses.replace(self.kept, ledger=ledger))

    @precondition(lambda self: len(self.shown) > 5)
    @rule()
    def withdraw(self) -> None:
        self.change(withdrawn(self.kept, self.now()))
        self.ever_withdrawn = True

    @invariant()
    def all_that_is_out_was_signed_and_may_be_out_today(self) -> None:
        """1: signed in full for its exact digest; 3: an edit makes that stale; 4: the strictest wins; 5: unknown is closed."""
        COUNT["steps"] += 1
        edition = decide_site(self.archive, self.day, Clock())
        judged = next(one for one in verdicts(self.archive, self.day, Clock()) if one.purpose == "web_text")
        assert judged.public is bool(edition.interviews)
        assert judged.public or judged.reasons
        in_force = [one for one in self.kept.record.withhold if one.until is None or (self.day - one.until).days <= 0]
        if any(one.quote for one in in_force):
            assert WITHHELD_WORDS not in everything(edition)
        if not edition.interviews:
            assert edition.sounds == ()
            return
        COUNT["public"] += 1
        assert not self.ever_withdrawn
        assert not self.is_shut
        assert self._holds("web_text")
        projection = edition.interviews[0].projection
        assert [one for one in self._fully_signed("web_text", self._forms()) if self._within(projection, one)]
        portraits = [card.portrait for card in projection.narrators if card.portrait]
        assert not portraits or (self._holds("portrait") and portraits[0].digest == self.archive.people["jia"].portrait.digest)
        if edition.sounds:
            assert self._holds("web_audio")
            assert self._fully_signed("web_audio", self._forms())
        own = self.archive.items["medal"].record.consent
        assert not projection.items or own is None or holds(own, "web_text", self.day, self._died)

    @invariant()
    def the_wall_shows_only_whom_every_form_allows(self) -> None:
        edition = decide_site(self.archive, self.day, Clock())
        if not edition.walls:
            return
        own, told = self.archive.people["jia"].record.consent, self.kept.record.consent
        if own is not None:
            assert holds(own, "wall", self.day, self._died)
            assert told is None or told.purposes.get("wall", "yes") == "yes"
        else:
            assert not self.ever_withdrawn
            assert not self.is_shut
            assert holds(told, "wall", self.day, self._died)
        assert self._fully_signed("wall", [own] if own else [told])

    @invariant()
    def closing_is_one_step(self) -> None:
        """2, first half: one person, one step, whatever else is true."""
        for shutting in (
            withdrawn(self.kept, dt.datetime.combine(self.day, dt.time(9), dt.UTC)),
            record(self.kept, quarantine=True),
            record(self.kept, consent=None),
        ):
            closed = decide_site(put(self.archive, shutting), self.day, Clock())
            assert closed.interviews == ()
            assert closed.sounds == ()

    @invariant()
    def nothing_that_was_signed_is_lost(self) -> None:
        """6: what was approved lies there byte for byte, and every line is still in its ledger."""
        for seal, data in self.bytes.items():
            assert canonical(self.shown[seal]) == data
            assert self.shown[seal] in (*self.kept.approved, *self.archive.people["jia"].approved)
        lines = (*self.kept.ledger.signoffs, *self.archive.people["jia"].ledger.signoffs)
        assert all(one in lines for one in self.signed)

    @invariant()
    def a_clock_that_went_back_stops(self) -> None:
        """5: earlier than the last event."""
        last = dt.datetime.combine(self.day, dt.time(9), dt.UTC)
        whole = dataclasses.replace(self.archive, last_event=last)
        stop_if_clock_is_behind(whole, last)
        with pytest.raises(WrongUse):
            stop_if_clock_is_behind(whole, last - dt.timedelta(days=1))

    @invariant()
    def nothing_goes_elsewhere_that_is_shut(self) -> None:
        if may_go_elsewhere(self.archive, self.kept, self.day):
            assert not self.ever_withdrawn
            assert not self.is_shut
            assert self._holds("recognise_elsewhere")

    @property
    def _died(self) -> dt.date | None:
        death = self.archive.people["jia"].record.death
        return death.latest if death else None

    def _forms(self) -> list[Consent]:
        return [one for one in (self.kept.record.consent, self.archive.people["jia"].record.consent) if one]

    def _holds(self, purpose: str) -> bool:
        if self.archive.config.consent.get(purpose, "yes") != "yes":  # type: ignore[call-overload]
            return False
        return self.kept.record.consent is not None and all(holds(one, purpose, self.day, self._died) for one in self._forms())

    def _fully_signed(self, purpose: str, forms: list[Any]) -> list[Any]:
        """1, 2 (two people, and different ones where that is asked), 8 (somebody signed since the door could open)."""
        opens = [one.signed for one in forms if one and one.signed] + [one.embargo.until for one in forms if one and one.embargo]
        found = []
        for seal, projection in self.shown.items():
            assert digest(projection) == seal
            lines = [one for one in self.signed if one.digest == seal and one.purpose == purpose and self._counts(one)]
            by = {stage: {one.by for one in lines if one.stage == stage} for stage in GATE}
            whole = all(by.values()) and len(set().union(*by.values())) > 1 and projection.purpose == purpose
            apart = all(not (by.get(one, set()) & by.get(other, set())) for one, other in map(sorted, APART))
            last = max((one.at.date() for one in lines if one.stage in ("终审", "保密审查")), default=dt.date.min)
            if whole and apart and last >= max(opens, default=dt.date.min):
                found.append(projection)
        return found

    def _counts(self, line: Any) -> bool:
        staff = self.archive.staff.get(line.by)
        here = staff is not None and (staff.left is None or line.at.date() <= staff.left)
        since = line.purpose == "wall" or self.lifted is None or line.at > self.lifted
        return here and since and line.at.date() <= self.day

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
            and set(out.photos) <= {*source.photos, *(one.model_copy(update={"credit": ""}) for one in source.photos)}
            and {card.id for card in out.items} <= {card.id for card in source.items}
            and set(out.sessions) <= set(source.sessions)
            and out.title in (source.title, "")
        )


TestBureau = Bureau.TestCase
TestBureau.settings = settings(max_examples=30, stateful_step_count=16, deadline=None)


@pytest.mark.long
def test_ten_thousand_steps() -> None:
    """The done-when of the issue: prints how many steps were walked, and after how many of them something was out."""
    COUNT.update(steps=0, public=0)
    long = settings(max_examples=450, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Bureau, settings=long)
    print(f"walked {COUNT['steps']} steps, something was public after {COUNT['public']}")  # noqa: T201
    assert COUNT["steps"] >= 10_000
    assert COUNT["public"] >= 1_000


def test_no_option_opens_by_force() -> None:
    """7: no verb has a way round the door."""
    from pipeline.cli.main import koushu  # noqa: PLC0415 - the whole command line, needed here alone

    options = {name for verb in koushu.commands.values() for one in verb.params for name in (*one.opts, *one.secondary_opts)}
    assert "--by" in options
    assert not [
        one for one in options if any(word in one for word in ("force", "skip", "ignore", "no-check", "unsafe", "bypass"))
    ]
