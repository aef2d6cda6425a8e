"""The ranking of task forces by the completion the county chose."""

from decimal import Decimal

from models.rules import rates
from reports.circulars.wording import column, row
from reports.content import Align, Table
from reports.figures import RANKINGS, TARGETED, Board


def table(board: Board) -> Table:
    """Rank all task forces; equal ones share a rank, those without a target stand last and unranked."""
    chosen = board.facts.settings.get("rank_by", "签约金额完成率")
    key = RANKINGS.get(chosen, "signed_value")
    unit = board.target(key).unit
    forces = board.facts.forces
    places = rates.ranks([_rounded(board, key, force.id) for force in forces])
    ordered = sorted(
        zip(places, range(len(forces)), strict=True), key=lambda one: (one[0] is None, one[0] or 0, one[1])
    )
    rows = []
    for place, number in ordered:
        force = forces[number]
        figures = (board.target(key, force.id), board.now(key, force.id), board.year(key, force.id))
        rates_of = (board.completion(key, force.id), board.ahead(key, force.id))
        name, lead = force.short or force.name, force.lead_units or "—"
        rows.append(row(place or "—", name, lead, *figures, *rates_of))
    total = (board.target(key), board.now(key), board.year(key), board.completion(key), board.ahead(key))
    rows.append(row("", "合计", "", *total, total=True))
    return Table(
        caption=f"表2　各专班{TARGETED[key]}任务完成情况排名",
        columns=(
            column("名次", 2.6),
            column("专班", 6.6, Align.LEFT),
            column("牵头单位", 7.2, Align.LEFT),
            column("年度\n目标", 3.6, Align.RIGHT),
            column("本月\n完成", 3.6, Align.RIGHT),
            column("累计\n完成", 3.6, Align.RIGHT),
            column("完成率\n（%）", 4, Align.RIGHT),
            column("序时进度差\n（百分点）", 5, Align.RIGHT),
        ),
        rows=tuple(rows),
        unit=f"单位：{unit}",
        notes=(f"按{chosen}从高到低排列，相同的名次并列，下一名次顺延；未下达目标的不排名。",),
    )


def _rounded(board: Board, key: str, force: str) -> Decimal | None:
    value = board.completion(key, force).value
    return None if value is None else rates.half_up(value, 2)
