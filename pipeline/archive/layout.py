"""Where everything lies: every path inside the archive is spelled here and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.model.fixity import Role

CONFIG, STAFF, WALLS, TALKS = "archive.yml", "staff.yml", "walls.yml", "talks.yml"
KITS = "kits.yml"
TALK_PHOTOS = "talks"
COLUMN, COLUMN_LEDGER = "column.yml", "column.ndjson"
IDS, MANIFEST, EVENTS = "ids.csv", "manifest-sha256.txt", "events.ndjson"
PEOPLE, INTERVIEWS, ITEMS, REGISTERS, VOLUMES = "people", "interviews", "items", "registers", "volumes"
BASE_MAP = "map.jpg"
SEALED, ENGINE, LOCK = "sealed", "engine", ".koushu.lock"
DAMAGED = f"{SEALED}/damaged"  # what restored files were before
REGISTER_NAMES = ("places", "units", "events", "honours", "terms")
PRINTED = "volumes/printed.ndjson"
FILM = "film-"  # what the name of a film's plan begins with, in `volumes`
SIDES = ("front.jpg", "back.jpg")
_SOUNDS = "wav|flac|mp3|m4a|aac|ogg|oga|opus|wma|amr|aif|aiff|mp4|m4v|mov|mkv|avi|mts|m2ts|mxf|webm|3gp|mpg|mpeg"

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_DRAFT = re.compile(r"(?P<recording>.+)\.(?P<engine>[a-z0-9]+(?:-[a-z0-9]+)*)-(?P<hash>[0-9a-f]{8})\.json")
_SOUND = re.compile(rf"[^.].*\.({_SOUNDS})", re.IGNORECASE)
_UNUSABLE = re.compile("[\\\\:\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_KEY = KEY.pattern
_PLACES = re.compile(
    "|".join(
        [
            r"archive\.yml|staff\.yml|walls\.yml|column\.yml|talks\.yml|column\.ndjson|ids\.csv|events\.ndjson|manifest-sha256\.txt",
            r"map\.jpg|kits\.yml",
            r"README(\.[A-Za-z-]+)*\.(md|txt)|LICENSE(\.[a-z]+)?",
            rf"people/{_KEY}/(person\.yml|portrait\.jpg|signoffs\.ndjson|approved/[a-z_]+-[0-9a-f]{{8}}\.json)",
            rf"interviews/{_KEY}/(interview\.yml|text\.md|text-changes\.json|edited\.md|story\.md|decisions\.ndjson|signoffs\.ndjson)",
            rf"interviews/{_KEY}/approved/[a-z_]+-[0-9a-f]{{8}}\.json",
            rf"interviews/{_KEY}/photos/[A-Za-z0-9-]+\.(jpg|yml)",
            rf"talks/{_KEY}/[A-Za-z0-9-]+\.(jpg|yml)",
            rf"items/{_KEY}/(item\.yml|front\.jpg|back\.jpg)",
            rf"registers/({'|'.join(REGISTER_NAMES)})\.yml",
            rf"volumes/({_KEY}\.yml|printed\.ndjson)",
            r"engine/.+",
            rf"interviews/{_KEY}/preservation/[^/]+\.flac",
        ]
    )
)


def is_known(path: str) -> bool:
    """Is this path (from the root, with `/`) one that the layout names, apart from recordings and drafts?"""
    return _PLACES.fullmatch(path) is not None


def is_sound(name: str) -> bool:
    """Does this file name end like a recording's?"""
    return _SOUND.fullmatch(name) is not None


def is_unguarded(name: str) -> bool:
    """Does this recording's form go without a check of its own, so that a broken bit is heard but never noticed?"""
    return name.lower().endswith((".wav", ".aif", ".aiff"))


def draft_of(name: str) -> str | None:
    """The stem of the recording that this file name is a draft of, or None where it is no draft's name."""
    found = _DRAFT.fullmatch(name)
    return found["recording"] if found else None


def role_of(path: str) -> Role | None:
    """Who writes the file at this path (see `Role`); None for one that the program does not know, and for the manifest and the
    events, the registers of all others."""
    parts = path.split("/")
    if parts[0] in (SEALED, ENGINE):
        return ("machine" if is_scan(path) else "people") if len(parts) > 1 else None
    beside = len(parts) == 3 and parts[0] == INTERVIEWS and KEY.fullmatch(parts[1]) is not None
    if (beside and is_sound(parts[2])) or (path.endswith((".jpg", ".flac")) and is_known(path)):
        return "original"
    if (beside and draft_of(parts[2])) or (is_known(path) and (parts[-2:-1] == ["approved"] or parts[-1] == "text-changes.json")):
        return "machine"
    if path in (MANIFEST, EVENTS) or not is_known(path):
        return None
    return "ledger" if path == IDS or path.endswith(".ndjson") else "people"


