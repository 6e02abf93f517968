"""Which records were withdrawn after they may have been public, and which public ids went with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from pipeline.model.archive import Archive, KeptInterview, KeptPerson
from pipeline.model.edition import Forward, Tombstone
from pipeline.model.projection import InterviewProjection


def buried_records(archive: Archive) -> tuple[KeptInterview | KeptPerson, ...]:
    """Withdrawn people and interviews, and the interviews of withdrawn people, as far as a page of them may ever have existed."""
    gone = {key for key, person in archive.people.items() if person.ledger.withdrawals}
    people = [kept for key, kept in sorted(archive.people.items()) if key in gone]
    interviews = [
        kept for _, kept in sorted(archive.interviews.items()) if kept.ledger.withdrawals or gone & set(kept.record.narrators)
    ]
    told = {key for kept in interviews if _was_signed(kept) for key in kept.record.narrators}
    return (
        *(kept for kept in people if _was_signed(kept) or (kept.id and kept.key in told)),
        *(kept for kept in interviews if _was_signed(kept)),
    )


def ids_of(kept: KeptInterview | KeptPerson) -> frozenset[str]:
    """Its own id and those of everybody and everything that its approved forms showed: each may have had a page of its own."""
    found = {kept.id}
    for one in kept.approved:
        found |= {item.id for item in one.items}
        if isinstance(one, InterviewProjection):
            found |= {card.id for card in one.narrators}
    return frozenset(found - {""})


def _was_signed(kept: KeptInterview | KeptPerson) -> bool:
    """Whether a page may ever have existed."""
    return bool(kept.id and (kept.ledger.signoffs or kept.ledger.edited or kept.approved))


def stones_of(
    archive: Archive, buried: Sequence[KeptInterview | KeptPerson], public: Collection[str]
) -> dict[str, tuple[Any, ...]]:
    """Tombstones for what was public and is withdrawn, and the way on from ids that were given up."""
    stones = {one for kept in buried for one in ids_of(kept)} - set(public)
    forwards = tuple(Forward(old, new) for old, new in archive.redirects if new in stones or new in public)
    return {"tombstones": tuple(Tombstone(one) for one in sorted(stones)), "forwards": forwards}
