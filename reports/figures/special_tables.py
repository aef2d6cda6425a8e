"""专项招商进度: a table for each group of optional ledgers that the county uses, for the window and for paper."""

from collections.abc import Sequence
from datetime import date

from models.ledgers import AgencyContract, Enclave, Fund, LandStandard, PermitStep, Scene
from models.rules.fund_returns import ReturnState
from models.settings.optional_ledgers import ledgers_in_use
from models.statistics.fund_returns import FundStanding, fund_standings
from models.statistics.partner_progress import (
    AgencyStanding,
    EnclaveShare,
    OpenScene,
    agency_standings,
    enclave_shares,
    open_scenes,
)
from models.statistics.site_progress import site_projects, site_standards
from models.storage.store import Session
from reports.figures.figure import EMPTY
from reports.figures.site_tables import sites_table, standards_table, steps_table
from reports.figures.special_table import (
    Cell,
    SpecialColumn,
    SpecialLine,
    SpecialTable,
    day_text,
    special_count,
    special_figure,
    sum_known,
)


def special_tables(session: Session, today: date, force: str | None = None) -> tuple[SpecialTable, ...]:
    """Make the tables of the groups in use, of all or of one task force."""
    in_use = ledgers_in_use(session)
    tables: list[SpecialTable] = []
    if Fund in in_use:
        tables.append(_funds(fund_standings(session, today, force)))
    if Enclave in in_use:
        tables.append(_enclaves(enclave_shares(session, force)))
    if Scene in in_use:
        tables.append(_scenes(open_scenes(session, force), today))
    if AgencyContract in in_use:
        tables.append(_agencies(agency_standings(session, today, force), today))
    if PermitStep in in_use:
        projects = site_projects(session, today, force)
        tables += [sites_table(projects, today), steps_table(projects, today)]
    if LandStandard in in_use:
        tables.append(standards_table(site_standards(session, force), today))
    return tuple(tables)


def _funds(funds: Sequence[FundStanding]) -> SpecialTable:
    late = [fund.row for fund in funds if fund.state is ReturnState.OVERDUE]
    returned = [row for fund in funds for row in fund.rows]
    summary: list[Cell] = [
        special_count("funds", "招商基金", "只", [fund.row for fund in funds], "fund"),
        "基金，返投到本县",
        special_figure(
            "returned", "返投金额", "万元", sum_known([fund.returned for fund in funds]), returned, "fund_return"
        ),
    ]
    if late:
        summary += ["，逾期没有达到约定比例的", special_count("late", "返投逾期", "只", late, "fund")]
    return SpecialTable(
        "基金返投",
        (
            SpecialColumn("基金", 22),
            SpecialColumn("基金规模\n（万元）", 10, is_number=True),
            SpecialColumn("县级出资\n（万元）", 10, is_number=True),
            SpecialColumn("返投金额\n（万元）", 10, is_number=True),
            SpecialColumn("返投比例\n（%）", 9, is_number=True),
            SpecialColumn("约定比例\n（%）", 9, is_number=True),
            SpecialColumn("返投期限", 10),
            SpecialColumn("状态", 7),
        ),
        tuple(_fund_line(fund) for fund in funds),
        tuple(summary),
        "返投比例＝返投金额÷县级实缴出资（没填实缴的按认缴），达到约定比例的为已达到。",
    )


def _fund_line(fund: FundStanding) -> SpecialLine:
    row_ids, paid = (fund.row,), fund.county_share if fund.county_paid is None else fund.county_paid
    cells = (
        fund.name,
        special_figure("size", fund.name, "万元", fund.size, row_ids, "fund"),
        special_figure("county", fund.name, "万元", paid, row_ids, "fund"),
        special_figure("returned", fund.name, "万元", fund.returned, fund.rows, "fund_return"),
        special_figure("ratio", fund.name, "%", fund.ratio, fund.rows, "fund_return"),
        special_figure("promised", fund.name, "%", fund.promised, row_ids, "fund"),
        day_text(fund.due),
        fund.state or EMPTY,
    )
    return SpecialLine(cells, "fund", fund.row, fund.state in {ReturnState.OVERDUE, ReturnState.SOON})


def _enclaves(shares: Sequence[EnclaveShare]) -> SpecialTable:
    rows = [share.row for share in shares]
    return SpecialTable(
        "飞地分成",
        (
            SpecialColumn("飞地", 20),
            SpecialColumn("飞出地→飞入地", 16),
            SpecialColumn("年份", 6),
            SpecialColumn("当年税收\n（万元）", 10, is_number=True),
            SpecialColumn("本县分成\n（%）", 8, is_number=True),
            SpecialColumn("应得税收\n（万元）", 10, is_number=True),
            SpecialColumn("实得税收\n（万元）", 10, is_number=True),
            SpecialColumn("未到税收\n（万元）", 10, is_number=True),
            SpecialColumn("计入本县增加值\n（万元）", 12, is_number=True),
        ),
        tuple(_share_line(share) for share in shares),
        (
            "按协议应得税收",
            special_figure(
                "tax_due", "应得税收", "万元", sum_known([share.tax_due for share in shares]), rows, "enclave_year"
            ),
            "，实得",
            special_figure(
                "received", "实得税收", "万元", sum_known([share.received for share in shares]), rows, "enclave_year"
            ),
            "，计入本县增加值",
            special_figure(
                "gdp_due", "增加值", "万元", sum_known([share.gdp_due for share in shares]), rows, "enclave_year"
            ),
        ),
        "应得税收＝当年税收×本县税收分成比例，增加值同；比例没填的不算。",
    )


