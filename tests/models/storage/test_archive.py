"""What was issued is archived with its hash: a changed byte, a lost file and a file too large are noticed."""

import pytest
import sqlalchemy as sa

from models.errors import UserError
from models.ledgers import Circular
from models.storage import archive
from models.storage.archive import ArchivedContent, ArchivedFile
from models.storage.store import Store
from tests.rows import add_row

TEXT = '{"title":"关于2026年10月全县招商引资工作情况的通报"}'


def issue(book: Store) -> tuple[str, str]:
    """Archive the content and one file of a circular; return its row id and the content's hash."""
    with book.writing("印发") as session:
        row = add_row(
            session, Circular, title="2026年10月通报", kind="month", period="2026-10", number="示招〔2026〕9号"
        )
        digest = archive.store_content(session, row, TEXT)
        file_digest = archive.store_file(session, row, "通报.pdf", b"%PDF", generated=True)
        circular = session.get_one(Circular, row)
        circular.content, circular.files = digest, f"通报.pdf {file_digest}"
    return row, digest


def faults(book: Store) -> list[str]:
    """Check the archive."""
    with book.reading() as session:
        return list(archive.integrity_faults(session.connection()))


def test_what_was_archived_comes_back_as_it_was(book: Store) -> None:
    row, digest = issue(book)
    with book.reading() as session:
        assert archive.load_content(session, row, digest) == TEXT
        (file,) = archive.files_of(session, row)
        assert (file.name, file.generated) == ("通报.pdf", True)
        assert archive.file_bytes(session, file) == b"%PDF"
    assert faults(book) == []


def test_files_stand_in_the_order_they_were_added(book: Store) -> None:
    row, _ = issue(book)
    with book.writing("扫描件") as session:
        for name in ("乙.pdf", "甲.pdf"):
            archive.store_file(session, row, name, name.encode(), generated=False)
    with book.reading() as session:
        files = archive.files_of(session, row)
    assert [(file.name, file.generated) for file in files] == [
        ("通报.pdf", True),
        ("乙.pdf", False),
        ("甲.pdf", False),
    ]


def test_a_circular_without_content_cannot_be_printed_again(book: Store) -> None:
    with book.reading() as session, pytest.raises(UserError, match="没有留存内容，不能照原样再印"):
        archive.load_content(session, "0" * 32, "")


@pytest.mark.parametrize("content", [b"", b"x\x9c"])
def test_changed_content_is_refused_and_reported(book: Store, content: bytes) -> None:
    row, digest = issue(book)
    with book.writing("改动") as session:
        session.execute(sa.update(ArchivedContent).values(content=content))
    with book.reading() as session, pytest.raises(UserError, match="留存内容与校验值不符"):
        archive.load_content(session, row, digest)
    assert faults(book) == ["通报示招〔2026〕9号的留存内容与校验值不符。"]


def test_content_is_held_against_the_hash_of_the_ledger_too(book: Store) -> None:
    row, _ = issue(book)
    with book.writing("改动") as session:
        session.get_one(Circular, row).content = "0" * 64
    assert faults(book) == ["通报示招〔2026〕9号的留存内容与校验值不符。"]


def test_lost_content_is_reported(book: Store) -> None:
    issue(book)
    with book.writing("改动") as session:
        session.execute(sa.delete(ArchivedContent))
    assert faults(book) == ["通报示招〔2026〕9号的留存内容不见了。"]


def test_a_changed_file_is_refused_and_reported(book: Store) -> None:
    row, _ = issue(book)
    with book.writing("改动") as session:
        session.execute(sa.update(ArchivedFile).values(content=b"%PDF-"))
    with book.reading() as session:
        (file,) = archive.files_of(session, row)
        with pytest.raises(UserError, match=r"留存的“通报\.pdf”与校验值不符"):
            archive.file_bytes(session, file)
    assert faults(book) == ["通报示招〔2026〕9号留存的“通报.pdf”与校验值不符。"]


def test_a_lost_file_is_reported(book: Store) -> None:
    issue(book)
    with book.writing("改动") as session:
        session.execute(sa.delete(ArchivedFile))
    assert faults(book) == ["通报示招〔2026〕9号留存的文件不见了。"]


def test_a_file_of_twenty_megabytes_is_the_largest(book: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 2 * 1024 * 1024)
    row, _ = issue(book)
    with book.writing("附件") as session:
        archive.store_file(session, row, "正好.pdf", b"\0" * (2 * 1024 * 1024), generated=False)
        with pytest.raises(UserError, match=r"“大\.pdf”有 2 MB"):
            archive.store_file(session, row, "大.pdf", b"\0" * (2 * 1024 * 1024 + 1), generated=False)


def test_the_hash_is_that_of_the_text_and_not_of_its_compression(book: Store) -> None:
    _, digest = issue(book)
    assert digest == archive.digest_of(TEXT.encode())
    assert archive.digest_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
