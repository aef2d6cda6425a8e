"""The columns that an import table may have: a ledger's fields; of projects the days of stages and the funds too."""

from functools import cache

from models.fields.amounts import MoneyKind
from models.fields.base import Ledger
from models.fields.field import Field, FieldFacts, fields
from models.fields.kinds import DayKind
from models.ledgers import Project
from models.ledgers.project_aliases import FUNDS_BEFORE_YEAR_ALIASES, FUNDS_OF_YEAR_ALIASES, FUNDS_TO_DATE_ALIASES

STAGE_COLUMNS: dict[str, str] = {
    "signed_on": "签约",
    "started_on": "开工",
    "finished_on": "竣工",
    "produced_on": "投产",
}
_STAGE_FIELDS = (
    Field(
        "signed_on", DayKind(), False, FieldFacts("签约日期", 6, aliases=("签约时间", "协议签订时间", "合同签订时间"))
    ),
    Field(
        "started_on", DayKind(), False, FieldFacts("开工日期", 6, aliases=("实际开工时间", "实际开工日期", "开工时间"))
    ),
    Field(
        "finished_on", DayKind(), False, FieldFacts("竣工日期", 6, aliases=("实际竣工时间", "实际竣工日期", "竣工时间"))
    ),
    Field(
        "produced_on", DayKind(), False, FieldFacts("投产日期", 6, aliases=("实际投产时间", "实际投产日期", "投产时间"))
    ),
)
FUNDS_TO_DATE, FUNDS_OF_YEAR, FUNDS_BEFORE_YEAR = FUND_COLUMNS = (
    "funds_to_date",
    "funds_of_year",
    "funds_before_year",
)
OF_THIS_YEAR = frozenset({"year_plan"})  # fields that hold the current year's amount only
WRITTEN_MONTHLY = frozenset({"progress"})  # texts of which only the latest counts
_FUND_FIELDS = (
    Field(FUNDS_TO_DATE, MoneyKind("万元"), False, FieldFacts("累计到位资金", 7, aliases=FUNDS_TO_DATE_ALIASES)),
    Field(FUNDS_OF_YEAR, MoneyKind("万元"), False, FieldFacts("本年到位资金", 7, aliases=FUNDS_OF_YEAR_ALIASES)),
    Field(
        FUNDS_BEFORE_YEAR, MoneyKind("万元"), False, FieldFacts("去年底以前到位", 7, aliases=FUNDS_BEFORE_YEAR_ALIASES)
    ),
)


@cache
def import_columns(ledger: type[Ledger]) -> tuple[Field, ...]:
    """List what a table's columns may mean: the ledger's fields, then columns that become rows of another ledger.

    A project's stage days are no fields of the project: each becomes a row of the stage log. The funds placed so far
    become opening rows of the fundings.
    """
    return (*fields(ledger), *((*_STAGE_FIELDS, *_FUND_FIELDS) if ledger is Project else ()))


@cache
def import_column(ledger: type[Ledger], key: str) -> Field:
    """Return the field that a column key stands for."""
    return next(field for field in import_columns(ledger) if field.key == key)
