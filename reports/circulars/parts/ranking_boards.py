"""The section 红黑榜 of ranking circulars: who is praised and blamed, why, and who is called in for a talk."""

from collections.abc import Iterator
from decimal import Decimal

from models.ledgers import TaskForce
from models.rules.boards import BoardEnds
from models.rules.scheme_vocabulary import RankingSubject
from reports.circulars.parts.comparison import place_step
from reports.circulars.parts.force_names import name_short
from reports.circulars.parts.next_steps import interview_twice
from reports.circulars.parts.wording import column, join_names, paragraph, row
from reports.circulars.phrases.bank import say
from reports.content.document import Align, Block, Row, SectionHeading, Table, TextSpan
from reports.figures.figure import EMPTY, Figure, PeriodFigures
from reports.figures.rankings import Ranking, RankingLine

MEASURES: dict[str, str] = {RankingSubject.ENTERPRISE: "家"}
_BOARDS = {  # the county's name for its two boards and what each entails; with 不设 there are none
    "红黑榜": ("列入红榜，予以通报表扬", "列入黑榜，予以通报批评"),
    "先进和后进": ("予以通报表扬", "要认真查找差距，向领导小组说明情况"),
}
MAX_NAMES = 6  # names a sentence can hold
_MAX_MOVERS = 3


def name_lines(ranking: Ranking, lines: list[RankingLine]) -> tuple[TextSpan, ...]:
    """Name ranked subjects in a sentence; task forces are grouped: “焦化、钢铁2个专班”."""
    if ranking.chosen.subject != RankingSubject.TASK_FORCE:
        return (TextSpan(join_names([line.name for line in lines])),)
    return name_short([line.name for line in lines], [line.key for line in lines])


def _forces(board: PeriodFigures, lines: list[RankingLine]) -> list[TaskForce]:
    by_id = {force.id: force for force in board.facts.forces}
    return [by_id[line.key] for line in lines if line.key in by_id]


def movers(board: PeriodFigures, ranking: Ranking) -> tuple[TextSpan, ...]:
    """Compose who rose and who fell most; those of industries are ranked apart and not compared."""
    if ranking.chosen.grouped:
        return ()
    steps = [
        (line, line.previous_place - line.place)
        for line in ranking.ranked
        if line.previous_place is not None and line.place is not None
    ]
    rose = _furthest([step for step in steps if step[1] > 0])
    fell = _furthest([step for step in steps if step[1] < 0])
    values = {"上升": _moved(ranking, rose), "下降": _moved(ranking, fell)}
    if not rose and not fell:
        return ()
    key = "both" if rose and fell else "up" if rose else "down"
    return say(board.facts.settings, f"ranking.movers.{key}", values)


def _furthest(steps: list[tuple[RankingLine, int]]) -> list[tuple[RankingLine, int]]:
    most = max((abs(step) for _, step in steps), default=0)
    furthest = [pair for pair in steps if abs(pair[1]) == most]
    return furthest if len(furthest) <= _MAX_MOVERS else []


def _moved(ranking: Ranking, steps: list[tuple[RankingLine, int]]) -> tuple[TextSpan, ...]:
    if not steps:
        return ()
    step = place_step(steps[0][1])
    names = name_lines(ranking, [line for line, _ in steps])
    each = "（各" if len(steps) > 1 else "（"
    return *names, TextSpan(each), TextSpan(step.phrase, step), TextSpan("）")


