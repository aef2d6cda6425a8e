"""Signatures say what they take and return: ``Any`` stands in fewer than three of a hundred functions."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.source import SourceFile, source_files

MOST_WITH_ANY = 0.03  # libraries without types, Qt's models and JSON as it is read
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions_of(sources: Iterable[SourceFile]) -> Iterator[tuple[SourceFile, Function]]:
    """Yield every function and method with its file."""
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield source, node


def has_any(function: Function) -> bool:
    """Tell whether a parameter or the result of a function is annotated with ``Any``."""
    given = function.args
    parameters = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    annotations = [parameter.annotation for parameter in parameters if parameter is not None]
    names = (part for annotation in [*annotations, function.returns] if annotation for part in ast.walk(annotation))
    return any(isinstance(part, ast.Name) and part.id == "Any" for part in names)


def test_few_signatures_hold_any() -> None:
    functions = list(functions_of(source_files("models", "reports", "desktop")))
    untyped = [source for source, function in functions if has_any(function)]
    by_room = Counter(source.path.rpartition("/")[0] for source in untyped)
    assert len(untyped) / len(functions) < MOST_WITH_ANY, by_room.most_common()


def test_any_is_found_wherever_it_stands_in_a_signature() -> None:
    text = (
        "def a(x: Any): ...\ndef b(*, y: list[Any]): ...\ndef c(**z: Any): ...\ndef d() -> Any: ...\ndef e(x: int): ..."
    )
    marked = {function.name: has_any(function) for _, function in functions_of([SourceFile.parse("x.py", text)])}
    assert marked == {"a": True, "b": True, "c": True, "d": True, "e": False}
