"""僵尸企业与闲置资产一览表: counts by class, then every row with its unit and clock, the late ones first."""

from collections.abc import Sequence
from datetime import date

from models.ledgers import Asset, County, Dormant
from models.rules.deadlines import DeadlineLight
from models.rules.rates import without_trailing_zeros
from models.statistics.dormant_board import BoardGroup, BoardRow, with_total
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Row, RowKind, Table
from reports.figures.dormant_figures import BoardFigures, count_figure, done_share, target_text
from reports.figures.figure import EMPTY, Figure

TITLE = "僵尸企业与闲置资产一览表"
_MAX_ROWS = 400  # of one list; a longer one is cut with a note
_LIGHT_NAMES = {
    DeadlineLight.RED: "逾期",
    DeadlineLight.YELLOW: "30天内到期",
    DeadlineLight.GREEN: "在整治",
    DeadlineLight.DONE: "已盘活",
}


def draft(county: County, figures: BoardFigures) -> Document:
    """Compose the sheet from the board of a day."""
    board = figures.board
    body: list[Block] = [paragraph(*_opening(figures))]
    body += [paragraph(f"{target_text(line)}。") for line in figures.targets]
    listed = board.rows
    sections: list[tuple[str, tuple[Block, ...]]] = [("分类情况", tuple(_summaries(figures)))]
    for ledger in (Dormant, Asset):
        for lit, name in _LIGHT_NAMES.items():
            rows = [line for line in listed if line.ledger is ledger and line.light is lit]
            word = "在册、没有到期" if ledger is Asset and lit is DeadlineLight.GREEN else name
            sections.append((f"{ledger.about.label}：{word}", _list(rows, board.today)))
    body += numbered_sections(sections)
    return county_list(county, TITLE, body, board.today, ("僵尸企业", "闲置资产"))


def _opening(figures: BoardFigures) -> tuple[Sentence, ...]:
    board = figures.board
    parts: list[Sentence] = [f"截至{long_date(board.today)}，"]
    for groups, word in ((board.firms, "复工复产、收购"), (board.assets, "盘活")):
        if not groups:
            continue
        total = with_total(groups)[-1]
        if len(parts) > 1:
            parts.append("；")
        parts.append(fill(f"{total.ledger.about.label}{{n}}，已{word}{{d}}", n=_all(total), d=_done(total)))
        late = count_figure(total, "逾期", total.lit(DeadlineLight.RED))
        if late.value:
            parts.append(fill("，逾期{late}", late=late))
        nobody = count_figure(total, "未定责任单位", total.without_unit)
        if nobody.value:
            parts.append(fill("，还没有定责任单位的{n}", n=nobody))
    return (*parts, "。")


def _all(group: BoardGroup) -> Figure:
    return count_figure(group, "总数", group.rows)


def _done(group: BoardGroup) -> Figure:
    return count_figure(group, "已盘活", group.done)


def _summaries(figures: BoardFigures) -> list[Block]:
    groups = figures.board.groups
    if not groups:
        return []
    columns = (
        column("类别", 10, Align.LEFT),
        *(column(title, 6, Align.RIGHT) for title in ("总数", "已盘活", "盘活率\n（%）")),
        *(column(title, 6, Align.RIGHT) for title in ("30天内\n到期", "逾期", "未定\n责任单位")),
        column("土地\n（亩）", 8, Align.RIGHT),
        column("厂房\n（㎡）", 9, Align.RIGHT),
    )
    return [Table("", columns, tuple(_summary_row(group) for group in groups))]


def _summary_row(group: BoardGroup) -> Row:
    name = f"{group.name}类" if len(group.name) == 1 else group.name
    facts = row(
        f"{group.ledger.about.label}　{name}",
        _all(group),
        _done(group),
        done_share(group),
        count_figure(group, "30天内到期", group.lit(DeadlineLight.YELLOW)),
        count_figure(group, "逾期", group.lit(DeadlineLight.RED)),
        count_figure(group, "未定责任单位", group.without_unit),
        f"{group.land:,.2f}" if group.land else EMPTY,
        f"{group.plant:,.2f}" if group.plant else EMPTY,
    )
    return Row(facts.cells, RowKind.TOTAL) if group.name == "合计" else facts


def _list(rows: Sequence[BoardRow], today: date) -> tuple[Block, ...]:
    if not rows:
        return ()
    columns = (
        column("序号", 3),
        column("名称", 15, Align.LEFT),
        column("类别", 6),
        column("责任单位", 10, Align.LEFT),
        column("列入或\n备案日期", 7),
        column("时限", 7),
        column("进度", 9, Align.LEFT),
        column("状态", 6),
        column("土地\n（亩）", 6, Align.RIGHT),
        column("厂房\n（㎡）", 8, Align.RIGHT),
        column("停产原因、措施、坐落和引入项目", 15, Align.LEFT),
    )
    shown = rows[:_MAX_ROWS]
    lines = tuple(_row(number, line, today) for number, line in enumerate(shown, start=1))
    cut = f"共{len(rows)}{rows[0].ledger.about.measure_word}，表中列{len(shown)}，其余见台账。"
    return (Table("", columns, lines), *((paragraph(cut),) if len(rows) > len(shown) else ()))


def _row(number: int, line: BoardRow, today: date) -> Row:
    return row(
        number,
        line.name,
        f"{line.group}类" if len(line.group) == 1 else line.group,
        line.unit or "未定",
        line.since.isoformat() if line.since else EMPTY,
        line.due.isoformat() if line.due else EMPTY,
        line.clock_text(today),
        line.state or EMPTY,
        f"{line.land:,.2f}" if line.land else EMPTY,
        f"{line.plant:,.2f}" if line.plant else EMPTY,
        "；".join(part for part in (line.cause, line.measure, _invested(line), line.project) if part) or EMPTY,
    )


def _invested(line: BoardRow) -> str:
    return f"已注入资金{without_trailing_zeros(line.invested):,f}万元" if line.invested else ""
