"""What a package says about itself: its README for people without our software, and its bag-info.txt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib.resources import files

from pipeline.model.archive import Witness
from pipeline.model.nouns import ArchiveConfig


@dataclass(frozen=True)
class Label:
    """What is told of a package: the archive's own words, when and by which program it was made, and what is in it."""

    config: ArchiveConfig
    now: dt.datetime
    software: str
    identifiers: tuple[str, ...]
    titles: tuple[str, ...]
    whole: bool
    sealed: bool
    left_out: int  # interviews that may not leave
    witness: Witness | None  # None: nothing was ever written down


def bag_info(label: Label) -> tuple[tuple[str, str], ...]:
    """The lines of bag-info.txt but Payload-Oxum (RFC 8493 §2.2.2); names of our own begin with `Archive-`."""
    config = label.config
    what = config.title if label.whole else f"{config.title}：{'、'.join(label.titles)}"
    lines = [
        ("Source-Organization", config.institution),
        ("Contact-Name", config.contact),
        ("External-Description", what),
        ("Bagging-Date", label.now.date().isoformat()),
        *(("External-Identifier", one) for one in label.identifiers),
        ("Bag-Software-Agent", label.software),
        ("Archive-Scope", "whole" if label.whole else "selected interviews"),
        ("Archive-Sealed-Material", "included" if label.sealed else "not included"),
        ("Archive-Interviews-Left-Out", str(label.left_out)),
    ]
    if label.witness:
        lines += [("Archive-Events-Length", str(label.witness.length)), ("Archive-Root-SHA256", label.witness.root)]
    return tuple((name, value) for name, value in lines if value)


def readme(label: Label) -> str:
    """README.zh.txt: what this is, who may see it, and how to check it with what every computer has."""
    root = f"事件链第 {label.witness.length} 行，SHA-256 为 {label.witness.root}" if label.witness else "打包时还没有记载任何事件"
    scope = "整个档案" if label.whole else "下列访谈及所需的人物、实物和名录：" + "、".join(label.titles)
    sealed = "含有 sealed/ 中的密存材料（授权书扫描件、技术元数据等）" if label.sealed else "不含 sealed/ 中的密存材料"
    left = f"另有 {label.left_out} 篇访谈按规定不得外送，没有收入。" if label.left_out else ""
    return (
        files("pipeline.custody")
        .joinpath("bag_readme.txt")
        .read_text(encoding="utf-8")
        .format(
            title=label.config.title,
            institution=label.config.institution,
            day=label.now.date().isoformat(),
            software=label.software,
            contact=label.config.contact or label.config.institution,
            scope=scope,
            sealed=sealed,
            left=left,
            root=root,
        )
    )
