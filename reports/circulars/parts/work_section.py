"""Section 二、各专班开展情况: leads, visits, signings, building and money of the period, and who moved up or down."""

from collections.abc import Sequence

from models.ledgers import TaskForce
from models.statistics.events import ProjectRecord
from models.statistics.metrics import BY_KEY, TARGET_METRICS
from reports.circulars.parts import charts, letterhead, ranking_table
from reports.circulars.parts.capital import outside_sentence, worth_text
from reports.circulars.parts.comparison import place_step
from reports.circulars.parts.force_names import ForceFigure, grouped, name_forces, of_forces
from reports.circulars.parts.kept_section import TITLE as KEPT_TITLE
from reports.circulars.parts.kept_section import kept_spans
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.review import review
from reports.circulars.parts.special_section import TITLE as SPECIAL_TITLE
from reports.circulars.parts.special_section import special_spans
from reports.circulars.parts.visit_plan import plan_sentence
from reports.circulars.parts.wording import Sentence, counted_or_none, paragraph
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import Block, Paragraph, SectionHeading, TextSpan
from reports.figures.figure import Figure

_MAX_FUNDS = 3  # task forces named with their amounts; all stand in the annex
_MAX_PROJECTS = 15
_ENDS = 3  # task forces named at either end of the ranking; fewer than twice as many are all named


def work(data: PeriodData, extra: Sequence[tuple[str, tuple[Block, ...]]] = ()) -> tuple[Block, ...]:
    """二、各专班开展情况; of one task force, what it did. ``extra`` are further parts (heading, blocks) after these."""
    single_force = data.facts.only_force is not None
    parts: list[tuple[str, tuple[Block, ...]]] = [
        ("项目信息", (_leads(data),)),
        ("外出招商和来访接待", (_visits(data),)),
        ("洽谈签约", _signings(data)),
        ("开工投产和资金到位", _building(data)),
    ]
    if not single_force:
        parts.append(("任务进度和名次", _places(data)))
    if data.kept and (spans := kept_spans(data.facts.settings, data.kept)):
        parts.append((KEPT_TITLE, (paragraph(spans, key="kept"),)))
    if spans := special_spans(data.facts.settings, data.special):
        parts.append((SPECIAL_TITLE, (paragraph(spans, key="special"),)))
    parts += extra
    if reviewed := review(data):
        parts.append((f"{data.compared.words[0]}下步打算落实情况", (paragraph(reviewed, key="review"),)))
    laid: list[Block] = [SectionHeading(1, "二、工作开展情况" if single_force else "二、各专班开展情况")]
    for number, (title, part) in enumerate(parts):
        laid += [SectionHeading(2, f"（{letterhead.NUMERALS[number]}）{title}"), *part]
    return tuple(laid)


def _by_force(data: PeriodData, key: str) -> list[ForceFigure]:
    if data.facts.only_force is not None:
        return []
    return [(force, data.board.now(key, force.id)) for force in data.facts.forces]


def _who(data: PeriodData, phrase: str, by_force: list[ForceFigure]) -> list[tuple[TextSpan, ...]]:
    """Compose who did something and who did nothing; nothing where nobody or everybody did."""
    busy, idle = of_forces(by_force)
    if not busy:
        return []
    named = [data.say(f"{phrase}.who", {"名单": grouped(by_force)})]
    return named + ([data.say(f"{phrase}.idle", {"名单": name_forces(idle)})] if idle else [])


def _leads(data: PeriodData) -> Paragraph:
    if data.facts.only_force:
        return paragraph(*_own_work(data, ("leads_reported", "leads_recognised"), "上报线索"), key="work.leads")
    board, by_force = data.board, _by_force(data, "leads_reported")
    reported, known = board.now("leads_reported"), board.now("leads_recognised")
    values: dict[str, SlotValue] = {
        "这一期": data.compared.words[1],
        "上报": reported,
        "环比": data.compared.clause("leads_reported"),
        "认定": known,
    }
    key = "work.leads" if reported.value and known.value else "work.leads.unknown" if reported.value else ""
    return paragraph(
        data.say(key, values) if key else data.say("work.leads.none", {"这一期": values["这一期"]}),
        *_who(data, "work.leads", by_force),
        _leads_to_date(data),
        key="work.leads",
    )


def _leads_to_date(data: PeriodData) -> tuple[TextSpan, ...]:
    board = data.board
    whole: Sequence[tuple[str, Figure]] = (
        ("上报", board.year("leads_reported")),
        ("认定", board.year("leads_recognised")),
    )
    if not any(figure.value for _, figure in whole):
        return ()
    return data.say("work.leads.year", {"年初以来": board.period.since_text, "情况": counted_or_none(whole, "")})


