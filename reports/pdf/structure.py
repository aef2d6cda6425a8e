"""The structure of a tagged PDF: which text is which heading, paragraph, table cell or figure (ISO 32000-1, 14.7).

Whoever sets a text makes a ``Tag`` for it; drawing the text under its tag puts the tag into the tree. Tags stand in the
order in which they are first drawn, each below its parent, which is the order a screen reader reads in. A tag whose
text continues on the next page is drawn there again and stays one element.
"""

from collections.abc import Iterator
from typing import NamedTuple

_HEADINGS = frozenset(f"H{level}" for level in range(1, 7))


class Tag:
    """An element of the structure: its standard role (``P``, ``H1``, ``TD``), its parent, and its attributes.

    ``attributes`` is PDF text written into the element as it is: alternative text, scope of a header cell.
    Without a parent it stands in the part of the document that is being drawn.

    A table row has ``cells``, the kinds of its cells: they are drawn together, one after the other, and are elements
    that need no tags of their own. A long annex has 60,000 of them.
    """

    __slots__ = ("attributes", "cells", "parent", "role")

    def __init__(
        self, role: str, parent: "Tag | None" = None, attributes: str = "", cells: "tuple[CellKind, ...]" = ()
    ) -> None:
        self.role, self.parent, self.attributes, self.cells = role, parent, attributes, cells


class CellKind(NamedTuple):
    """What kind of cell a cell is: ``TH`` or ``TD``, and its attributes as PDF text."""

    role: str
    attributes: str = ""


DATA_CELL = CellKind("TD")
COLUMN_HEADER = CellKind("TH", "/A<</O/Table/Scope/Column>>")
ROW_HEADER = CellKind("TH", "/A<</O/Table/Scope/Row>>")
ARTIFACT = Tag("Artifact")  # for what is no content: page numbers, rules, the repeated head of a table


def heading(level: int, parent: Tag | None = None) -> Tag:
    """Return the tag of a heading; level 1 is a title. A level that skips one is corrected when it is drawn."""
    return Tag(f"H{level}", parent)


def spanning_header(columns: int) -> CellKind:
    """Return the kind of a cell that is the title of the rows below it and spans the table."""
    return CellKind("TH", f"/A<</O/Table/Scope/Row/ColSpan {columns}>>")


def figure(description: str, parent: Tag | None = None) -> Tag:
    """Return the tag of a picture with the text for readers who do not see it."""
    return Tag("Figure", parent, f"/Alt{text_string(description)}")


