"""A character that cannot be printed raises a UserError that says where it is and what to do."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import UserError
from reports.content.document import Annex, Document, Picture, Row, Table, TableColumn, TextSpan
from reports.pdf.text_locations import missing_characters
from tests.reports.pdf.sheets import circular, paragraph, print_circular

ABSENT = "\U0002b740"
ROWS = (Row((TextSpan("1"), TextSpan("甲"))), Row((TextSpan("2"), TextSpan(ABSENT))))
TABLE = Table("企业表", (TableColumn("序号", 2), TableColumn("企业\n名称", 4)), ROWS)


def test_a_check_before_issue_lists_what_is_missing_without_refusing() -> None:
    document = replace(
        circular(paragraph("甲。"), Picture(b"", f"照片{ABSENT}"), annexes=(Annex("附表", (TABLE,)),)),
        signers=("\U0002b741",),
    )
    assert missing_characters(document) == [("\U0002b741", "签发人"), (ABSENT, f"正文的图片说明“照片{ABSENT}”")]
    assert missing_characters(circular()) == []


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (replace(circular(), title=f"关于{ABSENT}的通报"), "标题"),
        (replace(circular(), remark=ABSENT), "附注"),
        (circular(paragraph("甲。"), paragraph(f"乙{ABSENT}。")), "正文第2段"),
        (circular(annexes=(Annex("附表", (TABLE,)),)), "附件的表“企业表”第2行“企业名称”一栏"),
    ],
)
def test_a_character_no_face_has_is_refused_by_name_and_place(tmp_path: Path, document: Document, where: str) -> None:
    with pytest.raises(UserError) as refused:
        print_circular(tmp_path, document)
    assert f"“{ABSENT}”（U+2B740），在{where}" in str(refused.value)
    assert list(tmp_path.iterdir()) == []