def _visits(data: PeriodData) -> Paragraph:
    if data.facts.only_force:
        return paragraph(
            *_own_work(data, ("visits_out", "visits_in", "activities"), "外出招商和接待来访"),
            plan_sentence(data),
            key="work.visits",
        )
    board, by_force = data.board, _by_force(data, "visits_out")
    out = board.now("visits_out")
    others = (("接待来访", board.now("visits_in")), ("举办招商活动", board.now("activities")))
    rest = counted_or_none(others, "没有接待来访和举办招商活动")
    values: dict[str, SlotValue] = {
        "这一期": data.compared.words[1],
        "外出数": out,
        "环比": data.compared.clause("visits_out"),
        "来访和活动": rest,
    }
    year = (("外出招商", board.year("visits_out")), ("接待来访", board.year("visits_in")))
    to_date: Sentence = ""
    if any(figure.value for _, figure in year):
        to_date = data.say("work.visits.year", {"年初以来": board.period.since_text, "情况": counted_or_none(year, "")})
    key = "work.visits" if out.value else "work.visits.none"
    who = _who(data, "work.visits", by_force)
    return paragraph(data.say(key, values), *who, to_date, plan_sentence(data), key="work.visits")


def _signings(data: PeriodData) -> tuple[Block, ...]:
    board, signed = data.board, data.board.now("signed")
    present = data.compared.words[1]
    if not signed.value:
        return (paragraph(data.say("work.signed.none", {"这一期": present}), key="work.signed"),)
    by_force = _by_force(data, "signed")
    is_own = data.facts.only_force is not None
    names = {force.id: force.short_name for force in data.facts.forces}
    courses = sorted((board.facts.projects[row_id] for row_id in signed.rows), key=lambda c: (-c.signed_amount, c.name))
    listed = "；".join(f"{c.name}（{_task_force_prefix(names, c.task_force)}{worth_text(c)}）" for c in courses)
    first = [
        force
        for force, figure in by_force
        if figure.value and figure.value == board.year("signed", force.id).value and data.period.first.month > 1
    ]
    who = [data.say("work.signed.who", {"这一期": present, "名单": grouped(by_force)})] if by_force else []
    if first:
        who.append(data.say("work.signed.first", {"名单": name_forces(first)}))
    text = (paragraph(*who, key="work.signed"),) if who else ()
    values: dict[str, SlotValue] = {"这一期": present, "个数": signed, "名单": listed}
    named = data.say("work.signed.own" if is_own else "work.signed.names", values)
    return *text, paragraph(named, key="work.signed.names")


def _building(data: PeriodData) -> tuple[Block, ...]:
    board, present = data.board, data.compared.words[1]
    started, produced = board.now("started"), board.now("produced")
    parts: list[Sentence] = []
    if not started.value and not produced.value:
        parts.append(data.say("work.built.none", {"这一期": present}))
    else:
        for figure, phrase in ((started, "work.started"), (produced, "work.produced")):
            named = _project_names(data, figure)
            values: dict[str, SlotValue] = {"这一期": present, "个数": figure, "名单": named}
            parts.append(data.say(phrase if figure.value else f"{phrase}.none", values))
    return paragraph(*parts, key="work.building"), _money(data)


def _project_names(data: PeriodData, figure: Figure) -> str:
    """Name the projects of a figure with their task force, the largest first."""
    names = {force.id: force.short_name for force in data.facts.forces}
    courses = sorted((data.facts.projects[row] for row in figure.rows), key=lambda c: (-c.total, c.name))
    listed = "、".join(_named(names, course) for course in courses[:_MAX_PROJECTS])
    return listed + ("等" if len(courses) > _MAX_PROJECTS else "")


def _named(names: dict[str, str], course: ProjectRecord) -> str:
    prefix = _task_force_prefix(names, course.task_force).removesuffix("，")
    return f"{course.name}（{prefix}）" if prefix else course.name


