"""What stops the program: one small tree of exceptions, each a code with values, worded in `model/catalogue.py`.

    KoushuError
    ├── WrongUse         the command was asked for something that is not there       exit 2
    ├── Unreadable       an input file cannot be read, decoded or understood         exit 3
    │   └── NotAModel    a model path that holds no model the engine can load        exit 3
    ├── MissingTool      ffmpeg, a font or an optional package is not installed      exit 4
    ├── CannotWrite      the disk is full, or a folder may not be written            exit 3
    ├── Locked           another koushu is working on this archive                   exit 3
    └── NotSound         the archive has problems that this step cannot work around  exit 1

What a curator must mend in the archive is not an exception but a `Problem` value.
"""

from __future__ import annotations


class KoushuError(Exception):
    """A failure with a sentence: `code` names it in the catalogue, `values` fill the sentence's blanks."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.code, self.values)

    def __str__(self) -> str:
        return f"{self.code} {self.values}" if self.values else self.code


def _restore(kind: type[KoushuError], code: str, values: dict[str, object]) -> KoushuError:
    return kind(code, **values)


class WrongUse(KoushuError):
    """The command named something that does not exist or cannot be combined."""


class Unreadable(KoushuError):
    """An input file cannot be read, decoded or understood; it was left as it is."""


class NotAModel(Unreadable):
    """A model path that holds nothing the engine can load."""


class MissingTool(KoushuError):
    """An outside program, a font or an optional package is not installed."""


class CannotWrite(KoushuError):
    """The disk is full or the folder may not be written; the old file is untouched."""


class Locked(KoushuError):
    """Another koushu holds the archive."""


class NotSound(KoushuError):
    """The archive has problems that this step cannot work around."""
