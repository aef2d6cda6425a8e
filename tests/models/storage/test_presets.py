"""A new book holds what the county's own document states; every number here was counted by hand in that document."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.field import fields
from models.fields.kinds import ChoiceKind
from models.ledgers import (
    LEDGERS,
    Chain,
    ChainNode,
    County,
    Dossier,
    Enterprise,
    Holiday,
    Milestone,
    Policy,
    PolicyTier,
    Project,
    Quota,
    Setting,
    Target,
    TaskForce,
    Term,
)
from models.storage import presets, store
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from resources import PRESETS
from tests.rows import copy_template, finish, open_unsynced


@pytest.fixture(scope="module")
def hejin(hejin_book: Path) -> Iterator[Session]:
    """Read 河津's book."""
    with store.open_book(hejin_book, write=False) as book, book.reading() as session:
        yield session


@pytest.fixture(scope="module")
def xiayi(xiayi_book: Path) -> Iterator[Session]:
    """Read 夏邑's book."""
    with store.open_book(xiayi_book, write=False) as book, book.reading() as session:
        yield session


# 河政办函〔2021〕44号 二: 一（一）1—4, （二）方向一至方向七, （三）; 方向七 names five leading groups of its own.
TASK_FORCES = {
    "焦化": ("河津经济技术开发区", "", 2, 8),
    "钢铁": ("市工科局", "", 2, 8),
    "铝": ("市发改局", "小企业服务中心", 3, 10),
    "固废综合利用": ("运城市生态环境局河津分局", "", 4, 8),
    "大数据": ("市行政审批局", "", 1, 7),
    "生物基新材料": ("市农业农村局", "", 1, 3),
    "特种汽车": ("市招商投资促进中心", "", 1, 9),
    "碳基新材料": ("河津经济技术开发区", "", 1, 1),
    "现代生物医药和大健康": ("市卫健局", "市民政局", 1, 3),
    "新能源": ("市能源局", "", 0, 5),
    "现代金融服务": ("市政府办综保中心", "", 0, 2),
    "现代物流与商贸流通": ("市交通运输局、农业农村局、工科局", "", 0, 3),
    "文化旅游": ("市委宣传部、文旅局", "", 0, 1),
    "共性技术平台与检验认证": ("市工科局", "", 0, 2),
    "生活性服务业": ("市教育局、住建局", "", 0, 2),
    "研发机构": ("市工科局", "", 0, 5),
}


def test_hejin_has_sixteen_task_forces_with_their_units_chains_and_wanted_projects(hejin: Session) -> None:
    forces = hejin.query(TaskForce).order_by(TaskForce.rank).all()
    chains = Counter(chain.task_force for chain in hejin.query(Chain))
    wanted = Counter(dossier.task_force for dossier in hejin.query(Dossier))
    by_force = {
        force.short: (force.lead_units, force.coop_units or "", chains[force.id], wanted[force.id]) for force in forces
    }
    assert by_force == TASK_FORCES
    assert len(by_force) == 16
    assert wanted.total() == 77
    assert [force.category for force in forces].count("传统产业") == 4


def test_hejins_four_old_industries_have_eleven_chains(hejin: Session) -> None:
    old = [chain.name for chain in hejin.query(Chain).filter(Chain.kind == "传统产业").order_by(Chain.id)]
    assert Counter(re.sub("产业链.", "", name) for name in old) == {"焦化": 2, "钢铁": 2, "铝": 3, "固废综合利用": 4}
    (last,) = (chain for chain in hejin.query(Chain) if chain.name == "固废综合利用产业链四")
    assert last.text == "赤泥——赤泥与粉煤灰和煤矸石混用——制砖及路基回填料。"
    nodes = hejin.query(ChainNode).filter(ChainNode.chain == last.id).order_by(ChainNode.line, ChainNode.step)
    assert nodes[0].name == "赤泥"


