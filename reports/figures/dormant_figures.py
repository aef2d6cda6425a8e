"""The dormant firms and idle assets as figures, and the county's target for reviving them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import Dormant
from models.rules import rates
from models.rules.scheme_vocabulary import TargetMetric
from models.statistics.dormant_board import BoardGroup, BoardRow, DormantBoard, dormant_board
from models.storage.store import Store
from reports.figures.figure import SHARE, Figure
from reports.figures.target_figures import TargetLine, target_lines


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """The board, and the targets for reviving dormant firms with what was done of them."""

    board: DormantBoard
    targets: tuple[TargetLine, ...]


def board_figures(store: Store, today: date, force: str | None = None) -> BoardFigures:
    """Read the board of a day, and the targets that a task force has a part in, or all."""
    with store.reading() as session:
        board = dormant_board(session, today, force)
    wanted = target_lines(store, today, force, lambda target: target.metric == TargetMetric.DORMANT_REVIVED)
    return BoardFigures(board, wanted)


def count_figure(group: BoardGroup, word: str, rows: Sequence[BoardRow]) -> Figure:
    """Return how many rows of a group are in a state, with these rows."""
    about = group.ledger.about
    label = f"{about.label}{'' if group.name == '合计' else group.name}{word}"
    key = f"board.{group.ledger.__tablename__}.{group.name}.{word}"
    ids = tuple(row.row for row in rows)
    return Figure(
        key, label, about.measure_word, Decimal(len(ids)), f"{label}的行数", ids, 0, group.ledger.__tablename__
    )


def done_share(group: BoardGroup) -> Figure:
    """Return the share of a group that is dealt with, in percent."""
    done, whole = count_figure(group, "已盘活", group.done), count_figure(group, "总数", group.rows)
    value = rates.percent(Decimal(len(group.done)), Decimal(len(group.rows)))
    formula = f"盘活率＝{done.text}÷{whole.text}"
    facts = (f"{done.key}.share", f"{done.label}率", "%", value, formula, done.rows, 2, group.ledger.__tablename__)
    return Figure(*facts, operands=(done, whole), relation=SHARE)


def target_text(line: TargetLine) -> str:
    """Say how far a target for reviving is: 2023—2025 僵尸企业盘活 51 家，目标 51 家，完成率 100.00%（已完成）."""
    progress = line.progress
    done = line.done.phrase if line.done else "还没有数"
    rate = f"，完成率{line.completion.text}%" if line.completion else ""
    state = f"（{line.state_text}）" if line.state_text else ""
    return f"{progress.period}{progress.subject}{Dormant.about.label}盘活{done}，目标{line.goal.phrase}{rate}{state}"