def text_string(text: str) -> str:
    """Write a text as a PDF string in UTF-16."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


class StructureTree:
    """Collects which tag each piece of marked content on each page belongs to."""

    def __init__(self) -> None:
        """Begin with an empty document."""
        self.root = Tag("Document")
        self._part: Tag | None = None
        # For each page the tags in the order of their marked content, each with the number of its first piece.
        self._pages: list[list[tuple[int, Tag]]] = []
        self._next_piece = 0
        self._roles: dict[Tag, str] = {}
        self._boxes: dict[Tag, str] = {}
        self._heading_level = 0

    def begin_part(self, *, several: bool) -> None:
        """Begin another document in the same file; where there are several each is a part, with headings of its own."""
        self._part = Tag("Part", self.root) if several else None
        self._heading_level = 0

    def begin_page(self) -> None:
        """Begin a page."""
        self._pages.append([])
        self._next_piece = 0

    def mark(self, tag: Tag) -> int:
        """Return the number of the next piece of marked content on this page, which belongs to ``tag``.

        Of a table row it is that of the first cell; the other cells have the numbers after it.
        """
        number = self._next_piece
        self._pages[-1].append((number, tag))
        self._next_piece += len(tag.cells) or 1
        top = tag
        while top.parent is not None:
            top = top.parent
        if top is not self.root:
            top.parent = self._part or self.root
        if tag.role in _HEADINGS and tag not in self._roles:
            # PDF/UA-1, 7.4.2: no level of headings may be left out on the way down.
            self._heading_level = min(int(tag.role[1:]), self._heading_level + 1)
            self._roles[tag] = f"H{self._heading_level}"
        return number

    def set_box(self, tag: Tag, box: tuple[float, float, float, float]) -> None:
        """Remember the rectangle of a figure: left, bottom, right and top in points on its page."""
        corners = " ".join(f"{value:.1f}" for value in box)
        self._boxes[tag] = f"/A<</O/Layout/Placement/Block/BBox[{corners}]>>"

    def role(self, tag: Tag) -> str:
        """Return the role an element is written with."""
        return self._roles.get(tag, tag.role)

    def objects(self, first: int, page_objects: list[int]) -> Iterator[list[str]]:
        """Yield the PDF objects of the structure, numbered from ``first``, in groups.

        The first is the root, the last the tree that leads from content to elements. ``page_objects`` are the object
        numbers of the pages; page n has n as its key in that tree.
        """
        kids = self._kids()
        numbers: dict[Tag, int] = {}
        number = first + 1
        for tag in kids:
            numbers[tag] = number
            number += 1 + len(tag.cells)
        entries = f"/K {numbers[self.root]} 0 R/ParentTree {number} 0 R/ParentTreeNextKey {len(page_objects)}"
        yield [f"<</Type/StructTreeRoot{entries}>>"]
        for tag, content in kids.items():
            parent = first if tag.parent is None else numbers[tag.parent]
            attributes = tag.attributes + self._boxes.get(tag, "")
            if tag.cells:
                yield list(_row_objects(tag, content, parent, numbers[tag], page_objects))
            else:
                inside = _content_text(content, page_objects, numbers)
                yield [f"<</S/{self.role(tag)}/P {parent} 0 R{attributes}{inside}>>"]
        yield [f"<</Nums[{''.join(self._parent_tree_entries(numbers))}]>>"]

    def _kids(self) -> dict[Tag, "list[_Piece | Tag]"]:
        """Return for each element, parents before children, its content and its children in order."""
        kids: dict[Tag, list[_Piece | Tag]] = {self.root: []}
        for page, marks in enumerate(self._pages):
            for number, tag in marks:
                self._attach(tag, kids)
                kids[tag].append((page, number))
        return kids

    def _attach(self, tag: Tag, kids: dict[Tag, "list[_Piece | Tag]"]) -> None:
        if tag in kids:
            return
        if tag.parent is None:
            raise ValueError(f"{tag.role} was never drawn below the root")
        self._attach(tag.parent, kids)
        kids[tag.parent].append(tag)
        kids[tag] = []

    def _parent_tree_entries(self, numbers: dict[Tag, int]) -> Iterator[str]:
        for page, marks in enumerate(self._pages):
            elements = [
                f"{numbers[tag] + bool(tag.cells) + place} 0 R"
                for _, tag in marks
                for place in range(len(tag.cells) or 1)
            ]
            yield f"{page}[{' '.join(elements)}]"


_Piece = tuple[int, int]  # the page, from 0, and the number on it of a piece of marked content


def _content_text(content: "list[_Piece | Tag]", page_objects: list[int], numbers: dict[Tag, int]) -> str:
    """Write what an element contains: pieces of marked content and other elements."""
    page = next((kid[0] for kid in content if not isinstance(kid, Tag)), None)
    listed = []
    for kid in content:
        if isinstance(kid, Tag):
            listed.append(f"{numbers[kid]} 0 R")
        elif kid[0] == page:
            listed.append(str(kid[1]))
        else:
            listed.append(f"<</Type/MCR/Pg {page_objects[kid[0]]} 0 R/MCID {kid[1]}>>")
    on_page = "" if page is None else f"/Pg {page_objects[page]} 0 R"
    return f"{on_page}/K {listed[0]}" if len(listed) == 1 else f"{on_page}/K[{' '.join(listed)}]"


def _row_objects(
    row: Tag, content: "list[_Piece | Tag]", parent: int, number: int, page_objects: list[int]
) -> Iterator[str]:
    """Write a table row and its cells; a row divided between pages has a piece of every cell on each."""
    pieces = [kid for kid in content if not isinstance(kid, Tag)]
    cells = " ".join([f"{number + place} 0 R" for place in range(1, len(row.cells) + 1)])
    yield f"<</S/{row.role}/P {parent} 0 R{row.attributes}/K[{cells}]>>"
    for place, (role, attributes) in enumerate(row.cells):
        if len(pieces) == 1:
            page, mark = pieces[0]
            yield f"<</S/{role}/P {number} 0 R{attributes}/Pg {page_objects[page]} 0 R/K {mark + place}>>"
        else:
            inside = _content_text([(page, mark + place) for page, mark in pieces], page_objects, {})
            yield f"<</S/{role}/P {number} 0 R{attributes}{inside}>>"
