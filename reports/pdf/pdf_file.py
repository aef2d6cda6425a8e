"""Write a reportlab canvas as a PDF 1.7 file: tagged, with metadata, objects compressed (ISO 32000-1, 7.5.7).

reportlab writes every object in plain text and knows no structure tree; 60,000 table cells are as many objects. Objects
without a stream are therefore packed into object streams, as PDF 1.5 and PDF/A-2 allow and PDF/A-1 does not.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import md5
from itertools import accumulate
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reports.pdf.pdfa import FileFacts, information, output_intent, srgb_profile, xmp_packet
from reports.pdf.structure import StructureTree

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_STREAM_END = b"endstream"
_PACKED_OBJECTS = 200  # objects in one object stream
_FIELD_WIDTHS = (1, 4, 2)  # bytes of the three fields of an entry in the cross-reference stream


def write_pdf(canvas: Canvas, tree: StructureTree, facts: FileFacts, out: BinaryIO) -> None:
    """Write what was drawn on a canvas, whose pages are all shown; the same content gives the same bytes."""
    document: Any = canvas._doc  # noqa: SLF001 - reportlab has no public way to its objects
    file = _ObjectWriter(out)
    outline = _prepare(document, canvas)
    pages = document.Reference(document.Pages)
    _link_structure(document.Pages.pages)
    for number, text in _formatted_objects(document):
        file.add(number, text)
    named = document.idToObjectNumberAndVersion
    page_objects = [named[page.__InternalName__][0] for page in document.Pages.pages]
    root = file.next_number
    for texts in tree.objects(root, page_objects):
        file.append(*texts)
    metadata = file.add_stream("/Type/Metadata/Subtype/XML", xmp_packet(facts))
    profile = file.add_stream("/N 3/Filter/FlateDecode", zlib.compress(srgb_profile()))
    catalog = file.append(
        f"<</Type/Catalog/Pages {pages.format(document).decode()}{outline}/Lang(zh-CN)/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {root} 0 R/ViewerPreferences<</DisplayDocTitle true>>/Metadata {metadata} 0 R"
        f"/OutputIntents[{output_intent(profile)}]>>"
    )
    file.finish(catalog, file.append(information(facts)))


def compress_page(canvas: Canvas) -> None:
    """Compress the content of the page shown last; reportlab would keep it as text until the file is written."""
    page: Any = canvas._doc.Pages.pages[-1]  # noqa: SLF001 - as above
    if page.stream:
        data = zlib.compress(page.stream.encode("latin-1"))
        page.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), data)
        page.stream = None


def _prepare(document: Any, canvas: Canvas) -> str:
    """Let reportlab make its fonts and outline; return the outline's entry in the catalog."""
    for font in document.delayedFonts:
        font.addObjects(document)
    document.encrypt.prepare(document)
    document.Outlines.prepare(document, canvas)
    if document.Outlines.ready < 0:
        return ""
    return f"/PageMode/UseOutlines/Outlines {document.Reference(document.Outlines).format(document).decode()}"


def _link_structure(pages: Iterable[Any]) -> None:
    """Give each page its key in the structure's parent tree, and the order of the structure to the Tab key."""
    for number, page in enumerate(pages):
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, "/S"


def _formatted_objects(document: Any) -> Iterator[tuple[int, bytes]]:
    """Yield reportlab's objects by number, as text; formatting one may bring new ones."""
    number = 1
    while (name := document.numberToId.get(number)) is not None:
        text: bytes = pdfdoc.format(document.idToObject[name], document, toplevel=1).strip()
        # The end of a stream stands on a line of its own in PDF/A (ISO 19005-2, 6.1.7.1), which reportlab leaves out.
        yield number, text.removesuffix(_STREAM_END) + b"\n" + _STREAM_END if text.endswith(_STREAM_END) else text
        number += 1


