"""定额完成情况 in a circular: who fell short of which quota, and all of them in one table."""

from collections.abc import Iterator
from decimal import Decimal

from models.quotas import BUDGET, EVENTS, LEADS, Demand
from reports.circulars.wording import column, row
from reports.content import Align, Block, Column, Heading, Paragraph, Row, Span, Table
from reports.figures import EMPTY, Figure
from reports.quotas import Held, Quotas, unit, wanted

_MOST = 8
_HEADS = {
    "重点招引企业": "重点招引\n企业",
    "招商专案": "招商\n专案",
    "重大项目包装": "重大项目\n包装",
    "区域专场活动": "区域专场\n活动",
    "县内专题推介": "县内专题\n推介",
    "目标区域专题推介": "目标区域\n推介",
    "接洽亿元以上项目": "接洽亿元\n以上项目",
}
_RIGHT = Align.RIGHT


def blocks(found: Quotas, title: str, first: int, *, own: bool = False) -> tuple[Block, ...]:
    """Write the quotas' section, or a task force's own; its tables are numbered from ``first``."""
    text = [Paragraph(_sentence(found, demand, own=own), f"quota.{demand.row}") for demand in found.demands]
    tables = [_table(found, first)] if found.demands else []
    if any(demand.metric == EVENTS for demand in found.demands) and found.regions:
        tables.append(_regions(found, first + 1))
    if found.units:
        text.append(Paragraph(tuple(_of_units(found)), "quota.units"))
        tables.append(_units(found, first + len(tables)))
    return (Heading(2, title), *text, *tables)


def _sentence(found: Quotas, demand: Demand, *, own: bool) -> tuple[Span, ...]:
    """Name those short of one quota; of a year's, how far they are; where nothing is asked, only count."""
    lines = found.of(demand)
    head = f"{demand.metric}（{wanted(demand)}）："
    if demand.least is None:
        some = [(_called(one), one.done.phrase, one) for one in lines if one.done.value]
        return Span(head), *(_listed(some) if some else (Span("本期没有"),)), Span("。")
    if own:  # Its own report: who it is need not be said again.
        return Span(head), *(Span(one.said, one.done) for one in lines), Span("。")
    short = [one for one in lines if not one.met]
    if not short:
        return (Span(f"{head}{len(lines)}个专班全部完成。"),)
    short.sort(key=lambda one: -((one.short.value if one.short else None) or Decimal(0)))
    state = "全年尚未完成" if demand.every == "每年" and demand.metric != BUDGET else "未达到"
    more = f"等{len(short)}个专班" if len(short) > _MOST else ""
    named = [(_called(one), f"（{one.said}）", one) for one in short[:_MOST]]
    begun = Span(f"{head}完成的有{len(lines) - len(short)}个专班；{state}的有")
    return begun, *_listed(named), Span(f"{more}。")


def _of_units(found: Quotas) -> Iterator[Span]:
    """Tell how the units that are no task force stand (夏邑：高新区)."""
    for number, one in enumerate(found.units):
        before = found.units[number - 1].name if number else ""
        yield Span(("；" if number else "") + ("" if one.name == before else f"{one.name}："))
        yield Span(f"{one.demand.metric}（{wanted(one.demand)}）")
        yield Span(one.said, one.done)
    yield Span("。")


def _units(found: Quotas, number: int) -> Table:
    columns = (
        column("单位", 6, Align.LEFT),
        column("定额", 8, Align.LEFT),
        column("要求", 6),
        column("计量单位", 4),
        column("完成", 4, _RIGHT),
        column("还差", 4, _RIGHT),
    )
    rows = tuple(
        row(one.name, one.demand.metric, wanted(one.demand), unit(one.demand), one.done, one.short or EMPTY)
        for one in found.units
    )
    return Table(f"表{number}　有关单位定额完成情况", columns, rows)


def _listed(some: list[tuple[str, str, Held]]) -> Iterator[Span]:
    """Name each with its words, which lead to the rows they were counted from."""
    for number, (name, said, one) in enumerate(some):
        yield Span(("、" if number else "") + name)
        yield Span(said, one.done)


def _called(one: Held) -> str:
    return f"{one.name}专班"


def _table(found: Quotas, number: int) -> Table:
    columns: list[Column] = [column("专班", 6, Align.LEFT)]
    asked: list[Figure | str | int | None] = ["定额要求"]
    for demand in found.demands:
        least = EMPTY if demand.least is None else f"{demand.least.normalize():f}"
        said = demand.unit if demand.least is None and demand.unit else least
        columns += [column(title, 3.4, _RIGHT) for title in _titles(demand)]
        asked += [EMPTY, said] if demand.metric == LEADS else [said, EMPTY] if demand.metric == BUDGET else [said]
    columns.append(column("未完成\n（项）", 3, _RIGHT))
    rows: list[Row] = [row(*asked, "")]
    for force, name in found.forces:
        cells: list[Figure | str | int | None] = [name]
        for demand in found.demands:
            cells += _cells(found.at(demand, force), demand)
        rows.append(row(*cells, _missed(found, force, name)))
    notes = (
        "每月、每季的定额按本期计，每年的按今年累计计，其余按期末数计；有价值线索以认定为准。",
        "同一场专场推介可以同时计入区域专场活动和目标区域推介。",
    )
    return Table(f"表{number}　各专班定额完成情况", tuple(columns), tuple(rows), "单位：条、家、个、次、万元", notes)


def _titles(demand: Demand) -> tuple[str, ...]:
    if demand.metric == LEADS:
        return "上报\n线索", "认定\n线索"
    if demand.metric == BUDGET:
        return "年度\n经费", "已支出"
    return (_HEADS.get(demand.metric, demand.metric),)


def _cells(one: Held | None, demand: Demand) -> list[Figure | str | int | None]:
    if one is None:
        return [EMPTY] * len(_titles(demand))
    if demand.metric == LEADS:
        return [one.beside, one.done]
    return [one.done, one.beside] if demand.metric == BUDGET else [one.done]


def _missed(found: Quotas, force: str, name: str) -> Figure:
    short = [one for one in found.held if one.force == force and one.met is False]
    said = "、".join(f"{one.demand.metric}{one.said}" for one in short) or "没有未完成的定额"
    return Figure("quota.missed", f"{name} 未完成定额", "项", Decimal(len(short)), said, (), 0)


def _regions(found: Quotas, number: int) -> Table:
    """Part the regional events by region, as the plan names them (京津冀、长三角、珠三角、闽东南)."""
    demand = next(one for one in found.demands if one.metric == EVENTS)
    columns = [
        column("专班", 7, Align.LEFT),
        *(column(one, 5, _RIGHT) for one in found.regions),
        column("合计", 4, _RIGHT),
    ]
    rows = []
    for force, name in found.forces:
        held = found.at(demand, force)
        if held is not None:
            rows.append(row(name, *(found.by_region[force, region] for region in found.regions), held.done))
    caption = f"表{number}　区域专场活动分布（{wanted(demand)}）"
    return Table(caption, tuple(columns), tuple(rows), f"单位：{unit(demand)}")
