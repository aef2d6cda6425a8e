"""建账向导: the steps at the left with what is missing, the editor of the selected one at the right."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.app import notifications
from desktop.app.delay import DelayTimer, call_after_layout
from desktop.app.page_context import PageContext
from desktop.app.page_registry import RefreshablePage
from desktop.app.preferences import documents_folder
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from desktop.pages.moving_in_view import template_job
from desktop.pages.setup_steps import STEPS, SetupStep
from desktop.settings.rows_editor import RowsEditor
from desktop.theme.icons import icon_pixmap
from desktop.theme.palette import MARGIN
from models.settings.guide_progress import pass_over
from models.statistics.setup_guide import SetupState, read_setup

_IMPORT_PAGE, _MOVING_IN_PAGE = "receiving", "moving_in"
_WIDTH = 240  # pixels, of the list of steps
_LINE = 34  # pixels
_INTRODUCTION = "填好第 1、2 步就能出第一份周动态，其余的可以以后再填，或者跳过。填错了按 Ctrl+Z。"


class SetupView(QWidget):
    """Each step has a mark: done, passed over, or still open; every editor is made when its step is first shown.

    Signals:
        page_wanted: another page should be opened (its key).
    """

    page_wanted = Signal(str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._steps = context, {step.key: step for step in STEPS}
        self.states: dict[str, SetupState] = {}
        self.editors: dict[str, QWidget] = {}
        self.contents, self.stack, self.count = QListWidget(), QStackedWidget(), QLabel()
        self.heading, self.state, self.sentence = QLabel(), QLabel(), QLabel()
        self.buttons = {
            key: QPushButton(text)
            for key, text in (
                ("template", "下载空表…"),
                ("receive", "从表格收"),
                ("moving_in", "去搬家"),
                ("pass_over", "跳过这一步"),
                ("next", "下一步"),
            )
        }
        _lay_out(self)
        self._connect()
        # Read again from the event loop, after the command that changed the book has returned.
        self._refresh_timer = DelayTimer(self, 0, self.refresh)
        context.book_session.changed.connect(self._refresh_timer.start)
        self._read_states()
        self.show_step(next((state.key for state in self.states.values() if state.is_open), STEPS[-1].key))
        call_after_layout(self, self._put_keys_into_step)

    def _connect(self) -> None:
        self.contents.currentRowChanged.connect(self._show_row)
        self.buttons["template"].clicked.connect(self._ask_where_to_write)
        self.buttons["receive"].clicked.connect(lambda: self.page_wanted.emit(_IMPORT_PAGE))
        self.buttons["moving_in"].clicked.connect(lambda: self.page_wanted.emit(_MOVING_IN_PAGE))
        self.buttons["pass_over"].clicked.connect(self._pass_over)
        self.buttons["next"].clicked.connect(self.go_on)

    @property
    def today(self) -> date:
        """Today in local time."""
        return self._context.today

    @property
    def step(self) -> SetupStep:
        """The step shown."""
        return STEPS[max(self.contents.currentRow(), 0)]

    def show_step(self, key: str) -> None:
        """Show a step by its key."""
        row = list(self._steps).index(key)
        if self.contents.currentRow() == row:
            self._show_row(row)
        self.contents.setCurrentRow(row)

    def go_on(self) -> None:
        """Go to the next step, or to where the last one leads; what is typed is saved first."""
        if not self._save_typed():
            return
        if page := self.step.leads_to[0]:
            self.page_wanted.emit(page)
        else:
            self.contents.setCurrentRow(self.contents.currentRow() + 1)
            self._put_keys_into_step()

    def _put_keys_into_step(self) -> None:
        """Put the keys where the step begins: into the county's name, all of it selected, or on “新增”."""
        editor = self.editors[self.step.key]
        if isinstance(editor, RowsEditor):
            editor.add_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif isinstance(editor, RowPanel):
            form = editor.form_cache.currentWidget()
            field = next(iter(form.field_rows.values())).editor if isinstance(form, LedgerForm) else None
            if field is not None:
                field.setFocus(Qt.FocusReason.TabFocusReason)

    def refresh(self) -> None:
        """Read again how far each step has come, and the rows of the editors made so far."""
        self._read_states()
        self._show_state()
        for editor in self.editors.values():
            if isinstance(editor, RefreshablePage):
                editor.refresh()

    def _read_states(self) -> None:
        today = self.today
        states = self._context.book_session.read(lambda session: read_setup(session, today))
        self.states = {state.key: state for state in states}
        for number, state in enumerate(states):
            item = self.contents.item(number)
            item.setText(f"{number + 1}．{state.title}")
            name, colour, words = _mark(state, self._context)
            item.setIcon(icon_pixmap(name, colour, 16))
            item.setToolTip(f"{words}：{state.text}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}：{words}")
        missing = sum(state.is_open for state in states)
        self.count.setText(f"还差 {missing} 步" if missing else "都填好了，或跳过了")

    def _save_typed(self) -> bool:
        """Save what is typed in the step shown; False where it must be corrected first."""
        editor = self.editors.get(self.step.key)
        panel = editor if isinstance(editor, RowPanel) else getattr(editor, "panel", None)
        return not isinstance(panel, RowPanel) or panel.leave()

    def _show_row(self, number: int) -> None:
        """Show the step of a line, with its editor."""
        step = STEPS[max(number, 0)]
        if step.key not in self.editors:
            editor = step.make_editor(self._context.book_session) if step.make_editor is not None else QWidget()
            self.editors[step.key] = editor
            self.stack.addWidget(editor)
        self.stack.setCurrentWidget(self.editors[step.key])
        self.sentence.setText(step.sentence)
        self.buttons["template"].setVisible(bool(step.template))
        self.buttons["receive"].setVisible(bool(step.template))
        self.buttons["moving_in"].setVisible(bool(step.leads_to[0]))
        self.buttons["next"].setText(step.leads_to[1] or "下一步")
        self._show_state()

    def _show_state(self) -> None:
        state = self.states[self.step.key]
        self.heading.setText(f"{self.contents.currentRow() + 1}．{state.title}")
        self.state.setText(f"{state.text}{'（跳过了）' if state.is_passed_over and not state.is_done else ''}。")
        button = self.buttons["pass_over"]
        button.setText("不跳过了" if state.is_passed_over else "跳过这一步")
        button.setVisible(not state.is_done)
        button.setEnabled(self._context.book_session.store.writable)

    def _pass_over(self) -> None:
        """Pass the step over and go on, or take it up again."""
        state = self.states[self.step.key]
        passes = not state.is_passed_over
        label = f"{'跳过' if passes else '不跳过'}：{state.title}"
        with self._context.notifications.showing_user_errors():
            self._context.book_session.run(label, lambda session: pass_over(session, state.key, passes=passes))
            if passes and not self.step.leads_to[0]:
                self.go_on()

    def _ask_where_to_write(self) -> None:
        """Ask where to write the empty sheet of the step, and write it in a job."""
        from reports.xlsx.template_workbook import TEMPLATES

        template = self.step.template
        suggested = str(documents_folder() / f"{TEMPLATES[template].name}.xlsx")
        if path := notifications.ask_where_to_write(self, "下载空表", suggested):
            steps = template_job(self._context.book_session.store, Path(path), template)
            written = partial(self._on_written, Path(path))
            self._context.jobs.run("写空表", steps, written, self._context.notifications.show_error)

    def _on_written(self, path: Path, _: None) -> None:
        self._context.notifications.notify_file_written(path, f"空表写好了：{path.name}；填好后点“从表格收”。")


