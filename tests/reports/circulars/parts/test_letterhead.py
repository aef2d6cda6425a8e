"""How circulars name the county, its task forces and days; head and foot; the numbers of charts and tables."""

from dataclasses import replace
from datetime import date

import pytest

from models.ledgers import County, TaskForce
from models.rules.periods import read_period
from models.statistics.events import Events, StatisticsData
from reports.circulars.parts.letterhead import circular, display_name, long_date, scope_name, short_date
from reports.content.document import Chart, ChartKind, Paragraph, SectionHeading, Table, TextSpan

OCTOBER = read_period("2026-10")
COUNTY = {"name": "夏邑县", "level": "县", "organ": "夏邑县招商办", "number_word": "夏招办", "recipients": "各乡镇："}


def facts(only_force: TaskForce | None = None, **county: str | None) -> StatisticsData:
    """Return the data of a county without any rows."""
    nothing = Events(*((),) * 10)
    row = County(**(COUNTY | county))
    data = StatisticsData(row, {}, [], {}, nothing, [], [], [], 0)
    return replace(data, only_force=only_force)


@pytest.mark.parametrize(
    ("level", "name"),
    [("县", "全县"), ("区", "全区"), ("县级市", "全市"), ("地级市", "全市"), (" 县 ", "全县")],
)
def test_the_scope_is_the_whole_county_city_or_district(level: str | None, name: str) -> None:
    assert scope_name(facts(level=level)) == name


@pytest.mark.parametrize(
    ("county", "level", "name"),
    [
        ("夏邑县", None, "全县"),
        ("临河区", "", "全区"),
        ("准格尔旗", None, "全旗"),
        ("河津市", None, "全市"),
        ("某某经济开发区", "县", "全县"),  # what is typed comes first
    ],
)
def test_a_county_that_did_not_type_its_level_is_known_by_its_name(county: str, level: str | None, name: str) -> None:
    assert scope_name(facts(name=county, level=level)) == name


@pytest.mark.parametrize(
    ("name", "short", "shown"),
    [
        ("焦化产业链招商专班", "焦化", "焦化专班"),
        ("焦化产业链招商专班", None, "焦化产业链专班"),
        ("焦化产业链专班", None, "焦化产业链专班"),
        ("焦化组", None, "焦化组专班"),
    ],
)
def test_a_task_force_is_called_by_its_short_name(name: str, short: str | None, shown: str) -> None:
    force = TaskForce(name=name, short=short)
    assert display_name(force) == shown
    assert scope_name(facts(force)) == shown  # in its own report


def test_days_have_their_year_only_where_it_is_another() -> None:
    assert long_date(date(2026, 9, 30)) == "2026年9月30日"
    assert short_date(date(2026, 9, 30), 2026) == "9月30日"
    assert short_date(date(2025, 12, 1), 2026) == "2025年12月1日"
    assert short_date(None, 2026) == ""


@pytest.mark.parametrize(
    ("period", "due", "dated"),
    [
        ("2026-10", 5, date(2026, 11, 5)),
        ("2026-10", 0, date(2026, 10, 31)),
        ("2026", 31, date(2027, 1, 31)),
        ("2026-W43", 1, date(2026, 10, 26)),
    ],
)
def test_a_circular_is_dated_so_many_days_after_its_period(period: str, due: int, dated: date) -> None:
    document = circular(facts(), read_period(period), "题", (), (), kind="月通报", due=due)
    assert (document.dated, document.number) == (dated, f"夏招办〔{dated.year}〕　号")
    assert document.as_of == read_period(period).last


def test_head_and_foot_are_the_county_s() -> None:
    document = circular(facts(remark="联系人：示例甲", copies="县委办"), OCTOBER, "题", (), (), kind="月通报", due=5)
    assert (document.masthead, document.signed_by, document.printed_by) == (
        "夏邑县招商办文件",
        "夏邑县招商办",
        "夏邑县招商办",
    )
    assert (document.recipients, document.remark, document.copies_to) == ("各乡镇", "联系人：示例甲", "县委办")
    assert (document.subject, document.keywords) == ("夏邑县招商引资月通报", ("招商引资", "月通报", "2026-10"))


def test_without_an_office_the_leading_group_signs() -> None:
    document = circular(facts(organ=None, number_word=None), OCTOBER, "题", (), (), kind="月通报", due=5)
    assert (document.signed_by, document.number) == ("夏邑县招商引资领导小组", "〔2026〕　号")


def test_a_task_force_s_report_is_no_official_document() -> None:
    force = TaskForce(name="焦化产业链招商专班", short="焦化")
    document = circular(facts(force, remark="联系人"), OCTOBER, "题", (), (), kind="月通报", due=5)
    left_out = (document.masthead, document.number, document.remark, document.copies_to, document.printed_by)
    assert left_out == ("",) * 5
    # It goes to the county's office, and the task force signs it.
    assert (document.recipients, document.signed_by) == ("夏邑县招商办", "焦化产业链招商专班")
    assert document.subject == "焦化产业链招商专班月通报"


def test_charts_and_tables_are_numbered_apart_in_their_order() -> None:
    def table(caption: str) -> Table:
        return Table(caption, (), ())

    chart = Chart(ChartKind.BARS, "完成率", (), (), "%")
    body = (table("表2　甲"), chart, SectionHeading(1, "一、题"), table("没有编号的"), table("表2　乙"), chart)
    document = circular(facts(), OCTOBER, "题", body, (), kind="月通报", due=5)
    captions = [block.caption for block in document.body if isinstance(block, (Chart, Table))]
    assert captions == ["表1　甲", "图1　完成率", "没有编号的", "表2　乙", "图2　完成率"]


def test_a_text_that_points_to_the_table_below_names_its_number() -> None:
    text = Paragraph((TextSpan("请说明进度（见下表）。"),))
    body = (Table("表9　先前的", (), ()), text, Table("表9　事项", (), ()), text)
    built = circular(facts(), OCTOBER, "题", body, (), kind="月通报", due=0).body
    assert [block.text for block in built if isinstance(block, Paragraph)] == [
        "请说明进度（见表2）。",
        "请说明进度（见下表）。",  # none follows
    ]
