"""Each counting rule is asked for every value a row may hold, the empty ones above all; the answers are by hand."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from models.fields.base import Ledger
from models.ledgers import Activity, Dossier, Enterprise, Lead, Obligation, Project, Visit
from models.rules.vocabulary import VisitDirection
from models.statistics import counting_rules
from models.statistics.counting_rules import SqlCondition
from models.storage.store import Store
from tests.rows import add_row

D = Decimal
STATES = ("已认定", "不予认定", "已上报", None)
STATUSES = ("正常", "重启", "暂停", "终止", "退库", None)
TIERS = ("世界500强", "中国500强、央企", "民营500强", "央企", "独角兽企业", "专精特新小巨人", "本地龙头", None)
# The rule; the ledger and the column it judges; the values of its rows; the values that count.
CONDITIONS: dict[str, tuple[Callable[[], SqlCondition], type[Ledger], str, Sequence[object], set[object]]] = {
    "recognised": (counting_rules.is_recognised, Lead, "state", STATES, {"已认定"}),
    "not rejected": (counting_rules.is_not_rejected, Lead, "state", STATES, {"已认定", "已上报", None}),
    # A plan (done: no) is no visit; a row that does not say is one.
    "took place": (counting_rules.took_place, Visit, "done", (True, False, None), {True, None}),
    "active": (counting_rules.is_active_project, Project, "status", STATUSES, {"正常", "重启", None}),
    # Paused is not ended.
    "not ended": (counting_rules.has_not_ended, Project, "status", STATUSES, {"正常", "重启", "暂停", None}),
    "promotion": (counting_rules.is_promotion, Activity, "kind", ("专场推介", "座谈会", None), {"专场推介"}),
    "not cancelled": (
        counting_rules.is_not_cancelled,
        Dossier,
        "state",
        ("策划中", "已取消", None),
        {"策划中", None},
    ),
    "target firm": (counting_rules.is_target_firm, Enterprise, "kind", ("目标企业", "骨干企业", None), {"目标企业"}),
    # 夏邑 X16 asks for 三类500强、央企、独角兽、小巨人; the county's own leader is in no such list.
    "library": (counting_rules.is_in_library, Enterprise, "tier", TIERS, set(TIERS[:6])),
    "top 500": (counting_rules.is_top_500, Enterprise, "tier", TIERS, set(TIERS[:3])),
    "leading": (counting_rules.is_leading_firm, Enterprise, "tier", TIERS, set(TIERS[:6])),
}
REQUIRED: dict[type[Ledger], dict[str, object]] = {
    Lead: {"name": "线索"},
    Visit: {"company": "企业", "direction": "外出"},
    Project: {"name": "项目"},
    Activity: {"name": "活动"},
    Dossier: {"name": "专案"},
    Enterprise: {"name": "企业"},
}


@pytest.mark.parametrize("rule", CONDITIONS)
def test_a_condition_selects_exactly_the_rows_that_count(book: Store, rule: str) -> None:
    condition, ledger, key, values, counted = CONDITIONS[rule]
    with book.writing("行") as session:
        for value in values:
            add_row(session, ledger, **(REQUIRED[ledger] | {key: value}))
    with book.reading() as session:
        selected = session.execute(sa.select(ledger).where(condition())).scalars()
        assert {getattr(row, key) for row in selected} == counted


def test_visits_out_and_in_are_apart(book: Store) -> None:
    with book.writing("走访") as session:
        out, received = (add_row(session, Visit, company="企业", direction=direction) for direction in ("外出", "来访"))
    with book.reading() as session:
        for direction, row in ((VisitDirection.OUT, out), (VisitDirection.IN, received)):
            query = sa.select(Visit.id).where(counting_rules.has_direction(direction))
            assert session.execute(query).scalars().all() == [row]


def test_rows_in_the_recycle_bin_are_not_live(book: Store) -> None:
    with book.writing("线索") as session:
        kept, removed = (add_row(session, Lead, name=name) for name in ("在", "删"))
        session.get_one(Lead, removed).removed = True
    with book.reading() as session:
        assert session.execute(sa.select(Lead.id).where(counting_rules.is_live(Lead))).scalars().all() == [kept]


@pytest.mark.parametrize(
    ("state", "ended"), [("终止", True), ("退库", True), ("暂停", False), ("正常", False), ("", False)]
)
def test_a_paused_project_has_not_ended(state: str, ended: bool) -> None:
    assert counting_rules.has_ended_in(state) is ended


@pytest.mark.parametrize(
    ("kind", "anchor", "is_anchor"),
    [
        ("骨干企业", None, True),
        ("骨干企业", "链上", True),
        ("目标企业", "链主", True),
        (None, "链核", True),
        ("目标企业", "链上", False),  # a mere member of the chain
        ("落户企业", None, False),
        (None, None, False),
    ],
)
def test_anchors_are_firms_of_their_kind_or_heads_of_a_chain(
    kind: str | None, anchor: str | None, is_anchor: bool
) -> None:
    assert counting_rules.is_anchor_firm(kind, anchor) is is_anchor


@pytest.mark.parametrize(
    ("contract", "setting", "counts"),
    [
        ("投资合同", None, True),
        ("框架协议", None, True),
        ("", None, True),
        ("投资合同", "只计投资合同", True),
        ("框架协议", "只计投资合同", False),
        ("", "只计投资合同", False),
        ("框架协议", "合同和协议都计", True),
    ],
)
def test_which_contracts_count_as_signed(contract: str, setting: str | None, counts: bool) -> None:
    settings = {} if setting is None else {"signed": setting}
    assert counting_rules.counts_as_signed(contract, settings) is counts


@pytest.mark.parametrize(
    ("signed_amount", "total", "setting", "worth", "size"),
    [
        (D(28_000), D(30_000), None, D(28_000), D(30_000)),
        (None, D(30_000), None, D(0), D(30_000)),  # a total is no signed amount
        (None, D(30_000), "不计金额", D(0), D(30_000)),
        (None, D(30_000), "按总投资计", D(30_000), D(30_000)),  # unless the county says so
        (D(28_000), None, None, D(28_000), D(28_000)),
        (D(0), D(30_000), "按总投资计", D(30_000), D(30_000)),  # nought is no amount
        (D(28_000), D(0), "按总投资计", D(28_000), D(28_000)),
        (None, None, "按总投资计", D(0), D(0)),
    ],
)
def test_a_signing_is_worth_its_contract_and_a_project_as_large_as_its_total(
    signed_amount: Decimal | None, total: Decimal | None, setting: str | None, worth: Decimal, size: Decimal
) -> None:
    settings = {} if setting is None else {"signed_worth": setting}
    assert counting_rules.signed_worth(signed_amount, total, settings) == worth
    assert counting_rules.project_size(signed_amount, total) == size


@pytest.mark.parametrize(
    ("closed_on", "state", "closed"),
    [
        (None, None, False),
        (None, "办理中", False),
        (None, "已销号", True),
        (date(2026, 10, 1), None, True),
        (date(2026, 10, 1), "办理中", True),  # the day alone is enough
        (date(2026, 10, 1), "已销号", True),
    ],
)
def test_an_obligation_is_closed_by_its_day_or_by_its_state(
    closed_on: date | None, state: str | None, closed: bool
) -> None:
    assert counting_rules.is_closed(Obligation(name="事项", closed_on=closed_on, state=state)) is closed


def test_a_role_in_the_three_batches_begins_with_its_stage() -> None:
    assert counting_rules.ROLE_BY_STAGE == {
        "签约": "签约",
        "开工": "开工",
        "竣工": "开工",  # finished, and not yet in production
        "投产": "投产",
        "达效": "投产",
    }
