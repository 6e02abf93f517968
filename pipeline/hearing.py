"""Recordings without a draft become tasks, for this machine or any other; what comes back is saved here, by one writer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial, reduce
from operator import add
from pathlib import Path, PurePosixPath
from queue import Empty, SimpleQueue

from pipeline.errors import KoushuError, MissingTool, NotAModel, Unreadable, WrongUse
from pipeline.executors.crew import Crew, Team, is_lost
from pipeline.executors.station import Station
from pipeline.model.archive import KeptInterview, KeptSound
from pipeline.model.draft import Draft, Listener, draft_name
from pipeline.model.outcome import Outcome
from pipeline.model.problem import Problem
from pipeline.transcribe.hear import Ears, Original, hear, listener
from pipeline.transcribe.listening import Hints
from pipeline.transcribe.recipe import Recipe
from pipeline.transcribe.windows import heard_ms, sweep, windows_of
from pipeline.workshop import Workshop
from pipeline.writing.atomic import file_digest
from pipeline.writing.store import Store

Watch = Callable[[str, float, float], None]  # task (empty: all of them together), done, total
_ONE = threading.Lock()  # an engine hears one recording at a time, however many threads its process was given


class Stopped(Exception):
    """Nobody waits for this draft any more; what was heard so far is kept."""


@dataclass(frozen=True)
class Task:
    """One recording to be heard, in words that another machine understands; `who` is what its draft will say of its making."""

    interview: str
    sound: KeptSound
    recipe: Recipe
    hints: Hints
    who: Listener

    @property
    def name(self) -> str:
        """The file name of its draft."""
        return draft_name(Path(self.sound.file).stem, self.who.engine, self.who.key(self.sound.digest))

    @property
    def work(self) -> str:
        """What the names of its windows begin with."""
        return windows_of(self.sound.digest, self.who, "").work


def unwatched(task: str, done: float, total: float) -> None:
    """A watch for work that nobody looks at."""


def unheard(shop: Workshop, kept: KeptInterview) -> Iterator[Task]:
    """The recordings that this engine, with this model and these options, has not heard. Raises NotAModel, MissingTool."""
    for sound in kept.sounds:
        if sound.digest:
            hints = shop.hints(kept, sound)
            task = Task(kept.key, sound, shop.recipe, hints, listener(shop.ears, hints))
            if task.name not in kept.drafts:
                yield task


def hear_all(shop: Workshop, interviews: Sequence[KeptInterview], crew: Crew, watch: Watch) -> Outcome:
    """Hear what these interviews have unheard; a recording that cannot be heard stops only itself.

    Raises MissingTool, NotAModel and WrongUse, which would stop every recording alike. After that, and after Ctrl-C, nothing more
    is begun, what runs is ended, and all that was heard so far is kept.
    """
    tasks = [task for kept in interviews for task in unheard(shop, kept)]
    if not tasks:
        return Outcome()
    home = Station(str(shop.settings.archive), str(shop.windows), shop.settings.work)
    with crew.at_work(home) as team:
        outcomes = _Round(shop, team, watch, tasks).outcomes()
    Store(team.windows).tidy()
    return reduce(add, outcomes, Outcome())


def hear_task(task: Task, station: Station) -> Draft:
    """Wherever the work is done: hear the original, which must be what was taken in, as the one who asks would hear it.

    Writes windows and nothing else. Raises MissingTool where another engine is installed here, NotAModel, Unreadable; Stopped.
    """
    with _ONE:
        data = Store(station.data)
        ears = _ears(_at_hand(task, station, data))
        who = listener(ears, task.hints)
        if who != task.who:
            raise MissingTool("listener-differs", theirs=_difference(who, task.who), ours=_difference(task.who, who))
        with data.lent(task.sound.file, station.scratch / "originals") as file:
            if file_digest(file) != task.sound.digest:
                raise Unreadable("original-changed", file=file.name)
            original = Original(file, task.sound.digest, task.sound.duration_ms)
            return hear(original, ears, task.hints, station.windows, partial(_go_on, station.wanted))


def _go_on(wanted: Callable[[], bool], done: int, total: int) -> None:  # noqa: ARG001 # how far it is, the windows tell
    if not wanted():
        raise Stopped


@lru_cache(maxsize=1)  # a process keeps its models from one recording to the next
def _ears(recipe: Recipe) -> Ears:
    return recipe.ears()


def _at_hand(task: Task, station: Station, data: Store) -> Recipe:
    """The recipe with its models on this machine, copied there first where the archive lies behind a URL."""
    recipe = task.recipe
    root = data.here or station.scratch / "data" / (task.who.model_digest[:12] or "any")
    for model in () if data.here else recipe.models:
        for form in (model, str(PurePosixPath(model).with_suffix(".npz"))):  # the sample's own model is packed
            if not (root / form).exists() and data.has(form):
                data.copy(form, root / form)
    place = replace(recipe.place, root=root, work=station.scratch / "models", digest_of=_digest, threads=station.threads)
    return replace(recipe, place=place)


def _digest(file: Path) -> str:
    stat = file.stat()
    return _digest_once(file, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _digest_once(file: Path, size: int, changed_ns: int) -> str:  # noqa: ARG001 # another size or time is another file
    return file_digest(file)


def _difference(one: Listener, other: Listener) -> str:
    """What the first says where the two differ."""
    mine, theirs = ({**vars(who), **who.options, "options": ""} for who in (one, other))
    return ", ".join(f"{name}={value}" for name, value in mine.items() if theirs.get(name) != value) or "–"


@dataclass
class _Round:
    """All tasks of one command: given out, watched, and saved as they come back."""

    shop: Workshop
    team: Team
    watch: Watch
    tasks: Sequence[Task]
    _done: dict[int, Outcome] = field(default_factory=dict)  # by the task's place in the order of the archive
    _told: set[int] = field(default_factory=set)  # of those that are done
    _looked: float = 0

    def outcomes(self) -> list[Outcome]:
        """What became of each task, in the order of the archive."""
        ended: SimpleQueue[tuple[int, Future[Draft]]] = SimpleQueue()
        longest_first = sorted(
            enumerate(self.tasks), key=lambda one: -one[1].sound.duration_ms
        )  # so that none is waited for last
        self._look()
        for number, task in longest_first:
            future = self.team.submit(hear_task, task)
            future.add_done_callback(lambda future, number=number: ended.put((number, future)))  # type: ignore[misc]
        while len(self._done) < len(self.tasks):
            with suppress(Empty):
                number, future = ended.get(timeout=self.team.look_s)
                self._done[number] = self._taken(self.tasks[number], future)
            if time.monotonic() - self._looked >= self.team.look_s:
                self._look()
        self._look()
        return [self._done[number] for number in range(len(self.tasks))]

    def _taken(self, task: Task, future: Future[Draft]) -> Outcome:
        try:
            return Outcome((self._save(task, future.result()),))
        except (MissingTool, NotAModel):
            raise
        except KoushuError as failure:
            return Outcome((), (Problem(task.sound.file, 0, 0, failure.code, failure.values),))
        except CancelledError as gone:
            raise WrongUse("cluster-lost") from gone
        except Exception as trouble:
            if not is_lost(trouble):
                raise
            return Outcome((), (Problem(task.sound.file, 0, 0, "worker-lost", {"file": task.sound.file}),))

    def _save(self, task: Task, draft: Draft) -> str:
        shop = self.shop
        with shop.shelf.lock():
            saved = shop.shelf.save_draft(task.interview, task.name, draft)
            shop.shelf.event("transcription", (saved,), shop.hand)
        if shop.settings.engine or shop.settings.model:  # a comparison: what the archive's own engine has begun goes on later
            windows_of(task.sound.digest, task.who, self.team.windows).forget()
        else:
            sweep(task.sound.digest, self.team.windows)
        return saved

    def _look(self) -> None:
        """Say how far each recording that is being heard has come, and all together."""
        self._looked = time.monotonic()
        heard = heard_ms(self.team.windows, self._works)
        together = 0
        for number, (task, work) in enumerate(zip(self.tasks, self._names, strict=True)):
            total = task.sound.duration_ms
            done = total if number in self._done else min(heard[work], total)
            together += done
            if done and number not in self._told:
                self.watch(f"{task.interview} {Path(task.sound.file).stem}", done, total)
            if number in self._done:
                self._told.add(number)
        self.watch("", together, sum(task.sound.duration_ms for task in self.tasks))

    @cached_property
    def _names(self) -> list[str]:
        return [task.work for task in self.tasks]

    @cached_property
    def _works(self) -> dict[str, int]:
        return {name: len(task.hints.channels) for name, task in zip(self._names, self.tasks, strict=True)}