def _share_line(share: EnclaveShare) -> SpecialLine:
    row_ids = (share.row,)
    cells = (
        share.name,
        share.places or EMPTY,
        str(share.year),
        special_figure("tax", share.name, "万元", share.tax, row_ids, "enclave_year"),
        special_figure("tax_share", share.name, "%", share.tax_share, row_ids, "enclave_year"),
        special_figure("tax_due", share.name, "万元", share.tax_due, row_ids, "enclave_year"),
        special_figure("received", share.name, "万元", share.received, row_ids, "enclave_year"),
        special_figure("owed", share.name, "万元", share.owed, row_ids, "enclave_year"),
        special_figure("gdp_due", share.name, "万元", share.gdp_due, row_ids, "enclave_year"),
    )
    return SpecialLine(cells, "enclave_year", share.row, bool(share.owed))


def _scenes(scenes: Sequence[OpenScene], today: date) -> SpecialTable:
    def is_late(scene: OpenScene) -> bool:
        return scene.is_open and scene.due is not None and scene.due < today

    settled = [scene.row for scene in scenes if scene.has_project]
    return SpecialTable(
        "场景机会",
        (
            SpecialColumn("场景", 24),
            SpecialColumn("发布单位", 14),
            SpecialColumn("场景投入\n（万元）", 10, is_number=True),
            SpecialColumn("征集截止", 10),
            SpecialColumn("状态", 8),
            SpecialColumn("对接企业", 20),
            SpecialColumn("落地项目", 8),
        ),
        tuple(
            SpecialLine(
                (
                    scene.name,
                    scene.unit or EMPTY,
                    special_figure("amount", scene.name, "万元", scene.amount, (scene.row,), "scene"),
                    day_text(scene.due),
                    scene.state or EMPTY,
                    scene.company or EMPTY,
                    "有" if scene.has_project else EMPTY,
                ),
                "scene",
                scene.row,
                is_late(scene),
            )
            for scene in scenes
        ),
        (
            special_count("scenes", "场景机会", "个", [scene.row for scene in scenes], "scene"),
            "场景，有落地项目的",
            special_count("settled", "有落地项目的场景", "个", settled, "scene"),
        ),
        "状态空着的算还在征集；对接、落地了的请改状态。",
    )


def _agencies(contracts: Sequence[AgencyStanding], today: date) -> SpecialTable:
    rows = [contract.row for contract in contracts]
    results = [row for contract in contracts for row in contract.results]
    return SpecialTable(
        "委托招商",
        (
            SpecialColumn("受托机构", 20),
            SpecialColumn("委托区域", 12),
            SpecialColumn("委托期至", 10),
            SpecialColumn("基础服务费\n（万元）", 10, is_number=True),
            SpecialColumn("已付服务费\n（万元）", 10, is_number=True),
            SpecialColumn("成果\n（项）", 6, is_number=True),
            SpecialColumn("引资额\n（万元）", 10, is_number=True),
            SpecialColumn("应付奖励\n（万元）", 10, is_number=True),
            SpecialColumn("未付奖励\n（万元）", 10, is_number=True),
        ),
        tuple(_agency_line(contract, today) for contract in contracts),
        (
            special_count("contracts", "委托合同", "份", rows, "agency_contract"),
            "委托合同，成果",
            special_count("results", "委托成果", "项", results, "agency_result"),
            "，引资",
            special_figure(
                "brought", "引资额", "万元", sum_known([item.amount for item in contracts]), results, "agency_result"
            ),
            "，奖励未付",
            special_figure(
                "unpaid", "未付奖励", "万元", sum_known([item.owed for item in contracts]), results, "agency_result"
            ),
        ),
        "成果、引资额和奖励照“委托成果”里登记的数。",
    )


def _agency_line(contract: AgencyStanding, today: date) -> SpecialLine:
    row_ids, results, name = (contract.row,), contract.results, contract.name
    cells = (
        name,
        contract.area or EMPTY,
        day_text(contract.until),
        special_figure("base_fee", name, "万元", contract.base_fee, row_ids, "agency_contract"),
        special_figure("base_paid", name, "万元", contract.base_paid, row_ids, "agency_contract"),
        special_count("results", name, "项", results, "agency_result"),
        special_figure("brought", name, "万元", contract.amount, results, "agency_result"),
        special_figure("reward", name, "万元", contract.reward, results, "agency_result"),
        special_figure("unpaid", name, "万元", contract.owed, results, "agency_result"),
    )
    lapsed = contract.ended_on is None and contract.until is not None and contract.until < today
    late = any(due < today for _, due, _ in contract.open_rewards)
    return SpecialLine(cells, "agency_contract", contract.row, lapsed or late)
