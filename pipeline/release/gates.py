"""Turns sign-offs into the word whether a projection is fully signed, since when, and how far it may be trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.archive import Archive
from pipeline.model.canonical import digest
from pipeline.model.edition import Gate, Trust
from pipeline.model.ledger import CONFIRM_STAGES, PROOF_STAGES, Ledger, SignOff
from pipeline.model.nouns import ArchiveConfig
from pipeline.model.projection import Projection

STRICT = (*PROOF_STAGES, CONFIRM_STAGES[0], "初审", "复审", "终审", "保密审查")
OPENING_NEEDS = 2  # different people; closing needs one


@dataclass(frozen=True)
class Standing:
    """How a projection stands at its gate: stages still missing, how many people signed, when the last one needed signed."""

    digest: str
    missing: tuple[str, ...]
    people: int
    on: dt.datetime | None  # None: a stage is missing
    trust: Trust

    @property
    def complete(self) -> bool:
        """Every stage signed, by at least two people."""
        return self.on is not None and not self.missing and self.people >= OPENING_NEEDS


def required(config: ArchiveConfig, outlet: Gate) -> tuple[str, ...]:
    """The stages an outlet requires: what archive.yml lists, or the strict set where it lists none."""
    return config.gates.get(outlet) or STRICT


def same_stage(stage: str) -> str:
    """A stage by its place in the gate: the narrator's confirmation and the family's stand for each other."""
    return CONFIRM_STAGES[0] if stage in CONFIRM_STAGES else stage


def moment(at: dt.datetime) -> dt.datetime:
    """A time that can be compared with any other; one without a zone is read as UTC."""
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def standing(archive: Archive, outlet: Gate, ledger: Ledger, projection: Projection, today: dt.date) -> Standing:
    """How `projection` stands on `today`: only sign-offs for its exact digest and purpose, by staff who may, count."""
    sealed = digest(projection)
    signed: dict[str, SignOff] = {}
    for one in sorted(ledger.signoffs, key=lambda each: moment(each.at)):
        if one.digest == sealed and one.purpose == projection.purpose and may_sign(archive, one) and one.at.date() <= today:
            signed.setdefault(same_stage(one.stage), one)
    stages = required(archive.config, outlet)
    missing = tuple(stage for stage in stages if same_stage(stage) not in signed)
    counted = [signed[same_stage(stage)] for stage in stages if same_stage(stage) in signed]
    return Standing(
        digest=sealed,
        missing=missing,
        people=len({archive.staff[one.by].name for one in counted}),
        on=None if missing or not counted else max(moment(one.at) for one in counted),
        trust=_trust(signed),
    )


def may_sign(archive: Archive, signoff: SignOff) -> bool:
    """Whether its signer is on the staff and may sign that stage."""
    signer = archive.staff.get(signoff.by)
    return signer is not None and signoff.stage in signer.stages


def _trust(signed: Mapping[str, SignOff]) -> Trust:
    if not any(stage in signed for stage in PROOF_STAGES):
        return "machine"
    return "confirmed" if CONFIRM_STAGES[0] in signed else "proofread"
