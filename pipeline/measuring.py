"""An archive's drafts held against what people made of them: figures, and how far each text may be trusted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal

from pipeline.edit.align import find_times
from pipeline.edit.bootstrap import Interval, interval
from pipeline.edit.compare import METHOD, Counted, Passage, Score, evaluate, passages
from pipeline.edit.heard import bare
from pipeline.errors import Unreadable, WrongUse
from pipeline.language.script import simplified
from pipeline.model.archive import KeptInterview
from pipeline.model.draft import Draft
from pipeline.model.problem import Problem
from pipeline.model.text import Paragraph, Text
from pipeline.release.explain import trust_in_text
from pipeline.workshop import Workshop
from pipeline.writing.atomic import write_text

CHOSEN = "chosen"
Basis = Literal["machine", "edited", "proofread", "confirmed"]  # edited: people changed words, and nobody signed for them
Stems = list[tuple[str, int]]  # each recording's file name without ending, and its length in milliseconds


@dataclass(frozen=True)
class Choice:
    """Which drafts are meant: one by its file name, those of an engine, or, where both are empty, the chosen ones."""

    draft: str = ""
    engine: str = ""


@dataclass(frozen=True)
class Measured:
    """One interview: what its text rests on, and what was wrong in each passage; none where only a machine wrote the text."""

    key: str
    basis: Basis
    counted: tuple[Counted, ...]
    silent: tuple[str, ...]  # recordings that were not heard


@dataclass(frozen=True)
class Listened:
    """All interviews that one listener has heard; `heard_by` is `engine/model@digest`, or `chosen`."""

    heard_by: str
    interviews: tuple[Measured, ...]


@dataclass(frozen=True)
class Figure:
    """One interview's error rate without punctuation, of the chosen drafts; without a score where there is no people's text."""

    basis: Basis
    score: Score | None
    interval: Interval | None


def measure(shop: Workshop, keys: Sequence[str], choice: Choice) -> tuple[tuple[Listened, ...], tuple[Problem, ...]]:
    """Every interview with a text and a draft, by listener; one that cannot be measured is a problem.

    Raises WrongUse where the draft or engine that was asked for is nowhere.
    """
    found: dict[str, list[Measured]] = {}
    problems: list[Problem] = []
    for key, kept in shop.archive.interviews.items():
        if kept.text is None or not kept.drafts or (keys and key not in keys):
            continue
        try:
            basis = _basis(shop, kept)
            for heard_by, drafts in _heard(shop, kept, choice).items():
                found.setdefault(heard_by, []).append(_measured(shop, kept, basis, drafts))
        except Unreadable as failure:
            problems.append(Problem(str(failure.values.get("file", key)), 0, 0, failure.code, failure.values))
        except WrongUse as failure:
            problems.append(Problem(key, 0, 0, failure.code, failure.values))
    if not found and not problems and (choice.draft or choice.engine):
        raise WrongUse("draft-nowhere", name=choice.draft or choice.engine)
    return tuple(Listened(heard_by, tuple(rows)) for heard_by, rows in sorted(found.items())), tuple(problems)


def figures(shop: Workshop) -> dict[str, Figure]:
    """The figure of every interview that has a text and a draft that can be read; remembered under `work` by all it rests on."""
    found = {}
    for key, kept in shop.archive.interviews.items():
        if kept.text is not None:
            try:
                found[key] = _figure(shop, kept, kept.text)
            except Unreadable:  # `koushu check` and `koushu evaluate` name the draft
                found[key] = Figure(_signed(shop, kept), None, None)
    return found


def heard_by(draft: Draft) -> str:
    """`whisper/large-v3@0a1b2c3d`: what a draft was heard by, the same for all recordings."""
    model = f"/{draft.model}" if draft.model else ""
    return f"{draft.engine}{model}" + (f"@{draft.model_digest[:8]}" if model and draft.model_digest else "")


def stems(kept: KeptInterview) -> Stems:
    """An interview's recordings in order; a transcript that came without one counts as the first."""
    return [(Path(sound.file).stem, sound.duration_ms) for sound in kept.sounds] or [("recording-1", 0)]


def picked(shop: Workshop, kept: KeptInterview, choice: Choice) -> dict[str, dict[str, Draft]]:
    """Drafts that fit the choice, by listener and then by recording. Raises Unreadable, and WrongUse where one listener heard a
    recording twice."""
    found: dict[str, dict[str, Draft]] = {}
    for stem, _ in stems(kept):
        for name in kept.drafts:
            if not name.startswith(f"{stem}.") or (choice.draft and name != choice.draft):
                continue
            draft = shop.shelf.read_draft(kept.key, name)
            if choice.engine and choice.engine not in (draft.engine, heard_by(draft), heard_by(draft).partition("@")[0]):
                continue
            if stem in found.setdefault(heard_by(draft), {}):
                raise WrongUse("draft-twice", engine=heard_by(draft), recording=stem)
            found[heard_by(draft)][stem] = draft
    return found


