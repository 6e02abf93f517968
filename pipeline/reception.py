"""What somebody brings comes in: examined before anything is kept, copied, proved, registered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.archive import arrivals
from pipeline.archive.layout import is_sound
from pipeline.errors import Unreadable, WrongUse
from pipeline.intake.take import Kind, examine, transcript_to_draft
from pipeline.model.archive import KeptInterview, KeptSound
from pipeline.model.draft import draft_name, made_by
from pipeline.model.intake import Delivery
from pipeline.model.outcome import Outcome
from pipeline.model.settings import Settings
from pipeline.transcribe.guards import guard
from pipeline.workshop import Workshop
from pipeline.writing.atomic import file_digest


def take_in(settings: Settings, delivery: Delivery) -> Outcome:
    """Take a delivery in. A file that cannot be read refuses the whole delivery, and the archive stays as it was.

    Raises Unreadable, MissingTool, WrongUse before anything is kept; CannotWrite, Locked.
    """
    examined = [(path, _known(path)) for path in delivery.files]
    shop = Workshop(settings)
    with shop.shelf.lock():
        _refuse(shop, delivery, examined)
        _begin(shop, delivery)
        taken = tuple(_take(shop, delivery, path, kind) for path, kind in sorted(examined, key=_recordings_first))
        if delivery.consent:
            taken += (arrivals.record_consent(shop.shelf, delivery.key, delivery.consent, shop.hand),)
        shop.shelf.adopt(shop.hand)
    return Outcome(taken)


def _known(path: Path) -> Kind:
    kind = examine(path)
    if kind == "unknown":
        raise Unreadable("file-unknown", file=path.name)
    return kind


def _refuse(shop: Workshop, delivery: Delivery, examined: Sequence[tuple[Path, Kind]]) -> None:
    """Everything that could stop the delivery half way is looked for before anything is kept."""
    new = arrivals.is_new(shop.shelf, delivery.key)
    if new and not (delivery.title.strip() and delivery.narrators):
        raise WrongUse("new-interview-needs", key=delivery.key)
    if not new and (delivery.consent or any(kind == "recording" for _, kind in examined)):
        shop.shelf.may_amend(shop.shelf.layout.interview(delivery.key))
    listed = () if new else tuple(sound.file for sound in shop.archive.interviews[delivery.key].sounds)
    _refuse_known(shop, delivery, examined, listed)
    coming = arrivals.next_recordings(shop.shelf, delivery.key, sum(kind == "recording" for _, kind in examined))
    stems = (*(Path(file).stem for file in listed), *coming)
    for path, kind in examined:
        if kind == "transcript":
            _stem(stems, delivery)
            transcript_to_draft(path.read_bytes(), path.name, "", 0, guard)
    if delivery.consent and delivery.consent.scan:
        file_digest(delivery.consent.scan)


def _refuse_known(shop: Workshop, delivery: Delivery, examined: Sequence[tuple[Path, Kind]], listed: Sequence[str]) -> None:
    originals = [path for path, kind in examined if kind != "transcript"]
    sizes = [path.stat().st_size for path in originals]
    digests = [file_digest(path) if sizes.count(size) > 1 else str(path) for path, size in zip(originals, sizes, strict=True)]
    for number, path in enumerate(originals):
        inside = arrivals.whole(shop.shelf, delivery.key, path, listed)
        if inside or digests[number] in digests[:number]:
            raise WrongUse("file-already-in", file=path.name, key=delivery.key, inside=inside or path.name)
    for path, kind in examined:
        if kind == "recording" and not is_sound(f"recording-1{path.suffix.lower()}"):
            raise WrongUse("recording-ending", file=path.name)


def _recordings_first(examined: tuple[Path, Kind]) -> bool:
    return examined[1] != "recording"  # a transcript belongs to a recording of the same delivery


def _begin(shop: Workshop, delivery: Delivery) -> None:
    if not arrivals.is_new(shop.shelf, delivery.key):
        return
    for person, name in delivery.narrators:
        if person not in shop.archive.people:
            shop.shelf.new_person(person, name)
    shop.shelf.new_interview(delivery.key, delivery.title, tuple(person for person, _ in delivery.narrators))


def _take(shop: Workshop, delivery: Delivery, path: Path, kind: Kind) -> str:
    if kind == "recording":
        return arrivals.add_recording(shop.shelf, delivery.key, path, shop.hand)
    if kind == "picture":
        return arrivals.add_photo(shop.shelf, delivery.key, path, shop.hand)
    return _take_transcript(shop.fresh(), delivery, path)


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
