"""The architecture rules, each a function that yields its breaches as file:line messages."""

import ast
import graphlib
import io
import itertools
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.source import SourceFile, definitions_in, imports_of, names_in

# What a path may import besides the standard library; the longest path that fits decides.
# resources/fonts holds the script that cut the faces; the program never runs it.
MAY_IMPORT = {
    "resources": {"resources"},
    "resources/fonts": {"fontTools"},
    "models": {"models", "sqlalchemy", "rapidfuzz", "stdnum"},
    "models/storage/store.py": {"models", "sqlalchemy", "alembic", "migrations"},
    "models/rules": {"models", "stdnum"},
    "reports": {
        *("reports", "models", "resources", "openpyxl", "xlsxwriter", "reportlab", "pypdfium2"),
        "docx",
    },
    "reports/xlsx": {"reports", "models", "resources", "openpyxl", "xlsxwriter", "msoffcrypto"},
    "reports/pdf": {"reports", "models", "resources", "reportlab", "pypdfium2", "PIL", "rjieba"},
    "reports/docx": {"reports", "models", "resources", "docx", "lxml", "pypdfium2", "reportlab"},
    "reports/form_templates": {"reports", "models", "resources", "openpyxl", "lxml"},
    "reports/import_reader": {
        *("reports", "models", "resources", "openpyxl", "xlsxwriter", "python_calamine", "msoffcrypto", "olefile"),
    },
    "desktop": {"desktop", "reports", "models", "resources", "PySide6", "shiboken6", "pypdfium2"},
    "migrations": set[str](),
    "migrations/env.py": {"models", "alembic", "sqlalchemy"},
    "migrations/runner.py": {"alembic", "sqlalchemy"},
    "migrations/schema_file.py": {"sqlalchemy", "migrations"},
    "migrations/new_revision.py": {"alembic", "sqlalchemy", "migrations"},
    "migrations/versions": {"alembic", "sqlalchemy"},
}
# What a path may import only inside a function, because it is slow to load or because a screen may be missing.
ONLY_LAZY_IMPORTS = {
    "models": {"alembic", "migrations", "rapidfuzz"},
    "reports/pdf": {"rjieba"},
    "desktop/__main__.py": {"PySide6", "shiboken6"},
    "desktop/cli": {"PySide6", "shiboken6"},
}
# The rooms of a folder, each of which may import those before it and itself; a module at a folder's top is a room too.
ROOM_ORDER = {
    "models": (
        *("errors", "job_steps", "fields", "rules", "ledgers", "search", "audit", "settings", "storage", "queries"),
        *("duplicates", "statistics", "services", "exchange", "circulars", "demo"),
    ),
    "reports": (
        *("figures", "content", "circulars/phrases", "circulars/parts", "pdf", "docx", "xlsx", "circulars/kinds"),
        *("circulars/workflow", "wallcharts", "circulars/sheets", "import_reader", "form_templates"),
    ),
    "desktop": (
        *("theme", "app", "editors", "table", "widgets", "form", "circular", "import_export", "settings"),
        *("form_templates", "pages"),
        *("shell", "commands", "actions", "main_window", "cli", "__main__"),
    ),
}
MAX_MODULES_AT_TOP = {"models": 6}
MAX_MODULE_LINES, MAX_CLASS_LINES, MAX_FUNCTION_LINES = 400, 250, 50
SMALLER_CLASSES = {"desktop": 220}
GENERATED = "migrations/versions/"
MEANINGLESS_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
BANNED_IN_DESKTOP = {
    "processEvents": "long work is a generator run by desktop/app/jobs.py",
    "QTableWidget": "a ledger is read page by page through a model",
    "QSortFilterProxyModel": "sorting and filtering happen in SQL",
    "ResizeToContents": "it measures every row of the ledger",
    "QDateEdit": "it cannot be blank",
    "QDataWidgetMapper": "its submit() returns True although the model rejected a value",
    "openpyxl": "sheets belong to reports/",
    "reportlab": "paper belongs to reports/",
}
MAY_CATCH_ALL = {"desktop/app/jobs.py", "desktop/app/crash.py", "desktop/__main__.py"}
# Qt's overrides need no docstring: any camelCase method of desktop/, and these few that Qt wrote in one word.
QT_SINGLE_WORD_OVERRIDES = {"data", "event", "fixup", "flags", "index", "paint", "parent", "run", "sort", "validate"}
UNMIRRORED_TEST_FOLDERS = {"end2end", "benchmarks", "campaigns"}


