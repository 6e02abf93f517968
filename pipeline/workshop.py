"""An archive opened for work: its shelf, what was heard, and what is remembered between runs."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path

from pipeline.archive.shelf import Hand, Shelf
from pipeline.edit.layout import choose
from pipeline.edit.times import FoundTimes
from pipeline.errors import KoushuError, Unreadable, WrongUse
from pipeline.media.pictures import picture_size
from pipeline.media.sound import probe
from pipeline.media.technical import technical_facts
from pipeline.model.archive import Archive, KeptInterview, KeptSound
from pipeline.model.draft import Draft
from pipeline.model.problem import Problem
from pipeline.model.register import names_for
from pipeline.model.settings import Settings
from pipeline.release.consent import may_go_elsewhere
from pipeline.release.desk import clear_desks
from pipeline.release.quarantine import shut, unrecorded
from pipeline.transcribe.engines import engine_named
from pipeline.transcribe.hear import Ears
from pipeline.transcribe.listening import Hints, ModelPlace
from pipeline.transcribe.recipe import Recipe
from pipeline.writing.atomic import file_digest, worded, write_text


class Workshop:
    """One archive with its settings. `archive` is read once; `fresh()` gives a workshop that reads again."""

    def __init__(self, settings: Settings, shelf: Shelf | None = None) -> None:
        self.settings = settings
        self.shelf = shelf or Shelf(settings.archive, settings.work, describe=technical_facts)
        self.watch: Callable[[str, float, float], None] = lambda *_: None  # task (empty: all together), done, total
        self.tell: Callable[[str], None] = lambda _: None  # a sentence before long work begins
        self.hand = Hand(f"koushu {version('koushu')}", settings.now)

    @cached_property
    def archive(self) -> Archive:
        """Everything in the archive as one value. Raises WrongUse where there is no archive.yml."""
        return self.shelf.read()

    @cached_property
    def times(self) -> FoundTimes:
        """When sentences are spoken, remembered under `work`."""
        return FoundTimes(_Heard(self), self.settings.work / "times")

    @property
    def recipe(self) -> Recipe:
        """What hears, as the command asks, else as archive.yml says."""
        config = self.archive.config
        speakers = (config.speakers.segmentation, config.speakers.embedding) if config.speakers else ()
        return Recipe(self.settings.engine or config.engine, self._place, config.speech, speakers)

    @property
    def _place(self) -> ModelPlace:
        config, work = self.archive.config, self.settings.work
        return ModelPlace(
            self.settings.model or config.model,
            self.settings.archive,
            work / "models",
            partial(remembered_digest, work / "models.json"),
            service=config.service,
            punctuation=config.punctuation,
        )

    @cached_property
    def ears(self) -> Ears:
        """What hears, nothing loaded yet. Raises WrongUse for an unknown engine, MissingTool."""
        return self.recipe.ears()

    def engine_trouble(self) -> KoushuError | None:
        """Why the recogniser could not begin to hear; None where it could. Quick: no model is read."""
        try:
            engine_named(self.archive.config.engine, replace(self._place, digest_of=lambda _: "")).describe(Hints())
        except KoushuError as trouble:
            return trouble
        return None

    def known(self, keys: Sequence[str]) -> None:
        """Nothing, where the archive has an interview of every one of these names. Raises WrongUse."""
        for key in keys:
            if key not in self.archive.interviews:
                raise WrongUse("interview-unknown", key=key)

    def original(self, digest: str) -> Path:
        """The path of an original whose bytes are still those that were taken in. Raises WrongUse, Unreadable."""
        path = self.shelf.original(digest)
        if remembered_digest(self.settings.work / "originals.json", path) != digest:
            raise Unreadable("original-changed", file=path.name)
        return path

    def picture_size(self, file: str) -> tuple[int, int] | None:
        """Width and height of the upright picture at a path from the archive's root; None where it cannot be read."""
        try:
            return picture_size(self.shelf.open_path(file))
        except KoushuError:
            return None

    @property
    def windows(self) -> Path:
        """Where heard pieces are kept until their draft is saved."""
        return self.settings.work / "windows"

    def fresh(self) -> Workshop:
        """The same archive under the same lock, read again when asked."""
        return Workshop(self.settings, self.shelf)

    def measure(self) -> tuple[Problem, ...]:
        """Learn the length of every recording not probed since it changed."""
        return self.shelf.facts(lambda path: probe(path).duration_ms)

    def record_quarantines(self) -> None:
        """Write into the ledger what only a word in interview.yml says: who deletes it must not open the interview alone. Nothing
        of it stays laid out for reviewing.

        Raises CannotWrite, Locked.
        """
        for kept in unrecorded(self.archive):
            entry = shut(kept, self.hand.agent, self.settings.now, "quarantine: yes")
            self.shelf.quarantine(f"interviews/{kept.key}", entry)
            clear_desks(self.settings.out, kept.key)

    def hints(self, interview: KeptInterview, sound: KeptSound) -> Hints:
        """What the engine may know beforehand about a recording of an interview."""
        record = interview.record
        elsewhere = may_go_elsewhere(self.archive, interview, self.settings.today)
        sides = next((r.channels for r in record.recordings if r.file == Path(sound.file).name), {})
        return Hints(
            language=record.language,
            prompt=self.archive.config.prompt,
            dialect=record.dialect,
            names=self._names(interview, others=not (elsewhere and self.recipe.engine == "service")),
            channels=tuple(sorted(sides)),
            elsewhere=elsewhere,
            voices=len(record.narrators) + len(record.interviewers) if record.interviewers else 0,
        )

    def _names(self, interview: KeptInterview, *, others: bool) -> tuple[str, ...]:
        """Other people's names stay in the archive where the recording may leave it: they allowed nothing."""
        if not self.archive.config.expect_names:
            return ()
        return tuple(name.spoken for name in names_for(self.archive, interview, others=others))

    def placed_drafts(self, kept: KeptInterview) -> list[tuple[Draft, int]]:
        """The chosen draft of each recording with the recording's start on the interview's clock, in milliseconds."""
        placed: list[tuple[Draft, int]] = []
        start = 0
        stems = [(Path(sound.file).stem, sound.duration_ms) for sound in kept.sounds] or [("recording-1", 0)]
        for stem, duration in stems:
            draft = self.chosen_draft(kept, stem)
            if draft:
                placed.append((draft, start))
            start += duration
        return placed

    def chosen_draft(self, kept: KeptInterview, stem: str) -> Draft | None:
        """The draft that stands for the recording with this stem: the archive's own engine's, else the one saved last.

        None where it was not heard. Raises Unreadable.
        """
        found = [(name, self.shelf.read_draft(kept.key, name)) for name in kept.drafts if name.startswith(f"{stem}.")]
        if len(found) > 1:
            found.sort(key=lambda one: (self._agreement(kept, one[1]), self.saved(kept, one[0]), one[0]))
        return choose([draft for _, draft in found]) if found else None

    def saved(self, kept: KeptInterview, name: str) -> int:
        """When a draft was saved, as a number that grows: the events tell, 0 where they do not."""
        return self._named.get(self.shelf.layout.beside(kept.key, name), 0)

    @cached_property
    def _named(self) -> dict[str, int]:
        return self.shelf.last_named()

    def _agreement(self, kept: KeptInterview, draft: Draft) -> tuple[bool, bool, bool]:
        """How far a draft is what the archive wants heard now, told without the engine: other machines may not have it."""
        config = self.archive.config
        told = {kept.record.language, config.prompt} <= set(draft.options.values())
        return draft.engine == config.engine, draft.model == Path(config.model).name, told


