"""Typed words and initials find the rows a plain search would, in every script a county's names use."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.audit.recorder import add_many
from models.fields.field import field_of
from models.fields.numerals import fold_width
from models.ledgers import Enterprise, Lead, Project
from models.queries import ledger_query
from models.queries.ledger_query import LedgerQuery
from models.search.index import rows_holding, searched_fields
from models.search.pinyin import pinyin_initials
from models.storage.store import Store

NAMES = (
    "焦炉煤气制LNG项目",
    "河津市宏泰粉煤灰开发有限公司",
    "重庆示例铝业有限公司",
    "单县长乐精密铸件",
    "曾氏碳纤维（山西）",
    "𬭎鑫铝业",
    "𠮷野新材料",
    "ＬＮＧ 加气站 二期",
    "a%b_c\\d项目",
    "示例,顿号、分号；",
)


def search_names(book: Store, typed: str, ledger: type[Enterprise | Lead | Project] = Enterprise) -> list[str]:
    """Search, and give the names of the rows in alphabetical order."""
    with book.reading() as session:
        rows = ledger_query.matching_ids(session, LedgerQuery(ledger, search_text=typed))
        return sorted(ledger_query.titles_by_id(session, ledger, rows).values())


@pytest.fixture
def named(book: Store) -> Store:
    """Add enterprises of all kinds of names."""
    with book.writing("新增") as session:
        add_many(session, Enterprise, [{"name": name} for name in NAMES])
    return book


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("焦炉", ["焦炉煤气制LNG项目"]),
        ("灰", ["河津市宏泰粉煤灰开发有限公司"]),
        ("煤灰", ["河津市宏泰粉煤灰开发有限公司"]),
        ("lng", ["ＬＮＧ 加气站 二期", "焦炉煤气制LNG项目"]),
        ("加气站二期", ["ＬＮＧ 加气站 二期"]),
        ("加气站　二期", ["ＬＮＧ 加气站 二期"]),
        ("二期 lng", ["ＬＮＧ 加气站 二期"]),
        ("cq", ["重庆示例铝业有限公司"]),
        ("zqsl", ["重庆示例铝业有限公司"]),
        ("sxcl", ["单县长乐精密铸件"]),
        ("dxcl", ["单县长乐精密铸件"]),
        ("zstxw", ["曾氏碳纤维（山西）"]),
        ("jlmqzlng", ["焦炉煤气制LNG项目"]),
        ("𬭎", ["𬭎鑫铝业"]),
        ("𬭎鑫", ["𬭎鑫铝业"]),
        ("𠮷野", ["𠮷野新材料"]),
        ("xly", ["𬭎鑫铝业"]),
        ("%b_c", ["a%b_c\\d项目"]),
        ("b_", ["a%b_c\\d项目"]),
        ("\\d", ["a%b_c\\d项目"]),
        ("顿号、", ["示例,顿号、分号；"]),
        ("铝 重庆", ["重庆示例铝业有限公司"]),
        ("hongtai", ["河津市宏泰粉煤灰开发有限公司"]),
        ("hongtaifenmei", ["河津市宏泰粉煤灰开发有限公司"]),
        ("hongtaife", ["河津市宏泰粉煤灰开发有限公司"]),  # the last syllable is unfinished
        ("HongTai", ["河津市宏泰粉煤灰开发有限公司"]),
        ("宏tai", ["河津市宏泰粉煤灰开发有限公司"]),
        ("hong泰fm", ["河津市宏泰粉煤灰开发有限公司"]),
        ("hejin meihui", ["河津市宏泰粉煤灰开发有限公司"]),
        ("jiaolumeiqi", ["焦炉煤气制LNG项目"]),
        ("zhilngxiangmu", ["焦炉煤气制LNG项目"]),
        ("chongqing", ["重庆示例铝业有限公司"]),
        ("zhongqing", ["重庆示例铝业有限公司"]),
        ("lvye", ["重庆示例铝业有限公司", "𬭎鑫铝业"]),
        ("shanxian", ["单县长乐精密铸件"]),
        ("tanxianweishanxi", ["曾氏碳纤维（山西）"]),  # the bracket between them is passed over
        ("hongxin", ["𬭎鑫铝业"]),
        ("dunhaofen", ["示例,顿号、分号；"]),
        ("hongdai", []),
        ("ongtai", []),  # no syllable begins in the middle of another
        ("没有", []),
        ("焦炉煤气制LNG项目河津", []),
    ],
)
def test_a_typed_word_finds_its_rows(named: Store, typed: str, names: list[str]) -> None:
    assert search_names(named, typed) == sorted(names)


def test_nothing_typed_finds_everything(named: Store) -> None:
    assert search_names(named, "  ") == sorted(NAMES)


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("重庆", {"cq", "zq"}),
        ("单县", {"sx", "dx"}),
        ("曾", {"z", "c"}),
        ("长治", {"cz", "zz"}),
        ("LNG项目", {"lngxm"}),
        ("炭黑", {"th"}),
    ],
)
def test_every_reading_of_a_name_is_known(name: str, spelt: set[str]) -> None:
    assert spelt <= set(pinyin_initials(fold_width(name).lower()))


def test_a_plain_latin_name_needs_no_initials() -> None:
    assert tuple(pinyin_initials("acme")) == ()


def test_the_best_matches_come_first(book: Store) -> None:
    names = ["红大地产", "洪道物流", "山西宏达新材料", "宏达新材料", "宏达", "北方hongda", "hongda"]
    with book.writing("新增") as session:
        add_many(session, Enterprise, [{"name": name} for name in names])
    expected = ["hongda", "北方hongda", {"宏达", "宏达新材料", "红大地产"}, "山西宏达新材料", "洪道物流"]
    with book.reading() as session:
        page = ledger_query.matching_ids(session, LedgerQuery(Enterprise, search_text="hongda"))
        titles = ledger_query.titles_by_id(session, Enterprise, page)
        offered = [name for _, name in ledger_query.title_choices(session, Enterprise, "hongda")]
        by_characters = [name for _, name in ledger_query.title_choices(session, Enterprise, "宏达")]
        few = [name for _, name in ledger_query.title_choices(session, Enterprise, "hongda", limit=1)]
    for listed in ([titles[row] for row in page], offered):
        assert [*listed[:2], set(listed[2:5]), *listed[5:]] == expected
    assert by_characters == ["宏达", "宏达新材料", "山西宏达新材料"]
    assert few == ["hongda"]


def test_full_pinyin_passes_over_marks_but_over_no_character(book: Store) -> None:
    with book.writing("新增") as session:
        add_many(session, Enterprise, [{"name": name} for name in ("宏·达", "宏（达）", "宏[达]", "宏大达通", "宏7达")])
    assert search_names(book, "hongda") == sorted(("宏·达", "宏（达）", "宏[达]", "宏大达通"))
    assert search_names(book, "hongdatong") == []


def test_full_pinyin_reaches_no_further_than_its_field(book: Store) -> None:
    with book.writing("新增") as session:
        add_many(session, Enterprise, [{"name": "中国石油", "short": "化工"}])
    assert search_names(book, "shiyou") == search_names(book, "huagong") == ["中国石油"]
    assert search_names(book, "youhuagong") == []


def test_a_changed_name_is_found_by_its_new_words_only(named: Store) -> None:
    with named.writing("改名") as session:
        row = ledger_query.matching_ids(session, LedgerQuery(Enterprise, search_text="焦炉"))[0]
        session.get_one(Enterprise, row).name = "炭黑尾气发电"
    assert search_names(named, "焦炉") == []
    assert search_names(named, "thwq") == ["炭黑尾气发电"]


def test_what_is_in_the_recycle_bin_is_not_found(named: Store) -> None:
    with named.writing("删除") as session:
        session.get_one(
            Enterprise, ledger_query.matching_ids(session, LedgerQuery(Enterprise, search_text="焦炉"))[0]
        ).removed = True
    assert search_names(named, "焦炉") == []


def test_a_short_name_and_a_code_are_searched_too(book: Store) -> None:
    with book.writing("新增") as session:
        facts = {"name": "中国石油天然气股份有限公司", "short": "中石油", "code": "91110000600037341L"}
        add_many(session, Enterprise, [facts])
    for typed in ("中石油", "zsy", "60003734", "1l"):
        assert search_names(book, typed) == ["中国石油天然气股份有限公司"]
    for typed in ("公司中石油", "yxgs中石油", "gs911"):
        assert search_names(book, typed) == [], "no word reaches from one field into the next"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lng 加气站", ["ＬＮＧ 加气站 二期"]),
        ("𬭎鑫铝业", ["𬭎鑫铝业"]),
        ("a%b_c", ["a%b_c\\d项目"]),
        ("hongtai", []),
        ("粉煤灰", ["河津市宏泰粉煤灰开发有限公司"]),
    ],
)
def test_a_text_is_looked_for_as_it_is(named: Store, text: str, names: list[str]) -> None:
    with named.reading() as session:
        rows = session.execute(rows_holding(session, Enterprise, text)).scalars().all()
        assert sorted(ledger_query.titles_by_id(session, Enterprise, rows).values()) == names


def find_with_like(book: Store, ledger: type[Enterprise | Lead | Project], word: str) -> list[str]:
    """Find rows as a plain LIKE over the searched columns would."""
    with book.reading() as session:
        keys = searched_fields(ledger)
        rows = session.query(ledger).filter(ledger.removed.is_(False))
        texts = {row.id: [str(field_of(ledger, k).kind.store(getattr(row, k)) or "") for k in keys] for row in rows}
        hits = [row for row, parts in texts.items() if any(word in fold_width(part).lower() for part in parts)]
        return sorted(ledger_query.titles_by_id(session, ledger, hits).values())


@pytest.mark.campaign
@pytest.mark.parametrize("ledger", [Lead, Project, Enterprise], ids=lambda ledger: ledger.__name__)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_chinese_word_finds_exactly_what_a_plain_search_finds(
    demo: Store, ledger: type[Enterprise | Lead | Project], data: st.DataObject
) -> None:
    with demo.reading() as session:
        names = sorted(
            ledger_query.titles_by_id(session, ledger, ledger_query.matching_ids(session, LedgerQuery(ledger))).values()
        )
    name = data.draw(st.sampled_from(names))
    start = data.draw(st.integers(0, len(name) - 1))
    word = name[start : start + data.draw(st.integers(1, 5))].lower()
    if word.isascii():
        return  # Latin letters find initials too, so more than a plain search.
    assert search_names(demo, word, ledger) == find_with_like(demo, ledger, fold_width(word))
