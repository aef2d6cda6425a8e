"""Marks that name a figure, ``{{焦化专班.签约金额.累计}}``: resolved by the same figures as ``zhuanban figures``."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from models.errors import UserError
from models.ledgers import TaskForce
from models.rules.scheme_vocabulary import ScoreGoal, ScoreSpan
from models.statistics.metrics import BY_KEY, METRICS, TARGET_METRICS
from reports.circulars.parts.letterhead import display_name
from reports.circulars.parts.year_on_year import growth_rate, last_year_figure
from reports.figures.figure import Figure, PeriodFigures

NOW, YEAR, TARGET, COMPLETION, AHEAD, BEFORE, GROWTH = (
    *(ScoreSpan.WITHIN.value, ScoreSpan.TO_DATE.value, "目标", "完成率", "序时进度差", "上年同期", "同比"),
)
SPANS = (NOW, YEAR, TARGET, COMPLETION, AHEAD, BEFORE, GROWTH)
_SPAN_WORDS = {
    "当期": NOW,
    "本年累计": YEAR,
    "年累计": YEAR,
    ScoreGoal.WHOLE_YEAR.value: TARGET,
    "去年同期": BEFORE,
    "同比增长": GROWTH,
}
# A span that names a kind of period is right only in a form of that period.
_SPANS_OF_KIND = {
    "本周": "week",
    "本半月": "half-month",
    "本月": "month",
    "当月": "month",
    "本季": "quarter",
    "本季度": "quarter",
    "本半年": "half-year",
    "全年": "year",
}
METRIC_LABELS = tuple(metric.label for metric in METRICS if metric.count is not None and metric.key != "talks")
STANDING_LABELS = ("在谈项目", "在谈总投资", "开工率", "投产率", "资金到位率", "履约率", "序时进度")
TARGET_LABELS = frozenset(metric.label for metric in METRICS if metric.key in TARGET_METRICS)
_NEUTRAL_WORDS = frozenset({"个数", "家数", "条数", "次数", "场数", "数量", "金额", "数"})
_COUNTY_WORDS = ("全县", "县", "全市", "市", "全区", "区")


class FigureMarks:
    """Resolves the words of marks to figures of one period."""

    def __init__(self, board: PeriodFigures) -> None:
        self.board = board
        self.metrics = {metric.label: metric.key for metric in METRICS if metric.label in METRIC_LABELS}
        self._metric_words = {target.value: key for key, target in TARGET_METRICS.items()} | self.metrics
        # Figures that have no span: rates, and what is counted at the period's end.
        standing = (
            *(board.talks, board.talks_amount, board.started_rate, board.produced_rate),
            *(board.funds_rate, board.fulfilment_rate, lambda _: board.elapsed()),
        )
        self.standing: Mapping[str, Callable[[str | None], Figure]] = dict(zip(STANDING_LABELS, standing, strict=True))
        self._subjects: dict[str, str | None] = dict.fromkeys((*_COUNTY_WORDS, board.facts.county.name))
        self.forces = {force.id: force for force in board.facts.forces}
        for force in self.forces.values():
            self._subjects |= dict.fromkeys(_names_of(force), force.id)

    def names_figure(self, words: tuple[str, ...]) -> bool:
        """Return whether any word is a metric's."""
        return any(word in self._metric_words or word in self.standing for word in words)

    def figure(self, words: tuple[str, ...], subject: str | None = None) -> Figure | None:
        """Return the figure that words name, of ``subject`` unless they name another.

        None where no word names a metric, so that the mark is no figure's. Raises UserError for a word that is not
        known beside one, and for a span that the metric does not have.
        """
        metric = next((word for word in words if word in self._metric_words or word in self.standing), None)
        if metric is None:
            return None
        span = ""
        for word in words:
            if word == metric or word in _NEUTRAL_WORDS:
                continue
            if word in self._subjects:
                subject = self._subjects[word]
            elif (read := self._span(word)) and not span:
                span = read
            else:
                raise UserError(f"不认识“{word}”{self.hint(word)}；写法是 专班.指标.跨度，跨度有{'、'.join(SPANS)}")
        return self._figure(metric, span, subject)

    def hint(self, word: str) -> str:
        """Return a question that offers the nearest known word; empty where none is near."""
        known = [*self._metric_words, *self.standing, *self._subjects, *SPANS, *_SPAN_WORDS]
        near = get_close_matches(word, known, 1, 0.5)
        return f"，是不是“{near[0]}”" if near else ""

    def _span(self, word: str) -> str:
        kind = _SPANS_OF_KIND.get(word)
        if kind is not None and kind != self.board.period.kind:
            raise UserError(f"“{word}”和要填的期间（{self.board.period.name}）不是一回事；写“本期”，每种期间都对")
        return NOW if kind is not None else _SPAN_WORDS.get(word, word if word in SPANS else "")

    def _figure(self, name: str, span: str, subject: str | None) -> Figure:
        if name in self.standing:
            if span:
                raise UserError(f"“{name}”没有“{span}”，只写“{name}”")
            return self.standing[name](subject)
        key = self._metric_words[name]
        if span in {TARGET, COMPLETION, AHEAD} and key not in TARGET_METRICS:
            able = "、".join(label for label, metric in self.metrics.items() if metric in TARGET_METRICS)
            raise UserError(f"“{name}”没有目标任务，算不出“{span}”；有目标的是{able}")
        if span in {BEFORE, GROWTH} and subject is not None:
            raise UserError(f"“{span}”只有全县的，专班的算不出")
        return self._spanned(key, span, subject)

    def _spanned(self, key: str, span: str, subject: str | None) -> Figure:
        if span == BEFORE:
            return last_year_figure(self.board, key) or self._unknown_before(key)
        if span == GROWTH:
            return growth_rate(self.board.year(key), last_year_figure(self.board, key))
        by_span = {
            YEAR: self.board.year,
            TARGET: self.board.target,
            COMPLETION: self.board.completion,
            AHEAD: self.board.pace_gap,
        }
        return by_span.get(span, self.board.now)(key, subject)

    def _unknown_before(self, key: str) -> Figure:
        metric = BY_KEY[key]
        label = f"{metric.label}（上年同期）"
        return Figure(f"{key}.before", label, metric.unit, None, "账本和“往年数据”里都没有上年同期的数")


def _names_of(force: TaskForce) -> list[str]:
    """Return what a task force is called: its name, its short name, and both with or without 专班."""
    names = [force.name, display_name(force)]
    return [*names, force.short] if force.short else names
