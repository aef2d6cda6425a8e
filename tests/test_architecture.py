"""The architecture rules hold for the whole tree, and each rule finds its breach in a small example."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests import architecture, ledger_facts, naming
from tests.source import ROOT, TOP_FOLDERS, SourceFile, source_files

ALL_FOLDERS = (*TOP_FOLDERS, "tests")
CHECKS: dict[Callable[[SourceFile], Iterator[str]], tuple[str, ...]] = {
    architecture.forbidden_imports: TOP_FOLDERS,
    architecture.oversized: ALL_FOLDERS,
    architecture.undocumented: TOP_FOLDERS,
    architecture.meaningless_module_names: ALL_FOLDERS,
    architecture.banned_in_desktop: TOP_FOLDERS,
    architecture.broad_exception_handlers: ALL_FOLDERS,
    architecture.unspecific_type_ignores: ALL_FOLDERS,
    architecture.unowned_timers: TOP_FOLDERS,
    architecture.qt_in_jobs: TOP_FOLDERS,
    ledger_facts.ledger_tables: TOP_FOLDERS,
    architecture.undocumented_signals: TOP_FOLDERS,
    naming.private_words: ALL_FOLDERS,
    naming.meaningless_variables: ALL_FOLDERS,
    naming.counted_words: ("models", "reports", "desktop"),
}


def assert_no_breaches(breaches: Iterator[str]) -> None:
    """Fail with every breach on a line of its own."""
    listing = "\n".join(breaches)
    assert not listing, f"architecture rules broken:\n{listing}"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_file_passes_the_check(check: Callable[[SourceFile], Iterator[str]]) -> None:
    assert_no_breaches(breach for source in source_files(*CHECKS[check]) for breach in check(source))


def test_no_module_needs_itself_through_others() -> None:
    assert_no_breaches(architecture.import_cycles(source_files(*TOP_FOLDERS)))


def test_rooms_import_downwards_only() -> None:
    assert_no_breaches(architecture.upward_imports(source_files(*TOP_FOLDERS)))


def test_no_folder_is_crowded_at_its_top() -> None:
    assert_no_breaches(architecture.crowded_folders(source_files(*TOP_FOLDERS)))


def test_a_class_name_means_one_thing() -> None:
    assert_no_breaches(naming.ambiguous_class_names(source_files(*TOP_FOLDERS)))


def test_a_ledger_has_each_label_once() -> None:
    assert_no_breaches(architecture.duplicate_labels(source_files("models")))


def test_a_field_is_declared_in_models_alone() -> None:
    assert_no_breaches(architecture.repeated_field_declarations(source_files(*TOP_FOLDERS)))


def test_the_tests_mirror_the_tree() -> None:
    modules = {source.path for source in source_files(*TOP_FOLDERS)}
    assert_no_breaches(architecture.tests_without_module((source.path for source in source_files("tests")), modules))


@pytest.mark.skipif(not (ROOT / "desktop/cli/main.py").exists(), reason="there is no command line yet")
@pytest.mark.parametrize("module", ["desktop.cli.main", "desktop.__main__"])
def test_the_command_line_needs_no_qt(module: str) -> None:
    code = f"import sys; sys.modules['PySide6'] = None; import {module}"
    run = subprocess.run(  # noqa: S603 - the code is the line above
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


# --- each rule is shown a small breach, and small code that only looks like one ---------------------------------------

A_METHOD = '"""."""\nclass A:\n """."""\n def {}(self): ...'
A_SIGNAL = 'class A:\n """.\n\n    Signals:\n        {}: it was saved.\n    """\n saved = Signal()'
INNER_AND_HIDDEN = '"""."""\ndef f():\n """."""\n def g(): ...\nclass _A:\n def b(self): ...'
BREACHES = [
    (architecture.forbidden_imports, "models/services/row_service.py", "import openpyxl", "may not import openpyxl"),
    (
        architecture.forbidden_imports,
        "models/search/index.py",
        "def f():\n import desktop.main_window",
        "may not import desktop",
    ),
    (architecture.forbidden_imports, "models/rules/ranking.py", "from sqlalchemy import select", "import sqlalchemy"),
    (architecture.forbidden_imports, "models/storage/store.py", "from alembic import command", "inside the function"),
    (architecture.forbidden_imports, "reports/word.py", "from PySide6 import QtGui", "may not import PySide6"),
    (architecture.forbidden_imports, "resources/__init__.py", "from models import field", "may not import models"),
    (
        architecture.forbidden_imports,
        "desktop/table/ledger_model.py",
        "import sqlalchemy as sa",
        "may not import sqlalchemy",
    ),
    (architecture.forbidden_imports, "desktop/cli/main.py", "from PySide6 import QtCore", "inside the function"),
    (architecture.forbidden_imports, "reports/paper/page.py", "from ...desktop import x", "may not import desktop"),
    (architecture.forbidden_imports, "models/storage/store.py", "from migrations import runner", "inside the function"),
    (
        architecture.forbidden_imports,
        "migrations/versions/one.py",
        "import models.fields.kinds",
        "may not import models",
    ),
    (architecture.oversized, "models/audit/edit_log.py", "x = 1\n" * 401, "401 lines"),
    (architecture.oversized, "models/audit/edit_log.py", "def f():\n" + "  x = 1\n" * 50, "f has 51 lines"),
    (architecture.oversized, "models/audit/edit_log.py", "class A:\n" + "  x = 1\n" * 250, "A has 251 lines"),
    (architecture.oversized, "desktop/form/row_panel.py", "class A:\n" + "  x = 1\n" * 220, "A has 221 lines"),
    (architecture.undocumented, "models/audit/edit_log.py", "x = 1", "the module has no docstring"),
    (architecture.undocumented, "models/audit/edit_log.py", A_METHOD.format("b"), "b has no docstring"),
    (architecture.undocumented, "models/audit/edit_log.py", A_METHOD.format("sizeHint"), "sizeHint"),
    (architecture.undocumented, "desktop/form/row_panel.py", '"""."""\nclass A: ...', "A has no docstring"),
    (architecture.meaningless_module_names, "reports/paper_utils.py", "", "'paper_utils'"),
    (architecture.meaningless_module_names, "desktop/common/job.py", "", "'common'"),
    (architecture.banned_in_desktop, "desktop/app/jobs.py", "QApplication.processEvents()", "no processEvents"),
    (
        architecture.banned_in_desktop,
        "desktop/form/row_panel.py",
        "from PySide6.QtWidgets import QDateEdit",
        "cannot be blank",
    ),
    (architecture.banned_in_desktop, "desktop/table/ledger_model.py", "select(Lead)", "no select("),
    (
        architecture.banned_in_desktop,
        "desktop/main_window.py",
        "QMessageBox.warning(x)",
        "desktop/app/notifications.py",
    ),
    (architecture.broad_exception_handlers, "models/storage/store.py", "try: x\nexcept: y", "a bare except"),
    (architecture.broad_exception_handlers, "desktop/app/jobs.py", "try: x\nexcept: y", "a bare except"),
    (
        architecture.broad_exception_handlers,
        "models/storage/store.py",
        "try: x\nexcept (OSError, Exception): raise",
        "hides bugs",
    ),
    (
        architecture.broad_exception_handlers,
        "models/storage/store.py",
        "try: x\nexcept BaseException: y",
        "raise again",
    ),
    (architecture.unspecific_type_ignores, "models/fields/base.py", "x = y  # type: ignore", "without the code"),
    (architecture.unowned_timers, "desktop/form/unit_hint.py", "QTimer.singleShot(0, self.check)", "context object"),
    (architecture.undocumented_signals, "desktop/form/row_panel.py", A_SIGNAL.format("kept"), "A.kept is in the"),
    (
        architecture.undocumented_signals,
        "desktop/form/row_panel.py",
        'class A:\n """."""\n saved = Signal()',
        "A.saved is not in the docstring",
    ),
    (architecture.unowned_timers, "desktop/form/unit_hint.py", "x = QTimer(singleShot=True)", "without a parent"),
    (ledger_facts.ledger_tables, "desktop/shell/icons.py", "{'lead': 'target', 'visit': 'feet'}", "a table by ledger"),
    (ledger_facts.ledger_tables, "reports/order.py", "{Lead.__tablename__: 1, Visit.__tablename__: 2}", "LedgerFacts"),
    (ledger_facts.ledger_tables, "reports/order.py", "ORDER = ('lead', 'visit', 'project')", "a table by ledger"),
    (
        naming.counted_words,
        "models/statistics/funnel.py",
        "x = visit.direction == '外出'",
        "compares with '外出'",
    ),
    (
        naming.counted_words,
        "models/statistics/funnel.py",
        "Lead.state.in_(('已认定',))",
        "compares with '已认定'",
    ),
    (naming.counted_words, "reports/circulars/kinds/week.py", "{'来访': 1}", "compares with '来访'"),
    (
        architecture.qt_in_jobs,
        "desktop/shell/book_opening.py",
        "def f():\n yield 1\n from desktop.pages import load_pages",
        "a job must not build Qt classes",
    ),
]
LOOKALIKES = [
    (
        architecture.forbidden_imports,
        "models/search/index.py",
        "import json\nfrom models import field\nimport stdnum.cn",
    ),
    (architecture.forbidden_imports, "models/storage/store.py", "def f():\n from alembic import command"),
    (architecture.forbidden_imports, "models/audit/edit_log.py", "if TYPE_CHECKING:\n import desktop.main_window"),
    (architecture.forbidden_imports, "desktop/__main__.py", "def main():\n from PySide6 import QtWidgets"),
    (architecture.forbidden_imports, "desktop/pages/lead.py", "from ..table import Table\nfrom . import page"),
    (architecture.oversized, "migrations/versions/one.py", "x = 1\n" * 500),
    (architecture.oversized, "models/audit/edit_log.py", "class A:\n" + "  x = 1\n" * 220),
    (architecture.undocumented, "desktop/form/row_panel.py", A_METHOD.format("paintEvent")),
    (architecture.undocumented, "models/audit/edit_log.py", INNER_AND_HIDDEN),
    (
        architecture.banned_in_desktop,
        "desktop/table/ledger_model.py",
        "# no QTableWidget\nview.selectionModel().select(index)",
    ),
    (architecture.banned_in_desktop, "desktop/app/notifications.py", "from PySide6.QtWidgets import QMessageBox"),
    (architecture.broad_exception_handlers, "desktop/app/jobs.py", "try: x\nexcept Exception: y"),
    (architecture.broad_exception_handlers, "models/storage/store.py", "try: x\nexcept BaseException:\n y\n raise"),
    (
        architecture.unspecific_type_ignores,
        "models/fields/base.py",
        "x = y  # type: ignore[attr-defined]\nz = '# type: ignore'",
    ),
    (
        architecture.undocumented_signals,
        "desktop/form/row_panel.py",
        A_SIGNAL.format("saved") + "\n _reported = Signal()\n x = f()",
    ),
    (
        architecture.unowned_timers,
        "desktop/form/unit_hint.py",
        "QTimer.singleShot(0, self, self.check)\nx = QTimer(self, interval=5)\ny = QTimer(parent=self)",
    ),
    (
        ledger_facts.ledger_tables,
        "models/services/row_service.py",
        "row = {'project': 1, 'amount': 2}\nif kind in {'project', 'reward'}: x = {'lead': 1}",
    ),
    (ledger_facts.ledger_tables, "models/ledgers/lead.py", "{'lead': 1, 'visit': 2}"),
    (
        naming.counted_words,
        "reports/circulars/kinds/week.py",
        "TITLE = '外出'\nx = direction == VisitDirection.OUT",
    ),
]


@pytest.mark.parametrize(("check", "path", "text", "complaint"), BREACHES)
def test_a_check_finds_its_breach(
    check: Callable[[SourceFile], Iterator[str]], path: str, text: str, complaint: str
) -> None:
    (breach,) = list(check(SourceFile.parse(path, text)))[:1]
    assert breach.startswith(f"{path}:")
    assert complaint in breach


@pytest.mark.parametrize(("check", "path", "text"), LOOKALIKES)
def test_a_check_leaves_what_only_looks_like_a_breach(
    check: Callable[[SourceFile], Iterator[str]], path: str, text: str
) -> None:
    assert list(check(SourceFile.parse(path, text))) == []


def test_an_import_cycle_is_reported_step_by_step() -> None:
    house = [
        SourceFile.parse("models/a.py", "from models import b"),
        SourceFile.parse("models/b.py", "\ndef f():\n from models.c import thing"),
        SourceFile.parse("models/c.py", "import models.a"),
    ]
    (breach,) = architecture.import_cycles(house)
    assert "models/a.py:1 imports models.b" in breach
    assert "models/b.py:3 imports models.c" in breach
    assert "models/c.py:1 imports models.a" in breach
    assert list(architecture.import_cycles(house[:2])) == []


SAMPLE_LEDGERS = [
    SourceFile.parse("models/fields/base.py", 'class Row:\n note: Mapped[str] = field("备注")'),
    SourceFile.parse("models/ledgers/lead.py", 'class Lead(Row):\n name: Mapped[str] = field("企业名称", width=16)'),
]


def test_a_label_taken_by_a_mixin_is_taken() -> None:
    again = SourceFile.parse("models/ledgers/visit.py", 'class Visit(Row):\n remark: Mapped[str] = field("备注")')
    assert list(architecture.duplicate_labels(SAMPLE_LEDGERS)) == []
    (breach,) = architecture.duplicate_labels([*SAMPLE_LEDGERS, again])
    assert "Visit already calls a field 备注" in breach


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('TITLES = {"name": "企业名称"}', 1),
        ('TITLES = {"企业名称": "name"}', 1),
        ('column("name", "企业名称")', 1),
        ('heading(name="企业名称")', 1),
        ('TITLES = {"note": "备注"}', 0),
        ('paragraph("企业名称")', 0),
        ('TITLES = {"owner": "企业名称"}', 0),
    ],
)
def test_a_key_and_its_label_stand_together_once(text: str, count: int) -> None:
    house = [*SAMPLE_LEDGERS, SourceFile.parse("reports/word.py", text)]
    assert len(set(architecture.repeated_field_declarations(house))) == count


def test_a_test_file_is_found_from_its_module() -> None:
    modules = {"models/fields/field.py", "desktop/__main__.py", "models/rules/__init__.py"}
    good = ["tests/models/fields/test_field.py", "tests/desktop/test_main.py", "tests/models/test_rules.py"]
    across = ["tests/test_architecture.py", "tests/end2end/test_first_day.py", "tests/models/rows.py"]
    assert list(architecture.tests_without_module([*good, *across], modules)) == []
    (breach,) = architecture.tests_without_module(["tests/models/fields/test_fields.py"], modules)
    assert breach == "tests/models/fields/test_fields.py:1: there is no models/fields/fields.py to test"
