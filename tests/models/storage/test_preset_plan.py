"""襄城's plan as a new book, counted by hand in its document; and what a new book does not hold of anybody's."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.ledgers import (
    LEDGERS,
    Asset,
    Chain,
    ChainNode,
    County,
    Holiday,
    Policy,
    PolicyTier,
    Project,
    Quota,
    Scheme,
    SchemeItem,
    Setting,
    Target,
    TaskForce,
    Term,
)
from models.statistics.alerts import daily_alerts
from models.statistics.duty_calendar import duty_calendar
from models.storage import presets, store
from resources import PRESETS
from tests.rows import TODAY, copy_template, open_unsynced


@pytest.fixture(scope="module")
def xiangcheng(xiangcheng_book: Path) -> Iterator[Session]:
    """Read 襄城's book."""
    with store.open_book(xiangcheng_book, write=False) as book, book.reading() as session:
        yield session


def test_xiangcheng_s_two_zones_have_the_targets_of_its_plan(xiangcheng: Session) -> None:
    forces = {force.id: (force.name, force.lead_units) for force in xiangcheng.query(TaskForce)}
    assert set(forces.values()) == {
        ("循环经济产业集聚区招商专班", "循环经济产业集聚区管委会"),
        ("产业集聚区招商专班", "产业集聚区管委会"),
    }
    goals: dict[str, dict[str, Any]] = {}
    for row in xiangcheng.query(Target):
        holder = forces[row.task_forces][0] if row.task_forces else "全县"
        goals.setdefault(holder, {})[row.metric] = (row.value, row.unit)
        assert row.period == "2019"
    # 三（七）: 50亿元 and one of 10亿元 each, twenty of 2000万元 in one zone; 三（五）: 10万平方米, 600亩.
    zone: dict[str, Any] = {"签约金额": (50, "亿元"), "10亿元以上项目数": (1, "个")}
    assert goals == {
        "循环经济产业集聚区招商专班": zone,
        "产业集聚区招商专班": zone | {"2000万元以上项目数": (20, "个")},
        "全县": {"盘活厂房面积": (100_000, "㎡"), "盘活土地面积": (600, "亩")},
    }


def test_xiangcheng_s_rules_are_its_document_s_and_nobody_else_s(xiangcheng: Session) -> None:
    rules = {row.key: row.value for row in xiangcheng.query(Setting)}
    assert (rules["cadence_set"], rules["size_bands"]) == ("xiangcheng", "0.2、10、50")
    assert rules["size_zones"] == "按专班"
    assert "周汇总、月通报、季考评" in (rules["cadence"] or "")
    assert "一个重点项目、一名领导牵头、一套班子服务、一个部门负责、一套管理方案" in (rules["five_ones"] or "")
    assert "月例会" in (rules["monthly_meeting"] or "")
    assert "总投资169.34亿元" in (rules["year_plan"] or "")
    assert "entry_gate" not in rules
    county = xiangcheng.query(County).one()
    assert (county.name, county.province, county.prefecture) == ("襄城县", "河南省", "许昌市")
    assert county.organ == "襄城县工业转型发展领导小组办公室"
    assert [scheme.active for scheme in xiangcheng.query(Scheme)] == [None] * 4
    # The plan names four policies and says nothing of their content.
    assert {policy.name for policy in xiangcheng.query(Policy)} == {
        "进一步加强招商引资工作的意见",
        "襄城县招商引资十项政策",
        "以商招商奖励政策",
        "襄商回归十项措施",
    }
    assert xiangcheng.query(PolicyTier).count() == xiangcheng.query(Quota).count() == 0


def test_xiangcheng_s_projects_are_paired_with_idle_plants(xiangcheng: Session) -> None:
    names = {project.id: project.name for project in xiangcheng.query(Project)}
    assert len(names) == 8
    pairs = {asset.owner: names.get(asset.project or "") for asset in xiangcheng.query(Asset)}
    assert pairs == {
        "首瑞橡胶": "气凝胶项目",
        "宏源焦化": "针状焦项目",
        "鼎举电力": "番茄酱项目",
        "世强光电": "胡萝卜深加工项目",
        **dict.fromkeys(("万隆发饰", "中力新能源", "斯维科技", "黄洋铜业")),
    }
    chains = {chain.name: chain.id for chain in xiangcheng.query(Chain)}
    assert set(chains) == {
        *("循环经济产业集聚区能源产业", "循环经济产业集聚区化工产业", "循环经济产业集聚区其他配套产业"),
        "产业集聚区主导产业",
    }
    chemistry = chains["循环经济产业集聚区化工产业"]
    assert xiangcheng.query(ChainNode).filter(ChainNode.chain == chemistry).count() == 5


@pytest.mark.parametrize("preset", ["xiayi", "xiangcheng"])
def test_a_new_book_greets_nobody_with_what_its_plan_missed(empty_book: Path, tmp_path: Path, preset: str) -> None:
    """The parks' milestones of 2023 to 2025 stand in the book; none is late before its project has begun."""
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        presets.fill_book(book, preset, PRESETS)
        with book.reading() as session:
            assert daily_alerts(session, TODAY) == []
        if preset == "xiayi":
            with book.writing("开工") as session:
                park = session.query(Project).filter(Project.total.is_not(None)).one()
                park.advance(session, "开工", date(2023, 3, 1))
            with book.reading() as session:
                assert [alert.kind for alert in daily_alerts(session, TODAY)] == ["节点逾期"] * 3


def test_a_blank_book_holds_nothing_of_another_county(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        presets.fill_book(book, "blank", PRESETS)
        with book.reading() as session:
            assert {ledger for ledger in LEDGERS if session.query(ledger).count()} == {
                *(County, Setting, Term, Holiday),
                *(Scheme, SchemeItem),
            }
            assert session.query(Setting).filter(Setting.key == "cadence_set").one().value == "none"
            assert [scheme.active for scheme in session.query(Scheme)] == [None] * 4
            assert duty_calendar(session, date(2026, 1, 1), date(2026, 12, 31)) == []