def test_hejins_targets_are_the_documents_and_what_it_leaves_open_is_open(hejin: Session) -> None:
    names = {force.id: force.short for force in hejin.query(TaskForce)}
    by_force: dict[str, dict[str, Any]] = {}
    for target in hejin.query(Target):
        ids = (target.task_forces or "").split()
        holder = str(names[ids[0]]) if len(ids) == 1 else f"{len(ids)} shared"
        by_force.setdefault(holder, {})[target.metric] = target.value
        assert target.period == "十四五末"
        assert target.source
    # Numbers of projects, 产值 and 税收 in 亿元; the seven directions have eleven task forces and one target.
    stated: dict[str, Any] = {
        "焦化": (20, 300, 30),
        "钢铁": (15, 400, 40),
        "铝": (25, 300, 20),
        "固废综合利用": (None, 50, 3),
    }
    stated["11 shared"] = (20, 300, 40)
    assert {holder: tuple(values.values()) for holder, values in by_force.items()} == stated
    assert all(list(values) == ["引进项目数", "产值", "税收"] for values in by_force.values())


def settings_by_key(session: Session) -> dict[str, str | None]:
    """Return the county's rules by key."""
    return {row.key: row.value for row in session.query(Setting)}


def test_hejins_rules_are_written_as_the_document_has_them(hejin: Session) -> None:
    rules = settings_by_key(hejin)
    assert rules["cadence"] == "一周一研究、半月一调度、一月一汇总、每月一通报"
    assert rules["supervision"] == "每月排队、每季通报、年中督查、年末考核"
    assert (rules["entry_gate"] or "").count("、") == 4
    assert "“511”奋斗目标" in (rules["goals"] or "")
    assert rules["cadence_set"] == "hejin"
    county = hejin.query(County).one()
    assert (county.name, county.level, county.province, county.prefecture) == ("河津市", "县级市", "山西省", "运城市")
    assert county.document_number == "河政办函〔2021〕44号"


def tiers_of(session: Session, kind: str) -> list[tuple[Decimal | None, ...]]:
    """Return the tiers of the policy of a kind: bounds, figures per mu, rate."""
    policy = session.query(Policy).filter(Policy.kind == kind).one()
    tiers = session.query(PolicyTier).filter(PolicyTier.policy == policy.id).order_by(PolicyTier.name)
    return sorted(
        ((tier.least, tier.most, tier.invest, tier.output, tier.tax, tier.rate) for tier in tiers),
        key=lambda tier: [figure or Decimal(0) for figure in tier],
    )


def test_hejins_policies_state_the_tiers_of_their_document(hejin: Session) -> None:
    assert tiers_of(hejin, "引荐奖励") == [
        (Decimal(2000), Decimal(10_000), None, None, None, Decimal("0.5")),
        (Decimal(10_000), Decimal(30_000), None, None, None, Decimal("0.45")),
        (Decimal(30_000), Decimal(50_000), None, None, None, Decimal("0.4")),
        (Decimal(50_000), None, None, None, None, None),
    ]
    assert tiers_of(hejin, "落户奖励") == [
        (None, None, Decimal(200), Decimal(150), Decimal(10), Decimal(30)),
        (None, None, Decimal(300), Decimal(200), Decimal(20), Decimal(50)),
        (None, None, Decimal(400), Decimal(250), Decimal(30), Decimal(80)),
    ]
    assert tiers_of(hejin, "一事一议") == [
        (None, None, None, Decimal(200), Decimal(20), None),
        (None, None, Decimal(300), None, None, None),
    ]


def test_hejins_policies_are_of_2021_and_want_a_review(hejin: Session) -> None:
    for policy in hejin.query(Policy):
        assert (policy.number, policy.valid_from) == ("河政办函〔2021〕44号", date(2021, 10, 28))
        assert policy.name.endswith("（2021年）")
        assert (policy.review, policy.remark) == ("未审查", "2021年的文件，须作公平竞争审查。")


@pytest.mark.parametrize("preset", ["xiayi", "blank"])
def test_no_other_county_gets_hejins_policies(book: Store, preset: str) -> None:
    presets.fill_book(book, preset, PRESETS)
    with book.reading() as session:
        assert session.query(Policy).count() == session.query(PolicyTier).count() == 0


