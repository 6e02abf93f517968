"""Builds small archives in memory, with sentence times as a recogniser would give them, for the tests of the door."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.language.sentences import split
from pipeline.model.archive import Archive, KeptInterview, KeptItem, KeptPerson, KeptPhoto, KeptPicture, KeptSound
from pipeline.model.canonical import digest
from pipeline.model.consent import PURPOSES, Consent, Embargo, Purpose, Signer, Withhold
from pipeline.model.ledger import STAGES, SignOff, Withdrawal
from pipeline.model.nouns import (
    ArchiveConfig,
    IndexPoint,
    Interview,
    Item,
    Named,
    Person,
    Photo,
    Session,
    Show,
    Staff,
    Term,
)
from pipeline.model.projection import InterviewProjection, PersonProjection
from pipeline.model.record import SaidDate
from pipeline.model.text import Chapter, Paragraph, Shown, Text, Turn
from pipeline.model.timing import Place, SentenceTime, Timing, TurnTime
from pipeline.model.wall import Wall
from pipeline.release.project import project_interview, project_person
from pipeline.release.tellings import as_edited
from pipeline.release.view import View

TODAY = dt.date(2026, 5, 20)
GATE = ("一校", "口述者确认", "终审", "保密审查")
STAFF = {
    "乙": Staff(name="乙", stages=STAGES),
    "丙": Staff(name="丙", stages=STAGES),
    "丁": Staff(name="丁", stages=("初审",)),
    "己": Staff(name="己", stages=STAGES),
}
SIGNERS = {
    "一校": "乙",
    "二校": "丙",
    "三校": "乙",
    "口述者确认": "丙",
    "家属确认": "丙",
    "初审": "丁",
    "复审": "己",
    "终审": "丙",
    "保密审查": "己",
}
YES: dict[Purpose, Any] = dict.fromkeys(PURPOSES, "yes")


def when(*parts: int) -> dt.datetime:
    """A time by year, month, day and, if need be, hour and minute."""
    year, month, day, hour, minute = (*parts, 0, 0)[:5]
    return dt.datetime(year, month, day, hour, minute, tzinfo=dt.UTC)


SIGNED = when(2026, 1, 2, 9)
WITHDRAWN = when(2026, 3, 1)


def form(**changes: Any) -> Consent:
    """A form that allows everything, with what is to be otherwise."""
    whole: dict[str, Any] = {"signed": dt.date(2023, 4, 12), "by": Signer(name="甲", role="narrator"), "purposes": YES}
    return Consent(**(whole | changes))


def answers(**changes: str) -> dict[Purpose, Any]:
    return {**YES, **changes}


def embargo(until: dt.date) -> Embargo:
    return Embargo(until=until)


class Clock:
    """Times as a draft would give them: one second a sentence, turns end to end; `unsure` sentences are only interpolated."""

    def __init__(self, *, unsure: Sequence[str] = (), deaf: Sequence[str] = (), silent: bool = False) -> None:
        self.unsure, self.deaf, self.silent = tuple(unsure), tuple(deaf), silent

    def timing(self, interview: str, text: Text) -> Timing | None:
        if self.silent or not interview:
            return None
        at = 0
        turns = []
        for turn in text.turns():
            start = at = turn.start_ms if turn.start_ms is not None else at
            blocks = []
            for block in turn.blocks:
                times = []
                for sentence in split(block.text) if isinstance(block, Paragraph) else ():
                    times.append(SentenceTime(at, at + 1000, not any(word in sentence for word in self.unsure)))
                    at += 1000
                blocks.append(tuple(times))
            turns.append(TurnTime(start, max(at, start), tuple(blocks)))
        return Timing(tuple(turns))

    def quote(self, interview: str, text: Text, place: Place) -> tuple[int, int] | None:
        words = text.turns()[place.turn].blocks[place.block]
        assert isinstance(words, Paragraph)
        if self.silent or any(word in words.text[place.start : place.end] for word in self.deaf):
            return None
        timing = self.timing(interview, text)
        assert timing is not None
        at = 0
        hit = []
        for sentence, time in zip(split(words.text), timing.turns[place.turn].blocks[place.block], strict=True):
            if at < place.end and at + len(sentence) > place.start:
                hit.append(time)
            at += len(sentence)
        return hit[0].start_ms, hit[-1].end_ms


def text(
    *turns: tuple[str, int | None, Sequence[str | Shown]], title: str = "雪夜", notes: Sequence[tuple[str, str]] = ()
) -> Text:
    """One chapter of turns (speaker, start, paragraphs)."""
    made = (Turn(who, at, tuple(Paragraph(one) if isinstance(one, str) else one for one in words)) for who, at, words in turns)
    return Text((Chapter(title, 0, tuple(made)),), tuple(notes))


PLAIN = text(
    ("乙", 0, ["您是哪一年入伍的？"]),
    ("甲", 1000, ["一九五〇年冬天。那年我十七岁。天下着大雪。[^1]", Shown("medal"), "我们连夜过江。"]),
    ("乙", 5000, ["后来呢？"]),
    ("甲", 6000, ["后来就到了朝鲜。"]),
    notes=[("1", "那年冬天来得早。")],
)


def picture(name: str, seal: str = "") -> KeptPicture:
    return KeptPicture(f"x/{name}.jpg", seal or name.lower() * 8, name)


def person(key: str = "jia", **changes: Any) -> KeptPerson:
    whole: dict[str, Any] = {
        "name": "甲",
        "pinyin": "jia",
        "birth": SaidDate.model_validate("1933-05-06"),
        "native_place": "neijiang",
        "service": [{"unit": "company", "role": "战士", "from": "1950", "to": "1953-07"}],
        "honours": ["merit"],
        "bio": "十七岁入伍。",
        "aliases": ["老甲"],
        "sex": "男",
        "portrait_alt": "老人的肖像",
        "consent": form(),
    }
    kept = {name: changes.pop(name) for name in ("id", "portrait", "ledger", "approved") if name in changes}
    whole_kept = {"id": f"P{key.upper()}", "portrait": picture(f"F{key.upper()}"), **kept}
    return KeptPerson(key, record=Person.model_validate(whole | changes), **whole_kept)


def interview(key: str = "one", **changes: Any) -> KeptInterview:
    kept_names = ("id", "sounds", "text", "edited", "story", "photos", "ledger", "approved", "broken")
    kept = {name: changes.pop(name) for name in kept_names if name in changes}
    record: dict[str, Any] = {
        "title": "雪夜过江",
        "narrators": ("jia",),
        "interviewers": (Named(name="乙", role="采访"),),
        "crew": (Named(name="丙", role="摄像"),),
        "sessions": (Session(date=SaidDate.model_validate("2023-04-12"), place="neijiang", present=("家属一人",)),),
        "dialect": "四川话",
        "index": (IndexPoint(at_ms=0, title="参军", synopsis="如何入伍", keywords=("参军",), places=("neijiang",)),),
        "shows": (Show(at_ms=3500, item="medal"),),
        "consent": form(),
    }
    whole_kept: dict[str, Any] = {
        "id": f"I{key.upper()}",
        "sounds": (KeptSound("one/recording-1.wav", "a" * 64, 60_000),),
        "text": PLAIN,
        "photos": (KeptPhoto(Photo(caption="采访时", alt="两人对坐", credit="丙"), picture("H1")),),
    }
    return KeptInterview(key, record=Interview(**(record | changes)), **(whole_kept | kept))


def item(key: str = "medal", **changes: Any) -> KeptItem:
    kept = {name: changes.pop(name) for name in ("id", "pictures") if name in changes}
    record: dict[str, Any] = {"kind": "medal", "title": "立功奖章", "owner": "jia", "honour": "merit", "alt": "奖章正面"}
    whole_kept = {"id": f"M{key.upper()}", "pictures": (picture("K1"),), **kept}
    return KeptItem(key, record=Item.model_validate(record | changes), **whole_kept)


REGISTERS: Mapping[str, Mapping[str, Term]] = {
    "places": {"neijiang": Term(id="neijiang", name="内江", disclosure="open")},
    "units": {"company": Term(id="company", name="某连", disclosure="open")},
    "honours": {"merit": Term(id="merit", name="三等功", disclosure="open")},
}


def archive(*kept: KeptPerson | KeptInterview | KeptItem, **changes: Any) -> Archive:
    """An archive with these people, interviews and items; without any, with one of each."""
    parts = list(kept) or [person(), interview(), item()]
    config: dict[str, Any] = {
        "title": "口述档案",
        "institution": "某军休所",
        "gates": {"site": GATE, "volume": GATE, "wall": GATE},
    }
    config |= changes.pop("config", {})
    whole: dict[str, Any] = {
        "staff": STAFF,
        "registers": REGISTERS,
        "walls": (Wall(id="wall-1", title="荣誉墙", people=("jia",), items=("medal",)),),
        "people": {one.key: one for one in parts if isinstance(one, KeptPerson)},
        "interviews": {one.key: one for one in parts if isinstance(one, KeptInterview)},
        "items": {one.key: one for one in parts if isinstance(one, KeptItem)},
    }
    return Archive(config=ArchiveConfig(**config), **(whole | changes))


def put(whole: Archive, one: KeptPerson | KeptInterview | KeptItem) -> Archive:
    """The archive with one part replaced."""
    name = {KeptPerson: "people", KeptInterview: "interviews", KeptItem: "items"}[type(one)]
    return dataclasses.replace(whole, **{name: {**getattr(whole, name), one.key: one}})


def record(kept: Any, **changes: Any) -> Any:
    """A kept thing with fields of its record changed."""
    return dataclasses.replace(kept, record=kept.record.model_copy(update=changes))


def signs(projection: Any, at: dt.datetime = SIGNED, stages: Sequence[str] = GATE) -> tuple[SignOff, ...]:
    """All stages signed for a projection, each by whom it becomes."""
    seal = digest(projection)
    return tuple(
        SignOff(stage=stage, purpose=projection.purpose, by=SIGNERS[stage], at=at + dt.timedelta(minutes=number), digest=seal)
        for number, stage in enumerate(stages)
    )


def signed(
    whole: Archive,
    key: str = "one",
    purpose: Purpose = "web_text",
    at: dt.datetime = SIGNED,
    times: Any = None,
) -> Archive:
    """The archive with one projection made today, fully signed and kept among the approved."""
    view = View(whole, TODAY, times or Clock())
    kept: Any = whole.people[key] if purpose == "wall" else whole.interviews[key]
    now: Any = view.archive.people[key] if purpose == "wall" else view.archive.interviews[key]
    made: Any = project_person(view, now, purpose) if purpose == "wall" else project_interview(view, now, purpose)
    assert isinstance(made, InterviewProjection | PersonProjection), made
    ledger = dataclasses.replace(kept.ledger, signoffs=(*kept.ledger.signoffs, *signs(made, at)))
    return put(whole, dataclasses.replace(kept, ledger=ledger, approved=(*kept.approved, made)))


def signed_edited(
    whole: Archive, key: str = "one", purpose: Purpose = "print", at: dt.datetime = SIGNED, times: Any = None
) -> Archive:
    """The archive with the projection of an interview's edited text made today, fully signed and kept among the approved."""
    view = View(as_edited(whole, {key}), TODAY, times or Clock())
    made = project_interview(view, view.archive.interviews[key], purpose)
    assert isinstance(made, InterviewProjection), made
    kept = whole.interviews[key]
    lines = tuple(one.model_copy(update={"telling": "edited"}) for one in signs(made, at))
    ledger = dataclasses.replace(kept.ledger, edited=(*kept.ledger.edited, *lines))
    return put(whole, dataclasses.replace(kept, ledger=ledger, approved=(*kept.approved, made)))


