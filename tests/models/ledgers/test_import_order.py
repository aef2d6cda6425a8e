"""Ledgers are imported in an order that their links give, so that no new row links to one that comes later."""

from models.fields.base import ledger_by_table
from models.fields.field import link_fields
from models.ledgers import LEDGERS, Activity, Chain, ChainNode, Enterprise, Lead, Project, StageMove, TaskForce, Visit
from models.ledgers.import_order import import_order


def test_a_ledger_comes_after_all_that_it_links_to() -> None:
    order = import_order()
    for ledger in LEDGERS:
        targets = {ledger_by_table(to) for _, to in link_fields(ledger)} - {ledger}
        assert all(order.index(target) < order.index(ledger) for target in targets), ledger.__name__


def test_every_ledger_is_in_the_order_once() -> None:
    assert sorted(ledger.__name__ for ledger in import_order()) == sorted(ledger.__name__ for ledger in LEDGERS)


def test_a_lead_comes_after_its_activity_and_before_its_project() -> None:
    few = (StageMove, Project, Visit, Lead, Activity, Enterprise, ChainNode, Chain, TaskForce)
    assert sorted(few, key=import_order().index) == [
        TaskForce,
        Chain,
        ChainNode,
        Enterprise,
        Activity,
        Lead,
        Project,
        Visit,
        StageMove,
    ]
