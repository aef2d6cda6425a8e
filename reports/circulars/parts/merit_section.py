"""The sentence on projects that meet the county's rule for a great reward (重奖), where it has one and any meets it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.ledgers import Project
from models.rules.rates import without_trailing_zeros
from models.statistics.merit import MeritProject, MeritState
from reports.circulars.parts.wording import join_names
from reports.circulars.phrases.bank import say
from reports.content.document import TextSpan
from reports.figures.figure import Figure

_MAX_NAMES = 8


def merit_spans(settings: Mapping[str, str], projects: Sequence[MeritProject]) -> tuple[TextSpan, ...]:
    """Say how many projects meet the rule, which were proposed, and how many nobody has decided on."""
    if not projects:
        return ()
    proposed = [project for project in projects if project.state == MeritState.PROPOSED]
    waiting = [project for project in projects if project.state == MeritState.OPEN]
    least = projects[0].least
    rule = f"本年签约、固定资产投资超过{without_trailing_zeros(least):f}亿元、没有终止的项目数"
    places = 0 if least == least.to_integral_value() else 2
    threshold = Figure("merit.least", "重奖的门槛", "亿元", least, "统计口径里的门槛", (), places)
    spans = say(settings, "merit", {"门槛": threshold, "个数": _count("merit", "达到重奖条件的项目", projects, rule)})
    if proposed:
        number = _count("merit.proposed", "已提出重奖的项目", proposed, f"{rule}，其中已提出的")
        names = join_names([project.name for project in proposed], _MAX_NAMES)
        spans += say(settings, "merit.proposed", {"个数": number, "名单": names})
    if waiting:
        number = _count("merit.open", "还没有提出重奖的项目", waiting, f"{rule}，其中还没有提出、也没有定不提出的")
        names = join_names([project.name for project in waiting], _MAX_NAMES)
        spans += say(settings, "merit.open", {"个数": number, "名单": names})
    return spans


def _count(key: str, label: str, projects: Sequence[MeritProject], formula: str) -> Figure:
    rows = tuple(project.row for project in projects)
    return Figure(key, label, "个", Decimal(len(rows)), formula, rows, 0, Project.__tablename__)
