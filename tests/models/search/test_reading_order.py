"""Texts stand in the order in which people read them; every list here was put in order by hand."""

import random

import pytest

from models.search.reading_order import reading_key

IN_ORDER = {
    "by pinyin": ["阿拉善", "北京", "长治", "重庆", "河津", "焦作", "六安", "厦门", "运城"],
    "the same syllable by tone": ["妈祖", "麻城", "马鞍山", "骂"],
    "a short syllable before a long one": ["和顺", "河津", "很多", "恒大", "红旗"],
    "a short text before a longer one": ["焦化", "焦化厂", "焦化厂二号炉"],
    "the second character decides": ["河北", "河津", "河南", "河曲"],
    "numbers by their value": ["第1批", "第2批", "第10批", "第11批", "第100批"],
    "written numbers as well": ["第一专班", "第二专班", "第三专班", "第十专班", "第十一专班", "第二十专班"],
    "phases": ["产业园一期", "产业园二期", "产业园三期", "产业园十期"],
    "items of a list": ["一、项目", "二、项目", "三、项目", "十、项目"],
    "marks, digits, Latin, Chinese": ["（示例）", "3D打印", "20兆瓦光伏", "LNG", "PVC", "氨", "铝"],
    "a number word in a name is a word": ["九州通", "三一重工", "万达"],
    "characters without a known reading come last": ["做", "嗧", "\U0003134f"],
}
OF_PERSONS = ["任某", "单某", "王某", "解某", "曾某", "查某"]  # ren, shan, wang, xie, zeng, zha


@pytest.mark.parametrize("texts", IN_ORDER.values(), ids=IN_ORDER)
def test_texts_stand_as_people_read_them(texts: list[str]) -> None:
    mixed = random.Random(7).sample(texts, len(texts))  # noqa: S311 - only another order
    assert sorted(mixed, key=reading_key) == texts


def test_width_case_and_blanks_do_not_part_what_reads_alike() -> None:
    assert len({reading_key(text) for text in ("ＬＮＧ（二期） 项目", "lng(二期)项目", "LNG（2期）项目")}) == 1
    assert reading_key("第007号") == reading_key("第7号")


def test_a_surname_is_read_as_a_surname() -> None:
    def key(name: str) -> str:
        return reading_key(name, of_person=True)

    assert sorted(OF_PERSONS, key=key) == OF_PERSONS
    assert reading_key("单位") < reading_key("王")
    assert reading_key("单位") < reading_key("东"), "not shan, where it is no surname"
