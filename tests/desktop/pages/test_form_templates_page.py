"""The page of forms is listed beside the circulars, and its libraries wait until it is opened."""

import subprocess
import sys

from desktop.app.page_registry import PageGroup
from desktop.pages import load_pages


def test_it_is_listed_after_the_circulars() -> None:
    tools = [page.key for page in load_pages() if page.group is PageGroup.TOOLS]
    assert tools.index("forms") == tools.index("circulars") + 1


def test_libraries_of_workbooks_are_not_loaded_with_the_pages() -> None:
    script = "import sys, desktop.pages.form_templates_page; print('lxml' in sys.modules, 'openpyxl' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert result.stdout.split() == ["False", "False"]
