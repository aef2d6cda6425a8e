"""The editor of each kind of value; chosen by the kind, for forms and tables alike."""

from functools import singledispatch
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.editors.choice import ChoiceEditor
from desktop.editors.choices import ChoicesEditor
from desktop.editors.code import CodeEditor
from desktop.editors.day import DayEditor
from desktop.editors.editor import Editor
from desktop.editors.firm import FirmEditor
from desktop.editors.link import LinkEditor
from desktop.editors.links import LinksEditor
from desktop.editors.masked import MaskedEditor
from desktop.editors.month import MonthEditor
from desktop.editors.multiline import ProseEditor
from desktop.editors.names import NamesEditor
from desktop.editors.number import NumberEditor
from desktop.editors.text_line import LineEditor
from desktop.editors.yes_no import YesNoEditor
from models.fields.amounts import FixedPointKind
from models.fields.field import Field
from models.fields.kinds import (
    ChoiceKind,
    CreditCodeKind,
    DayKind,
    FirmNameKind,
    LinkKind,
    LinksKind,
    MonthKind,
    PeopleKind,
    PhoneKind,
    ProseKind,
    YesNoKind,
)

__all__ = ["Editor", "editor_for"]


def editor_for(field: Field, book_session: BookSession, parent: QWidget | None = None) -> Editor:
    """Make the editor of a field."""
    editor_class: type[Editor]
    if field.private:
        editor_class = MaskedEditor
    elif isinstance(field.kind, ChoiceKind) and field.kind.many:
        editor_class = ChoicesEditor
    else:
        editor_class = _by_kind.dispatch(type(field.kind))
    return editor_class(field, book_session, parent)


# Dispatch on the kind's class; a kind without an editor of its own is typed as a line.
_by_kind: Any = singledispatch(LineEditor)
for _kind, _editor in {
    ProseKind: ProseEditor,
    PeopleKind: NamesEditor,
    PhoneKind: MaskedEditor,
    ChoiceKind: ChoiceEditor,
    DayKind: DayEditor,
    MonthKind: MonthEditor,
    FixedPointKind: NumberEditor,
    YesNoKind: YesNoEditor,
    CreditCodeKind: CodeEditor,
    LinkKind: LinkEditor,
    LinksKind: LinksEditor,
    FirmNameKind: FirmEditor,
}.items():
    _by_kind.register(_kind, _editor)
