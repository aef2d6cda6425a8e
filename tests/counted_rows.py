"""Small books drawn row by row: each row has a fate, and what each fate counts as in October 2026 is known by hand.

``FATES`` is the reference that every consumer of the counting engine is compared with (tests/test_counting_agrees.py).
It names the metrics by their keys in the catalogue (models/statistics/metrics.py); keys in Chinese are numbers that are
no metric: rows on the chain map, leads that wait for a decision, what came of an event.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import hypothesis.strategies as st
from sqlalchemy.orm import Session

from models.duplicates.concession import FOR_CONCEDER, NOT_COUNTED, concede
from models.ledgers import (
    Activity,
    Chain,
    ChainNode,
    County,
    Funding,
    Lead,
    Project,
    Quota,
    Scheme,
    SchemeItem,
    Setting,
    StageMove,
    Visit,
)
from models.statistics.counting_rules import CONTRACTS_ONLY
from models.statistics.metrics import METRICS
from reports.figures.figure import UNASSIGNED_NAME
from tests.definitions import set_definitions
from tests.rows import add_project, add_row, add_task_force

MONTH = "2026-10"
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
SEPTEMBER, NOVEMBER, DECEMBER = date(2026, 9, 30), date(2026, 11, 1), date(2026, 12, 5)
COUNTY = "全县"
FORCES = ("焦化", "钢铁")
UNDECIDED, LEADS_ON_CHAIN, PROJECTS_ON_CHAIN = "未认定线索", "链上线索", "链上项目"
EVENT_LEADS, EVENT_SIGNED, EVENT_STARTED = "活动线索", "活动签约", "活动开工"
SIGNINGS = frozenset({"signed", "signed_value", "start_overdue", EVENT_SIGNED})
REMOVED, CEDED = "移入回收站", "撞单让出"

Amounts = dict[tuple[str, str], Decimal]  # by metric and task force (or COUNTY)

LEAD_FATES: Mapping[str, tuple[str, ...]] = {
    "当月上报并认定": ("leads_reported", "leads_recognised", LEADS_ON_CHAIN, EVENT_LEADS),
    "上报未认定": ("leads_reported", UNDECIDED, LEADS_ON_CHAIN, EVENT_LEADS),
    "不予认定": ("leads_reported", EVENT_LEADS),
    "上月上报当月认定": ("leads_recognised", LEADS_ON_CHAIN, EVENT_LEADS),
    "当月上报下月认定": ("leads_reported", LEADS_ON_CHAIN, EVENT_LEADS),
    "有认定日期没有认定": ("leads_reported", UNDECIDED, LEADS_ON_CHAIN, EVENT_LEADS),
    "没有日期": (UNDECIDED, LEADS_ON_CHAIN, EVENT_LEADS),
    # A conceded lead counts for nobody, or for the task force that conceded it; the map and the window still show it.
    CEDED: ("leads_reported", "leads_recognised", LEADS_ON_CHAIN, EVENT_LEADS),
    REMOVED: (),
}
VISIT_FATES: Mapping[str, tuple[str, ...]] = {
    "外出": ("visits_out",),
    "外出未注明完成": ("visits_out",),
    "来访": ("visits_in",),
    "计划外出": (),
    "计划来访": (),
    "下月外出": (),
    "没有日期": (),
    REMOVED: (),
}
ACTIVITY_FATES: Mapping[str, tuple[str, ...]] = {
    "县内推介": ("activities", "promotions"),
    "县外推介": ("activities", "promotions"),
    "座谈会": ("activities",),
    "上月推介": (),
    REMOVED: (),
}
PROJECT_FATES: Mapping[str, tuple[str, ...]] = {
    "在谈": ("talks", PROJECTS_ON_CHAIN),
    # Every project plans to start on 31 October: who is signed by then, not started and not ended is late.
    "签约": ("signed", "signed_value", "start_overdue", PROJECTS_ON_CHAIN, EVENT_SIGNED),
    "上月签约当月开工": ("started", PROJECTS_ON_CHAIN, EVENT_SIGNED, EVENT_STARTED),
    "同日签约开工": ("signed", "signed_value", "started", PROJECTS_ON_CHAIN, EVENT_SIGNED, EVENT_STARTED),
    "去年签约当月投产": ("produced", PROJECTS_ON_CHAIN, EVENT_SIGNED, EVENT_STARTED),
    "下月签约": ("talks", PROJECTS_ON_CHAIN),
    # Whoever ended was signed all the same; it is in talks no more, and on the map no more.
    "签约后终止": ("signed", "signed_value", EVENT_SIGNED),
    "谈后终止": (),
    "谈后下月终止": ("talks",),
    "签约登错已更正": ("talks", PROJECTS_ON_CHAIN),
    CEDED: ("signed", "signed_value", "start_overdue", PROJECTS_ON_CHAIN, EVENT_SIGNED),
    REMOVED: (),
}
COURSES: Mapping[str, tuple[tuple[str, date | None], ...]] = {  # stage and day; None is the drawn day of October
    "在谈": (("在谈", None),),
    "签约": (("在谈", SEPTEMBER), ("签约", None)),
    "上月签约当月开工": (("签约", SEPTEMBER), ("开工", None)),
    "同日签约开工": (("签约", None), ("开工", None)),
    "去年签约当月投产": (("签约", date(2025, 3, 1)), ("开工", date(2026, 9, 30)), ("投产", None)),
    "下月签约": (("在谈", None), ("签约", NOVEMBER)),
    "签约后终止": (("在谈", SEPTEMBER), ("签约", None)),
    "谈后终止": (("在谈", SEPTEMBER),),
    "谈后下月终止": (("在谈", None),),
    "签约登错已更正": (("在谈", SEPTEMBER), ("签约", None)),
    CEDED: (("在谈", SEPTEMBER), ("签约", None)),
    REMOVED: (("签约", None),),
}
ENDED_ON = {"签约后终止": LAST, "谈后终止": LAST, "谈后下月终止": NOVEMBER}
FATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "lead": LEAD_FATES,
    "visit": VISIT_FATES,
    "activity": ACTIVITY_FATES,
    "project": PROJECT_FATES,
}
ALL_FATES = tuple((ledger, fate) for ledger, fates in FATES.items() for fate in fates)
CEDED_COUNTS, SIGNED_COUNTS = (None, NOT_COUNTED, FOR_CONCEDER), (None, CONTRACTS_ONLY)  # None: nothing is written
_STILL_SHOWN = frozenset({LEADS_ON_CHAIN, PROJECTS_ON_CHAIN})  # what a conceded row is in all the same


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """One row: its ledger and fate, its task force (None: none), its day of October, and what it is linked to.

    A project has its amounts (万元; no signed amount where None) and the money placed in October (None: none).
    """

    ledger: str
    fate: str
    force: str | None
    day: int
    on_chain: bool
    of_event: bool
    total: int = 0
    signed_amount: int | None = None
    contract: str | None = None
    paid: int | None = None

    @property
    def on(self) -> date:
        """The day of October."""
        return date(2026, 10, self.day)

    @property
    def winner(self) -> str:
        """The task force that it was conceded to."""
        return FORCES[0] if self.force == FORCES[1] else FORCES[1]


@dataclass(frozen=True, slots=True)
class DrawnBook:
    """The rows of a book and two of its definitions."""

    rows: tuple[DrawnRow, ...]
    ceded_counts: str | None
    signed: str | None

    def expected(self) -> Amounts:
        """Count the book by the fates of its rows."""
        amounts: Amounts = {}
        for row in self.rows:
            for key, amount in self._counted_as(row):
                for holder in (COUNTY, self._holder(row) or UNASSIGNED_NAME):
                    amounts[key, holder] = amounts.get((key, holder), Decimal(0)) + amount
        return amounts

    def _holder(self, row: DrawnRow) -> str | None:
        """Return the task force that a row counts for: where nobody conceded it, it is the winner's."""
        return row.winner if row.fate == CEDED and row.force is None else row.force

    def _counted_as(self, row: DrawnRow) -> Iterable[tuple[str, Decimal]]:
        """Yield what a row counts as: the metric and how much."""
        counts_at_all = row.fate != CEDED or self.ceded_counts == FOR_CONCEDER
        for key in FATES[row.ledger][row.fate]:
            if not counts_at_all and key not in _STILL_SHOWN:
                continue
            if key in SIGNINGS and self.signed == CONTRACTS_ONLY and row.contract is None:
                continue
            if (key in {LEADS_ON_CHAIN, PROJECTS_ON_CHAIN} and not row.on_chain) or (
                key in {EVENT_LEADS, EVENT_SIGNED, EVENT_STARTED} and not row.of_event
            ):
                continue
            worth = Decimal(row.signed_amount or 0)
            yield key, worth / 10_000 if key == "signed_value" else Decimal(1)
            if key == "signed" and row.total >= 100_000:
                yield "over_10_yi", Decimal(1)
            if key == "signed" and row.total >= 2000:
                yield "over_20m", Decimal(1)
        if row.ledger == "project" and row.paid is not None and row.fate != REMOVED and counts_at_all:
            yield "funds", Decimal(row.paid) / 10_000


