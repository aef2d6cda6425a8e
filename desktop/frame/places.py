"""Which pages there are, in what groups, with which icons."""

from collections.abc import Mapping

from desktop.frame.navigation import MORE, Place
from models.base import Ledger
from models.ledgers import LEDGERS, Circular

_DAILY = ("lead", "visit", "negotiation", "project", "obligation", "enterprise")
_SELDOM = ("quota", "dossier", "dormant", "reward", "talent", "news", "chain")
_ICONS = {
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


def places(waiting: Mapping[str, int]) -> list[Place]:
    """List every page: today's work, the daily ledgers, the others, what hangs on them, and the office's own."""
    listed = [ledger for ledger in LEDGERS if ledger.about.listed and ledger is not Circular]
    daily = sorted((ledger for ledger in listed if ledger.__tablename__ in _DAILY), key=_daily_rank)
    details = [ledger for ledger in listed if ledger.about.parent or ledger.__tablename__ in _SELDOM]
    others = [ledger for ledger in listed if ledger not in daily and ledger not in details]
    return [
        Place("home", "工作台", "house"),
        Place("rhythm", "工作节奏", "calendar-days", waiting.get("rhythm", 0)),
        Place(""),
        *(_place(ledger, waiting) for ledger in daily),
        Place("clashes", "撞单裁定", "shield-check"),
        Place(""),
        *(_place(ledger, waiting) for ledger in others),
        Place("chain_map", "产业链图谱", "network"),
        Place(MORE, "更多", "chevron-down"),
        Place("funnel", "活动漏斗", "filter", more=True),
        *(_place(ledger, waiting, more=True) for ledger in details),
        Place(""),
        Place("receiving", "收表", "inbox"),
        Place("circulars", "通报", "file-text"),
        Place("bin", "回收站", "trash-2"),
        Place("profile", "设置", "settings"),
        Place("manual", "使用说明", "book-open"),
    ]


def _daily_rank(ledger: type[Ledger]) -> int:
    return _DAILY.index(ledger.__tablename__)


def _place(ledger: type[Ledger], waiting: Mapping[str, int], *, more: bool = False) -> Place:
    name = ledger.__tablename__
    return Place(name, ledger.about.label, _ICONS.get(name, ""), waiting.get(name, 0), more)
