"""What a clerk types for clauses that ask for something to be written down, and the dictionary words clauses name."""

from models.fields.base import Ledger
from models.ledgers import (
    Activity,
    AgreementPoint,
    Appeal,
    Asset,
    ChainNode,
    Contact,
    County,
    Dormant,
    Dossier,
    Enterprise,
    Funding,
    Inspection,
    Lead,
    Meeting,
    Member,
    Milestone,
    Negotiation,
    News,
    Obligation,
    Project,
    Quota,
    Spending,
    Talent,
    Target,
    TaskForce,
    Training,
    UnitOpinion,
    Visit,
    VisitPlan,
)

TypedRow = tuple[type[Ledger], dict[str, str]]
FORCE = "焦化行业招商专班"
DUE = {"raised_on": "2026-10-12", "due": "2026-10-31"}
FIELDS: dict[str, tuple[TypedRow, ...]] = {
    "H1": ((TaskForce, {"name": "示例招商专班", "lead_units": "交通局、农业农村局", "coop_units": "发改局"}),),
    "H3": ((County, {"name": "河津市", "goals": "GDP 500亿元，工业产值 1000亿元，财政收入 100亿元"}),),
    "H4": (
        (
            Project,
            {"name": "甲项目"}
            | dict.fromkeys(("law_energy", "law_environment", "law_safety", "law_quality", "law_catalogue"), "是")
            | {"law_carbon": "否"},
        ),
    ),
    "H7": (
        (TaskForce, {"name": "示例招商专班", "head": "张三"}),
        (Lead, {"name": "甲线索", "first_unit": "示例焦化有限公司"}),
        (Enterprise, {"name": "示例焦化有限公司", "reports": "是"}),
    ),
    "H12": ((Enterprise, {"name": "示例焦化有限公司", "kind": "骨干企业", "anchor": "链主"}),),
    "X2": (
        (
            County,
            {
                "name": "夏邑县",
                "hq": "产业招商工作指挥部",
                "commander": "张三",
                "deputies": "李四、王五",
                "office": "指挥部办公室",
                "office_head": "赵六",
                "groups": "军工系招商工作领导组",
            },
        ),
        (TaskForce, {"name": "示例领导组", "leader": "王强"}),
    ),
    "X4": (
        (
            Project,
            {"name": "甲项目"}
            | dict.fromkeys(("high_tech", "high_growth", "high_value", "high_tax", "low_danger"), "是")
            | {"low_pollution": "否"},
        ),
    ),
    "X7": (
        (
            Project,
            {
                "name": "甲项目",
                "checked_background": "自有资金充足",
                "checked_industry": "技术成熟",
                "checked_experts": "同意",
                "checked_on": "2026-05-01",
                "checked_by": "李明",
            },
        ),
    ),
    "X8": ((Project, {"name": "甲项目", "patron": "王强", "headquarters": "甲项目指挥部", "agent": "李明"}),),
    "X15": (
        (TaskForce, {"name": "示例招商专班", "budget": "10"}),
        (Spending, {"task_force": "示例招商专班", "on": "2026-10-01", "amount": "0.35", "purpose": "外出招商"}),
    ),
    "X16": (
        (Quota, {"metric": "重大项目包装", "whose": "高新区", "every": "每年", "least": "10", "unit": "个"}),
        (Dossier, {"name": "高新区示例专案", "unit": "高新区", "made_on": "2026-01-08"}),
        (Enterprise, {"name": "示例大企业", "unit": "高新区", "tier": "世界500强"}),
    ),
    "X18": (
        (Enterprise, {"name": "示例材料有限公司"}),
        (
            Target,
            {
                "metric": "到位资金",
                "period": "2026",
                "value": "1.2",
                "unit": "亿元",
                "enterprise": "示例材料有限公司",
            },
        ),
    ),
    "X19": (
        (Obligation, {"name": "供水", "owner": "李明", "counterpart": "赵总"}),
        (Project, {"name": "甲项目", "owner": "李明", "counterpart": "赵总"}),
    ),
    "X21": (
        (
            Meeting,
            {"name": "10月项目早餐会", "kind": "早餐会", "on": "2026-10-12", "topics": "用地", "decisions": "月底供地"},
        ),
        (Obligation, {"name": "供地", "kind": "会议议定", "meeting": "10月项目早餐会"} | DUE),
    ),
    "X24": (
        (
            Obligation,
            {"name": "用地难", "kind": "问题", "problem": "土地", "handed_to": "自然资源局", "handed_on": "2026-10-12"}
            | DUE,
        ),
    ),
    "X25": (
        (
            Obligation,
            {
                "name": "用电难",
                "kind": "问题",
                "problem": "能耗",
                "result": "已扩容",
                "closed_by": "李明",
                "closed_on": "2026-10-30",
            }
            | DUE,
        ),
    ),
    "X26": (
        (Dormant, {"name": "示例纺织厂", "kind": "B", "identified_on": "2026-01-15", "measure": "二次招商"}),
        (Dormant, {"name": "示例机械厂", "kind": "D", "identified_on": "2026-01-15", "measure": "评估收购"}),
    ),
    "X27": (
        (
            Asset,
            {
                "name": "示例闲置厂房",
                "kind": "闲置厂房",
                "plant": "12,000",
                "filed_on": "2026-03-01",
                "unit": "高新区管委会",
                "due": "2027-03-01",
            },
        ),
        (Asset, {"name": "示例熟地", "kind": "批而未供", "land": "60", "filed_on": "2026-03-01"}),
    ),
    "X28": (
        (Enterprise, {"name": "示例材料有限公司", "visit_plan": "3月、9月"}),
        (
            VisitPlan,
            {
                "company": "示例材料有限公司",
                "person": "赵总",
                "month": "2026年9月",
                "task_force": FORCE,
                "leader": "王强",
                "owner": "李明",
                "purpose": "对接项目",
            },
        ),
        (
            Visit,
            {
                "direction": "外出",
                "company": "示例材料有限公司",
                "planned": "是",
                "planned_on": "2026-09-01",
                "on": "2026-09-08",
                "done": "是",
            },
        ),
    ),
    "X29": (
        (Enterprise, {"name": "示例材料有限公司"}),
        (Contact, {"enterprise": "示例材料有限公司", "name": "赵总", "post": "总经理"}),
        (Project, {"name": "甲项目", "agent": "李明"}),
        (Inspection, {"name": "安全检查", "company": "示例材料有限公司", "unit": "应急管理局", "answer": "同意"}),
    ),
    "X30": (
        (Member, {"task_force": FORCE, "name": "李明", "unit": "发改局", "role": "招商大使", "seconded": "是"}),
        (Training, {"name": "外出学习", "kind": "外出进修学习", "on": "2026-03-12", "people": "李明", "heads": "1"}),
    ),
    "X31": ((Negotiation, {"subject": "第二轮", "depth": "研究承接条件", "on": "2026-10-12"}),),
    "X32": ((Project, {"name": "甲项目", "fixed": "120,000", "merit": "是"}),),
    "X34": ((Obligation, {"name": "用地难", "handed_on": "2026-10-12", "answered_on": "2026-10-12"}),),
    "C1": (
        (
            Project,
            {
                "name": "甲项目",
                "one_project": "是",
                "one_leader": "王强",
                "one_team": "五人小组",
                "one_unit": "发改局",
                "one_plan": "甲项目推进方案",
            },
        ),
    ),
    "C2": (
        (Project, {"name": "甲项目"}),
        (Milestone, {"project": "甲项目", "name": "环评", "plan_on": "2026-10-31", "done_on": "2026-10-20"}),
    ),
    "C3": (
        (Project, {"name": "甲项目"}),
        (
            Funding,
            {
                "project": "甲项目",
                "month": "2026年10月",
                "amount": "500",
                "recognised": "500",
                "proof_bank": "是",
                "reported_on": "2026-11-02",
                "verified": "是",
                "verified_amount": "480",
                "verified_on": "2026-11-05",
            },
        ),
    ),
    "C7": (
        (Project, {"name": "气凝胶项目"}),
        (Asset, {"name": "示例橡胶厂房", "plant": "100,000", "land": "600", "project": "气凝胶项目"}),
    ),
    "C9": (
        (Enterprise, {"name": "示例材料有限公司", "kind": "目标企业", "wanted": "气凝胶"}),
        (Obligation, {"name": "办证遗留问题", "kind": "问题", "enterprise": "示例材料有限公司"}),
    ),
    "Y3": ((Project, {"name": "甲项目", "patron": "王强", "patron_unit": "发改局", "progress": "正在办理环评"}),),
    "Y5": (
        (Lead, {"name": "甲线索", "moved_to": "钢铁专班", "moved_on": "2026-10-12"}),
        (Appeal, {"lead": "甲线索", "ground": "首谈是我们", "raised_on": "2026-10-13", "state": "待处理"}),
    ),
    "Y8": (
        (Member, {"name": "李明", "role": "驻点人员"}),
        (Lead, {"name": "甲线索", "channel": "驻点小分队", "method": "驻点招商"}),
    ),
    "Y10": ((TaskForce, {"name": "低空经济招商专班", "short": "低空经济", "rank": "17"}),),
    "Y11": (
        (Enterprise, {"name": "示例材料有限公司", "anchor": "链核"}),
        (Visit, {"direction": "外出", "company": "示例材料有限公司", "purpose": "解难题、送政策、督安全、知动态"}),
    ),
    "K2": ((Asset, {"name": "示例标准化厂房", "conditions": "双回路供电，日供水2000吨，天然气已通"}),),
    "K3": (
        (
            Project,
            {
                "name": "甲项目",
                "registered": "5,000",
                "controller": "示例甲",
                "advice": "建议签约",
                "decided_number": "〔2026〕5号",
                "review": "联审通过",
                "review_on": "2026-05-12",
                "plan_start": "2026-06-01",
                "plan_finish": "2027-06-01",
                "plan_produce": "2027-09-01",
            },
        ),
        (
            UnitOpinion,
            {"project": "甲项目", "unit": "发改局", "asked_on": "2026-05-03", "opinion": "同意", "on": "2026-05-10"},
        ),
        (AgreementPoint, {"project": "甲项目", "point": "用地", "text": "二十亩，招拍挂", "clause": "第六条"}),
    ),
    "K4": (
        (
            Obligation,
            {
                "name": "兑现设备补助",
                "side": "政府",
                "kind": "承诺",
                "clause": "投产后补助500万元",
                "condition": "投产",
                "met_on": "2026-06-01",
                "applied_on": "2026-06-20",
                "amount": "500",
                "fulfilled": "200",
                "paid_on": "2026-09-01",
                "fulfilment": "部分兑现",
            },
        ),
        (
            Obligation,
            {
                "name": "年纳税五百万",
                "side": "企业",
                "kind": "履约",
                "measure": "年税收",
                "promised": "500",
                "verified": "320",
                "verified_on": "2026-09-30",
                "letter_on": "2026-10-10",
            },
        ),
    ),
    "K5": ((Target, {"metric": "签约金额", "period": "2026", "value": "3", "unit": "亿元", "owner": "李明"}),),
    "X13": ((Dossier, {"name": "示例专案", "task_force": FORCE, "firms": "某某公司", "state": "已编制"}),),
    "X17": (
        (Enterprise, {"name": "示例材料有限公司", "node": "赤泥", "wanted": "制砖"}),
        (
            ChainNode,
            {
                "chain": "固废综合利用产业链四",
                "name": "路基材料",
                "products": "回填料",
                "gap": "缺失待招",
                "wanted": "砖",
            },
        ),
    ),
    "Y7": (
        (
            Activity,
            {
                "name": "推介会",
                "invited": "40",
                "firms": "28",
                "leads": "12",
                "docked": "5",
                "intended": "3",
                "signed": "2",
                "signed_amount": "32,000",
                "started": "1",
            },
        ),
        (Lead, {"name": "会上来的线索", "activity": "推介会"}),
        (Project, {"name": "会上来的项目", "activity": "推介会"}),
    ),
    "Y9": (
        (Enterprise, {"name": "示例材料有限公司"}),
        (
            Talent,
            {
                "name": "炭素工艺工程师",
                "enterprise": "示例材料有限公司",
                "task_force": FORCE,
                "kind": "专业技术",
                "degree": "本科",
                "wanted": "3",
                "hired": "1",
                "due": "2026-12-31",
                "state": "部分到岗",
                "unit": "人社局",
            },
        ),
        (
            News,
            {
                "name": "专班赴长三角对接炭材料项目",
                "on": "2026-10-12",
                "kind": "外出招商",
                "task_force": FORCE,
                "text": "走访三家企业",
                "chosen": "是",
            },
        ),
        (Asset, {"name": "示例写字楼", "kind": "楼宇", "plant": "8,000", "industry": "大数据", "power": "1,000"}),
    ),
}
WORDS = {
    "X5": (
        "channel",
        "链内企业调研 落户客商拜访 在外老乡引荐 商会协会联系 参会参展推荐 敲门招商拜访",
    ),
    "X6": (
        "method",
        "以商招商 专题招商 亲情招商 资源招商 组团招商 节会招商 网上招商 委托招商 驻点招商 中介招商 资本招商 场景招商",
    ),
    "X22": ("obligation_state", "已部署 办理中 已反馈 待验收 已销号"),
    "X30": ("member_role", "招商大使 招商顾问 联络员"),
    "X31": ("talk_depth", "初步接触 研究承接条件 商谈投资细节 协议起草审核"),
    "Y6": ("enterprise_kind", "目标企业 科研院所 商会协会"),
    "Y11": ("visit_purpose", "解难题 送政策 督安全 知动态"),
    "K4": ("fulfilment", "未达兑现条件 应兑未兑 部分兑现 已兑现"),
}
