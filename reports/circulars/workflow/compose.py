"""Composes circulars and writes their files, for the window and the command line."""

import re
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from models.circulars.text_edits import CircularKey
from models.errors import UserError
from models.job_steps import JobSteps
from models.rules.duty_schedule import period_of
from models.rules.periods import BATCH, Period, read_period
from models.rules.periods import PERIOD_KINDS as PERIODS
from models.statistics.county_head import CountyHead, read_county_head
from models.statistics.event_reader import read_statistics
from models.statistics.events import StatisticsData, for_task_force
from models.storage.files import atomic_write, ensure_folder
from models.storage.store import Store
from reports.circulars.parts import target_table
from reports.circulars.parts.circular_kind import CircularKind, DraftRequest, stored_name
from reports.circulars.parts.letterhead import dated_on, display_name
from reports.circulars.parts.long_lists import with_short_lists
from reports.circulars.parts.previous_issue import previous_issue, with_late_entries
from reports.circulars.parts.sources import with_annex, with_names
from reports.circulars.workflow.draft_text import apply_stored_edits
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS, CIRCULAR_NAMES, circular_kind
from reports.circulars.workflow.text_overrides import EditedCircular
from reports.content.document import Document
from reports.figures.figure import PeriodFigures
from reports.figures.rankings import previous
from reports.pdf.geometry import GB9704, Geometry
from reports.pdf.page_profile import fonts_from_settings, geometry_from_settings
from reports.pdf.pdf_renderer import PrintResult, print_pdf

FORMATS = ("pdf", "xlsx", "docx")
_STEP_LABELS = {"pdf": "排版 PDF", "xlsx": "写 Excel", "docx": "写 Word"}
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')  # characters that Windows forbids in file names