def drawn_books() -> st.SearchStrategy[DrawnBook]:
    """Draw small books."""
    rows = st.sampled_from(ALL_FATES).flatmap(_rows_of)
    definitions = (st.sampled_from(CEDED_COUNTS), st.sampled_from(SIGNED_COUNTS))
    return st.builds(DrawnBook, st.lists(rows, min_size=8, max_size=24).map(tuple), *definitions)


def book_of_every_fate(ceded_counts: str | None, signed: str | None) -> DrawnBook:
    """Return a book with every fate, of each task force and of none, on the chain and of the event."""
    rows = [
        DrawnRow(ledger, fate, force, 31, True, True, 100_000, None, "投资合同" if force == FORCES[0] else None, 5)
        for ledger, fate in ALL_FATES
        for force in (*FORCES, None)
    ]
    return DrawnBook(tuple(rows), ceded_counts, signed)


def _rows_of(ledger_and_fate: tuple[str, str]) -> st.SearchStrategy[DrawnRow]:
    ledger, fate = ledger_and_fate
    shared = {
        "force": st.sampled_from((*FORCES, None)),
        "day": st.sampled_from((1, 15, 31)),
        "on_chain": st.booleans(),
        "of_event": st.booleans(),
    }
    if ledger != "project":
        return st.builds(DrawnRow, st.just(ledger), st.just(fate), **shared)
    return st.builds(
        DrawnRow,
        st.just(ledger),
        st.just(fate),
        **shared,
        total=st.sampled_from((1, 9_999, 10_000, 99_999, 100_000, 500_000)),
        signed_amount=st.none() | st.integers(1, 200_000),
        contract=st.sampled_from((None, "投资合同")),
        paid=st.none() | st.integers(1, 30_000),
    )


