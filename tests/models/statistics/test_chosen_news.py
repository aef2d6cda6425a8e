"""News for circulars: what was ticked and happened in the span, of all or of one task force; what was not ticked."""

from datetime import date

from models.ledgers import News
from models.statistics.chosen_news import chosen_news, unchosen_news
from models.storage.store import Store
from tests.rows import add_row, add_task_force

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


def test_news_is_chosen_by_its_tick_and_its_day(book: Store) -> None:
    with book.writing("动态") as session:
        forces = [add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "钢铁"))]
        rows = [
            ("末日", LAST, True, forces[0]),
            ("首日", FIRST, True, forces[1]),
            ("未选", FIRST, None, forces[0]),
            ("取消", LAST, False, forces[0]),
            ("上月", date(2026, 9, 30), True, forces[0]),
            ("下月", date(2026, 11, 1), None, forces[0]),
            ("没有日期", None, True, forces[0]),
            ("删去", FIRST, True, forces[0]),
        ]
        ids = {
            name: add_row(session, News, name=name, on=on, chosen=chosen, task_force=force, text=f" {name}。 ")
            for name, on, chosen, force in rows
        }
        session.get_one(News, ids["删去"]).removed = True
    with book.reading() as session:
        items = chosen_news(session, FIRST, LAST)
        assert [(item.name, item.text) for item in items] == [("首日", "首日。"), ("末日", "末日。")]
        assert [item.name for item in chosen_news(session, FIRST, LAST, forces[0])] == ["末日"]
        assert unchosen_news(session, FIRST, LAST) == (ids["未选"], ids["取消"])
