"""The page registry: which pages the navigation lists, in which groups, with which icons."""

from collections.abc import Mapping

from desktop.shell.navigation import MORE_KEY, NavigationItem
from models.fields.base import Ledger
from models.ledgers import LEDGERS, Circular

_DAILY_LEDGERS = ("lead", "visit", "negotiation", "project", "obligation", "enterprise")
_RARE_LEDGERS = ("quota", "dossier", "dormant", "reward", "talent", "news", "chain")
_LEDGER_ICONS = {
    "talent": "user",
    "news": "bell",
    "lead": "target",
    "visit": "footprints",
    "negotiation": "handshake",
    "project": "factory",
    "obligation": "list-todo",
    "enterprise": "building-2",
    "activity": "megaphone",
    "meeting": "calendar",
    "task_force": "users",
    "target": "flag",
    "quota": "clipboard-list",
    "chain": "link",
    "dossier": "briefcase",
    "asset": "land-plot",
    "dormant": "archive-restore",
    "reward": "award",
}


def navigation_items(counts: Mapping[str, int]) -> list[NavigationItem]:
    """List every page in its group: dashboard and duties, daily ledgers, other ledgers, detail ledgers, tools."""
    listed = [ledger for ledger in LEDGERS if ledger.about.in_navigation and ledger is not Circular]
    daily = sorted((ledger for ledger in listed if ledger.__tablename__ in _DAILY_LEDGERS), key=_daily_rank)
    details = [ledger for ledger in listed if ledger.about.parent or ledger.__tablename__ in _RARE_LEDGERS]
    others = [ledger for ledger in listed if ledger not in daily and ledger not in details]
    return [
        NavigationItem("home", "工作台", "house"),
        NavigationItem("rhythm", "工作节奏", "calendar-days", counts.get("rhythm", 0)),
        NavigationItem(""),
        *(_ledger_item(ledger, counts) for ledger in daily),
        NavigationItem("clashes", "撞单裁定", "shield-check"),
        NavigationItem(""),
        *(_ledger_item(ledger, counts) for ledger in others),
        NavigationItem("chain_map", "产业链图谱", "network"),
        NavigationItem(MORE_KEY, "更多", "chevron-down"),
        NavigationItem("funnel", "活动漏斗", "filter", in_more_group=True),
        *(_ledger_item(ledger, counts, in_more_group=True) for ledger in details),
        NavigationItem(""),
        NavigationItem("receiving", "收表", "inbox"),
        NavigationItem("circulars", "通报", "file-text"),
        NavigationItem("bin", "回收站", "trash-2"),
        NavigationItem("profile", "设置", "settings"),
        NavigationItem("manual", "使用说明", "book-open"),
    ]


def _daily_rank(ledger: type[Ledger]) -> int:
    return _DAILY_LEDGERS.index(ledger.__tablename__)


def _ledger_item(ledger: type[Ledger], counts: Mapping[str, int], *, in_more_group: bool = False) -> NavigationItem:
    name = ledger.__tablename__
    return NavigationItem(name, ledger.about.label, _LEDGER_ICONS.get(name, ""), counts.get(name, 0), in_more_group)
