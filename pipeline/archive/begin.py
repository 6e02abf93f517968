"""Nothing → a new archive, person or interview, with files that explain themselves to the curator who opens them."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from string import Template

from pipeline.archive import layout as names
from pipeline.archive.layout import Layout
from pipeline.errors import WrongUse
from pipeline.writing.atomic import create_bytes, worded

_HEADINGS = {
    "places": ("地名规范表", "neijiang"),
    "units": ("部队、单位规范表", "unit-1"),
    "events": ("历史事件规范表", "event-1"),
    "honours": ("荣誉规范表", "honour-1"),
    "terms": ("词语规范表", "term-1"),
}
_SIMPLE = re.compile(r"[\w\u3000-\u303f\uff01-\uff5e（）·][\w \u3000-\u303f\uff01-\uff5e·.]*")


def new_archive(folder: Path, title: str, institution: str) -> None:
    """Lay out an empty archive with the strict gates. Raises WrongUse where the folder holds anything, CannotWrite."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse("folder-not-empty", folder=folder)
    with worded(folder):
        for name in (names.PEOPLE, names.INTERVIEWS, names.ITEMS, names.REGISTERS, names.VOLUMES, names.SEALED):
            (folder / name).mkdir(parents=True, exist_ok=True)
    _write(folder / "README.md", "README.md", title=title)
    _write(folder / ".gitignore", None, text=f"/{names.SEALED}/\n/{names.LOCK}\n.koushu-*\n")
    _write(folder / names.STAFF, "staff.yml")
    _write(folder / names.WALLS, "walls.yml")
    for name, (heading, example) in _HEADINGS.items():
        _write(folder / names.REGISTERS / f"{name}.yml", "register.yml", heading=heading, example=example)
    _write(folder / names.CONFIG, "archive.yml", title=scalar(title), institution=scalar(institution))


def new_person(layout: Layout, key: str, name: str) -> str:
    """A person's folder with its record; returns the record's path from the root. Raises WrongUse, CannotWrite."""
    path = layout.person(_sound_key(key))
    _write(layout.path(path), "person.yml", name=scalar(name))
    return path


def new_interview(layout: Layout, key: str, title: str, narrators: tuple[str, ...]) -> str:
    """An interview's folder with its record; returns the record's path from the root. Raises WrongUse, CannotWrite."""
    path = layout.interview(_sound_key(key))
    who = ", ".join(_sound_key(narrator) for narrator in narrators)
    _write(layout.path(path), "interview.yml", title=scalar(title), narrators=who)
    return path


def new_item(layout: Layout, key: str, title: str, kind: str, owner: str) -> str:
    """An item's folder with its record; returns the record's path from the root. Raises WrongUse, CannotWrite."""
    path = layout.item(_sound_key(key))
    _write(layout.path(path), "item.yml", title=scalar(title), kind=kind, owner=_sound_key(owner))
    return path


def new_list(layout: Layout, path: str) -> None:
    """`walls.yml` or `talks.yml`, empty but for its explanation, where there is none. Raises CannotWrite."""
    if not layout.path(path).exists():
        _write(layout.path(path), path)


def scalar(text: str) -> str:
    """The text as YAML that reads back as the same text, quoted only where it must be."""
    if _SIMPLE.fullmatch(text) and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _write(path: Path, template: str | None, text: str = "", **values: str) -> None:
    if template is not None:
        found = resources.files("pipeline.archive").joinpath("templates", template).read_text(encoding="utf-8")
        text = Template(found).substitute(values)
    create_bytes(path, text.encode())


def _sound_key(key: str) -> str:
    if not names.KEY.fullmatch(key):
        raise WrongUse("bad-folder-name", key=key)
    return key
