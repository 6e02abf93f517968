"""Whatever is withheld, by time or by words, in whatever order and overlap: none of it is out, and all the rest is."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline.language.script import simplified
from pipeline.model.archive import KeptSound
from pipeline.model.consent import Withhold
from pipeline.model.nouns import IndexPoint
from pipeline.model.projection import InterviewProjection
from pipeline.model.text import Chapter, Paragraph, Story, Text, Turn
from pipeline.release.decide import decide_site
from pipeline.release.project import project_interview
from pipeline.release.view import View
from tests.release.sample import TODAY, Clock, archive, by_time, by_words, everything, interview, person, released

PAD, SECOND, WHOLE_MS = 150, 1000, 600_000
TELLING = 4  # letters
RARE = [letter for letter in map(chr, range(0x3400, 0x3800)) if simplified(letter) == letter]  # no two of them one to the door


@dataclass(frozen=True)
class Said:
    """One sentence of letters that stand nowhere else, the turn it is said in, and whether its time is sure."""

    letters: str
    turn: int
    number: int  # of all sentences: second `number` of the talk
    sure: bool


@dataclass(frozen=True)
class Talk:
    """A talk of sentences, a second each; `copies` say which sentences stand a second time in story, note, synopsis and title."""

    text: Text
    said: tuple[Said, ...]
    copies: tuple[int, int, int, int]

    @property
    def letters(self) -> str:
        return "".join(one.letters for one in self.said)


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    fresh = iter(RARE)
    said: list[Said] = []
    chapters = []
    for _ in range(draw(st.integers(1, 2))):
        turns = []
        for _ in range(draw(st.integers(1, 3))):
            number, paragraphs = sum(1 for _ in said), []
            turn = said[-1].turn + 1 if said else 0
            for size in draw(st.lists(st.integers(1, 3), min_size=1, max_size=2)):
                lengths = draw(st.lists(st.integers(5, 12), min_size=size, max_size=size))
                words = ["".join(next(fresh) for _ in range(length)) for length in lengths]
                sure = draw(st.integers(0, 5))
                said += [Said(one, turn, len(said) + at, bool(sure)) for at, one in enumerate(words)]
                paragraphs.append(Paragraph("".join(f"{one[:3]}，{one[3:]}。" for one in words)))
            turns.append(Turn("甲" if turn % 2 else "乙", number * SECOND, tuple(paragraphs)))
        chapters.append(turns)
    copies = tuple(draw(st.integers(0, len(said) - 1)) for _ in range(4))
    titles = iter([said[copies[3]].letters, ""])
    made = tuple(Chapter(next(titles), None, tuple(turns)) for turns in chapters)
    marked = dataclasses.replace(made[-1], turns=(*made[-1].turns, Turn("乙", len(said) * SECOND, (Paragraph("完了[^1]。"),))))
    return Talk(Text((*made[:-1], marked), (("1", f"注：{said[copies[1]].letters}。"),)), tuple(said), copies)


@st.composite
def held(draw: st.DrawFn, talk: Talk) -> tuple[Withhold, ...]:
    end = len(talk.said) * SECOND
    spans = st.tuples(st.integers(0, end + 300), st.sampled_from([1, 40, 700, 1500, end, WHOLE_MS]))
    starts = st.tuples(st.integers(0, len(talk.letters) - 4), st.sampled_from([4, 5, 9, 20, len(talk.letters)]))
    ways = st.one_of(
        spans.map(lambda one: by_time(one[0], one[0] + one[1], label="略")),
        starts.map(lambda one: by_words(talk.letters[one[0] : one[0] + one[1]], label="略")),
    )
    rows = draw(st.lists(ways, min_size=1, max_size=4))
    return tuple(one.model_copy(update={"id": f"w{at}"}) for at, one in enumerate(rows))


def withheld_letters(talk: Talk, records: tuple[Withhold, ...]) -> tuple[set[str], set[str]]:
    """Letters that may not stand in the turns, and those that may not stand in a second copy of their sentence."""
    spoken: set[str] = set()
    copied: set[str] = set()
    for record in records:
        pieces = [(one, one.letters) for one in talk.said if record.quote == "" and _touched(talk, one, record)]
        if record.quote:
            pieces = [(one, "".join(letter for letter in one.letters if letter in record.quote)) for one in talk.said]
        for one, piece in pieces:
            spoken |= set(piece)
            whole = bool(record.quote) and record.quote in one.letters
            copied |= set(piece) if whole or len(piece) >= TELLING else set()
    return spoken, copied


def _touched(talk: Talk, one: Said, record: Withhold) -> bool:
    low, high = (record.from_ms or 0) - PAD, (record.to_ms or 0) + PAD
    turn = [other for other in talk.said if other.turn == one.turn]
    near = turn if not all(other.sure for other in turn) else [one]
    return near[0].number * SECOND <= high and (near[-1].number + 1) * SECOND >= low


def kept_of(talk: Talk, records: tuple[Withhold, ...]):
    story, _, synopsis, _ = (talk.said[at].letters for at in talk.copies)
    return interview(
        text=talk.text,
        story=Story((("", (f"作家写道：{story}。",)),)),
        index=(IndexPoint(at_ms=len(talk.said) * SECOND + 5_000, title="点", synopsis=synopsis),),
        shows=(),
        photos=(),
        sounds=(KeptSound("a.wav", "a" * 64, WHOLE_MS),),
        withhold=records,
    )


def clock(talk: Talk) -> Clock:
    return Clock(unsure=[one.letters[3:] for one in talk.said if not one.sure])


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_no_withheld_letter_is_out_and_every_other_is(data: st.DataObject) -> None:
    _look(data)


@pytest.mark.long
@given(st.data())
@settings(max_examples=4000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_no_withheld_letter_is_out_in_a_long_sweep(data: st.DataObject) -> None:
    _look(data)


def _look(data: st.DataObject) -> None:
    talk = data.draw(talks())
    records = data.draw(held(talk))
    kept = kept_of(talk, records)
    made = project_interview(View(archive(person(), kept), TODAY, clock(talk)), kept, "web_text")
    assert isinstance(made, InterviewProjection), made
    spoken, copied = withheld_letters(talk, records)
    turns = "".join(repr(turn) for chapter in made.chapters for turn in chapter.turns)
    assert set(talk.letters) & set(turns) == set(talk.letters) - spoken
    beside = everything(
        made.model_copy(update={"chapters": tuple(one.model_copy(update={"turns": ()}) for one in made.chapters)})
    )
    assert not copied & set(beside)


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_the_sound_is_silenced_for_just_what_is_withheld(data: st.DataObject) -> None:
    talk = data.draw(talks())
    records = data.draw(held(talk))
    times = clock(talk)
    edition = decide_site(released(person(), kept_of(talk, records), times=times), TODAY, times)
    silent = set[int]()
    for low, high in edition.sounds[0].silenced:
        silent |= set(range(low, high))
    wanted = set[int]()
    for record in records:
        low, high = record.from_ms or 0, record.to_ms or 0
        if record.quote:
            touched = [one.number for one in talk.said if set(one.letters) & set(record.quote)]
            low, high = touched[0] * SECOND, (touched[-1] + 1) * SECOND
        wanted |= set(range(max(0, low - PAD), min(high + PAD, WHOLE_MS)))
    assert silent == wanted


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5_000, 5_000), (5_000, 4_999)])
def test_a_span_without_length_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValidationError, match="span-order"):
        by_time(start, end)


@pytest.mark.parametrize("way", [{"quote": "", "field": ""}, {"from_ms": 1}, {"picture": "front.jpg"}, {"region": (1, 1, 1, 1)}])
def test_a_record_that_withholds_nothing_or_half_is_refused(way: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="withhold-way"):
        Withhold.model_validate({"id": "w1", **way})
