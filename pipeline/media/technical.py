"""An original becomes what is technically known of it: for `sealed/technical/`, where place and serial numbers stay private."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import Unreadable
from pipeline.media.pictures import is_picture, picture_facts
from pipeline.media.sound import container_facts

_HEAD = 16


def technical_facts(path: Path) -> dict[str, object]:
    """What a recording's container or a picture's EXIF tells (DA/T 63-2017 and DA/T 54-2014 want it kept); what cannot be read
    says so. Raises MissingTool.
    """
    try:
        with path.open("rb") as opened:
            picture = is_picture(opened.read(_HEAD))
        return {"picture": picture_facts(path)} if picture else {"recording": container_facts(path)}
    except Unreadable as trouble:
        return {"unreadable": trouble.code}
    except OSError as trouble:
        return {"unreadable": trouble.strerror or ""}
