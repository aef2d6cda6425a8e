"""From an open book to files on the disk: the one road a circular takes, for the window and the command line."""

from collections.abc import Collection, Generator
from dataclasses import dataclass
from pathlib import Path

from models.facts import Facts, gather
from models.files import made
from models.refusal import Refusal
from models.rules.periods import Period
from models.store import Store
from reports.circulars import month
from reports.content import Document
from reports.figures import Board
from reports.paper.press import Printed, print_pdf

KINDS = {"month": "月通报"}
FORMATS = ("pdf", "xlsx")


@dataclass(frozen=True, slots=True)
class Produced:
    """A circular and where its files lie; ``printed`` tells where on paper each figure stands."""

    document: Document
    pdf: Path | None = None
    xlsx: Path | None = None
    printed: Printed | None = None


def compose(store: Store, kind: str, period: Period) -> tuple[Document, Board]:
    """Write the content of a circular from the book as it stands."""
    if kind not in KINDS:
        raise Refusal(f"还不能生成“{kind}”，目前可选：{'、'.join(KINDS)}。")
    facts = facts_of(store)
    return month.draft(facts, period), Board(facts, period)


def facts_of(store: Store) -> Facts:
    """Read the facts of a book that knows its county."""
    with store.reading() as session:
        facts = gather(session)
    if facts.county is None:
        raise Refusal("账本里还没有县情设置，请先在“设置”里填写县市名称和印发单位。")
    return facts


def produce(
    store: Store, kind: str, period: Period, folder: Path, formats: Collection[str] = FORMATS
) -> Generator[tuple[int, int, str], None, Produced]:
    """Compose a circular and write it into a folder, telling how far it is."""
    of = 1 + len(formats)
    yield 0, of, "汇总数据"
    document, _ = compose(store, kind, period)
    made(folder)
    name = f"{period.key}{KINDS[kind]}"
    pdf = xlsx = printed = None
    if "pdf" in formats:
        yield 1, of, "排版 PDF"
        pdf = folder / f"{name}.pdf"
        printed = print_pdf(document, pdf)
    if "xlsx" in formats:
        yield of - 1, of, "写 Excel"
        from reports.workbook.circular import write

        xlsx = folder / f"{name}.xlsx"
        write(document, xlsx)
    return Produced(document, pdf, xlsx, printed)
