"""Every file is read or declined in one sentence; nothing hangs, nothing takes the program down."""

import io
import os
import struct
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from models.errors import UserError
from reports.import_reader import sandbox
from reports.import_reader.limits import Limits
from reports.import_reader.workbook_data import HIDDEN, NO_VALUE, VERY_HIDDEN, VISIBLE, MergedArea
from tests.reports.import_reader.files import raw_xlsx, read, sheet_xml, text_cell, user_error_of, xlsx, zipped
from tests.rows import finish
from tests.waiting import WAIT_SECONDS

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"


def test_values_come_as_they_are(tmp_path: Path) -> None:
    rows = [["代码", "数", "日期", "是否"], ["007", 12.5, date(2026, 11, 20), True], ["=1+1是文字", -3, None, False]]
    sheet = read(xlsx(tmp_path / "表.xlsx", rows)).sheets[0]
    assert sheet.rows[1] == ["007", 12.5, date(2026, 11, 20), True]
    assert sheet.rows[2] == [sheet.rows[2][0], -3, "", False]


def test_the_file_is_not_written_to(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "原件.xlsx", [["项目名称"], ["甲"]])
    before = path.read_bytes(), path.stat().st_mtime_ns
    read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [path.name for path in tmp_path.iterdir()] == ["原件.xlsx"]


