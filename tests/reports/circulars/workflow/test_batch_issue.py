"""Many circulars in one go: every cadence of a year, one for each task force, stopped and gone on with."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from models.circulars import issuing
from models.circulars.text_edits import CircularKey
from models.errors import UserError
from models.ledgers import TaskForce
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from reports.circulars.workflow import batch_issue
from reports.circulars.workflow.batch_issue import IssueJobResult
from reports.circulars.workflow.issue import IssueOrder, period_of
from tests.reports.county import small_county
from tests.rows import finish


def counts_by_kind(year: int, today: date) -> dict[str, int]:
    """Count a year's circulars by kind."""
    kinds = [about.kind for about in batch_issue.circulars_of_year((), year, today)]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def test_a_year_has_every_cadence_in_full() -> None:
    assert counts_by_kind(2026, date(2027, 2, 1)) == {
        "week": 53, "half-month": 24, "month": 12, "quarter": 4, "half-year": 2, "year": 1,
    }  # fmt: skip
    assert counts_by_kind(2025, date(2026, 2, 1))["week"] == 52
    days = [period_of(about).last for about in batch_issue.circulars_of_year((), 2026, date(2027, 2, 1))]
    assert all(earlier <= other for earlier, other in pairwise(days))


def test_only_what_is_over_goes_out() -> None:
    assert batch_issue.circulars_of_year((), 2026, date(2026, 1, 4)) == []
    assert [about.period for about in batch_issue.circulars_of_year((), 2026, date(2026, 1, 5))] == ["2026-W01"]
    assert [about.period for about in batch_issue.circulars_of_year(("month",), 2026, date(2026, 3, 31))] == [
        "2026-01",
        "2026-02",
    ]
    with pytest.raises(UserError, match="还不能生成“daily”"):
        batch_issue.circulars_of_year(("daily",), 2026, date(2026, 3, 31))


def issue_all(book: Store, abouts: list[CircularKey], folder: Path) -> IssueJobResult:
    """Issue circulars, as workbooks."""
    return finish(
        batch_issue.issue_all(book, IssueOrder(abouts[0], formats=("xlsx",)), abouts, folder, date(2026, 11, 20))
    )


def test_each_goes_into_a_folder_named_by_its_period_and_once(demo: Store, tmp_path: Path) -> None:
    abouts = batch_issue.circulars_of_year(("month", "quarter"), 2026, date(2026, 4, 5))
    first = issue_all(demo, abouts[:2], tmp_path)
    assert [issued.circular.number for issued in first.issued] == ["河招组〔2026〕1号", "河招组〔2026〕2号"]
    done = issue_all(demo, abouts, tmp_path)
    assert [circular.number for circular in done.already_issued] == ["河招组〔2026〕1号", "河招组〔2026〕2号"]
    assert sorted(path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.xlsx")) == [
        "2026-01", "2026-02", "2026-03", "2026-Q1",
    ]  # fmt: skip
    assert done.failed == ()
    assert finish(check_integrity(demo)).is_intact


def test_one_that_is_refused_does_not_stop_the_rest(demo: Store, tmp_path: Path) -> None:
    running = CircularKey("month", "2026-11")
    done = issue_all(demo, [running, CircularKey("month", "2026-10")], tmp_path)
    assert [issued.circular.period for issued in done.issued] == ["2026-10"]
    ((about, why),) = done.failed
    assert (about, "还没过完" in why) == (running, True)


def test_stopped_between_two_what_went_out_stays_out(demo: Store, tmp_path: Path) -> None:
    abouts = batch_issue.circulars_of_year(("month",), 2026, date(2026, 4, 5))
    steps = batch_issue.issue_all(demo, IssueOrder(abouts[0], formats=("xlsx",)), abouts, tmp_path, date(2026, 11, 20))
    while next(steps)[0] < 1:
        pass
    steps.close()
    with demo.reading() as session:
        assert [circular.period for circular in issuing.issued(session)] == ["2026-01"]
    assert len(issue_all(demo, abouts, tmp_path).issued) == 2


def test_every_task_force_gets_its_own(demo: Store, tmp_path: Path) -> None:
    abouts = batch_issue.for_every_task_force(demo, CircularKey("month", "2026-10"))[:2]
    done = finish(batch_issue.produce_all(demo, abouts, tmp_path, ("xlsx",)))
    assert done.failed == ()
    assert len({path.name for path in done.drafts}) == 2
    assert all("专班" in path.name for path in done.drafts)


def test_a_book_without_task_forces_is_told_so(book: Store) -> None:
    small_county(book)
    assert len(batch_issue.for_every_task_force(book, CircularKey("month", "2026-10"))) == 2
    with book.writing("删") as session:
        for force in session.query(TaskForce):
            force.removed = True
    with pytest.raises(UserError, match="还没有招商专班"):
        batch_issue.for_every_task_force(book, CircularKey("month", "2026-10"))
