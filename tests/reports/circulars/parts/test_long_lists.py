"""A list of hundreds becomes a few names and a table that has all of them, each figure still with its rows."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reports.circulars.parts.long_lists import with_short_lists
from reports.circulars.parts.wording import column, row
from reports.content.document import Annex, Block, Document, Paragraph, Table, TextSpan, figures
from reports.figures.figure import Figure

MOST = 30


def leads_of(number: int) -> Figure:
    """Return the number of leads of a task force, each told apart by its rows."""
    return Figure("leads", "线索", "条", Decimal(number), "数出", tuple(f"{number}-{row}" for row in range(number)))


def sentence(count: int, lead: str = "上报线索的有：", end: str = "。全年上报9条。") -> Paragraph:
    """Write a sentence that lists the leads of some task forces."""
    spans = [TextSpan(lead)]
    for number in range(1, count + 1):
        spans += [TextSpan(("、" if number > 1 else "") + f"甲{number}专班"), TextSpan(f"{number}条", leads_of(number))]
    return Paragraph((*spans, TextSpan(end)), "leads")


def circular(*body: Block, annexes: tuple[Annex, ...] = ()) -> Document:
    """Wrap a circular's body."""
    return Document("关于线索的通报", "示例县文件", "", "", body, "示例县", date(2026, 11, 5), annexes)


def table_of_leads(count: int) -> Table:
    """Build the table that has the leads of each task force, by its short name."""
    columns = (column("专班", 7), column("线索", 4))
    return Table("表1　各专班线索", columns, tuple(row(f"甲{n}", leads_of(n)) for n in range(1, count + 1)))


def text_of(document: Document) -> str:
    """Return the text of the first paragraph."""
    block = document.body[0]
    assert isinstance(block, Paragraph)
    return block.text


def test_a_list_of_thirty_stays_as_it_is() -> None:
    document = circular(sentence(MOST))
    assert with_short_lists(document) is document or with_short_lists(document) == document


def test_a_longer_one_names_eight_and_the_annex_has_all() -> None:
    document = with_short_lists(circular(sentence(MOST + 1)))
    assert text_of(document) == (
        "上报线索的有：甲1专班1条、甲2专班2条、甲3专班3条、甲4专班4条、甲5专班5条、甲6专班6条、甲7专班7条、甲8专班8条"
        "等31个专班（见附件）。全年上报9条。"
    )
    (annex,) = document.annexes
    (table,) = annex.blocks
    assert isinstance(table, Table)
    assert table.caption == "上报线索（31个专班）"
    assert [span.text for span in table.rows[0].cells] == ["1", "甲1专班", "1条", "17", "甲17专班", "17条"]
    assert [span.text for span in table.rows[-1].cells] == ["16", "甲16专班", "16条", "", "", ""]


def test_a_table_that_has_them_already_is_referred_to() -> None:
    document = with_short_lists(circular(sentence(40), table_of_leads(40)))
    assert "等40个专班（见表1）" in text_of(document)
    assert document.annexes == ()


def test_a_table_with_other_numbers_is_not_referred_to() -> None:
    """The same task forces stand in it, but with one figure that is another's."""
    table = table_of_leads(40)
    other = Table(table.caption, table.columns, (*table.rows[:-1], row("甲40", leads_of(39))))
    document = with_short_lists(circular(sentence(40), other, annexes=(Annex("别的", (other,)),)))
    assert "（见附件2）" in text_of(document)


def test_names_alone_are_looked_up_where_their_paragraph_has_the_figures() -> None:
    names = "、".join(f"乙{number}专班" for number in range(35))
    both = Paragraph((*sentence(40).spans, TextSpan(f"没有上报的有：{names}。")))
    table = table_of_leads(40)
    zeros = tuple(row(f"乙{number}", "") for number in range(35))
    full = Table(table.caption, table.columns, (*table.rows, *zeros))
    unrelated = Table("表0　专班名册", (column("专班", 7),), tuple(row(f"乙{number}") for number in range(35)))
    assert text_of(with_short_lists(circular(both, unrelated, full))).endswith("乙7专班等35个专班（见表1）。")
    alone = Paragraph((TextSpan(f"没有上报的有：{names}。"),))
    assert "（见附件）" in text_of(with_short_lists(circular(alone, full)))


