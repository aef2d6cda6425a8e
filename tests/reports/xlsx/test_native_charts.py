"""Every kind of chart that circulars draw is also a native chart of the workbook."""

from decimal import Decimal
from io import BytesIO

import pytest
from xlsxwriter.workbook import Workbook

from reports.content.document import Chart, ChartKind, Series
from reports.figures.figure import Figure
from reports.xlsx import native_charts
from reports.xlsx.native_charts import NativeCharts


@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_has_a_native_chart(kind: ChartKind) -> None:
    first, second = (Figure("key", "签约项目", "个", Decimal(number), "", ()) for number in (2, 1))
    chart = Chart(
        kind, "图1　签约项目", ("甲", "乙"), (Series("本期", (first, second)), Series("上期", (second, None))), "个"
    )
    with Workbook(BytesIO()) as book:
        sheet = book.add_worksheet(native_charts.SHEET)
        native, tall = NativeCharts(book).add(chart)
        sheet.insert_chart(0, 0, native)
    assert tall > 0
