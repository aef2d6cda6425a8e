"""The subjects of a ranking, in the order they are printed."""

from datetime import date

import pytest

from models.ledgers import Enterprise, Lead, Project, Target, TaskForce
from models.rules.scheme_vocabulary import RankingSubject
from models.statistics.events import Event
from models.statistics.subjects import subject_index
from models.storage.store import Store
from tests.rows import add_row, add_task_force

LAST = date(2026, 12, 31)


def test_subjects_of_every_kind(book: Store) -> None:
    with book.writing("行") as session:
        add_task_force(session, "乙", 2, lead_units="市工科局")
        add_task_force(session, "甲", 1, lead_units="市发改局、工科局")
        add_row(session, Project, name="一", township="城关镇", referrer="某某集团")
        add_row(session, Lead, name="二", referrer="示例甲")
        add_row(session, Lead, name="三", referrer="某某商会")
        add_row(session, Target, metric="签约金额", period="2026", owner="西乡")
        add_row(session, Target, metric="签约金额", period="2026", owner="示例乙")
    with book.reading() as session:
        named = {
            kind: list(subject_index(session, kind, LAST).names.values())
            for kind in ("招商专班", "单位", "乡镇", "企业")
        }
    assert named == {
        "招商专班": ["甲", "乙"],
        "单位": ["市发改局", "市工科局"],
        "乡镇": ["城关镇", "西乡"],
        "企业": ["某某商会", "某某集团"],
    }


def test_a_unit_is_known_by_its_longest_spelling_whatever_its_level(book: Store) -> None:
    """“市工科局”, “县工科局” and “工科局” are one unit; “市场局” is printed whole."""
    with book.writing("专班") as session:
        first = add_task_force(session, "甲", 1, lead_units="工科局、市场局")
        second = add_task_force(session, "乙", 2, lead_units="市工科局、发改局、县发改局、区发改局")
        add_task_force(session, "丙", 3)
    with book.reading() as session:
        index = subject_index(session, "单位", LAST)
    assert list(index.names.values()) == ["市工科局", "市场局", "县发改局"]
    assert index.keys[first] == ("工科局", "场局")
    assert index.keys[second] == ("工科局", "发改局")  # two spellings of one unit are one subject


def test_events_find_their_subjects(book: Store) -> None:
    with book.writing("专班") as session:
        first = add_task_force(session, "甲", 1, lead_units="发改局、工科局")
        second = add_task_force(session, "乙", 2, lead_units="工科局")
        add_row(session, Project, name="一", township="城关镇", referrer="某某集团")
    day = date(2026, 3, 1)
    events = [
        Event("1", first, day, township="城关镇"),
        Event("2", second, day, referrer="某某集团"),
        Event("3", None, day),
    ]
    grouped = {}
    with book.reading() as session:
        for kind in ("招商专班", "单位", "乡镇", "企业"):
            by_subject = subject_index(session, kind, LAST).by_subject(events)
            grouped[kind] = {key: [event.row for event in listed] for key, listed in by_subject.items()}
    assert grouped == {
        "招商专班": {first: ["1"], second: ["2"]},
        "单位": {"发改局": ["1"], "工科局": ["1", "2"]},
        "乡镇": {"城关镇": ["1"]},
        "企业": {"某某集团": ["2"]},
    }


@pytest.mark.parametrize(
    ("kind", "ledgers"),
    [
        ("招商专班", {"lead", "visit", "activity", "receipt", "project", "funding"}),
        ("单位", {"lead", "visit", "activity", "receipt", "project", "funding"}),
        ("乡镇", {"project", "funding"}),
        ("企业", {"project", "funding", "lead"}),
    ],
)
def test_only_rows_that_name_a_subject_are_counted_for_it(book: Store, kind: str, ledgers: set[str]) -> None:
    with book.reading() as session:
        assert subject_index(session, kind, LAST).ledgers == ledgers


def test_which_firms_are_ranked(book: Store) -> None:
    with book.writing("企业") as session:
        for name, facts in (
            ("骨干", {"kind": "骨干企业"}),
            ("链主", {"kind": "目标企业", "anchor": "链主"}),
            ("链上", {"kind": "目标企业", "anchor": "链上"}),  # neither an anchor nor a referrer
            ("有任务", {}),
            ("引荐过", {}),
        ):
            row = add_row(session, Enterprise, name=name, **facts)
            if name == "有任务":
                add_row(session, Target, metric="签约金额", period="2026", enterprise=row)
        removed = add_row(session, Enterprise, name="删除的", kind="骨干企业")
        session.get_one(Enterprise, removed).removed = True
        for referrer in ("引荐过", "示例甲", "某某研究院", None):
            add_row(session, Lead, name="线索", referrer=referrer)
    with book.reading() as session:
        names = list(subject_index(session, "企业", LAST).names)
    # 引荐过 is in the ledger, 某某研究院 is called a firm, 示例甲 is a person.
    assert names == sorted(["骨干", "链主", "有任务", "引荐过", "某某研究院"])


def test_townships_are_places_and_not_persons_or_bureaus(book: Store) -> None:
    owners = ("东乡", "西街道", "高新区", "示例甲", "发改局", "北林场", "经济开发区", "驻京办事处")
    with book.writing("任务") as session:
        for owner in owners:
            add_row(session, Target, metric="签约金额", period="2026", owner=owner)
        removed = add_row(session, Target, metric="签约金额", period="2026", owner="南镇")
        session.get_one(Target, removed).removed = True
        add_row(session, Project, name="一", township="不像地名")
    with book.reading() as session:
        names = list(subject_index(session, "乡镇", LAST).names)
    assert names == sorted([*(set(owners) - {"示例甲", "发改局"}), "不像地名"])


def test_industries_are_the_firm_s_own_or_its_task_force_s(book: Store) -> None:
    with book.writing("企业") as session:
        short, long = (
            add_task_force(session, "焦化", 1, category="能源"),
            add_row(session, TaskForce, name="钢铁招商专班"),
        )
        for name, facts in (
            ("甲公司", {"industry": "新材料", "task_force": short}),
            ("乙公司", {"task_force": short}),
            ("丙公司", {"task_force": long}),
            ("丁公司", {}),
        ):
            add_row(session, Enterprise, name=name, kind="骨干企业", **facts)
        add_row(session, Lead, name="线索", referrer="路人商会")
    with book.reading() as session:
        firms, forces = subject_index(session, "企业", LAST).groups, subject_index(session, "招商专班", LAST).groups
    assert firms == {
        "甲公司": "新材料",
        "乙公司": "焦化",
        "丙公司": "钢铁招商专班",
        "丁公司": "未分行业",
        "路人商会": "未分行业",
    }
    assert forces == {short: "能源", long: "未分行业"}


@pytest.mark.parametrize("subject", list(RankingSubject))
def test_every_kind_of_subject_can_be_listed(book: Store, subject: RankingSubject) -> None:
    with book.writing("专班") as session:
        add_task_force(session, "焦化", 1, lead_units="开发区")
        names = subject_index(session, subject, LAST).names
    assert bool(names) is (subject in {RankingSubject.TASK_FORCE, RankingSubject.UNIT})
