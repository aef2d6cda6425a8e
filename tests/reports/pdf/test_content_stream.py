"""A page's drawing operators: text is encoded as its font says, rules are joined, and state is written once."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from reports.content.document import Annex, Row, Table, TableColumn, TextSpan
from reports.pdf.content_stream import BLACK, ContentStream, SubsetEncoder
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.line_breaking import Breaker, TextStyle
from tests.reports.pdf.sheets import body_only, paragraph, print_circular

RED = (1.0, 0.0, 0.0)
BREAKER = Breaker(FontSet.bundled())
STYLE = TextStyle(FontRole.BODY, 16.0)


class Page:
    """A page of one content stream."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self.canvas = Canvas(self._file, pagesize=(600, 800), invariant=1, pageCompression=0)
        self.stream = ContentStream(self.canvas, {})

    def write(self, text: str, x: float = 50, baseline: float = 700, *, size: float = 16.0, scale: float = 1.0) -> None:
        """Write a line."""
        line = BREAKER.single(text, TextStyle(STYLE.role, size))
        self.stream.add_text(line, x, baseline, BLACK, scale)

    def operators(self) -> str:
        """Return the operators as they are written."""
        self.stream.flush()
        self.canvas.save()
        data = self._file.getvalue().decode("latin-1")
        (content,) = re.findall(r"q (.*) Q", data, re.DOTALL)
        return str(content)

    def text(self) -> str:
        """Return the text that a reader of PDFs finds."""
        self.stream.flush()
        self.canvas.save()
        pdf = pypdfium2.PdfDocument(self._file.getvalue())
        found_text: str = pdf[0].get_textpage().get_text_range()
        pdf.close()
        return found_text


@pytest.mark.parametrize(
    "text",
    ["河津市", "2026", "签约(3个)\\n", "a(b)c", "、，。“”（）", "𬭎光𠮷祥", "10月新签约174个，8.80亿元", "é£"],
)
def test_what_is_written_can_be_read(text: str) -> None:
    page = Page()
    page.write(text)
    assert page.text() == text


def test_hundreds_of_characters_need_several_subsets_and_stay_readable() -> None:
    page = Page()
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 600))
    known = [character for character in text if BREAKER.single(character, STYLE).width > 0]
    for number in range(0, len(known), 30):
        page.write("".join(known[number : number + 30]), baseline=750 - number, size=8.0)
    assert page.text().replace("\r\n", "") == "".join(known)


def test_a_font_is_named_once_for_lines_in_it() -> None:
    page = Page()
    page.write("2026", baseline=700)
    page.write("2025", baseline=680)
    assert page.operators().count(" Tf") == 1
    other = Page()
    other.write("2026", baseline=700)
    other.write("2025", baseline=680, size=12.0)
    assert other.operators().count(" Tf") == 2


def test_narrow_letters_are_set_back_for_the_next_line() -> None:
    page = Page()
    page.write("2026", scale=0.8)
    page.write("2025", baseline=680)
    assert re.findall(r"[\d.]+ Tz", page.operators()) == ["80.000 Tz", "100.000 Tz"]


def test_colours_change_only_where_they_change() -> None:
    page = Page()
    line = BREAKER.single("2026", STYLE)
    for baseline, colour in ((700, BLACK), (680, RED), (660, RED), (640, BLACK)):
        page.stream.add_text(line, 50, baseline, colour, 1.0)
    assert re.findall(r"\d \d \d rg", page.operators().partition("BT")[2]) == ["1 0 0 rg", "0 0 0 rg"]


def strokes(page: Page) -> list[str]:
    return re.findall(r"[\d.]+ [\d.]+ m [\d.]+ [\d.]+ l S", page.operators())


def test_pieces_of_a_vertical_rule_are_one_rule() -> None:
    page = Page()
    for top in (700.0, 680.0, 660.0):
        page.stream.add_rule((50, top), (50, top - 20), 0.5, BLACK)
    assert strokes(page) == ["50.000 700.000 m 50.000 640.000 l S"]


@pytest.mark.parametrize(
    ("second", "count"),
    [
        (((50, 680.005), (50, 660)), 1),
        (((50, 679.9), (50, 660)), 2),
        (((60, 680), (60, 660)), 2),
    ],
    ids=["a hair's breadth", "a gap", "another column"],
)
def test_only_rules_that_touch_are_joined(second: tuple[tuple[float, float], tuple[float, float]], count: int) -> None:
    page = Page()
    page.stream.add_rule((50, 700), (50, 680), 0.5, BLACK)
    page.stream.add_rule(*second, 0.5, BLACK)
    assert len(strokes(page)) == count


@pytest.mark.parametrize(("width", "colour"), [(1.0, BLACK), (0.5, RED)])
def test_rules_of_another_kind_are_not_joined(width: float, colour: tuple[float, float, float]) -> None:
    page = Page()
    page.stream.add_rule((50, 700), (50, 680), 0.5, BLACK)
    page.stream.add_rule((50, 680), (50, 660), width, colour)
    assert len(strokes(page)) == 2