def test_hejins_anchors_are_local_firms_by_the_names_the_document_uses(hejin: Session) -> None:
    names = {force.id: force.short for force in hejin.query(TaskForce)}
    anchors = hejin.query(Enterprise).filter(Enterprise.kind == "骨干企业")
    by_force = Counter(names[str(row.task_force)] for row in anchors)
    assert {key: by_force[key] for key in ("焦化", "钢铁", "铝", "固废综合利用")} == {
        "焦化": 2,
        "钢铁": 2,
        "铝": 5,
        "固废综合利用": 5,
    }
    assert all(row.local for row in anchors)


def test_xiayi_has_seven_groups_named_after_its_five_series_one_firm_and_one_clean_up(xiayi: Session) -> None:
    forces = xiayi.query(TaskForce).order_by(TaskForce.rank).all()
    named = ["军工系", "纺织系", "桂柳系", "轻跑系", "飞江系", "淮海铸造", "僵尸企业"]
    assert [any(name in force.name for force in forces[n : n + 1]) for n, name in enumerate(named)] == [True] * 7
    assert len(forces) == 7
    assert {force.budget for force in forces} == {Decimal(10)}
    assert all(force.lead_units is None for force in forces), "the document names no leading unit"


def test_xiayis_quotas_are_the_documents(xiayi: Session) -> None:
    quotas = {row.metric: (row.every, row.least, row.unit) for row in xiayi.query(Quota).filter(Quota.whose.is_(None))}
    assert quotas == {
        "上报有价值线索": ("每月", 10, "条"),
        "重点招引企业": ("累计", 20, "家"),
        "招商专案": ("累计", 5, "个"),
        "区域专场活动": ("每年", 4, "次"),
        "县内专题推介": ("每年", 2, "次"),
        "目标区域专题推介": ("每年", 2, "次"),
        "年度经费": ("每年", 10, "万元"),
        "接洽亿元以上项目": ("每月", None, "一批"),
    }


def test_the_zone_s_quotas_are_the_documents(xiayi: Session) -> None:
    rows = xiayi.query(Quota).filter(Quota.whose.is_not(None))
    assert {(row.whose, row.metric, row.every, row.least) for row in rows} == {
        ("高新区", "重大项目包装", "每年", Decimal(10)),
        ("高新区", "引进10亿元以上项目", "每年", None),
        ("高新区", "重点企业信息库", "累计", None),
    }
    assert {row.metric: row.source for row in rows}["重大项目包装"] == "每年年初精心包装10个以上重大招商项目"


def test_xiayis_headquarters_its_office_and_its_groups_are_the_documents(xiayi: Session) -> None:
    county = xiayi.query(County).one()
    assert (county.hq, county.commander, county.deputies) == (
        "县“五系一本一整治”产业招商工作指挥部",
        "县委书记",
        "县长",
    )
    assert county.office == "指挥部办公室"
    assert county.groups == "指挥部下设七个产业招商工作领导组，由分管县级领导任组长"


def test_xiayis_targets_are_the_documents(xiayi: Session) -> None:
    rows = xiayi.query(Target).filter(Target.task_forces.is_(None))
    county: dict[str, Any] = {row.metric: (row.value, row.unit) for row in rows}
    assert county == {
        "引进项目数": (100, "个"),
        "10亿元以上项目数": (15, "个"),
        "500强和行业十强项目数": (5, "个"),
        "利用外资和省外资金年均增速": (10, "%"),
        "境外资金": (2000, "万美元"),
        "省外资金": (350, "亿元"),
        "外资企业数": (3, "家"),
        "千亿级产业集群数": (3, "个"),
        "百亿级产业集群数": (9, "个"),
        "制造业占比": (50, "%"),
    }
    with_force = Counter((row.metric, row.value) for row in xiayi.query(Target).filter(Target.task_forces.is_not(None)))
    assert with_force == {("上下游企业数", Decimal(10)): 6, ("僵尸企业盘活数", Decimal(51)): 1}


