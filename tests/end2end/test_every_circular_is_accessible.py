"""Every kind of circular of the demonstration is PDF/A and reads aloud whole: PDF/UA-1, all in its structure."""

from pathlib import Path

import pytest

from models.rules.periods import read_period
from models.storage import store
from reports.circulars import compose
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS
from reports.content.document import Chart, Document, SectionHeading, Table, blocks
from reports.pdf.pdf_renderer import print_pdf
from tests.compare_outputs import PERIODS
from tests.pdf_structure import TaggedPdf
from tests.pdfa import accessibility_errors, pdfa_errors
from tests.rows import TODAY, copy_template


@pytest.fixture(scope="module")
def documents(demo_book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    path = copy_template(demo_book, tmp_path_factory.mktemp("accessible"))
    with store.open_book(path, write=False) as book:
        return {
            key: compose(book, key, read_period(PERIODS[kind.period]), today=TODAY)[0]
            for key, kind in CIRCULAR_KINDS.items()
        }


@pytest.fixture(scope="module")
def files(documents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("issued")
    paths = {key: folder / f"{key}.pdf" for key in documents}
    for key, path in paths.items():
        print_pdf(documents[key], path, archive=True)
    return paths


def test_each_is_fit_for_the_archive(files: dict[str, Path]) -> None:
    assert pdfa_errors(list(files.values())) == []


@pytest.mark.parametrize("kind", CIRCULAR_KINDS)
def test_each_is_heard_as_it_is_read(documents: dict[str, Document], files: dict[str, Path], kind: str) -> None:
    document, path = documents[kind], files[kind]
    structure = TaggedPdf(path)
    assert structure.faults == []
    assert not any(page.unmarked for page in structure.pages)
    printed = list(blocks(document))
    headings = [element.spoken for element in structure.root.all("H2", "H3", "H4", "H5")]
    assert headings == [block.text for block in printed if isinstance(block, SectionHeading)]
    assert len(list(structure.root.all("Table"))) == sum(isinstance(block, Table) for block in printed)
    assert len(list(structure.root.all("Figure"))) >= sum(isinstance(block, Chart) for block in printed)
    rows = [row for block in printed if isinstance(block, Table) for row in block.rows]
    assert sum(len(list(body.all("TR"))) for body in structure.root.all("TBody")) == len(rows)
    assert accessibility_errors([path]) == []