def test_horizontal_rules_are_drawn_as_they_are() -> None:
    page = Page()
    page.stream.add_rule((50, 700), (150, 700), 0.5, BLACK)
    page.stream.add_rule((150, 700), (250, 700), 0.5, BLACK)
    assert strokes(page) == ["50.000 700.000 m 150.000 700.000 l S", "150.000 700.000 m 250.000 700.000 l S"]


def test_fills_lie_below_rules_and_rules_below_text() -> None:
    page = Page()
    page.write("2026")
    page.stream.add_rule((50, 700), (150, 700), 0.5, BLACK)
    page.stream.add_fill(40, 690, 200, 30, (0.9, 0.9, 0.9))
    operators = page.operators()
    assert operators.index(" re f") < operators.index(" l S") < operators.index("BT")
    assert operators.startswith("/Artifact<</Type/Layout>> BDC\n0.9 0.9 0.9 rg 40.000 690.000 200.000 30.000 re f")
    assert operators.index(" l S") < operators.index("EMC") < operators.index("BT")


def test_an_empty_frame_writes_nothing() -> None:
    page = Page()
    page.stream.flush()
    page.canvas.showPage()
    page.canvas.save()
    assert " Q" not in page._file.getvalue().decode("latin-1").partition("stream")[2].partition("endstream")[0]  # noqa: SLF001 - the test's own class


def test_a_text_in_one_subset_is_one_string() -> None:
    canvas = Canvas(io.BytesIO(), invariant=1)
    line = BREAKER.single("河津市河津市", STYLE)
    ((_, face, _, text),) = line.runs
    encoder = SubsetEncoder(face, canvas)
    ((name, code),) = encoder.encode(text)
    assert len(code.replace("\\", "")) >= 6
    assert encoder.encode(text) == [(name, code)]
    assert encoder.encode("(a)") == [(encoder.encode("b")[0][0], r"\(a\)")]


SENTENCES = (
    "1—10月，全县新签约项目174个，合同金额8.80亿元，完成率82.19%（序时进度83.33%），比去年同期12.5亿元增长30.2%，GDP占比5%。",
    "各乡镇人民政府：请于11月20日前报送至张伟（电话0359-5012345、zhangwei@hejin.gov.cn），联系QQ123456，A座3楼，逾期不候。",
    "招商引资是经济工作的生命线，各专班要倒排工期、挂图作战，新签约“三个一批”项目3个，确保年度目标任务圆满完成。",
)


def read_by_pdfium(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    return "".join(pages)


def read_by_mupdf(path: Path) -> str:
    with pymupdf.open(path) as pdf:  # type: ignore[no-untyped-call]
        return "".join(page.get_text() for page in pdf)


def read_by_poppler(path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext on this machine (.ci/setup installs it)")
    return subprocess.run([program, path, "-"], capture_output=True, text=True, check=True).stdout  # noqa: S603 - on our own file


@pytest.mark.parametrize("read", [read_by_pdfium, read_by_mupdf, read_by_poppler])
def test_paragraphs_are_read_as_written_without_blanks_in_stretched_lines(
    tmp_path: Path, read: Callable[[Path], str]
) -> None:
    document = body_only(*(paragraph(sentence) for sentence in SENTENCES))
    document = replace(document, masthead="河津文件", annexes=(Annex("附表", (mixed_table(),)),))
    text = re.sub(r"[\r\n\f]", "", read(print_circular(tmp_path, document).path))
    assert [sentence for sentence in (*SENTENCES, "河津文件") if sentence not in text] == []
    cells = "".join(span.text for row in mixed_table().rows for span in row.cells)
    assert re.sub(r"\s", "", cells) in re.sub(r"\s", "", text)
    assert [span.text for row in mixed_table().rows for span in row.cells if span.text not in text] == []


def mixed_table() -> Table:
    columns = (TableColumn("名称", 12), TableColumn("说明", 12))
    rows = (("示例3期项目", "用地120亩，投资8.8亿元"), ("5G基站A座", "2026年3月开工"))
    return Table("", columns, tuple(Row(tuple(map(TextSpan, row))) for row in rows))


def test_letters_stand_where_the_line_says_however_many_pieces_it_is_written_in() -> None:
    """Each piece begins where the one before it ended, so that a wrong width or gap would shift the rest."""
    for sentence in SENTENCES:
        line = BREAKER.paragraph(sentence, STYLE, 440.0)[0]
        page = Page()
        page.stream.mark_with(lambda _: "/P<</MCID 0>>")
        page.stream.add_text(line, 50, 700, BLACK, 1.0)
        page.stream.flush()
        page.canvas.save()
        with pymupdf.open(stream=page._file.getvalue()) as pdf:  # type: ignore[no-untyped-call]  # noqa: SLF001 - the test's own class
            spans = [
                span
                for block in pdf[0].get_text("rawdict")["blocks"]
                for row in block["lines"]
                for span in row["spans"]
            ]
        characters = [character for span in spans for character in span["chars"] if character["c"] != " "]
        assert "".join(character["c"] for character in characters) == line.text
        lefts = [character["origin"][0] for character in characters]
        assert lefts == pytest.approx([50 + left for left in line.lefts], abs=0.02)
