"""The README tells the truth: every command in it exists, every file it points to is there, both languages say the same."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from pipeline.cli.main import koushu

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")


def commands(name: str) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [shlex.split(line, comments=True) for line in lines]


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_readme_is_understood(name: str) -> None:
    for words in commands(name):
        if words[0].startswith("scripts/"):
            assert (ROOT / words[0]).is_file(), words
            continue
        assert words[0] == ".venv/bin/koushu", words
        verb = koushu.commands[words[1]]
        arguments = [word if not word.endswith((".wav", ".pdf")) else str(ROOT / "README.md") for word in words[2:]]
        with verb.make_context(words[1], arguments) as context:
            assert isinstance(context, click.Context)


@pytest.mark.parametrize("name", READMES)
def test_every_link_of_the_readme_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_both_readmes_give_the_same_commands() -> None:
    english, chinese = (commands(name) for name in READMES)
    assert english == chinese


def test_every_verb_stands_in_the_documentation() -> None:
    documented = "".join((ROOT / name).read_text(encoding="utf-8") for name in (*READMES, "CHANGELOG.md", "docs/zh/guide.md"))
    assert [verb for verb in koushu.commands if f"koushu {verb}" not in documented] == []


def test_every_option_stands_in_the_curators_guide() -> None:
    guide = (ROOT / "docs/zh/guide.md").read_text(encoding="utf-8")
    verbs = [*koushu.commands.items()]
    verbs += [
        (f"{verb} {part}", inner)
        for verb, group in verbs
        if isinstance(group, click.Group)
        for part, inner in group.commands.items()
    ]
    missing = [
        (verb, option)
        for verb, command in verbs
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option not in guide
    ]
    assert missing == []
