"""The program's source files as syntax trees, for the architecture tests."""

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOP_FOLDERS = ("resources", "models", "reports", "migrations", "desktop")


@dataclass(frozen=True)
class SourceFile:
    """One Python file, by its path relative to the checkout."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def parse(cls, path: str, text: str) -> "SourceFile":
        """Parse a file's text into a syntax tree."""
        return cls(path, text, ast.parse(text, path))

    @property
    def top_folder(self) -> str:
        """Return the top folder of the file."""
        return self.path.split("/", 1)[0]

    @property
    def module(self) -> str:
        """Return the dotted name other files import the module by; a package stands for its ``__init__``."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def location(self, line: int) -> str:
        """Return ``path:line``, which editors and terminals make clickable."""
        return f"{self.path}:{line}"


@dataclass(frozen=True)
class Import:
    """One module imported by another; ``lazy`` if only when a function runs."""

    target: str
    line: int
    lazy: bool

    @property
    def package(self) -> str:
        """Return the first part of the target: a top folder or a library."""
        return self.target.split(".", 1)[0]

    @property
    def is_stdlib(self) -> bool:
        """Whether the target belongs to the standard library."""
        return self.package in sys.stdlib_module_names


@cache
def source_files(*folders: str) -> tuple[SourceFile, ...]:
    """Return every Python file under the folders, in the order of their paths."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return tuple(
        SourceFile.parse(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files
    )


def imports_of(source: SourceFile, *, typing_only: bool = False) -> Iterator[Import]:
    """Yield what the file imports, at its top or in a function; with ``typing_only`` for type checking as well."""
    yield from _imports_below(source, source.tree, lazy=False, typing_only=typing_only)


def _imports_below(source: SourceFile, node: ast.AST, *, lazy: bool, typing_only: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(alias.name, node.lineno, lazy) for alias in node.names)
        return
    if isinstance(node, ast.ImportFrom):
        base = _absolute(source, node)
        yield from (Import(f"{base}.{alias.name}", node.lineno, lazy) for alias in node.names)
        return
    lazy = lazy or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    below: Iterable[ast.AST] = ast.iter_child_nodes(node)
    if not typing_only and isinstance(node, ast.If) and "TYPE_CHECKING" in {name for name, _ in names_in(node.test)}:
        below = node.orelse
    for child in below:
        yield from _imports_below(source, child, lazy=lazy, typing_only=typing_only)


def _absolute(source: SourceFile, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = source.path.endswith("/__init__.py")
    parts = source.module.split(".")
    package = parts[: len(parts) - node.level + is_package]
    return ".".join([*package, *([node.module] if node.module else [])])


def names_in(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield every variable, attribute and import in a piece of code with its line; not comments and strings."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id, part.lineno
        elif isinstance(part, ast.Attribute):
            yield part.attr, part.lineno
        elif isinstance(part, ast.Import | ast.ImportFrom):
            module = part.module or "" if isinstance(part, ast.ImportFrom) else ""
            spoken = [module, *(alias.name for alias in part.names)]
            yield from ((piece, part.lineno) for name in spoken for piece in name.split(".") if piece)


def definitions_in(tree: ast.Module) -> Iterator[tuple[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef, ast.AST]]:
    """Yield every class and function with the node it is defined in."""
    for parent in ast.walk(tree):
        for child in ast.iter_child_nodes(parent):
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield child, parent
