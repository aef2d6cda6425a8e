"""Sheets and wall charts for the window: printed by a background job and previewed like a circular."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.job_steps import JobSteps
from models.storage.files import ensure_folder
from models.storage.store import Store
from reports.circulars.sheets import handouts, kept_files, people_printouts, sheet_files
from reports.circulars.sheets.firm_letter import LetterKind
from reports.circulars.workflow.compose import ProducedCircular
from reports.content.document import Document
from reports.pdf.geometry import Geometry
from reports.pdf.pdf_renderer import PrintResult, print_pdf
from reports.pdf.wall_page import PaperSize
from reports.wallcharts import wall_charts

PrintedSheet = tuple[Document, PrintResult]
SHEETS = {
    "project": "项目一页表",
    "reward": "奖励测算表",
    "supervision": "督办单",
    "problems": "企业问题清单",
    "reviews": "公平竞争审查清单",
    "dormant": "僵尸企业与闲置资产一览表",
    "people": "招商队伍名册",
    "inspections": "涉企检查清单",
    "signing": "签约前审查表",
    "recognition": "未认定到位资金清单",
    "kept": "双兑现清单",
    "firm": "双兑现一企一表",
    "reminder": "提醒函",
    "warning": "警示函",
    "handbook": "专班工作手册",
    "reception": "接待方案",
    "visit_plan": "拜访计划执行情况",
    "special": "专项招商进度表",
    "wall": "项目挂图",
    "chain": "产业链挂图",
}
_NOT_IN_FILE_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\n', "_"))


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet that takes as many pages as it needs: how it is composed of a book, what about and a day, and its page.

    Those with ``in_word`` are exported as Word too, since offices complete them by hand.
    """

    compose: Callable[[Store, str, date], Document]
    geometry: Geometry = handouts.LIST_GEOMETRY
    in_word: bool = False

    def print(self, store: Store, about: str, path: Path, today: date) -> PrintedSheet:
        """Compose the sheet and write its PDF."""
        document = self.compose(store, about, today)
        return document, print_pdf(document, path, geometry=self.geometry)


PLAIN_SHEETS = {
    "problems": PlainSheet(lambda store, _, today: handouts.problems_document(store, today)),
    "reviews": PlainSheet(lambda store, _, today: handouts.reviews_document(store, today)),
    "dormant": PlainSheet(lambda store, _, today: handouts.dormant_document(store, today)),
    "people": PlainSheet(lambda store, _, today: people_printouts.people_document(store, today)),
    "inspections": PlainSheet(lambda store, _, today: handouts.inspections_document(store, today)),
    "recognition": PlainSheet(lambda store, _, today: handouts.recognition_document(store, today), in_word=True),
    "special": PlainSheet(lambda store, _, today: handouts.special_document(store, today), in_word=True),
    "kept": PlainSheet(lambda store, _, today: kept_files.kept_list_document(store, today)),
    "firm": PlainSheet(kept_files.firm_document),
    "reception": PlainSheet(sheet_files.reception_document, sheet_files.RECEPTION_GEOMETRY, in_word=True),
    "visit_plan": PlainSheet(
        lambda store, year, today: handouts.visit_plan_document(store, int(year), today), in_word=True
    ),
}
WORD_SHEETS = {sheet: plain for sheet, plain in PLAIN_SHEETS.items() if plain.in_word} | {
    "signing": PlainSheet(sheet_files.signing_document, sheet_files.SHEET_GEOMETRY, in_word=True)
}  # what Word is written from; 签约前审查表 is printed on one page where it can


