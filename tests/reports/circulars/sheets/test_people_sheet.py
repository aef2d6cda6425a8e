"""The register of the people, and what of them a task force's handbook prints."""

from datetime import date
from pathlib import Path

from models.ledgers import County, Lead, Member, Talent, Training, Visit
from models.storage.store import Store
from reports.circulars.sheets import handouts, people_printouts
from tests.definitions import set_definitions
from tests.reports.circulars.sheets.test_sheet_files import document_text
from tests.rows import add_row, add_task_force

TODAY = date(2026, 6, 30)


def small_county(book: Store) -> str:
    """Add a headquarters and a task force with two people, one since April, with visits, training and a demand."""
    with book.writing("示例") as session:
        add_row(session, County, name="示例县", commander="示例书记", deputies="示例县长", office_head="示例主任")
        set_definitions(session, visits_per_member="12")
        force = add_task_force(session, "铝", 1, leader="示例组长")
        other = add_task_force(session, "钢铁", 2)
        add_row(session, Member, task_force=force, name="示例甲", unit="发改局", role="成员", phone="13800000000")
        add_row(session, Member, task_force=force, name="示例乙", role="成员", seconded=True, since=date(2026, 4, 1))
        add_row(session, Member, name="示例丙", role="招商大使", unit="示例商会")
        for day in (5, 6, 7):
            facts = {"direction": "外出", "company": "某企业", "people": "示例甲"}
            add_row(session, Visit, task_force=force, on=date(2026, 5, day), **facts)
        add_row(session, Training, name="政策讲座", on=date(2026, 1, 12), heads=48)
        add_row(session, Training, name="钢铁考察", on=date(2026, 2, 12), task_forces=other, people="示例丁")
        asked = {"skills": "电气自动化", "pay": "月薪八千元"}
        add_row(session, Talent, name="设备工程师", task_force=force, wanted=6, hired=2, unit="人社局", **asked)
        add_row(session, Talent, name="操作工", task_force=other, wanted=10, hired=0)
    return force


def test_the_register_counts_the_people_by_day(book: Store) -> None:
    small_county(book)
    text = document_text(people_printouts.people_document(book, TODAY))
    assert (
        "截至2026年6月30日，2个招商专班在岗人员2人，其中抽调脱产1人；今年中途到岗、离岗的1人，人均数按在岗天数折算；"
        "今年培训2期、49人次；人才需求16人，已到岗2人。"
    ) in text
    assert "指挥长｜示例书记｜副指挥长｜示例县长｜办公室主任｜示例主任" in text
    # (181+91)÷181 = 1.5 people; 3 visits ÷ 1.5 = 2.0.
    assert "铝｜示例组长｜—｜—｜2｜1｜1.5｜3｜2.0｜0｜0.0｜0" in text
    assert "铝｜示例甲｜发改局｜—｜成员｜138****0000｜—｜—｜—｜181｜3（6）｜0" in text
    assert "铝｜示例乙｜—｜—｜成员｜—｜脱产｜2026-04-01｜—｜91｜0（3）｜0" in text
    assert "示例丙｜示例商会｜—｜招商大使" in text
    assert "政策讲座｜—｜2026-01-12｜—｜—｜—｜全县｜48" in text
    assert "设备工程师（电气自动化；月薪八千元）｜" in text


def test_it_is_printed_and_shows_telephones_only_where_asked_for(book: Store, tmp_path: Path) -> None:
    small_county(book)
    assert people_printouts.print_people(book, tmp_path / "册.pdf", TODAY).pages >= 1
    assert "13800000000" in document_text(people_printouts.people_document(book, TODAY, unmasked=True))


def test_a_handbook_names_the_heads_and_prints_its_own_people_training_and_demands(book: Store) -> None:
    force = small_county(book)
    text = document_text(handouts.handbook_document(book, force, TODAY))
    assert "指挥长｜示例书记｜副指挥长｜示例县长｜办公室主任｜示例主任" in text
    assert "在岗人员2人，其中抽调脱产1人，今年按在岗天数折合1.5人；走访3次，人均2.0次；洽谈0轮，人均0.0轮。" in text
    assert "政策讲座" in text
    assert "钢铁考察" not in text
    assert "设备工程师" in text
    assert "操作工" not in text


def test_stationed_people_and_their_leads_have_a_section_of_their_own(book: Store) -> None:
    force = small_county(book)
    assert "驻点" not in document_text(people_printouts.people_document(book, TODAY))
    with book.writing("驻点") as session:
        add_row(session, Member, task_force=force, name="示例驻", role="驻点人员")
        add_row(session, Member, task_force=force, name="示例回", role="驻点人员", until=date(2026, 3, 1))
        for on in (date(2026, 5, 5), date(2026, 5, 6)):
            facts = {"direction": "外出", "company": "某企业", "people": "示例驻、示例甲"}
            add_row(session, Visit, task_force=force, on=on, **facts)
        by_channel = {"channel": "驻点小分队", "state": "已认定"}
        add_row(session, Lead, name="线索一", reported_on=date(2026, 1, 1), **by_channel)
        add_row(session, Lead, name="线索二", reported_on=TODAY, method="驻点招商")
        add_row(session, Lead, name="去年的", reported_on=date(2025, 12, 31), **by_channel)
        add_row(session, Lead, name="别的", reported_on=TODAY, channel="中介机构")
    text = document_text(people_printouts.people_document(book, TODAY))
    assert "驻点人员1人，今年走访2次、洽谈0轮；驻点招商的线索2条，已认定1条。" in text


def test_a_county_of_no_people_says_so(book: Store) -> None:
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
    assert "还没有登记专班人员。" in document_text(people_printouts.people_document(book, TODAY))
