"""涉企检查清单: refused where there is nothing to list, printed from the command line."""

from datetime import date
from pathlib import Path

import pytest

from desktop.cli import main
from models.errors import UserError
from models.ledgers import County, Inspection
from models.storage.store import Store
from reports.circulars.sheets import handouts
from reports.content.document import SectionHeading
from tests.definitions import set_definitions
from tests.reports.circulars.sheets.test_sheet_files import document_text, words
from tests.rows import add_row


def test_what_broke_the_rule_stands_first(book: Store) -> None:
    with book.writing("检查") as session:
        add_row(session, County, name="示例县")
        set_definitions(session, inspections_per_firm="1")
        for month, answer in ((3, "同意"), (5, None)):
            on = date(2026, month, 1)
            add_row(session, Inspection, name="检查", company="示例甲", unit="税务局", on=on, answer=answer)
        add_row(session, Inspection, name="复查", company="示例乙", planned_on=date(2026, 12, 1))
        add_row(session, Inspection, name="去年的", company="示例乙", on=date(2025, 12, 31))
    document = handouts.inspections_document(book, date(2026, 11, 20))
    text = document_text(document)
    assert text.startswith("截至2026年11月20日，今年涉企检查2次，没有批准就检查1次，超过每家企业每年1次的1次。")
    assert [block.text for block in document.body if isinstance(block, SectionHeading)] == [
        "一、没有批准就检查的",
        "二、超过年度次数的",
        "三、今年已经检查的",
        "四、报审了还没有检查的",
    ]
    assert "示例甲｜税务局｜检查｜—｜—｜—｜—｜2026-05-01｜2｜—" in text
    assert "去年的" not in text


def test_where_nobody_was_inspected_no_list_is_made_and_the_command_line_prints_one(
    hejin: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day, path, out = date(2026, 11, 20), str(hejin.path), tmp_path / "清单.pdf"
    with pytest.raises(UserError, match="还没有登记涉企检查"):
        handouts.inspections_document(hejin, day)
    with hejin.writing("检查") as session:
        add_row(session, Inspection, name="检查", company="示例甲", unit="税务局", on=date(2026, 10, 9), answer="同意")
    hejin.close()
    assert main.main(["sheet", path, "--inspections", "--out", str(out), "--today", day.isoformat()]) == 0
    assert "河津市涉企检查清单" in words(out)
    assert "已打印涉企检查清单" in capsys.readouterr().out
