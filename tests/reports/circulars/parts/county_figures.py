"""Figures and texts of the county counted by hand, for the tests of parts."""

from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.statistics.events import for_task_force
from models.storage.store import Store
from reports.content.document import Block, Paragraph, SectionHeading
from reports.figures.figure import PeriodFigures

CountyBook = tuple[Store, dict[str, str]]


def board(book: Store, period: str = "2026-10", force: str = "") -> PeriodFigures:
    """Return the figures of a period, of the county or of one task force."""
    with book.reading() as session:
        facts = read_statistics(session)
    if force:
        facts = for_task_force(facts, next(part for part in facts.forces if part.id == force))
    return PeriodFigures(facts, read_period(period))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    """Return headings and paragraphs."""
    return [block.text for block in blocks if isinstance(block, SectionHeading | Paragraph)]
