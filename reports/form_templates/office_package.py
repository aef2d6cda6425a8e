"""The package of an .xlsx or .docx: its parts, of which only the changed ones are written anew."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from models.errors import UserError
from reports.import_reader.limits import MEBI, Limits
from reports.import_reader.parse.zip_package import checked_zip

_LIMITS = replace(Limits(), inflated=150 * MEBI, size=20 * MEBI)
_MAX_TREE = 30 * MEBI  # bytes of an XML part that is parsed here; a form's sheet has some hundred kilobytes
_OLE = b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES = "[Content_Types].xml"
_STRICT = b"purl.oclc.org/ooxml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


class OfficePackage:
    """The parts of an office file by name; XML parts are parsed when asked for, and written back only if changed."""

    def __init__(self, name: str, data: bytes) -> None:
        if data.startswith(_OLE):
            raise UserError(
                f"“{name}”带打开密码，或者是老式的 .xls、.doc、.et、.wps；请在 WPS 里另存为不带密码的 .xlsx 或 .docx。"
            )
        if len(data) > _LIMITS.size:
            raise UserError(
                f"“{name}”超过 {_LIMITS.size // MEBI} MB，不像一张报表；请删掉多余的图片和行，另存后再添加。"
            )
        try:
            self._data, self._zip = checked_zip(data, _LIMITS)
        except UserError as error:
            raise UserError(f"“{name}”{error}") from None
        self.name = name
        self._trees: dict[str, etree._Element] = {}
        self._changed: set[str] = set()
        self._dropped: set[str] = set()
        self.names = [info.filename for info in self._zip.infolist() if not info.is_dir()]

    def has(self, part: str) -> bool:
        """Return whether there is such a part."""
        return part in self.names and part not in self._dropped

    def parts(self, pattern: str) -> list[str]:
        """List the parts whose whole name matches a regular expression."""
        return [name for name in self.names if re.fullmatch(pattern, name) and name not in self._dropped]

    def read(self, part: str) -> bytes:
        """Return a part's bytes as they are in the file."""
        return self._zip.read(part)

    def tree(self, part: str) -> etree._Element:
        """Return the root of an XML part; raises UserError where it cannot be read."""
        if part not in self._trees:
            if part not in self.names:
                raise UserError(f"“{self.name}”缺少“{part}”这一部分，打不开；请在 WPS 里打开它，另存一份再用。")
            if self._zip.getinfo(part).file_size > _MAX_TREE:
                raise UserError(
                    f"“{self.name}”里有一部分超过 {_MAX_TREE // MEBI} MB，不像报表；请删掉多余的行和格式，另存后再用。"
                )
            data = self.read(part)
            if _STRICT in data[:4096]:
                raise UserError(
                    f"“{self.name}”是“严格的 Open XML”格式；请在 WPS 或 Excel 里另存为普通的 .xlsx 或 .docx。"
                )
            parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
            try:
                self._trees[part] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError:
                raise UserError(f"“{self.name}”的“{part}”读不了，文件可能损坏了；请在 WPS 里另存一份再用。") from None
        return self._trees[part]

    def changed(self, part: str) -> etree._Element:
        """Return the root of an XML part that is about to be changed, so that it is written anew."""
        self._changed.add(part)
        return self.tree(part)

    def related(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Yield a part's relationships inside the package: id, last segment of the type, target part."""
        rels = rels_name(part)
        if not self.has(rels):
            return
        for relation in self.tree(rels).iter(f"{{{_RELATIONSHIPS}}}Relationship"):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                whole = target[1:] if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
                yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], posixpath.normpath(whole)

    def drop(self, part: str) -> None:
        """Leave a part out, with the relationships to it and its content type."""
        self._dropped.add(part)
        for rels in self.parts(r".*\.rels"):
            folder = posixpath.dirname(posixpath.dirname(rels))
            owner = posixpath.join(folder, posixpath.basename(rels).removesuffix(".rels"))
            ids = {key for key, _, target in self.related(owner) if target == part}
            for relation in list(self.tree(rels)):
                if relation.get("Id") in ids:
                    self.changed(rels).remove(relation)
        for declared in list(self.tree(_CONTENT_TYPES)):
            if declared.get("PartName") == f"/{part}":
                self.changed(_CONTENT_TYPES).remove(declared)

    def to_bytes(self) -> bytes:
        """Return the file: unchanged parts byte for byte, in their order and with their dates."""
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self._zip.infolist():
                if info.filename in self._dropped:
                    continue
                data = self._zip.read(info)
                if info.filename in self._changed:
                    data = etree.tostring(
                        self._trees[info.filename], xml_declaration=True, encoding="UTF-8", standalone=True
                    )
                kept = zipfile.ZipInfo(info.filename, info.date_time)
                kept.compress_type, kept.external_attr = info.compress_type, info.external_attr
                out.writestr(kept, data)
        return whole.getvalue()


def rels_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
