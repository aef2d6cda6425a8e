"""The file around the pages: every object is found by its number, whether packed or not, and readers accept it."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from reports.content.document import Annex
from reports.pdf.pdf_file import compress_page, write_pdf
from reports.pdf.pdfa import FileFacts
from reports.pdf.structure import DATA_CELL, StructureTree, Tag
from tests.reports.pdf.sheets import circular, print_circular, table
from tests.reports.pdf.test_pdfa import OFFICIAL

FACTS = FileFacts("题", "单位", "", "", datetime(2026, 11, 5, tzinfo=UTC), archive=False)


def written(rows: int, pages: int = 1) -> bytes:
    """Write pages without text whose structure has so many table rows of three cells."""
    canvas, tree, out = Canvas(BytesIO(), invariant=1), StructureTree(), BytesIO()
    tree.begin_part(several=False)
    body = Tag("TBody", Tag("Table"))
    for _ in range(pages):
        tree.begin_page()
        for _ in range(rows):
            tree.mark(Tag("TR", body, cells=(DATA_CELL,) * 3))
        canvas.drawString(9, 9, "page")
        canvas.showPage()
        compress_page(canvas)
    write_pdf(canvas, tree, FACTS, out)
    return out.getvalue()


# 65 and 66 rows fill an object stream to the brim and beyond; 100 rows have numbers above 255 in a stream.
@pytest.mark.parametrize("rows", [0, 1, 48, 49, 50, 65, 66, 100, 700])
def test_every_row_and_cell_is_found_by_its_number(rows: int) -> None:
    with pikepdf.open(BytesIO(written(rows))) as pdf:
        assert pdf.check_pdf_syntax() == []
        kinds = [str(entry.get("/S")) for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary)]
        assert (kinds.count("/TR"), kinds.count("/TD")) == (rows, 3 * rows)
        if rows:
            (table_body,) = (
                entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/TBody"
            )
            cells = (
                [int(cell.K) for row in table_body.K for cell in row.K]
                if rows > 1
                else [int(c.K) for c in table_body.K.K]
            )
            assert cells == list(range(3 * rows))


def test_the_way_back_from_content_to_cells_is_as_long(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(written(40, pages=3))) as pdf:
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        assert [len(list(tree[int(page.obj.StructParents)])) for page in pdf.pages] == [120] * 3
        assert all(str(page.obj.Tabs) == "/S" for page in pdf.pages)


def test_the_same_content_is_the_same_bytes_and_another_has_another_name() -> None:
    assert written(30) == written(30)
    names = [re.findall(rb"/ID\[<(\w+)>", written(rows))[0] for rows in (30, 31)]
    assert names[0] != names[1]


def test_a_stream_ends_on_a_line_of_its_own(tmp_path: Path) -> None:
    content = print_circular(tmp_path, OFFICIAL).path.read_bytes()
    lengths = re.findall(rb"/Length (\d+)\s*>>\s*stream\n", content)
    assert len(lengths) > 10
    for match in re.finditer(rb"/Length (\d+)\s*>>\s*stream\n", content):
        assert content[match.end() + int(match[1]) :].startswith(b"\nendstream")


def test_a_long_table_costs_little_more_than_twice_its_text(tmp_path: Path) -> None:
    path = print_circular(tmp_path, circular(annexes=(Annex("附表", (table(800, total=False),)),))).path
    content = path.read_bytes()
    packed = sum(int(size) for size in re.findall(rb"/Type/ObjStm[^>]*/Length (\d+)", content))
    assert packed < 800 * 5 * 20  # bytes a cell


def test_other_readers_open_it(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, OFFICIAL)
    pdf = pypdfium2.PdfDocument(reader.path)
    assert pdf.get_version() == 17
    assert len(pdf) == reader.printed.pages
    pdf.close()
