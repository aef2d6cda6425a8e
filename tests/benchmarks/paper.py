"""Print one document with one typesetter in this fresh process; run by test_paper.py.

``python paper.py own|platypus|typst|office circular|annex FOLDER``. Prints JSON: the seconds of the best warm run of a
circular or of the only run of an annex, and the greatest resident memory in MB.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from resources import FONTS

ROWS, WARM_RUNS = 5_000, 7
SENTENCE = (
    "招商引资是经济工作的生命线，各专班要倒排工期、挂图作战，新签约项目{}个，完成率{}.19%，确保年度目标任务圆满完成。"
)
COLUMN_TITLES = (
    "序号",
    "项目名称",
    "投资方",
    "责任专班",
    "签约时间",
    "总投资",
    "签约金额",
    "阶段",
    "开工时间",
    "到位资金",
    "用地",
    "最新进展",
)
TITLE = "关于招商引资情况的通报"
FACES = {
    "Fang": "LXGWZhuqueFangsong-Regular.ttf",
    "Title": "ZhuanbanBiaosong.ttf",
    "Hei": "ZhuanbanHei.ttf",
    "Kai": "ZhuanbanKai.ttf",
    "Song": "ZhuanbanSong.ttf",
}
STAGES = ("签约", "开工", "竣工", "投产")
FORCES = ("新能源", "装备制造", "食品加工", "生物医药", "现代物流")


def circular_paragraphs() -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a circular of about seven pages as (level, text); level 0 is running text."""
    for part in range(7):
        yield 1, f"{'一二三四五六七'[part]}、第{part + 1}部分情况"
        yield 2, "（一）工作进展"
        for number in range(2):
            yield 0, SENTENCE.format(part * 7 + number, 60 + number) * 2


def annex_rows(rows: int) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a project list, as similar to each other as real ones."""
    for row in range(rows):
        day = f"2026-{row % 12 + 1:02}-{row % 28 + 1:02}"
        amounts = (f"{row * 37 % 9000 / 100:,.2f}", f"{row * 91 % 7000 / 100:,.2f}", f"{row * 13 % 900 / 100:,.2f}")
        yield (
            *(
                str(row + 1),
                f"示例{FORCES[row % 5]}项目{row % 900}期",
                f"示例{FORCES[row % 3]}集团有限公司",
                FORCES[row % 5],
            ),
            *(day, amounts[0], amounts[1], STAGES[row % 4], day, amounts[2], str(row % 300), "正在办理前期手续"),
        )


def document(what: str) -> Any:
    """Build the document content to print."""
    from reports.content.document import (
        Align,
        Annex,
        Document,
        Paragraph,
        Row,
        SectionHeading,
        Table,
        TableColumn,
        TextSpan,
    )

    columns = tuple(
        TableColumn(head, 3.5, Align.LEFT if n in {1, 2, 11} else Align.CENTRE) for n, head in enumerate(COLUMN_TITLES)
    )
    if what == "annex":
        body, count = (Paragraph((TextSpan("见附件。"),)),), ROWS
    else:
        body = tuple(
            SectionHeading(level, text) if level else Paragraph((TextSpan(text),))
            for level, text in circular_paragraphs()
        )  # type: ignore[assignment]  # both are blocks
        count = 40
    table = Table("", columns, tuple(Row(tuple(map(TextSpan, row))) for row in annex_rows(count)), "亿元")
    annexes = (Annex("项目明细表", (table,), landscape=True),)
    return Document(
        "关于招商引资情况的通报", "示例县文件", "示招〔2026〕1号", "各乡镇", body, "示例县", date(2026, 11, 5), annexes
    )


def our_typesetter(what: str, folder: Path) -> Callable[[], object]:
    """Print with the project's own typesetter."""
    from reports.pdf.fonts import FontSet
    from reports.pdf.pdf_renderer import print_pdf

    content = document(what)
    return lambda: print_pdf(content, folder / "own.pdf", faces=FontSet.bundled())


