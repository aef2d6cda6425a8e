"""The head of the circulars' page: kind, period, scheme and task force, and the buttons."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from desktop.theme.palette import MARGIN
from desktop.widgets.period_choices import period_choices
from models.circulars.text_edits import CircularKey
from models.rules.periods import BATCH, Period, read_period
from reports.circulars.workflow.compose import read_circular_period
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS, CIRCULAR_NAMES

_BATCHES_A_YEAR = 4  # of a year: 三个一批 takes place at most once a quarter
_DEFAULT_KIND = "month"


class CircularHead(QWidget):
    """Lets the user choose a circular; the page carries out what the buttons ask for.

    Signals:
        draft_wanted, print_wanted, export_wanted: the buttons 起草, 打印 and 导出 were pressed.
        sources_wanted: the list of sources should be annexed from now on (True) or not (False).
        forces_wanted: a draft for every task force should be made.
        year_wanted: all circulars of the year that are due should be issued.
    """

    draft_wanted = Signal()
    print_wanted = Signal()
    export_wanted = Signal()
    sources_wanted = Signal(bool)
    forces_wanted = Signal()
    year_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("通报")
        title.setObjectName("title")
        self.kind, self.period, self.scheme = QComboBox(), QComboBox(), QComboBox()
        self.kind.setAccessibleName("通报种类")
        self.period.setAccessibleName("通报期间")
        self.period.setMinimumWidth(160)
        self.scheme.setAccessibleName("排名方案")
        self.scheme.setToolTip("按哪个排名方案排")
        self.scheme.setMaximumWidth(220)
        self.offer_schemes(())
        for key, name in CIRCULAR_NAMES.items():
            self.kind.addItem(name, key)
        self._today = today
        self.kind.setCurrentIndex(max(self.kind.findData(_DEFAULT_KIND), 0))
        self.kind.currentIndexChanged.connect(self.offer_periods)
        self.kind.currentIndexChanged.connect(lambda _: self._show_scheme())
        self.offer_periods()
        self.task_force = QComboBox()
        self.task_force.setAccessibleName("哪个专班")
        self.task_force.setMaximumWidth(180)
        self.offer_forces(())
        self.draft_button = self._button("起草", self.draft_wanted)
        self.draft_button.setObjectName("primary")
        self.print_button, self.export_button = self._button("打印…", self.print_wanted), QPushButton("导出")
        exports = QMenu(self)
        exports.addAction("把 PDF、Excel、Word 导出到文件夹…").triggered.connect(self.export_wanted)
        exports.addSeparator()
        self.sources_action = exports.addAction("后面附数据来源清单")
        self.sources_action.setCheckable(True)
        self.sources_action.toggled.connect(self.sources_wanted)
        self.export_button.setMenu(exports)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        for part in (title, self.kind, self.period, self.scheme, self.task_force, self.draft_button):
            row.addWidget(part)
        row.addStretch(1)
        self.batch_button = QPushButton("批量")
        self.batch_button.setMenu(self._batch_menu())
        for part in (self.batch_button, self.print_button, self.export_button):
            row.addWidget(part)
        self.enable_actions(has_pages=False)

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(signal)
        return button

    def _batch_menu(self) -> QMenu:
        """Return the menu of batch commands."""
        menu = QMenu(self)
        for text, signal in (
            ("每个专班各出一份草稿…", self.forces_wanted),
            ("印发今年到今天的各期通报…", self.year_wanted),
        ):
            menu.addAction(text).triggered.connect(signal)
        return menu

    def offer_periods(self) -> None:
        """Offer the periods of the chosen kind, from the last complete one backwards; the running one comes last."""
        kind = CIRCULAR_KINDS[str(self.kind.currentData())].period
        if kind == BATCH:
            self._offer_batches()
            return
        self.period.clear()
        for name, key in period_choices(kind, self._today):
            self.period.addItem(name, key)

    def _offer_batches(self) -> None:
        """Offer the batches of this year and the last by number; how many there will be is not known beforehand."""
        self.period.clear()
        for year in (self._today.year, self._today.year - 1):
            for number in range(1, _BATCHES_A_YEAR + 1):
                period = read_period(f"{year}-{number}", BATCH)
                self.period.addItem(period.name, period.key)

    def offer_forces(self, forces: Sequence[tuple[str, str]]) -> None:
        """Offer the county and its task forces (id, name), keeping the choice."""
        chosen = self.task_force.currentData()
        self.task_force.clear()
        self.task_force.addItem("全县", "")
        for row, name in forces:
            self.task_force.addItem(name, row)
        self.task_force.setCurrentIndex(max(self.task_force.findData(chosen), 0))
        self.task_force.setVisible(bool(forces))

    def offer_schemes(self, names: Sequence[str]) -> None:
        """Offer the ranking schemes, keeping the choice; the first entry stands for the scheme in use."""
        chosen = self.scheme.currentData()
        self.scheme.clear()
        self.scheme.addItem("正在使用的方案", "")
        for name in names:
            self.scheme.addItem(name, name)
        self.scheme.setCurrentIndex(max(self.scheme.findData(chosen), 0))
        self._show_scheme()

    def _show_scheme(self) -> None:
        """Show the choice of a scheme only where the kind has a ranking and there are several schemes."""
        kind = CIRCULAR_KINDS.get(str(self.kind.currentData()))
        self.scheme.setVisible(kind is not None and kind.ranks and self.scheme.count() > 1)

    def chosen_scheme(self) -> str:
        """Return the chosen scheme's name; empty for the one in use, and for a kind without a ranking."""
        return "" if self.scheme.isHidden() else str(self.scheme.currentData())

    def choose(self, kind: str, period: str) -> None:
        """Choose a kind and a period by their keys; a period older than those offered is added."""
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        if self.period.findData(period) < 0:
            self.period.insertItem(0, read_circular_period(kind, period).name, period)
        self.period.setCurrentIndex(self.period.findData(period))

    def chosen(self) -> tuple[str, Period]:
        """Return the chosen kind and period."""
        return str(self.kind.currentData()), read_circular_period(
            str(self.kind.currentData()), str(self.period.currentData())
        )

    def circular_key(self) -> CircularKey:
        """Return the key of the chosen circular."""
        kind, period = self.chosen()
        return CircularKey(kind, period.key, str(self.task_force.currentData() or "") or None, self.chosen_scheme())

    def enable_actions(self, *, has_pages: bool, busy: bool = False) -> None:
        """Enable the buttons: ``paper`` is whether pages are shown, ``busy`` whether a job is running."""
        self.draft_button.setEnabled(not busy)
        self.batch_button.setEnabled(not busy)
        self.draft_button.setText("重新起草" if has_pages else "起草")
        self.draft_button.setObjectName("" if has_pages else "primary")
        self.draft_button.style().unpolish(self.draft_button)
        self.draft_button.style().polish(self.draft_button)
        self.print_button.setEnabled(has_pages and not busy)
        self.export_button.setEnabled(has_pages and not busy)
