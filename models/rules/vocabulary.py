"""The words of the ledgers that the program itself counts, judges or warns by, as enums.

A ledger stores the word a clerk reads (已认定), so that a book stays legible without this program; code compares with a
member of these enums and never with the bare word. The words by which schemes, quotas and targets are set stand in
``scheme_vocabulary``; ``protected_terms`` keeps all of them from being renamed.
"""

from collections.abc import Mapping
from enum import StrEnum


class LeadState(StrEnum):
    """Whether a lead was recognised (认定); reported and recognised leads are counted apart."""

    REPORTED = "已上报"
    RECOGNISED = "已认定"
    REJECTED = "不予认定"


class Stage(StrEnum):
    """The stages of a project, in their order (运城 招商四库全流程)."""

    LEAD = "线索"
    STUDY = "研判"
    TALKS = "在谈"
    SIGNED = "签约"
    STARTED = "开工"
    FINISHED = "竣工"
    PRODUCED = "投产"
    AT_CAPACITY = "达效"


class ProjectStatus(StrEnum):
    """The state of a project beside its stage; changes are dated in the stage log."""

    NORMAL = "正常"
    PAUSED = "暂停"
    RESUMED = "重启"
    TERMINATED = "终止"
    WITHDRAWN = "退库"


class ContractKind(StrEnum):
    """The nature of a project's contract; a county may count investment contracts only as signed."""

    INVESTMENT = "投资合同"


class CapitalOrigin(StrEnum):
    """Where capital comes from."""

    OTHER_CITY = "市外"
    OTHER_PROVINCE = "省外"


class BuildNature(StrEnum):
    """The nature of a project's construction."""

    REUSE = "盘活"


class VisitDirection(StrEnum):
    """Whether the task force went out or received somebody."""

    OUT = "外出"
    IN = "来访"


# What other offices write for the two directions.
_GOING_OUT = ("走出去", "外出招商", "外出考察", "外出走访", "外出拜访", "赴外", "出访", "外出对接")
_COMING_IN = ("请进来", "引进来", "来访接待", "接待来访", "来访考察", "接待", "来县考察", "到访")
DIRECTION_SPELLINGS: Mapping[str, str] = dict.fromkeys(_GOING_OUT, VisitDirection.OUT) | dict.fromkeys(
    _COMING_IN, VisitDirection.IN
)


class LeaderLevel(StrEnum):
    """The rank of a visit's leader; the first two are county leaders (县领导)."""

    PRINCIPAL = "党政主要领导"
    IN_CHARGE = "分管领导"


class ActivityKind(StrEnum):
    """The kind of a promotion event."""

    PROMOTION = "专场推介"


class Region(StrEnum):
    """Regions that are no target region (目标区域) of an event."""

    OWN_PROVINCE = "省内"
    OTHER = "其他"


class MeetingKind(StrEnum):
    """The kinds of meetings that a duty of the county's cadence is fulfilled by."""

    WEEKLY_STUDY = "一周一研究"
    HALF_MONTH = "半月一调度"
    MONTHLY = "月例会"


class EnterpriseKind(StrEnum):
    """What an enterprise is to the task force."""

    TARGET = "目标企业"
    ANCHOR = "骨干企业"
    SETTLED = "落户企业"


class EnterpriseTier(StrEnum):
    """The rank of an enterprise in the country."""

    WORLD_500 = "世界500强"
    CHINA_500 = "中国500强"
    PRIVATE_500 = "民营500强"
    CENTRAL = "央企"
    UNICORN = "独角兽企业"
    SPECIALISED = "专精特新小巨人"
    LOCAL_LEADER = "本地龙头"


class AnchorTier(StrEnum):
    """The place of an enterprise on its chain."""

    MASTER = "链主"
    CORE = "链核"
    MEMBER = "链上"


class NodeState(StrEnum):
    """Whether the county has a step of a chain."""

    PRESENT = "本地已有"
    WEAK = "本地薄弱"
    MISSING = "缺失待招"


class DossierState(StrEnum):
    """The state of a promotion dossier (招商专案)."""

    CANCELLED = "已取消"


class MemberRole(StrEnum):
    """The roles of a task force's members that a circular names."""

    HEAD = "组长"
    DEPUTY = "副组长"
    CONTACT = "联络员"
    AMBASSADOR = "招商大使"
    ADVISOR = "招商顾问"
    STATIONED = "驻点人员"


class LeadChannel(StrEnum):
    """The channels of leads that are counted apart."""

    SQUAD = "驻点小分队"


class LeadMethod(StrEnum):
    """The ways of wooing that are counted apart."""

    STATIONED = "驻点招商"


class ObligationSide(StrEnum):
    """Who owes an obligation."""

    GOVERNMENT = "政府"
    ENTERPRISE = "企业"


class ObligationKind(StrEnum):
    """The kind of an obligation."""

    PROMISE = "承诺"
    DUTY = "履约"
    PROBLEM = "问题"
    MEETING_DECISION = "会议议定"


class ObligationRule(StrEnum):
    """The rule an obligation's deadlines follow (山西 13710)."""

    PLAIN = "普通时限"
    ORDINARY = "13710一般"
    MAJOR = "13710重大"


