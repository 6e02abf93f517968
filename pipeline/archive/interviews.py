"""One interview's folder → the interview as kept; a part that cannot be read keeps the door shut and is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from pipeline.archive import layout as names
from pipeline.archive.decisions import read_decisions
from pipeline.archive.encoding import read_text
from pipeline.archive.facts import fact_key
from pipeline.archive.ledgers import read_approved
from pipeline.archive.source import Source
from pipeline.archive.yaml import read_yaml
from pipeline.language.textfile import parse_story, parse_text
from pipeline.model.archive import KeptInterview, KeptPerson, KeptPhoto, KeptSound
from pipeline.model.nouns import Interview, Photo
from pipeline.model.problem import Problem
from pipeline.model.projection import InterviewProjection
from pipeline.model.spot import Spot
from pipeline.model.text import Story, Text

Words = TypeVar("Words")


def read_interviews(source: Source, people: Mapping[str, KeptPerson]) -> dict[str, KeptInterview]:
    """Every interview by its folder name. Where a narrator is not among the readable `people`, the interview is broken."""
    keys = [key for key in source.tree.subfolders(names.INTERVIEWS) if names.KEY.fullmatch(key)]
    return {key: _interview(source, key, people) for key in keys}


def _interview(source: Source, key: str, people: Mapping[str, KeptPerson]) -> KeptInterview:
    folder = f"{names.INTERVIEWS}/{key}"
    record = source.record(Interview, source.layout.interview(key))
    sounds, sounds_whole = _sounds(source, key, record) if record else ((), False)
    written, texts_whole = _texts(source, key)
    photos, photos_whole = read_photos(source, f"{names.INTERVIEWS}/{key}/photos", Spot("photo", key))
    ledger = source.ledger(folder)
    approved, approved_problems = read_approved(source.tree, source.layout, folder, InterviewProjection)
    public = source.id("interview", key)
    strangers = [problem for problem in approved if problem.id != public]
    decisions, undecided = read_decisions(source.tree, source.layout, key)
    source.problems.extend((*approved_problems, *undecided))
    if strangers:
        source.problems.append(Problem(folder, 0, 0, "approved-stranger", {"id": strangers[0].id}))
    return KeptInterview(
        key=key,
        id=public,
        record=record or Interview(title=key, narrators=_legible_narrators(source, key)),
        sounds=sounds,
        drafts=tuple(name for name in source.tree.names(folder) if names.draft_of(name)),
        text=written.text,
        edited=written.edited,
        story=written.story,
        photos=photos,
        ledger=ledger,
        approved=tuple(projection for projection in approved if projection.id == public),
        decisions=decisions,
        broken=not (record and sounds_whole and texts_whole and photos_whole and all(who in people for who in record.narrators)),
        unread=record is None,
    )


def _legible_narrators(source: Source, key: str) -> tuple[str, ...]:
    """Whom a record that is wrong somewhere names as narrators; none where even that cannot be read."""
    path = source.layout.interview(key)
    root, _ = read_yaml(source.bytes(path) or b"", path) if source.has(path) else (None, ())
    told = root.value.get("narrators") if root and isinstance(root.value, dict) else None
    whole = isinstance(told, list) and all(isinstance(one, str) and names.KEY.fullmatch(one) for one in told)
    return tuple(told) if told and whole else ()


def _sounds(source: Source, key: str, record: Interview) -> tuple[tuple[KeptSound, ...], bool]:
    found: list[KeptSound] = []
    whole = True
    for number, recording in enumerate(record.recordings):
        spot = Spot("interview", key, ("recordings", number, "file"))
        path = source.layout.beside(key, recording.file)
        if not names.is_inside(recording.file) or "/" in recording.file:
            source.complain(spot, "path-leaves", path=recording.file)
            whole = False
        elif any(path == sound.file for sound in found):
            source.complain(spot, "recording-twice", file=recording.file)
            whole = False
        elif not source.has(path):
            source.complain(spot, "file-missing", file=recording.file)
            whole = False
        else:
            length = source.facts.get(fact_key(path, source.tree.files[path]), 0)
            beside = source.layout.preservation(key, recording.file.rpartition(".")[0])
            guarded = not names.is_unguarded(path) or beside in source.digests
            found.append(KeptSound(path, source.digests.get(path, ""), length, guarded))
    _unlisted(source, key, {recording.file for recording in record.recordings})
    return tuple(found), whole


def _unlisted(source: Source, key: str, listed: set[str]) -> None:
    for name in source.tree.names(f"{names.INTERVIEWS}/{key}"):
        if names.is_sound(name) and name not in listed:
            path = source.layout.beside(key, name)
            source.problems.append(Problem(path, 0, 0, "recording-unlisted", {"file": name}))


class _Written(NamedTuple):
    """The texts of an interview, None where there is no such file."""

    text: Text | None
    edited: Text | None
    story: Story | None


def _texts(source: Source, key: str) -> tuple[_Written, bool]:
    text, text_whole = _parsed(source, source.layout.text(key), parse_text)
    edited, edited_whole = _parsed(source, source.layout.edited(key), parse_text)
    story, story_whole = _parsed(source, source.layout.story(key), parse_story)
    return _Written(text, edited, story), text_whole and edited_whole and story_whole


def _parsed(
    source: Source, file: str, parse: Callable[[str, str], tuple[Words, tuple[Problem, ...]]]
) -> tuple[Words | None, bool]:
    """What the file says, and whether it could be read; (None, True) where there is no such file."""
    if not source.has(file):
        return None, not any(problem.file == file for problem in source.tree.problems)
    data = source.bytes(file)
    if data is None:
        return None, False
    text, found = read_text(data, file)
    source.problems.extend(found)
    if text is None:
        return None, False
    words, wrong = parse(text, file)
    source.problems.extend(wrong)
    return words, True


def read_photos(source: Source, folder: str, spot: Spot) -> tuple[tuple[KeptPhoto, ...], bool]:
    """The photographs of a folder that have both picture and record, and whether all have; `spot` is the folder's."""
    stems = sorted({name.rpartition(".")[0] for name in source.tree.names(folder) if name.endswith((".jpg", ".yml"))})
    found: list[KeptPhoto] = []
    for stem in stems:
        picture = source.picture(f"{folder}/{stem}.jpg")
        record = source.record(Photo, f"{folder}/{stem}.yml")
        if picture is None:
            source.complain(Spot(spot.noun, f"{spot.key}/{stem}"), "file-missing", file=f"{stem}.jpg")
        elif record is not None:
            found.append(KeptPhoto(record, picture))
    return tuple(found), len(found) == len(stems)
