"""The words of a title, which no line break may split: a segmenter's, the trade's own terms, and names."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reports.pdf.break_rules import Token, tokenize

# Terms of the trade that a general dictionary cuts in two; longer ones come first, so that the longest matches.
_TERMS = re.compile(
    "以商招商|产业链招商|委托招商|基金招商|驻外招商|节会招商|资本招商|叩门招商|外出招商|小分队招商|招商引资|招商专班|"
    "双招双引|招才引智|三个一批|两新一重|新质生产力|营商环境|万人助万企|有诺必践|首谈首报|专精特新|百日攻坚|百日行动|"
    "汽车零部件|碳基新材料|数字经济|低空经济|装备制造|现代物流|现代农业|文化旅游|食品加工|新材料|新能源|大健康|"
    "高新技术产业开发区|经济技术开发区|管理委员会|领导小组办公室|链主企业|链长制|标准地|到位资金|投产率|履约率|前三季度|周动态|月例会|月通报|半月调度"
)
# A name that follows a date or 关于: of a task force, freely chosen by the county, or of an autonomous county.
_NOT_A_NAME = "全[市县区]|各|关于|[上下]半|第?[一二三四]季度|前三季度"
_NAME = re.compile(rf"(?<![^年月日度期周于])(?!{_NOT_A_NAME})[\u3400-\u9fff、]{{1,18}}?(?:专班|自治[县旗州])")
_QUOTED = re.compile("“[^”]{1,10}”")
_ORDINAL = re.compile(r"第[0-9]+[^0-9]")
_DATE = re.compile("[0-9]{4}年(?:第?[一二三四]季度|前三季度|[上下]半年|[0-9]{1,2}月[上下]半月|[0-9]{1,2}月份?)")
_PATTERNS = (_TERMS, _NAME, _QUOTED, _ORDINAL, _DATE)


@lru_cache(maxsize=256)
def word_interiors(text: str) -> frozenset[int]:
    """Return every offset of a title that lies inside a word: a line may begin at any other."""
    spans = [*_segmented(text), *(match.span() for pattern in _PATTERNS for match in pattern.finditer(text))]
    return frozenset(offset for start, end in spans for offset in range(start + 1, end))


def _segmented(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every word the segmenter sees; numbers with their units are left out, they are whole anyway."""
    import rjieba  # loads a dictionary of 30 MB, only for the first title that takes two lines

    for run in _text_runs(tokenize(text)):
        start = run[0].start
        for _, first, last in rjieba.tokenize(text[start : run[-1].end]):
            yield start + first, start + last


def _text_runs(tokens: tuple[Token, ...]) -> Iterator[list[Token]]:
    """Yield the runs of single characters between numbers: 2026年前三季度 has 前三季度, not 年前."""
    run: list[Token] = []
    for token in tokens:
        if len(token.text) == 1:
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run
