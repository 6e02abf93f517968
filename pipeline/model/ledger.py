"""What people signed, in order: sign-offs bound to a digest, withdrawals, quarantines, and lines that cannot be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from pipeline.model.consent import Purpose
from pipeline.model.record import Record, YesNo
from pipeline.model.text import InTurns

PROOF_STAGES = ("一校", "二校", "三校")
CONFIRM_STAGES = ("口述者确认", "家属确认")
REVIEW_STAGES = ("初审", "复审", "终审")
FILING_STAGES = ("重大选题备案", "准印证")  # signed with the number that the authority gave
LIFTING_NEEDS = 2  # different people; putting something into quarantine needs one
STAGES = (*PROOF_STAGES, *CONFIRM_STAGES, *REVIEW_STAGES, "保密审查", *FILING_STAGES)


class SignOff(Record):
    """One stage signed by one person for the exact projection with this digest."""

    stage: str
    purpose: Purpose
    by: str
    at: dt.datetime
    digest: str
    number: str = ""  # of a filing or permit
    telling: InTurns = "text"  # the edited text is signed for itself; the story is signed with the text, and with the edited text


class Withdrawal(Record):
    """Closed at the wish of narrator, kin or curator; one person suffices."""

    withdrawn: bool
    by: str
    at: dt.datetime
    reason: str = ""


class Quarantine(Record):
    """`quarantine: yes`: suspected to hold a secret, and one person suffices to say so; `no`: one of those who lift it."""

    quarantine: YesNo
    by: str
    at: dt.datetime
    reason: str = ""


@dataclass(frozen=True)
class Ledger:
    """A whole signoffs.ndjson; `broken` are the numbers of lines that cannot be read, and any of them closes the record.

    `unproven` are sign-offs of which the history knows nothing: they open nothing, and may only close what is older. Sign-offs on
    the edited text stand apart, so that whoever does not ask for it finds none of them.
    """

    signoffs: tuple[SignOff, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    broken: tuple[int, ...] = ()
    quarantines: tuple[Quarantine, ...] = ()
    unproven: tuple[SignOff, ...] = ()
    edited: tuple[SignOff, ...] = ()
    edited_unproven: tuple[SignOff, ...] = ()

    @property
    def of_edited(self) -> Ledger:
        """The ledger with the sign-offs on the edited text in the place of the others."""
        return replace(self, signoffs=self.edited, unproven=self.edited_unproven, edited=(), edited_unproven=())

    @property
    def lifting(self) -> tuple[Quarantine, ...]:
        """Those who would lift the last quarantine, in order, each person once."""
        since = next((at for at in range(len(self.quarantines), 0, -1) if self.quarantines[at - 1].quarantine), 0)
        first = {one.by: one for one in reversed(self.quarantines[since:])}
        return tuple(one for one in self.quarantines[since:] if first[one.by] is one)

    @property
    def quarantined(self) -> bool:
        """Was it put into quarantine, and have not two different people lifted that since?"""
        return any(one.quarantine for one in self.quarantines) and len(self.lifting) < LIFTING_NEEDS

    @property
    def lifted(self) -> dt.datetime | None:
        """When the last quarantine ended; what was signed before counts no more. None: there was none, or it goes on."""
        if self.quarantined or not any(one.quarantine for one in self.quarantines):
            return None
        return self.lifting[LIFTING_NEEDS - 1].at
