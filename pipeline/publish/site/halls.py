"""An Edition becomes what the entrance halls show: a face on the first page, faces in order, walls, the hall's screen."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.language.names import initial, sort_key, syllables
from pipeline.model.edition import Edition, PublicWall
from pipeline.model.kinds import KINDS
from pipeline.model.projection import ItemCard, PersonCard
from pipeline.model.routes import may_be_public
from pipeline.publish.site.dates import first_year
from pipeline.publish.site.telling import latest
from pipeline.publish.site.voices import Voice

BRANCHES = (
    "八路军", "新四军", "志愿军", "陆军", "海军", "空军", "炮兵", "高射炮兵", "装甲兵", "坦克兵", "工程兵", "铁道兵", "通信兵",
    "防化兵", "骑兵", "公安部队", "武警部队", "文工团", "民兵",
)  # fmt: skip
STAMP = "kiosk-stamp.js"
_MERITS = ("特等功", "一等功", "二等功", "三等功")
_LATEST = 4
_FACES = 12  # of the first page


@dataclass(frozen=True)
class Found:
    """One person of the grid, with what a visitor may type to find them and the groups they belong to."""

    person: PersonCard
    keys: str
    groups: str  # honours and branches, parted by `|`
    letter: str  # where this is the first under a letter, else empty


@dataclass(frozen=True)
class Face:
    """One person of the hall's screen: the wall's card, their sentences, and the wall's items that are theirs."""

    person: PersonCard
    voices: tuple[Voice, ...]
    items: tuple[ItemCard, ...]


def by_pinyin(people: Iterable[PersonCard]) -> list[PersonCard]:
    """People in the order of a dictionary."""
    return sorted(people, key=lambda person: (sort_key(person.name, person.pinyin), person.id))


def home(edition: Edition, said: Mapping[str, tuple[Voice, ...]]) -> dict[str, object]:
    """What the first page shows; who speaks there goes round with the Edition's date, so that the same Edition says the same."""
    spoken = {person.id for entry in edition.interviews for person in entry.projection.narrators}
    narrators = [person for person in edition.people if person.id in spoken]
    face, voice = _speaking(edition, narrators, said)
    return {
        "edition": edition,
        "face": face,
        "voice": voice,
        "latest": latest(edition)[:_LATEST],
        "issue": edition.column.issues[-1] if edition.column and edition.column.issues else None,
        "narrators": by_pinyin(narrators)[:_FACES],
        "more": len(narrators) > _FACES,
        "ways": _ways(edition),
    }


