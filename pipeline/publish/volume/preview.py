"""The pages of a set volume become pictures to leaf through, and a word on which spreads have changed since the last time."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.volume.pdfium import opened
from pipeline.writing.atomic import write_bytes, write_text

PPI = 60.0
_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>{title}　预览</title>
<style>
body {{ margin: 1rem auto; max-width: 72rem; background: #ddd; font: 1rem/1.6 sans-serif; text-align: center }}
.spread {{ display: flex; justify-content: center; margin: 1rem 0 2rem; scroll-margin: 1rem }}
.spread img {{ width: 50%; max-width: 30rem; height: auto; background: #fff; box-shadow: 0 0 .4rem #0005 }}
.changed {{ outline: .3rem solid #b33 }}
nav a {{ margin: 0 .3rem }}
</style>
<h1>{title}</h1>
<p>{words}</p>
<nav>{links}</nav>
{spreads}
</html>
"""


def preview(title: str, pdf: bytes, folder: Path, before: Path) -> tuple[int, ...]:
    """Write `page-NNN.png` of every page and `index.html` into `folder`; returns the first pages of the spreads that differ from
    the pictures in `before`, all of them where there are none. Raises CannotWrite."""
    leaves = list(_leaves(pdf))
    names = [f"page-{number:03}.png" for number in range(1, len(leaves) + 1)]
    fresh = [not _same(before / name, leaf) for name, leaf in zip(names, leaves, strict=True)]
    for name, leaf in zip(names, leaves, strict=True):
        write_bytes(folder / name, leaf)
    spreads = [
        (0,),
        *((at, at + 1) for at in range(1, len(leaves) - 1, 2)),
        *(((len(leaves) - 1,),) if len(leaves) % 2 == 0 else ()),
    ]
    changed = [spread for spread in spreads if any(fresh[at] for at in spread)]
    rows = "\n".join(_spread(spread, names, changed=spread in changed) for spread in spreads)
    links = "".join(f'<a href="#p{spread[0] + 1}">{spread[0] + 1}</a>' for spread in changed)
    words = f"有改动的对开面 {len(changed)} 个，共 {len(spreads)} 个。" if changed else "没有改动。"
    write_text(folder / "index.html", _PAGE.format(title=html.escape(title), words=words, links=links, spreads=rows))
    return tuple(spread[0] + 1 for spread in changed)


def _leaves(pdf: bytes) -> Iterator[bytes]:
    """Every page as a PNG."""
    with opened(pdf) as document:
        for page in document:
            leaf = io.BytesIO()
            page.render(scale=PPI / 72).to_pil().save(leaf, "PNG")
            yield leaf.getvalue()


def _same(path: Path, leaf: bytes) -> bool:
    return path.is_file() and path.read_bytes() == leaf


def _spread(spread: tuple[int, ...], names: list[str], *, changed: bool) -> str:
    images = "".join(f'<img src="{names[at]}" alt="第 {at + 1} 面" loading="lazy">' for at in spread)
    return f'<div class="spread{" changed" if changed else ""}" id="p{spread[0] + 1}">{images}</div>'
