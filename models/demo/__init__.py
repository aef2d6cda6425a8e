"""A year of demonstration data for a book; every row is marked 示例 and names no living person."""

import json
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from models.audit.recorder import add_many
from models.demo import people, projects, signing, work
from models.demo.generator import DemoGenerator, DemoTexts
from models.ledgers import AgreementPoint, County, TaskForce, UnitOpinion
from models.storage.store import Store


def add_demo_data(store: Store, today: date, resources: Path) -> None:
    """Add a year of rows up to ``today``; the same day always gives the same rows.

    The texts come from ``demo.json`` in the resource folder ``resources``.
    """
    words: DemoTexts = json.loads((resources / "demo.json").read_text("utf-8"))
    with store.writing("加入一年的示例数据") as session:
        forces = list(session.execute(sa.select(TaskForce).order_by(TaskForce.rank)).scalars())
        county = session.execute(sa.select(County)).scalar_one()
        county.number_word, county.remark = "河招组", "本通报数据为示例，仅供演示"
        generator = DemoGenerator(session, forces, today, words)
        people.add_people(generator)
        project_rows = projects.add_projects(generator, projects.add_firms(generator))
        projects.add_funds(generator, project_rows)
        add_many(session, UnitOpinion, list(signing.opinions(generator, project_rows)))
        add_many(session, AgreementPoint, list(signing.points(project_rows)))
        projects.add_targets(generator)
        work.add_work(generator, project_rows)
        people.add_training_and_talents(generator)
