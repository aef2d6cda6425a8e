"""A Word file changed by hand comes back part by part; counted numbers are named, tables never taken."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph as WordLine

from reports.circulars.workflow.text_overrides import EditedCircular, TextEdit, apply_edits
from reports.circulars.workflow.word_changes import WordChanges, read_word_changes
from reports.content.document import Document, Paragraph, Row, SectionHeading, Table, TableColumn, TextSpan
from reports.docx.circular_document import write_docx
from reports.figures.figure import Figure

SIGNED = Figure("signed.now", "签约项目", "个", Decimal(19), "计数", ("a",))
TABLE = Table("表1　示例", (TableColumn("专班", 6), TableColumn("签约", 3)), (Row((TextSpan("焦化"), TextSpan("19"))),))
CIRCULAR = Document(
    title="关于示例县招商引资工作情况的通报",
    masthead="示例县文件",
    number="示招组〔2026〕9号",
    recipients="各乡镇人民政府",
    body=(
        SectionHeading(1, "一、总体情况"),
        Paragraph((TextSpan("本月签约"), TextSpan("19个", SIGNED), TextSpan("。")), "签约"),
        Paragraph((TextSpan("各专班推进有力。"),), "推进"),
        TABLE,
        SectionHeading(1, "二、下步打算"),
        Paragraph((TextSpan("抓好签约。"),), "打算"),
    ),
    signed_by="示例县招商办",
    dated=date(2026, 11, 5),
    remark="此件公开发布",
)
Hand = Callable[[WordDocument], None]


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Hand], WordChanges]:
    """Write the draft, let a hand change the Word file, and read it back."""

    def change(hand: Hand) -> WordChanges:
        draft = apply_edits(CIRCULAR, ())
        path = tmp_path / "通报.docx"
        write_docx(draft.document, path)
        word = docx.Document(str(path))
        hand(word)
        word.save(str(path))
        return read_word_changes(draft, path)

    return change


def line(word: WordDocument, text: str) -> WordLine:
    """Find the paragraph that begins so."""
    return next(each for each in word.paragraphs if each.text.startswith(text))


def rewrite(word: WordDocument, old: str, new: str) -> None:
    """Replace a paragraph's text as an editor does: the runs change, the bookmarks stay."""
    target = line(word, old)
    first, *rest = target.runs
    first.text = new
    for run in rest:
        run.text = ""


def test_an_untouched_file_has_no_changes(changed: Callable[[Hand], WordChanges]) -> None:
    assert changed(lambda word: word.save(BytesIO())) == WordChanges((), ())


def test_a_rewritten_sentence_is_a_change_of_its_part(changed: Callable[[Hand], WordChanges]) -> None:
    (change,) = changed(lambda word: rewrite(word, "各专班推进", "各专班加压奋进。")).changes
    assert (change.key, change.before, change.text) == ("推进", "各专班推进有力。", "各专班加压奋进。")
    assert change.generated == "各专班推进有力。"
    assert (change.lost_figures, change.new_numbers) == ((), ())


def test_a_number_changed_by_hand_is_named(changed: Callable[[Hand], WordChanges]) -> None:
    (change,) = changed(lambda word: rewrite(word, "本月签约", "本月签约25个。")).changes
    assert (change.lost_figures, change.new_numbers) == (("19个",), ("25",))


def test_a_number_within_a_longer_one_is_not_the_same(changed: Callable[[Hand], WordChanges]) -> None:
    (change,) = changed(lambda word: rewrite(word, "本月签约", "本月签约119个。")).changes
    assert (change.lost_figures, change.new_numbers) == (("19个",), ("119",))


def test_a_deleted_paragraph_is_left_out(changed: Callable[[Hand], WordChanges]) -> None:
    def delete(word: WordDocument) -> None:
        element = line(word, "抓好签约")._p  # noqa: SLF001 - python-docx deletes nothing
        word.element.body.remove(element)

    (change,) = changed(delete).changes
    assert (change.key, change.text) == ("打算", None)


