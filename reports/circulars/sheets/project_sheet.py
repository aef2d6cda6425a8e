"""项目一页表: everything about one project on one page: facts, stages, funds, screening, milestones, obligations."""

from datetime import date
from decimal import Decimal

from models.rules.placed_funds import basis_note
from models.rules.screening import ScreeningFinding
from models.statistics.project_profile import ProjectProfile, RelatedRows
from reports.circulars.parts.table_grid import form_table, list_table
from reports.circulars.parts.wording import fill, paragraph
from reports.circulars.sheets.sheet_document import numbered_sections, sheet
from reports.content.document import Block, Document
from reports.figures.figure import EMPTY, Figure

_FACT_FIELDS = (
    "number",
    "task_force",
    "status",
    "investor",
    "place",
    "origin",
    "industry",
    "nature",
    "site",
    "total",
    "signed_amount",
    "fixed",
    "filed",
    "merit",
    "group_signing",
    "land",
    "output",
    "tax",
    "jobs",
    "contract",
    "listed_name",
    "listed_total",
    "listed_on",
    "plan_start",
    "plan_finish",
    "plan_produce",
    "owner",
    "counterpart",
    "channel",
)
_OPTIONAL_FIELDS = {
    "number",
    "place",
    "industry",
    "nature",
    "site",
    "filed",
    "merit",
    "group_signing",
    "listed_name",
    "listed_total",
    "listed_on",
    "counterpart",
    "channel",
    "jobs",
    "status",
}
_PROSE_FIELDS = ("content", "progress", "problem", "next_step")
_SERVICE_FIELDS = (
    "patron",
    "patron_unit",
    "headquarters",
    "agent",
    "one_leader",
    "one_unit",
    "one_team",
    "one_plan",
    "one_project",
)


def draft(profile: ProjectProfile, today: date, county: str, max_rows: int) -> Document:
    """Compose the sheet; a list longer than ``max_rows`` is cut to the latest, with a note of the full number."""
    name = profile.text("name")
    sections = (
        ("基本情况", _basics(profile)),
        ("阶段和资金", (*_stage_log(profile, max_rows), _funds(profile, max_rows))),
        ("准入审核", _screening(profile)),
        (
            "包联服务和五个一",
            (form_table([(profile.title(key), profile.text(key)) for key in _SERVICE_FIELDS], 3, 6, 7),),
        ),
        ("推进节点", _milestones(profile, max_rows)),
        ("责任事项", _obligations(profile, max_rows)),
    )
    body = numbered_sections(sections)
    return sheet(f"{name}一页表", body, today, f"{county}招商项目一页表", ("项目一页表", name))


def _basics(profile: ProjectProfile) -> tuple[Block, ...]:
    stage = profile.text("stage") or EMPTY
    facts = [(profile.title("stage"), stage)]
    facts += [
        (profile.title(key), profile.text(key))
        for key in _FACT_FIELDS
        if profile.text(key) or key not in _OPTIONAL_FIELDS
    ]
    prose = [(profile.title(key), profile.text(key)) for key in _PROSE_FIELDS if profile.text(key)]
    return (form_table(facts, 3, 6, 7), *([form_table(prose, 1, 6, 34)] if prose else []))


def _stage_log(profile: ProjectProfile, max_rows: int) -> tuple[Block, ...]:
    if not profile.moves.rows:
        return (paragraph("还没有登记阶段。"),)
    shown = profile.moves.cells[-max_rows:]
    steps = [(stage, _step_text(on, amount, evidence, by)) for stage, on, amount, evidence, by in shown]
    return (form_table(steps, 2, 4, 16),)


def _step_text(on: str, amount: str, evidence: str, by: str) -> str:
    """Return a stage move as text: date, amount, evidence and who registered it, leaving out what is empty."""
    parts = (on, f"{amount}万元" if amount else "", evidence, f"{by}登记" if by else "")
    return "，".join(part for part in parts if part)


