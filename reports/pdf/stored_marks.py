"""Figure marks for a PDF that was stored earlier: only those that still lie on what the stored pages print."""

from dataclasses import replace

from reports.pdf.pdf_canvas import FigureMark
from reports.pdf.pdf_renderer import PrintResult

_MARGIN = 1.0  # points


def marks_on_stored_pages(printed: PrintResult, content: bytes) -> PrintResult:
    """Return the result of setting a document again with the marks that fit the stored PDF of it.

    A newer program may break its lines and pages elsewhere; a click beside a number must not open the rows of another.
    """
    import pypdfium2

    stored = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage() for page in stored]

    def fits(mark: FigureMark) -> bool:
        if mark.page > len(texts):
            return False
        under = texts[mark.page - 1].get_text_bounded(
            mark.x - _MARGIN, mark.y - _MARGIN, mark.x + mark.width + _MARGIN, mark.y + mark.height + _MARGIN
        )
        printed_text = "".join(under.split())
        return bool(printed_text) and printed_text in {"".join(mark.figure.phrase.split()), mark.figure.text}

    return replace(printed, pages=len(texts), marks=tuple(mark for mark in printed.marks if fits(mark)))
