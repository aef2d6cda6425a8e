"""The head of the forms' page: which form, for which period, and the buttons."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.theme.palette import MARGIN
from desktop.widgets.period_choices import period_choices
from models.rules.periods import PERIOD_KINDS, Period, read_period
from models.services.form_templates import KeptTemplate

_USUAL_KIND = "month"


class FormHead(QWidget):
    """Lets the user choose a form and a period; the page carries out what the buttons ask for.

    Signals:
        template_chosen: another form was chosen.
        add_wanted, remove_wanted, take_out_wanted, check_wanted, fill_wanted: a button was pressed.
    """

    template_chosen = Signal()
    add_wanted = Signal()
    remove_wanted = Signal()
    take_out_wanted = Signal()
    check_wanted = Signal()
    fill_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        title = QLabel("报表模板")
        title.setObjectName("title")
        self.template, self.kind, self.period = QComboBox(), QComboBox(), QComboBox()
        for box, name, width in (
            (self.template, "哪张报表", 220),
            (self.kind, "期间种类", 70),
            (self.period, "填哪一期", 150),
        ):
            box.setAccessibleName(name)
            box.setMinimumWidth(width)
        for key, name in PERIOD_KINDS.items():
            self.kind.addItem(name, key)
        self.kind.setCurrentIndex(self.kind.findData(_USUAL_KIND))
        self.add_button = self._button("添加…", self.add_wanted)
        self.remove_button = self._button("移除", self.remove_wanted)
        self.take_out_button = self._button("取出原文件…", self.take_out_wanted)
        self.check_button = self._button("检查", self.check_wanted)
        self.fill_button = self._button("填写…", self.fill_wanted)
        self.fill_button.setObjectName("primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        for part in (title, self.template, self.add_button, self.take_out_button, self.remove_button):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self.kind, self.period, self.check_button, self.fill_button):
            row.addWidget(part)
        self._offer_periods()
        self.kind.currentIndexChanged.connect(self._offer_periods)
        self.template.currentIndexChanged.connect(self.template_chosen)

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(signal)
        return button

    def _offer_periods(self) -> None:
        self.period.clear()
        for name, key in period_choices(str(self.kind.currentData()), self._today):
            self.period.addItem(name, key)

    def offer_templates(self, templates: Sequence[KeptTemplate], chosen: str = "") -> None:
        """Offer the kept forms, keeping the choice unless ``chosen`` names another."""
        wanted = chosen or self.chosen_template()
        self.template.blockSignals(True)
        self.template.clear()
        for kept in templates:
            self.template.addItem(kept.name, kept.id)
        self.template.setCurrentIndex(max(self.template.findData(wanted), 0) if templates else -1)
        self.template.blockSignals(False)
        self.template.setVisible(bool(templates))

    def chosen_template(self) -> str:
        """Return the id of the chosen form; empty where none is kept."""
        return str(self.template.currentData() or "")

    def chosen_period(self) -> Period:
        """Return the chosen period."""
        return read_period(str(self.period.currentData()), str(self.kind.currentData()))

    def enable_actions(self, *, has_form: bool, writable: bool) -> None:
        """Enable the buttons: whether a form is open, and whether the book may be changed."""
        self.add_button.setEnabled(writable)
        self.remove_button.setEnabled(has_form and writable)
        for button in (self.take_out_button, self.check_button, self.fill_button):
            button.setEnabled(has_form)
