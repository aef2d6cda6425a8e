"""The section on quotas: who falls short and by how much, and the table of all quotas, by hand."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import Dossier, Enterprise, Lead, Quota
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars.parts.quota_table import blocks
from reports.content.document import Block, Paragraph, SectionHeading, Table
from reports.figures.quota_figures import quotas
from tests.rows import add_row, add_task_force

D = Decimal
LEADS = {"metric": "上报有价值线索", "every": "每月", "least": D(2), "unit": "条"}
FIRMS = {"metric": "重点招引企业", "every": "累计", "least": D(3), "unit": "家"}


def section(book: Store, done: dict[str, int], *asked: dict[str, object], single_force: bool = False) -> list[Block]:
    """Compose the section of task forces that each had so many leads recognised, and as many target firms, in May."""
    with book.writing("定额") as session:
        for fields in asked:
            add_row(session, Quota, **fields)
        for rank, (name, number) in enumerate(done.items()):
            force = add_task_force(session, name, rank)
            for _ in range(number):
                facts = {"state": "已认定", "reported_on": date(2026, 5, 1), "recognised_on": date(2026, 5, 31)}
                add_row(session, Lead, name="线索", task_force=force, **facts)
                add_row(session, Enterprise, name="企业", kind="目标企业", task_force=force)
    with book.reading() as session:
        forces = read_statistics(session).forces
    return list(blocks(quotas(book, forces, read_period("2026-05")), "（一）定额", 3, single_force=single_force))


def sentences(listed: list[Block]) -> list[str]:
    """Return the texts of the paragraphs."""
    return [block.text for block in listed if isinstance(block, Paragraph)]


def cells(listed: list[Block], number: int = 0) -> list[list[str]]:
    """Return the cells of a table."""
    table = [block for block in listed if isinstance(block, Table)][number]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_where_all_reached_it_only_their_number_is_said(book: Store) -> None:
    listed = section(book, {"甲": 2, "乙": 5}, LEADS)
    assert sentences(listed) == ["上报有价值线索（每月不少于2条）：各专班全部完成。"]
    assert isinstance(listed[0], SectionHeading)
    assert cells(listed) == [["定额要求", "—", "2", ""], ["甲", "2", "2", "0"], ["乙", "5", "5", "0"]]


def test_who_falls_short_is_named_the_furthest_first(book: Store) -> None:
    listed = section(book, {"甲": 1, "乙": 2, "丙": 0}, LEADS, FIRMS)
    assert sentences(listed) == [
        (
            "上报有价值线索（每月不少于2条）：完成的有乙专班；未达到的有"
            "丙专班（没有上报线索，缺2条），甲专班（上报1条、认定1条，缺1条）。"
        ),
        ("重点招引企业（不少于3家）：未达到的有丙专班（缺3家），甲专班（1家，缺2家），乙专班（2家，缺1家）。"),
    ]
    assert cells(listed) == [
        ["定额要求", "—", "2", "3", ""],
        ["甲", "1", "1", "1", "2"],
        ["乙", "2", "2", "2", "1"],
        ["丙", "0", "0", "0", "2"],
    ]


@pytest.mark.parametrize(("forces", "tail"), [(8, "庚、辛8个专班（各缺3家）。"), (9, "庚、辛等9个专班（各缺3家）。")])
def test_of_more_than_eight_the_number_is_said(book: Store, forces: int, tail: str) -> None:
    done = dict.fromkeys("甲乙丙丁戊己庚辛壬"[:forces], 0) | {"末": 3}
    (sentence,) = sentences(section(book, done, FIRMS))
    assert sentence.endswith(f"完成的有末专班；未达到的有甲、乙、丙、丁、戊、己、{tail}")


def test_where_all_fall_short_alike_nobody_is_named(book: Store) -> None:
    assert sentences(section(book, {"甲": 0, "乙": 0}, FIRMS)) == [
        "重点招引企业（不少于3家）：各专班都未达到（各缺3家）。"
    ]


def test_a_year_s_quota_is_not_finished_yet_rather_than_missed(book: Store) -> None:
    packages = {"metric": "重大项目包装", "every": "每年", "least": D(1), "unit": "个"}
    (sentence,) = sentences(section(book, {"甲": 0}, packages))
    assert sentence == "重大项目包装（每年不少于1个）：还没有完成的有甲专班（还差1个）。"


def test_a_quota_without_a_number_lists_what_was_done(book: Store) -> None:
    unnumbered = FIRMS | {"least": None, "unit": "一批"}
    listed = section(book, {"甲": 2, "乙": 0}, unnumbered)
    assert sentences(listed) == ["重点招引企业（一批）：甲专班2家，其他专班没有。"]
    assert cells(listed) == [["定额要求", "一批", ""], ["甲", "2", "0"], ["乙", "0", "0"]]


def test_a_quota_without_a_number_and_without_rows_says_so(book: Store) -> None:
    assert sentences(section(book, {"甲": 0}, FIRMS | {"least": None, "unit": None})) == [
        "重点招引企业（不定数量）：本期没有。"
    ]


def test_a_task_force_s_own_report_does_not_repeat_its_name(book: Store) -> None:
    assert sentences(section(book, {"甲": 1}, LEADS, single_force=True)) == [
        "上报有价值线索（每月不少于2条）：上报1条、认定1条，缺1条。"
    ]


def test_units_that_are_no_task_force_have_a_sentence_and_a_table(book: Store) -> None:
    with book.writing("包装") as session:
        add_row(session, Dossier, name="项目", unit="县高新区", made_on=date(2026, 2, 1))
    asked = {"metric": "重大项目包装", "every": "每年", "least": D(3), "unit": "个", "whose": "高新区"}
    listed = section(book, {"甲": 1}, asked, asked | {"metric": "招商专案", "every": "累计", "least": D(1)})
    assert sentences(listed)[-1] == ("高新区：招商专案（不少于1个）1个；重大项目包装（每年不少于3个）1个，还差2个。")
    assert cells(listed, -1) == [
        ["高新区", "招商专案", "不少于1个", "个", "1", "0"],
        ["高新区", "重大项目包装", "每年不少于3个", "个", "1", "2"],
    ]
