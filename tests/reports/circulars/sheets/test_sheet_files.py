"""One-page sheets fit on one page and agree with the book, both from the window and from the command line."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa

from desktop.cli import main
from models.ledgers import Funding, Milestone, Obligation, Project, Reward
from models.statistics.events import StatisticsData
from models.storage.store import Store
from reports.circulars.sheets import sheet_files
from reports.circulars.workflow.compose import load_facts
from reports.content.document import Document, Paragraph, Table, figures
from tests.rows import TODAY, add_project, add_row

D = Decimal


def words(path: Path) -> str:
    """Give the text of a PDF without blanks."""
    pdf = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return re.sub(r"\s", "", text)


def document_text(document: Document) -> str:
    """Join all texts of a document's body into one string."""
    parts = []
    for block in document.body:
        parts += [block.text] if isinstance(block, Paragraph) else []
        parts += [cell.text for row in block.rows for cell in row.cells] if isinstance(block, Table) else []
    return "｜".join(parts)


@pytest.fixture
def facts(demo: Store) -> StatisticsData:
    """Read the demonstration's facts."""
    return load_facts(demo)


def project_with_most_obligations(demo: Store) -> str:
    """Find the project of the demonstration with the most obligations."""
    count = sa.func.count().label("n")
    with demo.reading() as session:
        query = (
            sa.select(Obligation.project, count).group_by(Obligation.project).order_by(count.desc(), Obligation.project)
        )
        return str(session.execute(query.limit(1)).scalar_one())


def test_a_project_s_sheet_is_one_page(demo: Store, tmp_path: Path) -> None:
    row = project_with_most_obligations(demo)
    printed = sheet_files.project_sheet(demo, row, tmp_path / "项目.pdf", TODAY)
    assert printed.pages == 1
    text = words(tmp_path / "项目.pdf")
    for part in (
        "基本情况",
        "阶段和资金",
        "准入审核",
        "包联服务和五个一",
        "推进节点",
        "责任事项",
        "四法一政策",
        "四高二低",
    ):
        assert part in text
    assert "None" not in text
    assert "10000000002" not in text  # nobody's telephone


def test_an_opening_amount_is_not_printed_as_a_months(demo: Store, tmp_path: Path) -> None:
    with demo.writing("期初") as session:
        row = add_project(session, "示例老项目", {"签约": date(2024, 5, 6)}, signed_amount=Decimal(9000))
        days = {"month": date(2026, 9, 1), "covers_to": date(2026, 9, 30)}
        add_row(session, Funding, project=row, amount=Decimal(5000), **days)
        add_row(session, Funding, project=row, amount=Decimal(300), month=date(2026, 10, 1))
    sheet_files.project_sheet(demo, row, tmp_path / "项目.pdf", TODAY)
    text = words(tmp_path / "项目.pdf")
    assert "累计到位资金5,300.00万元（2笔）" in text
    assert "期初（截至2026-09-30）5,000万元、2026年10月300万元" in text


def test_every_project_of_the_demonstration_fits(demo: Store, tmp_path: Path, facts: StatisticsData) -> None:
    rows = sorted(facts.projects)[::9]
    pages = [sheet_files.project_sheet(demo, row, tmp_path / "一页.pdf", TODAY).pages for row in rows]
    assert set(pages) == {1}


def test_a_project_with_very_much_still_fits_and_says_what_is_not_shown(demo: Store, tmp_path: Path) -> None:
    row = project_with_most_obligations(demo)
    with demo.writing("很多事") as session:
        session.get_one(Project, row).content = "建设内容很多，" * 30
        for number in range(40):
            facts = {"project": row, "due": TODAY - timedelta(days=number)}
            add_row(session, Obligation, name=f"示例事项{number}", side="政府", **facts)
            add_row(session, Milestone, name=f"示例节点{number}", project=row, plan_on=TODAY)
    assert sheet_files.project_sheet(demo, row, tmp_path / "很多.pdf", TODAY).pages == 1
    assert re.search(r"共4\d件，表中是最近的\d+件", words(tmp_path / "很多.pdf"))


def test_a_number_on_a_project_s_sheet_knows_its_rows(demo: Store, facts: StatisticsData) -> None:
    row = next(event.project for event in facts.events.funds)
    document = sheet_files.project_document(demo, row, today=TODAY)
    placed = next(figure for figure in figures(document) if figure.key == "funds.project")
    money = [event for event in facts.events.funds if event.project == row]
    assert placed.value == sum(event.amount for event in money)
    assert set(placed.rows) == {event.row for event in money}


def reward(demo: Store, **given: object) -> str:
    """Put one claim into the demonstration."""
    with demo.writing("奖励") as session:
        return add_row(session, Reward, name="示例商会", kind="引荐奖励", **given)


