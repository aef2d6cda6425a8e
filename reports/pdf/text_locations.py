"""Name the location of every text in a circular, so that an error message can point at it."""

from collections.abc import Iterable, Iterator

from models.errors import UserError
from reports.content.document import Block, Chart, Document, Paragraph, Picture, RowKind, SectionHeading, Table
from reports.pdf.fonts import FontSet

_MAX_LISTED = 5  # characters listed in one error message


def located_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every text a circular prints as (location in words, text)."""
    yield "标题", document.title
    yield "发文机关标志", document.masthead
    yield "份号", document.copy_number
    yield "密级和保密期限", document.secrecy
    yield "紧急程度", document.urgency
    yield "发文字号", document.number
    for name in document.signers:
        yield "签发人", name
    yield "主送机关", document.recipients
    yield from _block_texts("正文", document.body)
    for label, names in document.present:
        yield "与会名单", label + names
    yield "署名", document.signed_by
    yield "附注", document.remark
    yield "抄送", document.copies_to
    yield "印发机关", document.printed_by
    for number, annex in enumerate(document.annexes, 1):
        name = f"附件{number}" if len(document.annexes) > 1 else "附件"
        yield f"{name}的标题", annex.title
        yield from _block_texts(name, annex.blocks)


def missing_characters(document: Document, faces: FontSet | None = None) -> list[tuple[str, str]]:
    """List each character that cannot be printed with the location of its first occurrence, for checks before issuing.

    Checks the bundled fonts, which issued documents are set in, unless ``faces`` is given.
    """
    return (faces or FontSet.bundled()).missing_characters(located_texts(document))


def reject_missing_characters(faces: FontSet, document: Document) -> None:
    """Raise UserError if a circular has a character that no font has: a blank box in its place could go unnoticed."""
    reject_characters(missing_characters(document, faces))


def reject_characters(missing: list[tuple[str, str]]) -> None:
    """Raise UserError listing (character, location) pairs that cannot be printed; do nothing if there are none."""
    if not missing:
        return
    named = "；".join(f"“{char}”（U+{ord(char):04X}），在{where}" for char, where in missing[:_MAX_LISTED])
    more = f"等{len(missing)}个字" if len(missing) > _MAX_LISTED else ""
    raise UserError(
        f"所有字体中都没有以下的字，印不出来：{named}{more}。请换成通行的写法，或安装含有该字的字体后再试。"
    )


def _block_texts(where: str, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    paragraph = 0
    for block in blocks:
        match block:
            case SectionHeading(text=text):
                yield f"{where}的小标题“{text[:12]}”", text
            case Paragraph():
                paragraph += 1
                yield f"{where}第{paragraph}段", block.text
            case Table():
                yield from _table_texts(where, block)
            case Picture(caption=caption):
                yield f"{where}的图片说明“{caption[:12]}”", caption
            case Chart():
                name = f"{where}的图“{block.caption[:12]}”"
                written = (*block.labels, *(series.name for series in block.series), block.unit)
                yield from ((name, text) for text in (block.caption, *written))


def _table_texts(where: str, table: Table) -> Iterator[tuple[str, str]]:
    name = f"{where}的表“{table.caption}”" if table.caption else f"{where}的表"
    yield f"{name}的表名", table.caption
    yield f"{name}的单位", table.unit
    for column in table.columns:
        yield f"{name}的表头", column.title
    for number, row in enumerate(table.rows, 1):
        for index, cell in enumerate(row.cells):
            if row.kind is RowKind.GROUP:
                yield f"{name}第{number}行", cell.text
            else:
                title = table.columns[index].title.replace("\n", "")
                yield f"{name}第{number}行“{title}”一栏", cell.text
    for note in table.notes:
        yield f"{name}的注", note
