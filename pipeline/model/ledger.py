"""What people signed, in order: sign-offs bound to a digest, withdrawals, and lines that cannot be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.consent import Purpose
from pipeline.model.record import Record

PROOF_STAGES = ("一校", "二校", "三校")
CONFIRM_STAGES = ("口述者确认", "家属确认")
REVIEW_STAGES = ("初审", "复审", "终审")
FILING_STAGES = ("重大选题备案", "准印证")  # signed with the number that the authority gave
STAGES = (*PROOF_STAGES, *CONFIRM_STAGES, *REVIEW_STAGES, "保密审查", *FILING_STAGES)


class SignOff(Record):
    """One stage signed by one person for the exact projection with this digest."""

    stage: str
    purpose: Purpose
    by: str
    at: dt.datetime
    digest: str
    number: str = ""  # of a filing or permit


class Withdrawal(Record):
    """Closed at the wish of narrator, kin or curator; one person suffices."""

    withdrawn: bool
    by: str
    at: dt.datetime
    reason: str = ""


@dataclass(frozen=True)
class Ledger:
    """A whole signoffs.ndjson; `broken` are the numbers of lines that cannot be read, and any of them closes the record."""

    signoffs: tuple[SignOff, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    broken: tuple[int, ...] = ()
