"""A circular's workbook computes its figures by formulas: LibreOffice's results equal the printed values."""

import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2
import pytest

from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.sources import with_annex, with_names
from reports.content.document import Chart, Document, Table
from reports.content.figure_trace import FigureOrigin, trace_entries
from reports.figures.figure import Figure
from reports.xlsx.circular_workbook import write_circular_workbook
from tests.waiting import PROCESS_SECONDS

RECALCULATE = (
    '<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
    "<value>0</value></prop></item></oor:items>"
)
WRONG = "777"


def document(demo: Store, kind: str, period: str) -> Document:
    """Make a circular of the example, its rows named."""
    composed, _ = compose(demo, kind, read_period(period, "batch") if kind == "three-batches" else read_period(period))
    return with_names(demo, composed)


def values(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """Read a sheet's numbers as they were kept with its formulas."""
    book = openpyxl.load_workbook(path, data_only=True)
    lines = list(book[sheet].iter_rows(values_only=True))
    book.close()
    return lines


def with_wrong_results(path: Path) -> Path:
    """Put a wrong number beside every formula, so that only what is reckoned anew can be right."""
    misled_path = path.with_name(f"错{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(misled_path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"(</f><v>)[^<]*(</v>)", rb"\g<1>" + WRONG.encode() + rb"\g<2>", text)
            new.writestr(name, text)
    return misled_path


def recalculated(path: Path) -> Path:
    """Let LibreOffice reckon every formula anew and save what comes of it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice on this machine, so no formula was reckoned anew")
    home, out = path.parent / "lo", path.parent / "算"
    (home / "user").mkdir(parents=True)
    (home / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    command = [office, f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=PROCESS_SECONDS)  # noqa: S603 - our own command
    return out / path.name


@pytest.mark.parametrize(("kind", "period"), [("month", "2026-10"), ("three-batches", "2026-3"), ("year", "2026")])
def test_every_formula_comes_to_what_was_printed(demo: Store, tmp_path: Path, kind: str, period: str) -> None:
    circular = document(demo, kind, period)
    write_circular_workbook(circular, tmp_path / "通报.xlsx")
    listed = trace_entries(circular)
    cached = values(tmp_path / "通报.xlsx", "数据来源清单")[3:]
    anew = values(recalculated(with_wrong_results(tmp_path / "通报.xlsx")), "数据来源清单")[3:]
    assert [line[0] for line in cached] == [entry.number for entry in listed]
    assert {entry.origin for entry in listed} >= {FigureOrigin.COUNT, FigureOrigin.SUM, FigureOrigin.DERIVED}
    for entry, then, now in zip(listed, cached, anew, strict=True):
        assert (then[2], then[6], then[8]) == (entry.figure.label, len(entry.figure.rows), entry.figure.formula)
        assert agrees(entry.figure, then[3]), (entry, then)
        assert agrees(entry.figure, now[3]), (entry, now)


def agrees(figure: Figure, cell_value: object) -> bool:
    """Whether a cell holds a figure as it is printed."""
    if figure.value is None:
        return cell_value == figure.text
    return isinstance(cell_value, int | float) and f"{Decimal(str(cell_value)):,.{figure.places}f}" == figure.text


def test_the_rows_of_a_figure_are_its_lines_and_add_up(demo: Store, tmp_path: Path) -> None:
    circular = document(demo, "month", "2026-10")
    write_circular_workbook(circular, tmp_path / "通报.xlsx")
    lines = values(tmp_path / "通报.xlsx", "来源明细")[3:]
    names = {(source.ledger, source.row): source for source in circular.sources}
    by_number: dict[str, list[tuple[object, ...]]] = {}
    for line in lines:
        by_number.setdefault(str(line[0]), []).append(line)
    for entry in trace_entries(circular):
        figure_lines = by_number.get(entry.number, [])
        if entry.origin is FigureOrigin.DERIVED or not entry.figure.rows:
            assert figure_lines == []
            continue
        assert [line[3] for line in figure_lines] == [names[entry.figure.ledger, row].name for row in entry.figure.rows]
        if entry.origin is FigureOrigin.SUM:
            added = sum((Decimal(str(line[6])) for line in figure_lines), Decimal(0))
            assert abs(added - (entry.figure.value or 0)) < Decimal("0.000001")


def test_a_printed_cell_points_to_its_figure_and_charts_stand_over_visible_numbers(demo: Store, tmp_path: Path) -> None:
    circular = document(demo, "month", "2026-10")
    path = tmp_path / "通报.xlsx"
    write_circular_workbook(circular, path)
    book = openpyxl.load_workbook(path)
    table = next(block for block in circular.body if isinstance(block, Table))
    sheet = book[table.caption]
    lines = {entry.figure: number for number, entry in enumerate(trace_entries(circular), start=4)}
    for row, cells in zip(table.rows, sheet.iter_rows(min_row=4), strict=False):
        for span, cell in zip(row.cells, cells, strict=True):
            if span.figure is not None and span.figure.value is not None:
                assert cell.value == f"='数据来源清单'!$D${lines[span.figure]}"
    charts = [block for block in circular.body if isinstance(block, Chart)]
    assert book["图表数据"].sheet_state == "visible"
    data = {cell.value for line in book["图表数据"].iter_rows() for cell in line}
    assert {chart.caption for chart in charts} <= data
    book.close()
    with zipfile.ZipFile(path) as packed:
        drawn = [name for name in packed.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        assert len(drawn) == len(charts)
        chart_xml = ET.fromstring(packed.read(drawn[0]))  # noqa: S314 - our own file
    references = [
        element.text for element in chart_xml.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}f")
    ]
    assert references
    assert all("图表数据" in str(reference) for reference in references)


def test_the_list_on_paper_has_the_numbers_of_the_sheet_and_no_sheet_of_its_own(demo: Store, tmp_path: Path) -> None:
    circular = document(demo, "month", "2026-10")
    annexed = with_annex(circular)
    block = annexed.annexes[-1].blocks[0]
    assert isinstance(block, Table)
    numbers = {entry.number: entry for entry in trace_entries(circular)}
    assert {row.cells[0].text for row in block.rows} == {entry.number for entry in numbers.values() if entry.in_text}
    for row in block.rows:
        assert row.cells[3].text == numbers[row.cells[0].text].figure.text
    write_circular_workbook(annexed, tmp_path / "附.xlsx")
    names = openpyxl.load_workbook(tmp_path / "附.xlsx", read_only=True).sheetnames
    assert [name for name in names if "数据来源清单" in name] == ["数据来源清单"]


def test_a_print_of_the_whole_workbook_leaves_the_source_lists_out(demo: Store, tmp_path: Path) -> None:
    circular = document(demo, "month", "2026-10")
    write_circular_workbook(circular, tmp_path / "通报.xlsx")
    pages = printed_pages(tmp_path / "通报.xlsx")
    assert len(pages) < 20, "the sources alone would take 80"
    rows = sum(len(entry.figure.rows) for entry in trace_entries(circular) if entry.origin is not FigureOrigin.DERIVED)
    (sources,) = [page for page in pages if "来源明细" in page and "数据来源清单" not in page]
    assert f"这张表供核对，共{rows:,}行；整本打印时只印到这一行" in "".join(sources.split())
    assert "上报线索" not in sources
    write_circular_workbook(with_annex(circular), tmp_path / "附.xlsx")
    annexed = [page for page in printed_pages(tmp_path / "附.xlsx") if "数据来源清单" in page]
    assert len(annexed) > 1, "the list that was asked for as an annex is printed whole"


def printed_pages(path: Path) -> list[str]:
    """Return the text of each page of a workbook as LibreOffice prints it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no soffice on this machine, so nothing was printed")
    command = [office, f"-env:UserInstallation=file://{path.parent / 'lo'}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=PROCESS_SECONDS)  # noqa: S603 - our own command
    with pypdfium2.PdfDocument(path.with_suffix(".pdf")) as printed:
        return [page.get_textpage().get_text_bounded() for page in printed]