def test_xiayis_three_parks_stand_with_what_the_document_says_they_cost(xiayi: Session) -> None:
    parks = {row.name: (row.total, row.land) for row in xiayi.query(Project)}
    assert parks == {
        "50GWh磷酸铁锂圆柱形电芯产业园": (Decimal(3_790_000), Decimal(3000)),
        # “总体产业规模超千亿元” is what it will turn over, not what it will cost.
        "高端装备及船用曲轴制造产业园": (None, None),
        "生态印染科技产业园": (None, Decimal(1950)),
    }
    steps = [(row.plan_on.isoformat(), row.name) for row in xiayi.query(Milestone) if row.plan_on]
    assert sorted(steps) == [
        ("2023-12-31", "2023年：产能5GWh，投资37.84亿元"),
        ("2024-12-31", "2024年：产能15GWh，投资114亿元"),
        ("2025-12-31", "2025年：产能30GWh，投资227亿元"),
    ]
    assert settings_by_key(xiayi)["cadence_set"] == "xiayi"


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.__tablename__)
def test_every_choice_has_its_dictionary(ledger: Any) -> None:
    words = json.loads((PRESETS / "dictionaries.json").read_text("utf-8"))
    for field in fields(ledger):
        if isinstance(field.kind, ChoiceKind):
            assert words[field.kind.dictionary]["words"], field.label


def test_dictionaries_have_no_word_twice_and_all_say_where_they_come_from(hejin: Session) -> None:
    terms = Counter((row.dictionary, row.word) for row in hejin.query(Term))
    assert set(terms.values()) == {1}
    assert all(row.source for row in hejin.query(Term))


@pytest.mark.parametrize("name", ["hejin_book", "xiayi_book", "xiangcheng_book"])
def test_a_presets_own_words_are_in_its_dictionaries(request: pytest.FixtureRequest, name: str) -> None:
    with store.open_book(request.getfixturevalue(name), write=False) as book, book.reading() as session:
        known: dict[str, set[str]] = {}
        for term in session.query(Term):
            known.setdefault(term.dictionary, set()).add(term.word)
        for ledger in LEDGERS:
            for field in fields(ledger):
                if isinstance(field.kind, ChoiceKind):
                    used = {
                        word for row in session.query(ledger) for word in (getattr(row, field.key) or "").split("、")
                    }
                    assert used - {""} <= known[field.kind.dictionary], field.label


def quoted_texts(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text stored under a key that marks a quotation."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from quoted_texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from quoted_texts(inner, key)
    elif key.endswith("quote"):
        yield value


@pytest.mark.parametrize(("name", "least"), [("hejin", 30), ("xiayi", 30), ("xiangcheng", 25)])
def test_every_quote_quotes_something(name: str, least: int) -> None:
    quoted = list(quoted_texts(json.loads((PRESETS / f"{name}.json").read_text("utf-8"))))
    assert len(quoted) > least
    assert all(isinstance(quote, str | bool) and quote for quote in quoted)


def test_the_holidays_are_days_of_published_or_assumed_years(hejin: Session) -> None:
    rows = hejin.query(Holiday).all()
    days = [row.on for row in rows]
    assert len(days) == len(set(days))
    assert {row.state for row in rows} <= {"已公布", "推算"}
    # Weekends worked instead are weekends, and 1 October is always free.
    assert all(row.on.weekday() >= 5 for row in rows if row.kind == "调休上班")
    for year in {day.year for day in days}:
        assert any(day.year == year and (day.month, day.day) == (10, 1) for day in days)


def test_an_unknown_preset_is_rejected_and_a_blank_county_says_what_to_fill_in(
    empty_book: Path, tmp_path: Path
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        with pytest.raises(UserError, match="可选：hejin、xiayi、xiangcheng、blank"):
            presets.fill_book(book, "yuncheng", PRESETS)
        presets.fill_book(book, "blank", PRESETS)
        with book.reading() as session:
            assert session.query(County).one().name == "（请填县市名称）"
            assert session.query(TaskForce).count() == 0
        assert finish(check_integrity(book)).is_intact
