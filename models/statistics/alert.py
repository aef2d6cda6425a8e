"""What an alert is, and which kinds of alerts mean that something is late or nearly so."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from models.fields.base import Ledger
from models.statistics.counting_rules import SqlCondition

OVERDUE_KINDS = (
    *("逾期", "节点逾期", "下一步逾期", "整治逾期", "盘活逾期"),
    *("研判逾期", "首次对接逾期", "申诉逾期", "响应逾期", "返投逾期"),
    *("没有批准就检查", "超过年度次数"),
)
SOON_KINDS = (
    *("临期", "节点临期", "下一步临期", "整治临期", "盘活临期"),
    *("研判临期", "首次对接临期", "申诉临期", "首报保护临期", "返投临期"),
    "还没有批复",
)
RowFilter = Sequence[str] | None  # ids of the rows to look at; None for all


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert: the row to open, its task force, the kind of alert, the number of days, and the message."""

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str | None
    kind: str
    days: int
    message: str


def in_rows(column: sa.SQLColumnExpression[str | None], rows: RowFilter) -> SqlCondition:
    """Return the condition that a row is one of those looked at."""
    return sa.true() if rows is None else column.in_(rows)
