"""mkdocs' hook: stub pages become whole pages, in `mkdocs build` and `mkdocs serve` alike."""

from __future__ import annotations

import shutil
import sys
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # mkdocs loads hooks by path: a checkout need not be installed

from mkdocs.structure.files import File, Files

from pipeline.publish.site.fill import POLICY, fill, lift_scripts
from pipeline.publish.site.sheets import Sheets
from pipeline.publish.site.shelf import SEARCH, read_fragments, read_site
from pipeline.writing.folders import second_name

_SITEMAP = "sitemap.xml"


def on_config(config: Any) -> Any:  # noqa: ANN401 - mkdocs carries no types
    """What the archive says about itself goes to the theme; the site's name is set as escaped HTML."""
    site = read_site(Path(config.docs_dir))
    config.site_name = escape(site["title"]) or config.site_name
    config.site_url = site["site_url"] or None
    config.extra["oh"] = {**site, "policy": POLICY}
    config.extra["oh_sheets"] = Sheets(Path(config.site_dir))
    return config


def on_files(files: Files, config: Any) -> Files:  # noqa: ANN401
    """Hand-written pages join the generated ones and win over them."""
    for folder in (Path(each).parent / "pages" for each in config.theme.dirs[:1]):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                known = files.get_file_from_path(name)
                if known:
                    files.remove(known)
                files.append(File(name, str(folder), config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:  # noqa: ANN401, ARG001
    """Dates in the output are the edition's, never the clock's."""
    page.update_date = config.extra["oh"]["date"]
    return markdown


def on_post_page(output: str, page: Any, config: Any) -> str:  # noqa: ANN401
    """A page is filled after the theme has wrapped it."""
    root = "../" * page.file.dest_uri.count("/")
    return _finished(fill(output, read_fragments(Path(config.docs_dir), page.file.src_uri)), root, config)


def on_post_template(output_content: str, template_name: str, config: Any) -> str:  # noqa: ANN401
    """The error page has inline scripts as well; a sitemap without the site's address would be wrong, so it stays empty."""
    if template_name == _SITEMAP:
        return output_content if config.site_url else ""
    return _finished(output_content, "/", config) if template_name.endswith(".html") else output_content


def on_post_build(config: Any) -> None:  # noqa: ANN401
    """The search index joins the pages; what only developers of the theme need does not go to the public."""
    site = Path(config.site_dir)
    index = Path(config.docs_dir) / SEARCH
    if index.is_dir():
        shutil.copytree(index, site / SEARCH.lstrip("."), copy_function=second_name, dirs_exist_ok=True)
    for name in (f"{_SITEMAP}.gz", "assets/images/favicon.png"):
        (site / name).unlink(missing_ok=True)
    config.extra["oh_sheets"].sweep()
    for folder in ("assets/javascripts", "assets/stylesheets"):  # the theme's scripts, which no page loads, and its sheets
        shutil.rmtree(site / folder, ignore_errors=True)


def _finished(output: str, root: str, config: Any) -> str:  # noqa: ANN401
    html, scripts = lift_scripts(output, root)
    for name, text in scripts.items():
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    joined: str = config.extra["oh_sheets"].join(html)
    return joined