def _mark(state: SetupState, context: PageContext) -> tuple[str, str, str]:
    """Return a step's icon, its colour, and the word for it."""
    if state.is_done:
        return "check", context.colours.green, "已填"
    if state.is_passed_over:
        return "x", context.colours.second, "跳过了"
    return "circle", context.colours.accent, "还差"


def _lay_out(page: SetupView) -> None:
    """Arrange the title, the steps at the left, and the step shown at the right."""
    title, introduction = QLabel("建账向导"), QLabel(_INTRODUCTION)
    title.setObjectName("title")
    page.heading.setObjectName("heading")
    for label in (introduction, page.count, page.state, page.sentence):
        label.setObjectName("second" if label is page.sentence else "count")
        label.setWordWrap(label is not page.count)
    page.contents.setObjectName("results")
    page.contents.setFixedWidth(_WIDTH)
    page.contents.setIconSize(QSize(16, 16))
    page.contents.setAccessibleName("建账的步骤")
    for _ in STEPS:
        item = QListWidgetItem()
        item.setSizeHint(QSize(0, _LINE))
        page.contents.addItem(item)
    left, right, buttons = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
    left.addWidget(page.contents, 1)
    buttons.setSpacing(8)
    for key, button in page.buttons.items():
        button.setObjectName("primary" if key == "next" else "secondary")
        if key == "pass_over":
            buttons.addStretch(1)
        buttons.addWidget(button)
    right.setContentsMargins(16, 0, MARGIN, 8)
    right.setSpacing(4)
    for widget in (page.heading, page.state, page.sentence):
        right.addWidget(widget)
    right.addWidget(page.stack, 1)
    right.addLayout(buttons)
    body = QHBoxLayout()
    body.setContentsMargins(8, 0, 0, 0)
    body.addLayout(left)
    body.addLayout(right, 1)
    head = QHBoxLayout()
    head.setContentsMargins(MARGIN, 0, MARGIN, 0)
    head.setSpacing(16)
    head.addWidget(title)
    head.addWidget(page.count)
    head.addWidget(introduction, 1)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 12, 0, 0)
    layout.setSpacing(8)
    layout.addLayout(head)
    layout.addLayout(body, 1)
