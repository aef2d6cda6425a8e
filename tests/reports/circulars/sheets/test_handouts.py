"""督办单, 企业问题清单 and 专班工作手册 say what the ledgers say, fit their pages, and print nobody's telephone."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from models.errors import UserError
from models.ledgers import County, Enterprise, Obligation
from models.rules.vocabulary import ObligationRule
from models.storage.store import Session, Store
from reports.circulars.sheets import handouts
from reports.circulars.sheets.one_page import print_sheet
from reports.circulars.sheets.supervision_sheet import required_action
from reports.content.document import Document, Paragraph, Table, blocks, figures
from tests.rows import TODAY, add_row


def words(path: Path) -> list[str]:
    """Give the text of each page of a PDF without blanks."""
    pdf = pypdfium2.PdfDocument(path)
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]
    pdf.close()
    return pages


def tables(document: Document) -> list[list[list[str]]]:
    """Give the cells of every table."""
    return [
        [[cell.text for cell in row.cells] for row in block.rows]
        for block in blocks(document)
        if isinstance(block, Table)
    ]


def paragraphs(document: Document) -> str:
    """Give the running text."""
    return "".join(block.text for block in blocks(document) if isinstance(block, Paragraph))


def add_obligation(session: Session, name: str, days: int, **facts: Any) -> str:
    """Put an obligation into a book that falls due so many days from today."""
    given = {"side": "政府", "state": "办理中", "kind": "督办", "due": TODAY + timedelta(days=days)}
    return add_row(session, Obligation, name=name, **(given | facts))


@pytest.fixture
def chased(hejin: Store) -> dict[str, str]:
    """Put what two units owe into a county's book."""
    with hejin.writing("事项") as session:
        return {
            "major": add_obligation(
                session, "环评", -10, unit="环保局、住建局", rule=ObligationRule.MAJOR, source="某纪要", owner="示例甲"
            ),
            "soon": add_obligation(session, "用地", 2, unit="环保局", raised_on=date(2026, 11, 1)),
            "far": add_obligation(session, "以后", 30, unit="环保局"),
            "settled": add_obligation(session, "办完", -5, unit="住建局", closed_on=TODAY),
        }


def test_a_unit_s_letter_names_what_it_owes_and_what_is_asked(hejin: Store, chased: dict[str, str]) -> None:
    ((document, _),) = handouts.supervision_parts(hejin, "环保局", TODAY)
    assert document.recipients == "环保局"
    assert "需督办的2件，其中已逾期1件、7天内到期1件" in paragraphs(document)
    first, second = tables(document)[0]
    assert first[1:] == [
        "环评　来源：某纪要，督办",
        "示例甲",
        "办结（重大） 2026-11-10",
        "■逾期\n10天",
        "立即办结；报时间节点和解决方案",
    ]
    assert second[3:] == ["交办 2026-11-01\n办结 2026-11-22", "▲2天\n后到期", "2天内办结并报送佐证材料"]
    # The slip leaves a line for each, empty, to be written on.
    assert [row[1] for row in tables(document)[1]] == ["环评", "用地"]
    assert all(not "".join(row[2:]).strip() for row in tables(document)[1])
    late = next(figure for figure in figures(document) if figure.key == "supervised.late")
    assert late.rows == (chased["major"],)


def test_all_units_come_with_a_list_on_top_that_counts_a_shared_matter_once(
    hejin: Store, chased: dict[str, str], tmp_path: Path
) -> None:
    (summary, _), *letters = handouts.supervision_parts(hejin, "", TODAY)
    assert [letter.recipients for letter, _ in letters] == ["环保局", "住建局"]
    assert tables(summary)[0] == [
        ["1", "环保局", "2", "1", "0", "1", "10"],
        ["2", "住建局", "1", "1", "0", "0", "10"],
        ["", "合计", "2", "1", "0", "1", "10"],
    ]
    printed = handouts.print_supervision(hejin, "", tmp_path / "督办.pdf", TODAY)
    pages = words(tmp_path / "督办.pdf")
    assert len(pages) == printed.pages
    assert sum("到期与逾期责任事项督办单" in page for page in pages) == 2
    assert sum(page.startswith("附件督办事项办理回执") and "盖章" in page for page in pages) == 2
    # A figure is found on the page it was printed on, however many letters lie before it.
    second_pages = [mark.page for mark in printed.marks if mark.figure.key == "supervised" and mark.page > 1]
    assert all("需督办的" in pages[page - 1] for page in second_pages)
    assert set(chased.values()) >= {row for mark in printed.marks for row in mark.figure.rows}


def test_nothing_to_chase_is_said(hejin: Store) -> None:
    with pytest.raises(UserError, match="不用督办"):
        handouts.supervision_parts(hejin, "", TODAY)


def test_a_firm_is_pressed_and_an_extension_missed_is_answered_for(hejin: Store) -> None:
    from models.statistics.supervision import supervision_items

    with hejin.writing("事项") as session:
        firm = add_obligation(session, "投产", -1, side="企业", unit="甲公司")
        extended = add_obligation(session, "用地", -30, extended_to=TODAY - timedelta(days=1))
        silent = add_obligation(session, "用电", 60, feedback_due=TODAY - timedelta(days=2))
    with hejin.reading() as session:
        requests = {matter.row: required_action(matter, TODAY, 7) for matter in supervision_items(session)}
    assert requests == {
        firm: "督促企业履约；立即办结；写明原因和延期方案",
        extended: "延期后仍未办结，立即办结并由单位负责人说明原因",
        silent: "立即反馈办理情况，按时办结",
    }


