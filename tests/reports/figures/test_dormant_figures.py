"""The figures of the board: 51 of 51, with the rows and the targets behind them."""

from datetime import date
from decimal import Decimal

from models.ledgers import Dormant, Target
from models.storage.store import Store
from reports.figures.dormant_figures import board_figures, count_figure, done_share, target_text
from tests.rows import add_row

TODAY = date(2025, 12, 31)


def test_fifty_one_of_fifty_one(book: Store) -> None:
    with book.writing("夏邑") as session:
        add_row(session, Target, metric="僵尸企业盘活数", period="2023—2025", value=Decimal(51), unit="家")
        for number in range(51):
            facts = {"kind": "ABC"[number % 3], "revived_on": date(2023 + number % 3, 6, 1)}
            add_row(session, Dormant, name=f"示例{number}", **facts)
    figures = board_figures(book, TODAY)
    total = figures.board.groups[-1]
    assert (done_share(total).text, count_figure(total, "已盘活", total.done).phrase) == ("100.00", "51家")
    assert len(done_share(total).rows) == 51
    assert [target_text(line) for line in figures.targets] == [
        "2023—2025全县僵尸企业盘活51家，目标51家，完成率100.00%（已完成）"
    ]


def test_two_of_three_is_rounded_and_none_of_none_is_no_share(book: Store) -> None:
    with book.writing("示例") as session:
        for number in range(3):
            add_row(session, Dormant, name=f"示例{number}", kind="A", state="已收购" if number else None)
    (group,) = board_figures(book, TODAY).board.groups
    assert done_share(group).text == "66.67"
    assert group.name == "A"
