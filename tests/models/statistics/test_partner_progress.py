"""What enclaves, agents and scenes come to, counted by hand."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import AgencyContract, AgencyResult, Enclave, EnclaveYear, Project, Scene
from models.statistics.partner_progress import agency_standings, enclave_shares, open_scenes, part_of
from models.storage.store import Store
from tests.rows import TODAY, add_row, add_task_force

D = Decimal


@pytest.mark.parametrize(
    ("amount", "share", "part"),
    [("1234.5678", "40", "493.8271"), ("100", "33.33", "33.3300"), ("0", "40", "0.0000"), (None, "40", None)],
)
def test_a_part_is_rounded_to_the_yuan(amount: str | None, share: str, part: str | None) -> None:
    assert part_of(D(amount) if amount else None, D(share)) == (D(part) if part else None)
    assert part_of(D(100), None) is None


def test_a_year_of_an_enclave_says_what_is_due_and_what_is_owed(book: Store) -> None:
    with book.writing("飞地") as session:
        row = add_row(session, Enclave, name="示例飞地", out_place="苏州", in_place="河津", tax_share=60, gdp_share=50)
        add_row(session, EnclaveYear, enclave=row, year=2025, tax=500, gdp=2000, received=200)
        add_row(session, EnclaveYear, enclave=row, year=2026, tax=800, received=500)
    with book.reading() as session:
        latest, first = enclave_shares(session)
    assert (first.places, first.year) == ("苏州→河津", 2025)
    assert (first.tax_due, first.owed, first.gdp_due) == (D(300), D(100), D(1000))
    # 60 % of 800 is 480: 500 came, nothing is owed, and nothing is said of the output.
    assert (latest.year, latest.tax_due, latest.owed, latest.gdp_due) == (2026, D(480), D(0), None)


def test_a_contract_adds_up_its_results(book: Store) -> None:
    with book.writing("委托") as session:
        force = add_task_force(session, "示例专班", 1)
        row = add_row(session, AgencyContract, agent="示例商会", base_fee=30, task_force=force)
        add_row(session, AgencyResult, contract=row, name="甲", amount=5000, reward=20, paid=5)
        add_row(session, AgencyResult, contract=row, name="乙", amount=1000, reward=10, reward_due=date(2026, 12, 1))
        add_row(session, AgencyResult, contract=row, name="以后的", amount=9000, on=date(2026, 12, 1))
        add_row(session, AgencyContract, agent="别的专班的")
    with book.reading() as session:
        (standing,) = agency_standings(session, TODAY, force)
        assert len(agency_standings(session, TODAY)) == 2
    assert (standing.amount, standing.reward, standing.reward_paid, standing.owed) == (D(6000), D(30), D(5), D(25))
    assert len(standing.results) == 2
    assert standing.open_rewards == (("乙", date(2026, 12, 1), D(10)),)


def test_scenes_are_listed_by_the_day_they_close(book: Store) -> None:
    with book.writing("场景") as session:
        project = add_row(session, Project, name="示例项目")
        add_row(session, Scene, name="不限期")
        add_row(session, Scene, name="后", due=date(2026, 12, 1), state="已落地", project=project)
        add_row(session, Scene, name="先", due=date(2026, 11, 1), state="征集中")
    with book.reading() as session:
        listed = open_scenes(session)
    assert [(scene.name, scene.is_open, scene.has_project) for scene in listed] == [
        ("先", True, False),
        ("后", False, True),
        ("不限期", True, False),
    ]