def _money(data: PeriodData) -> Paragraph:
    board, by_force = data.board, _by_force(data, "funds")
    busy, idle = of_forces(by_force)
    funds = board.now("funds")
    values: dict[str, SlotValue] = {
        "这一期": data.compared.words[1],
        "金额": funds,
        "环比": data.compared.clause("funds"),
    }
    if not funds.value:
        return paragraph(data.say("work.funds.none", {"这一期": values["这一期"]}), key="work.funds")
    parts: list[Sentence] = [data.say("work.funds", values)]
    if busy:
        key = "work.funds.most" if len(busy) > _MAX_FUNDS else "work.funds.who"
        parts.append(data.say(key, {"名单": grouped(by_force, _MAX_FUNDS if len(busy) > _MAX_FUNDS else 99)}))
    if busy and idle:
        parts.append(data.say("work.funds.idle", {"名单": name_forces(idle)}))
    return paragraph(*parts, outside_sentence(board, data.compared.words[1], now=True), key="work.funds")


def _places(data: PeriodData) -> tuple[Block, ...]:
    """Compose who leads and who comes last by the completion of the year's task, with the table of all."""
    board = data.board
    ranked = ranking_table.completions(board)
    if not ranked:
        values: dict[str, SlotValue] = {"指标": TARGET_METRICS[ranking_table.ranked_metric(board)]}
        return (paragraph(data.say("work.places.none", values), key="work.places"),)
    values = {
        "依据": board.facts.settings.get("rank_by", "签约金额完成率"),
        "前列": _with_rates(ranked[:_ENDS] if len(ranked) > 2 * _ENDS else ranked),
        "末位": _with_rates(ranked[-_ENDS:]),
        "最高": ranked[0][1],
        "最低": ranked[-1][1],
    }
    text = data.say(_places_phrase(ranked), values)
    return paragraph(text, _movers(data), key="work.places"), ranking_table.table(board), *charts.by_force(board)


def _places_phrase(ranked: Sequence[ForceFigure]) -> str:
    """Return the phrase for a ranking: its ends are named only where no tie cuts across them."""
    if len(ranked) <= 2 * _ENDS:
        return "work.places"
    printed = [rate.text for _, rate in ranked]
    is_first_clear = printed[_ENDS - 1] != printed[_ENDS]
    is_last_clear = printed[-_ENDS] != printed[-_ENDS - 1]
    if is_first_clear and is_last_clear:
        return "work.places.ends"
    return "work.places.first" if is_first_clear else "work.places.last" if is_last_clear else "work.places.range"


def _with_rates(completions: Sequence[ForceFigure]) -> tuple[TextSpan, ...]:
    spans: list[TextSpan] = []
    for force, rate in completions:
        name = f"{'、' if spans else ''}{letterhead.display_name(force)}（"
        spans += [TextSpan(name), TextSpan(rate.phrase, rate), TextSpan("）")]
    return tuple(spans)


def _movers(data: PeriodData) -> tuple[TextSpan, ...]:
    """Compose who rose and who fell most in the ranking by the completion of the year's task."""
    rose, fell = data.compared.movers()
    by_name = {force.short_name: force for force in data.facts.forces}
    values: dict[str, SlotValue] = {
        "上期": data.compared.words[0],
        "上升": _steps(rose, by_name),
        "下降": _steps(fell, by_name),
    }
    if not rose and not fell:
        return ()
    return data.say("work.movers.both" if rose and fell else "work.movers.up" if rose else "work.movers.down", values)


def _steps(steps: list[tuple[str, int]], by_name: dict[str, TaskForce]) -> tuple[TextSpan, ...]:
    """Compose “焦化专班（3位）” of those that moved furthest; they all moved alike."""
    if not steps:
        return ()
    forces = [by_name[name] for name, _ in steps]
    step = place_step(steps[0][1])
    each = "（各" if len(forces) > 1 else "（"
    return (*name_forces(forces), TextSpan(each), TextSpan(step.phrase, step), TextSpan("）"))


def _own_work(data: PeriodData, keys: tuple[str, ...], none: str) -> tuple[Sentence, ...]:
    """Compose one task force's work of the month and the year so far; zero is expressed as 没有…."""
    board = data.board
    now, year = ([(BY_KEY[key].label, scope(key)) for key in keys] for scope in (board.now, board.year))
    values: dict[str, SlotValue] = {
        "这一期": data.compared.words[1],
        "本期情况": counted_or_none(now, f"没有{none}"),
        "年初以来": board.period.since_text,
        "累计情况": counted_or_none(year, f"没有{none}"),
    }
    same = all(part.value == whole.value for (_, part), (_, whole) in zip(now, year, strict=True))
    return (data.say("work.own.first" if same else "work.own", values),)


def _task_force_prefix(names: dict[str, str], force: str | None) -> str:
    """Return the prefix that names a project's task force; empty where there is only one."""
    if len(names) == 1:
        return ""
    return f"{names[force]}专班，" if force in names else "未分专班，"
