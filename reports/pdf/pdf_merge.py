"""Merge several documents into one PDF, each with its own page numbers: letters to many units, printed in one go."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from models.storage.files import atomic_write
from reports.content.document import Document
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import Geometry
from reports.pdf.pdf_canvas import FigureMark
from reports.pdf.pdf_renderer import PrintResult, print_pdf

MergePart = tuple[Document, Geometry]


def print_merged_pdf(parts: Sequence[MergePart], path: Path, *, faces: FontSet | None = None) -> PrintResult:
    """Print documents one after the other into one file, atomically; the same documents give the same bytes.

    In duplex printing each begins on a sheet of its own, behind an empty page where the one before ends on an odd page.
    Raises UserError if a character of any of them is in no font.
    """
    if len(parts) == 1:
        return print_pdf(parts[0][0], path, faces=faces, geometry=parts[0][1])
    import pikepdf

    marks: list[FigureMark] = []
    sideways: list[int] = []
    used: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, pikepdf.new() as bound:
        for number, (document, geometry) in enumerate(parts):
            part_path = Path(folder) / f"{number}.pdf"
            printed = print_pdf(document, part_path, faces=faces, geometry=geometry)
            if geometry.duplex and len(bound.pages) % 2:
                bound.add_blank_page(page_size=(geometry.page_width, geometry.page_height))
            before = len(bound.pages)
            marks += [replace(mark, page=mark.page + before) for mark in printed.marks]
            sideways += [page + before for page in printed.sideways]
            used |= dict(printed.faces)
            with pikepdf.open(part_path) as source:
                bound.pages.extend(source.pages)
                with bound.open_outline() as outline:
                    outline.root.append(pikepdf.OutlineItem(document.title.replace("\n", ""), before))
        bound.Root.Lang = "zh-CN"
        bound.docinfo["/Title"] = parts[0][0].title.replace("\n", "")
        bound.docinfo["/Producer"] = bound.docinfo["/Creator"] = "招商台账"
        pages = len(bound.pages)
        with atomic_write(path) as draft:
            bound.save(draft, deterministic_id=True)
    return PrintResult(pages, tuple(marks), tuple(used.items()), tuple(sideways))
