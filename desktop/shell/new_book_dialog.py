"""The dialog of a new book: which county's preset to begin with, and where to save the file."""

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.app.notifications import ask_preset, ask_where_to_save
from desktop.theme.palette import MARGIN

_BLANK, _FILE = "blank", "file"
_PRESETS = (
    (_BLANK, "空白县", "只有常用字典、节假日和排名样本；县名、专班、目标、节奏由建账向导一步一步填"),
    ("hejin", "河津市", "16 个专班、产业链和目标任务已按《全面推进“以商招商”行动方案》填好"),
    ("xiayi", "夏邑县", "专班、产业系和工作定额已按《招商引资三年行动计划》填好"),
    ("xiangcheng", "襄城县", "两个集聚区的目标、产业链和闲置厂房已按《2019年推进工业高质量发展实施方案》填好"),
    (_FILE, "从预置文件…", "“存为预置…”写出的文件：县名、口径、字典、专班、方案照它的，没有台账记录；邻县用的先改县名"),
)


class NewBookDialog(QDialog):
    """Asks for a preset and the path of the file."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建账本")
        self.setMinimumWidth(560)
        self._folder, self._preset_file = folder, ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(8)
        heading = QLabel("从哪里开始？")
        heading.setObjectName("heading")
        layout.addWidget(heading)
        self._preset_choices: dict[str, QRadioButton] = {}
        for key, label, text in _PRESETS:
            choice = self._preset_choices[key] = QRadioButton(label)
            choice.toggled.connect(self._suggest)
            layout.addWidget(choice)
            description = QLabel(text)
            description.setObjectName("second")
            description.setIndent(24)
            layout.addWidget(description)
        layout.addSpacing(8)
        path_label = QLabel("账本放在哪里？")
        path_label.setObjectName("heading")
        layout.addWidget(path_label)
        row = QHBoxLayout()
        self._path = QLineEdit()
        self._path.setAccessibleName("账本文件")
        browse = QPushButton("选择…")
        browse.clicked.connect(self._browse)
        row.addWidget(self._path, 1)
        row.addWidget(browse)
        layout.addLayout(row)
        layout.addSpacing(8)
        buttons = QDialogButtonBox()
        make = buttons.addButton("建立账本", QDialogButtonBox.ButtonRole.AcceptRole)
        make.setObjectName("primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self._preset_choices[_BLANK].setChecked(True)
        self._preset_choices[_FILE].clicked.connect(self._ask_preset)

    def preset(self) -> str:
        """Return the key of the chosen preset, or the path of its file."""
        chosen = next(key for key, choice in self._preset_choices.items() if choice.isChecked())
        return self._preset_file if chosen == _FILE else chosen

    def target(self) -> str:
        """Return the path of the file to create, with its suffix."""
        text = self._path.text().strip()
        return text if text.endswith(".zhuanban") else f"{text}.zhuanban"

    def _suggest(self) -> None:
        names = {key: label for key, label, _ in _PRESETS} | {_BLANK: "本县", _FILE: "本县"}
        chosen = next((names[key] for key, choice in self._preset_choices.items() if choice.isChecked()), "")
        if chosen:
            self._path.setText(str(self._folder / f"{chosen}招商台账.zhuanban"))

    def _ask_preset(self) -> None:
        """Ask for the preset's file and name it; back to the blank county where none is chosen."""
        if path := ask_preset(self, str(self._folder)):
            self._preset_file = path
            self._preset_choices[_FILE].setText(f"从预置文件：{Path(path).name}")
        elif not self._preset_file:
            self._preset_choices[_BLANK].setChecked(True)

    def _browse(self) -> None:
        if path := ask_where_to_save(self, "账本放在哪里", self._path.text()):
            self._path.setText(path)
