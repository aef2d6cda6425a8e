"""The enterprises' duties against the real numbers of the ledgers, worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

from models.ledgers import Funding, Project, Reward
from models.statistics.contract_duties import ContractDuty, expected_duties, project_facts, read_duties
from models.storage.store import Store
from tests.kept_rows import DAY, add_both_sides, add_duty, add_firm
from tests.rows import add_project, add_row


def duties(book: Store, day: date = DAY) -> dict[str, ContractDuty]:
    """Return the duties of the book by name."""
    with book.reading() as session:
        return {duty.name: duty for duty in read_duties(session, day)}


def test_each_duty_stands_in_its_state_with_its_real_number(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    read = duties(book)
    assert {name: duty.state for name, duty in read.items()} == {
        "年纳税五百万": "到期部分履约",
        "用工二百人": "到期未核实",
        "按时开工": "已履约",
    }
    tax = read["年纳税五百万"]
    assert (tax.facts.reached, tax.source, tax.share) == (Decimal(250), "项目台账", Decimal(50))
    assert (tax.basis, tax.units, tax.party.name) == ("投资合同，第六条", ("发改局",), "甲公司")
    assert read["用工二百人"].share is None


def test_a_verified_number_goes_before_the_ledger_s_from_its_day_on(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session, real_tax=Decimal(250))
        promised = {"measure": "年税收", "promised": Decimal(300), "project": rows.project, "due": date(2026, 9, 1)}
        add_duty(session, "纳税", verified=Decimal(310), verified_on=date(2026, 10, 15), **promised)
    assert (duties(book)["纳税"].state, duties(book)["纳税"].source) == ("已履约", "核实数")
    assert duties(book, date(2026, 10, 14))["纳税"].facts.reached == Decimal(250)


def test_funds_count_up_to_the_day_and_an_opening_once_all_of_it_is_there(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session, land=Decimal(40))
        for month, amount in ((date(2026, 5, 1), 100), (date(2026, 10, 1), 60), (date(2026, 11, 1), 1000)):
            add_row(session, Funding, project=rows.project, month=month, amount=Decimal(amount))
        opening = {"month": date(2026, 10, 1), "covers_to": date(2026, 10, 20), "amount": Decimal(40)}
        add_row(session, Funding, project=rows.project, **opening)
        add_row(session, Funding, project=rows.project, month=date(2026, 5, 1), amount=Decimal(7), removed=True)
    with book.reading() as session:
        numbers = project_facts(session, DAY)[rows.project].numbers
        early = project_facts(session, date(2026, 10, 19))[rows.project].numbers
    assert numbers["投资额"] == (Decimal(200), "到位资金")
    assert numbers["亩均投资"] == (Decimal(5), "到位资金")  # 200 ÷ 40
    assert early["投资额"][0] == Decimal(160)


def test_figures_per_mu_are_the_reward_s_where_the_land_is_not_known(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session, real_output=Decimal(900))
        measured = {"invest_per_mu": Decimal(210), "tax_per_mu": Decimal(12)}
        add_row(session, Reward, name="甲", project=rows.project, output_per_mu=Decimal(150), **measured)
    with book.reading() as session:
        numbers = project_facts(session, DAY)[rows.project].numbers
    assert {key: amount for key, (amount, where) in numbers.items() if where == "奖励测算"} == {
        "亩均投资": Decimal(210),
        "亩均产值": Decimal(150),
        "亩均税收": Decimal(12),
    }


def test_a_later_stage_shows_that_an_earlier_one_was_entered(book: Store) -> None:
    course = {"签约": date(2026, 1, 5), "投产": date(2026, 7, 1)}
    with book.writing("例") as session:
        project = add_project(session, "乙项目", course)
        for name, measure, due in (
            ("开工", "开工时间", date(2026, 6, 1)),
            ("投产", "投产时间", date(2026, 6, 1)),
            ("竣工", "竣工时间", date(2026, 8, 1)),
        ):
            add_duty(session, name, measure=measure, project=project, due=due)
    read = duties(book)
    assert {name: duty.state for name, duty in read.items()} == dict.fromkeys(("开工", "投产", "竣工"), "已履约")
    assert (read["开工"].facts.reached_on, read["开工"].source) == (date(2026, 7, 1), "阶段记录")
    assert duties(book, date(2026, 6, 30))["投产"].state == "到期未履约"


def test_what_a_project_expects_is_listed_where_no_clause_says_it(book: Store) -> None:
    with book.writing("例") as session:
        plan: dict[str, Any] = {"plan_start": date(2026, 6, 1), "tax": Decimal(500), "output": Decimal(8000)}
        rows = add_firm(session, real_tax=Decimal(450), **plan)
        add_duty(session, "产值", measure="年产值", promised=Decimal(9000), project=rows.project)
        add_project(session, "没签约的", {"在谈": date(2026, 3, 1)}, tax=Decimal(10))
        add_row(session, Project, name="终止的", status="终止", status_on=DAY, status_reason="不做了", tax=Decimal(10))
    with book.reading() as session:
        expected = expected_duties(session, DAY, clauses=read_duties(session, DAY))
    assert [(duty.name, duty.state, duty.ledger) for duty in expected] == [
        ("项目登记的开工时间", "到期未履约", "project"),
        ("项目登记的年税收", "未到期", "project"),
    ]
    # From 达效 on, what it expected is held against it.
    with book.writing("达效") as session:
        session.get_one(Project, rows.project).advance(session, "达效", date(2026, 9, 1))
    with book.reading() as session:
        tax = next(duty for duty in expected_duties(session, DAY) if duty.facts.measure == "年税收")
    assert (tax.state, tax.facts.due, tax.share) == ("到期部分履约", date(2026, 9, 1), Decimal(90))


def test_a_number_by_number_read_of_funds_and_their_sum_agree(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        for amount in ("0.01", "1234.56", "9999999.99"):
            add_row(session, Funding, project=rows.project, month=date(2026, 5, 1), amount=Decimal(amount))
    with book.reading() as session:
        assert project_facts(session, DAY)[rows.project].numbers["投资额"][0] == Decimal("10001234.56")
