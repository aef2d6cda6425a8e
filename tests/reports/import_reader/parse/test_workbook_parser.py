"""What the worker tells its parent of a file: sheets in order, values from A1 on, annotations, and limits kept."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart

from models.errors import UserError
from reports.import_reader.limits import Limits
from reports.import_reader.parse.workbook_parser import stream_file
from reports.import_reader.workbook_data import HIDDEN, VISIBLE
from tests.reports.import_reader.files import raw_xlsx, sheet_xml, text_cell, xlsx, zipped


class Sent:
    """The messages of one file, sorted."""

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self.messages: list[Any] = []
        self.summary = stream_file(path, None, limits or Limits(), self.messages.append)

    @property
    def sheets(self) -> list[dict[str, Any]]:
        """The heads of the sheets."""
        return [message for message in self.messages if isinstance(message, dict) and "sheet" in message]

    @property
    def batches(self) -> list[list[list[Any]]]:
        """The batches of rows."""
        return [message for message in self.messages if isinstance(message, list)]

    @property
    def rows(self) -> list[list[Any]]:
        """All rows of all sheets."""
        return [row for batch in self.batches for row in batch]

    @property
    def marks(self) -> list[Any]:
        """The annotations, one entry a sheet."""
        return [message["marks"] for message in self.messages if isinstance(message, dict) and "marks" in message]


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UserError) as caught:
        Sent(path, limits)
    return str(caught.value)


def test_every_sheet_says_its_place_before_its_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "线索"
    book.active.append(["甲"])
    second = book.create_sheet("项目")
    second.append(["乙"])
    second.sheet_state = "hidden"
    book.save(tmp_path / "两张.xlsx")
    sent = Sent(tmp_path / "两张.xlsx")
    assert [(head["sheet"], head["visible"], head["place"], head["of"]) for head in sent.sheets] == [
        ("线索", VISIBLE, 0, 2),
        ("项目", HIDDEN, 1, 2),
    ]
    assert sent.rows == [["甲"], ["乙"]]
    assert len(sent.marks) == 2


def test_a_table_that_begins_in_the_middle_keeps_its_place(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C4"] = "项目名称"
    book.active["D4"] = "总投资"
    book.active["C5"] = "甲"
    book.save(tmp_path / "中间.xlsx")
    assert Sent(tmp_path / "中间.xlsx").rows[-2:] == [["", "", "项目名称", "总投资"], ["", "", "甲", ""]]
    assert len(Sent(tmp_path / "中间.xlsx").rows) == 5


def test_blank_rows_between_are_sent_and_blank_rows_at_the_end_are_not(tmp_path: Path) -> None:
    path = tmp_path / "空行.csv"
    path.write_text("名称,额\n\n甲,1\n,\n,\n", encoding="utf-8")
    assert Sent(path).rows == [["名称", "额"], [], ["甲", "1"]]


def test_a_long_sheet_comes_in_pieces_and_whole(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "长.xlsx", [[f"项目{number}", *range(19)] for number in range(3000)])
    sent = Sent(path)
    assert len(sent.batches) == 3  # 3,000 rows of 20 cells, 20,000 cells a message
    assert [row[0] for row in sent.rows] == [f"项目{number}" for number in range(3000)]


def test_merged_areas_and_hidden_rows_go_with_their_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["标题"])
    book.active.merge_cells("A1:C2")
    second = book.create_sheet("乙")
    second.append(["甲"])
    second.row_dimensions[1].hidden = True
    book.save(tmp_path / "合并.xlsx")
    first, other = Sent(tmp_path / "合并.xlsx").marks
    assert first == ([], [], [], [(0, 0, 1, 2)])
    assert other == ([], [0], [], [])


def test_a_chart_sheet_is_passed_over_in_silence(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲"])
    book.create_chartsheet("图").add_chart(BarChart())
    book.save(tmp_path / "图.xlsx")
    sent = Sent(tmp_path / "图.xlsx")
    assert [head["sheet"] for head in sent.sheets] == ["Sheet"]
    assert sent.summary["notes"] == []


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "宏.xlsm", [["甲"]])
    with io.BytesIO(path.read_bytes()) as data:
        import zipfile

        with zipfile.ZipFile(data) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    path.write_bytes(zipped({**parts, "xl/vbaProject.bin": b"macro"}))
    sent = Sent(path)
    assert sent.rows == [["甲"]]
    assert sent.summary["notes"] == ["文件里有宏，没有运行，也没有读入。"]


# --- limits ---------------------------------------------------------------------------------------------------------
def ten_rows(folder: Path) -> Path:
    return xlsx(folder / "十行.xlsx", [[f"第{number}行", 1, 2, 3] for number in range(10)])


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(rows=9), "D10"),
        (Limits(columns=3), "D10"),
        (Limits(cells=39), "D10"),
        (Limits(sheets=0), "有 1 张工作表，最多 0 张"),
        (Limits(size=1000), "没有打开"),
    ],
)
def test_a_limit_exceeded_names_the_place(tmp_path: Path, limits: Limits, words: str) -> None:
    assert words in refused(ten_rows(tmp_path), limits)


@pytest.mark.parametrize("limits", [Limits(rows=10), Limits(columns=4), Limits(cells=40), Limits(sheets=1)])
def test_a_limit_reached_exactly_is_kept(tmp_path: Path, limits: Limits) -> None:
    assert len(Sent(ten_rows(tmp_path), limits).rows) == 10


def test_a_text_file_has_the_same_limits(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("甲,乙\n" * 10, encoding="utf-8")
    assert len(Sent(path, Limits(rows=10, columns=2)).rows) == 10
    assert "“长”超过 9 行" in refused(path, Limits(rows=9))
    assert "1 列" in refused(path, Limits(columns=1))


def test_merged_areas_are_counted(tmp_path: Path) -> None:
    areas = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 4))
    xml = sheet_xml(f'<row r="1">{text_cell("A1", "甲")}</row>', f"<mergeCells>{areas}</mergeCells>")
    path = raw_xlsx(tmp_path / "并.xlsx", xml)
    assert len(Sent(path, Limits(merges=3)).marks[0][3]) == 3
    assert "有 3 处合并单元格，最多 2 处" in refused(path, Limits(merges=2))


# --- other files ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "是 PDF"),
        (b"Rar!\x1a\x07\x01\x00", "请先解压"),
        (b"7z\xbc\xaf\x27\x1c", "请先解压"),
        (b"\xff\xd8\xff\xe0JFIF", "是图片"),
        (b"\x89PNG\r\n\x1a\n", "是图片"),
        (b"{\\rtf1\\ansi", "写字板"),
        (b"\x09\x08\x04\x00\x00\x00", "三十年前"),
        (b"\x09\x02\x06\x00\x00\x00", "三十年前"),
        (b"<html><table>", "其实是网页"),
        (b"\xef\xbb\xbf  \r\n<TABLE border=1>", "其实是网页"),
        (b"MIME-Version: 1.0\r\n", "其实是网页"),
        (b'<?xml version="1.0"?><html xmlns="urn:x">', "其实是网页"),
        (b'<?xml version="1.0"?><Workbook/>', "是 XML 文件"),
        (b"", "是空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000, "内部结构坏了"),
        (b"PK\x03\x04" + b"\0" * 300, "损坏"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "报来的.xls"
    path.write_bytes(data)
    assert words in refused(path)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    assert "U 盘" in refused(tmp_path / "没有.xlsx")


def test_a_file_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ten_rows(tmp_path)
    reader: Callable[[Path], bytes] = Path.read_bytes

    def held(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "used by another process")
        return reader(self)

    monkeypatch.setattr(Path, "read_bytes", held)
    assert "正被别的程序占用" in refused(path)


def test_an_ods_with_a_password_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "密.ods"
    manifest = b'<manifest:manifest><manifest:encryption-data manifest:checksum="x"/></manifest:manifest>'
    path.write_bytes(zipped({"mimetype": b"m", "content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest}))
    assert ".ods 的密码本程序打不开" in refused(path)


def test_a_worksheet_cut_in_the_middle_is_broken_and_no_bug(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "断.xlsx", '<worksheet xmlns="urn:x"><sheetData><row r="1"><c r="A1"')
    assert "内部结构坏了" in refused(path)
