"""Archive outside the ledgers: content and files of issued circulars, files of form templates, each under its hash."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.errors import UserError
from models.fields.base import Base, new_id

MAX_FILE_BYTES = 20 * 1024 * 1024  # bytes of one file


class ArchivedContent(Base):
    """The content of an issued circular as canonical JSON, compressed; ``digest`` is the hash of the JSON itself."""

    __tablename__ = "circular_frozen"

    circular: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class ArchivedFile(Base):
    """One file of an issued circular: ``made`` by the program on issue, or attached later (a scan, an edited Word).

    The file of a form template is kept here too, with the template's row in place of the circular's.
    """

    __tablename__ = "circular_file"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    circular: Mapped[str] = mapped_column(sa.String(32), index=True)
    name: Mapped[str] = mapped_column(sa.Text)
    generated: Mapped[bool] = mapped_column("made", sa.Boolean)
    digest: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


@dataclass(frozen=True, slots=True)
class ArchivedFileInfo:
    """An archived file without its bytes; ``made`` is true for files the program generated."""

    id: str
    name: str
    generated: bool
    digest: str


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes as hex."""
    return hashlib.sha256(content).hexdigest()


def store_content(session: Session, circular: str, text: str) -> str:
    """Archive a circular's content (canonical JSON); return its hash, which the ledger's row stores too."""
    plain = text.encode()
    digest = digest_of(plain)
    session.add(ArchivedContent(circular=circular, digest=digest, content=zlib.compress(plain, 9)))
    return digest


def load_content(session: Session, circular: str, digest: str) -> str:
    """Return a circular's archived content; raises UserError where it is missing or does not match ``digest``."""
    row = session.get(ArchivedContent, circular)
    if row is None:
        raise UserError("这份通报没有留存内容，不能照原样再印。")
    plain = _decompressed(row.content)
    if digest_of(plain) != digest:
        raise UserError("这份通报的留存内容与校验值不符，可能被程序之外改动；请用备份恢复后再印。")
    return plain.decode()


def _decompressed(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error:
        return b""


def store_file(session: Session, circular: str, name: str, content: bytes, *, generated: bool) -> str:
    """Archive a file; return its hash. Raises UserError for a file larger than 20 MB."""
    if len(content) > MAX_FILE_BYTES:
        raise UserError(f"“{name}”有 {len(content) // 1024 // 1024} MB，附在通报上的文件不能超过 20 MB；请压缩后再附。")
    digest = digest_of(content)
    session.add(
        ArchivedFile(id=new_id(), circular=circular, name=name, generated=generated, digest=digest, content=content)
    )
    return digest


def files_of(session: Session, circular: str) -> list[ArchivedFileInfo]:
    """List a circular's files in the order they were archived."""
    query = (
        sa.select(ArchivedFile.id, ArchivedFile.name, ArchivedFile.generated, ArchivedFile.digest)
        .where(ArchivedFile.circular == circular)
        .order_by(ArchivedFile.id)
    )
    return [ArchivedFileInfo(*row) for row in session.execute(query)]


def file_bytes(session: Session, file: ArchivedFileInfo) -> bytes:
    """Return a file's bytes; raises UserError where they do not match its hash."""
    content: bytes = session.execute(sa.select(ArchivedFile.content).where(ArchivedFile.id == file.id)).scalar_one()
    if digest_of(content) != file.digest:
        raise UserError(f"留存的“{file.name}”与校验值不符，可能被程序之外改动；请用备份恢复。")
    return content


def integrity_faults(connection: Connection) -> Iterator[str]:
    """Check archived contents and files against their hashes and their circulars' rows; yield a sentence per fault."""
    circular = sa.table("circular", sa.column("id"), sa.column("number"), sa.column("content"), sa.column("files"))
    rows = {row.id: row for row in connection.execute(sa.select(circular))}
    held = set()
    for owner, digest, content in connection.execute(
        sa.select(ArchivedContent.circular, ArchivedContent.digest, ArchivedContent.content)
    ):
        held.add(owner)
        row = rows.get(owner)
        if digest_of(_decompressed(content)) != digest or row is None or row.content != digest:
            yield f"通报{row.number if row else owner[-6:]}的留存内容与校验值不符。"
    yield from (f"通报{row.number}的留存内容不见了。" for row in rows.values() if row.content and row.id not in held)
    digests: dict[str, set[str]] = {}
    for owner, name, digest, content in connection.execute(
        sa.select(ArchivedFile.circular, ArchivedFile.name, ArchivedFile.digest, ArchivedFile.content)
    ):
        digests.setdefault(owner, set()).add(digest)
        if digest_of(content) != digest:
            yield f"通报{rows[owner].number if owner in rows else owner[-6:]}留存的“{name}”与校验值不符。"
    for row in rows.values():
        noted = {line.rsplit(" ", 1)[-1] for line in (row.files or "").splitlines()}
        if noted - digests.get(row.id, set()):
            yield f"通报{row.number}留存的文件不见了。"
    form = sa.table("form_template", sa.column("id"), sa.column("name"), sa.column("file_hash"))
    for row in connection.execute(sa.select(form).where(form.c.file_hash.is_not(None))):
        if row.file_hash not in digests.get(row.id, set()):
            yield f"报表模板“{row.name}”的文件不见了。"
