"""版记 by the clauses of GB/T 9704-2012, 7.4, measured before it is drawn."""

from dataclasses import replace
from datetime import date

import pytest

from reports.content.document import Document, DocumentLayout
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.imprint import Imprint, build_imprint
from reports.pdf.line_breaking import Breaker, TextStyle
from tests.reports.pdf.sheets import circular

BREAKER = Breaker(FontSet.bundled())
SMALL = GB9704.small_size  # 四号, 14 pt; one character of 版记
OFFICE = "夏邑县招商引资工作领导小组办公室"


def imprint(**facts: object) -> Imprint | None:
    """Set the imprint of a circular that has these facts beside the day of printing."""
    document: Document = replace(circular(), **({"copies_to": "", "printed_by": ""} | facts))  # type: ignore[arg-type]  # facts by name
    return build_imprint(BREAKER, GB9704, document)


def rows(**facts: object) -> list[list[tuple[float, str]]]:
    """Return the left end and the text of every part of every row."""
    built = imprint(**facts)
    assert built is not None
    return [[(x, line.text) for x, line in row] for row in built.rows]


def test_a_circular_without_copies_and_office_has_no_imprint() -> None:
    assert imprint() is None
    assert imprint(copies_to="。") is None
    assert imprint(copies_to=" \n ") is None


def test_copies_stand_one_character_in_and_end_with_a_full_stop() -> None:
    ((label, names),) = rows(copies_to="县委办公室，县人大常委会办公室。")
    assert label == (SMALL, "抄送：")
    assert names[0] == pytest.approx(SMALL + 3 * SMALL)
    assert names[1] == "县委办公室，县人大常委会办公室。"


def test_further_lines_of_copies_hang_below_the_first_name() -> None:
    built = rows(copies_to="，".join(f"县第{number}办公室" for number in "一二三四五六七八九"))
    # 156 mm are 31.6 characters of 14 pt; 5 of them are the margins and the label: some 26 for the names.
    assert len(built) == 3
    first_name = built[0][1][0]
    assert [[x for x, _ in row] for row in built[1:]] == [[first_name], [first_name]]
    assert "".join(text for row in built for _, text in row[-1:]).endswith("县第九办公室。")


@pytest.mark.parametrize("label", ["主送", "抄送", "抄报", "报送", "报", "送", "发"])
@pytest.mark.parametrize("colon", ["：", ":", " ： "])
def test_a_label_that_is_given_stands_for_the_usual_one(label: str, colon: str) -> None:
    ((first, names),) = rows(copies_to=f"{label}{colon}县委办公室")
    assert (first[1], names[1]) == (f"{label}：", "县委办公室。")


def test_a_bulletin_has_a_line_for_each_kind_of_receiver_and_no_office() -> None:
    built = rows(
        copies_to="报：县委、县政府\n送：县直各单位\n发：各专班", printed_by=OFFICE, layout=DocumentLayout.BULLETIN
    )
    assert [row[0][1] for row in built] == ["报：", "送：", "发："]


def test_the_office_stands_left_and_the_day_of_printing_right() -> None:
    ((office, printed),) = rows(printed_by=OFFICE, printed_on=date(2026, 11, 6))
    assert office == (SMALL, OFFICE)
    width = BREAKER.single("2026年11月6日印发", TextStyle(FontRole.BODY, SMALL)).width
    assert printed[0] == pytest.approx(GB9704.width - SMALL - width)
    assert printed[1] == "2026年11月6日印发"


def test_where_no_day_of_printing_is_given_it_is_the_day_of_the_circular() -> None:
    ((_, printed),) = rows(printed_by=OFFICE)
    assert printed[1] == "2026年11月5日印发"


def test_an_office_that_leaves_no_character_of_room_has_a_line_of_its_own() -> None:
    """One character must stay free between the office and the day; both are one character in."""
    when = BREAKER.single("2026年11月5日印发", TextStyle(FontRole.BODY, SMALL)).width
    fits = int((GB9704.width - 3 * SMALL - when) / SMALL)  # characters
    assert len(rows(printed_by="办" * fits)) == 1
    office, printed = rows(printed_by="办" * (fits + 1))
    assert (office, [text for _, text in printed]) == ([(SMALL, "办" * (fits + 1))], ["2026年11月5日印发"])


@pytest.mark.parametrize(
    ("facts", "inner", "lines"),
    [
        ({"copies_to": "县委办公室", "printed_by": OFFICE}, (0,), 2),
        ({"copies_to": "报：县委\n送：县直各单位", "printed_by": OFFICE}, (1,), 3),
        ({"copies_to": "县委办公室"}, (), 1),
        ({"printed_by": OFFICE}, (), 1),
    ],
)
def test_a_thin_rule_parts_the_copies_from_the_office(
    facts: dict[str, object], inner: tuple[int, ...], lines: int
) -> None:
    built = imprint(**facts)
    assert built is not None
    assert built.inner_rules_after == inner
    assert built.height == pytest.approx(lines * GB9704.line_pitch)


@pytest.mark.parametrize(
    ("layout", "ruled", "lines"),
    [
        (DocumentLayout.OFFICIAL, True, 2),
        (DocumentLayout.MINUTES, True, 2),
        (DocumentLayout.BULLETIN, True, 1),
        (DocumentLayout.LETTER, False, 1),  # 10.1: neither the office nor rules
    ],
)
def test_a_letter_has_neither_office_nor_rules(layout: DocumentLayout, ruled: bool, lines: int) -> None:
    built = imprint(copies_to="县委办公室", printed_by=OFFICE, layout=layout)
    assert built is not None
    assert (built.has_rules, len(built.rows)) == (ruled, lines)