def test_sheets_say_whether_they_are_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["看得见"])
    for name, state in (("藏", "hidden"), ("深藏", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.append([name])
        sheet.sheet_state = state
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.active.merge_cells("A1:B2")
    book.save(tmp_path / "藏.xlsx")
    sheets = read(tmp_path / "藏.xlsx").sheets
    assert [sheet.visible for sheet in sheets] == [VISIBLE, HIDDEN, VERY_HIDDEN]
    assert sheets[0].hidden_rows == {2}
    assert sheets[0].hidden_columns == {2}
    assert sheets[0].merges == (MergedArea(0, 0, 1, 1),)
    assert sheets[2].rows == [["深藏"]]


def test_errors_and_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    cells = (
        f'<row r="1">{text_cell("A1", "合")}<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><f>A1</f></c>'
        '<c r="D1"><f>1+1</f><v>2</v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><f>A1</f><v></v></c></row>'
    )
    sheet = read(raw_xlsx(tmp_path / "错.xlsx", sheet_xml(cells))).sheets[0]
    assert sheet.faults == {(0, 1): "#DIV/0!", (0, 2): NO_VALUE, (0, 5): NO_VALUE}
    assert sheet.rows[0][3] == 2


def test_cells_that_do_not_say_where_they_stand(tmp_path: Path) -> None:
    cells = (
        '<row><c t="inlineStr"><is><t>甲</t></is></c><c t="e"><v>#REF!</v></c></row>'
        '<row hidden="1"><c><v>3</v></c></row>'
    )
    sheet = read(raw_xlsx(tmp_path / "无址.xlsx", sheet_xml(cells))).sheets[0]
    assert sheet.faults == {(0, 1): "#REF!"}
    assert sheet.hidden_rows == {1}


def test_days_of_the_1904_calendar(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(2026, 3, 1)
    book.save(tmp_path / "苹果.xlsx")
    workbook = read(tmp_path / "苹果.xlsx")
    assert workbook.from_1904
    assert workbook.sheets[0].rows == [[date(2026, 3, 1)]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_texts_of_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "线索.csv"
    path.write_bytes('项目名称,信用代码\r\n𬭎光新材料,091234567890123456\r\n"逗号,在内",\'=1\r\n'.encode(encoding))
    assert read(path).sheets[0].rows == [
        ["项目名称", "信用代码"],
        ["𬭎光新材料", "091234567890123456"],
        ["逗号,在内", "=1"],
    ]


def test_a_text_with_tabs(tmp_path: Path) -> None:
    path = tmp_path / "粘.txt"
    path.write_text("名称\t额,度\n甲\t1,200\n", encoding="utf-8")
    assert read(path).sheets[0].rows == [["名称", "额,度"], ["甲", "1,200"]]


# --- locked ---------------------------------------------------------------------------------------------------------


def locked(path: Path, password: str) -> Path:
    """Lock a workbook as WPS and Excel do."""
    plain, out = io.BytesIO(xlsx(path, [["项目名称"], ["甲"]]).read_bytes()), io.BytesIO()
    OOXMLFile(plain).encrypt(password, out)
    path.write_bytes(out.getvalue())
    assert msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).is_encrypted()
    return path


def test_a_password_is_asked_for_and_checked(tmp_path: Path) -> None:
    path = locked(tmp_path / "密.xlsx", "河津2026")
    assert isinstance(user_error_of(path), sandbox.NeedsPassword)
    wrong = user_error_of(path, sandbox.DEFAULT_LIMITS, "河津2025")
    assert isinstance(wrong, sandbox.NeedsPassword)
    assert "密码不对" in str(wrong)
    assert read(path, "河津2026").sheets[0].rows == [["项目名称"], ["甲"]]


def test_a_lock_without_a_secret_is_no_lock(tmp_path: Path) -> None:
    assert read(locked(tmp_path / "只读.xlsx", "VelvetSweatshop")).sheets[0].rows[1] == ["甲"]


# --- hostile --------------------------------------------------------------------------------------------------------


def test_a_cell_in_the_last_corner(tmp_path: Path) -> None:
    cells = f'<row r="1">{text_cell("A1", "甲")}</row><row r="1048576">{text_cell("XFD1048576", "乙")}</row>'
    began = time.monotonic()
    error = user_error_of(raw_xlsx(tmp_path / "角.xlsx", sheet_xml(cells)))
    assert "Ctrl+End" in str(error)
    assert time.monotonic() - began < WAIT_SECONDS


def test_a_far_cell_that_memory_could_hold(tmp_path: Path) -> None:
    cells = f'<row r="1">{text_cell("A1", "甲")}</row><row r="300000">{text_cell("Z300000", "乙")}</row>'
    assert "Z300000" in str(user_error_of(raw_xlsx(tmp_path / "远.xlsx", sheet_xml(cells))))


def test_fifty_thousand_merges(tmp_path: Path) -> None:
    areas = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 50_001))
    xml = sheet_xml(f'<row r="1">{text_cell("A1", "甲")}</row>', f"<mergeCells>{areas}</mergeCells>")
    assert "合并单元格" in str(user_error_of(raw_xlsx(tmp_path / "并.xlsx", xml)))


def test_a_bomb_by_what_it_declares(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "弹.xlsx", sheet_xml(""))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/media/nought.bin", b"\0" * 40_000_000)
    assert "解压后" in str(user_error_of(path, Limits(inflated=30_000_000)))


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    rows = f'<row r="1">{text_cell("A1", " " * 40_000_000)}</row>'
    path = raw_xlsx(tmp_path / "谎.xlsx", sheet_xml(rows))
    data = bytearray(path.read_bytes())
    size = len(sheet_xml(rows)) + len('<?xml version="1.0" encoding="utf-8"?>')
    true_size, false_size = struct.pack("<I", size), struct.pack("<I", 1000)
    assert true_size in data
    path.write_bytes(bytes(data).replace(true_size, false_size))
    user_error_of(path, Limits(inflated=30_000_000))


def test_entities_are_never_unfolded(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16"):
        entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
        xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "笑">{entities}]>{sheet_xml("&l9;")}'
        assert "实体" in str(user_error_of(raw_xlsx(tmp_path / f"{encoding}.xlsx", xml.encode(encoding))))


@pytest.mark.parametrize(("slash", "encoding"), [("\\", "utf-8"), ("/", "utf-16"), ("\\", "utf-16")])
def test_odd_names_and_encodings_are_straightened(tmp_path: Path, slash: str, encoding: str) -> None:
    xml = sheet_xml(f'<row r="1">{text_cell("A1", "甲")}<c r="B1" t="e"><v>#N/A</v></c></row>')
    sheet = read(raw_xlsx(tmp_path / "怪.xlsx", xml, slash=slash, encoding=encoding)).sheets[0]
    assert sheet.rows[0][0] == "甲"
    assert sheet.faults == {(0, 1): "#N/A"}


def test_broken_foreign_and_empty_files(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "整.xlsx", [["甲"] * 20] * 200).read_bytes()
    cases = {
        "截断.xlsx": whole[: len(whole) // 2],
        "空.xlsx": b"",
        "网页.xls": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
        "网页2.xls": "\ufeff\r\n<META charset=utf-8><table>".encode(),
        "旧XML.xls": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "图.xlsx": b"\xff\xd8\xff\xe0" + b"\0" * 100,
        "文.xlsx": b"%PDF-1.7 ...",
        "乱.csv": bytes(range(256)) * 8,
        "压缩.xlsx": zipped({"甲.txt": b"1"}),
        "文档.xlsx": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}),
        "空表.xlsx": raw_xlsx(tmp_path / "t.xlsx", b"").read_bytes(),
        "坏.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x11" * 4000,
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        user_error_of(tmp_path / name)


def test_a_file_that_is_gone_or_too_large(tmp_path: Path) -> None:
    assert "U 盘" in str(user_error_of(tmp_path / "没有.xlsx"))
    path = xlsx(tmp_path / "大.xlsx", [["甲"]])
    assert "没有打开" in str(user_error_of(path, Limits(size=100)))


# --- the child ------------------------------------------------------------------------------------------------------


def children() -> set[str]:
    """List the PIDs of this process's children, from /proc (Linux only)."""
    pids = set()
    for stat_file in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = stat_file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if facts[1] == str(os.getpid()) and facts[0] != "Z":
            pids.add(stat_file.parent.name)
    return pids


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_stopping_kills_the_child(tmp_path: Path) -> None:
    before = children()
    steps = sandbox.read_file(xlsx(tmp_path / "停.xlsx", [["甲"] * 30] * 3000))
    next(steps)
    next(steps)
    assert children() - before
    with pytest.raises(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt())
    assert not children() - before


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_next_file_is_begun_ahead_and_killed_with_the_rest(tmp_path: Path) -> None:
    before = children()
    paths = [xlsx(tmp_path / f"{name}.xlsx", [[name] * 30] * 3000) for name in "甲乙丙"]
    with sandbox.FileReader(paths) as files:
        assert finish(files.read_next()).file == "甲.xlsx"
        assert len(children() - before) == 1
        workbook = finish(files.read_next())
        assert (workbook.file, workbook.sheets[0].rows[2999][29]) == ("乙.xlsx", "乙")
    assert not children() - before


def test_a_hostile_file_takes_only_itself(tmp_path: Path) -> None:
    good = [xlsx(tmp_path / f"{name}.xlsx", [[name]]) for name in "甲乙"]
    bomb = raw_xlsx(tmp_path / "肥.xlsx", sheet_xml(f'<row r="1">{text_cell("A1", "肥" * 20_000_000)}</row>'))
    with sandbox.FileReader([good[0], bomb, good[1]], limits=Limits(memory=150 << 20)) as files:
        assert finish(files.read_next()).sheets[0].rows == [["甲"]]
        with pytest.raises(UserError, match="肥"):
            finish(files.read_next())
        assert finish(files.read_next()).sheets[0].rows == [["乙"]]


def test_a_child_that_says_nothing_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_WORKER_CODE", "import time; time.sleep(3600)")
    began = time.monotonic()
    assert "还没有结果" in str(user_error_of(xlsx(tmp_path / "慢.xlsx", [["甲"]]), Limits(seconds=0.5)))
    assert time.monotonic() - began < WAIT_SECONDS


@pytest.mark.parametrize(
    "output",
    [
        "",
        "{",
        "[[1]]\n{}\nnull\n",
        '{"sheet": 1}\n{"marks": 3}\n',
        "[" * 100_000 + "\n",
        '{"d": "not a day"}\n',
        "\x1ej[[1]]\n",
        "\x1etA\x1fB\x1etA\n",
        "\x1ej" + "[" * 100_000 + "\n",
    ],
)
def test_nothing_a_child_says_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str) -> None:
    monkeypatch.setattr(sandbox, "_WORKER_CODE", f"import sys; sys.stdin.readline(); sys.stdout.write({output!r})")
    user_error_of(xlsx(tmp_path / "谎.xlsx", [["甲"]]))


