"""A ranking scheme is offered where the kind of circular ranks, and only there."""

from datetime import date

from pytestqt.qtbot import QtBot

from desktop.circular.circular_head import CircularHead


def chosen(qtbot: QtBot) -> CircularHead:
    """Make a head that offers two schemes."""
    head = CircularHead(date(2026, 11, 20))
    qtbot.addWidget(head)
    head.offer_schemes(("产业专班季度绩效评价", "县直单位招商引资绩效管理"))
    return head


def test_only_what_ranks_asks_for_a_scheme(qtbot: QtBot) -> None:
    head = chosen(qtbot)
    offered = {}
    for number in range(head.kind.count()):
        head.kind.setCurrentIndex(number)
        offered[str(head.kind.currentData())] = not head.scheme.isHidden()
    assert {key for key, shown in offered.items() if shown} == {"quarter", "queue", "inspection", "assessment"}


def test_the_scheme_chosen_is_given_and_stays(qtbot: QtBot) -> None:
    head = chosen(qtbot)
    head.choose("quarter", "2026-Q3")
    assert head.chosen_scheme() == ""
    head.scheme.setCurrentIndex(head.scheme.findData("县直单位招商引资绩效管理"))
    assert head.chosen_scheme() == "县直单位招商引资绩效管理"
    head.offer_schemes(("县直单位招商引资绩效管理", "新方案"))
    assert head.chosen_scheme() == "县直单位招商引资绩效管理"
    head.choose("month", "2026-10")
    assert head.chosen_scheme() == ""
