"""What the window passes to every page it opens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QMenu

from desktop.desk import Desk
from desktop.job import Jobs
from desktop.look.colours import Colours
from desktop.notice import Notice
from desktop.pages.head import Buttons
from desktop.settings import Preferences
from models.scope import Scope


@dataclass(slots=True)
class Fittings:
    """The book session, jobs, notifications, preferences, colours, factories, and the scope common to all pages."""

    desk: Desk
    jobs: Jobs
    notice: Notice
    preferences: Preferences
    colours: Colours
    buttons: Buttons
    row_menu: Callable[[], QMenu]
    scope: Scope = field(default_factory=Scope)

    @property
    def today(self) -> date:
        """Today in local time."""
        return date.today()  # noqa: DTZ011 - the user's local day
