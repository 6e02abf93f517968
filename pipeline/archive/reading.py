"""The folder of an archive → the one frozen value that everything downstream decides on, with every problem met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.archive import layout as names
from pipeline.archive.column import read_column
from pipeline.archive.events import last_moment, witness
from pipeline.archive.facts import read_facts
from pipeline.archive.ids import TERMS, voice_moment
from pipeline.archive.interviews import read_interviews, read_photos
from pipeline.archive.layout import Layout
from pipeline.archive.ledgers import read_approved
from pipeline.archive.printed import read_printed
from pipeline.archive.scan import Tree, scan
from pipeline.archive.source import Source
from pipeline.errors import WrongUse
from pipeline.language.script import name_key
from pipeline.model.archive import Archive, KeptItem, KeptPerson, KeptPhoto
from pipeline.model.consent import PURPOSES
from pipeline.model.film import FilmPlan
from pipeline.model.kit import KitPlan
from pipeline.model.nouns import ArchiveConfig, Item, Person, Staff, Term, VolumePlan
from pipeline.model.printing import PrintedLedger
from pipeline.model.problem import Problem
from pipeline.model.projection import PersonProjection
from pipeline.model.spot import Noun, Spot
from pipeline.model.talk import Talk
from pipeline.model.wall import Wall

_CLOSED = ArchiveConfig(title="", institution="", consent=dict.fromkeys(PURPOSES, "no"))  # stands in for one that cannot be read


def read_archive(layout: Layout) -> Archive:
    """Read everything. Broken parts become problems; raises WrongUse only where there is no archive.yml."""
    if not layout.path(names.CONFIG).is_file():
        raise WrongUse("no-archive", folder=layout.root)
    tree = scan(layout.root)
    source = Source(layout, tree, read_facts(layout.facts))
    config = source.record(ArchiveConfig, names.CONFIG)
    people = _people(source)
    interviews = read_interviews(source, people)
    if config is None:
        interviews = {key: replace(kept, broken=True) for key, kept in interviews.items()}
    staff, items, volumes, walls = _staff(source), _items(source), _volumes(source), _walls(source)
    registers = {name: _register(source, name) for name in names.REGISTER_NAMES if source.has(layout.register(name))}
    return Archive(
        config=config or _CLOSED,
        staff=staff,
        people=people,
        interviews=interviews,
        items=items,
        registers=registers,
        term_ids=_term_ids(source, registers),
        base_map=source.picture(names.BASE_MAP),
        volumes=volumes,
        films=_films(source),
        walls=walls,
        talks=_talks(source),
        talk_photos=_talk_photos(source),
        kits=_kits(source),
        column=read_column(source),
        printed=_printed(source),
        redirects=source.redirects,
        codes={voice_moment(key): found for (kind, key), found in source.ids.items() if kind == "voice"},
        witness=witness(layout.path(names.EVENTS)),
        last_event=last_moment(layout.path(names.EVENTS)),
        problems=tuple(sorted({*source.problems, *_out_of_place(tree), *_manifest_gaps(source), *_shutting(source)})),
        unread=frozenset(source.unread),
    )


def _keys(tree: Tree, folder: str) -> list[str]:
    return [key for key in tree.subfolders(folder) if names.KEY.fullmatch(key)]


def _people(source: Source) -> dict[str, KeptPerson]:
    people: dict[str, KeptPerson] = {}
    for key in _keys(source.tree, names.PEOPLE):
        record = source.record(Person, source.layout.person(key))
        if record is None:
            continue
        folder = f"{names.PEOPLE}/{key}"
        public = source.id("person", key)
        ledger = source.ledger(folder)
        approved, broken = read_approved(source.tree, source.layout, folder, PersonProjection)
        source.problems.extend(broken)
        own = tuple(projection for projection in approved if projection.id == public)
        if len(own) < len(approved):
            source.problems.append(Problem(folder, 0, 0, "approved-stranger", {"id": public}))
        people[key] = KeptPerson(key, public, record, source.picture(source.layout.portrait(key)), ledger, own)
    return people


def _items(source: Source) -> dict[str, KeptItem]:
    items: dict[str, KeptItem] = {}
    for key in _keys(source.tree, names.ITEMS):
        record = source.record(Item, source.layout.item(key))
        if record is not None:
            pictures = (source.picture(source.layout.item_picture(key, side)) for side in names.SIDES)
            items[key] = KeptItem(key, source.id("item", key), record, tuple(picture for picture in pictures if picture))
    return items


def _register(source: Source, name: str) -> dict[str, Term]:
    path = source.layout.register(name)
    terms = source.records(Term, path)
    _twice(source, "register", name, (term.id for term in terms))
    if len({term.id for term in terms}) < len(terms):
        source.unread.add(path)
    return {term.id: term for term in reversed(terms)}


def _term_ids(source: Source, registers: Mapping[str, Mapping[str, Term]]) -> dict[tuple[str, str], str]:
    """The public id of every register entry that has one."""
    entries = ((name, key, source.id(kind, key)) for name, kind in TERMS.items() for key in registers.get(name, ()))
    return {(name, key): found for name, key, found in entries if found}


def _staff(source: Source) -> dict[str, Staff]:
    """Who may sign, each person once: a name that only writes another differently is left out."""
    staff = source.records(Staff, names.STAFF)
    _twice(source, "staff", "", (one.name for one in staff))
    first: dict[str, Staff] = {}
    for one in staff:
        other = first.setdefault(name_key(one.name), one)
        if other.name != one.name:
            source.complain(Spot("staff", "", (one.name,)), "staff-alike", name=one.name, other=other.name)
    return {one.name: one for one in first.values()}


def _walls(source: Source) -> tuple[Wall, ...]:
    """The walls; where two have one id, the first: a folder holds one wall."""
    walls = source.records(Wall, names.WALLS)
    _twice(source, "walls", "", (wall.id for wall in walls))
    first = {wall.id: wall for wall in reversed(walls)}
    return tuple(first[one] for one in dict.fromkeys(wall.id for wall in walls))


def _talks(source: Source) -> tuple[Talk, ...]:
    talks = source.records(Talk, names.TALKS)
    _twice(source, "talks", "", (talk.id for talk in talks))
    return talks


def _talk_photos(source: Source) -> dict[str, tuple[KeptPhoto, ...]]:
    keys = _keys(source.tree, names.TALK_PHOTOS)
    return {key: read_photos(source, f"{names.TALK_PHOTOS}/{key}", Spot("talk_photo", key))[0] for key in keys}


def _kits(source: Source) -> tuple[KitPlan, ...]:
    """The plans of kits; where two have one id, the first: a folder holds one kit."""
    kits = source.records(KitPlan, names.KITS)
    _twice(source, "kits", "", (kit.id for kit in kits))
    return tuple({kit.id: kit for kit in reversed(kits)}.values())[::-1]


def _volumes(source: Source) -> dict[str, VolumePlan]:
    plans = {
        key: source.record(VolumePlan, source.layout.volume(key)) for key in _plans(source) if not key.startswith(names.FILM)
    }
    return {key: plan for key, plan in plans.items() if plan}


def _films(source: Source) -> dict[str, FilmPlan]:
    plans = {key: source.record(FilmPlan, source.layout.volume(key)) for key in _plans(source) if key.startswith(names.FILM)}
    return {key: plan for key, plan in plans.items() if plan}


def _plans(source: Source) -> list[str]:
    found = (name.rpartition(".") for name in source.tree.names(names.VOLUMES))
    return [key for key, _, ending in found if ending == "yml" and names.KEY.fullmatch(key)]


def _printed(source: Source) -> PrintedLedger:
    ledger, found = read_printed(source.tree, source.layout)
    source.problems.extend(found)
    return ledger


def _twice(source: Source, noun: Noun, key: str, found: Iterable[str]) -> None:
    for name, count in Counter(found).items():
        if count > 1:
            source.complain(Spot(noun, key, (name,)), "entry-twice", name=name)


def _out_of_place(tree: Tree) -> Iterable[Problem]:
    for path in tree.files:
        if not names.is_known(path) and not _beside_interview(path):
            yield Problem(path, 0, 0, "unknown-path", {"path": path})


def _beside_interview(path: str) -> bool:
    parts = path.split("/")
    if len(parts) != 3 or parts[0] != names.INTERVIEWS or not names.KEY.fullmatch(parts[1]):
        return False
    return names.is_sound(parts[2]) or names.draft_of(parts[2]) is not None


def _shutting(source: Source) -> Iterable[Problem]:
    """What an unread file keeps shut beyond itself."""
    for path in source.unread:
        if path.startswith((f"{names.INTERVIEWS}/", f"{names.PEOPLE}/", f"{names.REGISTERS}/")):
            yield Problem(path, 0, 0, "unread-shuts", {"file": path})


def _manifest_gaps(source: Source) -> Iterable[Problem]:
    for line, path in enumerate(source.digests, 1):
        if not source.has(path):
            yield Problem(names.MANIFEST, line, 67, "original-missing", {"path": path})
