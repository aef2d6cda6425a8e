"""How characters are read: their syllables, and the initials of those with several readings in words and names.

Archaic readings are left out of the initials: each lengthens the search index of every row that has the character.
"""

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import islice, product
from pathlib import Path

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê"
_PLAIN = "aaaaeeeeiiiioooouuuuvvvvvnnnme"
_SEVERAL = "\x1f"  # a character with several readings, in the table of initials: no text holds it
_MAX_READINGS = 8
_TONES = str.maketrans(dict(zip(_TONED, _PLAIN, strict=True)) | {"\u0300": "", "\u0304": "", "\u030c": ""})

_IN_WORDS = """
乘cs 传cz 伺cs 伽gjq 便bp 俟qs 冯fp 刨pb 刹sc 剿jc 匙sc 卒zc 卡kq 参cs 叨dt 吁xy 吓xh 否fp 吭kh 呷gx 咳kh 嗒dt 囤dt
圈qj 坏hp 堡bp 壳kq 奇qj 宿sx 射sy 将jq 尿ns 屏pb 属sz 巷xh 弄nl 弟dt 弹dt 强qj 恶ew 扁bp 扒bp 扛kg 折zs 拗an
揭jq 擿tz 攒zc 景jy 暴bp 曝pb 朝cz 术sz 杓bs 柚yz 栅zs 栖qx 校xj 椎cz 槛kj 汤ts 沓dt 泊pb 澄cd 率ls 畜cx 疟ny
盛sc 省sx 磅bp 禅cs 粘zn 粥zy 系xj 纶lg 给gj 耙bp 腌ya 臭cx 苣jq 茄jq 茜qx 莞gw 莩fp 蔓mw 藏cz 蛇sy 蛤hg 行xh
被bp 裨bp 裳sc 见jx 调dt 蹊qx 轧ygz 辗nz 辟pb 遗yw 重zc 铛dc 镐gh 长zc 阿ae 陂bp 降jx 靓jl 颈jg 颤cz 骠bp
鹄gh 鹘gh 龈ky 会hk 石sd 番fp 提td 秘mb 车cj 合hg 咖kg 秤cp 供g 都d 差c
"""
_IN_NAMES = """
乐ly 仇cq 单dsc 尉wy 曾cz 查cz 覃qt 区qo 解jx 朴pb 翟zd 盖g 种zc 召zs 贾jg 褚cz 艾ay 隗kw 郇xh 郗xc 谌cs 繁pf 万wm
幺y 员y 洗x 宓mf 尹y 令l 折zs 黑h 冼x 缪m 车cj 厦sx 枞zc 铅yq 涡gw 浚jx 莘sx 歙sx 泌bm 匮kg 蚌b 六l 台t 埔bp
柏b 丽l 洞d 郫p 犍jq 亳b 燕y 华h 应y 相x 任r 宁n 那n 纪j 句jg 逄p 阚k 臧z 晁c
"""


def _parse_table(*lists: str) -> dict[str, tuple[str, ...]]:
    """Parse entries such as “重zc” into the character and its initials."""
    return {entry[0]: tuple(entry[1:]) for words in lists for entry in words.split()}


PINYIN_INITIALS = _parse_table(_IN_WORDS, _IN_NAMES)


@cache
def toned_readings() -> dict[str, str]:
    """Return pypinyin's table of single characters: "dāng,dàng" by the character's code, the usual reading first.

    The file is read without importing pypinyin, which would load its dictionary of 47,000 phrases: half a second.
    """
    package = find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypinyin")
    readings: dict[str, str] = json.loads(Path(package.origin).with_name("pinyin_dict.json").read_bytes())
    return readings


def without_tones(toned: str) -> str:
    """Return readings without tones; ü is v, as input methods write it."""
    return toned.translate(_TONES)


@cache
def syllable_of(character: str) -> str:
    """Return the usual reading of a character without its tone; what has none stands for itself."""
    toned = toned_readings().get(str(ord(character)))
    return character if toned is None else without_tones(toned.partition(",")[0])


@cache
def _letters_of(character: str) -> tuple[str, ...]:
    """Return the pinyin initials of a character; letters and digits are returned as they are, marks as “”."""
    if character.isascii():
        return (character,) if character.isalnum() else ("",)
    if character in PINYIN_INITIALS:
        return PINYIN_INITIALS[character]
    initial = syllable_of(character)[0]
    return (initial if initial.isascii() else "",)


class _InitialsTable(dict[int, str]):
    """Translation table from a character to its pinyin initial, or to a mark where it has several readings."""

    def __missing__(self, character: int) -> str:
        ways = _letters_of(chr(character))
        letter = self[character] = ways[0] if len(ways) == 1 else _SEVERAL
        return letter


_initials_table = _InitialsTable()


@lru_cache(maxsize=16_384)  # the same investors and places recur
def pinyin_initials(folded: str) -> tuple[str, ...]:
    """Return the pinyin initials of a text, once per reading: cq and zq for 重庆; eight readings at most."""
    if folded.isascii():
        return ()
    spelled = folded.translate(_initials_table)
    if _SEVERAL not in spelled:
        return (spelled,)
    ways = product(*map(_letters_of, folded))
    return tuple(dict.fromkeys(map("".join, islice(ways, _MAX_READINGS))))