class BookFiller:
    """Fills an empty book with drawn rows; ``ids`` are the row ids of the task forces, the chain and the event."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.ids = {
            name: add_task_force(session, name, rank, lead_units=f"{name}局") for rank, name in enumerate(FORCES)
        }
        add_row(session, County, name="示例县", level="县", organ="示例县招商办")
        self.ids["链"] = add_row(session, Chain, name="示例产业链")
        add_row(session, ChainNode, chain=self.ids["链"], name="环节", line=1, step=1)
        self.ids["活动"] = add_row(session, Activity, name="节会", on=FIRST, kind="座谈会")
        for metric in ("上报有价值线索", "县内专题推介", "目标区域专题推介", "引进10亿元以上项目"):
            add_row(session, Quota, metric=metric, every="每月", least=Decimal(1), unit="个")
        scheme = add_row(session, Scheme, name="试方案", active=True, span="本期")
        for rank, metric in enumerate(sorted(metric.score for metric in METRICS if metric.score)):
            add_row(session, SchemeItem, scheme=scheme, metric=metric, kind="与最高者比", weight=Decimal(1), rank=rank)

    def fill(self, drawn: DrawnBook) -> None:
        """Add the drawn rows and definitions."""
        given = {"ceded_counts": drawn.ceded_counts, "signed": drawn.signed}
        set_definitions(self.session, **{key: value for key, value in given.items() if value})
        # The opposite definitions in the recycle bin hold in no count.
        for setting in set_definitions(self.session, ceded_counts=FOR_CONCEDER, signed=CONTRACTS_ONLY):
            self.session.get_one(Setting, setting).removed = True
        add = {"lead": self._lead, "visit": self._visit, "activity": self._activity, "project": self._project}
        for number, row in enumerate(drawn.rows):
            add[row.ledger](row, f"{row.fate}{number}")

    def _links(self, row: DrawnRow) -> dict[str, str | None]:
        return {
            "task_force": self.ids.get(row.force or ""),
            "chain": self.ids["链"] if row.on_chain else None,
            "activity": self.ids["活动"] if row.of_event else None,
        }

    def _lead(self, row: DrawnRow, name: str) -> None:
        recognised = {"当月上报并认定": row.on, "上月上报当月认定": row.on, "当月上报下月认定": NOVEMBER, CEDED: row.on}
        known = recognised.get(row.fate) or (row.on if row.fate in {"有认定日期没有认定", REMOVED} else None)
        state = "已认定" if row.fate in {*recognised, REMOVED} else "不予认定" if row.fate == "不予认定" else None
        reported = {"上月上报当月认定": SEPTEMBER, "没有日期": None}.get(row.fate, row.on)
        facts = {"reported_on": reported, "recognised_on": known, "state": state}
        lead = Lead(name=name, **self._links(row), **facts)
        self.session.add(lead)
        self.session.flush()
        lead.removed = row.fate == REMOVED
        if row.fate == CEDED:
            # Who won has a lead of its own, which was recognised long ago.
            winner = Lead(name="胜出", task_force=self.ids[row.winner], state="已认定")
            self.session.add(winner)
            self.session.flush()
            concede(self.session, lead, winner)

    def _visit(self, row: DrawnRow, name: str) -> None:
        on = {"下月外出": NOVEMBER, "没有日期": None}.get(row.fate, row.on)
        done = False if row.fate.startswith("计划") else None if row.fate == "外出未注明完成" else True
        direction = "来访" if row.fate.endswith("来访") else "外出"
        force = self.ids.get(row.force or "")
        visit = add_row(self.session, Visit, company=name, direction=direction, on=on, done=done, task_force=force)
        self.session.get_one(Visit, visit).removed = row.fate == REMOVED

    def _activity(self, row: DrawnRow, name: str) -> None:
        facts = {
            "kind": "座谈会" if row.fate == "座谈会" else "专场推介",
            "on": SEPTEMBER if row.fate == "上月推介" else row.on,
            "inside": {"县内推介": True, "县外推介": False}.get(row.fate),
        }
        activity = add_row(self.session, Activity, name=name, task_force=self.ids.get(row.force or ""), **facts)
        self.session.get_one(Activity, activity).removed = row.fate == REMOVED

    def _project(self, row: DrawnRow, name: str) -> None:
        amount = None if row.signed_amount is None else Decimal(row.signed_amount)
        facts = {"total": Decimal(row.total), "signed_amount": amount, "contract": row.contract, "plan_start": LAST}
        course = {stage: on or row.on for stage, on in COURSES[row.fate]}
        project_id = add_project(self.session, name, course, **self._links(row), **facts)
        project = self.session.get_one(Project, project_id)
        if row.fate in ENDED_ON:
            project.status, project.status_on = "终止", ENDED_ON[row.fate]
            project.update_dependents(self.session)
        if row.fate == "签约登错已更正":
            self.session.query(StageMove).filter_by(project=project_id, stage="签约").one().removed = True
            self.session.flush()
            project.refresh_stage(self.session)
        if row.paid is not None:
            for month, removed in ((FIRST, False), (FIRST, True), (NOVEMBER, False), (date(2026, 9, 1), False)):
                payment = add_row(self.session, Funding, project=project_id, month=month, amount=Decimal(row.paid))
                self.session.get_one(Funding, payment).removed = removed
        project.removed = row.fate == REMOVED
        if row.fate == CEDED:
            winner = Project(name="胜出", task_force=self.ids[row.winner])
            self.session.add(winner)
            self.session.flush()
            concede(self.session, project, winner)
