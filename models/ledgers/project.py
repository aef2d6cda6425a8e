"""Projects from first talks to full production, with their stage log and milestones."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import inspect
from sqlalchemy.orm import Mapped, Session

from models.fields.amounts import CountKind, FixedPointKind
from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, NavigationGroup, field, link
from models.fields.kind import StoredValues, Value
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    FirmNameKind,
    LinksKind,
    LongText,
    Mu,
    OrgUnits,
    PerMu,
    PersonNames,
    PhoneNumbers,
    ShortText,
    SquareMetres,
    StageKind,
    Wan,
    WanDollars,
    YesNoFlag,
)
from models.ledgers.project_aliases import PROJECT_ALIASES, STAGE_SPELLINGS
from models.ledgers.project_form import PROJECT_SECTIONS
from models.rules import stages

_FOLLOW_UPS = (
    FollowUp("funding", "记到位资金", {"project": "id"}),
    FollowUp(
        "obligation",
        "记责任事项",
        {
            "project": "id",
            "task_force": "task_force",
            "enterprise": "enterprise",
            "owner": "owner",
            "counterpart": "counterpart",
            "phone": "phone",
        },
    ),
    FollowUp(
        "visit",
        "记走访",
        {
            "project": "id",
            "lead": "lead",
            "task_force": "task_force",
            "enterprise": "enterprise",
            "company": "investor enterprise.name",
            "place": "place",
            "met": "counterpart",
            "met_phone": "phone",
        },
    ),
    FollowUp(
        "negotiation",
        "记洽谈",
        {
            "project": "id",
            "lead": "lead",
            "task_force": "task_force",
            "subject": "name",
            "ours": "owner",
            "theirs": "counterpart",
        },
    ),
)


class Project(Ledger):
    """A project in one of the four libraries; its stage is set by the stage log, never typed."""

    __tablename__ = "project"

    name: Mapped[ShortText] = field(
        "项目名称", width=22, search=True, aliases=PROJECT_ALIASES["name"], hint="按协议全称填写"
    )
    number: Mapped[ShortText | None] = field("项目编号", width=8, search=True, aliases=("编号", "项目代码"))
    task_force: Mapped[str | None] = link("责任专班", "task_force", width=12, aliases=PROJECT_ALIASES["task_force"])
    stage: Mapped[str | None] = field(
        "阶段", StageKind("stage", spellings=STAGE_SPELLINGS), width=5, aliases=("项目阶段", "建设阶段")
    )
    status: Mapped[str | None] = field("项目状态", ChoiceKind("project_status"), width=5, aliases=("阶段状态",))
    status_on: Mapped[CalendarDay | None] = field(
        "状态日期", width=6, hint="从哪天起暂停、终止、退库或重启；以前各月的通报照当时的状态计"
    )
    status_reason: Mapped[ShortText | None] = field("状态原因", width=10, hint="暂停、终止、退库都要写明原因")
    restart_on: Mapped[CalendarDay | None] = field("预计重启时间", width=6)
    investor: Mapped[str | None] = field(
        "投资方",
        FirmNameKind(
            "enterprise",
            firm_fields=(("place", "place"), ("industry", "industry")),
            contact_fields=(("counterpart", "name"), ("phone", "phone")),
        ),
        width=18,
        search=True,
        aliases=PROJECT_ALIASES["investor"],
    )
    enterprise: Mapped[str | None] = link("投资企业（库）", "enterprise", width=14)
    lead: Mapped[str | None] = link("来源线索", "lead", width=12)
    channel: Mapped[str | None] = field("项目来源渠道", ChoiceKind("channel"), width=8)
    method: Mapped[str | None] = field("项目招商方式", ChoiceKind("method"), width=6)
    place: Mapped[ShortText | None] = field("来源地", width=8, aliases=PROJECT_ALIASES["place"])
    origin: Mapped[str | None] = field("资金来源", ChoiceKind("capital_origin"), width=6, aliases=("资金来源地",))
    industry: Mapped[str | None] = field(
        "行业类别", ChoiceKind("industry"), width=8, aliases=PROJECT_ALIASES["industry"]
    )
    chain: Mapped[str | None] = link("项目产业链", "chain", width=12, aliases=("产业链", "所属产业链"))
    node: Mapped[str | None] = link("项目环节", "chain_node", width=10)
    content: Mapped[LongText | None] = field("建设内容", width=24, aliases=PROJECT_ALIASES["content"])
    nature: Mapped[str | None] = field("建设性质", ChoiceKind("build_nature"), width=5, aliases=("项目性质",))
    site: Mapped[ShortText | None] = field("建设地点", width=10, aliases=PROJECT_ALIASES["site"])
    owner: Mapped[PersonNames | None] = field("项目责任人", width=6, aliases=PROJECT_ALIASES["owner"])
    counterpart: Mapped[PersonNames | None] = field(
        "企业对接人", width=6, hint="人盯人、点对点", aliases=PROJECT_ALIASES["counterpart"]
    )
    phone: Mapped[PhoneNumbers | None] = field("企业对接电话", width=8, aliases=PROJECT_ALIASES["phone"])
    total: Mapped[Wan | None] = field("总投资", width=7, aliases=PROJECT_ALIASES["total"])
    signed_amount: Mapped[Wan | None] = field(
        "签约金额", width=7, hint="合同约定的投资额；资金到位率以它为分母", aliases=PROJECT_ALIASES["signed_amount"]
    )
    fixed: Mapped[Wan | None] = field("固定资产投资", width=7, aliases=PROJECT_ALIASES["fixed"])
    filed: Mapped[Wan | None] = field("备案证金额", width=7, aliases=("备案金额",))
    foreign: Mapped[WanDollars | None] = field("合同外资", width=7)
    year_plan: Mapped[Wan | None] = field("今年计划投资", width=7, aliases=PROJECT_ALIASES["year_plan"])
    land: Mapped[Mu | None] = field("用地面积", width=6, aliases=PROJECT_ALIASES["land"])
    plant: Mapped[SquareMetres | None] = field("建筑面积", width=7, aliases=("厂房面积",))
    output: Mapped[Wan | None] = field("预计年产值", width=7, aliases=("年产值", "达产后年产值"))
    tax: Mapped[Wan | None] = field("预计年税收", width=7, aliases=PROJECT_ALIASES["tax"])
    jobs: Mapped[int | None] = field("预计用工", CountKind("人"), width=5, aliases=PROJECT_ALIASES["jobs"])
    real_output: Mapped[Wan | None] = field("实际年产值", width=7)
    real_tax: Mapped[Wan | None] = field("实际年税收", width=7)
    invest_per_mu: Mapped[PerMu | None] = field("亩均投资", width=6)
    output_per_mu: Mapped[PerMu | None] = field("亩均产值", width=6)
    tax_per_mu: Mapped[PerMu | None] = field("亩均税收", width=6)
    contract: Mapped[str | None] = field(
        "合同性质", ChoiceKind("contract_kind"), width=7, aliases=("协议类型", "合同类型")
    )
    group_signing: Mapped[ShortText | None] = field("集中签约场次", width=8, aliases=("集中签约活动",))
    three_batches: Mapped[ShortText | None] = field(
        "三个一批期次", width=8, hint="例如 2026年第二次；写 2026年第二次开工 就按开工统计"
    )
    plan_start: Mapped[CalendarDay | None] = field("计划开工时间", width=6, aliases=PROJECT_ALIASES["plan_start"])
    plan_finish: Mapped[CalendarDay | None] = field("计划竣工时间", width=6, aliases=("预计竣工时间", "计划竣工日期"))
    plan_produce: Mapped[CalendarDay | None] = field("计划投产时间", width=6, aliases=("预计投产时间", "计划投产日期"))
    listed_name: Mapped[ShortText | None] = field("纳统项目名称", width=14)
    listed_total: Mapped[Wan | None] = field("纳统计划总投资", width=7)
    listed_on: Mapped[CalendarDay | None] = field("入库时间", width=6, aliases=("入库日期",))
    listed_code: Mapped[ShortText | None] = field("固投库项目代码", width=10, aliases=("固投库代码",))
    listed_amount: Mapped[Wan | None] = field("入库投资额", width=7)
    checked_background: Mapped[LongText | None] = field("企业背景实力", width=14, hint="审慎签约：考察背景、实力、优势")
    checked_industry: Mapped[LongText | None] = field("产业与技术评估", width=14, hint="产业层次、科技含量、市场成熟度")
    checked_experts: Mapped[LongText | None] = field("专家论证意见", width=14)
    checked_on: Mapped[CalendarDay | None] = field("尽调完成日期", width=6)
    checked_by: Mapped[PersonNames | None] = field("尽调负责人", width=6)
    registered: Mapped[Wan | None] = field("投资方注册资本", width=7, hint="照工商登记；实缴的另填一栏")
    paid_in: Mapped[Wan | None] = field("投资方实缴资本", width=7)
    controller: Mapped[PersonNames | None] = field("实际控制人", width=6)
    litigation: Mapped[LongText | None] = field("涉诉情况", width=14, hint="查过没有的写“无”")
    dishonesty: Mapped[LongText | None] = field("失信被执行情况", width=14, hint="查过没有的写“无”")
    affiliates: Mapped[LongText | None] = field("关联企业", width=14, hint="同一控制人的企业，没有的写“无”")
    advice: Mapped[str | None] = field("尽调结论", ChoiceKind("diligence_advice"), width=7)
    law_energy: Mapped[YesNoFlag | None] = field("符合节约能源法", width=5)
    law_environment: Mapped[YesNoFlag | None] = field("符合环境保护法", width=5)
    law_safety: Mapped[YesNoFlag | None] = field("符合安全生产法", width=5)
    law_quality: Mapped[YesNoFlag | None] = field("符合产品质量法", width=5)
    law_catalogue: Mapped[YesNoFlag | None] = field("符合产业结构调整指导目录", width=5)
    law_carbon: Mapped[YesNoFlag | None] = field("符合碳达峰碳中和要求", width=5)
    high_tech: Mapped[YesNoFlag | None] = field("高科技", width=4)
    high_growth: Mapped[YesNoFlag | None] = field("高成长性", width=4)
    high_value: Mapped[YesNoFlag | None] = field("高附加值", width=4)
    high_tax: Mapped[YesNoFlag | None] = field("高税收", width=4)
    low_danger: Mapped[YesNoFlag | None] = field("低安全风险", width=4)
    low_pollution: Mapped[YesNoFlag | None] = field("低污染", width=4)
    review: Mapped[LongText | None] = field("联审意见", width=14)
    review_on: Mapped[CalendarDay | None] = field("联审日期", width=6)
    lawyer: Mapped[YesNoFlag | None] = field("司法审核", width=4)
    lawyer_on: Mapped[CalendarDay | None] = field("司法审核日期", width=6)
    lawyer_text: Mapped[LongText | None] = field("司法审核意见", width=14)
    decided: Mapped[ShortText | None] = field("决策会议", width=10, hint="常务会议、常委会第几次会议")
    decided_on: Mapped[CalendarDay | None] = field("决策日期", width=6)
    decided_number: Mapped[ShortText | None] = field("决策文号", width=8, hint="会议纪要的文号")
    one_project: Mapped[YesNoFlag | None] = field("一个重点项目", width=5)
    one_leader: Mapped[PersonNames | None] = field("一名领导牵头", width=6)
    one_team: Mapped[LongText | None] = field("一套班子服务", width=10)
    one_unit: Mapped[OrgUnits | None] = field("一个部门负责", width=10)
    one_plan: Mapped[ShortText | None] = field("一套管理方案", width=10)
    patron: Mapped[PersonNames | None] = field("包联领导", width=6, aliases=PROJECT_ALIASES["patron"])
    patron_unit: Mapped[OrgUnits | None] = field("包联部门", width=10, aliases=PROJECT_ALIASES["patron_unit"])
    headquarters: Mapped[ShortText | None] = field("项目指挥部", width=10)
    agent: Mapped[PersonNames | None] = field("代办员", width=6, aliases=("代办人", "代办单位"))
    passed_by: Mapped[PersonNames | None] = field(
        "关口放行人", width=6, hint="尽调或四法一政策不全仍签约的，写明谁放行"
    )
    passed_why: Mapped[LongText | None] = field("放行理由", width=14)
    referrer: Mapped[ShortText | None] = field("项目引荐方", width=10, search=True, hint="以商招商：引荐的企业或个人")
    township: Mapped[ShortText | None] = field("落户乡镇", width=8)
    merit: Mapped[YesNoFlag | None] = field(
        "重奖项目", width=4, hint="提出填是，定了不提出填否；哪些达到本县的条件，见“重奖项目”一页"
    )
    power: Mapped[Decimal | None] = field("用电负荷", FixedPointKind("kVA", 0), width=6, hint="匹配闲置厂房时用")
    water: Mapped[Decimal | None] = field("用水量", FixedPointKind("吨/日", 2), width=6, hint="匹配闲置厂房时用")
    gas: Mapped[Decimal | None] = field("用气量", FixedPointKind("m³/日", 0), width=6, hint="匹配闲置厂房时用")
    emissions: Mapped[Decimal | None] = field(
        "排放量", FixedPointKind("吨/年", 2), width=6, hint="主要污染物，匹配资产的环境容量"
    )
    activity: Mapped[str | None] = field("项目来源活动", LinksKind("activity"), width=12)
    ceded: Mapped[YesNoFlag | None] = field("项目撞单让出", width=5, hint="裁定归了对方；计不计数见“统计口径”")
    ceded_by: Mapped[str | None] = field("项目让出专班", LinksKind("task_force"), width=10)
    progress: Mapped[LongText | None] = field("本月进展", width=24, aliases=PROJECT_ALIASES["progress"])
    problem: Mapped[LongText | None] = field("存在问题", width=16, aliases=PROJECT_ALIASES["problem"])
    next_step: Mapped[LongText | None] = field("下步打算", width=14, aliases=PROJECT_ALIASES["next_step"])

    def advance(self, session: Session, stage: str, on: date, **facts: Value) -> "StageMove":
        """Add a stage move on a day (with who, evidence, amount) and update the project's stage; return the move."""
        move = StageMove(project=self.id, stage=stage, on=on, **facts)
        session.add(move)
        session.flush()
        self.refresh_stage(session)
        return move

    def refresh_stage(self, session: Session) -> None:
        """Set stage and status from the stage log, after a move was added, corrected or removed."""
        moves = [(move.stage, move.on) for move in self._moves(session)]
        self.stage = stages.current_stage(moves) or self.stage
        if turns := [move for move in moves if move[0] in stages.STATUS_MOVES]:
            self.status, self.status_on = turns[-1]

    def _moves(self, session: Session) -> list["StageMove"]:
        query = sa.select(StageMove).where(StageMove.project == self.id, StageMove.removed.is_(False))
        return list(session.execute(query.order_by(StageMove.on, StageMove.id)).scalars())

    derived = ("stage", "status", "status_on")

    @classmethod
    def derive(cls, connection: sa.Connection, rows: Sequence[str]) -> dict[str, StoredValues]:
        """Compute stage and status from the stage log, for projects that two unmerged books moved independently."""
        moves: dict[str, list[tuple[str, date]]] = {}
        for start in range(0, len(rows), 500):
            query = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(
                StageMove.project.in_(rows[start : start + 500]), StageMove.removed.is_(False)
            )
            for project, stage, on in connection.execute(query.order_by(StageMove.on, StageMove.id)):
                moves.setdefault(project, []).append((stage, on))
        by_project: dict[str, StoredValues] = {}
        for project, steps in moves.items():
            by_project[project] = {"stage": now} if (now := stages.current_stage(steps)) else {}
            if turns := [step for step in steps if step[0] in stages.STATUS_MOVES]:
                by_project[project] |= {"status": turns[-1][0], "status_on": turns[-1][1].isoformat()}
        return by_project

    def update_dependents(self, session: Session) -> None:
        """Record a changed status (suspended, running again) in the stage log, from which past figures are counted."""
        session.flush()
        if self.status_on is None:
            return
        turns = [move for move in self._moves(session) if move.stage in stages.STATUS_MOVES]
        now = self.status or stages.RUNNING[0]
        if turns and turns[-1].stage == now:
            turns[-1].on = self.status_on
        elif turns or now in stages.SUSPENDED:
            session.add(StageMove(project=self.id, stage=now, on=self.status_on, evidence=self.status_reason))
        session.flush()

    about = LedgerFacts(
        label="项目",
        title="name",
        measure_word="个",
        hint="在谈、签约、开工、投产的项目；阶段用“登记阶段”推进，每一步都有日期。",
        columns=(
            "task_force",
            "name",
            "investor",
            "stage",
            "status",
            "total",
            "signed_amount",
            "contract",
            "origin",
            "patron",
            "progress",
        ),
        sections=PROJECT_SECTIONS,
        icon="factory",
        navigation_group=NavigationGroup.DAILY,
        shows_linked_rows=True,
        sheet_words=("项目", "签约", "开工", "在建", "在谈", "投产", "纳统"),
        starts_with=("task_force", "owner"),
        follow_ups=_FOLLOW_UPS,
    )


