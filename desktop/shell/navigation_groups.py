"""The items of the navigation: the registered pages in their groups, with a line between two groups."""

from collections.abc import Collection, Iterable, Iterator

from desktop.app.page_registry import Page, PageGroup
from desktop.shell.navigation import DETAILS_KEY, MORE_KEY, NavigationItem

_FOLDS = {PageGroup.MORE: (MORE_KEY, "更多"), PageGroup.DETAILS: (DETAILS_KEY, "明细台账")}


def navigation_items(pages: Iterable[Page], groups: Collection[str] = ()) -> Iterator[NavigationItem]:
    """Yield an item for every page that has a group; the pages come in the order of their groups.

    Pages of optional ledgers are listed where ``groups``, those that the county uses, have one of theirs.
    """
    latest_group: PageGroup | None = None
    for page in pages:
        if page.group is None or not page.is_listed(groups):
            continue
        fold, heading = _FOLDS.get(page.group, ("", ""))
        if page.group is not latest_group and fold:
            yield NavigationItem(fold, heading, "chevron-down")
        elif page.group is not latest_group and latest_group is not None:
            yield NavigationItem("")
        latest_group = page.group
        yield NavigationItem(page.key, page.title, page.icon, fold=fold)