def test_a_paragraph_written_in_between_is_added_below_the_part_above(changed: Callable[[Hand], WordChanges]) -> None:
    def write(word: WordDocument) -> None:
        line(word, "二、下步打算").insert_paragraph_before("全县上下要争先创优，力争新签约30个。")

    (change,) = changed(write).changes
    assert (change.key, change.text) == ("+1@推进", "全县上下要争先创优，力争新签约30个。")
    assert change.new_numbers == ("30",)


def test_title_recipients_and_remark_come_back_without_what_the_page_adds(
    changed: Callable[[Hand], WordChanges],
) -> None:
    def rename(word: WordDocument) -> None:
        rewrite(word, "关于示例县", "关于示例县十月份招商引资情况的通报")
        rewrite(word, "各乡镇人民政府", "各乡镇人民政府，县直各单位：")
        rewrite(word, "（此件公开", "（此件不公开）")

    texts = {change.key: change.text for change in changed(rename).changes}
    assert texts == {
        "@title": "关于示例县十月份招商引资情况的通报",
        "@recipients": "各乡镇人民政府，县直各单位",
        "@remark": "此件不公开",
    }


def test_numbers_in_tables_are_named_and_never_taken(changed: Callable[[Hand], WordChanges]) -> None:
    def miscount(word: WordDocument) -> None:
        word.tables[0].cell(1, 1).text = "91"

    changes = changed(miscount)
    assert changes.changes == ()
    assert changes.remarks == ("第1张表第2行“19”改成“91”：表里的数由台账算出，没有收回；请改台账。",)


def test_a_changed_heading_is_named(changed: Callable[[Hand], WordChanges]) -> None:
    changes = changed(lambda word: rewrite(word, "二、下步打算", "二、下一步工作"))
    assert changes.changes == ()
    assert "“二、下步打算”改了或删了：这里由程序排印，没有收回。" in changes.remarks


def test_a_file_of_another_circular_is_not_taken(tmp_path: Path) -> None:
    other = replace(CIRCULAR, title="别的通报", recipients="", remark="", body=())
    path = tmp_path / "别的.docx"
    write_docx(other, path)
    draft = apply_edits(replace(CIRCULAR, title="关于示例县招商引资工作情况的通报"), ())
    keys = {part.key for part in draft.parts if not part.key.startswith("@")}
    assert not keys & {change.key for change in read_word_changes(draft, path).changes if change.text}
    plain = tmp_path / "白纸.docx"
    word = docx.Document()
    word.add_paragraph("白纸")
    word.save(str(plain))
    changes = read_word_changes(draft, plain)
    assert changes.changes == ()
    assert "不是从这一期通报导出的" in changes.remarks[0]


def test_what_was_taken_back_reads_the_same_again(tmp_path: Path) -> None:
    """Taking the changes and writing anew gives a file without changes: the round trip is closed."""
    draft, path = apply_edits(CIRCULAR, ()), tmp_path / "通报.docx"
    write_docx(draft.document, path)
    word = docx.Document(str(path))
    rewrite(word, "本月签约", "十月份签约19个，势头良好。")
    line(word, "二、下步打算").insert_paragraph_before("全县上下要争先创优。")
    word.save(str(path))
    taken = read_word_changes(draft, path).changes
    assert len(taken) == 2
    edits = [TextEdit(change.key, change.text, change.generated) for change in taken]
    again: EditedCircular = apply_edits(CIRCULAR, edits)
    assert read_word_changes(again, path) == WordChanges((), ())
    assert SIGNED in [figure for part in again.parts for figure in part.figures]  # still knows its rows


def test_text_copied_into_a_new_file_is_known_by_what_it_says(tmp_path: Path) -> None:
    draft, path, copy = apply_edits(CIRCULAR, ()), tmp_path / "通报.docx", tmp_path / "另存.docx"
    write_docx(draft.document, path)
    word, plain = docx.Document(str(path)), docx.Document()
    for each in word.paragraphs:
        plain.add_paragraph(each.text.replace("抓好签约。", "抓好签约和开工。"))
    plain.save(str(copy))
    changes = {change.key: change.text for change in read_word_changes(draft, copy).changes}
    assert changes["+1@推进"] == "抓好签约和开工。"  # its own part is not known any more, so it is offered as new
    assert changes["打算"] is None
    assert set(changes) == {"+1@推进", "打算"}
