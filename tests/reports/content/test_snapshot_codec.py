"""The snapshot of a circular decodes to the same document, and encoding it again gives the same text."""

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars.workflow.compose import compose
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS
from reports.content import document as content
from reports.content import snapshot_codec
from reports.content.document import Annex, Chart, ChartKind, Document, Paragraph, Picture, Series, TextSpan
from reports.figures.figure import Figure

FIGURE = Figure("signed", "签约项目", "个", Decimal("3.10"), "数一数", ("b", "a"), 2, "project")
PERIODS = {"week": "2026-W43", "half-month": "2026-10-1", "month": "2026-10", "quarter": "2026-Q3"}


def document(*blocks: content.Block) -> Document:
    """Make the smallest document around some blocks."""
    return Document("题", "某局文件", "某〔2026〕　号", "各单位", blocks, "某局", date(2026, 11, 5))


@pytest.mark.parametrize("kind", sorted(set(PERIODS) & set(CIRCULAR_KINDS)))
def test_a_real_circular_comes_back_whole(demo: Store, kind: str) -> None:
    composed, _ = compose(demo, kind, read_period(PERIODS[kind]))
    text = snapshot_codec.encode_snapshot(composed, head="h")
    assert snapshot_codec.decode_snapshot(text) == composed
    assert snapshot_codec.encode_snapshot(snapshot_codec.decode_snapshot(text), head="h") == text
    assert snapshot_codec.snapshot_extras(text) == {"head": "h"}


def test_every_kind_of_block_comes_back() -> None:
    chart = Chart(ChartKind.TREND, "图", ("1月", "2月"), (Series("签约", (FIGURE, None)),), "个", FIGURE)
    printed = document(
        Paragraph((TextSpan("签约"), TextSpan("3.10个", FIGURE)), "k"), chart, Picture(b"\x89PNG\x00", "照片")
    )
    printed = replace(printed, annexes=(Annex("附表", (chart,), landscape=True),), present=(("出席", "甲"),))
    assert snapshot_codec.decode_snapshot(snapshot_codec.encode_snapshot(printed)) == printed


def test_it_names_every_row_behind_it_once() -> None:
    text = snapshot_codec.encode_snapshot(
        document(Paragraph((TextSpan("3", FIGURE), TextSpan("3", replace(FIGURE, rows=("a", "c"))))))
    )
    assert snapshot_codec.rows_of(text) == {"project": ["b", "a", "c"]}


def test_what_the_program_has_learnt_since_keeps_its_default() -> None:
    text = snapshot_codec.encode_snapshot(document())
    assert '"sealed"' not in text
    assert snapshot_codec.decode_snapshot(text).sealed is False
    assert snapshot_codec.decode_snapshot(text.replace('"title":"题"', '"title":"题","forgotten":"x"')).title == "题"


def test_what_cannot_be_kept_is_a_bug() -> None:
    with pytest.raises(TypeError, match="cannot keep"):
        snapshot_codec.encode_snapshot(replace(document(), subject=object()))  # type: ignore[arg-type]


@given(st.text(), st.lists(st.text(max_size=5), max_size=4), st.decimals(allow_nan=False, allow_infinity=False))
def test_any_words_and_numbers_come_back(text: str, rows: list[str], value: Decimal) -> None:
    figure = replace(FIGURE, label=text, rows=tuple(rows), value=value)
    back = snapshot_codec.decode_snapshot(
        snapshot_codec.encode_snapshot(document(Paragraph((TextSpan(text, figure),))))
    )
    assert back == document(Paragraph((TextSpan(text, figure),)))
    (paragraph,) = back.body
    assert isinstance(paragraph, Paragraph)
    assert str(paragraph.spans[0].figure and paragraph.spans[0].figure.value) == str(value)
    assert {field.name for field in fields(Figure)} >= {"rows", "value"}
