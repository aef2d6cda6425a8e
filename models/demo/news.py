"""Demonstration data: what task forces sent in as news, some of it ticked for circulars."""

from collections.abc import Iterator
from datetime import timedelta

from models.demo.generator import MARK, DemoGenerator, DemoRow
from models.statistics.chosen_news import PRACTICE

_DAYS_APART = 10
_TEXTS = (
    (
        "项目进展",
        "{force}实行项目日会商",
        "{force}每天下班前会商重点项目，当天的问题当天分办，签约项目办手续少跑了两趟",
    ),
    (
        PRACTICE,
        "{force}“一图三单”招商",
        "把产业链图谱细化成企业清单、项目清单、人员清单，专人对接、逐周更新，对接的针对性明显提高",
    ),
    (
        "外出招商",
        "{force}赴外地举办专题对接会",
        "邀请链上企业面对面对接，介绍了土地、用能和配套条件，多家企业有意来访",
    ),
    (
        "领导活动",
        "分管领导到{force}现场办公",
        "现场协调用地、用电等问题，逐项明确了责任单位和完成时限",
    ),
)


def news(demo: DemoGenerator) -> Iterator[DemoRow]:
    """Yield a news item every ten days, of the task forces in turn; two of three are ticked for circulars."""
    day = demo.first_day + timedelta(days=5)
    number = 0
    while day <= demo.today and demo.forces:
        force = demo.forces[number % len(demo.forces)]
        kind, title, text = _TEXTS[number % len(_TEXTS)]
        name = f"{force.short_name}专班"
        yield {
            "name": f"{title.format(force=name)}（{MARK}）",
            "on": day,
            "kind": kind,
            "task_force": force.id,
            "text": f"{text.format(force=name)}。",
            "writer": "示例丙",
            "chosen": number % 3 != 0 or None,
        }
        number += 1
        day += timedelta(days=_DAYS_APART)
