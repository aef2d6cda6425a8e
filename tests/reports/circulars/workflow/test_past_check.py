"""A previous circular that the ledgers still bear out needs no settling."""

from pathlib import Path

from models.circulars.text_edits import CircularKey
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars.parts.previous_issue import previous_issue
from reports.circulars.workflow.issue import IssueOrder, issue
from reports.circulars.workflow.past_check import past_findings
from tests.rows import TODAY, finish


def test_what_nobody_changed_since_is_left_alone(demo: Store, tmp_path: Path) -> None:
    order = IssueOrder(CircularKey("month", "2026-09"), reason="试", formats=("xlsx",))
    finish(issue(demo, order, tmp_path, TODAY))
    about, october = CircularKey("month", "2026-10"), read_period("2026-10")
    before = previous_issue(demo, "月通报", october)
    assert before is not None
    assert list(past_findings(demo, about, october, before)) == []
