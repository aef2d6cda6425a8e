"""The page of forms: what it says without any form, for a file that is none, and for one that cannot be opened."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.form_templates.form_templates_view import FormTemplatesView
from models.services import form_templates


def open_page(page_context: PageContext, qtbot: QtBot) -> FormTemplatesView:
    """Show the page."""
    page = FormTemplatesView(page_context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page_context.jobs.busy)
    return page


def test_without_forms_it_says_what_to_do(page_context: PageContext, qtbot: QtBot) -> None:
    page = open_page(page_context, qtbot)
    assert page.empty_state.heading.text() == "还没有报表模板"
    assert page.head.add_button.isEnabled()
    assert not page.head.fill_button.isEnabled()


def test_a_file_that_is_no_form_is_not_kept(page_context: PageContext, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(page_context, qtbot)
    messages: list[str] = []
    page_context.notifications.message_posted.connect(lambda _, text: messages.append(text))
    (tmp_path / "假.xlsx").write_bytes(b"no zip at all")
    page.add(tmp_path / "假.xlsx")
    assert messages == ["“假.xlsx”文件没有传完整，或者已经损坏；请对方重新发一份。"]
    assert page_context.book_session.read(form_templates.templates) == []


def test_a_form_that_cannot_be_opened_says_why(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run(
        "示例", lambda session: form_templates.keep_template(session, "坏.xlsx", b"PK broken")
    )
    page = open_page(page_context, qtbot)
    assert page.empty_state.heading.text() == "这张模板打不开"
    assert "已经损坏" in page.empty_state.sentence.text()