# --- one file -------------------------------------------------------------------------------------------------------
def forbidden_imports(source: SourceFile) -> Iterator[str]:
    """Check that folders import downwards only: resources, models, reports, desktop."""
    allowed, lazily = _longest_prefix(MAY_IMPORT, source.path), _longest_prefix(ONLY_LAZY_IMPORTS, source.path)
    for imported in imports_of(source):
        if not imported.is_stdlib and imported.package not in allowed:
            yield f"{source.location(imported.line)}: {source.path} may not import {imported.package}"
        elif imported.package in lazily and not imported.lazy:
            yield f"{source.location(imported.line)}: {imported.package} is imported inside the function that needs it"


def _longest_prefix(table: dict[str, set[str]], path: str) -> set[str]:
    fitting = [prefix for prefix in table if path == prefix or path.startswith(f"{prefix}/")]
    return table[max(fitting, key=len)] if fitting else set()


def oversized(source: SourceFile) -> Iterator[str]:
    """Check that modules, classes and functions stay below their maximum length in physical lines."""
    if source.path.startswith(GENERATED):
        return
    lines = source.text.count("\n")
    if lines > MAX_MODULE_LINES:
        yield f"{source.location(1)}: {lines} lines, where a module may have {MAX_MODULE_LINES}"
    for node, _ in definitions_in(source.tree):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        class_limit = SMALLER_CLASSES.get(source.top_folder, MAX_CLASS_LINES)
        limit = class_limit if isinstance(node, ast.ClassDef) else MAX_FUNCTION_LINES
        if lines > limit:
            yield f"{source.location(node.lineno)}: {node.name} has {lines} lines, where it may have {limit}"


def undocumented(source: SourceFile) -> Iterator[str]:
    """Check that every module, public class and public function has a docstring."""
    if ast.get_docstring(source.tree) is None:
        yield f"{source.location(1)}: the module has no docstring"
    if source.path.startswith(GENERATED):
        return
    for node, parent in definitions_in(source.tree):
        if _is_public(node, parent) and not _is_exempt(source, node, parent) and ast.get_docstring(node) is None:
            yield f"{source.location(node.lineno)}: {node.name} has no docstring"


def _is_public(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, parent: ast.AST) -> bool:
    hidden = isinstance(parent, ast.ClassDef) and parent.name.startswith("_")
    return isinstance(parent, ast.Module | ast.ClassDef) and not hidden and not node.name.startswith("_")


def _is_exempt(
    source: SourceFile, node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, parent: ast.AST
) -> bool:
    if any(name in {"setter", "deleter", "overload"} for part in node.decorator_list for name, _ in names_in(part)):
        return True
    is_override = node.name in QT_SINGLE_WORD_OVERRIDES or re.match(r"[a-z]+[A-Z]", node.name) is not None
    return source.top_folder == "desktop" and isinstance(parent, ast.ClassDef) and is_override


def meaningless_module_names(source: SourceFile) -> Iterator[str]:
    """Check that no module has a name that would fit any module, such as "utils"."""
    for word in source.path.removesuffix(".py").split("/"):
        if MEANINGLESS_NAMES & set(word.split("_")):
            yield f"{source.location(1)}: {word!r} does not say what the module holds"


def banned_in_desktop(source: SourceFile) -> Iterator[str]:
    """Check that desktop/ avoids calls that freeze the window, hide errors, or belong to another layer."""
    if source.top_folder != "desktop":
        return
    for name, line in names_in(source.tree):
        if name in BANNED_IN_DESKTOP:
            yield f"{source.location(line)}: no {name} here: {BANNED_IN_DESKTOP[name]}"
        if name == "QMessageBox" and source.path != "desktop/app/notifications.py":
            yield f"{source.location(line)}: no QMessageBox here: use desktop/app/notifications.py"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "select":
            yield f"{source.location(node.lineno)}: no select( here: queries belong to models/"


