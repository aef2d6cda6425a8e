"""Bands of size (襄城 C8): the county's own bounds, each bound in the band above it, sums that foot."""

from decimal import Decimal

import pytest

from models.errors import UserError
from models.ledgers import Project
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.size_bands import read_bands
from tests.definitions import set_definitions
from tests.reports.written import annex, tables


def test_the_county_s_projects_stand_in_their_bands(county: tuple[Store, dict[str, str]]) -> None:
    """P1 3亿, P2 5亿 (the bound itself), P3 1亿 signed; P1 and P4 (2亿) started; P4 in production."""
    document, _ = compose(county[0], "month", read_period("2026-10"))
    (table,) = tables(iter(annex(document, "按投资规模").blocks))
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["1亿元以下", "0", "0.00", "0", "0.00", "0", "0.00"],
        ["1亿元（含）—5亿元", "2", "4.00", "2", "5.00", "1", "2.00"],
        ["5亿元（含）—10亿元", "1", "5.00", "0", "0.00", "0", "0.00"],
        ["10亿元（含）—50亿元", "0", "0.00", "0", "0.00", "0", "0.00"],
        ["50亿元以上", "0", "0.00", "0", "0.00", "0", "0.00"],
        ["合计", "3", "9.00", "2", "5.00", "1", "2.00"],
    ]


@pytest.mark.parametrize(
    ("setting", "rows"),
    [
        ("不分", None),
        ("按专班", [["焦化", "0", "1", "1", "0", "0", "2", "8.00"], ["钢铁", "0", "1", "0", "0", "0", "1", "1.00"]]),
        (
            "按落户乡镇园区",
            [["某镇", "0", "1", "0", "0", "0", "1", "3.00"], ["未填落户地", "0", "1", "1", "0", "0", "2", "6.00"]],
        ),
    ],
)
def test_each_zone_has_its_own_bands_where_the_county_says_so(
    county: tuple[Store, dict[str, str]], setting: str, rows: list[list[str]] | None
) -> None:
    """P1 3亿 and P2 5亿 were signed by 焦化, P3 1亿 by 钢铁."""
    book, ids = county
    with book.writing("口径") as session:
        set_definitions(session, size_zones=setting)
        session.get_one(Project, ids["P1"]).township = "某镇"
    document, _ = compose(book, "month", read_period("2026-10"))
    _, *by_zone = tables(iter(annex(document, "按投资规模").blocks))
    if rows is None:
        assert by_zone == []
        return
    signed = by_zone[0]
    assert signed.caption == "各区新签约项目按投资规模分档"
    assert [[cell.text for cell in row.cells] for row in signed.rows] == [
        *rows,
        ["合计", "0", "2", "1", "0", "0", "3", "9.00"],
    ]
    assert len(signed.rows[0].cells[-2].figure.rows) == int(rows[0][-2])  # type: ignore[union-attr]


def test_bounds_are_read_as_a_clerk_writes_them() -> None:
    assert [(band.lower, band.upper) for band in read_bands("0.2，10亿元")] == [
        (Decimal(0), Decimal("0.2")),
        (Decimal("0.2"), Decimal(10)),
        (Decimal(10), None),
    ]


@pytest.mark.parametrize("setting", ["10、5", "一、二", "0、1", "5、5", "、"])
def test_bounds_that_do_not_rise_are_refused_by_name(setting: str) -> None:
    with pytest.raises(UserError, match="投资规模分档"):
        read_bands(setting)
