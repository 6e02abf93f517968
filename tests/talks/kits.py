"""A kit of the hand-made edition, and what its files hold."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from PIL import Image

from pipeline.model.edition import Edition, PictureCut
from pipeline.model.kit import PublicKit, PublicPart
from tests.site.editions import JIA, RIVER, SNOW, edition

ADDRESS = "https://archive.example/oral/"
PICTURES = ("G1JJAAAA", "G2YYBBBB", "G3MMFFFF", "G3MMBBBB", "G4PHAAAA", "G5PHBBBB")


def kitted(**changes: object) -> Edition:
    """The kit of two interviews, one of which nobody hears and which is full of characters that are not markup."""
    whole = edition(ADDRESS)
    kit = PublicKit(
        "school", "雪夜过江", "中学", (), "先请大家安静。", (PublicPart(SNOW), PublicPart(RIVER)), on_site=(SNOW, JIA)
    )
    cuts = tuple(PictureCut(f"{one}.jpg", one.lower() * 8, 480) for one in PICTURES)
    whole = replace(
        whole, outlet="talks", people=whole.people[:2], walls=(), tombstones=(), pictures=cuts, column=None, kits=(kit,)
    )
    whole = replace(whole, volumes=whole.volumes[:1], sounds=whole.sounds[:1])
    return replace(whole, kits=(replace(kit, **changes),)) if changes else whole  # type: ignore[arg-type]


def make_media(folder: Path) -> Path:
    """Small real files for everything that the kit shows and lets be heard."""
    folder.mkdir(parents=True)
    for one in PICTURES:
        size = (300, 400) if one[1] in "12" else (400, 300)
        Image.new("RGB", size, (214, 203, 184)).save(folder / f"{one}.jpg")
    tone = "sine=frequency=330:sample_rate=16000:duration=72"
    asked = ["-f", "lavfi", "-i", tone, "-b:a", "24k", "-movflags", "+faststart", str(folder / f"{SNOW}.m4a")]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *asked], check=True, timeout=300)
    return folder
