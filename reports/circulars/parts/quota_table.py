"""定额完成情况 in a circular: sentences on the quotas not met, and the table of all quotas."""

from collections.abc import Iterator
from decimal import Decimal

from models.rules.scheme_vocabulary import QuotaInterval, QuotaMetric
from models.statistics.quotas import QuotaDemand
from reports.circulars.parts.force_names import name_short
from reports.circulars.parts.wording import column, row
from reports.content.document import Align, Block, Paragraph, Row, SectionHeading, Table, TableColumn, TextSpan
from reports.figures.figure import EMPTY, Figure
from reports.figures.quota_figures import QuotaResult, Quotas, requirement_text, unit_of

_MAX_NAMES = 8
_FEW = 3  # names of those that met it
_HEADS: dict[str, str] = {
    QuotaMetric.FIRMS: "重点招引\n企业",
    QuotaMetric.DOSSIERS: "招商\n专案",
    QuotaMetric.PACKAGES: "重大项目\n包装",
    QuotaMetric.REGIONAL_EVENTS: "区域专场\n活动",
    QuotaMetric.PROMOTION_INSIDE: "县内专题\n推介",
    QuotaMetric.PROMOTION_OUTSIDE: "目标区域\n推介",
    QuotaMetric.LARGE_TALKS: "接洽亿元\n以上项目",
}
_RIGHT = Align.RIGHT


def blocks(quotas: Quotas, title: str, first: int, *, single_force: bool = False) -> tuple[Block, ...]:
    """Compose the section on quotas, or that of a ``single_force``; tables are numbered from ``first``."""
    text = [
        Paragraph(_sentence(quotas, demand, single_force=single_force), f"quota.{demand.row}")
        for demand in quotas.demands
    ]
    whose = "" if single_force else "各专班"
    tables = [_table(quotas, first, whose)] if quotas.demands else []
    if any(demand.metric == QuotaMetric.REGIONAL_EVENTS for demand in quotas.demands) and quotas.regions:
        held = any(figure.value for figure in quotas.by_region.values())
        tables += [_region_table(quotas, first + 1)] if held or not single_force else []
    if quotas.unit_results and not single_force:  # Other units are no concern of a task force.
        text.append(Paragraph(tuple(_unit_sentences(quotas)), "quota.units"))
        tables.append(_unit_table(quotas, first + len(tables)))
    return (SectionHeading(2, title), *text, *tables)


def _sentence(quotas: Quotas, demand: QuotaDemand, *, single_force: bool) -> tuple[TextSpan, ...]:
    """Compose the sentence on one quota: who falls short and by how much; only counts where no number is required."""
    lines = quotas.results_of(demand)
    head = f"{demand.metric}（{requirement_text(demand)}）："
    if demand.minimum is None:
        counted = [(_display_name(result), result.done.phrase, result) for result in lines if result.done.value]
        if single_force or not counted:
            numbers = tuple(TextSpan(phrase, result.done) for _, phrase, result in counted)
            return TextSpan(head), *(numbers or (TextSpan("本期没有"),)), TextSpan("。")
        rest = "，其他专班没有。" if len(counted) < len(lines) else "。"
        return TextSpan(head), *_name_spans(counted), TextSpan(rest)
    if single_force:  # In a task force's own report its name is not repeated.
        return TextSpan(head), *(TextSpan(result.summary, result.done) for result in lines), TextSpan("。")
    short = [result for result in lines if not result.met]
    if not short:
        return (TextSpan(f"{head}各专班全部完成。"),)
    short.sort(key=lambda result: -((result.shortfall.value if result.shortfall else None) or Decimal(0)))
    state = "还没有完成" if demand.interval == QuotaInterval.YEAR and demand.metric != QuotaMetric.BUDGET else "未达到"
    met = [result for result in lines if result.met]
    if len(short) == len(lines) > 1 and len({result.summary for result in short}) == 1:
        return TextSpan(f"{head}各专班都{state}"), *_result_spans(short), TextSpan("。")
    begun = [TextSpan(head)]
    if met:
        begun += [
            TextSpan("完成的有"),
            *name_short([r.name for r in met], [r.force for r in met], _FEW),
            TextSpan("；"),
        ]
    return *begun, TextSpan(f"{state}的有"), *_grouped(short), TextSpan("。")


def _grouped(short: list[QuotaResult]) -> Iterator[TextSpan]:
    """Yield who falls short; those with the same result share it: “焦化、钢铁2个专班（各0家，缺3家）”."""
    groups: dict[str, list[QuotaResult]] = {}
    for result in short:
        groups.setdefault(result.summary, []).append(result)
    for number, members in enumerate(groups.values()):
        yield TextSpan("，" if number else "")
        yield from name_short([item.name for item in members], [item.force for item in members], _MAX_NAMES)
        yield from _result_spans(members)


def _result_spans(members: list[QuotaResult]) -> tuple[TextSpan, ...]:
    """Compose what some with the same result have done and lack: （各8家，缺12家）, （都没有上报线索，各缺10条）."""
    first = members[0]
    done, missing = first.done_text, first.shortfall_text
    if len(members) > 1:
        is_nothing = not done or done.startswith("没有")
        done = f"{'都' if is_nothing else '各'}{done}" if done else ""
        missing = f"各{missing}" if is_nothing and missing else missing
    listed = "，".join(part for part in (done, missing) if part)
    return (TextSpan(f"（{listed}）", first.done),) if listed else ()


