"""What is printed can be searched and copied, rare names too."""

import re
from dataclasses import replace
from pathlib import Path

from reports.content.document import Row, SectionHeading, Table, TableColumn, TextSpan
from reports.pdf.tounicode import to_unicode_cmap
from tests.reports.pdf.sheets import RARE, body_only, paragraph, print_circular


def test_characters_beyond_the_basic_plane_are_written_as_pairs() -> None:
    assert "<21> <D872DF4E>" in to_unicode_cmap("F", [0] * 33 + [0x2CB4E])


def test_a_block_holds_a_hundred_entries() -> None:
    written = to_unicode_cmap("F", range(250))
    assert written.count("beginbfchar") == 3
    assert "<00> <0000>" not in written


# People's and places' names: Extension A, B, C, D and E, as far as 通用规范汉字表 and the household registers go.
NAMES = (
    "堃喆翀䶮㛃𬱖𬍛𫖯㑇㭎㸌㼆𠅤𠙶𡎚𡐓𢙐𣗋𤩽𥔲𧿹𨱇𨱏𩽾𪟝𪣻𪩘𫄧𫇭𫌀𫍯𫐄𫓧𫗧𫘜𫚖𫛭𫞩𫟅𫠆𫢸𫫇"
    "𫰛𫵷𫶇𫷷𬀩𬂩𬃊𬇕𬇙𬉼𬌗𬍤𬎆𬒈𬒗𬕂𬘓𬘡𬙂𬜬𬞟𬟁𬣙𬣞𬤇𬤝𬨂𬩽𬪩𬬩𬭁𬭎𬭚𬮱𬯀𬱟𬳵𬴊𬶋𬷕𬸘𬺈"
)


def test_every_character_that_was_put_in_comes_out_again(tmp_path: Path) -> None:
    """Text, headings, titles and cells, in every face, give back all that was written and in its order."""
    rows = tuple(Row((TextSpan(name), TextSpan(f"示例{name}有限公司"))) for name in NAMES)
    body = (
        SectionHeading(1, f"一、{NAMES}"),
        SectionHeading(2, f"（一）{NAMES}"),
        paragraph(f"负责人{NAMES}，联系人{RARE}。"),
        Table("", (TableColumn("姓", 4), TableColumn("企业", 12)), rows),
    )
    reader = print_circular(tmp_path, replace(body_only(*body), title=f"关于{RARE}的通报"))
    read = re.sub(r"—\d+—|（续表）|姓企业(?!.*关于)", "", reader.text_without_blanks())
    assert f"一、{NAMES}（一）{NAMES}负责人{NAMES}，联系人{RARE}。" in read
    assert read.startswith(f"关于{RARE}的通报")
    assert "".join(f"{name}示例{name}有限公司" for name in NAMES) in read


def test_rare_names_can_be_found_and_copied(tmp_path: Path) -> None:
    text = f"项目负责人{RARE}，年产3亿平方米隔膜“𬭎泰”——完成82.19%。"
    reader = print_circular(
        tmp_path, body_only(SectionHeading(1, f"一、{RARE}"), SectionHeading(2, f"（一）{RARE}"), paragraph(text))
    )
    assert text in reader.text_without_blanks()
    assert reader.text_without_blanks().count(RARE) == 3
