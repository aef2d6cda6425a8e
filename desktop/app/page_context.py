"""What the window passes to every page it opens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QMenu

from desktop.app.book_session import BookSession
from desktop.app.button_factory import ButtonFactory
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.app.preferences import Preferences
from desktop.theme.colours import Colours
from models.queries.scope import Scope


@dataclass(slots=True)
class PageContext:
    """The book session, jobs, notifications, preferences, colours, factories, and the scope common to all pages."""

    book_session: BookSession
    jobs: Jobs
    notifications: Notifications
    preferences: Preferences
    colours: Colours
    make_button: ButtonFactory
    make_row_menu: Callable[[], QMenu]
    scope: Scope = field(default_factory=Scope)

    @property
    def today(self) -> date:
        """Today in local time."""
        return date.today()  # noqa: DTZ011 - the user's local day