@pytest.mark.skipif(sys.platform != "linux", reason="POSIX limits")
def test_the_child_cannot_take_more_memory_than_it_may(tmp_path: Path) -> None:
    cell = text_cell("A1", "甲" * 20_000_000)
    path = raw_xlsx(tmp_path / "肥.xlsx", sheet_xml(f'<row r="1">{cell}</row>'))
    user_error_of(path, Limits(memory=150 << 20))


def test_a_workbook_open_elsewhere_says_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "开着.xlsx", [["甲"]])
    (tmp_path / "~$开着.xlsx").write_bytes(b"")
    assert "最后一次保存" in read(path).notes[0]


def test_every_sample_is_read_or_declined(capsys: pytest.CaptureFixture[str]) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("no ../shared/samples beside the project")
    declined, slowest = [], 0.0
    files = [path for folder in ("chinese", "torture", "nasty") for path in sorted((SAMPLES / folder).iterdir())]
    for path in files:
        began = time.monotonic()
        try:
            read(path)
        except UserError:
            declined.append(user_error_of(path))
        slowest = max(slowest, time.monotonic() - began)
    with capsys.disabled():
        print(f"\n样本 {len(files)} 个：读入 {len(files) - len(declined)}，婉拒 {len(declined)}，最慢 {slowest:.1f} 秒")  # noqa: T201 - the score is what the test is for
    assert slowest < WAIT_SECONDS
    assert len(declined) <= 14
