"""The words by which a county sets its ranking schemes, quotas and targets, as enums; see ``vocabulary``."""

from enum import StrEnum


class RankingSubject(StrEnum):
    """What a ranking scheme ranks (河津 二（四）)."""

    TASK_FORCE = "招商专班"
    TOWNSHIP = "乡镇"
    UNIT = "单位"
    ENTERPRISE = "企业"


class RankingGroup(StrEnum):
    """Whether a scheme ranks each industry by itself."""

    BY_INDUSTRY = "分行业"


class ScoreSpan(StrEnum):
    """The span a scheme counts: the year so far or the period."""

    TO_DATE = "累计"
    WITHIN = "本期"


class ScoreGoal(StrEnum):
    """The target a scheme compares with: the year's, or its share up to the day."""

    WHOLE_YEAR = "年度目标"
    PRO_RATA = "时序目标"


class ScoreKind(StrEnum):
    """How an item of a scheme earns points."""

    RATIO = "完成比例"
    AGAINST_BEST = "与最高者比"
    STEPS = "分档"
    BONUS = "加分"
    PENALTY = "扣分"


class QuotaInterval(StrEnum):
    """The interval of a recurring quota; 累计 counts since ever."""

    WEEK = "每周"
    MONTH = "每月"
    QUARTER = "每季"
    YEAR = "每年"
    EVER = "累计"


class QuotaMetric(StrEnum):
    """The recurring quotas of 夏邑 X9–X16, in the order a circular lists them."""

    LEADS = "上报有价值线索"
    LARGE_TALKS = "接洽亿元以上项目"
    FIRMS = "重点招引企业"
    DOSSIERS = "招商专案"
    PACKAGES = "重大项目包装"
    REGIONAL_EVENTS = "区域专场活动"
    PROMOTION_INSIDE = "县内专题推介"
    PROMOTION_OUTSIDE = "目标区域专题推介"
    BUDGET = "年度经费"
    HUGE_PROJECTS = "引进10亿元以上项目"
    LIBRARY = "重点企业信息库"


class TargetUnit(StrEnum):
    """The units between which a target is converted."""

    WAN = "万元"
    YI = "亿元"


class TargetMetric(StrEnum):
    """The targets (目标任务) that a figure is compared with; a county may set others, which are only listed."""

    SIGNED = "签约项目数"
    SIGNED_AMOUNT = "签约金额"
    STARTED = "开工项目数"
    PRODUCED = "投产项目数"
    FUNDS = "到位资金"
    LEADS_RECOGNISED = "有效线索数"
    VISITS_OUT = "外出招商次数"
    FUNDS_OTHER_PROVINCE = "省外资金"
    FUNDS_OTHER_CITY = "市外资金"
    FUNDS_FOREIGN = "境外资金"
    SIGNED_FOREIGN = "合同外资"
    LEADING_FIRMS = "对接龙头企业数"
    OTHER_PROVINCE_YI = "省外亿元项目数"
    OVER_10_YI = "10亿元以上项目数"
    OVER_20M = "2000万元以上项目数"
    TOP_500 = "500强和行业十强项目数"
    PROJECTS = "引进项目数"
    OUTPUT = "产值"
    TAX = "税收"
    CHAIN_FIRMS = "上下游企业数"
    FOREIGN_FIRMS = "外资企业数"
    DORMANT_REVIVED = "僵尸企业盘活数"
    PLANT_REUSED = "盘活厂房面积"
    LAND_REUSED = "盘活土地面积"


class ScoreMetric(StrEnum):
    """The metrics a ranking scheme may score."""

    SIGNED = "签约项目数"
    SIGNED_AMOUNT = "签约金额"
    STARTED = "开工项目数"
    PRODUCED = "投产项目数"
    FUNDS = "到位资金"
    FUNDS_OTHER_PROVINCE = "省外到位资金"
    FUNDS_OTHER_CITY = "市外到位资金"
    FUNDS_FOREIGN = "境外到位资金"
    SIGNED_FOREIGN = "合同外资"
    LEADS_RECOGNISED = "有效线索数"
    LEADS_REPORTED = "上报线索数"
    VISITS_OUT = "外出招商次数"
    VISITS_IN = "来访接待次数"
    LEADER_VISITS = "县领导走访家数"
    LEADING_FIRMS = "对接龙头企业数"
    ACTIVITIES = "招商活动场数"
    PROMOTIONS = "推介会场数"
    TALKS = "在谈项目数"
    OTHER_PROVINCE_YI = "省外亿元项目数"
    BEYOND_OTHER_PROVINCE_YI = "超额省外亿元项目数"
    ON_CHAIN = "产业契合项目数"
    OVER_10_YI = "10亿元以上项目数"
    OVER_20M = "2000万元以上项目数"
    FROM_10_TO_50_YI = "10亿至50亿元项目数"
    OVER_50_YI = "50亿元以上项目数"
    TOP_500 = "500强投资项目数"
    START_OVERDUE = "超期未开工项目数"
    REPORTS_MISSING = "缺报次数"
    REPORTS_LATE = "迟报次数"