@dataclass(frozen=True, slots=True)
class ProducedCircular:
    """A composed circular and the paths of its files; ``printed`` holds the position of each figure on the pages."""

    document: Document
    pdf: Path | None = None
    xlsx: Path | None = None
    printed: PrintResult | None = None
    edited: EditedCircular | None = None  # with the clerk's text edits applied, part by part
    docx: Path | None = None
    geometry: Geometry = GB9704  # the page it was set on
    formats: tuple[str, ...] = ("pdf",)  # what a sheet is exported as; a draft that can be edited is in every format

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that were made."""
        return tuple(path for path in (self.pdf, self.xlsx, self.docx) if path is not None)


def compose(
    store: Store,
    kind: str,
    period: Period,
    scheme: str = "",
    task_force: str | None = None,
    *,
    today: date | None = None,
) -> tuple[Document, PeriodFigures]:
    """Compose a circular from the current book, a ranking one by the scheme named; also return its figures.

    With a task force's id it is that task force's own report, counted from its rows alone. It is dated and printed
    ``today``; None leaves the day its kind is planned for.
    """
    drafted, about = circular_kind(kind), circular_period(kind, period)
    if scheme and not drafted.ranks:
        ranking_kinds = "、".join(known.name for known in CIRCULAR_KINDS.values() if known.ranks)
        raise UserError(f"“{drafted.name}”不排名，不用选排名方案；要排名的是：{ranking_kinds}。")
    facts = replace(load_facts(store, about), issued_on=today)
    if task_force:
        facts = _narrow_to_task_force(facts, task_force, drafted)
    before = previous_issue(store, stored_name(drafted.name, scheme), about, task_force)
    document = drafted.draft(DraftRequest(store, facts, about, scheme, before))
    if drafted.lists_targets:
        document = replace(document, annexes=(*document.annexes, *target_table.annex(store, facts, about)))
    if before is not None:
        earlier = load_facts(store, previous(about))
        earlier = _narrow_to_task_force(earlier, task_force, drafted) if task_force else earlier
        document = with_late_entries(store, document, before, PeriodFigures(earlier, previous(about)))
    document = with_short_lists(document)
    return document if today is None else dated_on(document, today, today), PeriodFigures(facts, about)


def _narrow_to_task_force(facts: StatisticsData, task_force: str, kind: CircularKind) -> StatisticsData:
    """Narrow the statistics data to one task force; UserError for a ranking kind or an unknown task force."""
    if kind.ranks:
        raise UserError(f"“{kind.name}”把各家排在一起，不能只出一个专班的；请选全县。")
    force = next((candidate for candidate in facts.forces if candidate.id == task_force), None)
    if force is None:
        raise UserError("这个专班已不在账本里，请刷新后再试。")
    return for_task_force(facts, force)


def read_circular_period(kind: str, text: str) -> Period:
    """Parse the period of a circular as the command line gives it."""
    return read_period(text, circular_kind(kind).period)


def circular_period(kind: str, period: Period) -> Period:
    """Return the period a kind is composed for: the one that contains a shorter period; UserError for a longer one."""
    wanted = circular_kind(kind).period
    if period.kind == wanted:
        return period
    if BATCH in {wanted, period.kind}:
        raise UserError(f"“{CIRCULAR_NAMES[kind]}”不能按“{period.key}”生成；三个一批写期次，例如 2026-3，别的写期间。")
    around = period_of(wanted, period.first)
    if around.last < period.last:
        raise UserError(
            f"“{CIRCULAR_NAMES[kind]}”按{PERIODS[wanted]}生成，“{period.key}”太长，请换成例如 {around.key}。"
        )
    return around


def load_facts(store: Store, about: Period | None = None) -> StatisticsData:
    """Load the statistics data of a book, for a period's report only as far back as it needs.

    Raises UserError where the book has no county settings.
    """
    since, as_of = date.min, about.last if about is not None else date.max
    if about is not None and about.kind != BATCH:
        # Only a whole year is compared with the year before in every metric; a week may begin in the old year.
        # All others are compared with the period before.
        since = date(about.year - 1, 1, 1) if about.kind == "year" else min(previous(about).first, about.year_start)
    with store.reading() as session:
        facts = read_statistics(session, since, as_of)
    _ = facts.county  # raises UserError now rather than when the letterhead is set
    return facts


def load_county_head(store: Store) -> CountyHead:
    """Load the county, settings and task forces of a book, for what counts none of its rows."""
    with store.reading() as session:
        return read_county_head(session)


def produce(
    store: Store,
    kind: str,
    period: Period,
    folder: Path,
    formats: Collection[str] = FORMATS,
    *,
    today: date | None = None,
) -> JobSteps[ProducedCircular]:
    """Compose a circular by kind and period and write its files into a folder."""
    about = CircularKey(kind, circular_period(kind, period).key)
    return produce_circular(store, about, folder, formats, today=today)


def produce_circular(
    store: Store,
    about: CircularKey,
    folder: Path,
    formats: Collection[str] = FORMATS,
    *,
    sources: bool = False,
    today: date | None = None,
) -> JobSteps[ProducedCircular]:
    """Compose a circular dated ``today`` and write its files, yielding progress; ``sources`` adds 数据来源清单."""
    kind, scheme, task_force = about.kind, about.scheme, about.task_force
    total_steps, period = 1 + len(formats), read_circular_period(kind, about.period)
    yield 0, total_steps, "汇总数据"
    composed, board = compose(store, kind, period, scheme, task_force, today=today)
    laid = apply_stored_edits(store, about, composed)
    document = laid.document
    if sources or "xlsx" in formats:
        document = with_names(store, document)
    if sources:
        document = with_annex(document)
    ensure_folder(folder)
    name = f"{period.key}{CIRCULAR_NAMES[kind]}" + (f"（{_NOT_IN_FILE_NAMES.sub('', scheme)}）" if scheme else "")
    force = board.facts.only_force
    name += f"（{_NOT_IN_FILE_NAMES.sub('', display_name(force))}）" if force else ""
    printed, geometry = None, geometry_from_settings(board.facts.settings)
    paths = {suffix: folder / f"{name}.{suffix}" for suffix in FORMATS if suffix in formats}
    for number, (suffix, path) in enumerate(paths.items(), start=1):
        yield number, total_steps, _STEP_LABELS[suffix]
        if suffix == "pdf":
            faces = fonts_from_settings(board.facts.settings)
            printed = print_pdf(document, path, faces=faces, geometry=geometry)
        else:
            writer(suffix, geometry)(document, path)
    return ProducedCircular(document, paths.get("pdf"), paths.get("xlsx"), printed, laid, paths.get("docx"), geometry)


def writer(suffix: str, geometry: Geometry = GB9704) -> Callable[[Document, Path], object]:
    """Return the function that writes xlsx or docx, importing its library only when needed; UserError for others.

    ``geometry`` is the page of the Word file; that of an issued circular is always the standard's, as its PDF's.
    """
    if suffix == "xlsx":
        from reports.xlsx import circular_workbook

        return circular_workbook.write_circular_workbook
    if suffix == "docx":
        from reports.docx import circular_document as word

        return partial(word.write_docx, geometry=geometry)
    raise UserError(f"不认识“{suffix}”这种格式，可选：{'、'.join(FORMATS)}。")


def export(store: Store, produced: ProducedCircular, folder: Path) -> JobSteps[tuple[Path, ...]]:
    """Write a draft into a folder in every format: the PDF as previewed, the others from the same document.

    Of an issued circular only the PDF is written, of a sheet its own formats. Existing files are never overwritten.
    """
    ensure_folder(folder)
    document, shown, paths = produced.document, produced.pdf, list[Path]()
    if shown is None:
        raise TypeError("nothing was printed")
    formats = FORMATS if produced.edited is not None else produced.formats
    for number, suffix in enumerate(formats):
        yield number, len(formats), _STEP_LABELS[suffix]
        path = _free_path(folder / f"{shown.stem}.{suffix}")
        if suffix == "pdf":
            with atomic_write(path) as draft:
                shutil.copyfile(shown, draft)
        else:
            document = document if document.sources else with_names(store, document)
            writer(suffix, produced.geometry)(document, path)
        paths.append(path)
    return tuple(paths)


def _free_path(path: Path) -> Path:
    """Return the path, numbered where it is taken: “…（2）.pdf”."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free
