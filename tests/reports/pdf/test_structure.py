"""What is printed reads aloud as it was written: headings, paragraphs, tables, figures, in order, nothing lost."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reports.content.chart_text import chart_text
from reports.content.document import (
    Annex,
    Block,
    Chart,
    ChartKind,
    Document,
    DocumentLayout,
    Picture,
    SectionHeading,
    Series,
)
from reports.figures.figure import Figure
from tests.pdf_structure import Element, TaggedPdf
from tests.reports.pdf.sheets import circular, figure_span, filler, paragraph, print_circular, table
from tests.reports.pdf.test_photo import photograph

OPENING = paragraph("1—10月，全县新签约项目", figure_span("174"), "，比2025年多3个；QQ群12号。")
RATES = tuple(Figure(f"rate-{n}", "完成率", "%", Decimal(n), "计数", ("row-1",), 2) for n in (50, 75))
CHART = Chart(ChartKind.BARS, "图1　各专班完成率", ("焦化", "铝"), (Series("完成率", RATES),), "%")
FULL = replace(
    circular(
        SectionHeading(1, "一、总体情况"),
        OPENING,
        CHART,
        SectionHeading(2, "（一）排名"),
        table(2),
        Picture(photograph((40, 30)), "签约现场"),
        annexes=(Annex("任务表", (table(3, total=False, notes=()),)), Annex("清单", (OPENING,))),
    ),
    copy_number="000001",
    urgency="特急",
    signers=("张伟", "李明"),
)


def tagged(folder: Path, document: Document) -> TaggedPdf:
    return TaggedPdf(print_circular(folder, document).path)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> TaggedPdf:
    return tagged(tmp_path_factory.mktemp("full"), FULL)


def texts(structure: TaggedPdf, *roles: str) -> list[str]:
    return [element.spoken for element in structure.root.all(*roles)]


def test_a_circular_reads_aloud_in_the_order_of_its_text(full: TaggedPdf) -> None:
    assert full.lines()[:12] == [
        "P 000001",
        "P 特急",
        "P 夏邑县招商引资工作领导小组办公室文件",
        "P 夏招办〔2026〕15号",
        "P 签发人：张伟李明",
        "H1 夏邑县招商引资工作领导小组办公室关于2026年10月全县招商引资工作情况的通报",
        "P 各乡镇人民政府，县直有关单位：",
        "H2 一、总体情况",
        "P 1—10月，全县新签约项目174个，比2025年多3个；QQ群12号。",
        "Figure 图1　各专班完成率：焦化50.00%；铝75.00%。",
        "Caption 图1　各专班完成率",
        "H3 （一）排名",
    ]
    after = full.lines()[full.lines().index("P 附件：") :]
    assert after[:8] == [
        "P 附件：",
        "Lbl 1.",
        "LBody 任务表",
        "Lbl 2.",
        "LBody 清单",
        "P 夏邑县招商引资工作领导小组办公室",
        "P 2026年11月5日",
        "P （联系人：张伟）",
    ]
    assert full.lines()[-4:] == [
        "H1 附件2清单",
        "P 1—10月，全县新签约项目174个，比2025年多3个；QQ群12号。",
        "P 抄送：县委办公室，县人大常委会办公室。",
        "P 夏邑县招商引资工作领导小组办公室2026年11月5日印发",
    ]


def test_all_that_is_printed_is_in_the_structure_or_an_artifact(full: TaggedPdf) -> None:
    assert full.faults == []
    assert [page.unmarked for page in full.pages] == [[]] * len(full.pages)
    artifacts = [text for page in full.pages for text in page.artifacts]
    assert "".join(artifacts).replace(" ", "") == "".join(f"—{page + 1}—" for page in range(len(full.pages)))


def test_a_table_names_its_headers(full: TaggedPdf) -> None:
    first = next(full.root.all("Table"))
    assert [child.role for child in first.children] == ["Caption", "THead", "TBody"]
    assert first.children[0].spoken == "专班排名表单位：个"
    columns = [(cell.role, cell.attributes["Scope"]) for cell in first.children[1].all("TH", "TD")]
    assert columns == [("TH", "/Column")] * 5
    rows = [list(row.all("TH", "TD")) for row in first.children[2].all("TR")]
    assert [(cell.role, cell.spoken, cell.attributes) for cell in rows[0]] == [
        ("TH", "一、工业类专班", {"O": "/Table", "Scope": "/Row", "ColSpan": 5})
    ]
    assert [(cell.role, cell.spoken) for cell in rows[1]] == [
        ("TD", "1"),
        ("TH", "第1产业链"),
        ("TD", "40"),
        ("TD", "1.25"),
        ("TD", "按期推进"),
    ]
    # Empty cells are cells: otherwise the numbers of a total would stand in other columns.
    assert [(cell.role, cell.spoken) for cell in rows[-1]] == [
        ("TD", ""),
        ("TH", "合计"),
        ("TD", "1,204"),
        ("TD", "82.19"),
        ("TD", ""),
    ]


def test_figures_say_what_they_show_and_where_they_are(full: TaggedPdf) -> None:
    chart, photo = full.root.all("Figure")
    assert chart.alternative == chart_text(CHART)
    assert photo.alternative == "照片：签约现场"
    for element in (chart, photo):
        assert [child.role for child in element.children] == ["Caption"]
        left, low, right, top = element.attributes["BBox"]
        assert 0 < left < right < 596
        assert 0 < low < top < 842


def test_a_paragraph_or_row_over_two_pages_is_one_element(tmp_path: Path) -> None:
    long_row = table(1, total=False)
    tall = replace(long_row.rows[1], cells=(*long_row.rows[1].cells[:4], paragraph("多" * 9000).spans[0]))
    document = circular(
        *filler(8), paragraph("长" * 2000), annexes=(Annex("附表", (replace(long_row, rows=(tall,)),)),)
    )
    structure = tagged(tmp_path, document)
    assert structure.faults == []
    (divided,) = [element for element in structure.root.all("P") if element.text.startswith("长")]
    assert divided.text == "长" * 2000
    assert len(divided.pages) > 1
    (row,) = list(next(structure.root.all("TBody")).all("TR"))
    cells = list(row.all("TH", "TD"))
    assert [cell.text for cell in cells] == ["1", "第1产业链", "40", "1.25", "多" * 9000]
    assert len(cells[4].pages) > 1


def test_the_head_of_a_continued_table_is_read_out_once(tmp_path: Path) -> None:
    structure = tagged(tmp_path, circular(annexes=(Annex("附表", (table(60),)),)))
    assert texts(structure, "TH").count("产业专班") == 1
    artifacts = "".join(text for page in structure.pages for text in page.artifacts)
    assert artifacts.count("（续表）") == artifacts.count("产业专班") >= 1


@pytest.mark.parametrize("levels", [(2, 3), (1, 3, 4), (3, 1, 2)])
def test_no_level_of_headings_is_left_out_on_the_way_down(tmp_path: Path, levels: tuple[int, ...]) -> None:
    blocks: tuple[Block, ...] = tuple(SectionHeading(level, f"标题{level}") for level in levels)
    structure = tagged(tmp_path, circular(*blocks, paragraph("文。")))
    before = 0
    for element in structure.root.all("H1", "H2", "H3", "H4", "H5"):
        assert int(element.role[1:]) <= before + 1
        before = int(element.role[1:])
    assert texts(structure, "H1")[0] == FULL.title


@pytest.mark.parametrize("layout", [DocumentLayout.LETTER, DocumentLayout.MINUTES, DocumentLayout.BULLETIN])
def test_other_layouts_lose_nothing_either(tmp_path: Path, layout: DocumentLayout) -> None:
    document = replace(
        FULL,
        layout=layout,
        signers=(),
        present=(("出席", "张伟、李明"), ("列席", "王芳")),
        copies_to="报：县委\n送：政协",
    )
    structure = tagged(tmp_path, document)
    assert structure.faults == []
    assert not any(page.unmarked for page in structure.pages)
    expected = {
        DocumentLayout.LETTER: ["夏招办〔2026〕15号", "报：县委。"],
        DocumentLayout.MINUTES: ["出席：张伟、李明", "列席：王芳"],
        DocumentLayout.BULLETIN: ["报：县委。", "送：政协。"],
    }[layout]
    assert set(expected) <= set(texts(structure, "P"))


def test_every_element_has_content_or_children(full: TaggedPdf) -> None:
    def empty(element: Element) -> bool:
        return not element.pages and not element.children

    assert [element.role for element in full.root.all() if empty(element)] == []
