"""The profile of one project with all its linked rows."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.errors import UserError
from models.ledgers import Funding, Milestone, Obligation, Project, Reward
from models.statistics.project_profile import find_project, find_reward, project_profile
from models.storage.store import Store
from tests.policies import add_hejin_policies
from tests.rows import TODAY, add_project, add_row, add_task_force

D = Decimal


def add_full_project(book: Store, **facts: Any) -> str:
    """Add one project with its stage log, funds, plan and obligations to a book."""
    with book.writing("项目") as session:
        force = add_task_force(session, "焦化", 1)
        course = {"在谈": date(2026, 1, 5), "签约": date(2026, 3, 1), "开工": date(2026, 6, 1)}
        row = add_project(session, "焦炉煤气项目", course, task_force=force, **facts)
        for month, amount in ((4, 3000), (5, 1500)):
            add_row(session, Funding, project=row, month=date(2026, month, 1), amount=D(amount))
        for name, plan, done in (
            ("环评", date(2026, 4, 1), date(2026, 4, 20)),
            ("封顶", date(2026, 9, 1), None),
            ("投料", date(2027, 1, 1), None),
        ):
            add_row(session, Milestone, project=row, name=name, plan_on=plan, done_on=done)
        add_row(
            session, Obligation, name="供地", side="政府", project=row, due=date(2026, 5, 1), closed_on=date(2026, 5, 1)
        )
        add_row(session, Obligation, name="供电", side="政府", project=row, due=date(2026, 5, 1))
        add_row(
            session,
            Obligation,
            name="延期的",
            side="政府",
            project=row,
            due=date(2026, 5, 1),
            extended_to=date(2027, 1, 1),
        )
        add_row(session, Obligation, name="别的项目", side="政府", due=date(2026, 5, 1))
    return row


def test_everything_linked_to_a_project(book: Store) -> None:
    row = add_full_project(
        book, signed_amount=D(9_000), total=D(10_000), fixed=D(8_000), land=D(40), output=D(6_400), tax=D(400)
    )
    with book.reading() as session:
        profile = project_profile(session, row, TODAY)
    assert profile.text("name") == "焦炉煤气项目"
    assert profile.title("total") == "总投资（万元）"
    assert [cells[0] for cells in profile.moves.cells] == ["在谈", "签约", "开工"]
    assert profile.moves.titles[1] == "进入日期"
    # 3000 ＋ 1500 = 4500 of 9000 signed.
    assert (profile.placed.amount, profile.placed.rate, len(profile.placed.rows)) == (D(4_500), D(50), 2)
    assert profile.late == 1  # 封顶
    assert profile.overdue == 1  # 供电; the one put off is not due yet
    assert len(profile.obligations.rows) == 3


def test_per_mu_figures_against_the_thresholds(book: Store) -> None:
    # 8000÷40 = 200 and 6400÷40 = 160 reach 200 and 150; 396÷40 = 9.9 is below 10.
    row = add_full_project(book, fixed=D(8_000), land=D(40), output=D(6_400), tax=D(396))
    with book.reading() as session:
        profile = project_profile(session, row, TODAY)
    assert [check.met for check in profile.per_mu] == [True, True, False]
    assert profile.per_mu[2].text == "亩均税收9.90万元/亩，低于门槛10万元/亩"
    assert not profile.by_case


def test_typed_per_mu_figures_stand_in_where_land_is_unknown(book: Store) -> None:
    row = add_full_project(book, invest_per_mu=D(300), output_per_mu=D(100))
    with book.reading() as session:
        profile = project_profile(session, row, TODAY)
    assert [check.met for check in profile.per_mu] == [True, False, None]
    assert not profile.by_case  # this county has no policy that allows it
    with book.writing("政策") as session:
        add_hejin_policies(session)
        assert project_profile(session, row, TODAY).by_case  # 300 万元 a mu and more may be treated case by case


def test_laws_highs_and_gates(book: Store) -> None:
    laws = {"law_energy": True, "law_environment": False}
    row = add_full_project(book, patron="示例甲", high_tech=True, **laws)
    with book.reading() as session:
        profile = project_profile(session, row, TODAY)
    assert [check.met for check in profile.law_findings] == [True, False, None, None, None, None]
    assert profile.four_highs.text == "四高符合1项，二低符合0项"
    signing, starting = profile.gates
    assert "环境保护法" in signing.missing
    assert "节约能源法" not in signing.missing
    assert signing.missing[-3:] == (
        "尽调表",
        "司法审核",
        "集体决策",
    )  # in short; the sheet before signing has the whole
    assert "包联领导" not in starting.missing
    assert "代办员" in starting.missing


def test_a_project_is_found_by_id_name_or_part_of_it(book: Store) -> None:
    row = add_full_project(book)
    with book.writing("同名") as session:
        add_row(session, Project, name="焦炉煤气项目二期")
        add_row(session, Reward, name="示例商会")
    with book.reading() as session:
        assert find_project(session, row) == row
        assert find_project(session, "焦炉煤气项目") == row
        with pytest.raises(UserError, match="没有名为“铝”的项目"):
            find_project(session, "铝")
        with pytest.raises(UserError, match="有 2 个项目的名称含“煤气”"):
            find_project(session, "煤气")
        assert find_reward(session, "商会") == find_reward(session, "示例商会")
        with pytest.raises(UserError, match="这个项目已不在账本里"):
            project_profile(session, "没有", TODAY)
