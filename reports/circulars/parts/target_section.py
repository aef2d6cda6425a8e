"""Section 一、指标完成情况: how the work stands, then signings, building and money against the year's targets."""

from models.rules import rates
from models.rules.periods import Period
from models.statistics.metrics import TARGET_METRICS
from reports.circulars.parts import charts, year_on_year
from reports.circulars.parts.capital import capital_notes, funds_spans, outside_sentence, signed_spans
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.situation import situation
from reports.circulars.parts.wording import against_pace, against_target, column, fill, paragraph, row
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import Align, Block, Paragraph, SectionHeading, Table, TextSpan
from reports.figures.figure import PeriodFigures


def targets(data: PeriodData) -> tuple[Block, ...]:
    """一、指标完成情况, the year's numbers against its targets."""
    board, whole = data.board, data.scope_name
    summed_up = situation(board)
    if _is_nothing_known(board):
        text: tuple[Paragraph, ...] = (_nothing(data),)
    else:
        text = (_signed(data, is_named=bool(summed_up)), _built(data), _funds(data))
    return (
        SectionHeading(1, "一、指标完成情况"),
        *((paragraph(summed_up, key="targets.situation"),) if summed_up else ()),
        *text,
        _target_table(board, whole),
        *charts.completion(board, whole),
    )


def _against(board: PeriodFigures, key: str) -> dict[str, SlotValue]:
    """Return the clauses that compare a metric with its target, the year before and the pace; each may be empty.

    Of what there is none yet, only the target is told: 0.00% of it needs no saying.
    """
    if not board.year(key).value:
        goal = board.target(key)
        return {"完成目标": fill("，年度目标{goal}", goal=goal) if goal.value else (), "同比": (), "比序时": ()}
    return {
        "完成目标": against_target(board.facts.settings, board.target(key), board.completion(key)),
        "同比": year_on_year.growth_clause(board, key),
        "比序时": against_pace(board.facts.settings, board.pace_gap(key)),
    }


def _is_nothing_known(board: PeriodFigures) -> bool:
    """Whether nothing was signed, built or placed this year, and no target asks for any of it."""
    keys = ("signed", "signed_value", "started", "produced", "funds")
    return not any(board.year(key).value for key in keys) and all(board.target(key).value is None for key in keys)


def _nothing(data: PeriodData) -> Paragraph:
    values: dict[str, SlotValue] = {"期间": data.board.period.to_date_text, "范围": data.scope_name}
    return paragraph(data.say("targets.nothing", values), _talks(data), key="targets.signed")


def _signed(data: PeriodData, *, is_named: bool) -> Paragraph:
    """Compose the signings of the year; period and scope are left out where the sentence before names them."""
    board = data.board
    count = board.year("signed")
    signed = signed_spans(board) if count.value else (TextSpan("没有新签约项目"),)
    values = _against(board, "signed_value") | {
        "期间": board.period.to_date_text,
        "范围": data.scope_name,
        "签约情况": signed,
    }
    key = "targets.signed.after" if is_named else "targets.signed"
    return paragraph(data.say(key, values), _month_part(data), _talks(data), key="targets.signed")


def _month_part(data: PeriodData) -> tuple[TextSpan, ...]:
    """Compose what of the year's signings is the period's, beside the period before."""
    board, compared, part = data.board, data.compared, name_within_year(data.period)
    if not part or not board.year("signed").value:
        return ()
    before = compared.words[0]
    if board.now("signed").value:
        values: dict[str, SlotValue] = {
            "这一期": part,
            "个数": board.now("signed"),
            "项目环比": compared.clause("signed"),
            "金额": board.now("signed_value"),
            "金额环比": compared.clause("signed_value"),
        }
        key = "targets.signed.part" if board.now("signed_value").value else "targets.signed.part.count"
        return data.say(key, values)
    then = compared.then("signed")
    if not compared.is_known:
        return data.say("targets.signed.none", {"这一期": part})
    key = "targets.signed.none.after" if then.value else "targets.signed.none.again"
    return data.say(key, {"这一期": part, "上期": before, "上期数": then})


