"""mkdocs' hook: stubs become whole pages, and pages of a kind get the shell of one of them; in `build` and `serve` alike."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # mkdocs loads hooks by path: a checkout need not be installed

from mkdocs.structure.files import File, Files, InclusionLevel

from pipeline.publish.site import leaf
from pipeline.publish.site.fill import POLICY, fill, lift_scripts
from pipeline.publish.site.setting import keeping
from pipeline.publish.site.sheets import Sheets
from pipeline.publish.site.shelf import BESIDE, COMPILED, Listed, read_fragments, read_leaf, read_pages, read_site
from pipeline.publish.site.stub import compose
from pipeline.writing.folders import second_name

_SITEMAP = "sitemap.xml"
_GONE = ("tombstone", "forward")


@dataclass
class _Build:
    """One build: the folder of the shelf, and the pages that get the shell of one page of their kind."""

    pages: Path
    sheets: Sheets
    shelled: list[Listed] = field(default_factory=list)
    samples: dict[str, Listed] = field(default_factory=dict)  # by path: the page of which a shell is made
    shells: dict[tuple[int, str, str, tuple[str, ...]], leaf.Shell] = field(default_factory=dict)


def on_config(config: Any) -> Any:  # noqa: ANN401 - mkdocs carries no types
    """What the archive says about itself goes to the theme; the site's name is set as escaped HTML."""
    pages = Path(config.docs_dir).parent
    site = read_site(pages)
    config.site_name = escape(site["title"]) or config.site_name
    config.site_url = site["site_url"] or None
    config.extra["oh"] = {**site, "policy": POLICY}
    config.extra["oh_build"] = _Build(pages, Sheets(Path(config.site_dir)))
    return config


def on_files(files: Files, config: Any) -> Files:  # noqa: ANN401
    """Hand-written pages join the generated ones and win over them; what has no stub is known, so that links to it are right.

    A way in whose page is not there, as the column's in an archive without one, does not stand in the menu.
    """
    for folder in (Path(each).parent / "pages" for each in config.theme.dirs[:1]):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                known = files.get_file_from_path(name)
                if known:
                    files.remove(known)
                files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))
    build: _Build = config.extra["oh_build"]
    build.shelled = [page for page in read_pages(build.pages) if files.get_file_from_path(page.path) is None]
    _add_shelled(build, files, config)
    for name in _beside(build.pages):
        if not name.startswith("search/") and files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, content="", inclusion=InclusionLevel.EXCLUDED))
    config.nav = [entry for entry in config.nav or [] if all(files.get_file_from_path(str(to)) for to in entry.values())]
    return files


def _add_shelled(build: _Build, files: Files, config: Any) -> None:  # noqa: ANN401
    """The first page of each kind becomes the one from which its shell is made; the others are only known."""
    begun = set()
    for page in build.shelled:
        content, inclusion = "", InclusionLevel.EXCLUDED
        if page.shell not in begun:
            begun.add(page.shell)
            build.samples[page.path] = page
            content, inclusion = compose(leaf.sample(page.kind, page.under, page.words)), InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, page.path, content=content, inclusion=inclusion))


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:  # noqa: ANN401, ARG001
    """Dates in the output are the edition's, never the clock's."""
    page.update_date = config.extra["oh"]["date"]
    if page.file.src_uri in config.extra["oh_build"].samples and page.canonical_url:
        page.canonical_url = leaf.field("address")
    return markdown


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:  # noqa: ANN401, ARG001
    """Of a page from which a shell is made, the theme gets a mark for its text."""
    return leaf.field("body") if page.file.src_uri in config.extra["oh_build"].samples else html


