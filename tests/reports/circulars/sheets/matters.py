"""Obligations as the supervision letter and the list of problems take them, without a book."""

from datetime import date

from models.statistics.supervision import SupervisionItem

TODAY = date(2026, 11, 20)
# Nothing is filled in but what every obligation has.
_BARE = SupervisionItem(
    row="",
    name="",
    kind="",
    side="",
    source="",
    problem="",
    force=None,
    force_name="",
    project="",
    enterprise="",
    units=("发改局",),
    debtor="",
    owner="",
    leader="",
    rule="",
    raised_on=None,
    feedback_due=None,
    fed_back=None,
    due=None,
    extended_to=None,
    handed_to="",
    handed_on=None,
    answered_on=None,
    closed_on=None,
    is_open=True,
    state="",
    last_feedback="",
)


def matter(row: str, **facts: object) -> SupervisionItem:
    """Make an open obligation of 发改局 whose name is its row id, with the facts given."""
    values = {name: getattr(_BARE, name) for name in SupervisionItem.__dataclass_fields__}
    return SupervisionItem(**{**values, "row": row, "name": row, **facts})


def november(day: int) -> date:
    """Return a day of November 2026."""
    return date(2026, 11, day)