def _funds(profile: ProjectProfile, max_rows: int) -> Block:
    placed = profile.placed
    key, label = "funds.project", f"{profile.text('name')} 累计到位资金"
    amount = Figure(
        key, label, "万元", placed.amount, f"逐月到位资金合计{basis_note(placed.basis)}", placed.rows, 2, "funding"
    )
    formula = f"累计到位资金{amount.text}万元÷签约金额{placed.contract_amount or EMPTY}万元"
    rate = Figure(
        "funds.rate", f"{profile.text('name')} 资金到位率", "%", placed.rate, formula, placed.rows, 2, "funding"
    )
    if not profile.fundings.rows:
        return paragraph("还没有登记到位资金。")
    latest = "、".join(
        f"期初（截至{covers_to}）{money}万元" if covers_to else f"{month}{money}万元"
        for month, money, covers_to, *_ in profile.fundings.cells[-min(max_rows, 4) :]
    )
    return paragraph(
        fill(f"累计到位资金{{a}}（{len(placed.rows)}笔）", a=amount),
        fill("，资金到位率{r}", r=rate) if rate.value is not None else "",
        f"{basis_note(placed.basis)}；最近上报：{latest}。" if basis_note(placed.basis) else f"；最近：{latest}。",
    )


def _screening(profile: ProjectProfile) -> tuple[Block, ...]:
    measured = "；".join(finding.text for finding in profile.per_mu) or "本县没有设门槛"
    if profile.by_case:
        measured += "；亩均指标达到“一事一议”条件"
    rows = [
        ("亩均门槛", _outcome(profile.per_mu), measured),
        ("四法一政策", _outcome(profile.law_findings), _findings_by_outcome(profile.law_findings)),
        (profile.four_highs.name, _outcome((profile.four_highs,)), profile.four_highs.text),
    ]
    for gate, title in zip(profile.gates, ("签约前关口", "开工前关口"), strict=True):
        rows.append(
            (title, "齐备" if gate.is_open else f"缺{len(gate.missing)}项", "、".join(gate.missing) or "各项齐备")
        )
    if profile.text("passed_by"):
        rows.append((profile.title("passed_by"), profile.text("passed_by"), profile.text("passed_why")))
    table = list_table(("关口", "结论", "依据"), rows, (6, 5, 32))
    columns = (*table.columns[:2], type(table.columns[2])(table.columns[2].title, 32, table.columns[0].align))
    return (type(table)("", columns, table.rows),)


def _outcome(findings: tuple[ScreeningFinding, ...]) -> str:
    outcomes = [finding.met for finding in findings]
    if False in outcomes:
        return "未达到"
    return "未核全" if None in outcomes else "达到"


def _findings_by_outcome(findings: tuple[ScreeningFinding, ...]) -> str:
    """Return the names of the conditions met, not met and not yet checked."""
    parts = []
    for met, word in ((True, "符合"), (False, "不符合"), (None, "未核")):
        named = "、".join(finding.name for finding in findings if finding.met is met)
        parts += [f"{word}：{named}"] if named else []
    return "；".join(parts)


def _milestones(profile: ProjectProfile, max_rows: int) -> tuple[Block, ...]:
    if not profile.milestones.rows:
        return (paragraph("还没有排推进节点。"),)
    rows = profile.milestones.cells[-2 * max_rows :]
    nodes = [(name, f"计划{plan or EMPTY}，{f'{done}完成' if done else '未完成'}") for name, plan, done, *_ in rows]
    late = _figure("milestone.late", "到期未完成的推进节点", "个", profile.late, profile.milestones)
    more = (
        f"共{len(profile.milestones.rows)}个节点，表中是最近的{len(rows)}个。"
        if len(rows) < len(profile.milestones.rows)
        else ""
    )
    summary = paragraph(more, fill("到期未完成的节点{n}。", n=late) if profile.late else "")
    return (form_table(nodes, 2, 8, 14), *((summary,) if summary.spans else ()))


def _obligations(profile: ProjectProfile, max_rows: int) -> tuple[Block, ...]:
    every = profile.obligations
    if not every.rows:
        return (paragraph("没有登记责任事项。"),)
    shown = every.cells[-max_rows:]
    late = _figure("obligation.overdue", "逾期未销号的责任事项", "件", profile.overdue, every)
    more = f"共{len(every.rows)}件，表中是最近的{len(shown)}件。" if len(shown) < len(every.rows) else ""
    summary = paragraph(more, fill("逾期未销号的{n}。", n=late) if profile.overdue else "")
    table = list_table(every.titles, shown, (14, 4, 4, 8, 5, 6, 5))
    return (table, *((summary,) if summary.spans else ()))


def _figure(key: str, label: str, unit: str, count: int, of: RelatedRows) -> Figure:
    return Figure(key, label, unit, Decimal(count), f"时限已过、尚未完成的{label}", of.rows, 0, of.ledger)
