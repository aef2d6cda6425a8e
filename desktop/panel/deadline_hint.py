"""Below 办理规则: the deadlines 13710 gives, as soon as the rule and the day are chosen."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop.desk import Desk
from desktop.panel.stop import Stop
from models.field import field_of
from models.laws import deadlines_of
from models.ledgers import Obligation
from models.refusal import Refusal

_RULED = ("rule", "raised_on")


class DeadlineHint(QObject):
    """Keeps a line below the rule of the obligation in the panel."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._top: Stop | None = None

    def attend(self, top: Stop | None) -> None:
        """Follow another row from now on, or none."""
        self._top = top if top is not None and top.ledger is Obligation else None
        self.edited()

    def edited(self) -> None:
        """Work the deadlines out anew from what is typed."""
        if self._top is None or not set(_RULED) <= self._top.sections.rows.keys():
            return
        row = self._top.sections.rows["rule"]
        if not isinstance(row.hung, QLabel):
            label = QLabel()
            label.setObjectName("second")
            label.setWordWrap(True)
            row.hang(label)
        if isinstance(row.hung, QLabel):
            row.hung.setText(text := self._said(self._top))
            row.hung.setVisible(bool(text))

    def _said(self, top: Stop) -> str:
        rows, reading = top.sections.rows, self._desk.context()
        try:
            rule, raised = (field_of(Obligation, key).kind.read(rows[key].raw(), reading).value for key in _RULED)
        except Refusal:
            return ""
        deadlines = self._desk.ask(lambda session: deadlines_of(rule, raised, session))
        if deadlines is None:
            return "填上交办日期，就排出反馈和办结时限。" if rule and "13710" in rule and not raised else ""
        unsure = "" if deadlines.certain else "（暂定：那一年的放假安排还没公布）"
        feedback = f"{deadlines.feedback.isoformat()} 前反馈，" if deadlines.feedback else ""
        return f"{raised.isoformat()} 当天研究部署，{feedback}{deadlines.due.isoformat()} 前办结{unsure}"
