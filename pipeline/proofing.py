"""Two readings of one interview, drafts or its text, become a check list for the proofreader, recording by recording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.edit.differences import Unit, differences, draft_units, text_units
from pipeline.edit.risk import Entry, Risk
from pipeline.errors import WrongUse
from pipeline.measuring import CHOSEN, Choice, chosen, heard_by, passages_of, picked, stems
from pipeline.model.archive import KeptInterview
from pipeline.model.register import names_of
from pipeline.workshop import Workshop

TEXT = "text"


@dataclass(frozen=True)
class Reading:
    """A draft of each recording, or the text: its name, and its units by recording."""

    name: str
    units: Mapping[str, tuple[Unit, ...]]


@dataclass(frozen=True)
class Proof:
    """What is to be heard again in one recording, what could do the most harm first."""

    recording: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class CheckList:
    """Two readings by name, and what they hear differently in each recording that both have."""

    one: str
    other: str
    proofs: tuple[Proof, ...]


def compare(shop: Workshop, key: str, one: str, other: str) -> CheckList:
    """Two readings of an interview. Each is a draft's file name, an engine (`whisper`, `whisper/large-v3`) or `text`; where
    `one` is empty the chosen drafts, where `other` is empty another listener's drafts, or the text where there are none.

    Raises WrongUse where there is nothing of that name or nothing to compare, Unreadable for a spoilt draft.
    """
    kept = shop.archive.interviews[key]
    readings = _reading(shop, kept, one), _reading(shop, kept, other or _another(shop, kept, one))
    names = names_of(shop.archive)
    proofs = []
    for stem, _ in stems(kept):
        if all(stem in reading.units for reading in readings):
            ours, theirs = (reading.units[stem] for reading in readings)
            proofs.append(Proof(stem, Risk(ours, theirs, names).check_list(differences(ours, theirs))))
    if not proofs:
        raise WrongUse("compare-nothing", key=key)
    return CheckList(readings[0].name, readings[1].name, tuple(proofs))


def _reading(shop: Workshop, kept: KeptInterview, name: str) -> Reading:
    if name == TEXT:
        return Reading(TEXT, _text_units(shop, kept))
    if not name:
        return Reading(CHOSEN, {stem: draft_units(draft) for stem, draft in chosen(shop, kept).items()})
    found = picked(shop, kept, Choice(draft=name) if name.endswith(".json") else Choice(engine=name))
    if not found:
        raise WrongUse("draft-nowhere", name=name)
    if len(found) > 1:
        raise WrongUse("compare-which", name=name, found="、".join(sorted(found)))
    ((listener, drafts),) = found.items()
    return Reading(listener, {stem: draft_units(draft) for stem, draft in drafts.items()})


def _text_units(shop: Workshop, kept: KeptInterview) -> dict[str, tuple[Unit, ...]]:
    if kept.text is None or not kept.drafts:
        raise WrongUse("compare-nothing", key=kept.key)
    return {stem: text_units([one.words for one in found]) for stem, found in passages_of(shop, kept).items()}


def _another(shop: Workshop, kept: KeptInterview, one: str) -> str:
    """The name of a reading that is not `one`: a draft that was not chosen, else the text."""
    if one:
        return TEXT
    mine = {heard_by(draft) for draft in chosen(shop, kept).values()}
    others = sorted(set(picked(shop, kept, Choice())) - mine)
    return others[-1] if others else TEXT
