"""A year of demonstration rows for a filled book, every one marked 示例 and naming no living person."""

import json
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from models.demo import projects, work
from models.demo.dice import Dice
from models.ledgers import County, TaskForce
from models.store import Store


def add_demonstration(store: Store, today: date, shelf: Path) -> None:
    """Add a year of rows up to ``today``, worded from the shelf; the same day gives the same rows."""
    words = json.loads((shelf / "demo.json").read_text("utf-8"))
    with store.writing("加入一年的示例数据") as session:
        forces = list(session.execute(sa.select(TaskForce).order_by(TaskForce.rank)).scalars())
        county = session.execute(sa.select(County)).scalar_one()
        county.number_word, county.remark = "河招组", "本通报数据为示例，仅供演示"
        dice = Dice(session, forces, today, words)
        projects.add_people(dice)
        made = projects.add_projects(dice, projects.add_firms(dice))
        projects.add_funds(dice, made)
        projects.add_targets(dice)
        work.add_work(dice, made)