def board_section(
    board: PeriodFigures, ranking: Ranking, units: dict[str, str], number: str = "四"
) -> tuple[Block, ...]:
    """四、红黑榜: the first, the last, and those last twice in a row, in the words of the county's setting."""
    custom, settings = board.facts.settings.get("boards", "红黑榜"), board.facts.settings
    if not ranking.ranked or custom not in _BOARDS:
        return ()
    title, praise, blame = custom, *_BOARDS[custom]
    red, black = [ranking.line(key) for key in ranking.top], [ranking.line(key) for key in ranking.bottom]
    twice = [ranking.line(key) for key in ranking.last_twice]
    ends, where = ranking.chosen.ends, "各行业" if ranking.chosen.grouped else ""
    first, last = (f"{where}排名{end}{ends}位（含并列）的" for end in ("前", "后"))
    names = {name: name_lines(ranking, lines) for name, lines in (("red", red), ("black", black))}
    is_of_forces = ranking.chosen.subject == RankingSubject.TASK_FORCE
    text = paragraph(
        say(settings, "ranking.red", {"位次": first, "名单": names["red"], "表扬": praise}) if red else "",
        _reasons(board, ranking, red, "red"),
        say(settings, "ranking.black", {"位次": last, "名单": names["black"], "批评": blame}) if black else "",
        _reasons(board, ranking, black, "black"),
        *_board_exceptions(ranking),
        say(settings, "ranking.twice", {"名单": name_lines(ranking, twice)})
        if twice
        else say(settings, "ranking.twice.none")
        if any(line.previous_place for line in ranking.ranked)
        else "",
        interview_twice(board, _forces(board, twice)) if is_of_forces else "",
        key="boards",
    )
    tables = (_board_table(ranking, units, (red, black), custom),) if red or black else ()
    return SectionHeading(1, f"{number}、{title}"), text, *tables


# --- why


def _reasons(board: PeriodFigures, ranking: Ranking, lines: list[RankingLine], which: str) -> tuple[TextSpan, ...]:
    """Compose what put subjects on a board, from their points; those with the same reasons share them."""
    groups: dict[str, tuple[list[RankingLine], tuple[TextSpan, ...]]] = {}
    for line in lines:
        reason = _strengths(ranking, line) if which == "red" else _weaknesses(ranking, line)
        if reason:
            groups.setdefault("".join(span.text for span in reason), ([], reason))[0].append(line)
    spans: list[TextSpan] = []
    for members, reason in list(groups.values())[:MAX_NAMES]:
        names = name_lines(ranking, members)
        if len(members) == len(lines):  # They were just named.
            names = _these(ranking, members) if len(members) > 1 else ()
        spans += [TextSpan("；" if spans else ""), *names, *reason]
    printed = tuple(span for span in spans if span.text)
    return say(board.facts.settings, f"ranking.why.{which}", {"原因": printed}) if printed else ()


def _these(ranking: Ranking, lines: list[RankingLine]) -> tuple[TextSpan, ...]:
    """Return the subject of a sentence on all that were just named: 这2家企业."""
    subject = ranking.chosen.subject
    is_of_forces = subject == RankingSubject.TASK_FORCE  # townships, units and firms are names, no rows to open
    rows = tuple(line.key for line in lines) if is_of_forces else ()
    formula = f"列榜的，逐个数：{join_names([line.name for line in lines], MAX_NAMES)}"
    facts = ("board.named", f"列榜的{subject}", MEASURES.get(subject, "个"), Decimal(len(lines)), formula, rows, 0)
    count = Figure(*facts, ledger=TaskForce.__tablename__ if is_of_forces else "")
    return TextSpan("这"), TextSpan(count.phrase, count), TextSpan(str(subject))


def _strengths(ranking: Ranking, line: RankingLine) -> tuple[TextSpan, ...]:
    """Name the indicators on which a subject has most points of all that are ranked with it."""
    indicators = ranking.chosen.scheme.indicators
    peers = [peer for peer in ranking.ranked if peer.group == line.group]
    first = [
        indicator.metric
        for number, indicator in enumerate(indicators)
        if (points := line.parts[number].points) and points == max(peer.parts[number].points or 0 for peer in peers)
    ]
    if not first:
        return ()
    if len(first) == len(indicators) > 1:
        return (TextSpan("各项计分指标都得分最高"),)
    total = _items("board.indicators", f"{line.name} 计分指标", len(indicators), "方案里的计分指标数")
    count = _items(
        "board.first", f"{line.name} 得分最高的指标", len(first), f"得分最高（含并列）的：{'、'.join(first)}"
    )
    return (
        TextSpan("计分的"),
        TextSpan(total.phrase, total),
        TextSpan("指标中有"),
        TextSpan(count.phrase, count),
        TextSpan(f"得分最高（{'、'.join(first)}）"),
    )