def broad_exception_handlers(source: SourceFile) -> Iterator[str]:
    """Check that unexpected exceptions reach the excepthook; only a job and the hook itself may catch everything."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = {name for name, _ in names_in(node.type)} if node.type else set()
        ends_by_raising = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
        if node.type is None:
            yield f"{source.location(node.lineno)}: a bare except catches even the end of the program"
        elif source.path in MAY_CATCH_ALL:
            continue
        elif "Exception" in caught:
            yield f"{source.location(node.lineno)}: except Exception hides bugs; name what can go wrong here"
        elif "BaseException" in caught and not ends_by_raising:
            yield f"{source.location(node.lineno)}: except BaseException only to tidy up and raise again"


def unspecific_type_ignores(source: SourceFile) -> Iterator[str]:
    """Check that every ``type: ignore`` names the error codes it silences."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT and re.search(r"type:\s*ignore(?!\[[\w-]+)", token.string):
            yield f"{source.location(token.start[0])}: type: ignore without the code it ignores"


def unowned_timers(source: SourceFile) -> Iterator[str]:
    """Check that every timer of desktop/ has an owner, with which it dies: a parent, or a single shot's context."""
    if source.top_folder != "desktop":
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        where = source.location(node.lineno)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "singleShot" and len(node.args) + len(node.keywords) < len(("milliseconds", "context", "action")):
            yield f"{where}: singleShot without a context object fires after its widget is gone"
        elif name == "QTimer" and not node.args and all(keyword.arg != "parent" for keyword in node.keywords):
            yield f"{where}: a QTimer without a parent fires after its widget is gone: use desktop/app/delay.py"


def qt_in_jobs(source: SourceFile) -> Iterator[str]:
    """Check that the steps of a job import nothing that builds a Qt class, which only the window's thread may."""
    for steps in ast.walk(source.tree):
        if isinstance(steps, ast.FunctionDef) and any(isinstance(node, ast.Yield) for node in ast.walk(steps)):
            for node in ast.walk(steps):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("desktop", "PySide6")):
                    yield f"{source.location(node.lineno)}: a job must not build Qt classes: import at the top"


def undocumented_signals(source: SourceFile) -> Iterator[str]:
    """Check that a class names each of its public signals, and no others, under "Signals:" in its docstring."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        signals = {name for line in node.body for name in _signals_declared_by(line) if not name.startswith("_")}
        _, _, listing = (ast.get_docstring(node) or "").partition("Signals:\n")
        named = {
            name for names in re.findall(r"^ {4}(\w[\w, ]*):", listing, re.MULTILINE) for name in names.split(", ")
        }
        for name in sorted(signals ^ named):
            missing = "is not in the docstring" if name in signals else "is in the docstring and no signal"
            yield f"{source.location(node.lineno)}: {node.name}.{name} {missing}"


def _signals_declared_by(line: ast.stmt) -> list[str]:
    """Return the names a line of a class binds to ``Signal(...)``."""
    if not isinstance(line, ast.Assign) or not isinstance(line.value, ast.Call):
        return []
    called = line.value.func
    is_signal = isinstance(called, ast.Name) and called.id == "Signal"
    return [target.id for target in line.targets if isinstance(target, ast.Name)] if is_signal else []


# --- the whole tree -------------------------------------------------------------------------------------------------


def upward_imports(source_files: Iterable[SourceFile]) -> Iterator[str]:
    """Yield imports that run against the order of the rooms, those for type checking only included."""
    for source in source_files:
        folder = source.path.split("/")[0]
        if folder not in ROOM_ORDER or source.path.endswith("__init__.py"):
            continue
        order = ROOM_ORDER[folder]
        here = _room_of(source.path.removesuffix(".py"), order)
        if here is None:
            yield f"{source.location(1)}: {source.path} is in no room of {folder}/"
            continue
        for found_import in imports_of(source, typing_only=True):
            is_same_folder = found_import.package == folder
            there = _room_of(found_import.target.replace(".", "/"), order) if is_same_folder else None
            if there is not None and there > here:
                where = source.location(found_import.line)
                yield f"{where}: {order[here]} imports {order[there]}, which stands above it"


def _room_of(path: str, order: tuple[str, ...]) -> int | None:
    """Return the place of a path's room in an order; the longest room that fits decides."""
    inner = path.partition("/")[2]
    fitting = [number for number, room in enumerate(order) if inner == room or inner.startswith(f"{room}/")]
    return max(fitting, key=lambda number: len(order[number]), default=None)


def crowded_folders(source_files: Iterable[SourceFile]) -> Iterator[str]:
    """Yield folders with more modules at their top than a newcomer can take in."""
    at_top = [source.path for source in source_files if source.path.count("/") == 1]
    for folder, limit in MAX_MODULES_AT_TOP.items():
        modules = [path for path in at_top if path.startswith(f"{folder}/")]
        if len(modules) > limit:
            yield f"{folder}/: {len(modules)} modules at its top, where it may have {limit}"