def test_problems_are_summed_by_unit_and_by_firm(hejin: Store, tmp_path: Path) -> None:
    with hejin.writing("问题") as session:
        firm, other = (add_row(session, Enterprise, name=name) for name in ("甲公司", "乙公司"))
        handed = {"kind": "问题", "handed_to": "供电公司", "unit": "供电公司", "handed_on": date(2026, 11, 1)}
        add_obligation(session, "电不够", -3, enterprise=firm, answered_on=date(2026, 11, 5), **handed)
        add_obligation(session, "还是不够", 20, enterprise=firm, **handed)
        closed = {"raised_on": date(2026, 5, 1), "closed_on": date(2026, 5, 11)}
        add_obligation(session, "水不够", 0, enterprise=other, kind="问题", unit="水利局", **closed)
        add_obligation(session, "去年的", 0, enterprise=other, kind="问题", unit="水利局", closed_on=date(2025, 12, 31))
        add_obligation(session, "不是问题", -3, enterprise=firm, unit="水利局")
    document = handouts.problems_document(hejin, TODAY)
    assert "未销号的企业问题2件，其中已逾期1件、推送后尚未响应1件；今年已销号1件。" in paragraphs(document)
    by_unit, by_firm, still, settled = tables(document)
    assert by_unit == [
        ["1", "供电公司", "2", "0", "2", "1", "1", "4.0", "0.00"],
        ["2", "水利局", "1", "1", "0", "0", "0", "—", "100.00"],
        ["", "合计", "3", "1", "2", "1", "1", "4.0", "33.33"],
    ]
    assert [row[1:5] for row in by_firm] == [
        ["甲公司", "2", "0", "2"],
        ["乙公司", "1", "1", "0"],
        ["合计", "3", "1", "2"],
    ]
    assert still[0] == ["供电公司（2件）"]
    assert [(row[2], row[6], row[8]) for row in still[1:]] == [
        ("电不够", "2026-11-01推送，4天响应", "■逾期3天"),
        ("还是不够", "2026-11-01推送，19天未响应", "●办理中"),
    ]
    assert [row[2:] for row in settled] == [["水不够", "水利局", "2026-05-01", "2026-05-11", "10"]]
    print_sheet(hejin, "problems", "", tmp_path / "问题.pdf", TODAY)
    page = pypdfium2.PdfDocument(tmp_path / "问题.pdf")[0].get_size()
    assert page[0] > page[1]


def test_no_problem_at_all_is_one_sentence(hejin: Store) -> None:
    assert paragraphs(handouts.problems_document(hejin, TODAY)) == "截至2026年11月20日，没有未销号的企业问题。"


def test_every_task_force_has_two_pages_at_the_most(demo: Store, tmp_path: Path) -> None:
    printed = handouts.print_handbook(demo, "", tmp_path / "手册.pdf", TODAY)
    pages = words(tmp_path / "手册.pdf")
    first_pages = [number for number, page in enumerate(pages) if "专班概况" in page]
    assert len(first_pages) == 16
    ends = [*first_pages[1:], printed.pages]
    assert max(after - before for before, after in zip(first_pages, ends, strict=True)) <= 2
    text = "".join(pages)
    assert "10000000001" not in text  # the example's telephone
    assert "100****0001" in text
    assert "None" not in text


def test_a_handbook_s_figures_are_those_of_the_last_circular(demo: Store) -> None:
    from models.rules.periods import read_period
    from reports.circulars.workflow.compose import load_facts
    from reports.figures.figure import PeriodFigures

    with demo.reading() as session:
        force = handouts.find_force(session, "焦化")
    document = handouts.handbook_document(demo, force, TODAY)
    board = PeriodFigures(load_facts(demo), read_period("2026-10"))
    rates = {figure.label: figure.value for figure in figures(document) if figure.key.endswith(".completion")}
    assert rates["签约金额完成率"] == board.completion("signed_value", force).value
    assert "序时进度83.33%" in paragraphs(document)


@pytest.mark.parametrize(
    ("text", "message"), [("没有", "没有名为“没有”的专班"), ("招商专班", "有15个专班的名称含“招商专班”")]
)
def test_a_task_force_nobody_or_several_are_called_is_refused(demo: Store, text: str, message: str) -> None:
    with demo.reading() as session, pytest.raises(UserError, match=message):
        handouts.find_force(session, text)


def test_reviews_are_listed_on_landscape_paper_and_none_is_said(hejin: Store, book: Store, tmp_path: Path) -> None:
    with hejin.writing("承诺") as session:
        add_obligation(session, "零地价供地", 30, kind="承诺", amount=1800)
    print_sheet(hejin, "reviews", "", tmp_path / "审查.pdf", TODAY)
    (page,) = words(tmp_path / "审查.pdf")
    assert "政府承诺1件，金额1,800.00万元、尚未兑现。" in page
    assert page.index("零地价供地") < page.index("落户企业按税收贡献奖励")  # an amount stands before none
    with book.writing("县情") as session:
        add_row(session, County, name="示例县")
    with pytest.raises(UserError, match="不用出公平竞争审查清单"):
        print_sheet(book, "reviews", "", tmp_path / "无.pdf", TODAY)
