"""The panel beside a form's grid: what is to stand in the chosen cell, built from lists or typed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.theme.palette import MARGIN
from reports.form_templates.figure_marks import METRIC_LABELS, SPANS, STANDING_LABELS, TARGET_LABELS
from reports.form_templates.form_data import FACT_WORDS
from reports.form_templates.form_values import MAY_BE_EMPTY, UNITS
from reports.form_templates.marks import Mark, whole_mark

_PLAIN_SPANS = 2  # 本期, 累计: every metric has these
COUNTY = "全县"
_OWN_UNIT = "按指标的单位"


class MarkPanel(QWidget):
    """Builds a mark from subject, figure, span and unit; the line can also be typed.

    Signals:
        tie_wanted: the mark should stand in the chosen cell (its text).
        untie_wanted: the chosen cell should be as the file has it.
        copy_wanted: the mark should be copied, to be pasted into the form in WPS.
    """

    tie_wanted = Signal(str)
    untie_wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.place, self.mark = QLabel("先点一格"), QLineEdit()
        self.place.setWordWrap(True)
        self.subject, self.figure, self.span, self.unit = (QComboBox() for _ in range(4))
        self.tie_button, self.untie_button = QPushButton("放到这一格"), QPushButton("取消这一格")
        self.tie_button.setObjectName("primary")
        self.copy_button = QPushButton("复制标记")
        self.copy_button.setToolTip("复制后在 WPS 里粘贴到 Excel 的格子或 Word 的文字里")
        for box, name in (
            (self.subject, "谁的数"),
            (self.figure, "哪个指标"),
            (self.span, "哪段时间"),
            (self.unit, "单位"),
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.mark.setAccessibleName("标记")
        self.figure.addItems([*METRIC_LABELS, *STANDING_LABELS, *FACT_WORDS])
        self.unit.addItems([_OWN_UNIT, *UNITS])
        self.offer_subjects(())
        self._offer_spans()
        self._lay_out()
        self.figure.currentIndexChanged.connect(self._offer_spans)
        for box in (self.subject, self.span, self.unit):
            box.currentIndexChanged.connect(self._compose)
        self.tie_button.clicked.connect(lambda: self.tie_wanted.emit(self.mark.text().strip()))
        self.untie_button.clicked.connect(self.untie_wanted)
        self.copy_button.clicked.connect(lambda: self.copy_wanted.emit(self.braced()))
        self.show_no_cell(is_word=False)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        for label, box in (
            ("谁的", self.subject),
            ("指标", self.figure),
            ("时间", self.span),
            ("单位", self.unit),
            ("标记", self.mark),
        ):
            form.addRow(label, box)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.tie_button, self.untie_button, self.copy_button):
            buttons.addWidget(button)
        hint = QLabel(
            "整行按数据重复：在那一行的第一格写 {{#专班}}{{序号}}、{{#签约项目.本期}} 或 {{#项目|阶段=签约}}，"
            "别的格写栏名，例如 项目名称。"
        )
        hint.setObjectName("second")
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 8, MARGIN, 8)
        layout.setSpacing(8)
        layout.addWidget(self.place)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(hint)

    def offer_subjects(self, names: Sequence[str]) -> None:
        """Offer the county and its task forces."""
        self.subject.clear()
        self.subject.addItems([COUNTY, *names])

    def show_cell(self, cell: str, text: str, *, is_tied: bool) -> None:
        """Show which cell is chosen and what stands in it; a mark in it can be changed."""
        self.place.setText(f"{cell}　{text or '（空格）'}")
        self.tie_button.setEnabled(True)
        self.untie_button.setEnabled(is_tied)
        if (mark := whole_mark(text)) is not None:
            self._choose(mark)
            self.mark.setText(mark.text)
        elif "{{" in text:
            self.mark.setText(text)
        else:
            self._compose()

    def show_no_cell(self, *, is_word: bool) -> None:
        """Show that no cell is chosen, or that a Word form has none: its marks are pasted into the document."""
        self.place.setText(
            "Word 模板：复制标记，在 WPS 里贴到文字或表格里，存好后再点“添加…”更新。" if is_word else "先在左边点一格。"
        )
        self.tie_button.setEnabled(False)
        self.untie_button.setEnabled(False)

    def _choose(self, mark: Mark) -> None:
        """Choose in the lists what a mark says, as far as they offer it."""
        for box, words in (
            (self.figure, mark.words),
            (self.span, mark.words),
            (self.subject, mark.words),
            (self.unit, mark.options),
        ):
            offered = [place for word in words if (place := box.findText(word)) >= 0]
            if offered or box is not self.figure:
                box.setCurrentIndex(offered[0] if offered else 0)

    def braced(self) -> str:
        """Return the mark as it is written in a form."""
        text = self.mark.text().strip()
        return text if "{{" in text else f"{{{{{text}}}}}"

    def _offer_spans(self) -> None:
        """Offer the spans that the chosen figure has."""
        figure, chosen = self.figure.currentText(), self.span.currentText()
        self.span.blockSignals(True)
        self.span.clear()
        if figure in METRIC_LABELS:
            self.span.addItems(SPANS if figure in TARGET_LABELS else SPANS[:_PLAIN_SPANS])
            self.span.setCurrentIndex(max(self.span.findText(chosen), 0))
        self.span.blockSignals(False)
        is_fact = figure in FACT_WORDS
        self.span.setEnabled(figure in METRIC_LABELS)
        self.subject.setEnabled(not is_fact)
        self.unit.setEnabled(not is_fact)
        self._compose()

    def _compose(self) -> None:
        """Write the mark of the chosen lists into the line."""
        parts = [self.figure.currentText()]
        if self.span.isEnabled():
            parts.append(self.span.currentText())
        if self.subject.isEnabled() and self.subject.currentIndex() > 0:
            parts.insert(0, self.subject.currentText())
        unit = self.unit.currentText() if self.unit.isEnabled() and self.unit.currentIndex() > 0 else ""
        self.mark.setText(".".join(parts) + (f"|{unit}" if unit else ""))
        self.mark.setToolTip(f"没有数也要填出去的，后面加“|{MAY_BE_EMPTY}”；要几位小数，加“|2位”")