def import_cycles(source_files: Iterable[SourceFile]) -> Iterator[str]:
    """Check that no module imports itself, directly or through others, lazy imports included."""
    by_name = {source.module: source for source in source_files}
    lines: dict[str, dict[str, int]] = {}
    for name, source in by_name.items():
        lines[name] = {}
        for imported in imports_of(source, typing_only=True):
            target = imported.target
            while target and target not in by_name:
                target = target.rpartition(".")[0]
            if target:
                lines[name].setdefault(target, imported.line)
    try:
        graphlib.TopologicalSorter(lines).prepare()
    except graphlib.CycleError as error:
        circle = list(reversed(error.args[1]))
        steps = (f"{by_name[a].location(lines[a][b])} imports {b}" for a, b in itertools.pairwise(circle))
        yield "; ".join(steps)


@dataclass(frozen=True)
class DeclaredField:
    """A ledger field as its model declares it: ``key: Mapped[...] = field("label")``."""

    ledger: str
    key: str
    label: str
    location: str


def declared_fields(source_files: Iterable[SourceFile]) -> Iterator[DeclaredField]:
    """Yield every ``field()`` and ``link()`` in models/; a mixin's fields once for each ledger that inherits it."""
    classes = [
        (source, node)
        for source in source_files
        for node, _ in definitions_in(source.tree)
        if source.top_folder == "models"
    ]
    by_name = {node.name: (source, node) for source, node in classes if isinstance(node, ast.ClassDef)}
    for ledger in by_name:
        todo, seen = [ledger], set[str]()
        while todo:
            name = todo.pop()
            if name in by_name and name not in seen:
                seen.add(name)
                source, node = by_name[name]
                todo += [base.id for base in node.bases if isinstance(base, ast.Name)]
                yield from _declared_in(source, node, ledger)


def _declared_in(source: SourceFile, node: ast.ClassDef, ledger: str) -> Iterator[DeclaredField]:
    for line in node.body:
        if not (isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)):
            continue
        call = line.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"field", "link"}:
            label = _text(call.args[0]) if call.args else None
            if label is not None:
                yield DeclaredField(ledger, line.target.id, label, source.location(line.lineno))


def duplicate_labels(source_files: Iterable[SourceFile]) -> Iterator[str]:
    """Check that no two fields of a ledger share a label, because the label is all the clerk sees."""
    first: dict[tuple[str, str], DeclaredField] = {}
    for declared in declared_fields(source_files):
        other = first.setdefault((declared.ledger, declared.label), declared)
        if other.key != declared.key:
            yield f"{declared.location}: {declared.ledger} already calls a field {declared.label}, at {other.location}"


def repeated_field_declarations(source_files: Iterable[SourceFile]) -> Iterator[str]:
    """Check that outside models/ no literal pairs a field's key with its label: the pair is read from the declaration.

    A label of up to three characters is an everyday word and may stand beside anything.
    """
    source_files = list(source_files)
    pairs = {
        (declared.key, declared.label): declared.location
        for declared in declared_fields(source_files)
        if len(declared.label) > len("三个字")
    }
    for source in source_files:
        if source.top_folder not in {"desktop", "reports"}:
            continue
        for node in ast.walk(source.tree):
            for key, label in _paired_texts(node):
                if (key, label) in pairs:
                    where = source.location(getattr(node, "lineno", 1))
                    yield f"{where}: {key!r} and {label!r} are declared together at {pairs[key, label]}"


def _paired_texts(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield every two texts that one literal or call contains side by side, in both orders."""
    texts: list[str | None] = []
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            couple = (_text(key) or "", _text(value) or "")
            yield from (couple, couple[::-1])
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        texts = [_text(part) for part in node.elts]
    elif isinstance(node, ast.Call):
        texts = [_text(part) for part in [*node.args, *(keyword.value for keyword in node.keywords)]]
        yield from ((keyword.arg or "", _text(keyword.value) or "") for keyword in node.keywords)
    yield from ((first, other) for first in texts for other in texts if first and other)


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def tests_without_module(tests: Iterable[str], modules: set[str]) -> Iterator[str]:
    """Check that tests/<folder>/test_x.py has a matching <folder>/x.py, so that either is found from the other."""
    for path in tests:
        _, *folders, file = path.split("/")
        if not file.startswith("test_") or not folders or folders[0] in UNMIRRORED_TEST_FOLDERS:
            continue
        stem = file.removeprefix("test_").removesuffix(".py")
        place = "/".join(folders)
        named_for = {f"{place}/{stem}.py", f"{place}/__{stem}__.py", f"{place}/{stem}/__init__.py"}
        if not named_for & modules:
            yield f"{path}:1: there is no {place}/{stem}.py to test"