def test_a_reward_s_sheet_shows_every_reading(demo: Store, tmp_path: Path) -> None:
    row = reward(demo, listed_amount=D(30_000), real_amount=D(30_000), amount=D(120))
    printed = sheet_files.reward_sheet(demo, row, tmp_path / "奖励.pdf", TODAY)
    assert printed.pages == 1
    text = document_text(sheet_files.reward_document(demo, row, TODAY))
    # 30000×0.45％ = 135 by the county's reading; 120 and 140 by the others: −15 and ＋5.
    assert "奖励金额为135.00万元" in text
    assert "30000万元×0.45%＝135万元（全额适用一档，边界归低档）" in text
    assert "全额适用一档、边界归高档｜30000万元×0.4%＝120万元（全额适用一档，边界归高档）｜120.00｜-15.00" in text
    assert "10000×0.5%＋20000×0.45%＝140万元（分段累进）｜140.00｜+5.00" in text
    assert "台账登记的奖励金额是120.00万元，与测算结果不一致" in text
    assert next(mark.figure.rows for mark in printed.marks if mark.figure.key == "reward") == (row,)


def test_a_reward_decided_case_by_case_and_one_that_lacks_numbers(demo: Store) -> None:
    row = reward(demo, listed_amount=D(60_000), real_amount=D(60_000))
    assert "一事一议，由市招商引资领导小组集体研究" in document_text(sheet_files.reward_document(demo, row, TODAY))
    bare = reward(demo)
    assert "缺固投入库额、固投实际额，还不能测算。" in document_text(sheet_files.reward_document(demo, bare, TODAY))


def test_a_settled_firm_s_sheet_shows_three_years_by_both_readings(demo: Store) -> None:
    per_mu = {"invest_per_mu": D(400), "output_per_mu": D(200), "tax_per_mu": D(20)}
    years = {"base_tax": D(100), "tax_1": D(150), "tax_2": D(90), "tax_3": D(130)}
    with demo.writing("奖励") as session:
        row = add_row(session, Reward, name="示例材料有限公司", kind="落户奖励", **per_mu, **years)
    text = document_text(sheet_files.reward_document(demo, row, TODAY))
    # All three reach the second tier (50 %), the investment alone the third (80 %); the poor second year is nought.
    assert "按本县口径（三项同时达到），奖励金额为40.00万元" in text
    assert "（50＋0＋30）×50%＝40万元（二档，基数100万元）" in text
    assert "任一项达到｜（50＋0＋30）×80%＝64万元（三档，基数100万元）｜64.00｜+24.00" in text
    assert "亩均指标达到本县“一事一议”政策的条件，可提交研究。" in text


def test_a_project_s_sheet_holds_its_per_mu_figures_against_the_county_s_thresholds(demo: Store) -> None:
    row = project_with_most_obligations(demo)
    facts = {"fixed": D(12_000), "land": D(40), "output": D(6_400), "tax": D(396)}
    with demo.writing("亩均") as session:
        for key, value in facts.items():
            setattr(session.get_one(Project, row), key, value)
    # 12000÷40 = 300, which may be treated case by case; 6400÷40 = 160; 396÷40 = 9.9 misses 10.
    text = document_text(sheet_files.project_document(demo, row, today=TODAY))
    assert "亩均门槛｜未达到｜" in text
    assert "亩均税收9.90万元/亩，低于门槛10万元/亩" in text
    assert "亩均指标达到“一事一议”条件" in text


def test_sheets_from_the_command_line(demo: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with demo.reading() as session:
        name = session.execute(sa.select(Project.name).order_by(Project.name).limit(1)).scalar_one()
    row = reward(demo, listed_amount=D(5_000), real_amount=D(5_000))
    book = str(demo.path)
    assert main.main(["sheet", book, "--project", name, "--out", str(tmp_path / "甲.pdf"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"] == 1
    assert main.main(["sheet", book, "--reward", row, "--out", str(tmp_path / "乙.pdf")]) == 0
    assert "已打印一页表" in capsys.readouterr().out
    assert main.main(["sheet", book, "--out", str(tmp_path / "丙.pdf")]) == main.EXIT_USER_ERROR
    options = (
        "--project --reward --signing --recognition --supervision --problems --reviews --dormant --people"
        " --inspections --promises --firm --letter --handbook --reception --special --visit-plan"
    )
    assert f"{options} 要选一个" in capsys.readouterr().err
    assert main.main(["sheet", book, "--project", "没有的", "--out", str(tmp_path / "丙.pdf")]) == main.EXIT_USER_ERROR
    assert "没有名为“没有的”的项目" in capsys.readouterr().err
