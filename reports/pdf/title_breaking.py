"""Break a title into balanced lines: whole words, in the shape of a trapezium or a lozenge (GB/T 9704, 7.3.1)."""

import re
from functools import cache
from itertools import accumulate, combinations, pairwise

from reports.pdf.break_rules import Token, may_break, tokenize
from reports.pdf.line_breaking import Breaker, TextStyle

# Words of circular titles that should not be split; without a full dictionary the list is necessarily incomplete.
# Longer words come first, so that the longest matches.
_TITLE_WORDS = re.compile(
    "汽车零部件|人民政府|前三季度|第二季度|数字经济|生物医药|领导小组|电子信息|第四季度|装备制造|现代农业|第三季度|"
    "第一季度|现代物流|招商引资|文化旅游|食品加工|开发区|新材料|明细表|高新区|办公室|产业链|一览表|新能源|委员会|"
    "高质量|工作组|统计表|下半年|上半年|指挥部|排名表|排名|任务|月份|进行|园区|全区|印发|完成|推进|行动|签约|发展|"
    "承诺|进展|总结|工作|有关|重点|专班|到位|动态|机制|报告|方案|关于|纪要|附表|汇总|引资|开展|项目|全县|目标|年度|"
    "督办|重大|企业|外出|投产|考核|信息|清单|办法|问题|督查|计划|通知|调度|整改|拜访|全省|指标|会议|事项|全市|开工|"
    "评价|兑现|招商|落实|季度|产业|通报|建设|经济|台账|资金|活动|情况|年终|实施|名单|政府"
)
# The name of a task force, freely chosen by the county, follows a date or year.
_TASK_FORCE_NAME = re.compile(r"(?<![^年月日度期周于])(?!全[市县区]|各)[\u3400-\u9fff、]{1,14}?专班")
_SPLIT_WORD_COST = 3.0  # cost of splitting a word, in ems of unevenness
_SPLIT_NAME_COST = 12.0  # cost of splitting a name, which is avoided wherever possible
_BAD_EDGE_COST = 1.5  # cost of a line that begins with 的 or ends with 和
_GOOD_START_COST = -1.0  # a line that begins with 关于 reads well
_MOST_LINES = 4


def balance_title(breaker: Breaker, text: str, style: TextStyle, measure: float) -> list[str]:
    """Break a title into the fewest lines that hold it, as evenly as possible and between words."""
    lines: list[str] = []
    for part in text.splitlines():
        lines += _break_part(breaker, part.strip(), style, measure)
    return lines


def _break_part(breaker: Breaker, text: str, style: TextStyle, measure: float) -> list[str]:
    least = int(breaker.width(text, style) // measure) + 1
    names = {offset for name in _TASK_FORCE_NAME.finditer(text) for offset in range(name.start() + 1, name.end())}
    fallback: list[str] = []
    for count in range(least, _MOST_LINES + 1):
        lines = _best_lines(breaker, text, style, measure, count)
        # An extra line is better than a split name.
        if lines and not names & set(accumulate(map(len, lines))):
            return lines
        fallback = fallback or lines
    return fallback or [line.text for line in breaker.paragraph(text, style, measure)]


def _best_lines(breaker: Breaker, text: str, style: TextStyle, measure: float, count: int) -> list[str]:
    """Try every way to break a title into ``count`` lines; return the best, or no lines if none fits."""
    queue = tokenize(text)
    joints = [index for index in range(1, len(queue)) if may_break(queue[index - 1], queue[index])]
    inside = _break_costs(text)

    @cache
    def width(start: int, end: int) -> float:
        return breaker.width(text[start:end], style)

    best: tuple[float, list[str]] | None = None
    for chosen in combinations(joints, count - 1):
        cuts = [0, *(queue[index].start for index in chosen), len(text)]
        widths = [width(start, end) for start, end in pairwise(cuts)]
        if max(widths) > measure:
            continue
        cost = _unevenness(widths, style.size) + sum(_break_cost(text, queue[index], inside) for index in chosen)
        if best is None or cost < best[0]:
            best = (cost, [text[start:end] for start, end in pairwise(cuts)])
    return best[1] if best else []


def _break_costs(text: str) -> dict[int, float]:
    """Return the cost of a break at each offset inside a known word or name."""
    return {
        offset: price
        for pattern, price in ((_TITLE_WORDS, _SPLIT_WORD_COST), (_TASK_FORCE_NAME, _SPLIT_NAME_COST))
        for word in pattern.finditer(text)
        for offset in range(word.start() + 1, word.end())
    }


def _break_cost(text: str, after: Token, break_costs: dict[int, float]) -> float:
    """Return the cost of a line break before this token."""
    at = after.start
    price = break_costs.get(at, 0.0)
    if after.text[0] in "的和与及等" or text[at - 1] in "和与及第各关":
        price += _BAD_EDGE_COST
    if text.startswith("关于", at):
        price += _GOOD_START_COST
    return price


def _unevenness(widths: list[float], size: float) -> float:
    """Return, in ems, how far line widths are from a trapezium or lozenge: small, steady differences."""
    steps = [(after - before) / size for before, after in pairwise(widths)]
    # Lines of equal length make a rectangle, which the standard excludes.
    cost = sum(max(abs(step) - 4, 0) + (1.0 if abs(step) < 0.5 else 0.0) for step in steps)
    waisted = any(before < 0 < after for before, after in pairwise(steps))
    return cost + (4.0 if waisted else 0.0) + (max(widths) - min(widths)) / size / 10