def released(*kept: KeptPerson | KeptInterview | KeptItem, **changes: Any) -> Archive:
    """An archive in which text, sound and wall of everything are signed."""
    times = changes.pop("times", None)
    whole = archive(*kept, **changes)
    for key in whole.interviews:
        whole = signed(signed(whole, key, times=times), key, "web_audio", times=times)
    for key in whole.people:
        whole = signed(whole, key, "wall", times=times)
    return whole


def withdrawn(kept: Any, at: dt.datetime = WITHDRAWN) -> Any:
    ledger = dataclasses.replace(kept.ledger, withdrawals=(Withdrawal(withdrawn=True, by="乙", at=at),))
    return dataclasses.replace(kept, ledger=ledger)


def by_time(start: int, end: int, **changes: Any) -> Withhold:
    return Withhold(**({"id": "w1", "from_ms": start, "to_ms": end} | changes))


def by_words(quote: str, **changes: Any) -> Withhold:
    return Withhold(**({"id": "w2", "quote": quote} | changes))


def by_field(field: str, **changes: Any) -> Withhold:
    return Withhold(**({"id": "w3", "field": field} | changes))


def by_region(*region: int, picture: str = "front.jpg", **changes: Any) -> Withhold:
    return Withhold.model_validate({"id": "w4", "picture": picture, "region": region} | changes)


def everything(edition: Any) -> str:
    """An Edition as one string of JSON-like words, in which any leak can be searched for."""
    return repr(_plain(edition))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def words(edition_or_projection: Any) -> str:
    """All the words of the turns, with ⟦label⟧ where something is left out."""
    projection = getattr(edition_or_projection, "projection", edition_or_projection)
    turns = [turn for chapter in projection.chapters for turn in chapter.turns]
    rows = []
    for turn in turns:
        row = [
            getattr(one, "text", "") or (f"⟦{one.label}⟧" if hasattr(one, "label") else f"⟨{one.item}⟩") for one in turn.blocks
        ]
        rows.append("|".join(row))
    return "\n".join(rows)
