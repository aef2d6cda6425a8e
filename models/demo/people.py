"""Demonstration data: the people of the task forces, those who joined during the year, training, demands for talent."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from models.audit.recorder import add_many
from models.demo.generator import MARK, DemoGenerator, DemoRow
from models.ledgers import Enterprise, Member, Talent, Training
from models.rules.vocabulary import EnterpriseKind

_ROLES = ("组长", "成员", "联络员")
_TRAININGS = ((1, "招商政策和洽谈实务培训", "专家授课", 1), (4, "赴先进地区学习", "外出进修学习", 3))
_TALENTS = (("设备工程师", "专业技术", "本科", 6, 2), ("一线操作工", "普通用工", "不限", 40, 40))


def add_people(demo: DemoGenerator) -> None:
    """Give every task force a leader, a member and a liaison; members are seconded, some since spring only."""
    rows = []
    spring = date(demo.today.year, 3, 16)
    for number, force in enumerate(demo.forces):
        unit = (force.lead_units or "").split("、")[0]
        for role, name in zip(_ROLES, demo.vocabulary["people"], strict=False):
            is_member = role == _ROLES[1]
            joined = spring if number % 4 == 0 and spring <= demo.today else demo.first_day
            rows.append(
                {
                    "task_force": force.id,
                    "name": name,
                    "unit": unit,
                    "role": role,
                    "phone": "10000000001",
                    "seconded": is_member or None,
                    "since": joined if is_member else None,
                    "remark": MARK,
                }
            )
        force.liaison, force.phone = "示例丙", "10000000001"
    add_many(demo.session, Member, rows)


def add_training_and_talents(demo: DemoGenerator) -> None:
    """Add two trainings of the year so far, and what two local firms look for."""
    add_many(demo.session, Training, _trainings(demo))
    add_many(demo.session, Talent, _talents(demo))


def _trainings(demo: DemoGenerator) -> Iterator[DemoRow]:
    for month, name, kind, days in (
        (1, "招商政策和洽谈实务培训", "专家授课", 1),
        (4, "赴先进地区学习", "外出进修学习", 3),
    ):
        on = date(demo.today.year, month, 12)
        if on <= demo.today:
            forces = "" if days == 1 else " ".join(force.id for force in demo.forces[:4])
            yield {
                "name": f"{name}（{MARK}）",
                "kind": kind,
                "on": on,
                "days": days,
                "organiser": f"{MARK}招商办",
                "task_forces": forces or None,
                "people": None if days == 1 else "示例甲、示例乙",
                "heads": 48 if days == 1 else None,
                "remark": MARK,
            }


def _talents(demo: DemoGenerator) -> Iterator[DemoRow]:
    anchors = sa.select(Enterprise.id).where(Enterprise.kind == EnterpriseKind.ANCHOR).order_by(Enterprise.id).limit(2)
    firms = list(demo.session.execute(anchors).scalars())
    last_month = demo.today.replace(day=1) - timedelta(days=1)
    for force, firm, (name, kind, degree, wanted, hired) in zip(demo.forces, firms, _TALENTS, strict=False):
        yield {
            "name": f"{name}（{MARK}）",
            "enterprise": firm,
            "task_force": force.id,
            "kind": kind,
            "degree": degree,
            "wanted": wanted,
            "hired": hired,
            "raised_on": demo.first_day if wanted == hired else last_month.replace(day=20),
            "state": "已满足" if wanted == hired else "部分到岗",
            "unit": f"{MARK}人社局",
            "chosen": wanted > hired or None,
            "remark": MARK,
        }
