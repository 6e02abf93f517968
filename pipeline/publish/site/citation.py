"""An interview becomes its citations (GB/T 7714-2015, plain Chinese, BibTeX), whole ones and ones with blanks for a quotation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.model.edition import Edition, PublicInterview
from pipeline.publish.site.absolute import Web
from pipeline.publish.trust import TRUST

TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{mark: f"\\{mark}" for mark in "%&#_$"},
}  # fmt: skip
_MOST = 3  # names that GB/T 7714-2015 §8.1.2 gives before 等
_WHEN = "引用日期"  # what stands for the day on which a reader looks something up


@dataclass(frozen=True)
class Source:
    """The archive as citations name it, and where it stands in the world."""

    title: str
    institution: str
    web: Web

    @classmethod
    def of(cls, edition: Edition) -> Source:
        """The source of every interview of an edition."""
        return cls(edition.title, edition.institution or edition.title, Web.of(edition))


@dataclass(frozen=True)
class Part:
    """A stretch of a citation: words, or a blank (`quote`, `span`, `visited`, `link`) that shows nothing when empty."""

    text: str = ""  # the words, or what stands before what fills the blank
    blank: str = ""
    after: str = ""
    tex: bool = False  # what fills the blank is written as TeX wants it


@dataclass(frozen=True)
class Form:
    """One way to cite, with the name that readers know it by."""

    key: str
    name: str
    parts: tuple[Part, ...]

    def whole(self, link: str) -> str:
        """The citation of the whole interview, as it stands on a page without scripts."""
        filled = {"link": link, "visited": _WHEN if self.key == "gbt" else ""}
        shown = (part for part in self.parts if not part.blank or filled.get(part.blank))
        return "".join(part.text + filled.get(part.blank, "") + part.after for part in shown)


@dataclass(frozen=True)
class Citation:
    """How one interview is cited; `link` is empty where the site has no address."""

    link: str
    forms: tuple[Form, ...]

    def data(self) -> Markup:
        """The forms as JSON for the page's script; no `<`, so that nothing in it ends the element."""
        forms = [
            {"key": form.key, "parts": [{name: value for name, value in vars(part).items() if value} for part in form.parts]}
            for form in self.forms
        ]
        words = json.dumps({"link": self.link, "forms": forms, "tex": TEX}, ensure_ascii=False, separators=(",", ":"))
        return Markup(words.replace("<", "\\u003c"))  # noqa: S704 - JSON inside a data block


def citation(entry: PublicInterview, source: Source) -> Citation:
    """The three citations of an interview."""
    link = source.web.interview(entry.projection.id)
    said = _Said.of(entry)
    return Citation(link, (_standard(entry, source, said), _plain(entry, source, said), _bibtex(entry, source, said)))


@dataclass(frozen=True)
class _Said:
    """What the forms say alike: when the talk was, who asked, and what a reader must know before quoting."""

    sessions: str
    asked: tuple[str, ...]
    cautions: tuple[str, ...]

    @classmethod
    def of(cls, entry: PublicInterview) -> _Said:
        talk = entry.projection
        sessions = "；".join(talk.sessions) if len(talk.sessions) <= _MOST else f"{talk.sessions[0]}等{len(talk.sessions)}次"
        cautions = [TRUST["machine"].name] if entry.trust == "machine" else []
        return cls(sessions, tuple(one.name for one in talk.interviewers), (*cautions, *(["样例"] if talk.sample else [])))


def _standard(entry: PublicInterview, source: Source, said: _Said) -> Form:
    """GB/T 7714-2015 §4.6: electronic archive, its marks half-width; the span stands where page numbers do."""
    talk = entry.projection
    title = f"{talk.title}: {said.sessions}" if said.sessions else talk.title
    asked = f" {_some(said.asked)}, 采访." if said.asked else ""
    day = entry.approved_on
    return Form("gbt", "GB/T 7714", (
        Part("“", "quote", "”\n"),
        Part(f"{_some(person.name for person in talk.narrators)}. {title}[A/OL].{asked} {source.institution}, {day.year}"),
        Part(": ", "span"),
        Part(f"({day.isoformat()})"),
        Part("[", "visited", "]"),
        Part(". ", "link"),
        Part("." + "".join(f" {caution}." for caution in said.cautions)),
    ))  # fmt: skip


def _plain(entry: PublicInterview, source: Source, said: _Said) -> Form:
    """As a Chinese author writes it into running text."""
    talk = entry.projection
    asked = f"{'、'.join(said.asked)}采访" if said.asked else ""
    about = "；".join(each for each in (said.sessions, asked) if each)
    cautions = f"（{'，'.join(said.cautions)}）" if said.cautions else ""
    title = talk.title.replace("《", "〈").replace("》", "〉")
    held = source.institution if source.institution == source.title else f"{source.institution}“{source.title}”"
    return Form("plain", "中文", (
        Part("“", "quote", "”——"),
        Part(f"{'、'.join(person.name for person in talk.narrators)}口述《{title}》{f'（{about}）' if about else ''}，{held}"),
        Part(f"，编号 {talk.id}"),
        Part("，", "span"),
        Part(f"{cautions}。"),
        Part("", "link"),
    ))  # fmt: skip


def _bibtex(entry: PublicInterview, source: Source, said: _Said) -> Form:
    """An entry for BibTeX and biblatex; every value is escaped, names are kept whole by braces."""
    talk = entry.projection
    asked = f"{'、'.join(said.asked)}采访" if said.asked else ""
    notes = "；".join(tex(each) for each in (said.sessions, asked, *said.cautions) if each)
    authors = " and ".join(f"{{{tex(person.name)}}}" for person in talk.narrators)
    return Form("bibtex", "BibTeX", (
        Part(f"@misc{{{talk.id},\n  author = {{{authors}}},\n  title = {{{{{tex(talk.title)}}}}},\n"),
        Part(f"  howpublished = {{{tex(source.institution)}：{tex(source.title)}}},\n  year = {{{entry.approved_on.year}}},\n"),
        Part(f"  note = {{口述历史访谈{f'；{notes}' if notes else ''}"),
        Part("；", "span", "", tex=True),
        Part("；“", "quote", "”", tex=True),
        Part("}"),
        Part(",\n  url = {", "link", "}"),
        Part(",\n  urldate = {", "visited", "}"),
        Part("\n}"),
    ))  # fmt: skip


def tex(words: str) -> str:
    """Words as TeX shows them."""
    return "".join(TEX.get(character, character) for character in words)


def _some(names: Iterable[str]) -> str:
    every = tuple(names)
    return ", ".join(every) if len(every) <= _MOST else f"{', '.join(every[:_MOST])}, 等"