def _unit_sentences(quotas: Quotas) -> Iterator[TextSpan]:
    """Compose the results of units that are not task forces (夏邑：高新区)."""
    for number, result in enumerate(quotas.unit_results):
        before = quotas.unit_results[number - 1].name if number else ""
        yield TextSpan(("；" if number else "") + ("" if result.name == before else f"{result.name}："))
        yield TextSpan(f"{result.demand.metric}（{requirement_text(result.demand)}）")
        yield TextSpan(result.summary, result.done)
    yield TextSpan("。")


def _unit_table(quotas: Quotas, number: int) -> Table:
    columns = (
        column("单位", 6, Align.LEFT),
        column("定额", 8, Align.LEFT),
        column("要求", 6),
        column("计量单位", 4),
        column("完成", 4, _RIGHT),
        column("还差", 4, _RIGHT),
    )
    rows = tuple(
        row(
            result.name,
            result.demand.metric,
            requirement_text(result.demand),
            unit_of(result.demand),
            result.done,
            result.shortfall or EMPTY,
        )
        for result in quotas.unit_results
    )
    return Table(f"表{number}　有关单位定额完成情况", columns, rows)


def _name_spans(entries: list[tuple[str, str, QuotaResult]]) -> Iterator[TextSpan]:
    """Yield each name with its text, linked to the figure it was counted from."""
    for number, (name, text, result) in enumerate(entries):
        yield TextSpan(("、" if number else "") + name)
        yield TextSpan(text, result.done)


def _display_name(result: QuotaResult) -> str:
    return f"{result.name}专班"


def _table(quotas: Quotas, number: int, whose: str) -> Table:
    columns: list[TableColumn] = [column("专班", 6, Align.LEFT)]
    asked: list[Figure | str | int | None] = ["定额要求"]
    for demand in quotas.demands:
        least = EMPTY if demand.minimum is None else f"{demand.minimum.normalize():f}"
        requirement = demand.unit if demand.minimum is None and demand.unit else least
        columns += [column(title, 3.4, _RIGHT) for title in _titles(demand)]
        if demand.metric == QuotaMetric.LEADS:
            asked += [EMPTY, requirement]
        else:
            asked += [requirement, EMPTY] if demand.metric == QuotaMetric.BUDGET else [requirement]
    columns.append(column("未完成\n（项）", 3, _RIGHT))
    rows: list[Row] = [row(*asked, "")]
    for force, name in quotas.forces:
        cells: list[Figure | str | int | None] = [name]
        for demand in quotas.demands:
            cells += _cells(quotas.result_at(demand, force), demand)
        rows.append(row(*cells, _missed_count(quotas, force, name)))
    notes = (
        "每月、每季的定额按本期计，每年的按今年累计计，其余按期末数计；有价值线索以认定为准。",
        "同一场专场推介可以同时计入区域专场活动和目标区域推介。",
        *_pro_rata_notes(quotas),
    )
    return Table(f"表{number}　{whose}定额完成情况", tuple(columns), tuple(rows), "单位：条、家、个、次、万元", notes)


def _pro_rata_notes(quotas: Quotas) -> tuple[str, ...]:
    """Say of whom less is asked, since they were founded within the interval."""
    names = dict.fromkeys(_display_name(result) for result in quotas.results if result.is_pro_rata)
    return (f"{'、'.join(names)}在考核期内成立，定额按成立以来的天数折算。",) if names else ()


def _titles(demand: QuotaDemand) -> tuple[str, ...]:
    if demand.metric == QuotaMetric.LEADS:
        return "上报\n线索", "认定\n线索"
    if demand.metric == QuotaMetric.BUDGET:
        return "年度\n经费", "已支出"
    return (_HEADS.get(demand.metric, demand.metric),)


def _cells(result: QuotaResult | None, demand: QuotaDemand) -> list[Figure | str | int | None]:
    if result is None:
        return [EMPTY] * len(_titles(demand))
    if demand.metric == QuotaMetric.LEADS:
        return [result.secondary, result.done]
    return [result.done, result.secondary] if demand.metric == QuotaMetric.BUDGET else [result.done]


def _missed_count(quotas: Quotas, force: str, name: str) -> Figure:
    short = [result for result in quotas.results if result.force == force and result.met is False]
    formula = "、".join(f"{result.demand.metric}{result.summary}" for result in short) or "没有未完成的定额"
    return Figure("quota.missed", f"{name} 未完成定额", "项", Decimal(len(short)), formula, (), 0)


def _region_table(quotas: Quotas, number: int) -> Table:
    """Build the table of events by region, with the plan's regions (京津冀、长三角、珠三角、闽东南) first."""
    demand = next(candidate for candidate in quotas.demands if candidate.metric == QuotaMetric.REGIONAL_EVENTS)
    columns = [
        column("专班", 7, Align.LEFT),
        *(column(region, 5, _RIGHT) for region in quotas.regions),
        column("合计", 4, _RIGHT),
    ]
    rows = []
    for force, name in quotas.forces:
        held = quotas.result_at(demand, force)
        if held is not None:
            rows.append(row(name, *(quotas.by_region[force, region] for region in quotas.regions), held.done))
    caption = f"表{number}　区域专场活动分布（{requirement_text(demand)}）"
    return Table(caption, tuple(columns), tuple(rows), f"单位：{unit_of(demand)}")
