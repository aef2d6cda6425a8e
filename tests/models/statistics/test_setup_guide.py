"""What a new book lacks is named step by step, and each step is done once the book has what it asks for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.ledgers import Chain, Circular, Holiday, Member, Policy, Scheme, Setting, Target, TaskForce
from models.ledgers.profile import County
from models.settings.guide_progress import pass_over
from models.statistics.setup_guide import open_steps, read_setup
from models.storage import presets
from models.storage.store import Store
from resources import PRESETS
from tests.rows import TODAY, add_row, copy_template, open_unsynced


@pytest.fixture
def blank(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a blank county's book."""
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        presets.fill_book(book, "blank", PRESETS)
        yield book


def texts(book: Store, today: date = TODAY) -> dict[str, str]:
    """Return the sentences of the open steps."""
    with book.reading() as session:
        return {step.key: step.text for step in open_steps(session, today)}


def test_a_blank_book_names_all_that_it_lacks(blank: Store) -> None:
    assert texts(blank) == {
        "county": "还没填：县市名称、印发单位、发文代字、主送单位",
        "forces": "还没有：每条产业链、每个招商方向一个专班",
        "members": "还没有登记：组长、联络员和成员",
        "chains": "还没有：招商图谱由产业链和环节画出",
        "targets": "还没有：2026年的目标",
        "cadence": "还没有定：哪一天出周动态、月通报、季排名",
        "schemes": "没有正在使用的方案，4 个样本可以改，季排名出不来",
        "policies": "还没有：本县现行的奖励和扶持政策",
        "circular": "还没有印发过",
    }


def fill(session: Session) -> None:
    """Add what every step asks for."""
    county = session.query(County).one()
    county.name, county.organ, county.number_word, county.recipients = "示例县", "示例县招商办", "示招", "各乡镇"
    force = add_row(session, TaskForce, name="甲招商专班", lead_units="县工信局")
    add_row(session, Member, name="张示例", task_force=force)
    add_row(session, Chain, name="甲产业链", task_force=force)
    add_row(session, Target, metric="签约金额", period="2024—2026", value=1)
    session.query(Setting).filter(Setting.key == "cadence_set").one().value = "own"
    session.query(Setting).filter(Setting.key == "cadence_own").one().value = "月通报：每月后5天"
    session.query(Scheme).filter(Scheme.subject == "招商专班").one().active = True
    add_row(session, Policy, name="本县办法")
    add_row(session, Circular, title="示例", kind="月通报", period="2026-10")


def test_each_step_is_done_once_the_book_has_what_it_asks_for(blank: Store) -> None:
    with blank.writing("示例") as session:
        fill(session)
    assert texts(blank) == {}
    with blank.reading() as session:
        states = {step.key: step.text for step in read_setup(session, TODAY)}
    assert states["county"] == "示例县，文号用“示招”；抄送单位空着，没有就不填"
    assert states["forces"] == "已有 1 个"
    assert states["targets"] == "已有 1 个还没到期的目标"
    assert states["cadence"] == "本县自己定：月通报"
    assert states["schemes"] == "正在使用：产业专班季度绩效评价"
    assert states["holidays"] == "2026年已公布；2027年还不是公布的"


def test_what_is_half_done_is_said(blank: Store) -> None:
    with blank.writing("示例") as session:
        add_row(session, TaskForce, name="没有单位的")
        add_row(session, TaskForce, name="撤了的", dissolved=TODAY)
        add_row(session, Target, metric="签约金额", period="2023—2025", value=1)
        add_row(session, Target, metric="产值", period="2025年底", value=1)
        session.query(Setting).filter(Setting.key == "cadence_set").one().value = "own"
    lacking = texts(blank)
    assert "forces" not in lacking
    assert lacking["targets"] == "2 个目标都过了期限，今年的还没有"
    assert lacking["cadence"].startswith("口径“本县自己定的工作节奏”还空着，例如")


def test_a_step_passed_over_or_undone_is_not_asked_for(blank: Store) -> None:
    with blank.writing("跳过") as session:
        pass_over(session, "policies", passes=True)
    assert "policies" not in texts(blank)
    with blank.writing("不跳过") as session:
        pass_over(session, "policies", passes=False)
    assert "policies" in texts(blank)


def test_a_year_without_published_holidays_is_asked_for(blank: Store) -> None:
    assert texts(blank, date(2027, 3, 1))["holidays"] == "2027年还不是公布的"
    with blank.writing("公布") as session:
        add_row(session, Holiday, on=date(2027, 1, 1), kind="放假", name="元旦", state="已公布")
    assert "holidays" not in texts(blank, date(2027, 3, 1))


@pytest.mark.parametrize(
    ("preset", "lacking"),
    [
        ("hejin", {"county", "members", "circular"}),
        ("xiayi", {"county", "members", "targets", "policies", "circular"}),
        ("xiangcheng", {"county", "members", "targets", "schemes", "circular"}),
    ],
)
def test_a_preset_lacks_what_its_document_does_not_say(
    empty_book: Path, tmp_path: Path, preset: str, lacking: set[str]
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        presets.fill_book(book, preset, PRESETS)
        now = texts(book, date(2026, 11, 20))
    assert set(now) - {"targets"} == lacking - {"targets"}
    assert now["county"] == "还没填：发文代字"
