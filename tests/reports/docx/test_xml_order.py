"""Elements python-docx knows nothing of, at the place the schema wants."""

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.docx.xml_order import SCHEMA_ORDER, borders, put, with_values


def empty(name: str) -> BaseOxmlElement:
    """Create an element without children."""
    element = OxmlElement(name)
    assert isinstance(element, BaseOxmlElement)
    return element


def tags(element: BaseOxmlElement) -> list[str]:
    """Return the names of the children in their order."""
    return [child.tag.rpartition("}")[2] for child in element]


def test_children_stand_in_schema_order_whatever_came_first() -> None:
    properties = empty("w:pPr")
    for name in ("w:jc", "w:spacing", "w:pBdr", "w:snapToGrid", "w:keepNext"):
        put(properties, OxmlElement(name))
    assert tags(properties) == ["keepNext", "pBdr", "snapToGrid", "spacing", "jc"]


def test_a_second_of_a_name_takes_the_place_of_the_first() -> None:
    properties = empty("w:rPr")
    put(properties, with_values("w:w", [("val", 66)]))
    put(properties, with_values("w:w", [("val", 90)]))
    assert [child.get(qn("w:val")) for child in properties] == ["90"]


def test_an_element_the_schema_does_not_have_there_is_refused() -> None:
    with pytest.raises(StopIteration):
        put(empty("w:trPr"), OxmlElement("w:pBdr"))


def test_no_parent_lists_a_child_twice() -> None:
    assert all(len(names) == len(set(names)) for names in SCHEMA_ORDER.values())


def test_a_border_is_never_thinner_than_word_draws() -> None:
    edges = borders("w:pBdr", [("top", 0.05, "000000"), ("bottom", 1.42, "D9000D")])
    assert [(edge.get(qn("w:sz")), edge.get(qn("w:color"))) for edge in edges] == [("2", "000000"), ("11", "D9000D")]
