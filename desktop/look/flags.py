"""Qt's flags and roles that are needed before the first paint, as plain numbers.

PySide builds a hundred enums as soon as anybody names the namespace ``Qt``, and QStyle's as soon as an option's state
is asked: a fifth of the start. So modules loaded before the first paint take their numbers here, set what has a
property by its name, and name ``Qt`` only inside what is called later.
"""

LEFT, RIGHT, CENTRE = 0x81, 0x82, 0x84  # Qt.AlignmentFlag, each in the middle from top to bottom
SINGLE_LINE = 0x100  # Qt.TextFlag
DISPLAY, ALIGNMENT, USER = 0, 7, 0x100  # Qt.ItemDataRole
CUSTOM_MENU = 3  # Qt.ContextMenuPolicy
NO_FOCUS = 0  # Qt.FocusPolicy
SELECTABLE = 1  # Qt.TextInteractionFlag, by the mouse
SELECTED, FOCUS = 0x8000, 0x100  # QStyle.StateFlag
