"""Templates and values become fragments of HTML, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from pipeline.model.kinds import KINDS
from pipeline.publish.site.facts import linked
from pipeline.publish.site.labels import ROUTES
from pipeline.publish.site.transcript import clock
from pipeline.publish.trust import TRUST

_HAN = r"[\u2e80-\u9fff\uff00-\uffef\u2018-\u201d\U00020000-\U0003ffff]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) (?={_HAN})")


class Setter:
    """Sets fragments from the templates in `theme/fragments`; a value is never markup unless it was made so by us."""

    def __init__(self, theme: Path, compiled: Path | None = None) -> None:
        """A folder for `compiled` templates spares compiling them again. Raises OSError."""
        self._templates = Environment(
            loader=FileSystemLoader(theme / "fragments"),
            autoescape=True,
            auto_reload=False,  # a setter sets one edition
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=keeping(compiled) if compiled else None,
        )
        self._templates.filters.update(
            clock=clock,
            kind=lambda key: KINDS.get(key, key),
            route=lambda key: ROUTES.get(key, key),
            trust=lambda key: TRUST[key],
            paragraphs=paragraphs,
            linked=linked,
        )

        self.lend(look=lambda _picture: None, sources=lambda sound: ((sound.file, "audio/mp4"),), wave=lambda _sound: None)

    def lend(self, **tools: Callable[..., object]) -> None:
        """Let templates call what makes files for them; until then they show no pictures, and sounds in one form."""
        self._templates.globals.update(tools)

    def set(self, template: str, **values: object) -> str:
        """The fragment that `template` makes of `values`."""
        return self._templates.get_template(f"{template}.html").render(**values)


def keeping(folder: Path) -> FileSystemBytecodeCache:
    """What keeps compiled templates in `folder`, which is made. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, parted by empty lines; a line end in one is a space, and none stands between Han."""
    found = (_BETWEEN_HAN.sub("", " ".join(part.split())) for part in re.split(r"\n\s*\n", text))
    return [part for part in found if part]