class ObligationState(StrEnum):
    """The state of an obligation."""

    IN_HAND = "办理中"
    CLOSED = "已销号"


class AssetState(StrEnum):
    """The state of an idle asset."""

    MATCHED = "已匹配"
    REUSED = "已盘活"


class DormantClass(StrEnum):
    """The classes of dormant enterprises that must operate again within a year (夏邑); D has no deadline."""

    A = "A"
    B = "B"
    C = "C"


class DormantState(StrEnum):
    """The states in which a dormant enterprise is dealt with."""

    REVIVED = "已复工复产"
    ACQUIRED = "已收购"


class AppealState(StrEnum):
    """The state of an appeal about a lead's first report."""

    OPEN = "待处理"
    GRANTED = "支持"
    REFUSED = "不支持"
    WITHDRAWN = "撤回"


class InspectionAnswer(StrEnum):
    """What was answered to a unit that asks to inspect a firm."""

    AGREED = "同意"
    REFUSED = "不同意"


class TalentState(StrEnum):
    """The states in which a firm's demand for people is over."""

    MET = "已满足"
    CANCELLED = "已取消"


class RewardKind(StrEnum):
    """The kinds of rewards: by rates, or decided case by case."""

    REFERRAL = "引荐奖励"
    SETTLING = "落户奖励"
    BY_CASE = "一事一议"


class RewardState(StrEnum):
    """The states of a reward claim that is decided, and that is paid."""

    DECIDED = "已审定"
    PAID = "已兑付"


class DutyMeasure(StrEnum):
    """What an enterprise promised to reach: an amount, a figure per mu, people, or a stage by a day."""

    INVESTMENT = "投资额"
    OUTPUT = "年产值"
    TAX = "年税收"
    INVESTMENT_PER_MU = "亩均投资"
    OUTPUT_PER_MU = "亩均产值"
    TAX_PER_MU = "亩均税收"
    JOBS = "用工人数"
    START = "开工时间"
    FINISH = "竣工时间"
    PRODUCTION = "投产时间"


class Fulfilment(StrEnum):
    """How far a promise is paid: its condition not reached, owed, paid in part, or in full."""

    NOT_MET = "未达兑现条件"
    OWED = "应兑未兑"
    PARTLY = "部分兑现"
    PAID = "已兑现"


class TierMeasure(StrEnum):
    """What selects the tier of a policy: an amount of investment, or figures per mu."""

    LISTED = "固投入库额"
    PAID = "固投实际额"
    PER_MU = "亩均指标"


class TierBase(StrEnum):
    """What a tier's share is taken of; a fixed amount is of nothing."""

    PAID = "固投实际额"
    LISTED = "固投入库额"
    TAX_INCREMENT = "税收增量"
    FIXED = "定额"


class ReviewState(StrEnum):
    """The state of the fair competition review (公平竞争审查) of a policy or promise."""

    OPEN = "未审查"
    UNDER_WAY = "审查中"
    PASSED = "通过"
    REFUSED = "不通过"
    EXCEPTION = "适用例外"
    STOPPED = "已停止执行"


class UnitAnswer(StrEnum):
    """What a unit says of a project in the joint review (联审)."""

    AGREED = "同意"
    CONDITIONAL = "有条件同意"
    OPPOSED = "不同意"


class DiligenceAdvice(StrEnum):
    """The conclusion of due diligence that speaks against signing."""

    AGAINST = "不建议签约"


class DuplicateRuling(StrEnum):
    """The decision on two rows that seem to be one."""

    OPEN = "待裁定"
    SAME = "是同一家"
    DIFFERENT = "不是同一家"
    FIRST = "归先报方"
    SECOND = "归后报方"
    SHARED = "共同跟进"


class HolidayKind(StrEnum):
    """Whether a day is free or a weekend day is worked instead."""

    FREE = "放假"
    WORKED = "调休上班"


class HolidayState(StrEnum):
    """Whether a year's holidays are published by the State Council or were computed."""

    PUBLISHED = "已公布"
    COMPUTED = "推算"


class SceneState(StrEnum):
    """The state in which a scene (场景机会) still waits for firms."""

    OPEN = "征集中"


class CircularName(StrEnum):
    """The circulars and reports that the county's cadence asks for."""

    WEEK = "周动态"
    HALF_MONTH = "半月调度"
    MINUTES = "半月调度纪要"
    MONTH = "月通报"
    MEETING = "月例会"
    QUARTER = "季排名"
    HALF_YEAR = "半年观摩"
    YEAR = "年终总结"
    THREE_BATCHES = "三个一批"


class CircularState(StrEnum):
    """The state of a circular in the archive."""

    ISSUED = "已印发"
    CORRECTED = "已更正"
    WITHDRAWN = "已撤回"


class ReceivedKind(StrEnum):
    """What a received file is."""

    OWN = "本程序"
    EDITED = "手改"
    FOREIGN = "外来"


class ReceivedState(StrEnum):
    """What became of a received file."""

    MERGED = "已并入"
    NOTHING_NEW = "没有新内容"
    REFUSED = "已拒收"