class StageMove(Ledger):
    """A dated move of a project into a stage, with recorder and evidence; past figures are counted from these."""

    __tablename__ = "stage_move"

    project: Mapped[str] = link("推进项目", "project", width=20)
    stage: Mapped[str] = field("进入阶段", ChoiceKind("stage_move"), width=6)
    on: Mapped[CalendarDay] = field("进入日期", width=6)
    by: Mapped[PersonNames | None] = field("登记人", width=6)
    evidence: Mapped[ShortText | None] = field("阶段依据", width=16, hint="合同编号、施工许可、现场照片等")
    amount: Mapped[Wan | None] = field("阶段金额", width=7, hint="签约时填合同金额")
    corrects: Mapped[str | None] = link("更正记录", "stage_move", width=8)
    dependent_link = "project"

    def update_dependents(self, session: Session) -> None:
        """Update the project's stage, and that of a project the move was taken from."""
        history = inspect(self).attrs.project.history
        session.flush()
        for project in {*history.added, *history.unchanged, *history.deleted} - {None}:
            session.get_one(Project, project).refresh_stage(session)

    about = LedgerFacts(
        label="阶段记录",
        title="stage",
        main_day="on",
        measure_word="步",
        parent="project",
        hint="项目何时签约、开工、投产，凭什么认定。",
        columns=("project", "stage", "on", "amount", "evidence", "by"),
        sections=(("概况", ("project", "stage", "on", "amount", "evidence", "by")),),
    )


class Milestone(Ledger):
    """A step of a project's plan (详细推进计划), with its planned and actual dates."""

    __tablename__ = "milestone"

    project: Mapped[str] = link("节点项目", "project", width=20)
    name: Mapped[ShortText] = field("节点名称", width=16, search=True)
    plan_on: Mapped[CalendarDay | None] = field("计划完成", width=6)
    done_on: Mapped[CalendarDay | None] = field("实际完成", width=6)
    owner: Mapped[PersonNames | None] = field("节点责任人", width=6)
    evidence: Mapped[ShortText | None] = field("节点佐证", width=12)

    about = LedgerFacts(
        label="推进节点",
        title="name",
        measure_word="个",
        parent="project",
        hint="立项、环评、土地、开工、设备进场……逐个排出时间。",
        columns=("project", "name", "plan_on", "done_on", "owner", "evidence"),
        sections=(("概况", ("project", "name", "plan_on", "done_on", "owner", "evidence")),),
        starts_with=("owner",),
    )
