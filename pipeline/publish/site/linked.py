"""People, interviews and items become linked data (schema.org, JSON-LD 1.1) that holds what their pages show and no more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from pipeline.model.edition import Edition, PublicInterview, PublicIssue
from pipeline.model.kinds import KINDS
from pipeline.model.projection import InterviewProjection, ItemCard, PersonCard, Picture
from pipeline.publish.site.absolute import Web
from pipeline.publish.site.address import Directory, Here
from pipeline.publish.site.telling import gist, iso_date, iso_length, of_archive, shortened, talks_of
from pipeline.publish.site.words import seconds

Data = dict[str, object]
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def data_block(graph: Iterable[Data]) -> Markup:
    """The graph as JSON that no HTML reader can take for markup, whatever stands in it; empty for an empty graph."""
    parts = list(graph)
    if not parts:
        return Markup("")
    whole = {"@context": "https://schema.org", "@graph": parts}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup(text)  # noqa: S704 - every character that could end the element is escaped above


class Linked:
    """Linked data of one edition; addresses stand in it only where the site's own address is known."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._web = Web.of(edition)
        self._files = Here("", Directory.of(edition))
        self._names = {person.id: person.name for person in edition.people}
        self._talks = talks_of(edition)

    def archive(self) -> Iterable[Data]:
        """The site and who answers for it."""
        edition, root = self._edition, self._web.root
        yield _full(
            {
                "@type": "WebSite",
                "name": edition.title,
                "description": of_archive(edition),
                "inLanguage": "zh-Hans",
                "publisher": self._publisher(),
                "url": root,
            }
        )

    def person(self, person: PersonCard) -> Iterable[Data]:
        """A narrator, or somebody on a wall."""
        talks = self._talks.get(person.id, ())
        yield _full(
            {
                **self._person(person.id, person.name),
                "identifier": person.id,
                "alternateName": list(person.aliases),
                "gender": {"男": "https://schema.org/Male", "女": "https://schema.org/Female"}.get(person.sex, ""),
                "birthDate": iso_date(person.birth),
                "deathDate": iso_date(person.death),
                "award": list(person.honours),
                "description": shortened(person.bio, 500),
                "disambiguatingDescription": "虚构的样例人物" if person.sample else "",
                "image": self._image(person.portrait),
                "subjectOf": [self._reference(one) for one in talks],
            }
        )

    def interview(self, entry: PublicInterview) -> Iterable[Data]:
        """An interview with its chapters, its sound where that is out, and everybody who took part by name."""
        talk, web = entry.projection, self._web
        people = [self._person(person.id, person.name) for person in talk.narrators]
        crew = [{"@type": "Person", "name": one.name} for one in (*talk.interviewers, *talk.crew)]
        yield _full(
            {
                **self._reference(entry),
                "identifier": talk.id,
                "genre": "口述历史访谈",
                "abstract": shortened(gist(entry), 500),
                "disambiguatingDescription": "虚构的样例访谈" if talk.sample else "",
                "inLanguage": "zh-Hans",
                "keywords": list(dict.fromkeys(word for point in talk.index for word in (*point.places, *point.keywords))),
                "creator": people,
                "about": people,
                "contributor": crew,
                "publisher": self._publisher(),
                "datePublished": entry.approved_on.isoformat(),
                "isAccessibleForFree": True,
                "mainEntityOfPage": web.interview(talk.id),
                "associatedMedia": self._sound(entry),
                "image": [image for picture in talk.photos if (image := self._image(picture))],
                "hasPart": self._chapters(talk),
            }
        )

    def item(self, item: ItemCard) -> Iterable[Data]:
        """A medal, certificate or letter, with a picture of each side."""
        owner = self._names.get(item.owner, "")
        yield _full(
            {
                "@type": "CreativeWork",
                "@id": self._web.item(item.id),
                "url": self._web.item(item.id),
                "name": item.title,
                "identifier": item.id,
                "genre": KINDS.get(item.kind, item.kind),
                "dateCreated": iso_date(item.date),
                "description": shortened(item.caption, 500),
                "text": item.inscription.strip(),
                "disambiguatingDescription": "绘制的样例实物" if item.sample else "",
                "about": self._person(item.owner, owner) if owner else None,
                "image": [image for picture in item.pictures if (image := self._image(picture))],
            }
        )

    def issue(self, issue: PublicIssue, came: str) -> Iterable[Data]:
        """An issue of the column, and when it came (ISO 8601)."""
        talk, address = issue.story.projection, self._web.at(f"column/{issue.id}.html")
        people = [self._person(person.id, person.name) for person in talk.narrators]
        yield _full(
            {
                "@type": "Article",
                "@id": address,
                "url": address,
                "headline": issue.title,
                "datePublished": came,
                "inLanguage": "zh-Hans",
                "author": people,
                "about": people,
                "publisher": self._publisher(),
                "disambiguatingDescription": "虚构的样例访谈" if talk.sample else "",
                "image": [image for person in talk.narrators if (image := self._image(person.portrait))],
            }
        )

    def trail(self, title: str, path: str, under: tuple[str, str] | None) -> Iterable[Data]:
        """The way from the home page to the page at `path`, over `under` (title and path); none without an address."""
        steps = [("首页", "index.html"), *([under] if under else []), (title, path)]
        if self._web.is_known and path != "index.html":
            yield {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": number, "name": name, "item": self._web.at(to)}
                    for number, (name, to) in enumerate(steps, start=1)
                ],
            }

    def _publisher(self) -> Data:
        return _full({"@type": "Organization", "name": self._edition.institution, "url": self._web.root})

    def _person(self, public_id: str, name: str) -> Data:
        address = self._web.person(public_id) if public_id in self._names else ""
        return _full({"@type": "Person", "@id": address, "name": name, "url": address})

    def _reference(self, entry: PublicInterview) -> Data:
        address = self._web.interview(entry.projection.id)
        return _full({"@type": "CreativeWork", "@id": address, "name": entry.projection.title, "url": address})

    def _image(self, picture: Picture | None) -> Data | None:
        """The largest public cut of a picture; None where it has none, or no address that others could ask."""
        file = self._files.picture(picture, 1 << 20)
        if picture is None or not file or not self._web.is_known:
            return None
        words = {"caption": picture.caption or picture.alt, "creditText": picture.credit}
        return _full({"@type": "ImageObject", "contentUrl": f"{self._web.root}{file}", **words})

    def _sound(self, entry: PublicInterview) -> Data | None:
        if entry.sound is None:
            return None
        form = {"encodingFormat": "audio/mp4", "duration": iso_length(entry.sound.duration_ms), "inLanguage": "zh"}
        name, address = entry.projection.title, self._web.media(entry.sound.file)
        return _full({"@type": "AudioObject", "name": name, **form, "contentUrl": address})

    def _chapters(self, talk: InterviewProjection) -> list[Data]:
        page = self._web.interview(talk.id)
        return [
            _full(
                {
                    "@type": "Clip",
                    "name": chapter.title,
                    "startOffset": chapter.start_ms / 1000,
                    "url": page and f"{page}#t={seconds(chapter.start_ms)}",
                }
            )
            for chapter in talk.chapters
            if chapter.title and chapter.start_ms is not None
        ]


def _full(facts: Mapping[str, object]) -> Data:
    """The facts that are known: what is empty is left out, a zero is not."""
    return {name: value for name, value in facts.items() if value or value in (0, 0.0)}