def test_projects_in_brackets_with_commas_are_items() -> None:
    listed = "；".join(f"丙{number}项目（一期）（丙专班，签约{number}.00亿元）" for number in range(1, 33))
    document = with_short_lists(circular(Paragraph((TextSpan(f"新签约项目为：{listed}。"),))))
    assert text_of(document).endswith("；丙8项目（一期）（丙专班，签约8.00亿元）等32个项目（见附件）。")
    (table,) = document.annexes[0].blocks
    assert isinstance(table, Table)
    assert [span.text for span in table.rows[0].cells[:3]] == ["1", "丙1项目（一期）", "丙专班，签约1.00亿元"]


def test_the_number_that_a_subject_has_itself_stays_a_figure() -> None:
    names = "、".join(f"乙{number}业" for number in range(35))
    spans = (TextSpan(names), TextSpan("35个", leads_of(35)), TextSpan("专班没有上报线索。"))
    document = with_short_lists(circular(Paragraph(spans)))
    assert (
        text_of(document) == "乙0业、乙1业、乙2业、乙3业、乙4业、乙5业、乙6业、乙7业等35个专班（见附件）没有上报线索。"
    )
    assert leads_of(35) in figures(document)
    (table,) = document.annexes[0].blocks
    assert isinstance(table, Table)
    assert table.caption == "没有上报线索（35个专班）"
    assert table.rows[16].cells[4].text == "乙34业"


def test_groups_that_commas_divide_are_a_list_without_a_number() -> None:
    groups = [span for n in range(1, 33) for span in (TextSpan(f"甲{n}、乙{n}专班各低"), TextSpan(f"{n}", leads_of(n)))]
    commas = [(TextSpan("，"),) if at and not at % 2 else () for at in range(len(groups))]
    with_commas = [part for comma, span in zip(commas, groups, strict=True) for part in (*comma, span)]
    lead = TextSpan("低于进度的专班有64个，按差距从大到小依次为：")
    document = with_short_lists(circular(Paragraph((lead, *with_commas, TextSpan("。")))))
    assert text_of(document).endswith("，甲8、乙8专班各低8等（见附件）。")
    (table,) = document.annexes[0].blocks
    assert isinstance(table, Table)
    assert table.caption == "低于进度的专班有64个，按差距从大到小"
    assert [cell.text for cell in table.rows[0].cells[:3]] == ["1", "甲1、乙1专班各低", "1"]


def test_what_is_said_of_all_names_stays() -> None:
    names = "、".join(f"乙{number}" for number in range(34))
    document = with_short_lists(circular(Paragraph((TextSpan(f"{names}、己专班没有上报线索。今年累计9条。"),))))
    assert text_of(document) == (
        "乙0、乙1、乙2、乙3、乙4、乙5、乙6、乙7等35个专班（见附件）没有上报线索。今年累计9条。"
    )
    (table,) = document.annexes[0].blocks
    assert isinstance(table, Table)
    assert table.caption == "没有上报线索（35个专班）"
    assert table.rows[-1].cells[1].text == "乙17"
    assert {"己专班", "乙33"} <= {cell.text for table_row in table.rows for cell in table_row.cells}


def test_the_lead_of_a_part_is_no_name() -> None:
    document = with_short_lists(circular(sentence(31, "新签约项目9个，其中", "；没有新投产项目。")))
    assert text_of(document).startswith("新签约项目9个，其中甲1专班1条、")
    assert text_of(document).endswith("等31个专班（见附件）；没有新投产项目。")
    (table,) = document.annexes[0].blocks
    assert isinstance(table, Table)
    assert table.caption == "新签约项目9个（31个专班）"
    assert table.rows[0].cells[1].text == "甲1专班"


def test_a_list_in_an_order_is_named_with_what_it_lists() -> None:
    document = with_short_lists(circular(sentence(31, "低于进度的专班有31个，按差距从大到小为：")))
    (table,) = document.annexes[0].blocks
    assert isinstance(table, Table)
    assert table.caption == "低于进度的专班有31个，按差距从大到小（31个专班）"


@given(st.lists(st.integers(1, 60), min_size=1, max_size=3))
def test_no_figure_is_lost(counts: list[int]) -> None:
    before = circular(*(sentence(count) for count in counts))
    assert set(figures(with_short_lists(before))) == set(figures(before))
