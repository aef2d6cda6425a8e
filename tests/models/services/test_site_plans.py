"""Laying out a site: steps of one place run side by side, examples where the county has none, only what is missing."""

from datetime import date

import pytest

from models.errors import UserError
from models.ledgers import LandStandard, Milestone, PermitStep, Project
from models.rules.deadlines import DeadlineLight
from models.services.site_plans import lay_out_site
from models.statistics.alerts import daily_alerts, lights
from models.statistics.site_progress import average_to_start, site_projects, site_standards
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import add_project, add_row

SINCE = date(2026, 3, 2)


def milestones(book: Store, project: str) -> list[tuple[str, date | None]]:
    with book.reading() as session:
        rows = session.query(Milestone).filter_by(project=project, removed=False).order_by(Milestone.id)
        return [(row.name, row.plan_on) for row in rows]


def lay_out(book: Store, project: str, since: date = SINCE) -> tuple[int, int]:
    with book.writing("排出") as session:
        return lay_out_site(session, project, since)


def test_a_county_without_steps_begins_with_the_examples(book: Store) -> None:
    with book.writing("示例") as session:
        set_definitions(session, optional_ledgers="拿地即开工、标准地")
        project = add_row(session, Project, name="示例项目")
    assert lay_out(book, project) == (6, 5)
    # The land after 10 days; planning permit and design review side by side, 3 and 7 days; then 5 and 10; then 3.
    assert milestones(book, project) == [
        ("土地出让合同", date(2026, 3, 12)),
        ("建设用地规划许可", date(2026, 3, 15)),
        ("方案审查", date(2026, 3, 19)),
        ("建设工程规划许可", date(2026, 3, 24)),
        ("施工图审查", date(2026, 3, 29)),
        ("施工许可", date(2026, 4, 1)),
    ]
    with book.reading() as session:
        assert {step.remark for step in session.query(PermitStep)} == {"示例"}
        assert [site.indicator for site in site_standards(session)][:2] == ["固定资产投资强度", "容积率"]
    with pytest.raises(UserError, match="都已经排在"):
        lay_out(book, project)


def test_the_countys_own_steps_are_laid_out_in_their_order_and_only_once(book: Store) -> None:
    with book.writing("示例") as session:
        set_definitions(session, optional_ledgers="拿地即开工")
        project = add_row(session, Project, name="示例项目")
        add_row(session, PermitStep, name="没有次序的", days=4)
        add_row(session, PermitStep, name="乙", rank=2, days=5)
        add_row(session, PermitStep, name="甲", rank=1, days=0)
        add_row(session, Milestone, project=project, name="乙", plan_on=date(2026, 1, 1))
    assert lay_out(book, project) == (2, 0)
    assert milestones(book, project) == [
        ("乙", date(2026, 1, 1)),
        ("甲", SINCE),
        ("没有次序的", date(2026, 3, 11)),
    ]
    with book.reading() as session:
        assert session.query(LandStandard).count() == 0


def test_it_says_why_nothing_is_laid_out(book: Store) -> None:
    with book.writing("示例") as session:
        project = add_row(session, Project, name="示例项目")
    with pytest.raises(UserError, match="没有启用“拿地即开工”“标准地”"):
        lay_out(book, project)
    with pytest.raises(UserError, match="已不在账本里"):
        lay_out(book, "没有的行")


def test_from_land_to_start_is_counted_and_a_late_step_lights_the_project(book: Store) -> None:
    with book.writing("示例") as session:
        set_definitions(session, optional_ledgers="拿地即开工")
        first = add_project(session, "甲项目", {"签约": date(2026, 2, 1), "开工": date(2026, 4, 10)})
        second = add_project(session, "乙项目", {"签约": date(2026, 2, 1), "开工": date(2026, 3, 20)})
        third = add_project(session, "丙项目", {"签约": date(2026, 2, 1)})
    for project in (first, second, third):
        lay_out(book, project)
    with book.writing("办结") as session:
        for project, day in ((first, date(2026, 3, 10)), (second, date(2026, 3, 15))):
            (land,) = session.query(Milestone).filter_by(project=project, name="土地出让合同")
            land.done_on = day
    today = date(2026, 3, 21)
    with book.reading() as session:
        listed = site_projects(session, date(2026, 5, 1))
        average, counted = average_to_start(listed)
        # 10 March to 10 April are 31 days, 15 to 20 March are 5: 18 on average.
        assert [project.days_to_start for project in listed] == [31, 5, None]
        assert (str(average), len(counted)) == ("18.0", 2)
        late = [step.days_late(today) for step in listed[2].steps]
        assert late == [9, 6, 2, 0, 0, 0]
        assert listed[1].steps[0].days_late(today) == 3  # done three days after its promise
        assert lights(session, Project, [third], today)[third] is DeadlineLight.RED
        of_third = [alert.message for alert in daily_alerts(session, today) if alert.row == third]
        assert any("土地出让合同" in message for message in of_third)
