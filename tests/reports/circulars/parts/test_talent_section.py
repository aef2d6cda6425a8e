"""人才需求 in circulars: what was ticked and raised in the period, with what is known of each demand."""

from datetime import date
from decimal import Decimal

from models.ledgers import County, Project, Talent
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import figures
from tests.reports.written import sentences
from tests.rows import add_row, add_task_force

OCTOBER = read_period("2026-10")


def test_what_was_ticked_and_raised_in_the_period_is_printed(book: Store) -> None:
    with book.writing("人才") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
        forces = [add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "钢铁"))]
        project = add_row(session, Project, name="示例焦炉项目")
        full = {"kind": "专业技术", "degree": "不限", "wanted": 6, "due": date(2026, 12, 31), "unit": "人社局"}
        of_project = {"project": project, "task_force": forces[0], "chosen": True}
        first, last = date(2026, 10, 1), date(2026, 10, 31)
        row = add_row(session, Talent, name="末日", raised_on=last, **of_project, **full)
        add_row(session, Talent, name="首日", raised_on=first, chosen=True, task_force=forces[1])
        add_row(session, Talent, name="未选", raised_on=first)
        add_row(session, Talent, name="上月", raised_on=date(2026, 9, 30), **of_project)
        add_row(session, Talent, name="下月", raised_on=date(2026, 11, 1), **of_project)
        add_row(session, Talent, name="取消", raised_on=last, state="已取消", **of_project)
    for kind in ("month", "meeting"):
        document, _ = compose(book, kind, OCTOBER)
        texts = sentences(document)
        start = next(number for number, text in enumerate(texts) if text.endswith("、人才需求"))
        assert texts[start + 1 : start + 3] == [
            "有关企业需要首日。",
            "示例焦炉项目需要末日6人（专业技术，学历不限，2026年12月31日前到岗，人社局协调）。",
        ]
        assert not any(word in "".join(texts) for word in ("未选", "上月", "下月", "取消"))
        (figure,) = (figure for figure in figures(document) if figure.key.startswith("talent."))
        assert (figure.value, figure.rows, figure.ledger) == (Decimal(6), (row,), "talent")
    of_force = "".join(sentences(compose(book, "month", OCTOBER, task_force=forces[1])[0]))
    assert "首日" in of_force
    assert "末日" not in of_force
