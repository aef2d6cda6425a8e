"""项目一页表: what a project's facts, stages, money, screening and linked rows say on paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.fields.field import fields
from models.ledgers import Project
from models.queries.row_detail import EMPTY_VALUE, FieldValue, RowDetail
from models.rules.screening import Gate, ScreeningFinding
from models.statistics.project_profile import PlacedFunds, ProjectProfile, RelatedRows
from reports.circulars.sheets.project_sheet import draft
from reports.content.document import Block, Document, Paragraph, SectionHeading, Table

TODAY = date(2026, 11, 20)
NO_FUNDS = PlacedFunds(Decimal(0), (), None, None)
OPEN, SHUT = Gate("签约", ()), Gate("开工", ("用地", "环评"))


def related(ledger: str, *cells: tuple[str, ...], titles: tuple[str, ...] = ()) -> RelatedRows:
    return RelatedRows(ledger, titles, tuple(f"r{number}" for number in range(len(cells))), cells)


def profile(**texts: str) -> ProjectProfile:
    """Return a project with some fields and nothing linked to it."""
    values = {field.key: EMPTY_VALUE for field in fields(Project)}
    given = {"name": "汾河焦化", **texts}
    values |= {key: FieldValue(text, "", text, text) for key, text in given.items()}
    return ProjectProfile(
        detail=RowDetail("p", given["name"], values, False),
        moves=related("stage_move"),
        milestones=related("milestone"),
        obligations=related("obligation"),
        fundings=related("funding"),
        placed=NO_FUNDS,
        per_mu=(),
        law_findings=(),
        four_highs=ScreeningFinding("四高二低", None, "未核"),
        by_case=False,
        gates=(OPEN, SHUT),
        late=0,
        overdue=0,
    )


def drafted(of: ProjectProfile, max_rows: int = 12) -> Document:
    return draft(of, TODAY, "示例县", max_rows)


def section(of: ProjectProfile, title: str, max_rows: int = 12) -> list[Block]:
    """Return the blocks below a heading."""
    blocks: list[Block] = []
    inside = False
    for block in drafted(of, max_rows).body:
        if isinstance(block, SectionHeading):
            inside = block.text.endswith(title)
        elif inside:
            blocks.append(block)
    return blocks


def sentences(blocks: list[Block]) -> str:
    return "".join(block.text for block in blocks if isinstance(block, Paragraph))


def pairs(blocks: list[Block]) -> dict[str, str]:
    """Return the labels and values of the forms."""
    rows = [[cell.text for cell in row.cells] for block in blocks if isinstance(block, Table) for row in block.rows]
    flat = [text for row in rows for text in row]
    return {label: value for label, value in zip(flat[::2], flat[1::2], strict=True) if label}


def lines(blocks: list[Block]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for block in blocks if isinstance(block, Table) for row in block.rows]


def test_a_project_just_entered_says_what_is_missing() -> None:
    empty = profile()
    assert [block.text for block in drafted(empty).body if isinstance(block, SectionHeading)] == [
        "一、基本情况",
        "二、阶段和资金",
        "三、准入审核",
        "四、包联服务和五个一",
        "五、推进节点",
        "六、责任事项",
    ]
    assert sentences(section(empty, "阶段和资金")) == "还没有登记阶段。还没有登记到位资金。"
    assert sentences(section(empty, "推进节点")) == "还没有排推进节点。"
    assert sentences(section(empty, "责任事项")) == "没有登记责任事项。"
    assert (drafted(empty).title, drafted(empty).dated) == ("汾河焦化一页表", TODAY)


def test_facts_nobody_needs_are_left_out_and_others_show_a_dash() -> None:
    facts = pairs(section(profile(stage="签约", total="30,000", site="开发区"), "基本情况"))
    assert facts["阶段"] == "签约"
    assert (facts["总投资（万元）"], facts["建设地点"]) == ("30,000", "开发区")
    assert facts["投资方"] == "—"
    assert "项目编号" not in facts
    assert "存在问题" not in facts


def test_prose_stands_in_full_width_below() -> None:
    blocks = section(profile(content="年产10万吨针状焦", problem="用地未批"), "基本情况")
    assert lines(blocks[1:]) == [["建设内容", "年产10万吨针状焦"], ["存在问题", "用地未批"]]


def test_stage_moves_with_what_is_known_of_each() -> None:
    moves = related(
        "stage_move",
        ("在谈", "2026-01-10", "", "", ""),
        ("签约", "2026-03-05", "28,000", "合同第3号", "示例甲"),
    )
    assert pairs(section(replace(profile(), moves=moves), "阶段和资金")) == {
        "在谈": "2026-01-10",
        "签约": "2026-03-05，28,000万元，合同第3号，示例甲登记",
    }


def test_of_many_moves_the_latest_are_shown() -> None:
    moves = related("stage_move", *((name, "2026-01-10", "", "", "") for name in ("在谈", "签约", "开工")))
    assert list(pairs(section(replace(profile(), moves=moves), "阶段和资金", max_rows=2))) == ["签约", "开工"]


def test_money_with_its_share_of_the_contract_and_the_latest_months() -> None:
    months = [(f"2026年{number}月", f"{number}00", "", "", "") for number in range(1, 7)]
    paid = replace(
        profile(),
        fundings=related("funding", *months),
        placed=PlacedFunds(Decimal(2100), tuple("abcdef"), Decimal(28_000), Decimal("7.5")),
    )
    assert "累计到位资金2,100.00万元（6笔），资金到位率7.50%；最近：2026年3月300万元、" in sentences(
        section(paid, "阶段和资金")
    )
    short = sentences(section(paid, "阶段和资金", max_rows=2))
    assert short.endswith("最近：2026年5月500万元、2026年6月600万元。")
    unrated = replace(paid, placed=replace(paid.placed, rate=None))
    assert "资金到位率" not in sentences(section(unrated, "阶段和资金"))


# --- screening ------------------------------------------------------------------------------------------------------
def finding(name: str, *, met: bool | None) -> ScreeningFinding:
    return ScreeningFinding(name, met, f"{name}的依据")


@pytest.mark.parametrize(
    ("outcomes", "word"),
    [((True, True), "达到"), ((True, None), "未核全"), ((None, False), "未达到"), ((), "达到")],
)
def test_one_condition_missed_is_missed_and_one_unknown_is_unknown(
    outcomes: tuple[bool | None, ...], word: str
) -> None:
    laws = tuple(finding(f"法{number}", met=met) for number, met in enumerate(outcomes))
    rows = {row[0]: row[1:] for row in lines(section(replace(profile(), law_findings=laws), "准入审核"))}
    assert rows["四法一政策"][0] == word


def test_the_conditions_are_named_by_outcome() -> None:
    laws = (finding("节能", met=True), finding("环保", met=False), finding("安全", met=True), finding("质量", met=None))
    rows = {row[0]: row[1:] for row in lines(section(replace(profile(), law_findings=laws), "准入审核"))}
    assert rows["四法一政策"][1] == "符合：节能、安全；不符合：环保；未核：质量"


def test_thresholds_and_gates() -> None:
    measured = (finding("亩均投资", met=True), finding("亩均税收", met=False))
    rows = {row[0]: row[1:] for row in lines(section(replace(profile(), per_mu=measured, by_case=True), "准入审核"))}
    assert rows["亩均门槛"] == ["未达到", "亩均投资的依据；亩均税收的依据；亩均指标达到“一事一议”条件"]
    assert rows["签约前关口"] == ["齐备", "各项齐备"]
    assert rows["开工前关口"] == ["缺2项", "用地、环评"]
    none = {row[0]: row[1:] for row in lines(section(profile(), "准入审核"))}
    assert none["亩均门槛"][1] == "本县没有设门槛"


def test_who_let_it_pass_and_why() -> None:
    rows = {row[0]: row[1:] for row in lines(section(profile(passed_by="示例甲", passed_why="龙头项目"), "准入审核"))}
    assert rows["关口放行人"] == ["示例甲", "龙头项目"]
    assert "关口放行人" not in {row[0] for row in lines(section(profile(), "准入审核"))}


# --- linked rows ----------------------------------------------------------------------------------------------------
def test_milestones_with_the_late_counted() -> None:
    nodes = related(
        "milestone",
        ("选址", "2026-08-01", "2026-07-28", "", ""),
        ("环评", "2026-10-01", "", "", ""),
        ("开工", "", "", "", ""),
    )
    blocks = section(replace(profile(), milestones=nodes, late=1), "推进节点")
    assert pairs(blocks) == {
        "选址": "计划2026-08-01，2026-07-28完成",
        "环评": "计划2026-10-01，未完成",
        "开工": "计划—，未完成",
    }
    assert sentences(blocks) == "到期未完成的节点1个。"
    assert sentences(section(replace(profile(), milestones=nodes), "推进节点")) == ""
    cut = section(replace(profile(), milestones=nodes, late=1), "推进节点", max_rows=1)
    assert list(pairs(cut)) == ["环评", "开工"]
    assert sentences(cut) == "共3个节点，表中是最近的2个。到期未完成的节点1个。"


def test_obligations_with_the_overdue_counted() -> None:
    titles = ("事项", "责任方", "类别", "责任单位", "责任人", "时限", "状态")
    every = related(
        "obligation",
        ("供地", "政府", "议定", "自然资源局", "", "2026-10-01", "办理中"),
        ("到资", "企业", "承诺", "甲公司", "", "2026-12-01", "办理中"),
        titles=titles,
    )
    blocks = section(replace(profile(), obligations=every, overdue=1), "责任事项")
    assert [row[0] for row in lines(blocks)] == ["供地", "到资"]
    assert sentences(blocks) == "逾期未销号的1件。"
    cut = section(replace(profile(), obligations=every, overdue=1), "责任事项", max_rows=1)
    assert [row[0] for row in lines(cut)] == ["到资"]
    assert sentences(cut) == "共2件，表中是最近的1件。逾期未销号的1件。"