def reportlab_platypus(what: str, folder: Path) -> Callable[[], object]:
    """Print with reportlab's Platypus paragraphs and LongTable, its usual high-level API."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics, ttfonts
    from reportlab.platypus import LongTable, SimpleDocTemplate
    from reportlab.platypus import Paragraph as Block

    for name, file in FACES.items():
        pdfmetrics.registerFont(ttfonts.TTFont(name, str(FONTS / file)))
    text = ParagraphStyle("text", fontName="Fang", fontSize=16, leading=29, wordWrap="CJK", firstLineIndent=32)
    title = ParagraphStyle("title", parent=text, fontName="Title", fontSize=22)
    heads = {
        0: text,
        1: ParagraphStyle("1", parent=text, fontName="Hei"),
        2: ParagraphStyle("2", parent=text, fontName="Kai"),
    }
    cell = ParagraphStyle("cell", fontName="Fang", fontSize=9, leading=11, wordWrap="CJK")
    strong = ParagraphStyle("strong", parent=cell, fontName="Hei")

    def numbered(canvas: Any, document: Any) -> None:
        canvas.setFont("Song", 14)
        canvas.drawString(480, 60, f"— {document.page} —")

    def run() -> None:
        story: list[Any] = (
            []
            if what == "annex"
            else [Block(TITLE, title)] + [Block(words, heads[level]) for level, words in circular_paragraphs()]
        )
        rows = [[Block(value, cell) for value in row] for row in annex_rows(ROWS if what == "annex" else 40)]
        table = LongTable([[Block(head, strong) for head in COLUMN_TITLES], *rows], repeatRows=1)
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
        size = landscape(A4) if what == "annex" else A4
        document = SimpleDocTemplate(str(folder / "platypus.pdf"), pagesize=size)
        document.build([*story, table], onFirstPage=numbered, onLaterPages=numbered)

    return run


def typst(what: str, folder: Path) -> Callable[[], object]:
    """Print with typst, the reference for line breaking quality."""
    import typst as engine  # type: ignore[import-not-found, unused-ignore]  # not a dependency: only measured where installed

    lines = ['#set page(paper: "a4", margin: (x: 28mm, y: 36mm), numbering: "— 1 —")']
    lines += ['#set text(font: "Zhuque Fangsong (technical preview)", size: 16pt, lang: "zh")']
    lines += ["#set par(justify: true, leading: 13pt, first-line-indent: (amount: 2em, all: true))"]
    if what == "annex":
        lines += ["#set page(flipped: true)"]
    else:
        lines += [f'#text(font: "Zhuanban Biaosong", size: 22pt)[{TITLE}]\n']
        faces = {1: "Zhuanban Hei", 2: "Zhuanban Kai"}
        lines += [
            f'#text(font: "{faces[level]}")[{words}]\n' if level else f"{words}\n"
            for level, words in circular_paragraphs()
        ]
    rows = annex_rows(ROWS if what == "annex" else 40)
    cells = ",\n".join(",".join(f"[{value}]" for value in row) for row in rows)
    heads = ",".join(f"[{head}]" for head in COLUMN_TITLES)
    lines += [f"#set text(size: 9pt)\n#table(columns: 12, inset: 3pt, table.header({heads}),\n{cells})"]
    source = folder / "typst.typ"
    written = "\n".join(lines)
    number = iter(range(1_000_000))

    def run() -> None:
        # It remembers what it set before; a circular that is printed again has changed.
        source.write_text(written.replace("招商", f"招商{next(number)}"), "utf-8")
        engine.compile(str(source), output=str(folder / "typst.pdf"), font_paths=[str(FONTS)])

    return run


def libreoffice(what: str, folder: Path) -> Callable[[], object]:
    """Print a sheet with LibreOffice; the first run creates its profile."""
    import xlsxwriter

    book = xlsxwriter.Workbook(folder / "office.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    ruled = book.add_format({"border": 1, "font_size": 9})
    for number, row in enumerate((COLUMN_TITLES, *annex_rows(ROWS))):
        sheet.write_row(number, 0, row, ruled)
    book.close()
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]

    def run() -> None:
        subprocess.run([*command, str(folder / "office.xlsx")], check=True, capture_output=True)  # noqa: S603 - a fixed program on our own file

    run()
    return run


def peak_megabytes() -> float:
    """Return this process's peak memory in MB; getrusage would include the process it was forked from."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]  # Linux always has the line


def main(way: str, what: str, folder: Path) -> None:
    """Run one typesetter and print its time and peak memory as JSON."""
    run = {"own": our_typesetter, "platypus": reportlab_platypus, "typst": typst, "office": libreoffice}[way](
        what, folder
    )
    took = []
    for _ in range(1 if what == "annex" else WARM_RUNS):
        began = time.perf_counter()
        run()
        took.append(time.perf_counter() - began)
    peak = peak_megabytes()
    sys.stdout.write(json.dumps({"seconds": min(took), "megabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