def produce_sheet(store: Store, sheet: str, about: str, folder: Path) -> JobSteps[ProducedCircular]:
    """Print a sheet of SHEETS into a folder, under the name of what it is about.

    ``about`` is the row id of a project, a reward, a firm or a task force, or a unit's name for 督办单 (empty: all).
    For a wall chart it is the paper size, for a chain's wall chart the chain's row id, a blank and the paper size. For
    a visit's plan it is the id of the visit or planned visit, for 拜访计划执行情况 the year.
    """
    yield 0, 2, "汇总数据"
    folder, today = ensure_folder(folder), date.today()  # noqa: DTZ011 - the clerk's own day
    draft = folder / f"{SHEETS[sheet]}.pdf"
    yield 1, 2, "排版 PDF"
    document, printed = print_sheet(store, sheet, about, draft, today)
    name = _file_name(sheet, document)
    path = draft.replace(folder / f"{name}.pdf")
    if (of_word := WORD_SHEETS.get(sheet)) is None:
        return ProducedCircular(document, path, None, printed)
    return ProducedCircular(document, path, None, printed, geometry=of_word.geometry, formats=("pdf", "docx"))


def print_sheet(store: Store, sheet: str, about: str, path: Path, today: date) -> PrintedSheet:
    """Compose a sheet of SHEETS and write its PDF; ``about`` as for ``produce_sheet``."""
    print_function = PLAIN_SHEETS[sheet].print if sheet in PLAIN_SHEETS else _OTHER_PRINTERS[sheet]
    return print_function(store, about, path, today)


def _file_name(sheet: str, document: Document) -> str:
    """Return the name of a sheet's file: whom it goes to, what it is about, and what it is."""
    if sheet == "reception":  # its title says whether guests come or a firm is visited
        return document.title.translate(_NOT_IN_FILE_NAMES)
    title = document.title.partition("\n")[0].translate(_NOT_IN_FILE_NAMES)
    whom = document.recipients.translate(_NOT_IN_FILE_NAMES)
    return f"{whom}{title if SHEETS[sheet] in title else f'{title}{SHEETS[sheet]}'}"


def _project(store: Store, row: str, path: Path, today: date) -> PrintedSheet:
    return sheet_files.project_document(store, row), sheet_files.project_sheet(store, row, path, today)


def _reward(store: Store, row: str, path: Path, today: date) -> PrintedSheet:
    return sheet_files.reward_document(store, row, today), sheet_files.reward_sheet(store, row, path, today)


def _supervision(store: Store, whom: str, path: Path, today: date) -> PrintedSheet:
    document = handouts.supervision_parts(store, whom, today)[0][0]
    return document, handouts.print_supervision(store, whom, path, today)


def _signing(store: Store, row: str, path: Path, today: date) -> PrintedSheet:
    return sheet_files.signing_document(store, row, today), sheet_files.signing_sheet(store, row, path, today)


def _reminder(store: Store, firm: str, path: Path, today: date) -> PrintedSheet:
    return _letter(store, firm, path, today, LetterKind.REMINDER)


def _warning(store: Store, firm: str, path: Path, today: date) -> PrintedSheet:
    return _letter(store, firm, path, today, LetterKind.WARNING)


def _letter(store: Store, firm: str, path: Path, today: date, kind: LetterKind) -> PrintedSheet:
    printed = kept_files.print_letter(store, firm, path, today, kind)
    return kept_files.letter_document(store, firm, today, kind), printed


def _handbook(store: Store, force: str, path: Path, today: date) -> PrintedSheet:
    printed = handouts.print_handbook(store, force, path, today)
    return handouts.handbook_document(store, force or handouts.first_force(store), today), printed


def _wall(store: Store, paper: str, path: Path, today: date) -> PrintedSheet:
    poster = wall_charts.project_wall_chart(store, today, PaperSize[paper or "A3"])
    return poster.document, poster.print(path)


def _chain(store: Store, about: str, path: Path, today: date) -> PrintedSheet:
    row, _, paper = about.partition(" ")
    poster = wall_charts.chain_wall_chart(store, row, today, PaperSize[paper or "A3"])
    return poster.document, poster.print(path)


_OTHER_PRINTERS: dict[str, Callable[[Store, str, Path, date], PrintedSheet]] = {
    "project": _project,
    "reward": _reward,
    "supervision": _supervision,
    "signing": _signing,
    "reminder": _reminder,
    "warning": _warning,
    "handbook": _handbook,
    "wall": _wall,
    "chain": _chain,
}
