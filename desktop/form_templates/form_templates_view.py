"""报表模板: the forms a superior office prescribes; what stands in their cells, and filling them."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.app.notifications import ask_form, ask_where_to_write
from desktop.app.page_context import PageContext
from desktop.form_templates.form_head import FormHead
from desktop.form_templates.form_sheets import FormSheets
from desktop.form_templates.mark_panel import MarkPanel
from desktop.theme.icons import icon_pixmap
from desktop.theme.palette import MARGIN
from desktop.widgets.empty_state import EmptyState
from models.circulars.issuing import task_force_choices
from models.services import form_templates
from models.storage.files import atomic_write
from reports.form_templates.form_filling import FilledForm, FormCheck, check_form_steps, fill_form, source_of_file
from reports.form_templates.form_filling import open_form as parse_form
from reports.form_templates.form_preview import FormPreview, preview_form

_PANEL_WIDTH = 330


class FormTemplatesView(QWidget):
    """The page: a form's grid at the left, the mark of the chosen cell and the result of a check at the right."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.preview: FormPreview | None = None
        self.head, self.panel = FormHead(context.today, self), MarkPanel(self)
        self.sheets = FormSheets(context.colours, self)
        self.result = QPlainTextEdit()
        self.empty_state, self.stack = EmptyState((), self), QStackedWidget()
        self.summary = QLabel()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.result.setReadOnly(True)
        self.result.setAccessibleName("检查结果")
        self.summary.setObjectName("count")
        self.summary.setContentsMargins(MARGIN, 0, MARGIN, 4)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.panel)
        side.addWidget(self.result, 1)
        split = QSplitter()
        split.addWidget(self.sheets)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setSizes([1000, _PANEL_WIDTH])
        split.setChildrenCollapsible(False)
        self.stack.addWidget(self.empty_state)
        self.stack.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.head.template_chosen.connect(self._open_chosen)
        self.head.add_wanted.connect(self.ask_what_to_add)
        self.head.remove_wanted.connect(self.remove)
        self.head.take_out_wanted.connect(self.ask_where_to_take_out)
        self.head.check_wanted.connect(self.check)
        self.head.fill_wanted.connect(self.ask_where_to_fill)
        self.sheets.cell_chosen.connect(self._show_cell)
        self.panel.tie_wanted.connect(self.tie)
        self.panel.untie_wanted.connect(lambda: self.tie(""))
        self.panel.copy_wanted.connect(self._copy)
        self._context.book_session.changed.connect(self._on_change)

    # What is shown.

    def refresh(self, chosen: str = "") -> None:
        """Read the kept forms from the book again, and the chosen one."""
        book_session = self._context.book_session
        self.head.offer_templates(book_session.read(form_templates.templates), chosen)
        self.panel.offer_subjects([name for _, name in book_session.read(task_force_choices)])
        self._open_chosen()

    def _open_chosen(self) -> None:
        template = self.head.chosen_template()
        self.head.enable_actions(has_form=bool(template), writable=self._context.book_session.store.writable)
        if not template:
            self.preview = None
            self._show_empty(
                "还没有报表模板",
                "点“添加…”，选上级发的 .xlsx 或 .docx 报表；每期按它的样子填上数，格式、公式、打印设置都不变。",
            )
            return
        steps = preview_form(self._context.book_session.store, template)
        self._context.jobs.run("打开模板", steps, self._show_preview, self._show_failure, quiet=True)

    def _show_empty(self, heading: str, sentence: str) -> None:
        picture = icon_pixmap("file-spreadsheet", self._context.colours.second, 48)
        self.empty_state.show_message(heading, sentence, picture)
        self.summary.clear()
        self.stack.setCurrentIndex(0)

    def _show_failure(self, why: str) -> None:
        self.preview = None
        self._show_empty("这张模板打不开", why)

    def _show_preview(self, preview: FormPreview) -> None:
        self.preview = preview
        self.stack.setCurrentIndex(1)
        self.summary.setText(f"{preview.source.file}　{preview.marks} 个标记")
        self.result.setPlainText("\n".join(preview.notes))
        self.sheets.show_preview(preview)

    def _show_cell(self) -> None:
        """Show the chosen cell in the panel."""
        if self.preview is None or (chosen := self.sheets.chosen()) is None:
            self.panel.show_no_cell(is_word=self.preview is not None and not self.preview.sheets)
            return
        sheet, cell, text = chosen
        self.panel.show_cell(cell, text, is_tied=(sheet, cell) in self.preview.source.ties)

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's own event
        self.refresh()

    # What the buttons do.

    def ask_what_to_add(self) -> None:
        """Ask for a form and keep it."""
        if path := ask_form(self, ""):
            self.add(Path(path))

    def add(self, path: Path) -> None:
        """Keep a form in the book."""
        with self._context.notifications.showing_user_errors():
            source = source_of_file(path)
            parse_form(source)  # raises UserError for a file that is no form, before it is kept
            known = self.head.template.findText(path.stem) >= 0
            label = f"{'更新' if known else '添加'}报表模板“{path.stem}”"
            row = self._context.book_session.run(
                label, lambda session: form_templates.keep_template(session, path.name, source.content)
            )
            self._context.notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")
            self.refresh(row)

    def remove(self) -> None:
        """Move the chosen form to the recycle bin."""
        template, label = self.head.chosen_template(), f"移除报表模板“{self.head.template.currentText()}”"
        with self._context.notifications.showing_user_errors():
            self._context.book_session.run(label, lambda session: form_templates.remove_template(session, template))
            self._context.notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")

    def tie(self, mark: str) -> None:
        """Put a mark over the chosen cell; an empty one takes it away."""
        template = self.head.chosen_template()
        if (chosen := self.sheets.chosen()) is None:
            return
        sheet, cell, _ = chosen
        label = f"{sheet} {cell}：{mark}" if mark else f"{sheet} {cell}：取消对应"
        with self._context.notifications.showing_user_errors():
            self._context.book_session.run(
                label, lambda session: form_templates.tie_cell(session, template, sheet, cell, mark)
            )
            self._context.notifications.notify_saved(label)

    def _copy(self, mark: str) -> None:
        QGuiApplication.clipboard().setText(mark)
        self._context.notifications.notify(f"已复制 {mark}，在 WPS 里粘贴。")

    def check(self) -> None:
        """Say which marks cannot be filled for the chosen period."""
        if self.preview is not None:
            store, period = self._context.book_session.store, self.head.chosen_period()
            steps = check_form_steps(store, self.preview.source, period, self._context.today)
            self._context.jobs.run("检查模板", steps, self._show_check, self._context.notifications.show_error)

    def _show_check(self, check: FormCheck) -> None:
        good = f"{self.head.chosen_period().name}：标记都填得了。"
        values = [f"{mark}　{text}" for mark, text in check.values]
        self.result.setPlainText("\n".join((*(check.faults or (good,)), *check.notes, *values)))

    def ask_where_to_fill(self) -> None:
        """Ask where to write the filled form, after what it does not keep was shown beside it."""
        if self.preview is not None:
            suggested = (
                f"{self.head.template.currentText()}（{self.head.chosen_period().name}）{self.preview.source.suffix}"
            )
            if path := ask_where_to_write(self, "填好的报表存到哪里", suggested, self.preview.source.suffix):
                self.fill(Path(path))

    def fill(self, path: Path) -> None:
        """Fill the chosen form for the chosen period."""
        if self.preview is not None:
            store, period = self._context.book_session.store, self.head.chosen_period()
            steps = fill_form(store, self.preview.source, period, path, self._context.today)
            self._context.jobs.run("填报表", steps, self._on_filled, self._show_faults)

    def _on_filled(self, filled: FilledForm) -> None:
        self.result.setPlainText("\n".join((f"已填好 {filled.marks} 个标记：{filled.path.name}", *filled.notes)))
        self._context.notifications.notify_file_written(filled.path, f"已填好：{filled.path.name}")

    def _show_faults(self, why: str) -> None:
        self.result.setPlainText(why)
        self._context.notifications.show_error(why.splitlines()[0])

    def ask_where_to_take_out(self) -> None:
        """Ask where to write the form as it was added."""
        if self.preview is not None:
            source = self.preview.source
            if path := ask_where_to_write(self, "把模板原样存到哪里", source.file, source.suffix):
                with self._context.notifications.showing_user_errors(), atomic_write(Path(path)) as draft:
                    draft.write_bytes(source.content)
                self._context.notifications.notify_file_written(Path(path), f"已取出模板：{Path(path).name}")
