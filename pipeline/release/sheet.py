"""Turns a review into what a reviewer reads in a browser: the edition of that one projection, to be cut, and a page about it."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from pipeline.model.archive import Archive, KeptInterview
from pipeline.model.edition import Edition, PublicInterview, PublicSound, PublicWall, SoundCut
from pipeline.model.film import FilmCut
from pipeline.model.projection import InterviewProjection, PersonProjection, Picture
from pipeline.model.record import format_clock
from pipeline.release.films import pictured
from pipeline.release.pictures import file_name, with_cuts
from pipeline.release.readable import lines
from pipeline.release.reasons import Reason, Reasons
from pipeline.release.review import Review
from pipeline.release.silence import silent_spans
from pipeline.release.spans import Span
from pipeline.release.view import View

_NO_DAY = dt.date(1980, 1, 1)
_TURN = re.compile(r"\*\*[^*]+\*\*(?: \[[\d:.]+\])?")
_SMALL = (640, 360)  # pixels: enough to see what is covered
_TOLD = {"text": "", "edited": "　编辑整理稿"}
_ALIKE = 0.4  # from which two lines are the same one, reworded


@dataclass(frozen=True)
class Sheet:
    """A review with its edition, what could not be made ready (`troubles`), and lines about what nobody has decided yet."""

    reviewed: Review
    edition: Edition
    silenced: tuple[Span, ...] = ()
    troubles: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


def sheet_of(view: View, reviewed: Review) -> Sheet:
    """The media that the reviewed projection needs, and nothing else; without a projection an empty edition."""
    made = reviewed.projection
    edition = _empty(view.archive)
    if isinstance(made, PersonProjection):
        wall = PublicWall(made.id, made.person.name, (made.person,), made.items)
        return Sheet(reviewed, with_cuts(_with(edition, walls=(wall,))))
    if made is None:
        return Sheet(reviewed, edition, troubles=tuple(one.say("zh") for one in reviewed.reasons))
    kept = view.archive.interviews[reviewed.key]
    cut, found = _sound(view, kept, made)
    sound = PublicSound(cut.file, sum(length for _, length in cut.recordings)) if cut else None
    public = PublicInterview(made, None, sound, "machine", view.today)
    films = (FilmCut(f"{made.id}.mp4", cut.recordings, cut.silenced, _SMALL),) if cut and _is_filmed(kept, made) else ()
    edition = with_cuts(_with(edition, interviews=(public,), sounds=(cut,) if cut else (), film_cuts=films))
    return Sheet(reviewed, edition, cut.silenced if cut else (), tuple(one.say("zh") for one in found))


def _is_filmed(kept: KeptInterview, made: InterviewProjection) -> bool:
    return made.purpose == "film" and pictured(kept)


def _sound(view: View, kept: KeptInterview, made: InterviewProjection) -> tuple[SoundCut | None, Reasons]:
    if made.sound is None:
        return None, ()
    spans = silent_spans(view, kept, made.sound)
    wrong = tuple(one for one in spans if isinstance(one, Reason))
    if wrong or not all(one.duration_ms for one in kept.sounds):
        return None, wrong
    end = sum(one.duration_ms for one in kept.sounds)
    silenced = tuple((one[0], min(one[1], end)) for one in spans if not isinstance(one, Reason) and one[0] < end)
    return SoundCut(f"{made.id}.m4a", tuple((one.digest, one.duration_ms) for one in kept.sounds), silenced), ()


def _empty(archive: Archive) -> Edition:
    parts: dict[str, tuple[()]] = dict.fromkeys(
        ("people", "interviews", "items", "walls", "volumes", "tombstones", "sounds", "pictures"), ()
    )
    words = dict.fromkeys(("institution", "series", "about", "contact", "site_url", "sample_notice"), "")
    whole: dict[str, object] = {
        "outlet": "site",
        "date": _NO_DAY,
        "title": archive.config.title,
        "sample": False,
        **words,
        **parts,
    }
    return Edition(**whole)  # type: ignore[arg-type]  # an Edition of nothing


def _with(edition: Edition, **parts: object) -> Edition:
    return replace(edition, **parts)  # type: ignore[arg-type]  # the parts are checked where they are made


def page(sheet: Sheet, failed: Iterable[str] = ()) -> str:
    """The page, as HTML that needs no script; media lie beside it under their public names, but for those that `failed`."""
    reviewed, gone = sheet.reviewed, frozenset(failed)
    made = reviewed.projection
    parts = [
        f"<h1>审阅：{escape(reviewed.key)}　<small>{escape(reviewed.purpose)}{_TOLD[reviewed.telling]}</small></h1>",
        f"<p class=digest>摘要 <code>{reviewed.digest[:8]}</code><code class=rest>{reviewed.digest[8:]}</code></p>",
        "<p class=inside>仅供内部审阅，不得外传。</p>",
        *_list("不能审阅的原因", sheet.troubles, "wrong"),
        *_list("还缺的环节", reviewed.missing, "wrong"),
        *_list("已经签过", (f"{one.stage}　{one.by}　{one.at:%Y-%m-%d}　{one.number}".strip() for one in reviewed.counted)),
        *_list("请注意", (one.say("zh") for one in reviewed.notes), "wrong"),
        *_list("尚未决定的存疑之处", sheet.undecided, "wrong"),
        *_changes(reviewed),
    ]
    if made is not None:
        parts += ["<h2>将要公开的全部内容</h2>", *_body(sheet, gone)]
    return _PAGE.format(title=escape(reviewed.key), body="\n".join(parts))


def _list(title: str, rows: Iterable[str], kind: str = "") -> Iterator[str]:
    told = [f"<li>{escape(row)}</li>" for row in rows]
    if told:
        yield f"<section class='{kind}'><h2>{title}</h2><ul>{''.join(told)}</ul></section>"


def _changes(reviewed: Review) -> Iterator[str]:
    if reviewed.before is None or reviewed.projection is None:
        return
    rows = list(marked_changes(lines(reviewed.before), lines(reviewed.projection)))
    told = "".join(f"<p>{row}</p>" for row in rows) or "<p>没有不同。</p>"
    yield f"<section><h2>与上次批准的内容相比</h2>{told}</section>"


def marked_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Every line that changed, as HTML: what went in `del`, what came in `ins`, what stayed plain."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = list(before[a:b]), list(after[c:d])
        while old and new and _ratio(old[0], new[0]) >= _ALIKE:
            yield _reworded(old.pop(0), new.pop(0))
        yield from (f"<del>{escape(line)}</del>" for line in old)
        yield from (f"<ins>{escape(line)}</ins>" for line in new)


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _reworded(old: str, new: str) -> str:
    row = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            row.append(escape(old[a:b]))
        else:
            row += [f"<del>{escape(old[a:b])}</del>"] * (a < b) + [f"<ins>{escape(new[c:d])}</ins>"] * (c < d)
    return "".join(row)


def _body(sheet: Sheet, gone: frozenset[str]) -> Iterator[str]:
    """The readable lines, each picture under the line that names it."""
    made = sheet.reviewed.projection
    shown = dict(_pictures(made)) if made is not None else {}
    for line in lines(made) if made is not None else ():
        kind = "chapter" if line.startswith(("## ", "整理稿 ## ")) else "turn" if _TURN.fullmatch(line) else "line"
        kind = "left" if line.startswith("〔") and line.endswith("〕") else kind
        yield f"<p class={kind}>{escape(line)}</p>"
        for name in [name for name in shown if line.startswith(("照片：", "肖像：", "物件图：")) and f"：{name}" in line]:
            file = file_name(shown.pop(name))
            yield "<p class=wrong>这张图片无法生成。</p>" if file in gone else f"<img src='{escape(file)}' alt=''>"
    for film in sheet.edition.film_cuts:
        seen = f"<video controls muted src='{escape(film.file)}'></video><p class=line>画面本身没有声音，声音在下面。</p>"
        yield "<p class=wrong>画面无法生成。</p>" if film.file in gone else seen
    for cut in sheet.edition.sounds:
        yield "<p class=wrong>声音无法生成。</p>" if cut.file in gone else f"<audio controls src='{escape(cut.file)}'></audio>"
    yield from _list(
        "声音里已静音、画面上已遮盖的地方" if sheet.edition.film_cuts else "声音里已静音的地方",
        (f"{format_clock(a)} — {format_clock(b)}" for a, b in sheet.silenced),
    )


def _pictures(made: InterviewProjection | PersonProjection) -> Iterator[tuple[str, Picture]]:
    people = made.narrators if isinstance(made, InterviewProjection) else (made.person,)
    yield from ((card.portrait.id, card.portrait) for card in people if card.portrait)
    yield from ((one.id, one) for card in made.items for one in card.pictures)
    if isinstance(made, InterviewProjection):
        yield from ((one.id, one) for one in made.photos)


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>审阅 {title}</title>
<style>
body {{ max-width: 44rem; margin: 2rem auto; padding: 0 1.2rem; color: #222; background: #fff;
  font: 1.1rem/1.8 "Noto Serif CJK SC", "Songti SC", SimSun, serif; }}
h1 {{ font-size: 1.5rem; }} h2 {{ font-size: 1.1rem; margin: 1.6em 0 .3em; }} small {{ color: #666; font-weight: normal; }}
p {{ margin: .35em 0; overflow-wrap: anywhere; }} ul {{ margin: .2em 0; }}
code {{ font: bold 1.1rem monospace; }} code.rest {{ font-weight: normal; font-size: .8rem; color: #777; }}
.inside, .wrong h2, p.wrong {{ color: #9b1c1c; }} section {{ border-left: 4px solid #bbb; padding: 0 1rem; }}
section.wrong {{ border-color: #9b1c1c; }}
ins {{ background: #d3f2d8; text-decoration: none; }} del {{ background: #fbd9d7; }}
p.chapter {{ font-weight: bold; margin-top: 1.6em; }} p.turn {{ color: #555; margin-top: 1em; font-size: .95rem; }}
p.left {{ color: #9b1c1c; }} img {{ display: block; max-width: 100%; max-height: 32rem; margin: .4em 0 1em; }}
audio, video {{ width: 100%; margin: 1em 0; }}
</style></head><body>
{body}
</body></html>
"""
