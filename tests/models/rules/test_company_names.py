"""A name keeps what tells its firm from others."""

import pytest

from models.rules.company_names import abbreviation_starts, company_core, company_letters, project_core, regions_differ


def test_a_name_of_nothing_but_region_or_form_keeps_it() -> None:
    assert company_core("河津市人民公司") == "河津市人民"  # 人民 alone has two characters
    assert company_core("山西铝业有限公司") == "山西铝业"  # 铝业 alone has two characters
    assert company_core("山西新铝业有限公司") == "新铝业"  # three are enough
    assert company_core("有限公司") == "有限公司"


def test_firms_of_one_name_in_two_provinces_are_two_firms() -> None:
    assert regions_differ("广东光华科技", "浙江光华科技")
    assert regions_differ("（广东）光华科技", "浙江光华科技")
    assert not regions_differ("广东光华科技", "广东省光华科技")
    assert not regions_differ("光华科技", "浙江光华科技")  # nothing is known of the first
    assert not regions_differ("广东光华科技", "光华科技")
    assert regions_differ("宁德时代", "四川时代")
    assert regions_differ("苏州恒远新材料", "无锡恒远新材料")
    assert not regions_differ("江苏恒远新材料", "苏州恒远新材料")  # a city in its province
    assert not regions_differ("山西金华新材料", "金华新材料")  # 金华 is the brand, not the city
    assert not regions_differ("金华新材料", "山西金华新材料")


def test_an_abbreviation_begins_with_the_name_or_with_what_follows_its_region() -> None:
    assert abbreviation_starts("珠海市格力电器股份有限公司") == {"珠", "格"}
    assert abbreviation_starts("山西太钢不锈钢股份有限公司") == {"山", "太"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("（江苏）恒远新材料有限公司", "恒远新材料"),
        ("江苏省恒远新材料股份有限公司", "恒远新材料"),
        ("苏州市恒远新材料集团有限公司", "恒远新材料"),
        ("恒远新材料", "恒远新材料"),
        ("中国铝业股份有限公司", "中国铝业"),
        ("山西公司", "山西"),
    ],
)
def test_a_companys_name_is_brought_to_its_core(name: str, expected: str) -> None:
    assert company_core(name) == expected


def test_full_width_letters_and_marks_are_read_as_plain_ones() -> None:
    assert company_core("ＡＢＣ新能源 有限公司") == "abc新能源"
    assert company_letters("太原钢铁（集团）有限公司") == "太原钢铁集团有限公司"
    assert company_letters("ABC·新-能源") == "abc新能源"
    assert project_core("新建项目") == "新建项目"  # nothing but common words: they stay
    assert project_core("示例一期（扩建）LNG工程") == "lng"