def remembered_digest(memory: Path, path: Path) -> str:
    """SHA-256 of a big file, asked of the disk only when its size or time changed. Raises Unreadable."""
    stat = path.stat()
    key = f"{path}|{stat.st_size}|{stat.st_mtime_ns}"
    try:
        known: dict[str, str] = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if key not in known:
        known = {name: digest for name, digest in known.items() if not name.startswith(f"{path}|")} | {key: file_digest(path)}
        write_text(memory, json.dumps(known, indent=1) + "\n")
    return known[key]


@dataclass(frozen=True)
class _Heard:
    """Which drafts stand for an interview: one for each recording, or a transcript that came without any."""

    shop: Workshop

    def names(self, interview: str) -> tuple[str, ...]:
        kept = self.shop.archive.interviews[interview]
        lengths = [f"{sound.file}:{sound.duration_ms}" for sound in kept.sounds]
        measured = all(sound.duration_ms for sound in kept.sounds)  # else nobody knows where the next recording begins
        return (*kept.drafts, *self._choice(kept), *lengths) if kept.drafts and measured else ()

    def drafts(self, interview: str) -> Sequence[tuple[Draft, int]]:
        return self.shop.placed_drafts(self.shop.archive.interviews[interview])

    def _choice(self, kept: KeptInterview) -> tuple[str, ...]:
        """What decides between several drafts of one recording."""
        if len(kept.drafts) <= max(1, len(kept.sounds)):
            return ()
        config = self.shop.archive.config
        order = sorted(kept.drafts, key=lambda name: (self.shop.saved(kept, name), name))
        return (config.engine, config.model, kept.record.language, config.prompt, *order)


def program_digest(settings: Settings) -> str:
    """What the output depends on besides the archive: this program, its templates, the hand-written site."""
    digest = hashlib.sha256()
    roots = (Path(__file__).parent, settings.project / "site", settings.project / "mkdocs.yml")
    for root in roots:
        for path in sorted([root] if root.is_file() else root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                stat = path.stat()
                digest.update(f"{path.relative_to(root.parent)}|{stat.st_size}|{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Memory:
    """What a run leaves for the next: `mark` stands for everything the work depended on, `problems` for what it could not do."""

    path: Path

    def recall(self, mark: str) -> tuple[Problem, ...] | None:
        """The problems of the last run, or None where anything it depended on is different now."""
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
            if known["mark"] != mark:
                return None
            return tuple(Problem(*row) for row in known["problems"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def forget(self) -> None:
        """Remember nothing: the work is about to be done anew. Raises CannotWrite."""
        with worded(self.path):
            self.path.unlink(missing_ok=True)

    def keep(self, mark: str, problems: tuple[Problem, ...] = ()) -> None:
        """Remember. Raises CannotWrite."""
        rows = [[p.file, p.line, p.column, p.code, {k: str(v) for k, v in p.values.items()}] for p in problems]
        write_text(self.path, json.dumps({"mark": mark, "problems": rows}, ensure_ascii=False, indent=1) + "\n")


def day_mark(shop: Workshop, today: dt.date) -> str:
    """Stands for the archive as it lies there, this program and the day: the same mark means nothing to do."""
    whole = f"{shop.shelf.fingerprint()}|{program_digest(shop.settings)}|{today}"
    return hashlib.sha256(whole.encode()).hexdigest()
