"""The data quality checks find implausible rows and leave correct ones alone."""

from datetime import date
from decimal import Decimal

from models.ledgers import Enterprise, Funding, Lead, Obligation, Receipt, Target, TaskForce
from models.rules.periods import read_period
from models.statistics import data_quality
from models.storage.store import Store
from tests.rows import add_lead, add_project, add_row, add_task_force

OCTOBER = read_period("2026-10")


def test_an_amount_a_thousand_times_off_its_peers_is_named(book: Store) -> None:
    with book.writing("线索") as session:
        for number in range(5):
            add_lead(session, f"线索{number}", total=Decimal(8000 + number))
        slip = add_lead(session, "丢了单位", total=Decimal("2.6"))
        add_lead(session, "大一点", total=Decimal(800_000))
        removed = add_lead(session, "删", total=Decimal("0.1"))
    with book.writing("删") as session:
        session.get_one(Lead, removed).removed = True
    with book.reading() as session:
        (finding,) = data_quality.find_outliers(session)
    assert (finding.ledger, finding.rows) == ("lead", (slip,))
    assert "“丢了单位”" in finding.message
    assert "2.6 万元" in finding.message


def test_a_county_target_is_held_against_its_task_forces(book: Store) -> None:
    def target(metric: str, value: int | None, forces: str | None, **more: object) -> None:
        worth = None if value is None else Decimal(value)
        add_row(session, Target, metric=metric, period="2026", value=worth, unit="亿元", task_forces=forces, **more)

    with book.writing("目标") as session:
        first_force, second_force = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        target("签约金额", 10, None)
        target("签约金额", 4, first_force)
        target("签约金额", 5, second_force)
        target("到位资金", 9, None)
        target("到位资金", 4, first_force)
        target("到位资金", 5, second_force)
        target("签约项目数", 9, None)  # no task force has a part of it
        target("到位资金", 77, first_force, owner="某人")
    with book.reading() as session:
        (finding,) = data_quality.find_target_mismatches(session, 2026)
        assert list(data_quality.find_target_mismatches(session, 2025)) == []
    assert "“签约金额”全县目标 10亿元，各专班相加是 9亿元" in finding.message


def test_projects_let_through_a_gate_within_the_period_are_named(book: Store) -> None:
    with book.writing("项目") as session:
        passed = {"passed_by": "张示例", "passed_why": "容缺办理"}
        here = add_project(session, "甲", {"在谈": date(2026, 8, 1), "签约": date(2026, 10, 9)}, **passed)
        add_project(session, "早", {"签约": date(2026, 9, 30)}, **passed)
        add_project(session, "没放行", {"签约": date(2026, 10, 9)})
        add_project(session, "在谈的", {"在谈": date(2026, 10, 9)}, **passed)
    with book.reading() as session:
        (finding,) = data_quality.find_gate_overrides(session, OCTOBER)
    assert (finding.rows, "张示例放行：容缺办理" in finding.message) == ((here,), True)


def test_who_did_not_report_and_who_was_late(book: Store) -> None:
    with book.writing("专班") as session:
        rows = [add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "钢铁", "铝"), 1)]
    with book.reading() as session:
        assert list(data_quality.find_missing_reports(session, OCTOBER)) == []  # this county keeps no receipts
    with book.writing("报送") as session:
        due = date(2026, 11, 1)
        late = add_row(session, Receipt, task_force=rows[0], period="2026-10", due=due, received_on=date(2026, 11, 3))
        add_row(session, Receipt, task_force=rows[1], period="2026-10", due=due, empty=True)
        add_row(session, Receipt, task_force=rows[2], period="2026-09", received_on=due)
    with book.reading() as session:
        silent, delayed = data_quality.find_missing_reports(session, OCTOBER)
    assert (silent.rows, "铝招商专班" in silent.message) == ((rows[2],), True)
    assert (delayed.ledger, delayed.rows, "焦化" in delayed.message) == ("receipt", (late,), True)


def test_firms_that_are_to_report_and_did_not_are_named_apart_from_task_forces(book: Store) -> None:
    due, received = date(2026, 11, 1), date(2026, 11, 1)
    with book.writing("报送") as session:
        force = add_task_force(session, "焦化", 1)
        firms = [add_row(session, Enterprise, name=name, reports=True) for name in ("示例甲", "示例乙", "示例丙")]
        add_row(session, Enterprise, name="不用报的")
        facts = {"task_force": force, "due": due}
        add_row(session, Receipt, period="2026-10", enterprise=firms[0], received_on=received, **facts)
        late = add_row(session, Receipt, period="2026-10", enterprise=firms[1], received_on=date(2026, 11, 2), **facts)
        add_row(session, Receipt, period="2026-09", enterprise=firms[2], received_on=received, **facts)
    with book.reading() as session:
        silent, delayed, forces = data_quality.find_missing_reports(session, OCTOBER)
    assert (silent.ledger, silent.rows, silent.message) == (
        "enterprise",
        (firms[2],),
        "2026年10月没有报送的企业：示例丙。",
    )
    assert (delayed.rows, delayed.message) == ((late,), "2026年10月迟报的企业：示例乙。")
    # What a firm sent in is no report of its task force.
    assert forces.rows == (force,)


