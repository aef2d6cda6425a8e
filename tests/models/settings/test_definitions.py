"""A county's definitions: the sources' values by default, the county's own where set, invalid ones rejected by name."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.ledgers import Holiday, Setting
from models.rules import rewards, stages
from models.settings.definitions import (
    RULE_GROUPS,
    Definitions,
    load_definitions,
    load_work_calendar,
    validate_definitions,
)
from models.storage import presets
from models.storage.preset_rows import setting_rows
from models.storage.store import Store
from resources import PRESETS
from tests.definitions import add_holidays, set_definitions

DEFINITION_NAMES = [name for name, member in vars(Definitions).items() if isinstance(member, property)]

PRESET_LIBRARIES = "；".join(f"{name}：{'、'.join(members)}" for name, members in stages.LIBRARIES.items())


def read_all(settings: Definitions) -> dict[str, object]:
    """Read everything a county may define."""
    return {name: getattr(settings, name) for name in DEFINITION_NAMES}


def test_a_book_that_sets_nothing_keeps_to_the_sources(book: Store) -> None:
    with book.reading() as session:
        settings = load_definitions(session)
    assert not settings.counts_working_days
    assert settings.warn_days == 3
    assert settings.warning_rules == stages.WarningRules(dict.fromkeys(stages.LIBRARIES, 5), 5)
    assert not settings.gates_are_mandatory
    assert (settings.reward_boundary, settings.reward_mode, settings.reward_reading) == (
        rewards.LOWER,
        rewards.WHOLE,
        rewards.ALL_THREE,
    )
    assert settings.thresholds.invest == 200


def test_what_ships_says_the_same_as_what_is_set_nowhere(book: Store) -> None:
    presets.fill_book(book, "blank", PRESETS)
    with book.reading() as session:
        settings = load_definitions(session)
    assert read_all(settings) == read_all(Definitions({}))


def test_every_definition_that_ships_has_its_place_on_the_settings_page() -> None:
    shown = [key for _, keys in RULE_GROUPS for key in keys]
    assert sorted(shown) == sorted(row["key"] for row in setting_rows(PRESETS))


def test_the_countys_own_words_hold(book: Store) -> None:
    with book.writing("口径") as session:
        set_definitions(session, deadline_count="工作日", warn_days="7", stale_profile="一月", stale_count="工作日")
        set_definitions(session, node_ahead="15", gates="必须", reward_boundary="边界归高档", tax_per_mu="12.5")
        set_definitions(
            session, libraries="意向库：线索、研判；推进库:在谈、签约; 落地库：开工、竣工、投产、达效；空库："
        )
    with book.reading() as session:
        settings = load_definitions(session)
    assert settings.counts_working_days
    assert settings.warn_days == 7
    assert settings.gates_are_mandatory
    assert settings.reward_boundary == rewards.UPPER
    assert settings.thresholds.tax == Decimal("12.5")
    assert settings.libraries["推进库"] == ("在谈", "签约")
    assert settings.warning_rules == stages.WarningRules(
        dict.fromkeys(("意向库", "推进库", "落地库"), 30), 15, working_days=True
    )


def test_a_definition_in_the_recycle_bin_does_not_hold(book: Store) -> None:
    with book.writing("口径") as session:
        (row,) = set_definitions(session, gates="必须")
        session.get_one(Setting, row).removed = True
    with book.reading() as session:
        assert not load_definitions(session).gates_are_mandatory


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("warn_days", "三天", "口径“到期前几天亮黄灯”应是数字，现在是“三天”"),
        ("warn_days", "NaN", "应是数字"),
        ("warn_days", "Infinity", "应是数字"),
        ("warn_days", "-1", "应是数字"),
        ("warn_days", "2.5", "应是整天数，现在是“2.5”"),
        ("stale_profile", "十日", "口径“未更新预警”没有“十日”这一档，可选：五日、七日、半月、一月"),
        ("node_ahead", "一周", "口径“节点提前几天预警”应是数字"),
        ("tax_per_mu", "十", "口径“亩均税收门槛（万元/亩）”应是数字"),
    ],
)
def test_a_definition_that_cannot_be_parsed_is_rejected_by_its_name(
    book: Store, key: str, value: str, sentence: str
) -> None:
    with book.writing("口径") as session:
        set_definitions(session, **{key: value})
    with book.reading() as session, pytest.raises(UserError, match=sentence):
        read_all(load_definitions(session))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("在谈库：在谈；签约库：签约、落地", "口径“四库名称与阶段”没有“落地”这个阶段，可选：线索、研判、在谈"),
        ("在谈库：在谈；签约库：在谈、签约", "“在谈”写了两次（在谈库、签约库），只能归一个库"),
        ("在谈库：在谈；签约库", "“签约库”要写成“库名：阶段、阶段”"),
        ("在谈库：在谈；签约库：", "“签约库”要写成“库名：阶段、阶段”"),
        ("在谈库：在谈；：签约", "“签约”要写成“库名：阶段、阶段”"),
    ],
)
def test_libraries_that_would_lose_projects_are_not_saved(book: Store, value: str, sentence: str) -> None:
    with book.writing("口径") as session:
        set_definitions(session, libraries=value)
        with pytest.raises(UserError, match=sentence):
            validate_definitions(session)


@pytest.mark.parametrize("value", ["", "意向库：线索、研判;推进库: 在谈 、签约；", PRESET_LIBRARIES])
def test_usable_libraries_are_saved(book: Store, value: str) -> None:
    with book.writing("口径") as session:
        set_definitions(session, libraries=value)
        validate_definitions(session)


def test_the_books_own_holiday_table_tells_working_days(book: Store) -> None:
    with book.writing("节假日") as session:
        add_holidays(session)
    with book.reading() as session:
        days = load_work_calendar(session)
    assert not days.is_workday(date(2026, 10, 7))
    assert days.is_workday(date(2026, 10, 10))
    assert days.between(date(2026, 9, 28), date(2026, 10, 10)) == 5
    assert days.is_certain(date(2026, 12, 31))
    assert not days.is_certain(date(2027, 1, 4))
    with book.writing("更正") as session:
        for row in session.query(Holiday).filter(Holiday.on == date(2026, 10, 10)):
            row.removed = True
    with book.reading() as session:
        assert not load_work_calendar(session).is_workday(date(2026, 10, 10))


@pytest.mark.parametrize("day", ["0", "29", "-1", "1.5", "月底"])
def test_the_day_to_report_by_is_a_day_of_every_month(book: Store, day: str) -> None:
    with book.writing("口径") as session:
        set_definitions(session, report_day=day)
    with book.reading() as session, pytest.raises(UserError, match="通报要求报送的日子"):
        _ = load_definitions(session).report_day


@pytest.mark.parametrize(
    ("rule", "laggards", "last_twice"),
    [
        ("不约谈", False, False),
        ("进度落后的", True, False),
        ("连续两期倒数第一的", False, True),
        ("两种都约谈", True, True),
    ],
)
def test_who_is_called_in_is_the_countys_choice(rule: str, laggards: bool, last_twice: bool) -> None:
    settings = Definitions({"interview": rule, "interview_gap": "25"})
    assert (settings.interviews_laggards, settings.interviews_last_twice) == (laggards, last_twice)
    assert settings.interview_gap == 25
