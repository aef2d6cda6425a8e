"""The monthly circular says what was counted: by hand in a small county, again by SQL in the demonstration."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from models.rules.periods import read_period
from models.storage import store
from reports.circulars import ProducedCircular, compose, produce
from reports.content.document import Document, Paragraph, Row, RowKind, SectionHeading, Table, figures
from reports.figures.figure import Figure, PeriodFigures
from tests.reports.county import small_county
from tests.reports.recount import METRICS, Recount, printed_number
from tests.reports.recounted_figures import check, expected
from tests.reports.written import is_printed
from tests.rows import copy_template, finish, open_unsynced

OCTOBER = read_period("2026-10")


# --- a county counted by hand (the numbers are worked out in tests/reports/figures/test_figure.py)


@pytest.fixture(scope="module")
def small(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Draft the small county's circular."""
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("small"))) as book:
        small_county(book)
        return compose(book, "month", OCTOBER)[0]


def texts(document: Document) -> list[str]:
    """Give the body's headings and paragraphs."""
    return [block.text for block in document.body if isinstance(block, SectionHeading | Paragraph)]


def table(document: Document, caption: str) -> list[list[str]]:
    """Give a table's cells as text."""
    tables = [block for block in document.body if isinstance(block, Table)]
    tables += [block for annex in document.annexes for block in annex.blocks if isinstance(block, Table)]
    if not caption:
        (annex,) = (annex for annex in document.annexes if "明细表" in annex.title)
        tables = [block for block in annex.blocks if isinstance(block, Table)]
    captioned = next(table for table in tables if table.caption.startswith(caption))
    return [[cell.text for cell in row.cells] for row in captioned.rows]


