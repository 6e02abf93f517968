"""A PDF from the typesetter becomes one for the press: black on one plate, boxes, output intent, marked PDF/X-4."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream, String

_SETS = {"g", "G", "k", "K", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN"}
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
    bytes. Black text, lines and gray pictures are on one plate; pictures keep their own colours where there are four.
    """
    with Pdf.open(io.BytesIO(made)) as pdf:
        for page in pdf.pages:
            _box(page.obj)
            _darken(pdf, page.obj, page.obj.get("/Resources"), press)
        _intend(pdf, press)
        if "/Producer" in pdf.docinfo:
            del pdf.docinfo["/Producer"]
        pdf.docinfo["/Title"] = String(title)
        pdf.docinfo["/Trapped"] = Name("/False")
        pdf.docinfo["/GTS_PDFXVersion"] = String("PDF/X-4")
        stamp = "D:" + date.replace("-", "") + "000000Z"
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = String(stamp)
        packet = _XMP.format(title=escape(title), date=f"{date}T00:00:00Z", ident=f"uuid:{date}")
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


def _darken(pdf: Pdf, holder: Object, resources: Object | None, press: Press) -> None:
    """Say black in the plates there are, in a page or form and everything it draws."""
    rewritten: list[Any] = []
    for instruction in pikepdf.parse_content_stream(holder):
        word = str(instruction.operator)
        rewritten.append(_painted(list(instruction.operands), word, press) if word in _SETS else instruction)
    data = pikepdf.unparse_content_stream([one for one in rewritten if one])
    if isinstance(holder, Stream):
        holder.write(data)
    else:
        holder.Contents = Stream(pdf, data)
    drawings = resources.get("/XObject") if resources is not None else None
    for drawn in drawings.values() if drawings is not None else ():
        if drawn.Subtype == Name.Form and "/Koushu" not in drawn:
            drawn["/Koushu"] = True
            _darken(pdf, drawn, drawn.get("/Resources"), press)
            del drawn["/Koushu"]
        elif drawn.Subtype == Name.Image and drawn.ColorSpace != Name.DeviceCMYK:
            drawn.ColorSpace = Name.DeviceGray


def _painted(operands: list[Any], word: str, press: Press) -> Any:  # noqa: ANN401 - pikepdf's pair, None for nothing
    """One operator that sets a colour, said on one plate; what the templates set is cmyk black, gray or white."""
    if word in ("cs", "CS"):
        return None
    fill = word in ("g", "k", "rg", "cs", "sc", "scn")
    numbers = [float(one) for one in operands if not isinstance(one, Name)]
    ink = _ink(numbers)
    if press.plates == 1:
        return ([round(1 - ink, 4)], Operator("g" if fill else "G"))
    return ([0, 0, 0, round(ink, 4)], Operator("k" if fill else "K"))


def _ink(numbers: list[float]) -> float:
    """How much black a colour is: 0 paper, 1 solid."""
    if len(numbers) == 4:
        return min(1.0, sum(numbers[:3]) / 3 + numbers[3])
    return 1 - sum(numbers) / len(numbers) if numbers else 1.0
