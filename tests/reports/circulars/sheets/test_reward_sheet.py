"""The sheet of a reward claim by every reading of the clause, worked out by hand from 河政办函〔2021〕44号."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.ledgers import Policy, PolicyTier, Reward
from models.rules.vocabulary import RewardKind
from models.settings.definitions import REVIEW_NOTE
from models.statistics.reward_claims import RewardClaim, calculate_claim
from models.storage.store import Store
from reports.circulars.sheets.reward_sheet import draft
from reports.content.document import Document, Paragraph, SectionHeading, Table
from tests.rows import add_row

TODAY = date(2026, 11, 20)
REFERRED = {"name": "张三", "kind": RewardKind.REFERRAL}


def claim_of(book: Store, **facts: object) -> RewardClaim:
    """Enter a reward and calculate it."""
    with book.writing("奖励") as session:
        row = add_row(session, Reward, **facts)
    with book.reading() as session:
        return calculate_claim(session, row, TODAY)


def sheet_of(book: Store, **facts: object) -> Document:
    """Compose the sheet of a reward."""
    return draft(claim_of(book, **facts), TODAY, "河津市", REVIEW_NOTE)


def paragraphs(document: Document, section: str) -> list[str]:
    """Return the paragraphs below a heading."""
    texts: dict[str, list[str]] = {}
    heading = ""
    for block in document.body:
        if isinstance(block, SectionHeading):
            heading = block.text
        elif isinstance(block, Paragraph):
            texts.setdefault(heading, []).append(block.text)
    return texts.get(section, [])


def results(document: Document) -> list[list[str]]:
    """Return the table of readings: options, arithmetic, amount, difference."""
    table = next(block for block in document.body if isinstance(block, Table) and block.caption)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_boundary_amount_prints_all_four_readings(hejin: Store) -> None:
    listed = sheet_of(hejin, **REFERRED, listed_amount=Decimal(10_000), real_amount=Decimal(12_000))
    rows = {row[0]: row[2:] for row in results(listed)}
    # 12,000 × 0.5 % = 60; 12,000 × 0.45 % = 54; 10,000 × 0.5 % + 2,000 × 0.45 % = 59.
    amounts = {options: amount for options, (amount, _) in rows.items()}
    assert amounts == {
        "全额适用一档、边界归低档": "60.00",
        "全额适用一档、边界归高档": "54.00",
        "分段累进、边界归低档": "59.00",
        "分段累进、边界归高档": "59.00",
    }
    (first, *_) = results(listed)
    assert first[3] == "采用"
    by_amount = {"60.00": Decimal(60), "54.00": Decimal(54), "59.00": Decimal(59)}
    for _, _, amount, differs in results(listed)[1:]:
        gap = by_amount[amount] - by_amount[first[2]]
        assert differs == (f"{gap:+.2f}" if gap else "相同")


def test_the_row_s_own_choice_comes_before_the_county_s(hejin: Store) -> None:
    reading = "分段累进，边界归高档"  # with the comma clerks write
    document = sheet_of(hejin, **REFERRED, listed_amount=Decimal(10_000), real_amount=Decimal(12_000), reading=reading)
    assert results(document)[0][0] == "分段累进、边界归高档"
    assert paragraphs(document, "四、测算结果")[0] == (
        "按本县口径（分段累进、边界归高档），奖励金额为59.00万元。算式：10000×0.5%＋2000×0.45%＝59万元（分段累进）。"
    )


@pytest.mark.parametrize(("listed", "amount"), [("1999.9999", "0.00"), ("2000", "10.00"), ("50000.0001", None)])
def test_the_ends_of_the_tiers(hejin: Store, listed: str, amount: str | None) -> None:
    document = sheet_of(hejin, **REFERRED, listed_amount=Decimal(listed), real_amount=Decimal(2000))
    assert results(document)[0][2] == (amount or "一事一议")  # 2,000 × 0.5 % = 10
    if amount is None:
        assert "由市招商引资领导小组集体研究" in paragraphs(document, "四、测算结果")[0]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "缺固投入库额、固投实际额，还不能测算。"),
        ({"listed_amount": Decimal(3000)}, "缺固投实际额，还不能测算。"),
    ],
)
def test_what_is_missing_is_named(hejin: Store, facts: dict[str, object], sentence: str) -> None:
    assert paragraphs(sheet_of(hejin, **REFERRED, **facts), "四、测算结果") == [sentence]


def test_nothing_is_not_missing(hejin: Store) -> None:
    document = sheet_of(hejin, **REFERRED, listed_amount=Decimal(3000), real_amount=Decimal(0))
    assert results(document)[0][2] == "0.00"


@pytest.mark.parametrize(("amount", "warns"), [("10", False), ("10.01", True), ("0", True)])
def test_an_amount_in_the_ledger_that_differs_is_pointed_out(hejin: Store, amount: str, warns: bool) -> None:
    facts = {"listed_amount": Decimal(2000), "real_amount": Decimal(2000), "amount": Decimal(amount)}
    sentences = paragraphs(sheet_of(hejin, **REFERRED, **facts), "四、测算结果")
    warning = f"台账登记的奖励金额是{Decimal(amount):.2f}万元，与测算结果不一致，请核对。"
    assert (warning in sentences) is warns


def test_a_claim_decided_by_case_shows_the_decision(hejin: Store) -> None:
    document = sheet_of(hejin, name="甲公司", kind=RewardKind.BY_CASE, decided="第3次会议", amount=Decimal(80))
    assert paragraphs(document, "三、测算依据") == ["一事一议的奖励由领导小组集体研究，不按公式测算。"]
    assert paragraphs(document, "四、测算结果") == ["研究决定：第3次会议；奖励金额：80.00万元。"]


def test_a_decision_not_taken_yet_is_a_dash(hejin: Store) -> None:
    document = sheet_of(hejin, name="甲公司", kind=RewardKind.BY_CASE)
    assert paragraphs(document, "四、测算结果") == ["研究决定：—；奖励金额：—。"]


SETTLED = {"name": "甲公司", "kind": RewardKind.SETTLING, "base_tax": Decimal(100)}


def test_a_settled_firm_s_years_by_both_readings(hejin: Store) -> None:
    per_mu = {"invest_per_mu": Decimal(400), "output_per_mu": Decimal(150), "tax_per_mu": Decimal(10)}
    document = sheet_of(hejin, **SETTLED, **per_mu, tax_1=Decimal(150), tax_2=Decimal(90), tax_3=Decimal(200))
    rows = {row[0]: row[1:3] for row in results(document)}
    # All three reach only tier one: (50 + 0 + 100) × 30 % = 45; the investment alone reaches tier three: 150 × 80 %.
    assert rows == {
        "三项同时达到": ["（50＋0＋100）×30%＝45万元（一档，基数100万元）", "45.00"],
        "任一项达到": ["（50＋0＋100）×80%＝120万元（三档，基数100万元）", "120.00"],
    }


def test_one_year_of_tax_is_enough_and_none_is_missing(hejin: Store) -> None:
    per_mu = {"invest_per_mu": Decimal(200), "output_per_mu": Decimal(150), "tax_per_mu": Decimal(10)}
    assert results(sheet_of(hejin, **SETTLED, **per_mu, tax_2=Decimal(110)))[0][2] == "3.00"  # 10 × 30 %
    assert paragraphs(sheet_of(hejin, **SETTLED, **per_mu), "四、测算结果") == ["缺第一年税收，还不能测算。"]


def test_the_title_names_the_claimant_and_the_kind(hejin: Store) -> None:
    claim = claim_of(hejin, **REFERRED)
    document = draft(claim, TODAY, "河津市", REVIEW_NOTE)
    assert document.title == f"张三\n{RewardKind.REFERRAL}测算表"
    assert document.subject == "河津市招商引资奖励测算表"
    assert draft(replace(claim, kind=RewardKind.BY_CASE), TODAY, "", "").title.endswith("一事一议测算表")


def basis_of(document: Document) -> dict[str, str]:
    """Return the facts of the policy that a sheet prints, by their labels."""
    blocks = list(document.body)
    at = next(n for n, block in enumerate(blocks) if isinstance(block, SectionHeading) and block.text == "二、政策依据")
    table = blocks[at + 1]
    assert isinstance(table, Table)
    texts = [cell.text for row in table.rows for cell in row.cells]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def test_the_sheet_names_document_clause_validity_and_review(hejin: Store) -> None:
    document = sheet_of(hejin, **REFERRED, listed_amount=Decimal(3000), real_amount=Decimal(3000))
    assert basis_of(document) == {
        "政策文件": "河津市全面推进“以商招商”行动方案",
        "文号和条款": "河政办函〔2021〕44号　三（一）",
        "有效期": "2021-10-28起，文件没有写到哪天为止",
        "由谁决定": "市招商引资领导小组",
        "公平竞争审查": "未审查",
        "挂钩情况": "按固投入库额（纳统）定档",
    }
    (caution,) = paragraphs(document, "二、政策依据")
    assert caution.startswith("▲提示：本政策未审查，兑付前须作公平竞争审查。《公平竞争审查条例》（国务院令第783号")


def test_a_policy_that_passed_its_review_prints_no_caution(hejin: Store) -> None:
    with hejin.writing("审查") as session:
        policy = session.query(Policy).filter(Policy.kind == RewardKind.REFERRAL).one()
        policy.review, policy.review_on = "通过", date(2026, 6, 1)
    document = sheet_of(hejin, **REFERRED, listed_amount=Decimal(3000), real_amount=Decimal(3000))
    assert basis_of(document)["公平竞争审查"] == "通过（2026-06-01）"
    assert paragraphs(document, "二、政策依据") == []


def test_an_abolished_policy_is_reckoned_only_for_days_when_it_held(hejin: Store) -> None:
    with hejin.writing("废止") as session:
        policy = session.query(Policy).filter(Policy.kind == RewardKind.REFERRAL).one()
        policy.abolished_on = date(2024, 8, 1)
    facts = {"listed_amount": Decimal(3000), "real_amount": Decimal(3000)}
    with pytest.raises(UserError, match="44号）三（一）已于2024-08-01废止，不能按它测算2026-11-20的奖励"):
        sheet_of(hejin, **REFERRED, **facts)
    document = sheet_of(hejin, **REFERRED, **facts, applies_on=date(2024, 7, 31))
    assert results(document)[0][2] == "15.00"  # 3,000 × 0.5 %
    assert "政策按2024-07-31当天的有效情况适用。" in paragraphs(document, "五、说明")[-3]


def test_a_county_without_a_policy_is_told_where_to_enter_it(book: Store) -> None:
    with pytest.raises(UserError, match="本县的账本里没有“引荐奖励”的政策，不能测算；请先在“政策”里登记"):
        claim_of(book, **REFERRED)
    with book.writing("政策") as session:
        add_row(session, Policy, name="空办法", kind=RewardKind.REFERRAL)
    with pytest.raises(UserError, match="政策“空办法”还没有登记档次"):
        claim_of(book, **REFERRED)


def test_a_policy_that_leaves_nothing_open_prints_one_result_and_no_table(book: Store) -> None:
    with book.writing("政策") as session:
        policy = add_row(session, Policy, name="定额办法", kind="厂房补贴")
        tier = {"name": "一档", "measure": "固投实际额", "least": Decimal(1000), "amount": Decimal(20)}
        add_row(session, PolicyTier, policy=policy, **tier)
    document = sheet_of(book, name="甲公司", kind="厂房补贴", real_amount=Decimal(1000))
    assert paragraphs(document, "四、测算结果") == [
        "按本县口径，奖励金额为20.00万元。算式：一档定额奖励20万元（一档）。"
    ]
    assert not [block for block in document.body if isinstance(block, Table) and block.caption]
