"""The sentences on promises kept on both sides (政策兑现和企业履约), where the county has any that fell due."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from models.rules.kept_promises import PromiseState
from models.statistics.both_sides import BothSides, grouped
from models.statistics.contract_duties import ContractDuty
from models.statistics.kept_promises import Promise
from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import TextSpan
from reports.figures.kept_figures import duty_rates, item_count, promise_rates, review_share

TITLE = "政策兑现和企业履约"
_MAX_NAMES = 8
T = TypeVar("T", Promise, ContractDuty)


def kept_spans(settings: Mapping[str, str], both: BothSides) -> tuple[TextSpan, ...]:
    """Compose the sentences on both sides; empty in a county where nothing fell due and nothing waits."""
    return (*_promises(settings, both), *_duties(settings, both), *_reviews(settings, both))


def _promises(settings: Mapping[str, str], both: BothSides) -> tuple[TextSpan, ...]:
    kept = promise_rates("政府承诺", both.promises)
    spans: tuple[TextSpan, ...] = ()
    if not kept.is_empty:
        values: dict[str, SlotValue] = {
            "应兑": kept.due,
            "已兑": kept.kept,
            "兑现率": kept.rate,
            "应兑金额": kept.due_amount,
            "已兑金额": kept.kept_amount,
            "金额兑现率": kept.amount_rate,
        }
        spans = say(settings, "kept.promises" if kept.due_amount.value else "kept.promises.count", values)
    owed = [promise for promise in both.promises if promise.is_owed]
    if owed:
        n = item_count("promises.owed", "应兑未兑的政府承诺", owed, "时限已到、没有兑现或者只兑现一部分的")
        units = _names(owed, lambda promise: promise.units, "owed")
        spans += say(settings, "kept.owed", {"个数": n, "名单": units})
    unclaimed = [promise for promise in both.promises if promise.state == PromiseState.UNCLAIMED]
    if unclaimed:
        n = item_count(
            "promises.unclaimed", "达到条件未申请的政府承诺", unclaimed, "登记了达到条件日期、企业还没有申请的"
        )
        spans += say(settings, "kept.unclaimed", {"个数": n})
    held = [promise for promise in both.promises if promise.state == PromiseState.HELD]
    if held:
        n = item_count(
            "promises.held", "审查未过暂不兑的政府承诺", held, "公平竞争审查没有通过、停止执行或者还没有审查的"
        )
        spans += say(settings, "kept.held", {"个数": n})
    return spans


def _duties(settings: Mapping[str, str], both: BothSides) -> tuple[TextSpan, ...]:
    kept = duty_rates("企业履约", both.duties)
    if kept.is_empty:
        return ()
    spans = say(settings, "kept.duties", {"应履": kept.due, "已履": kept.kept, "履约率": kept.rate})
    broken = [duty for duty in both.duties if duty.is_broken]
    if broken:
        n = item_count("duties.broken", "到期没有履约的企业事项", broken, "时限已过、没有履约或者只履约一部分的")
        firms = _names(broken, lambda duty: (duty.party.name,), "broken")
        spans += say(settings, "kept.broken", {"个数": n, "名单": firms})
    return spans


def _reviews(settings: Mapping[str, str], both: BothSides) -> tuple[TextSpan, ...]:
    """Compose how many of the promises that are tied to moving in, tax or local statistics passed their review."""
    tied, cleared, share = review_share(both.promises)
    if not tied.value:
        return ()
    if not cleared.value:
        return say(settings, "kept.reviewed.none", {"个数": tied})
    return say(settings, "kept.reviewed", {"个数": tied, "通过数": cleared, "占比": share})


def _names(items: Sequence[T], names: Callable[[T], Sequence[str]], key: str) -> tuple[TextSpan, ...]:
    """Compose who has how many, the most first: “市工科局2件、市发改局1件”; many names are cut."""
    groups = grouped(items, names)
    spans: list[TextSpan] = []
    for name, group in groups[:_MAX_NAMES]:
        count = item_count(f"{key}.{name}", f"{name} 的事项", group, "台账登记的事项")
        spans += [TextSpan(f"{'、' if spans else ''}{name}"), TextSpan(count.phrase, count)]
    return (*spans, TextSpan("等")) if len(groups) > _MAX_NAMES else tuple(spans)
