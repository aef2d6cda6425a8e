"""Below 办理规则: the deadlines 13710 gives, as soon as the rule and the day are chosen."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop.app.book_session import BookSession
from desktop.form.navigation_entry import NavigationEntry
from models.errors import UserError
from models.fields.field import field_of
from models.ledgers import Obligation
from models.services.validation import deadlines_of

_RULE_FIELDS = ("rule", "raised_on")


class DeadlineHint(QObject):
    """Keeps a line below the rule of the obligation in the panel."""

    def __init__(self, book_session: BookSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._entry: NavigationEntry | None = None

    def set_entry(self, entry: NavigationEntry | None) -> None:
        """Follow another row from now on, or none."""
        self._entry = entry if entry is not None and entry.ledger is Obligation else None
        self.edited()

    def edited(self) -> None:
        """Work the deadlines out anew from what is typed."""
        if self._entry is None or not set(_RULE_FIELDS) <= self._entry.form.field_rows.keys():
            return
        row = self._entry.form.field_rows["rule"]
        if not isinstance(row.widget_below, QLabel):
            label = QLabel()
            label.setObjectName("second")
            label.setWordWrap(True)
            row.add_below(label)
        if isinstance(row.widget_below, QLabel):
            row.widget_below.setText(text := self._hint_text(self._entry))
            row.widget_below.setVisible(bool(text))

    def _hint_text(self, entry: NavigationEntry) -> str:
        rows, reading = entry.form.field_rows, self._book_session.reading_context()
        try:
            rule, raised = (
                field_of(Obligation, key).kind.read(rows[key].raw_value(), reading).value for key in _RULE_FIELDS
            )
        except UserError:
            return ""
        deadlines = self._book_session.read(lambda session: deadlines_of(rule, raised, session))
        if deadlines is None:
            return "填上交办日期，就排出反馈和办结时限。" if rule and "13710" in rule and not raised else ""
        unsure = "" if deadlines.certain else "（暂定：那一年的放假安排还没公布）"
        feedback = f"{deadlines.feedback.isoformat()} 前反馈，" if deadlines.feedback else ""
        return f"{raised.isoformat()} 当天研究部署，{feedback}{deadlines.due.isoformat()} 前办结{unsure}"
