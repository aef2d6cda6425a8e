"""The county's libraries (四库) and what is in each today: leads under way, and projects by their stage."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Lead, Project
from models.rules.vocabulary import Stage
from models.statistics.alerts import active_conditions
from models.statistics.counting_rules import has_not_ended, is_live


@dataclass(frozen=True, slots=True)
class LibraryCount:
    """The rows of one ledger in a library; a county may have projects in the library of leads too."""

    name: str
    ledger: type[Ledger]
    rows: tuple[str, ...]


def read_libraries(session: Session, libraries: Mapping[str, tuple[str, ...]]) -> list[LibraryCount]:
    """Count the libraries (name to stages) in their order.

    A lead is under way until it is rejected or a project grew out of it; a project until it is ended (终止、退库).
    """
    counts: list[LibraryCount] = []
    for name, stages in libraries.items():
        projects = _ids(session, Project, Project.stage.in_(stages), has_not_ended(), is_live(Project))
        if Stage.LEAD in stages:
            counts.append(LibraryCount(name, Lead, _ids(session, Lead, *active_conditions(Lead))))
            if projects:
                counts.append(LibraryCount(f"{name}里的项目", Project, projects))
        else:
            counts.append(LibraryCount(name, Project, projects))
    return counts


def _ids(session: Session, ledger: type[Ledger], *conditions: sa.ColumnElement[bool]) -> tuple[str, ...]:
    return tuple(session.execute(sa.select(ledger.id).where(*conditions)).scalars())
