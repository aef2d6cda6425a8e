"""Idle assets matched with the projects that could use them, with the reasons shown to the clerk."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.audit import history
from models.errors import UserError
from models.ledgers import Asset, Project, Target
from models.statistics.asset_matching import areas_in_use, match_assets, match_projects, put_to_use
from models.storage.store import Store
from tests.rows import TODAY, add_project, add_row

D = Decimal


def xiangcheng_pairs(book: Store) -> tuple[dict[str, str], dict[str, str]]:
    """Add the pairs of 襄城's plan (四（五）) with invented areas; return asset and project ids by name."""
    plants: dict[str, dict[str, Any]] = {
        "首瑞橡胶": {"plant": D(12_000), "land": D(40), "industry": "碳基新材料、装备制造", "power": D(2000)},
        "鼎举电力": {"plant": D(8_000), "industry": "食品"},
        "世强光电": {"plant": D(3_000), "industry": "食品"},
        "万隆发饰": {"plant": D(20_000)},
    }
    wanted: dict[str, dict[str, Any]] = {
        "气凝胶": {"plant": D(10_000), "industry": "碳基新材料", "power": D(1500), "site": "产业集聚区"},
        "番茄酱": {"plant": D(7_500), "industry": "食品", "nature": "盘活"},
        "胡萝卜深加工": {"plant": D(2_500), "industry": "食品"},
        "没说要什么": {},
        "停了的": {"plant": D(1_000), "industry": "食品", "status": "暂停"},
    }
    with book.writing("襄城") as session:
        assets = {
            name: add_row(session, Asset, name=f"{name}闲置厂房", kind="闲置厂房", place="产业集聚区", **facts)
            for name, facts in plants.items()
        }
        assets["用着的"] = add_row(session, Asset, name="用着的", kind="闲置厂房", plant=D(9_000), state="已盘活")
        projects = {name: add_row(session, Project, name=f"{name}项目", **facts) for name, facts in wanted.items()}
        projects["已开工"] = add_project(session, "已开工", {"开工": date(2026, 3, 1)}, plant=D(1_000), industry="食品")
    return assets, projects


def test_every_project_of_the_plan_finds_its_plant_first(book: Store) -> None:
    assets, projects = xiangcheng_pairs(book)
    with book.reading() as session:
        best = {name: [match.row for match in match_assets(session, row)][:1] for name, row in projects.items()}
    assert best == {
        "气凝胶": [assets["首瑞橡胶"]],
        "番茄酱": [assets["鼎举电力"]],
        "胡萝卜深加工": [assets["世强光电"]],
        "没说要什么": [],
        "停了的": [],
        "已开工": [],
    }


def test_a_plant_s_projects_come_with_their_reasons(book: Store) -> None:
    assets, projects = xiangcheng_pairs(book)
    with book.reading() as session:
        first, *rest = match_projects(session, assets["首瑞橡胶"])
        assert first.row == projects["气凝胶"]
        # 厂房 3 + 1 (it fills more than half), 供电 1 + 1, 产业 3, 地点 2
        assert (first.score, first.explanation) == (
            11,
            "厂房12,000㎡，够用（需10,000㎡）；供电2,000kVA，够用（需1,500kVA）；适合碳基新材料；同在产业集聚区",
        )
        assert projects["番茄酱"] in [match.row for match in rest]
        small = [match.row for match in match_projects(session, assets["世强光电"])]
        assert small == [projects["胡萝卜深加工"]]  # the others need more than there is
        assert match_projects(session, assets["用着的"]) == []


def test_what_the_asset_does_not_state_is_to_be_asked(book: Store) -> None:
    with book.writing("行") as session:
        asset = add_row(session, Asset, name="空地", industry="食品")
        add_row(session, Project, name="厂", plant=D(500), power=D(100), industry="食品")
    with book.reading() as session:
        (match,) = match_projects(session, asset)
    assert match.explanation == "适合食品；要问：厂房多大、供电多大"


def test_putting_to_use_takes_the_area_needed_and_counts_against_the_target(book: Store) -> None:
    assets, projects = xiangcheng_pairs(book)
    with book.writing("目标") as session:
        add_row(session, Target, metric="盘活厂房面积", period="2026", value=D(100_000), unit="㎡")
    with book.writing("盘活") as session:
        put_to_use(session, assets["首瑞橡胶"], projects["气凝胶"], TODAY)
        put_to_use(session, assets["万隆发饰"], projects["没说要什么"], TODAY)
    with book.reading() as session:
        row = session.get_one(Asset, assets["首瑞橡胶"])
        assert (row.project, row.state, row.used_on) == (projects["气凝胶"], "已盘活", TODAY)
        assert (row.used_plant, row.used_land) == (D(10_000), D(40))
        usage = areas_in_use(session, 2026)
        assert (usage.plant, usage.land, usage.plant_goal, usage.land_goal) == (D(30_000), D(40), D(100_000), None)
        assert set(usage.rows) == {assets["首瑞橡胶"], assets["万隆发饰"]}
        assert areas_in_use(session, 2025).plant == 0
        assert match_assets(session, projects["气凝胶"]) == []
        batch = history.undoable(session, book.who)[0]
        assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert areas_in_use(session, 2026).plant == 0


def test_a_plant_is_not_given_away_twice(book: Store) -> None:
    assets, projects = xiangcheng_pairs(book)
    with book.writing("盘活") as session:
        put_to_use(session, assets["首瑞橡胶"], projects["气凝胶"], TODAY)
    with book.writing("再给") as session, pytest.raises(UserError, match="已经匹配给别的项目"):
        put_to_use(session, assets["首瑞橡胶"], projects["番茄酱"], TODAY)
    with book.writing("没有") as session, pytest.raises(UserError, match="已不在台账里"):
        put_to_use(session, "没有的", projects["番茄酱"], TODAY)


def test_water_gas_and_environment_must_suffice_too(book: Store) -> None:
    with book.writing("行") as session:
        site = {"plant": D(1000), "industry": "食品", "water": D(50), "gas": D(800), "emissions": D("1.5")}
        asset = add_row(session, Asset, name="旧厂", **site)
        bare = add_row(session, Asset, name="空厂", plant=D(1000), industry="食品")
        needs = {"plant": D(800), "industry": "食品", "water": D(40), "gas": D(800), "emissions": D(1)}
        fits = add_row(session, Project, name="够用", **needs)
        for key, more in (("water", D(51)), ("gas", D(801)), ("emissions", D("1.51"))):
            add_row(session, Project, name=f"超{key}", **needs | {key: more})
    with book.reading() as session:
        (match,) = match_projects(session, asset)
        assert match.row == fits
        assert "供水50吨/日，够用（需40吨/日）；供气800m³/日，够用（需800m³/日）" in match.explanation
        assert "环境容量1.5吨/年，够用（需1吨/年）" in match.explanation
        asked = [proposal.explanation.partition("要问：")[2] for proposal in match_projects(session, bare)]
    assert asked == ["供水多大、供气多大、环境容量多大"] * 4
