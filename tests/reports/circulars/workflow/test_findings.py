"""Findings are told by their severity."""

from reports.circulars.workflow.findings import PrecheckFinding, Severity, blocking


def test_only_what_must_be_settled_blocks() -> None:
    grave, light = PrecheckFinding(Severity.BLOCKING, "甲。"), PrecheckFinding(Severity.ADVISORY, "乙。")
    assert blocking((light, grave)) == (grave,)
    assert (grave.sentence, light.sentence) == ("必须处理：甲。", "请看一看：乙。")
