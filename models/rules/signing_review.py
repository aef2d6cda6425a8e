"""The review of a project before it is signed: what diligence, joint review, lawyer, decision, agreement lack."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.rules.vocabulary import DiligenceAdvice, UnitAnswer

_DILIGENCE = {
    "registered": "投资方注册资本",
    "paid_in": "投资方实缴资本",
    "controller": "实际控制人",
    "litigation": "涉诉情况",
    "dishonesty": "失信被执行情况",
    "affiliates": "关联企业",
    "checked_by": "尽调负责人",
    "advice": "尽调结论",
}
_LEGAL = {"lawyer": "司法审核", "lawyer_on": "司法审核日期"}
_DECISION = {"decided": "决策会议", "decided_on": "决策日期", "decided_number": "决策文号"}


@dataclass(frozen=True, slots=True)
class UnitReply:
    """What one unit said of a project, and on which day; empty where it has not answered."""

    unit: str
    opinion: str = ""
    on: date | None = None

    @property
    def is_given(self) -> bool:
        """Whether the unit has answered, with a day."""
        return bool(self.opinion) and self.on is not None


@dataclass(frozen=True, slots=True)
class SettledPoint:
    """A point of the agreement and whether it is settled: something is agreed, or it does not apply."""

    point: str
    is_settled: bool


def diligence_gaps(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Say what the due diligence sheet lacks; nought is an amount, and a conclusion against signing is a gap."""
    gaps = _blanks("尽调表", _DILIGENCE, facts)
    if facts.get("advice") == DiligenceAdvice.AGAINST:
        gaps += (f"尽调表：结论是“{DiligenceAdvice.AGAINST}”",)
    return gaps


def joint_review_gaps(units: Sequence[str], replies: Iterable[UnitReply]) -> tuple[str, ...]:
    """Say which units have not answered, or are against it; the last answer of a unit counts."""
    latest: dict[str, UnitReply] = {}
    for reply in sorted(filter(_is_given, replies), key=_day_of):
        latest[reply.unit] = reply
    silent = [unit for unit in units if unit not in latest]
    opposed = [unit for unit, reply in latest.items() if reply.opinion == UnitAnswer.OPPOSED]
    gaps = []
    if silent:
        gaps.append(f"部门联审：{'、'.join(silent)}还没有意见")
    if opposed:
        gaps.append(f"部门联审：{'、'.join(opposed)}不同意")
    return tuple(gaps)


def legal_gaps(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Say what the legal review (司法审核) lacks; one that was not passed is a gap."""
    if facts.get("lawyer") is False:
        return ("司法审核没有通过",)
    return _blanks("司法审核", _LEGAL, facts)


def decision_gaps(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Say what is missing of the decision: meeting, day and number."""
    return _blanks("集体决策", _DECISION, facts)


def point_gaps(wanted: Sequence[str], points: Iterable[SettledPoint]) -> tuple[str, ...]:
    """Say which points the county asks for that the agreement does not settle."""
    settled = {point.point for point in points if point.is_settled}
    open_points = [point for point in wanted if point not in settled]
    return (f"协议要点：{'、'.join(open_points)}没有写明",) if open_points else ()


def _blanks(sheet: str, wanted: Mapping[str, str], facts: Mapping[str, object]) -> tuple[str, ...]:
    # Nought equals False, and is an amount all the same.
    blank = [name for key, name in wanted.items() if facts.get(key) is False or facts.get(key) in (None, "")]
    return (f"{sheet}：{'、'.join(blank)}没有填",) if blank else ()


def _is_given(reply: UnitReply) -> bool:
    return reply.is_given


def _day_of(reply: UnitReply) -> date:
    return reply.on or date.min
