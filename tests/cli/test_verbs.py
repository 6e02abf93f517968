"""Each verb is read when it is asked for, and needs no other one to have been read before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pipeline.cli.verbs import Verbs

OF_EACH_FLOW = ("add", "check", "compare", "copy", "export", "recall", "review", "verify")
# The libraries are read once; then a verb of each flow is read by a process that has read no other, and last all of them by one.
EACH_ALONE = """
import os, sys
import click, fontTools.subset, jinja2, numpy, pydantic, rich.progress, ruamel.yaml, yaml
from pipeline.cli.verbs import Verbs
for verb in sys.argv[1:]:
    if not os.fork():
        print(Verbs()[verb].name, flush=True)
        os._exit(0)
    os.wait()
for verb, command in Verbs().items():
    print(verb, command.name)
"""


def python(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "en_GB.UTF-8"}
    return subprocess.run([sys.executable, *words], cwd=project, capture_output=True, text=True, env=environment)


def test_every_verb_can_be_read_by_itself_and_bears_its_name(project: Path) -> None:
    done = python(project, "-c", EACH_ALONE, *OF_EACH_FLOW)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [*OF_EACH_FLOW, *(f"{verb} {verb}" for verb in Verbs())]


def test_one_verb_reads_no_other(project: Path) -> None:
    asks = "import sys\nfrom pipeline.cli.main import answer\nanswer(['history', '--help'])\n"
    asks += "print('pipeline.cli.add' in sys.modules)"
    assert python(project, "-c", asks).stdout.splitlines()[-1] == "False"


def test_a_verb_that_is_not_there_is_said_so_with_what_was_meant(project: Path) -> None:
    done = python(project, "-m", "pipeline", "publsh")
    assert done.returncode == 2
    assert "publish" in done.stderr
