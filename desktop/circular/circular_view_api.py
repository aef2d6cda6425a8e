"""The interface of the circular view for its controllers."""

from pathlib import Path
from typing import Protocol

from desktop.circular.circular_head import CircularHead
from desktop.circular.workbench import CircularWorkbench
from models.circulars.text_edits import CircularKey
from reports.circulars import ProducedCircular


class CircularViewApi(Protocol):
    """The members of the circular view that its controllers may use."""

    head: CircularHead
    workbench: CircularWorkbench
    produced: ProducedCircular | None
    circular_key: CircularKey | None  # of the draft shown; None for a sheet and an issued circular

    @property
    def shows_workbench(self) -> bool:
        """Whether the workbench is shown, not the overview or a message."""
        ...

    def start_production(self) -> Path:
        """Show that a job is running, and return a folder for its files."""
        ...

    def show_failure(self, message: str) -> None:
        """Show why a job failed."""
        ...

    def show_produced(self, produced: ProducedCircular, *, keep_position: bool = False) -> None:
        """Show the pages of a finished job."""
        ...

    def draft(self, circular_key: CircularKey) -> None:
        """Draft a circular."""
        ...

    def offer_files(self, path: Path | None) -> None:
        """Show the buttons that open a written file and its folder."""
        ...

    def show_overview(self) -> None:
        """Show the overview of all circulars."""
        ...
