"""The lists build a mark; only what the figure has can be chosen."""

from pytestqt.qtbot import QtBot

from desktop.form_templates.mark_panel import MarkPanel
from reports.form_templates.marks import whole_mark


def test_the_lists_build_the_mark(qtbot: QtBot) -> None:
    panel = MarkPanel()
    qtbot.addWidget(panel)
    panel.offer_subjects(["焦化", "碳基"])
    panel.figure.setCurrentText("签约金额")
    panel.span.setCurrentText("完成率")
    panel.subject.setCurrentText("焦化")
    assert panel.mark.text() == "焦化.签约金额.完成率"
    panel.span.setCurrentText("累计")
    panel.unit.setCurrentText("万元")
    assert panel.braced() == "{{焦化.签约金额.累计|万元}}"
    mark = whole_mark(panel.braced())
    assert mark is not None
    assert mark.options == ("万元",)


def test_only_what_the_figure_has_is_offered(qtbot: QtBot) -> None:
    panel = MarkPanel()
    qtbot.addWidget(panel)
    panel.figure.setCurrentText("来访接待")
    assert [panel.span.itemText(row) for row in range(panel.span.count())] == ["本期", "累计"]
    panel.figure.setCurrentText("开工率")
    assert not panel.span.isEnabled()
    assert panel.mark.text() == "开工率"
    panel.figure.setCurrentText("期间")
    assert not panel.subject.isEnabled()
    assert panel.braced() == "{{期间}}"


def test_a_cell_with_a_mark_can_be_changed(qtbot: QtBot) -> None:
    panel = MarkPanel()
    qtbot.addWidget(panel)
    assert not panel.tie_button.isEnabled()
    panel.show_cell("C5", "{{开工率}}", is_tied=True)
    assert (panel.place.text(), panel.mark.text(), panel.untie_button.isEnabled()) == ("C5　{{开工率}}", "开工率", True)
    panel.offer_subjects(["焦化", "碳基"])
    panel.show_cell("D6", "{{碳基.签约金额.目标|万元}}", is_tied=False)
    boxes = (panel.subject, panel.figure, panel.span, panel.unit)
    assert [box.currentText() for box in boxes] == ["碳基", "签约金额", "目标", "万元"]
    panel.show_cell("A4", "{{#专班}}{{序号}}", is_tied=False)
    assert panel.mark.text() == panel.braced() == "{{#专班}}{{序号}}"
    with qtbot.waitSignal(panel.tie_wanted) as wanted:
        panel.tie_button.click()
    assert wanted.args == ["{{#专班}}{{序号}}"]