class _ObjectWriter:
    """Writes numbered objects: those with a stream by themselves, the others packed and compressed together."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._offset = out, 0
        self._digest = md5(usedforsecurity=False)
        self._offsets: dict[int, int] = {}  # of the objects with a stream
        self._waiting: dict[int, bytes] = {}  # objects without one, by number
        self._packs: list[tuple[list[int], bytes]] = []  # their numbers and their object stream
        self.next_number = 1
        self._write(_HEADER)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._offset += len(data)

    def add(self, number: int, text: bytes) -> None:
        """Add an object under its number."""
        self.next_number = max(self.next_number, number + 1)
        if text.endswith(_STREAM_END):
            self._offsets[number] = self._offset
            self._write(b"%d 0 obj\n%s\nendobj\n" % (number, text))
            return
        self._waiting[number] = text
        if len(self._waiting) >= _PACKED_OBJECTS:
            self._pack()

    def append(self, *texts: str) -> int:
        """Add objects without a stream under the next numbers, of which the first is returned."""
        first = self.next_number
        self.next_number += len(texts)
        self._waiting.update(enumerate([text.encode("ascii") for text in texts], first))
        if len(self._waiting) >= _PACKED_OBJECTS:
            self._pack()
        return first

    def add_stream(self, entries: str, data: bytes) -> int:
        """Add a stream with these entries in its dictionary under the next number, which is returned."""
        number = self.next_number
        self.add(number, _stream(entries, data))
        return number

    def _pack(self) -> None:
        """Compress the waiting objects; the stream itself gets its number at the end, when all others are known."""
        if not self._waiting:
            return
        offsets = accumulate((len(text) + 1 for text in self._waiting.values()), initial=0)
        index = " ".join([f"{number} {offset}" for number, offset in zip(self._waiting, offsets, strict=False)])
        data = zlib.compress(index.encode() + b"\n" + b"\n".join(self._waiting.values()))
        entries = f"/Type/ObjStm/N {len(self._waiting)}/First {len(index) + 1}/Filter/FlateDecode"
        self._packs.append((list(self._waiting), _stream(entries, data)))
        self._waiting.clear()

    def finish(self, catalog: int, facts: int) -> None:
        """Write the packed objects, the cross-reference stream and the end of the file."""
        self._pack()
        packed_in: dict[int, list[int]] = {}
        for numbers, packed in self._packs:
            packed_in[self.next_number] = numbers
            self.add(self.next_number, packed)
        table, begin = self.next_number, self._offset
        self._offsets[table] = begin
        digest = self._digest.hexdigest()
        widths = " ".join(map(str, _FIELD_WIDTHS))
        entries = (
            f"/Type/XRef/Size {table + 1}/W[{widths}]/Root {catalog} 0 R/Info {facts} 0 R/ID[<{digest}><{digest}>]"
            f"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {sum(_FIELD_WIDTHS)}>>"
        )
        data = zlib.compress(b"".join(self._table_rows(table, packed_in)))
        self._write(b"%d 0 obj\n%s\nendobj\n" % (table, _stream(entries, data)))
        self._write(b"startxref\n%d\n%%%%EOF\n" % begin)

    def _table_rows(self, last: int, packed_in: Mapping[int, list[int]]) -> Iterator[bytes]:
        """Yield the cross-reference entries: each as its difference from the one before (PNG predictor Up)."""
        places = {number: (1, offset, 0) for number, offset in self._offsets.items()} | {0: (0, 0, 0xFFFF)}
        runs: dict[int, int] = {}  # the length of each run of numbers that stand together in one object stream
        begin = 0
        for stream, numbers in packed_in.items():
            for place, number in enumerate(numbers):
                if place % 256 and number == numbers[place - 1] + 1:
                    runs[begin] += 1
                else:
                    begin, runs[number] = number, 1
                    places[number] = (2, stream, place)
        before, number = bytes(sum(_FIELD_WIDTHS)), 0
        while number <= last:
            fields = places.get(number, (0, 0, 0xFFFF))
            entry = b"".join(value.to_bytes(size, "big") for value, size in zip(fields, _FIELD_WIDTHS, strict=True))
            yield b"\x02" + bytes([(new - old) & 0xFF for new, old in zip(entry, before, strict=True)])
            length = runs.get(number, 1)
            # Within a run only the place in the object stream grows, by one each.
            yield b"\x02\0\0\0\0\0\0\1" * (length - 1)
            before = entry[:-2] + (fields[2] + length - 1).to_bytes(2, "big")
            number += length


def _stream(entries: str, data: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\n%s" % (entries.encode(), len(data), data, _STREAM_END)