def _heard(shop: Workshop, kept: KeptInterview, choice: Choice) -> Mapping[str, Mapping[str, Draft]]:
    if choice.draft or choice.engine:
        return picked(shop, kept, choice)
    return {CHOSEN: chosen(shop, kept)}


def chosen(shop: Workshop, kept: KeptInterview) -> dict[str, Draft]:
    """The draft of each recording that its text was laid out from. Raises Unreadable."""
    return {stem: draft for stem, _ in stems(kept) if (draft := shop.chosen_draft(kept, stem))}


def _all(shop: Workshop, kept: KeptInterview) -> dict[str, list[Draft]]:
    return {
        stem: [shop.shelf.read_draft(kept.key, name) for name in kept.drafts if name.startswith(f"{stem}.")]
        for stem, _ in stems(kept)
    }


def _measured(shop: Workshop, kept: KeptInterview, basis: Basis, drafts: Mapping[str, Draft]) -> Measured:
    silent = tuple(stem for stem, _ in stems(kept) if stem not in drafts)
    return Measured(kept.key, basis, tuple(_counted(shop, kept, drafts)) if basis != "machine" else (), silent)


def _counted(shop: Workshop, kept: KeptInterview, drafts: Mapping[str, Draft]) -> Iterator[Counted]:
    for stem, spoken in passages_of(shop, kept).items():
        if stem in drafts:
            yield from evaluate(spoken, drafts[stem])


def passages_of(shop: Workshop, kept: KeptInterview) -> dict[str, list[Passage]]:
    """The words of an interview's text by recording. Raises Unreadable for a spoilt draft."""
    text = kept.text or Text(())
    timing = shop.times.timing(kept.key, text)
    if timing is None:  # a recording whose length nobody knows
        timing = find_times(text, shop.placed_drafts(kept))
    recordings = stems(kept)
    starts = list(accumulate((length for _, length in recordings[:-1]), initial=0))
    return dict(zip((stem for stem, _ in recordings), passages(text, timing, starts), strict=True))


def _signed(shop: Workshop, kept: KeptInterview) -> Basis:
    return trust_in_text(shop.archive, kept, shop.settings.today, shop.times)


def _basis(shop: Workshop, kept: KeptInterview) -> Basis:
    signed = _signed(shop, kept)
    return "edited" if signed == "machine" and not _untouched(shop, kept) else signed


def _untouched(shop: Workshop, kept: KeptInterview) -> bool:
    """Does the text say, letter for letter, what one draft of each recording says? Marks and the script are not compared."""
    text = kept.text or Text(())
    letters = _letters(block.text for turn in text.turns() for block in turn.blocks if isinstance(block, Paragraph))
    ends = {0}
    for drafts in _all(shop, kept).values():
        said = {_letters(one.text for one in sorted(draft.segments, key=lambda each: each.start_ms)) for draft in drafts} or {""}
        ends = {at + len(one) for at in ends for one in said if letters.startswith(one, at)}
    return len(letters) in ends


def _letters(words: Iterable[str]) -> str:
    return simplified("".join(bare(one)[0] for one in words)).replace("幺", "么")


def _figure(shop: Workshop, kept: KeptInterview, text: Text) -> Figure:
    question = repr((METHOD, kept.drafts, stems(kept), text))
    path = shop.settings.work / "figures" / f"{hashlib.sha256(question.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"
    known = _recalled(path)
    if known is None:
        known = _untouched(shop, kept), *_chosen_score(shop, kept)
        rows = [known[0], astuple(known[1]) if known[1] else None, astuple(known[2]) if known[2] else None]
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, json.dumps(rows) + "\n")
    untouched, score, spread = known
    signed = _signed(shop, kept)
    basis: Basis = "edited" if signed == "machine" and not untouched else signed
    return Figure(basis, None, None) if basis == "machine" else Figure(basis, score, spread)


def _chosen_score(shop: Workshop, kept: KeptInterview) -> tuple[Score | None, Interval | None]:
    counted = list(_counted(shop, kept, chosen(shop, kept))) if kept.drafts else []
    if not counted:
        return None, None
    total = sum((one.plain for one in counted), Score())
    return total, interval([(one.plain.errors, one.plain.length) for one in counted])


def _recalled(path: Path) -> tuple[bool, Score | None, Interval | None] | None:
    try:
        untouched, score, spread = json.loads(path.read_text(encoding="utf-8"))
        return bool(untouched), Score(*score) if score else None, Interval(*spread) if spread else None
    except (OSError, ValueError, TypeError):
        return None