def on_env(env: Any, config: Any, files: Files) -> Any:  # noqa: ANN401
    """What lies beside the pages is there before them: style sheets are read while pages are made."""
    pages, site = config.extra["oh_build"].pages, Path(config.site_dir)
    env.bytecode_cache = keeping(pages / COMPILED)
    made: set[str] = set()
    for name in _beside(pages):
        by_hand = files.get_file_from_path(name)
        if by_hand and not by_hand.inclusion.is_excluded():
            continue
        folder = name.rpartition("/")[0]
        if folder not in made:
            made.add(folder)
            (site / folder).mkdir(parents=True, exist_ok=True)
        _second_name(f"{pages}/{BESIDE}/{name}", f"{site}/{name}")
    config.extra["oh_addresses"] = [_address(page.path, config) for page in _shown(config)] if config.site_url else []
    return env


def on_post_page(output: str, page: Any, config: Any) -> str:  # noqa: ANN401
    """A page is filled after the theme has wrapped it; the one from which a shell is made is not written."""
    build: _Build = config.extra["oh_build"]
    root = "../" * page.file.dest_uri.count("/")
    made = build.samples.get(page.file.src_uri)
    if made is None:
        return _finished(fill(output, read_fragments(build.pages, page.file.src_uri)), root, config)
    html = _finished(fill(output, {name: leaf.field(name) for name in leaf.OUTSIDE}), root, config)
    build.shells[made.shell] = leaf.Shell(html)
    return ""


def on_post_template(output_content: str, template_name: str, config: Any) -> str:  # noqa: ANN401
    """The error page has inline scripts as well; a sitemap without the site's address would be wrong, so it stays empty."""
    if template_name == _SITEMAP:
        return output_content if config.site_url else ""
    return _finished(output_content, "/", config) if template_name.endswith(".html") else output_content


def on_post_build(config: Any) -> None:  # noqa: ANN401
    """Pages of a kind are set into its shell; what only developers of the theme need does not go to the public."""
    build, site = config.extra["oh_build"], Path(config.site_dir)
    for folder in {page.path.rpartition("/")[0] for page in build.shelled}:
        (site / folder).mkdir(parents=True, exist_ok=True)
    for page in build.shelled:
        own = read_leaf(build.pages, page.path)
        whole = build.shells[page.shell].around(own, escape(_canonical(page.path, own, config)) if config.site_url else "")
        with open(f"{site}/{_html(page.path)}", "wb") as opened:  # noqa: PTH123 - a path each is slow
            opened.write(whole)
    for name in (f"{_SITEMAP}.gz", "assets/images/favicon.png"):
        (site / name).unlink(missing_ok=True)
    build.sheets.sweep()
    for folder in ("assets/javascripts", "assets/stylesheets"):  # the theme's scripts, which no page loads, and its sheets
        shutil.rmtree(site / folder, ignore_errors=True)


def _shown(config: Any) -> list[Listed]:  # noqa: ANN401
    build: _Build = config.extra["oh_build"]
    return [page for page in build.shelled if page.kind not in _GONE]


def _address(page: str, config: Any) -> str:  # noqa: ANN401
    site: str = config.site_url
    return _top(site) + quote(_html(page))


def _canonical(page: str, own: leaf.Leaf, config: Any) -> str:  # noqa: ANN401
    """The address by which a page is to be known: of one that sends on, that to which it sends."""
    target = unescape(own.words["target"]).partition("#")[0]
    return urljoin(_address(page, config), target) if target else _address(page, config)


@cache
def _top(site: str) -> str:
    """The folder of the site's address, as every page's begins."""
    return urljoin(site, "x")[:-1]


def _html(page: str) -> str:
    """A page's way on the site by that of its source."""
    return f"{page.removesuffix('.md')}.html"


def _beside(pages: Path) -> list[str]:
    top = f"{pages}/{BESIDE}"
    walked = ((folder[len(top) + 1 :], names) for folder, _, names in os.walk(top))
    return sorted(f"{folder}/{name}" if folder else name for folder, names in walked for name in names)


def _second_name(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk, or a name that is taken
        second_name(source, target)


def _finished(output: str, root: str, config: Any) -> str:  # noqa: ANN401
    html, scripts = lift_scripts(output, root)
    for name, text in scripts.items():
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    build: _Build = config.extra["oh_build"]
    return build.sheets.join(html)
