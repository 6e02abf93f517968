"""Calls mkdocs, which wraps the pages into the theme: a pages folder becomes a site folder."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

from pipeline.errors import CannotWrite, MissingTool
from pipeline.publish.site.shelf import STUBS

_LIMIT_S = 3600
_HOOK = Path(__file__).with_name("hook.py")


def theme_folder(project: Path) -> Path:
    """`site/theme` of a checkout, or `theme` beside mkdocs.yml where the program is installed.

    Raises MissingTool when `project` holds neither.
    """
    for folder in (project / "site" / "theme", project / "theme"):
        if folder.is_dir() and (project / "mkdocs.yml").is_file():
            return folder
    raise MissingTool("site-theme-missing", folder=project)


def wrap(pages: Path, out: Path, project: Path, date: dt.date) -> None:
    """Build the site in `out` from the stubs in `pages`; every date in it is `date`.

    Raises CannotWrite with the generator's last words when it fails.
    """
    config = pages / ".fill" / "mkdocs.yml"
    config.write_text(_derived(pages, out, project), encoding="utf-8")
    noon = dt.datetime.combine(date, dt.time(12), tzinfo=dt.UTC)
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(config)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, no shell
            command,
            env=environment,
            cwd=project,
            capture_output=True,
            timeout=_LIMIT_S,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except subprocess.TimeoutExpired as error:
        raise CannotWrite("site-generator-slow", minutes=_LIMIT_S // 60) from error
    if done.returncode:
        raise CannotWrite("site-generator-failed", words=_last_words(done.stderr or done.stdout))


def _derived(pages: Path, out: Path, project: Path) -> str:
    """A configuration that inherits the project's, with its folders spelled out; JSON is YAML."""
    theme = theme_folder(project)
    paths = {
        "INHERIT": str((project / "mkdocs.yml").resolve()),
        "docs_dir": str((pages / STUBS).resolve()),
        "site_dir": str(out.resolve()),
        "theme": {"custom_dir": str(theme.resolve())},
        "hooks": [str(_HOOK)],
        "watch": [str(theme.parent.resolve())],
    }
    return json.dumps(paths, ensure_ascii=False, indent=1)


def _last_words(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return " / ".join(lines[-3:]) or "?"
