"""Wall charts in words, for readers who do not see them: the alternative text of their drawings."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.rules.deadlines import DeadlineLight
from models.statistics.chain_map import ChainBox, ChainColumn, ChainFirm, ChainMap
from models.statistics.metrics import WAN_PER_YI
from models.statistics.timelines import TimelineGroup, TimelineRow

_LIGHTS = {DeadlineLight.RED: "红灯", DeadlineLight.YELLOW: "黄灯", DeadlineLight.GREEN: "绿灯"}


def describe_projects(rows: Iterable[tuple[TimelineGroup, TimelineRow]], today: date) -> str:
    """Describe the projects of one page: of each its stage and light, what is late, and what comes next."""
    sentences = []
    before = ""
    for group, row in rows:
        if group.name != before:
            name = group.name if group.name.startswith("未分") else f"{group.name}专班"
            sentences.append(f"{name}{f'，牵头单位{group.unit}' if group.unit else ''}。")
            before = group.name
        sentences.append(_project_sentence(row, today))
    return "".join(sentences)


def _project_sentence(row: TimelineRow, today: date) -> str:
    late = [f"{node.name}（计划{node.plan_on}）" for node in row.nodes if node.is_late(today)]
    coming = [node for node in row.nodes if not node.done_on and node.plan_on and node.plan_on >= today]
    done = [node for node in row.nodes if node.done_on]
    parts = [
        f"责任人{row.owner}" if row.owner else "",
        f"总投资{row.total / WAN_PER_YI:,.2f}亿元" if row.total is not None else "",
        row.stage,
        _LIGHTS[row.light] if row.light else "",
        f"已完成{len(done)}项" if done else "",
        f"逾期未完成{len(late)}项：{'、'.join(late)}" if late else "",
        f"下一项{coming[0].name}（计划{coming[0].plan_on}）" if coming else "",
    ]
    return f"{row.name}：{'，'.join(part for part in parts if part)}。"


def describe_chain(chain: ChainMap, lanes: Sequence[ChainColumn]) -> str:
    """Describe the boxes of one page, column by column, and the firms that belong to none of the chain's steps."""
    sentences = [f"{chain.summary}。"]
    for lane in lanes:
        if lane.boxes:
            sentences += [f"{lane.title}：", *(_box_sentence(box) for box in lane.boxes)]
    for label, firms in (("骨干企业", chain.unplaced.anchors), ("目标企业", chain.unplaced.targets)):
        if firms:
            sentences.append(f"未定环节的{label}：{_firm_names(firms)}。")
    return "".join(sentences)


def _box_sentence(box: ChainBox) -> str:
    parts = [
        f"产品{box.products}" if box.products else "",
        f"招引方向{box.wanted}" if box.wanted else "",
        f"骨干企业{_firm_names(box.anchors)}" if box.anchors else "",
        f"目标企业{_firm_names(box.targets)}" if box.targets else "",
        f"线索{len(box.leads)}条" if box.leads else "",
        f"在手项目{len(box.projects)}个" if box.projects else "",
        f"通向{'、'.join(box.next_names)}" if box.next_names else "",
    ]
    details = "，".join(part for part in parts if part)
    return f"{box.name}（{box.state}）{f'：{details}' if details else ''}。"


def _firm_names(firms: Sequence[ChainFirm]) -> str:
    return "、".join(f"{firm.name}{f'（{firm.rank}）' if firm.rank else ''}" for firm in firms)
