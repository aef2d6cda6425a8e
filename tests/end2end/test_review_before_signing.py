"""A project is reviewed before it is signed, and its money is recognised, as a clerk does both in the window."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from pytestqt.qtbot import QtBot

from desktop.editors.yes_no import YesNoEditor
from desktop.main_window import MainWindow
from models.fields.kind import ReadValue
from models.ledgers import AgreementPoint, Funding, Project, Setting, UnitOpinion
from models.services.gates import gate_status
from models.statistics.event_reader import read_statistics
from tests.end2end.test_policies_and_reviews import editor_of, parts_of, save, sheet_text, type_fields


def test_a_project_is_reviewed_and_its_sheet_says_what_is_missing(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    actions = window.actions_.actions_by_name
    window.go("project")
    actions["add_row"].trigger()
    type_fields(panel, {"name": "铝材项目", "registered": "5000", "paid_in": "0", "controller": "示例甲"})
    save(panel, qtbot)
    row = book_session.read(
        lambda session: session.execute(sa.select(Project.id).filter_by(name="铝材项目")).scalar_one()
    )
    page = window.ledger_page
    assert page is not None
    page.show_row(row)
    actions["lay_out_review"].trigger()
    query = sa.select(UnitOpinion.id).where(UnitOpinion.project == row, UnitOpinion.unit == "发改局")
    opinion = book_session.read(lambda session: session.execute(query).scalar_one())
    panel.open_row(UnitOpinion, opinion)
    type_fields(panel, {"opinion": "同意"})
    save(panel, qtbot)  # without its day it is refused at the field
    assert "要写哪天回复的" in panel.form_cache.currentWidget().field_rows["on"].error_label.text()  # type: ignore[attr-defined]
    type_fields(panel, {"on": "2026-11-3"})
    save(panel, qtbot)
    points = sa.select(AgreementPoint.id).where(AgreementPoint.project == row, AgreementPoint.point == "用地")
    point = book_session.read(lambda session: session.execute(points).scalar_one())
    panel.open_row(AgreementPoint, point)
    type_fields(panel, {"text": "实行零地价"})
    strip = panel.strips.review_strip
    qtbot.waitUntil(lambda: strip.isVisibleTo(panel))
    assert "国办发〔2006〕100号" in strip.caution_label.text()
    save(panel, qtbot)

    page.show_row(row)
    actions["signing_sheet"].trigger()
    text = sheet_text(window, qtbot)
    for words in ("铝材项目签约前审查表", "还没有意见", "实行零地价", "写着“零地价”", "失信被执行情况"):
        assert words in text, words
    missing = book_session.read(lambda session: gate_status(session, row, "签约").missing)
    assert "部门联审：自然资源局、生态环境局、应急管理局、行政审批局、财政局还没有意见" in missing
    # Laying out can be taken back as a whole; what was typed since stays.
    for _ in range(3):
        actions["undo"].trigger()
    left = book_session.read(
        lambda session: session.execute(
            sa.select(sa.func.count()).where(UnitOpinion.project == row, UnitOpinion.removed.is_(False))
        ).scalar_one()
    )
    assert left == 0


def test_money_is_recognised_in_part_and_the_figures_follow(window: MainWindow, qtbot: QtBot) -> None:
    panel, book_session = parts_of(window)
    actions = window.actions_.actions_by_name
    window.go("project")
    actions["add_row"].trigger()
    type_fields(panel, {"name": "铝材项目"})
    save(panel, qtbot)
    row = book_session.read(
        lambda session: session.execute(sa.select(Project.id).filter_by(name="铝材项目")).scalar_one()
    )
    panel.open_row(Project, row)
    panel.detail_stack.add_wanted.emit("funding")
    type_fields(panel, {"month": "2026-9", "amount": "500", "recognised": "300"})
    bank = editor_of(panel, "proof_bank")
    assert isinstance(bank, YesNoEditor)
    bank.choose_answer(0)
    save(panel, qtbot)
    assert "要选一个原因" in panel.form_cache.currentWidget().field_rows["shortfall"].error_label.text()  # type: ignore[attr-defined]
    type_fields(panel, {"shortfall": "凭证不全", "shortfall_note": "200万元只有收据"})
    save(panel, qtbot)
    payment = book_session.read(lambda session: session.query(Funding).filter_by(project=row).one())
    assert (payment.recognised, payment.shortfall, payment.proof_bank) == (Decimal(300), "凭证不全", True)
    setting = sa.select(Setting.id).where(Setting.key == "funds_counted")
    key = book_session.read(lambda session: session.execute(setting).scalar_one())
    book_session.run("口径", lambda session: session.get_one(Setting, key).assign("value", ReadValue("认定数")))
    events = book_session.read(lambda session: read_statistics(session).events.funds)
    assert [(event.day, event.amount) for event in events if event.project == row] == [(date(2026, 9, 1), Decimal(300))]
    actions["recognition_list"].trigger()
    text = sheet_text(window, qtbot)
    for words in ("未认定到位资金清单", "凭证不全：200万元只有收据", "按认定数计"):
        assert words in text, words
