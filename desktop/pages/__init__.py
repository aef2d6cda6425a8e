"""The pages of an open book: each file named ``*_page.py`` registers what it shows with the page registry."""

import pkgutil
from importlib import import_module

from desktop.app.page_registry import Page, registered_pages


def load_pages() -> tuple[Page, ...]:
    """Import the files of all pages, and return the pages in the order of the navigation."""
    for module in pkgutil.iter_modules(__path__):
        if module.name.endswith("_page"):
            import_module(f"{__name__}.{module.name}")
    return registered_pages()
