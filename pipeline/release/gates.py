"""Turns sign-offs into the word whether a projection is fully signed, since when, and how far it may be trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.model.archive import Archive
from pipeline.model.canonical import digest
from pipeline.model.consent import Purpose
from pipeline.model.edition import Gate, Trust
from pipeline.model.ledger import CONFIRM_STAGES, PROOF_STAGES, Ledger, SignOff
from pipeline.model.nouns import ArchiveConfig
from pipeline.model.projection import Projection

STRICT = (*PROOF_STAGES, CONFIRM_STAGES[0], "初审", "复审", "终审", "保密审查")
OPENING_NEEDS = 2  # different people; closing needs one


@dataclass(frozen=True)
class Standing:
    """How a projection stands at its gate: stages still missing, how many people signed, since when that was enough."""

    digest: str
    missing: tuple[str, ...]
    people: int
    on: dt.datetime | None  # None: a stage or a second person is missing
    trust: Trust

    @property
    def complete(self) -> bool:
        """Every stage signed, by at least two people."""
        return self.on is not None


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
    stages = required(archive.config, outlet)
    counted = [
        one
        for one in ledger.signoffs
        if one.digest == sealed and one.purpose == projection.purpose and may_sign(archive, one) and one.at.date() <= today
    ]
    signed = {same_stage(one.stage) for one in counted}
    people, on = _gathered(archive, stages, counted)
    return Standing(
        digest=sealed,
        missing=tuple(stage for stage in stages if same_stage(stage) not in signed),
        people=people,
        on=on,
        trust=_trust(signed),
    )


def last_complete(archive: Archive, outlet: Gate, ledger: Ledger, purpose: Purpose, today: dt.date) -> str:
    """The digest for which a gate was complete last, whether or not its signers may still sign; empty where none ever was.

    Nothing older may be public again: what was left out of the newer form was left out on purpose.
    """
    rows: dict[str, list[SignOff]] = {}
    for one in ledger.signoffs:
        if one.purpose == purpose and one.at.date() <= today:
            rows.setdefault(one.digest, []).append(one)
    stages = required(archive.config, outlet)
    dates = {sealed: on for sealed, counted in rows.items() if (on := _gathered(archive, stages, counted)[1])}
    return max(dates, key=lambda sealed: (dates[sealed], sealed), default="")


def _gathered(archive: Archive, stages: Sequence[str], signoffs: Sequence[SignOff]) -> tuple[int, dt.datetime | None]:
    """How many people signed the stages, and the moment from which every stage was signed and by people enough."""
    wanted = {same_stage(stage) for stage in stages}
    missing, people = set(wanted), set[str]()
    on: dt.datetime | None = None
    for one in sorted(signoffs, key=lambda each: moment(each.at)):
        if same_stage(one.stage) in wanted:
            missing.discard(same_stage(one.stage))
            people.add(archive.staff[one.by].name if one.by in archive.staff else one.by)
            if on is None and not missing and len(people) >= OPENING_NEEDS:
                on = moment(one.at)
    return len(people), on


def may_sign(archive: Archive, signoff: SignOff) -> bool:
    """Whether its signer is on the staff and may sign that stage."""
    signer = archive.staff.get(signoff.by)
    return signer is not None and signoff.stage in signer.stages


def _trust(signed: Collection[str]) -> Trust:
    if not any(stage in signed for stage in PROOF_STAGES):
        return "machine"
    return "confirmed" if CONFIRM_STAGES[0] in signed else "proofread"