def test_openings_that_hold_money_of_the_period_and_of_days_before_are_named(book: Store) -> None:
    spans = {
        "历年": (None, date(2026, 9, 30)),
        "历年含十月": (None, date(2026, 10, 1)),
        "今年": (date(2026, 1, 1), date(2026, 11, 5)),
        "只有十月": (date(2026, 10, 1), date(2026, 10, 31)),
        "逐月": (None, None),
    }
    with book.writing("示例") as session:
        project = add_project(session, "甲", {"在谈": date(2025, 1, 1)})
        rows = {
            name: add_row(session, Funding, project=project, month=OCTOBER.first, covers_from=first, covers_to=last)
            for name, (first, last) in spans.items()
        }
    with book.reading() as session:
        (finding,) = data_quality.find_undivided_openings(session, OCTOBER)
        assert list(data_quality.find_undivided_openings(session, read_period("2026-12"))) == []
    assert (finding.ledger, finding.rows) == ("funding", (rows["历年含十月"], rows["今年"]))
    assert "期初 2 笔（最晚截至2026-11-05）里有2026年10月的钱" in finding.message


def test_a_signing_without_its_amount_is_named_with_what_is_known(book: Store) -> None:
    march = {"签约": date(2026, 3, 1)}
    with book.writing("签约") as session:
        whole = add_project(session, "齐全", march, signed_amount=Decimal(5))
        dollars = add_project(session, "美元", march, foreign=Decimal("12.5"))
        total = add_project(session, "总投", march, total=Decimal(70_000), foreign=Decimal(3))
        nothing = add_project(session, "没有", march, signed_amount=Decimal(0))
        other = add_project(session, "没有印出", march)
    printed = {whole, dollars, total, nothing}
    with book.reading() as session:
        (issue,) = data_quality.find_missing_amounts(session, printed, {})
        (by_total,) = data_quality.find_missing_amounts(session, printed, {"signed_worth": "按总投资计"})
        assert list(data_quality.find_missing_amounts(session, {whole}, {})) == []
    assert (issue.ledger, issue.rows) == ("project", (dollars, total, nothing))
    assert other not in issue.rows
    assert (
        "“美元”（只有合同外资12.5万美元）、“总投”（只有总投资70,000万元、合同外资3万美元）、“没有”（什么金额也没有）。"
        in issue.message
    )
    assert by_total.rows == (dollars, nothing)


def test_task_forces_without_a_short_name_or_lead_unit_are_named(book: Store) -> None:
    with book.writing("专班") as session:
        add_task_force(session, "焦化", 1, lead_units="开发区")
        unnamed = add_row(session, TaskForce, name="示例产业招商专班", lead_units="某局", rank=2)
        unled = add_task_force(session, "钢铁", 3)
    with book.reading() as session:
        short, lead = data_quality.find_unnamed_task_forces(session)
    assert (short.rows, lead.rows) == ((unnamed,), (unled,))
    assert short.message.startswith("示例产业招商专班没有填简称")
    assert lead.message.startswith("钢铁招商专班没有填牵头单位")


def test_obligations_without_anybody_to_answer_are_named(book: Store) -> None:
    with book.writing("责任") as session:
        facts = {"whole": {"unit": "某局", "owner": "示例"}, "unit": {"owner": "示例"}, "owner": {"unit": "某局"}}
        rows = {key: add_row(session, Obligation, name=key, **given) for key, given in facts.items()}
        add_row(session, Obligation, name="没有印出")
    with book.reading() as session:
        unit, owner = data_quality.find_ownerless_obligations(session, list(rows.values()))
    assert (unit.rows, owner.rows) == ((rows["unit"],), (rows["owner"],))
    assert unit.message == "印出的责任事项里unit没有责任单位，会印所属专班（企业的事项印投资方），都没有的印“—”。"


def test_a_task_force_without_a_short_name_is_called_by_its_name_without_the_common_end() -> None:
    names = {"示例产业招商专班": "示例产业", "示例组": "示例组", "招商专班": "招商专班"}
    assert {name: TaskForce(name=name).short_name for name in names} == names
    assert TaskForce(name="示例产业招商专班", short="示例").short_name == "示例"
