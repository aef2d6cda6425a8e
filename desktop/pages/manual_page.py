"""使用说明: the user's manual, with its contents at the left and a search box."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from resources import MANUAL

_WIDTH = 820  # pixels: longer lines are hard to read
_MOVE_TO_START = QTextCursor.MoveOperation.Start


class ManualPage(QWidget):
    """Shows the whole manual; a click in the contents goes to a section, Enter in the search box to the next hit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = QTextBrowser(self)
        self.text.setOpenExternalLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setMarkdown(MANUAL.read_text(encoding="utf-8"))
        self.text.document().setDocumentMargin(24)
        self.text.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.text.setLineWrapColumnOrWidth(_WIDTH)
        self._set_block_spacing()
        self.contents = QListWidget(self)
        self.contents.setObjectName("results")
        self.contents.setFixedWidth(200)
        self.contents.currentItemChanged.connect(self._go_to_section)
        self._list_contents()
        self.search_box, self.count = QLineEdit(self), QLabel(self)
        self._build()
        self.text.moveCursor(_MOVE_TO_START)

    def _build(self) -> None:
        title = QLabel("使用说明")
        title.setObjectName("title")
        self.search_box.setPlaceholderText("在说明里查找，回车找下一处")
        self.search_box.setMaximumWidth(320)
        self.search_box.setClearButtonEnabled(True)
        self.search_box.textChanged.connect(self._mark_hits)
        self.search_box.returnPressed.connect(self.find_next)
        self.count.setObjectName("second")
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, self.search_box.setFocus, context=within)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.count)
        head.addWidget(self.search_box, 1)
        body = QHBoxLayout()
        body.setContentsMargins(8, 0, 0, 0)
        body.addWidget(self.contents)
        body.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(body, 1)

    def _blocks(self) -> list[QTextBlock]:
        block, blocks = self.text.document().begin(), []
        while block.isValid():
            blocks.append(block)
            block = block.next()
        return blocks

    def _set_block_spacing(self) -> None:
        """Set line height and block margins, which Markdown does not define."""
        for block in self._blocks():
            form = QTextBlockFormat(block.blockFormat())
            level = form.headingLevel()
            form.setLineHeight(140, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
            in_table = QTextCursor(block).currentTable() is not None
            form.setTopMargin(0 if in_table else {0: 3, 1: 0, 2: 26, 3: 14}.get(level, 8))
            form.setBottomMargin(8 if level else 0 if in_table else 4)
            QTextCursor(block).setBlockFormat(form)
            self._format_key_names(block)

    def _format_key_names(self, block: QTextBlock) -> None:
        """Format keys and examples in the program's font with a background, rather than as code."""
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if piece.charFormat().fontFixedPitch():
                key_format = QTextCharFormat()
                key_format.setFontFamilies([self.font().family()])
                key_format.setFontFixedPitch(False)
                key_format.setBackground(self.palette().midlight())
                cursor = QTextCursor(block)
                cursor.setPosition(piece.position())
                cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(key_format)
                pieces = block.begin()
                while not pieces.atEnd() and pieces.fragment().position() < piece.position() + piece.length():
                    pieces += 1
                continue
            pieces += 1

    def _list_contents(self) -> None:
        for block in self._blocks():
            if block.blockFormat().headingLevel() == 2:
                item = QListWidgetItem(block.text())
                item.setData(Qt.ItemDataRole.UserRole, block.position())
                item.setSizeHint(QSize(0, 32))
                self.contents.addItem(item)

    def _go_to_section(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        cursor = self.text.textCursor()
        cursor.setPosition(item.data(Qt.ItemDataRole.UserRole))
        self.text.setTextCursor(cursor)
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.value() + self.text.cursorRect().top() - 16)

    def _mark_hits(self, text: str) -> None:
        """Highlight every hit and go to the first."""
        colour = QColor(self.palette().color(self.palette().ColorRole.Link))
        colour.setAlpha(60)
        hits = []
        cursor = self.text.document().find(text) if text else QTextCursor()
        while not cursor.isNull():
            hit = QTextEdit.ExtraSelection()
            hit.cursor = QTextCursor(cursor)  # type: ignore[attr-defined]  # PySide's stubs miss its two members
            hit.format.setBackground(colour)  # type: ignore[attr-defined]  # as above
            hits.append(hit)
            cursor = self.text.document().find(text, cursor)
        self.text.setExtraSelections(hits)
        self.count.setText("" if not text else f"共 {len(hits)} 处" if hits else "没有找到")
        self.text.moveCursor(_MOVE_TO_START)
        if hits:
            self.text.find(text)

    def find_next(self) -> None:
        """Go to the next hit, and from the last to the first."""
        if self.search_box.text() and not self.text.find(self.search_box.text(), QTextDocument.FindFlag(0)):
            self.text.moveCursor(_MOVE_TO_START)
            self.text.find(self.search_box.text())


def make_manual_page(_context: PageContext, _links: PageLinks) -> ManualPage:
    """Build the page, which asks for nothing."""
    return ManualPage()


register_page(Page("manual", "使用说明", "book-open", PageGroup.TOOLS, 50, make_manual_page))
