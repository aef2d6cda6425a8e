"""The rule that a ledger declares itself: what is true of a ledger stands in its class, not in a table elsewhere."""

import ast
from collections.abc import Iterator

from models.ledgers import LEDGERS
from tests.source import SourceFile

_TABLES = {ledger.__tablename__ for ledger in LEDGERS}
_DECLARED_IN = ("models/ledgers/", "migrations/versions/")


def ledger_tables(source: SourceFile) -> Iterator[str]:
    """Yield dicts keyed by the tables of ledgers (two or more), and lists of such tables (three or more)."""
    if source.path.startswith(_DECLARED_IN):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Dict):
            names, least = node.keys, 2
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            names, least = [*node.elts], 3
        else:
            continue
        if len(names) >= least and all(_is_table(name) for name in names):
            yield f"{source.location(node.lineno)}: a table by ledger: let each ledger declare it in its LedgerFacts"


def _is_table(node: ast.expr | None) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "__tablename__"
    return isinstance(node, ast.Constant) and node.value in _TABLES
