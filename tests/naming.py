"""The rules about names and words, each a function that yields its breaches as file:line messages."""

import ast
import re
from collections.abc import Iterable, Iterator

from models.rules.protected_terms import PROTECTED_TERMS
from tests.source import SourceFile

# Words of the private dialect the program was once written in; none is an identifier or a part of one.
PRIVATE_WORDS = {
    *(
        "deed",
        "deeds",
        "parcel",
        "warden",
        "refusal",
        "refusals",
        "verdict",
        "verdicts",
        "tally",
        "tallies",
        "page_context",
    ),
    *("portrait", "soundness", "renewal", "furnish", "footing", "happening", "happenings", "judging", "telling"),
}
MEANINGLESS_VARIABLES = {"one", "found", "made", "said", "told", "some", "own"}

VOCABULARIES = ("models/rules/vocabulary.py", "models/rules/scheme_vocabulary.py")
DEMO = "models/demo/"  # its rows say what a clerk would type
GENERATED = "migrations/versions/"
# The units of money, the subjects of a ranking, and the duties and circulars by name are words of every sentence.
PROTECTED_WORDS = {
    member.value
    for dictionary, enums in PROTECTED_TERMS.items()
    if dictionary not in {"target_unit", "rank_subject", "meeting_kind", "circular_kind"}
    for enum in enums
    for member in enum
}
QUERY_CALLS = {"in_", "not_in", "is_", "contains", "startswith", "Condition", "frozenset", "set"}


def private_words(source: SourceFile) -> Iterator[str]:
    """Yield identifiers made of words that only this program ever used."""
    for name, line in _bound_names(source.tree):
        if PRIVATE_WORDS.intersection(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_")):
            yield f"{source.location(line)}: {name}: say it in the trade's words (README has the table)"


def meaningless_variables(source: SourceFile) -> Iterator[str]:
    """Yield variables, parameters and functions whose names do not say what they hold or do."""
    if source.path.startswith(GENERATED):
        return
    for name, line in _bound_names(source.tree):
        if name in MEANINGLESS_VARIABLES:
            yield f"{source.location(line)}: {name!r} does not say what it holds"


def _bound_names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the names that the code binds: classes, functions, parameters, variables and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr, node.lineno


def counted_words(source: SourceFile) -> Iterator[str]:
    """Yield comparisons with a word that figures count by: code compares with the enums of the vocabulary.

    A word counts as compared where it stands in a comparison, a set, the keys of a dict, or in an argument of a query's
    condition; as text for print it may stand anywhere else.
    """
    if source.path.startswith((*VOCABULARIES, DEMO, GENERATED)):
        return
    for node in ast.walk(source.tree):
        for constant in _compared_constants(node):
            if constant.value in PROTECTED_WORDS:
                line = source.location(constant.lineno)
                yield f"{line}: compares with {constant.value!r}; use the enum in {VOCABULARIES[0]}"


def _compared_constants(node: ast.AST) -> Iterator[ast.Constant]:
    compared: list[ast.expr | None] = []
    if isinstance(node, ast.Compare):
        compared = [node.left, *node.comparators]
    elif isinstance(node, ast.Set):
        compared = [*node.elts]
    elif isinstance(node, ast.Dict):
        compared = [*node.keys]
    elif isinstance(node, ast.MatchValue):
        compared = [node.value]
    elif isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        compared = [*node.args] if name in QUERY_CALLS else []
    for operand in compared:
        parts = operand.elts if isinstance(operand, ast.Tuple | ast.List) else [operand]
        yield from (part for part in parts if isinstance(part, ast.Constant))


def ambiguous_class_names(source_files: Iterable[SourceFile]) -> Iterator[str]:
    """Yield public classes that have one name in two modules: one name, one meaning."""
    first: dict[str, str] = {}
    for source in source_files:
        for node in source.tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where = source.location(node.lineno)
                other = first.setdefault(node.name, where)
                if other != where:
                    yield f"{where}: {node.name} is also defined at {other}"
