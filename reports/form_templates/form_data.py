"""Resolves the marks of a form against one book and one period."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models.errors import UserError
from models.storage.store import Session
from reports.figures.figure import PeriodFigures
from reports.form_templates import row_marks
from reports.form_templates.figure_marks import FigureMarks
from reports.form_templates.form_values import MAY_BE_EMPTY, FormValue, value_of_figure, with_options
from reports.form_templates.marks import Mark

NUMBER_WORD = "序号"  # of a repeated row: counted from 1
FACT_WORDS = ("县名", "单位", "期间", "期间起", "期间止", "年", "月", "填报日期")


class FormData:
    """The figures, facts and rows that marks stand for.

    It reads through ``session`` while it is used; ``board`` holds the figures of the period.
    """

    def __init__(self, session: Session, board: PeriodFigures, today: date) -> None:
        self.figures = FigureMarks(board)
        self.resolved: dict[str, str] = {}  # what each mark stood for, in the order they were asked for
        self._session, self._board, self._today = session, board, today

    def value(self, mark: Mark, subject: str | None = None) -> FormValue:
        """Return what a mark stands for, of a task force where its row is one; raises UserError.

        A figure that has no number is an error too, unless the mark says 可空: a blank cell would be taken for a zero.
        """
        if not mark.words:
            raise UserError("大括号里是空的；请写上指标，例如 {{签约项目.本期}}")
        if len(mark.words) == 1 and mark.words[0] in FACT_WORDS:
            return with_options(self._fact(mark.words[0]), mark.options)
        figure = self.figures.figure(mark.words, subject)
        if figure is None:
            raise UserError(f"不认识“{mark.text}”{self.figures.hint(mark.words[-1])}；有哪些可写，见使用说明“报表模板”")
        value = with_options(value_of_figure(figure), mark.options)
        if value.is_missing and MAY_BE_EMPTY not in mark.options:
            raise UserError(f"“{mark.text}”没有数（{figure.formula}）；请在台账里补上，或在标记里加“|可空”，让它空着")
        if subject is None:
            self.resolved[mark.text] = f"{value.text}{value.unit}" if value.number is not None else "空着"
        return value

    def _fact(self, word: str) -> FormValue:
        county, period = self._board.facts.county, self._board.period
        texts: dict[str, str | date] = {
            "县名": county.name,
            "单位": county.organ or f"{county.name}招商引资领导小组",
            "期间": period.name,
            "期间起": period.first,
            "期间止": period.last,
            "填报日期": self._today,
        }
        if word in texts:
            return FormValue(shown=texts[word])
        return FormValue(Decimal(period.year if word == "年" else period.last.month), word)

    def rows(self, mark: Mark, wanted: Sequence[Mark]) -> list[dict[str, FormValue]]:
        """Return the rows of a row mark, each with the value of every wanted mark by its text; raises UserError."""
        plain = [other for other in wanted if other.words != (NUMBER_WORD,)]
        rows = self._rows(mark, plain)
        self.resolved[mark.text] = f"{len(rows)}行"
        for number, row in enumerate(rows, start=1):
            for other in wanted:
                value = FormValue(Decimal(number), NUMBER_WORD) if other.words == (NUMBER_WORD,) else row[other.text]
                row[other.text] = with_options(value, other.options)
        return rows

    def _rows(self, mark: Mark, wanted: Sequence[Mark]) -> list[dict[str, FormValue]]:
        if mark.words == (row_marks.FORCES_WORD,):
            return self._force_rows(mark, wanted)
        word = mark.words[0] if len(mark.words) == 1 else ""
        if (ledger := row_marks.ledger_of(word)) is not None:
            view, most = row_marks.ledger_query(self._session, mark, ledger, self._board.period)
            return row_marks.ledger_rows(self._session, view, wanted, most)
        figure = self.figures.figure(mark.words) if mark.words else None
        if figure is None:
            raise UserError(f"不认识“{mark.text}”；#后面写“专班”、台账（例如 #项目）或指标（例如 #签约项目.本期）")
        if mark.options:
            raise UserError(f"“{mark.text}”列的是一个数的各行，不能再用“|{mark.options[0]}”筛选；请改写台账的名字")
        return row_marks.figure_rows(self._session, figure, wanted)

    def _force_rows(self, mark: Mark, wanted: Sequence[Mark]) -> list[dict[str, FormValue]]:
        """Return a row for every task force: marks that name a figure are that task force's."""
        if mark.options:
            raise UserError("“#专班”列出全部专班，不能再筛选")
        counted = [other for other in wanted if self.figures.names_figure(other.words)]
        fields = [other for other in wanted if other not in counted]
        listed = row_marks.force_rows(self._session, self.figures.forces, fields)
        return [values | {other.text: self.value(other, force) for other in counted} for force, values in listed]