def is_scan(path: str) -> bool:
    """Is this the path of something under `sealed/` that nobody edits: a scanned form, a photograph, a letter?"""
    top, _, inside = path.partition("/")
    if top != SEALED or inside.startswith(("technical/", "damaged/")):
        return False
    return not inside.lower().endswith((".yml", ".yaml", ".md", ".txt", ".json", ".csv", ".ndjson"))


def is_preservation(path: str) -> bool:
    """Is this the path of a FLAC that the program made beside a recording?"""
    return path.split("/")[2:3] == ["preservation"]


def is_usable(name: str) -> bool:
    """Can a file of this name be spoken of: no backslash, colon or control character in it, and bytes that are UTF-8?"""
    return _UNUSABLE.search(name) is None


def is_inside(name: str) -> bool:
    """Is this a plain path that stays where it starts: relative, no `..`, no backslash, no drive, nothing hidden in it?"""
    parts = name.split("/")
    return bool(name) and "\\" not in name and ":" not in name and all(part not in ("", ".", "..") for part in parts)


@dataclass(frozen=True)
class Layout:
    """The paths of one archive: `root` is the truth, `work` is disposable. Methods that give text give paths from the root."""

    root: Path
    work: Path

    def path(self, inside: str) -> Path:
        """The file at a path from the root. Raises ValueError where that path would leave the archive."""
        if not is_inside(inside):
            raise ValueError(inside)
        return self.root / inside

    @property
    def lock(self) -> Path:
        """What a writing command holds."""
        return self.root / LOCK

    @property
    def facts(self) -> Path:
        """Lengths of recordings by (path, size, time of change): disposable."""
        return self.work / "facts.json"

    @property
    def seen(self) -> Path:
        """Digests of people's files by (path, size, time of change): disposable."""
        return self.work / "seen.json"

    def person(self, key: str) -> str:
        """`person.yml` of a person."""
        return f"{PEOPLE}/{key}/person.yml"

    def portrait(self, key: str) -> str:
        """The portrait of a person."""
        return f"{PEOPLE}/{key}/portrait.jpg"

    def interview(self, key: str) -> str:
        """`interview.yml` of an interview."""
        return f"{INTERVIEWS}/{key}/interview.yml"

    def beside(self, interview: str, name: str) -> str:
        """A recording, draft or text of an interview, by its file name."""
        return f"{INTERVIEWS}/{interview}/{name}"

    def photo(self, interview: str, name: str) -> str:
        """A photograph of an interview, or its record, by its file name."""
        return f"{INTERVIEWS}/{interview}/photos/{name}"

    def talk_photo(self, talk: str, name: str) -> str:
        """A photograph of a talk, or its record, by its file name."""
        return f"{TALK_PHOTOS}/{talk}/{name}"

    def preservation(self, interview: str, stem: str) -> str:
        """The FLAC beside a recording, named by the recording's stem; never a recording of its own."""
        return f"{INTERVIEWS}/{interview}/preservation/{stem}.flac"

    def technical(self, original: str) -> str:
        """What is technically known of an original, and what it was called before it came: private."""
        return f"{SEALED}/technical/{original}.json"

    def text(self, key: str) -> str:
        """The text of record of an interview."""
        return self.beside(key, "text.md")

    def text_changes(self, key: str) -> str:
        """What was changed in the machine's words when the text was laid out."""
        return self.beside(key, "text-changes.json")

    def decisions(self, key: str) -> str:
        """What people decided about flags."""
        return self.beside(key, "decisions.ndjson")

    def edited(self, key: str) -> str:
        """The edited text of an interview."""
        return self.beside(key, "edited.md")

    def story(self, key: str) -> str:
        """The writer's story of an interview."""
        return self.beside(key, "story.md")

    def item(self, key: str) -> str:
        """`item.yml` of an item."""
        return f"{ITEMS}/{key}/item.yml"

    def item_picture(self, key: str, side: str) -> str:
        """`front.jpg` or `back.jpg` of an item."""
        return f"{ITEMS}/{key}/{side}"

    def register(self, name: str) -> str:
        """One register."""
        return f"{REGISTERS}/{name}.yml"

    def volume(self, key: str) -> str:
        """The plan of a volume."""
        return f"{VOLUMES}/{key}.yml"

    def signoffs(self, record: str) -> str:
        """The ledger of a record, which is named by its folder: `interviews/KEY` or `people/KEY`."""
        return f"{record}/signoffs.ndjson"

    def approved(self, record: str, purpose: str, digest: str) -> str:
        """The kept projection of a record for a purpose, by its digest."""
        return f"{record}/approved/{purpose}-{digest[:8]}.json"
