"""Everything a book knows about one project, for its one-page sheet: fields, stage log, linked rows, gates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models.base import Ledger
from models.browse import Condition, View, cells, ids, sums
from models.card import Card, card
from models.definitions import definitions
from models.field import field_of, fields
from models.ledgers import Funding, Milestone, Obligation, Project, StageMove
from models.refusal import Refusal
from models.rules import rates, rewards, screening

MOVE_KEYS = ("stage", "on", "amount", "evidence", "by")
MILESTONE_KEYS = ("name", "plan_on", "done_on", "owner", "evidence")
OBLIGATION_KEYS = ("name", "side", "kind", "unit", "owner", "due", "state")
FUNDING_KEYS = ("month", "amount", "fixed", "origin", "proof")


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one ledger linked to a project: headings, row ids, and the cells as text."""

    ledger: str
    titles: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The funds placed so far (万元), the rows they are in, the contract amount, and their share of it in percent."""

    amount: Decimal
    rows: tuple[str, ...]
    over: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """A project with its stage log, linked rows, screening findings (per mu, legal, 四高二低) and gates.

    ``late`` and ``overdue`` count the milestones and obligations past their day.
    """

    card: Card
    moves: Listing
    milestones: Listing
    obligations: Listing
    fundings: Listing
    placed: Placed
    per_mu: tuple[screening.Finding, ...]
    laws: tuple[screening.Finding, ...]
    four_highs: screening.Finding
    by_case: bool
    gates: tuple[screening.Gate, ...]
    late: int
    overdue: int

    def text(self, key: str) -> str:
        """Return a field's value as text."""
        return self.card.values[key].text

    def title(self, key: str) -> str:
        """Return a field's heading with its unit."""
        return field_of(Project, key).title


def portrait(session: Session, project: str, today: date) -> Portrait:
    """Read everything about one project; raises UserError where it is not in the book."""
    detail, row = card(session, Project, project), session.get(Project, project)
    if detail is None or row is None or detail.removed:
        raise Refusal("这个项目已不在账本里，请刷新后再试。")
    facts = {field.key: getattr(row, field.key) for field in fields(Project)}
    invest, output, tax = _per_mu(row)
    least = definitions(session).thresholds
    known = (invest or Decimal(0), output or Decimal(0), tax or Decimal(0))
    milestones = _listing(session, Milestone, MILESTONE_KEYS, project, ("plan_on", False))
    obligations = _listing(session, Obligation, OBLIGATION_KEYS, project, ("due", False))
    return Portrait(
        card=detail,
        moves=_listing(session, StageMove, MOVE_KEYS, project, ("on", False)),
        milestones=milestones,
        obligations=obligations,
        fundings=_listing(session, Funding, FUNDING_KEYS, project, ("month", False)),
        placed=_placed(session, row),
        per_mu=tuple(screening.screen_per_mu(invest, output, tax, Decimal(1), least)),
        laws=tuple(screening.screen_laws(facts)),
        four_highs=screening.screen_four_highs(facts),
        by_case=rewards.by_case(*known),
        gates=(screening.gate_to_sign(facts, facts), screening.gate_after_signing(facts)),
        late=_late(session, Milestone, milestones.rows, today),
        overdue=_late(session, Obligation, obligations.rows, today),
    )


def find_project(session: Session, text: str) -> str:
    """Find a project by its id, its name or a part of it; raises UserError where none or several match."""
    if session.get(Project, text) is not None:
        return text
    return _find(session, Project, text, "项目")


def _find(session: Session, ledger: type[Ledger], text: str, what: str) -> str:
    rows = ids(session, View(ledger, where=(Condition(ledger.about.title, "is", text),)))
    rows = rows or ids(session, View(ledger, where=(Condition(ledger.about.title, "contains", text),)))
    if not rows:
        raise Refusal(f"账本里没有名为“{text}”的{what}，请检查名称。")
    if len(rows) > 1:
        raise Refusal(f"账本里有 {len(rows)} 个{what}的名称含“{text}”，请写全称或编号：{'、'.join(rows[:5])}。")
    return rows[0]


def find_reward(session: Session, text: str) -> str:
    """Find a reward by its id or its recipient; raises UserError where none or several match."""
    from models.ledgers import Reward

    return text if session.get(Reward, text) is not None else _find(session, Reward, text, "奖励")


def _per_mu(row: Project) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return investment, output and tax per mu (万元/亩): calculated where land and amount are known, else as typed."""
    worked = (row.fixed or row.total, row.output, row.tax)
    typed = (row.invest_per_mu, row.output_per_mu, row.tax_per_mu)
    invest, output, tax = (
        screening.per_mu(amount, row.land) if amount and row.land else given
        for amount, given in zip(worked, typed, strict=True)
    )
    return invest, output, tax


def _listing(
    session: Session, ledger: type[Ledger], keys: tuple[str, ...], project: str, sort: tuple[str, bool]
) -> Listing:
    rows = ids(session, View(ledger, where=(Condition("project", "is", project),), sort=(sort,)))
    texts = cells(session, ledger, rows, keys)
    titles = tuple(field_of(ledger, key).title for key in keys)
    return Listing(ledger.__tablename__, titles, tuple(rows), tuple(tuple(texts[row]) for row in rows))


def _placed(session: Session, row: Project) -> Placed:
    rows = ids(session, View(Funding, where=(Condition("project", "is", row.id),)))
    amount = sums(session, Funding, rows, ["amount"]).get("amount") or Decimal(0)
    over = row.signed_amount or row.total
    return Placed(amount, tuple(rows), over, rates.percent(amount, over))


def _late(session: Session, ledger: type[Ledger], rows: tuple[str, ...], today: date) -> int:
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
