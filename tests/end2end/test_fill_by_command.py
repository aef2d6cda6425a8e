"""A book filled through the command line alone, from other offices' sheets, gives the figures that were published."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from desktop.cli.main import main
from models.ledgers import Project, Setting
from models.queries.ledger_query import column_sums
from models.storage import store
from reports.figures.batch_figures import batch_figures

D = Decimal
SIGNED, STARTED, SIGNED_AMOUNT = 539, 443, "3126.95"  # 运城日报: 2024 年
DISTRICTS = ("盐湖区", "河津市", "永济市", "临猗县", "万荣县", "稷山县", "新绛县")
SECOND = "2024年第二次"
# 科学导报: 签约, 开工, 投产 and all; amounts in 亿元 where the paper prints them.
PUBLISHED: dict[str, tuple[tuple[int, ...], tuple[str, ...] | None]] = {
    "运城": ((40, 33, 27, 100), ("59.80", "26.20", "29.60", "115.60")),
    "大同": ((17, 16, 14, 47), None),
    "长治": ((19, 15, 14, 48), None),
    "临汾": ((23, 23, 21, 67), ("113.23", "105.03", "43.46", "261.72")),
}
Row = Sequence[object]
HeadingGroup = tuple[str, Sequence[str]]


def split_amount(amount: str, count: int) -> list[Decimal]:
    """Share an amount (亿元) among projects in whole 万元, the rest to the last; given in 亿元 again."""
    whole = int(D(amount) * 10_000)
    each = whole // count
    return [D(each) / 10_000] * (count - 1) + [D(whole - each * (count - 1)) / 10_000]


def sheet(path: Path, title: str, heads: Sequence[HeadingGroup], groups: dict[str, list[Row]]) -> Path:
    """Write a sheet as an office lays it out: title, unit line, two header rows, the sum first, groups under names."""
    width = sum(len(subheads) for _, subheads in heads)
    with xlsxwriter.Workbook(path) as book:
        worksheet = book.add_worksheet("台账")
        days = book.add_format({"num_format": "yyyy/m/d"})
        worksheet.merge_range(0, 0, 0, width - 1, title)
        worksheet.write(1, width - 1, "单位：亿元")
        column = 0
        for head, subheads in heads:
            if len(subheads) > 1:
                worksheet.merge_range(2, column, 2, column + len(subheads) - 1, head)
                worksheet.write_row(3, column, subheads)
            else:
                worksheet.merge_range(2, column, 3, column, subheads[0])
            column += len(subheads)
        rows = [row for members in groups.values() for row in members]
        worksheet.write_row(4, 0, ["合计", f"{len(rows)}个", "", float(sum(D(str(row[3])) for row in rows))])
        line = 5
        for name, members in groups.items():
            worksheet.merge_range(line, 0, line, width - 1, f"{name}（{len(members)}个）")
            for row in members:
                line += 1
                for number, value in enumerate(row):
                    if isinstance(value, date):
                        worksheet.write_datetime(line, number, value, days)
                    else:
                        worksheet.write(line, number, float(value) if isinstance(value, D) else value)
            line += 1
    return path


def yuncheng(path: Path) -> Path:
    """Write 运城's 539 projects signed in 2024, 443 of them started, by district."""
    amounts = split_amount(SIGNED_AMOUNT, SIGNED)
    groups: dict[str, list[Row]] = {name: [] for name in DISTRICTS}
    for number, amount in enumerate(amounts):
        signed = date(2024, 1, 2) + timedelta(days=number % 300)
        started = signed + timedelta(days=20) if number < STARTED else ""
        stage = "开工" if number < STARTED else "签约"
        name, firm = f"示例第{number + 1}号项目", f"示例第{number + 1}号投资公司"
        groups[DISTRICTS[number % len(DISTRICTS)]].append((number + 1, name, firm, amount, stage, signed, started))
    heads: list[HeadingGroup] = [
        ("", ["序号"]),
        ("项目概况", ["项目名称", "投资方", "总投资"]),
        ("推进情况", ["阶段", "签约日期", "开工日期"]),
    ]
    return sheet(path, "2024年招商引资项目台账（示例）", heads, groups)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """Run a command that answers a program, and must be handled."""
    code = main([*map(str, arguments), "--json"])
    output = capsys.readouterr()
    assert (code, output.err) == (0, "")
    return json.loads(output.out)


def county_figures(result: Any) -> dict[str, Any]:
    (county,) = [subject for subject in result["subjects"] if subject["id"] is None]
    return {figure["key"]: figure for figure in county["figures"]}


