"""A PDF from the typesetter becomes one for the press: black on one plate, boxes, output intent, marked PDF/X-4."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from pipeline.publish.volume.looks import BLEED

_COLOUR = re.compile(  # words in brackets are passed over; then a space of colours, or its levels
    rb"\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]*>|/[^\s/<>()\[\]]+\s+(?P<space>cs|CS)(?![\w*])"
    rb"|(?P<levels>(?<![\w.+-])(?:[-+]?[\d.]+\s+){1,4})(?P<set>rg|RG|g|G|k|K|scn|SCN|sc|SC)(?![\w*])",
    re.DOTALL,
)
_MM = 72 / 25.4
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate><xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Trapped>False</pdf:Trapped><xmpMM:DocumentID>{ident}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class Press:
    """What the sheet is printed with: an ICC profile with its name, and how many plates it is for (1: black alone; 4)."""

    profile: bytes
    name: str
    plates: int


def finish(made: bytes, press: Press, title: str, date: str) -> bytes:
    """The PDF as ISO 15930-7 asks: output intent, trim and bleed boxes, no annotations, nothing trapped, marked PDF/X-4.

    It is marked, not certified: the printer's preflight has the last word. `date` is ISO 8601. The same input gives the same
    bytes. Black text and lines are on one plate; pictures have as many channels as the press has plates. A page that was set
    without a bleed gets one, in which nothing stands.
    """
    with Pdf.open(io.BytesIO(made)) as pdf:
        for page in pdf.pages:
            data = _darkened(page.Contents.read_bytes(), press)
            page.Contents = Stream(pdf, data if "/TrimBox" in page.obj else _moved(page.obj, data))
            _box(page.obj)
            _darken_drawn(page.obj.get("/Resources"), press)
        _intend(pdf, press)
        if "/Producer" in pdf.docinfo:
            del pdf.docinfo["/Producer"]
        pdf.docinfo["/Title"] = String(title)
        pdf.docinfo["/Trapped"] = Name("/False")
        pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-4")
        stamp = "D:" + date.replace("-", "") + "000000Z"
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = String(stamp)
        packet = _XMP.format(title=html.escape(title, quote=False), date=f"{date}T00:00:00Z", ident=f"uuid:{date}")
        pdf.Root.Metadata = Stream(pdf, packet.encode(), {"/Type": Name.Metadata, "/Subtype": Name.XML})
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, force_version="1.6", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def trimmed(made: bytes) -> bytes:
    """The PDF with its trim and bleed boxes, colours as they are, for a sheet printed from RGB. The same bytes each time."""
    with Pdf.open(io.BytesIO(made)) as pdf:
        for page in pdf.pages:
            _box(page.obj)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _box(page: Object) -> None:
    """Typst writes the sheet with its bleed as MediaBox and the trimmed page as TrimBox; links are of no use on paper."""
    page.BleedBox = page.MediaBox
    if "/TrimBox" not in page:
        page.TrimBox = page.MediaBox
    for name in ("/Annots", "/CropBox", "/ArtBox"):
        if name in page:
            del page[name]


def _intend(pdf: Pdf, press: Press) -> None:
    profile = Stream(pdf, press.profile, {"/N": press.plates})
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("Custom"),
        Info=String(press.name),
        DestOutputProfile=pdf.make_indirect(profile),
    )
    pdf.Root.OutputIntents = Array([intent])
    for name in ("/StructTreeRoot", "/MarkInfo"):
        if name in pdf.Root:
            del pdf.Root[name]


def _moved(page: Object, data: bytes) -> bytes:
    """What stands on a page that was set without a bleed, moved by it on a sheet that has one; the trimmed page is marked."""
    edge = BLEED * _MM
    left, bottom, right, top = (float(one) for one in page.MediaBox)
    page.MediaBox = Array([0, 0, round(right - left + 2 * edge, 5), round(top - bottom + 2 * edge, 5)])
    page.TrimBox = Array([round(one, 5) for one in (edge, edge, right - left + edge, top - bottom + edge)])
    return b"q 1 0 0 1 %.5f %.5f cm\n%b\nQ\n" % (edge - left, edge - bottom, data)


def _darken_drawn(resources: Object | None, press: Press) -> None:
    """Say black in the plates there are, in everything that a page or form draws, and what its pictures are printed with."""
    if resources is None:
        return
    if "/ColorSpace" in resources:
        del resources["/ColorSpace"]  # every colour is said in a plate by now
    for drawn in resources.get("/XObject", {}).values():
        if drawn.Subtype == Name.Form and "/Koushu" not in drawn:
            drawn["/Koushu"] = True
            drawn.write(_darkened(drawn.read_bytes(), press))
            _darken_drawn(drawn.get("/Resources"), press)
            del drawn["/Koushu"]
        elif drawn.Subtype == Name.Image:
            drawn.ColorSpace = Name.DeviceGray if press.plates == 1 else Name.DeviceCMYK
            if press.plates == 4:
                drawn.Decode = Array([1, 0] * 4)  # Adobe's way of writing such a JPEG, which Pillow follows, is the negative


def _darkened(data: bytes, press: Press) -> bytes:
    """A page's words with every colour said in the plates there are; what the template sets is black, gray or white."""

    def said(found: re.Match[bytes]) -> bytes:
        if found["space"]:
            return b""
        if not found["set"]:
            return found[0]
        ink = _ink([float(one) for one in found["levels"].split()])
        stroke = found["set"].isupper()
        if press.plates == 1:
            return b"%g %b" % (round(1 - ink, 4), b"G" if stroke else b"g")
        return b"0 0 0 %g %b" % (round(ink, 4), b"K" if stroke else b"k")

    return _COLOUR.sub(said, data)


def _ink(numbers: list[float]) -> float:
    """How much black a colour is: 0 paper, 1 solid."""
    if len(numbers) == 4:
        return min(1.0, sum(numbers[:3]) / 3 + numbers[3])
    return 1 - sum(numbers) / len(numbers) if numbers else 1.0
