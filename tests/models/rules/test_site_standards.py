"""Whether a site keeps its indicators, and the average of days, by hand."""

from decimal import Decimal

import pytest

from models.rules.site_standards import StandardState, average_days, standard_state

MET, MISSED, OPEN = StandardState.MET, StandardState.MISSED, StandardState.OPEN


@pytest.mark.parametrize(
    ("indicator", "direction", "promised", "real", "judged", "state"),
    [
        ("容积率", None, "1.5", "1.5", None, MET),
        ("容积率", None, "1.5", "1.4999", None, MISSED),
        ("单位能耗", None, "0.3", "0.3", None, MET),  # of energy little is asked
        ("单位能耗", None, "0.3", "0.31", None, MISSED),
        ("单位能耗", "不低于", "0.3", "0.31", None, MET),
        ("容积率", "不高于", "1.5", "1.6", None, MISSED),
        ("环境标准", None, None, None, True, MET),
        ("环境标准", None, None, None, False, MISSED),
        ("环境标准", None, None, None, None, OPEN),
        ("亩均税收", None, "10", None, None, OPEN),
        ("亩均税收", None, "10", "12", False, MET),  # numbers say it themselves
    ],
)
def test_an_indicator_is_met_by_its_number_or_by_the_inspection(
    indicator: str, direction: str | None, promised: str | None, real: str | None, judged: bool | None, state: str
) -> None:
    numbers = [None if text is None else Decimal(text) for text in (promised, real)]
    assert standard_state(indicator, direction, numbers[0], numbers[1], judged) == state


def test_the_average_has_one_place_and_none_without_days() -> None:
    assert average_days([]) is None
    assert average_days([10, 20, 25]) == Decimal("18.3")
    assert average_days([1, 2]) == Decimal("1.5")
    assert average_days([0, 0, 1, 0]) == Decimal("0.3")  # 0.25, rounded half up
