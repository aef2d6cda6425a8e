"""A county small enough to count by hand: two task forces and what they did up to the end of October 2026.

Amounts are in 万元. What must not count stands beside what must: deleted rows, other years, plans, ended projects,
a stage that was entered wrongly and corrected, a lead and a project of no task force.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.ledgers import Activity, County, Funding, Lead, Obligation, Project, StageMove, Target, Visit
from models.storage.store import Store
from tests.rows import add_project, add_row, add_task_force


def day(month: int, number: int, year: int = 2026) -> date:
    """Name a day of 2026."""
    return date(year, month, number)


def small_county(book: Store) -> dict[str, str]:
    """Fill an empty book; give the ids by the names used here."""
    with book.writing("示例县") as session:
        ids = {
            "A": add_task_force(session, "焦化", 1, lead_units="开发区"),
            "B": add_task_force(session, "钢铁", 2, lead_units="工科局"),
        }
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", recipients="各乡镇")
        _leads(session, ids)
        _visits(session, ids)
        _projects(session, ids)
        _funds(session, ids)
        _targets(session, ids)
        _obligations(session, ids)
        add_row(session, Activity, name="推介会", task_force=ids["A"], on=day(10, 18))
        add_row(session, Activity, name="节会", task_force=ids["B"], on=day(5, 1))
    with book.writing("删除") as session:
        for ledger in (Lead, Visit, Project, StageMove, Funding, Obligation):
            for row in session.query(ledger).filter(ledger.remark == "删"):
                row.removed = True
    return ids


def _leads(session: Session, ids: dict[str, str]) -> None:
    rows: list[tuple[str, str | None, date, str, date | None]] = [
        ("L1", "A", day(10, 5), "已认定", day(10, 20)),
        ("L2", "A", day(10, 31), "已上报", None),
        ("L3", "A", day(3, 1), "已认定", day(10, 1)),
        ("L4", "B", day(9, 30), "已认定", day(11, 2)),
        ("L5", "B", day(12, 31, 2025), "已认定", day(1, 5)),
        ("L6删", "A", day(10, 10), "已认定", day(10, 11)),
        ("L7", None, day(10, 15), "不予认定", None),
        ("L8", "B", day(11, 1), "已上报", None),
        ("L9", "B", day(11, 1, 2025), "已上报", day(10, 12)),  # a day without the judgement it belongs to
    ]
    for name, force, reported, state, recognised in rows:
        facts: dict[str, Any] = {"reported_on": reported, "state": state, "recognised_on": recognised}
        ids[name] = add_row(session, Lead, name=name, task_force=ids.get(force or ""), **facts, remark=_mark(name))


def _mark(name: str) -> str | None:
    return "删" if name.endswith("删") else None


def _visits(session: Session, ids: dict[str, str]) -> None:
    rows: list[tuple[str, str, str, date | None, bool | None]] = [
        ("V1", "A", "外出", day(10, 8), True),
        ("V2", "A", "外出", day(10, 9), False),  # planned only
        ("V3", "B", "外出", day(10, 31), None),
        ("V4", "A", "来访", day(10, 15), None),
        ("V5", "B", "外出", day(2, 1), True),
        ("V6删", "A", "外出", day(10, 20), True),
        ("V7", "A", "外出", None, None),
    ]
    for name, force, direction, on, done in rows:
        facts: dict[str, Any] = {"direction": direction, "on": on, "done": done, "company": name}
        ids[name] = add_row(session, Visit, task_force=ids[force], **facts, remark=_mark(name))


def _projects(session: Session, ids: dict[str, str]) -> None:
    def put_project(name: str, force: str | None, total: int, course: dict[str, date], **facts: Any) -> None:
        worth = {"total": Decimal(total), "signed_amount": Decimal(total)}
        given = {"task_force": ids.get(force or ""), "remark": _mark(name), **worth, **facts}
        ids[name] = add_project(session, name, course, **given)

    first = {"在谈": day(1, 10), "签约": day(3, 5), "开工": day(10, 12)}
    put_project("P1", "A", 30_000, first, signed_amount=Decimal(28_000), contract="投资合同", investor="甲公司")
    put_project("P2", "A", 50_000, {"在谈": day(2, 1), "签约": day(9, 28)}, plan_start=day(10, 25), contract="框架协议")
    _correct(session, ids["P2"], day(10, 8))
    ended = {"status": "终止", "signed_amount": Decimal(10_000)}
    put_project("P3", "B", 10_000, {"在谈": day(4, 1), "签约": day(10, 20)}, **ended)
    older = {"在谈": day(6, 1, 2025), "签约": day(11, 1, 2025), "开工": day(2, 2), "投产": day(10, 30)}
    put_project("P4", "B", 20_000, older)
    put_project("P5", "A", 12_345, {"在谈": day(10, 1)})
    put_project("P6", "B", 99_999, {"在谈": day(5, 5)}, status="终止", plan_start=day(11, 10))
    put_project("P7", None, 5_000, {"在谈": day(8, 1), "签约": day(11, 5), "开工": day(11, 18)}, plan_start=day(11, 15))
    put_project("P8删", "A", 70_000, {"在谈": day(10, 1), "签约": day(10, 10)})


def _correct(session: Session, row: str, right: date) -> None:
    """Take the wrong signing out and enter the right day."""
    wrong = session.query(StageMove).filter_by(project=row, stage="签约").one()
    wrong.removed = True
    session.flush()
    session.get_one(Project, row).advance(session, "签约", right)


def _funds(session: Session, ids: dict[str, str]) -> None:
    rows: list[tuple[str, str, date, int | None]] = [
        ("F1", "P1", day(10, 1), 5000),
        ("F2", "P1", day(4, 1), 3000),
        ("F3", "P4", day(10, 1), 1000),
        ("F4", "P4", day(12, 1, 2025), 2000),
        ("F5", "P2", day(11, 1), 700),
        ("F6", "P8删", day(10, 1), 9000),  # of a deleted project
        ("F7", "P3", day(10, 1), None),
        ("F8删", "P1", day(10, 1), 400),
    ]
    for name, row, month, amount in rows:
        worth = None if amount is None else Decimal(amount)
        ids[name] = add_row(session, Funding, project=ids[row], month=month, amount=worth, remark=_mark(name))


def _targets(session: Session, ids: dict[str, str]) -> None:
    both = f"{ids['A']} {ids['B']}"
    rows: list[tuple[str, str | None, str, str, int | None, str]] = [
        ("T1", ids["A"], "签约金额", "2026", 10, "亿元"),
        ("T2", ids["B"], "签约金额", "2026年", 50_000, "万元"),
        ("T3", both, "签约项目数", "2026", 8, "个"),
        ("T4", ids["A"], "开工项目数", "2026", 4, "个"),
        ("T5", None, "投产项目数", "2026", 2, "个"),
        ("T6", ids["A"], "投产项目数", "2026", 1, "个"),
        ("T7", ids["A"], "有效线索数", "2026", 0, "条"),
        ("T8", ids["A"], "签约金额", "2025", 100, "亿元"),
        ("T9", ids["B"], "外出招商次数", "2026", None, "次"),
    ]
    for name, forces, metric, period, value, unit in rows:
        worth = None if value is None else Decimal(value)
        ids[name] = add_row(session, Target, metric=metric, task_forces=forces, period=period, value=worth, unit=unit)
    add_row(
        session,
        Target,
        metric="签约金额",
        task_forces=ids["A"],
        period="2026",
        value=Decimal(3),
        unit="亿元",
        owner="甲",
    )


def _obligations(session: Session, ids: dict[str, str]) -> None:
    rows: list[tuple[str, str, date, date | None, date | None]] = [
        ("O1", "政府", day(10, 31), None, None),
        ("O2", "企业", day(10, 15), None, day(11, 1)),  # settled, but only after the month
        ("O3", "政府", day(10, 20), None, day(10, 19)),
        ("O4", "政府", day(10, 10), day(11, 20), None),  # extended into November
        ("O5", "政府", day(11, 30), None, None),
        ("O6删", "政府", day(9, 1), None, None),
        ("O7", "企业", day(12, 5), None, None),
    ]
    for name, side, due, extended, closed in rows:
        facts: dict[str, Any] = {"due": due, "extended_to": extended, "closed_on": closed, "unit": f"{side}单位"}
        ids[name] = add_row(session, Obligation, name=name, side=side, **facts, remark=_mark(name))