def _speaking(
    edition: Edition, narrators: Sequence[PersonCard], said: Mapping[str, tuple[Voice, ...]]
) -> tuple[PersonCard | None, Voice | None]:
    """Who is large on the first page, and which sentence; somebody with a face who can be heard before all others."""
    ranks = (
        [person for person in narrators if person.portrait and any(voice.sound for voice in said.get(person.id, ()))],
        [person for person in narrators if person.id in said and person.portrait],
        [person for person in narrators if person.id in said],
        [person for person in narrators if person.portrait],
        list(narrators),
    )
    pool = next((rank for rank in ranks if rank), [])
    if not pool:
        return None, None
    turn = edition.date.toordinal()
    person = pool[turn % len(pool)]
    own = [voice for voice in said.get(person.id, ()) if voice.sound] or said.get(person.id, ())
    return person, own[turn // len(pool) % len(own)] if own else None


def _ways(edition: Edition) -> list[tuple[str, str, str]]:
    """The ways in that lead to something: address, name, how much is there."""
    on_walls = {person.id for wall in edition.walls for person in wall.people}
    rows = (
        ("people/index.html", "人物", len(edition.people), "位"),
        ("interviews/index.html", "访谈", len(edition.interviews), "篇"),
        ("column/index.html", "专栏", len(edition.column.issues) if edition.column else 0, "期"),
        ("walls.html", "荣誉墙", len(on_walls), "位"),
        ("items/index.html", "实物", len(edition.items), "件"),
        ("volumes.html", "图书", sum(may_be_public(one.plan.route) for one in edition.volumes), "册"),
    )
    return [(address, name, f"{count} {unit}") for address, name, count, unit in rows if count]


def people(cards: Iterable[PersonCard]) -> dict[str, object]:
    """The grid of people in pinyin order, and the groups that a visitor may choose from."""
    rows: list[Found] = []
    letters: list[str] = []
    served = Counter[str]()
    for person in by_pinyin(cards):
        letter = initial(person.name, person.pinyin)
        first = letter not in letters
        letters += [letter] if first else []
        branches = _branches(person)
        served.update(branches)
        groups = [*person.honours, *branches]
        rows.append(Found(person, _keys(person), "|".join(dict.fromkeys(groups)), letter if first else ""))
    found = [row.person for row in rows]
    return {
        "people": rows,
        "letters": letters,
        "honours": [(name, len(those)) for name, those in by_honour(found)],
        "branches": [(name, served[name]) for name in BRANCHES if served[name]],
    }


def _branches(person: PersonCard) -> list[str]:
    return [name for name in BRANCHES if any(name in line for line in person.service)]


def _keys(person: PersonCard) -> str:
    """Names, whole pinyin and initials, in small letters; ü is typed u or v."""
    keys: list[str] = []
    for name, pinyin in ((person.name, person.pinyin), *((alias, "") for alias in person.aliases)):
        read = syllables(name, pinyin)
        whole = "".join(letters for letters, _, _, _ in read)
        typed = "".join(letters.replace("u", "v") if umlaut else letters for letters, umlaut, _, _ in read)
        keys += [name.casefold(), whole, typed, "".join(letters[:1] for letters, _, _, _ in read)]
    return " ".join(dict.fromkeys(key.replace(" ", "") for key in keys if key))


def by_honour(cards: Iterable[PersonCard]) -> list[tuple[str, list[PersonCard]]]:
    """Honours with those who have them: merits by their class, then what most people have."""
    groups: dict[str, list[PersonCard]] = {}
    for person in cards:
        for honour in person.honours:
            groups.setdefault(honour, []).append(person)
    return sorted(groups.items(), key=lambda group: (_merit(group[0]), -len(group[1]), sort_key(group[0])))


def _merit(honour: str) -> int:
    return next((rank for rank, merit in enumerate(_MERITS) if merit in honour), len(_MERITS))


def by_service(cards: Iterable[PersonCard]) -> list[PersonCard]:
    """Those whose service is told, by the first year in it; where none can be read, last."""
    return sorted((one for one in cards if one.service), key=lambda one: (_first_year(one), sort_key(one.name, one.pinyin)))


def _first_year(person: PersonCard) -> int:
    return min((year for line in person.service if (year := first_year(line))), default=9999)


def on_walls(walls: Iterable[PublicWall]) -> list[PersonCard]:
    """Everyone on any wall, once, in the walls' order."""
    found: dict[str, PersonCard] = {}
    for wall in walls:
        for person in wall.people:
            found.setdefault(person.id, person)
    return list(found.values())


def in_halls(edition: Edition) -> Edition:
    """The edition with no other interviews than those whose words may be heard in a hall."""
    heard = frozenset(edition.for_halls)
    return replace(edition, interviews=tuple(one for one in edition.interviews if one.projection.id in heard))


def faces(edition: Edition, said: Mapping[str, tuple[Voice, ...]]) -> list[Face]:
    """The hall's walk. Only who is on a wall: the form for the wall is the one that speaks of a hall. `said` is what they are
    heard to say there: on the website the voices of `in_halls`."""
    items: dict[str, ItemCard] = {}
    for wall in edition.walls:
        items.update((item.id, item) for item in wall.items)
    return [
        Face(person, said.get(person.id, ()), tuple(item for item in items.values() if item.owner == person.id))
        for person in on_walls(edition.walls)
    ]


def stamp(edition: Edition, shown: Iterable[Face]) -> str:
    """A word that changes with anything the hall's screen shows, sound and pictures included: how they are cut tells."""
    parts = (list(shown), edition.sounds, edition.pictures, edition.title, edition.sample_notice)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def stamp_file(word: str) -> bytes:
    """The script by which a screen that has been on for days learns that there is something new."""
    return f'window.ohHallStamp = "{word}";\n'.encode()


def items_by_kind(items: Sequence[ItemCard]) -> list[tuple[str, str, list[ItemCard]]]:
    """Kinds in the order of the catalogue, each with its name and items."""
    kinds = [*KINDS, *sorted({item.kind for item in items} - set(KINDS))]
    groups = [(kind, KINDS.get(kind, kind), [item for item in items if item.kind == kind]) for kind in kinds]
    return [group for group in groups if group[2]]


def sharing(people: Iterable[PersonCard], item: ItemCard) -> list[PersonCard]:
    """Who else has the honour that an item stands for, in pinyin order; nobody where it stands for none."""
    return by_pinyin(one for one in people if item.honour and item.honour in one.honours and one.id != item.owner)
