"""Turns sign-offs into the word whether a projection is fully signed, since when, and how far it may be trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from pipeline.language.script import name_key
from pipeline.model.archive import Archive
from pipeline.model.canonical import digest
from pipeline.model.consent import Purpose
from pipeline.model.edition import Gate, Trust
from pipeline.model.ledger import CONFIRM_STAGES, FILING_STAGES, PROOF_STAGES, REVIEW_STAGES, Ledger, SignOff
from pipeline.model.nouns import ArchiveConfig
from pipeline.model.projection import Projection
from pipeline.release.reasons import Reason, Reasons, reason
from pipeline.release.view import moment

STRICT = (*PROOF_STAGES, CONFIRM_STAGES[0], *REVIEW_STAGES, "保密审查")
FILED: dict[Purpose, str] = {"print": "重大选题备案", "print_internal": "准印证"}  # what the strict set asks for besides
OPENING_NEEDS = 2  # different people; closing needs one
LAST = (REVIEW_STAGES[-1], "保密审查")  # given anew when an embargo has ended
APART: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        *pairwise(PROOF_STAGES),
        *combinations(REVIEW_STAGES, 2),
        *((proof, last) for proof in PROOF_STAGES for last in LAST),
    )
)  # stages that one person may not both sign for the same words


@dataclass(frozen=True)
class Standing:
    """How a projection stands at its gate: stages still missing, how many people signed, since when that was enough."""

    digest: str
    missing: tuple[str, ...]
    people: int
    on: dt.datetime | None  # None: a stage or a second person is missing
    trust: Trust
    counted: tuple[SignOff, ...] = ()  # in order of time
    refused: Reasons = ()  # sign-offs that do not count although they are for these words
    affirmed: dt.date | None = None  # the last day on which one of the last stages was signed; None: on no day

    @property
    def complete(self) -> bool:
        """Every stage signed, by at least two people."""
        return self.on is not None


def required(config: ArchiveConfig, outlet: Gate, purpose: Purpose) -> tuple[str, ...]:
    """The stages a purpose requires at its outlet: what archive.yml lists for the purpose, else for the outlet, else the strict
    set, which asks for a filing or permit before anything is printed."""
    strict = (*STRICT, FILED[purpose]) if purpose in FILED else STRICT
    return config.gates.get(purpose) or config.gates.get(outlet) or strict


def same_stage(stage: str) -> str:
    """A stage by its place in the gate: the narrator's confirmation and the family's stand for each other."""
    return CONFIRM_STAGES[0] if stage in CONFIRM_STAGES else stage


def standing(archive: Archive, outlet: Gate, ledger: Ledger, projection: Projection, today: dt.date) -> Standing:
    """How `projection` stands on `today`: only sign-offs for its exact digest and purpose, by staff who may, count.

    One by somebody who signed a stage that must be another's, a filing without its number, and what was signed before another
    form replaced this one or before a quarantine was lifted do not count.
    """
    sealed = digest(projection)
    stages = required(archive.config, outlet, projection.purpose)
    lines = [one for one in ledger.signoffs if one.purpose == projection.purpose and one.at.date() <= today]
    unproven = [was for was in ledger.unproven if was.purpose == projection.purpose and was.at.date() <= today]
    renewed = _renewed(archive, stages, [*lines, *unproven], sealed)
    meant = [
        one for one in lines if one.digest == sealed and may_sign(archive, one) and (renewed is None or moment(one.at) > renewed)
    ]
    counted, refused = _valid(archive, ledger, meant)
    signed = {same_stage(one.stage) for one in counted}
    people, on = _gathered(archive, stages, counted)
    return Standing(
        digest=sealed,
        missing=tuple(stage for stage in stages if same_stage(stage) not in signed),
        people=people,
        on=on,
        trust=_trust(signed),
        counted=counted,
        refused=refused,
        affirmed=max((one.at.date() for one in counted if same_stage(one.stage) in last_stages(stages)), default=None),
    )


def last_stages(stages: Sequence[str]) -> tuple[str, ...]:
    """The stages of a gate that are given anew when a day has come: 终审 and 保密审查, or its last where it has neither."""
    return tuple(stage for stage in stages if stage in LAST) or (same_stage(stages[-1]),)


def _valid(archive: Archive, ledger: Ledger, signoffs: Sequence[SignOff]) -> tuple[tuple[SignOff, ...], Reasons]:
    """Those of the sign-offs that count, in order of time, and why the others do not."""
    counted: list[SignOff] = []
    refused: list[Reason] = []
    for one in sorted(signoffs, key=lambda each: moment(each.at)):
        found = why_not(archive, ledger, counted, one)
        if found is None:
            counted.append(one)
        else:
            refused.append(found)
    return tuple(counted), tuple(refused)


def why_not(archive: Archive, ledger: Ledger, counted: Sequence[SignOff], signoff: SignOff) -> Reason | None:
    """Why a sign-off does not count beside those that do; None where it counts."""
    if ledger.lifted is not None and moment(signoff.at) <= moment(ledger.lifted):
        return reason("signed-before-lifting", by=signoff.by, stage=signoff.stage, lifted=ledger.lifted.date())
    if signoff.stage in FILING_STAGES and not signoff.number.strip():
        return reason("number-missing", stage=signoff.stage)
    same = [one for one in counted if person(archive, one.by) == person(archive, signoff.by)]
    other = next((one.stage for one in same if frozenset((one.stage, signoff.stage)) in APART), None)
    return reason("same-person", by=signoff.by, stage=signoff.stage, other=other) if other else None


def person(archive: Archive, by: str) -> str:
    """Who signs under this name, however it is written."""
    return name_key(archive.staff[by].name if by in archive.staff else by)


def _renewed(archive: Archive, stages: Sequence[str], signoffs: Sequence[SignOff], sealed: str) -> dt.datetime | None:
    """When another form was completed after this one had been, whether or not its signers may still sign; None: never.

    Nothing older may be public again unless it is signed again: what was left out of the newer form was left out on purpose.
    """
    rows: dict[str, list[SignOff]] = {}
    for one in signoffs:
        rows.setdefault(one.digest, []).append(one)
    dates = {key: on for key, counted in rows.items() if (on := _gathered(archive, stages, counted)[1])}
    own = dates.pop(sealed, None)
    return max((on for on in dates.values() if own is not None and on > own), default=None)


def _gathered(archive: Archive, stages: Sequence[str], signoffs: Sequence[SignOff]) -> tuple[int, dt.datetime | None]:
    """How many people signed the stages, and the moment from which every stage was signed and by people enough."""
    wanted = {same_stage(stage) for stage in stages}
    missing, people = set(wanted), set[str]()
    on: dt.datetime | None = None
    for one in sorted(signoffs, key=lambda each: moment(each.at)):
        if same_stage(one.stage) in wanted:
            missing.discard(same_stage(one.stage))
            people.add(person(archive, one.by))
            if on is None and not missing and len(people) >= OPENING_NEEDS:
                on = moment(one.at)
    return len(people), on


def may_sign(archive: Archive, signoff: SignOff) -> bool:
    """Whether its signer was on the staff that day and may sign that stage."""
    signer = archive.staff.get(signoff.by)
    if signer is None or (signer.left is not None and signoff.at.date() > signer.left):
        return False
    return signoff.stage in signer.stages


def _trust(signed: Collection[str]) -> Trust:
    if not any(stage in signed for stage in PROOF_STAGES):
        return "machine"
    return "confirmed" if CONFIRM_STAGES[0] in signed else "proofread"


def least(*labels: Trust) -> Trust:
    """The one of the labels that promises least."""
    order: tuple[Trust, ...] = ("machine", "proofread", "confirmed")
    return min(labels, key=order.index)
