"""What somebody brings comes in: examined before anything is kept, copied, proved, registered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.archive import arrivals
from pipeline.archive.layout import INTERVIEWS, is_sound
from pipeline.errors import Unreadable, WrongUse
from pipeline.intake.parts import doubts, in_order
from pipeline.intake.take import bring, refuse_unreadable, transcript_to_draft
from pipeline.media.preserve import preserve
from pipeline.model.archive import KeptInterview, KeptSound
from pipeline.model.draft import draft_name, made_by
from pipeline.model.intake import Brought, Delivery
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.model.settings import Settings
from pipeline.transcribe.guards import guard
from pipeline.workshop import Workshop
from pipeline.writing.atomic import file_digest


def take_in(settings: Settings, delivery: Delivery) -> Outcome:
    """Take a delivery in. A file that cannot be read refuses the whole delivery, and the archive stays as it was.

    What this interview has already is left alone and said so; thus a delivery that was cut off is brought again to be finished.
    Raises Unreadable, MissingTool, WrongUse before anything is kept; CannotWrite, Locked.
    """
    brought = _arranged([bring(path) for path in delivery.files])
    shop = Workshop(settings)
    with shop.shelf.lock():
        known = _refuse(shop, delivery, brought)
        coming = [one for one in brought if one.path not in known]
        _begin(shop, delivery)
        outcome = Outcome(tuple(_take(shop, delivery, one) for one in coming), _said(delivery, coming, known))
        if delivery.consent:
            outcome += Outcome((arrivals.record_consent(shop.shelf, delivery.key, delivery.consent, shop.hand),))
        shop.shelf.adopt(shop.hand)
    return outcome


def preserve_recordings(settings: Settings, keys: Sequence[str] = ()) -> Outcome:
    """Keep a FLAC of the same samples beside every WAV and AIFF; where FLAC cannot hold them exactly, say so and go on."""
    shop = Workshop(settings)
    shop.known(keys)
    outcome = Outcome()
    for key, kept in shop.archive.interviews.items():
        bare = [sound for sound in kept.sounds if sound.digest and not sound.guarded and (not keys or key in keys)]
        for sound in bare:
            try:
                shop.original(sound.digest)
                outcome += Outcome((shop.shelf.add_preservation(sound.file, shop.hand, preserve),))
            except (Unreadable, WrongUse) as failure:
                outcome += Outcome((), (Problem(sound.file, 0, 0, failure.code, failure.values),))
    return outcome


def _arranged(brought: Sequence[Brought]) -> list[Brought]:
    """Recordings in the order of their parts, then the rest: a transcript belongs to a recording of the same delivery."""
    recordings = [one for one in brought if one.kind == "recording"]
    order = in_order([one.path.name for one in recordings])
    return [*(recordings[number] for number in order), *(one for one in brought if one.kind != "recording")]


def _said(delivery: Delivery, coming: Sequence[Brought], known: Mapping[Path, str]) -> tuple[Problem, ...]:
    """What somebody should know or look at: files that were there already, broken frames, parts that seem to be missing."""
    found = [Problem(inside, 0, 0, "already-in", {"file": path.name, "inside": inside}) for path, inside in known.items()]
    for one in coming:
        if one.complaints:
            values = {"file": one.path.name, "count": len(one.complaints), "first": one.complaints[0]}
            found.append(Problem(delivery.key, 0, 0, "frames-broken", values))
    return (*found, *doubts([one.path.name for one in coming if one.kind == "recording"], delivery.key))


def _refuse(shop: Workshop, delivery: Delivery, brought: Sequence[Brought]) -> dict[Path, str]:
    """Everything that could stop the delivery half way is looked for before anything is kept.

    Returns which files this interview has already, and where.
    """
    new = arrivals.is_new(shop.shelf, delivery.key)
    if new and not (delivery.title.strip() and delivery.narrators):
        raise WrongUse("new-interview-needs", key=delivery.key)
    if not new and (delivery.consent or any(one.kind == "recording" for one in brought)):
        shop.shelf.may_amend(shop.shelf.layout.interview(delivery.key))
    listed = () if new else tuple(sound.file for sound in shop.archive.interviews[delivery.key].sounds)
    known = _known(shop, delivery, brought, listed)
    count = sum(one.kind == "recording" and one.path not in known for one in brought)
    stems = (*(Path(file).stem for file in listed), *arrivals.next_recordings(shop.shelf, delivery.key, count))
    for one in brought:
        if one.kind == "transcript":
            _stem(stems, delivery)
            transcript_to_draft(one.path.read_bytes(), one.path.name, "", 0, guard)
    if delivery.consent and delivery.consent.scan:
        refuse_unreadable(delivery.consent.scan)
        file_digest(delivery.consent.scan)
    return known


def _known(shop: Workshop, delivery: Delivery, brought: Sequence[Brought], listed: Sequence[str]) -> dict[Path, str]:
    """Which originals this interview has already. Raises WrongUse for what another one has, or what is brought twice."""
    known: dict[Path, str] = {}
    seen: set[str] = set()
    for one in brought:
        if one.kind == "recording" and not is_sound(f"recording-1{one.path.suffix.lower()}"):
            raise WrongUse("recording-ending", file=one.path.name)
        if one.kind == "transcript":
            continue
        if one.digest in seen:
            raise WrongUse("file-twice", file=one.path.name)
        seen.add(one.digest)
        if inside := arrivals.whole(shop.shelf, delivery.key, one, listed):
            known[one.path] = inside
        elif (twin := shop.shelf.twin(one.digest)) and not twin.startswith(f"{INTERVIEWS}/{delivery.key}/"):
            raise WrongUse("file-elsewhere", file=one.path.name, inside=twin)
    return known


def _begin(shop: Workshop, delivery: Delivery) -> None:
    if not arrivals.is_new(shop.shelf, delivery.key):
        return
    for person, name in delivery.narrators:
        if person not in shop.archive.people:
            shop.shelf.new_person(person, name)
    shop.shelf.new_interview(delivery.key, delivery.title, tuple(person for person, _ in delivery.narrators))


def _take(shop: Workshop, delivery: Delivery, one: Brought) -> str:
    if one.kind == "transcript":
        return _take_transcript(shop.fresh(), delivery, one.path)
    add = arrivals.add_recording if one.kind == "recording" else arrivals.add_photo
    return f"{add(shop.shelf, delivery.key, one, shop.hand)} ← {one.path.name}"


def _take_transcript(shop: Workshop, delivery: Delivery, path: Path) -> str:
    shop.measure()
    kept = shop.archive.interviews[delivery.key]
    sound = _sound_of(kept, delivery)
    stem = Path(sound.file).stem if sound else "recording-1"
    digest, duration = (sound.digest, sound.duration_ms) if sound else ("", 0)
    draft = transcript_to_draft(path.read_bytes(), path.name, digest, duration, guard)
    name = draft_name(stem, draft.engine, made_by(draft).key(draft.recording))
    saved = shop.shelf.save_draft(delivery.key, name, draft)
    shop.shelf.event("ingestion", (saved,), shop.hand, f"transcript {path.name}")
    return saved


def _sound_of(kept: KeptInterview, delivery: Delivery) -> KeptSound | None:
    """The recording a transcript belongs to; None where the interview has none."""
    stem = _stem([Path(sound.file).stem for sound in kept.sounds], delivery)
    return next((sound for sound in kept.sounds if Path(sound.file).stem == stem), None)


def _stem(stems: Sequence[str], delivery: Delivery) -> str:
    """The stem of the recording a transcript belongs to: the one named, else the only one; empty where there is none."""
    named = [stem for stem in stems if delivery.recording in ("", stem)]
    if delivery.recording and not named:
        raise WrongUse("recording-unknown", recording=delivery.recording, key=delivery.key)
    if len(named) > 1:
        raise WrongUse("recording-which", key=delivery.key)
    return named[0] if named else ""
