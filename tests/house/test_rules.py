"""The house rules that a machine can hold."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.model import catalogue
from pipeline.model.problem import sentence

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
SOURCES = {path: path.read_text(encoding="utf-8") for path in MODULES}
ONLY_IMPORTER = {
    "docx": "writing/document.py",
    "openpyxl": "writing/workbook.py",
    "pptx": "publish/talks/powerpoint.py",
    "distributed": "executors/cluster.py",
    "ffmpeg": ("media/sound.py", "media/moving.py"),  # sounds; moving pictures
    "fontTools": "publish/site/lettering.py",
    "fsspec": "writing/store.py",
    "PIL": "media/",
    "opencc": "language/script.py",
    "whisper": "transcribe/whisper.py",
    "faster_whisper": "transcribe/faster.py",
    "ctranslate2": "transcribe/faster.py",
    "http.client": "transcribe/wire.py",
    "onnxruntime": "transcribe/silero.py",
    "sherpa_onnx": "transcribe/sherpa_runtime.py",
    "pikepdf": "publish/volume/",
    "pypdfium2": "publish/volume/pdfium.py",
    "typst": "publish/volume/typeset.py",
    "mkdocs": "publish/site/",
    "yaml": "",
    "ruamel": "archive/",
}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base", "core", "manager", "handler", "service", "processor"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT / "pipeline").as_posix()


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, source in SOURCES.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def test_no_module_is_longer_than_300_lines() -> None:
    assert [relative(path) for path, source in SOURCES.items() if source.count("\n") > 300] == []


def test_no_function_is_longer_than_40_lines() -> None:
    long = [f"{relative(path)}:{node.name}" for path, node in functions() if (node.end_lineno or 0) - node.lineno + 1 > 40]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    assert [relative(path) for path, source in SOURCES.items() if not ast.get_docstring(ast.parse(source))] == []


def test_no_module_has_an_empty_word_for_a_name() -> None:
    assert [relative(path) for path in MODULES if set(path.relative_to(ROOT).with_suffix("").parts) & FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("library", sorted(ONLY_IMPORTER))
def test_each_outside_library_has_one_room(library: str) -> None:
    room = ONLY_IMPORTER[library]
    importers = [
        relative(path) for path, source in SOURCES.items() if re.search(rf"^\s*(?:import|from) {library}\b", source, re.MULTILINE)
    ]
    assert [name for name in importers if not name.startswith(room)] == []


def test_every_code_that_is_raised_has_its_sentences() -> None:
    kinds = "WrongUse|Unreadable|NotAModel|MissingTool|CannotWrite|Locked|NotSound|KoushuError"
    raised = {code for source in SOURCES.values() for code in re.findall(rf"(?:{kinds})\(\s*\"([a-z0-9-]+)\"", source)}
    assert raised
    assert sorted(raised - set(catalogue.SENTENCES)) == []


def test_no_code_is_worded_twice() -> None:
    codes = [
        code
        for path in (ROOT / "pipeline/model/catalogue").glob("*.py")
        for code in re.findall(r"^    \"([a-z0-9-]+)\": \(", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(codes) == len(set(codes)) == len(catalogue.SENTENCES)


@pytest.mark.parametrize("code", sorted(catalogue.SENTENCES))
def test_every_sentence_is_whole_in_both_languages(code: str) -> None:
    chinese, english = catalogue.SENTENCES[code]
    blanks = re.findall(r"{(\w+)}", chinese)
    assert set(blanks) == set(re.findall(r"{(\w+)}", english))
    to_type = ("{debian}", "ffmpeg", ']"', "{why}")  # a command to type, or another sentence, may end it
    assert chinese.endswith(("。", "！", "？", "”", "）", *to_type))
    assert english.endswith((".", "!", "?", *to_type))
    own_words = re.sub(r"“[^”]*”|\[[^]]*\]", "", chinese)
    assert not re.search(r"[一-鿿][,;:?!]", own_words), "half-width punctuation in a Chinese sentence"
    assert "{" not in sentence(code, {}, "zh")


def test_nothing_in_the_project_names_a_machine() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    texts = [
        ROOT / name
        for name in tracked
        if name and name.endswith((".py", ".md", ".yml", ".toml", ".js", ".css", ".html", ".typ", ".txt"))
    ]
    pattern = re.compile(r"(?:^|[^.\w])/(?:tmp|home|root|work|farm)/[a-z]")
    assert [path.name for path in texts if path.is_file() and pattern.search(path.read_text(encoding="utf-8"))] == []


def test_a_plain_mkdocs_build_can_never_empty_the_hand_written_site() -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert re.search(r"^site_dir: build/site( #.*)?$", config, re.MULTILINE)
    assert "/build/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
