"""Everything a book knows about one project, for its one-page sheet: fields, stage log, linked rows, gates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import field_of, fields
from models.ledgers import Funding, Milestone, Obligation, Project, StageMove
from models.queries.ledger_query import Condition, LedgerQuery, cell_texts, matching_ids
from models.queries.row_detail import RowDetail, load_row_detail
from models.rules import rates, screening
from models.rules.placed_funds import FundsBasis
from models.settings.definitions import UNCHECKED, load_definitions
from models.statistics.counting_rules import is_live
from models.statistics.placed_funds import ENTRY_COLUMNS, funds_entry
from models.statistics.policies import may_be_by_case
from models.statistics.signing_review import read_signing_review

MOVE_KEYS = ("stage", "on", "amount", "evidence", "by")
MILESTONE_KEYS = ("name", "plan_on", "done_on", "owner", "evidence")
OBLIGATION_KEYS = ("name", "side", "kind", "unit", "owner", "due", "state")
FUNDING_KEYS = ("month", "amount", "covers_to", "fixed", "origin", "proof")


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """The rows of one ledger linked to a project: headings, row ids, and the cells as text."""

    ledger: str
    titles: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlacedFunds:
    """The funds placed so far (万元), the rows they are in, the contract amount, their share of it in percent.

    ``basis`` is which of the amounts reported, recognised and verified the county counts.
    """

    amount: Decimal
    rows: tuple[str, ...]
    contract_amount: Decimal | None
    rate: Decimal | None
    basis: str = FundsBasis.REPORTED


@dataclass(frozen=True, slots=True)
class ProjectProfile:
    """A project with its stage log, linked rows, screening findings (per mu, legal, 四高二低) and gates.

    ``late`` and ``overdue`` count the milestones and obligations past their day.
    """

    detail: RowDetail
    moves: RelatedRows
    milestones: RelatedRows
    obligations: RelatedRows
    fundings: RelatedRows
    placed: PlacedFunds
    per_mu: tuple[screening.ScreeningFinding, ...]
    law_findings: tuple[screening.ScreeningFinding, ...]
    four_highs: screening.ScreeningFinding
    by_case: bool
    gates: tuple[screening.Gate, ...]
    late: int
    overdue: int

    def text(self, key: str) -> str:
        """Return a field's value as text."""
        return self.detail.values[key].text

    def title(self, key: str) -> str:
        """Return a field's heading with its unit."""
        return field_of(Project, key).title


def project_profile(session: Session, project: str, today: date) -> ProjectProfile:
    """Read everything about one project; raises UserError where it is not in the book."""
    detail, row = load_row_detail(session, Project, project), session.get(Project, project)
    if detail is None or row is None or detail.removed:
        raise UserError("这个项目已不在账本里，请刷新后再试。")
    facts = {field.key: getattr(row, field.key) for field in fields(Project)}
    invest, output, tax = _per_mu(row)
    county = load_definitions(session)
    signing = screening.gate_to_sign(facts, facts)
    asked = read_signing_review(session, project).gaps(facts)
    # By their short names: what exactly is missing of each stands on the sheet of the review before signing.
    checked = (names for key, names in asked if county.gate_level(key) != UNCHECKED)
    lacking = dict.fromkeys(name.partition("：")[0] for names in checked for name in names)
    known = (invest or Decimal(0), output or Decimal(0), tax or Decimal(0))
    milestones = _related_rows(session, Milestone, MILESTONE_KEYS, project, ("plan_on", False))
    obligations = _related_rows(session, Obligation, OBLIGATION_KEYS, project, ("due", False))
    return ProjectProfile(
        detail=detail,
        moves=_related_rows(session, StageMove, MOVE_KEYS, project, ("on", False)),
        milestones=milestones,
        obligations=obligations,
        fundings=_related_rows(session, Funding, FUNDING_KEYS, project, ("month", False)),
        placed=_placed_funds(session, row),
        per_mu=tuple(screening.screen_per_mu(invest, output, tax, Decimal(1), county.thresholds)),
        law_findings=tuple(screening.screen_laws(facts)),
        four_highs=screening.screen_four_highs(facts),
        by_case=may_be_by_case(session, known, today),
        gates=(screening.Gate(signing.stage, (*signing.missing, *lacking)), screening.gate_after_signing(facts)),
        late=_count_late(session, Milestone, milestones.rows, today),
        overdue=_count_late(session, Obligation, obligations.rows, today),
    )


def find_project(session: Session, text: str) -> str:
    """Find a project by its id, its name or a part of it; raises UserError where none or several match."""
    if session.get(Project, text) is not None:
        return text
    return _find_by_name(session, Project, text, "项目")


def _find_by_name(session: Session, ledger: type[Ledger], text: str, what: str) -> str:
    rows = matching_ids(session, LedgerQuery(ledger, where=(Condition(ledger.about.title, "is", text),)))
    rows = rows or matching_ids(session, LedgerQuery(ledger, where=(Condition(ledger.about.title, "contains", text),)))
    if not rows:
        raise UserError(f"账本里没有名为“{text}”的{what}，请检查名称。")
    if len(rows) > 1:
        raise UserError(f"账本里有 {len(rows)} 个{what}的名称含“{text}”，请写全称或编号：{'、'.join(rows[:5])}。")
    return rows[0]


def find_reward(session: Session, text: str) -> str:
    """Find a reward by its id or its recipient; raises UserError where none or several match."""
    from models.ledgers import Reward

    return text if session.get(Reward, text) is not None else _find_by_name(session, Reward, text, "奖励")


def _per_mu(row: Project) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return investment, output and tax per mu (万元/亩): calculated where land and amount are known, else as typed."""
    worked = (row.fixed or row.total, row.output, row.tax)
    typed = (row.invest_per_mu, row.output_per_mu, row.tax_per_mu)
    invest, output, tax = (
        screening.per_mu(amount, row.land) if amount and row.land else given
        for amount, given in zip(worked, typed, strict=True)
    )
    return invest, output, tax


def _related_rows(
    session: Session, ledger: type[Ledger], keys: tuple[str, ...], project: str, sort: tuple[str, bool]
) -> RelatedRows:
    rows = matching_ids(session, LedgerQuery(ledger, where=(Condition("project", "is", project),), sort=(sort,)))
    texts = cell_texts(session, ledger, rows, keys)
    titles = tuple(field_of(ledger, key).title for key in keys)
    return RelatedRows(ledger.__tablename__, titles, tuple(rows), tuple(tuple(texts[row]) for row in rows))


def _placed_funds(session: Session, row: Project) -> PlacedFunds:
    basis = load_definitions(session).funds_counted
    query = sa.select(Funding.id, *ENTRY_COLUMNS).where(is_live(Funding), Funding.project == row.id)
    worth = {payment.id: funds_entry(payment).worth(basis) for payment in session.execute(query.order_by(Funding.id))}
    rows = [payment for payment, amount in worth.items() if amount or basis == FundsBasis.REPORTED]
    amount = sum(worth.values(), Decimal(0))
    over = row.signed_amount or row.total
    return PlacedFunds(amount, tuple(rows), over, rates.percent(amount, over), basis)


def _count_late(session: Session, ledger: type[Ledger], rows: tuple[str, ...], today: date) -> int:
    """Count the milestones or obligations that are past their day and not done."""
    late = 0
    for row in rows:
        record = session.get(ledger, row)
        if isinstance(record, Milestone):
            late += record.done_on is None and record.plan_on is not None and record.plan_on < today
        elif isinstance(record, Obligation):
            due = record.extended_to or record.due
            late += record.closed_on is None and due is not None and due < today
    return late