def _talks(data: PeriodData) -> tuple[TextSpan, ...]:
    board = data.board
    if not board.talks().value:
        return data.say("talks.none")
    if not board.talks_amount().value:
        return data.say("talks.count", {"个数": board.talks()})
    return data.say("talks", {"个数": board.talks(), "总投资": board.talks_amount()})


def _built(data: PeriodData) -> Paragraph:
    board, part = data.board, name_within_year(data.period)
    started, produced = board.year("started"), board.year("produced")
    none = "targets.started.none" if produced.value else "targets.built.none"
    which = "targets.started" if started.value else none
    values = _against(board, "started") | {
        "开工数": started,
        "其中": _part_of_year(data, "started", "targets.started.part") if part else (),
    }
    parts = [data.say(which, values)]
    rate, base = board.started_rate(), board.period.year_word
    if rate.value is not None:
        parts.append(data.say("targets.started.rate", {"年称": base, "开工率": rate}))
    last = board.produced_rate()
    if produced.value and last.value is not None:
        parts.append(data.say("targets.produced", {"投产数": produced, "投产率": last}))
    elif started.value:
        parts.append(data.say("targets.produced.none"))
    return paragraph(*parts, key="targets.built")


def _part_of_year(data: PeriodData, key: str, phrase: str) -> tuple[TextSpan, ...]:
    """Compose the period's part of a year-to-date figure; empty where that is zero."""
    board, part = data.board, name_within_year(data.period)
    if not board.year(key).value:
        return ()
    now = board.now(key)
    if not now.value:
        return data.say(f"{phrase}.none", {"这一期": part})
    return data.say(phrase, {"这一期": part, "数": now, "环比": data.compared.clause(key)})


def _funds(data: PeriodData) -> Paragraph:
    board, part = data.board, name_within_year(data.period)
    values = _against(board, "funds") | {
        "资金情况": funds_spans(board),
        "其中": _part_of_year(data, "funds", "targets.funds.part") if part else (),
    }
    parts = [data.say("targets.funds", values)]
    placed, fulfilled = board.funds_rate(), board.fulfilment_rate()
    if fulfilled.value is not None:
        key = "targets.rates" if placed.value is not None else "targets.rates.fulfilled"
        parts.append(data.say(key, {"年称": board.period.year_word, "到位率": placed, "履约率": fulfilled}))
    return paragraph(*parts, outside_sentence(board, "累计"), key="targets.funds")


def name_within_year(period: Period) -> str:
    """Return a period's name within its year: 10月, 下半年; empty where the period begins the year."""
    if period.first <= period.year_start:
        return ""
    return f"{period.first.month}月" if period.kind == "month" else period.name[5:]


def _target_table(board: PeriodFigures, whole: str) -> Table:
    rows = []
    pace = board.facts.settings.get("pace", "按月")
    apart = board.period.kind == "month" or bool(name_within_year(board.period))
    for key in board.compared:
        goal, done = board.target(key), (board.now(key),) if apart else ()
        rates_of = (board.completion(key), board.pace_gap(key))
        rows.append(row(TARGET_METRICS[key], goal.unit, goal, *done, board.year(key), *rates_of))
    now = "本月完成" if board.period.kind == "month" else f"{name_within_year(board.period)}完成"
    return Table(
        caption=f"表1　{whole}主要指标完成情况",
        columns=(
            column("指标", 6.5, Align.LEFT),
            column("单位", 3),
            column("年度目标", 4.5, Align.RIGHT),
            *((column(now, 4.5, Align.RIGHT),) if apart else ()),
            column("累计完成", 4.5, Align.RIGHT),
            column("完成率\n（%）", 4.5, Align.RIGHT),
            column("序时进度差\n（百分点）", 5.5, Align.RIGHT),
        ),
        rows=tuple(rows),
        notes=(
            f"序时进度{rates.half_up(board.pace, 2)}%（{pace}计）；“—”表示未下达目标。",
            *capital_notes(board),
        ),
    )
