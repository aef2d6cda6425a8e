"""The stylesheet, for what a palette cannot express: heights, hairlines, kinds of buttons and labels."""

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtCore import QStandardPaths

from desktop.theme.colours import Colours
from resources import ICONS

_TEMPLATE = Template("""
QWidget#page, QWidget#panel { background: $paper; }
QLabel#title { font-size: 13pt; font-weight: 600; }
QLabel#heading { font-weight: 600; }
QLabel#rule { font-size: 11pt; font-weight: 600; color: $accent; }
QLabel#second { color: $second; font-size: 9pt; }
QLabel#refused { color: $red; }
QLabel#doubt { color: $amber; }
QLabel#count { color: $second; }
QLineEdit, QComboBox, QPlainTextEdit { background: $paper; border: 1px solid $edge; border-radius: 4px;
  padding: 0 8px; min-height: 30px; selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit { padding: 4px; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border: 1px solid $accent; }
QLineEdit:read-only { background: $background; color: $second; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url($down); width: 14px; height: 14px; }
QPushButton { background: $paper; border: 1px solid $edge; border-radius: 4px; padding: 0 12px;
  min-height: 30px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 1px solid $accent; }
QPushButton:disabled { color: $second; border: 1px solid $line; }
QPushButton#primary { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton#primary:disabled { background: $line; color: $second; border: 1px solid $line; }
QPushButton#flat { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton#flat:hover { background: $hover; }
QPushButton#flat:disabled { border: 1px solid transparent; }
QPushButton#flat:focus { border: 1px solid $accent; }
QPushButton#tile { background: $paper; border: 1px solid $line; border-radius: 6px; padding: 0; }
QPushButton#tile:hover { background: $hover; }
QPushButton#tile:focus { border: 1px solid $accent; }
QLabel#number { font-size: 15pt; font-weight: 600; }
QFrame#card { background: $paper; border: 1px solid $line; border-radius: 6px; }
QPushButton#line { background: transparent; border: none; text-align: left; padding: 0 8px; min-height: 34px; }
QPushButton#line:hover, QPushButton#line:focus { background: $hover; }
QPushButton#detail { background: transparent; border: none; text-align: left; padding: 0 8px 0 32px;
  min-height: 24px; color: $second; font-size: 9pt; }
QPushButton#detail:hover, QPushButton#detail:focus { background: $hover; }
QWidget#strip { background: $chosen; border-radius: 4px; }
QPushButton#link { background: transparent; border: none; padding: 0 8px 0 0; min-height: 26px; color: $accent; }
QPushButton#link:hover, QPushButton#link:focus { text-decoration: underline; }
QPushButton#chip { background: $chosen; border: none; border-radius: 12px; min-height: 24px; padding: 0 10px; }
QPushButton#choice { background: transparent; border: 1px solid $edge; border-radius: 12px; min-height: 24px;
  padding: 0 10px; }
QPushButton#choice:checked { background: $chosen; border: 1px solid $accent; color: $accent; }
QPushButton#find { text-align: left; color: $second; }
QMenuBar { background: $background; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $paper; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $chosen; color: $ink; }
QMenu::item:disabled { color: $second; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QToolTip { background: $paper; color: $ink; border: 1px solid $line; padding: 4px; }
QWidget#topbar, QWidget#status { background: $background; }
QWidget#topbar { border-bottom: 1px solid $line; }
QWidget#status { border-top: 1px solid $line; }
QListView#navigation { background: $background; border: none; border-right: 1px solid $line; outline: 0; }
QListView#board { background: $background; border: none; border-radius: 4px; outline: 0; }
QTableView { background: $paper; border: none; border-top: 1px solid $line; outline: 0; }
QHeaderView { background: $background; }
QHeaderView::section { background: $background; color: $second; border: none; border-right: 1px solid $line;
  border-bottom: 1px solid $line; padding: 0 8px; }
QTableCornerButton::section { background: $background; border: none; border-bottom: 1px solid $line; }
QFrame#popup { background: $paper; border: 1px solid $line; border-radius: 6px; }
QListView#results, QListWidget#results { background: $paper; border: none; outline: 0; }
QListWidget#results::item { height: 30px; border-radius: 4px; padding: 0 4px; }
QListWidget#results::item:selected { background: $chosen; color: $ink; }
QListWidget#results::item:hover { background: $hover; }
QListWidget#told { background: $paper; border: none; outline: 0; padding: 0 8px; }
QListWidget#told::item { padding: 6px 0; border-bottom: 1px solid $line; }
QListWidget#told::item:selected { background: $chosen; color: $ink; }
QWidget#part { background: $paper; border-bottom: 1px solid $line; }
QWidget#part:focus { background: $chosen; }
QProgressBar { border: 1px solid $line; border-radius: 4px; background: $paper; max-height: 10px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { padding: 8px 12px; border: none; border-bottom: 2px solid transparent; color: $second; }
QTabBar::tab:selected { color: $ink; border-bottom: 2px solid $accent; }
QCheckBox::indicator, QListWidget::indicator { width: 14px; height: 14px; border: 1px solid $second;
  border-radius: 3px; background: $paper; }
QCheckBox::indicator:checked, QListWidget::indicator:checked { background: $accent; border-color: $accent;
  image: url($tick); }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $second; border-radius: 8px;
  background: $paper; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $second; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { border: none; background: transparent; }
""")


def stylesheet(colours: Colours) -> str:
    """Return the stylesheet in a set of colours."""
    down, tick = _recoloured_icon("chevron-down", colours.second), _recoloured_icon("check", colours.on_accent)
    return _TEMPLATE.substitute(asdict(colours), down=down, tick=tick)


def _recoloured_icon(name: str, colour: str) -> str:
    """Return the path of an icon in one colour: a stylesheet can name a file, but not colour it.

    The coloured file is written to the cache folder when it is first needed.
    """
    caches = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)) / "zhuanban"
    path = caches / f"{name}-{colour.lstrip('#')}.svg"
    if not path.is_file():
        caches.mkdir(parents=True, exist_ok=True)
        text = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
        path.write_text(text.replace("currentColor", colour), encoding="utf-8")
    return path.as_posix()