def _weaknesses(ranking: Ranking, line: RankingLine) -> tuple[TextSpan, ...]:
    """Name the indicators on which a subject has no points, else the one it gained the least share of."""
    indicators = ranking.chosen.scheme.indicators
    empty = [indicator.metric for number, indicator in enumerate(indicators) if not line.parts[number].points]
    if len(empty) == len(indicators):
        return (TextSpan("各项指标都没有得分"),)
    if empty:
        return (TextSpan(f"{'、'.join(empty)}没有得分"),)
    shares = [
        ((line.parts[number].points or Decimal(0)) / indicator.weight, number, indicator.metric)
        for number, indicator in enumerate(indicators)
        if indicator.weight
    ]
    if not shares:
        return ()
    _, number, metric = min(shares)
    points = line.points(number)
    return TextSpan(f"{metric}只得"), TextSpan(points.phrase, points)


def _items(key: str, label: str, number: int, formula: str) -> Figure:
    return Figure(key, label, "项", Decimal(number), formula, (), 0)


# --- where the rule cannot be kept


def _board_exceptions(ranking: Ranking) -> list[str]:
    """Say where the boards cannot follow the rule printed before: too few ranked, or too many on one place."""
    measure = MEASURES.get(ranking.chosen.subject, "个")
    groups: dict[str, list[str]] = {}
    for group, ends in ranking.ends.items():
        if ends.ranked:
            for sentence in _exceptions_of(ends, ranking.chosen.ends, measure):
                groups.setdefault(sentence, []).append(group)
    return [
        (f"{join_names(names, MAX_NAMES)}行业" if ranking.chosen.grouped else "") + sentence
        for sentence, names in groups.items()
    ]


def _exceptions_of(ends: BoardEnds, wanted: int, measure: str) -> Iterator[str]:
    if not ends.number:
        yield f"参加排名的只有{ends.ranked}{measure}，不列榜。"
    elif ends.number < wanted:
        yield f"参加排名的只有{ends.ranked}{measure}，前、后各列{ends.number}位。"
    if ends.in_both == ends.ranked:
        yield f"参加排名的{ends.ranked}{measure}得分相同，不列榜。"
    elif ends.in_both:
        yield f"有{ends.in_both}{measure}名次并列，既在前{ends.number}位又在后{ends.number}位，不列榜。"
    if ends.crowd:
        yield f"末位并列的有{ends.crowd}{measure}，超过参加排名的一半，不列为后{ends.number}位，也不算倒数第一。"


def _board_table(
    ranking: Ranking, units: dict[str, str], ends: tuple[list[RankingLine], list[RankingLine]], custom: str
) -> Table:
    rows: list[Row] = []
    names = ("红榜", "黑榜") if custom == "红黑榜" else ("先进", "后进")
    for board, lines in zip(names, ends, strict=True):
        for line in lines:
            cells: list[Figure | str | int | None] = [board, line.place, line.name]
            cells += [line.group] if ranking.chosen.grouped else []
            cells += [units.get(line.key, EMPTY)] if units else []
            why = "连续两期倒数第一" if line.key in ranking.last_twice else _place_change(line)
            rows.append(row(*cells, line.score, why))
    columns = [column("榜别", 3), column("名次", 2.6), column(ranking.chosen.subject, 7, Align.LEFT)]
    columns += [column("行业", 5, Align.LEFT)] if ranking.chosen.grouped else []
    columns += [column("牵头单位", 8, Align.LEFT)] if units else []
    columns += [column("得分", 4, Align.RIGHT), column("与上期比", 8)]
    return Table(f"表2　{custom}", tuple(columns), tuple(rows))


def _place_change(line: RankingLine) -> str:
    if line.previous_place is None or line.place is None:
        return EMPTY
    gap = line.previous_place - line.place
    return "持平" if gap == 0 else f"{'上升' if gap > 0 else '下降'}{abs(gap)}位"
