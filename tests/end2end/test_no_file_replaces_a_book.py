"""Whatever the program writes, no command and no dialog ever replaces a book: neither the open one nor any other."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.cli.main import main
from desktop.commands import book as book_commands
from desktop.import_export.export_dialog import ExportDialog
from desktop.main_window import MainWindow
from models.errors import UserError
from models.storage.files import atomic_write
from tests.reports.form_templates.forms import simple_source
from tests.rows import copy_template
from tests.windows import find_children

COMMANDS = {
    "export": ["export", "BOOK", "--out", "TARGET"],
    "export of one ledger": ["export", "BOOK", "--ledger", "lead", "--out", "TARGET"],
    "problem list": ["sheet", "BOOK", "--problems", "--out", "TARGET"],
    "handbook": ["sheet", "BOOK", "--handbook", "all", "--out", "TARGET"],
    "supervision": ["sheet", "BOOK", "--supervision", "all", "--out", "TARGET"],
    "projects chart": ["wall", "BOOK", "--chart", "projects", "--out", "TARGET"],
    "backup": ["backup", "BOOK", "--out", "TARGET"],
    "new book": ["new", "TARGET", "--preset", "blank"],
}


@pytest.mark.parametrize("onto", ["the open book", "another book", "another book by a link"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_command_leaves_every_book_as_it_was(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str], onto: str
) -> None:
    book, other = copy_template(demo_book, tmp_path, "县.zhuanban"), copy_template(demo_book, tmp_path, "别的.zhuanban")
    link = tmp_path / "链接.xlsx"
    link.symlink_to(other)
    target = {"the open book": book, "another book": other, "another book by a link": link}[onto]
    before = book.read_bytes(), other.read_bytes()
    code = main([{"BOOK": str(book), "TARGET": str(target)}.get(word, word) for word in command])
    assert code == 2
    assert target.name in capsys.readouterr().err
    assert (book.read_bytes(), other.read_bytes()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["别的.zhuanban", "县.zhuanban", "链接.xlsx"]


def test_circulars_and_refused_rows_leave_a_book_of_their_name(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copy_template(demo_book, tmp_path, "县.zhuanban")
    folder = tmp_path / "通报" / "2026-10"
    folder.mkdir(parents=True)
    in_the_way = copy_template(demo_book, folder, "2026-10月通报.pdf")
    before = in_the_way.read_bytes()
    arguments = ["circular", str(book), "--kind", "month", "--period", "2026-10", "--out", str(folder), "--pdf"]
    assert main(arguments) == 2
    assert "是一本账本" in capsys.readouterr().err
    bad = tmp_path / "线索.csv"
    bad.write_text("项目名称,投资方,总投资（万元）\n甲项目,乙公司,很多\n", "utf-8")
    arguments = ["intake", str(book), str(bad), "--ledger", "lead", "--dry-run", "--refused", str(in_the_way)]
    assert main(arguments) == 2
    assert "2026-10月通报.pdf" in capsys.readouterr().err
    assert in_the_way.read_bytes() == before


@pytest.mark.parametrize("name", ["县.zhuanban", "链接.xlsx"])
def test_a_filled_form_leaves_every_book(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    book, template = copy_template(demo_book, tmp_path, "县.zhuanban"), tmp_path / "月报.xlsx"
    template.write_bytes(simple_source({"A1": "{{签约项目.累计}}"}).content)
    (tmp_path / "链接.xlsx").symlink_to(book)
    before = book.read_bytes()
    arguments = ["form", str(book), str(template), "--period", "2026-10", "--out", str(tmp_path / name)]
    assert main(arguments) == 2
    assert name in capsys.readouterr().err
    assert book.read_bytes() == before


def test_the_one_writer_of_files_refuses_a_book_and_nothing_else(demo_book: Path, tmp_path: Path) -> None:
    book, text = copy_template(demo_book, tmp_path, "县.zhuanban"), tmp_path / "文字.txt"
    text.write_text("旧", "utf-8")
    with pytest.raises(UserError, match=r"县\.zhuanban.*是一本账本.*没有改动"), atomic_write(book):
        pytest.fail("the draft was given out")
    with atomic_write(text) as draft:
        draft.write_text("新", "utf-8")
    assert text.read_text("utf-8") == "新"


def test_dialogs_of_the_window_leave_every_book(
    window: MainWindow, demo_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert window.book_session is not None
    path = window.book_session.store.path
    assert path is not None
    other = copy_template(demo_book, tmp_path, "别的.xlsx")
    before = path.read_bytes(), other.read_bytes()
    monkeypatch.setattr(notifications, "ask_where_to_save", lambda *_: str(path))
    book_commands.BackUpBook().execute(window)
    qtbot.waitUntil(lambda: "不会覆盖" in window.status.message_label.text())

    def export_onto_a_book() -> None:
        (dialog,) = find_children(window, ExportDialog)
        dialog.path.setText(str(other))
        dialog.export_button.click()

    QTimer.singleShot(0, export_onto_a_book)
    book_commands.ExportLedgers().execute(window)
    qtbot.waitUntil(lambda: "是一本账本" in window.status.message_label.text())
    assert (path.read_bytes(), other.read_bytes()) == before