SENTENCES = [
    "现将2026年10月全县招商引资工作情况通报如下（数据截至2026年10月31日）。",
    # 签约项目数 37.50, 签约金额 58.67, 开工 50.00, 投产 50.00, all below 83.33
    "1—10月，全县有年度目标的4项指标都低于序时进度，签约项目数、开工项目数、投产项目数等差距较大，完成全年任务压力不小。",
    "新签约项目3个，签约金额8.80亿元，完成年度目标15.00亿元的58.67%，低于序时进度24.66个百分点。",
    "其中，10月新签约项目2个，比上月增加2个；签约金额6.00亿元，比上月增加6.00亿元。",
    "期末在谈项目2个，计划总投资1.73亿元。",
    "新开工项目2个，完成年度目标4个的50.00%，低于序时进度33.33个百分点；其中10月开工1个，比上月增加1个。",
    "今年签约项目开工率33.33%。新投产项目1个，投产率50.00%。",
    "到位资金0.90亿元；其中10月到位0.60亿元，比上月增加0.60亿元。",
    "今年签约项目资金到位率9.09%，合同履约率66.67%。",
    "本月，各专班上报线索3条，比上月增加2条；认定有效线索2条。",  # in September only L4
    "上报线索的有焦化专班2条。钢铁专班没有上报线索。今年以来累计上报5条、认定3条。",
    "本月，各专班外出招商2次，比上月增加2次；接待来访1次、举办招商活动1场。外出招商的有焦化、钢铁2个专班各1次。",
    "本月签约的有焦化、钢铁2个专班各1个。其中，钢铁专班实现今年签约零的突破。",
    "新签约项目为：P2（焦化专班，签约5.00亿元）；P3（钢铁专班，签约1.00亿元）。",
    "本月新开工项目1个：P1（焦化专班）。新投产项目1个：P4（钢铁专班）。",
    "本月到位资金0.60亿元，比上月增加0.60亿元。到位资金的有焦化专班0.50亿元，钢铁专班0.10亿元。",
    # O1, O2, O3 were due in October, O4 was put off; O3 was settled on the 19th, O2 in November
    "本月到期的3件责任事项，已办结1件，没有办结的2件：O2（企业单位）；O1（政府单位）。",
    "本月计划开工的1个项目没有开工：P2。",
    "今年签约项目中，已过计划开工时间仍未开工的1个：P2（计划10月25日）。",
    "到期未销号的责任事项2件。其中，应由政府部门办理的1件，涉及政府单位；",
    "对照年度目标，全年还需签约6.20亿元，后2个月月均需签约3.10亿元。",
    "11月计划开工项目1个：P7（11月15日）。",  # P6 was to start in November too, but has ended
    "11月到期的责任事项2件，连同已逾期的2件，",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_what_was_counted_by_hand(small: Document, sentence: str) -> None:
    assert any(sentence in text for text in texts(small)), "\n".join(texts(small))


def test_the_head_and_foot_are_the_countys(small: Document) -> None:
    assert small.title == "关于2026年10月全县招商引资工作情况的通报"
    assert (small.masthead, small.signed_by, small.recipients) == ("示例县招商办文件", "示例县招商办", "各乡镇")
    assert small.dated.isoformat() == "2026-11-05"
    assert small.number == "〔2026〕　号"


def test_the_tables_say_what_was_counted_by_hand(small: Document) -> None:
    assert table(small, "表1")[:2] == [
        ["签约项目数", "个", "8", "2", "3", "37.50", "-45.83"],
        ["签约金额", "亿元", "15.00", "6.00", "8.80", "58.67", "-24.66"],
    ]
    assert table(small, "表2") == [
        ["1", "焦化", "开发区", "10.00", "5.00", "7.80", "78.00", "-5.33"],
        ["2", "钢铁", "工科局", "5.00", "1.00", "1.00", "20.00", "-63.33"],
        ["", "合计", "", "15.00", "6.00", "8.80", "58.67", "-24.66"],
    ]
    # 上报本月、累计, 认定, 外出本月、累计, 来访, 签约本月、累计, 金额两列, 开工, 投产, 到位两列, 在谈, 总投资
    (annex,) = (annex for annex in small.annexes if "汇总表" in annex.title)
    rows = [
        [cell.text for cell in row.cells] for block in annex.blocks if isinstance(block, Table) for row in block.rows
    ]
    assert rows == [
        [
            "1",
            "焦化",
            *["2", "3", "2", "1", "1", "1", "1", "2", "5.00", "7.80", "1", "0", "0.50", "0.80", "1", "1.23", "50.00"],
        ],
        [
            "2",
            "钢铁",
            *["0", "1", "1", "1", "2", "0", "1", "1", "1.00", "1.00", "1", "1", "0.10", "0.10", "0", "0.00", "0.00"],
        ],
        [
            "",
            "未分专班",
            *["1", "1", "0", "0", "0", "0", "0", "0", "0.00", "0.00", "0", "0", "0.00", "0.00", "1", "0.50", "—"],
        ],
        [
            "",
            "合计",
            *["3", "5", "3", "2", "3", "1", "2", "3", "6.00", "8.80", "2", "1", "0.60", "0.90", "2", "1.73", "33.33"],
        ],
    ]
    projects = table(small, "")
    assert [row[1:10] for row in projects] == [
        ["P3", "", "钢铁", "2026-10-20", "1.00", "1.00", "终止", "—", "—"],
        ["P2", "", "焦化", "2026-10-08", "5.00", "5.00", "签约", "—", "0.00"],
        ["P1", "甲公司", "焦化", "2026-03-05", "3.00", "2.80", "开工", "2026-10-12", "0.80"],
        ["合计", "", "", "", "9.00", "8.80", "", "", "0.80"],
    ]


def test_a_month_without_anything_is_said_plainly(hejin_book: Path) -> None:
    with store.open_book(hejin_book, write=False) as book:
        document, _ = compose(book, "month", OCTOBER)
    text = "".join(texts(document))
    assert "1—10月，全市没有新签约、新开工、新投产项目，也没有到位资金。期末没有在谈项目。" in text
    assert "本月没有新签约项目。" in text
    assert "各专班今年以来签约尚未破零。" in text
    assert "各专班还没有下达签约金额任务，这次不排名。" in text
    assert not any(isinstance(block, Table) and "排名" in block.caption for block in document.body)
    assert "今年的招商引资年度目标还没有下达，要尽快分解到各专班，11月10日前" in text
    assert "%" not in text
    assert "None" not in text


# --- the demonstration counted a second time


@dataclass(frozen=True)
class IssuedMonth:
    """The demonstration's circular, with where it came from."""

    book: Path
    produced: ProducedCircular
    board: PeriodFigures
    recount: Recount

    @property
    def document(self) -> Document:
        """The content."""
        return self.produced.document


@pytest.fixture(scope="module")
def issue(demo_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[IssuedMonth]:
    """Print the demonstration's October."""
    with store.open_book(demo_book, write=False) as book:
        produced = finish(produce(book, "month", OCTOBER, tmp_path_factory.mktemp("issue")))
        board = compose(book, "month", OCTOBER)[1]
    recount = Recount(demo_book)
    yield IssuedMonth(demo_book, produced, board, recount)
    recount.close()


def test_every_number_in_the_text_is_what_sql_counts(issue: IssuedMonth) -> None:
    forces = issue.recount.forces()
    checked = 0
    for block in issue.document.body:
        # Promises kept are laws of days, no plain counts: test_kept_section.py has them by hand; places follow.
        if not isinstance(block, Paragraph) or block.key in {"work.places", "kept"}:
            continue
        before, group = "", tuple[str, ...]()
        for span in block.spans:
            figure = span.figure
            if figure is None:
                assert not re.search(r"\d+\.\d", re.sub(r"签约[\d.,]+亿元", "", span.text)), span.text
            elif figure.key == "forces":
                group = figure.rows
                assert set(group) <= set(forces)
                if not before.endswith("等"):
                    assert (
                        figure.value == before.rsplit("。", maxsplit=1)[-1].rsplit("，", maxsplit=1)[-1].count("、") + 1
                    )
            elif before.endswith("个专班各"):
                # All of the group, and nobody else, print this number.
                alike = {force for force in forces if expected(issue.recount, figure.key, force) == figure.text}
                assert alike == set(group)
            else:
                check(issue.recount, figure, before, span.text, forces)
                checked += 1
            before += span.text
    assert checked > 50


def test_who_leads_and_who_moved_most_is_who_does_by_sql(issue: IssuedMonth) -> None:
    now, then = issue.recount.places(before=False), issue.recount.places(before=True)
    steps = {name: (then[name] or 0) - (place or 0) for name, place in now.items() if place and then[name]}
    (text,) = (
        block.text for block in issue.document.body if isinstance(block, Paragraph) and block.key == "work.places"
    )
    most = max(steps.values())
    risen = [name for name, step in steps.items() if step == most]
    assert most > 0
    assert f"{'、'.join(risen)}专班（{most}位）" in text
    shorts = issue.recount.forces()
    printed = {shorts[force]: expected(issue.recount, "signed_value.completion", force) for force in shorts}
    ordered = sorted((Decimal(rate), name, rate) for name, rate in printed.items() if rate != "—")
    assert all(f"{name}专班（{rate}%）" in text for _, name, rate in (*ordered[-3:], *ordered[:3]))
    assert text.count("%") == 6


def test_every_number_of_table_1_is_what_sql_counts(issue: IssuedMonth) -> None:
    lines = {row[0]: row[2:] for row in table(issue.document, "表1")}
    for key, (metric, _) in METRICS.items():
        scopes = ("target", "now", "year", "completion", "ahead")
        assert lines.pop(metric) == [expected(issue.recount, f"{key}.{scope}", None) for scope in scopes], metric
    assert lines == {}


def test_every_number_of_the_ranking_is_what_sql_counts_and_ranks(issue: IssuedMonth) -> None:
    lines = table(issue.document, "表2")
    by_name = {short: force for force, short in issue.recount.forces().items()}
    scopes = ("target", "now", "year", "completion", "ahead")
    completions = []
    for place, name, _, *numbers in lines[:-1]:
        force = by_name.pop(name)
        assert numbers == [expected(issue.recount, f"signed_value.{scope}", force) for scope in scopes]
        completions.append((place, numbers[3]))
    assert by_name == {}
    ranked = [Decimal(completion.replace(",", "")) for place, completion in completions if place != "—"]
    assert ranked == sorted(ranked, reverse=True)
    assert [int(place) for place, _ in completions if place != "—"] == [1 + sum(b > a for b in ranked) for a in ranked]
    assert all(completion == "—" for place, completion in completions if place == "—")
    assert lines[-1][3:] == [expected(issue.recount, f"signed_value.{scope}", None) for scope in scopes]


COLUMNS = [
    "leads_reported.now",
    "leads_reported.year",
    "leads_recognised.year",
    "visits_out.now",
    "visits_out.year",
    "visits_in.year",
    "signed.now",
    "signed.year",
    "signed_value.now",
    "signed_value.year",
    "started.year",
    "produced.year",
    "funds.now",
    "funds.year",
    "funds_other_province.year",
    "funds_other_city.year",
    "talks",
    "talks_amount",
    "started_rate",
]


def test_annex_1_is_what_sql_counts_and_its_columns_foot(issue: IssuedMonth) -> None:
    (block,) = issue.document.annexes[0].blocks
    assert isinstance(block, Table)
    by_name = {short: force for force, short in issue.recount.forces().items()}
    sums = [Decimal(0)] * (len(COLUMNS) - 1)
    for row in block.rows:
        name, numbers = row.cells[1].text, [cell.text for cell in row.cells[2:]]
        task_force = None if row.kind is RowKind.TOTAL else by_name.pop(name)
        assert numbers == [expected(issue.recount, key, task_force) for key in COLUMNS], name
        if row.kind is not RowKind.TOTAL:
            sums = [
                total + (cell.figure.value or 0)
                for total, cell in zip(sums, row.cells[2:], strict=False)
                if cell.figure
            ]
    assert by_name == {}
    total = block.rows[-1]
    assert total.kind is RowKind.TOTAL
    assert sums == [cell.figure.value for cell in total.cells[2:-1] if cell.figure]


def test_annex_2_lists_this_years_signings_and_its_columns_foot(issue: IssuedMonth) -> None:
    (block,) = issue.document.annexes[1].blocks
    assert isinstance(block, Table)
    *rows, total = ([cell.text for cell in row.cells] for row in block.rows)
    again = issue.recount.signings()
    assert [(row[1], row[3], row[4], row[5], row[6], row[9]) for row in rows] == again
    assert [int(row[0]) for row in rows] == list(range(1, len(again) + 1))
    for column in (5, 6, 9):
        whole = sum((Decimal(row[column].replace(",", "")) for row in rows), Decimal(0))
        assert abs(whole - Decimal(total[column].replace(",", ""))) <= Decimal("0.005") * len(rows)


def test_every_figure_leads_to_rows_that_are_there_and_count_right(issue: IssuedMonth) -> None:
    known: dict[str, set[str]] = {}
    for figure in figures(issue.document):
        assert figure.label
        assert figure.formula
        assert len(set(figure.rows)) == len(figure.rows)
        if figure.rows:
            rows = known.setdefault(figure.ledger, issue.recount.rows(figure.ledger))
            assert rows >= set(figure.rows), figure
        if figure.unit in {"个", "条", "次", "场", "件"} and not figure.key.endswith((".target", ".step")):
            assert figure.value == len(figure.rows), figure


def test_a_sum_is_the_sum_of_its_rows(issue: IssuedMonth) -> None:
    connection = sqlite3.connect(issue.book)
    for figure in figures(issue.document):
        if figure.key in {"funds.now", "funds.year", "funds.project"}:
            amounts = [
                connection.execute("SELECT amount FROM funding WHERE id = ?", (row_id,)).fetchone()[0]
                for row_id in figure.rows
            ]
            assert figure.value == Decimal(sum(amounts)) / 10**8
    connection.close()


# --- on paper and in the sheet


def test_the_pdf_says_what_the_content_says(issue: IssuedMonth) -> None:
    assert issue.produced.pdf is not None
    pdf = pypdfium2.PdfDocument(issue.produced.pdf)
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    pdf.close()
    printed = "".join(re.sub(r"— \d+ —", "", page) for page in pages)
    plain = re.sub(r"\s", "", printed)
    assert re.sub(r"\s", "", issue.document.title) in plain
    paragraphs = [block.text for block in issue.document.body if isinstance(block, Paragraph | SectionHeading)]
    assert [text for text in paragraphs if not is_printed(re.sub(r"\s", "", text), plain)] == []
    for figure in figures(issue.document):
        assert figure.text.lstrip("-") in plain
    assert issue.produced.printed is not None
    assert issue.produced.printed.pages == len(pages)


def sheet_rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Read a workbook's sheets, what formulas came to."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_workbook_has_the_same_figures(issue: IssuedMonth) -> None:
    assert issue.produced.xlsx is not None
    sheets = sheet_rows(issue.produced.xlsx)
    body = [block for block in issue.document.body if isinstance(block, Table)]
    tables = [*body, *(block for annex in issue.document.annexes for block in annex.blocks if isinstance(block, Table))]
    names = [name for name in sheets if name.startswith(("表", "附件"))]
    assert len(names) == len(tables)
    for name, content in zip(names, tables, strict=True):
        lines = sheets[name][3 : 3 + len(content.rows)]
        for row, line in zip(content.rows, lines, strict=True):
            compare(row, line)
    text = "".join(str(line[0] or "") for line in sheets["正文"])
    for block in issue.document.body:
        if isinstance(block, Paragraph):
            assert block.text in text


def compare(row: Row, line: tuple[object, ...]) -> None:
    """Hold a line of a sheet against a row of the content: numbers as numbers, printed alike."""
    for cell, held in zip(row.cells, line, strict=False):
        figure: Figure | None = cell.figure
        if figure is not None and figure.value is not None and cell.text == figure.text:
            assert isinstance(held, int | float)
            assert printed_number(Decimal(str(held)), figure.places) == figure.text
        else:
            assert str(held or "") == cell.text


def test_the_same_book_prints_the_same_bytes(issue: IssuedMonth, tmp_path: Path) -> None:
    with store.open_book(issue.book, write=False) as book:
        again = finish(produce(book, "month", OCTOBER, tmp_path, ["pdf"]))
    assert again.pdf is not None
    assert issue.produced.pdf is not None
    assert again.pdf.read_bytes() == issue.produced.pdf.read_bytes()
    assert again.xlsx is None
