"""Read a tagged PDF as a screen reader does: elements of its structure with their text, in order.

It trusts nothing the writer knows: the structure tree is followed from the catalog, text is decoded by the fonts' own
ToUnicode maps, and content that no element holds is listed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"}


@dataclass
class Element:
    """An element of the structure: its role, attributes by name, text of its own, and children; pages count from 1."""

    role: str
    attributes: dict[str, Any]
    alternative: str
    text: str = ""
    pages: list[int] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        """All text in it, in reading order; of a figure its alternative text."""
        return self.alternative or self.text + "".join(child.spoken for child in self.children)

    def all(self, *roles: str) -> Iterator["Element"]:
        """Yield the elements of these roles in it, in order; all without roles."""
        for child in self.children:
            if not roles or child.role in roles:
                yield child
            yield from child.all(*roles)


@dataclass
class PageContent:
    """The marked content of a page by its number, the text of artifacts, and what is neither: nothing should be."""

    marked: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)


class TaggedPdf:
    """A tagged file, read whole."""

    def __init__(self, path: Path) -> None:
        """Read the file."""
        with pikepdf.open(path) as pdf:
            self.pages = [_page_content(page) for page in pdf.pages]
            self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            self._owners: dict[tuple[int, int], tuple[int, int]] = {}
            self.faults: list[str] = []
            self.root = self._element(pdf.Root.StructTreeRoot.K)
            self.faults += list(self._parent_tree_faults(pdf))

    def _element(self, source: Any) -> Element:
        attributes: dict[str, Any] = {}
        for group in _listed(source.get("/A")):
            attributes |= {str(key)[1:]: _plain(value) for key, value in group.items()}
        element = Element(str(source.S)[1:], attributes, str(source.get("/Alt", "")))
        for kid in _listed(source.get("/K")):
            if isinstance(kid, int):
                self._add_content(element, source, self._numbers[source.Pg.objgen], kid)
            elif "/MCID" in kid:
                self._add_content(element, source, self._numbers[kid.get("/Pg", source.get("/Pg")).objgen], kid.MCID)
            else:
                child = self._element(kid)
                if kid.P.objgen != source.objgen:
                    self.faults.append(f"{child.role} names another parent")
                element.children.append(child)
        return element

    def _add_content(self, element: Element, source: Any, page: int, number: int) -> None:
        if (page, number) in self._owners:
            self.faults.append(f"content {number} of page {page + 1} is in two elements")
        self._owners[page, number] = source.objgen
        element.text += self.pages[page].marked.get(number, "")
        if page + 1 not in element.pages:
            element.pages.append(page + 1)

    def _parent_tree_faults(self, pdf: pikepdf.Pdf) -> Iterator[str]:
        """Compare the way back from content to elements with the way there."""
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page, content in enumerate(self.pages):
            elements = list(tree[int(pdf.pages[page].obj.StructParents)])
            if len(elements) != len(content.marked):
                yield f"page {page + 1} has {len(content.marked)} pieces of content, the parent tree {len(elements)}"
            for number, element in enumerate(elements):
                if self._owners.get((page, number)) != element.objgen:
                    yield f"content {number} of page {page + 1} is not in the element the parent tree names"

    def lines(self) -> list[str]:
        """Return what is read out, an element a line: its role and its text."""
        roles = ("H1", "H2", "H3", "H4", "H5", "P", "Caption", "Figure", "TH", "TD", "Lbl", "LBody")
        return [f"{element.role} {element.spoken}" for element in self.root.all(*roles)]


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Array):
        return [float(number) for number in value]
    return value if isinstance(value, int) else str(value)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _page_content(page: pikepdf.Page) -> PageContent:
    content = PageContent()
    maps = {str(name): _unicode_map(font) for name, font in page.obj.Resources.Font.items()}
    characters: dict[int, str] = {}
    marks: list[tuple[str, int | None, str | None]] = []
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        name = str(operator)
        if name == "BDC":
            properties = operands[1] if isinstance(operands[1], pikepdf.Dictionary) else pikepdf.Dictionary()
            text, number = properties.get("/ActualText"), properties.get("/MCID")
            marks.append(
                (str(operands[0]), None if number is None else int(number), None if text is None else str(text))
            )
            if number is not None:
                content.marked[int(number)] = str(text or "")
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            characters = maps[str(operands[0])]
        elif name == "Tj":
            _add_text("".join(characters[code] for code in bytes(operands[0])), marks, content)
        elif name in PAINTING and not marks:
            content.unmarked.append(name)
    return content


def _add_text(text: str, marks: list[tuple[str, int | None, str | None]], content: PageContent) -> None:
    if any(name == "/Artifact" for name, _, _ in marks):
        content.artifacts.append(text)
    elif not marks or (number := marks[-1][1]) is None:
        content.unmarked.append(text)
    elif marks[-1][2] is None:
        content.marked[number] += text


def _unicode_map(font: Any) -> dict[int, str]:
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"^<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>$", cmap, re.MULTILINE)
    }
