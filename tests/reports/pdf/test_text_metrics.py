"""What a text is measured at is what its line is drawn at."""

from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.text_metrics import CharMetricsCache, MeasuredText, TextStyle

STYLE = TextStyle(FontRole.BODY, GB9704.size)


def measured(text: str) -> MeasuredText:
    return MeasuredText(CharMetricsCache(FontSet.bundled(), FontRole.BODY), text, STYLE)


def test_a_closing_mark_hangs_by_its_blank_half_and_others_can_give_theirs() -> None:
    text = measured("招商，引资。")
    assert text.natural_width(0, 6) == 6 * STYLE.size
    assert text.hanging_width(0, 6) == 5.5 * STYLE.size
    assert text.squeeze_room(0, 6) == STYLE.size / 2


def test_spaces_at_the_end_of_a_line_are_not_seen() -> None:
    text = measured("招商  ")
    assert text.visible_end(0, 4) == 2
    assert text.natural_width(0, 4) == 2 * STYLE.size
