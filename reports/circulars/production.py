"""From an open book to files on the disk: the one road a circular takes, for the window and the command line."""

from collections.abc import Callable, Collection, Generator
from dataclasses import dataclass
from pathlib import Path

from models.facts import Facts, gather
from models.files import made
from models.refusal import Refusal
from models.rules.duties import period_of
from models.rules.periods import KINDS as PERIODS
from models.rules.periods import Period
from models.store import Store
from reports.circulars import month, quarter
from reports.content import Document
from reports.figures import Board
from reports.paper.press import Printed, print_pdf
from reports.quotas import quotas
from reports.rankings import ranking

FORMATS = ("pdf", "xlsx")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of circular: its name, the kind of period it is about, and who writes it."""

    name: str
    period: str
    write: Callable[[Store, Facts, Period], Document]


def _month(store: Store, facts: Facts, period: Period) -> Document:
    return month.draft(facts, period, quotas(store, facts.forces, period) if facts.quotas else None)


def _quarter(store: Store, facts: Facts, period: Period) -> Document:
    return quarter.draft(facts, period, ranking(store, period))


MAKERS = {"month": Kind("月通报", "month", _month), "quarter": Kind("季排名", "quarter", _quarter)}
KINDS = {key: kind.name for key, kind in MAKERS.items()}


@dataclass(frozen=True, slots=True)
class Produced:
    """A circular and where its files lie; ``printed`` tells where on paper each figure stands."""

    document: Document
    pdf: Path | None = None
    xlsx: Path | None = None
    printed: Printed | None = None


def compose(store: Store, kind: str, period: Period) -> tuple[Document, Board]:
    """Write the content of a circular from the book as it stands."""
    maker, about = _maker(kind), about_period(kind, period)
    facts = facts_of(store)
    return maker.write(store, facts, about), Board(facts, about)


def _maker(kind: str) -> Kind:
    if kind not in MAKERS:
        known = "、".join(f"{key}（{name}）" for key, name in KINDS.items())
        raise Refusal(f"还不能生成“{kind}”，目前可选：{known}。")
    return MAKERS[kind]


def about_period(kind: str, period: Period) -> Period:
    """Give the period a circular of this kind is about: of a shorter one, the one it lies in; refuse a longer one."""
    wanted = _maker(kind).period
    if period.kind == wanted:
        return period
    around = period_of(wanted, period.first)
    if around.last < period.last:
        raise Refusal(f"“{KINDS[kind]}”按{PERIODS[wanted]}生成，“{period.key}”太长，请换成例如 {around.key}。")
    return around


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
    of, period = 1 + len(formats), about_period(kind, period)
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
