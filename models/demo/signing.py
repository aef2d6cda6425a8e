"""Demonstration data: what two projects in talks have on record before they are signed, one more than the other."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from models.demo.generator import MARK, DemoGenerator, DemoProject, DemoRow
from models.rules.vocabulary import UnitAnswer

_UNITS = ("发改局", "自然资源局", "生态环境局", "应急管理局", "行政审批局", "财政局")
_CONDITION = "同意按现有用地推进；环评批复后再开工"
_POINTS = (
    ("投资总额", "按项目总投资分两期投入，一期占六成", "第三条"),
    ("投资强度", "固定资产投资每亩不低于200万元", "第四条"),
    ("税收贡献", "达产后每亩年税收不低于10万元", "第四条"),
    ("开工时间", "取得施工许可后30日内开工", "第五条"),
    ("竣工投产时间", "开工后18个月内竣工投产", "第五条"),
    ("用地", "按招拍挂取得，价款按成交价缴纳", "第六条"),
    ("政府承诺", "达产后三年内，缴纳的土地出让金返还两成用于基础设施", "第八条"),
    ("退出和违约", "逾期六个月不开工的，解除协议、收回土地", "第十二条"),
)
_FIRST_POINTS = 5  # points settled of the second project


def projects_in_talks(projects: Iterable[DemoProject]) -> list[DemoProject]:
    """Return the first two projects that are still in talks."""
    return [project for project in projects if list(project.course)[-1] == "在谈"][:2]


def opinions(demo: DemoGenerator, projects: Iterable[DemoProject]) -> Iterator[DemoRow]:
    """Yield the units' opinions: all of the first project, half of the second."""
    for number, project in enumerate(projects_in_talks(projects)):
        asked = max(project.course["在谈"], demo.today - timedelta(days=20))
        for unit in _UNITS[: len(_UNITS) if not number else len(_UNITS) // 2]:
            conditional = unit == "生态环境局"
            yield {
                "project": project.id,
                "unit": unit,
                "asked_on": asked,
                "opinion": UnitAnswer.CONDITIONAL if conditional else UnitAnswer.AGREED,
                "text": _CONDITION if conditional else "没有不同意见",
                "on": min(demo.today, asked + timedelta(days=7)),
                "by": "示例丁",
                "remark": MARK,
            }


def points(projects: Iterable[DemoProject]) -> Iterator[DemoRow]:
    """Yield the points of the agreements: all of the first project, the first ones of the second."""
    for number, project in enumerate(projects_in_talks(projects)):
        for point, text, clause in _POINTS[: _FIRST_POINTS if number else len(_POINTS)]:
            yield {"project": project.id, "point": point, "text": text, "clause": clause, "remark": MARK}
