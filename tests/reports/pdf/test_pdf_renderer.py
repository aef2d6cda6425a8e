"""A circular comes out whole, the same each time, and can be read back."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from models.errors import UserError
from reports.content.document import Annex, Block, Document, SectionHeading, blocks, figures
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import Geometry
from reports.pdf.pdf_renderer import PrintResult, print_documents, print_pdf
from tests.pdf_structure import TaggedPdf
from tests.reports.pdf.sheets import (
    PrintedReader,
    body_only,
    circular,
    figure_span,
    filler,
    paragraph,
    print_circular,
    table,
)

WHOLE = circular(
    SectionHeading(1, "一、总体情况"),
    paragraph("全县新签约项目", figure_span("174"), "，完成率", figure_span("82.19", "%", 2), "。"),
    table(9),
    annexes=(Annex("附表", (table(30),), landscape=True),),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> PrintedReader:
    return print_circular(tmp_path_factory.mktemp("whole"), WHOLE)


def test_the_same_circular_gives_the_same_bytes(tmp_path: Path, whole: PrintedReader) -> None:
    again = print_circular(tmp_path, WHOLE)
    assert again.path.read_bytes() == whole.path.read_bytes()
    assert again.printed == whole.printed


def test_every_figure_of_the_content_is_marked(whole: PrintedReader) -> None:
    assert {mark.figure for mark in whole.printed.marks} == set(figures(WHOLE))
    assert len(list(blocks(WHOLE))) == 4


def test_no_face_is_named_that_is_not_embedded(whole: PrintedReader) -> None:
    with pikepdf.open(whole.path) as pdf:
        dictionaries = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary | pikepdf.Stream)]
        faces = [entry for entry in dictionaries if entry.get("/Type") == "/FontDescriptor"]
        assert len(faces) >= 4
        assert all("/FontFile2" in face for face in faces)
        assert not [entry for entry in dictionaries if entry.get("/BaseFont") == "/Helvetica"]
        assert not [entry for entry in dictionaries if "ASCII85" in str(entry.get("/Filter"))]


def test_the_file_says_what_it_is(whole: PrintedReader) -> None:
    facts = whole.pdf.get_metadata_dict()
    assert facts["Title"] == WHOLE.title
    assert facts["Author"] == WHOLE.signed_by
    assert facts["Subject"] == "月通报"
    with pikepdf.open(whole.path) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_file_says_when_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = datetime.now(UTC).replace(microsecond=0)
    path = print_circular(tmp_path, WHOLE).path
    with pikepdf.open(path) as pdf:
        stated = str(pdf.docinfo.CreationDate)
        assert str(pdf.docinfo.ModDate) == stated
        xmp = bytes(pdf.Root.Metadata.read_bytes()).decode()
    moment = datetime.strptime(stated.replace("'", ""), "D:%Y%m%d%H%M%S%z")
    assert before <= moment <= datetime.now(UTC)
    dates = re.findall(r"<xmp:(?:CreateDate|ModifyDate)>([^<]+)<", xmp)
    assert [datetime.fromisoformat(date) for date in dates] == [moment, moment]


def test_the_outline_leads_to_the_headings_and_annexes(tmp_path: Path) -> None:
    headings = (SectionHeading(1, "二、问题"), SectionHeading(2, "（一）进度"))
    body: list[Block] = [*filler(30), *headings, *filler(30)]
    reader = print_circular(tmp_path, replace(WHOLE, body=(*WHOLE.body, *body)))
    entries = [(entry.level, entry.get_title(), entry.get_dest().get_index() + 1) for entry in reader.pdf.get_toc()]
    second, third = reader.pages_with("二、问题")[0], reader.pages_with("（一）进度")[0]
    annex = reader.pages_with("附表")[-1]
    assert second > 1
    assert entries == [
        (0, WHOLE.title, 1),
        (0, "一、总体情况", 1),
        (0, "二、问题", second),
        (1, "（一）进度", third),
        (0, "附件 附表", annex),
    ]


def test_all_that_was_written_can_be_read_back(tmp_path: Path) -> None:
    body = list(filler(40))
    text = print_circular(tmp_path, body_only(*body)).all_text()
    text = re.sub(r"— \d+ —", "", text)
    assert text.count(body[0].text) == 40


def test_pages_are_numbered_through(whole: PrintedReader) -> None:
    for page in range(1, whole.printed.pages + 1):
        assert f"— {page} —" in whole.text(page)


def test_a_draft_says_so_and_a_clean_print_does_not(tmp_path: Path, whole: PrintedReader) -> None:
    assert "稿" in print_circular(tmp_path, WHOLE, draft=True).text(2)
    assert "稿" not in whole.text(2)


def test_a_print_that_fails_leaves_the_old_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "circular.pdf"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="磁盘已满"):
        print_pdf(WHOLE, path, faces=FontSet.bundled())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


# --- several documents in one file ---------------------------------------------------------------------------------
GEOMETRY = Geometry(duplex=False)
SHORT = replace(circular(paragraph("请发改局于", figure_span("3", "日"), "内答复。")), title="督办单\n发改局")
LONG = replace(circular(*filler(40), paragraph("本月签约", figure_span("174"), "。")), title="督办单\n住建局")
WIDE = replace(circular(annexes=(Annex("附表", (table(3),), landscape=True),)), title="督办单\n环保局")


def merged(folder: Path, *documents: Document, name: str = "合订.pdf") -> PrintedReader:
    printed = print_documents([(document, GEOMETRY) for document in documents], folder / name, faces=FontSet.bundled())
    return PrintedReader(folder / name, printed)


def alone(folder: Path, document: Document) -> PrintResult:
    return print_pdf(document, folder / "单.pdf", faces=FontSet.bundled(), geometry=GEOMETRY)


def test_every_page_of_every_letter_is_there_in_order(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG, WIDE)
    assert reader.printed.pages == len(reader.pdf) == sum(alone(tmp_path, each).pages for each in (SHORT, LONG, WIDE))
    assert "发改局于" in reader.text(1)
    assert "招商引资是经济工作的生命线" in reader.text(2)


def test_each_letter_counts_its_own_pages(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG)
    pages = alone(tmp_path, LONG).pages
    assert pages > 1
    assert "—1—" in reader.text(2).replace(" ", "")
    assert f"—{pages}—" in reader.text(1 + pages).replace(" ", "")


def test_figures_are_found_on_their_page_of_the_whole(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG, SHORT)
    marks = reader.printed.marks
    assert len(marks) == 3
    assert [mark.page for mark in marks] == [1, reader.printed.pages - 1, reader.printed.pages]
    for mark in marks:
        under = reader.text_under(mark.page, (mark.x - 0.5, mark.y, mark.x + mark.width + 0.5, mark.y + mark.height))
        assert under.replace(" ", "") == mark.figure.phrase


def test_the_outline_has_a_line_for_each_letter(tmp_path: Path) -> None:
    reader = merged(tmp_path, SHORT, LONG, SHORT)
    entries = [(entry.get_title(), entry.get_dest().get_index()) for entry in reader.pdf.get_toc() if entry.level == 0]
    last = reader.printed.pages - 1
    assert [pair for pair in entries if pair[0].startswith("督办单")] == [
        ("督办单发改局", 0),
        ("督办单住建局", 1),
        ("督办单发改局", last),
    ]


def test_pages_on_their_side_are_known(tmp_path: Path) -> None:
    single = alone(tmp_path, WIDE).sideways
    assert single
    reader = merged(tmp_path, SHORT, WIDE)
    assert reader.printed.sideways == tuple(page + 1 for page in single)
    assert all("附表" in reader.text(page) or "第3产业链" in reader.text(page) for page in reader.printed.sideways)


def test_on_both_sides_of_the_paper_each_letter_begins_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    """A letter of one page without 版记 is followed by an empty page, the last letter is not."""
    letter = replace(SHORT, printed_by="", copies_to="")
    path = tmp_path / "双面.pdf"
    printed = print_documents([(letter, Geometry())] * 3, path, faces=FontSet.bundled())
    texts = [PrintedReader(path, printed).text(page) for page in range(1, printed.pages + 1)]
    assert ["发改局于" in text for text in texts] == [True, False, True, False, True]
    assert [mark.page for mark in printed.marks] == [1, 3, 5]


def test_the_same_letters_are_the_same_bytes(tmp_path: Path) -> None:
    merged(tmp_path, SHORT, WIDE, name="甲.pdf")
    merged(tmp_path, SHORT, WIDE, name="乙.pdf")
    assert (tmp_path / "甲.pdf").read_bytes() == (tmp_path / "乙.pdf").read_bytes()


def test_one_letter_is_printed_as_if_by_itself(tmp_path: Path) -> None:
    merged(tmp_path, SHORT)
    alone(tmp_path, SHORT)
    assert (tmp_path / "合订.pdf").read_bytes() == (tmp_path / "单.pdf").read_bytes()


def test_the_file_has_the_properties_of_its_first_letter(tmp_path: Path) -> None:
    merged(tmp_path, SHORT, LONG)
    pdf = pypdfium2.PdfDocument(tmp_path / "合订.pdf")
    assert pdf.get_metadata_value("Title") == "督办单发改局"
    assert pdf.get_metadata_value("Producer") == "招商台账"
    pdf.close()


def test_a_character_in_no_font_leaves_the_old_file(tmp_path: Path) -> None:
    merged(tmp_path, SHORT, LONG)
    before = (tmp_path / "合订.pdf").read_bytes()
    with pytest.raises(UserError):
        merged(tmp_path, SHORT, replace(LONG, title="\U0001f600"))
    assert (tmp_path / "合订.pdf").read_bytes() == before


def test_letters_in_one_file_are_parts_with_headings_of_their_own(tmp_path: Path) -> None:
    merged(tmp_path, SHORT, LONG)
    structure = TaggedPdf(tmp_path / "合订.pdf")
    assert structure.faults == []
    assert [part.role for part in structure.root.children] == ["Part", "Part"]
    assert [[heading.spoken for heading in part.all("H1")] for part in structure.root.children] == [
        ["督办单发改局"],
        ["督办单住建局"],
    ]
