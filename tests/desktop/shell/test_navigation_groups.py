"""Every ledger a clerk keeps has a page, and each page once, in its group."""

from desktop.pages import load_pages
from desktop.shell.navigation_groups import navigation_items
from models.ledgers import LEDGERS


def test_every_listed_ledger_has_its_page_once() -> None:
    keys = [item.key for item in navigation_items(load_pages()) if item.key]
    assert len(keys) == len(set(keys))
    listed = {ledger.__tablename__ for ledger in LEDGERS if ledger.about.in_navigation}
    assert listed <= set(keys)
    pages = {"home", "rhythm", "clashes", "chain_map", "more", "funnel"}
    assert set(keys) - listed == pages | {"receiving", "circulars", "bin", "profile", "manual"}


def test_the_groups_follow_each_other_with_lines_between_them() -> None:
    labels = [item.label or "—" for item in navigation_items(load_pages())]
    more = labels.index("更多")
    assert labels[:more] == [
        *("工作台", "工作节奏", "—"),
        *("线索", "走访", "洽谈", "项目", "责任事项", "企业库", "撞单裁定", "—"),
        *("招商活动", "会议调度", "招商专班", "目标任务", "资产要素", "产业链图谱"),
    ]
    assert labels[more + 1 : more + 4] == ["活动漏斗", "阶段记录", "推进节点"]
    assert labels[-6:] == ["—", "收表", "通报", "回收站", "设置", "使用说明"]
    folded = [item.label for item in navigation_items(load_pages()) if item.in_more_group]
    assert folded == labels[more + 1 : -6]
