"""Open a form, say what is in it and what cannot be kept, and fill it: for the window and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from models.errors import UserError
from models.job_steps import JobSteps
from models.rules.periods import Period
from models.services import form_templates
from models.services.form_templates import TEMPLATE_SUFFIXES
from models.storage.files import atomic_write
from models.storage.store import Store
from reports.circulars.workflow.compose import load_facts
from reports.figures.figure import PeriodFigures
from reports.form_templates.form_data import FormData
from reports.form_templates.marks import marks_in
from reports.form_templates.office_package import OfficePackage
from reports.form_templates.word_form import WordForm
from reports.form_templates.workbook_form import WorkbookForm

NO_TIES: Mapping[tuple[str, str], str] = {}


@dataclass(frozen=True, slots=True)
class FormSource:
    """The file of a form and the marks tied to its cells."""

    file: str
    content: bytes
    ties: Mapping[tuple[str, str], str]

    @property
    def suffix(self) -> str:
        """The suffix of the file, in small letters."""
        return PurePath(self.file).suffix.lower()


@dataclass(frozen=True, slots=True)
class FormCheck:
    """What keeps a form from being filled, one sentence for each place, and what the clerk must know about it.

    ``values`` are the marks that can be filled, each with what it stands for.
    """

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A filled form: its path, how many marks were filled, and what the clerk must know about it."""

    path: Path
    marks: int
    notes: tuple[str, ...]


def source_of_template(store: Store, name: str) -> FormSource:
    """Read a kept form by its name or id."""
    with store.reading() as session:
        kept = form_templates.find_template(session, name)
        content = form_templates.template_bytes(session, kept.id)
        return FormSource(kept.file, content, form_templates.cell_ties(session, kept.id))


def source_of_file(path: Path) -> FormSource:
    """Read a form from a file that is not kept in the book; raises UserError for another kind of file."""
    if path.suffix.lower() not in TEMPLATE_SUFFIXES:
        raise UserError(f"“{path.name}”不是 .xlsx、.xlsm 或 .docx；请在 WPS 里打开它，另存为 .xlsx 或 .docx。")
    try:
        return FormSource(path.name, path.read_bytes(), NO_TIES)
    except OSError as error:
        raise UserError(f"“{path}”读不了（{error.strerror}）；请检查位置后再试。") from error


def open_form(source: FormSource) -> WorkbookForm | WordForm:
    """Open a form; raises UserError for a file that is none."""
    package = OfficePackage(source.file, source.content)
    return WordForm(package) if source.suffix == ".docx" else WorkbookForm(package, source.ties)


def count_marks(form: WorkbookForm | WordForm) -> int:
    """Count the marks of a form, row marks left out."""
    if isinstance(form, WorkbookForm):
        in_cells = sum(not mark.repeats_row for marked in form.all_marked_cells() for mark in marked.marks)
        return in_cells + form.loose_marks
    return sum(not placed.mark.repeats_row for text in form.marked_paragraphs() for placed in marks_in(text))


def form_notes(form: WorkbookForm | WordForm) -> tuple[str, ...]:
    """Say what a filled form does not keep, or keeps as it was; to be told before it is written."""
    package, notes = form.package, list[str]()
    if package.parts(r"_xmlsignatures/.*"):
        notes.append("文件有数字签名，填过以后签名失效，要重新签。")
    if package.parts(r".*vbaProject\.bin"):
        notes.append("文件带宏，照原样留着；程序不运行宏，填好的数宏没有处理过。")
    if package.parts(r"xl/externalLinks/externalLink[^/]*\.xml"):
        notes.append("有公式引用别的文件，打开填好的表时 WPS 会问要不要更新；原来算出的结果已经清掉。")
    if isinstance(form, WorkbookForm):
        notes += _workbook_notes(form)
    return tuple(notes)


def _workbook_notes(form: WorkbookForm) -> list[str]:
    notes = []
    if form.has_formulas:
        notes.append("表里有公式，用 WPS 或 Excel 打开时算出结果；在微信、手机里预览看不到公式的结果。")
    if form.package.parts(r"xl/pivotTables/.*\.xml"):
        notes.append("有数据透视表，不会自己更新；填好后请右键它，点“刷新”。")
    repeated = sorted(form.repeating_sheets)
    if repeated and form.package.parts(r"xl/(ctrlProps|activeX|slicers)/.*"):
        notes.append(
            f"工作表“{'、'.join(repeated)}”要加行，按钮、切片器这类控件不会跟着往下移；请打开后核对它们的位置。"
        )
    return notes


def fill_form(store: Store, source: FormSource, period: Period, path: Path, today: date) -> JobSteps[FilledForm]:
    """Fill a form for a period and write it; raises UserError where a mark cannot be filled, and writes nothing."""
    if path.suffix.lower() != source.suffix:
        raise UserError(f"模板是 {source.suffix} 文件，填好的也要存成 {source.suffix}；请改“{path.name}”的后缀。")
    yield 0, 3, "打开模板"
    form = open_form(source)
    notes, marks = form_notes(form), count_marks(form)
    yield 1, 3, "汇总数据"
    board = PeriodFigures(load_facts(store), period)
    yield 2, 3, "填表"
    with store.reading() as session:
        content = form.fill(FormData(session, board, today))
    with atomic_write(path) as draft:
        draft.write_bytes(content)
    return FilledForm(path, marks, notes)


def check_form(store: Store, source: FormSource, period: Period, today: date) -> FormCheck:
    """Try to fill a form without writing it, and return what keeps it from being filled."""
    form = open_form(source)
    notes, board = form_notes(form), PeriodFigures(load_facts(store), period)
    with store.reading() as session:
        data = FormData(session, board, today)
        try:
            form.fill(data)
        except UserError as error:
            faults = tuple(line for line in str(error).splitlines() if not line.endswith("："))
            return FormCheck(faults, notes, tuple(data.resolved.items()))
    return FormCheck((), notes, tuple(data.resolved.items()))


def check_form_steps(store: Store, source: FormSource, period: Period, today: date) -> JobSteps[FormCheck]:
    """Check a form as a job of the window."""
    yield 0, 1, "检查模板"
    return check_form(store, source, period, today)
