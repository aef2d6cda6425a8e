"""The dialog of changes: what is ticked, what is warned of, what the clerk reads."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.circular.word_changes_dialog import WordChangesDialog
from reports.circulars.workflow.word_changes import WordChange, WordChanges

REWRITTEN = WordChange("推进", "“总体情况”第2段", "推进有力。", "推进<很>有力。", "推进有力。")
LOSING = WordChange("签约", "“总体情况”第1段", "签约19个。", "签约25个。", "签约19个。", ("19个",), ("25",))
DELETED = WordChange("打算", "“下步打算”第1段", "抓好签约。", None, "抓好签约。")


def test_a_change_that_loses_a_counted_number_must_be_ticked_by_hand(qtbot: QtBot) -> None:
    dialog = WordChangesDialog(WordChanges((REWRITTEN, LOSING, DELETED), ()), "通报.docx")
    qtbot.addWidget(dialog)
    assert dialog.chosen() == [REWRITTEN, DELETED]
    assert dialog.boxes[1].warnings == [
        "台账算出的19个不见了；要改数请改台账，确要这样写再打勾。",
        "新写的数25台账里没有出处，请核对。",
    ]
    dialog.boxes[1].tick.click()
    assert dialog.chosen() == [REWRITTEN, LOSING, DELETED]
    assert dialog.boxes[2].tick.text() == "“下步打算”第1段：删去这一段"


def test_without_changes_there_is_nothing_to_take(qtbot: QtBot) -> None:
    dialog = WordChangesDialog(WordChanges((), ("第1张表改了：没有收回。",)), "通报.docx")
    qtbot.addWidget(dialog)
    assert not dialog.take_button.isEnabled()
    assert [label.text() for label in dialog.remark_labels] == ["第1张表改了：没有收回。"]


def test_text_from_a_file_is_never_read_as_markup(qtbot: QtBot) -> None:
    dialog = WordChangesDialog(WordChanges((REWRITTEN,), ()), "通报.docx")
    qtbot.addWidget(dialog)
    (change_box,) = dialog.boxes
    labels = [child for child in change_box.children() if isinstance(child, QLabel)]
    assert [label.text() for label in labels] == ["原：推进有力。", "改：推进<b><u>&lt;很&gt;</u></b>有力。"]
