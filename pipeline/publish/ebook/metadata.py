"""What the package document says of a book: Dublin Core, which barriers it has (EPUB Accessibility 1.1), who is heard."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from pipeline.publish.ebook.book import Book
from pipeline.publish.ebook.overlay import length_ms

Row = tuple[str, dict[str, str], str]  # element, attributes, words


def metadata(book: Book, *, has_cover: bool) -> Markup:
    """The rows of the `metadata` element."""
    rows = [*_named(book), *_printed(book), *_barriers(book), *_heard(book)]
    if has_cover:  # what older readers look for
        rows.append(("meta", {"name": "cover", "content": "cover-image"}, ""))
    return Markup("").join(_set(row) for row in rows)


def _set(row: Row) -> Markup:
    element, attributes, words = row
    told = Markup("").join(Markup(' {}="{}"').format(*pair) for pair in attributes.items())
    if not words:
        return Markup("<{}{}/>\n").format(element, told)
    return Markup("<{0}{1}>{2}</{0}>\n").format(element, told, words)


def _property(name: str, words: str, refines: str = "") -> Row:
    return ("meta", {"property": name} | ({"refines": f"#{refines}"} if refines else {}), words)


def _named(book: Book) -> Iterator[Row]:
    edition = book.edition
    plan = edition.volumes[0].plan if edition.volumes else None
    yield ("dc:identifier", {"id": "id"}, book.identifier)
    yield ("dc:title", {"id": "main-title"}, book.title)
    yield _property("title-type", "main", "main-title")
    if book.subtitle:
        yield ("dc:title", {"id": "subtitle"}, book.subtitle)
        yield _property("title-type", "subtitle", "subtitle")
    for number, name in enumerate(book.creators, 1):
        yield ("dc:creator", {"id": f"narrator-{number}"}, name)
        yield _property("role", "ive", f"narrator-{number}")
    if plan:
        for editor in plan.imprint.editors:
            yield ("dc:contributor", {}, editor.name)
    yield ("dc:language", {}, "zh-CN")
    yield ("dc:publisher", {}, (plan.imprint.publisher if plan else "") or edition.institution or edition.title)
    yield ("dc:date", {}, edition.date.isoformat())
    yield ("dc:subject", {}, "口述历史")
    series = (plan.series if plan else "") or edition.series
    if series.strip():
        yield ("meta", {"property": "belongs-to-collection", "id": "series"}, series)
        yield _property("collection-type", "series", "series")
    if edition.sample:
        yield ("dc:description", {}, edition.sample_notice or "本书为样书，书中人物与事迹均属虚构。")
    yield _property("dcterms:modified", f"{edition.date.isoformat()}T00:00:00Z")


def _printed(book: Book) -> Iterator[Row]:
    if book.source:
        yield ("dc:source", {"id": "printed"}, book.source)
        yield _property("source-of", "pagination", "printed")
        yield _property("pageBreakSource", book.source)


def _barriers(book: Book) -> Iterator[Row]:
    pictures = any(chapter.pictures for chapter in book.chapters)
    heard = bool(book.voiced)
    modes = ["textual", *(["visual"] if pictures else []), *(["auditory"] if heard else [])]
    yield from (_property("schema:accessMode", mode) for mode in modes)
    yield _property("schema:accessModeSufficient", "textual")
    features = ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability", "ARIA"]
    features += [*(["alternativeText"] if pictures else []), *(["synchronizedAudioText"] if heard else [])]
    features += ["pageBreakMarkers", "pageNavigation"] if book.pages else []
    features += ["index"] if any(chapter.kind == "index" for chapter in book.chapters) else []
    yield from (_property("schema:accessibilityFeature", feature) for feature in features)
    yield _property("schema:accessibilityHazard", "none")
    words = "文字可以放大、重排，也可以交给读屏软件朗读；章节、注释可以跳转"
    words += "；图片都有文字说明" if pictures else ""
    words += "；可以边听口述者原声边看文字" if heard else ""
    words += "；标有印刷本的页码" if book.pages else ""
    yield _property("schema:accessibilitySummary", words + "。")


def _heard(book: Book) -> Iterator[Row]:
    lengths = {chapter.name: length_ms(chapter) for chapter in book.voiced}
    if not lengths:
        return
    for name, length in lengths.items():
        yield _property("media:duration", _clock(length), f"{name}-overlay")
    yield _property("media:duration", _clock(sum(lengths.values())))
    heard = dict.fromkeys(name for chapter in book.voiced for name in chapter.narrators)
    yield from (_property("media:narrator", name) for name in heard)
    yield _property("media:active-class", "heard")


def _clock(milliseconds: int) -> str:
    """A full clock value of SMIL 3.0 §5.4.2: `1:02:03.045`."""
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
