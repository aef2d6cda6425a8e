"""The type of the function that makes command buttons; apart from the page context, which loads SQLAlchemy."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

ButtonFactory = Callable[[str, str, str], QPushButton]  # (command, text, kind) -> a button that runs it
