"""Column headings that other offices use for a project's fields, by field key."""

from models.fields.field import split_aliases

PROJECT_ALIASES: dict[str, tuple[str, ...]] = {
    "name": split_aliases("项目 名称 拟签约项目名称 拟签约项目 项目全称 在谈项目名称 签约项目名称"),
    "task_force": split_aliases("专班 组别 牵头单位 招商单位 负责专班 招商专班"),
    "investor": split_aliases(
        "投资主体 投资企业 投资单位 资方 客商 企业名称 业主单位 项目业主单位 "
        "项目业主单位业主名称 业主名称 投资人 投资商 投资方名称 业主单位或筹办单位 项目单位"
    ),
    "place": split_aliases("投资方所在地 企业注册地 投资方来源地 客商来源地"),
    "industry": split_aliases("产业类别 所属行业 行业"),
    "content": split_aliases(
        "项目内容 投资内容 建设内容及规模 主要建设内容 项目简介 建设规模及内容 项目概况 项目建设内容 "
        "项目建设规模和内容 建设规模和内容 建设内容和规模 主要建设内容及规模"
    ),
    "site": split_aliases("建设地址 项目选址 选址 项目地址 拟落户地点 属地 项目属地 落户地点"),
    "owner": split_aliases("责任人 跟进人 跟踪负责人 项目负责人 首席服务官"),
    "counterpart": split_aliases("企业联系人 项目联系人 资方联系人 项目业主单位联系人 联系人"),
    "phone": split_aliases("联系电话 联系方式 资方联系方式 企业联系电话 项目业主单位电话 电话 手机 联系人电话"),
    "total": split_aliases(
        "投资总额 计划总投资 计划投资总额 投资金额 协议投资额 投资规模 投资额度 预计总投资 "
        "拟投资额 投资额 项目总投资 项目总投资额 合同总投资 总投资额 "
        "估算投资 估算总投资 拟投资 计划投资 预计投资总额 预计投资"
    ),
    "signed_amount": split_aliases("合同金额 协议金额 签约额 合同投资额"),
    "fixed": split_aliases("固投 固投金额 固定资产投资额 固定资产实际投资额"),
    "year_plan": split_aliases("年度投资 年度计划投资 当年计划投资 本年计划投资 年度计划投资额"),
    "land": split_aliases("用地 占地面积 拟用地 供地用地 占地"),
    "tax": split_aliases("年税收 年纳税 预计纳税"),
    "jobs": split_aliases("用工 带动就业 预计用工数"),
    "plan_start": split_aliases("预计开工时间 计划开工日期 拟开工时间"),
    "patron": split_aliases(
        "分包领导 责任领导 牵头领导 区级责任领导 挂钩领导 市挂钩领导 市或县挂钩领导 县挂钩领导 包保领导 联系领导"
    ),
    "patron_unit": split_aliases("包联单位 服务单位 包保单位 责任单位 负责单位 承办单位"),
    "progress": split_aliases(
        "进展情况 项目进展 目前进展 进度、备注 进展 目前项目建设形象进度 形象进度 项目进展情况 "
        "工作进展 推进情况 最新进展 目前进度 目前进展情况 当前进展 当前进展情况 洽谈情况 洽谈进展 对接情况 对接进展"
    ),
    "problem": split_aliases(
        "当前存在的问题 问题和建议 问题 需协调解决的问题 存在的问题 困难问题 项目建设中存在问题 "
        "存在困难和问题 需协调问题"
    ),
    "next_step": split_aliases(
        "下一步 下一步计划 后续推进安排 下一步工作 下步计划 下一步安排 下步工作打算 下一步工作打算"
    ),
}
# Of the columns of a project list that become opening fundings.
FUNDS_TO_DATE_ALIASES = split_aliases(
    "到位资金 已到位资金 已到位 累计到位 累计到资 累计到资额 已到资 已到资金额 到位资金累计 到位资金总额 到位资金合计 "
    "累计实际到位资金 实际到位资金 到位资金额 到资额 累计到位资金额 累计已到位资金 资金累计到位"
)
FUNDS_OF_YEAR_ALIASES = split_aliases(
    "今年到位资金 当年到位资金 年内到位资金 本年度到位资金 年度到位资金 本年到位 今年到位 当年到位 年内到位 "
    "本年累计到位资金 今年累计到位资金 本年实际到位资金 今年以来到位资金 到位资金本年 到位资金其中本年 "
    "其中本年到位 其中本年到位资金 其中今年到位 其中今年到位资金 本年到资 今年到资 其中本年到资 其中今年到资"
)
FUNDS_BEFORE_YEAR_ALIASES = split_aliases(
    "往年到位资金 以前年度到位资金 历年到位资金 往年累计到位资金 以前年度累计到位资金 去年底以前到位资金 结转到位资金"
)
# What offices write for the stage a project is in; a project under construction has started.
STAGE_SPELLINGS = {
    "洽谈": "在谈",
    "洽谈中": "在谈",
    "在谈项目": "在谈",
    "已签约": "签约",
    "签约项目": "签约",
    "签约未开工": "签约",
    "在建": "开工",
    "已开工": "开工",
    "在建项目": "开工",
    "开工在建": "开工",
    "建设中": "开工",
    "已竣工": "竣工",
    "竣工未投产": "竣工",
    "已投产": "投产",
    "建成投产": "投产",
    "投产项目": "投产",
    "投产运营": "投产",
    "已达产": "达效",
    "达产": "达效",
    "已达效": "达效",
}
