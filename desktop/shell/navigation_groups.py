"""The items of the navigation: the registered pages in their groups, with a line between two groups."""

from collections.abc import Collection, Iterable, Iterator

from desktop.app.page_registry import Page, PageGroup
from desktop.shell.navigation import MORE_KEY, NavigationItem


def navigation_items(pages: Iterable[Page], groups: Collection[str] = ()) -> Iterator[NavigationItem]:
    """Yield an item for every page that has a group; the pages come in the order of their groups.

    Pages of optional ledgers are listed where ``groups``, those that the county uses, have one of theirs.
    """
    latest_group: PageGroup | None = None
    for page in pages:
        if page.group is None or not page.is_listed(groups):
            continue
        if page.group is not latest_group and page.group is PageGroup.MORE:
            yield NavigationItem(MORE_KEY, "更多", "chevron-down")
        elif page.group is not latest_group and latest_group is not None:
            yield NavigationItem("")
        latest_group = page.group
        yield NavigationItem(page.key, page.title, page.icon, in_more_group=page.group is PageGroup.MORE)
