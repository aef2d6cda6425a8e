"""The monthly circular (月通报): targets, work of the task forces, what went well, problems, next steps."""

from models.rules.vocabulary import CircularName
from reports.circulars.parts import annexes, letterhead, next_steps, problems, quota_table, size_bands
from reports.circulars.parts.circular_kind import CircularKind, DraftRequest
from reports.circulars.parts.highlights import highlight_section
from reports.circulars.parts.inspection_section import TITLE, inspection_paragraph
from reports.circulars.parts.period_data import PeriodData, load_period_data
from reports.circulars.parts.talent_section import talent_section
from reports.circulars.parts.target_section import targets
from reports.circulars.parts.wording import paragraph
from reports.circulars.parts.work_section import work
from reports.content.document import Block, Document
from reports.figures.quota_figures import Quotas, quotas

_DUE_DAY = 5  # 月通报 goes out by the fifth of the next month.


def draft(data: PeriodData, quotas: Quotas | None = None) -> Document:
    """Compose the circular of one month, with the quotas' section where there are quotas."""
    facts, period, board, whole = data.facts, data.period, data.board, data.scope_name
    single = facts.only_force is not None
    cut_off = letterhead.long_date(period.last)
    opening = data.say(
        "opening.month.own" if single else "opening.month", {"期间": period.name, "范围": whole, "截止日": cut_off}
    )
    inspected = inspection_paragraph(data)
    extra: tuple[tuple[str, tuple[Block, ...]], ...] = ((TITLE, inspected),) if inspected else ()
    if quotas:
        # The heading of its single is replaced by a numbered one among the others.
        extra += (("工作定额", quota_table.blocks(quotas, "", 2 if single else 3, single_force=single)[1:]),)
    body: tuple[Block, ...] = (
        paragraph(opening, key="opening"),
        *targets(data),
        *work(data, extra),
        *highlight_section(data.news, "三"),
        *talent_section(data, "三"),
        *problems.problem_section(board),
        *next_steps.next_step_section(board),
    )
    listed = annexes.projects(board)
    if single:
        title = f"{whole}{period.name}招商引资工作汇总"
        return letterhead.circular(facts, period, title, body, listed, kind="月汇总", due=0)
    title = f"关于{period.name}{whole}招商引资工作情况的通报"
    attached = (*annexes.summary(board, whole), *listed, *size_bands.annex(board))
    return letterhead.circular(facts, period, title, body, attached, kind="月通报", due=_DUE_DAY)


def _draft_with_quotas(request: DraftRequest) -> Document:
    facts, period = request.facts, request.period
    data = load_period_data(request.store, facts, period, request.before)
    return draft(data, quotas(request.store, facts.forces, period) if facts.quotas else None)


KIND = CircularKind(
    "month",
    CircularName.MONTH,
    "month",
    _draft_with_quotas,
    position=40,
    duties=("每月一通报", "月通报"),
    lists_targets=True,
)