def test_a_year_of_539_projects_gives_the_published_rate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "运城.zhuanban"
    run(capsys, "new", book, "--preset", "hejin")
    result = run(capsys, "intake", book, yuncheng(tmp_path / "运城.xlsx"), "--ledger", "项目", "--sender", "示例市局")
    (file,) = result["files"]
    assert (file["header_rows"], file["first_data_row"], file["total_rows"]) == ([3, 4], 7, [5])
    assert len(file["group_rows"]) == len(DISTRICTS)
    assert (file["counts"]["new"], file["refused"]) == (SIGNED, [])
    figures = county_figures(run(capsys, "figures", book, "--kind", "year", "--period", "2024"))
    assert figures["signed.year"]["value"] == SIGNED
    assert figures["started.year"]["value"] == STARTED
    # The list has total investments only, which are no signed amounts unless the county says so.
    assert figures["signed_value.year"]["text"] == "—"
    with store.open_book(book, "示例甲") as opened, opened.writing("口径") as session:
        (setting,) = session.query(Setting).filter_by(key="signed_worth")
        setting.value = "按总投资计"
    figures = county_figures(run(capsys, "figures", book, "--kind", "year", "--period", "2024"))
    assert figures["signed_value.year"]["text"] == "3,126.95"
    assert figures["started_rate"]["text"] == "82.19"
    assert len(figures["started_rate"]["rows"]) == SIGNED


@pytest.mark.parametrize("city", PUBLISHED)
def test_three_batches_come_out_as_published(capsys: pytest.CaptureFixture[str], tmp_path: Path, city: str) -> None:
    counts, amounts = PUBLISHED[city]
    groups: dict[str, list[Row]] = {}
    for part, count, amount in zip(("签约", "开工", "投产"), counts, amounts or ("1.00",) * 3, strict=False):
        groups[f"集中{part}"] = [
            (number + 1, f"示例{part}{number}号项目", f"示例{part}{number}号公司", worth, f"{SECOND}{part}")
            for number, worth in enumerate(split_amount(amount, count))
        ]
    heads: list[HeadingGroup] = [("", ["序号"]), ("项目", ["项目名称", "投资方", "总投资"]), ("", ["三个一批期次"])]
    path = sheet(tmp_path / f"{city}.xlsx", f"{city}{SECOND}三个一批项目表（示例）", heads, groups)
    book = tmp_path / "三个一批.zhuanban"
    run(capsys, "new", book)
    result = run(capsys, "intake", book, path, "--ledger", "project")
    assert result["files"][0]["counts"]["new"] == counts[-1]
    with store.open_book(book, write=False) as opened:
        three_batches = batch_figures(opened, SECOND)
    assert [part.count.value for part in (*three_batches.parts, three_batches.total)] == [D(count) for count in counts]
    if amounts:
        assert [part.amount.value for part in (*three_batches.parts, three_batches.total)] == [
            D(amount) for amount in amounts
        ]
    assert three_batches.adds_up


def test_xiangcheng_s_nineteen_projects_add_up(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "襄城.zhuanban"
    run(capsys, "new", book)
    rows: dict[str, list[Row]] = {
        name: list(_xiangcheng(name, count, total, year))
        for name, count, total, year in (("续建项目", 8, "58.8", "35.4"), ("新建项目", 11, "110.54", "68.84"))
    }
    heads: list[HeadingGroup] = [("", ["序号"]), ("项目", ["项目名称", "投资方", "总投资", "年度投资"])]
    path = sheet(tmp_path / "襄城.xlsx", "襄城县重点项目表（示例）", heads, rows)
    result = run(capsys, "intake", book, path, "--ledger", "project")
    assert result["files"][0]["counts"]["new"] == 19
    with store.open_book(book, write=False) as opened, opened.reading() as session:
        every = [row.id for row in session.query(Project)]
        assert column_sums(session, Project, every, ("total", "year_plan")) == {
            "total": D("1693400"),
            "year_plan": D("1042400"),
        }


def _xiangcheng(name: str, count: int, total: str, year: str) -> Iterable[Row]:
    for number, (whole, now) in enumerate(zip(split_amount(total, count), split_amount(year, count), strict=True)):
        yield number + 1, f"示例{name}{number}号", f"示例{name}{number}号公司", whole, now


def test_the_whole_intake_goes_back_by_its_batch(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "运城.zhuanban"
    run(capsys, "new", book)
    result = run(capsys, "intake", book, yuncheng(tmp_path / "运城.xlsx"), "--ledger", "project")
    undone = run(capsys, "undo", book, result["batch"])
    assert undone["kept"] == []
    figures = county_figures(run(capsys, "figures", book, "--kind", "year", "--period", "2024"))
    assert figures["signed.year"]["value"] == 0
    assert run(capsys, "check", book)["sound"]
