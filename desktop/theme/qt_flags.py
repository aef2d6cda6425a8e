"""Qt's flags and roles that are needed before the first paint, as plain numbers.

PySide builds a hundred enums on the first access to the namespace ``Qt``, and those of QStyle on the first access to
an option's state: a fifth of the start-up time. Modules imported before the first paint therefore take the numbers from
here, set Qt properties by name, and import ``Qt`` only inside functions that run later.
"""

ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE = 0x81, 0x82, 0x84  # Qt.AlignmentFlag, each with AlignVCenter
TEXT_SINGLE_LINE = 0x100  # Qt.TextFlag
DISPLAY_ROLE, ALIGNMENT_ROLE, USER_ROLE = 0, 7, 0x100  # Qt.ItemDataRole
CUSTOM_CONTEXT_MENU = 3  # Qt.ContextMenuPolicy
NO_FOCUS = 0  # Qt.FocusPolicy
TEXT_SELECTABLE = 1  # Qt.TextInteractionFlag, by the mouse
STATE_SELECTED, STATE_HAS_FOCUS = 0x8000, 0x100  # QStyle.StateFlag
ENTER_KEYS, KEYPAD = frozenset({0x01000004, 0x01000005}), 0x20000000  # Qt.Key of both keyboards, Qt.KeyboardModifier
