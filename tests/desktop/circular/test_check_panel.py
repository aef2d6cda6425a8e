"""The findings before a circular is issued: the grave ones first, each leads to the place to correct."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.circular.check_panel import CheckPanel
from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.circulars.workflow.issue_diff import CircularChange

TOTAL = PrecheckFinding(Severity.BLOCKING, "附件1合计不等于各行之和。")
SENTENCE = PrecheckFinding(Severity.BLOCKING, "有一句改写后数变了。", part="overview")
REPORT = PrecheckFinding(Severity.ADVISORY, "2 个专班没有报送。", "receipt", ("r1", "r2"))


@pytest.fixture
def panel(qtbot: QtBot) -> CheckPanel:
    """Show the panel."""
    panel = CheckPanel()
    qtbot.addWidget(panel)
    panel.show()
    return panel


def texts(panel: CheckPanel) -> list[str]:
    return [panel.finding_list.item(row).text() for row in range(panel.finding_list.count())]


def test_before_a_check_it_says_what_a_check_does(panel: CheckPanel) -> None:
    assert panel.summary_label.text().startswith("还没有检查。")
    assert panel.go_button.isHidden()


@pytest.mark.parametrize(
    ("findings", "summary"),
    [
        ((TOTAL, SENTENCE, REPORT), "有 2 处必须处理；改好后再检查一次，或在“印发”里写明理由。"),
        ((REPORT,), "没有必须处理的问题，可以印发。另有 1 处请看一看。"),
        ((), "没有必须处理的问题，可以印发。"),
    ],
)
def test_the_summary_says_whether_it_can_go_out(
    panel: CheckPanel, findings: tuple[PrecheckFinding, ...], summary: str
) -> None:
    panel.show_findings(findings)
    assert panel.summary_label.text() == summary
    assert len(texts(panel)) == len(findings)


def test_findings_are_told_apart_by_sign_and_word(panel: CheckPanel) -> None:
    panel.show_findings((TOTAL, REPORT))
    grave, slight = texts(panel)
    assert (grave[0], slight[0]) == ("■", "▲")
    assert grave.endswith(TOTAL.message)
    assert Severity.ADVISORY.value in slight


def test_only_a_finding_that_leads_somewhere_has_the_button(panel: CheckPanel) -> None:
    panel.show_findings((TOTAL, SENTENCE, REPORT))
    for row, leads in ((0, False), (1, True), (2, True), (0, False)):
        panel.finding_list.setCurrentRow(row)
        assert panel.go_button.isHidden() is not leads


def test_a_finding_leads_to_its_sentence_or_its_rows(panel: CheckPanel, qtbot: QtBot) -> None:
    panel.show_findings((SENTENCE, REPORT))
    with qtbot.waitSignal(panel.part_wanted) as part:
        panel.go_button.click()
    assert part.args == ["overview"]
    with qtbot.waitSignal(panel.rows_wanted) as rows:
        panel.finding_list.itemActivated.emit(panel.finding_list.item(1))
    assert rows.args == ["receipt", ("r1", "r2"), "检查结果 2 个专班没有报送。"]


@pytest.mark.parametrize(
    ("changes", "summary"),
    [
        (
            (CircularChange("第二段", "签约3个", "签约4个"), CircularChange("附件", "", "新增一行")),
            "和河招〔2026〕1号相比有 2 处不同，更正件会逐处列出：",
        ),
        ((), "和河招〔2026〕1号相比没有变化，不用更正。"),
    ],
)
def test_a_correction_lists_what_changed(panel: CheckPanel, changes: tuple[CircularChange, ...], summary: str) -> None:
    panel.show_findings((SENTENCE,))
    panel.show_changes("河招〔2026〕1号", changes)
    assert panel.summary_label.text() == summary
    assert len(texts(panel)) == len(changes)
    if changes:
        assert texts(panel)[0] == "第二段\n原来：签约3个\n现在：签约4个"
        assert "原来：（无）" in texts(panel)[1]
    assert panel.findings == ()


def test_another_draft_has_not_been_checked(panel: CheckPanel) -> None:
    panel.show_findings((SENTENCE,))
    panel.clear()
    assert texts(panel) == []
    assert panel.summary_label.text().startswith("还没有检查。")
    assert panel.go_button.isHidden()
