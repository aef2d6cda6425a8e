"""Keep the forms a superior office prescribes: the file in the archive, what the clerk tied to its cells in the row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import FormTemplate
from models.storage import archive

TEMPLATE_SUFFIXES = (".xlsx", ".xlsm", ".docx")
CellTies = Mapping[tuple[str, str], str]  # (sheet, cell) -> the mark that stands for its content


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """A kept form as it is listed."""

    id: str
    name: str
    file: str
    digest: str
    note: str

    @property
    def suffix(self) -> str:
        """The suffix of its file, in small letters."""
        return PurePath(self.file).suffix.lower()


def templates(session: Session) -> list[KeptTemplate]:
    """List the kept forms by name."""
    query = sa.select(FormTemplate).where(FormTemplate.removed.is_(False)).order_by(FormTemplate.name, FormTemplate.id)
    return [_kept(row) for row in session.execute(query).scalars()]


def _kept(row: FormTemplate) -> KeptTemplate:
    return KeptTemplate(row.id, row.name, row.file or "", row.file_hash or "", row.note or "")


def find_template(session: Session, name: str) -> KeptTemplate:
    """Find a kept form by its name, its file's name or its id; raises UserError where none or several match."""
    listed = templates(session)
    matches = [kept for kept in listed if name in {kept.id, kept.name, kept.file}]
    if not matches:
        known = "、".join(kept.name for kept in listed)
        raise UserError(f"没有名为“{name}”的报表模板，也没有这个文件" + (f"；已有：{known}。" if known else "。"))
    if len(matches) > 1:
        raise UserError(f"有{len(matches)}张报表模板都叫“{name}”；请在“报表模板”页里改名后再填。")
    return matches[0]


def keep_template(session: Session, file: str, content: bytes, note: str = "") -> str:
    """Archive a form and add its row; return the row's id. Raises UserError for another kind of file.

    Its name is that of the file without the suffix. A form of that name gets the new file and keeps its ties: the clerk
    has changed it, or the superior office has sent it anew.
    """
    path = PurePath(file)
    if path.suffix.lower() not in TEMPLATE_SUFFIXES:
        raise UserError(f"“{file}”不是 .xlsx、.xlsm 或 .docx；请在 WPS 里打开它，另存为 .xlsx 或 .docx，再添加。")
    same_name = next((kept.id for kept in templates(session) if kept.name == path.stem), None)
    if same_name is None:
        row = FormTemplate(name=path.stem, note=note or None)
        session.add(row)
        session.flush()  # assigns the id under which the file is archived
    else:
        row = _row(session, same_name)
    digest = archive.digest_of(content)
    if all(known.digest != digest for known in archive.files_of(session, row.id)):
        archive.store_file(session, row.id, file, content, generated=False)
    row.file, row.file_hash = file, digest
    return row.id


def remove_template(session: Session, template: str) -> None:
    """Move a form to the recycle bin; its file stays archived, so that it can be restored."""
    _row(session, template).removed = True


def template_bytes(session: Session, template: str) -> bytes:
    """Return the file of a form as it was added; raises UserError where it is missing or does not match its hash."""
    row = _row(session, template)
    for file in archive.files_of(session, template):
        if file.digest == row.file_hash:
            return archive.file_bytes(session, file)
    raise UserError(f"报表模板“{row.name}”的文件不见了；请用备份恢复，或移除后重新添加。")


def cell_ties(session: Session, template: str) -> dict[tuple[str, str], str]:
    """Return the marks that stand over cells of a form."""
    return {(sheet, cell): mark for sheet, cell, mark in json.loads(_row(session, template).ties or "[]")}


def tie_cell(session: Session, template: str, sheet: str, cell: str, mark: str) -> None:
    """Put a mark over a cell of a form; an empty one takes it away."""
    ties = cell_ties(session, template)
    if mark:
        ties[sheet, cell] = mark
    else:
        ties.pop((sheet, cell), None)
    listed = [[*place, text] for place, text in sorted(ties.items())]
    _row(session, template).ties = json.dumps(listed, ensure_ascii=False) if listed else None


def _row(session: Session, template: str) -> FormTemplate:
    row = session.get(FormTemplate, template)
    if row is None:
        raise UserError("这张报表模板已不在账本里，请刷新后再试。")
    return row
