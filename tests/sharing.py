"""What takes long to make is made by whichever process of the tests asks first, and copied by the others."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.writing.lock import hold

PATIENCE_S = 800


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of one's own that holds what `make` puts into an empty one; `make` is called once in a run of the tests."""
    top = factory.getbasetemp()
    top = top.parent if "PYTEST_XDIST_WORKER" in os.environ else top
    kept, begun = top / f"once-{name}", top / f"begun-{name}"
    with hold(top / f"once-{name}.lock", patience_s=PATIENCE_S):
        if not kept.exists():
            shutil.rmtree(begun, ignore_errors=True)  # whoever began it failed
            begun.mkdir()
            make(begun)
            begun.rename(kept)
    return Path(shutil.copytree(kept, factory.mktemp(name), symlinks=True, dirs_exist_ok=True))
