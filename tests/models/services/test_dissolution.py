"""A removed task force's rows are named, those in the recycle bin left out."""

from models.ledgers import Lead, Obligation
from models.services.dissolution import rows_left_behind
from models.storage.store import Store
from tests.rows import add_lead, add_project, add_row, add_task_force


def test_what_a_removed_task_force_leaves_behind_is_counted_by_ledger(book: Store) -> None:
    with book.writing("专班") as session:
        force, other, idle = (add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "钢铁", "铝")))
        for name in ("甲", "乙"):
            add_project(session, name, {}, task_force=force)
        add_project(session, "丙", {}, task_force=other)
        add_lead(session, "示例线索", task_force=force)
        gone = add_lead(session, "删去的线索", task_force=force)
        add_row(session, Obligation, name="用地手续", task_force=other)
    with book.writing("删除") as session:
        session.get_one(Lead, gone).removed = True
    with book.reading() as session:
        assert rows_left_behind(session, [force]) == "2个项目、1条线索"
        assert rows_left_behind(session, [force, other]) == "3个项目、1条线索、1件责任事项"
        assert rows_left_behind(session, [idle]) == ""
